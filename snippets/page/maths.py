"""TeX to HTML and MathML while the site is built: KaTeX in an embedded JavaScript engine, so pages need no script."""

import hashlib
import html
import json
import re
from functools import cache
from pathlib import Path

from snippets import record

KATEX = Path(__file__).with_name("katex") / "katex.min.js"
CACHE = Path(__file__).parents[2] / ".cache"
CACHE.mkdir(exist_ok=True)
FORMULA = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>', re.DOTALL)
RAW = re.compile(r"\\\(|\\\[|\$\$|\\begin\{")
NOT_PROSE = re.compile(r"<(code|pre|annotation|svg)\b.*?</\1>", re.DOTALL)


@cache
def _engine():
    import quickjs

    context = quickjs.Context()
    context.eval("var self = globalThis, document;" + KATEX.read_text("utf-8"))
    # A joined string can come back as a rope that the binding does not know; JSON makes it flat.
    context.eval("""function typeset(tex, display) {
        try { return JSON.stringify({html: katex.renderToString(tex, {displayMode: display, strict: "error", trust: false})}) }
        catch (error) { return JSON.stringify({error: error.message}) }
    }""")
    return context.get("typeset")


@cache
def _memo():
    """(file, {formula: HTML}): a formula's HTML depends on its TeX, this file and KaTeX alone, so the last build's will do."""
    made_of = hashlib.sha256(KATEX.read_bytes() + Path(__file__).read_bytes()).hexdigest()
    file = CACHE / f"formulas-{made_of[:16]}.json"
    return file, json.loads(file.read_text("utf-8")) if file.exists() else {}


def keep():
    """Remember the formulas for the next build."""
    file, known = _memo()
    record.write(file, json.dumps(known))


def formula(tex, display=False):
    """The HTML of one formula. Raises ValueError for TeX that KaTeX cannot set."""
    known = _memo()[1]
    if (key := f"{display:d}{tex}") not in known:
        result = json.loads(_engine()(tex, display))
        if "error" in result:
            raise ValueError(f"this formula cannot be set: {tex.strip()!r}: {result['error']}")
        known[key] = result["html"].replace('class="katex-display"', 'class="katex-display" tabindex="0"')  # the keyboard scrolls it
    return known[key]


def typeset(content):
    """The HTML with every formula that arithmatex marked set, and none left raw. Raises ValueError otherwise."""
    content = FORMULA.sub(lambda found: formula(html.unescape(found[3]), found[2] == "["), content)
    if raw := RAW.search(NOT_PROSE.sub("", content)):
        start = max(0, raw.start() - 30)
        raise ValueError(f"a formula was left raw near {NOT_PROSE.sub('', content)[start:raw.end() + 30]!r}: in a table write \\mid for |")
    return content

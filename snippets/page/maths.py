# SPDX-License-Identifier: MIT
"""TeX to HTML and MathML while the site is built: KaTeX in an embedded JavaScript engine, so pages need no script."""

import contextlib
import hashlib
import html
import json
import re
from functools import cache
from pathlib import Path

from snippets import record

KATEX = Path(__file__).with_name("katex") / "katex.min.js"
(CACHE := Path(__file__).parents[2] / ".cache").mkdir(exist_ok=True)
FORMULA = re.compile(r'<(span|div) class="arithmatex">\\([(\[])(.*?)\\[)\]]</\1>([.,;:?!)]*)', re.DOTALL)
NOT_PROSE = re.compile(r"<(code|pre|annotation|svg|script|style)\b.*?</\1>|<!--.*?-->", re.DOTALL)
# KaTeX writes these to no effect: a strut that needs no more than the font's line (0.91 em above, 0.28 below) moves nothing.
# <span class="strut" style="height:0.6944em;"></span>  and  style="height:1em;vertical-align:-0.25em;"
IDLE = re.compile(r'(?<=<mtd) width="50%"| (?:xmlns|separator|rowspacing|columnspacing)="[^"]*"|(?<=")height:-[\d.]+em;|'
                  r'<[^<]*-strut"[^:]*:(?:0\.[0-8]\d*(?:em;[^:]*:-0\.[01]\d*)?|1em;[^:]*:-0\.25)em;"></span>')
# Nor do spans that nothing styles; and what stands above and below a line needs no table. Half as many elements are left to lay out.
# <span class="mord mathnormal">x</span> stays, <span class="mord">1</span> is left as 1.
FLAT, TAGS = "((?:[^<]|<span[^>]*>[^<]*</span>)*)</span>", "(?:<[^>]*>)*"
# A line may end between two of KaTeX's parts, but not in a formula, nor within round brackets, of up to two dozen signs.
WHOLE = re.compile(rf'(?<=katex-html" aria-hidden="true">)(?:{TAGS}[^<]){{,24}}{TAGS}\Z|\((?:{TAGS}[^<()]){{,24}}{TAGS}\)')
BARE = re.compile(rf'<span class="(?:m(?:ord|open|close|rel|bin|punct|inner|op|tight)| )+">{FLAT}'
                  '|(?<=<mtd>)<mstyle scriptlevel="0" displaystyle="false">((?:(?!</?mtd).)*)</mstyle>(?=</mtd>)')
# <span class="msupsub">...<span style="top:-3.063em;margin-right:0.05em;"><span class="pstrut" style="height:2.7em;"></span>
# <span class="sizing reset-size6 size3 mtight">2</span></span>...</span>: one such line for an index or a power, two for both.
LINE = f'<[^>]*top:([^;]*)em;(?:[^;]*left:([^;]*)em;)?[^;]*right:0.05em;"><[^>]*height:([^;]*)em;"></span><[^>]*6 size3[^>]*>{FLAT}</span>'
SCRIPTS = re.compile(rf'<span class="msupsub">(?:<[^>]*>){{3}}((?:{LINE})+)</span>(?:<[^>]*-s">.*?<span></span></span>)?(?:</span>){{3}}')
LABEL, REFERENCE = re.compile(r"\\label\{([^{}]*)\}"), re.compile(r"\\eqref\{([^{}]*)\}")
MATRIX = re.compile(r"\\begin\{([bp]matrix)\}((?:[^\\]|\\\\)*)\\end\{\1\}")


@cache
def _engine():
    import quickjs

    context = quickjs.Context()
    context.eval("var self = globalThis, document;" + KATEX.read_text("utf-8"))
    # A joined string can come back as a rope that the binding does not know; JSON makes it flat.
    return context.eval('(tex, displayMode) => JSON.stringify(katex.renderToString(tex, {displayMode, strict: "error"}))')


@cache
def _memo():
    """(file, {formula: HTML}): a formula's HTML depends on its TeX, this file and KaTeX alone, so the last build's will do."""
    file = CACHE / f"formulas-{hashlib.sha256(KATEX.read_bytes() + Path(__file__).read_bytes()).hexdigest()[:16]}.json"
    with contextlib.suppress(OSError, ValueError, TypeError):  # a memo that is not there or damaged is begun anew
        return file, dict(json.loads(file.read_text("utf-8")))
    return file, {}


def keep():
    """Remember the formulas for the next build."""
    record.write(_memo()[0], json.dumps(_memo()[1]))


def formula(tex, display=False):
    """The HTML of one formula. Raises ValueError for TeX that KaTeX cannot set."""
    known = _memo()[1]
    if (key := f"{display:d}{tex}") not in known:
        try:
            assert not re.search(r"(?<!\\)%|n\{(align(at)?|gather|equation)\}", tex), r"% is a comment, align a number: write \%, aligned"
            made = IDLE.sub("", json.loads(_engine()(tex, display))).replace("<math", f"<math{_spoken(tex)}", 1)
            made = SCRIPTS.sub(_lines, BARE.sub(r"\1\2", BARE.sub(r"\1\2", made)))  # an outer one, then the inner ones
            made = WHOLE.sub(lambda whole: whole[0].replace('</span><span class="katex-base">', ""), made)
        except Exception as error:
            raise ValueError(f"this formula cannot be set: {tex.strip()!r}: {error}") from error
        known[key] = made.replace('class="katex-display"', 'class="katex-display" tabindex="0"')  # the keyboard scrolls it
    return known[key]


def _lines(scripts):
    """What stands above and below a line, in lines as far apart as KaTeX has them; lengths are in ems of their type, 0.7 of the line's."""
    downs, texts = zip(*(((float(top) + float(strut)) / 0.7, f'<span style="margin-left:{float(left) / 0.7:.3g}em;">{text}</span>'
                          if left else text) for top, left, strut, text in reversed(re.findall(LINE, scripts[1]))), strict=True)
    style = f"vertical-align:{-downs[-1]:.3g}em;line-height:{downs[-1] - downs[0]:.3g}em;"
    return f'<span class="script{"s" * (len(texts) - 1)}" style="{style}">{"<br>".join(texts)}</span>'


def _spoken(tex):
    """A name for a formula that is one matrix of plain entries, row by row, where MathML alone would be read as a row of numbers."""
    if not (matrix := MATRIX.fullmatch(tex.strip())):
        return ""
    rows = [" ".join(row.replace(" &", ",").replace("-", "minus ").split()) for row in matrix[2].split(r"\\")]
    return f' aria-label="matrix, {"; ".join(f"row {place}: {row}" for place, row in enumerate(rows, 1))}"'


def numbers(pages):
    r"""{label: number} of every `\label{topic.name}` in the site: that of its question and its place among the page's labels."""
    return {label: ".".join([*re.findall(r"^\d+\w*(?= )", page.entry), f"{place}"])
            for page in pages for place, label in enumerate(LABEL.findall(page.prose), 1)}


def _set(found, known):
    """One marked formula with its number and its address, if it has a label; no line begins with the sign that follows it."""
    label = LABEL.search(tex := html.unescape(found[3]))
    tex = LABEL.sub(lambda named: rf"\tag{{{known.get(named[1])}}}", tex)
    made = formula(REFERENCE.sub(lambda named: rf"\text{{({known.get(named[1])})}}", tex), display=found[2] == "[")
    made = made.replace(" tabindex", f' id="{label[1].partition(".")[2]}" tabindex', 1) if label else made
    return f'<span class="kept">{made}{found[4]}</span>' if found[4] else made


def typeset(content, known, root):
    r"""The HTML with every formula that arithmatex marked set; `\eqref` leads there from `root`. Raises ValueError."""
    content = FORMULA.sub(lambda found: _set(found, known), content)
    return re.sub(rf"{NOT_PROSE.pattern}|{REFERENCE.pattern}", lambda found: found[0] if not found[2] else
                  f'<a href="{root}{found[2].replace(".", "/#")}">({known.get(found[2])})</a>', content, flags=re.DOTALL)

# SPDX-License-Identifier: MIT
"""What a page shows of what it says: its parts open, its cards whole, no cell of a table lost, nothing struck out, hidden or elsewhere."""

import re

# A part of the page that begins within one of these was not meant to.
NESTED = re.compile(r"<(?P<closing>/?)(?:(?P<head>h[12])\b[^>]*>(?P<words>[^<]*)|details|div|blockquote|ul|ol|table)\b")
ATTRIBUTE = r"""[\s/]+[\w-]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]*))?"""
HIDDEN = re.compile(r"<(?:s|del|strike|template|noscript|style|dialog|font)\b[^>]*>"
                    rf"""|<\w+(?:{ATTRIBUTE})*?[\s/]+(?:hidden\b|style\s*=(?!.(?:width|text-align):[^;"']*;?["']))[^>]*>"""
                    r"|<!--(?![\w.-]+-->)|[\u00ad\u200b\u2060\ufeff]|&#(?:8203|x200b);")
ELSEWHERE = re.compile(rf"""(?i)<(?!a\b)\w+(?:{ATTRIBUTE})*?[\s/]+(?:xlink:)?(?:src|srcset|href|data|poster|background)\s*="""
                       r"""\s*["']?[^"'>]*?(?:(?:https?|ftp):|(?<![:\w])//)""")
# A head, a block, a formula: the lines of signs in them are none of Markdown's.
HELD = re.compile(r"(?ms)\A---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*$|^```.*?^```[ \t]*$|\$\$.*?\$\$")
# The first line of a paragraph with signs below it; raw HTML and headings that say so are left out.
UNDERLINED = re.compile(r"(?:\A|\n[ \t]*\n) {0,3}(?![<#\s])(.+)\n(=+|-+)[ \t]*(?=\n|\Z)")
# What nobody made anything of: TeX, placeholders, emphasis; heads, lists, tables, tabs, merges, links to nowhere; what is taken for a tag.
RAW = re.compile(r"\$|`|\*\*|~~|\\([(\[%,;&#]|(?!eqref)[A-Za-z]{2})|\{(?<!\\eqref\{)[:%#{]?\s*[.\w]|</(em|strong)>(?!th\b)\w|&amp;#?\w+;"
                 r"|&(?!amp|[lg]t|quot|nbsp|thin|para|minus|times)[A-Za-z]|\n\||\n(?<![>\s]\n)([-*+]|\d+\.) |&lt;(&lt;&lt;&lt;|!--)"
                 r'|<tr>(\s*<td></td>)+\s*</tr>|<p>(\||!!!|\?\?\?|===|///)|\[[\^ ]|[\])]\[|\] ?\(|\*\[| href="(#?"|\S*g/http'
                 r'|(?!https?://[^/]|data:|mailto:)\w+:)| markdown=.1|>title: |<[A-Za-z][^<>\s"=]* (?!(open|hidden|defer)>)[^<>"=/]+>')
CELL_ENDS = re.compile(r"(?<!\\)\|")


def ragged(text):
    """(line, why) of each row in a page's text that has not as many cells as the head of its table, which would shift or lose some."""
    wanted = 0
    for number, line in enumerate(text.split("\n"), 1):
        row = re.sub("`[^`]*`", "", line.strip())
        cells = len(CELL_ENDS.findall(row.removeprefix("|").removesuffix("|"))) + 1 if row.startswith("|") else 0
        if wanted and cells and cells != wanted:
            yield number, f"a row of {cells} cells in a table of {wanted}: {line[:50]!r}"
        wanted = (wanted or cells) if cells else 0


def underlined(text):
    """(line, why) of each line of signs that makes a heading of the line above it, which none is meant to be: ours are marked."""
    text = HELD.sub(lambda held: "\n" * held[0].count("\n") + "block" * held[0].startswith("```"), text)
    for found in UNDERLINED.finditer(text):
        yield text.count("\n", 0, found.end()) + 1, f"{found[2]!r} makes a heading of {found[1][:50]!r}: leave a line free between them"


def unseen(page, content, anchor):
    """Why a reader would not see all of a page whose blocks gave this HTML, one message each."""
    depth = 0
    for tag in NESTED.finditer(content):
        if not tag["head"]:
            depth += -1 if tag["closing"] else 1
            if depth < 0:
                yield f"docs/{page.name}: a fold, a tab, a card or a list is closed that nothing opened: take out the {tag[0]}> too many"
                depth = 0
        elif depth and not tag["closing"]:
            yield (f"docs/{page.name}: the part {tag['words']!r} stands in a fold, a tab, a card or a list: "
                   "close it before, with </details> or ///")
    if depth:
        yield f"docs/{page.name}: a fold, a tab, a card or a list is not closed: close it, with </details> or ///"
    for found in HIDDEN.finditer(content):
        near = content[max(0, found.start() - 30):found.start()]
        yield f"docs/{page.name}: {found[0]!r} near {near!r} hides or strikes out what stands there"
    for found in ELSEWHERE.finditer(content):
        yield f"docs/{page.name}: {found[0]!r} loads from elsewhere, which a reader's browser refuses: put the file into docs/assets"
    for answer in page.answers:
        if not re.search(rf'id="{anchor(answer.id)}">\s*<p(?: class="statement">|><strong>Not )', content):
            yield (f"{answer.where}: {answer.id} was computed, but its card is not on the page, whole: "
                   "its statement is one paragraph, and its block needs no html")
    if not page.before and page.ran != [block.code.strip() for block in page.blocks]:
        line = next((block.line for block, ran in zip(page.blocks, page.ran) if block.code.strip() != ran), 1)
        yield (f"docs/{page.name}:{line}: {len(page.blocks)} blocks were declared and {len(page.ran)} ran: "
               "expected each to run once, as it stands")


def raw(page, prose, output):
    """Why a reader would see a page's source, or nothing: `prose` is its HTML without code and formulas, `output` all of it."""
    if found := RAW.search(prose) or re.search(r"\{\{\s*\w+\.\w+\s*\}\}", output):
        near = found.string[max(0, found.start() - 30):found.end() + 30]
        yield (f"docs/{page.name}: TeX, a placeholder or Markdown was left raw near {near!r}: "
               "in a table write \\mid for |; a card needs no html")


def unnumbered(pages):
    """Why a formula's label or a reference to one gives no number, one message each, where it stands."""
    labels = [(page, label) for page in pages for label in re.findall(r"\\label\{([^{}]*)\}", page.prose)]
    for place, (page, label) in enumerate(labels):
        if label in [each for _, each in labels[:place]] or not re.fullmatch(rf"{page.topic}\.\w+", label):
            said = rf"\label{{{label}}}"
            yield f"docs/{page.name}:{page.line(said)}: {said}: expected {page.topic}.name, each once"
    for page in pages:
        for label in set(re.findall(r"\\eqref\{([^{}]*)\}", page.prose)) - {each for _, each in labels}:
            said = rf"\eqref{{{label}}}"
            yield f"docs/{page.name}:{page.line(said)}: {said}: no formula has that label"

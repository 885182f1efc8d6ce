# SPDX-License-Identifier: MIT
"""What may be said of an answer: a reader must see its value, whole, with the digits that are confirmed, and no other; and of what data."""

import ast
import contextlib
import math
import re

from snippets.checks._typed import parsed
from snippets.record import entries

THREE_DIGITS, ONE_DIGIT = 5e-3, 0.05
MARKUP = re.compile(r"[*`<>&\[\]\\$~^]|\b_|_\b")  # of a value that is words
# What beside a value makes a reader see another.
SPACE = r"(?:[^\S\n]|\n(?![ \t]*(?:\n|[-*+>|] |\d+[.)] ))|~|&(?:nbsp|thinsp|#160);|\\[,;:!\s])"  # within a paragraph
DIGIT_BEFORE = re.compile(rf"(?:[\d./⁄]|\d,|\d{SPACE}+|\d{SPACE}*(?:[×·∙*÷/]|\\(?:cdot|times|div)){SPACE}*)\Z")
DIGIT_BEHIND = re.compile(rf"(?:[.,'’+−–±-]|{SPACE}+(?:[-+−–±]\s?)?)?\d|[kKM]\b(?!\$)|[oO]\b|[eE][+-]?\d|&#(?!37)\d"
                          rf"|{SPACE}*-?(?:dozen|hundred|thousand|\w+illion)s?\b|<sup>|,?\[*\{{\{{|{SPACE}*[½⅓¼¾]|[!⁰²³⁴-⁹]|{SPACE}*[/⁄÷±]|\$?\^"
                          rf"|{SPACE}*(?:[×·∙*x]|\$?\\(?:times|cdot)){SPACE}*\$?\d")
MINUS = re.compile(rf"(?:(?<![\w)\]])[-−–]|\\[A-Za-z]+[-−–]|[-−–](?:&nbsp;|~|\\[,;:!\s])+|(?:(?<![\w)\]}}])\$|[=(<>])\s*[-−–]\s+"
                   rf"|&(?:minus|#8722);{SPACE}*|\b(?:minus|negative) |±)\$?\Z")
SECOND_MINUS = re.compile(r"[-−–]\$?\Z")
PERCENT = re.compile(r"(?:[$\s(-]|\\[, ]|&(?:nbsp|thinsp);)*(?:\\?%|p\.c\.|&(?:#37|percnt);|‰|pct\b|per(?:\s|&nbsp;)?cent(?:age)?\b)")
LINK_OPENS, LINK_CLOSES = re.compile(r"(?:[\[*]|</?\w[^<>]*>)+\Z"), re.compile(r"\A(?:\*|\]\([^)]*\)|\{:[^}]*\}|</?(?!sup)\w[^<>]*>)*")

# A row of numbers in round brackets, or the rows of a matrix: (1, -0.5), 1 & -0.5 \\ 2 & 0.25.
ROWS = re.compile(r"\((-?\d[\d.]*(?:,(?:\\,|\s)*-?\d[\d.]*)+)\)|\\begin\{[bp]matrix\}([-\d.&\\\s]*)\\end")
FENCED = re.compile(r"(?ms)^```.*?^```")


def unused(text, blocks):
    """(line, why) of each row of numbers that a page says and none of its blocks computes with: one of the two is mistyped."""
    nodes = [(block.line, node) for block in blocks for node in ast.walk(parsed(block.code))]
    used = {" ".join(f"{_constant(part)}" for part in node.elts) for _, node in nodes if isinstance(node, (ast.List, ast.Tuple))}
    words = {(line + part.lineno, part.value) for line, node in nodes if isinstance(node, ast.Call)
             for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    prose = FENCED.sub(lambda block: "\n" * block[0].count("\n"), text)
    for line, says in sorted({(1, prose), *words}):
        for found in ROWS.finditer(says):
            for row in _rows(found[1] or found[2]):
                if row and row not in used:
                    yield (line + says.count("\n", 0, found.start()),
                           f"{found[0]!r}: no block of this page computes with {row}: mend one of them; a shape is written 2 × 3")


def _rows(said):
    """Each row of numbers in it, as text: 1.0 -0.5. A column is one row."""
    rows = said.split(r"\\") if "&" in said else [said]
    return [" ".join(f"{float(number)}" for number in re.findall(r"-?\d+(?:\.\d+)?", row)) for row in rows]


def _constant(node):
    """The number that is written out there, or None."""
    with contextlib.suppress(ValueError, TypeError):
        return float(ast.literal_eval(node))
    return None


def unsaid(answers, slots, shown, place=None, page=""):
    """What keeps answers from being said, one message each.

    The statement of a right one has one place for the value, which `slots` finds, or it is `place` in the text of `page`, in a link to its
    answer; there `shown` puts three right digits at least, and none that nothing confirms.
    """
    for answer in answers:
        if not isinstance(answer.assuming, str):
            yield f"{answer.where}: {answer.id} assumes {answer.assuming!r}: expected words"
        for word in entries(answer.value):
            if isinstance(word, str) and (sign := MARKUP.search(word)):
                yield f"{answer.where}: {answer.id} is {word!r}, in which Markdown takes {sign[0]} as its own: expected plain words"
        places, says = [*slots.finditer(f"{answer.statement}")], f"{answer.where}: the statement of {answer.id} says"
        try:
            said = [shown(answer.value, slot[1]) for slot in places]
        except (ValueError, TypeError) as error:
            if not place:
                yield f"{says} its value as in {places[0][0]}: {error}"
            continue
        if answer.id.count(".") == 1 and len(places) != 1:
            yield f"{says} its value in {len(places)} places: expected one, as in 'It is {{:.4f}}'"
        elif places and not place and answer.id.count(".") == 2:
            yield f"{answer.where}: {answer.id} says why it is wrong with {places[0][0]}, where its value would stand again: expected words"
        elif place or answer.id.count(".") == 1:
            faults = _misplaced(place or places[0], said[0]), _elsewhere(place, answer.id, page) if page else ""
            yield from (f"{answer.where}: {fault}" if place else f"{says} {fault}" for fault in faults if fault)
            yield from (f"{says} {fault}" for fault in _digits(answer, places[0][1], shown))


def _elsewhere(place, id, page):
    """Why the value does not lead a reader to its answer, or nothing: who types the wrong name of one would have to do so twice."""
    before, _, opened = place.string[:place.start()].rpartition("[")
    to = re.match(r"[^\[\]|]*\]\(([^)#]*)#([\w-]+)(?: [^)]*)?\)", place.string[place.end():])
    topic, *names = id.split(".")
    home = "../" * page.count("/") + f"{topic}.md"
    linked = to and not before.endswith(("!", "\\", "`")) and not re.search(r"\]|\||\n\n", opened)
    if linked and (to[1] or page) == home and to[2] == "-".join(names):
        return "" if len(names) == 1 or page == "errata.md" else (
            f"{place[0]}, a mistake's value, outside 'What the source gets wrong': expected the right answer")
    wanted = f"{'' if page == home else home}#{'-'.join(names)}"
    return f"{place[0]} {f'in a link to {to[1]}#{to[2]}' if linked else 'outside a link'}: expected [{place[0]}]({wanted})"


def _misplaced(place, said):
    """Why a reader would see another value than what is `said` in this place of a text, or nothing."""
    before, rest = LINK_OPENS.sub("", place.string[:place.start()][-50:]), LINK_CLOSES.sub("", place.string[place.end():])
    if re.search(r"(?:[\^_}]|\\[A-Za-z]+(?:\{\s*)?)\Z", before):
        return f"{place[0]} where TeX takes one digit only, or what a command is of: expected braces round it, or the value by itself"
    if DIGIT_BEFORE.search(before) or DIGIT_BEHIND.match(rest):
        return f"{place[0]} beside another digit: expected a word between them, and the whole number"
    if MINUS.search(before) or said.startswith("-") and SECOND_MINUS.search(before):
        return f"{place[0]} behind a minus: expected its own sign alone"
    within = said.startswith("$") or place.string[:place.start()].rpartition("\n\n")[2].replace("$$", "$").count("$") % 2
    if within and re.search(r"\de[+-]|\d,\d", said):
        return f"{place[0]} in a formula, which sets {said} as a product or a list: expected it outside"
    if PERCENT.match(rest):
        return f"{place[0]} before a percent sign: expected a share, as in {{:.1%}}"
    if place.string.startswith((".", ")"), place.end()) and re.search(r"(?m)^[ >*+-]*\Z", before):
        return f"{place[0]}{rest[0]} at the start of a line, which Markdown takes for a list's number: expected a word before it"
    return ""


def _digits(answer, spec, shown):
    """What is wrong with the digits that are said of an answer."""
    values = entries(answer.value)
    scale = max((abs(value) for value in values if isinstance(value, float)), default=0)
    unsure = answer.within * scale
    for value in values:
        said = shown(value, spec)
        number, exact = _number(said), said == f"{value}".removesuffix("/1")
        if isinstance(value, int) and said.replace(",", "") != f"{value}":
            yield f"{said} for {value!r}: expected the whole number"
        elif not exact and (isinstance(value, str) or not abs(number - value) <= THREE_DIGITS * (scale or abs(value))):
            yield f"{said} for {value!r}: expected three digits of it"
        elif isinstance(value, float) and not exact and abs(number - value) > .51 * _last(said):
            yield f"{said} for {value!r}: expected its own digits, rounded"
        elif not exact and abs(number - value) > ONE_DIGIT * abs(value) and abs(value) > 2 * unsure:
            yield f"{said} for {value!r}: expected a digit of it"
        elif isinstance(value, float) and (number and unsure > THREE_DIGITS * abs(value) or unsure > 1.01 * _last(said)):
            yield f"{said}, of which nothing confirms the last digit: it is right to {unsure:.1g}. Show fewer, as in {{:.4f}}"


def _number(said):
    """The number that was said: 1,000 and 5.2% are numbers, too; what is none is not a number."""
    try:
        return float(said.replace(",", "").rstrip("%")) / (100 if said.endswith("%") else 1)
    except ValueError:
        return float("nan")


def _last(said):
    """The worth of the last digit that was said, if it is a fraction's."""
    found = re.fullmatch(r"-?[\d,]*\.(\d+)(?:e([+-]\d+))?", said)
    return 10.0 ** (int(found[2] or 0) - len(found[1])) if found else math.inf

# SPDX-License-Identifier: MIT
"""What the pages say and nothing computes: formulas, the words of cards and of figures, numbers in sentences, columns of tables.

A formula is read as arithmetic (tests/formulas.py), and is true of numbers made another way (tests/senses). A page may use a sign in several
senses: an equation must be true in one of its senses, for all values of its free indices there. An inequality must be true in each sense that has
its signs, and where the page says how far it reaches, its sides must meet there. A column of a table counts as computed where it is a part of an
answer on record, in its order. All else (data, cases, shapes, definitions, mistakes that a page shows) is on record, page by page and in order, in
tests/said.txt: a change is seen in both. `make said` writes that file anew; read what it changed.
"""

import contextlib
import html
import importlib
import os
import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from pathlib import Path
from unittest import mock

import alone
from conftest import ROOT
from formulas import Unreadable, holds, statements
from test_pages import BLOCK, FORMAL, NOT_PROSE, TOPICS, text

from snippets import page, record
from snippets.page import site

RELATION = re.compile(r"=|\\(?:[lg]eq?|[lg]t|neq?|approx|equiv|simeq|cong|propto|sim)(?![a-z])|[<>]")
# One name, one number, a table of numbers: nothing that a formula could get wrong.
NAME = re.compile(r"\\?[A-Za-z]+(?:'|_\w|_\{\w+\}|\^\{\(\d\)\})*|-?[\d.]+|\\begin\{(\w)matrix\}[-\d\s&.e\\]*\\end\{\1matrix\}")
SETTING = re.compile(r"\S+ (?:=|>|<|\\ne) \(?-?\d[^=]*")  # of a name: another number may be as good
SAID = Path(__file__).with_name("said.txt")
SMALL_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|half|twice|thirds?|quarters?"
COUNT = re.compile(rf"(?i)(?<![\w.#])(?:@[^@]*@|\d[\d.,]*(?:st|nd|rd|th)?|(?:{SMALL_NUMBERS})\b)(?:\W{{1,4}}\w+)?")


def plain(tex):
    """The relations or the expression in it, without what only moves them about."""
    return [" ".join(statement.split()) for statement in statements(tex)]


SENSES = {topic: list(importlib.import_module(f"senses.{topic}").senses()) for topic in TOPICS}
SHOWN = {topic: {part for names in SENSES[topic] for tex in names.get("shows", {}) for part in plain(tex)} for topic in TOPICS}


def true(tex, topic):
    """In the senses that the topic gives it; a page that belongs to no topic may speak of each."""
    sides = [side.strip() for side in re.split(r"\\[lg]e(?![a-z])|[<>]", tex)]
    read, met = [], []
    for names in SENSES.get(topic) or sum(SENSES.values(), []):
        with contextlib.suppress(Unreadable):
            if not names.get("limit") and tex in names.get("only", [tex]):
                read.append(holds(tex, names))
            elif names.get("limit") and len(sides) > 1 and all(unread(tex, names, name) for name in names if name != "limit"):
                met.append(holds(" = ".join(sides[-2:]), names))
    return bool(read) and (all(read + met) if len(sides) > 1 else any(read))


def unread(tex, names, without):
    """Does the relation need that name?"""
    try:
        holds(tex, {name: value for name, value in names.items() if name != without})
    except Unreadable:
        return True
    return False


def is_computed(topic, formula):
    if RELATION.search(re.sub(r"_\{[^{}]*\}", "", formula)):
        return topic != "notation" and true(formula, topic)  # which lists other people's letters, too
    return formula in SHOWN.get(topic, ())


def stated(pages):
    """[(topic, what a formula says)] of every page and lab, in order."""
    rendered = {name.removesuffix(".md"): [html.unescape(tex) for tex in re.findall(r'x-tex">(.*?)</annotation>', page, re.DOTALL)] for name, page in pages.items()}
    labs = [(path.stem, re.findall(r"\$([^$]+)\$", path.read_text("utf-8"))) for path in sorted((ROOT / "docs/labs").glob("*.py"))]
    return [(topic, formula) for topic, each in (*rendered.items(), *labs) for tex in each for formula in plain(tex) if not NAME.fullmatch(formula)]


def counts(page):
    """Each number in the sentences of a page or a lab, in digits, in words or as a placeholder, here @name@, and the word behind it."""
    if page.startswith("labs/"):
        prose = "\n".join(line for line in (ROOT / f"docs/{page}").read_text("utf-8").splitlines() if line.startswith("#"))
    else:
        prose = BLOCK.sub(" ", text(page).partition("\n## References")[0])
    prose = re.sub(r"\{\{\s*(.*?)\s*\}\}", r"@\1@", prose)
    return [" ".join(found.split()) for found in COUNT.findall(NOT_PROSE.sub(" ", FORMAL.sub(" ", prose)))]


def number(said):
    """(the number that a cell says, half of the worth of its last digit, or 0 where it is exact); None for words."""
    with contextlib.suppress(InvalidOperation):
        exact = Decimal(said.replace(",", "").replace("\N{MINUS SIGN}", "-"))
        return exact, Decimal("0.5000001") * Decimal(10) ** exact.as_tuple().exponent if exact.as_tuple().exponent < 0 else 0
    return None


def part_of(column, answers):
    """The answer, in pairs (id, numbers), that a column, as its cells say it, is a run of, each further cell as many behind the one before; or None."""
    cells = [number(cell) for cell in column]

    def fits(entries):
        return len(entries) == len(cells) and all(abs(Decimal(entry) - cell) <= off for entry, (cell, off) in zip(entries, cells, strict=True))

    return next((id for id, entries in answers if all(cells) for step in range(1, 9) for start in range(len(entries)) if fits(entries[start::step][:len(cells)])), None)


def runs(values):
    """Rows, columns and all entries of an answer, as far as they are numbers."""
    rows = [row for row in values if isinstance(row, list)] if isinstance(values, list) else []
    columns = [list(column) for column in zip(*rows, strict=False)]
    for run in (record.entries(values), *map(record.entries, rows), *map(record.entries, columns)):
        with contextlib.suppress(ValueError):
            yield [float(Fraction(entry)) if isinstance(entry, str) else entry for entry in run]


def read():
    """(formulas, lines of what else is said): the pages, built without MkDocs, and what they print and draw on the way."""
    shown, drawn, answers = [], [], {}
    for id, value in record.read().items():
        answers.setdefault(id.partition(".")[0], []).extend((id, run) for run in runs(value))

    def columns(data, kind="table"):
        topic = site.current.page.topic
        for heading, cells in (data or {}).items():
            said = [site.shown(record.plain(cell)) for cell in cells]
            if topic != "proof":  # whose numbers come with each run of the mutants
                shown.append(f"{topic}: {kind}: {heading}: {part_of(said, answers.get(topic, [])) or ', '.join(said)}")

    def table(data, printed=page.table):
        data = {heading: list(cells) for heading, cells in data.items()}
        columns(data)
        printed(data)

    def figure(id, figure, title, description, data=None, printed=page.figure):
        legends = [words for legend in (*figure.legends, *(axes.get_legend() for axes in figure.axes)) if legend for words in legend.get_texts()]
        words = [part.get_text() for axes in figure.axes for part in (axes.title, axes.xaxis.label, axes.yaxis.label, *axes.texts)]
        drawn.append(f"{id}: {title}. {description} " + " | ".join(" ".join(part.split()) for part in (*words, *(part.get_text() for part in legends)) if part))
        data = data and {heading: list(cells) for heading, cells in data.items()}
        columns(data, "data")
        printed(id, figure, title, description, data)

    with mock.patch.dict(os.environ), mock.patch.multiple(page, table=table, figure=figure):  # reading sets the date of what it builds
        _, given, pages = alone.read(ROOT)
    cards = [" ".join(f"{answer.id}: {answer.statement} Assuming: {answer.assuming}".split()) for answer in given.values()]
    names, labs = (sorted((ROOT / "docs").glob(kind)) for kind in ("*.md", "labs/*.py"))
    heads = [f"{path.stem}: {line}" for path in names for line in re.findall(r"^(?:title|description): .*", path.read_text("utf-8"), re.MULTILINE)]
    sentences = [f"{name}: {count}" for name in (*(path.stem for path in names), *(f"labs/{path.name}" for path in labs)) for count in counts(name)]
    return stated(pages), [*cards, *shown, *drawn, *heads, *sentences]


def only_said(formulas, lines):
    return [*(f"{topic}: {formula}" for topic, formula in formulas if not is_computed(topic, formula)), *lines]


if __name__ == "__main__":
    SAID.write_text("\n".join(only_said(*read())) + "\n", "utf-8")

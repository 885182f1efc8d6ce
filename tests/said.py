# SPDX-License-Identifier: MIT
"""What the pages say and nothing computes: formulas, the words of cards, steps and figures, the course of curves and their axes, columns of tables, numbers in
sentences, and whole sentences where the words carry a value, a formula, code or what letters mean; of labs the assertions, labels and the words of figures.

A formula is read as arithmetic (tests/formulas.py), and is true of numbers made another way (tests/senses). A page may use a sign in several
senses: an equation must be true in one of its senses, for all values of its free indices there. An inequality must be true in each sense that has
its signs, and where the page says how far it reaches, its sides must meet there. A column of a table counts as computed where it is a part of an
answer on record, in its order. All else (expressions, data, cases, shapes, definitions, mistakes that a page shows) is on record, page by page and in order, in
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
import numpy as np
from conftest import ROOT
from formulas import Unreadable, holds, statements
from test_pages import BLOCK, FORMAL, NOT_PROSE, TOPICS, text

from snippets import page, record
from snippets.page import site

RELATION = re.compile(r"=|\\(?:[lg]eq?|[lg]t|neq?|approx|equiv|simeq|cong|propto|sim)(?![a-z])|[<>]")
# One name, a table of numbers: nothing that a formula could get wrong.
NAME = re.compile(r"\\?[A-Za-z]+(?:'|_\w|_\{\w+\}|\^\{\(\d\)\})*|\\begin\{(\w)matrix\}[-\d\s&.e\\]*\\end\{\1matrix\}")
SETTING = re.compile(r"\S+ (?:=|>|<|\\ne) \(?-?\d[^=]*")  # of a name: another number may be as good
SAID = Path(__file__).with_name("said.txt")
SMALL_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|hundred|thousand|million|tenfold|half|twice|thirds?|quarters?"
COUNT = re.compile(rf"(?i)(?<![\w.#])(?:@[^@]*@|\d[\d.,]*(?:st|nd|rd|th)?|(?:{SMALL_NUMBERS})\b)(?:\W{{1,4}}\w+)?")


def plain(tex):
    """The relations or the expression in it, without what only moves them about."""
    return [" ".join(statement.split()) for statement in statements(tex)]


SENSES = {topic: list(importlib.import_module(f"senses.{topic}").senses()) for topic in TOPICS}


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
    """A relation that is true. An expression may be right and be another than the one that is meant."""
    relates = RELATION.search(re.sub(r"_\{[^{}]*\}", "", formula))
    return relates and topic != "notation" and true(formula, topic)  # which lists other people's letters, too


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


# A value, code that computes, a row of a table, the name of a tab, a numbered formula; and what letters mean, in a sentence with two of them.
CARRIES = re.compile(r"@|`[^`]*[-+*/=,(][^`]*`|^\||^///.|\\eqref|\$.*\b(?:counts?|number of|from|into|with the share)\b.*\$", re.DOTALL)
LAB_SAYS = re.compile(r"(?m)^# %% (?!\[).*|^\s*(?:assert|if) .*|\blabel=.*")


def carried(page):
    """The sentences, rows and names of a page whose words carry something; and of a lab what it asserts, and the words of its figures."""
    if page.startswith("labs/"):
        return [found.strip() for found in LAB_SAYS.findall((ROOT / f"docs/{page}").read_text("utf-8"))]
    prose = re.sub(r"\{\{\s*(.*?)\s*\}\}", r"@\1@", BLOCK.sub("", text(page).partition("\n## References")[0]))
    parts = re.split(r"\n\n|\n(?=[|/])|(?<=[.:?!])\s+", re.sub(r"\A---\n.*?\n---\n|\$\$.*?\$\$", "", prose, flags=re.DOTALL))
    return [" ".join(part.split()) for part in parts if (CARRIES.search(part.strip()) or not all(NAME.fullmatch(tex) for tex in re.findall(r"\$([^$]+)\$", part))) and not re.fullmatch(r"[|\s:-]+", part)]


def number(said):
    """(the number that a cell says, half of the worth of its last digit, or 0 where it is exact); None for words."""
    with contextlib.suppress(InvalidOperation):
        exact = Decimal(said.replace(",", "").replace("\N{MINUS SIGN}", "-"))
        return exact, Decimal("0.5000001") * Decimal(10) ** exact.as_tuple().exponent if exact.as_tuple().exponent < 0 else 0
    return None


def part_of(column, answers):
    """Which part of which answer, in pairs (name, numbers), a column is, as its cells say it: each cell as many behind the one before; or None."""
    cells = [number(cell) for cell in column]

    def fits(entries):
        return len(entries) == len(cells) and all(abs(Decimal(entry) - cell) <= off for entry, (cell, off) in zip(entries, cells, strict=True))

    return next((f"{name}[{start}::{step}]".removesuffix("[0::1]") for name, entries in answers if all(cells)
                 for step in range(1, 9) for start in range(len(entries)) if fits(entries[start::step][:len(cells)])), None)


def runs(values):
    """[(name, numbers)] of all entries of an answer, its rows and its columns, as far as they are numbers."""
    rows = [row for row in values if isinstance(row, list)] if isinstance(values, list) else []
    columns = [list(column) for column in zip(*rows, strict=False)]
    named = [("", values), *((f" row {place}", row) for place, row in enumerate(rows)), *((f" column {place}", column) for place, column in enumerate(columns))]
    for name, run in ((name, record.entries(part)) for name, part in named):
        with contextlib.suppress(ValueError):
            yield name, [float(Fraction(entry)) if isinstance(entry, str) else entry for entry in run]


def read():
    """(formulas, lines of what else is said): the pages, built without MkDocs, and what they print and draw on the way."""
    shown, drawn, steps, answers = [], [], [], {}
    for id, value in record.read().items():
        answers.setdefault(id.partition(".")[0], []).extend((id + name, run) for name, run in runs(value))

    def columns(data, kind="table"):
        topic = site.current.page.topic
        for heading, cells in (data or {}).items():
            said = [site.shown(record.plain(cell)) for cell in cells]
            if topic not in ("answers", "proof"):  # test_cards reads the one; the other's numbers come with each run of the mutants
                shown.append(f"{topic}: {kind}: {heading}: {part_of(said, answers.get(topic, [])) or ', '.join(said)}")

    def table(data, printed=page.table):
        data = {heading: list(cells) for heading, cells in data.items()}
        columns(data)
        printed(data)

    def figure(id, figure, title, description, data=None, printed=page.figure):
        legends = [words for legend in (*figure.legends, *(axes.get_legend() for axes in figure.axes)) if legend for words in legend.get_texts()]
        words = [part.get_text() for axes in figure.axes for part in (axes.title, axes.xaxis.label, axes.yaxis.label, *axes.texts)]
        for axes in figure.axes:
            drawn.append(f"{id}: {axes.get_xscale()} {told(axes.get_xlim())}, {axes.get_yscale()} {told(axes.get_ylim())}")
            for line in axes.get_lines():
                points = np.asarray(line.get_xydata(), float)
                drawn.extend(f"{id}: {line.get_label().lstrip('_')}: " + ", ".join(told(points[at]) for at in (0, len(points) // 2, -1)) for _ in points[:1])
            drawn.extend(f"{id}: points: {told(part.get_offsets()[0])} to {told(part.get_offsets()[-1])}" for part in axes.collections if len(part.get_offsets()))
            drawn.extend(f"{id}: bar: {told(part.get_bbox().bounds)}" for part in axes.patches if hasattr(part, "get_bbox"))
        drawn.append(f"{id}: {title}. {description} " + " | ".join(" ".join(part.split()) for part in (*words, *(part.get_text() for part in legends)) if part))
        data = data and {heading: list(cells) for heading, cells in data.items()}
        columns(data, "data")
        printed(id, figure, title, description, data)

    def step(id, says, left, right, printed=page.step):
        steps.append(f"{id}: {' '.join(says.split())}")
        printed(id, says, left, right)

    with mock.patch.dict(os.environ), mock.patch.multiple(page, table=table, figure=figure, step=step):  # reading sets the date of what it builds
        _, given, pages = alone.read(ROOT)
    cards = [" ".join(f"{answer.id}: {answer.statement} Assuming: {answer.assuming} {answer.seen}".split()) for answer in given.values()]
    names, labs = (sorted((ROOT / "docs").glob(kind)) for kind in ("*.md", "labs/*.py"))
    heads = [f"{path.stem}: {line}" for path in names for line in re.findall(r"^(?:title|description): .*", path.read_text("utf-8"), re.MULTILINE)]
    links = [f"{path.stem}: {link}" for path in names for link in re.findall(r"\]\(([^\s)]*)\)", path.read_text("utf-8"))]
    sentences = [f"{name}: {said}" for name in (*(path.stem for path in names), *(f"labs/{path.name}" for path in labs)) for said in (*counts(name), *carried(name))]
    return stated(pages), [*cards, *steps, *shown, *drawn, *heads, *links, *sentences]


def told(numbers):
    return f"({', '.join(f'{float(number) + 0:.3g}' for number in numbers)})"


def only_said(formulas, lines):
    return [*(f"{topic}: {formula}" for topic, formula in formulas if not is_computed(topic, formula)), *lines]


if __name__ == "__main__":
    SAID.write_text("\n".join(only_said(*read())) + "\n", "utf-8")

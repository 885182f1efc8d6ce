# SPDX-License-Identifier: MIT
"""What a page states in a formula is read as arithmetic (tests/formulas.py), and is true of numbers made another way (tests/senses).

A page may use a sign in several senses: an equation must be true in one of its senses, for all values of its free indices there. An inequality
must be true in each sense that has its signs, and where the page says how far it reaches, its sides must meet there. What nothing computes
(data, cases, shapes, definitions, mistakes that a page shows) is on record, page by page and in order, in tests/said.txt, and so are the words of
each card, which is cited alone: a change is seen in both.
`make said` writes that file anew; read what it changed.
"""

import contextlib
import html
import importlib
import os
import re
from pathlib import Path
from unittest import mock

import alone
import numpy as np
import pytest
from conftest import ROOT
from formulas import Unreadable, holds, statements
from senses import column
from test_pages import TOPICS

RELATION = re.compile(r"=|\\(?:[lg]eq?|[lg]t|neq?|approx|equiv|simeq|cong|propto|sim)(?![a-z])|[<>]")
# One name, one number, a table of numbers: nothing that a formula could get wrong.
NAME = re.compile(r"\\?[A-Za-z]+(?:'|_\w|_\{\w+\}|\^\{\(\d\)\})*|-?[\d.]+|\\begin\{(\w)matrix\}[-\d\s&.e\\]*\\end\{\1matrix\}")
SETTING = re.compile(r"\S+ (?:=|>|<|\\ne) \(?-?\d[^=]*")  # of a name: another number may be as good
SAID = Path(__file__).with_name("said.txt")


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


def stated():
    """([(topic, what a formula says)] of every page and lab, in order; [what a card says])."""
    with mock.patch.dict(os.environ):  # it sets the date of what it builds
        _, answers, pages = alone.read(ROOT)
    pages = {name.removesuffix(".md"): [html.unescape(tex) for tex in re.findall(r'x-tex">(.*?)</annotation>', page, re.DOTALL)] for name, page in pages.items()}
    labs = [(path.stem, re.findall(r"\$([^$]+)\$", path.read_text("utf-8"))) for path in sorted((ROOT / "docs/labs").glob("*.py"))]
    cards = [" ".join(f"{answer.id}: {answer.statement} Assuming: {answer.assuming}".split()) for answer in answers.values()]
    return [(topic, formula) for topic, each in (*pages.items(), *labs) for tex in each for formula in plain(tex) if not NAME.fullmatch(formula)], cards


def is_computed(topic, formula):
    if RELATION.search(re.sub(r"_\{[^{}]*\}", "", formula)):
        return topic != "notation" and true(formula, topic)  # which lists other people's letters, too
    return formula in SHOWN.get(topic, ())


def only_said(formulas, cards):
    return [*(f"{topic}: {formula}" for topic, formula in formulas if not is_computed(topic, formula)), *cards]


SMALL = {"a": 2, "v": column(1, 2, 3), "W": np.array([[1, 2, 3], [4, 5, 6]]), "S": np.array([[2, 1], [1, 3]]), "n": range(1, 4), "f(": lambda x: x + 1}


@pytest.mark.parametrize("tex", [r"6/2a = 1.5", r"6/2 \cdot a = 6", r"\ln 2a = \ln(2a)", r"\ln a/2 = \frac12 \ln a", r"\tfrac12 a^2 = a", r"2^{-a+1} = \frac12", r"-a^2 = -4",
                                 r"\sum_n v_n + a = 8", r"\sum_{n=1}^{2} v_n = 3", r"\prod_n v_n = 6", r"|v|^2 = v^\top v = \langle v, v \rangle = 14", r"|S| = 5", r"|1 - a| < a \le 2",
                                 r"W v = (14, 32)^\top", r"W_{1n} = v_n", r"S S^{-1} = \begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}", r"f(a) a = 6", r"\lceil a/3 \rceil = 1", r"\binom{4}{a} = 6"])
def test_the_reader_takes_what_is_true(tex):
    assert holds(tex, SMALL)


@pytest.mark.parametrize("tex", [r"6/2a = 6", "1/0 = 10", "a' = a", "a^{(1)} = a", "v v = 14", r"v \odot v^\top = v v^\top", "2^10 = 1024", "v_0 = 3", r"\sum_{n=0}^{2} v_n = 3", "|W| = 9",
                                 r"\ln a/2 = \ln 1", "v_n = 1", "a < 2", r"a = 2 = 3", "W = W^\top", r"a \approx 2", "a", "a = ", "(a = 2", r"S^2 = \begin{bmatrix} 4 & 1 \\ 1 & 9 \end{bmatrix}"])
def test_the_reader_takes_nothing_else(tex):
    with contextlib.suppress(Unreadable):
        assert not holds(tex, SMALL)


@pytest.fixture(scope="module")
def everything():
    return stated()


@pytest.fixture(scope="module")
def formulas(everything):
    return everything[0]


def test_what_a_formula_says_is_true_or_on_record_and_so_are_the_words_of_a_card(everything, formulas):
    assert only_said(*everything) == SAID.read_text("utf-8").splitlines(), \
        "mend it; or say in tests/senses/<topic>.py what its letters mean; or type: make said"
    assert len(set(formulas)) > 500


@pytest.mark.parametrize("topic", TOPICS)
def test_an_expression_has_the_value_that_its_page_gives_it(formulas, topic):
    for names in SENSES[topic]:
        for tex, value in names.get("shows", {}).items():
            assert all((topic, part) in formulas for part in plain(tex)), f"{topic}.md has no {tex}"
            free = "".join(index for index in "ijkn" if re.search(rf"(?<!sum)_\{{?\w*{index}", tex) and rf"\sum_{index}" not in tex)
            assert holds(rf"{tex} = \text{{shown}}" + (f"_{{{free}}}" if free else ""), names | {r"\text{shown}": value}), f"{tex} is not {value}"


# What a slip may become and still be true: a row for a column, which the reader takes as the same; what holds more widely.
STILL_TRUE = {"0 < q < 2", r"A^\top S^{+1} (y - A w) = 0", r"A^\top S^{-2} (y - A w) = 0", "b_2 = b_2", r"y = W_2 P^\top P z + b_2 = y",
              r"y = \frac{1}{\gamma} W_2 \gamma z + b_2 = y", "W^{(2)} = (u, 1)", r"W^{(1)} = (\ln 2, \ln 3)", r"|w + \eta g|^2 = |w|^2 + \eta^2 |g|^2"}


def slips(tex):
    """The relation with a sign turned, a transpose lost, another index, another digit, a dash lost, or an inequality turned."""
    turned = {"+": "-", "-": "+", "<": ">", ">": "<", r"\le": r"\ge", r"\ge": r"\le"}
    for found in re.finditer(r"\\le(?![a-z])|\\ge|[-+<>]|\^\\top|(?<=\))\\top|'|(?<=_)[ijkn]|(?<=_\{)[ijkn]|(?<=_\{[ijkn])[ijkn]"
                             r"|(?<!\^\{\()(?<![\d.])[1-9](?![\d.])", tex):
        slip = found[0]
        others = set("ijkn") - {slip} if slip in "ijkn" else {str(int(slip) + 1)} if slip.isdigit() else {turned.get(slip, "")}
        yield from (tex[:found.start()] + other + tex[found.end():] for other in others)


def test_a_slip_in_a_relation_is_seen(formulas):
    relations = {(topic, formula) for topic, formula in formulas if RELATION.search(formula) and not SETTING.fullmatch(formula) and is_computed(topic, formula)}
    tried = {(topic, slip) for topic, relation in relations for slip in slips(relation)} - relations
    assert {slip for topic, slip in tried if is_computed(topic, slip)} == STILL_TRUE
    assert len(tried) > 1000


if __name__ == "__main__":
    SAID.write_text("\n".join(only_said(*stated())) + "\n", "utf-8")

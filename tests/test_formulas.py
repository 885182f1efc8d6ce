# SPDX-License-Identifier: MIT
"""Every relation that a page states in a formula is read as arithmetic (tests/formulas.py) and is true of numbers made here, by loops and by slopes.

A page may use a sign in several senses: an equation must be true in one of its senses, for all values of its free indices there. An inequality
must be true in each sense that has its signs, and where the page says how far it reaches, its sides must meet there.
"""

import contextlib
import html
import os
import re
from unittest import mock

import alone
import pytest
import senses
from conftest import ROOT
from formulas import Unreadable, holds, statements
from test_pages import TOPICS

RELATION = re.compile(r":?=|\\(?:le|ge|approx|ne)(?![a-z])|<|>")
# A sign and the number or numbers that a sentence gives it.
NUMBER = r"-?(?:[\d.]+(?:/\d+)?|\\t?frac\{?\d+\}?\{?\d+\}?)"
SETTING = re.compile(rf"\\?[A-Za-z]+(?:_\w|\^\{{\(\d\)\}})? *(?:=|<|>|\\ge|\\ne) *(?:\\pm)?{NUMBER}(?:, {NUMBER})*")
# What sets something, too, and is no arithmetic or holds in its sentence alone; in this very form.
SAID = {
    r"\delta = (1, 2), (-1, 3), (2, 0)": "data", r"a = (1, 3, 4), (1, -2, 5), (1, 0, 2)": "data", "s = 10^{-2}": "data", "q = 10^{-16}": "data", "z_1 = z_2": "data",
    r"i = 1, \dots, d": "a range", r"j = 1, \dots, M": "a range", r"k = 1, \dots, c": "a range", r"q \le 2^{-54}": "a range", "N < k": "a case", "K = J": "a case",
    r"K \ne J": "a case", r"v \ne \pm u": "a case", r"\Sigma = 4 I": "a case", r"N \ge d + 1": "a condition", r"N \ge c": "a condition", r"N \ge M + 1": "a condition",
    r"h = \tanh": "a definition", r"f(x) = v \tanh(u x)": "a definition", r"h_t = s(w h_{t-1} - w/2)": "a definition",
    r"J_n = \partial f(x_n; w)/\partial w": "a definition", r"\partial f/\partial W^{(1)} = (p \ln 2, q \ln 3)^\top": "a definition, of p and q",
    r"f(w) = (w_1 x, w_2 x)": "a definition", r"a = (1, 2)^\top": "a definition",
    r"\partial^2 E / \partial w_{ki} \partial w_{kj} = z_i z_j": "its indices are those of one layer; tests/test_counting.py computes the Hessian",
    r"H d_j = 0": "at a minimum alone; its step counts the zero eigenvalues",
    "q = 0.3^3": "a mistake that the page shows", r"\Delta := \Delta + \delta a": "a mistake that the page shows",
    r"\ln \mathcal L = \dots - \frac12 r_i^\top \Sigma^{-1} r_i": "a mistake that the page shows",
    r"\partial E/\partial w = -\frac12 \partial(\dots)/\partial w": "a mistake that the page shows",
    r"\partial E/\partial w = -0 - \frac12 \partial Q/\partial w": "a mistake that the page shows",
    r"\partial E/\partial w = \partial \mathcal L/\partial w": "a mistake that the page shows",
}
SENSES = {topic: list(getattr(senses, topic)()) for topic in TOPICS}


def true(tex, topic):
    """In the senses that the topic gives it; a page that belongs to no topic may speak of each."""
    sides = [side.strip() for side in re.split(r"\\(?:le|ge)(?![a-z])|[<>]", tex)]
    found = []
    for names in SENSES.get(topic) or sum(SENSES.values(), []):
        with contextlib.suppress(Unreadable):
            if not names.get("limit"):
                found.append(holds(tex, names))
            elif len(sides) > 1 and all(unread(tex, names, name) for name in names if name != "limit"):
                found.append(holds(" = ".join(sides[-2:]), names))
    return bool(found) and (all if len(sides) > 1 else any)(found)


def unread(tex, names, without):
    """Does the relation need that name?"""
    try:
        holds(tex, {name: value for name, value in names.items() if name != without})
    except Unreadable:
        return True
    return False


def plain(tex):
    """The relations or the expression in it, without what only moves them about."""
    return [" ".join(statement.split()) for statement in statements(tex)]


@pytest.fixture(scope="module")
def formulas():
    """[(topic, what a formula says)] of every page and lab. notation.md is left out: it lists other people's letters, too."""
    with mock.patch.dict(os.environ):  # it sets the date of what it builds
        _, _, pages = alone.read(ROOT)
    pages = {name.removesuffix(".md"): [html.unescape(tex) for tex in re.findall(r'x-tex">(.*?)</annotation>', page, re.DOTALL)] for name, page in pages.items()}
    labs = [(path.stem, re.findall(r"\$([^$]+)\$", path.read_text("utf-8"))) for path in sorted((ROOT / "docs/labs").glob("*.py"))]
    return [(topic, formula) for topic, each in (*pages.items(), *labs) if topic != "notation" for formula in dict.fromkeys(sum(map(plain, each), []))]


@pytest.fixture(scope="module")
def relations(formulas):
    return [(topic, formula) for topic, formula in formulas if RELATION.search(re.sub(r"_\{[^{}]*\}", "", formula))]


def test_every_relation_is_true(relations):
    doubtful = [(topic, relation) for topic, relation in relations if not (true(relation, topic) or SETTING.fullmatch(relation) or relation in SAID)]
    assert doubtful == [], "not true in any sense of its page: mend it, or give the page's senses here what it speaks of"
    assert len(relations) > 300


def test_what_is_only_said_is_said_and_could_not_be_read(relations):
    """So that the list of what nothing computes is no longer than it must be."""
    for relation in SAID:
        topics = [topic for topic, each in relations if each == relation]
        assert topics and not any(true(relation, topic) for topic in topics), relation


# What a slip leaves true: a row for a column, which the reader takes as the same; what holds more widely; what the others leave to choose.
STILL_TRUE = {"0 < q < 1", r"A^\top S^{-1} (y - A w) = 0", r"|w - \eta g|^2 = |w|^2 + \eta^2 |g|^2", "b_2' = b_2", "w^{(3)} = (1, -1)", "y = (1, 1)",
              r"y' = \frac{1}{\gamma} W_2 \gamma z + b_2 = y", r"y' = W_2 P^\top P z + b_2 = y",
              r"|\frac{\partial f}{\partial W^{(1)}_{ij}} | \le \frac{|x_j|}{16} \sum_k |w^{(3)}_k W^{(2)}_{ki} | ."}


@pytest.mark.parametrize("topic", TOPICS)
def test_an_expression_has_the_value_that_its_page_gives_it(formulas, topic):
    for names in SENSES[topic]:
        for tex, value in names.get("shows", {}).items():
            assert all((topic, said) in formulas for said in plain(tex)), f"{topic}.md has no {tex}"
            free = "".join(index for index in "ijkn" if re.search(rf"(?<!sum)_\{{?\w*{index}", tex) and rf"\sum_{index}" not in tex)
            assert holds(rf"{tex} = \text{{shown}}" + (f"_{{{free}}}" if free else ""), names | {r"\text{shown}": value}), f"{tex} is not {value}"


def slips(tex):
    """The relation with a sign turned, a transpose lost, another index, another digit, a dash lost, or an inequality turned."""
    turned = {"+": "-", "-": "+", "<": ">", ">": "<", r"\le": r"\ge", r"\ge": r"\le"}
    for found in re.finditer(r"\\le(?![a-z])|\\ge|[-+<>]", tex):
        yield found.span(), turned[found[0]]
    for found in re.finditer(r"\^\\top|(?<=\))\\top|'", tex):
        yield found.span(), ""
    for found in re.finditer(r"(?<=_)[ijkn]|(?<=_\{)[ijkn]|(?<=_\{[ijkn])[ijkn]", tex):
        yield from ((found.span(), other) for other in "ijkn" if other != found[0])
    for found in re.finditer(r"(?<!\^\{\()(?<![\d.])[1-9](?![\d.])", tex):
        yield found.span(), str(int(found[0]) + 1)


def test_a_slip_in_a_relation_is_seen(relations):
    tried = 0
    for topic, relation in relations:
        if SETTING.fullmatch(relation) or relation in SAID or relation in STILL_TRUE or re.search(r"\)\^\\top$", relation):
            continue
        for (start, end), new in slips(relation):
            tried += 1
            assert not true(slip := relation[:start] + new + relation[end:], topic), f"{topic}: {slip} for {relation}"
    assert tried > 1000

# SPDX-License-Identifier: MIT
"""The reader of formulas takes what is true and nothing else, and with it a slip in a relation is seen; all else that is said is on record."""

import contextlib
import re

import numpy as np
import pytest
from formulas import Unreadable, holds
from said import RELATION, SAID, SENSES, SETTING, is_computed, only_said, part_of, plain, read
from senses import column
from test_pages import TOPICS

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
    return read()


@pytest.fixture(scope="module")
def formulas(everything):
    return everything[0]


def test_what_is_said_is_true_or_on_record(everything, formulas):
    assert only_said(*everything) == SAID.read_text("utf-8").splitlines(), \
        "changed on purpose, type: make said; a formula: mend it, or say in tests/senses/<topic>.py what its letters mean"
    assert len(set(formulas)) > 500


@pytest.mark.parametrize("said, part", [(["1", "3"], "a.b[0::2]"), (["1", "2", "3"], "a.b"), (["3", "1"], None), (["1", "4"], None), (["2.0"], "a.b[1::1]"), (["2.4"], None),
                                        (["2,0"], None), (["4.14"], "a.c"), (["4.15"], None), (["4"], None), (["a"], None)])
def test_a_column_is_computed_where_it_is_part_of_an_answer(said, part):
    assert part_of(said, [("a.b", [1, 2, 3]), ("a.c", [4.1412])]) == part


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

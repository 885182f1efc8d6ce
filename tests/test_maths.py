# SPDX-License-Identifier: MIT
"""A formula's HTML is light and read aloud; that its signs stand where KaTeX puts them is a browser test."""

import json

from snippets.page import maths


def test_what_moves_nothing_is_not_published():
    light = maths.formula("x_1^2 = 2")
    assert 'class="scripts"' in light
    assert "msupsub" not in light
    assert "vlist" not in light
    assert not [name for name in ("katex-strut", '"mord"', '"mrel"') if name in maths.formula("x = 2")]
    untouched = json.loads(maths._engine()("x_1^2 = 2", False))
    assert untouched.count("<span") > 1.5 * light.count("<span")
    assert untouched.partition("katex-html")[0] == light.partition("katex-html")[0], "what is read aloud stays as it is"


def test_a_formula_higher_than_a_line_keeps_what_makes_room_for_it():
    assert "katex-strut" in maths.formula(r"\frac{1}{2}", display=True)
    assert "katex-strut" in maths.formula(r"\sqrt{\sum_k x_k}")


def test_a_matrix_is_read_row_by_row():
    assert ' aria-label="matrix, row 1: 1, minus 2; row 2: 3, x"' in maths.formula(r"\begin{bmatrix} 1 & -2 \\ 3 & x \end{bmatrix}")
    assert "aria-label" not in maths.formula("1 + 2")


def test_what_a_formula_says_in_words_is_not_taken_for_a_style():
    assert maths.formula(r"\text{height:-3; width=50\%; x}").count("height:-3;") == 3, "to be seen, to be heard, as TeX"

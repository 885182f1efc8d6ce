# SPDX-License-Identifier: MIT
"""A formula's HTML is light and read aloud; that its signs stand where KaTeX puts them is a browser test."""

import json
from xml.etree import ElementTree as etree

from snippets.page import maths


def test_what_moves_nothing_is_not_published():
    light = maths.formula("x_1^2 = 2")
    assert 'class="scripts"' in light
    assert "msupsub" not in light
    assert "vlist" not in light
    assert not [name for name in ("katex-strut", '"mord"', '"mrel"') if name in maths.formula("x = 2")]
    untouched = json.loads(maths._engine()("x_1^2 = 2", False))
    assert untouched.count("<span") > 1.5 * light.count("<span")
    read = untouched.partition("katex-html")[0].replace(' xmlns="http://www.w3.org/1998/Math/MathML"', "")
    assert read == light.partition("katex-html")[0], "what is read aloud stays as it is"


def test_a_formula_higher_than_a_line_keeps_what_makes_room_for_it():
    assert "katex-strut" in maths.formula(r"\frac{1}{2}", display=True)
    assert "katex-strut" in maths.formula(r"\sqrt{\sum_k x_k}")


def test_a_matrix_is_read_row_by_row():
    assert ' aria-label="matrix, row 1: 1, minus 2; row 2: 3, x"' in maths.formula(r"\begin{bmatrix} 1 & -2 \\ 3 & x \end{bmatrix}")
    assert "aria-label" not in maths.formula("1 + 2")


def test_only_a_style_that_a_matrix_has_anyway_is_taken_from_its_entries():
    light = maths.formula(r"\begin{pmatrix} \tfrac12 & x \\ 3 & \begin{matrix} y \end{matrix} \end{pmatrix}", display=True)
    assert "<mtd><mi>x</mi></mtd>" in light
    assert "<mtd><mi>y</mi></mtd>" in light
    etree.fromstring(light[light.index("<math"):light.index("</math>")] + "</math>")
    lines = maths.formula(r"\begin{aligned} x &= \tfrac12 \end{aligned}", display=True)
    assert lines.count('displaystyle="true"') == 2
    assert lines.count('displaystyle="false"') == 1


def test_what_a_formula_says_in_words_is_not_taken_for_a_style():
    assert maths.formula(r"\text{height:-3; width=50\%; x}").count("height:-3;") == 3, "to be seen, to be heard, as TeX"

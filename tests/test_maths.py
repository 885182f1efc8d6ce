# SPDX-License-Identifier: MIT
"""A formula's HTML is light and read aloud; that its signs stand where KaTeX puts them is a browser test."""

import json
from types import SimpleNamespace
from xml.etree import ElementTree as etree

import pytest

from snippets import checks
from snippets.page import maths


def raw(html):
    return [*checks.raw(SimpleNamespace(name="a.md"), maths.NOT_PROSE.sub("", maths.FORMULA.sub("·", html)), html)]


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


def test_what_stands_above_stays_above():
    above, below = (maths.formula(tex).partition('class="scripts"')[2].index(f">{sign}<") for tex, sign in (("x_1^2", "2"), ("x_1^2", "1")))
    assert above < below, "the lines are set from above"


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


@pytest.mark.parametrize("left", [
    r"It is $ N \ge 3 $ here.", r"It is N \ge 3.", "It takes {n:.2f}.", "It is {ransac.affine}.", "It is { ransac.affine }.", "<p>{: .glance }</p>", "{% if x %}",
    "~~It is 5.~~", "y = a<em>x</em>b", "** bold **", "`open", "a note[^1]", "It is</strong>23", "<a href=''>".replace("'", '"'), '<a href="#">', '<a href="htps://x.org">', '<a href="https:/x.org">', '<a href="https://doi.org/https://doi.org/10.1/x">', "the roads:\n- one", "the roads:\n1. one", "5&amp;nbsp;%", "&lt;!-- note", "where p<q and r>s holds",
    "<figcaption>Where $q$ is</figcaption>", "<tbody>\n<tr>\n<td></td>\n<td></td>\n</tr>\n</tbody>", "<pre>N = {{ ransac.affine }}</pre>"])
def test_what_nobody_made_anything_of_is_refused(left):
    assert "left raw near" in "".join(raw(left if left.startswith("<") else f"<p>{left}</p>"))


@pytest.mark.parametrize("made", [
    "<p>A list.</p>\n<ul>\n<li>one</li>", "<code>2**3 $x {n}</code>", "<pre>- one\n- two</pre>", "<script>let x = `${y}`</script>", '<p>Sets <span class="arithmatex">\\(x\\)</span></p>'.replace("arithmatex", "maths").replace("\\", ""), "<p>the <em>n</em>th, <!-- TODO: `x` is $y$ --> then</p>", "<details open>", '<a href="https://x.org">', '<a href="mailto:x">', '<a href="../x/#y">', "<script src='x' defer>",
    "<p>It costs 5&nbsp;% - or less.\nMore</p>", "<annotation>\\ge{x}</annotation>", "<tbody>\n<tr><td>1</td></tr></tbody>", "<p>a &lt; b &amp; c</p>"])
def test_what_is_made_stays_as_it_is(made):
    assert maths.typeset(made, {}, "") == made
    assert raw(made) == []


@pytest.mark.parametrize("tex", [r"\{0, 1\}", r"5\,\$", r"\text{costs \$5}", r"50\,\%"])
def test_what_katex_writes_is_not_taken_for_raw(tex):
    said = f'<p>It is <span class="arithmatex">\\({tex}\\)</span>.</p>'
    assert "katex" in maths.typeset(said, {}, "")
    assert raw(said) == []


def test_a_line_ends_neither_in_a_short_formula_nor_within_brackets():
    parts = 'class="katex-base"'
    assert maths.formula("s = 8/2 = 4").count(parts) == 1
    long = "y = (a + b + c + d + e) + (f + g + h + i + j) + k"
    assert maths.formula(long).count(parts) == 4  # y =, (...) +, (...) +, k
    for wide in (r"\text{number of right matches} = \text{all matches drawn} - \text{outliers}", "10000000 + 20000000 + 30000000 = 60000000",
                 r"y = f(a_1 x_1 + a_2 x_2 + a_3 x_3 + a_4 x_4 + a_5 x_5 + a_6 x_6 + a_7 x_7)", r"y \in (a_1, b_1] + a + b + c + d + e + g + h \subset [c, d)"):
        assert maths.formula(wide).count(parts) > 2, "what is wider than a phone goes on in the next line"

# SPDX-License-Identifier: MIT
"""A drawing is what matplotlib drew, without what does nothing."""

import io
import re
import xml.etree.ElementTree as etree

import matplotlib
import pytest

from snippets import figures


def drawn():
    figure, axes = figures.canvas()
    axes.plot([0, 1, 4], label="squares")
    axes.axhline(2)
    axes.legend()
    return figure


def leaves(svg):
    """Every shape and word, and what the groups round it do to it."""
    def below(element, inherited):
        name = element.tag.rpartition("}")[2]
        if name == "g":
            inherited = [*inherited, *((key, value) for key, value in element.attrib.items() if key != "id")]
        elif name in ("path", "use", "text"):
            yield name, inherited, element.get("transform"), element.get("x"), element.text
        for child in element:
            yield from below(child, inherited)

    return list(below(etree.fromstring(svg), []))


def test_groups_that_do_nothing_are_gone_and_nothing_else_is():
    raw = io.StringIO()
    drawn().savefig(raw, format="svg")
    bare = figures._bare(raw.getvalue())
    assert "<g>" in figures.GROUP.sub("<g", figures.UNNEEDED.sub("", raw.getvalue())), "there was nothing to take away"
    assert all(group.attrib for group in etree.fromstring(bare).iter("g"))
    whole = leaves(figures.TENTHS.sub("", figures.UNNEEDED.sub("", raw.getvalue()[raw.getvalue().index("<svg"):])
                                          .replace("xlink:href", "href")))
    assert len(whole) > 20
    assert leaves(bare) == whole


def test_a_number_in_a_figure_keeps_its_digits():
    figure, axes = figures.canvas()
    axes.text(0, 0, "0.2253")
    with matplotlib.rc_context(figures.LOOK):
        figure.savefig(raw := io.StringIO(), format="svg")
    assert ">0.2253<" in figures._bare(raw.getvalue())


def test_what_paints_nothing_and_turns_nothing_is_gone_and_a_turn_is_not():
    raw, empty = io.StringIO(), 'style="fill: none"/>'
    with matplotlib.rc_context(figures.LOOK):
        figure = drawn()
        figure.axes[0].set_ylabel("upwards")
        figure.savefig(raw, format="svg")
    bare = figures._bare(raw.getvalue())
    assert empty in raw.getvalue() and empty not in bare
    assert "rotate(-0 " in raw.getvalue() and re.findall(r"rotate\((\S+)", bare) == ["-90"]


def test_words_and_ids_are_the_figures_own():
    svg = figures.drawing("topic.lines", drawn(), "Two <lines>", "One rises & one does not.")
    assert '<title id="_topic.lines-title">Two &lt;lines&gt;</title>' in svg
    assert all(found.get("id").startswith("_topic.lines") for found in etree.fromstring(svg).iter() if found.get("id"))


@pytest.mark.parametrize("text", [
    "2 \times 3", "f\n\nabla", "nan", "is inf.", "value None", "None", "[np.int64(0), np.int64(1)]", "np.float32(1.0)", "[np.True_]", "<generator object <genexpr> at 0x7f>",
    "<built-in method sum of numpy.ndarray object at 0x7f>", "[Fraction(1, 3)]", "[Decimal('1')]", "array([1, 2])", "-0.0000", "| -0 |", "np.str_('a')"])
def test_what_is_no_value_is_seen_in_print(text):
    assert figures.ODD.search(text.replace("\n\nabla", "\nabla"))


@pytest.mark.parametrize("text", ["None of the units", r"\inf_x", "math.inf", "np.outer(a, delta)", "x = -0.5 and 1e-05", "Fraction(1, 2) in code", "nano", "10 - 0.5", "at 0 x"])
def test_what_is_a_word_or_a_value_is_not(text):
    assert not figures.ODD.search(text)

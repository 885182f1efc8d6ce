# SPDX-License-Identifier: MIT
"""A drawing is what matplotlib drew, without what does nothing."""

import io
import re
import xml.etree.ElementTree as etree

import matplotlib

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

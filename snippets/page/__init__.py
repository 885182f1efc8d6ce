# SPDX-License-Identifier: MIT
"""What a page calls: each function prints a part of the page, and the build keeps count."""

import re
import sys
from pathlib import Path

import jinja2

from snippets import figures, record
from snippets.page import citing, site

IMPORTED = re.compile(r"^from snippets\.(?!page\b)([\w.]+) import", re.MULTILINE)
CARDS = jinja2.Environment(trim_blocks=True, lstrip_blocks=True).from_string(
    (Path(__file__).parent / "theme/cards.md").read_text("utf-8"), {"site": site, "zip": zip}).module


def answer(id, value, statement, *, assuming="", within=record.WITHIN):
    """Print the card of an answer and hand the answer to the build.

    `id` is "topic.name"; `statement` says the answer in one sentence, with `{}` (or `{:.4f}`) where the value stands;
    `assuming` names what it rests on; `within` is the relative tolerance of a float, 1e-9, or less where stated.
    """
    print(CARDS.answer(_collect(id, value, statement, 1, assuming, within), site.current.roads.get(id), site.current.page.later))


def wrong(id, value, because, seen=""):
    """Print a known wrong answer to "topic.name", called "topic.name.mistake": its value, why it is wrong, where it was seen."""
    print(CARDS.wrong(_collect(id, value, because, 2, seen=seen)))


def step(id, says, left, right):
    """Print one step of a derivation, "topic.name", with its address; it must hold where it is tried: left = right.

    `left` and `right` are the two sides at a test point, signs included; a step that does not hold fails its block.
    """
    left, right = record.plain(left), record.plain(right)
    if not (record.entries(left) and record.same(left, right)):
        raise ValueError(f"the step {id} does not hold: its left side gives {left!r}, its right side {right!r}")
    print(CARDS.step(_fits(id, 1), says))


def table(columns):
    """Print a table from {heading: values}, one row a value."""
    print(CARDS.table(columns))


def figure(id, figure, title, description, data=None):
    """Print a matplotlib figure as inline SVG that follows the theme, with a title, and a description for those who cannot see it.

    `data`, {heading: values}, is what the figure shows, printed as a folded table.
    """
    anchor = site.anchor(_fits(id, 1))
    print(CARDS.figure(anchor, site.current.page.later(anchor, figures.drawing(anchor, figure, title, description)), title, data))


def files():
    """Print where the files behind this page are, whole: the page as a notebook, what its blocks import, its second roads."""
    page = site.current.page
    print(CARDS.files(page.topic, dict.fromkeys([*IMPORTED.findall("\n".join(each.code for each in page.blocks)), f"checks.{page.topic}"])))


def attach(path, content):
    """Publish `content`, bytes, as a file of the site."""
    site.current.page.attached[path] = content


def cite():
    """Print how to cite this page, in words and as BibTeX, and where to report a mistake."""
    print(citing.WORDS.page(site.current.settings, site.current.page.title, site.current.page.url))


def _fits(id, dots):
    page, (topic, *names) = site.current.page.topic, id.split(".")
    if topic != page or len(names) != dots or not all(name.isidentifier() for name in names):
        raise ValueError(f"the id {id!r} does not fit this page: expected {'.'.join([page, 'name', 'mistake'][:dots + 1])}")
    return id


def _collect(id, value, statement, dots, assuming="", within=record.WITHIN, seen=""):
    at = f"docs/{site.current.page.name}:{sys._getframe(2).f_lineno}"
    site.current.page.answers += [record.Answer(_fits(id, dots), record.plain(value), at, statement, assuming, float(within), seen)]
    return site.current.page.answers[-1]

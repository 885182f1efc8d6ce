# SPDX-License-Identifier: MIT
"""What a page calls: each function prints a part of the page, and the build keeps count."""

import html
import re
import sys
from pathlib import Path

from snippets import checks, figures, record
from snippets.page import citing, site

IMPORTED = re.compile(r"^from snippets\.(?!page)([\w.]+) import", re.MULTILINE)
BOX = ('<answer-box answer="{}"><details><summary>Got something else?</summary><p>Compare it with the common mistakes on this page, '
       'or with what verify.pyz says, at its foot.</p></details></answer-box>')


def answer(id, value, statement, *, assuming="", within=None):
    """Print the card of an answer and hand the answer to the build.

    `id` is "topic.name"; `statement` says the answer in one sentence, with `{}` (or `{:.4f}`) where the value stands;
    `assuming` names what it rests on; `within` is the relative tolerance of a float, 1e-9 unless stated.
    """
    given = _collect(id, value, statement, dots=1, assuming=assuming, within=within)
    road = site.current.roads.get(id)
    _card("answer", id, f"{site.said(given)}\n{{: .statement }}", assuming and f"Assuming {assuming}.",
          within and f"Right to a relative {within:g}.", road and f"Confirmed by a second road: {checks.says(road)}.",
          site.current.page.later(f"box-{id}", BOX.format(id)))


def wrong(id, value, because, seen=""):
    """Print a known wrong answer to "topic.name", called "topic.name.mistake": its value, why it is wrong, where it was seen."""
    given = _collect(id, value, because, dots=2, seen=seen)
    _card("wrong", id, f"**Not {site.shown(given.value)}:** {site.said(given).rstrip('. ')}.", seen and f"Seen in: {seen}.")


def step(id, says, left, right, within=record.WITHIN):
    """Print one step of a derivation, "topic.name", with its address; it must hold where it is tried: left = right.

    `left` and `right` are the two sides at a test point, signs included; a step that does not hold fails its block.
    """
    left, right = record.plain(left), record.plain(right)
    if not record.same(left, right, within):
        raise ValueError(f"the step {id} does not hold: its left side gives {left!r}, its right side {right!r}")
    _card("step", id, says)


def table(columns):
    """Print a table from {heading: values}, one row a value."""
    print("|", " | ".join(columns), "|\n|", "--- | " * len(columns))
    for row in zip(*columns.values(), strict=True):
        print("|", " | ".join(site.shown(record.plain(value)) for value in row), "|")
    print()


def figure(id, figure, title, description, data=None):
    """Print a matplotlib figure as inline SVG that follows the theme, with a title, and a description for those who cannot see it.

    `data`, {heading: values}, is what the figure shows, printed as a folded table.
    """
    id = site.anchor(id)
    place = site.current.page.later(id, figures.drawing(id, figure, title, description))
    link = f'<a class="headerlink" href="#{id}" title="Permanent link">&para;</a>'
    print(f'<figure id="{id}">\n{place}\n<figcaption>{html.escape(title)} {link}</figcaption>\n</figure>\n')
    if data:
        print('<details markdown="1"><summary>The data of this figure</summary>\n')
        table(data)
        print("</details>\n")


def files():
    """Print where the files behind this page are, whole: the page as a notebook, what its blocks import, its second roads."""
    page = site.current.page
    print(f"- [this page as a notebook](../notebooks/{Path(page.name).stem}.ipynb), which runs alone")
    for module in dict.fromkeys([*IMPORTED.findall("\n".join(block.code for block in page.blocks)), f"checks.{Path(page.name).stem}"]):
        path = f"snippets/{module.replace('.', '/')}.py"
        print(f"- [{path}](../{path}.txt)")


def attach(path, content):
    """Publish `content`, bytes, as a file of the site."""
    site.current.page.attached[path] = content


def cite():
    """Print how to cite this page, in words and as BibTeX, and where to report a mistake."""
    print(citing.WORDS.page(site.current.settings, site.current.page.title, site.current.page.url))


def _card(kind, id, *paragraphs):
    said = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    place = site.anchor(id)
    print(f'<div class="{kind}" id="{place}" markdown="1">\n\n{said}\n\n[`{id}`](#{place})\n{{: .address }}\n\n</div>\n')


def _collect(id, value, statement, dots, assuming="", within=None, seen=""):
    page, line = site.current.page, sys._getframe(2).f_lineno
    topic, *names = id.split(".")
    if topic != Path(page.name).stem or len(names) != dots or not all(name.isidentifier() for name in names):
        wanted = ".".join([Path(page.name).stem, "name", "mistake"][:dots + 1])
        raise ValueError(f"the id {id!r} does not fit this page: expected {wanted}")
    given = record.Answer(id, record.plain(value), f"docs/{page.name}:{line}", statement, assuming, within or record.WITHIN, seen)
    page.answers.append(given)
    return given

"""What a page calls: `answer`, `wrong`, `figure`, `files` and `cite` print a part of the page, and the build keeps count."""

import re
import sys
from pathlib import Path

from snippets import record
from snippets.page import drawing, site

SLOT = re.compile(r"\{(?::([^{}]*))?\}")


def answer(id, value, statement, *, assuming="", within=None):
    """Print the card of an answer and hand the answer to the build.

    `id` is "topic.name"; `statement` says the answer in one sentence, with `{}` (or `{:.4f}`) where the value stands;
    `assuming` names what it rests on; `within` is the relative tolerance of a float, 1e-9 unless stated.
    """
    given = _collect(id, value, statement, dots=1, assuming=assuming, within=within)
    print(f'<div class="answer" id="{site.anchor(id)}" markdown="1">\n\n{_said(given)}\n{{: .statement }}\n')
    if assuming:
        print(f"Assuming {assuming}.\n")
    if within:
        print(f"Right to a relative {within:g}.\n")
    if id in site.current.roads:
        road = site.current.roads[id]
        print(f"Confirmed by a second road: {record.road(road)}.\n")
    print(f"[`{id}`](#{site.anchor(id)})\n{{: .address }}\n\n</div>\n")


def wrong(id, value, because, seen=""):
    """Print a known wrong answer to "topic.name", called "topic.name.mistake": its value, why it is wrong, where it was seen."""
    given = _collect(id, value, because, dots=2, seen=seen)
    print(f'<div class="wrong" id="{site.anchor(id)}" markdown="1">\n\n**Not {site.shown(given.value)}:** {_said(given)}', end="")
    print(f" Seen in: {seen}." if seen else "", "\n\n</div>\n")


def figure(id, figure, title, description):
    """Print a matplotlib figure as inline SVG that follows the theme, with a title, and a description for those who cannot see it."""
    print(drawing.inline(site.anchor(id), figure, title, description))


def files():
    """Print, folded, the files behind this page: its method, its second roads and its figures, whole."""
    topic = Path(site.current.page.name).stem
    for path, role in ((f"{topic}.py", "the method"), (f"checks/{topic}.py", "the second roads"), (f"figures/{topic}.py", "the figures")):
        code = (site.ROOT / "snippets" / path).read_text("utf-8")
        print(f'<details markdown="1"><summary>snippets/{path}: {role}</summary>\n\n```` python\n{code}````\n\n</details>\n')


def cite():
    """Print how to cite this page and where to report a mistake, as far as mkdocs.yml gives addresses."""
    page, settings = site.current.page, site.current.settings
    address = settings.get("site_url") and f" {settings['site_url'].rstrip('/')}/{Path(page.name).stem}/."
    print(f"The contributors to {settings.get('site_name')}, “{page.title}”.{address or ''}\n")
    if repository := settings.get("repository"):
        print(f"[Report a mistake]({repository.rstrip('/')}/issues/new?template=wrong-answer.yml&page={Path(page.name).stem})\n")


def _collect(id, value, statement, dots, assuming="", within=None, seen=""):
    page, line = site.current.page, sys._getframe(2).f_lineno
    topic, *names = id.split(".")
    if topic != Path(page.name).stem or len(names) != dots or not all(name.isidentifier() for name in names):
        wanted = ".".join([Path(page.name).stem, "name", "mistake"][:dots + 1])
        raise ValueError(f"the id {id!r} does not fit this page: expected {wanted}")
    given = record.Answer(id, record.plain(value), f"docs/{page.name}:{line}", statement, assuming, within or record.WITHIN, seen)
    site.current.add(given)
    return given


def _said(given):
    return SLOT.sub(lambda slot: site.shown(given.value, slot[1]), given.statement)

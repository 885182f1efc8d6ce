# SPDX-License-Identifier: MIT
"""What `snippets.page` is in a notebook: an answer is compared with the value on the site's record, a figure is drawn as on its page."""

import json
import re
from pathlib import Path

import matplotlib

from snippets import figures, record

try:
    from IPython.display import HTML, Markdown, display
except ImportError:  # plain Python prints
    HTML = Markdown = str
    display = print

ON_RECORD = json.loads(Path(__file__).with_name("on_record.json").read_text("utf-8"))
LIGHT = dict(zip(figures.VARIABLES.values(), ("#222", "#ddd", "#fff", "#0072b2", "#b84a00", "#00785a", "#a3457a")))
matplotlib.rcParams.update(figures.LOOK)


def answer(id, value, statement, *, assuming="", within=None, sign="="):
    value = record.plain(value)
    if not record.same(value, ON_RECORD[id], within or record.WITHIN):
        raise ValueError(f"{id} came out as {value!r}; on record is {ON_RECORD[id]!r}")
    print(f"{id} {sign} {value}, as on record")
    display(Markdown(re.sub(r"\{(?::[^{}]*)?\}", lambda place: f"{value}", statement)))


def wrong(id, value, because, seen=""):
    answer(id, value, because, sign="is not")


def step(id, says, left, right):
    if not record.same(record.plain(left), record.plain(right)):
        raise ValueError(f"the step {id} does not hold: its left side gives {left!r}, its right side {right!r}")
    display(Markdown(says))


def table(columns):
    rows = [columns, ["---"] * len(columns), *zip(*columns.values())]
    display(Markdown("\n".join(f"| {' | '.join(str(entry) for entry in row)} |" for row in rows)))


def figure(id, figure, title, description, data=None):
    colours = "; ".join(f"{name}: {colour}" for name, colour in LIGHT.items())
    display(HTML(f'<div style="background: #fff; {colours}">{figures.drawing(id.replace(".", "-"), figure, title, description)}</div>'))


def files():
    """The page lists its files here; they are in the first cell."""


def cite():
    """The page says here how to cite it."""

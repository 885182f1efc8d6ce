# SPDX-License-Identifier: MIT
"""The labs of docs/labs, notebooks kept as text: pages like any other, whose cells are blocks that run.

mkdocs-jupyter makes a page of each file, and this takes over from there. Its own page would weigh 620 KB, leave formulas to a script
from elsewhere, publish a cell that fails, and remember what a method gave before it changed.
"""

import re
import warnings
from unittest import mock

import matplotlib
from matplotlib import pyplot

from snippets.page import figure, site

CELL = re.compile(r"^# %%(.*)\n((?:(?!# %%).*\n)*)", re.MULTILINE)
META = re.compile(r'(\w+)="(.*?)"')
WORDS = re.compile(r'# %% (.+?) alt="(.+?)"')
EMPTY = re.compile(r"```{\.text \.output}\s*```\n")
matplotlib.use("svg")  # which needs no screen


class Lab(site.Page):
    """A page made from cells, line for line; what a cell prints and draws stands below it."""

    def markdown(self, text):
        return CELL.sub(_cell, text.rstrip() + "\n\n")

    def run(self, code):
        return EMPTY.sub("", super().run(code))

    def execute(self, code):
        pyplot.close("all")  # what a cell that failed has left
        with warnings.catch_warnings(action="error"), mock.patch.object(pyplot, "show", self._show):
            print("```{.text .output}")
            super().execute(code)
            self._show()
            print("\n```")

    def _show(self, **_):
        for drawn in map(pyplot.figure, pyplot.get_fignums()):
            if not (words := WORDS.match(self.text.split("\n")[self.blocks[len(self.ran)].line - 1])):
                raise ValueError('a figure needs words: open its cell with # %% Its title alt="What it shows."')
            print("\n```\n")
            with matplotlib.rc_context({"savefig.bbox": "tight"}):
                figure(f"lab.figure-{len(self.inserts) + 1}", drawn, *words.groups())
            print("```{.text .output}")
        pyplot.close("all")


def _cell(found):
    """The blank line before the next cell becomes the end of a block."""
    if found[1].startswith(" [markdown]"):
        return "\n" + re.sub(r"^# ?", "", found[2], flags=re.MULTILINE)
    return f'```python exec="on" source="above"\n{found[2][:-1]}```\n'

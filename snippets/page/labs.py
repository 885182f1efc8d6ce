# SPDX-License-Identifier: MIT
"""The labs of docs/labs, notebooks kept as text: pages like any other, whose cells of code are blocks that run.

mkdocs-jupyter makes a page of each file, and this takes over from there. Its own page would weigh 620 KB, leave formulas to a script
from elsewhere, publish a cell that fails, and remember what a method gave before it changed.
"""

import contextlib
import io
import re

from snippets import figures, page

CELL = re.compile(r'(?m)^# ?%%(?P<words> ?\[(?:markdown|md)\])? ?(?P<title>.*?)(?: ?\w+="(?P<alt>.*)")?\n(?P<body>(?:(?!# ?%%).*\n)*)')


def read(text):
    """(description, Markdown) of a lab, line for line: a cell's head opens a block, and the blank line before the next one closes it.

    Code in a cell of text, or before the first cell, would be read and never run: it becomes a fence that the scan refuses.
    """
    return re.match(r'(?:# %%.*="(.*)")?', text)[1], CELL.sub(_markdown, re.sub(r"\A(?!# ?%%)", "```", text.rstrip() + "\n\n"))


def _markdown(cell):
    if cell["words"]:
        return "\n" + re.sub(r"(?m)^(?:# ?|(?=[^#\n]))", lambda line: "" if line[0] else "```", cell["body"])
    return cell.expand(r'```python exec="on" source="above" title="\2" alt="\3"\n') + re.sub(r"\n\n(\n*)\Z", r"\n```\n\1", cell["body"])


def execute(code, session):
    """Run a cell: below it stands what it printed, then what it drew."""
    with figures.drawn() as drawn, contextlib.redirect_stdout(io.StringIO()) as said:
        exec(code, session)
    print(said.getvalue() and f"```{{.text .output}}\n{said.getvalue()}\n```\n")
    for number, figure in enumerate(drawn, sum("figure_" in place for place in page.site.current.page.inserts) + 1):
        page.figure(f"{page.site.current.page.topic}.figure_{number}", figure, *page.site.current.page.words)

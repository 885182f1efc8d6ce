# SPDX-License-Identifier: MIT
"""The labs of docs/labs, notebooks kept as text: nbclient runs their cells, and what these give becomes Markdown like that of any page.

mkdocs-jupyter makes a page of each file, and this takes over from there. Its own page would weigh 620 KB, leave formulas to a script
from elsewhere, publish a cell that fails, and remember what a method gave before it changed.
"""

from pathlib import Path

import jupytext
from jinja2 import Template
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell

from snippets import figures

ROOT = Path(__file__).parents[2]
TEMPLATE = Template(Path(__file__).with_name("theme").joinpath("lab.html").read_text("utf-8"), trim_blocks=True, lstrip_blocks=True)
# What runs before the first cell and leaves no name behind: the look of figures. Bytecode would look like a save to a running server.
BEFORE = """import sys; sys.dont_write_bytecode = True
import matplotlib, snippets.figures; matplotlib.rcParams.update(snippets.figures.LOOK)
%config InlineBackend.figure_formats = ['svg']\n%reset -f"""


def markdown(page, text):
    """The Markdown of a lab with all that its cells give, in a kernel of its own; while serving, an unchanged lab is not run again."""
    if page.before:
        page.rendered = page.before.rendered
    else:
        (settings := ROOT / ".cache/ipython").mkdir(parents=True, exist_ok=True)  # and nobody's own
        notebook = jupytext.reads(text, "py:percent")
        notebook.cells.insert(0, new_code_cell(BEFORE))
        kernel = ["--log-level=ERROR", "--colors=NoColor", f"--ipython-dir={settings}"]
        patience = {"timeout": 300, "startup_timeout": 300}  # seconds, for a busy machine
        try:
            NotebookClient(notebook, skip_cells_with_tag="", allow_errors=True, extra_arguments=kernel, **patience).execute(cwd=str(ROOT))
        except Exception as error:  # of the kernel; that of a cell is an output, which the template makes a fault of the page
            page.fault(1, f"its kernel failed: {type(error).__name__}: {error}")
        page.rendered = [TEMPLATE.render(cells=notebook.cells, page=page, text=text, figures=figures)]
    return page.rendered[0]

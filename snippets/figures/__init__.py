# SPDX-License-Identifier: MIT
"""The figures: one function each, from computed values to a matplotlib Figure; and how one becomes a drawing. A page sets their LOOK.

The colours are stand-ins that a drawing replaces by the theme's, so that it serves light, dark and paper.
Lines differ in style as well as in colour.
"""

import contextlib
import html
import io
import re

import matplotlib
from cycler import cycler
from matplotlib.figure import Figure

INK, GRID, PAPER = "#010101", "#010102", "#010103"
COLOURS = ["#010111", "#010112", "#010113", "#010114"]
STYLES = ["-", "--", "-.", ":"]
MARKERS = "os^"
LOOK = {
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": INK, "xtick.color": INK, "ytick.color": INK,
    "axes.facecolor": "none", "figure.facecolor": "none", "savefig.facecolor": "none",
    "axes.grid": True, "grid.color": GRID, "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True,
    # The grid marks the ticks.
    "xtick.major.size": 0, "ytick.major.size": 0, "xtick.minor.size": 0, "ytick.minor.size": 0,
    "legend.frameon": False, "axes.prop_cycle": cycler(color=COLOURS, linestyle=STYLES), "font.size": 12,
    "lines.linewidth": 2, "lines.solid_capstyle": "butt", "path.simplify_threshold": 0.2,
    "svg.fonttype": "none", "svg.hashsalt": "same names in every build",
    # Fixed margins where one panel needs no more: laying out by trial draws a figure twice.
    "figure.subplot.left": 0.13, "figure.subplot.right": 0.98, "figure.subplot.bottom": 0.16, "figure.subplot.top": 0.97,
}
VARIABLES = {INK: "--figure-ink", GRID: "--figure-grid", PAPER: "--figure-paper"} | {
    colour: f"--figure-{number}" for number, colour in enumerate(COLOURS, 1)}
COLOUR = re.compile("|".join(VARIABLES))
UNNEEDED = re.compile(rf'<!--.*?-->|<metadata>.*?</metadata>|<g id="[^"]*"/>| clip-path="[^"]*"(?= style="fill: none; stroke: {GRID})'
                      r'|<path d="[^"]*" (clip-path="[^"]*" )?style="fill: none"/>| (xmlns(:xlink)?|version|type)="[^"]*"'
                      r'| transform="rotate\(-0 [^)]*\)"| font-family: [^;]*;', re.DOTALL)
TENTHS = re.compile(r"(?<=\.\d)\d+(?=[^<>]*>)")  # of a pixel are enough for a line, not for a number in the text
# What a text says when Python took its backslashes, or when it shows an object in place of a value.
ODD = re.compile(r"[\a\b\t\v\f\r]|\n(?:abla|eg|eq|ot|u)\b|\bnan\b|(?<![\\\w.])inf\b(?!-| of)|(?m:(?:^|\w )None$)| at 0x"
                 r"|\[Fraction\(-?\d|\b(?:Decimal\('|array\(\[)|\bnp\.(?:u?int\d+|float\d+|str_\(|True_|False_)|(?<![\w.])-0(?:\.0+)?(?![.\w])"
                 r"|Traceback \(most|\b\w+(?:Error|Exception|Warning): |\bname .\w+. is not defined\b")
GROUP = re.compile(r'<g id="[^"]*"')
NAME = re.compile(r'(\bid="|href="#|url\(#)')


def canvas(width=5.6, height=3.4, **axes):
    """(figure, axes): a Figure with one Axes."""
    figure = Figure(figsize=(width, height))
    return figure, figure.subplots(subplot_kw=axes)


def written(number, spec):
    """The number with a true minus sign, as on the axes."""
    return format(number, spec).replace("-", "\N{MINUS SIGN}")


def drawing(id, figure, title, description):
    """The figure as an inline <svg> in the theme's colours: ids of its own, and words for those who cannot see it."""
    if not title or not description:
        raise ValueError('a figure needs words, title and what it shows: a cell that draws opens with # %% Its title alt="What it shows."')
    if odd := ODD.search(title + description) or re.search(r"[$*`{}]", description):
        raise ValueError(f"the words of a figure hold {odd[0]!r}: expected what can be read aloud")
    if not figure.axes or not all(axes.has_data() or axes.texts or axes.tables or not axes.axison for axes in figure.axes):
        raise ValueError("a figure or one of its axes is empty: expected data, words, or no axes, which axes.remove() takes out")
    svg = io.StringIO()
    figure.savefig(svg, format="svg")
    drawn = NAME.sub(rf"\1_{id}-", _bare(svg.getvalue()))  # _: nobody relies on it as an address
    drawn = COLOUR.sub(lambda colour: f"var({VARIABLES[colour[0]]})", drawn)
    words = f'<title id="_{id}-title">{html.escape(title)}</title><desc id="_{id}-words">{html.escape(description)}</desc>'
    return drawn.replace(">", f' role="img" aria-labelledby="_{id}-title _{id}-words">{words}', 1)


@contextlib.contextmanager
def drawn():
    """The list of what was drawn with pyplot, when this ends. Nothing is shown meanwhile, and nothing is cut off, as in a notebook."""
    from unittest import mock  # slow to import, as pyplot is

    from matplotlib import pyplot

    figures = []
    pyplot.switch_backend("svg")  # which needs no screen
    pyplot.close("all")  # what a cell that failed has left
    matplotlib.rcParams["savefig.bbox"] = "tight"
    with mock.patch.object(pyplot, "show"):
        yield figures
    figures += map(pyplot.figure, pyplot.get_fignums())


def _bare(svg):
    """From <svg> on, without comments, metadata, what paints, turns or groups nothing, blank lines, fonts and namespaces."""
    svg = GROUP.sub("<g", TENTHS.sub("", UNNEEDED.sub("", svg[svg.index("<svg"):]))).replace("xlink:href", "href")
    opened = []

    def needed(tag):
        if tag[0] != "</g>":
            opened.append("" if tag[0] == "<g>" else tag[0])
            return opened[-1]
        return opened.pop() and tag[0]

    return re.sub(r"\s*\n\s*", "\n", re.sub("</?g(?: [^>]*)?>", needed, svg)).strip()

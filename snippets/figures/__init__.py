"""The figures: one function each, from computed values to a matplotlib Figure. a page sets their LOOK.

The colours are stand-ins that the page replaces by the theme's, so that one drawing serves light, dark and paper.
Lines differ in style as well as in colour.
"""

from cycler import cycler
from matplotlib.figure import Figure

INK, GRID, PAPER = "#010101", "#010102", "#010103"
COLOURS = ["#010111", "#010112", "#010113", "#010114"]
STYLES = ["-", "--", "-.", ":"]
LOOK = {
    "text.color": INK, "axes.labelcolor": INK, "axes.edgecolor": INK, "xtick.color": INK, "ytick.color": INK,
    "axes.facecolor": "none", "figure.facecolor": "none", "savefig.facecolor": "none",
    "axes.grid": True, "grid.color": GRID, "axes.spines.top": False, "axes.spines.right": False, "axes.axisbelow": True,
    "legend.frameon": False, "axes.prop_cycle": cycler(color=COLOURS), "font.size": 11, "lines.linewidth": 2,
    # Fixed margins where one panel needs no more: laying out by trial draws a figure twice.
    "figure.subplot.left": 0.11, "figure.subplot.right": 0.98, "figure.subplot.bottom": 0.16, "figure.subplot.top": 0.97,
}


def canvas(columns=1, width=6.4, height=3.4, **axes):
    """(figure, axes): a Figure with one Axes, or with an array of `columns` Axes side by side."""
    figure = Figure(figsize=(width, height), layout="constrained" if columns > 1 else "none")
    return figure, figure.subplots(1, columns, subplot_kw=axes)

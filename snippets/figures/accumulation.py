# SPDX-License-Identifier: MIT
"""Figures of the accumulation page."""

from itertools import cycle

from snippets.figures import COLOURS, GRID, INK, MARKERS, canvas


def outer_product(delta, activation, products):
    """The multiplication table: delta down the side, the activation along the top, entry (i, j) in row i and column j."""
    figure, axes = canvas(height=0.9 * len(delta) + 1.3)
    axes.set_axis_off()
    rows, columns = len(delta), len(activation)
    axes.set(xlim=(-1.9, columns + 0.1), ylim=(-rows - 0.1, 1.6))
    for i in range(rows + 1):
        axes.plot([0, columns], [-i, -i], "-", color=GRID if 0 < i < rows else INK, linewidth=1)
    for j in range(columns + 1):
        axes.plot([j, j], [-rows, 0], "-", color=GRID if 0 < j < columns else INK, linewidth=1)
    for j in range(columns):
        axes.text(j + 0.5, 0.5, f"{activation[j]:g}", ha="center", va="center", color=COLOURS[0], size=16)
    for i in range(rows):
        axes.text(-0.5, -i - 0.5, f"{delta[i]:g}", ha="center", va="center", color=COLOURS[1], size=16)
        for j in range(columns):
            axes.text(j + 0.5, -i - 0.62, f"{products[i][j]:g}", ha="center", va="center", size=16)
            axes.text(j + 0.5, -i - 0.22, rf"{delta[i]:g} $\times$ {activation[j]:g}", ha="center", va="center", size=10)
    axes.text(columns / 2, 1.25, r"the row $a^\top$", ha="center", va="center", color=COLOURS[0])
    axes.text(-1.35, -rows / 2, "the\ncolumn\n$\\delta$", ha="center", va="center", color=COLOURS[1])
    return figure


def ranks(examples, curves):
    """The accumulator's rank against the number of examples; `curves` is {label: ranks}."""
    figure, axes = canvas()
    for marker, (label, values) in zip(cycle(MARKERS), curves.items()):
        axes.plot(examples, values, marker=marker, label=label)
    axes.set(xlabel="examples", ylabel="rank of the accumulator", xticks=list(examples), ylim=(0, None))
    axes.legend(loc="lower right")
    return figure

# SPDX-License-Identifier: MIT
"""Figures of the page on independent derivatives."""

from itertools import cycle

from matplotlib.patches import Rectangle

from snippets.figures import COLOURS, INK, MARKERS, canvas, written


def tables(layers):
    """Each layer's derivatives as a table with its factors in the margins; `layers` is {title: (derivatives, deltas, activations)}."""
    figure, axes = canvas(width=4.8, height=4.6)
    figure.subplots_adjust(left=0.01, right=0.99, bottom=0.01, top=0.99)
    top = 0
    for title, (derivatives, deltas, activations) in layers.items():
        rows, columns = derivatives.shape
        axes.text(0.5, top, title, weight="bold", va="center")
        for column, factor in enumerate(["1", *(written(factor, ".2f") for factor in activations)], 1):
            axes.text(column, top + 1, factor, color=COLOURS[1], style="italic", ha="center", va="center")
        axes.add_patch(Rectangle((0.5, top + 1.5), columns, rows, fill=False, edgecolor=INK))
        for row in range(rows):
            axes.text(0, top + row + 2, written(deltas[row], ".2f"), color=COLOURS[0], weight="bold", ha="center", va="center")
            for column in range(columns):
                axes.text(column + 1, top + row + 2, written(derivatives[row, column], ".2f"), ha="center", va="center")
        top += rows + 2.5
    axes.set(xlim=(-0.6, 5.6), ylim=(top - 0.8, -0.5))
    axes.set_axis_off()
    return figure


def singular_values(curves, floor):
    """Singular values in falling order on a logarithmic axis; `curves` is {label: values}, what is at most `floor` is drawn there, as 0."""
    figure, axes = canvas(yscale="log")
    figure.subplots_adjust(left=0.15)
    for marker, (label, values) in zip(cycle(MARKERS), curves.items()):
        axes.plot(range(1, len(values) + 1), values, marker, label=label, markersize=7 if marker == "o" else 4.5)
        last, away = sum(value > floor for value in values), 7 if marker == "o" else -17
        axes.annotate(str(last), (last, values[last - 1]), (0, away), textcoords="offset points", ha="center", weight="bold")
    axes.axhline(floor, color=INK, linewidth=0.8)
    axes.text(1, 3 * floor, "0, up to rounding")
    axes.set(xlabel="number in falling order", ylabel="singular value", ylim=(floor / 30, 1e3), yticks=[1e-8, 1e-4, 1])
    axes.legend(loc="upper right")
    return figure


def ranks(examples, curves, most):
    """Ranks against the number of examples; `curves` is {label: ranks}, `most` the number of weights and biases."""
    figure, axes = canvas()
    axes.axhline(most, color=INK, linewidth=0.8)
    for style, (label, values) in zip(["-o", "--s", ":^"], curves.items(), strict=True):
        axes.plot(examples, values, style, label=label)
    axes.set(xlabel="examples N", ylabel="rank", ylim=(0, most + 2), xticks=list(examples))
    axes.legend(loc="lower right")
    return figure

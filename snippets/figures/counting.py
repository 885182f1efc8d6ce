"""Figures of the page on independent derivatives."""

from matplotlib.patches import Rectangle

from snippets.figures import COLOURS, GRID, INK, canvas


def tables(layers):
    """Each layer's derivatives as a table with its factors in the margins; `layers` is {title: (derivatives, deltas, activations)}."""
    figure, panels = canvas(columns=len(layers), width=7.2, height=3.2)
    for axes, (title, (derivatives, deltas, activations)) in zip(panels, layers.items(), strict=True):
        rows, columns = derivatives.shape
        axes.add_patch(Rectangle((0.5, 0.5), columns, rows, fill=False, edgecolor=INK))
        for row in range(rows):
            axes.text(0, row + 1, _shown(deltas[row]), color=COLOURS[0], weight="bold", fontsize=10, ha="center", va="center")
            for column in range(columns):
                axes.text(column + 1, row + 1, _shown(derivatives[row, column]), fontsize=10, ha="center", va="center")
        for column, factor in enumerate(["1", *map(_shown, activations)], 1):
            axes.text(column, 0, factor, color=COLOURS[1], style="italic", fontsize=10, ha="center", va="center")
        axes.set(title=title, xlim=(-0.6, columns + 0.6), ylim=(4.6, -0.6))
        axes.set_axis_off()
    return figure


def growth(hidden, curves):
    """Counts against the number of hidden units; `curves` is {label: counts}."""
    figure, axes = canvas()
    for style, (label, counts) in zip(["-o", "--s", ":^"], curves.items(), strict=True):
        axes.plot(hidden, counts, style, label=label)
    axes.set(xlabel="hidden units M", ylabel="count", ylim=(0, None), xticks=list(hidden))
    axes.legend(loc="upper left")
    axes.grid(color=GRID)
    return figure


def _shown(value):
    return f"{value:.2f}".replace("-", "\N{MINUS SIGN}")

# SPDX-License-Identifier: MIT
"""Figures of the backprop page."""

from itertools import cycle

from snippets.figures import COLOURS, INK, MARKERS, PAPER, canvas, written


def paths(start, branches):
    """One weight's way to the output. `start` is (x_j, s'(z1_i)); `branches` holds (W2_ki, s'(z2_k), w3_k) for k = 1, 2."""
    figure, axes = canvas(height=2.9)
    figure.subplots_adjust(left=0.01, right=0.99, bottom=0.02, top=0.98)
    axes.set_axis_off()
    axes.set(xlim=(-0.35, 4.5), ylim=(-1.35, 1.35))
    nodes = {"$x_2$": (0, 0), "$h^{(1)}_1$": (1.35, 0), "$h^{(2)}_1$": (2.75, 0.85), "$h^{(2)}_2$": (2.75, -0.85), "$f$": (4.1, 0)}
    axes.plot([0, 1.35], [0, 0], "-", color=INK)
    products = []
    axes.text(0.66, 0.1, "$x_2$ = " + written(start[0], "g"), ha="center", va="bottom")
    axes.text(0.66, -0.1, "$W^{(1)}_{12}$", ha="center", va="top")
    axes.text(1.35, -0.28, f"slope\n{start[1]:.4f}", ha="center", va="top")
    for (weight, slope, last), side in zip(branches, (1, -1), strict=True):
        height, above = 0.85 * side, "bottom" if side > 0 else "top"
        line, = axes.plot([1.35, 2.75, 4.1], [0, height, 0])
        colour = line.get_color()
        axes.text(1.95, height * 0.5 + 0.1 * side, written(weight, "g"), ha="right", va=above, color=colour)
        axes.text(3.5, height * 0.5 + 0.08 * side, written(last, "g"), ha="left", va=above, color=colour)
        axes.text(2.75, height + 0.26 * side, f"slope {slope:.4f}", ha="center", va=above, color=colour)
        products.append(start[0] * start[1] * weight * slope * last)
        axes.text(2.75, height - 0.55 * side, "path: " + written(products[-1], "+.4f"), ha="center", va="center", color=colour)
    axes.text(4.1, 0.28, f"sum\n{written(sum(products), '+.4f')}", ha="center", va="bottom")
    for label, place in nodes.items():
        axes.plot(*place, "o", markersize=31, markerfacecolor=PAPER, markeredgecolor=INK)
        axes.annotate(label, place, ha="center", va="center")
    return figure


def sign_change(weights, derivatives, marked):
    """The derivative against one weight that keeps its sign; `marked` lists the (weight, derivative) pairs of the cards."""
    figure, axes = canvas()
    figure.subplots_adjust(left=0.15)
    axes.plot(weights, derivatives)
    axes.axhline(0, color=INK, linewidth=1)
    for weight, derivative in marked:
        axes.plot(weight, derivative, "o", color=COLOURS[1])
        axes.annotate(written(derivative, "+.4f"), (weight, derivative), (8, 6), textcoords="offset points")
    axes.set(xlabel="the weight u, always positive", ylabel="derivative of $f$", xlim=(0, None),
             ylim=(1.1 * min(derivatives), 1.5 * max(derivatives)))
    return figure


def depth(layers, curves):
    """Derivatives against the number of layers, on a logarithmic scale; `curves` is {label: values}."""
    figure, axes = canvas(yscale="log")
    for marker, (label, values) in zip(cycle(MARKERS), curves.items()):
        axes.plot(layers, values, marker=marker, markersize=5, label=label)
    axes.set(xlabel="sigmoid layers", ylabel="derivative", xticks=list(layers))
    axes.minorticks_off()  # they cost more than the rest of the figure
    axes.legend(loc="lower left")
    return figure

# SPDX-License-Identifier: MIT
"""Figures of the scale symmetry page."""

from itertools import cycle

import numpy as np
from matplotlib.figure import Figure

from snippets.figures import INK, MARKERS, canvas


def valley(paths, shown):
    """`paths` is {label: rows w1, w2, loss}: above the first `shown` points in the plane of the weights, below all losses."""
    figure = Figure(figsize=(5.6, 7.2), layout="constrained")
    figure.get_layout_engine().set(h_pad=0.15)
    plane, losses = figure.subplots(2, height_ratios=(3, 2))
    near = plane.inset_axes([0.25, 0.11, 0.26, 0.3], xlim=(0.88, 1.02), ylim=(0.88, 1.02), xticks=(0.9, 1), yticks=(0.9, 1))
    near.spines[:].set_visible(True)
    for axes, ends in ((plane, (0.5, 10)), (near, (0.98, 1.02))):
        w1 = np.linspace(*ends, 500)
        axes.plot(w1, 1 / w1, "-", color=INK, linewidth=1)
    plane.annotate("minima: w1 w2 = 1", (4.6, 1 / 4.6), (3.6, 0.75), arrowprops={"arrowstyle": "-", "color": INK})
    for marker, (label, path) in zip(cycle(MARKERS), paths.items()):
        points = path[:shown]
        for axes in (plane, near):
            line = axes.plot(points[:, 0], points[:, 1], marker=marker, markersize=5)[0]
        below, side = ([0.4, 0.3], "left") if points[0, 0] < 5 else ([-0.25, -0.35], "right")
        plane.annotate(label, points[0, :2], points[0, :2] + below, ha=side)
        losses.semilogy(path[:, 2], marker=marker, markersize=5, label=label)
        if points[-1, 1] > 2:  # a step that leaves the plane shown
            top = points[-2, :2] + (1.85 - points[-2, 1]) / (points[-1, 1] - points[-2, 1]) * (points[-1, :2] - points[-2, :2])
            plane.annotate("", top, points[-2, :2], arrowprops={"arrowstyle": "->", "color": line.get_color()})
            plane.annotate(f"step {shown - 1}: to ({points[-1, 0]:.1f}, {points[-1, 1]:.1f})", top - [0.2, 0.15], ha="right")
    plane.indicate_inset_zoom(near, edgecolor=INK)
    plane.set(xlabel="w1", ylabel="w2", xlim=(0, 10), ylim=(-1.3, 2), title="the first steps")
    losses.yaxis.set_major_formatter("{x:g}")
    losses.set(xlabel="steps", ylabel="loss", title="the loss")
    losses.legend(loc="upper right")
    return figure


def gradient_norms(gamma, curves):
    """Squared gradient norms against the scaling factor, both logarithmic; `curves` is {label: values at every gamma}."""
    figure, axes = canvas()
    for label, values in curves.items():
        axes.loglog(gamma, values, label=label)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter("{x:g}")
    axes.set(xlabel="scaling factor", ylabel="squared norm of the gradient")
    axes.legend(loc="upper center")
    return figure


def imbalances(curves):
    """An imbalance during training; `curves` is {label: values after 0, 1, ... steps}."""
    figure, axes = canvas()
    for label, values in curves.items():
        shown = [*range(6), *range(6, len(values), 6)]  # from there on a curve hardly bends
        axes.plot(shown, values[shown], label=label)
    axes.set(xlabel="steps", ylabel="imbalance", ylim=(0, None))
    axes.legend(loc="lower left")
    return figure

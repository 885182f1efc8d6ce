# SPDX-License-Identifier: MIT
"""Figures of the page on the Gaussian likelihood."""

from snippets.figures import COLOURS, INK, canvas


def residuals(curves, points):
    """Curves of equal cost in the plane of two residuals; `curves` is {label: (2, n)}, `points` is {words: (first, second)}."""
    figure, axes = canvas(height=4.8, aspect="equal")
    figure.subplots_adjust(left=0.14, bottom=0.28)
    for label, (first, second) in curves.items():
        axes.plot(first, second, label=label)
    for colour, (words, (first, second)) in zip(COLOURS[2:], points.items(), strict=True):
        axes.plot(first, second, "o", color=colour)
        axes.annotate(words, (first, second), (8, 4 if second > 0 else -12), textcoords="offset points")
    axes.axhline(0, color=INK, linewidth=0.8)
    axes.axvline(0, color=INK, linewidth=0.8)
    axes.set(xlabel="residual of the first output", ylabel="residual of the second", xlim=(-1.7, 2.9), ylim=(-1.7, 1.7))
    figure.legend(loc="lower center")
    return figure


def weights(values, curves, lowest):
    """Errors against a weight, each with its lowest point marked; `curves` is {label: errors}, `lowest` {label: (weight, error)}."""
    figure, axes = canvas()
    for label, errors in curves.items():
        line, = axes.plot(values, errors, label=label)
        axes.plot(*lowest[label], "o", color=line.get_color())
    axes.set(xlabel="weight w", ylabel="error E", ylim=(0, 1.25 * max(map(max, curves.values()))))
    axes.legend(loc="upper center")
    return figure

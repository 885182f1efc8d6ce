# SPDX-License-Identifier: MIT
"""Figures of the RANSAC page."""

from itertools import cycle

from snippets.figures import COLOURS, INK, MARKERS, canvas


def success(curves, confidence):
    """Probability of a good sample against samples drawn; `curves` is {label: (probabilities from 0 samples on, samples needed)}."""
    figure, axes = canvas()
    for label, (probabilities, needed) in curves.items():
        line, = axes.plot(probabilities, label=label)
        axes.plot(needed, probabilities[needed], "o", color=line.get_color())
        axes.annotate(f"{needed}", (needed, probabilities[needed]), (needed, probabilities[needed] - 0.12), ha="center")
    axes.axhline(confidence, color=INK, linewidth=1)
    axes.annotate(f"{100 * confidence:g} %", (0.7, confidence - 0.07))
    axes.set(xlabel="samples drawn", ylabel="probability of a good one", xlim=(0, None), ylim=(0, 1.02))
    axes.legend(loc="lower right")
    return figure


def by_outliers(shares, curves):
    """Samples needed against the share of outliers, in per cent; `curves` is {label: counts}."""
    figure, axes = canvas(yscale="log")
    for marker, (label, counts) in zip(cycle(MARKERS), curves.items()):
        axes.plot(shares, counts, marker=marker, markersize=5, label=label)
    axes.set(xlabel="wrong matches, %", ylabel="samples needed", xticks=shares)
    axes.minorticks_off()  # they cost more than the rest of the figure
    axes.legend(loc="upper left")
    return figure


def run(after, theory, frequencies, intervals):
    """Frequencies of success with their intervals [low, high], over the curve of the theory from 0 samples on."""
    figure, axes = canvas()
    axes.plot(theory, "-", label="theory, distinct matches")
    axes.plot(after, frequencies, "s", markersize=4, color=COLOURS[1], label="frequency in the real run, 95 % interval")
    axes.vlines(after, *zip(*intervals, strict=True), color=COLOURS[1], linewidth=1.5)
    axes.set(xlabel="samples drawn", ylabel="runs that found the map", xlim=(0, None), ylim=(0, 1.02))
    axes.legend(loc="lower right")
    return figure

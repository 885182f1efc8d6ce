# SPDX-License-Identifier: MIT
"""Figures of the permutation symmetry page."""

from snippets.figures import canvas


def functions(x, curves):
    """What some networks compute; `curves` is {label: outputs at every x}."""
    figure, axes = canvas()
    for label, outputs in curves.items():
        axes.plot(x, outputs, label=label)
    axes.set(xlabel="input", ylabel="output")
    axes.legend(loc="upper right")
    return figure


def barrier(shares, curves):
    """The loss on straight lines between two networks; `curves` is {label: losses at every share of the way}."""
    figure, axes = canvas()
    for label, losses in curves.items():
        axes.plot(shares, losses, label=label)
    highest = max(max(losses) for losses in curves.values())
    axes.set(xlabel="share of the way from the example to the copy", ylabel="loss", xlim=(0, 1), ylim=(-0.05 * highest, 1.4 * highest))
    axes.legend(loc="upper center")
    return figure

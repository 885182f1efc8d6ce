"""Figures of the RANSAC page."""

from snippets.figures import GRID, INK, STYLES, canvas


def success(curves, confidence):
    """Probability of a good sample against samples drawn; `curves` is {label: (probabilities from 0 samples on, samples needed)}."""
    figure, axes = canvas()
    for style, (label, (probabilities, needed)) in zip(STYLES, curves.items(), strict=False):
        line, = axes.plot(probabilities, style, label=label)
        axes.plot(needed, probabilities[needed], "o", color=line.get_color())
        axes.annotate(f"{needed}", (needed, probabilities[needed]), (needed, probabilities[needed] - 0.12), ha="center")
    axes.axhline(confidence, color=INK, linewidth=1)
    axes.set(xlabel="samples drawn", ylabel="probability of a good one", xlim=(0, None), ylim=(0, 1.02))
    axes.legend(loc="lower right")
    axes.grid(color=GRID)
    return figure

# %% [markdown] description="Two pictures, their points and patches, and RANSAC with as many samples as the formula asks for: a registration to play with."
# # Register two pictures with RANSAC
#
# [The question's page](../ransac.md) counts how many samples RANSAC needs: [{{ ransac.homography }}](../ransac.md#homography) for a homography, when half of
# the matches are wrong. Its own run had no noise and was handed its outliers. Here nobody hands us anything. We draw two noisy pictures
# of one scene, find points in both, match them by how they look, and let RANSAC find out which matches are right.

# %%
from math import comb

import matplotlib.pyplot as plt
import numpy as np

from snippets.ransac import (
    equations,
    homographies,
    iterations,
    iterations_finite,
    project,
    success_probability,
)
from snippets.record import read

noise = 0.27  # in units of the brightest blob; try 0.2 and 0.35
threshold = 2  # pixels; try 0.5 and 15
random = np.random.default_rng(seed=4)


# %% [markdown]
# ## Take two pictures
#
# The scene is a heap of bright blobs. The second picture shows it from elsewhere: a point $(x, y)$ of the first moves to
# $H (x, y, 1)^\top$, divided by its third entry. Each picture has noise of its own.


# %% Two pictures of one scene alt="Two grey panels with bright blobs and grain. The right one shows the blobs of the left one in other places: moved by some pixels, turned a little and drawn closer together."
def picture(blobs):
    """Bright blobs on a dark ground, with noise: (n, 2) -> (90, 120)."""
    down, right = np.mgrid[:90, :120]
    distance = (right - blobs[:, :1, None]) ** 2 + (down - blobs[:, 1:, None]) ** 2
    shine = light[:, None, None] * np.exp(-distance / (2 * size[:, None, None] ** 2))
    return shine.sum(axis=0) + noise * random.normal(size=(90, 120))


truth = np.array([[1.02, 0.06, 4], [-0.04, 0.97, 5], [4e-4, 2e-4, 1]])
blobs = random.uniform((0, 0), (120, 90), size=(350, 2))
size, light = random.uniform(1, 1.5, 350), random.uniform(0.4, 1, 350)
first, second = picture(blobs), picture(project(truth[None], blobs)[0])

figure, panels = plt.subplots(1, 2, figsize=(7, 2.8))
for axes, image in zip(panels, (first, second), strict=True):
    axes.imshow(image, cmap=plt.get_cmap("gray", 32), interpolation="none")
    axes.set_axis_off()
plt.show()


# %% [markdown]
# ## Match what looks alike
#
# A point is where a smoothed picture is brighter than all within 2 pixels, and bright enough. Two points are a match when, of all points, each looks most like
# the other. Looks deceive: many matches are wrong, and nothing marks them. Only because we made the pictures can we count them.


# %%
def shifted(image, reach):
    """The picture moved by up to `reach` pixels in each direction: (moves, 90, 120)."""
    moves = range(-reach, reach + 1)
    return np.array([np.roll(image, (i, j), (0, 1)) for i in moves for j in moves])


def points(image):
    """The peaks of the smoothed picture, 9 pixels from the edge or more: (n, 2), x and y."""
    smooth = shifted(image, 1).mean(axis=0)
    peak = (smooth == shifted(smooth, 2).max(axis=0)) & (smooth > 0.3)
    down, right = np.nonzero(peak[9:-9, 9:-9])
    return np.stack([right + 9, down + 9], axis=-1)


def patches(image, points, reach=4):
    """What is around each point, brightness and contrast taken out: (n, 81)."""
    ends = [(x - reach, x + reach + 1, y - reach, y + reach + 1) for x, y in points]
    cut = np.array([image[top:bottom, left:right].ravel() for left, right, top, bottom in ends])
    cut -= cut.mean(axis=1, keepdims=True)
    return cut / np.linalg.norm(cut, axis=1, keepdims=True)


here, there = points(first), points(second)
alike = patches(first, here) @ patches(second, there).T
mutual = alike.argmax(axis=0)[alike.argmax(axis=1)] == np.arange(len(here))
source, target = here[mutual], there[alike.argmax(axis=1)][mutual]
# A point is somewhere in its pixel. Kept in the middle, three could lie on a line exactly in both pictures, or four in one.
source, target = (each + random.uniform(-0.3, 0.3, each.shape) for each in (source, target))


def off(maps):
    """How far each map misses each match, in pixels: (n, 3, 3) -> (n, matches)."""
    return np.linalg.norm(project(maps, source) - target, axis=-1)


right = off(truth[None])[0] < threshold
print(f"{len(right)} matches, {right.sum()} of them right: {1 - right.mean():.0%} outliers")

# %% [markdown]
# ## Let RANSAC find the right ones
#
# We take half of the matches to be wrong, ask for the confidence of the question, and draw as many samples as that needs. The map that most
# matches agree with wins. It rests on four noisy points, so in the end we fit it to all of its matches together: the singular
# vector of their equations with the least singular value, which is nearest to solving them.

# %% What RANSAC kept alt="Lines from each point of the first picture to its match in the second. The kept ones are short and change slowly from place to place; the others point anywhere."
draws = iterations("0.95", "1/2", sample_size=4)
assert draws == read()["ransac.homography"]
# Coordinates from -1 to 1 make the equations' numbers of like size. This map leads there.
units = np.array([[1 / 60, 0, -1], [0, 1 / 60, -1], [0, 0, 1]])


def register(draws):
    """The best of `draws` maps through 4 matches, and it fitted to all it keeps: (2, 3, 3)."""
    samples = random.random((draws, len(source))).argsort(axis=1)[:, :4]
    maps = homographies(source[samples], target[samples])
    best = maps[(off(maps) < threshold).sum(axis=1).argmax()]
    kept = off(best[None])[0] < threshold
    entries = np.linalg.svd(equations(source[kept] / 60 - 1, target[kept] / 60 - 1))[2][-1]
    return np.array([best, np.linalg.inv(units) @ entries.reshape(3, 3) @ units])


def misplaced(maps):
    """How far each map puts a blob from where it belongs, on average, in pixels."""
    apart = project(maps, blobs) - project(truth[None], blobs)
    return np.linalg.norm(apart, axis=-1).mean(axis=1)


best, fitted = register(draws)
kept = off(best[None])[0] < threshold
print(f"{draws} samples: {kept.sum()} matches kept, {(kept & right).sum()} of them right")
before, after = misplaced(np.array([best, fitted]))
print(f"blobs are put {before:.1f} pixels off, after the fit {after:.1f}")

figure, axes = plt.subplots(figsize=(6.4, 4.4))
styles = (~kept, ":", "C0", "left out"), (kept, "-", "C1", "kept")
for chosen, style, colour, label in styles:
    ends = np.stack([source[chosen], target[chosen]])
    axes.plot(ends[..., 0], ends[..., 1], style, color=colour)
    axes.plot(*target[chosen].T, "o", markersize=4, color=colour)
    axes.plot([], [], f"o{style}", markersize=4, color=colour, label=label)
axes.set(xlim=(0, 120), ylim=(90, 0), aspect="equal")
axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
plt.show()

# %% [markdown]
# ## Ask the formula
#
# Once is no proof. Register again and again, and compare how often a run finds a good map with how often a sample without outliers is drawn.
# The formula takes every match of a sample from all matches anew; ours are distinct, and of few matches that makes a difference.

# %%
runs = np.array([misplaced(register(draws)) for _ in range(200)])
chance = success_probability(draws, outlier_ratio=float(1 - right.mean()), sample_size=4)
distinct = 1 - (1 - comb(int(right.sum()), 4) / comb(len(right), 4)) ** draws
print(f"a sample without outliers in {chance:.0%} of the runs, says the formula")
print(f"in {distinct:.0%} of them, where the matches of a sample are distinct")
if (noise, threshold) == (0.27, 2):
    assert iterations_finite("0.95", int(right.sum()), len(right), 4) > draws
for name, errors in zip(("the best of the samples", "after the fit"), runs.T, strict=True):
    one, two = ((errors < limit).mean() for limit in (1, 2))
    print(f"{name}: off by less than 1 pixel in {one:.0%} of the runs, by less than 2 in {two:.0%}")

# %% [markdown]
# Of so few matches the formula promises too much, and it does not promise a good map at all. Four right matches that stand close
# together, each a pixel off, send the far side of the picture astray, and then few of the right matches agree. Fitting to all that agree
# repairs much of it.
#
# **Change and expect.**
#
# - Much less `noise`: fewer outliers, and both kinds of maps get better. Without noise nearly every match is right. A small change may go
#   either way, as it draws another set of matches.
# - `threshold = 0.5` calls most good matches wrong, and the formula itself promises little. `threshold = 15` lets wrong ones vote.
# - Twice as many samples, `register(2 * draws)` in the runs, and twice as many in `chance` and `distinct`: the formula's share can move
#   little, the share of good maps moves far. Why? A run now chooses between more samples without outliers, and those far apart win.
# - Distinct matches: how many samples does `iterations_finite("0.95", int(right.sum()), len(right), 4)` ask for, and in what share of the runs
#   is one of so many without outliers? (A third more than the formula, and just over the confidence asked for.) See
#   [the finite count](../ransac.md#finite).

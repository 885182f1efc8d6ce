# SPDX-License-Identifier: MIT
"""What a lab says of a change, under "Change and expect": its words stand there, the change is made as they say, and what they promise holds."""

import contextlib
import io
import re

import matplotlib.pyplot as plt
import numpy as np
import pytest
from conftest import ROOT

SIZES, UNITS, TWINS = "inputs, first, second = 5, 8, 6", "units, steps, learning_rate = 16", "W1[1], b1[1] = W1[0], b1[0]"
COVARIANCE, SEED, DRAWN = "np.array([[1, 0.9], [0.9, 1]])", "default_rng(seed=1)", "K, J, N = 4, 6, 30"
SLIP, OTHER, BACK = "slip = np.outer(W2.T @ (w3 * h2 * (1 - h2)), x)", "h2 * (1 - h2)", "W2.T @ (w3 * h2 * (1 - h2)) * h1 * (1 - h1)"


def cell(before, code):
    """{the heading that comes next: a cell of code, and that heading}."""
    return {f"# ## {before}\n": f"#\n\n# %%\n{code}\n\n# %% [markdown]\n# ## {before}\n"}


def entry_by_entry(lab):
    """How far the differences are from the derivatives, each measured against itself."""
    slopes = zip(lab["gradients"](*lab["network"]), (1, 2, 3), strict=False)
    return max((abs(exact - lab["differences"](lab["network"], place, 1e-5)) / abs(exact)).max() for exact, place in slopes)


def hills(lab):
    """[(the hill to `second` aligned directly, and through the third network)], for the networks as they are and with their signs turned."""
    height, align = (lambda start, end: max(lab["walk"](start, end))), lab["aligned"]
    for turned in (list, lab["upright"]):
        first, second, third = map(turned, (lab["first"], lab["second"], lab["train"](seed=3)))
        yield height(first, align(second, onto=first)), height(first, align(second, onto=align(third, onto=first)))


def apart(accumulate_batch, seed, K=4, J=6, N=30):
    """How far the real sums of the lab, as it stands, are apart."""
    random = np.random.default_rng(seed)
    random.integers(-9, 10, size=(N, K)), random.integers(-9, 10, size=(N, J))
    deltas, activations = random.normal(size=(N, K)), random.normal(size=(N, J))
    return abs(sum(np.outer(*pair) for pair in zip(deltas, activations, strict=True)) - accumulate_batch(np.zeros((K, J)), deltas, activations)).max()


def peaks(lab):
    return {way: max(losses) for way, losses in lab["ways"].items()}


def renumbering_alone_fails(lab):
    return .999 * peaks(lab)["as trained"] < peaks(lab)["renumbered"] and 4 * peaks(lab)["signs turned, then renumbered"] < peaks(lab)["as trained"]


def good(lab, limit):
    """The shares of runs whose maps are off by less than `limit` pixels: the best of the samples, after the fit."""
    return (lab["runs"] < limit).mean(axis=0)


def distinct(lab):
    from snippets.ransac import iterations_finite
    right, matches = int(lab["right"].sum()), len(lab["right"])
    asked = iterations_finite("0.95", right, matches, 4)
    share = 1 - (1 - lab["comb"](right, 4) / lab["comb"](matches, 4)) ** asked
    return 1.3 < asked / lab["draws"] < 1.37 and 0.95 < share < 0.951


# (lab, its words, {what a reader replaces: by what}, what then holds of the names at its end, the line at which it stops where it says so)
CLAIMS = [
    ("accumulation", "`K = J = 5`: the three ways still agree", {DRAWN: "K, J, N = 5, 5, 30"}, lambda lab: True, ""),
    ("accumulation", "no error, and only the assertion notices", {DRAWN: "K, J, N = 5, 5, 30", "accumulate(by_outer, delta, activation)": "by_outer + delta * activation"}, None, "assert (by_loop == by_outer)"),
    *[("accumulation", "`N = 1000`: the sums grow, whole numbers stay exact. The real ones drift further apart, still by rounding only", {DRAWN: "K, J, N = 4, 6, 1000", SEED: f"default_rng(seed={seed})"},
       lambda lab, seed=seed: apart(lab["accumulate_batch"], seed) < lab["apart"] < 5e-13, "") for seed in (1, 2, 3)],
    *[("accumulation", "on as many examples as you like", {DRAWN: f"K, J, N = 4, 6, {many}"}, lambda lab: True, "") for many in (1, 9, 20000)],
    ("accumulation", "1, and that row alone", cell("Accumulate", "deltas[:, [0, 1, 3]] = 0"), lambda lab: {*lab["curves"]["different examples"]} == {1} and np.flatnonzero(lab["by_batch"].any(axis=1)).tolist() == [2], 'assert curves["different'),
    ("backprop", "A larger network: the differences take longer, two forward passes for every weight. The agreement stays", {SIZES: "inputs, first, second = 12, 20, 10"}, lambda lab: True, ""),
    ("backprop", "as with this seed, a measure against the largest does not show that: compare entry by entry", cell("Move one weight at a time", "network[1] *= 10"), lambda lab: entry_by_entry(lab) > 0.5, ""),
    ("backprop", f"Put the factor back, `{BACK}`", {SLIP: f"slip = np.outer({BACK}, x)"}, lambda lab: lab["apart"] < 1e-6, "assert apart > 0.1"),
    ("backprop", f"Then forget the other $s'$, `{OTHER}`, instead", {SLIP: f"slip = np.outer({BACK.replace(f' * {OTHER}', '')}, x)"}, lambda lab: lab["apart"] > 1, ""),
    ("backprop", "or write `W2` for `W2.T`, with `first == second`", {SIZES: SIZES[:-1] + "8", SLIP: f"slip = np.outer({BACK.replace('W2.T', 'W2')}, x)"}, lambda lab: lab["apart"] > 1, ""),
    ("backprop", "Not the second with one unit in each layer", {SIZES: "inputs, first, second = 1, 1, 1", SLIP: f"slip = np.outer({BACK.replace('W2.T', 'W2')}, x)"}, lambda lab: lab["apart"] < 1e-6, "assert apart > 0.1"),
    ("counting", "One hidden unit and one output: then the count with nothing given is the number of derivatives itself", {"(4, 4, 4)]": "(4, 1, 1)]"}, lambda lab: lab["ranks"][0] == lab["most"], ""),
    ("counting", "(`seed=3` in place of `seed=2`), a singular value that is not 0 can fall below the cut-off, and the assertion fails", {"seed=2": "seed=3"}, None, "assert ranks == "),
    *[("counting", "Another `seed`: other singular values, the same ranks", {"seed=1": f"seed={seed}"}, lambda lab: True, "") for seed in (4, 5, 6)],
    *[("counting", f"behind its first line: `{TWINS}`", {"fitted = x,": f"{TWINS}\ntwins = rank(jacobian(derivatives, (x, target, W1, b1, W2, b2), readings[\"nothing\"]))\nfitted = x,", "seed=1": f"seed={seed}"},
       lambda lab: lab["twins"] == lab["found"]["nothing"], "") for seed in (1, 4, 5)],
    ("likelihood", "the last assertion fails: an estimated", {COVARIANCE: "np.eye(2)"}, lambda lab: np.allclose(lab["full"], lab["plain"]), "assert full.std() < np.std(again)"),
    ("likelihood", "both scatter less", {COVARIANCE: "np.array([[1, -0.9], [-0.9, 1]])"}, lambda lab: lab["full"].std() < 0.05 and lab["plain"].std() < 0.1, ""),
    ("likelihood", "last assertion fails there, too", {COVARIANCE: "np.array([[2, 2], [2, 5]])"}, lambda lab: np.allclose(lab["full"], lab["plain"]), "assert full.std() < np.std(again)"),
    ("likelihood", "still better than none here", {"examples, data_sets = 20": "examples, data_sets = 3"}, lambda lab: np.std(lab["again"]) > 1.2 * lab["full"].std(), ""),
    *[("permutation_symmetry", "`units = 4` and `units = 64`: with these two seeds renumbering alone does not help, or makes the hill higher", {UNITS: UNITS[:-2] + f"{units}"}, renumbering_alone_fails, "") for units in (4, 64)],
    ("permutation_symmetry", "Not with `units = 16`, with the signs turned or without", {}, lambda lab: all(through > direct for direct, through in hills(lab)), ""),
    ("permutation_symmetry", "with `units = 64` it is, both ways", {UNITS: UNITS[:-2] + "64"}, lambda lab: all(through < direct for direct, through in hills(lab)), ""),
    ("ransac", "Without noise nearly every match is right", {"noise = 0.27": "noise = 0"}, lambda lab: lab["right"].mean() > 0.95, ""),
    ("ransac", "Much less `noise`: fewer outliers, and both kinds of maps get better", {"noise = 0.27": "noise = 0.2"}, lambda lab: lab["right"].mean() > 0.6 and (good(lab, 1) > (0.4, 0.9)).all(), ""),
    ("ransac", "`threshold = 0.5` calls most good matches wrong, and the formula itself promises little", {"threshold = 2": "threshold = 0.5"}, lambda lab: lab["right"].sum() < 6 and lab["chance"] < 0.1, ""),
    ("ransac", "`threshold = 15` lets wrong ones vote", {"threshold = 2": "threshold = 15"}, lambda lab: good(lab, 1)[1] < 0.1, ""),
    ("ransac", "Twice as many samples, `register(2 * draws)` in the runs", {"register(draws)) for": "register(2 * draws)) for"}, lambda lab: (good(lab, 2) > (0.75, 0.85)).all(), ""),
    ("ransac", "A third more than the formula, and just over the confidence asked for", {}, distinct, ""),
    ("scale_symmetry", "`gamma = 3`: both learn", {"gamma = 10 ": "gamma = 3 "}, lambda lab: max(lab["by_balanced"][-1], lab["by_unbalanced"][-1]) < 0.002, ""),
    ("scale_symmetry", "with this seed the loss first shoots up, and some units die", {"gamma = 10 ": "gamma = 6 "}, lambda lab: max(lab["by_unbalanced"]) > 4 and lab["by_unbalanced"][-1] < 0.002, ""),
    *[("scale_symmetry", "With most other seeds it leaves all bounds", {"gamma = 10 ": "gamma = 6 ", SEED: f"default_rng(seed={seed})"}, lambda lab: lab["by_unbalanced"][-1] > 1e6, "") for seed in (2, 3, 4)],
    *[("scale_symmetry", "now both learn, with most seeds the unbalanced copy faster", {"learning_rate = 0.1 ": "learning_rate = 0.01 ", SEED: f"default_rng(seed={seed})"},
       lambda lab: lab["by_unbalanced"][-1] < lab["by_balanced"][-1] < 0.05, "") for seed in (1, 2, 3)],
    ("scale_symmetry", "with this one it comes back", {"learning_rate = 0.1 ": "learning_rate = 0.03 "}, lambda lab: 2 * lab["by_unbalanced"][0] < max(lab["by_unbalanced"]) and lab["by_unbalanced"][-1] < lab["by_balanced"][-1], ""),
    *[("scale_symmetry", "leaves all bounds with most seeds", {"learning_rate = 0.1 ": "learning_rate = 0.03 ", SEED: f"default_rng(seed={seed})"}, lambda lab: lab["by_unbalanced"][-1] > 1e6, "") for seed in (2, 3, 4)],
]


@pytest.mark.parametrize("lab, words, changes, holds, stops", CLAIMS)
def test_what_a_lab_says_of_a_change(lab, words, changes, holds, stops, monkeypatch):
    code = (ROOT / f"docs/labs/{lab}.py").read_text("utf-8")
    assert words in re.sub(r"\n#\s+", " ", code), "the lab says it otherwise now: try the change again"
    for old, new in changes.items():
        assert old in code
        code = code.replace(old, new)
    monkeypatch.setattr(plt, "show", lambda: plt.close("all"))
    plt.switch_backend("svg")
    names, stopped = {}, ""
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(code, lab, "exec"), names)
    except AssertionError as error:
        stopped = code.splitlines()[error.__traceback__.tb_next.tb_lineno - 1].strip()
    assert stopped.startswith(stops) if stops else not stopped
    assert not holds or holds(names)


@pytest.mark.parametrize("lab", sorted({lab for lab, *_ in CLAIMS}))
def test_every_change_that_a_lab_proposes_is_tried(lab):
    code = re.sub(r"\n# +(?!- )", " ", (ROOT / f"docs/labs/{lab}.py").read_text("utf-8"))
    proposed = code.partition("**Change and expect.**")[2].split("\n# - ")[1:]
    assert proposed
    assert [change for change in proposed if not any(words in change for name, words, *_ in CLAIMS if name == lab)] == []

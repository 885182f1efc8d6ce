# SPDX-License-Identifier: MIT
"""What the signs of the formulas on independent derivatives stand for."""


import numpy as np

from senses import Network, along, column, range1, some
from snippets import record


def cubic(a):
    return a**3 + a


ONE_HIDDEN = {"a_j": lambda v: v["w_{ji}"] @ v["x_i"] + v["b_j"], "z_j": lambda v: cubic(v["a_j"]), "f_k": lambda v: v["w_{kj}"] @ v["z_j"] + v["b_k"],
              "E": lambda v: ((v["f_k"] - v["t_k"])**2).sum() / 2}


def second_derivative(function):
    """At 0, of a polynomial of degree 8 at most: exact but for rounding."""
    at = np.linspace(-1, 1, 9)
    return 2 * np.linalg.solve(np.vander(at, increasing=True), [function(place) for place in at])[2]


def senses(biases=1):
    d, M, c = 3, 4, 2
    weights = {"w_{ji}": some(M, d) / 2, "b_j": biases * some(M, 1), "w_{kj}": some(c, M) / 2, "b_k": biases * some(c, 1)}
    moves = {name: some(*weight.shape) for name, weight in weights.items()}
    given = {"x_i": some(d, 1) / 2, "t_k": some(c, 1)}
    net = Network(given | weights, ONE_HIDDEN)
    deltas = {r"\delta_k": net.slope("E", "b_k"), r"\delta_j": net.slope("E", "b_j")}
    moved = Network(given | {name: weight + 1e-20j * moves[name] for name, weight in weights.items()}, ONE_HIDDEN)
    bend = second_derivative(lambda step: Network(given | {name: weight + step * moves[name] for name, weight in weights.items()}, ONE_HIDDEN)["E"])
    lean, pull = (column(*(sum(by["w_{kj}"][k, j] * deltas[r"\delta_k"][k, 0] for k in range(c)) for j in range(M))) for by in (moves, weights))
    yield net | net.slopes(*(("E", by) for by in weights)) | deltas | {
        "i": range1(d), "j": range1(M), "k": range1(c), "d": d, "M": M, "c": c, "W": sum(weight.size for weight in weights.values()),
        "h(": cubic, "h'(": along(cubic), "h''(": lambda a: 6 * a,
        r"\delta": deltas[r"\delta_k"], "z": net["z_j"], r"\dot w_{ji}": moves["w_{ji}"], r"\dot w_{kj}": moves["w_{kj}"], r"\dot b_j": moves["b_j"],
        r"\dot b_k": moves["b_k"], r"\alpha_j": np.imag(moved["a_j"]) / 1e-20, r"\varphi_k": np.imag(moved["f_k"]) / 1e-20, r"\dot w^\top H\, \dot w": bend,
        "shows": {r"\sum_k \delta_k f_k": sum(deltas[r"\delta_k"] * net["f_k"]).item()},
        r"\rho_j": lean * along(cubic)(net["a_j"]), "s_j": pull * 6 * net["a_j"]}
    if not biases:  # there is a tie
        return
    known = {name.removeprefix("counting."): value for name, value in record.read().items() if name.startswith("counting.")}
    yield {"d": d, "M": M, "c": c, "m": M, "W": known["parameters"], "shows": {
        "d + 2M + c": known["independent"], "2M + c": known["example"], "M + c": known["activations"], "d + c": known["weights"], "d + 2M + c - 2": known["without_biases"],
        "d + 2M + c - 1": known["softmax"], "M + c - 1": known["second_layer"], "m + c - 1": known["second_layer"], "(d+1)M + (M+1)c": known["parameters"],
        "M d + M c": known["weights_and_biases"][0], "W(W+1)/2": known["second_order"][0][0], "W(W+3)/2": known["second_order"][0][1], "M(M+1)/2": known["output_block"][1],
        "d + 1 + c": known["growth_all"][1] - known["growth_all"][0]}}
    for N, rank in enumerate(known["hessian_ranks"], 1):
        yield {"d": d, "M": M, "c": c, "W": known["parameters"], "N": N, "shows": {r"W - M \max(0, d+1-N) - \max(0, c-N) \max(0, M+1-N)": rank}}
    [bare] = senses(biases=0)
    yield {name: bare[name] for name in ("j", "k", r"\delta_j", r"\delta_k", "a_j", "z_j", "t_k", "h'(")}

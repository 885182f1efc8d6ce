# SPDX-License-Identifier: MIT
"""What the signs of each topic's formulas stand for: networks and models as the pages define them, and what follows from them, made by loops and slopes.

A topic is a generator of senses, {TeX: value} as tests/formulas.py reads them. Of what `shows` holds, {TeX: value}, the TeX stands on the page without
a relation. A sense with `only` is that of these relations alone. In one marked `limit` the two sides of an inequality that needs all of its names meet.
"""

import math
from itertools import product

import numpy as np
from formulas import From0
from scipy.optimize import brentq

from snippets import record

random = np.random.default_rng(0)


def some(*shape):
    return random.normal(size=shape)


def column(*entries):
    return np.array(entries, float)[:, None]


def columns(matrix):
    """Its columns, a list."""
    return [entries[:, None] for entries in np.transpose(matrix)]


def sigmoid(z):
    return (1 + np.tanh(z / 2)) / 2


def leaky(a):
    """Two straight halves, neither of them level."""
    return np.where(np.real(a) > 0, a, np.divide(a, 7))


def along(function):
    """The derivative of a function of one number, entry by entry, by an imaginary step, which loses no digits."""
    return lambda z: np.imag(function(z + 1e-20j)) / 1e-20


class Network(dict):
    """{TeX: value}: what is given, then each rule's value; `slope` differentiates one value with respect to another."""

    def __init__(self, given, rules):
        super().__init__(given)
        self.given, self.rules = given, rules
        for name, rule in rules.items():
            if name not in self:
                self[name] = rule(self)

    def slope(self, of, by):
        """Of the shapes of both, one after the other; a column, if that is one length only."""
        at = np.asarray(self[by], complex)
        moves = 1e-20j * np.eye(at.size).reshape(-1, *at.shape)
        slopes = [np.imag(Network(self.given | {by: at + move}, self.rules)[of]) / 1e-20 for move in moves]
        shape = [side for side in (*np.shape(self[of]), *at.shape) if side > 1]
        return np.stack(slopes, axis=-1).reshape(shape if len(shape) > 1 else (-1, 1))

    def slopes(self, *pairs):
        return {rf"\partial {of}/\partial {by}": self.slope(of, by) for of, by in pairs}


def range1(last):
    return range(1, last + 1)


# Question 1.

def draws(p, q):
    """The least number of draws of which one is good with probability p, one draw after the other."""
    missed, drawn = 1, 0
    while missed > 1 - p:
        missed, drawn = missed * (1 - q), drawn + 1
    return drawn


def ransac():
    e, s, p = 0.7, 4, 0.95
    q = sum(min(drawn) >= 7 for drawn in product(range(10), repeat=s)) / 10**s  # of ten matches the first seven are wrong
    A, x, t = some(2, 2), some(2, 1), some(2, 1)
    common = {"e": e, "s": s, "p": p, "q": q, "N": draws(p, q), "A": A, "x": x, "t": t,
              "x'": column(*(sum(A[row, k] * x[k, 0] for k in range(2)) + t[row, 0] for row in range(2)))}
    yield common
    yield {"s": s, "I": 9, "M": 23, "q": math.prod((9 - drawn) / (23 - drawn) for drawn in range(s))}
    yield {"s": 3, "q": 0.343}
    yield {"q": 1 / 16}
    yield {"p": 0.36, "q": 1 / 5}
    yield {"p": 0.36, "q": 1 / 5, "N": 2, "limit": True}
    e = record.read()["ransac.tolerated"]
    yield {"e": e, "q": math.prod(1 - e for _ in range(4))}


# Question 2.

SIGMOIDS = {"z^{(1)}": lambda v: v["W^{(1)}"] @ v["x"], "h^{(1)}": lambda v: sigmoid(v["z^{(1)}"]), "z^{(2)}": lambda v: v["W^{(2)}"] @ v["h^{(1)}"],
            "h^{(2)}": lambda v: sigmoid(v["z^{(2)}"]), "f": lambda v: (v["w^{(3)}"] * v["h^{(2)}"]).sum()}


def two_layers(x, W1, W2, w3):
    net = Network({"x": x, "W^{(1)}": W1, "W^{(2)}": W2, "w^{(3)}": w3}, SIGMOIDS)
    slopes = net.slopes(("z^{(1)}", "W^{(1)}"), ("h^{(1)}", "z^{(1)}"), ("z^{(2)}", "h^{(1)}"),
                        *(("f", by) for by in ("W^{(1)}", "W^{(2)}", "w^{(3)}", "z^{(2)}", "h^{(1)}")))
    shows = {r"\delta^{(1)} x^\top": slopes[r"\partial f/\partial W^{(1)}"], r"\delta^{(2)} h^{(1)\top}": slopes[r"\partial f/\partial W^{(2)}"],
             r"(W^{(2)\top} \delta^{(2)}) \odot s'(z^{(1)})": net.slope("f", "z^{(1)}"), r"W^{(1)\top} \delta^{(1)}": net.slope("f", "x"),
             r"W^{(2)\top} \delta^{(2)}": slopes[r"\partial f/\partial h^{(1)}"], r"s(z) \, s(-z)": along(sigmoid)(0.8), "h (1 - h)": along(sigmoid)(0.8)}
    return net | slopes | {
        "i": range1(len(W1)), "j": range1(len(x)), "k": range1(len(w3)), r"\delta^{(2)}": net.slope("f", "z^{(2)}"), r"\delta^{(1)}": net.slope("f", "z^{(1)}"),
        "s(": sigmoid, "s'(": along(sigmoid), "f(": lambda x: Network(net.given | {"x": x}, SIGMOIDS)["f"], "z": 0.8, "h": sigmoid(0.8), "s'": along(sigmoid)(0.8), "a": 3.7, "shows": shows}


def backprop():
    yield two_layers(some(3, 1), some(2, 3), some(4, 2), some(4, 1))
    net = two_layers(some(3, 1), some(2, 3), some(4, 2), some(4, 1))
    rows = {name: net[name].T for name in ("x", "W^{(1)}", "W^{(2)}", "z^{(1)}", "z^{(2)}", "h^{(1)}", r"\delta^{(1)}", r"\delta^{(2)}")}
    by_rows = net[r"\partial f/\partial W^{(1)}"].T
    yield rows | {"only": ["f = s(s(x W^{(1)}) W^{(2)}) w^{(3)}"], "w^{(3)}": net["w^{(3)}"], "f": net["f"], "s(": sigmoid, "s'(": along(sigmoid), "i": range1(3), "j": range1(2), "k": range1(4), "shows": {
        r"x^\top \delta^{(1)}": by_rows, r"h^{(1)\top} \delta^{(2)}": net[r"\partial f/\partial W^{(2)}"].T,
        r"(\delta^{(2)} W^{(2)\top}) \odot s'(z^{(1)})": rows[r"\delta^{(1)}"],
        r"x_i \, s'(z^{(1)}_j) \sum_k W^{(2)}_{jk} s'(z^{(2)}_k) w^{(3)}_k": by_rows}}
    yield two_layers(column(1, -2, 0.5), np.array([[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]]), np.array([[0.7, -0.8], [0.9, 1]]), column(1.1, -1.2))
    two, three = math.log(2), math.log(3)
    yield {"W^{(1)}": column(two, three), "W^{(2)}": np.array([[1.5 * two, 4 / 3 * three], [-1.5 * two, 0]]), "w^{(3)}": column(7, 9)}
    W2 = np.array([[1, 2, -3], [3, 1, -4]])  # each sum is 0, and the paths to a unit have one sign
    limit = two_layers(column(1.5, -0.7), np.zeros((3, 2)), W2, column(2, 5))
    yield {name: limit[name] for name in ("i", "j", "k", r"\partial f/\partial W^{(1)}", "x", "w^{(3)}", "W^{(2)}")} | {"limit": True}
    yield {"u": 2, "W^{(2)}": column(2, 1), "w^{(3)}": column(1, -1), "W^{(1)}": column(0, 0), "x": column(1, 2)}
    yield {"w^{(3)}": column(1, 1)}
    yield {"x": net["x"], "W_1": net["W^{(1)}"], "W_2": net["W^{(2)}"], "w": net["w^{(3)}"], "f": net["f"], "s(": sigmoid}


# Question 3.

CROSS_ENTROPY = {"z": lambda v: v[r"\Theta"] @ v["a"], "h": lambda v: sigmoid(v["z"]),
                 "E": lambda v: -(v["y"] * np.log(v["h"]) + (1 - v["y"]) * np.log(1 - v["h"])).sum()}
HIDDEN = {"a": lambda v: sigmoid(v["y0"])} | CROSS_ENTROPY


def accumulation():
    delta, a, total = some(2, 1), some(3, 1), some(2, 3)
    a[0] = 1
    new = np.array([[total[i, j] + delta[i, 0] * a[j, 0] for j in range(3)] for i in range(2)])
    from0 = {"i": range(1, 3), "j": range(3)} | {name: value.view(From0) for name, value in (("a", a), ("a^{(2)}", a), (r"\Delta", total), (r"\Delta^{(2)}", total))}
    after = {name: new.view(From0) for name in (r"\Delta", r"\Delta^{(2)}")}
    net = Network({r"\Theta": some(2, 3), "a": a, "y": column(1, 0)}, CROSS_ENTROPY)
    errors = {"z": net["z"], "h": net["h"], "y": net["y"], r"\Theta": net[r"\Theta"].view(From0), r"\delta^{(3)}": net.slope("E", "z"),
              r"\partial z/\partial \Theta": net.slope("z", r"\Theta").view(From0)}
    yield from0 | {r"\delta": delta, r"\delta^{(3)}": delta, "after": after, "shows": {r"\delta a^\top": new - total, r"\delta_i a_j": (new - total).view(From0)}}
    net_by_h = Network({"h": net["h"], "y": net["y"]}, {"E": CROSS_ENTROPY["E"]}).slope("E", "h")
    yield from0 | errors | {"shows": {r"-\sum_i \bigl(y_i \ln h_i + (1 - y_i) \ln (1 - h_i)\bigr)": net["E"], r"(h_i - y_i)/\bigl(h_i(1 - h_i)\bigr)": net_by_h,
                                      "h_i(1 - h_i)": along(sigmoid)(net["z"])}}
    weights, m, strength = some(2, 3), 5, 0.7
    penalty = Network({"weights": weights}, {"penalty": lambda v: strength / (2 * m) * (v["weights"][:, 1:]**2).sum()})
    yield {"i": range(1, 3), "j": range(1, 3), "m": m, r"\lambda": strength, r"\Theta": weights.view(From0),
           "shows": {r"\tfrac{\lambda}{m} \Theta_{ij}": penalty.slope("penalty", "weights")[:, 1:]}}
    D, A = some(5, 2), some(5, 3)
    both = np.array([[sum(D[n, i] * A[n, j] for n in range(5)) for j in range(3)] for i in range(2)])
    yield {"D": D, "A": A, "n": range1(5), "i": range1(2), "j": range1(3), r"\delta": D, "a": A,
           "shows": {r"D^\top A": both, r"A^\top D": both.T, r"\sum_n \delta_{ni} a_{nj}": both}}
    yield {"D": D.T, "A": A.T, "shows": {r"D A^\top": both}}
    points = np.array([[1, 2], [3, 4], [5, 6]])
    yield {"X": points, "shows": {r"X^\top X": np.array(record.read()["accumulation.scatter"])}}
    yield {"a": a[1:], r"\delta": delta, r"\Delta": total, r"\Delta_b": total[:, :1], "after": {r"\Delta": new, r"\Delta_b": new[:, :1]}}
    yield {"only": [r"\Delta := \Delta + a^\top \delta"], r"\delta": delta.T, "a": a.T, r"\Delta": total.T, "after": {r"\Delta": new.T}}
    deep = Network({r"\Theta": some(2, 3), "y0": some(3, 1), "y": column(0, 1)}, HIDDEN)
    yield {r"\Theta^{(2)}": deep[r"\Theta"], "a^{(2)}": deep["a"], r"\delta^{(3)}": deep.slope("E", "z"), r"\delta^{(2)}": deep.slope("E", "y0")}
    for delta, a in ([(1, 2), (3, 4)], [(2, -1, 0), (1, 5)], [(0,), (1, 3, 4)]):
        yield {r"\delta": column(*delta), "a": column(*a)}
    yield {"a": column(1, 3, 4).view(From0)}


# Question 4.

def cubic(a):
    return a**3 + a


ONE_HIDDEN = {"a_j": lambda v: v["w_{ji}"] @ v["x_i"] + v["b_j"], "z_j": lambda v: cubic(v["a_j"]), "f_k": lambda v: v["w_{kj}"] @ v["z_j"] + v["b_k"],
              "E": lambda v: ((v["f_k"] - v["t_k"])**2).sum() / 2}


def second_derivative(function):
    """At 0, of a polynomial of degree 8 at most: exact but for rounding."""
    at = np.linspace(-1, 1, 9)
    return 2 * np.linalg.solve(np.vander(at, increasing=True), [function(place) for place in at])[2]


def counting(biases=1):
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
    [bare] = counting(biases=0)
    yield {name: bare[name] for name in ("j", "k", r"\delta_j", r"\delta_k", "a_j", "z_j", "t_k", "h'(")}


# Question 5.

def density(r, Sigma):
    """That of a Gaussian with mean 0, one entry after the other, each given those before it."""
    value = 1.0
    for place in range(len(r)):
        known = np.linalg.solve(Sigma[:place, :place], Sigma[:place, place:place + 1])
        mean, variance = (known.T @ r[:place]).sum(), Sigma[place, place] - (known.T @ Sigma[:place, place:place + 1]).sum()
        value *= np.exp(-(r[place, 0] - mean)**2 / (2 * variance)) / np.sqrt(2 * np.pi * variance)
    return value


def curvature(function, at):
    """The second derivatives of a function that is quadratic: differences have no error."""
    steps = np.eye(at.size).reshape(-1, *at.shape)
    return np.array([[function(at + p + q) - function(at + p) - function(at + q) + function(at) for p in steps] for q in steps])


def gaussian(x, y, w, Sigma):
    """What is true of targets y and outputs x w, a matrix x and columns y an example, with that covariance of the noise."""
    L = np.linalg.cholesky(Sigma)

    def residuals(w):
        return [target - A @ w for A, target in zip(x, y, strict=True)]

    def E(w):
        return sum((np.linalg.solve(L, r)**2).sum() for r in residuals(w)) / 2

    def by_weights(function):
        steps = np.eye(w.size).reshape(-1, *w.shape)
        return column(*((function(w + step) - function(w - step)) / 2 for step in steps))

    def likelihood(w):
        return math.prod(density(one, Sigma) for one in residuals(w))

    r, elsewhere = residuals(w), w + 1
    constant = E(elsewhere) + math.log(likelihood(elsewhere))  # the same for all weights
    return {"n": range1(len(x)), "x": x, "y": y, "w": w, r"\Sigma": Sigma, "L": L, "r": r, "u": [np.linalg.solve(L, one) for one in r], r"\varepsilon": r,
            "N": len(x), "k": len(Sigma),
            "P": w.size, "f(": lambda x, w: x @ w, "E(": E, "E": E(w), r"\mathcal L(": likelihood, r"\mathcal L": likelihood(w), "Q": 2 * E(w),
            "p(": lambda y, x, w: density(y - x @ w, Sigma), "I": np.eye(len(Sigma)), "J": x, r"\text{constant}": constant, r"\partial E/\partial w": by_weights(E),
            r"\partial Q/\partial w": 2 * by_weights(E), r"\partial \ln \mathcal L/\partial w": by_weights(lambda w: math.log(likelihood(w))),
            r"\partial E/\partial f": [column(*(((np.linalg.solve(L, one - step)**2).sum() - (np.linalg.solve(L, one + step)**2).sum()) / 4
                                                for step in np.eye(len(one))[:, :, None])) for one in r],
            r"\partial^2 E/\partial f_n\, \partial f_n^\top": curvature(lambda f: (np.linalg.solve(L, y[0] - f)**2).sum() / 2, x[0] @ w),
            r"\partial^2 E/\partial w\, \partial w^\top": curvature(E, w)}


def likelihood():
    x, w, root = [some(3, 2) for _ in range(4)], some(2, 1), some(3, 3)
    y = [A @ w + some(3, 1) / 2 for A in x]  # so that the likelihood is no tiny number
    generic = gaussian(x, y, w, root @ root.T + np.eye(3))
    by_outputs, Sigma, step = generic[r"\partial E/\partial f"], generic[r"\Sigma"], 1e-20j * np.eye(9).reshape(9, 3, 3)

    def by_precision(inverse):
        return -2 * np.log(np.linalg.det(inverse)) + sum(r.T @ inverse @ r for r in generic["r"]).item() / 2

    yield generic | {"shows": {
        r"-\Sigma^{-1} r_n": by_outputs, r"-2\,\Sigma^{-1} r_n": [2 * slope for slope in by_outputs], r"r_1^\top \Sigma^{-1} r_1": (generic["u"][0]**2).sum(),
        r"\frac N2 (k \ln 2\pi + \ln |\Sigma|)": -generic[r"\text{constant}"], r"\frac N2 \ln|2\pi\Sigma|": -generic[r"\text{constant}"],
        r"(2\pi)^{-k/2} |\Sigma|^{-1/2}": density(column(0, 0, 0), Sigma), r"|2\pi\Sigma|^{-N/2}": density(column(0, 0, 0), Sigma)**4,
        r"-\frac N2 \Sigma + \frac12 \sum_n r_n r_n^\top": np.reshape([np.imag(by_precision(np.linalg.inv(Sigma) + one)) / 1e-20 for one in step], (3, 3))}}
    yield generic | {r"\text{constant}": 4 * 3 / 2 * math.log(2 * math.pi)}
    r = np.hstack(generic["r"])
    most = gaussian(x, y, w, np.cov(np.hstack([r, -r]), bias=True))
    yield {name: most[name] for name in ("n", "N", "k", "r", r"\mathcal L")} | {r"\Sigma_{\text{ML}}": most[r"\Sigma"], "I_k": np.eye(3)}
    spherical = gaussian(x, y, w, 0.49 * np.eye(3))
    yield {name: spherical[name] for name in ("n", "E", r"\Sigma", "I", "r")} | {r"\sigma": 0.7}
    one = gaussian([some(1, 2) for _ in range(4)], [some(1, 1) for _ in range(4)], w, np.array([[0.49]]))
    yield {name: one[name] for name in ("n", "E", "x", "w", "p(")} | {name: [part.item() for part in one[name]] for name in ("y", "r")} | {r"\sigma": 0.7}
    yield {"r": [column(0.5, 0.5)], r"\Sigma": np.array([[2, 0.6], [0.6, 1]])}
    copies = np.vstack([np.kron(row, np.eye(3)) for row in some(4, 1, 2)])
    blocks = np.zeros((12, 12))
    for n in range(4):
        blocks[3 * n:3 * n + 3, 3 * n:3 * n + 3] = generic[r"\Sigma"]
    stacked, weights = some(12, 1), np.linalg.lstsq(copies, blocks @ copies, rcond=None)[0]
    yield {"A": copies, "S": blocks, "B": weights, "y": stacked, "w": np.linalg.lstsq(copies, stacked, rcond=None)[0], "I_N": np.eye(4), r"\Sigma": generic[r"\Sigma"]}
    yield {"r": [some(3, 1)], "s": 0.03, "I": np.eye(3)}
    M = some(3, 3)
    moved = [np.cov(np.hstack([part, -part]), bias=True) for part in (np.linalg.cholesky(Sigma), M @ np.linalg.cholesky(Sigma))]
    yield {"M": M, r"\Sigma": moved[0], "shows": {r"M \Sigma M^\top": moved[1]}}
    stretched = Network({"s": 1.3}, {"cost": lambda v: generic[r"\text{constant}"] - sum(np.log(density(r, v["s"] * Sigma)) for r in generic["r"])})
    level = brentq(lambda s: Network({"s": s}, stretched.rules).slope("cost", "s").item(), 0.01, 100, xtol=1e-14)
    yield generic | {"s": level}
    yield {"s": 1.3, "N": 4, "k": 3, "E": generic["E"], "shows": {r"\frac{Nk}2 \ln s + E/s": stretched["cost"], r"\frac{Nk}{2s} - E/s^2": stretched.slope("cost", "s").item()}}
    yield {r"\Sigma": np.array([[1, 1.5], [1.5, 4]]), "w": 9.5, "y": column(1, 1)}
    yield {"w": 0.3, "f(": lambda w: column(w, w + w), "y": column(1, 2)}
    yield {"w": column(0.4, 0.7), "w_1": 0.4, "w_2": 0.7, "f(": lambda w: np.array([[1, 2], [1, -1]]) @ w}
    yield {"only": ["f(w) = (w, w)"], "w": 0.3, "f(": lambda w: column(w, w)}


# Question 6.

SCALED = {"W_1'": lambda v: v["factor"] * v["W_1"], "b_1'": lambda v: v["factor"] * v["b_1"], "W_2'": lambda v: v["W_2"] / v["factor"].T, "b_2'": lambda v: v["b_2"]}
PERMUTED = {"W_1'": lambda v: v["W_1"][[2, 0, 1]], "b_1'": lambda v: v["b_1"][[2, 0, 1]], "W_2'": lambda v: v["W_2"][:, [2, 0, 1]], "b_2'": lambda v: v["b_2"]}
OUTPUT = {f"{to}{mark}": rule for mark in ("", "'") for to, rule in {
    "a": lambda v, mark=mark: v[f"W_1{mark}"] @ v["x"] + v[f"b_1{mark}"], "z": lambda v, mark=mark: v["phi"](v[f"a{mark}"]),
    "y": lambda v, mark=mark: v[f"W_2{mark}"] @ v[f"z{mark}"] + v[f"b_2{mark}"], "L": lambda v, mark=mark: ((v[f"y{mark}"] - v["t"])**2).sum() / 2}.items()}


def copied(how, factor, phi):
    W1, b1, W2, b2 = np.array([[1, -2], [0.5, 1.5], [-1, 0.25]]), column(0.1, -0.2, 0.3), np.array([[1, -1, 2], [0.5, 2, -0.75]]), column(0.05, -0.15)
    net = Network({"W_1": W1, "b_1": b1, "W_2": W2, "b_2": b2, "x": column(0.9, 0.1), "t": some(2, 1), "phi": phi, "factor": factor}, how | OUTPUT)
    slopes = {name: net.slope("L", name) for name in ("W_1", "b_1", "W_2", "b_2")}
    copies = {name: net.slope("L'", f"{name}'") for name in slopes}
    del net["L'"]
    return net | {rf"\partial L/\partial {name}": slope for name, slope in slopes.items()} | {rf"\partial L/\partial {name}'": slope for name, slope in copies.items()} | {
        "i": range1(3), "j": range1(3), r"\phi(": phi, "v": columns(W2), "w": columns(W1.T), r"\beta": b1, "m": 3,
        r"\partial L/\partial w_j": columns(slopes["W_1"].T), r"\partial L/\partial v_j": columns(slopes["W_2"]), r"\partial L/\partial b_j": slopes["b_1"], "b_j": b1,
        r"\nabla L": np.concatenate([copy.reshape(-1, 1) for copy in copies.values()]),
        **dict(zip("ABC", [(slopes["W_1"]**2).sum() + (slopes["b_1"]**2).sum(), (slopes["W_2"]**2).sum(), (slopes["b_2"]**2).sum()], strict=True))}


def scale_symmetry():
    names = copied(SCALED, column(2.5, 2.5, 2.5), leaky)
    first, second = (-0.1 * names[rf"\partial L/\partial {weights}'"] for weights in ("W_1", "W_2"))  # a step of the copy
    yield names | {r"\gamma": 2.5, r"\eta": 0.1, "shows": {
        r"-\frac{\eta}{\gamma}\,\partial L/\partial W_1": first, r"-\frac{\eta}{\gamma^2}\,\partial L/\partial W_1": first / 2.5,
        r"-\eta\gamma^2\,\partial L/\partial W_2": second * 2.5}}
    yield copied(SCALED, column(2, 0.5, 10), leaky)
    yield {r"\gamma": 2, "shows": {r"\gamma^2 + \gamma^{-2}": np.linalg.eigvalsh([[2**-2, 1], [1, 2**2]])[1]}}
    yield {"a": -0.7, r"\gamma": 2.5, r"\phi(": leaky}
    yield {"a": 0.7, r"\phi(": np.tanh}
    w = some(2, 1)
    yield {"w": w, "w_1": w[0, 0], r"\gamma": 2.5, "L(": lambda w: 1 - math.cos(math.atan2(*w[::-1, 0]))}
    yield {"w": w, r"\eta": 3.1,
           "g": column(*(np.imag(1 - moved[0] / np.sqrt((moved**2).sum())).item() / 1e-20 for moved in w + 1e-20j * np.eye(2)[:, :, None]))}
    yield {"w_1": 1.7, "w_2": 0.4, "L": (1.7 * 0.4 - 1)**2 / 2}
    yield {"w_1": 1.7, "w_2": 0.4, "x": -1.3, "y": 1.7 * 0.4 * -1.3}
    yield {"only": ["y = w_2 w_1"], "w_1": 1.7, "w_2": 0.4, "y": 1.7 * 0.4}
    yield {"w_1": 1.6, "w_2": 0.625, "w": column(3, 4)}
    yield {r"\lambda": 4, r"\eta": 0.5, "limit": True}  # a step multiplies by 1 - 0.5 * 4 = -1
    yield {r"\gamma": 2, r"\eta": 2 / np.linalg.eigvalsh([[2**-2, 1], [1, 2**2]])[1], "limit": True}
    yield {r"\lambda": 4, r"\gamma": 2, r"\eta": 0.47}
    yield {"j": range1(2), r"\text{incoming}": [column(3, 4), column(6, 8)], r"\text{outgoing}": [column(5 * 2**2), column(6 * 3**2, 8 * 3**2)], r"\gamma": column(2, 3)}


def permutation_symmetry():
    P = np.eye(3)[[2, 0, 1]]
    yield copied(PERMUTED, column(1, 1, 1), np.tanh) | {"P": P}
    yield {"m": 6, "shows": {"m(m-1)/2": sum(first < second for first in range(6) for second in range(6))}}
    yield {"a": np.array([[-0.7], [0.7]]), r"\phi(": lambda a: (a + np.abs(a)) / 2, "t": column(1, -1)}
    yield {"a": 0.7, r"\phi(": np.tanh, r"\sigma(": sigmoid}
    for incoming, outgoing in ([(1, -1), (1, 2)], [(-1, 1), (2, 1)], [(0, 0), (0, 0)]):
        yield {"W_1": column(*incoming), "W_2": np.array([outgoing])}

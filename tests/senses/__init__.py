# SPDX-License-Identifier: MIT
"""What the signs of each topic's formulas stand for: networks and models as the pages define them, and what follows from them, made by loops and slopes.

A topic's senses() is a generator of {TeX: value} as tests/formulas.py reads them. Of what `shows` holds, {TeX: value}, the TeX stands on the page without
a relation. A sense with `only` is that of these relations alone. In one marked `limit` the two sides of an inequality that needs all of its names meet.
"""

import numpy as np

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


# Questions 6a and 6b: a network and its copy.

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

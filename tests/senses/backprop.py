# SPDX-License-Identifier: MIT
"""What the signs of the formulas on a network's gradient stand for."""

import math

import numpy as np

from senses import Network, along, column, range1, sigmoid, some

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


def senses():
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

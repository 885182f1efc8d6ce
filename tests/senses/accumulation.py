# SPDX-License-Identifier: MIT
"""What the signs of the formulas on accumulated gradients stand for."""


import numpy as np
from formulas import From0

from senses import Network, along, column, range1, sigmoid, some
from snippets import record

CROSS_ENTROPY = {"z": lambda v: v[r"\Theta"] @ v["a"], "h": lambda v: sigmoid(v["z"]),
                 "E": lambda v: -(v["y"] * np.log(v["h"]) + (1 - v["y"]) * np.log(1 - v["h"])).sum()}
HIDDEN = {"a": lambda v: sigmoid(v["y0"])} | CROSS_ENTROPY


def senses():
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

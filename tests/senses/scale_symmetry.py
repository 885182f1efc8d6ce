# SPDX-License-Identifier: MIT
"""What the signs of the formulas on scale symmetry stand for."""

import math

import numpy as np

from senses import SCALED, column, copied, leaky, range1, some


def senses():
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

# SPDX-License-Identifier: MIT
"""What the signs of the formulas on permutation symmetry stand for."""


import numpy as np

from senses import PERMUTED, column, copied, sigmoid


def senses():
    P = np.eye(3)[[2, 0, 1]]
    yield copied(PERMUTED, column(1, 1, 1), np.tanh) | {"P": P}
    yield {"m": 6, "shows": {"m(m-1)/2": sum(first < second for first in range(6) for second in range(6))}}
    yield {"a": np.array([[-0.7], [0.7]]), r"\phi(": lambda a: (a + np.abs(a)) / 2, "t": column(1, -1)}
    yield {"a": 0.7, r"\phi(": np.tanh, r"\sigma(": sigmoid}
    for incoming, outgoing in ([(1, -1), (1, 2)], [(-1, 1), (2, 1)], [(0, 0), (0, 0)]):
        yield {"W_1": column(*incoming), "W_2": np.array([outgoing])}

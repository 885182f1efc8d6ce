# SPDX-License-Identifier: MIT
"""What the signs of the formulas on how many RANSAC iterations stand for."""

import math
from itertools import product

from senses import column, some
from snippets import record


def draws(p, q):
    """The least number of draws of which one is good with probability p, one draw after the other."""
    missed, drawn = 1, 0
    while missed > 1 - p:
        missed, drawn = missed * (1 - q), drawn + 1
    return drawn


def senses():
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

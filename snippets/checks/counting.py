"""The counts of question 4 as ranks over the whole numbers: a network is differentiated twice, exactly, and its columns eliminated.

The hidden units compute a^3, so that whole numbers stay whole. No point has a rank above that of almost every point, so the
rank at one point bounds the count from below. That the numbers counted fix all derivatives bounds it from above.
"""

import cmath
import math
from functools import lru_cache
from random import Random

SIZE = 3, 4, 2

X = [0.5, -1.0, 2.0]
TARGET = [1.0, -0.5]
W1 = [[0.4, -0.6, 0.3], [-0.2, 0.5, 0.7], [0.9, 0.1, -0.3], [-0.5, -0.8, 0.2]]
B1 = [0.1, -0.3, 0.2, 0.4]
W2 = [[0.6, -0.9, 0.5, 1.1], [-0.7, 0.3, 0.8, -0.4]]
B2 = [0.2, -0.1]


def weights_and_biases():
    """Every connection and every bias of the network listed by name and counted."""
    names = _listed(*SIZE)
    return [sum(len(name) == 2 for name in names), sum(len(name) == 1 for name in names)]


def parameters():
    """Every connection and every bias of the network listed by name and counted together."""
    return len(set(_listed(*SIZE)))


def independent():
    """The rank, by elimination in whole numbers, of the derivatives' own derivatives by weights, biases, input and target."""
    return _rank_by(SIZE, "x t W1 b1 W2 b2")


def example():
    """The rank, by elimination in whole numbers, of the derivatives' own derivatives by the weights and biases alone."""
    return _rank_by(SIZE, "W1 b1 W2 b2")


def weights():
    """The rank, by elimination in whole numbers, of the derivatives' own derivatives by the input and the target."""
    return _rank_by(SIZE, "x t")


def weights_and_input():
    """The rank, by elimination in whole numbers, of the derivatives' own derivatives by the target."""
    return _rank_by(SIZE, "t")


def activations():
    """The rank, in whole numbers, by all that moves no activation: the weights and biases of the outputs, and the target."""
    return _rank_by(SIZE, "W2 b2 t")


def without_biases():
    """The rank, by elimination in whole numbers, for a network without biases, by its weights, its input and its target."""
    return _rank_by(SIZE, "x t W1 W2", biases=False)


def growth():
    """The same rank by elimination in whole numbers, for each number of hidden units."""
    return [_rank_by((3, hidden, 2), "x t W1 b1 W2 b2") for hidden in range(1, 7)]


def digits():
    """Every derivative listed as a product of two named factors, then the derivatives and the different factors counted."""
    factors, derivatives = set(), 0
    for layer, (left, right) in enumerate(((784, 100), (100, 10))):
        for unit in range(right):
            factors.add(("delta", layer, unit))
            derivatives += 1
            for source in range(left):
                factors.add(("activation", layer, source))
                derivatives += 1
    inputs = [factor for factor in factors if factor[:2] == ("activation", 0)]
    return [derivatives, len(factors), len(factors) - len(inputs)]


def mixed():
    """The entries that are not 0 counted in the exact table of second derivatives by hidden biases and output weights."""
    names, columns = _second_derivatives(SIZE)
    rows = [row for row, (kind, _) in enumerate(names) if kind == "W2"]
    return sum(columns["b1", i][row] != 0 for i in range(SIZE[1]) for row in rows)


def gradient():
    """A complex step in each weight and each bias: the imaginary part of the error over the step."""
    first = [[_step("b1", j)] + [_step("W1", j, i) for i in range(3)] for j in range(4)]
    second = [[_step("b2", k)] + [_step("W2", k, j) for j in range(4)] for k in range(2)]
    return first + second


def recovered():
    """The input and the activations as the network computes them, and the deltas as complex steps in the biases."""
    hidden = [math.tanh(b + sum(w * x for w, x in zip(row, X))) for row, b in zip(W1, B1)]
    return X + hidden + [_step("b1", j) for j in range(4)] + [_step("b2", k) for k in range(2)]


def _listed(inputs, hidden, outputs):
    sources = ["x%d" % i for i in range(inputs)]
    middle = ["z%d" % j for j in range(hidden)]
    targets = ["y%d" % k for k in range(outputs)]
    connections = [(a, b) for a in sources for b in middle] + [(a, b) for a in middle for b in targets]
    return connections + [(unit,) for unit in middle + targets]


def _step(changed, *place):
    """The derivative of the error by one parameter."""
    values = {"W1": [row[:] for row in W1], "b1": B1[:], "W2": [row[:] for row in W2], "b2": B2[:]}
    entry = values[changed] if len(place) == 1 else values[changed][place[0]]
    entry[place[-1]] += 1e-30j
    hidden = [cmath.tanh(b + sum(w * x for w, x in zip(row, X))) for row, b in zip(values["W1"], values["b1"])]
    outputs = [b + sum(w * z for w, z in zip(row, hidden)) for row, b in zip(values["W2"], values["b2"])]
    return (sum((f - t) ** 2 for f, t in zip(outputs, TARGET)) / 2).imag / 1e-30


class _Dual:
    """A whole number and its derivative along one direction."""

    def __init__(self, value, slope=0):
        self.value, self.slope = value, slope

    def __add__(self, other):
        return _Dual(self.value + other.value, self.slope + other.slope)

    def __sub__(self, other):
        return _Dual(self.value - other.value, self.slope - other.slope)

    def __mul__(self, other):
        return _Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)


@lru_cache(maxsize=None)
def _second_derivatives(size, biases=True):
    """(names of the derivatives, {variable: the column of their derivatives by it}) at a fixed point of small whole numbers."""
    d, M, c = size
    shapes = [("x", d), ("t", c), ("W1", M * d), ("b1", M), ("W2", c * M), ("b2", c)]
    random = Random(4)
    point = {(kind, place): int(random.random() * 9 + 1) * (1 if random.random() < 0.5 else -1)
             for kind, count in shapes for place in range(count)}
    if not biases:
        point.update({name: 0 for name in point if name[0] in ("b1", "b2")})
    names = [name for name in point if name[0] in ("W1", "W2") or biases and name[0] in ("b1", "b2")]
    columns = {}
    for variable in point:
        here = {name: _Dual(value, int(name == variable)) for name, value in point.items()}
        derivatives = _derivatives(size, here)
        columns[variable] = [derivatives[name].slope for name in names]
    return names, columns


def _derivatives(size, v):
    """All derivatives of |f - t|^2 / 2, by the chain rule, one at a time."""
    d, M, c = size
    a = [sum((v["W1", j * d + i] * v["x", i] for i in range(d)), v["b1", j]) for j in range(M)]
    z = [entry * entry * entry for entry in a]
    miss = [sum((v["W2", k * M + j] * z[j] for j in range(M)), v["b2", k]) - v["t", k] for k in range(c)]
    by_a = [_Dual(3) * a[j] * a[j] * sum((miss[k] * v["W2", k * M + j] for k in range(c)), _Dual(0)) for j in range(M)]
    found = {("W1", j * d + i): by_a[j] * v["x", i] for j in range(M) for i in range(d)}
    found.update({("b1", j): by_a[j] for j in range(M)})
    found.update({("W2", k * M + j): miss[k] * z[j] for k in range(c) for j in range(M)})
    found.update({("b2", k): miss[k] for k in range(c)})
    return found


def _rank_by(size, kinds, biases=True):
    _, columns = _second_derivatives(size, biases)
    return _rank([column for (kind, _), column in columns.items() if kind in kinds.split()])


def _rank(rows):
    """The rank of a matrix of whole numbers: elimination without fractions, after Bareiss, where every division is exact."""
    rows, rank, before = [row[:] for row in rows], 0, 1
    for column in range(len(rows[0])):
        pivot = next((row for row in range(rank, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        top = rows[rank]
        for row in rows[rank + 1:]:
            factor = row[column]
            row[:] = [(top[column] * entry - factor * above) // before for entry, above in zip(row, top)]
        rank, before = rank + 1, top[column]
        if rank == len(rows):
            break
    return rank

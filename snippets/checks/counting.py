# SPDX-License-Identifier: MIT
"""The counts of question 4 as ranks over the whole numbers: a network is differentiated twice, exactly, and its columns eliminated.

The hidden units compute a^9 + a, so that whole numbers stay whole. No point has a rank above that of almost every point with the same
units, so the rank at one point bounds the count from below; so does the rank modulo a prime. That the numbers counted fix all
derivatives, and that the directions named are felt by no example, bounds it from above.
"""

import cmath
import math
from fractions import Fraction
from functools import lru_cache
from random import Random

SIZE = 3, 4, 2
PRIME = 2**61 - 1
READINGS = {"nothing": "x t W1 b1 W2 b2", "example": "W1 b1 W2 b2", "activations": "W2 b2 t", "weights": "x t", "weights and input": "t"}

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


def folded():
    """Every connection listed by name, from a unit named 1 as well, and counted layer by layer."""
    inputs, hidden, outputs = ([f"{kind}{number}" for number in range(size)] for kind, size in zip("xzy", SIZE))
    return [len({(a, b) for a in ["1", *left] for b in right}) for left, right in ((inputs, hidden), (hidden, outputs))]


def parameters():
    """Every connection and every bias of the network listed by name and counted together."""
    return len(set(_listed(*SIZE)))


def independent():
    """The rank, by elimination in whole numbers, of the derivatives' own derivatives with respect to weights, biases, input and target."""
    return _rank_by(SIZE, "x t W1 b1 W2 b2")


def example():
    """The rank, by elimination in whole numbers, of the derivatives' own derivatives with respect to the weights and biases alone."""
    return _rank_by(SIZE, "W1 b1 W2 b2")


def weights():
    """The rank, by elimination in whole numbers, of the derivatives' own derivatives with respect to the input and the target."""
    return _rank_by(SIZE, "x t")


def weights_and_input():
    """The rank, by elimination in whole numbers, of the derivatives' own derivatives with respect to the target."""
    return _rank_by(SIZE, "t")


def activations():
    """The rank, in whole numbers, by all that moves no activation: the weights and biases of the outputs, and the target."""
    return _rank_by(SIZE, "W2 b2 t")


def without_biases():
    """The rank, by elimination in whole numbers, for a network without biases, by its weights, its input and its target."""
    return _rank_by(SIZE, "x t W1 W2", biases=False)


def ranks():
    """The same five ranks by elimination in whole numbers, for units that compute the ninth power of what enters, plus itself."""
    return [_rank_by(SIZE, kinds) for kinds in READINGS.values()]


def bare():
    """The five ranks by elimination in whole numbers, for a network in which every bias is 0 and is not counted."""
    kinds = [" ".join(kind for kind in reading.split() if kind[0] != "b") for reading in READINGS.values()]
    return [_rank_by(SIZE, reading, biases=False) for reading in kinds]


def softmax():
    """The rank modulo a prime of a softmax network whose exponentials are whole numbers, with targets that add up to 1."""
    d, M, c = SIZE
    random = Random(5)
    moved = [("x", d), ("t", c - 1), ("W1", M * d), ("b1", M), ("W2", c * M), ("b2", c)]
    point = {(kind, place): _digit(random) for kind, count in moved for place in range(count)}
    exponentials = [abs(_digit(random)) + 1 for _ in range(c)]
    return _rank_modulo([_softmax_slopes(point, exponentials, variable) for variable in point])


def second_layer():
    """The rank, by elimination in whole numbers, of the rows that belong to the output weights."""
    names, columns = _second_derivatives(SIZE)
    rows = [row for row, (kind, _) in enumerate(names) if kind == "W2"]
    return _rank([[column[row] for row in rows] for column in columns.values()])


def output_block():
    """The exact second derivatives by two output weights, the ones that are not 0 counted, and the different values among them."""
    names, columns = _second_derivatives(SIZE)
    rows = [row for row, (kind, _) in enumerate(names) if kind == "W2"]
    entries = [columns[names[row]][other] for row in rows for other in rows]
    return [sum(entry != 0 for entry in entries), len(set(entries) - {0})]


def second_order():
    """The entries on and above the diagonal added up row by row, and once more with the slopes."""
    counts = []
    for sizes in (SIZE, (784, 100, 10)):
        weights = sum(left * right + right for left, right in zip(sizes, sizes[1:]))
        triangle = sum(range(weights + 1))
        counts.append([triangle, triangle + weights])
    return counts


def hessian():
    """Squares completed one after another in exact fractions: how many come with a plus, with a minus, and how many are missing."""
    names, columns = _second_derivatives(SIZE)
    signs = _signs([[Fraction(entry) for entry in columns[name]] for name in names])
    return [signs.count(1), signs.count(-1), len(names) - len(signs)]


def hessian_ranks():
    """The rank of the exact table of second derivatives, summed over 1, 2, 3, 4 and 5 examples, by elimination modulo a prime."""
    return [_hessian_rank(SIZE, examples) for examples in range(1, 6)]


def equal_units():
    """The rank of the outputs' exact derivatives in sixteen examples, by elimination modulo a prime, for each of the four networks."""
    return [_output_rank(incoming, outgoing) for incoming, outgoing in ((None, None), (0, None), (0, 1), (None, 0))]


def sizes():
    """Every derivative listed as a product of two named factors, then the derivatives and, by kind, the different factors counted."""
    return [list(_counted(size)) for size in ((2, 3, 2), SIZE, (784, 100, 10))]


def small():
    """Connections and biases listed by name and counted; then two ranks by elimination in whole numbers."""
    size = 2, 3, 2
    return [len(_listed(*size)), _rank_by(size, READINGS["nothing"]), _rank_by(size, READINGS["example"])]


def examples_needed():
    """Examples added one at a time to the exact table of second derivatives, until elimination modulo a prime finds it of full rank."""
    size = 1, 3, 5
    return next(examples for examples in range(1, 10) if _hessian_rank(size, examples) == len(_listed(*size)))


def adapter():
    """The matrices of rank 8 over a field of 2^20 elements counted exactly; the logarithm of their number, to that base."""
    field, side, rank = 2**20, 768, 8
    matrices = 1
    for row in range(rank):
        matrices = matrices * (field**side - field**row) ** 2
    for row in range(rank):
        matrices //= field**rank - field**row
    digit = field.bit_length() - 1
    stored = sum(1 for _ in range(side) for _ in range(rank)) * 2
    return [stored, round((matrices.bit_length() - 1) / digit)]


def growth():
    """The same rank by elimination modulo a prime, for each number of hidden units."""
    return [_rank_modulo(list(_second_derivatives((3, hidden, 2))[1].values())) for hidden in range(1, 7)]


def growth_all():
    """Every connection and every bias listed by name and counted, for each number of hidden units."""
    return [len(set(_listed(3, hidden, 2))) for hidden in range(1, 7)]


def curves():
    """Ranks by elimination modulo a prime: of exact second derivatives, and of the outputs' exact derivatives of two networks."""
    counts = range(1, 14)
    outputs = [[_output_rank(*equal, examples=count) for count in counts] for equal in ((None, None), (0, 1))]
    return [[_hessian_rank(SIZE, count) for count in counts], *outputs]


def digits():
    """Every derivative listed as a product of two named factors, then the derivatives and the different factors counted."""
    return list(_counted((784, 100, 10))[:3])


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


@lru_cache(maxsize=None)
def _counted(size):
    """(derivatives, factors, those left without the input, deltas, inputs and output deltas, output deltas)."""
    factors, derivatives = set(), 0
    for layer, (left, right) in enumerate(zip(size, size[1:])):
        for unit in range(right):
            factors.add(("delta", layer, unit))
            derivatives += 1
            for source in range(left):
                factors.add(("activation", layer, source))
                derivatives += 1
    inputs = {factor for factor in factors if factor[:2] == ("activation", 0)}
    deltas = {factor for factor in factors if factor[0] == "delta"}
    targets = {factor for factor in deltas if factor[1] == 1}
    return derivatives, len(factors), len(factors - inputs), len(deltas), len(inputs | targets), len(targets)


def _listed(inputs, hidden, outputs):
    sources = [f"x{i}" for i in range(inputs)]
    middle = [f"z{j}" for j in range(hidden)]
    targets = [f"y{k}" for k in range(outputs)]
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

    __slots__ = ("value", "slope")

    def __init__(self, value, slope=0):
        self.value, self.slope = value, slope

    def __add__(self, other):
        return _Dual(self.value + other.value, self.slope + other.slope)

    def __sub__(self, other):
        return _Dual(self.value - other.value, self.slope - other.slope)

    def __mul__(self, other):
        return _Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)

    def __pow__(self, power):
        return _Dual(self.value**power, power * self.value**(power - 1) * self.slope)


@lru_cache(maxsize=None)
def _second_derivatives(size, biases=True, example=0):
    """(names of the derivatives, {variable: the column of their derivatives by it}) at a fixed point of small whole numbers.

    Another `example` has another input and target, and the same weights.
    """
    d, M, c = size
    shapes = [("x", d), ("t", c), ("W1", M * d), ("b1", M), ("W2", c * M), ("b2", c)]
    random = {"x": Random(example), "t": Random(example + 1000)}
    weights = Random(4)
    point = {(kind, place): _digit(random.get(kind, weights)) for kind, count in shapes for place in range(count)}
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
    z = [entry**9 + entry for entry in a]
    miss = [sum((v["W2", k * M + j] * z[j] for j in range(M)), v["b2", k]) - v["t", k] for k in range(c)]
    by_a = [(_Dual(9) * a[j] ** 8 + _Dual(1)) * sum((miss[k] * v["W2", k * M + j] for k in range(c)), _Dual(0)) for j in range(M)]
    found = {("W1", j * d + i): by_a[j] * v["x", i] for j in range(M) for i in range(d)}
    found.update({("b1", j): by_a[j] for j in range(M)})
    found.update({("W2", k * M + j): miss[k] * z[j] for k in range(c) for j in range(M)})
    found.update({("b2", k): miss[k] for k in range(c)})
    return found


def _softmax_slopes(point, exponentials, variable):
    """The slopes of all derivatives along one variable. The output biases are logarithms that make the exponentials what they are."""
    d, M, c = SIZE
    v = {name: _Dual(value, int(name == variable)) for name, value in point.items()}
    a = [sum((v["W1", j * d + i] * v["x", i] for i in range(d)), v["b1", j]) for j in range(M)]
    z = [entry**9 + entry for entry in a]
    f = [sum((v["W2", k * M + j] * z[j] for j in range(M)), v["b2", k]) for k in range(c)]
    grown = [_Dual(e, e * entry.slope) for e, entry in zip(exponentials, f)]
    total = sum(grown[1:], grown[0])
    over = pow(total.value, PRIME - 2, PRIME)
    share = _Dual(over, -total.slope * over * over)
    targets = [v["t", k] for k in range(c - 1)]
    targets.append(_Dual(1) - sum(targets[1:], targets[0]))
    miss = [part * share - target for part, target in zip(grown, targets)]
    by_a = [(_Dual(9) * a[j] ** 8 + _Dual(1)) * sum((miss[k] * v["W2", k * M + j] for k in range(c)), _Dual(0)) for j in range(M)]
    first = [delta * factor for delta in by_a for factor in [_Dual(1)] + [v["x", i] for i in range(d)]]
    return [entry.slope for entry in first + [delta * factor for delta in miss for factor in [_Dual(1)] + z]]


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


def _digit(random):
    """A whole number from 1 to 9 with either sign."""
    return int(random.random() * 9 + 1) * (1 if random.random() < 0.5 else -1)


def _hessian_rank(size, examples):
    tables = [_second_derivatives(size, True, example) for example in range(examples)]
    names = tables[0][0]
    total = [[sum(columns[name][row] for _, columns in tables) for row in range(len(names))] for name in names]
    return _rank_modulo(total)


def _output_rank(incoming, outgoing, examples=16):
    """Units 0 and 1 get equal incoming weights where `incoming` is 0; unit 1's outgoing weights are `outgoing` times those of unit 0."""
    d, M, c = SIZE
    random = Random(9)
    W, b = [[_digit(random) for _ in range(d)] for _ in range(M)], [_digit(random) for _ in range(M)]
    V = [[_digit(random) for _ in range(M)] for _ in range(c)]
    if incoming == 0:
        W[1], b[1] = W[0], b[0]
    if outgoing is not None:
        for row in V:
            row[1] = outgoing * row[0]
    rows = []
    for _ in range(examples):
        x = [_digit(random) for _ in range(d)]
        a = [bias + sum(w * entry for w, entry in zip(row, x)) for row, bias in zip(W, b)]
        z = [1] + [entry**9 + entry for entry in a]
        for k in range(c):
            first = [V[k][j] * (9 * a[j] ** 8 + 1) * entry for j in range(M) for entry in [1] + x]
            rows.append(first + [entry if output == k else 0 for output in range(c) for entry in z])
    return _rank_modulo(rows)


def _rank_modulo(rows):
    """The rank of a matrix of whole numbers modulo a prime: never above its rank."""
    rows, rank = [[entry % PRIME for entry in row] for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((row for row in range(rank, len(rows)) if rows[row][column]), None)
        if pivot is None:
            continue
        rows[rank], rows[pivot] = rows[pivot], rows[rank]
        top, inverse = rows[rank], pow(rows[rank][column], PRIME - 2, PRIME)
        for row in rows[rank + 1:]:
            if row[column]:
                factor = row[column] * inverse
                row[:] = [(entry - factor * above) % PRIME for entry, above in zip(row, top)]
        rank += 1
    return rank


def _signs(rows):
    """The signs of the squares into which a symmetric form splits, one for each dimension that it has."""
    signs = []
    while True:
        places = [(i, j) for i, row in enumerate(rows) for j, entry in enumerate(row) if entry]
        if not places:
            return signs
        i, j = next((place for place in places if place[0] == place[1]), places[0])
        if i != j:  # two variables that only occur in a product: put the first one plus the second for the second
            rows[i] = [above + below for above, below in zip(rows[i], rows[j])]
            for row in rows:
                row[i] += row[j]
        pivot, top = rows[i][i], rows[i]
        signs.append(1 if pivot > 0 else -1)
        rows = [[entry - row[i] * above / pivot for entry, above in zip(row, top)] if row[i] else row for row in rows]

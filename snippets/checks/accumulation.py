# SPDX-License-Identifier: MIT
"""The accumulator without a matrix product: entry by entry in whole numbers, and as the slope of the cost it stands for."""

from decimal import Context, Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

DIGITS, STEP = 50, Decimal("1e-15")
DELTAS = [[1, 2], [-1, 3], [2, 0]]
ACTIVATIONS = [[1, 3, 4], [1, -2, 5], [1, 0, 2]]
FIVE_DELTAS = [(1, 2, 0), (2, -1, 1), (0, 1, 3), (1, 1, 1), (-1, 0, 2)]
FIVE_ACTIVATIONS = [(1, 3, 4, -1), (1, -2, 5, 2), (1, 0, 2, 1), (1, 4, -3, 0), (1, 1, 1, 2)]
INPUTS, TARGETS = [["0.5", "-1"], ["1", "2"], ["-1.5", "0.3"]], [[1, 0], [0, 1], [1, 1]]
THETA1 = [["0.1", "0.4", "-0.3"], ["-0.2", "0.6", "0.5"]]
THETA2 = [["0.2", "-0.7", "0.5"], ["-0.1", "0.3", "0.8"]]


def update():
    """The question's own rule, entry by entry from the definition, in a table addressed by row and column."""
    return _table([(1, 2)], [(3, 4)], 2, 2)


def bias():
    """The question's own rule, entry by entry from the definition, in a table addressed by row and column."""
    return _table([(1, 2)], [(1, 3, 4)], 2, 3)


def rows():
    """The question's own rule with the index of the sender first, entry by entry, in a table addressed by row and column."""
    return [[sending * receiving for receiving in (1, 2)] for sending in (3, 4)]


def apart():
    """The question's own rule, entry by entry from the definition, for the senders that are not the bias unit."""
    return _table(DELTAS, [activation[1:] for activation in ACTIVATIONS], 2, 2)


def apart_biases():
    """The question's own rule for a single sender that always puts out 1, one example after the other."""
    return [row[0] for row in _table(DELTAS, [[1]] * 3, 2, 1)]


def batch():
    """The question's own rule, entry by entry from the definition, one example after the other."""
    return _table(DELTAS, ACTIVATIONS, 2, 3)


def mean():
    """The mean of the three single updates in exact fractions, entry by entry."""
    return [[float(Fraction(entry, 3)) for entry in row] for row in _table(DELTAS, ACTIVATIONS, 2, 3)]


def gradient():
    """Central differences of the cost itself in 50-digit decimals, weight by weight."""
    return _differences(Decimal(0))


def regularised():
    """Central differences of the cost itself, with its penalty, in 50-digit decimals, weight by weight."""
    return _differences(Decimal("0.5"))


def gradient_first():
    """Central differences of the cost itself, with its penalty, in 50-digit decimals, weight by weight."""
    with localcontext(Context(prec=DIGITS)):
        return _rounded(_slopes(1, Decimal("0.5")))


def descent():
    """The cost in 50-digit decimals, before and after each weight moved by a central difference of that cost."""
    with localcontext(Context(prec=DIGITS)):
        strength, weights = Decimal("0.5"), _weights()
        moved = [[[weight - slope for weight, slope in zip(*rows)] for rows in zip(matrix, _slopes(layer, strength))]
                 for layer, matrix in enumerate(weights, 1)]
        return [float(_cost(*weights, strength)), float(_cost(*moved, strength))]


def refused():
    """The rule of broadcasting restated: shapes fit when, from the right, their lengths are equal or one of them is 1."""
    def fit(one, other):
        return all(a == b or 1 in (a, b) for a, b in zip(one[::-1], other[::-1]))

    table = []
    for rows, columns in ((2, 2), (2, 3), (1, 3)):
        vectors = rows == columns or 1 in (rows, columns)
        table.append(sum([rows != columns, not vectors or not fit((rows, columns), (max(rows, columns),)),
                          not fit((rows, columns), (columns, rows))]))
    return table


def rank_growth():
    """Row elimination in exact fractions, after each example."""
    def entry(n, i, shift):
        return ((3 * n + 2) * (i + shift) ** 2 + n * n) % 11 - 5

    grown = []
    for rows, columns in ((2, 3), (3, 5), (5, 8)):
        deltas = [[entry(n, i, 1) for i in range(rows)] for n in range(7)]
        activations = [[entry(n, j, 4) for j in range(columns)] for n in range(7)]
        grown.append([_rank(_table(deltas[:n], activations[:n], rows, columns)) for n in range(1, 8)])
    return grown


def small():
    """The question's own rule, entry by entry from the definition, in a table addressed by row and column."""
    return _table([(2, -1, 0)], [(1, 5)], 3, 2)


def greatest():
    """Row elimination in exact fractions, on sums of outer products of whole numbers that a recurrence gives."""
    state, numbers = 1, []
    for _ in range(20 * 17):
        state = (state * 16807) % 2147483647
        numbers.append(state % 7 - 3)
    rows = [numbers[17 * n:17 * (n + 1)] for n in range(20)]
    return [_rank(_table([row[:6] for row in rows[:n]], [row[6:] for row in rows[:n]], 6, 11)) for n in (4, 20)]


def scatter():
    """Sums of products, entry by entry from the definition."""
    points = [(1, 2), (3, 4), (5, 6)]
    return [[sum(point[i] * point[j] for point in points) for j in range(2)] for i in range(2)]


def ranks():
    """Row elimination in exact fractions, after each example."""
    return [_rank(_table(FIVE_DELTAS[:n], FIVE_ACTIVATIONS[:n], 3, 4)) for n in range(1, 6)]


def five():
    """The question's own rule, entry by entry from the definition, one example after the other."""
    return _table(FIVE_DELTAS, FIVE_ACTIVATIONS, 3, 4)


def _table(deltas, activations, rows, columns):
    table = {(i, j): 0 for i in range(rows) for j in range(columns)}
    for delta, activation in zip(deltas, activations):
        for i, j in table:
            table[i, j] = table[i, j] + delta[i] * activation[j]
    return [[table[i, j] for j in range(columns)] for i in range(rows)]


def _rank(matrix):
    rows, rank = [[Fraction(entry) for entry in row] for row in matrix], 0
    for column in range(len(rows[0])):
        found = next((number for number in range(rank, len(rows)) if rows[number][column]), None)
        if found is None:
            continue
        rows[rank], rows[found] = rows[found], rows[rank]
        pivot = rows[rank]
        for below in range(rank + 1, len(rows)):
            factor = rows[below][column] / pivot[column]
            rows[below] = [entry - factor * top for entry, top in zip(rows[below], pivot)]
        rank += 1
    return rank


def _weights():
    return [[[Decimal(entry) for entry in row] for row in matrix] for matrix in (THETA1, THETA2)]


def _cost(Theta1, Theta2, strength):
    """The mean cross-entropy of the three examples plus strength / (2 m) times the squares of all weights but the bias ones."""
    costs = []
    for inputs, targets in zip(INPUTS, TARGETS):
        hidden = [1] + [_sigmoid(_sum(row, [1] + [Decimal(entry) for entry in inputs])) for row in Theta1]
        outputs = [_sigmoid(_sum(row, hidden)) for row in Theta2]
        costs += [-(output if target else 1 - output).ln() for output, target in zip(outputs, targets)]
    squares = sum(weight ** 2 for matrix in (Theta1, Theta2) for row in matrix for weight in row[1:])
    return sum(costs) / 3 + strength / 6 * squares


def _differences(strength):
    with localcontext(Context(prec=DIGITS)):
        return _rounded(_slopes(2, strength))


def _rounded(slopes):
    return [[float(slope) for slope in row] for row in slopes]


@lru_cache(maxsize=None)
def _slopes(layer, strength):
    weights, slopes = _weights(), []
    for row in weights[layer - 1]:
        slopes.append([])
        for column, weight in enumerate(row):
            row[column] = weight + STEP
            up = _cost(*weights, strength)
            row[column] = weight - STEP
            slopes[-1].append((up - _cost(*weights, strength)) / (2 * STEP))
            row[column] = weight
    return slopes


def _sigmoid(z):
    return 1 / (1 + (-z).exp())


def _sum(weights, entries):
    return sum(weight * entry for weight, entry in zip(weights, entries))

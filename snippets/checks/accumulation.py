"""The accumulator without a matrix product: entry by entry in whole numbers, and as the slope of the cost it stands for."""

from decimal import Decimal, localcontext
from fractions import Fraction

DIGITS, STEP = 50, Decimal("1e-15")
DELTAS = [[1, 2], [-1, 3], [2, 0]]
ACTIVATIONS = [[1, 3, 4], [1, -2, 5], [1, 0, 2]]
INPUTS, TARGETS = [["0.5", "-1"], ["1", "2"], ["-1.5", "0.3"]], [[1, 0], [0, 1], [1, 1]]
THETA1 = [["0.1", "0.4", "-0.3"], ["-0.2", "0.6", "0.5"]]
THETA2 = [["0.2", "-0.7", "0.5"], ["-0.1", "0.3", "0.8"]]


def update():
    """The question's own rule, entry by entry from the definition, in a table addressed by row and column."""
    return _table([(1, 2)], [(3, 4)], 2, 2)


def bias():
    """The question's own rule, entry by entry from the definition, in a table addressed by row and column."""
    return _table([(1, 2)], [(1, 3, 4)], 2, 3)


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


def ranks():
    """Row elimination in exact fractions, after each example."""
    deltas = [(1, 2, 0), (2, -1, 1), (0, 1, 3), (1, 1, 1), (-1, 0, 2)]
    activations = [(1, 3, 4, -1), (1, -2, 5, 2), (1, 0, 2, 1), (1, 4, -3, 0), (1, 1, 1, 2)]
    return [_rank(_table(deltas[:n], activations[:n], 3, 4)) for n in range(1, 6)]


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


def _cost(Theta2, strength):
    """The mean cross-entropy of the three examples plus strength / (2 m) times the squares of all weights but the bias ones."""
    Theta1, costs = [[Decimal(entry) for entry in row] for row in THETA1], []
    for inputs, targets in zip(INPUTS, TARGETS):
        hidden = [1] + [_sigmoid(_sum(row, [1] + [Decimal(entry) for entry in inputs])) for row in Theta1]
        outputs = [_sigmoid(_sum(row, hidden)) for row in Theta2]
        costs += [-(output if target else 1 - output).ln() for output, target in zip(outputs, targets)]
    squares = sum(weight ** 2 for matrix in (Theta1, Theta2) for row in matrix for weight in row[1:])
    return sum(costs) / 3 + strength / 6 * squares


def _differences(strength):
    with localcontext() as context:
        context.prec = DIGITS
        Theta2 = [[Decimal(entry) for entry in row] for row in THETA2]
        slopes = []
        for row in Theta2:
            slopes.append([])
            for column, weight in enumerate(row):
                row[column] = weight + STEP
                up = _cost(Theta2, strength)
                row[column] = weight - STEP
                slopes[-1].append(float((up - _cost(Theta2, strength)) / (2 * STEP)))
                row[column] = weight
        return slopes


def _sigmoid(z):
    return 1 / (1 + (-z).exp())


def _sum(weights, entries):
    return sum(weight * entry for weight, entry in zip(weights, entries))

# SPDX-License-Identifier: MIT
"""The network's gradient without the chain rule: the output is computed anew for weights a little larger and smaller.

Two roads go otherwise: in exact fractions every number carries its derivative along, and the bound is a product of slopes.
"""

from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import product
from math import exp

DIGITS, STEP = 50, Decimal("1e-15")
A = ("1", "-2", "0.5"), [["0.1", "-0.2", "0.3"], ["0.4", "0.5", "-0.6"]], [["0.7", "-0.8"], ["0.9", "1"]], [["1.1", "-1.2"]]
B = ("1", "2"), [["0.1", "0.2"], ["0.3", "0.4"]], [["0.5", "-0.6"], ["0.7", "0.8"]], [["1", "-1"]]


def output():
    """The network followed unit by unit in 50-digit decimals."""
    with localcontext(Context(prec=DIGITS)):
        return float(_output(*_decimals(A)))


def first():
    """Central differences in 50-digit decimals, weight by weight."""
    return _differences(A, 1)


def second():
    """Central differences in 50-digit decimals, weight by weight."""
    return _differences(A, 2)


def third():
    """Central differences in 50-digit decimals, weight by weight."""
    return _differences(A, 3)[0]


def square():
    """Central differences in 50-digit decimals, weight by weight."""
    return _differences(B, 1)


def rows():
    """Central differences in 50-digit decimals of the network that multiplies rows from the left, weight by weight."""
    return _across(1)


def rows_second():
    """Central differences in 50-digit decimals of the network that multiplies rows from the left, weight by weight."""
    return _across(2)


def deltas():
    """Central differences in 50-digit decimals, after adding a little to one sum at a time."""
    x, W1, W2, w3 = A
    first = _differences((x + ("1",), [row + [bias] for row, bias in zip(W1, ("0", "0"))], W2, w3), 1)
    second = _differences((x, W1, W2, w3), 2, _with_bias)
    return [[row[-1] for row in first], [row[0] for row in second]]


def bound():
    """The largest derivative when each sum runs over a grid and each product of weights takes both signs, slopes by central differences."""
    with localcontext(Context(prec=DIGITS)):
        slopes = [_slope(z) for z in range(-3, 4)]
        x, _, W2, (w3,) = _decimals(A)
        branches = list(product(product((1, -1), slopes), repeat=2))  # a sign and a slope for each unit of layer 2

        def largest(i):
            sums = [sum(sign * W2[k][i] * slope * w3[k] for k, (sign, slope) in enumerate(branch)) for branch in branches]
            return max(slopes) * max(map(abs, sums))

        return [[float(abs(entry) * largest(i)) for entry in x] for i in range(2)]


def saturated_left():
    """A central difference of the logistic function in 50-digit decimals."""
    with localcontext(Context(prec=DIGITS)):
        return float(_slope(-40))


def by_input():
    """Central differences in 50-digit decimals, input by input."""
    with localcontext(Context(prec=DIGITS)):
        x, *weights = _decimals(A)
        slopes = []
        for place, entry in enumerate(x):
            up, down = ([*x[:place], entry + step, *x[place + 1:]] for step in (STEP, -STEP))
            slopes.append(float((_output(up, *weights) - _output(down, *weights)) / (2 * STEP)))
        return slopes


def three_units():
    """Networks whose weights have the same signs and other sizes, looking whether a unit always pushes the output one way."""
    fixed = []
    for weights in zip((1, -2, 3), (2, 4, -1)):
        pushes = set()
        for a, b, u, v in product((0.1, 1.0, 10.0), repeat=4):
            up, down = (u / (1 + exp(-weights[0] * a * h)) - v / (1 + exp(-weights[1] * b * h)) for h in (0.501, 0.499))
            pushes.add(up > down)
        fixed.append(len(pushes) == 1)
    return fixed


def time():
    """Central differences in 50-digit decimals, through all steps at once."""
    with localcontext(Context(prec=DIGITS)):
        ends = []
        for weight in (2, 4, 6):
            up, down = Decimal("0.5") + STEP, Decimal("0.5") - STEP
            for _ in range(10):
                up, down = _sigmoid(weight * up - Decimal(weight) / 2), _sigmoid(weight * down - Decimal(weight) / 2)
            ends.append(float((up - down) / (2 * STEP)))
        return ends


def flip():
    """Central differences in 50-digit decimals, for each of the two networks."""
    return [_differences((("1",), [["1"]], [[weight], ["1"]], [["1", "-1"]]), 1)[0][0] for weight in ("2", "6")]


def limit():
    """Central differences in 50-digit decimals, for each of the two networks."""
    return [_differences((("1",), [["0"], ["0"]], [["1", "-1"], ["1", "-1"]], [last]), 1)[0][0] for last in (["1", "1"], ["1", "-1"])]


def chain():
    """Central differences in 50-digit decimals, through the whole chain at once."""
    return _chain(0)


def chain_saturated():
    """Central differences in 50-digit decimals, through the whole chain at once."""
    return _chain(4)


def _chain(start):
    with localcontext(Context(prec=DIGITS)):
        ends = []
        for layers in (1, 2, 3, 5, 10):
            up, down = start + STEP, start - STEP
            for _ in range(layers):
                up, down = _sigmoid(up), _sigmoid(down)
            ends.append(float((up - down) / (2 * STEP)))
        return ends


def saturated():
    """A central difference of the logistic function in 50-digit decimals."""
    with localcontext(Context(prec=DIGITS)):
        return float(_slope(40))


def exact_output():
    """The rational values of every sigmoid, in exact fractions, from the exponentials of the sums."""
    return float(_exact(0)[0])


def exact():
    """Dual numbers in exact fractions, one weight at a time from input to output, without a formula for the sigmoid's slope."""
    return [_exact(1)[1], _exact(2)[1]]


def exact_units():
    """The rational values of every sigmoid, in exact fractions, from the exponentials of the sums."""
    return _exact(0)[2]


def exact_steps():
    """The quotient e / (1 + e) with its derivative along, in exact fractions, at the exponentials 2 and 3, then 6 and 1/2."""
    slopes = [_quotient(Fraction(power), Fraction(1))[1] for power in (2, 3, 6, Fraction(1, 2))]
    return [slopes[:2], slopes[2:], [7 * slopes[2], 9 * slopes[3]]]


def path_products():
    """Central differences in 50-digit decimals of the two terms that add up to the output."""
    x, first, second, last = A
    terms = [(x, first, [row], [[weight]]) for row, weight in zip(second, last[0])]
    return [_differences(term, 1)[0][1] for term in terms]


def signs():
    """729 networks whose weights have the same signs and other sizes, looking whether a unit always pushes the output one way."""
    def end(h1, h2, a, b, c, d, u, v):
        return 1.1 * u / (1 + exp(-(0.7 * a * h1 - 0.8 * b * h2))) - 1.2 * v / (1 + exp(-(0.9 * c * h1 + d * h2)))

    fixed = []
    for up, down in (((0.51, 0.5), (0.49, 0.5)), ((0.5, 0.51), (0.5, 0.49))):
        pushes = {end(*up, *sizes) > end(*down, *sizes) for sizes in product((0.1, 1.0, 10.0), repeat=6)}
        fixed.append(len(pushes) == 1)
    return fixed


def share():
    """Product by product in exact fractions: each further one has the first one's sign with probability 1/2."""
    shares, agree = [], Fraction(1)
    for _ in range(5):
        shares.append(float(agree))
        agree /= 2
    return shares


def _sigmoid(z):
    return 1 / (1 + (-z).exp())


def _slope(z):
    """A central difference of the logistic function."""
    return (_sigmoid(z + STEP) - _sigmoid(z - STEP)) / (2 * STEP)


def _decimals(network):
    x, *weights = network
    return [[Decimal(entry) for entry in x]] + [[[Decimal(entry) for entry in row] for row in matrix] for matrix in weights]


def _output(x, *matrices):
    """The output unit by unit; the last matrix is the row w3, and the output has no sigmoid."""
    signal = x
    for matrix in matrices[:-1]:
        signal = [_sigmoid(sum(weight * entry for weight, entry in zip(row, signal))) for row in matrix]
    return sum(weight * entry for weight, entry in zip(matrices[-1][0], signal))


def _with_bias(x, first, second, last):
    """The output where the first column of `second` holds what is added to the sums of layer 2 beyond the weights of A."""
    h1 = [_sigmoid(sum(weight * entry for weight, entry in zip(row, x))) for row in first]
    z2 = []
    for row, own in zip(second, A[2]):
        weights = [Decimal(weight) for weight in own]
        z2.append(sum(weight * unit for weight, unit in zip(weights, h1)) + row[0] - weights[0])
    return sum(weight * _sigmoid(z) for weight, z in zip(last[0], z2))


def _across(layer):
    def across(x, first, second, last):
        h1 = [_sigmoid(sum(x[i] * first[i][j] for i in range(3))) for j in range(2)]
        h2 = [_sigmoid(sum(h1[j] * second[j][k] for j in range(2))) for k in range(2)]
        return sum(h2[k] * last[0][k] for k in range(2))

    x, W1, W2, w3 = A
    return _differences((x, [list(column) for column in zip(*W1)], [list(column) for column in zip(*W2)], w3), layer, across)


def _differences(network, layer, output=_output):
    """(f(w + step) - f(w - step)) / (2 step) for each weight w of one layer, in the layer's shape."""
    with localcontext(Context(prec=DIGITS)):
        parts = _decimals(network)
        slopes = []
        for row in parts[layer]:
            slopes.append([])
            for column, weight in enumerate(row):
                row[column] = weight + STEP
                up = output(*parts)
                row[column] = weight - STEP
                slopes[-1].append(float((up - output(*parts)) / (2 * STEP)))
                row[column] = weight
        return slopes


def _exact(weight):
    """(f, df/dW1_weight, what the units put out) of the example with x = 1, W1 = (ln 2, ln 3), W2 = [[3/2 ln 2, 4/3 ln 3], [-3/2 ln 2, 0]]
    and w3 = (7, 9), the derivative in units of ln 2 or ln 3; weight 0 moves none.

    A pair (value, slope) stands for value + slope t. A sum with the exponential e enters as e (1 + slope t), and the
    sigmoid is the quotient e / (1 + e).
    """
    h = [_quotient(Fraction(2), Fraction(weight == 1)), _quotient(Fraction(3), Fraction(weight == 2))]
    h2 = []
    for by2, by3 in ((Fraction(3, 2), Fraction(4, 3)), (Fraction(-3, 2), Fraction(0))):  # the rows of W2, in units of ln 2 and of ln 3
        e = Fraction(2) ** int(by2 * h[0][0]) * Fraction(3) ** int(by3 * h[1][0])  # whole powers, so e is rational
        h2.append(_quotient(e, by2 * h[0][1] + by3 * h[1][1]))  # only one of the two moves, so one logarithm is the unit
    return 7 * h2[0][0] + 9 * h2[1][0], 7 * h2[0][1] + 9 * h2[1][1], [[value for value, _ in layer] for layer in (h, h2)]


def _quotient(e, change):
    """The sigmoid e / (1 + e) and its derivative, where e grows at the rate e times `change`."""
    top, below = (e, e * change), (1 + e, e * change)
    return top[0] / below[0], (top[1] * below[0] - top[0] * below[1]) / below[0] ** 2

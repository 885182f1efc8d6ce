# SPDX-License-Identifier: MIT
"""Permutation symmetry by listing orders, by inclusion and exclusion, and by networks run in fractions and long decimals."""

import math
from decimal import Context, Decimal, localcontext
from fractions import Fraction as F
from itertools import compress, permutations, product

# The example network, a hidden unit a row: incoming weights, bias, outgoing weights; then the output biases.
UNITS = [(F(1), F(-2), F(1, 10), F(1), F(1, 2)),
         (F(1, 2), F(3, 2), F(-1, 5), F(-1), F(2)),
         (F(-1), F(1, 4), F(3, 10), F(2), F(-3, 4))]
OUTPUT_BIASES = [F(1, 20), F(-3, 20)]
INPUT = F(7, 10), F(-2, 5)


def orderings():
    """Inclusion and exclusion: all lists of units, less those that leave one out, and so on; the smallest also listed one by one."""
    if _onto(3, 1) != len(list(permutations(UNITS))):
        raise ArithmeticError("inclusion and exclusion do not give the number of orders listed")
    return [_onto(3, 1), _onto(10, 1), _onto(20, 1), _onto(3, 1) * _onto(4, 1)]


def flips():
    """Inclusion and exclusion over units with signs; the smallest also counted by swapping and flipping until nothing new comes."""
    if _onto(3, 2) != len(_reached(3)):
        raise ArithmeticError("inclusion and exclusion do not give the number of settings reached")
    return [_onto(3, 2), _onto(10, 2), _onto(3, 2) * _onto(4, 2)]


def swaps():
    """Halving: the pairs within either half of the layer, and those across, down to single units."""
    return _pairs(10**6)


def deep_swaps():
    """A direct sum, a thousand times: for each unit of a layer, the number of units before it."""
    return 1000 * sum(range(1000))


def exponent():
    """The factorial taken apart into primes: each prime's logarithm, as often as the prime divides a factor."""
    size = 10**6
    root, prime = math.isqrt(size), bytearray([0, 0]) + bytearray([1]) * (size - 1)
    for p in range(2, root + 1):
        if prime[p]:
            prime[p * p::p] = bytes(len(range(p * p, size + 1, p)))
    small = [sum(size // p**k for k in range(1, size.bit_length())) * math.log10(p) for p in range(2, root + 1) if prime[p]]
    return math.fsum(small + [size // p * math.log10(p) for p in compress(range(root + 1, size + 1), prime[root + 1:])])


def deep_exponent():
    """A direct sum of a thousand logarithms, a thousand times."""
    return 1000 * math.fsum(math.log10(k) for k in range(1, 1001))


def outputs():
    """The network run in 50-digit decimals, unit by unit, as listed and with its first two units exchanged."""
    first, second, third = UNITS
    return [_run(units, _tanh) for units in ([first, second, third], [second, first, third])]


def mirror():
    """The three functions in exact fractions, unit by unit, the midpoint averaged weight by weight."""
    here, there = [(F(1), F(1)), (F(-1), F(2))], [(F(-1), F(2)), (F(1), F(1))]
    midpoint = [((w + p) / 2, (v + q) / 2) for (w, v), (p, q) in zip(here, there)]
    return [[float(sum(v * max(w * x, F(0)) for w, v in units)) for x in (1, -1, 2)] for units in (here, there, midpoint)]


def barrier():
    """The networks on the line run in 50-digit decimals, every weight mixed as an exact fraction."""
    return _line([UNITS[2], UNITS[0], UNITS[1]])


def order():
    """All six orders tried, differences squared and added as exact fractions."""
    moved = [UNITS[2], UNITS[0], UNITS[1]]

    def distance(order):
        return sum((a - b) ** 2 for i, unit in zip(order, UNITS) for a, b in zip(moved[i], unit))
    return list(min(permutations(range(3)), key=distance))


def settings():
    """All six orders listed, and the different ones counted."""
    return len(set(permutations([UNITS[0], UNITS[1], UNITS[1]])))


def sigmoid_flip():
    """Both networks run in 50-digit decimals, unit by unit."""
    first, second, third = UNITS
    turned = [b + w for b, w in zip(OUTPUT_BIASES, first[3:])]
    return [_run(UNITS, _sigmoid), _run([tuple(-w for w in first), second, third], _sigmoid, biases=turned)]


def steps():
    """One step along central differences in exact fractions, which are exact here, then the network run in exact fractions."""
    first, second, third = UNITS
    return [_stepped([first, second, third]), _stepped([second, first, third])]


def followed():
    """Each unit run by itself in 50-digit decimals, before and after the first two change places."""
    rows = []
    with localcontext(Context(prec=50)):
        for units in (UNITS, [UNITS[1], UNITS[0], UNITS[2]]):
            hidden = [_tanh(_decimal(u * INPUT[0] + v * INPUT[1] + bias)) for u, v, bias, _, _ in units]
            rows += [hidden, *([_decimal(unit[3 + k]) * z for unit, z in zip(units, hidden)] for k in range(2))]
    return [[float(value) for value in row] for row in rows]


def starts():
    """The training in 50-digit decimals, with slopes from differences of the loss, which are exact here but for rounding."""
    def loss(weights):
        (w1, w2, v1, v2), zero = weights, Decimal(0)
        errors = [v1 * max(w1 * x, zero) + v2 * max(w2 * x, zero) - t for x, t in ((1, 1), (-1, 2), (2, 2))]
        return sum(error * error for error in errors) / 6
    results = []
    with localcontext(Context(prec=50)):
        h, half = Decimal("1e-9"), Decimal("0.5")
        for second in (half, -half):
            weights, losses = [half, second, half, half], []
            for _ in range(50):
                slopes = []
                for i in range(4):
                    up, down = list(weights), list(weights)
                    up[i], down[i] = up[i] + h, down[i] - h
                    slopes.append((loss(up) - loss(down)) / (2 * h))
                weights = [w - slope / 5 for w, slope in zip(weights, slopes)]
                losses.append(float(loss(weights)))
            results.append([losses[4], losses[49]])
    return results


def by_width():
    """Pairs added unit by unit, and orders with and without signs by inclusion and exclusion."""
    return [[m, sum(range(m)), _onto(m, 1), _onto(m, 2)] for m in (1, 2, 3, 5, 10)]


def coincide():
    """Every order with every choice of signs written out as weights, and the different ones counted."""
    first, second, third = UNITS
    turned, zero = tuple(-w for w in second), tuple(F(0) for _ in second)
    cases = [first, second, third], [first, second, second], [first, second, turned], [first, second, zero], [second] * 3
    return [[len(set(permutations(units))), _flipped(units)] for units in cases]


def scaled():
    """The networks run in exact fractions, unit by unit."""
    return [_v_shape([(gamma, 1 / gamma), (F(-1), F(2))]) for gamma in (F(1, 2), F(1), F(4))]


def split():
    """The networks run in exact fractions, unit by unit."""
    return [_v_shape([(F(1), F(1)), (F(-1), 2 * share), (F(-1), 2 - 2 * share)]) for share in (F(0), F(1, 4), F(3))]


def removed():
    """All six orders of the copy tried, and the line to the nearest one run in 50-digit decimals."""
    copy = [UNITS[2], UNITS[0], UNITS[1]]
    return _line([copy[i] for i in order()])


def two_layers():
    """Inclusion and exclusion over units with signs, for either layer."""
    return _onto(2, 2) * _onto(5, 2)


def four():
    """Every order with every choice of signs written out as weights, and the different ones counted."""
    return _flipped([(1, 1), (1, 1), (0, 0), (2, 1)])


def mixture_orders():
    """All orders listed, and the different ones counted."""
    return len(set(permutations((-2, 1, 7))))


def mixture():
    """All orders listed, and averaged entry by entry as exact fractions."""
    lists = list(permutations((-2, 1, 7)))
    return [float(F(sum(entries), len(lists))) for entries in zip(*lists)]


def _flipped(units):
    over = math.lcm(*(F(w).denominator for unit in units for w in unit))  # whole numbers are quicker
    units = [tuple(int(over * w) for w in unit) for unit in units]
    return len({tuple(tuple(sign * w for w in unit) for sign, unit in zip(signs, order))
                for order in permutations(units) for signs in product((1, -1), repeat=len(units))})


def _v_shape(units):
    return [float(sum(v * max(w * x, F(0)) for w, v in units)) for x in (1, -1, 2)]


def _line(end):
    inputs = [(F(1), F(0)), (F(0), F(1)), (F(-1), F(0)), (F(0), F(-1))]
    wanted, losses = [_run(UNITS, _tanh, x) for x in inputs], []
    for share in (F(0), F(1, 4), F(1, 2), F(3, 4), F(1)):
        mixed = [tuple(a + share * (b - a) for a, b in zip(*pair)) for pair in zip(UNITS, end)]
        given = [_run(mixed, _tanh, x) for x in inputs]
        losses.append(sum((y - t) ** 2 for ys, ts in zip(given, wanted) for y, t in zip(ys, ts)) / 8)
    return losses


def _pairs(units):
    """Pairs within the first half, within the second, and across; halves of one size are counted once and doubled."""
    if units < 2:
        return 0
    half = units // 2
    within = 2 * _pairs(half) if units == 2 * half else _pairs(half) + _pairs(half + 1)
    return within + half * (units - half)


def _onto(size, signs):
    """How many lists of `size` entries, each a unit with one of `signs` signs, name every one of `size` units."""
    return sum((-1) ** (size - kept) * math.comb(size, kept) * (signs * kept) ** size for kept in range(size + 1))


def _reached(size):
    """Every setting that swaps of neighbours and a flip of the first unit lead to."""
    start = tuple(range(1, size + 1))
    found, new = {start}, [start]
    while new:
        setting = new.pop()
        nearby = [(-setting[0],) + setting[1:]]
        nearby += [setting[:i] + (setting[i + 1], setting[i]) + setting[i + 2:] for i in range(size - 1)]
        new += [other for other in nearby if other not in found]
        found.update(nearby)
    return found


def _decimal(fraction):
    return Decimal(fraction.numerator) / Decimal(fraction.denominator)


def _tanh(a):
    return 1 - 2 / ((2 * a).exp() + 1)


def _sigmoid(a):
    return 1 / (1 + (-a).exp())


def _run(units, phi, x=INPUT, biases=OUTPUT_BIASES):
    with localcontext(Context(prec=50)):
        outputs = [_decimal(bias) for bias in biases]
        for u, v, bias, first, second in units:
            hidden = phi(_decimal(u * x[0] + v * x[1] + bias))
            outputs = [outputs[0] + _decimal(first) * hidden, outputs[1] + _decimal(second) * hidden]
        return [float(y) for y in outputs]


def _stepped(units):
    """The outputs after a step of 1/20 on one example, units ReLU. The loss is a parabola in every single weight."""
    x, target, h = (F(1, 5), F(1, 10)), (F(1), F(-1)), F(1, 10**6)
    weights = [w for unit in units for w in unit] + OUTPUT_BIASES

    def run(weights):
        outputs = weights[15:]
        for start in (0, 5, 10):
            u, v, bias, first, second = weights[start:start + 5]
            hidden = max(u * x[0] + v * x[1] + bias, F(0))
            outputs = [outputs[0] + first * hidden, outputs[1] + second * hidden]
        return outputs

    def loss(index, change):
        moved = weights[:index] + [weights[index] + change] + weights[index + 1:]
        return sum((y - t) ** 2 for y, t in zip(run(moved), target)) / 2

    slopes = [(loss(i, h) - loss(i, -h)) / (2 * h) for i in range(17)]
    return [float(y) for y in run([w - slope / 20 for w, slope in zip(weights, slopes)])]

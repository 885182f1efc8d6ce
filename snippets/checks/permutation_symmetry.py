"""Permutation symmetry by listing orders, by inclusion and exclusion, and by networks run in fractions and long decimals."""

import math
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction as F
from itertools import permutations

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
    """A direct sum of logarithms, the million factors taken fifty at a time."""
    return math.fsum(math.log10(math.prod(range(k, k + 50), start=1.0)) for k in range(1, 10**6, 50))


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
    end = [UNITS[2], UNITS[0], UNITS[1]]
    inputs = [(F(1), F(0)), (F(0), F(1)), (F(-1), F(0)), (F(0), F(-1))]
    wanted, losses = [_run(UNITS, _tanh, x) for x in inputs], []
    for share in (F(0), F(1, 4), F(1, 2), F(3, 4), F(1)):
        mixed = [tuple(a + share * (b - a) for a, b in zip(*pair)) for pair in zip(UNITS, end)]
        given = [_run(mixed, _tanh, x) for x in inputs]
        losses.append(sum((y - t) ** 2 for ys, ts in zip(given, wanted) for y, t in zip(ys, ts)) / 8)
    return losses


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
    with localcontext():
        getcontext().prec = 50
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

"""Scale symmetry in exact fractions: networks run weight by weight, derivatives by differences that leave no remainder."""

import math
from decimal import Decimal, getcontext, localcontext
from fractions import Fraction as F

# The example network, a hidden unit a row: incoming weights, bias, outgoing weights; then the output biases.
UNITS = [([F(1), F(-2)], F(1, 10), [F(1), F(1, 2)]),
         ([F(1, 2), F(3, 2)], F(-1, 5), [F(-1), F(2)]),
         ([F(-1), F(1, 4)], F(3, 10), [F(2), F(-3, 4)])]
OUTPUT_BIASES = [F(1, 20), F(-3, 20)]
INPUT, TARGET = [F(-7, 10), F(9, 10)], [F(1, 5), F(-1, 10)]


def outputs():
    """The network run in exact fractions, unit by unit, each weight scaled by itself."""
    factors = [1, 1, 1], [2, 2, 2], [2, F(1, 2), 10]
    return [[float(y) for y in _run(_flat(gammas), INPUT)] for gammas in factors]


def homogeneous():
    """One-unit networks run before and after scaling by 2 and by 1/2, their activations written anew without numpy."""
    return [name for name, phi in _activations().items() if _survives(phi, 2.0) and _survives(phi, 0.5)]


def odd():
    """One-unit networks run before and after scaling by -1, their activations written anew without numpy."""
    return [name for name, phi in _activations().items() if _survives(phi, -1.0)]


def parts():
    """Central differences in exact fractions, weight by weight: exact, as the loss is a parabola in every single weight."""
    slopes = _slopes(_flat([1, 1, 1]), INPUT, TARGET)
    hidden = [slopes[i] for i in range(15) if i % 5 < 3]
    outgoing = [slopes[i] for i in range(15) if i % 5 >= 3]
    return [float(_square(group)) for group in (hidden, outgoing, slopes[15:])]


def gradient():
    """Central differences in exact fractions, weight by weight, in each of the scaled networks."""
    return [float(_square(_slopes(_flat([gamma] * 3), INPUT, TARGET))) for gamma in (F(1, 10), 1, 10)]


def steps():
    """One step along central differences in exact fractions, and the network run again in exact fractions."""
    results = []
    for gamma in (1, 10):
        weights = _flat([gamma] * 3)
        stepped = [w - F(5, 100) * slope for w, slope in zip(weights, _slopes(weights, INPUT, TARGET))]
        results.append([float(y) for y in _run(stepped, INPUT)])
    return results


def balanced():
    """The steps of gradient descent in exact fractions."""
    return [float(loss) for loss in _descend(F(9, 10), F(9, 10), 3)]


def unbalanced():
    """The steps of gradient descent in exact fractions."""
    return [float(loss) for loss in _descend(F(9), F(9, 100), 3)]


def dead():
    """The steps of gradient descent in exact fractions, the unit off as soon as its weight is below 0."""
    return [float(loss) for loss in _descend(F(9), F(9, 100), 6, relu=True)]


def stable():
    """Exact second differences of the loss: the Hessian's determinant is 0, so its trace is the largest eigenvalue."""
    return [float(2 / _largest_eigenvalue(F(gamma))) for gamma in (1, 2, 10)]


def factors():
    """Bisection in 50-digit decimals for the factor at which the two norms meet."""
    return [float(_bisect(_square([*incoming, bias]), _square(outgoing))) for incoming, bias, outgoing in UNITS]


def drift():
    """The learning rate squared times the difference of the squared slopes on the two sides, slopes by exact differences."""
    slopes = _slopes(_flat([1, 1, 1]), [F(1, 5), F(1, 10)], [F(1), F(-1)])
    units = [slopes[start:start + 5] for start in (0, 5, 10)]
    return [float(F(1, 100) ** 2 * (_square(unit[:3]) - _square(unit[3:]))) for unit in units]


def penalty():
    """The squares of all scaled weights and biases, added one by one as exact fractions."""
    return float(_square(_flat([2, 2, 2])))


def _flat(gammas):
    """All 17 numbers of the scaled network: five for each unit, then the output biases."""
    weights = []
    for gamma, (incoming, bias, outgoing) in zip(gammas, UNITS):
        weights += [gamma * w for w in incoming] + [gamma * bias] + [w / gamma for w in outgoing]
    return weights + OUTPUT_BIASES


def _run(weights, x):
    outputs = list(weights[15:])
    for start in (0, 5, 10):
        u, v, bias, first, second = weights[start:start + 5]
        hidden = max(u * x[0] + v * x[1] + bias, F(0))
        outputs = [outputs[0] + first * hidden, outputs[1] + second * hidden]
    return outputs


def _slopes(weights, x, target):
    """A central difference of a parabola is its slope, whatever the step; this one is too small to switch a unit."""
    def loss(index, change):
        moved = list(weights)
        moved[index] += change
        return _square([y - t for y, t in zip(_run(moved, x), target)]) / 2
    h = F(1, 10**6)
    return [(loss(i, h) - loss(i, -h)) / (2 * h) for i in range(len(weights))]


def _square(numbers):
    return sum(number * number for number in numbers)


def _activations():
    return {
        "linear": lambda z: z, "relu": lambda z: z if z > 0 else 0.0, "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
        "abs": abs, "sigmoid": lambda z: (1 + math.tanh(z / 2)) / 2, "tanh": lambda z: 1 - 2 / (math.exp(2 * z) + 1),
        "softplus": lambda z: math.log(1 + math.exp(z)), "elu": lambda z: z if z > 0 else math.exp(z) - 1,
        "gelu": lambda z: z * (1 + math.erf(z / math.sqrt(2))) / 2, "squared_relu": lambda z: z * z if z > 0 else 0.0,
    }


def _survives(phi, gamma, weight=0.7, bias=0.2, outgoing=1.3):
    inputs = [-4.1, -2.3, -1.0, -0.6, 0.0, 0.4, 1.1, 2.7, 3.9]
    before = [outgoing * phi(weight * x + bias) for x in inputs]
    after = [outgoing / gamma * phi(gamma * weight * x + gamma * bias) for x in inputs]
    return max(abs(y - z) for y, z in zip(before, after)) < 1e-12


def _descend(w1, w2, steps, relu=False):
    losses = []
    for _ in range(steps + 1):
        on = 0 if relu and w1 <= 0 else 1
        error = w2 * w1 * on - 1
        losses.append(error * error / 2)
        w1, w2 = w1 - F(1, 10) * error * w2 * on, w2 - F(1, 10) * error * w1 * on
    return losses


def _largest_eigenvalue(gamma):
    def loss(u, v):
        return ((gamma + u) * (1 / gamma + v) - 1) ** 2 / 2
    h = F(1, 100)  # the loss is a parabola in each weight, so these differences are exact
    first = (loss(h, 0) - 2 * loss(0, 0) + loss(-h, 0)) / h**2
    second = (loss(0, h) - 2 * loss(0, 0) + loss(0, -h)) / h**2
    mixed = (loss(h, h) - loss(h, -h) - loss(-h, h) + loss(-h, -h)) / (4 * h**2)
    if first * second != mixed**2:
        raise ArithmeticError("the Hessian has full rank: its trace is not an eigenvalue")
    return first + second


def _bisect(incoming, outgoing):
    with localcontext():
        getcontext().prec = 50
        near, far = (Decimal(q.numerator) / Decimal(q.denominator) for q in (incoming, outgoing))
        near, far, low, high = near.sqrt(), far.sqrt(), Decimal("1e-3"), Decimal("1e3")
        for _ in range(80):
            middle = (low + high) / 2
            low, high = (middle, high) if middle * near < far / middle else (low, middle)
        return low

# SPDX-License-Identifier: MIT
"""Scale symmetry in exact fractions: networks run weight by weight, derivatives by differences that leave no remainder."""

import math
from decimal import Context, Decimal, localcontext
from fractions import Fraction as F

# The example network, a hidden unit a row: incoming weights, bias, outgoing weights; then the output biases.
UNITS = [([F(1), F(-2)], F(1, 10), [F(1), F(1, 2)]),
         ([F(1, 2), F(3, 2)], F(-1, 5), [F(-1), F(2)]),
         ([F(-1), F(1, 4)], F(3, 10), [F(2), F(-3, 4)])]
OUTPUT_BIASES = [F(1, 20), F(-3, 20)]
INPUT, TARGET = [F(-7, 10), F(9, 10)], [F(1, 5), F(-1, 10)]
ALL_ON, WANTED = [F(1, 5), F(1, 10)], [F(1), F(1)]  # an input at which every unit is on, and the target there


def outputs():
    """The network run in exact fractions, unit by unit, each weight scaled by itself."""
    factors = [1, 1, 1], [2, 2, 2], [2, F(1, 2), 10]
    return [[float(y) for y in _run(_flat(gammas), INPUT)] for gammas in factors]


def homogeneous():
    """Euler's relation, slope times argument gives the value back, with slopes by central differences on either side of 0."""
    return [name for name, phi in _activations().items() if all(
        abs(z * (phi(z + 1e-6) - phi(z - 1e-6)) / 2e-6 - phi(z)) < 1e-6 for z in (-4.1, -2.3, -1.0, -0.6, 0.4, 1.1, 2.7, 3.9))]


def allowed():
    """One-unit networks run before and after scaling by 2, 1/2, -1 and -2, their activations written anew without numpy."""
    return [[name for name, phi in _activations().items() if _survives(phi, gamma)] for gamma in (2.0, 0.5, -1.0, -2.0)]


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
    return _stepped(over=2)


def steps_without_half():
    """One step along central differences of the loss without the half, in exact fractions, and the network run again."""
    return _stepped(over=1)


def stable_without_half():
    """Exact second differences of the loss, doubled: the Hessian's determinant is 0, so its trace is the largest eigenvalue."""
    return [float(2 / (2 * _largest_eigenvalue(F(gamma)))) for gamma in (1, 2, 10)]


def balanced():
    """The steps of gradient descent in exact fractions, the slopes by differences of the loss."""
    return [float(loss) for loss in _descend(F(9, 10), F(9, 10), 3)]


def unbalanced():
    """The steps of gradient descent in exact fractions, the slopes by differences of the loss."""
    return [float(loss) for loss in _descend(F(9), F(9, 100), 3)]


def dead():
    """The steps of gradient descent in exact fractions, the slopes by differences of the loss."""
    return [float(loss) for loss in _descend(F(9), F(9, 100), 6, relu=True)]


def stable():
    """Exact second differences of the loss: the Hessian's determinant is 0, so its trace is the largest eigenvalue."""
    return [float(2 / _largest_eigenvalue(F(gamma))) for gamma in (1, 2, 10)]


def stable_doubled():
    """Exact second differences of the loss: the Hessian's determinant is 0, so its trace is the largest eigenvalue."""
    return stable()[1]


def stable_tenfold():
    """Exact second differences of the loss: the Hessian's determinant is 0, so its trace is the largest eigenvalue."""
    return stable()[2]


def factors():
    """Bisection in 50-digit decimals for the factor at which the two norms meet."""
    with localcontext(Context(prec=50)):
        norms = [(_decimal(_square([*incoming, bias])).sqrt(), _decimal(_square(outgoing)).sqrt()) for incoming, bias, outgoing in UNITS]
        return [float(_root(lambda factor, near=near, far=far: factor * near - far / factor)) for near, far in norms]


def drift():
    """The learning rate squared times the difference of the squared slopes on the two sides, slopes by exact differences."""
    slopes = _slopes(_flat([1, 1, 1]), ALL_ON, WANTED)
    units = [slopes[start:start + 5] for start in (0, 5, 10)]
    return [float(F(1, 100) ** 2 * (_square(unit[:3]) - _square(unit[3:]))) for unit in units]


def penalty():
    """The squares of all scaled weights and biases, added one by one as exact fractions."""
    return float(_square(_flat([2, 2, 2])))


def imbalance():
    """The squares of all weights after scaling a unit by 2, less those after scaling it by 1/2, over 4 - 1/4, in exact fractions."""
    def squares(unit, gamma):
        return _square(_flat([gamma if place == unit else F(1) for place in range(3)]))
    return [float((squares(unit, F(2)) - squares(unit, F(1, 2))) / (4 - F(1, 4))) for unit in range(3)]


def flow():
    """Midpoint steps of several lengths, extrapolated to length 0, with the slopes written out unit by unit."""
    x, target, start = [float(v) for v in ALL_ON], [float(v) for v in WANTED], [float(w) for w in _flat([1, 1, 1])]

    def speed(weights):
        errors, pulls = [y - t for y, t in zip(_run(weights, x), target)], []
        for i in (0, 5, 10):
            u, v, bias, first, second = weights[i:i + 5]
            a, pull = u * x[0] + v * x[1] + bias, -(errors[0] * first + errors[1] * second)
            pulls += [pull * x[0], pull * x[1], pull, -errors[0] * a, -errors[1] * a] if a > 0 else [0.0] * 5
        return pulls + [-error for error in errors]
    end = start
    for _ in range(10):
        end = _extrapolated(speed, end, 0.1)
    return [math.sqrt(_square([b - a for a, b in zip(start, end)])), _loss(start, x, target), _loss(end, x, target)]


def zeros():
    """The exact rank of all slopes of the outputs, by Gaussian elimination in fractions; the slopes are differences, exact here."""
    axes, diagonals = [(1, 0), (0, 1), (-1, 0), (0, -1)], [(1, 1), (1, -1), (-1, 1), (-1, -1)]
    return [17 - _rank([row for x in inputs for row in _output_slopes(x)]) for inputs in ([ALL_ON], axes, axes + diagonals)]


def followed():
    """Both networks run in exact fractions, unit by unit."""
    rows = []
    for gamma in (1, 2):
        a = [gamma * u * INPUT[0] + gamma * v * INPUT[1] + gamma * bias for (u, v), bias, _ in UNITS]
        rows += [[float(value) for value in a], [float(max(value, 0)) for value in a]]
    return rows


def minus_two():
    """One-unit networks run before and after scaling by -2, their activations written anew without numpy."""
    return [name for name, phi in _activations().items() if _survives(phi, -2.0)]


def sigmoids():
    """The network of question 2 run in 50-digit decimals, unit by unit."""
    def sigmoid(z):
        return 1 / (1 + (-z).exp())
    with localcontext(Context(prec=50)):
        x, first = [Decimal(v) for v in ("1", "-2", "0.5")], [["0.1", "-0.2", "0.3"], ["0.4", "0.5", "-0.6"]]
        second, third = [["0.7", "-0.8"], ["0.9", "1"]], ["1.1", "-1.2"]
        results = []
        for gamma in (Decimal(1), Decimal(2), Decimal("0.5")):
            h1 = [sigmoid(sum(gamma * Decimal(w) * v for w, v in zip(row, x))) for row in first]
            h2 = [sigmoid(sum(Decimal(w) / gamma * h for w, h in zip(row, h1))) for row in second]
            results.append(float(sum(Decimal(w) * h for w, h in zip(third, h2))))
        return results


def by_factor():
    """Steps along exact differences of the loss, those of a layer one multiple of the steps of the unscaled network, in every weight."""
    plain, rows = _slopes(_flat([1, 1, 1]), INPUT, TARGET), []
    for gamma in (F(1, 10), F(1, 2), F(1), F(2), F(10)):
        weights = _flat([gamma] * 3)
        slopes = _slopes(weights, INPUT, TARGET)
        moved = [w - F(5, 100) * slope for w, slope in zip(weights, slopes)]
        before, after = _loss(weights, INPUT, TARGET), _loss(moved, INPUT, TARGET)
        first, second = ([(slopes[i], plain[i]) for i in range(15) if (i % 5 < 3) == incoming] for incoming in (True, False))
        rows.append([float(v) for v in (gamma, _multiple(first) / gamma, _multiple(second) * gamma, before, after)])
    return rows


def remedies():
    """Steps along differences of the loss in 50-digit decimals, with factors from bisection and Path-SGD's divisors from differences."""
    with localcontext(Context(prec=50)):
        tables = [_remedies(gamma) for gamma in (1, 10)]
    return [[float(y) for y in one + ten] for one, ten in zip(*tables)]


def paths():
    """Every path listed by itself, its weights multiplied and squared as exact fractions."""
    return [float(_paths(_flat(gammas))) for gammas in ([1, 1, 1], [2, F(1, 2), 10])]


def ends():
    """The steps of gradient descent in 50-digit decimals, the slopes by central differences of the loss."""
    def loss(w, v):
        return (v * max(w, Decimal(0)) - 1) ** 2 / 2
    results = []
    with localcontext(Context(prec=50)):
        h = Decimal("1e-6")
        for w, v in ((Decimal("0.9"), Decimal("0.9")), (Decimal(9), Decimal("0.09"))):
            for _ in range(60):
                by_w, by_v = _two_slopes(loss, w, v, h)
                w, v = w - by_w / 10, v - by_v / 10
            results.append(float(loss(w, v)))
    return results


def least():
    """Each unit's part of the sum made least by trisection over the square of its factor, in 50-digit decimals."""
    with localcontext(Context(prec=50)):
        total = _decimal(_square(OUTPUT_BIASES))
        for incoming, bias, outgoing in UNITS:
            near, far = _decimal(_square([*incoming, bias])), _decimal(_square(outgoing))
            low, high = Decimal("0.01"), Decimal(100)
            for _ in range(120):
                left, right = low + (high - low) / 3, high - (high - low) / 3
                falls = near * left + far / left > near * right + far / right
                low, high = (left, high) if falls else (low, right)
            total += near * low + far / low
        return float(total)


def decayed():
    """Steps along differences of the whole loss, penalty included, in 50-digit decimals."""
    return _imbalances(60)


def early():
    """Steps along differences of the whole loss, penalty included, in 50-digit decimals."""
    return _imbalances(5)


def third():
    """Exact second differences of the loss: the Hessian's determinant is 0, so its trace is the largest eigenvalue."""
    return float(2 / _largest_eigenvalue(F(3)))


def squared():
    """Every fraction below 2 with a denominator up to 20 tried in a one-unit network in exact fractions; only one keeps its outputs."""
    def unit(gamma):
        return [max(gamma * F(7, 10) * x + gamma * F(1, 5), 0) ** 2 for x in (F(-1), F(1, 3), F(2), F(5))]
    wanted, scaled = unit(1), unit(3)
    factors = {F(n, d) for d in range(1, 21) for n in range(1, 2 * d)}
    kept = {factor for factor in factors if all(factor * z == y for z, y in zip(scaled, wanted))}
    return kept.pop() if len(kept) == 1 else sorted(kept)


def direction():
    """One step along central differences in 50-digit decimals."""
    with localcontext(Context(prec=50)):
        h = Decimal("1e-15")

        def loss(u, v):
            return 1 - u / (u * u + v * v).sqrt()
        u, v = Decimal(3), Decimal(4)
        by_u, by_v = _two_slopes(loss, u, v, h)
        return float(_square([u - 5 * by_u, v - 5 * by_v]))


def _imbalances(steps):
    results = []
    with localcontext(Context(prec=50)):
        h = Decimal("1e-6")
        for rate, decay in (("0.02", "0"), ("0.2", "0"), ("0.2", "0.05")):
            def loss(w, v, decay=Decimal(decay)):
                return (w * v - 1) ** 2 / 2 + decay * (w * w + v * v) / 2
            w, v = Decimal(3), Decimal("-0.3")
            for _ in range(steps):
                by_w, by_v = _two_slopes(loss, w, v, h)
                w, v = w - Decimal(rate) * by_w, v - Decimal(rate) * by_v
            results.append(float(w * w - v * v))
    return results


def _remedies(gamma):
    """The outputs after one step: plain, balanced first, normalised first, and with slopes divided as Path-SGD does.

    The sum over all paths is a parabola in every weight, so half its second difference is what the square of the weight stands with.
    """
    x, target = [_decimal(v) for v in INPUT], [_decimal(v) for v in TARGET]

    def sides(unit):
        return _square(unit[:3]), _square(unit[3:])

    def stepped(units, by_path=False):
        weights = [w for unit in units for w in unit] + [_decimal(bias) for bias in OUTPUT_BIASES]
        slopes = _slopes(weights, x, target, Decimal("1e-6"))
        shared = [(_paths(_moved(weights, i, 1)) + _paths(_moved(weights, i, -1))) / 2 - _paths(weights) for i in range(17)]
        return _run([w - s / (d if by_path else 1) / 20 for w, s, d in zip(weights, slopes, shared)], x)

    def scaled(unit, factor):
        return [factor * w for w in unit[:3]] + [w / factor for w in unit[3:]]

    units = [[_decimal(w) for w in _flat([gamma] * 3)[start:start + 5]] for start in (0, 5, 10)]
    balanced = [scaled(unit, _root(lambda q, unit=unit: sides(unit)[0] * q**4 - sides(unit)[1])) for unit in units]
    normalised = [scaled(unit, _root(lambda q, unit=unit: sides(unit)[0] * q**2 - 1)) for unit in units]
    return [stepped(units), stepped(balanced), stepped(normalised), stepped(units, by_path=True)]


def _paths(weights):
    products = [weights[start + i] * weights[start + 3 + k] for start in (0, 5, 10) for i in range(3) for k in range(2)]
    return _square(products) + _square(weights[15:])


def _moved(weights, index, change):
    return [w + change * (i == index) for i, w in enumerate(weights)]


def _multiple(pairs):
    """The one number that every first entry is times the second, whatever it is where both are 0."""
    ratios = {slope / plain for slope, plain in pairs if slope or plain}
    if len(ratios) != 1:
        raise ArithmeticError("the slopes of a layer are not one multiple of those of the unscaled network")
    return ratios.pop()


def _root(rising):
    low, high = Decimal("1e-6"), Decimal("1e3")
    for _ in range(130):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return low


def _decimal(number):
    return Decimal(number.numerator) / Decimal(number.denominator)


def _extrapolated(speed, start, length):
    """The flow followed for `length`: 2, 4, ... 12 midpoint steps, whose error holds even powers of the step only, extrapolated."""
    rows, counts = [], (2, 4, 6, 8, 10, 12)
    for index, count in enumerate(counts):
        h = length / count
        before, now = start, [w + h * v for w, v in zip(start, speed(start))]
        for _ in range(count - 1):
            before, now = now, [w + 2 * h * v for w, v in zip(before, speed(now))]
        row = [[(a + b + h * v) / 2 for a, b, v in zip(before, now, speed(now))]]
        for k in range(index):
            ratio = (count / counts[index - k - 1]) ** 2 - 1
            row.append([a + (a - b) / ratio for a, b in zip(row[k], rows[-1][k])])
        rows.append(row)
    return rows[-1][-1]


def _output_slopes(x):
    """Two rows of 17 slopes at the example's weights, by central differences of the outputs, which are linear in every weight."""
    weights, h, columns = _flat([1, 1, 1]), F(1, 10**6), []
    for index in range(17):
        above, below = (_run(_moved(weights, index, change), x) for change in (h, -h))
        columns.append([(up - down) / (2 * h) for up, down in zip(above, below)])
    return [list(row) for row in zip(*columns)]


def _rank(rows):
    rank = 0
    for column in range(len(rows[0])):
        pivot = next((row for row in rows[rank:] if row[column]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        rows.insert(rank, pivot)
        for i in range(rank + 1, len(rows)):
            if rows[i][column]:
                factor = rows[i][column] / pivot[column]
                rows[i] = [a - factor * b for a, b in zip(rows[i], pivot)]
        rank += 1
    return rank


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
        hidden = max(u * x[0] + v * x[1] + bias, 0)
        outputs = [outputs[0] + first * hidden, outputs[1] + second * hidden]
    return outputs


def _slopes(weights, x, target, h=F(1, 10**6), over=2):
    """A central difference of a parabola is its slope, whatever the step; this one is too small to switch a unit."""
    def loss(index, change):
        return _loss(_moved(weights, index, change), x, target, over)
    return [(loss(i, h) - loss(i, -h)) / (2 * h) for i in range(len(weights))]


def _two_slopes(loss, u, v, h):
    """The central differences of a loss of two weights."""
    return (loss(u + h, v) - loss(u - h, v)) / (2 * h), (loss(u, v + h) - loss(u, v - h)) / (2 * h)


def _loss(weights, x, target, over=2):
    return _square([y - t for y, t in zip(_run(weights, x), target)]) / over


def _stepped(over):
    """The outputs of the network, unscaled and scaled by 10, after one step down the loss |y - t|^2 / over."""
    results = []
    for gamma in (1, 10):
        weights = _flat([gamma] * 3)
        slopes = _slopes(weights, INPUT, TARGET, over=over)
        stepped = [w - F(5, 100) * slope for w, slope in zip(weights, slopes)]
        results.append([float(y) for y in _run(stepped, INPUT)])
    return results


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
    def loss(w1, w2):
        return (w2 * (max(w1, 0) if relu else w1) - 1) ** 2 / 2
    losses, h = [loss(w1, w2)], F(1, 10**6)
    for _ in range(steps):
        by_w1, by_w2 = _two_slopes(loss, w1, w2, h)
        w1, w2 = w1 - by_w1 / 10, w2 - by_w2 / 10
        losses.append(loss(w1, w2))
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

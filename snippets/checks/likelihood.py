# SPDX-License-Identifier: MIT
"""Question 5 in exact fractions and 50-digit decimals: cofactors, conditional densities, differences, regressions, parabolas."""

from decimal import Context, Decimal, localcontext
from fractions import Fraction

TARGETS = [[1, 2], [0, -1], [3, Fraction(1, 2)]]
OUTPUTS = [[Fraction(1, 2), Fraction(3, 2)], [Fraction(1, 4), Fraction(-1, 2)], [2, 1]]
COVARIANCE = [[2, Fraction(3, 5)], [Fraction(3, 5), 1]]
QUARTER = [[Fraction(1, 4), 0], [0, Fraction(1, 4)]]
UNEQUAL = [[4, 0], [0, Fraction(1, 2)]]
IDENTITY = [[1, 0], [0, 1]]
TIED = [[1, Fraction(9, 10)], [Fraction(9, 10), 1]]
PI = Decimal("3.14159265358979323846264338327950288419716939937510")


def error():
    """The inverse written out by cofactors, and every product of two residuals and an entry of it added up in exact fractions."""
    return float(_error(_residuals(OUTPUTS), COVARIANCE))


def shares():
    """The inverse written out by cofactors, and exact fractions, for each example by itself."""
    return [float(_error([residual], COVARIANCE)) for residual in _residuals(OUTPUTS)]


def nll():
    """The density of each first target times that of the second given the first, multiplied in 50-digit decimals; one logarithm."""
    return _nll(COVARIANCE)


def by_covariance():
    """Errors by cofactors in exact fractions; densities as first target times second given first, in 50-digit decimals."""
    return [[float(_error(_residuals(OUTPUTS), covariance)), _nll(covariance)] for covariance in (COVARIANCE, QUARTER, UNEQUAL)]


def gradient():
    """Central differences in exact fractions, entry by entry; for a quadratic function they have no error."""
    return [[float(_difference(n, k)) for k in range(2)] for n in range(3)]


def without_half():
    """The inverse written out by cofactors, and every product of two residuals and an entry of it added up, in exact fractions, twice."""
    return float(sum(2 * _error([residual], COVARIANCE) for residual in _residuals(OUTPUTS)))


def slope_without_half():
    """Differences of the sum without the half in exact fractions, entry by entry; for a quadratic function they have no error."""
    return [[float(2 * _difference(n, k)) for k in range(2)] for n in range(3)]


def directions():
    """Both residuals are eigenvectors of the covariance, which is verified, so half their squared length over the eigenvalue."""
    costs = []
    for first, second in ((1, 1), (1, -1)):
        image = [row[0] * first + row[1] * second for row in TIED]
        eigenvalue = image[0] / first
        if image[1] != eigenvalue * second:
            raise ArithmeticError("not an eigenvector")
        costs.append(float(Fraction(first**2 + second**2) / eigenvalue / 2))
    return costs


def minimisers():
    """The error at three weights in exact fractions, and the vertex of the parabola through the three points."""
    half = Fraction(1, 2)
    return [float(_vertex(lambda w, covariance=covariance: _error([[1 - w, 1 - 2 * w]], covariance)))
            for covariance in (IDENTITY, [[1, 0], [0, 4]], [[1, half], [half, 1]], [[3, 0], [0, 3]])]


def same_regressors():
    """The error at six points in exact fractions, the quadratic function through them, and the point where it is level."""
    return [_lowest([1, 2, 3], [1, 2, 3], covariance) for covariance in (IDENTITY, TIED)]


def different_regressors():
    """The error at six points in exact fractions, the quadratic function through them, and the point where it is level."""
    return [_lowest([1, 2, 3], [1, 4, 9], covariance) for covariance in (IDENTITY, TIED)]


def covariance_ml():
    """Two regressions in exact fractions: the first residual's variance, then the second residual on the first, put together."""
    return [[float(entry) for entry in row] for row in _covariance_ml()]


def scale():
    """A search by thirds for the largest density over the scale, in 50-digit decimals."""
    with localcontext(Context(prec=50)):
        cost = _decimal(_error(_residuals(OUTPUTS), COVARIANCE))
        # three pairs of targets: scaling a pair's covariance by s divides the factor in front of its density by s
        return _by_thirds(lambda s: 3 * s.ln() + cost / s, Decimal("0.01"), Decimal(10))


def residuals():
    """Every output taken from its target in exact fractions."""
    return [[float(entry) for entry in residual] for residual in _residuals(OUTPUTS)]


def whitened():
    """Each first residual over its deviation, then what is left of the second after the first, over its own, in 50-digit decimals."""
    with localcontext(Context(prec=50)):
        slope = Fraction(COVARIANCE[1][0]) / COVARIANCE[0][0]
        deviations = [_decimal(COVARIANCE[0][0]).sqrt(), _decimal(COVARIANCE[1][1] - slope * COVARIANCE[0][1]).sqrt()]
        return [[float(_decimal(first) / deviations[0]), float(_decimal(second - slope * first) / deviations[1])]
                for first, second in _residuals(OUTPUTS)]


def eigenvector():
    """The error at three weights in exact fractions, and the vertex of the parabola through the three points."""
    return float(_vertex(lambda w: _error([[1 - w, 1 - 2 * w]], [[2, 2], [2, 5]])))


def interpolated():
    """Both equations solved by elimination in exact fractions; their error is 0, and no error is below that."""
    one, rows = Fraction(1), [[Fraction(1), Fraction(2), Fraction(1)], [Fraction(1), Fraction(-1), Fraction(2)]]
    second = (rows[1][2] - rows[0][2] * rows[1][0] / rows[0][0]) / (rows[1][1] - rows[0][1] * rows[1][0] / rows[0][0])
    first = (rows[0][2] - rows[0][1] * second) / rows[0][0]
    left = [[one - first - 2 * second, 2 * one - first + second]]
    if _error(left, IDENTITY) or _error(left, TIED):
        raise ArithmeticError("the equations are not met")
    return [[float(first), float(second)]] * 2


def shared_unit():
    """The error for each weight in 40-digit decimals, and a search by thirds for the weight where it is least."""
    return [_best_unit(covariance) for covariance in (IDENTITY, TIED)]


def weight_slope():
    """A central difference of the error at weight 0 in exact fractions; for a parabola it has no error."""
    up, down = (_error([[1 - w, 1 - 2 * w]], [[1, 0], [0, 4]]) for w in (Fraction(1), Fraction(-1)))
    return float((up - down) / 2)


def profile():
    """The density of the targets with the best covariance, each pair's first target times its second given the first."""
    (a, b), (_, c) = _covariance_ml()
    return _nll([[a, b], [b, c]])


def profile_rows():
    """Best covariances from two regressions in exact fractions; then densities, first target times second given first."""
    rows = []
    for shift in (0, 1, 2):
        residuals = [[r - shift, s - shift] for r, s in _residuals(OUTPUTS)]
        rows.append(_nll(_covariance_ml(residuals), residuals))
    return rows


def collapse():
    """For each of the three covariances, the density of the first target times that of the second given the first, in 50 digits."""
    (r, s), values = _residuals(OUTPUTS)[0], []
    for added in (Fraction(1, 100), Fraction(1, 10**4), Fraction(1, 10**6)):
        values.append(_nll([[r * r + added, r * s], [r * s, s * s + added]], [[r, s]]))
    return values


def separate():
    """Three densities of a single number multiplied in 50-digit decimals, and compared with those at residuals of 0."""
    with localcontext(Context(prec=50)):
        there = here = Decimal(1)
        for miss, variance in ((1, 1), (2, 4), (2, 16)):
            there *= _bell(0, variance)
            here *= _bell(miss, variance)
        return float((there / here).ln())


def units():
    """The density of the targets in one unit over that in the other, in 50-digit decimals; one logarithm."""
    finer = [[100 * r for r in residual] for residual in _residuals(OUTPUTS)]
    return float(_nll([[10**4 * entry for entry in row] for row in COVARIANCE], finer, exact=True) - _nll(COVARIANCE, exact=True))


def combined():
    """The error at three temperatures in exact fractions, and the vertex of the parabola through the three points."""
    return float(_vertex(lambda w: _error([[10 - w, 12 - w]], [[1, Fraction(3, 2)], [Fraction(3, 2), 4]])))


def _best_unit(covariance):
    """The weight u of a tanh unit with two outgoing weights, the best ones for u; inputs -1, 1/2, 1, 2."""
    (a, b), (_, c) = [[_decimal(entry) for entry in row] for row in covariance]
    targets = [[Decimal(t) for t in pair] for pair in (("0.3", "-1"), ("0.5", "0.2"), ("-0.4", "1"), ("1", "0.7"))]

    def height(u):
        root = u.exp()  # e^(2 u x) is a power of it
        powers = [1 / (root * root), root, root**2, root**4]
        hidden = [(power - 1) / (power + 1) for power in powers]
        length = sum(z * z for z in hidden)
        v = [sum(z * pair[k] for z, pair in zip(hidden, targets)) / length for k in (0, 1)]
        misses = [(pair[0] - v[0] * z, pair[1] - v[1] * z) for z, pair in zip(hidden, targets)]
        return sum(c * r * r - 2 * b * r * s + a * s * s for r, s in misses) / (a * c - b * b) / 2

    with localcontext(Context(prec=40)):
        return _by_thirds(height, Decimal("0.05"), Decimal(5))


def _by_thirds(height, low, high):
    """Where a function with one valley between `low` and `high` is least."""
    while high - low > Decimal("1e-18"):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        low, high = (low, right) if height(left) < height(right) else (left, high)
    return float(low)


def _covariance_ml(residuals=None):
    residuals = residuals or _residuals(OUTPUTS)
    first = _mean([r * r for r, _ in residuals])
    slope = _mean([r * s for r, s in residuals]) / first
    left = _mean([(s - slope * r) ** 2 for r, s in residuals])
    return [[first, slope * first], [slope * first, slope * slope * first + left]]


def _residuals(outputs):
    return [[Fraction(t) - f for t, f in zip(target, output)] for target, output in zip(TARGETS, outputs)]


def _error(residuals, covariance):
    (a, b), (c, d) = covariance
    inverse = [[Fraction(d), Fraction(-b)], [Fraction(-c), Fraction(a)]]
    total = sum(r[i] * inverse[i][j] * r[j] for r in residuals for i in range(2) for j in range(2))
    return total / (Fraction(a) * d - Fraction(b) * c) / 2


def _nll(covariance, residuals=None, exact=False):
    with localcontext(Context(prec=50)):
        density = Decimal(1)
        for first, second in residuals or _residuals(OUTPUTS):
            slope = Fraction(covariance[1][0]) / covariance[0][0]
            density *= _bell(first, covariance[0][0])
            density *= _bell(second - slope * first, covariance[1][1] - slope * covariance[0][1])
        return -density.ln() if exact else float(-density.ln())


def _bell(miss, variance):
    """The density of a single Gaussian number."""
    miss, variance = _decimal(miss), _decimal(variance)
    return (-miss * miss / (2 * variance)).exp() / (2 * PI * variance).sqrt()


def _decimal(value):
    value = Fraction(value)
    return Decimal(value.numerator) / Decimal(value.denominator)


def _difference(n, k):
    errors = []
    for step in (1, -1):
        moved = [row[:] for row in OUTPUTS]
        moved[n][k] += step
        errors.append(_error(_residuals(moved), COVARIANCE))
    return (errors[0] - errors[1]) / 2


def _vertex(height):
    left, middle, right = height(Fraction(0)), height(Fraction(1)), height(Fraction(2))
    return 1 - (right - left) / (2 * (right - 2 * middle + left))


def _lowest(first, second, covariance):
    """The two slopes, for targets (1, 2), (2, 1), (2, 4), by the quadratic function through six heights."""
    def height(v, w):
        return _error([[y - v * a, z - w * b] for (y, z), a, b in zip([(1, 2), (2, 1), (2, 4)], first, second)], covariance)

    base = height(0, 0)
    by_v, by_w = (height(1, 0) - height(-1, 0)) / 2, (height(0, 1) - height(0, -1)) / 2
    vv, ww = height(1, 0) + height(-1, 0) - 2 * base, height(0, 1) + height(0, -1) - 2 * base
    vw = height(1, 1) - base - by_v - by_w - vv / 2 - ww / 2
    return [float((vw * by_w - ww * by_v) / (vv * ww - vw * vw)), float((vw * by_v - vv * by_w) / (vv * ww - vw * vw))]


def _mean(values):
    return sum(values) / len(values)

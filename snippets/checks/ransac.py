# SPDX-License-Identifier: MIT
"""RANSAC's counts without logarithms: patterns are listed, failures multiplied as exact fractions."""

import math
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import combinations, product

from snippets.checks import Interval

CONFIDENCE = Fraction(95, 100)
SIZES = (1, 2, 3, 4, 5, 7, 8)
GRID = [(x, y) for x in range(3) for y in range(3)]
RUNS = 300  # the page's own run, with 40 matches, 20 of them right, and how often it succeeded, by samples drawn: given here, not run again
SUCCESSES = {5: 78, 10: 135, 15: 162, 20: 189, 25: 215, 30: 237, 35: 253, 40: 260, 47: 274, 55: 287}


def affine():
    """Failures multiplied one sample at a time, in exact fractions, after listing the inlier patterns of 3 matches."""
    return _draws(_good_share(3))


def homography():
    """Failures multiplied one sample at a time, in exact fractions, after listing the inlier patterns of 4 matches."""
    return _draws(_good_share(4))


def by_model():
    """Failures multiplied in exact fractions, for every sample size, after listing all inlier patterns."""
    return [_draws(_good_share(size)) for size in SIZES]


def too_few():
    """The exact fraction of all sequences of 23 samples that hold a good one, summed over where the first good one stands."""
    return _held(23)


def expected_success():
    """The exact fraction of all sequences of 16 samples that hold a good one, summed over where the first good one stands."""
    return _held(16)


def just_enough():
    """The exact fractions of all sequences of 46 and of 47 samples that hold a good one, summed over where the first stands."""
    return [_held(46), _held(47)]


def finite():
    """All 4-match samples of 8 listed and counted; larger sets followed match by match; failures multiplied exactly."""
    return _finite(4)


def finite_affine():
    """All 3-match samples of 8 listed and counted; larger sets followed match by match; failures multiplied exactly."""
    return _finite(3)


def distinct():
    """The samples still untried counted down, in exact fractions, until the good one is missed at most once in twenty."""
    left, samples, missed = math.comb(8, 4), 0, Fraction(1)
    while missed > 1 - CONFIDENCE:
        missed *= Fraction(left - 1, left)
        left, samples = left - 1, samples + 1
    return samples


def logs():
    """A power series for the logarithm, added up in exact fractions."""
    return [-_ln(Fraction(20)), -_ln(Fraction(16, 15))]


def quotient():
    """The exponent found bit by bit with square roots in 40-digit decimals, without a logarithm."""
    return _exponent(1 - _good_share(4))


def quotients():
    """The exponent of each failure found bit by bit with square roots in 40-digit decimals, without a logarithm."""
    return [_exponent(1 - _good_share(size)) for size in SIZES]


def around():
    """The chances that the first good sample comes first, second, third and so on, added up in 50-digit decimals."""
    return [[_sum_of_firsts(_good_share(size), samples) for samples in (needed - 1, needed)]
            for size, needed in zip(SIZES, by_model())]


def nearest_success():
    """The chances that the first good sample comes first, second, third and so on, added up in 50-digit decimals."""
    return [_sum_of_firsts(_good_share(size), math.floor(_exponent(1 - _good_share(size)) + 0.5)) for size in SIZES]


def mean_draws():
    """The chances that no sample was good yet, after none, one, two samples and so on, added up until they vanish."""
    means = []
    for size in SIZES:
        bad, left, mean = float(1 - _good_share(size)), 1.0, 0.0
        while left > 1e-14:
            left, mean = left * bad, mean + left
        means.append(mean)
    return means


def by_outliers():
    """Failures raised to a power by repeated squaring in 80-digit decimals, and the least power found by halving."""
    return [[_least((Decimal(10 - tenths) / 10) ** size, Decimal("0.05")) for tenths in range(1, 8)] for size in (3, 4, 7)]


def tiny():
    """Failures raised to a power by repeated squaring in 80-digit decimals, and the least power found by halving."""
    return _least(Decimal("1e-16"), Decimal("0.05"))


def whole():
    """Failures multiplied one sample at a time, in exact fractions."""
    return [_draws(Fraction(1, 5), Fraction(36, 100)), _draws(Fraction(1, 4), Fraction(37, 64))]


def collinear():
    """The lines of the 3 by 3 grid walked from each point in its four directions, and the samples that hold three points of one listed."""
    return [sum(any(line <= set(sample) for line in _lines()) for sample in combinations(GRID, size)) for size in (3, 4)]


def grid():
    """All samples of 4 of the 18 matches listed, good and usable ones counted, failures multiplied in exact fractions."""
    names = {point: number for number, point in enumerate(GRID)}
    lines = [{names[point] for point in line} for line in _lines()]
    samples = list(combinations(range(18), 4))
    good = [set(sample) for sample in samples if max(sample) < 9]
    usable = [sample for sample in good if not any(line <= sample for line in lines)]
    return [_draws(Fraction(len(found), len(samples))) for found in (good, usable)]


def mismatch():
    """Each point's place among three others carried over to their targets, match by match, for every three matches."""
    points = [(8 * (k**3 % 101), 6 * ((29 * k**2 + 5 * k) % 97)) for k in range(20)]
    targets = []
    for x, y in points:
        below = 0.0002 * x + 0.0001 * y + 1
        targets.append(((1.1 * x + 0.1 * y + 20) / below, (-0.05 * x + 0.95 * y + 30) / below))
    most = 0
    for a, b, c in combinations(range(20), 3):
        (ax, ay), (bx, by), (cx, cy) = points[a], points[b], points[c]
        (au, av), (bu, bv), (cu, cv) = targets[a], targets[b], targets[c]
        area, near = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay), 0
        for (x, y), (u, v) in zip(points, targets):
            second = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area
            third = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area
            off_u = au + second * (bu - au) + third * (cu - au) - u
            off_v = av + second * (bv - av) + third * (cv - av) - v
            near += off_u * off_u + off_v * off_v < 9
        most = max(most, near)
    return most


def run_theory():
    """The matches of a sample followed one by one, and the chances for where the first good sample comes added up."""
    return [_sum_of_firsts(_inlier_share(20, 40, 4), samples) for samples in (23, 47, 55)]


def run():
    """The exact binomial distribution of the number of successes, cut where less than one in a million lies outside on either side."""
    return _band(47)


def run_finite():
    """The exact binomial distribution of the number of successes, cut where less than one in a million lies outside on either side."""
    return _band(55)


def run_interval():
    """From the run's counts, which the exact binomial law must allow, the two chances that put them at the edge of 95 %, by halving."""
    counts = _allowed()
    return [[_edge(counts[samples], 0.0), _edge(counts[samples], 1.0)] for samples in (47, 55)]


def run_held():
    """From the run's counts, which the exact binomial law must allow, each distance from the chance of a good sample in deviations."""
    good, held = _inlier_share(20, 40, 4), 0
    for samples, successes in _allowed().items():
        chance = _sum_of_firsts(good, samples)
        distance = abs(successes / RUNS - chance) / math.sqrt(chance * (1 - chance) / RUNS)
        held += math.erf(distance / math.sqrt(2)) <= 0.95
    return held


def fewer_outliers():
    """Failures multiplied one sample at a time, in exact fractions."""
    return _draws(Fraction(7, 10) ** 3, Fraction(99, 100))


def tolerated():
    """The share found by halving in 40-digit decimals, each trial multiplying match by match and sample by sample."""
    with localcontext(Context(prec=40)):
        low, high = Decimal(0), Decimal(1)
        for _ in range(60):
            share = (low + high) / 2
            good = (1 - share) * (1 - share) * (1 - share) * (1 - share)
            missed = Decimal(1)
            for _ in range(30):
                missed *= 1 - good
            low, high = (share, high) if missed <= Decimal("0.05") else (low, share)
        return float(low)


def random_search():
    """Failures multiplied one trial at a time, in exact fractions."""
    return _draws(Fraction(5, 100))


def _good_share(size):
    """The share of inlier patterns of `size` matches, half of them wrong, that hold no outlier."""
    patterns = list(product((True, False), repeat=size))
    return Fraction(sum(map(all, patterns)), len(patterns))


def _held(draws):
    """The probability that one of `draws` samples of 4 is good: the first good one comes after 0, 1, 2, ... failures."""
    good = _good_share(4)
    return float(sum(good * (1 - good) ** failures for failures in range(draws)))


def _draws(good, confidence=CONFIDENCE):
    failure, draws = Fraction(1), 0
    while 1 - failure < confidence:
        failure, draws = failure * (1 - good), draws + 1
    return draws


def _finite(size):
    """The samples needed for 8, 20, 100 and 1000 matches, half of them wrong."""
    samples = list(combinations(range(8), size))
    shares = [Fraction(sum(set(sample) <= {0, 1, 2, 3} for sample in samples), len(samples))]
    return [_draws(share) for share in shares + [_inlier_share(matches // 2, matches, size) for matches in (20, 100, 1000)]]


def _inlier_share(inliers, matches, size):
    """The share of samples without an outlier, followed match by match."""
    share = Fraction(1)
    for drawn in range(size):
        share *= Fraction(inliers - drawn, matches - drawn)
    return share


def _sum_of_firsts(good, samples):
    with localcontext(Context(prec=50)):
        good = Decimal(good.numerator) / Decimal(good.denominator)
        first, total = good, Decimal(0)
        for _ in range(samples):
            total, first = total + first, first * (1 - good)
        return float(total)


def _ln(value):
    """ln v = 2 (t + t^3/3 + t^5/5 + ...) with t = (v - 1) / (v + 1), after taking out factors of 2."""
    twos = 0
    while value > 2:
        value, twos = value / 2, twos + 1

    def series(v):
        t = (v - 1) / (v + 1)
        return 2 * sum(t ** power / power for power in range(1, 40, 2))

    return float(series(value) + twos * series(Fraction(2)))


def _exponent(bad):
    """The x with bad^x = 1/20: whole steps by multiplying, then halves, quarters, ... by square roots."""
    with localcontext(Context(prec=40)):
        bad = Decimal(bad.numerator) / Decimal(bad.denominator)
        rest, exponent = Decimal("0.05"), 0.0
        while rest <= bad:
            rest, exponent = rest / bad, exponent + 1
        for bit in range(1, 60):
            bad = bad.sqrt()
            if rest <= bad:
                rest, exponent = rest / bad, exponent + 0.5 ** bit
        return exponent


def _least(good, miss):
    with localcontext(Context(prec=80)):
        def power(base, exponent):
            result = Decimal(1)
            while exponent:
                if exponent % 2:
                    result *= base
                base, exponent = base * base, exponent // 2
            return result

        low, high = 0, 1
        while power(1 - good, high) > miss:
            low, high = high, 2 * high
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if power(1 - good, middle) > miss else (low, middle)
        return high


def _lines():
    """All lines of three points of the grid."""
    walks = [[(x + step * right, y + step * up) for step in range(3)] for x, y in GRID for right, up in ((1, 0), (0, 1), (1, 1), (1, -1))]
    return [set(walk) for walk in walks if set(walk) <= set(GRID)]


def _band(samples):
    """The share of successful runs, between bounds."""
    chance = 1 - float((1 - _inlier_share(20, 40, 4)) ** samples)
    chances = [math.comb(RUNS, k) * chance**k * (1 - chance) ** (RUNS - k) for k in range(RUNS + 1)]
    low = next(k for k in range(RUNS + 1) if sum(chances[:k + 1]) > 1e-6)
    high = next(k for k in range(RUNS, -1, -1) if sum(chances[k:]) > 1e-6)
    return Interval(low / RUNS, high / RUNS)


def _allowed():
    """The counts of the run, each within the bounds that `run` and `run_finite` set the shares."""
    for samples, successes in SUCCESSES.items():
        low, high = _band(samples)
        if not low <= successes / RUNS <= high:
            raise ArithmeticError(f"{successes} successes in {RUNS} runs of {samples} samples: the law allows {low} to {high}")
    return SUCCESSES


def _edge(successes, outside):
    """Between the frequency and `outside`: where |frequency - p| = z sqrt(p (1 - p) / runs), with 95 % of a normal law within z."""
    low, high = 1.0, 3.0
    for _ in range(60):
        z = (low + high) / 2
        low, high = (z, high) if math.erf(z / math.sqrt(2)) < 0.95 else (low, z)
    frequency = inside = successes / RUNS
    for _ in range(60):
        p = (inside + outside) / 2
        near = abs(frequency - p) < low * math.sqrt(p * (1 - p) / RUNS)
        inside, outside = (p, outside) if near else (inside, p)
    return inside

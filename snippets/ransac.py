# SPDX-License-Identifier: MIT
"""How many samples RANSAC must draw, and a RANSAC of homographies to try it.

Source: Fischler and Bolles (1981), "Random sample consensus", section II; Hartley and Zisserman (2004), sections 4.1 and 4.7;
Wilson (1927), "Probable inference, the law of succession, and statistical inference", for the interval.
"""

import contextlib
import math
import re
import sys
from decimal import Context, Decimal, localcontext
from fractions import Fraction
from itertools import combinations
from statistics import NormalDist

import numpy as np

from snippets.network import count

DIGITS = 4300  # of a denominator: with more, a logarithm takes minutes
BITS = int(DIGITS * math.log2(10))
SCENE = np.array([[1.1, 0.1, 20], [-0.05, 0.95, 30], [2e-4, 1e-4, 1]])  # the right homography of `matches`


def iterations(confidence, outlier_ratio, sample_size):
    """The least number of independent samples of which at least one is free of outliers with probability `confidence` or more.

    confidence, outlier_ratio: int, Fraction, decimal string or float in [0, 1]; a float means the decimal it prints as.
    sample_size: matches in one sample, at least 1. With confidence 0 the answer is 0 samples.
    Raises ValueError where no number of samples suffices, or a number needs more than DIGITS digits; so do those that refer to this.
    """
    return _least_power(1 - _good(outlier_ratio, sample_size), 1 - _ratio("confidence", confidence))


def iterations_finite(confidence, inliers, matches, sample_size):
    """The same for `matches` given matches, `inliers` of them good: distinct within a sample, samples independent.

    inliers: a whole number of at least 0; matches, sample_size: of at least 1. Raises ValueError where no number of samples suffices.
    """
    inliers, matches, sample_size = count("inliers", inliers, least=0), count("matches", matches), count("sample_size", sample_size)
    if max(sample_size, inliers) > matches:
        raise ValueError(f"sample_size {sample_size} and inliers {inliers} are given with matches {matches}: expected both up to matches")
    good = Fraction(math.comb(inliers, sample_size), math.comb(matches, sample_size))
    _short(sample_size, good.denominator.bit_length())
    return _least_power(1 - good, 1 - _ratio("confidence", confidence))


def success_probability(draws, outlier_ratio, sample_size):
    """The probability that at least one of `draws` independent samples is free of outliers: 1 - (1 - q)^draws, a float.

    draws: a whole number of at least 0 and below 2**1023; the others as in `iterations`. Raises ValueError where one is not so.
    """
    draws, good = count("draws", draws, least=0), float(_good(outlier_ratio, sample_size))
    if draws >= 2**1023:
        raise ValueError("draws is 2**1023 or more: expected fewer")
    return -math.expm1(draws * math.log1p(-good)) if good < 1 else float(draws > 0)


def quotient(confidence, outlier_ratio, sample_size):
    """The number before it is rounded up, ln(1 - p) / ln(1 - q) with q = (1 - e)^s, a float.

    Arguments as in `iterations`; inf above the largest float. Raises ValueError where confidence is 1, q is 0 or 1, or no normal float
    tells them from that.
    """
    bad, miss = 1 - _good(outlier_ratio, sample_size), 1 - _ratio("confidence", confidence)
    if min(map(float, (1 - bad, bad, miss))) < sys.float_info.min:
        raise ValueError(f"outlier_ratio is {outlier_ratio!r}, confidence is {confidence!r}: expected p and q inside 0 to 1, as floats")
    return _log(miss) / _log(bad)


def expected_draws(outlier_ratio, sample_size):
    """The mean number of samples up to and with the first good one, 1 / q, a float. Raises ValueError if q is no normal float above 0."""
    good = float(_good(outlier_ratio, sample_size))
    if good < sys.float_info.min:
        raise ValueError(f"outlier_ratio is {outlier_ratio!r}: expected q above 0, as a float, or no sample is ever good")
    return 1 / good


def tolerated_outliers(confidence, draws, sample_size):
    """The largest share of outliers for which `draws` samples reach the confidence: 1 - (1 - (1 - p)^(1/N))^(1/s), a float.

    draws, sample_size: whole numbers of at least 1, draws below 2**1023; confidence as in `iterations`, if 1, or less as a float.
    Raises ValueError otherwise.
    """
    miss, draws = 1 - _ratio("confidence", confidence), count("draws", draws)
    if draws >= 2**1023 or miss and not float(miss):
        raise ValueError(f"draws is {draws}, confidence is {confidence!r}: expected draws below 2**1023, and less than 1 as a float, or 1")
    good = -math.expm1(_log(miss) / draws) if miss else 1.0
    return 1 - good ** (1 / count("sample_size", sample_size))


def collinear_samples(points, sample_size):
    """How many samples of `sample_size` of the points hold three points on one line. points (n, 2), whole numbers."""
    points = [tuple(map(int, point)) for point in points]  # numpy's own would wrap around

    def on_a_line(a, b, c):
        return (b[0] - a[0]) * (c[1] - a[1]) == (c[0] - a[0]) * (b[1] - a[1])

    return sum(any(on_a_line(*three) for three in combinations(sample, 3)) for sample in combinations(points, sample_size))


def equations(source, target):
    """The 8 equations for the 9 entries h of a homography through 4 matches, one row each: (..., 4, 2), (..., 4, 2) -> (..., 8, 9).

    The match (x, y), (u, v) gives (x, y, 1) (h1, h2, h3) = u w and (x, y, 1) (h4, h5, h6) = v w, with w = (x, y, 1) (h7, h8, h9).
    """
    source, target = np.asarray(source, float), np.asarray(target, float)
    one = np.insert(source, 2, 1, axis=-1)
    u, v = target[..., :1], target[..., 1:]
    return np.block([[one, 0 * one, -u * one],
                     [0 * one, one, -v * one]])


def homographies(source, target):
    """The homographies through samples of 4 matches, scaled to a last entry of 1: (n, 4, 2), (n, 4, 2) -> (n, 3, 3).

    Where a sample leaves the map open, or the map's last entry is 0, rounding gives some map, or it raises numpy.linalg.LinAlgError; so do
    `affine_maps` and `ransac`.
    """
    rows = equations(source, target)
    entries = np.linalg.solve(rows[..., :8], -rows[..., 8:])[..., 0]
    return np.insert(entries, 8, 1, axis=-1).reshape(-1, 3, 3)


def affine_maps(source, target):
    """The affine maps through samples of 3 matches, as homographies: (n, 3, 2), (n, 3, 2) -> (n, 3, 3)."""
    rows = np.linalg.solve(np.insert(np.asarray(source, float), 2, 1, axis=-1), target).swapaxes(-1, -2)
    return np.insert(rows, 2, [0, 0, 1], axis=-2)


def project(maps, points):
    """The points under each of the maps: (n, 3, 3), (m, 2) -> (n, m, 2)."""
    x, y, w = np.moveaxis(maps @ np.vstack([points.T, np.ones(len(points))]), -2, 0)
    with np.errstate(divide="ignore", invalid="ignore"):  # a wrong map may send a point to infinity
        return np.stack([x / w, y / w], axis=-1)


def matches(inliers, outliers, seed):
    """Made-up matches, the right ones first: (source, target), each (inliers + outliers, 2), in pixels, without noise.

    The k-th point is (8 (k^3 mod 101), 6 ((29 k^2 + 5 k) mod 97)); SCENE moves the inliers, the outliers go anywhere.
    """
    k = np.arange(inliers + outliers)
    source = np.stack([8.0 * ((k % 101) ** 3 % 101), 6.0 * ((29 * k**2 + 5 * k) % 97)], axis=-1)
    target = project(SCENE[None], source)[0]
    target[inliers:] = np.random.default_rng(seed).random((outliers, 2)) * [800, 600]
    return source, target


def ransac(source, target, truth, runs, after, seed, threshold=3):
    """In how many of `runs` RANSAC runs the homography with most matches within `threshold` is right, after each number of samples.

    source, target (m, 2); truth: the right homography (3, 3); after: whole numbers of at least 1 -> a list of int. A homography is
    right when it puts all points that truth puts within `threshold` of their targets there, too.
    """
    draws = max(count("after", drawn) for drawn in after)
    samples = np.random.default_rng(seed).random((runs * draws, len(source))).argsort(axis=1)[:, :4]  # the first 4 of a random order
    near = np.linalg.norm(project(homographies(source[samples], target[samples]), source) - target, axis=-1) < threshold
    inlier = np.linalg.norm(project(truth[None], source)[0] - target, axis=-1) < threshold
    votes, right = near.sum(axis=1).reshape(runs, draws), near[:, inlier].all(axis=1).reshape(runs, draws)
    return [int(right[np.arange(runs), votes[:, :drawn].argmax(axis=1)].sum()) for drawn in after]


def wilson_interval(successes, runs, confidence=0.95):
    """Wilson's interval for a probability after `successes` in `runs`: [low, high], floats.

    successes, runs: whole numbers, runs from 1 to below 2**1023; confidence: as in `iterations`, but less than 1.
    Raises ValueError otherwise.
    """
    successes, runs = count("successes", successes, least=0), count("runs", runs)
    if successes > runs or runs >= 2**1023:
        raise ValueError(f"successes is {successes!r}, runs is {runs!r}: expected successes up to runs, runs below 2**1023")
    if not (outside := float(1 - _ratio("confidence", confidence))):
        raise ValueError(f"confidence is {confidence!r}: expected less than 1, as a float, or the interval is without bounds")
    z = -NormalDist().inv_cdf(outside / 2)
    centre = (successes + z**2 / 2) / (runs + z**2)
    half = z / (runs + z**2) * math.sqrt(successes * (runs - successes) / runs + z**2 / 4)
    return [max(centre - half, 0.0) if successes else 0.0, min(centre + half, 1.0) if successes < runs else 1.0]


def _least_power(bad, miss):
    """The least n with bad**n <= miss, for fractions in [0, 1]: ceil(ln miss / ln bad).

    In floats that is one too many or too few where the quotient is a whole number, or nearly so. Here it has more than forty digits after
    the point, or as many more as tell it from a whole number, and exact fractions decide whether it is one: only while the denominator
    of bad**n is no longer than that of miss.
    """
    if miss == 1 or bad == 0:
        return int(miss < 1)
    if miss == 0 or bad == 1:
        raise ValueError("no number of samples suffices: confidence 1 cannot be reached, nor any confidence without good samples")
    before = 22 + (2 * bad.denominator.bit_length() + miss.denominator.bit_length()) // 3  # a digit has more than 3 bits
    digits = 40
    while True:
        with localcontext(Context(before + digits)):
            quotient = _ln(miss) / _ln(bad)
            nearest = quotient.to_integral_value()
            if nearest * (bad.denominator.bit_length() - 1) < miss.denominator.bit_length() and bad ** int(nearest) == miss:
                return int(nearest)
            if abs(quotient - nearest) > Decimal(10) ** -digits:
                return int(quotient.to_integral_value("ROUND_CEILING"))
        digits *= 2


def _log(fraction):
    """ln of a fraction that a normal float above 0 holds, at most 1, to the digits of a float."""
    return math.log(fraction) if 2 * fraction < 1 else math.log1p(-float(1 - fraction))


def _ln(fraction):
    return (Decimal(fraction.numerator) / Decimal(fraction.denominator)).ln()


def _good(outlier_ratio, sample_size):
    """q = (1 - e)^s, the probability that a sample is free of outliers, a Fraction."""
    share, size = 1 - _ratio("outlier_ratio", outlier_ratio), count("sample_size", sample_size)
    _short(size, size * (share.denominator.bit_length() - 1))
    return share**size


def _short(sample_size, bits):
    if bits > BITS:
        raise ValueError(f"sample_size is {sample_size}: expected a smaller one, or a share of good samples of at most {DIGITS} digits")


def _ratio(name, value):
    """The value as an exact Fraction."""
    with contextlib.suppress(ValueError, ZeroDivisionError):
        if not re.search(r"[eE][-+]?[\d_]{5}", str(value)):  # 1e-99999999 would fill the memory
            ratio = Fraction(str(value))
            if 0 <= ratio <= 1 and ratio.denominator.bit_length() <= BITS:
                return ratio
    raise ValueError(f"{name} is {value!r}: expected a number from 0 to 1, of at most {DIGITS} digits")

"""RANSAC's counts without logarithms: patterns are listed, failures multiplied as exact fractions."""

from fractions import Fraction
from itertools import combinations, product

CONFIDENCE = Fraction(95, 100)


def affine():
    """Failures multiplied one sample at a time, in exact fractions, after listing the inlier patterns of 3 matches."""
    return _draws(_good_share(3))


def homography():
    """Failures multiplied one sample at a time, in exact fractions, after listing the inlier patterns of 4 matches."""
    return _draws(_good_share(4))


def by_model():
    """Failures multiplied in exact fractions, for every sample size, after listing all inlier patterns."""
    return [_draws(_good_share(size)) for size in (1, 2, 3, 4, 5, 7, 8)]


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
    inliers = range(4)
    samples = list(combinations(range(8), 4))
    shares = [Fraction(sum(set(sample) <= set(inliers) for sample in samples), len(samples))]
    for matches in (20, 100, 1000):
        share = Fraction(1)
        for drawn in range(4):
            share *= Fraction(matches // 2 - drawn, matches - drawn)
        shares.append(share)
    return [_draws(share) for share in shares]


def _good_share(size):
    """The share of inlier patterns of `size` matches, half of them wrong, that hold no outlier."""
    patterns = list(product((True, False), repeat=size))
    return Fraction(sum(map(all, patterns)), len(patterns))


def _held(draws):
    """The probability that one of `draws` samples of 4 is good: the first good one comes after 0, 1, 2, ... failures."""
    good = _good_share(4)
    return float(sum(good * (1 - good) ** failures for failures in range(draws)))


def _draws(good):
    failure, draws = Fraction(1), 0
    while 1 - failure < CONFIDENCE:
        failure, draws = failure * (1 - good), draws + 1
    return draws

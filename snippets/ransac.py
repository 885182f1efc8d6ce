"""How many samples RANSAC must draw.

Source: Fischler and Bolles (1981), "Random sample consensus", section II; Hartley and Zisserman (2004), section 4.7.
"""

import math
from decimal import Decimal, localcontext
from fractions import Fraction


def iterations(confidence, outlier_ratio, sample_size):
    """The least number of independent samples of which one is free of outliers with probability `confidence`.

    confidence, outlier_ratio: int, Fraction, decimal string or float in [0, 1]; a float means the decimal it prints as.
    sample_size: matches in one sample, at least 1. With confidence 0 the answer is 0 samples.
    Raises ValueError where no number of samples suffices.
    """
    good = (1 - _ratio("outlier_ratio", outlier_ratio)) ** _count("sample_size", sample_size)
    return _least_power(1 - good, 1 - _ratio("confidence", confidence))


def iterations_finite(confidence, inliers, matches, sample_size):
    """The same for `matches` given matches, `inliers` of them good: distinct within a sample, samples independent.

    Raises ValueError where no number of samples suffices.
    """
    if not _count("sample_size", sample_size) <= _count("matches", matches) or not 0 <= inliers <= matches:
        raise ValueError(f"sample_size {sample_size} and inliers {inliers} are given with matches {matches}: expected both up to matches")
    good = Fraction(math.comb(inliers, sample_size), math.comb(matches, sample_size))
    return _least_power(1 - good, 1 - _ratio("confidence", confidence))


def success_probability(draws, outlier_ratio, sample_size):
    """The probability that at least one of `draws` independent samples is free of outliers: 1 - (1 - q)^draws, a float."""
    good = (1 - _ratio("outlier_ratio", outlier_ratio)) ** _count("sample_size", sample_size)
    return -math.expm1(draws * math.log1p(-good)) if good < 1 else float(draws > 0)


def _least_power(bad, miss):
    """The least n with bad**n <= miss, for fractions in [0, 1]: ceil(ln miss / ln bad).

    In floats that is one too many or too few where the quotient is a whole number. Here it has more than forty
    digits after the point, so a quotient within 1e-40 of a whole number is that number.
    """
    if miss == 1 or bad == 0:
        return int(miss < 1)
    if miss == 0 or bad == 1:
        raise ValueError("no number of samples suffices: confidence 1 cannot be reached, nor any confidence without good samples")
    with localcontext() as context:
        context.prec = 60 + 2 * len(str(bad.denominator)) + len(str(miss.denominator))
        quotient = _ln(miss) / _ln(bad)
        nearest = quotient.to_integral_value()
        return int(nearest if abs(quotient - nearest) < Decimal("1e-40") else quotient.to_integral_value("ROUND_CEILING"))


def _ln(fraction):
    return (Decimal(fraction.numerator) / Decimal(fraction.denominator)).ln()


def _ratio(name, value):
    try:
        ratio = Fraction(str(value))
    except (ValueError, ZeroDivisionError):
        ratio = None
    if ratio is None or not 0 <= ratio <= 1:
        raise ValueError(f"{name} is {value!r}: expected a number from 0 to 1")
    return ratio


def _count(name, value):
    if isinstance(value, bool) or not hasattr(value, "__index__") or value < 1:
        raise ValueError(f"{name} is {value!r}: expected a whole number of at least 1")
    return int(value)

# SPDX-License-Identifier: MIT
"""RANSAC's counts against scikit-image, scipy and their own meaning; the estimator against scikit-image and its property."""

from fractions import Fraction
from itertools import combinations
from math import ceil, comb, log

import numpy as np
import pytest
import scipy.stats
import skimage.measure.fit
import skimage.transform

from snippets.figures.ransac import run
from snippets.ransac import (
    SCENE,
    affine_maps,
    collinear_samples,
    equations,
    expected_draws,
    homographies,
    iterations,
    iterations_finite,
    matches,
    project,
    quotient,
    ransac,
    success_probability,
    tolerated_outliers,
    wilson_interval,
)

SIZES = [1, 2, 3, 4, 5, 7, 8]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("outlier_ratio", ["0.1", "1/3", "0.5", "0.7"])
@pytest.mark.parametrize("confidence", ["0.5", "0.95", "0.99", "0.999"])
def test_iterations_is_the_first_number_of_samples_that_suffices(confidence, outlier_ratio, size):
    needed = iterations(confidence, outlier_ratio, size)
    bad = 1 - (1 - Fraction(outlier_ratio)) ** size
    assert success_probability(needed, outlier_ratio, size) >= float(Fraction(confidence)) * (1 - 1e-12)
    if needed < 300:
        assert bad**needed <= 1 - Fraction(confidence) < bad ** (needed - 1)


@pytest.mark.parametrize("size", SIZES)
def test_iterations_are_those_of_scikit_image(size):
    assert iterations("0.95", "1/2", size) == skimage.measure.fit._dynamic_max_trials(50, 100, size, 0.95)


def test_where_the_quotient_is_a_whole_number_scikit_image_takes_one_more():
    for q, p, needed in ((Fraction(1, 5), Fraction(36, 100), 2), (Fraction(1, 4), Fraction(37, 64), 3)):
        assert iterations(p, 1 - q, 1) == needed
        assert skimage.measure.fit._dynamic_max_trials(q.numerator, q.denominator, 1, float(p)) == needed + 1
        assert ceil(log(1 - p) / log(1 - q)) == needed + 1


@pytest.mark.parametrize("needed", range(1, 30))
@pytest.mark.parametrize("bad", [Fraction(1, 3), Fraction(4, 5), Fraction(15, 16), Fraction(9, 10)])
def test_a_quotient_that_is_a_whole_number_is_the_answer(bad, needed):
    assert iterations(1 - bad**needed, bad, 1) == needed
    assert iterations(1 - bad**needed + Fraction(1, 10**30), bad, 1) == needed + 1


@pytest.mark.parametrize("matches", [8, 20, 100])
def test_distinct_matches_follow_the_hypergeometric_law(matches):
    good = scipy.stats.hypergeom(matches, matches // 2, 4).pmf(4)
    assert iterations_finite("0.95", matches // 2, matches, 4) == ceil(log(0.05) / np.log1p(-good))


def test_many_matches_need_as_many_samples_as_infinitely_many():
    assert iterations_finite("0.95", 10**6, 2 * 10**6, 4) == iterations("0.95", "1/2", 4)


def test_quotient_rounded_up_is_the_count():
    assert [ceil(quotient("0.95", "1/2", size)) for size in SIZES] == [iterations("0.95", "1/2", size) for size in SIZES]


@pytest.mark.parametrize("size", SIZES)
def test_expected_draws_is_the_mean_of_the_geometric_law(size):
    assert expected_draws("0.5", size) == pytest.approx(scipy.stats.geom(0.5**size).mean(), rel=1e-12)


@pytest.mark.parametrize("draws", [1, 5, 30, 1000])
@pytest.mark.parametrize("size", [1, 4, 7])
def test_tolerated_share_of_outliers_gives_the_confidence_exactly(draws, size):
    share = tolerated_outliers("0.95", draws, size)
    assert success_probability(draws, share, size) == pytest.approx(0.95, rel=1e-9)


def test_points_without_three_on_a_line_have_no_degenerate_sample_and_points_on_one_line_only_such():
    assert collinear_samples([(k, k**2) for k in range(7)], 4) == 0
    assert collinear_samples([(k, 2 * k) for k in range(6)], 3) == comb(6, 3)


def test_a_sample_with_three_points_on_a_line_leaves_the_homography_open():
    line, free = np.array([(0, 0), (1, 1), (2, 2), (0, 5)], float), np.array([(0, 0), (1, 1), (2, 3), (0, 5)], float)
    assert np.linalg.matrix_rank(equations(line, project(SCENE[None], line)[0])) == 7
    assert np.linalg.matrix_rank(equations(free, project(SCENE[None], free)[0])) == 8


def test_homography_through_four_matches_is_that_of_scikit_image():
    random = np.random.default_rng(1)
    source, target = random.random((2, 5, 4, 2))
    for s, t, found in zip(source, target, homographies(source, target), strict=True):
        peer = skimage.transform.ProjectiveTransform.from_estimate(s, t).params
        np.testing.assert_allclose(found, peer / peer[2, 2], rtol=1e-7)
        np.testing.assert_allclose(project(found[None], s)[0], t, rtol=1e-9, atol=1e-9)


def test_affine_map_through_three_matches_hits_them_and_is_affine():
    source, target = np.random.default_rng(2).random((2, 5, 3, 2))
    maps = affine_maps(source, target)
    np.testing.assert_array_equal(maps[:, 2], [[0, 0, 1]] * 5)
    for s, t, found in zip(source, target, maps, strict=True):
        np.testing.assert_allclose(project(found[None], s)[0], t, rtol=1e-10, atol=1e-12)


def test_four_right_matches_recover_the_homography_with_its_signs():
    source, target = matches(20, 20, seed=1)
    samples = np.array(list(combinations(range(20), 4)))[::97]
    np.testing.assert_allclose(project(homographies(source[samples], target[samples]), source[:20]),
                               np.broadcast_to(target[:20], (len(samples), 20, 2)), atol=1e-6)


def test_the_scene_has_no_three_right_matches_on_a_line():
    assert collinear_samples([tuple(int(x) for x in point) for point in matches(20, 20, seed=1)[0][:20]], 3) == 0


def test_a_run_succeeds_exactly_when_a_sample_without_outliers_was_drawn():
    source, target = matches(20, 20, seed=1)
    samples = np.random.default_rng(5).random((60 * 30, 40)).argsort(axis=1)[:, :4]
    good = (samples < 20).all(axis=1).reshape(60, 30)
    after = [1, 7, 30]
    assert ransac(source, target, SCENE, 60, after, seed=5) == [int(good[:, :drawn].any(axis=1).sum()) for drawn in after]


def test_without_outliers_the_first_sample_succeeds():
    source, target = matches(20, 0, seed=1)
    assert ransac(source, target, SCENE, 10, [1], seed=0) == [10]


def test_an_interval_does_not_leave_what_a_probability_can_be_and_can_be_drawn():
    for runs in range(1, 1001):
        low, high = wilson_interval(runs, runs)
        assert 0 < low < high <= 1 and 0 <= wilson_interval(0, runs)[0] < 1e-12
    run([1], [0, 1], [1], [wilson_interval(9, 9)])


@pytest.mark.parametrize("successes, runs", [(0, 10), (3, 10), (274, 300), (300, 300)])
def test_interval_is_that_of_scipy(successes, runs):
    peer = scipy.stats.binomtest(successes, runs).proportion_ci(0.95, method="wilson")
    np.testing.assert_allclose(wilson_interval(successes, runs), [peer.low, peer.high], rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name, call", [
    ("draws", lambda: success_probability(-1, "1/2", 4)), ("draws", lambda: success_probability(2.5, "1/2", 4)),
    ("draws", lambda: success_probability("a", "1/2", 4)), ("draws", lambda: success_probability(True, "1/2", 4)),
    ("inliers", lambda: iterations_finite("0.95", 4.5, 8, 4)), ("inliers", lambda: iterations_finite("0.95", "4", 8, 4)),
    ("inliers", lambda: iterations_finite("0.95", True, 8, 4)), ("inliers", lambda: iterations_finite("0.95", -1, 8, 4)),
    ("matches", lambda: iterations_finite("0.95", 4, [8], 4)), ("sample_size", lambda: iterations_finite("0.95", 4, 8, None)),
    ("sample_size", lambda: iterations_finite("0.95", 50000, 100000, 20000)), ("sample_size", lambda: iterations("0.95", "1/2", 20000)),
    ("sample_size", lambda: iterations("0.95", "1/3", 10**12)), ("sample_size", lambda: iterations("0.95", "1e-600", 8)),
    ("confidence", lambda: iterations("1e-99999", "1/2", 4)), ("confidence", lambda: iterations("1e-5000", "1/2", 4)),
    ("confidence", lambda: iterations("1e-999999999999", "1/2", 4)), ("outlier_ratio", lambda: iterations("0.95", "1e-99999", 4)),
    ("outlier_ratio", lambda: iterations("0.95", "1e-9_99999999", 4)),
    ("outlier_ratio", lambda: iterations("0.95", "1/" + "3" * 5000, 4)), ("confidence", lambda: iterations(None, "1/2", 4)),
    ("confidence", lambda: iterations([0.95], "1/2", 4)), ("outlier_ratio", lambda: iterations("0.95", "1/0", 4)),
    ("outlier_ratio", lambda: iterations("0.95", float("nan"), 4)), ("draws", lambda: tolerated_outliers("0.95", 2.0, 4)),
    ("confidence", lambda: wilson_interval(3, 10, confidence=1)),
    ("confidence", lambda: wilson_interval(3, 10, confidence=-0.5)), ("successes", lambda: wilson_interval(2.5, 10)), ("runs", lambda: wilson_interval(0, 0)),
    ("successes", lambda: wilson_interval(4, 3)),
])
def test_a_wrong_argument_is_refused_by_name(name, call):
    with pytest.raises(ValueError, match=f"^{name} is .*: expected "):
        call()


def test_a_share_that_no_float_tells_from_0_or_1_is_taken_for_it():
    assert success_probability(5, "1e-20", 4) == 1
    assert success_probability(5, "0.9", 400) == 0
    with pytest.raises(ValueError, match="^outlier_ratio is"):
        quotient("0.95", "0.9", 400)
    with pytest.raises(ValueError, match="^outlier_ratio is"):
        expected_draws("0.9", 400)


def test_the_smallest_floats_are_ratios_and_no_draw_succeeds_never():
    assert iterations(5e-324, 5e-324, 1) == iterations("1e-1000", "1/2", 4) == 1
    assert success_probability(0, "1/2", 4) == success_probability(0, 0, 4) == success_probability(5, 1, 4) == 0


@pytest.mark.parametrize("call", [
    lambda: iterations("1.5", "1/2", 4), lambda: iterations("1", "1/2", 4), lambda: iterations("0.95", "1", 4),
    lambda: iterations("0.95", "1/2", 0), lambda: iterations_finite("0.95", 3, 8, 4), lambda: iterations_finite("0.95", 4, 8, 9),
    lambda: quotient("0.95", "0", 4), lambda: quotient("1", "1/2", 4), lambda: expected_draws("1", 4),
    lambda: tolerated_outliers("0.95", 0, 4), lambda: iterations_finite("0.95", 9, 8, 4), lambda: success_probability(2**1023, "0.9", 310),
])
def test_what_has_no_answer_is_refused(call):
    with pytest.raises(ValueError, match=r"expected|no number of samples suffices"):
        call()

# SPDX-License-Identifier: MIT
"""The methods at the ends of what their docstrings allow: nearly whole quotients, few digits, many digits, whole numbers of a few bits."""

import math
from decimal import Decimal, localcontext
from fractions import Fraction

import numpy as np
import pytest

from snippets.accumulation import accumulate_batch, cost, cost_gradient, ranks, signals
from snippets.backprop import through_time
from snippets.counting import gradient, hessian, jacobian, network_with, output_jacobian, recover
from snippets.likelihood import fit_unit, profile
from snippets.permutation_symmetry import align, interpolate, losses_between, permute
from snippets.ransac import (
    SCENE,
    affine_maps,
    collinear_samples,
    expected_draws,
    homographies,
    iterations,
    matches,
    project,
    quotient,
    ransac,
    tolerated_outliers,
    wilson_interval,
)
from snippets.scale_symmetry import descend, flat_directions, is_homogeneous, largest_stable_step, path_descend, rescale
from snippets.scale_symmetry import jacobian as slopes_of_outputs

# Confidences after which nearly a whole number of samples suffices: so near that 62 digits more than their own do not tell.
ABOVE = Fraction(18220214315733613472226339825164586608096465686003894442327367710410659517, 24048481468600029071920899158731419292477313119022309434687074450407646999)
BELOW = Fraction(7570383662136472368375973637442796081630340552713038325561744380531065754, 8508686641869011452348666448490045635660255075541245707750633411179473551)


@pytest.fixture(autouse=True)
def _sixty_digits():
    with localcontext(prec=60):
        yield


@pytest.mark.parametrize("confidence", [ABOVE, BELOW])
def test_the_least_number_of_samples_is_the_least_where_it_is_nearly_another(confidence):
    number, bad = iterations(confidence, Fraction(63, 64), 1), Fraction(63, 64)
    assert bad**number <= 1 - confidence < bad ** (number - 1)


@pytest.mark.parametrize("confidence, draws, size", [("1e-20", 1, 20), ("0.95", 10**17, 8), ("0.95", 10**12, 7), ("0.95", 5, 4), ("0.99999999999999999999", 3, 2)])
def test_tolerated_outliers_are_right_to_the_digits_of_a_float(confidence, draws, size):
    good = 1 - ((1 - Decimal(confidence)).ln() / draws).exp()
    assert tolerated_outliers(confidence, draws, size) == pytest.approx(float(1 - (good.ln() / size).exp()), rel=1e-12)
    assert tolerated_outliers(1, 10**300, size) == 0


@pytest.mark.parametrize("confidence, share, size", [("0.95", "1e-10", 1), ("0.95", "1e-15", 1), ("0.99999999999999", "1/2", 4), ("0.95", "1e-20", 4), ("1e-18", "0.9", 3)])
def test_quotients_are_right_to_the_digits_of_a_float(confidence, share, size):
    good = (1 - Decimal(Fraction(share).numerator) / Fraction(share).denominator) ** size
    assert quotient(confidence, share, size) == pytest.approx(float((1 - Decimal(confidence)).ln() / (1 - good).ln()), rel=1e-12)


def test_an_interval_is_wilsons_for_any_whole_numbers_and_any_confidence():
    assert wilson_interval(np.uint8(200), np.uint8(250)) == wilson_interval(200, 250)
    assert wilson_interval(np.int64(4 * 10**9), np.int64(9 * 10**9)) == wilson_interval(4 * 10**9, 9 * 10**9)
    assert all(wilson_interval(0, runs)[0] == 0 and wilson_interval(runs, runs)[1] == 1 for runs in range(1, 99))
    for low_or_high in wilson_interval(1, 10, "0." + "9" * 16):
        z = abs(0.1 - low_or_high) / math.sqrt(low_or_high * (1 - low_or_high) / 10)
        assert math.erfc(z / math.sqrt(2)) == pytest.approx(1e-16, rel=1e-6)


@pytest.mark.parametrize("kind", ["uint8", "int16", "uint16", "int32", "uint32"])
def test_pixels_may_be_whole_numbers_of_a_few_bits(kind):
    most = min(np.iinfo(kind).max, 60000)
    source = (np.array([[0.1, 0.1], [0.9, 0.2], [0.3, 0.8], [0.7, 0.9]]) * most).astype(kind)
    target = (np.array([[0.2, 0.1], [0.8, 0.3], [0.3, 0.7], [0.9, 0.8]]) * most).astype(kind)
    np.testing.assert_allclose(homographies(source[None], target[None]), homographies(source[None].astype(float), target[None].astype(float)), rtol=1e-9)
    np.testing.assert_allclose(affine_maps(source[None, :3], target[None, :3]), affine_maps(source[None, :3].astype(float), target[None, :3].astype(float)), rtol=1e-9)
    np.testing.assert_allclose(project(homographies(source[None].tolist(), target[None].tolist()), source)[0], target, rtol=1e-6)


@pytest.mark.parametrize("kind, far", [("int8", 16), ("int16", 256), ("int32", 2**16), ("int64", 2**32)])
def test_points_that_are_on_no_line_are_on_none_in_a_few_bits(kind, far):
    assert collinear_samples(np.array([(0, 0), (far, 0), (0, far)], kind), 3) == 0


def test_the_place_of_the_millionth_point_is_by_the_formula():
    k = 2_150_000
    assert matches(k + 1, 0, seed=1)[0][k].tolist() == [8 * (k**3 % 101), 6 * ((29 * k**2 + 5 * k) % 97)]
    assert SCENE.shape == (3, 3)


def test_examples_that_cancel_leave_rank_0():
    deltas, activations = [[0.1, 0.3], [-0.1, -0.3]], [[0.7, 0.9], [0.7, 0.9]]
    assert ranks(deltas, activations) == [1, 0]
    assert abs(accumulate_batch(np.zeros((2, 2)), deltas, activations)).max() < 1e-16


@pytest.mark.parametrize("z", [-40, -30, -1, 1, 30, 36, 40])
@pytest.mark.parametrize("target", [0, 1])
def test_the_cost_keeps_its_digits_where_an_output_is_nearly_right(z, target):
    wanted = float((1 + (Decimal(z) if target == 0 else -Decimal(z)).exp()).ln())
    assert cost([[0]], [[target]], [[0, 0]], [[Fraction(z), 0]], strength=0) == pytest.approx(wanted, rel=1e-12)
    assert signals([[0]], [[target]], [[0, 0]], [[Fraction(z), 0]])[0].shape == (1, 1)


def test_a_long_product_is_not_lost_on_its_way():
    assert through_time(1e155, -0.25e155, 0.25, 2) == 0


@pytest.mark.parametrize("scale", [1e-250, 1e-9, 1e-5, 1, 1e9, 1e170])
def test_a_network_has_the_deltas_that_were_wished_for_however_small(scale):
    wish = [1.0], [0.5], [1.0], [scale]
    np.testing.assert_allclose(np.concatenate(recover(*gradient(*network_with(*wish, [[1.0]])))), np.concatenate(wish), rtol=1e-12)


def test_shapes_that_do_not_fit_one_example_are_refused():
    whole = {"x": [1.0], "target": [1.0], "W1": [[1.0]], "b1": [1.0], "W2": [[1.0]], "b2": [1.0]}
    for name, change in (("x", {"x": [[1.0]], "W1": [[[1.0]]]}), ("target", {"target": [[1.0]], "W2": [[[1.0]]], "b2": [[1.0]]}), ("b1", {"b1": 1.0}), ("x", {"x": 1.0})):
        with pytest.raises(ValueError, match=f"^{name} is of shape .*: expected "):
            gradient(**whole | change)
    for several in (hessian, output_jacobian):
        with pytest.raises(ValueError, match="^examples is empty: expected "):
            several([], *list(whole.values())[2:])
    with pytest.raises(ValueError, match="^parts is 'x b3': expected "):
        jacobian(gradient, whole.values(), "x b3")


def test_single_precision_is_read_in_double():
    random = np.random.default_rng(0)
    network = [random.normal(size=shape).astype("float32") for shape in (3, 2, (4, 3), 4, (2, 4), 2)]
    for single, double in zip(gradient(*network), gradient(*(part.astype(float) for part in network)), strict=True):
        np.testing.assert_allclose(single, double, rtol=1e-15)


def test_two_ends_of_a_valley_come_in_their_order():
    with pytest.raises(ValueError, match="^low and high are 1.0 and 0.25: expected "):
        fit_unit([3, 2, 1], [[-2], [2], [-3]], [[1]], 1, 0.25)


@pytest.mark.parametrize("scale", [1e-170, 1, 1e160, 1e200])
def test_units_are_aligned_however_large(scale):
    net, onto = (([[scale * w] for w in units], [0, 0, 0], [[0, 0, 0]]) for units in ((1, 2, 5), (-2, -1, -7)))
    assert align(net, onto) == [1, 2, 0]
    assert align(permute(*onto, [2, 0, 1]), onto) == [1, 2, 0]


def test_a_walk_begins_and_ends_at_the_networks_themselves():
    random = np.random.default_rng(1)
    start, end = ([scale * random.normal(size=shape) for shape in ((3, 2), 3, (1, 3))] for scale in (1e17, 1))
    for share, wanted in ((0, start), (1, end)):
        assert all((part == same).all() for part, same in zip(interpolate(start, end, share), wanted, strict=True))
    assert losses_between(([[1.0]], [0.0], [[1.0]]), ([[1e17]], [0.0], [[1e-17]]), [0.0], [[1.0]], [0, 1], "relu") == [0, 0]
    with pytest.raises(ValueError, match="(?s)^start is .*: expected the three parts"):
        losses_between(start[:2], end, [0.0], [[1.0, 1.0]], [0], "relu")
    with pytest.raises(ValueError, match="^inputs is of shape"):
        losses_between(start, end, [0.0], [1.0], [0], "relu")


@pytest.mark.parametrize("gamma", [1, 1e6, 1e7, 2e7, 1e-7])
def test_the_flat_directions_of_a_scaled_copy_are_as_many(gamma):
    W1, b1, W2 = [[1, -2], [0.5, 1.5], [-1, 0.25]], [0.1, -0.2, 0.3], [[1, -1, 2], [0.5, 2, -0.75]]
    inputs = [(1, 0), (0, 1), (-1, 0), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)]
    assert flat_directions(inputs, *rescale(W1, b1, W2, gamma)) == 3


def test_a_tiny_factor_and_tiny_values_prove_nothing():
    for unit in ("squared_relu", "tanh", "gelu", lambda z: 1e-13 * np.tanh(z)):
        assert not is_homogeneous(unit, 1e-13)
    assert is_homogeneous("relu", 1e-13)
    assert is_homogeneous(lambda z: z.tolist(), Fraction(1, 2))


def test_tiny_weights_share_paths_and_fractions_are_weights():
    small = [[1e-90]], [0], [[1e-90]], [0]
    assert np.isfinite(np.concatenate([np.ravel(part) for part in path_descend([1], [1], *small, 1e-99)])).all()
    net = [[Fraction(1, 2)]], [Fraction(0)], [[Fraction(1, 3)]], [Fraction(1)]
    for step in (descend, path_descend):
        assert all(part.dtype == float for part in step([1], [1], *net, 0.1))
    assert slopes_of_outputs([1, 2], [[1, 2]], [0], np.zeros((0, 1))).shape == (0, 3)


@pytest.mark.parametrize("gamma", [5e-324, 1e-310, 1e200])
def test_a_minimum_too_far_out_is_refused(gamma):
    with pytest.raises(OverflowError):
        largest_stable_step(gamma)


def test_what_no_float_tells_from_the_ends_is_refused():
    for call in (lambda: tolerated_outliers("0." + "9" * 400, 5, 4), lambda: tolerated_outliers("0.95", 10**400, 4), lambda: quotient("0.5", 1 - Fraction(7, 10**324), 1)):
        with pytest.raises(ValueError, match="^(draws|outlier_ratio) is .*: expected "):
            call()


def test_the_least_number_is_the_least_for_fractions_of_hundreds_of_digits():
    confidence, share = "0." + "9" * 300, "0.5" + "0" * 298 + "1"
    number, bad = iterations(confidence, share, 1), Fraction(share)
    assert bad**number <= 1 - Fraction(confidence) < bad ** (number - 1)


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_a_profile_knows_residuals_of_any_size(scale):
    targets = [[1, 2], [2, -1], [0.5, 1]]
    here, zeros = profile(targets, np.zeros((3, 2))), np.zeros((3, 2))
    assert profile(np.array(targets) * scale, zeros) == pytest.approx(here + 3 * 2 * math.log(scale), rel=1e-14)


def test_units_that_differ_in_their_last_digit_are_told_apart():
    net = [[0], [0]], [0.007, 0.007000000000000001], [[3, 3]]
    onto = permute(*net, [1, 0])
    assert all(np.array_equal(*pair) for pair in zip(permute(*net, align(net, onto)), onto, strict=True))


def test_what_no_float_holds_is_refused_and_no_column_is_no_error():
    with pytest.raises(ValueError, match="runs below"):
        wilson_interval(1, 10**400)
    with pytest.raises(ValueError, match="expected q above 0"):
        expected_draws(1 - Fraction(1, 10**310), 1)
    with pytest.raises(ValueError, match="after is 0"):
        ransac(*matches(4, 2, seed=0), SCENE, runs=1, after=[0, 5], seed=0)
    assert cost_gradient(np.zeros((2, 0)), 1, np.zeros((2, 0)), 1).shape == (2, 0)

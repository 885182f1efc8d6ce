# SPDX-License-Identifier: MIT
"""Scaling: what is kept and what is not, against automatic and numerical derivatives, and on wrong arguments."""

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad, hessian
from conftest import ROOT

from snippets.network import ACTIVATIONS, forward
from snippets.permutation_symmetry import train
from snippets.scale_symmetry import (
    balancing_factors,
    descend,
    flat_directions,
    flow,
    gradients,
    imbalance,
    is_homogeneous,
    jacobian,
    largest_stable_step,
    normalising_factors,
    path_descend,
    path_norm_squared,
    rescale,
    squared_norms,
    two_weights,
)

SEEDS = range(5)


def example(seed, inputs=4, hidden=6, outputs=3):
    """(x, target, (W1, b1, W2), b2, gamma)"""
    random = np.random.default_rng(seed)
    net = random.normal(size=(hidden, inputs)), random.normal(size=hidden), random.normal(size=(outputs, hidden))
    return random.normal(size=inputs), random.normal(size=outputs), net, random.normal(size=outputs), random.uniform(0.2, 5, hidden)


@pytest.mark.parametrize("activation", ["linear", "relu", "leaky_relu", "abs"])
@pytest.mark.parametrize("seed", SEEDS)
def test_a_homogeneous_network_keeps_its_outputs_with_one_factor_or_one_a_unit(seed, activation):
    x, _, net, b2, gamma = example(seed)
    for factor in (3, 0.25, gamma):
        np.testing.assert_allclose(forward(x, *rescale(*net, factor), b2, activation), forward(x, *net, b2, activation), rtol=1e-11)


@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "softplus", "elu", "gelu", "squared_relu"])
def test_other_networks_do_not_keep_their_outputs(activation):
    x, _, net, b2, _ = example(0)
    assert not is_homogeneous(activation, 3)
    assert not np.allclose(forward(x, *rescale(*net, 3), b2, activation), forward(x, *net, b2, activation), rtol=1e-3)


@pytest.mark.parametrize("gamma, allow", [(-1, {"linear", "tanh"}), (-2, {"linear"}), (2, {"linear", "relu", "leaky_relu", "abs"}), (1, set(ACTIVATIONS))])
def test_each_factor_is_allowed_by_these_functions_and_no_other(gamma, allow):
    assert {name for name in ACTIVATIONS if is_homogeneous(name, gamma)} == allow


def test_rescaling_by_a_factor_and_back_gives_the_weights_and_leaves_the_arguments_alone():
    _, _, net, _, gamma = example(1)
    before = [part.copy() for part in net]
    for again, part, copy in zip(rescale(*rescale(*net, gamma), 1 / gamma), net, before, strict=True):
        np.testing.assert_allclose(again, part, rtol=1e-14)
        assert np.array_equal(part, copy)


@pytest.mark.parametrize("seed", SEEDS)
def test_gradients_are_those_of_automatic_differentiation_with_their_signs(seed):
    x, target, net, b2, _ = example(seed)

    def loss(W1, b1, W2, b2):
        return anp.sum((anp.dot(W2, anp.maximum(anp.dot(W1, x) + b1, 0)) + b2 - target) ** 2) / 2

    for index, given in enumerate(gradients(x, target, *net, b2)):
        np.testing.assert_allclose(given, grad(loss, index)(*net, b2), rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_gradients_scale_the_other_way_than_their_weights(seed):
    x, target, net, b2, gamma = example(seed)
    dW1, db1, dW2, db2 = gradients(x, target, *net, b2)
    scaled = gradients(x, target, *rescale(*net, gamma), b2)
    for given, wanted in zip(scaled, (dW1 / gamma[:, None], db1 / gamma, dW2 * gamma, db2), strict=True):
        np.testing.assert_allclose(given, wanted, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_step_drifts_by_the_learning_rate_squared_times_the_difference_of_squared_gradients(seed):
    x, target, net, b2, _ = example(seed)
    dW1, db1, dW2, _ = gradients(x, target, *net, b2)
    drift = imbalance(*descend(x, target, *net, b2, 0.01)[:3]) - imbalance(*net)
    np.testing.assert_allclose(drift, 0.01**2 * ((dW1**2).sum(axis=1) + db1**2 - (dW2**2).sum(axis=0)), atol=1e-13)


@pytest.mark.parametrize("seed", SEEDS)
def test_balanced_units_have_equal_norms_and_all_copies_the_same_balanced_form(seed):
    _, _, net, _, gamma = example(seed)
    balanced = rescale(*net, balancing_factors(*net))
    np.testing.assert_allclose(imbalance(*balanced), 0, atol=1e-13)
    copy = rescale(*net, gamma)
    for part, other in zip(balanced, rescale(*copy, balancing_factors(*copy)), strict=True):
        np.testing.assert_allclose(part, other, rtol=1e-12)


def test_a_unit_without_weights_is_left_alone_and_one_with_weights_on_one_side_cannot_be_balanced():
    assert balancing_factors([[0, 0], [3, 0]], [0, 4], [[0, 5]]).tolist() == [1, 1]
    with pytest.raises(ValueError, match="outgoing norms"):
        balancing_factors([[1, 0]], [0], [[0]])
    with pytest.raises(ValueError, match="incoming norms"):
        balancing_factors([[0, 0]], [0], [[1]])


def test_the_balanced_start_converges_and_the_unbalanced_one_does_not():
    assert two_weights(0.9, 0.9, 0.1, 100)[-1, 2] < 1e-12
    assert np.all(np.diff(two_weights(9, 0.09, 0.1, 6)[:, 2]) > 0)
    for start in ((0.9, 0.9), (9, 0.09)):
        w, v, loss = train(*np.transpose([start]), [1], [1], 0.1, 50)  # one ReLU unit, one example
        np.testing.assert_allclose(two_weights(*start, 0.1, 50, "relu")[-1], [*w, *v, loss], rtol=1e-12)
    assert loss == 0.5


def test_where_descent_diverges_the_rows_end_in_what_floats_have_for_it():
    with np.errstate(over="ignore", invalid="ignore"):
        path = two_weights(9, 0.09, 0.1, 60)
    assert path.shape == (61, 3) and not np.isfinite(path[-1, 2])


@pytest.mark.parametrize("gamma", [0.1, 0.5, 1, 3, 10])
def test_the_largest_stable_step_separates_convergence_from_divergence(gamma):
    curvature = np.linalg.eigvalsh(hessian(lambda w: (w[0] * w[1] - 1) ** 2 / 2)(np.array([gamma, 1 / gamma])))[-1]
    assert largest_stable_step(gamma) == pytest.approx(2 / curvature, rel=1e-12)
    start = gamma + 1e-6 / gamma, 1 / gamma + 1e-6 * gamma  # beside the minimum, across the valley
    below, above = (two_weights(*start, share * largest_stable_step(gamma), 10)[:, 2] for share in (0.9, 1.1))
    assert below[-1] < below[0] and above[-1] > above[0]


def test_near_the_second_start_the_limit_is_what_the_page_calls_about_a_quarter_of_the_rate_taken():
    page = " ".join((ROOT / "docs/scale_symmetry.md").read_text("utf-8").split())
    assert r"At $(9, \tfrac19)$, near our second start, the limit is about a quarter of the rate taken" in page and "The learning rate is 0.1 for both" in page
    assert largest_stable_step(9) / 0.1 == pytest.approx(1 / 4, rel=0.02)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_step_of_path_sgd_and_a_scaling_can_be_done_in_either_order(seed):
    x, target, net, b2, gamma = example(seed)
    first, stepped = path_descend(x, target, *rescale(*net, gamma), b2, 0.05), path_descend(x, target, *net, b2, 0.05)
    for part, wanted in zip(first, (*rescale(*stepped[:3], gamma), stepped[3]), strict=True):
        np.testing.assert_allclose(part, wanted, rtol=1e-9, atol=1e-12)


def test_a_step_of_gradient_descent_and_a_scaling_cannot():
    x, target, net, b2, gamma = example(0)
    first, then = descend(x, target, *rescale(*net, gamma), b2, 0.05), rescale(*descend(x, target, *net, b2, 0.05)[:3], gamma)
    assert not np.allclose(first[0], then[0], rtol=1e-3) and not np.allclose(first[2], then[2], rtol=1e-3)


@pytest.mark.parametrize("seed", SEEDS)
def test_path_sgd_divides_each_slope_by_half_the_curvature_of_the_path_norm(seed):
    x, target, net, b2, _ = example(seed, inputs=2, hidden=3, outputs=2)

    def norm(flat):
        W1, b1, W2, b2 = flat[:6].reshape(3, 2), flat[6:9], flat[9:15].reshape(2, 3), flat[15:]
        return anp.sum((anp.sum(W1**2, axis=1) + b1**2) * anp.sum(W2**2, axis=0)) + anp.sum(b2**2)

    def flat(parts):
        return np.concatenate([part.ravel() for part in parts])
    weights = flat((*net, b2))
    assert path_norm_squared(*net, b2) == pytest.approx(norm(weights), rel=1e-12)
    shared = np.diag(hessian(norm)(weights)) / 2
    step = weights - flat(path_descend(x, target, *net, b2, 1))
    np.testing.assert_allclose(step, flat(gradients(x, target, *net, b2)) / shared, rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_path_norm_does_not_change_under_scaling(seed):
    _, _, net, b2, gamma = example(seed)
    assert path_norm_squared(*rescale(*net, gamma), b2) == pytest.approx(path_norm_squared(*net, b2), rel=1e-12)


@pytest.mark.parametrize("seed", SEEDS)
def test_gradient_flow_keeps_the_imbalance_and_lowers_the_loss_at_the_speed_of_the_squared_gradient(seed):
    x, target, net, b2, _ = example(seed)

    def loss(net):
        return ((forward(x, *net, "relu") - target) ** 2).sum() / 2
    after = flow(x, target, *net, b2, time=1e-3, steps=4)
    moved = max(np.abs(new - old).max() for new, old in zip(after, (*net, b2), strict=True))
    assert np.abs(imbalance(*after[:3]) - imbalance(*net)).max() < 1e-9 < moved
    squared = sum((slope**2).sum() for slope in gradients(x, target, *net, b2))
    assert loss(after) - loss((*net, b2)) == pytest.approx(-1e-3 * squared, rel=0.1)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_jacobian_is_that_of_automatic_differentiation_with_its_signs(seed):
    x, _, net, b2, _ = example(seed)

    def output(k, W1, b1, W2, b2):
        return (anp.dot(W2, anp.maximum(anp.dot(W1, x) + b1, 0)) + b2)[k]

    for k, row in enumerate(jacobian(x, *net)):
        wanted = [grad(output, index)(k, *net, b2).ravel() for index in (1, 2, 3, 4)]
        np.testing.assert_allclose(row, np.concatenate(wanted), rtol=1e-11, atol=1e-12)


def test_flat_directions_are_the_zero_eigenvalues_of_the_hessian_where_the_loss_is_0():
    random, net, b2 = np.random.default_rng(3), example(2, inputs=2, hidden=3, outputs=2)[2], np.zeros(2)
    for count in (1, 3, 30):
        inputs = random.normal(size=(count, 2))
        targets = [forward(x, *net, b2, "relu") for x in inputs]

        def loss(flat, inputs=inputs, targets=targets):
            W1, b1, W2, b2 = flat[:6].reshape(3, 2), flat[6:9], flat[9:15].reshape(2, 3), flat[15:]
            outputs = anp.dot(anp.maximum(anp.dot(inputs, W1.T) + b1, 0), W2.T) + b2
            return anp.sum((outputs - anp.array(targets)) ** 2) / 2

        eigenvalues = np.linalg.eigvalsh(hessian(loss)(np.concatenate([part.ravel() for part in (*net, b2)])))
        assert flat_directions(inputs, *net) == (np.abs(eigenvalues) < 1e-9 * eigenvalues[-1]).sum()


@pytest.mark.parametrize("seed", SEEDS)
def test_normalised_units_have_incoming_norm_1_and_all_copies_the_same_form(seed):
    _, _, net, _, gamma = example(seed)
    unit, copy = rescale(*net, normalising_factors(*net)), rescale(*net, gamma)
    np.testing.assert_allclose((unit[0]**2).sum(axis=1) + unit[1]**2, 1, rtol=1e-12)
    for part, other in zip(unit, rescale(*copy, normalising_factors(*copy)), strict=True):
        np.testing.assert_allclose(part, other, rtol=1e-12)


def test_weight_decay_multiplies_the_imbalance_besides_its_drift():
    path, rate, decay = two_weights(3, -0.3, 0.2, 40, decay=0.05), 0.2, 0.05
    c, errors = path[:, 0]**2 - path[:, 1]**2, path[:, 0] * path[:, 1] - 1
    np.testing.assert_allclose(c[1:], ((1 - rate * decay)**2 - (rate * errors[:-1])**2) * c[:-1], rtol=1e-11)


def test_units_that_cannot_be_normalised_or_stepped_are_refused():
    with pytest.raises(ValueError, match="incoming norms"):
        normalising_factors([[0, 0]], [0], [[1]])
    with pytest.raises(ValueError, match="above 0"):
        path_descend([1, 1], [1], [[1, 0]], [0], [[0]], [0], 0.1)


@pytest.mark.parametrize("gamma", [0, -1, [1, 2, 3, 4, 5, -6], [1, 2], [[1]], "two", np.nan, np.inf, None])
def test_a_factor_that_is_not_above_0_or_does_not_fit_is_refused_by_name(gamma):
    with pytest.raises(ValueError, match="^gamma "):
        rescale(*example(0)[2], gamma)


@pytest.mark.parametrize("part, named", [(0, "W1"), (1, "b1"), (2, "W2")])
def test_a_shape_that_does_not_fit_is_refused_by_name(part, named):
    net = list(example(0)[2])
    net[part] = np.ones((2, 2, 2))
    for function in (lambda *net: rescale(*net, 2), balancing_factors, imbalance):
        with pytest.raises(ValueError, match=f"^{named} "):
            function(*net)


def test_other_wrong_arguments_are_refused_by_name():
    x, target, net, b2, _ = example(0)
    with pytest.raises(ValueError, match="^x "):
        gradients(x[1:], target, *net, b2)
    with pytest.raises(ValueError, match="^target "):
        gradients(x, target[1:], *net, b2)
    with pytest.raises(ValueError, match="^activation "):
        two_weights(1, 1, 0.1, 1, "tanh")
    with pytest.raises(ValueError, match="^activation "):
        is_homogeneous("rleu", 2)


@pytest.mark.parametrize("name, change", [("steps", {"steps": 0}), ("steps", {"steps": -1}), ("steps", {"steps": 2.0}), ("time", {"time": "1"}),
                                          ("time", {"time": None}), ("b2", {"b2": [0]}), ("W1", {"W1": [1, 2]})])
def test_a_flow_that_cannot_be_followed_is_refused_by_name(name, change):
    x, target, (W1, b1, W2), b2, _ = example(0)
    with pytest.raises(ValueError, match=f"^{name} .*: expected "):
        flow(**{"x": x, "target": target, "W1": W1, "b1": b1, "W2": W2, "b2": b2, "time": 1, "steps": 1} | change)


@pytest.mark.parametrize("gamma", [0, 0.0, "3", None, [1, 2], np.nan])
def test_a_place_that_is_no_minimum_is_refused_by_name(gamma):
    with pytest.raises(ValueError, match="^gamma .*: expected "):
        largest_stable_step(gamma)


def test_steps_that_are_no_count_are_refused_by_name():
    for steps in (-1, 1.5, "2"):
        with pytest.raises(ValueError, match="^steps is .*: expected a whole number of at least 0"):
            two_weights(1, 1, 0.1, steps)


@pytest.mark.parametrize("seed", SEEDS)
def test_squared_norms_are_those_of_each_units_weights(seed):
    _, _, (W1, b1, W2), _, _ = example(seed)
    units = [(np.dot([*row, bias], [*row, bias]), np.dot(column, column)) for row, bias, column in zip(W1, b1, W2.T, strict=True)]
    np.testing.assert_allclose(np.transpose(squared_norms(W1, b1, W2)), units, rtol=1e-12)

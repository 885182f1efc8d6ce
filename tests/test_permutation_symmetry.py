# SPDX-License-Identifier: MIT
"""Renumbering: what is kept, the counts against listing and sympy, aligning against scipy, and wrong arguments."""

from itertools import permutations, product

import autograd.numpy as anp
import numpy as np
import pytest
import sympy
from autograd import grad
from scipy.optimize import linear_sum_assignment

from snippets.network import ACTIVATIONS, forward
from snippets.permutation_symmetry import (
    _assignment,
    align,
    interpolate,
    log10_orderings,
    losses_between,
    orderings,
    orderings_and_flips,
    permute,
    settings,
    settings_with_flips,
    swaps,
    train,
)
from snippets.scale_symmetry import balancing_factors, descend, rescale


def example(seed, inputs=3, hidden=6, outputs=2):
    random = np.random.default_rng(seed)
    return random, (random.normal(size=(hidden, inputs)), random.normal(size=hidden), random.normal(size=(outputs, hidden)))


def equal(net, other):
    return all(np.array_equal(part, wanted) for part, wanted in zip(net, other, strict=True))


@pytest.mark.parametrize("activation", ACTIVATIONS)
def test_renumbering_keeps_the_outputs_for_every_activation(activation):
    random, net = example(0)
    x, b2, order = random.normal(size=3), random.normal(size=2), random.permutation(6)
    np.testing.assert_allclose(forward(x, *permute(*net, order), b2, activation), forward(x, *net, b2, activation), rtol=1e-12, atol=1e-12)


def test_unit_i_of_the_result_is_unit_order_i():
    _, (W1, b1, W2) = example(1)
    order = [4, 2, 0, 5, 1, 3]
    moved = permute(W1, b1, W2, order)
    for i, source in enumerate(order):
        assert np.array_equal(moved[0][i], W1[source]) and moved[1][i] == b1[source] and np.array_equal(moved[2][:, i], W2[:, source])


def test_the_inverse_order_undoes_a_renumbering_and_the_result_is_a_copy():
    random, net = example(2)
    order = random.permutation(6)
    moved = permute(*net, order)
    assert equal(permute(*moved, np.argsort(order)), net)
    moved[0][:] = moved[1][:] = moved[2][:] = 0
    assert net[0].any() and net[1].any() and net[2].any()


@pytest.mark.parametrize("sizes", [[1], [5], [20], [3, 4], [2, 2, 7], [30], []])
def test_counts_are_the_products_of_factorials_and_stay_exact(sizes):
    wanted = int(sympy.prod([sympy.factorial(size) for size in sizes]))
    assert orderings(sizes) == wanted and type(orderings(sizes)) is int
    assert orderings_and_flips(sizes) == wanted * 2 ** sum(sizes)
    assert log10_orderings(sizes) == pytest.approx(float(sympy.log(wanted, 10)), rel=1e-12, abs=1e-12)


def test_sizes_may_be_numpy_whole_numbers_and_do_not_overflow():
    assert orderings(np.array([25])) == int(sympy.factorial(25))


def test_swaps_are_the_pairs_within_one_layer():
    for sizes in ([1], [6], [3, 4, 1]):
        layer = [index for index, size in enumerate(sizes) for _ in range(size)]
        assert swaps(sizes) == sum(layer[i] == layer[j] for i in range(len(layer)) for j in range(i))


@pytest.mark.parametrize("units", [[0, 1, 2, 3], [0, 0, 1, 2], [0, 0, 1, 1], [0, 0, 0, 1], [2, 2, 2, 2]])
def test_settings_are_the_different_weights_that_all_orders_give(units):
    _, (W1, b1, W2) = example(3)
    net = W1[units], b1[units], W2[:, units]
    listed = {tuple(np.concatenate([part.ravel() for part in permute(*net, order)])) for order in permutations(range(4))}
    assert settings(*net) == len(listed)


@pytest.mark.parametrize("units", [[(1, 2, 3)] * 4, [(1, 2, 3), (-1, -2, -3), (1, 2, -3), (0, 0, 0)], [(0, 0, 0)] * 4, [(0, 1, 0), (0, -1, 0), (0, 0, 2), (5, 0, 0)],
                                   [(1, 2, 3), (3, 2, 1), (0, 0, 1), (1, 1, 1)]])
def test_settings_with_flips_are_the_different_weights_that_all_orders_and_signs_give(units):
    W1, b1, W2 = np.array(units)[:, :1], np.array(units)[:, 1], np.array(units)[:, 2:].T
    listed = {tuple(tuple(sign * entry for entry in unit) for sign, unit in zip(signs, order, strict=True))
              for order in permutations(units) for signs in product((1, -1), repeat=4)}
    assert settings_with_flips(W1, b1, W2) == len(listed)


def test_flipping_the_signs_of_a_unit_keeps_a_tanh_network():
    random, (W1, b1, W2) = example(10)
    x, b2, sign = random.normal(size=3), random.normal(size=2), random.choice([-1, 1], 6)
    np.testing.assert_allclose(forward(x, sign[:, None] * W1, sign * b1, sign * W2, b2, "tanh"), forward(x, W1, b1, W2, b2, "tanh"), rtol=1e-12)
    assert settings_with_flips(W1, b1, W2) == orderings_and_flips([6])


@pytest.mark.parametrize("seed", range(5))
def test_a_step_of_training_is_one_along_the_gradient_with_its_sign(seed):
    random = np.random.default_rng(seed)
    w, v, inputs, targets = random.normal(size=3), random.normal(size=3), random.normal(size=5), random.normal(size=5)

    def loss(w, v):
        return anp.mean((anp.dot(anp.maximum(anp.outer(inputs, w), 0), v) - targets) ** 2) / 2
    new_w, new_v, after = train(w, v, inputs, targets, 0.1, 1)
    np.testing.assert_allclose(w - new_w, 0.1 * grad(loss, 0)(w, v), rtol=1e-10, atol=1e-13)
    np.testing.assert_allclose(v - new_v, 0.1 * grad(loss, 1)(w, v), rtol=1e-10, atol=1e-13)
    assert after == pytest.approx(loss(new_w, new_v), rel=1e-12)


def test_units_that_start_equal_end_equal_and_do_no_more_than_one():
    w, v, loss = train([0.5, 0.5], [0.5, 0.5], [1, -1, 2], [1, 2, 2], 0.2, 200)
    one = train([0.5 * 2**0.5], [0.5 * 2**0.5], [1, -1, 2], [1, 2, 2], 0.2, 200)[2]
    assert w[0] == w[1] and v[0] == v[1] and loss == pytest.approx(one, rel=1e-12) == pytest.approx(2 / 3)


def test_minus_zero_is_zero_when_settings_are_counted():
    assert settings([[0.0], [-0.0]], [1, 1], [[2, 2]]) == 1


@pytest.mark.parametrize("hidden", [1, 2, 3, 10, 200])
def test_aligning_a_renumbered_copy_gives_the_network_back_exactly(hidden):
    random, net = example(4, hidden=hidden)
    copy = permute(*net, random.permutation(hidden))
    assert equal(permute(*copy, align(copy, net)), net)


def test_aligning_works_with_equal_units_and_ties():
    random = np.random.default_rng(5)
    for _ in range(50):
        net = random.integers(0, 2, (7, 2)), random.integers(0, 2, 7), random.integers(0, 2, (1, 7))
        copy = permute(*net, random.permutation(7))
        assert equal(permute(*copy, align(copy, onto=net)), net)


def test_aligning_survives_noise_and_after_balancing_a_scaling():
    random, net = example(6, hidden=40)
    order = random.permutation(40)
    noisy = [part + random.normal(scale=1e-6, size=part.shape) for part in permute(*net, order)]
    assert align(noisy, net) == np.argsort(order).tolist()
    scaled = permute(*rescale(*net, random.uniform(0.1, 10, 40)), order)
    balanced, wanted = rescale(*scaled, balancing_factors(*scaled)), rescale(*net, balancing_factors(*net))
    assert align(balanced, wanted) == np.argsort(order).tolist()


@pytest.mark.parametrize("seed", range(60))
def test_the_assignment_costs_no_more_than_scipys(seed):
    random = np.random.default_rng(seed)
    size = int(random.integers(1, 15))
    cost = random.integers(0, 4, (size, size)).astype(float) if seed % 2 else random.random((size, size))
    order = _assignment(cost)
    assert sorted(order) == list(range(size))
    assert cost[range(size), order].sum() == pytest.approx(cost[linear_sum_assignment(cost)].sum(), abs=1e-12)


def test_the_line_starts_and_ends_at_the_networks_and_equal_ones_have_no_barrier():
    random, net = example(7)
    copy, inputs, b2 = permute(*net, random.permutation(6)), random.normal(size=(5, 3)), random.normal(size=2)
    assert equal(interpolate(net, copy, 0), net)
    first, middle, last = losses_between(net, copy, b2, inputs, (0, 0.5, 1), "tanh")
    assert first == 0 and last < 1e-28 < 1e-3 < middle
    assert losses_between(net, permute(*copy, align(copy, net)), b2, inputs, (0, 0.3, 1), "tanh") == [0, 0, 0]


def test_a_step_of_gradient_descent_and_a_renumbering_commute():
    random, net = example(8)
    x, target, b2, order = random.normal(size=3), random.normal(size=2), random.normal(size=2), random.permutation(6)
    first, then = descend(x, target, *permute(*net, order), b2, 0.1), permute(*descend(x, target, *net, b2, 0.1)[:3], order)
    for part, wanted in zip(first[:3], then, strict=True):
        np.testing.assert_allclose(part, wanted, rtol=1e-12, atol=1e-13)


def test_equal_units_stay_equal():
    random, (W1, b1, W2) = example(9)
    net, b2 = permute(W1, b1, W2, range(6)), random.normal(size=2)
    for part in (net[0], net[1], net[2].T):
        part[1] = part[0]
    x, target = random.normal(size=3), random.normal(size=2)
    for _ in range(50):
        *net, b2 = descend(x, target, *net, b2, 0.02)
    for part in (net[0], net[1], net[2].T):
        np.testing.assert_allclose(part[1], part[0], rtol=1e-9)  # some kernels add up the rows of one product in different ways


@pytest.mark.parametrize("order", [[0, 1, 2], [0, 1, 2, 3, 4, 4], [1, 2, 3, 4, 5, 6], [-1, 0, 1, 2, 3, 4], [0.0, 1, 2, 3, 4, 5], "012345",
                                   3, [True, False, False, False, False, False], None, [[0, 1, 2, 3, 4, 5]], [[0], [0, 1]], {0: 1}, [0, 1, 2, 3, 4, "5"], [0, 1, 2, 3, 4, [5]]])
def test_an_order_that_is_none_is_refused_by_name(order):
    with pytest.raises(ValueError, match="^order is .*: expected each of 0 to 5 once"):
        permute(*example(0)[1], order)


@pytest.mark.parametrize("sizes", [3, [0], [-1], [2.0], ["3"], [True], None, "34", [[3]], [[1], [1, 2]], {3: 4}, {3}, "", [3, None], np.array([2.0]), [np.True_]])
def test_sizes_that_are_none_are_refused_by_name(sizes):
    for function in (orderings, orderings_and_flips, swaps, log10_orderings):
        with pytest.raises(ValueError, match="^hidden_sizes is .*: expected a list of whole numbers"):
            function(sizes)


def test_networks_of_different_shapes_are_refused():
    for other in (example(0, hidden=5)[1], example(0, inputs=2)[1], example(0, outputs=3)[1], example(0, inputs=2, outputs=3)[1]):
        with pytest.raises(ValueError, match="^onto has parts of the shapes .*: expected those of net, "):
            align(example(0)[1], other)
    with pytest.raises(ValueError, match="^net "):
        align((*example(0)[1], [0, 0]), example(0)[1])
    with pytest.raises(ValueError, match="^b1 "):
        align((example(0)[1][0], [1], example(0)[1][2]), example(0)[1])


@pytest.mark.parametrize("net", [3, None, "net", [], [[[1]], [1]], np.array(3), {"W1": 1}])
def test_what_is_no_network_is_refused_by_name(net):
    _, good = example(0)
    for name, call in (("net", lambda: align(net, good)), ("onto", lambda: align(good, net)), ("start", lambda: interpolate(net, good, 0.5)),
                       ("end", lambda: interpolate(good, net, 0.5))):
        with pytest.raises(ValueError, match=f"^({name}|W1) .*: expected "):
            call()


def test_a_line_between_networks_of_different_shapes_is_refused():
    with pytest.raises(ValueError, match="^end has parts of the shapes .*: expected those of start"):
        interpolate(example(0)[1], example(0, hidden=1)[1], 0.5)


@pytest.mark.parametrize("change, name", [({"incoming": [[1], [1]]}, "incoming"), ({"outgoing": [1]}, "outgoing"), ({"inputs": ["1", "2"]}, "inputs"),
                                          ({"targets": [1, 2, 3]}, "targets"), ({"steps": -1}, "steps"), ({"steps": 2.0}, "steps")])
def test_what_cannot_be_trained_is_refused_by_name(change, name):
    arguments = {"incoming": [1, 2], "outgoing": [1, 2], "inputs": [1, -1], "targets": [1, 2], "learning_rate": 0.1, "steps": 2}
    with pytest.raises(ValueError, match=f"^{name} .*: expected "):
        train(**arguments | change)


def signed_orders(size):
    return [np.diag(signs)[list(order)] for signs in product((1, -1), repeat=size) for order in permutations(range(size))]


@pytest.mark.parametrize(("twins", "fewer"), [(False, 1), (True, 2)])
def test_in_two_layers_it_is_the_incoming_sides_that_must_differ(twins, fewer):
    # Twins: units 1 and 2 of the first layer have the same incoming side and other outgoing weights, those of the second the other way
    # round. No unit equals another one, and yet exchanging both pairs changes no weight.
    first = np.array([[1, 2, 3], [1, 2, 3] if twins else [2, -1, 1]])
    second, last = np.array([[5, 6, 9], [6, 5, 9]]), np.array([1, 1])
    moved = {tuple(np.concatenate([(P @ first).ravel(), (Q @ second @ np.block([[P.T, np.zeros((2, 1))], [np.zeros((1, 2)), np.eye(1)]])).ravel(), last @ Q.T]))
             for P in signed_orders(2) for Q in signed_orders(2)}
    assert len(moved) * fewer == orderings_and_flips([2, 2])

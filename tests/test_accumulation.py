# SPDX-License-Identifier: MIT
"""The accumulator: the loop of the question, the outer product and the matrix product agree; the gradient is the cost's."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
from conftest import ROOT

from snippets.accumulation import accumulate, accumulate_batch, accumulate_loop, cost, cost_gradient, first_signals, ranks, signals

SIZES = [(5, 2, 3), (4, 3, 2), (1, 1, 4), (3, 4, 1)]


def data(seed, examples, rows, columns):
    random = np.random.default_rng(seed)
    return random.normal(size=(rows, columns)), random.normal(size=(examples, rows)), random.normal(size=(examples, columns))


@pytest.mark.parametrize("sizes", SIZES)
def test_loop_outer_product_and_batch_give_one_total(sizes):
    total, deltas, activations = data(0, *sizes)
    looped = added = total
    for delta, activation in zip(deltas, activations, strict=True):
        looped, added = accumulate_loop(looped, delta, activation), accumulate(added, delta, activation)
    np.testing.assert_allclose(added, looped, rtol=1e-14)
    np.testing.assert_allclose(accumulate_batch(total, deltas, activations), looped, rtol=1e-12)
    np.testing.assert_allclose(looped, total + np.einsum("nk,nj->kj", deltas, activations), rtol=1e-12)


@pytest.mark.parametrize("method", [accumulate, accumulate_loop])
def test_each_entry_is_the_old_one_plus_its_product_with_its_sign(method):
    total, (delta,), (activation,) = data(1, 1, 2, 3)
    new = method(total, delta, activation)
    assert new.shape == (2, 3)
    assert all(new[i, j] == total[i, j] + delta[i] * activation[j] for i in range(2) for j in range(3))


@pytest.mark.parametrize("method", [accumulate, accumulate_loop])
def test_whole_numbers_stay_whole_and_the_old_total_stays_as_it_was(method):
    total = np.array([[1, 2, 3], [4, 5, 6]])
    new = method(total, [1, -2], [0, 3, 4])
    assert new.dtype.kind == "i"
    assert new.tolist() == [[1, 5, 7], [4, -1, -2]]
    assert total.tolist() == [[1, 2, 3], [4, 5, 6]]


@pytest.mark.parametrize("rows, columns", [(0, 2), (2, 0), (0, 0)])
@pytest.mark.parametrize("kind", [int, float])
def test_a_total_without_entries_keeps_its_shape(rows, columns, kind):
    empty = np.zeros((rows, columns), kind), np.zeros(rows, kind), np.zeros(columns, kind)
    for new in (accumulate_loop(*empty), accumulate(*empty)):
        assert (new.shape, new.dtype) == ((rows, columns), kind)


def test_no_examples_leave_the_total_as_it_is():
    total = np.ones((2, 3))
    np.testing.assert_array_equal(accumulate_batch(total, np.empty((0, 2)), np.empty((0, 3))), total)


@pytest.mark.parametrize("seed", range(5))
def test_groups_of_examples_add_up_to_the_same_total(seed):
    total, deltas, activations = data(seed, 7, 2, 3)
    grouped = accumulate_batch(accumulate_batch(total, deltas[:4], activations[:4]), deltas[4:], activations[4:])
    np.testing.assert_allclose(grouped, accumulate_batch(total, deltas, activations), rtol=1e-12)


@pytest.mark.parametrize(("weight", "wanted"), [(50, 36), (-50, 36), (1000, 0)])
def test_the_cost_of_an_output_that_is_sure_is_not_lost_to_rounding(weight, wanted):
    """One hidden unit that outputs 1; z is 50 - 36 and so on, with a target that is far off, and where e^z has no float."""
    targets, Theta2 = {50: ([[0]], [[-14, weight]]), -50: ([[1]], [[14, weight]]), 1000: ([[1]], [[0, weight]])}[weight]
    assert cost([[1]], targets, [[0, 100]], Theta2, 0) == pytest.approx(wanted, abs=1e-12)


@pytest.mark.parametrize("strength", [0, 0.5])
@pytest.mark.parametrize("seed", range(3))
def test_both_layers_gradients_are_those_of_the_cost_sign_included(seed, strength):
    random = np.random.default_rng(seed)
    inputs, targets = random.normal(size=(4, 3)), random.integers(0, 2, size=(4, 2))
    Theta1, Theta2 = random.normal(size=(5, 4)), random.normal(size=(2, 6))

    def peer(Theta1, Theta2):
        def s(z):
            return 1 / (1 + anp.exp(-z))

        ones = anp.ones((4, 1))
        hidden = s(anp.hstack([ones, inputs]) @ Theta1.T)
        outputs = s(anp.hstack([ones, hidden]) @ Theta2.T)
        fit = -anp.sum(targets * anp.log(outputs) + (1 - targets) * anp.log(1 - outputs)) / 4
        return fit + strength / 8 * (anp.sum(Theta1[:, 1:] ** 2) + anp.sum(Theta2[:, 1:] ** 2))

    assert cost(inputs, targets, Theta1, Theta2, strength) == pytest.approx(peer(Theta1, Theta2), rel=1e-12)
    for place, (Theta, pair) in enumerate(((Theta1, first_signals), (Theta2, signals))):
        total = accumulate_batch(np.zeros(Theta.shape), *pair(inputs, targets, Theta1, Theta2))
        np.testing.assert_allclose(cost_gradient(total, 4, Theta, strength), autograd.grad(peer, place)(Theta1, Theta2), rtol=1e-10, atol=1e-14)


@pytest.mark.parametrize("sizes", SIZES)
def test_rank_is_at_most_the_number_of_examples_rows_and_columns_and_reaches_it_for_random_ones(sizes):
    _, deltas, activations = data(2, *sizes)
    assert ranks(deltas, activations) == [min(n, *sizes[1:]) for n in range(1, sizes[0] + 1)]


def test_an_example_that_repeats_another_adds_no_rank():
    assert ranks([[1, 2], [2, 4], [0, 0]], [[1, 3, 4], [1, 3, 4], [1, 5, 6]]) == [1, 1, 1]


@pytest.mark.parametrize("total, delta, activation, name", [
    ([[0, 0], [0, 0]], [1, 2], [1, 3, 4], "total"), ([[0, 0]], [1, 2], [3, 4], "total"), (0, [1, 2], [3, 4], "total"),
    ([[0, 0], [0, 0]], [[1], [2]], [[3, 4]], "delta"), ([[0, 0], [0, 0]], 1, [3, 4], "delta"),
    ([[0, 0], [0, 0]], [1, 2], "34", "activation"),
    ([[0, 0], [0]], [1, 2], [3, 4], "total"), ([[0, 0], [0, 0]], [1, float("nan")], [3, 4], "delta"),
])
@pytest.mark.parametrize("method", [accumulate, accumulate_loop])
def test_what_does_not_fit_is_refused_by_name(method, total, delta, activation, name):
    with pytest.raises(ValueError, match=f"^{name} is"):
        method(total, delta, activation)


@pytest.mark.parametrize("deltas, activations", [([[1, 2]], [[3, 4], [5, 6]]), ([1, 2], [3, 4]), ([[1, 2, 3]], [[3, 4]])])
def test_a_batch_that_does_not_fit_is_refused(deltas, activations):
    with pytest.raises(ValueError, match="expected"):
        accumulate_batch([[0, 0], [0, 0]], deltas, activations)


def test_a_gradient_without_examples_or_with_other_shapes_is_refused():
    for examples in (0, 1.5, float("nan"), "2"):
        with pytest.raises(ValueError, match="^examples is"):
            cost_gradient([[1, 2]], examples, [[1, 2]], 0)
    with pytest.raises(ValueError, match="^Theta is"):
        cost_gradient([[1, 2]], 1, [[1], [2]], 0)


@pytest.mark.parametrize("arguments, name", [
    (([[1, 2]], [[1, 1]], [[1, 2, 3]], [[1, 2]]), "Theta2"), (([[1, 2]], [[1], [0]], [[1, 2, 3]], [[1, 2]]), "inputs"),
    (([[1, 2]], [1], [[1, 2, 3]], [[1, 2]]), "targets"), (([[1, 2]], [[1]], [[1, 2], [3]], [[1, 2]]), "Theta1"),
])
def test_a_network_that_does_not_fit_is_refused_by_name(arguments, name):
    for method in (signals, first_signals, lambda *data: cost(*data, 0)):
        with pytest.raises(ValueError, match=f"^{name} is"):
            method(*arguments)


def test_the_mean_cost_of_no_example_is_refused():
    with pytest.raises(ValueError, match="^examples is 0"):
        cost(np.zeros((0, 2)), np.zeros((0, 1)), np.zeros((2, 3)), np.zeros((1, 3)), 0)


def test_ranks_of_fewer_deltas_than_activations_are_refused():
    with pytest.raises(ValueError, match="^activations is"):
        ranks([[1, 2]], [[1, 2], [3, 4]])


def test_the_made_up_examples_are_by_the_formula_that_the_page_gives():
    page = (ROOT / "docs/accumulation.md").read_text("utf-8")
    assert r"((3n - 1) c^2 + (n - 1)^2) \text{ mod } 11 - 5$, with $c$ counted from 1 in $\delta$" in page
    block = page[page.index("examples = np.arange(7)"):page.index("grown = ")]
    made = {"np": np}
    exec(block, made)
    for rows, columns in ((2, 3), (3, 5), (5, 8)):
        assert 'ranks(numbers(rows, 1), numbers(columns, 4)) for rows, columns in ((2, 3), (3, 5), (5, 8))' in page
        for width, first in ((rows, 1), (columns, 4)):
            wanted = [[((3 * n - 1) * c**2 + (n - 1) ** 2) % 11 - 5 for c in range(first, first + width)] for n in range(1, 8)]
            assert made["numbers"](width, first).tolist() == wanted

# SPDX-License-Identifier: MIT
"""The gradient of the network, against automatic differentiation, a symbolic derivative and its own properties."""

import autograd
import autograd.numpy as anp
import numpy as np
import pytest
import sympy

from snippets.backprop import (
    bound,
    chain,
    deltas,
    forward,
    gradients,
    gradients_rows,
    input_gradient,
    sign_is_fixed,
    slope,
    through_time,
)
from snippets.network import sigmoid

SIZES = [(3, 2, 4), (1, 3, 2), (4, 5, 1), (2, 1, 3)]


def network(seed, inputs, first, second):
    random = np.random.default_rng(seed)
    return [random.normal(size=shape) for shape in (inputs, (first, inputs), (second, first), second)]


def output(x, W1, W2, w3):
    def s(z):
        return 1 / (1 + anp.exp(-z))

    return anp.dot(w3, s(anp.dot(W2, s(anp.dot(W1, x)))))


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("seed", range(3))
def test_gradients_are_those_of_automatic_differentiation_sign_included(seed, sizes):
    net = network(seed, *sizes)
    for place, computed in enumerate(gradients(*net), 1):
        expected = autograd.grad(output, place)(*net)
        assert computed.shape == net[place].shape
        np.testing.assert_allclose(computed, expected, rtol=1e-10, atol=1e-15)


@pytest.mark.parametrize("sizes", SIZES)
def test_input_gradient_is_that_of_automatic_differentiation_sign_included(sizes):
    net = network(4, *sizes)
    np.testing.assert_allclose(input_gradient(*net), autograd.grad(output, 0)(*net), rtol=1e-10, atol=1e-15)


@pytest.mark.parametrize("sizes", SIZES)
def test_deltas_are_the_derivatives_by_biases(sizes):
    x, W1, W2, w3 = network(5, *sizes)

    def biased(b1, b2):
        def s(z):
            return 1 / (1 + anp.exp(-z))

        return anp.dot(w3, s(anp.dot(W2, s(anp.dot(W1, x) + b1)) + b2))

    for place, computed in enumerate(deltas(x, W1, W2, w3)):
        np.testing.assert_allclose(computed, autograd.grad(biased, place)(np.zeros(sizes[1]), np.zeros(sizes[2])), rtol=1e-10, atol=1e-15)


@pytest.mark.parametrize("sizes", SIZES)
def test_rows_give_the_transposed_gradients(sizes):
    x, W1, W2, w3 = network(6, *sizes)
    for in_rows, in_columns in zip(gradients_rows(x, W1.T, W2.T, w3), gradients(x, W1, W2, w3), strict=True):
        np.testing.assert_allclose(in_rows, in_columns.T, rtol=1e-12)


@pytest.mark.parametrize("weight, bias, start", [(2.0, -1.0, 0.5), (-3.0, 0.7, 0.1), (5.0, 0.0, -2.0)])
def test_derivative_through_time_is_that_of_the_repeated_unit(weight, bias, start):
    def repeated(h):
        for _ in range(5):
            h = 1 / (1 + anp.exp(-weight * h - bias))
        return h

    assert through_time(weight, bias, start, 5) == pytest.approx(autograd.grad(repeated)(start), rel=1e-11)


def test_gradient_is_the_symbolic_derivative():
    net = network(5, 2, 3, 2)
    weights = sympy.Matrix(3, 2, sympy.symbols("w:6"))

    def s(vector):
        return vector.applyfunc(lambda z: 1 / (1 + sympy.exp(-z)))

    x, W1, W2, w3 = net
    f = (sympy.Matrix(w3).T * s(sympy.Matrix(W2) * s(weights * sympy.Matrix(x))))[0]
    at = dict(zip(weights, W1.ravel(), strict=True))
    expected = [float(f.diff(weight).subs(at)) for weight in weights]
    np.testing.assert_allclose(gradients(*net)[0].ravel(), expected, rtol=1e-10)


def test_formula_with_its_indices_is_the_matrix_form():
    x, W1, W2, w3 = network(7, 3, 2, 4)
    z1 = W1 @ x
    z2 = W2 @ sigmoid(z1)
    indexed = [[x[j] * slope(z1[i]) * sum(w3[k] * slope(z2[k]) * W2[k, i] for k in range(4)) for j in range(3)] for i in range(2)]
    np.testing.assert_allclose(gradients(x, W1, W2, w3)[0], indexed, rtol=1e-12)


def test_output_is_linear_in_the_last_weights():
    x, W1, W2, w3 = network(1, 3, 2, 4)
    assert forward(x, W1, W2, 3 * w3) == pytest.approx(3 * forward(x, W1, W2, w3), rel=1e-14)
    assert forward(x, W1, W2, w3) == pytest.approx(w3 @ gradients(x, W1, W2, w3)[2], rel=1e-14)
    assert type(forward(x, W1, W2, w3)) is float


def test_the_slope_is_right_far_out_on_both_sides():
    z = np.array([-800, -40, -1, 0, 1, 40, 800.0])
    with np.errstate(over="raise"):
        np.testing.assert_allclose(slope(z), slope(-z), rtol=0)
        np.testing.assert_allclose(slope(40.0), np.exp(-40.0) / (1 + np.exp(-40.0)) ** 2, rtol=1e-14)


@pytest.mark.parametrize("seed", range(200))
def test_where_the_sign_is_fixed_it_is_the_sign_of_the_products(seed):
    x, W1, W2, w3 = network(seed, 3, 4, 2)
    sign = np.sign(gradients(x, W1, W2, w3)[0])
    fixed = sign_is_fixed(W2, w3)
    expected = np.outer(np.sign(w3[:, None] * W2)[0], np.sign(x))
    assert (sign[fixed] == expected[fixed]).all()


@pytest.mark.parametrize("seed", range(20))
def test_where_the_sign_is_not_fixed_other_sizes_of_the_weights_give_either_sign(seed):
    x, W1, W2, w3 = network(seed, 2, 3, 3)
    for unit in np.flatnonzero(~sign_is_fixed(W2, w3)):
        found = set()
        for k in range(3):
            larger = w3.copy()
            larger[k] *= 1e6
            found.add(np.sign(gradients(x, W1, W2, larger)[0][unit, 0]))
        assert found == {-1, 1}


def test_products_that_are_zero_or_tiny_do_not_mislead_about_the_sign():
    assert sign_is_fixed([[0, 1], [0, -1]], [1, 0]).tolist() == [True, True]
    assert sign_is_fixed([[1e-200], [-1]], [1e-200, 1]).tolist() == [False]
    assert sign_is_fixed([[2, -1]], [-3]).tolist() == [True, True]
    assert sign_is_fixed([[0, 0], [-1, 1]], [1, 1]).tolist() == [True, True]


@pytest.mark.parametrize("seed", range(100))
def test_gradient_never_exceeds_its_bound(seed):
    x, W1, W2, w3 = network(seed, 3, 2, 4)
    assert (np.abs(gradients(x, W1, W2, w3)[0]) <= bound(x, W2, w3)).all()


def test_bound_is_reached_where_all_slopes_are_largest_and_nothing_cancels():
    x, W1, W2 = [1, -2], np.zeros((2, 2)), [[1, -1], [1, -1]]
    np.testing.assert_allclose(np.abs(gradients(x, W1, W2, [1, 1])[0]), bound(x, W2, [1, 1]), rtol=1e-15)
    np.testing.assert_array_equal(gradients(x, W1, W2, [1, -1])[0], 0)


def test_chain_is_the_derivative_of_nested_sigmoids():
    def nested(z):
        for _ in range(4):
            z = 1 / (1 + anp.exp(-z))
        return z

    for z in (-2.0, 0.0, 3.0):
        assert chain(z, 4) == pytest.approx(autograd.grad(nested)(z), rel=1e-12)


@pytest.mark.parametrize("place, value, name", [
    (0, [1, 2], "W1"), (1, [[1, 2, 3]], "W2"), (2, [[1, 2, 3]], "W2"), (3, [1], "w3"), (3, [[1, 2]], "w3"), (0, "123", "x"),
    (1, [[1, 2, 3], [1, 2]], "W1"), (2, [[1, 2], [3, float("nan")]], "W2"), (0, [1, 2, float("inf")], "x"), (0, [1j, 0, 0], "x"),
    (0, {"x": 1}, "x"), (3, ["1", "2"], "w3"), (2, None, "W2"), (3, np.array([1j, 2]), "w3"),
])
def test_what_does_not_fit_is_refused_by_name(place, value, name):
    net = [[1, 2, 3], [[1, 2, 3], [4, 5, 6]], [[1, 2], [3, 4]], [1, 2]]
    net[place] = value
    for method in (forward, gradients, deltas, input_gradient):
        with pytest.raises(ValueError, match=f"^{name} .*: expected "):
            method(*net)


@pytest.mark.parametrize("name, call", [
    ("w3", lambda: sign_is_fixed([[1, 2]], [1, 2])), ("w3", lambda: bound([1], [[1, 2]], [1, 2])), ("x", lambda: bound(1, [[1]], [1])),
    ("layers", lambda: chain(0, 0)), ("layers", lambda: chain(0, 1.5)), ("layers", lambda: chain(0, True)),
    ("steps", lambda: through_time(1, 0, 0, -1)), ("steps", lambda: through_time(1, 0, 0, 2.0)), ("weight", lambda: through_time("1", 0, 0, 1)),
    ("bias", lambda: through_time(1, None, 0, 1)), ("start", lambda: through_time(1, 0, [0], 1)),
    ("W1", lambda: gradients_rows([1, 2], [[1], [1, 2]], [[1]], [1])), ("W2", lambda: gradients_rows([1, 2], [[1], [2]], [[1], [1]], [1])),
])
def test_other_wrong_arguments_are_refused_by_name(name, call):
    with pytest.raises(ValueError, match=f"^{name} .*: expected "):
        call()


def test_no_step_leaves_the_start_as_it_is():
    assert through_time(2.0, -1.0, 0.5, 0) == 1


def test_arguments_stay_as_they_were():
    net = network(3, 3, 2, 4)
    before = [part.copy() for part in net]
    gradients(*net)
    for part, copy in zip(net, before, strict=True):
        np.testing.assert_array_equal(part, copy)

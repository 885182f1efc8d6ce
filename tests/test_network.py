# SPDX-License-Identifier: MIT
"""The shared network against scipy, against its definition, and on wrong arguments."""

import math
import warnings
from fractions import Fraction

import numpy as np
import pytest
from scipy.special import expit, ndtr

from snippets.network import ACTIVATIONS, array, count, forward, numbers, relu, sigmoid


def example(seed, inputs=3, hidden=5, outputs=2):
    random = np.random.default_rng(seed)
    return (random.normal(size=inputs), random.normal(size=(hidden, inputs)), random.normal(size=hidden),
            random.normal(size=(outputs, hidden)), random.normal(size=outputs))


def test_sigmoid_is_scipys_to_rounding_on_both_sides():
    z = np.linspace(-700, 700, 2801)
    np.testing.assert_allclose(sigmoid(z), expit(z), rtol=1e-14)


def test_sigmoid_of_a_large_argument_raises_no_warning():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert sigmoid([-1e308, -1000, 1000, 1e308]).tolist() == [0, 0, 1, 1]
        assert sigmoid(np.array([-np.inf, np.inf])).tolist() == [0, 1]


def test_sigmoid_of_opposite_arguments_adds_to_one():
    z = np.random.default_rng(0).normal(scale=5, size=1000)
    np.testing.assert_allclose(sigmoid(z) + sigmoid(-z), 1, rtol=1e-15)


def test_scalars_and_matrices_keep_their_shape():
    assert np.shape(sigmoid(0)) == () and sigmoid(0) == 0.5
    assert sigmoid(np.zeros((2, 3))).shape == relu(np.zeros((2, 3))).shape == (2, 3)


def test_relu_keeps_the_positive_and_zeroes_the_negative():
    assert relu([-2, 0, 3]).tolist() == [0, 0, 3]


def test_forward_is_its_definition_entry_by_entry():
    x, W1, b1, W2, b2 = example(1)
    hidden = [1 / (1 + np.exp(-sum(W1[j, i] * x[i] for i in range(3)) - b1[j])) for j in range(5)]
    for k, output in enumerate(forward(x, W1, b1, W2, b2, "sigmoid")):
        assert output == pytest.approx(sum(W2[k, j] * hidden[j] for j in range(5)) + b2[k], rel=1e-12)


PEERS = {"linear": lambda z: z, "relu": lambda z: z * (z > 0), "leaky_relu": lambda z: z * (1 if z > 0 else 0.01), "abs": math.fabs, "sigmoid": expit,
         "tanh": math.tanh, "softplus": lambda z: math.log1p(math.exp(z)), "elu": lambda z: z if z > 0 else math.exp(z) - 1,
         "gelu": lambda z: z * ndtr(z), "squared_relu": lambda z: z * z * (z > 0)}


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_name_and_a_function_written_anew_give_the_same_output(name):
    x, W1, b1, W2, b2 = example(2)
    assert min(W1 @ x + b1) < 0 < max(W1 @ x + b1)
    peer = forward(x, W1, b1, W2, b2, lambda z: [PEERS[name](float(entry)) for entry in z])
    np.testing.assert_allclose(forward(x, W1, b1, W2, b2, name), peer, rtol=1e-12)


def test_lists_of_whole_numbers_are_accepted():
    assert forward([1, 2], [[1, 1]], [0], [[1], [2]], [0, 1], "linear").tolist() == [3, 7]


def test_units_that_are_on_or_off_are_accepted():
    assert forward([1, 2], [[1, 1], [-1, 0]], [0, 0], [[3, 4]], [1], lambda z: z > 0).tolist() == [4]


def test_numbers_keep_their_kind_and_an_array_holds_floats():
    for value, kind in (([1, 2], "i"), ([1, 2.5], "f"), ([True, False], "i"), ([Fraction(1, 2), 3], "O"), ([10**30, 1], "O")):
        assert numbers("x", value).dtype.kind == kind
        assert array("x", value, 2).tolist() == [float(entry) for entry in value]


@pytest.mark.parametrize("kind", ["u1", "i1", "f2", "f4", "?"])
def test_small_kinds_of_numbers_do_not_wrap(kind):
    value = numbers("x", np.ones(2, kind))
    assert (value * 2**40).tolist() == [2**40] * 2


def test_every_activation_takes_a_layer_without_units():
    for name in ACTIVATIONS:
        assert forward([1], np.zeros((0, 1)), [], np.zeros((1, 0)), [2], name).tolist() == [2]


@pytest.mark.parametrize("value", ["12", ["1", "2"], b"12", [1j, 2], np.array([1j, 2]), {"a": 1}, {1, 2}, [[1], [1, 2]], None, [None, 1], [1, np.inf],
                                   [np.nan, 1], [10**400, 1], [Fraction(1, 2), "3"], object()])
def test_what_is_no_array_of_finite_numbers_is_refused_by_name(value):
    with pytest.raises(ValueError, match="^x is .*: expected an array of finite numbers$"):
        array("x", value, None)


@pytest.mark.parametrize("value", [0, -1, True, np.True_, 1.0, "1", None, [1], np.array([1]), {}])
def test_what_is_no_count_is_refused_by_name(value):
    with pytest.raises(ValueError, match="^steps is .*: expected a whole number of at least 1$"):
        count("steps", value)


def test_a_count_is_an_int_from_the_least_one_on():
    assert [(count("steps", value, least=0), type(count("steps", value, least=0))) for value in (0, np.int8(3), 10**30)] == [(0, int), (3, int), (10**30, int)]


@pytest.mark.parametrize("change, named", [
    ({"x": [1, 2]}, r"x is of shape \(2,\): expected \(3,\), to fit"), ({"W1": [1]}, r"W1 is of shape \(1,\): expected \(any, any\)$"), ({"W1": [1, 2, 3]}, "W1"), ({"b1": [0]}, "b1"), ({"W2": [[1, 2]]}, "W2"), ({"b2": [[0, 0]]}, "b2"),
    ({"activation": "rleu"}, "activation"), ({"activation": None}, "activation"), ({"x": [1, np.nan, 0]}, "x"), ({"b1": "five"}, "b1"),
    ({"activation": lambda z: z[1:]}, r"activation\(W1 x \+ b1\)"), ({"activation": np.sum}, r"activation\(W1 x \+ b1\)"),
    ({"activation": lambda z: z[:, None]}, r"activation\(W1 x \+ b1\)"), ({"activation": lambda z: None}, r"activation\(W1 x \+ b1\)"),
    ({"activation": lambda z: z * 1j}, r"activation\(W1 x \+ b1\)"), ({"activation": ["relu"]}, "activation"),
])
def test_a_wrong_argument_is_named(change, named):
    arguments = dict(zip(("x", "W1", "b1", "W2", "b2"), example(3), strict=True), activation="relu") | change
    with pytest.raises(ValueError, match=f"(?s)^{named}.*" + ": expected " * ("expected" not in named)):
        forward(**arguments)

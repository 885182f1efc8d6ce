# SPDX-License-Identifier: MIT
"""The network with one hidden layer that several topics share.

Source: Bishop (2006), "Pattern Recognition and Machine Learning", section 5.1.
"""

import contextlib
import math
import operator
from numbers import Real

import numpy as np


def sigmoid(z):
    """1 / (1 + exp(-z)), entry by entry. Exact to rounding for every z: exp only ever sees -|z|, so it cannot overflow."""
    z = np.asarray(z, float)
    small = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, small) / (1 + small)


def relu(z):
    """max(z, 0), entry by entry."""
    return np.maximum(np.asarray(z, float), 0)


ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": relu,
    "leaky_relu": lambda z: np.where(z > 0, z, z / 100),
    "abs": np.abs,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "softplus": lambda z: np.logaddexp(0, z),
    "elu": lambda z: np.where(z > 0, z, np.expm1(np.minimum(z, 0))),
    "gelu": lambda z: z * np.vectorize(math.erfc, [float])(-z / math.sqrt(2)) / 2,
    "squared_relu": lambda z: relu(z) ** 2,
}


def forward(x, W1, b1, W2, b2, activation):
    """The outputs W2 activation(W1 x + b1) + b2 of a network with one hidden layer.

    x (D,), W1 (M, D), b1 (M,), W2 (K, M), b2 (K,) -> (K,). `activation` is a name in ACTIVATIONS or a function of an array.
    Raises ValueError where a shape does not fit, that of what the function returns included, or the name is unknown.
    """
    W1, b1, W2 = layers(W1, b1, W2)
    x, b2 = array("x", x, W1.shape[1]), array("b2", b2, len(W2))
    pre_activation = W1 @ x + b1
    hidden = array("activation(W1 x + b1)", function(activation)(pre_activation), len(W1))
    return W2 @ hidden + b2


def function(activation):
    """The activation as a function of an array: looked up if it is a name. Raises ValueError for an unknown name."""
    if callable(activation):
        return activation
    if not isinstance(activation, str) or activation not in ACTIVATIONS:
        raise ValueError(f"activation is {activation!r}: expected a function or one of {', '.join(ACTIVATIONS)}")
    return ACTIVATIONS[activation]


def layers(W1, b1, W2):
    """(W1, b1, W2) as float arrays of shapes (M, D), (M,), (K, M). Raises ValueError where they do not fit together."""
    W1 = array("W1", W1, None, None)
    return W1, array("b1", b1, len(W1)), array("W2", W2, None, len(W1))


def array(name, value, *shape):
    """The value as a float array of that shape, None for any length. Raises ValueError otherwise, or where an entry is not finite."""
    return shaped(name, value, *shape).astype(float, copy=False)


def shaped(name, value, *shape):
    """The value as `array` gives it, but whole numbers stay whole, if 64 bits with a sign hold their type. Raises ValueError as it does."""
    result = numbers(name, value)
    if result.ndim != len(shape) or any(wanted not in (None, given) for wanted, given in zip(shape, result.shape, strict=True)):
        wanted = str(tuple("any" if length is None else length for length in shape)).replace("'", "")
        raise ValueError(f"{name} is of shape {result.shape}: expected {wanted}{', to fit the other arguments' * any(shape)}")
    return result


def numbers(name, value):
    """The value as an array; whole numbers stay whole. Raises ValueError where it is none, or an entry is no finite real number."""
    with contextlib.suppress(ValueError, OverflowError):  # rows of unequal length; a whole number that no float holds
        result = np.asarray(value)
        real = result.dtype.kind in "biuf" or all(isinstance(entry, Real) for entry in result.flat)  # fractions are
        if real and np.isfinite(result.astype(float, copy=False)).all():
            return result.astype(np.result_type(result, int))  # where True is 1
    raise ValueError(f"{name} is {value!r}: expected an array of finite numbers")


def count(name, value, least=1):
    """The value as an int. Raises ValueError where it is no whole number of at least `least`."""
    with contextlib.suppress(TypeError):
        if not isinstance(value, bool | np.bool_) and operator.index(value) >= least:
            return operator.index(value)
    raise ValueError(f"{name} is {value!r}: expected a whole number of at least {least}")

# SPDX-License-Identifier: MIT
"""The gradient of a network with two layers of sigmoid units and one linear output.

Source: Rumelhart, Hinton and Williams (1986), "Learning representations by back-propagating errors"; Bishop (2006), section 5.3.
"""

import numpy as np

from snippets.network import array, count, sigmoid


def slope(z):
    """The derivative of the logistic function, s'(z) = s(z) s(-z), elementwise.

    The same as s(z) (1 - s(z)), without the loss of all digits where s(z) rounds to 1.
    """
    return sigmoid(z) * sigmoid(-np.asarray(z, float))


def pre_activations(x, W1, W2):
    """The weighted sums that enter the two layers of units: z1 = W1 x of shape (H1,), z2 = W2 s(z1) of shape (H2,)."""
    z1 = W1 @ x
    return z1, W2 @ sigmoid(z1)


def forward(x, W1, W2, w3):
    """The output f = <w3, s(W2 s(W1 x))>, a float.

    x (D,), W1 (H1, D), W2 (H2, H1), w3 (H2,). Raises ValueError where a shape does not fit or an entry is not finite.
    """
    x, W1, W2, w3 = _network(x, W1, W2, w3)
    _, z2 = pre_activations(x, W1, W2)
    return float(w3 @ sigmoid(z2))


def gradients(x, W1, W2, w3):
    """The derivatives (df/dW1, df/dW2, df/dw3) of the output, in the shapes of W1 (H1, D), W2 (H2, H1) and w3 (H2,).

    Raises ValueError where a shape does not fit or an entry is not finite.
    """
    x, W1, W2, w3 = _network(x, W1, W2, w3)
    z1, z2 = pre_activations(x, W1, W2)
    delta1, delta2 = deltas(x, W1, W2, w3)
    return np.outer(delta1, x), np.outer(delta2, sigmoid(z1)), sigmoid(z2)


def deltas(x, W1, W2, w3):
    """The derivatives (df/dz1, df/dz2) of the output by the sums, of shapes (H1,) and (H2,): what travels backwards.

    They are also the derivatives by biases, where the layers have some. Raises ValueError as `gradients` does.
    """
    x, W1, W2, w3 = _network(x, W1, W2, w3)
    z1, z2 = pre_activations(x, W1, W2)
    delta2 = w3 * slope(z2)
    return (W2.T @ delta2) * slope(z1), delta2


def input_gradient(x, W1, W2, w3):
    """The derivative df/dx = W1^T df/dz1 of the output by the input, of shape (D,). Raises ValueError as `gradients` does."""
    x, W1, W2, w3 = _network(x, W1, W2, w3)
    return W1.T @ deltas(x, W1, W2, w3)[0]


def gradients_rows(x, W1, W2, w3):
    """The derivatives (df/dW1, df/dW2, df/dw3) where vectors are rows: f = s(s(x W1) W2) w3.

    x (D,), W1 (D, H1), W2 (H1, H2), w3 (H2,) -> the shapes of W1, W2, w3. Raises ValueError where a shape does not fit.
    """
    x = array("x", x, None)
    W1 = array("W1", W1, len(x), None)
    W2 = array("W2", W2, W1.shape[1], None)
    w3 = array("w3", w3, W2.shape[1])
    h1 = sigmoid(x @ W1)
    delta2 = w3 * slope(h1 @ W2)
    delta1 = (delta2 @ W2.T) * slope(x @ W1)
    return np.outer(x, delta1), np.outer(h1, delta2), sigmoid(h1 @ W2)


def bound(x, W2, w3):
    """What |df/dW1_ij| never exceeds, whatever W1 is: |x_j| sum_k |w3_k W2_ki| / 16, of shape (H1, D).

    x (D,), W2 (H2, H1), w3 (H2,). Raises ValueError where a shape does not fit or an entry is not finite.
    """
    x, W2 = array("x", x, None), array("W2", W2, None, None)
    w3 = array("w3", w3, len(W2))
    return np.outer(np.abs(w3) @ np.abs(W2), np.abs(x)) / 16


def sign_is_fixed(W2, w3):
    """Whether the signs of the weights alone fix the sign of df/dh1_i, for each unit i of the first layer: bool (H1,).

    They do where the products w3_k W2_ki that are not 0 share one sign; with no such product the derivative is 0.
    W2 (H2, H1), w3 (H2,). Raises ValueError where a shape does not fit or an entry is not finite.
    """
    W2 = array("W2", W2, None, None)
    w3 = array("w3", w3, len(W2))
    signs = np.sign(w3)[:, None] * np.sign(W2)  # the product of two tiny weights could round to 0
    return ~((signs > 0).any(axis=0) & (signs < 0).any(axis=0))


def chain(z, layers):
    """The derivative of s(s(...s(z))), `layers` sigmoids in a row with weights 1: the product of their slopes, a float.

    z: a number; layers: a whole number of at least 1. Raises ValueError otherwise.
    """
    z, derivative = array("z", z), 1.0
    for _ in range(count("layers", layers)):
        derivative, z = derivative * slope(z), sigmoid(z)
    return float(derivative)


def through_time(weight, bias, start, steps):
    """The derivative dh_n/dh_0 of h_t = s(weight h_{t-1} + bias) after n = `steps` steps from h_0 = `start`, a float.

    weight, bias, start: numbers; steps: a whole number of at least 0. Raises ValueError otherwise.
    """
    weight, bias, h = array("weight", weight), array("bias", bias), array("start", start)
    derivative = 1.0
    for _ in range(count("steps", steps, least=0)):
        z = weight * h + bias
        derivative, h = derivative * (weight * slope(z)), sigmoid(z)
    return float(derivative)


def _network(x, W1, W2, w3):
    x = array("x", x, None)
    W1 = array("W1", W1, None, len(x))
    W2 = array("W2", W2, None, len(W1))
    return x, W1, W2, array("w3", w3, len(W2))

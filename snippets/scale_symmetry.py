# SPDX-License-Identifier: MIT
"""Scaling one layer up and the next one down: what it keeps, and what it does to gradient descent.

Sources: Neyshabur, Salakhutdinov and Srebro (2015), "Path-SGD"; Badrinarayanan, Mishra and Cipolla (2015), "Understanding
symmetries in deep networks"; Du, Hu and Lee (2018), "Algorithmic regularization in learning deep homogeneous models"; Dinh,
Pascanu, Bengio and Bengio (2017), "Sharp minima can generalize for deep nets", for the flat valley.
"""

import numpy as np

from snippets.network import array, count, function, layers, numbers, relu


def rescale(W1, b1, W2, gamma):
    """(gamma W1, gamma b1, W2 / gamma): the same function, wherever activation(gamma z) = gamma activation(z).

    W1 (M, D), b1 (M,), W2 (K, M); gamma is one number above 0 for all hidden units, or (M,), one a unit.
    Raises ValueError where a shape does not fit, or where a gamma is not above 0.
    """
    W1, b1, W2 = layers(W1, b1, W2)
    gamma = numbers("gamma", gamma).astype(float)
    if gamma.shape not in ((), b1.shape) or not (gamma > 0).all():
        raise ValueError(f"gamma is {gamma}: expected a factor above 0, or {len(b1)} of them")
    gamma = np.broadcast_to(gamma, len(b1))
    return gamma[:, None] * W1, gamma * b1, W2 / gamma


def is_homogeneous(activation, gamma):
    """Does activation(gamma z) = gamma activation(z) hold at every z = -3, -2.75, ..., 3, to 12 digits? One z is enough to say no.

    activation: a name or a function; gamma: a number whose products with its values a float holds. Raises ValueError for an unknown name.
    """
    z, phi, gamma = np.linspace(-3, 3, 25), function(activation), float(gamma)
    scaled = gamma * np.asarray(phi(z), float)
    return bool(np.allclose(phi(gamma * z), scaled, rtol=1e-12, atol=1e-12 * abs(scaled).max()))


def gradients(x, target, W1, b1, W2, b2):
    """The gradients (dW1, db1, dW2, db2) of the loss |y - target|^2 / 2, y the output of the network with ReLU units.

    x (D,), target (K,); each gradient has the shape of what it belongs to. Raises ValueError where a shape does not fit.
    """
    W1, b1, W2 = layers(W1, b1, W2)
    x, target, b2 = array("x", x, W1.shape[1]), array("target", target, len(W2)), array("b2", b2, len(W2))
    pre_activation = W1 @ x + b1
    hidden = relu(pre_activation)
    output_delta = W2 @ hidden + b2 - target
    hidden_delta = (pre_activation > 0) * (W2.T @ output_delta)
    return np.outer(hidden_delta, x), hidden_delta, np.outer(output_delta, hidden), output_delta


def descend(x, target, W1, b1, W2, b2, learning_rate):
    """The network (W1, b1, W2, b2) after one step of gradient descent on the example (x, target).

    Shapes as in `gradients`; learning_rate: a number. Raises ValueError where a shape does not fit.
    """
    net = *layers(W1, b1, W2), array("b2", b2, None)
    return _moved(net, gradients(x, target, *net), learning_rate)


def path_descend(x, target, W1, b1, W2, b2, learning_rate):
    """The network after one step of Path-SGD: the slope of each weight and hidden bias divided by the sum of the squares
    of those that share its paths; that of b2 stays.

    A path leads from an input, or from a hidden unit's bias, through one hidden unit to one output. Arguments and result as in
    `descend`. Raises ValueError where a shape does not fit, or all on one side of a hidden unit are 0, the bias among the incoming.
    """
    dW1, db1, dW2, db2 = gradients(x, target, W1, b1, W2, b2)
    W1, b1, W2 = layers(W1, b1, W2)
    incoming, outgoing = squared_norms(W1, b1, W2)
    if not (incoming.all() and outgoing.all()):
        raise ValueError(f"the hidden units have squared incoming norms {incoming} and outgoing {outgoing}: expected all above 0")
    scaled = dW1 / outgoing[:, None], db1 / outgoing, dW2 / incoming, db2
    return _moved((W1, b1, W2, array("b2", b2, None)), scaled, learning_rate)


def path_norm_squared(W1, b1, W2, b2):
    """The sum over all paths to an output of the squared product of the weights on it; a bias starts a path of its own.

    W1 (M, D), b1 (M,), W2 (K, M), b2 (K,) -> a float. Raises ValueError where a shape does not fit.
    """
    incoming, outgoing = squared_norms(W1, b1, W2)
    return float(incoming @ outgoing + (array("b2", b2, len(W2)) ** 2).sum())


def flow(x, target, W1, b1, W2, b2, time, steps):
    """The network after gradient flow, d weights / d time = -gradient, by the classical fourth-order Runge-Kutta rule.

    Shapes as in `gradients`; time: how long, a number; steps: in how many steps, a whole number of at least 1. Raises ValueError otherwise.
    """
    net, h = (*layers(W1, b1, W2), array("b2", b2, len(W2))), array("time", time) / count("steps", steps)
    for _ in range(steps):
        first = gradients(x, target, *net)
        second = gradients(x, target, *_moved(net, first, h / 2))
        third = gradients(x, target, *_moved(net, second, h / 2))
        fourth = gradients(x, target, *_moved(net, third, h))
        for slopes, share in ((first, h / 6), (second, h / 3), (third, h / 3), (fourth, h / 6)):
            net = _moved(net, slopes, share)
    return net


def squared_norms(W1, b1, W2):
    """(incoming, outgoing), both (M,), one entry a hidden unit: |incoming weights and bias|^2 and |outgoing weights|^2.

    W1 (M, D), b1 (M,), W2 (K, M), here and below numbers whose squares a float holds. Raises ValueError where a shape does not fit.
    """
    W1, b1, W2 = layers(W1, b1, W2)
    return (W1**2).sum(axis=1) + b1**2, (W2**2).sum(axis=0)


def imbalance(W1, b1, W2):
    """(M,), one entry a hidden unit: the sum of squares of its incoming weights and bias, less that of its outgoing weights.

    W1 (M, D), b1 (M,), W2 (K, M). Raises ValueError where a shape does not fit.
    """
    incoming, outgoing = squared_norms(W1, b1, W2)
    return incoming - outgoing


def balancing_factors(W1, b1, W2):
    """gamma (M,) after which |incoming weights and bias| = |outgoing weights| at every hidden unit: sqrt(|outgoing| / |incoming|).

    W1 (M, D), b1 (M,), W2 (K, M). A unit whose weights and bias are all 0 is balanced and gets 1. Raises
    ValueError where a shape does not fit, or where only one side is 0: no factor balances that unit.
    """
    incoming, outgoing = np.sqrt(squared_norms(W1, b1, W2))
    if ((incoming == 0) != (outgoing == 0)).any():
        raise ValueError(f"the hidden units have incoming norms {incoming} and outgoing norms {outgoing}: expected both or none to be 0")
    silent = incoming == 0
    return np.sqrt((outgoing + silent) / (incoming + silent))


def normalising_factors(W1, b1, W2):
    """gamma (M,) after which |incoming weights and bias| = 1 at every hidden unit. Raises ValueError where all of a unit's are 0."""
    incoming, _ = np.sqrt(squared_norms(W1, b1, W2))
    if not incoming.all():
        raise ValueError(f"the hidden units have incoming norms {incoming}: expected all above 0")
    return 1 / incoming


def jacobian(x, W1, b1, W2):
    """(K, MD + M + KM + K): the slopes of the outputs of the ReLU network by W1 row by row, b1, W2 row by row and b2.

    x (D,), W1 (M, D), b1 (M,), W2 (K, M). Raises ValueError where a shape does not fit.
    """
    W1, b1, W2 = layers(W1, b1, W2)
    x = array("x", x, W1.shape[1])
    pre_activation = W1 @ x + b1
    by_b1 = W2 * (pre_activation > 0)
    by_W1 = by_b1[:, :, None] * x
    by_b2 = np.eye(len(W2))
    by_W2 = np.kron(by_b2, relu(pre_activation))
    return np.hstack([by_W1.reshape(len(W2), W1.size), by_b1, by_W2, by_b2])


def flat_directions(inputs, W1, b1, W2):
    """The number of zero eigenvalues of the loss's Hessian at a network that fits its targets at all `inputs` (N, D) exactly,
    no pre-activation being 0.

    There the Hessian of the mean of |y - target|^2 / 2 is the mean of J^T J, J the jacobian: its zeros are those of all J stacked.
    Raises ValueError where a shape does not fit.
    """
    slopes = np.vstack([jacobian(x, W1, b1, W2) for x in array("inputs", inputs, None, None)])
    lengths = np.linalg.norm(slopes, axis=0)
    return int(slopes.shape[1] - np.linalg.matrix_rank(slopes / np.where(lengths, lengths, 1)))  # so that no unit's scale counts


def two_weights(w1, w2, learning_rate, steps, activation="linear", decay=0):
    """Gradient descent on L = (w2 phi(w1) - 1)^2 / 2, phi linear or ReLU: (steps + 1, 3), the rows being w1, w2, L.

    With weight decay it descends on L + decay (w1^2 + w2^2) / 2. Where it diverges the rows end in inf and nan, after enough steps.
    Raises ValueError for another activation, weights that are no numbers, or steps below 0.
    """
    if activation not in ("linear", "relu"):
        raise ValueError(f"activation is {activation!r}: expected linear or relu")
    w1, w2, path = array("w1", w1), array("w2", w2), []
    for _ in range(count("steps", steps, least=0) + 1):
        on = float(activation == "linear" or w1 > 0)
        error = w2 * on * w1 - 1
        path.append((w1, w2, error**2 / 2))
        w1, w2 = w1 - learning_rate * (error * w2 * on + decay * w1), w2 - learning_rate * (error * w1 * on + decay * w2)
    return np.array(path)


def largest_stable_step(gamma):
    """2 / (largest eigenvalue of the Hessian of L = (w1 w2 - 1)^2 / 2 at its minimum (gamma, 1 / gamma)).

    Above this learning rate gradient descent leaves the minimum, below it small errors across the valley die out.
    Raises ValueError where gamma is 0 or no number, OverflowError where no float holds its square or that of 1 / gamma.
    """
    if not array("gamma", gamma):
        raise ValueError(f"gamma is {gamma!r}: expected a number other than 0")
    w1, w2 = float(gamma), 1 / float(gamma)
    if np.isinf(w2):
        raise OverflowError(f"gamma is {gamma!r}: expected a number that a float can be divided by")
    hessian = [[w2**2, 2 * w1 * w2 - 1], [2 * w1 * w2 - 1, w1**2]]
    return 2 / np.linalg.eigvalsh(hessian)[-1]


def _moved(net, slopes, rate):
    """The weights after a step of that rate down the slopes."""
    return tuple(weights - rate * slope for weights, slope in zip(net, slopes, strict=True))

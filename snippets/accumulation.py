# SPDX-License-Identifier: MIT
"""The accumulator of backpropagation: sums of outer products, one for each example.

Whole numbers of up to 64 bits with a sign stay whole; sums and products beyond these wrap around, as numpy's do.
Source: Ng (2011), "Machine Learning" (online course), week 5, the backpropagation algorithm.
"""

import numpy as np

from snippets.network import array, count, shaped, sigmoid


def accumulate_loop(total, delta, activation):
    """The new total, entry by entry: total_ij + delta_i activation_j.

    total (K, J), delta (K,), activation (J,) -> new (K, J); whole numbers stay whole. Raises ValueError where a shape does not fit.
    """
    delta, activation = shaped("delta", delta, None), shaped("activation", activation, None)
    total = shaped("total", total, len(delta), len(activation))
    new = np.array(total, np.result_type(total, delta, activation))
    for i, j in np.ndindex(new.shape):
        new[i, j] = total[i, j] + delta[i] * activation[j]
    return new


def accumulate(total, delta, activation):
    """The new total in vector form: total + delta activation^T, the outer product.

    total (K, J), delta (K,), activation (J,) -> new (K, J); whole numbers stay whole. Raises ValueError where a shape does not fit.
    """
    delta, activation = shaped("delta", delta, None), shaped("activation", activation, None)
    return shaped("total", total, len(delta), len(activation)) + np.outer(delta, activation)


def accumulate_batch(total, deltas, activations):
    """The new total after all examples at once: total + D^T A, where row n of D and of A belongs to example n.

    total (K, J), deltas (N, K), activations (N, J) -> new (K, J). Raises ValueError where a shape does not fit.
    """
    D = shaped("deltas", deltas, None, None)
    A = shaped("activations", activations, len(D), None)
    return shaped("total", total, D.shape[1], A.shape[1]) + D.T @ A


def with_bias(rows):
    """The activations with a first column of ones, the output of the bias unit: (N, J - 1) -> (N, J)."""
    return np.insert(np.asarray(rows, float), 0, 1, axis=1)


def signals(inputs, targets, Theta1, Theta2):
    """What a network with sigmoid units and cross-entropy cost hands to its accumulator: (deltas (N, K), activations (N, J)).

    inputs (N, D), targets (N, K), Theta1 (J - 1, D + 1), Theta2 (K, J), each with the bias weights in column 0.
    Raises ValueError where a shape does not fit.
    """
    targets, Theta1 = array("targets", targets, None, None), array("Theta1", Theta1, None, None)
    inputs, Theta2 = array("inputs", inputs, len(targets), Theta1.shape[1] - 1), array("Theta2", Theta2, targets.shape[1], len(Theta1) + 1)
    activations = with_bias(sigmoid(with_bias(inputs) @ Theta1.T))
    return sigmoid(activations @ Theta2.T) - targets, activations


def first_signals(inputs, targets, Theta1, Theta2):
    """The same for the first layer, one layer further back: (deltas (N, J - 1), activations (N, D + 1)).

    delta2 = (Theta2^T delta3) a2 (1 - a2), without the entry of the bias unit, which no weight leads into. Arguments and errors as there.
    """
    deltas, activations = signals(inputs, targets, Theta1, Theta2)
    return ((deltas @ np.asarray(Theta2, float)) * activations * (1 - activations))[:, 1:], with_bias(inputs)


def cost(inputs, targets, Theta1, Theta2, strength):
    """The mean cross-entropy of the network plus strength / (2 m) times the squares of all weights but the bias ones, a float.

    Of an output s(z) it is -t ln s(z) - (1 - t) ln(1 - s(z)) = t ln(1 + e^-z) + (1 - t) ln(1 + e^z): a rounded s(z) cannot harm it.
    Arguments and errors as in `signals`, at least one example; strength: lambda, a number.
    """
    z, t = signals(inputs, targets, Theta1, Theta2)[1] @ np.asarray(Theta2, float).T, np.asarray(targets, float)
    fit = np.sum(t * np.logaddexp(0, -z) + (1 - t) * np.logaddexp(0, z))
    squares = sum(np.sum(np.asarray(Theta, float)[:, 1:] ** 2) for Theta in (Theta1, Theta2))
    return float((fit + strength / 2 * squares) / count("examples", len(targets)))


def cost_gradient(total, examples, Theta, strength):
    """The gradient of the cost: total / m + (lambda / m) Theta, without the second term in the bias column 0.

    total (K, J), Theta (K, J), examples: m, at least 1; strength: lambda. Raises ValueError where a shape does not fit or m < 1.
    """
    total = array("total", total, None, None)
    penalised = np.array(array("Theta", Theta, *total.shape))
    penalised[:, :1] = 0
    return (total + strength * penalised) / count("examples", examples)


def ranks(deltas, activations):
    """The rank of the accumulator after 1, 2, ..., N examples, a list of int. Singular values up to 1e-12 of what was added count as 0.

    deltas (N, K), activations (N, J), whose products floats hold. Raises ValueError where a shape does not fit.
    """
    D = array("deltas", deltas, None, None)
    A = array("activations", activations, len(D), None)
    added = [np.linalg.norm(abs(D[:n]).T @ abs(A[:n])) for n in range(1, len(D) + 1)]
    return [int(np.linalg.matrix_rank(D[:n].T @ A[:n], tol=1e-12 * most)) for n, most in enumerate(added, 1)]

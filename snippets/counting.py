"""How many weights and biases a network with one hidden layer has, and how many of its derivatives are independent.

The network is f = W2 h(W1 x + b1) + b2 with d inputs, M hidden units and c outputs, the error of one example is |f - t|^2 / 2.
Source: Bishop (1995), "Neural Networks for Pattern Recognition", chapter 4; Bishop (2006), section 5.3.
"""

import numpy as np


def weights_and_biases(inputs, hidden, outputs):
    """(number of weights, number of biases): a weight for each pair of units in neighbouring layers, a bias for each unit that computes."""
    d, M, c = _sizes(inputs, hidden, outputs)
    return d * M + M * c, M + c


def parameters(inputs, hidden, outputs):
    """The number of weights and biases together, (d + 1) M + (M + 1) c: as many as the error has derivatives."""
    return sum(weights_and_biases(inputs, hidden, outputs))


def independent_derivatives(inputs, hidden, outputs, given):
    """How many numbers fix all derivatives of one example's error, and can vary freely, when what `given` names is held fixed.

    given: "nothing", "example" (input and target), "weights" (and biases), "weights and input", or "activations" (input and hidden units).
    The count is the rank at a typical point of the map from what may vary to the derivatives: where h is smooth and no delta is 0.
    """
    d, M, c = _sizes(inputs, hidden, outputs)
    counts = {"nothing": d + 2 * M + c, "example": 2 * M + c, "weights": d + c, "weights and input": c, "activations": M + c}
    if given not in counts:
        raise ValueError(f"given is {given!r}: expected one of {', '.join(map(repr, counts))}")
    return counts[given]


def independent_without_biases(inputs, hidden, outputs):
    """The same with nothing given, for a network without biases: one number fewer a layer, d + 2M + c - 2."""
    return independent_derivatives(inputs, hidden, outputs, "nothing") - 2


def gradient(x, target, W1, b1, W2, b2):
    """All derivatives of one example's error for tanh units, as one outer product a layer.

    x (d,), target (c,), W1 (M, d), b1 (M,), W2 (c, M), b2 (c,) -> (M, d+1) and (c, M+1); column 0 holds the biases.
    """
    z, hidden_delta, output_delta = _factors(x, target, W1, b1, W2, b2)
    return np.outer(hidden_delta, np.append(1, x)), np.outer(output_delta, np.append(1, z))


def recover(first, second):
    """The numbers that the derivatives are made of, divided out of them: x (d,), z (M,), hidden deltas (M,), output deltas (c,).

    first (M, d+1) and second (c, M+1) are as `gradient` gives them. Raises ValueError where all deltas of a layer are 0.
    """
    hidden_delta, output_delta = np.asarray(first)[:, 0], np.asarray(second)[:, 0]
    j, k = np.argmax(abs(hidden_delta)), np.argmax(abs(output_delta))
    if hidden_delta[j] == 0 or output_delta[k] == 0:
        raise ValueError("first or second has a column 0 of zeros: expected a delta other than 0 in each layer")
    return first[j, 1:] / hidden_delta[j], second[k, 1:] / output_delta[k], hidden_delta, output_delta


def mixed_second_derivatives(x, target, W1, b1, W2, b2):
    """The derivative by hidden bias i of the derivative by output weight kj, at [i, k, j]: shape (M, c, M), arguments as in `gradient`."""
    z, _, output_delta = _factors(x, target, W1, b1, W2, b2)
    slope = 1 - z**2
    through_delta = np.einsum("ki,i,j->ikj", W2, slope, z)
    through_z = np.einsum("k,j,ij->ikj", output_delta, slope, np.eye(len(z)))
    return through_delta + through_z


def _factors(x, target, W1, b1, W2, b2):
    x, target, W1, b1, W2, b2 = (np.asarray(value, dtype=float) for value in (x, target, W1, b1, W2, b2))
    for name, value, shape in (("W1", W1, b1.shape + x.shape), ("W2", W2, target.shape + b1.shape), ("b2", b2, target.shape)):
        if value.shape != shape:
            raise ValueError(f"{name} has shape {value.shape}: expected {shape}, to fit x, target and b1")
    z = np.tanh(W1 @ x + b1)
    output_delta = W2 @ z + b2 - target
    return z, (1 - z**2) * (W2.T @ output_delta), output_delta


def _sizes(inputs, hidden, outputs):
    for name, value in (("inputs", inputs), ("hidden", hidden), ("outputs", outputs)):
        if isinstance(value, bool) or not hasattr(value, "__index__") or value < 1:
            raise ValueError(f"{name} is {value!r}: expected a whole number of at least 1")
    return int(inputs), int(hidden), int(outputs)

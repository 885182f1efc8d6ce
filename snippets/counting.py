# SPDX-License-Identifier: MIT
"""How many weights and biases a network with one hidden layer has, and how many of its derivatives are independent.

The network is f = W2 h(W1 x + b1) + b2 with d inputs, M hidden units and c outputs, the error of one example is |f - t|^2 / 2.
Source: Bishop (1995), "Neural Networks for Pattern Recognition", chapter 4; Bishop (2006), section 5.3.
"""

import numpy as np

from snippets.network import array, count

PARTS = "x", "target", "W1", "b1", "W2", "b2"
WEIGHTS = "W1 b1 W2 b2"


def weights_and_biases(inputs, hidden, outputs):
    """(number of weights, number of biases): a weight for each pair of units in neighbouring layers, a bias for each unit that computes.

    inputs, hidden, outputs: whole numbers of at least 1, here and below. Raises ValueError otherwise.
    """
    d, M, c = _sizes(inputs, hidden, outputs)
    return d * M + M * c, M + c


def parameters(inputs, hidden, outputs):
    """The number of weights and biases together, (d + 1) M + (M + 1) c: as many as the error has derivatives. Sizes and errors as above."""
    return sum(weights_and_biases(inputs, hidden, outputs))


def independent_derivatives(inputs, hidden, outputs, given):
    """How many numbers fix all derivatives of one example's error, and can vary freely, when what `given` names is held fixed.

    given: "nothing", "example" (input and target), "weights" (and biases), "weights and input", or "activations" (input and hidden units).
    The count is the rank at a typical point of the map from what may vary to the derivatives: where h is smooth and no delta is 0.
    Raises ValueError for sizes that are no counts, or another `given`.
    """
    d, M, c = _sizes(inputs, hidden, outputs)
    counts = {"nothing": d + 2 * M + c, "example": 2 * M + c, "weights": d + c, "weights and input": c, "activations": M + c}
    if not isinstance(given, str) or given not in counts:
        raise ValueError(f"given is {given!r}: expected one of {', '.join(map(repr, counts))}")
    return counts[given]


def independent_without_biases(inputs, hidden, outputs, given="nothing"):
    """The same for a network without biases, of tanh or sigmoid units, at almost every point.

    With nothing given each layer loses a number, as its column and row can be rescaled. With the example given one is lost to the tie
    sum_j z_j delta_j / h'(a_j) = sum_k delta_k (delta_k + t_k), whose two sides are both delta^T W2 z. Arguments and errors as there.
    """
    lost = {"nothing": 2, "example": 1}
    return independent_derivatives(inputs, hidden, outputs, given) - lost.get(given, 0)


def hessian_rank(inputs, hidden, outputs, examples):
    """The rank of the matrix of second derivatives of the error summed over `examples` examples, at a typical point.

    The units are tanh or sigmoid. It is W less the directions that no example feels: M max(0, d + 1 - N) in the first layer; in the
    second the matrices whose rows are orthogonal to all N activations and whose columns are orthogonal to all N output deltas, or, where
    these are more, the c (M + 1 - N) moves that change no output, less the M (d + 1) slopes of the first layer in which they can be felt.
    That there are no others is not proved here: exact ranks confirm it size by size. Polynomial units of low degree may have less.
    An int; examples: a whole number of at least 1. Raises ValueError otherwise.
    """
    d, M, c = _sizes(inputs, hidden, outputs)
    N = count("examples", examples)
    first, second = M * max(0, d + 1 - N), max(0, c - N) * max(0, M + 1 - N)
    return parameters(d, M, c) - first - max(second, c * (M + 1 - N) - M * (d + 1))


def second_order(inputs, hidden, outputs):
    """(second derivatives, order ignored; numbers of a quadratic model): W (W + 1) / 2 as the table is symmetric, and W for the slopes.

    Sizes and errors as in `weights_and_biases`.
    """
    W = parameters(inputs, hidden, outputs)
    return W * (W + 1) // 2, W * (W + 3) // 2


def low_rank(rows, columns, rank):
    """How many independent numbers fix a matrix of that rank, r (rows + columns - r): a change of basis between its factors is lost.

    rows, columns, rank: whole numbers of at least 1, the rank at most the shorter side. Raises ValueError otherwise.
    """
    p, q, r = count("rows", rows), count("columns", columns), count("rank", rank)
    if r > min(p, q):
        raise ValueError(f"rank is {r}: expected at most {min(p, q)}, the shorter side")
    return r * (p + q - r)


def gradient(x, target, W1, b1, W2, b2):
    """All derivatives of one example's error for tanh units, as one outer product a layer.

    x (d,), target (c,), W1 (M, d), b1 (M,), W2 (c, M), b2 (c,) -> (M, d+1) and (c, M+1); column 0 holds the biases. A unit's
    slope, 1 - z^2, is right to rounding of 1: where it is below 1e-16 it may be lost. Raises ValueError where a shape does not fit.
    """
    z, hidden_delta, output_delta = _factors(x, target, W1, b1, W2, b2)
    return np.outer(hidden_delta, np.append(1, x)), np.outer(output_delta, np.append(1, z))


def recover(first, second):
    """The numbers that the derivatives are made of, divided out of them: x (d,), z (M,), hidden deltas (M,), output deltas (c,).

    first (M, d+1) and second (c, M+1) are as `gradient` gives them. Raises ValueError where they are no tables, or a layer has no
    delta but 0.
    """
    first = array("first", first, None, None)
    second = array("second", second, None, len(first) + 1)
    for name, table in (("first", first), ("second", second)):
        if not table[:, :1].any():
            raise ValueError(f"{name} is {table.tolist()}: expected a delta other than 0 in column 0")
    hidden_delta, output_delta = first[:, 0], second[:, 0]
    j, k = np.argmax(abs(hidden_delta)), np.argmax(abs(output_delta))
    return first[j, 1:] / hidden_delta[j], second[k, 1:] / output_delta[k], hidden_delta, output_delta


def network_with(inputs, hidden, hidden_delta, output_delta, W1):
    """(x, target, W1, b1, W2, b2) of a tanh network whose derivatives are made of just these numbers.

    inputs (d,), hidden (M,) between -1 and 1, hidden_delta (M,), output_delta (c,) not all 0, W1 (M, d). Raises ValueError otherwise.
    """
    W1 = array("W1", W1, None, None)
    x, z = array("inputs", inputs, W1.shape[1]), array("hidden", hidden, len(W1))
    hidden_delta, output_delta = array("hidden_delta", hidden_delta, len(W1)), array("output_delta", output_delta, None)
    if not (abs(z) < 1).all():
        raise ValueError(f"hidden is {z.tolist()}: expected activations between -1 and 1")
    if not output_delta.any():
        raise ValueError(f"output_delta is {output_delta.tolist()}: expected a delta other than 0")
    b1 = np.arctanh(z) - W1 @ x
    scale = abs(output_delta).max()  # whose square might round to 0
    unit = output_delta / scale
    W2 = np.outer(unit, hidden_delta / (1 - z**2)) / (unit @ unit) / scale
    b2 = -W2 @ np.tanh(W1 @ x + b1)  # so that the outputs are 0 and no delta is lost in them
    return x, -output_delta, W1, b1, W2, b2


def error(x, target, W1, b1, W2, b2):
    """The error of one example, half the squared length of its output deltas, a number. Arguments and what is raised as in `gradient`."""
    return (_factors(x, target, W1, b1, W2, b2)[2] ** 2).sum() / 2


def derivatives(x, target, W1, b1, W2, b2):
    """All W derivatives in a row, in the order of `WEIGHTS`: shape (W,). Arguments and what is raised as in `gradient`."""
    first, second = gradient(x, target, W1, b1, W2, b2)
    return np.concatenate([first[:, 1:].ravel(), first[:, 0], second[:, 1:].ravel(), second[:, 0]])


def jacobian(function, network, parts):
    """The derivatives of function(*network) by every number of the parts named, a column each, by a complex step.

    function: analytic, and written for complex numbers; network is (x, target, W1, b1, W2, b2); parts is some of these names, as in
    "x target". Exact to rounding. Raises ValueError for another name.
    """
    columns = []
    if not {*parts.split()} <= {*PARTS}:
        raise ValueError(f"parts is {parts!r}: expected some of {', '.join(PARTS)}")
    for place in map(PARTS.index, parts.split()):
        for entry in range(np.size(network[place])):
            moved = [np.array(value, complex) for value in network]
            moved[place].flat[entry] += 1e-30j
            columns.append(np.ravel(function(*moved)).imag / 1e-30)
    return np.transpose(columns)


def hessian(examples, W1, b1, W2, b2):
    """The second derivatives of the error by all weights and biases, summed over `examples`, pairs (x, target): shape (W, W).

    Shapes, and what is raised, as in `gradient`; at least one example.
    """
    return np.sum([jacobian(derivatives, (x, target, W1, b1, W2, b2), WEIGHTS) for x, target in _pairs(examples)], axis=0)


def output_jacobian(examples, W1, b1, W2, b2):
    """The derivatives of all outputs by all weights and biases, a row for each output of each example: shape (N c, W).

    examples: pairs (x, target), at least one. Shapes, and what is raised, as in `gradient`.
    """
    return -np.vstack([jacobian(derivatives, (x, target, W1, b1, W2, b2), "target").T for x, target in _pairs(examples)])


def rank(matrix):
    """The number of singular values above 1e-9 times the largest, an int. matrix (rows, columns)."""
    return int(np.linalg.matrix_rank(matrix, rtol=1e-9))


def mixed_second_derivatives(x, target, W1, b1, W2, b2):
    """The derivative by hidden bias i of the derivative by output weight kj, at [i, k, j]: shape (M, c, M), arguments as in `gradient`."""
    z, _, output_delta = _factors(x, target, W1, b1, W2, b2)
    slope = 1 - z**2
    through_delta = np.einsum("ki,i,j->ikj", W2, slope, z)
    through_z = np.einsum("k,j,ij->ikj", output_delta, slope, np.eye(len(z)))
    return through_delta + through_z


def _factors(x, target, W1, b1, W2, b2):
    """What all derivatives are products of: activations z (M,), hidden deltas (M,), output deltas (c,).

    Not read by `network.array`, which refuses the complex numbers of `jacobian`. Raises ValueError where a shape does not fit.
    """
    x, target, W1, b1, W2, b2 = (np.asarray(value) * np.float64(1) for value in (x, target, W1, b1, W2, b2))
    for name, value in (("x", x), ("target", target), ("b1", b1)):
        if value.ndim != 1:
            raise ValueError(f"{name} is of shape {value.shape}: expected one row of numbers")
    for name, value, shape in (("W1", W1, b1.shape + x.shape), ("W2", W2, target.shape + b1.shape), ("b2", b2, target.shape)):
        if value.shape != shape:
            raise ValueError(f"{name} is of shape {value.shape}: expected {shape}, to fit x, target and b1")
    z = np.tanh(W1 @ x + b1)
    output_delta = W2 @ z + b2 - target
    return z, (1 - z**2) * (W2.T @ output_delta), output_delta


def _pairs(examples):
    if not (pairs := [*examples]):
        raise ValueError("examples is empty: expected at least one pair (x, target)")
    return pairs


def _sizes(inputs, hidden, outputs):
    return count("inputs", inputs), count("hidden", hidden), count("outputs", outputs)

# SPDX-License-Identifier: MIT
"""Renumbering hidden units: what it keeps, how many ways there are, and how to undo it.

Sources: Bishop (2006), "Pattern Recognition and Machine Learning", section 5.1.1, for the counts; Ainsworth, Hayase and
Srinivasa (2023), "Git Re-Basin", for aligning; Jonker and Volgenant (1987), "A shortest augmenting path algorithm for dense
and sparse linear assignment problems", for the assignment.
"""

import contextlib
import math

import numpy as np

from snippets.network import array, count, forward, layers, relu


def permute(W1, b1, W2, order):
    """The same function with its hidden units renumbered: unit i of the result is unit order[i].

    W1 (M, D), b1 (M,), W2 (K, M); `order` holds each of 0, ..., M - 1 once. Raises ValueError where that does not fit.
    """
    W1, b1, W2 = layers(W1, b1, W2)
    units = _counts(order, least=0)
    if units is None or sorted(units) != list(range(len(b1))):
        raise ValueError(f"order is {order!r}: expected each of 0 to {len(b1) - 1} once")
    return W1[units], b1[units], W2[:, units]


def orderings(hidden_sizes):
    """The number of ways to number the units of hidden layers of these sizes: the product of m! over the layers, an int.

    hidden_sizes: a list of whole numbers of at least 1, one a layer. Raises ValueError otherwise.
    """
    return math.prod(math.factorial(size) for size in _sizes(hidden_sizes))


def orderings_and_flips(hidden_sizes):
    """The same with a sign for each unit, as odd activations allow: the product of 2^m m! over the layers, an int.

    hidden_sizes as in `orderings`. Raises ValueError as it does.
    """
    return math.prod(2**size * math.factorial(size) for size in _sizes(hidden_sizes))


def swaps(hidden_sizes):
    """The number of pairs of units that can be swapped, both in one layer: the sum of m (m - 1) / 2 over the layers, an int.

    hidden_sizes as in `orderings`. Raises ValueError as it does.
    """
    return sum(math.comb(size, 2) for size in _sizes(hidden_sizes))


def log10_orderings(hidden_sizes):
    """The base-10 logarithm of `orderings`, a float, for layers too wide to write the number out: lgamma(m + 1) is ln m!.

    hidden_sizes and errors as there; OverflowError where no float holds ln of it.
    """
    return math.fsum(math.lgamma(size + 1) for size in _sizes(hidden_sizes)) / math.log(10)


def settings(W1, b1, W2):
    """The size of the orbit under renumbering, all different weights it leads to: m! / (n1! n2! ...), n the sizes of groups of equal units.

    W1 (M, D), b1 (M,), W2 (K, M), compared as floats -> an int. Raises ValueError where a shape does not fit.
    """
    _, copies = np.unique(_units(*layers(W1, b1, W2)), axis=0, return_counts=True)
    return math.factorial(int(copies.sum())) // math.prod(math.factorial(int(n)) for n in copies)


def settings_with_flips(W1, b1, W2):
    """The same where signs may be flipped too, as odd activations allow: units equal but for their sign form one group.

    Each unit that is not 0 throughout then has two signs: 2^(units that are not 0) m! / (n1! n2! ...).
    Arguments as in `settings`. Raises ValueError as it does.
    """
    units = _units(*layers(W1, b1, W2))
    first = units[np.arange(len(units)), (units != 0).argmax(axis=1)]  # of each unit the first number that is not 0
    sign = np.sign(first)
    return 2 ** int(np.count_nonzero(sign)) * settings(sign[:, None] * W1, sign * b1, sign * W2)


def train(incoming, outgoing, inputs, targets, learning_rate, steps):
    """(incoming, outgoing, loss) after gradient descent: one input, M ReLU units, one output, no biases; all weights (M,).

    The loss is the mean of (y - target)^2 / 2 over the examples, inputs (N,) and targets (N,). Raises ValueError where a shape does not
    fit, or steps is no whole number of at least 0.
    """
    x, w = array("inputs", inputs, None), array("incoming", incoming, None)
    targets, v = array("targets", targets, len(x)), array("outgoing", outgoing, len(w))
    for _ in range(count("steps", steps, least=0)):
        a = np.outer(x, w)
        errors = relu(a) @ v - targets
        slope_w = ((errors * x)[:, None] * (a > 0) * v).mean(axis=0)
        w, v = w - learning_rate * slope_w, v - learning_rate * (errors[:, None] * relu(a)).mean(axis=0)
    return w, v, float(((relu(np.outer(x, w)) @ v - targets) ** 2).mean() / 2)


def interpolate(start, end, share):
    """The weights on the straight line from `start` (share 0) to `end` (share 1); both are (W1, b1, W2), and so is the result.

    A float must hold the difference of each two weights. Raises ValueError where the shapes of the two differ.
    """
    return tuple(first + share * (last - first) if share < 0.5 else last - (1 - share) * (last - first)  # at 1 it is `end`, not nearly
                 for first, last in zip(*_pair(start=start, end=end), strict=True))


def losses_between(start, end, b2, inputs, shares, activation):
    """At each share of the way: the mean over `inputs` (N, D) of |y - y0|^2 / 2, y0 being the outputs at `start`; a list of floats.

    start, end: (W1, b1, W2); b2 (K,); activation as in `network.forward`. Raises ValueError where a shape does not fit.
    """
    inputs, (start, end) = array("inputs", inputs, None, None), _pair(start=start, end=end)

    def outputs(net):
        return np.array([forward(x, *net, b2, activation) for x in inputs])

    wanted = outputs(start)
    return [float(((outputs(interpolate(start, end, share)) - wanted) ** 2).sum(axis=1).mean() / 2) for share in shares]


def align(net, onto):
    """The order that brings the units of `net` nearest to those of `onto`; both are (W1, b1, W2).

    It has the least sum of squared differences of all weights and biases among all orders, not just among those tried, to rounding.
    It undoes no sign flip and no scaling. Raises ValueError where the shapes of the two differ.
    """
    units, wanted = (_units(*parts) for parts in _pair(net=net, onto=onto))
    largest = max(abs(units).max(initial=0), abs(wanted).max(initial=0))  # whose square a float may not hold
    units, wanted = (each / 2.0 ** (np.frexp(largest)[1] - 1) for each in (units, wanted))
    return _assignment(np.array([((units - unit) ** 2).sum(axis=1) for unit in wanted]))


def _assignment(cost):
    """The order with the least sum of cost[i, order[i]]: rows find their columns one by one, along shortest augmenting paths.

    Prices keep every cost[i, j] - row_price[i] - column_price[j] at 0 or above, and at 0 for the pairs made. So no other
    order can cost less. Column `size` is where the path of a new row starts.
    """
    size = len(cost)
    row_of, row_price, column_price = np.full(size + 1, -1), np.zeros(size), np.zeros(size + 1)
    for row in range(size):
        row_of[size], column = row, size
        distance, previous, reached = np.full(size, np.inf), np.full(size, size), np.zeros(size + 1, bool)
        while row_of[column] >= 0:
            reached[column] = True
            reach = cost[row_of[column]] - row_price[row_of[column]] - column_price[:size]
            shorter = ~reached[:size] & (reach < distance)
            distance[shorter], previous[shorter] = reach[shorter], column
            column = int(np.where(reached[:size], np.inf, distance).argmin())
            nearest = distance[column]
            row_price[row_of[reached]] += nearest
            column_price[reached] -= nearest
            distance[~reached[:size]] -= nearest
        while column != size:
            row_of[column] = row_of[previous[column]]
            column = previous[column]
    return np.argsort(row_of[:size]).tolist()


def _units(W1, b1, W2):
    """(M, D + 1 + K): for each hidden unit its incoming weights, its bias and its outgoing weights. Adding 0 makes -0 a 0."""
    return np.column_stack([W1, b1, W2.T]) + 0.0


def _pair(**nets):
    """The layers of two networks, given by name. Raises ValueError where the shapes of the two differ."""
    start, end = (_layers(name, net) for name, net in nets.items())
    wanted, given = ([part.shape for part in net] for net in (start, end))
    if given != wanted:
        first, second = nets
        raise ValueError(f"{second} has parts of the shapes {given}: expected those of {first}, {wanted}")
    return start, end


def _layers(name, net):
    try:
        W1, b1, W2 = net
    except (TypeError, ValueError):
        raise ValueError(f"{name} is {net!r}: expected the three parts (W1, b1, W2)") from None
    return layers(W1, b1, W2)


def _sizes(hidden_sizes):
    sizes = _counts(hidden_sizes, least=1)
    if sizes is None:
        raise ValueError(f"hidden_sizes is {hidden_sizes!r}: expected a list of whole numbers of at least 1, one a layer")
    return sizes


def _counts(values, least):
    """The values as a list of int, or None where they are no list of whole numbers of at least `least`."""
    with contextlib.suppress(ValueError):  # which rows of unequal length are, too
        if np.ndim(values) == 1:
            return [count("values", value, least) for value in values]
    return None

# %% [markdown] description="Train two networks from different starts, walk straight from one to the other, and flatten the way by renumbering hidden units and turning signs."
# # Walk between two minima
#
# [The question's page](../permutation_symmetry.md) counts the copies of a network that renumbering its hidden units makes, and shows that the way
# between two copies leads over a hill. Here you train two networks that know nothing of each other, and walk.

# %%
import matplotlib.pyplot as plt
import numpy as np

from snippets.permutation_symmetry import (
    align,
    losses_between,
    orderings_and_flips,
    permute,
)
from snippets.record import read

recorded = read()
units, steps, learning_rate = 16, 3000, 0.1  # try 4 and 64 units
inputs = np.linspace(-3, 3, 61)[:, None]
targets = np.sin(2 * inputs)
shares = np.linspace(0, 1, 51)

# %% [markdown]
# ## The hill on record
#
# The page's example and a copy of it, renumbered. The losses at the ends and in between are [on record](../permutation_symmetry.md#barrier).

# %%
example = (
    np.array([[1, -2], [0.5, 1.5], [-1, 0.25]]),
    np.array([0.1, -0.2, 0.3]),
    np.array([[1, -1, 2], [0.5, 2, -0.75]]),
)
copy = permute(*example, [2, 0, 1])
hill = losses_between(
    example,
    copy,
    np.array([0.05, -0.15]),
    [(1, 0), (0, 1), (-1, 0), (0, -1)],
    (0, 0.25, 0.5, 0.75, 1),
    "tanh",
)
assert np.allclose(hill, recorded["permutation_symmetry.barrier"], rtol=1e-9)
assert align(copy, onto=example) == recorded["permutation_symmetry.order"]
print(np.round(hill, 4))

# %% [markdown]
# ## Train twice
#
# Both networks have one layer of tanh units and learn $\sin 2x$ by gradient descent with momentum, from two random starts.


# %%
def outputs(W1, b1, W2, b2):
    return np.tanh(inputs @ W1.T + b1) @ W2.T + b2


def loss(net):
    return ((outputs(*net) - targets) ** 2).mean() / 2


def train(seed):
    """(W1, b1, W2, b2) after gradient descent from a random start."""
    random = np.random.default_rng(seed)
    W1, b1, W2 = (random.normal(size=shape) for shape in ((units, 1), units, (1, units)))
    net = [W1, b1, W2 / 4, np.zeros(1)]
    speed = [0 * weights for weights in net]
    for _ in range(steps):
        W1, b1, W2, b2 = net
        hidden = np.tanh(inputs @ W1.T + b1)
        delta2 = (hidden @ W2.T + b2 - targets) / len(inputs)
        delta1 = (delta2 @ W2) * (1 - hidden**2)
        slopes = delta1.T @ inputs, delta1.sum(axis=0), delta2.T @ hidden, delta2.sum(axis=0)
        pairs = zip(speed, slopes, strict=True)
        speed = [0.9 * old - learning_rate * slope for old, slope in pairs]
        net = [weights + move for weights, move in zip(net, speed, strict=True)]
    return net


first, second = train(seed=1), train(seed=2)
apart = abs(outputs(*first) - outputs(*second)).max()
print(f"losses {loss(first):.5f} and {loss(second):.5f}, functions {apart:.2f} apart at most")
print(f"each is one of {orderings_and_flips([units]):.1e} copies that give the same function")

# %% [markdown]
# ## Walk, align, walk again
#
# `align` finds the order of the second network's units in which they resemble those of the first most. But tanh is odd: a unit may also
# have all its signs turned, which `align` does not undo. So we first turn every unit so that its outgoing weight is positive.


# %% The loss on three ways between two trained networks alt="Three curves over the share of the way, all near 0 at both ends. The straight way rises to a high hill. With the units renumbered the hill is several times lower. With signs turned first the way is nearly flat."
def aligned(net, onto):
    """The net with its units in the order that resembles `onto` most."""
    return [*permute(*net[:3], align(net[:3], onto[:3])), net[3]]


def upright(net):
    """The same function with every outgoing weight positive."""
    W1, b1, W2, b2 = net
    signs = np.sign(W2[0])
    return [W1 * signs[:, None], b1 * signs, W2 * signs, b2]


def walk(start, end):
    parts = list(zip(start, end, strict=True))
    return [loss([a + share * (b - a) for a, b in parts]) for share in shares]


turned = upright(first), upright(second)
ways = {
    "as trained": walk(first, second),
    "renumbered": walk(first, aligned(second, onto=first)),
    "signs turned, then renumbered": walk(turned[0], aligned(turned[1], onto=turned[0])),
}
assert np.allclose(outputs(*upright(second)), outputs(*second), rtol=0, atol=1e-12)

figure, axes = plt.subplots(figsize=(6.4, 3.4))
for style, (label, losses) in zip(("-", "--", "-."), ways.items(), strict=True):
    axes.plot(shares, losses, style, label=label)
axes.set(xlabel="share of the way", ylabel="loss", ylim=(0, 1.5 * max(ways["as trained"])))
axes.legend(loc="upper right")
plt.show()
for label, losses in ways.items():
    print(f"{label}: the hill is {max(losses):.3f} high")
assert max(ways["as trained"]) > 4 * max(ways["signs turned, then renumbered"])

# %% [markdown]
# So most of the hill between the two was bookkeeping, of numbers and signs. The networks still differ, and `align` does not remove what is
# left of the hill: it makes the weights alike, not the hill low.
#
# **Change and expect.**
#
# - `units = 4` and `units = 64`: with these two seeds renumbering alone does not help, or makes the hill higher; with other seeds it may help.
#   About half of the units are nearest to one of the other network with all their signs turned, as in the two above, and no renumbering undoes that. With the signs turned
#   first the hill is several times lower again.
#   `align` takes no time: it solves an assignment and does not try the orders.
# - Align `third = train(seed=3)` onto `first`, then `second` onto that, and walk from `first` to the result. Is the hill lower than with
#   `second` aligned directly? (Not with `units = 16`, with the signs turned or without; with `units = 64` it is, both ways.)

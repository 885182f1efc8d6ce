# %% [markdown] description="A network as large as you like, its gradient, and finite differences with steps from large to tiny: see where they agree, and catch a slip."
# # Check a gradient against differences
#
# [The question's page](../backprop.md) derives the gradient of $f = \langle w, s(W_2\, s(W_1 x)) \rangle$ for a small network. Here you choose
# the size, and finite differences have the last word.

# %%
import matplotlib.pyplot as plt
import numpy as np

from snippets.backprop import forward, gradients
from snippets.network import sigmoid
from snippets.record import read, same

recorded = read()
inputs, first, second = 5, 8, 6  # try 50, 80, 60, and 1, 1, 1
random = np.random.default_rng(seed=1)
network = [
    random.normal(size=shape)
    for shape in (inputs, (first, inputs), (second, first), second)
]

# %% [markdown]
# ## Move one weight at a time
#
# The central difference moves a weight by $h$ to both sides: $(f(w + h) - f(w - h)) / 2h$. It needs two forward passes for each weight,
# while the gradient has all weights in one pass forward and one backward.


# %%
def differences(network, part, h):
    """The derivatives of the output with respect to the weights of one part of the network (x, W1, W2, w3), by central differences."""
    result = np.zeros_like(network[part])
    for place in np.ndindex(result.shape):
        ends = []
        for move in (h, -h):
            moved = [weights.copy() for weights in network]
            moved[part][place] += move
            ends.append(forward(*moved))
        result[place] = (ends[0] - ends[1]) / (2 * h)
    return result


for part, gradient in enumerate(gradients(*network), 1):
    apart = abs(gradient - differences(network, part, h=1e-5)).max() / abs(gradient).max()
    print(f"layer {part}: {gradient.size} derivatives, apart by {apart:.0e} of the largest")
    assert apart < 1e-6

# %% [markdown]
# The example of the page, differentiated here by nothing but subtraction, gives the [gradient on record](../backprop.md#first).

# %%
example = [
    np.array(part, float)
    for part in (
        [1, -2, 0.5],
        [[0.1, -0.2, 0.3], [0.4, 0.5, -0.6]],
        [[0.7, -0.8], [0.9, 1]],
        [1.1, -1.2],
    )
]
for part, id in enumerate(("backprop.first", "backprop.second", "backprop.third"), 1):
    computed = differences(example, part, h=1e-5).tolist()
    assert same(computed, recorded[id], within=1e-8), id
    print(id, "is right to a relative 1e-8")

# %% [markdown]
# ## Choose the step
#
# A large $h$ errs because the bend of the function changes: in proportion to $h^2$. A tiny $h$ errs because the two outputs agree in nearly all of their digits
# and subtracting them leaves the rounding: by about $10^{-16} / h$. In between lies the best step.

# %% The error of a difference against its step alt="Two curves over the step on logarithmic axes. Each falls with the step to a lowest point and rises again below it. Differences to both sides have the lower error, and reach it at a larger step, than those to one side."
steps = 10.0 ** np.arange(-12, 0.5, 0.5)
W1 = network[1]
exact = gradients(*network)[0]
central = [abs(differences(network, 1, h) - exact).max() for h in steps]


def one_sided(h):
    """The same by the plain difference (f(w + h) - f(w)) / h."""
    base = forward(*network)
    moved = [
        [network[0], W1 + h * (np.arange(W1.size).reshape(W1.shape) == place), *network[2:]]
        for place in range(W1.size)
    ]
    return np.array([(forward(*each) - base) / h for each in moved]).reshape(W1.shape)


figure, axes = plt.subplots(figsize=(6.4, 3.4))
axes.loglog(steps, central, "-o", markersize=4, label="to both sides")
axes.loglog(
    steps,
    [abs(one_sided(h) - exact).max() for h in steps],
    "--s",
    markersize=4,
    label="to one side",
)
axes.set(xlabel="step h", ylabel="largest error", ylim=(1e-13, 10))
axes.legend(loc="upper center")
plt.show()

# %% [markdown]
# ## Make a mistake on purpose
#
# The factor $s'$ of the first layer is easily forgotten. The result looks like a gradient: the right shape, the right signs. The check is not fooled.

# %%
x, W1, W2, w3 = network
h1 = sigmoid(W1 @ x)
h2 = sigmoid(W2 @ h1)
slip = np.outer(W2.T @ (w3 * h2 * (1 - h2)), x)
apart = abs(slip - differences(network, 1, h=1e-5)).max() / abs(exact).max()
print(
    f"signs that agree: {(np.sign(slip) == np.sign(exact)).mean():.0%}; apart by {apart:.1f} times the largest derivative"
)
assert apart > 0.1

# %% [markdown]
# **Change and expect.**
#
# - A larger network: the differences take longer, two forward passes for every weight. The agreement stays.
# - `network[1] *= 10` behind the line that makes `network`, large weights: the units saturate, that is, their slopes come near 0, and most
#   derivatives shrink. A difference keeps fewer digits of a small one. Where one derivative of the layer stays large, as with this seed, a
#   measure against the largest does not show that: compare entry by entry.
# - Put the factor back, `W2.T @ (w3 * h2 * (1 - h2)) * h1 * (1 - h1)`: nothing is apart, and the last assertion fails. Then forget the other
#   $s'$, `h2 * (1 - h2)`, instead; or write `W2` for `W2.T`, with `first == second`. Does every slip show? (Not the second with one unit in each
#   layer, or a symmetric `W2`: again nothing is apart.) The page lists what the last two give for its
#   example under [common mistakes](../backprop.md#common-mistakes).

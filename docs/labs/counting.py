# %% [markdown] description="Differentiate all derivatives of a random network once more, count singular values, and compare with the formulas for the independent ones: for any size."
# # Count independent derivatives by singular values
#
# [The question's page](../counting.md) finds that the [{{ counting.parameters }}](../counting.md#parameters) derivatives of its network depend on [{{ counting.independent }}](../counting.md#independent)
# numbers only. Here you try other sizes. The derivatives are a function of the weights, the input and the target. Wherever you stand, the
# rank of that function's own derivatives says how many directions they can move in.

# %%
import matplotlib.pyplot as plt
import numpy as np

from snippets.counting import derivatives, independent_derivatives, jacobian, parameters, rank
from snippets.record import read

recorded = read()
readings = {
    "nothing": "x target W1 b1 W2 b2",
    "example": "W1 b1 W2 b2",
    "weights": "x target",
    "weights and input": "target",
}


def network(inputs, hidden, outputs, seed):
    """A random (x, target, W1, b1, W2, b2)."""
    random = np.random.default_rng(seed)
    return [
        random.normal(size=shape)
        for shape in (inputs, outputs, (hidden, inputs), hidden, (outputs, hidden), outputs)
    ]


# %% [markdown]
# ## The size of the question
#
# What is given beforehand stays fixed, all else may vary. The ranks are [on record](../counting.md#ranks).

# %%
found = {
    given: rank(jacobian(derivatives, network(3, 4, 2, seed=1), parts))
    for given, parts in readings.items()
}
print(found)
assert found["nothing"] == recorded["counting.independent"]
assert found["example"] == recorded["counting.example"]
assert found["weights"] == recorded["counting.weights"]
assert found["weights and input"] == recorded["counting.weights_and_input"]

# %% [markdown]
# ## Other sizes
#
# Add sizes of your own: inputs, hidden units, outputs.

# %%
sizes = [(1, 1, 1), (2, 3, 2), (5, 2, 1), (1, 6, 3), (4, 4, 4)]
print("size          all  nothing  example  weights  both given")
for size in sizes:
    net, most = network(*size, seed=2), parameters(*size)
    ranks = [rank(jacobian(derivatives, net, parts)) for parts in readings.values()]
    print("{:12} {:4} {:8} {:8} {:8} {:11}".format("-".join(map(str, size)), most, *ranks))
    counts = [independent_derivatives(*size, given) for given in readings]
    assert ranks == [min(most, count) for count in counts], size

# %% [markdown]
# ## See the gap
#
# A rank is a decision: which singular values are 0? `rank` takes those below its *cut-off*, a billionth of the largest. It is an easy decision
# where there is a wide gap, with nothing in it, as here.

# %% Singular values of the derivatives' derivatives alt="Singular values in falling order on a logarithmic axis, for three readings. Two of them run gently downward and then fall by more than ten powers of ten at once, after as many values as the formula counts. The third has no values beyond those."
size = (3, 4, 2)
figure, axes = plt.subplots(figsize=(6.4, 3.6))
for style, (given, parts) in zip("os^", list(readings.items())[:3], strict=True):
    values = np.linalg.svd(
        jacobian(derivatives, network(*size, seed=1), parts), compute_uv=False
    )
    axes.semilogy(
        range(1, len(values) + 1),
        np.maximum(values, 1e-18),
        style,
        markersize=5,
        label=f"{given} given",
    )
axes.set(xlabel="number in falling order", ylabel="singular value", ylim=(1e-19, 1e6))
axes.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
plt.show()

# %% [markdown]
# ## Stand somewhere special
#
# The counts hold at a typical point. At others the rank can be smaller: put the target where the output is, so that every delta is 0.

# %%
x, target, W1, b1, W2, b2 = network(*size, seed=1)
fitted = x, W2 @ np.tanh(W1 @ x + b1) + b2, W1, b1, W2, b2
special = rank(jacobian(derivatives, fitted, readings["nothing"]))
print(
    f"rank at a typical point {found['nothing']}, where the example is fitted exactly {special}"
)
assert special < found["nothing"]

# %% [markdown]
# All derivatives are 0 there. Moving anything moves them through the two output deltas only, so the rank is the number of outputs.
#
# **Change and expect.**
#
# - One hidden unit and one output: then the count with nothing given is the number of derivatives itself.
# - Another `seed`: other singular values, the same ranks. The count does not depend on where you stand, so long as it is a typical point.
#   But where a unit is saturated, its slope nearly 0 (`seed=3` in place of `seed=2`), a singular value that is not 0 can fall below the cut-off,
#   and the assertion fails.
# - In the last cell, behind its first line: `W1[1], b1[1] = W1[0], b1[0]`, two hidden units that receive the same. Is the point still typical?
#   Print `rank(jacobian(derivatives, (x, target, W1, b1, W2, b2), readings["nothing"]))`. (Yes: no delta is 0, and the rank stays.)

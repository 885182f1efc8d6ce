# %% [markdown] description="The accumulator of backpropagation as a loop, as an outer product and as one matrix product, on whole numbers: equal to the last digit. And what numpy does without a word."
# # Accumulate in three ways and break a fourth
#
# [The question's page](../accumulation.md) turns a double loop into $\Delta + \delta a^\top$. Here you check on as many examples as you
# like that the loop, the outer product and the product for a whole batch are the same thing, and meet a line that looks right and is not.

# %%
import matplotlib.pyplot as plt
import numpy as np

from snippets.accumulation import accumulate, accumulate_batch, accumulate_loop, ranks
from snippets.record import read

recorded = read()
K, J, N = 4, 6, 30  # units that receive, units that send, examples; try K = J
random = np.random.default_rng(seed=1)
deltas, activations = (
    random.integers(-9, 10, size=(N, K)),
    random.integers(-9, 10, size=(N, J)),
)

# %% [markdown]
# ## Accumulate
#
# The numbers are whole, so nothing is rounded and equal means equal. In training they are not whole, and the order of adding
# then shows in the last digits.

# %%
by_loop = by_outer = np.zeros((K, J), int)
for delta, activation in zip(deltas, activations, strict=True):
    by_loop = accumulate_loop(by_loop, delta, activation)
    by_outer = accumulate(by_outer, delta, activation)
by_batch = accumulate_batch(np.zeros((K, J), int), deltas, activations)

assert (by_loop == by_outer).all() and (by_outer == by_batch).all()
assert (
    accumulate([[0, 0], [0, 0]], [1, 2], [3, 4]).tolist() == recorded["accumulation.update"]
)
print(by_batch)

# %% [markdown]
# The small case is [on record](../accumulation.md#update).
#
# With real numbers the outer products, added one by one, and the product for the whole batch differ by rounding, and by nothing else:

# %%
real = random.normal(size=(N, K)), random.normal(size=(N, J))
one_by_one = np.zeros((K, J))
for delta, activation in zip(*real, strict=True):
    one_by_one = accumulate(one_by_one, delta, activation)
apart = abs(one_by_one - accumulate_batch(np.zeros((K, J)), *real)).max()
print(f"apart by {apart:.0e}")
assert apart < 1e-14 * N

# %% [markdown]
# ## Break it
#
# A line that is easily written is `total += delta * activation`. Numpy multiplies entry by entry. Where an array lacks an axis, or has one
# of length 1, it repeats the array along it; it stretches no other length. With $K = J$ the line therefore runs, adds one row to every
# row, and says nothing. With $K \ne J$, both above 1, it stops: luck, not care.

# %%
delta, activation = np.array([1, 2]), np.array([3, 4])
total = np.zeros((2, 2), int)
total += delta * activation
print(
    "entry by entry:\n",
    total,
    "\nouter product:\n",
    accumulate(np.zeros((2, 2), int), delta, activation),
    sep="",
)
assert total.tolist() == recorded["accumulation.update.elementwise"]

try:
    np.zeros((2, 3), int) + delta * np.array([3, 4, 5])
except ValueError as error:
    print("numpy, 2 and 3 units:", error)
try:
    accumulate(np.zeros(2, int), delta, activation)
except ValueError as error:
    print("accumulate, a total of the wrong shape:", error)

# %% [markdown]
# The wrong matrix is on record too, [among the mistakes](../accumulation.md#update-elementwise). `accumulate` asks for shapes that fit, so that it cannot happen there.
#
# ## Watch the rank grow
#
# Each example adds a matrix of rank at most 1, so the first $n$ of them reach at most rank $n$, and never more than the smaller of $K$ and $J$.

# %% The rank of the accumulator alt="Two curves over the number of examples. With different examples the rank rises by one each time and stays at the smaller side of the matrix. With examples of only two kinds it stays at two."
shown = range(1, min(N, 10) + 1)
two_kinds = np.arange(N) % 2
curves = {
    "different examples": ranks(deltas, activations)[:10],
    "examples of two kinds": ranks(deltas[two_kinds], activations[two_kinds])[:10],
}
figure, axes = plt.subplots(figsize=(6.4, 3))
for style, (label, values) in zip(("-o", "--s"), curves.items(), strict=True):
    axes.plot(shown, values, style, label=label)
axes.set(xlabel="examples", ylabel="rank", ylim=(0, min(K, J) + 1.5))
axes.legend(loc="upper right")
plt.show()
assert curves["different examples"] == [min(n, K, J) for n in shown]

# %% [markdown]
# **Change and expect.**
#
# - `K = J = 5`: the three ways still agree. Now put `delta * activation` into the loop above: no error, and only the assertion notices.
# - `N = 1000`: the sums grow, whole numbers stay exact. The real ones drift further apart, still by rounding only.
# - Deltas that are all 0 but in one place: what is the rank then, and which rows of $\Delta$ move? (1, and that row alone, if the place
#   is the same in every example. The last assertion expects different examples, and fails.)

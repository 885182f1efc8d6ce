# %% [markdown] description="Draw data with correlated noise, fit it with the full covariance and by least squares a thousand times over, and see which estimate scatters less, and when it makes no difference."
# # Fit two outputs with correlated noise
#
# [The question's page](../likelihood.md) derives the error $E = \frac12 \sum_n r_n^\top \Sigma^{-1} r_n$ for residuals $r_n$ with
# noise of covariance $\Sigma$. Least squares leaves $\Sigma$ out. What does that cost? Here you draw data sets, fit each in both ways, and look.

# %%
import matplotlib.pyplot as plt
import numpy as np

from snippets.likelihood import covariance_ml, fit
from snippets.record import read

# Of the noise on the two outputs; try 0, 0.5 and -0.9 in place of 0.9.
covariance = np.array([[1, 0.9], [0.9, 1]])
examples, data_sets = 20, 1000
random = np.random.default_rng(seed=1)

# %% [markdown]
# ## One weight for two outputs
#
# The model is $f(w) = (w, 2w)$ for every example, and the true weight is 1. The formula for the best $w$ is in `fit`; first, its small
# case [on record](../likelihood.md#minimisers).

# %%
line = [[[1], [2]]]
covariances = np.eye(2), [[1, 0], [0, 4]], [[1, 0.5], [0.5, 1]], 3 * np.eye(2)
best = np.array([fit(line, [[1, 1]], each)[0] for each in covariances])
assert np.allclose(best, read()["likelihood.minimisers"], rtol=1e-9)
print(best)

# %% [markdown]
# Now the noise. Both fits are unbiased: their means are near 1. They differ in how far they scatter. Theory says
# $1/(N a^\top \Sigma^{-1} a)$ for the variance of the full fit with $a = (1, 2)^\top$, and
# $a^\top \Sigma a / (N |a|^4)$ for that of least squares.

# %% Estimates of the weight from many data sets alt="Two histograms around the true weight 1. The one of the fit with the full covariance is much narrower than that of least squares."
a = np.array([1, 2])
noise = random.multivariate_normal((0, 0), covariance, size=(data_sets, examples))
targets = a + noise
design = np.tile(line, (examples, 1, 1))
full = np.array([fit(design, each, covariance)[0] for each in targets])
plain = np.array([fit(design, each, np.eye(2))[0] for each in targets])
variances = 1 / (a @ np.linalg.solve(covariance, a)), a @ covariance @ a / (a @ a) ** 2
theory = np.sqrt(np.array(variances) / examples)

names = "full covariance", "least squares"
for name, estimates, expected in zip(names, (full, plain), theory, strict=True):
    print(f"{name}: mean {estimates.mean():.3f}, ", end="")
    print(f"standard deviation {estimates.std():.4f}, in theory {expected:.4f}")
    assert abs(estimates.std() / expected - 1) < 0.1

figure, axes = plt.subplots(figsize=(6.4, 3.2))
bins = np.linspace(1 - 4 * theory[1], 1 + 4 * theory[1], 41)
axes.hist(full, bins, histtype="step", linewidth=2, label="full covariance")
axes.hist(plain, bins, histtype="step", linewidth=2, linestyle="--", label="least squares")
axes.set(xlabel="estimate of the weight", ylabel="data sets")
axes.legend(loc="upper left")
plt.show()

# %% [markdown]
# ## A weight for each output
#
# Give each output a weight of its own, on the same input: $f(w) = (w_1 x, w_2 x)$. Now the noise is as correlated as before, and $\Sigma$ makes
# no difference at all, data set by data set. The page says [exactly when](../likelihood.md#rule) that is so.

# %%
x = random.normal(size=examples)
separate = x[:, None, None] * np.eye(2)
observed = np.outer(x, (1, -2)) + noise[0]
both = [fit(separate, observed, C) for C in (covariance, np.eye(2))]
print("full covariance", both[0], "least squares", both[1])
assert np.allclose(*both, rtol=1e-9)

# %% [markdown]
# ## A covariance that nobody told you
#
# In practice $\Sigma$ is unknown. Fit by least squares, estimate $\Sigma$ from the residuals, fit again. How much of the gain is left?

# %%
again = []
for each, first in zip(targets, plain, strict=True):
    estimated = covariance_ml(each, np.tile(first * a, (examples, 1)))
    again.append(fit(design, each, estimated)[0])
print(
    f"estimated covariance: standard deviation {np.std(again):.4f}; known: {full.std():.4f}; ignored: {plain.std():.4f}"
)
assert full.std() < np.std(again) < plain.std()

# %% [markdown]
# **Change and expect.**
#
# - A covariance of 0: the two fits agree, since $\Sigma$ is a multiple of the identity, and the last assertion fails: an estimated
#   $\Sigma$ costs a little and gains nothing. With $-0.9$ both scatter less. Why? Errors of opposite signs cancel in $w$.
# - $(1, 2)$ is an eigenvector of a $\Sigma$ with variances 2 and 5 and covariance 2: then least squares loses nothing, and the
#   last assertion fails there, too.
# - `examples = 3`: an estimated covariance from so few residuals is poor. It is still better than none here, as the last assertion says.

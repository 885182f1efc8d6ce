# SPDX-License-Identifier: MIT
"""The likelihood and the error function for outputs with Gaussian noise of covariance Sigma.

Targets and outputs hold a row for each of N examples and a column for each of K outputs; a residual is target minus output.
Source: Bishop (2006), "Pattern Recognition and Machine Learning", sections 2.3 and 5.2; Aitken (1935) for generalized least
squares; Kruskal (1968) for when it has the minimiser of least squares.
"""

import numpy as np


def negative_log_likelihood(targets, outputs, covariance):
    """Minus the logarithm of the density of all targets: N/2 (K ln 2 pi + ln|Sigma|) + 1/2 sum of r^T Sigma^-1 r.

    targets, outputs (N, K); covariance (K, K), symmetric and positive definite.
    """
    r, L = _read(targets, outputs, covariance)
    N, K = r.shape
    ln_determinant = 2 * np.log(np.diag(L)).sum()
    return float(N / 2 * (K * np.log(2 * np.pi) + ln_determinant) + error(targets, outputs, covariance))


def error(targets, outputs, covariance):
    """The part of it that depends on the outputs, E = 1/2 sum of r^T Sigma^-1 r: with Sigma = L L^T, half of |L^-1 r|^2 summed."""
    return float((whitened(targets, outputs, covariance) ** 2).sum() / 2)


def whitened(targets, outputs, covariance):
    """The residuals in coordinates where the noise is round, u = L^-1 r with Sigma = L L^T: shape (N, K)."""
    r, L = _read(targets, outputs, covariance)
    return np.linalg.solve(L, r.T).T


def error_gradient(targets, outputs, covariance):
    """The derivative of E by each output, -Sigma^-1 r: shape (N, K)."""
    r, L = _read(targets, outputs, covariance)
    return -np.linalg.solve(L.T, np.linalg.solve(L, r.T)).T


def covariance_ml(targets, outputs):
    """The covariance that makes the targets most likely for these outputs, 1/N sum of r r^T: shape (K, K), singular when N < K."""
    r = _residuals(targets, outputs)
    return r.T @ r / len(r)


def profile(targets, outputs):
    """The negative log likelihood with the most likely covariance put in, N/2 (K ln 2 pi + ln|Sigma_ML|) + N K/2; it still depends on w.

    Raises ValueError where that covariance is singular, as it is for N < K: then the likelihood has no bound.
    """
    r = _residuals(targets, outputs)
    N, K = r.shape
    if np.linalg.matrix_rank(r) < K:
        raise ValueError(f"targets leave residuals of rank {np.linalg.matrix_rank(r)}: expected {K}, or the covariance is singular")
    ln_determinant = np.linalg.slogdet(covariance_ml(targets, outputs))[1]
    return float(N / 2 * (K * np.log(2 * np.pi) + ln_determinant + K))


def fit(design, targets, covariance):
    """The weights w that minimise E where output n is A_n w: (sum A_n^T Sigma^-1 A_n)^-1 sum A_n^T Sigma^-1 y_n.

    design (N, K, P) holds the matrices A_n; the result has shape (P,).
    """
    A, y = np.asarray(design, dtype=float), _table("targets", targets)
    if A.ndim != 3 or A.shape[:2] != y.shape:
        raise ValueError(f"design has shape {A.shape}: expected {y.shape + ('P',)}, a matrix for each row of targets")
    L = _cholesky(covariance, y.shape[1])
    whitened = np.linalg.solve(L, A).reshape(-1, A.shape[2])
    return np.linalg.lstsq(whitened, np.linalg.solve(L, y[:, :, None]).ravel(), rcond=None)[0]


def fit_unit(inputs, targets, covariance, low, high):
    """(u, v) with the least E where output n is v tanh(u x_n), one hidden unit that all outputs share; u between `low` and `high`,
    where E has one valley in between.

    inputs (N,), targets (N, K). For each u the best v does not depend on the covariance; then dE/du is brought to 0 by halving.
    """
    x, y = np.asarray(inputs, float), _table("targets", targets)

    def slope(u):
        v = _outgoing(u, x, y)
        by_outputs = error_gradient(y, np.outer(np.tanh(u * x), v), covariance)
        return (by_outputs @ v) @ (x / np.cosh(u * x) ** 2)

    if not slope(low) < 0 < slope(high):
        raise ValueError(f"low and high are {low} and {high}: expected a place where the error falls and one where it rises")
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return low, _outgoing(low, x, y)


def _outgoing(u, x, y):
    hidden = np.tanh(u * x)
    return hidden @ y / (hidden @ hidden)


def _read(targets, outputs, covariance):
    r = _residuals(targets, outputs)
    return r, _cholesky(covariance, r.shape[1])


def _residuals(targets, outputs):
    targets, outputs = _table("targets", targets), _table("outputs", outputs)
    if outputs.shape != targets.shape:
        raise ValueError(f"outputs has shape {outputs.shape}: expected {targets.shape}, that of targets")
    return targets - outputs


def _table(name, value):
    table = np.asarray(value, dtype=float)
    if table.ndim != 2 or table.size == 0 or not np.isfinite(table).all():
        raise ValueError(f"{name} has shape {table.shape}: expected a table of finite numbers, a row for each example")
    return table


def _cholesky(covariance, K):
    """L, lower triangular, with Sigma = L L^T. It is looked at whole: numpy's own routine would read one triangle only."""
    Sigma = np.asarray(covariance, dtype=float)
    if Sigma.shape != (K, K) or not np.allclose(Sigma, Sigma.T, rtol=1e-12, atol=0):
        raise ValueError(f"covariance is {Sigma.tolist()}: expected a symmetric matrix of shape {(K, K)}")
    try:
        return np.linalg.cholesky(Sigma)
    except np.linalg.LinAlgError:
        raise ValueError(f"covariance is {Sigma.tolist()}: expected a positive definite matrix") from None

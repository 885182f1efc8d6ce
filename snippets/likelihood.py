# SPDX-License-Identifier: MIT
"""The likelihood and the error function for outputs with Gaussian noise of covariance Sigma.

Targets and outputs hold a row for each of N examples and a column for each of K outputs; a residual is target minus output.
Source: Bishop (2006), "Pattern Recognition and Machine Learning", sections 2.3 and 5.2; Aitken (1935) for generalized least
squares; Kruskal (1968) for when it has the minimiser of least squares.
"""

import contextlib

import numpy as np

from snippets.network import array


def negative_log_likelihood(targets, outputs, covariance):
    """Minus the logarithm of the density of all targets: N/2 (K ln 2 pi + ln|Sigma|) + 1/2 sum of r^T Sigma^-1 r.

    targets, outputs (N, K); covariance (K, K), symmetric to 12 digits and positive definite by more than rounding; a float.
    Raises ValueError where one of them is not so.
    """
    r, L = _residuals_and_factor(targets, outputs, covariance)
    N, K = r.shape
    ln_determinant = 2 * np.log(np.diag(L)).sum()
    return float(N / 2 * (K * np.log(2 * np.pi) + ln_determinant) + error(targets, outputs, covariance))


def error(targets, outputs, covariance):
    """The part of it that depends on the outputs, E = 1/2 sum of r^T Sigma^-1 r: with Sigma = L L^T, half of |L^-1 r|^2 summed.

    Arguments as in `negative_log_likelihood`; a float. Raises ValueError as it does.
    """
    return float((whitened(targets, outputs, covariance) ** 2).sum() / 2)


def whitened(targets, outputs, covariance):
    """The residuals in coordinates where the noise is round, u = L^-1 r with Sigma = L L^T: shape (N, K).

    Arguments as in `negative_log_likelihood`. Raises ValueError as it does.
    """
    r, L = _residuals_and_factor(targets, outputs, covariance)
    return np.linalg.solve(L, r.T).T


def error_gradient(targets, outputs, covariance):
    """The derivative of E by each output, -Sigma^-1 r: shape (N, K).

    Arguments as in `negative_log_likelihood`. Raises ValueError as it does.
    """
    r, L = _residuals_and_factor(targets, outputs, covariance)
    return -np.linalg.solve(L.T, np.linalg.solve(L, r.T)).T


def covariance_ml(targets, outputs):
    """The covariance that makes the targets most likely for these outputs, 1/N sum of r r^T: shape (K, K), singular when N < K.

    targets, outputs (N, K). Raises ValueError where a shape does not fit.
    """
    r = _residuals(targets, outputs)
    return r.T @ r / len(r)


def profile(targets, outputs):
    """The negative log likelihood with the most likely covariance put in, N/2 (K ln 2 pi + ln|Sigma_ML| + K): a function of the outputs.

    targets, outputs (N, K). Raises ValueError where that covariance is singular to rounding, as for N < K, when the likelihood has no
    bound.
    """
    r = _residuals(targets, outputs)
    N, K = r.shape
    scales = np.abs(r).max(axis=0)
    units = r / np.where(scales, scales, 1)  # largest entries of 1, so that an output's scale does not count
    if (rank := np.linalg.matrix_rank(units)) < K:
        raise ValueError(f"targets leave residuals of rank {rank}: expected {K}, or the covariance is singular")
    ln_determinant = 2 * np.log([*scales, *np.linalg.svd(units, compute_uv=False)]).sum() - K * np.log(N)  # of r^T r / N
    return float(N / 2 * (K * np.log(2 * np.pi) + ln_determinant + K))


def fit(design, targets, covariance):
    """The weights w that minimise E where output n is A_n w: (sum A_n^T Sigma^-1 A_n)^-1 sum A_n^T Sigma^-1 y_n.

    design (N, K, P) holds the matrices A_n, targets (N, K), covariance (K, K); the result has shape (P,), the shortest w where several
    minimise E, where singular values up to 2^-52 max(N K, P) of the largest count as 0. Raises ValueError where a shape does not fit,
    or covariance is not symmetric and positive definite.
    """
    y = _targets(targets)
    A, L = array("design", design, *y.shape, None), _cholesky(covariance, y.shape[1])
    rows, wanted = np.linalg.solve(L, A).reshape(-1, A.shape[2]), np.linalg.solve(L, y[:, :, None]).ravel()
    return np.linalg.lstsq(rows, wanted, rcond=None)[0]


def fit_unit(inputs, targets, covariance, low, high):
    """(u, v) with the least E where output n is v tanh(u x_n), one hidden unit that all outputs share, and u lies in one valley of E.

    inputs (N,), targets (N, K), covariance (K, K); low, high: numbers on the two slopes of the valley -> u, a float, and v (K,).
    For each u the best v does not depend on the covariance; then dE/du is brought to 0 by halving. Raises ValueError where one is not so.
    """
    y = _targets(targets)
    x, low, high = array("inputs", inputs, len(y)), float(array("low", low)), float(array("high", high))

    def slope(u):
        v = _outgoing(u, x, y)
        by_outputs = error_gradient(y, np.outer(np.tanh(u * x), v), covariance)
        return (by_outputs @ v) @ (x * (1 - np.tanh(u * x) ** 2))

    if not (low < high and slope(low) < 0 < slope(high)):
        raise ValueError(f"low and high are {low} and {high}: expected a place where the error falls and a later one where it rises")
    for _ in range(80):
        middle = (low + high) / 2
        low, high = (middle, high) if slope(middle) < 0 else (low, middle)
    return low, _outgoing(low, x, y)


def _outgoing(u, x, y):
    return np.linalg.lstsq(np.tanh(u * x)[:, None], y, rcond=None)[0][0]


def _residuals_and_factor(targets, outputs, covariance):
    r = _residuals(targets, outputs)
    return r, _cholesky(covariance, r.shape[1])


def _residuals(targets, outputs):
    targets = _targets(targets)
    return targets - array("outputs", outputs, *targets.shape)


def _targets(targets):
    table = array("targets", targets, None, None)
    if not table.size:
        raise ValueError(f"targets is of shape {table.shape}: expected a row for each example and a column for each output")
    return table


def _cholesky(covariance, K):
    """L, lower triangular, with Sigma = L L^T. It is looked at whole: numpy's own routine would read one triangle only."""
    Sigma = array("covariance", covariance, K, K)
    if not np.allclose(Sigma, Sigma.T, rtol=1e-12, atol=0):
        raise ValueError(f"covariance is {Sigma.tolist()}: expected a symmetric matrix")
    with contextlib.suppress(np.linalg.LinAlgError):
        L, scale = np.linalg.cholesky(Sigma), np.sqrt(np.diag(Sigma))
        if np.linalg.matrix_rank(Sigma / np.outer(scale, scale), hermitian=True) == K:  # or rounding alone keeps it from being singular
            return L
    raise ValueError(f"covariance is {Sigma.tolist()}: expected a positive definite matrix, by more than rounding")

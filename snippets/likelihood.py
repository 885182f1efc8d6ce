"""The likelihood and the error function for outputs with Gaussian noise of covariance Sigma.

Targets and outputs hold a row for each of N examples and a column for each of K outputs; a residual is target minus output.
Source: Bishop (2006), "Pattern Recognition and Machine Learning", sections 2.3 and 5.2; Aitken (1935) for generalized least squares.
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
    r, L = _read(targets, outputs, covariance)
    whitened = np.linalg.solve(L, r.T)
    return float((whitened**2).sum() / 2)


def error_gradient(targets, outputs, covariance):
    """The derivative of E by each output, -Sigma^-1 r: shape (N, K)."""
    r, L = _read(targets, outputs, covariance)
    return -np.linalg.solve(L.T, np.linalg.solve(L, r.T)).T


def covariance_ml(targets, outputs):
    """The covariance that makes the targets most likely for these outputs, 1/N sum of r r^T: shape (K, K), singular when N < K."""
    r = _residuals(targets, outputs)
    return r.T @ r / len(r)


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

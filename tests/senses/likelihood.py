# SPDX-License-Identifier: MIT
"""What the signs of the formulas on a Gaussian likelihood stand for."""

import math

import numpy as np
from scipy.optimize import brentq

from senses import Network, column, range1, some


def density(r, Sigma):
    """That of a Gaussian with mean 0, one entry after the other, each given those before it."""
    value = 1.0
    for place in range(len(r)):
        known = np.linalg.solve(Sigma[:place, :place], Sigma[:place, place:place + 1])
        mean, variance = (known.T @ r[:place]).sum(), Sigma[place, place] - (known.T @ Sigma[:place, place:place + 1]).sum()
        value *= np.exp(-(r[place, 0] - mean)**2 / (2 * variance)) / np.sqrt(2 * np.pi * variance)
    return value


def curvature(function, at):
    """The second derivatives of a function that is quadratic: differences have no error."""
    steps = np.eye(at.size).reshape(-1, *at.shape)
    return np.array([[function(at + p + q) - function(at + p) - function(at + q) + function(at) for p in steps] for q in steps])


def gaussian(x, y, w, Sigma):
    """What is true of targets y and outputs x w, a matrix x and columns y an example, with that covariance of the noise."""
    L = np.linalg.cholesky(Sigma)

    def residuals(w):
        return [target - A @ w for A, target in zip(x, y, strict=True)]

    def E(w):
        return sum((np.linalg.solve(L, r)**2).sum() for r in residuals(w)) / 2

    def by_weights(function):
        steps = np.eye(w.size).reshape(-1, *w.shape)
        return column(*((function(w + step) - function(w - step)) / 2 for step in steps))

    def likelihood(w):
        return math.prod(density(one, Sigma) for one in residuals(w))

    r, elsewhere = residuals(w), w + 1
    constant = E(elsewhere) + math.log(likelihood(elsewhere))  # the same for all weights
    return {"n": range1(len(x)), "x": x, "y": y, "w": w, r"\Sigma": Sigma, "L": L, "r": r, "u": [np.linalg.solve(L, one) for one in r], r"\varepsilon": r,
            "N": len(x), "k": len(Sigma),
            "P": w.size, "f(": lambda x, w: x @ w, "E(": E, "E": E(w), r"\mathcal L(": likelihood, r"\mathcal L": likelihood(w), "Q": 2 * E(w),
            "p(": lambda y, x, w: density(y - x @ w, Sigma), "I": np.eye(len(Sigma)), "J": x, r"\text{constant}": constant, r"\partial E/\partial w": by_weights(E),
            r"\partial Q/\partial w": 2 * by_weights(E), r"\partial \ln \mathcal L/\partial w": by_weights(lambda w: math.log(likelihood(w))),
            r"\partial E/\partial f": [column(*(((np.linalg.solve(L, one - step)**2).sum() - (np.linalg.solve(L, one + step)**2).sum()) / 4
                                                for step in np.eye(len(one))[:, :, None])) for one in r],
            r"\partial^2 E/\partial f_n\, \partial f_n^\top": curvature(lambda f: (np.linalg.solve(L, y[0] - f)**2).sum() / 2, x[0] @ w),
            r"\partial^2 E/\partial w\, \partial w^\top": curvature(E, w)}


def senses():
    x, w, root = [some(3, 2) for _ in range(4)], some(2, 1), some(3, 3)
    y = [A @ w + some(3, 1) / 2 for A in x]  # so that the likelihood is no tiny number
    generic = gaussian(x, y, w, root @ root.T + np.eye(3))
    by_outputs, Sigma, step = generic[r"\partial E/\partial f"], generic[r"\Sigma"], 1e-20j * np.eye(9).reshape(9, 3, 3)

    def by_precision(inverse):
        return -2 * np.log(np.linalg.det(inverse)) + sum(r.T @ inverse @ r for r in generic["r"]).item() / 2

    yield generic | {"shows": {
        r"-\Sigma^{-1} r_n": by_outputs, r"-2\,\Sigma^{-1} r_n": [2 * slope for slope in by_outputs], r"r_1^\top \Sigma^{-1} r_1": (generic["u"][0]**2).sum(),
        r"\frac N2 (k \ln 2\pi + \ln |\Sigma|)": -generic[r"\text{constant}"], r"\frac N2 \ln|2\pi\Sigma|": -generic[r"\text{constant}"],
        r"(2\pi)^{-k/2} |\Sigma|^{-1/2}": density(column(0, 0, 0), Sigma), r"|2\pi\Sigma|^{-N/2}": density(column(0, 0, 0), Sigma)**4,
        r"-\frac N2 \Sigma + \frac12 \sum_n r_n r_n^\top": np.reshape([np.imag(by_precision(np.linalg.inv(Sigma) + one)) / 1e-20 for one in step], (3, 3))}}
    yield generic | {r"\text{constant}": 4 * 3 / 2 * math.log(2 * math.pi)}
    r = np.hstack(generic["r"])
    most = gaussian(x, y, w, np.cov(np.hstack([r, -r]), bias=True))
    yield {name: most[name] for name in ("n", "N", "k", "r", r"\mathcal L")} | {r"\Sigma_{\text{ML}}": most[r"\Sigma"], "I_k": np.eye(3)}
    spherical = gaussian(x, y, w, 0.49 * np.eye(3))
    yield {name: spherical[name] for name in ("n", "E", r"\Sigma", "I", "r")} | {r"\sigma": 0.7}
    one = gaussian([some(1, 2) for _ in range(4)], [some(1, 1) for _ in range(4)], w, np.array([[0.49]]))
    yield {name: one[name] for name in ("n", "E", "x", "w", "p(")} | {name: [part.item() for part in one[name]] for name in ("y", "r")} | {r"\sigma": 0.7}
    yield {"r": [column(0.5, 0.5)], r"\Sigma": np.array([[2, 0.6], [0.6, 1]])}
    copies = np.vstack([np.kron(row, np.eye(3)) for row in some(4, 1, 2)])
    blocks = np.zeros((12, 12))
    for n in range(4):
        blocks[3 * n:3 * n + 3, 3 * n:3 * n + 3] = generic[r"\Sigma"]
    stacked, weights = some(12, 1), np.linalg.lstsq(copies, blocks @ copies, rcond=None)[0]
    yield {"A": copies, "S": blocks, "B": weights, "y": stacked, "w": np.linalg.lstsq(copies, stacked, rcond=None)[0], "I_N": np.eye(4), r"\Sigma": generic[r"\Sigma"]}
    yield {"r": [some(3, 1)], "s": 0.03, "I": np.eye(3)}
    M = some(3, 3)
    moved = [np.cov(np.hstack([part, -part]), bias=True) for part in (np.linalg.cholesky(Sigma), M @ np.linalg.cholesky(Sigma))]
    yield {"M": M, r"\Sigma": moved[0], "shows": {r"M \Sigma M^\top": moved[1]}}
    stretched = Network({"s": 1.3}, {"cost": lambda v: generic[r"\text{constant}"] - sum(np.log(density(r, v["s"] * Sigma)) for r in generic["r"])})
    level = brentq(lambda s: Network({"s": s}, stretched.rules).slope("cost", "s").item(), 0.01, 100, xtol=1e-14)
    yield generic | {"s": level}
    yield {"s": 1.3, "N": 4, "k": 3, "E": generic["E"], "shows": {r"\frac{Nk}2 \ln s + E/s": stretched["cost"], r"\frac{Nk}{2s} - E/s^2": stretched.slope("cost", "s").item()}}
    yield {r"\Sigma": np.array([[1, 1.5], [1.5, 4]]), "w": 9.5, "y": column(1, 1)}
    yield {"w": 0.3, "f(": lambda w: column(w, w + w), "y": column(1, 2)}
    yield {"w": column(0.4, 0.7), "w_1": 0.4, "w_2": 0.7, "f(": lambda w: np.array([[1, 2], [1, -1]]) @ w}
    yield {"only": ["f(w) = (w, w)"], "w": 0.3, "f(": lambda w: column(w, w)}

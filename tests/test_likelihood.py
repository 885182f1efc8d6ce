# SPDX-License-Identifier: MIT
from fractions import Fraction

import autograd.numpy as anp
import numpy as np
import pytest
import sympy
from autograd import grad, jacobian
from scipy.optimize import minimize
from scipy.stats import multivariate_normal

from snippets.likelihood import covariance_ml, error, error_gradient, fit, fit_unit, negative_log_likelihood, profile, whitened

SIZES = [(1, 1), (3, 2), (2, 4), (7, 3)]
TARGETS, OUTPUTS, COVARIANCE = [[1, 2], [0, -1], [3, 0.5]], [[0.5, 1.5], [0.25, -0.5], [2, 1]], [[2, 0.6], [0.6, 1]]


def data(size, seed):
    """Targets, outputs and a covariance drawn at random."""
    random = np.random.default_rng(seed)
    N, K = size
    root = random.normal(size=(K, K + 2))
    return random.normal(size=(N, K)), random.normal(size=(N, K)), root @ root.T


def by_inverse(targets, outputs, covariance):
    r = targets - outputs
    return anp.sum(anp.dot(r, np.linalg.inv(covariance)) * r) / 2


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_negative_log_likelihood_is_scipys(size, seed):
    targets, outputs, covariance = data(size, seed)
    expected = -multivariate_normal(np.zeros(size[1]), covariance).logpdf(targets - outputs).sum()
    assert negative_log_likelihood(targets, outputs, covariance) == pytest.approx(expected, rel=1e-11)


def test_the_worked_example_is_the_exact_fraction_that_sympy_finds():
    r = sympy.Matrix(TARGETS).applyfunc(sympy.nsimplify) - sympy.Matrix(OUTPUTS).applyfunc(sympy.nsimplify)
    sigma = sympy.Matrix([[2, sympy.Rational(3, 5)], [sympy.Rational(3, 5), 1]])
    exact = (r * sigma.inv() * r.T).trace() / 2
    assert exact == sympy.Rational(1185, 1312)
    assert error(TARGETS, OUTPUTS, COVARIANCE) == pytest.approx(float(exact), rel=1e-14)
    constant = sympy.Rational(3, 2) * (2 * sympy.log(2 * sympy.pi) + sympy.log(sigma.det()))
    assert negative_log_likelihood(TARGETS, OUTPUTS, COVARIANCE) == pytest.approx(float(constant + exact), rel=1e-14)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_gradient_is_autograds_with_its_sign(size, seed):
    targets, outputs, covariance = data(size, seed)
    expected = grad(by_inverse, 1)(targets, outputs, covariance)
    np.testing.assert_allclose(error_gradient(targets, outputs, covariance), expected, rtol=1e-9, atol=1e-12)


def test_the_gradient_by_weights_is_minus_the_jacobian_times_what_the_outputs_get():
    random = np.random.default_rng(4)
    x, V, w = random.normal(size=(5, 3)), random.normal(size=(2, 4)), random.normal(size=(4, 3))
    targets, _, covariance = data((5, 2), 5)

    def network(w):
        return anp.dot(anp.tanh(anp.dot(x, w.T)), V.T)

    by_outputs = error_gradient(targets, network(w), covariance)
    expected = grad(lambda w: by_inverse(targets, network(w), covariance))(w)
    np.testing.assert_allclose(np.einsum("nk,nkji->ji", by_outputs, jacobian(network)(w)), expected, rtol=1e-10)


@pytest.mark.parametrize("size", SIZES)
def test_likelihood_and_error_differ_by_a_constant_in_the_outputs(size):
    targets, outputs, covariance = data(size, 6)
    offsets = [negative_log_likelihood(targets, f, covariance) - error(targets, f, covariance) for f in (outputs, targets, 3 * outputs)]
    np.testing.assert_allclose(offsets, offsets[0], rtol=1e-10)


def test_a_multiple_of_the_identity_gives_least_squares():
    targets, outputs, _ = data((4, 3), 7)
    assert error(targets, outputs, 2.5 * np.eye(3)) == pytest.approx(((targets - outputs) ** 2).sum() / 5)


def test_a_change_of_units_leaves_the_error_as_it_is():
    targets, outputs, covariance = data((4, 3), 8)
    units = np.random.default_rng(8).normal(size=(3, 3))
    assert error(targets @ units.T, outputs @ units.T, units @ covariance @ units.T) == pytest.approx(error(targets, outputs, covariance))


def test_equal_lengths_cost_nineteen_times_more_across_than_along():
    along, across = (error([residual], [[0, 0]], [[1, 0.9], [0.9, 1]]) for residual in ([1, 1], [1, -1]))
    assert along == pytest.approx(float(Fraction(10, 19)))
    assert across == pytest.approx(19 * along)


def test_nearly_singular_covariances_keep_their_determinant():
    """The determinant itself, 1e-400, is no float."""
    targets, outputs, _ = data((2, 40), 9)
    tiny = 1e-10 * np.eye(40)
    by_ones = negative_log_likelihood(targets / 1e-5, outputs / 1e-5, np.eye(40))
    assert negative_log_likelihood(targets, outputs, tiny) == pytest.approx(by_ones + 2 / 2 * 40 * np.log(1e-10), rel=1e-10)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_covariance_makes_the_targets_more_likely_than_the_ml_one(seed):
    targets, outputs, other = data((7, 3), seed)
    best = covariance_ml(targets, outputs)
    least = negative_log_likelihood(targets, outputs, best)
    assert least == pytest.approx(7 / 2 * (3 * np.log(2 * np.pi) + np.linalg.slogdet(best)[1]) + 7 * 3 / 2)
    random = np.random.default_rng(seed)
    steps = [0.05 * (step + step.T) * np.sqrt(np.outer(np.diag(best), np.diag(best))) for step in random.normal(size=(20, 3, 3))]
    near = [best + step for step in steps if np.linalg.eigvalsh(best + step)[0] > 0]
    assert len(near) > 5
    assert all(negative_log_likelihood(targets, outputs, covariance) > least for covariance in (other, *near))


def test_fewer_examples_than_outputs_make_the_ml_covariance_singular():
    targets, outputs, _ = data((2, 4), 10)
    assert np.linalg.matrix_rank(covariance_ml(targets, outputs)) == 2


@pytest.mark.parametrize("K", [2, 3, 4])
def test_a_singular_covariance_is_refused_though_rounding_hides_it(K):
    for seed in range(300):
        targets, outputs, _ = data((K - 1, K), seed)
        singular = covariance_ml(targets, outputs)
        with pytest.raises(ValueError, match="expected a positive definite matrix"):
            negative_log_likelihood(targets, outputs, singular)
        assert np.isfinite(negative_log_likelihood(targets, outputs, singular + 1e-9 * np.eye(K)))


def test_the_best_scale_of_a_covariance_is_the_mean_squared_whitened_residual():
    targets, outputs, covariance = data((4, 3), 11)
    best = 2 * error(targets, outputs, covariance) / 12
    found = minimize(lambda ln_s: negative_log_likelihood(targets, outputs, np.exp(ln_s[0]) * covariance), [0.0], method="BFGS", tol=1e-8)
    assert np.exp(found.x[0]) == pytest.approx(best, rel=1e-5)


@pytest.mark.parametrize(("covariance", "weight"), [
    (np.eye(2), "3/5"), ([[1, 0], [0, 4]], "3/4"), ([[1, 0.5], [0.5, 1]], "1/2"), (3 * np.eye(2), "3/5")])
def test_the_one_weight_minimisers_are_the_fractions_worked_out_by_hand(covariance, weight):
    assert fit([[[1], [2]]], [[1, 1]], covariance)[0] == pytest.approx(float(Fraction(weight)), rel=1e-13)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_fit_is_where_the_gradient_is_zero_and_any_step_costs_more(seed):
    random = np.random.default_rng(seed)
    A, (targets, _, covariance) = random.normal(size=(6, 3, 4)), data((6, 3), seed)
    w = fit(A, targets, covariance)
    np.testing.assert_allclose(np.einsum("nk,nkp->p", error_gradient(targets, A @ w, covariance), A), 0, atol=1e-10)
    least = error(targets, A @ w, covariance)
    assert all(error(targets, A @ (w + step), covariance) > least for step in 0.01 * random.normal(size=(10, 4)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_with_the_same_regressors_in_every_output_the_covariance_does_not_matter(seed):
    random = np.random.default_rng(seed)
    regressors, (targets, _, covariance) = random.normal(size=(6, 2)), data((6, 3), seed)
    design = np.einsum("kl,np->nklp", np.eye(3), regressors).reshape(6, 3, 6)
    separate = np.linalg.lstsq(regressors, targets, rcond=None)[0].T.ravel()
    np.testing.assert_allclose(fit(design, targets, covariance), separate, rtol=1e-9)


def test_a_hidden_unit_that_outputs_share_makes_the_covariance_matter():
    x, targets = np.array([-1.0, 0.5, 1, 2]), np.array([[0.3, -1], [0.5, 0.2], [-0.4, 1], [1, 0.7]])

    def cost(w, covariance):
        return by_inverse(targets, anp.outer(anp.tanh(w[0] * x + w[1]), w[2:4]) + w[4:], covariance)

    best = minimize(cost, np.full(6, 0.5), args=(np.eye(2),), jac=grad(cost), method="BFGS", options={"gtol": 1e-9})
    assert np.linalg.norm(best.jac) < 1e-6
    assert np.linalg.norm(grad(cost)(best.x, np.array([[1, 0.9], [0.9, 1]]))) > 0.01


@pytest.mark.parametrize("size", SIZES)
def test_whitened_residuals_have_the_length_that_the_error_measures_and_lose_no_direction(size):
    targets, outputs, covariance = data(size, 12)
    u = whitened(targets, outputs, covariance)
    assert (u**2).sum() / 2 == pytest.approx(by_inverse(targets, outputs, covariance), rel=1e-9)
    np.testing.assert_allclose(u @ np.linalg.cholesky(covariance).T, targets - outputs, rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_profile_is_the_likelihood_at_its_best_covariance(seed):
    targets, outputs, _ = data((7, 3), seed)
    assert profile(targets, outputs) == pytest.approx(negative_log_likelihood(targets, outputs, covariance_ml(targets, outputs)), rel=1e-12)


@pytest.mark.parametrize("apart", [1e-3, 1e-7, 1e-10, 1e-12])
def test_a_profile_of_residuals_that_nearly_agree_is_right(apart):
    """The determinant in exact fractions; with r^T r in floats it is all rounding."""
    first, noise = np.random.default_rng(3).normal(size=(2, 20))
    r = np.column_stack([first, first + apart * noise])
    a, b, c = (sum(Fraction(x) * Fraction(y) for x, y in zip(r[:, i], r[:, j], strict=True)) for i, j in ((0, 0), (0, 1), (1, 1)))
    determinant = (a * c - b * b) / 20**2
    ln = np.log(float(determinant * 10**40)) - 40 * np.log(10)
    assert profile(r, np.zeros_like(r)) == pytest.approx(10 * (2 * np.log(2 * np.pi) + ln + 2), rel=1e-4)


def test_a_profile_without_a_bound_is_refused():
    targets, outputs, _ = data((2, 4), 13)
    with pytest.raises(ValueError, match="rank 2"):
        profile(targets, outputs)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_invariant_column_space_makes_the_covariance_harmless(seed):
    """Columns that are eigenvectors of Sigma, in every example."""
    random = np.random.default_rng(seed)
    targets, _, covariance = data((5, 3), seed)
    vectors = np.linalg.eigh(covariance)[1][:, :2]
    A = np.einsum("n,kp->nkp", random.normal(size=5), vectors)
    np.testing.assert_allclose(fit(A, targets, covariance), fit(A, targets, np.eye(3)), rtol=1e-8)
    B = A + 0.3 * random.normal(size=A.shape)
    assert not np.allclose(fit(B, targets, covariance), fit(B, targets, np.eye(3)), rtol=1e-3)


@pytest.mark.parametrize("correlation", [0, 0.5, 0.9])
def test_the_shared_unit_is_where_the_gradient_of_all_its_weights_is_zero(correlation):
    x, y = np.array([-1, 0.5, 1, 2]), np.array([[0.3, -1], [0.5, 0.2], [-0.4, 1], [1, 0.7]])
    covariance = np.array([[1, correlation], [correlation, 1]])
    u, v = fit_unit(x, y, covariance, 0.05, 5)

    def cost(w):
        return by_inverse(y, anp.outer(anp.tanh(w[0] * x), w[1:]), covariance)

    np.testing.assert_allclose(grad(cost)(np.array([u, *v])), 0, atol=1e-11)
    grid = np.linspace(0.05, 5, 100)
    assert cost(np.array([u, *v])) < min(minimize(lambda w, u=u: cost(np.array([u, *w])), v).fun for u in grid[::20])


def test_a_bracket_may_be_far_out_and_not_hold_the_unit_that_does_nothing():
    x, y = [-1, 0.5, 1, 2], [[-0.3, -1], [0.2, 0.5], [0.4, 1], [0.5, 1.7]]
    near, far = fit_unit(x, y, np.eye(2), 0.05, 5), fit_unit(np.multiply(x, 1000), y, np.eye(2), 0.00005, 0.015)
    np.testing.assert_allclose(far[0] * 1000, near[0], rtol=1e-9)
    for scale, low, high in ((1, 0, 5), (1000, 0.0005, 1)):
        with pytest.raises(ValueError, match=f"^low and high are {float(low)} and {float(high)}"):
            fit_unit(np.multiply(x, scale), y, np.eye(2), low, high)


def test_a_bracket_without_a_lowest_point_is_refused():
    with pytest.raises(ValueError, match="low"):
        fit_unit([-1, 0.5, 1, 2], [[0.3, -1], [0.5, 0.2], [-0.4, 1], [1, 0.7]], np.eye(2), 2, 5)


@pytest.mark.parametrize(("name", "changed"), [
    ("targets", {"targets": [1, 2]}), ("targets", {"targets": np.zeros((0, 2))}), ("targets", {"targets": [[1, np.nan]] * 3}),
    ("outputs", {"outputs": [[1, 2]]}), ("outputs", {"outputs": [[1, np.inf]] * 3}), ("covariance", {"covariance": [[1]]}),
    ("covariance", {"covariance": [[1, 0.5], [0.4, 1]]}), ("covariance", {"covariance": [[1, 2], [2, 1]]}),
    ("covariance", {"covariance": np.zeros((2, 2))}), ("covariance", {"covariance": [[np.nan, 0], [0, 1]]}), ("covariance", {"covariance": [[1, 0], [0]]}),
    *((name, {name: bad}) for name in ("targets", "outputs", "covariance") for bad in ("12", [["1", "2"]] * 3, [[1, 2], [3]], {"a": 1}, [[1j, 0]] * 3, None, 3))])
def test_what_is_no_likelihood_is_refused_by_name(name, changed):
    arguments = {"targets": TARGETS, "outputs": OUTPUTS, "covariance": COVARIANCE} | changed
    for function in (negative_log_likelihood, error, error_gradient, whitened):
        with pytest.raises(ValueError, match=f"^{name} .*: expected "):
            function(**arguments)
    if name != "covariance":
        for function in (covariance_ml, profile):
            with pytest.raises(ValueError, match=f"^{name} .*: expected "):
                function(arguments["targets"], arguments["outputs"])


@pytest.mark.parametrize(("name", "call"), [
    *(("design", lambda bad=bad: fit(bad, TARGETS, COVARIANCE)) for bad in (np.ones((3, 1, 1)), np.ones((3, 2)), "1", [[[1], [1, 2]]] * 3, None, [[[1j], [2]]] * 3)),
    ("targets", lambda: fit(np.ones((3, 2, 1)), [1, 2, 3], COVARIANCE)), ("covariance", lambda: fit(np.ones((3, 2, 1)), TARGETS, [[1, 2]])),
    ("inputs", lambda: fit_unit([1, 2], TARGETS, COVARIANCE, 0.1, 5)), ("inputs", lambda: fit_unit("123", TARGETS, COVARIANCE, 0.1, 5)),
    ("targets", lambda: fit_unit([1, 2, 3], [[1, 2], [3]], COVARIANCE, 0.1, 5)), ("covariance", lambda: fit_unit([1, 2, 3], TARGETS, {}, 0.1, 5)),
    ("low", lambda: fit_unit([1, 2, 3], TARGETS, COVARIANCE, "0.1", 5)), ("high", lambda: fit_unit([1, 2, 3], TARGETS, COVARIANCE, 0.1, None))])
def test_what_cannot_be_fitted_is_refused_by_name(name, call):
    with pytest.raises(ValueError, match=f"(?s)^{name} .*: expected "):
        call()

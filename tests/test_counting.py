# SPDX-License-Identifier: MIT
import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from autograd import jacobian as autograd_jacobian

from snippets.checks.counting import PRIME, _rank_modulo
from snippets.counting import (
    WEIGHTS,
    derivatives,
    gradient,
    hessian,
    hessian_rank,
    independent_derivatives,
    independent_without_biases,
    jacobian,
    low_rank,
    mixed_second_derivatives,
    network_with,
    output_jacobian,
    parameters,
    recover,
    second_order,
    weights_and_biases,
)
from snippets.counting import error as error_of
from snippets.counting import rank as numerical_rank

SIZES = [(1, 1, 1), (1, 2, 1), (2, 3, 2), (3, 4, 2), (4, 2, 3), (1, 2, 4)]
READINGS = {"nothing": "xtWbVc", "example": "WbVc", "weights": "xt", "weights and input": "t", "activations": "tVc"}


def parts(size, seed, biases=True):
    """A random point: x, t, the hidden layer W and b, the output layer V and c."""
    d, M, c = size
    random = np.random.default_rng(seed)
    shapes = {"x": d, "t": c, "W": (M, d), "b": M, "V": (c, M), "c": c}
    point = {name: random.normal(size=shape) for name, shape in shapes.items()}
    return point if biases else point | {"b": np.zeros(M), "c": np.zeros(c)}


def squares(f, t):
    return anp.sum((f - t) ** 2) / 2


def softmax_cross_entropy(f, t):
    return anp.log(anp.sum(anp.exp(f))) * anp.sum(t) - anp.sum(t * f)


def error(p, loss=squares, unit=anp.tanh):
    return loss(anp.dot(p["V"], unit(anp.dot(p["W"], p["x"]) + p["b"])) + p["c"], p["t"])


def jacobian_by(point, kinds, weights="WbVc", loss=squares, unit=anp.tanh):
    """The derivatives of all derivatives by `weights`, along everything in `kinds`, as a matrix with a column a number."""
    def derivatives(moved):
        found = grad(lambda p: error(p, loss, unit))({**point, **moved})
        return anp.concatenate([anp.ravel(found[name]) for name in weights])

    columns = []
    for name in kinds:
        columns.append(autograd_jacobian(lambda value, name=name: derivatives({name: value}))(point[name]).reshape(-1, point[name].size))
    return np.hstack(columns)


def rank(matrix):
    return int(np.linalg.matrix_rank(matrix, tol=1e-9 * np.linalg.norm(matrix, 2)))


def random_network(size, seed):
    p = parts(size, seed)
    return p["x"], p["t"], p["W"], p["b"], p["V"], p["c"]


def ranks(size, seed, unit=anp.tanh):
    """The rank of each reading at one random point."""
    point = parts(size, seed)
    columns = {name: jacobian_by(point, name, unit=unit) for name in point}
    return {given: rank(np.hstack([columns[name] for name in kinds])) for given, kinds in READINGS.items()}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", [1, 2])
def test_each_reading_is_the_numerical_rank_at_random_points_of_a_tanh_network(size, seed):
    assert ranks(size, seed) == {given: independent_derivatives(*size, given) for given in READINGS}


@pytest.mark.parametrize("unit", [lambda a: a, lambda a: 1 / (1 + anp.exp(-a))], ids=["linear", "sigmoid"])
def test_each_reading_holds_for_other_smooth_units(unit):
    assert ranks((3, 4, 2), 1, unit) == {given: independent_derivatives(3, 4, 2, given) for given in READINGS}


@pytest.mark.parametrize("size", [(3, 4, 2), (2, 2, 4)])
def test_softmax_outputs_and_targets_that_add_up_to_one_lose_one_number(size):
    point = parts(size, 4)
    point["t"] = abs(point["t"]) / np.sum(abs(point["t"]))
    within_sum = np.eye(size[2])[:, 1:] - np.eye(size[2])[:, :1]
    by_target = jacobian_by(point, "t", loss=softmax_cross_entropy) @ within_sum
    by_rest = jacobian_by(point, "xWbVc", loss=softmax_cross_entropy)
    assert rank(np.hstack([by_rest, by_target])) == independent_derivatives(*size, "nothing") - 1


def test_the_output_weights_alone_have_as_many_independent_derivatives_as_a_table_of_rank_one():
    assert rank(jacobian_by(parts((3, 4, 2), 5), "xtWbVc", weights="V")) == 4 + 2 - 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_two_tables_hold_the_signed_derivatives_that_autograd_gives(size, seed):
    first, second = gradient(*random_network(size, seed))
    expected = grad(error)(parts(size, seed))
    np.testing.assert_allclose(first, np.column_stack([expected["b"], expected["W"]]), rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(second, np.column_stack([expected["c"], expected["V"]]), rtol=1e-12, atol=1e-14)


@pytest.mark.parametrize("size", SIZES)
def test_the_numbers_read_back_rebuild_every_derivative(size):
    first, second = gradient(*random_network(size, 6))
    x, z, hidden_delta, output_delta = recover(first, second)
    assert sum(map(len, (x, z, hidden_delta, output_delta))) == independent_derivatives(*size, "nothing")
    assert first.size + second.size == parameters(*size)
    np.testing.assert_allclose(np.outer(hidden_delta, [1, *x]), first, rtol=1e-12)
    np.testing.assert_allclose(np.outer(output_delta, [1, *z]), second, rtol=1e-12)


@pytest.mark.parametrize("size", SIZES)
def test_mixed_second_derivatives_are_those_of_autograd_and_as_many_as_m_squared_c(size):
    d, M, c = size
    found = mixed_second_derivatives(*random_network(size, 7))
    np.testing.assert_allclose(found, jacobian_by(parts(size, 7), "b", weights="V").T.reshape(M, c, M), rtol=1e-11, atol=1e-13)
    assert np.count_nonzero(found) == M**2 * c


@pytest.mark.parametrize("size", SIZES)
def test_no_reading_exceeds_the_number_of_derivatives(size):
    assert sum(weights_and_biases(*size)) == parameters(*size) == len(jacobian_by(parts(size, 1), "t"))
    assert all(independent_derivatives(*size, given) <= parameters(*size) for given in READINGS)


def test_m_squared_c_is_no_reading_in_the_example():
    assert 4**2 * 2 not in {parameters(3, 4, 2), *(independent_derivatives(3, 4, 2, given) for given in READINGS)}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("given", ["nothing", "example", "activations", "weights", "weights and input"])
def test_without_biases_each_reading_is_the_numerical_rank(size, given):
    kinds = READINGS[given].replace("b", "").replace("c", "")
    assert rank(jacobian_by(parts(size, 3, biases=False), kinds, weights="WV")) == independent_without_biases(*size, given)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("seed", [1, 2])
def test_complex_steps_are_the_signed_derivatives_of_autograd(size, seed):
    network, point = random_network(size, seed), parts(size, seed)
    by_weights = np.concatenate([np.ravel(grad(error)(point)[name]) for name in "WbVc"])
    np.testing.assert_allclose(derivatives(*network), by_weights, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(jacobian(error_of, network, WEIGHTS)[0], by_weights, rtol=1e-12, atol=1e-14)
    np.testing.assert_allclose(jacobian(derivatives, network, "x target " + WEIGHTS), jacobian_by(point, "xtWbVc"), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_network_can_be_built_for_any_inputs_activations_and_deltas(seed):
    random = np.random.default_rng(seed)
    wish = random.normal(size=3), random.uniform(-1, 1, 4), random.normal(size=4), random.normal(size=2)
    found = recover(*gradient(*network_with(*wish, random.normal(size=(4, 3)))))
    np.testing.assert_allclose(np.concatenate(found), np.concatenate(wish), rtol=1e-9)


def examples_for(size, seed, count):
    random = np.random.default_rng(seed)
    return [(random.normal(size=size[0]), random.normal(size=size[2])) for _ in range(count)]


@pytest.mark.parametrize("size", [(3, 3, 2), (2, 3, 3), (4, 2, 1), (3, 4, 2), (2, 2, 4)])
def test_the_hessians_rank_is_the_numerical_one_after_one_example_and_more(size):
    weights = random_network(size, 1)[2:]
    examples = examples_for(size, 1, 6)
    numerical = [numerical_rank(hessian(examples[:N], *weights)) for N in range(1, 7)]
    assert numerical == [hessian_rank(*size, N) for N in range(1, 7)]


def exact_hessian(size, examples):
    """That of units h(a) = 1 / (1 + a^2) at a random point, modulo a prime: its rank is never above the true one."""
    d, M, c = size
    random = np.random.default_rng(0)

    def draw(*shape):
        return random.integers(1, PRIME, shape).astype(object)

    def inverse(entry):
        return pow(entry, PRIME - 2, PRIME)

    W1, b1, W2 = draw(M, d), draw(M), draw(c, M)
    total = np.zeros((parameters(*size),) * 2, object)
    for _ in range(examples):
        x, delta = draw(d), draw(c)
        a, x = W1 @ x + b1, np.append(1, x)
        z = np.array([*map(inverse, 1 + a**2)])
        h1, h2 = -2 * a * z**2 % PRIME, (6 * a**2 - 2) * z**3 % PRIME
        J = np.hstack([np.kron(W2 * h1, x), np.kron(np.eye(c, dtype=int), np.append(1, z))])
        first = np.kron(np.diag(h2 * (W2.T @ delta)), np.outer(x, x))
        mixed = np.zeros((M, d + 1, c, M + 1), object)
        for unit in range(M):
            mixed[unit, :, :, unit + 1] = h1[unit] * np.outer(x, delta)
        mixed = mixed.reshape(M * (d + 1), -1)
        total += J.T @ J + np.block([[first, mixed], [mixed.T, np.zeros((mixed.shape[1],) * 2, int)]])
    return (total % PRIME).tolist()


@pytest.mark.parametrize("size, examples", [((3, 4, 2), 3), ((1, 3, 5), 3), ((1, 7, 3), 3), ((1, 7, 4), 3), ((1, 7, 4), 4), ((1, 8, 3), 4), ((1, 10, 5), 5), ((1, 10, 5), 6),
                                            ((2, 12, 5), 5)])
def test_moves_that_change_no_output_are_felt_in_the_first_layer_alone(size, examples):
    assert hessian_rank(*size, examples) == _rank_modulo(exact_hessian(size, examples))


@pytest.mark.parametrize("size", SIZES)
def test_the_hessian_is_symmetric_and_that_of_one_example_a_saddle_of_known_signs(size):
    d, M, c = size
    table = hessian(examples_for(size, 2, 1), *random_network(size, 2)[2:])
    np.testing.assert_allclose(table, table.T, atol=1e-12)
    curvatures = np.linalg.eigvalsh(table)
    small = 1e-9 * abs(curvatures).max()
    assert ((curvatures > small).sum(), (curvatures < -small).sum()) == (M + c, M)
    assert hessian_rank(*size, 1) == independent_derivatives(*size, "example")


def test_where_targets_are_fitted_the_hessian_is_that_of_the_outputs_alone():
    size = 3, 4, 2
    _, _, W1, b1, W2, b2 = random_network(size, 3)
    fitted = [(x, W2 @ np.tanh(W1 @ x + b1) + b2) for x, _ in examples_for(size, 3, 4)]
    J = output_jacobian(fitted, W1, b1, W2, b2)
    np.testing.assert_allclose(hessian(fitted, W1, b1, W2, b2), J.T @ J, atol=1e-12)
    assert numerical_rank(hessian(fitted[:1], W1, b1, W2, b2)) == size[2]


def test_units_that_repeat_one_another_waste_directions():
    size = d, M, c = 3, 3, 2
    examples, (_, _, W1, b1, W2, b2) = examples_for(size, 4, 16), random_network(size, 4)
    W1[1], b1[1] = W1[0], b1[0]
    assert numerical_rank(output_jacobian(examples, W1, b1, W2, b2)) == parameters(*size) - c
    W2[:, 1] = -2 * W2[:, 0]
    assert numerical_rank(output_jacobian(examples, W1, b1, W2, b2)) == parameters(*size) - (c + d + 1)


def test_second_derivatives_are_counted_as_a_triangle():
    for size in SIZES:
        W = parameters(*size)
        assert second_order(*size) == (len(np.triu_indices(W)[0]), len(np.triu_indices(W)[0]) + W)


@pytest.mark.parametrize(("p", "q", "r"), [(5, 4, 1), (5, 4, 2), (5, 4, 4), (3, 6, 2), (1, 1, 1)])
def test_a_matrix_of_low_rank_has_as_many_independent_numbers_as_its_product_has_directions(p, q, r):
    random = np.random.default_rng(5)
    A, B = random.normal(size=(p, r)), random.normal(size=(r, q))
    moves = [np.outer(column, row) for column in np.eye(p) for row in B] + [np.outer(column, row) for column in A.T for row in np.eye(q)]
    assert rank(np.array([move.ravel() for move in moves])) == low_rank(p, q, r)


@pytest.mark.parametrize(("name", "call"), [
    ("examples", lambda: hessian_rank(2, 3, 2, 0)), ("rank", lambda: low_rank(3, 4, 5)), ("rows", lambda: low_rank(0, 4, 1)),
    ("hidden", lambda: network_with([1.0], [1.0], [1.0], [1.0], np.ones((1, 1)))),
    ("output_delta", lambda: network_with([1.0], [0.5], [1.0], [0.0], np.ones((1, 1)))), ("W1", lambda: network_with([1], [0.5], [1], [1], [1])),
    ("hidden", lambda: network_with([1], ["0.5"], [1], [1], [[1]])), ("inputs", lambda: network_with([1, 2], [0.5], [1], [1], [[1]])), ("inputs", lambda: second_order(0, 1, 1))])
def test_what_cannot_be_counted_or_built_is_refused_by_name(name, call):
    with pytest.raises(ValueError, match=f"^{name} .*: expected "):
        call()


@pytest.mark.parametrize("bad", [0, -1, 2.0, "3", True, None])
@pytest.mark.parametrize("name", ["inputs", "hidden", "outputs"])
def test_sizes_that_are_not_counts_are_refused_by_name(name, bad):
    sizes = {"inputs": 2, "hidden": 3, "outputs": 2} | {name: bad}
    with pytest.raises(ValueError, match=f"^{name} .*: expected "):
        parameters(**sizes)
    with pytest.raises(ValueError, match=f"^{name} .*: expected "):
        independent_derivatives(**sizes, given="nothing")


@pytest.mark.parametrize("given", ["everything", "", None, ["nothing"], {"nothing"}, 1])
@pytest.mark.parametrize("method", [independent_derivatives, independent_without_biases])
def test_an_unknown_reading_is_refused(method, given):
    with pytest.raises(ValueError, match="^given is .*: expected one of 'nothing', "):
        method(2, 3, 2, given)


def test_shapes_that_do_not_fit_and_deltas_of_zero_are_refused():
    x, target, W1, b1, W2, b2 = random_network((3, 4, 2), 8)
    with pytest.raises(ValueError, match="W1"):
        gradient(x, target, W1.T, b1, W2, b2)
    with pytest.raises(ValueError, match="W2"):
        gradient(x, target, W1, b1, W2.T, b2)
    with pytest.raises(ValueError, match="b2"):
        mixed_second_derivatives(x, target, W1, b1, W2, b2[:1])


@pytest.mark.parametrize(("first", "second", "name"), [
    (np.zeros((4, 4)), np.ones((2, 5)), "first"), (np.ones((4, 4)), np.zeros((2, 5)), "second"), (np.ones((4, 0)), np.ones((2, 5)), "first"),
    (np.ones((0, 4)), np.ones((2, 1)), "first"), (np.ones((1, 2)), np.ones((1, 4)), "second"), ([1, 2], [[1, 2]], "first"), ([[1, 2], [3]], [[1, 2]], "first"), ([[1, 2]], "34", "second"), ([[1, 2]], None, "second")])
def test_tables_that_hold_no_deltas_are_refused_by_name(first, second, name):
    with pytest.raises(ValueError, match=f"^{name} .*: expected "):
        recover(first, second)


def test_tables_may_be_lists():
    first, second = gradient(*random_network((2, 3, 2), 9))
    for found, wanted in zip(recover(first.tolist(), second.tolist()), recover(first, second), strict=True):
        np.testing.assert_array_equal(found, wanted)

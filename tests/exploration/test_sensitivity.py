import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.exploration.sensitivity import chance_level, classes, classes_of, explained_share, first_order_shares


def test_first_order_shares_of_a_linear_model():
    """y = 3 a + b with a, b uniform: shares 9/10 and 1/10; c plays no part."""
    generator = np.random.default_rng(1)
    a, b, c = generator.random((3, 8000))
    found = first_order_shares(3 * a + b, classes_of({"a": a, "b": b, "c": c, "fixed": np.ones(8000)}))
    assert_allclose([found["a"], found["b"]], [0.9, 0.1], atol=0.02)
    assert found["c"] < 0.01
    assert "fixed" not in found


def test_ishigami_first_order_indices():
    """Known answer (Ishigami and Homma 1990; a = 7, b = .1): .3139, .4424, 0."""
    generator = np.random.default_rng(2)
    x = generator.uniform(-np.pi, np.pi, (3, 40_000))
    y = np.sin(x[0]) + 7 * np.sin(x[1]) ** 2 + 0.1 * x[2] ** 4 * np.sin(x[0])
    shares = [explained_share(y, classes(column)) for column in x]
    assert_allclose(shares, [0.3139, 0.4424, 0.0], atol=0.02)


def test_a_category_is_seen_though_its_codes_have_no_order():
    generator = np.random.default_rng(3)
    category = generator.integers(0, 3, 3000).astype(float)
    outcome = np.where(category == 1, 1.0, 0.0)
    assert_allclose(explained_share(outcome, classes(category)), 1.0, atol=1e-9)


@pytest.mark.parametrize("outcome", [np.zeros(100), np.full(100, 0.1)])
def test_a_constant_outcome_is_decided_by_nothing(outcome):
    assert explained_share(outcome, classes(np.arange(100.0))) == 0.0


def test_an_input_without_influence_stays_below_the_level_of_chance():
    """Of 2,000 inputs that do nothing some three exceed three standard deviations; ten would be the law broken."""
    generator = np.random.default_rng(8)
    outcome = generator.normal(size=500)
    inputs = {f"x{i}": generator.normal(size=500) for i in range(2000)}
    shares = first_order_shares(outcome, classes_of(inputs)).values()
    assert sum(share > chance_level(500) for share in shares) <= 20
    assert max(shares) > chance_level(500) / 2

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.exploration.sensitivity import chance_level, classes, classes_of, first_order_shares


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
    shares = first_order_shares(y, classes_of(dict(zip("abc", x, strict=True))))
    assert_allclose([shares[name] for name in "abc"], [0.3139, 0.4424, 0.0], atol=0.02)


def test_a_category_is_seen_though_its_codes_have_no_order():
    generator = np.random.default_rng(3)
    category = generator.integers(0, 3, 3000).astype(float)
    outcome = np.where(category == 1, 1.0, 0.0)
    assert_allclose(first_order_shares(outcome, {"category": classes(category)})["category"], 1.0, atol=1e-9)


@pytest.mark.parametrize("outcome", [np.zeros(100), np.full(100, 0.1)])
def test_a_constant_outcome_is_decided_by_nothing(outcome):
    assert first_order_shares(outcome, {"any": classes(np.arange(100.0))}) == {"any": 0.0}


def test_the_luckiest_of_many_inputs_without_influence_seldom_passes_the_level_of_chance():
    """The level holds a family of 100 inputs to one pass in a hundred; of 40 families more than 4 would break it."""
    generator = np.random.default_rng(8)
    passed, nearest = 0, 0.0
    for _ in range(40):
        outcome = generator.normal(size=500)
        shares = first_order_shares(outcome, classes_of({f"x{i}": generator.normal(size=500) for i in range(100)}))
        level = chance_level(500, 20, 100)
        passed += max(shares.values()) > level
        nearest = max(nearest, max(shares.values()) / level)
    assert passed <= 4
    assert nearest > 0.7  # a level far above what chance gives would hide inputs that decide


def test_the_level_of_chance_of_one_input_is_the_textbook_quantile_of_f():
    """m = 20, n = 500: F(19, 480) at .99 is 1.946 (tables: 1.95), eta^2 = 19 F / (19 F + 480) = .0715."""
    eta2 = 1 - (1 - chance_level(500, 20, 1)) * (500 - 20) / (500 - 1)
    assert_allclose(eta2, 0.0715, atol=0.0005)


@pytest.mark.parametrize(("groups", "futures"), [(1, 100), (100, 100)])
def test_where_nothing_can_be_told_nothing_passes(groups, futures):
    assert chance_level(futures, groups, 10) == 1.0

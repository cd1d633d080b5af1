"""Fair shares and the closed form (laws C14, C15)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from deterrence.conventional import apportionment
from deterrence.conventional.apportionment import apportioned, fair_shares, upper_bounds
from deterrence.conventional.apportionment_kernel import apportion


def compiled(requirement, weights, lower, upper):
    out = np.empty((np.size(requirement), np.shape(weights)[-1]))
    apportion(
        np.atleast_1d(requirement).astype(float),
        *(np.atleast_2d(a).astype(float) for a in (weights, lower, upper)),
        out,
    )
    return out


@pytest.mark.parametrize(
    ("requirement", "weights", "upper", "shares"),
    [
        (10, [5, 3, 2], [3, 10, 10], [3, 4.2, 2.8]),
        (1, [62, 10, 8, 7, 5, 4, 4], [0.5] * 7, [0.5, 0.1316, 0.1053, 0.0921, 0.0658, 0.0526, 0.0526]),
        (20, [5, 3, 2], [3, 5, 4], [3, 5, 4]),
        (0, [5, 3, 2], [3, 5, 4], [0, 0, 0]),
    ],
    ids=["law C15", "published kernel", "all full", "nothing"],
)
def test_known_shares(requirement, weights, upper, shares):
    lower = [0.0] * len(weights)
    assert_allclose(apportioned(requirement, weights, lower, upper)[0], shares, atol=5e-5)
    assert_allclose(compiled(requirement, weights, lower, upper)[0], shares, atol=5e-5)


def test_the_least_multiplier():
    """10 of 5, 3, 2 with 3 at most of the first: 1.4; all full: none; nothing: 0; on a plateau the least of many."""
    assert_allclose(apportioned(10, [5, 3, 2], [0, 0, 0], [3, 10, 10])[1], 1.4)
    assert np.isnan(apportioned(12, [5, 3, 2], [0, 0, 0], [3, 5, 4])[1])
    assert apportioned(0, [5, 3, 2], [0, 0, 0], [3, 5, 4])[1] == 0
    assert_allclose(apportioned(5, [1, 1], [0, 4], [1, 9])[1], 1)


def problems(seed, count=300, allies=12):
    random = np.random.default_rng(seed)
    weights = random.random((count, allies)) + 0.01
    lower = random.random((count, allies)) * random.integers(0, 2, (count, 1))
    upper = lower + random.random((count, allies)) * random.integers(0, 3, (count, allies))
    return random.random(count) * 1.3 * upper.sum(axis=1), weights, lower, upper


@given(st.integers(0, 200))
def test_the_sum_is_the_requirement_within_the_bounds(seed):
    needed, weights, lower, upper = problems(seed)
    shares, multiplier = apportioned(needed, weights, lower, upper)
    assert_allclose(shares.sum(axis=1), np.clip(needed, lower.sum(axis=1), upper.sum(axis=1)), atol=1e-9)
    assert np.all((shares >= lower) & (shares <= upper))
    inside = (shares > lower) & (shares < upper) & ~np.isnan(multiplier)[:, None]
    assert_allclose((shares / weights)[inside], np.broadcast_to(multiplier[:, None], shares.shape)[inside], rtol=1e-9)


@given(st.integers(0, 200))
def test_the_compiled_twin_is_equal(seed):
    needed, weights, lower, upper = problems(seed)
    out = np.empty(weights.shape)
    apportion(needed, weights, lower, upper, out)
    assert_allclose(out, apportioned(needed, weights, lower, upper)[0], atol=1e-11)


@given(st.integers(0, 200))
def test_more_required_never_lowers_a_share(seed):
    needed, weights, lower, upper = problems(seed)
    assert np.all(
        apportioned(needed * 1.1, weights, lower, upper)[0] >= apportioned(needed, weights, lower, upper)[0] - 1e-9
    )


def test_bounds_never_cut_what_is_held():
    """Half of 10 is 5; one grows by 1 a year from 2 to 4, one holds 7 already, one is free to grow."""
    assert_allclose(upper_bounds(10, [2, 7, 0], [1, 1, 9], 2), [4, 7, 5])


def test_fair_shares_sum_to_one():
    shares = fair_shares([4, 1])
    assert_allclose(shares, [0.8, 0.2])
    assert_allclose(apportionment.equal_mix(shares, np.array([0.4, 0.6])), [0.6, 0.4])


def test_who_spent_less_owes_more():
    assert_allclose(fair_shares(apportionment.past_effort([100, 100], [0.01, 0.03])), [0.75, 0.25])


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: fair_shares([1, 0]), "a weight of 0: write a weight above 0"),
        (lambda: apportioned(1, [1, 1], [0, 2], [1, 1]), "an upper bound below its lower bound"),
        (lambda: apportionment.past_effort([1], [0]), "a spending share of 0"),
    ],
    ids=["weight", "bounds", "effort"],
)
def test_what_is_refused_by_name(call, message):
    """Law C45."""
    with pytest.raises(ValueError, match=message):
        call()

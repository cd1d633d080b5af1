import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_array_equal

from deterrence.nuclear.retaliation import missiles_by_region


@pytest.mark.parametrize(
    ("missiles", "shares", "by_region"),
    [
        (16, (0.35, 0.15, 0.5), (6, 2, 8)),  # 5.6, 2.4, 8: one left, the largest remainder is .6
        (8, (0.3, 0.3, 0.4), (3, 2, 3)),  # 2.4, 2.4, 3.2: one left, tie of .4, the earlier region
        (1, (0.5, 0.0, 0.5), (1, 0, 0)),
        (2, (1 / 3, 1 / 3, 1 / 3), (1, 1, 0)),
        (
            10,
            (0.7, 0.1, 0.2),
            (7, 1, 2),
        ),  # the doubles of 10 x .7 and 10 x .1 are exact or not: whole all the same
        (16, (0.0, 0.0, 1.0), (0, 0, 16)),
        (0, (0.2, 0.3, 0.5), (0, 0, 0)),
    ],
)
def test_largest_remainder_by_hand(missiles, shares, by_region):
    assert missiles_by_region(missiles, np.array(shares)).tolist() == list(by_region)


@given(st.integers(0, 50), st.floats(0, 1), st.floats(0, 1))
def test_regions_sum_to_the_missiles_and_stay_within_one_of_their_quota(missiles, defended, capital_share):
    """Law 9: conservation, and no region gets a whole missile more or less than its share."""
    capital = defended * capital_share
    shares = np.array([capital, defended - capital, 1 - defended])
    by_region = missiles_by_region(missiles, shares)
    assert by_region.sum() == missiles
    assert by_region.dtype == np.int64
    assert np.all(np.abs(by_region - missiles * shares) < 1 + 1e-6)


def test_regions_of_futures_and_forces_broadcast():
    """Two futures, two forces: [future, force] missiles against [future, 1, region] shares."""
    shares = np.array([[0.5, 0.25, 0.25], [0.0, 0.0, 1.0]])
    by_region = missiles_by_region(np.array([[16, 8], [16, 8]]), shares[:, None, :])
    assert_array_equal(by_region, [[[8, 4, 4], [4, 2, 2]], [[0, 0, 16], [0, 0, 8]]])


@pytest.mark.parametrize(
    ("missiles", "shares", "message"),
    [
        (16, (0.5, 0.3, 0.3), r"shares sum to 1.1: make them sum to one"),
        (16, (0.5, 0.3, 0.1), r"shares sum to 0.9: make them sum to one"),
        (16, (1.2, -0.2, 0.0), r"shares out of range \(1.2\): write a number from 0 to 1"),
        (-1, (0.5, 0.3, 0.2), r"missiles_per_boat out of range \(-1\): write a whole number of at least 0"),
    ],
)
def test_bad_shares_are_refused(missiles, shares, message):
    with pytest.raises(ValueError, match=message):
        missiles_by_region(missiles, np.array(shares))


def test_shares_within_rounding_of_one_are_taken():
    assert missiles_by_region(16, np.array([0.5, 0.25, 0.25 + 5e-10])).sum() == 16

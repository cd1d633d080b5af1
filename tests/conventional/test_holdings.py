"""The American contribution and the years (laws C10, C12)."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.conventional import holdings


def test_a_second_theatre_takes_tankers():
    """Law C10: 610 x .25 beside 49; one that takes 70 % of the American ones leaves 95 of 201."""
    american = holdings.american(0, 610, 0.25, 1, 1, 0)
    assert_allclose(american / (american + 49), 0.76, atol=0.005)
    left = holdings.american(0, 610, 0.25, 1, 1, 0.7)
    assert round(float(left) + 49) == 95
    assert round(float(american) + 49) in {201, 202}


def test_what_does_not_swing_stays():
    assert_allclose(holdings.american(3, 10, 0.5, 1, 0, 1), 8)
    assert_allclose(holdings.american(3, 10, 0.5, 0, 0, 0), 0)
    assert_allclose(holdings.american(3, 10, 0.5, 0.5, 0.5, 0.5), 3)


def test_a_dial_beyond_one_is_refused():
    """Law C45."""
    with pytest.raises(ValueError, match=r"dial out of range \(1.2\)"):
        holdings.american(3, 10, 0.5, 1.2, 0, 0)


def test_a_year_adds_and_retires():
    assert_allclose(holdings.after_a_year(np.array([10.0]), np.array([3.0]), np.array([5.0])), [8])
    with pytest.raises(ValueError, match=r"more retired than there is \(5 of 4\)"):
        holdings.after_a_year(np.array([4.0]), np.array([0.0]), np.array([5.0]))


def test_people_limit_brigades():
    """Law C12: Germany's 7 brigades for 40 to 60 thousand people are slices of 5.7 to 8.6 thousand."""
    assert_allclose(holdings.brigades_a_year(40_000, 1, 40_000 / 7), 7)
    assert_allclose(holdings.brigades_a_year([60_000, -1_000], 0.5, 6_000), [5, 0])

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.nuclear.retaliation import expected_arrivals, survivor_probability


def test_survivors_of_one_two_three_boats_by_hand():
    """Survival .8: one boat .2/.8; two .04/.32/.64; three .008/.096/.384/.512; mixed with .1/.2/.3/.4."""
    at_sea = np.array([0.1, 0.2, 0.3, 0.4])
    by_hand = [
        0.1 + 0.2 * 0.2 + 0.3 * 0.04 + 0.4 * 0.008,
        0.2 * 0.8 + 0.3 * 0.32 + 0.4 * 0.096,
        0.3 * 0.64 + 0.4 * 0.384,
        0.4 * 0.512,
    ]
    assert_allclose(survivor_probability(at_sea, 0.8), by_hand, atol=1e-15)


def test_survival_of_a_future_serves_all_its_years():
    at_sea = np.array([[[0, 1, 0, 0], [0, 0, 1, 0]], [[0, 1, 0, 0], [1, 0, 0, 0]]], dtype=float)
    survivors = survivor_probability(at_sea, np.array([0.5, 0.9]))
    assert_allclose(survivors[0], [[0.5, 0.5, 0, 0], [0.25, 0.5, 0.25, 0]], atol=1e-15)
    assert_allclose(survivors[1], [[0.1, 0.9, 0, 0], [1, 0, 0, 0]], atol=1e-15)


@pytest.mark.parametrize("survival", [0.0, 1.0])
def test_survival_zero_and_one_lose_all_and_none(survival):
    at_sea = np.array([0.1, 0.2, 0.3, 0.4])
    assert_allclose(survivor_probability(at_sea, survival), at_sea if survival else [1, 0, 0, 0], atol=1e-15)


def test_expected_arrivals_over_arrays_by_hand():
    """1.5 boats x 16 x 5 x .9 x .95 = 102.6; no boat, nothing."""
    firing = np.array([[0, 0.5, 0.5, 0], [1, 0, 0, 0]])
    expected = expected_arrivals(firing, np.array([16, 16]), np.array([5, 5]), np.array([0.9, 0.9]), 0.95)
    assert_allclose(expected, [102.6, 0], atol=1e-12)


def test_chances_that_do_not_sum_to_one_are_refused():
    with pytest.raises(ValueError, match=r"at_sea_probability sums to 0.9: make the chances of all counts sum to one"):
        survivor_probability(np.array([0.5, 0.4]), 0.9)
    with pytest.raises(ValueError, match=r"boat_survival_probability out of range \(1.2\)"):
        survivor_probability(np.array([0.5, 0.5]), 1.2)
    with pytest.raises(ValueError, match=r"firing_probability sums to 1\.1"):
        expected_arrivals(np.array([0.5, 0.6]), 16, 5, 0.9, 0.9)

"""Gaps by tier and years (laws C9, C12)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.conventional import gap

UNITS = arrays(np.float64, 3, elements=st.floats(0, 1000))


def test_what_is_ready_sooner_counts_later():
    """Law C9: 131 brigades cumulated 16.4 / 49.1 / 131, ready 30 / 40 / 80: gaps 0 / 9.1 / 51.0; 64.625 without."""
    needed, ready = [16.375, 32.75, 81.875], [30, 10, 40]
    assert_allclose(gap.tier_gap(needed, ready), [0, 9.125, 51])
    assert_allclose(gap.gap_without_netting(needed, ready), 64.625)


@given(UNITS, UNITS)
def test_netting_never_widens_the_whole_gap(needed, ready):
    assert gap.tier_gap(needed, ready)[-1] <= gap.gap_without_netting(needed, ready) + 1e-9


@given(UNITS, UNITS, UNITS)
def test_more_holdings_never_widen_a_gap(needed, ready, more):
    assert np.all(gap.tier_gap(needed, ready + more) <= gap.tier_gap(needed, ready) + 1e-9)


def test_slow_units_do_not_fill_a_fast_tier():
    assert_allclose(gap.tier_gap([10, 0], [0, 10]), [10, 0])


def test_a_gap_is_closed_when_it_stays_closed():
    """Law C12: a year or after the horizon, never extrapolated."""
    open_by_year = np.array([[3, 2, 0.0, 0], [3, 0, 1, 0], [0, 0, 0, 0], [3, 2, 1, 0.5]])
    first, after = gap.first_year_closed(open_by_year, np.array([2026, 2027, 2028, 2029]))
    assert_array_equal(first, [2028, 2029, 2026, 0])
    assert_array_equal(after, [False, False, False, True])


def test_years_below_a_level_are_counted():
    assert_array_equal(gap.years_below(np.array([[10, 9, 8, 11.0]]), np.array([10.0])), [2])


def test_a_negative_requirement_is_refused():
    with pytest.raises(ValueError, match="requirement out of range"):
        gap.tier_gap([-1, 2], [0, 0])

"""Laws C35 to C37: stocks under a hazard, stores that run out, people, and the first year at a level."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deterrence.conventional.reconstitution import (
    Stocks,
    first_year_at_least,
    hazard_of,
    kept_share,
    kept_share_of_inflow,
    people_later,
    year_later,
)

NONE = np.zeros(1)
AMOUNT = st.floats(0, 10_000)
HAZARD = st.floats(0, 5)


def of(*values):
    return [np.array([float(value)]) for value in values]


def later(active, stored, usable, hazard=0.0, new=0.0, refurbishment=0.0):
    return year_later(Stocks(*of(active, stored, usable)), *of(hazard, new, refurbishment))


def test_the_steps_of_law_c36_by_hand():
    """1,120 lost of a mean of 1,775: .631 a year. e^-.631 = .5321, (1 - e^-.631) / .631 = .7416.

    2,927 x .5321 + 450 x .7416 = 1,891; 1,800 x .5321 + 1,250 x .7416 = 1,885.
    """
    hazard = float(hazard_of(*of(1120, 1800, 1750))[0])
    assert hazard == pytest.approx(0.631, abs=5e-4)
    first = later(2927, 0, 0, hazard, new=450)
    second = later(1800, 0, 0, hazard, new=1250)
    assert first.active[0] == pytest.approx(1891, abs=0.5)
    assert second.active[0] == pytest.approx(1885, abs=0.5)


def test_a_rival_output_of_2023_cannot_stand_beside_the_published_stock():
    """Law C36, 2,100 for 1,250: 1,800 x .5321 + 2,100 x .7416 = 2,515; 1,885 + 850 = 2,735; less losses 2,780."""
    hazard = float(hazard_of(*of(1120, 1800, 1750))[0])
    by_law = later(1800, 0, 0, hazard, new=2100)
    with_1250 = later(1800, 0, 0, hazard, new=1250)
    assert by_law.active[0] == pytest.approx(2515, abs=0.5)
    assert with_1250.active[0] + 2100 - 1250 == pytest.approx(2735, abs=0.5)
    assert min(by_law.active[0], 1800 + 2100 - 1120) > 1750 + 700


def test_output_falls_to_new_build_when_the_usable_store_is_gone():
    """3,500 x .25 = 875 usable is less than a year of refurbishment (1,250)."""
    first = later(2000, 3500, 3500 * 0.25, new=250, refurbishment=1250)
    assert first.active[0] == 2000 + 250 + 875
    assert (first.stored[0], first.usable[0]) == (2625, 0)
    second = year_later(first, NONE, *of(250, 1250))
    assert second.active[0] == first.active[0] + 250
    assert second.stored[0] == 2625


def test_absolute_losses_would_drive_the_stock_below_zero_and_a_hazard_does_not():
    """1,400 a year against an output of 250: 1,750 is gone in the second year, under a hazard of .8 it is not."""
    assert 1750 + 2 * (250 - 1400) < 0
    stocks = Stocks(*of(1750, 0, 0))
    for _ in range(50):
        stocks = year_later(stocks, *of(0.8, 250, 0))
    assert stocks.active[0] == pytest.approx(250 / 0.8)


def test_in_peace_without_retirement_nothing_is_lost():
    after = later(1000, 500, 100, new=10, refurbishment=20)
    assert (after.active[0], after.stored[0], after.usable[0]) == (1030, 480, 80)


def test_a_vanishing_hazard_is_none():
    assert kept_share_of_inflow(NONE)[0] == 1
    assert kept_share_of_inflow(np.array([1e-12]))[0] == pytest.approx(1, abs=1e-11)
    assert kept_share(NONE)[0] == 1


@given(AMOUNT, AMOUNT, st.floats(0, 1), HAZARD, AMOUNT, AMOUNT)
def test_nothing_is_made_but_by_works_and_nothing_is_lost_but_by_the_hazard(
    active, stored, share, hazard, new, refurbishment
):
    """d(active)/dt = inflow - hazard x active, so that what leaves is the hazard x the stock over the year."""
    after = later(active, stored, stored * share, hazard, new, refurbishment)
    restored = min(stored * share, refurbishment)
    assert after.stored[0] == pytest.approx(stored - restored, rel=1e-9, abs=1e-9)
    assert after.usable[0] == pytest.approx(stored * share - restored, rel=1e-9, abs=1e-9)
    inflow = new + restored
    assert -1e-9 <= after.active[0] <= (active + inflow) * (1 + 1e-12)
    if hazard > 1e-3:
        settled = inflow / hazard
        assert after.active[0] == pytest.approx(settled + (active - settled) * np.exp(-hazard), rel=1e-6, abs=1e-6)


@given(AMOUNT, HAZARD, HAZARD, AMOUNT)
def test_more_losses_leave_no_more_and_more_output_no_less(active, low, more, new):
    few, many = (later(active, 0, 0, hazard, new=new).active[0] for hazard in (low, low + more))
    assert many <= few * (1 + 1e-12)
    assert later(active, 0, 0, low, new=new + 1).active[0] >= few


def test_two_half_years_are_one_year():
    """The hazard acts all the time: 500 in each half, at half the hazard, gives what 1,000 over the year gives."""
    whole = later(2000, 0, 0, 0.6, new=1000)
    half = later(2000, 0, 0, 0.3, new=500)
    halves = year_later(half, *of(0.3, 500, 0))
    assert halves.active[0] == pytest.approx(whole.active[0], rel=1e-12)


def test_counting_every_casualty_as_gone_turns_the_sign():
    """406 thousand recruited against 415 thousand casualties: -9 if all are gone, +136 if .65 are."""
    assert people_later(*of(700, 406, 415, 1))[0] == pytest.approx(691)
    assert people_later(*of(700, 406, 415, 0.65))[0] == pytest.approx(836.25)
    assert people_later(*of(10, 0, 100, 1))[0] == 0


def test_the_first_year_at_a_level_is_never_extrapolated():
    years = np.array([2025, 2026, 2027])
    stock = np.array([[1.0, 5.0, 2.0], [1.0, 2.0, 3.0], [7.0, 0.0, 0.0]])
    assert first_year_at_least(stock, np.array([4.0, 4.0, 7.0]), years).tolist() == [2026, 2028, 2025]

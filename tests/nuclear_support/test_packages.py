"""Law C39: the least of what the enablers allow, all that bind, losses by sortie, a stock spread over its days."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from deterrence.nuclear_support.packages import (
    Support,
    binding,
    by_day,
    first_shortfall_day,
    kept_after_a_day,
    least,
    of_aircraft,
    of_stock,
)

RATES = arrays(np.float64, (3, 4), elements=st.floats(0, 1000))


def rates(tankers=10.0, stock=300.0):
    """Fighters 60 at 8, tankers 10 at 4, early warning 5 at 1, stand-off 300 at 4 for 30 days."""
    ready, need = np.array([60.0, tankers, 5.0]), np.array([8.0, 4.0, 1.0])
    aircraft = of_aircraft(ready, np.ones(3), np.ones(3), need)
    return np.append(aircraft, of_stock(np.float64(stock), np.float64(30), np.float64(4)))


def test_tankers_and_stand_off_both_bind():
    assert rates().tolist() == [7.5, 2.5, 5.0, 2.5]
    assert least(rates()) == 2.5
    assert binding(rates()).tolist() == [False, True, False, True]


def test_one_tanker_more_changes_nothing():
    assert least(rates(tankers=11)) == 2.5
    assert binding(rates(tankers=11)).tolist() == [False, False, False, True]
    assert least(rates(tankers=11, stock=330)) == 2.75


def test_enablers_within_the_tie_all_bind_and_those_beyond_do_not():
    assert binding(np.array([1.0, 1.0 + 0.9e-9, 1.0 + 1.1e-9])).tolist() == [True, True, False]
    assert binding(np.zeros(3)).all()


@given(RATES, st.integers(0, 3), st.floats(0, 100))
def test_more_of_an_enabler_never_gives_fewer_packages_and_of_one_that_does_not_bind_no_more(values, place, more):
    raised = values.copy()
    raised[:, place] += more
    assert (least(raised) >= least(values)).all()
    free = ~binding(values)[:, place]
    assert np.array_equal(least(raised)[free], least(values)[free])


@given(RATES)
def test_something_always_binds(values):
    assert binding(values).any(axis=-1).all()


@given(st.floats(0.1, 10))
def test_a_common_factor_of_all_needs_cancels_in_a_ratio(factor):
    """Law C40: with half of the aircraft the ratio is one half, whatever one package takes."""
    ready, need = np.array([60.0, 10.0]), np.array([8.0, 4.0]) * factor
    with_all, with_half = (least(of_aircraft(part, np.ones(2), np.ones(2), need)) for part in (ready, ready / 2))
    assert with_half / with_all == pytest.approx(0.5)


def support(aircraft=(100.0,), kept=(1.0,), stock=120.0, rounds=4.0):
    return Support(np.array([aircraft]), np.array([kept]), np.array([stock]), np.array([rounds]))


def test_a_stock_that_alone_binds_lasts_exactly_to_the_last_day():
    """120 rounds, 4 a package, 30 days: one package on each day."""
    packages, binds = by_day(support(), 30, range(1, 31))
    assert packages[0] == pytest.approx(np.ones(30))
    assert binds[0].tolist() == [[False, True]] * 30
    assert (packages[0] * 4).sum() == pytest.approx(120)


def test_what_a_day_does_not_need_is_left_for_the_later_ones():
    """Aircraft for .5 a day use 2 rounds of the 120: on the last of 30 days 62 are left, for 15.5 packages."""
    packages, binds = by_day(support(aircraft=(0.5,)), 30, range(1, 31))
    assert packages[0] == pytest.approx(np.full(30, 0.5))
    assert binds[0, :, 0].all() and not binds[0, :, 1].any()


def test_losses_act_on_every_sortie():
    """Two sorties a day at .1 each: .81 of the aircraft is left after a day."""
    kept = kept_after_a_day(np.float64(0.1), np.float64(2))
    assert kept == pytest.approx(0.81)
    packages, _ = by_day(support(aircraft=(10.0,), kept=(kept,), stock=1e6), 3, (1,))
    assert packages[0] == pytest.approx([10, 8.1, 6.561])


def test_no_more_rounds_are_used_than_there_are():
    packages, _ = by_day(support(aircraft=(2.0,), kept=(0.9,), stock=100.0, rounds=3.0), 60, (1,))
    assert (packages[0] * 3).sum() <= 100 * (1 + 1e-12)
    assert (packages >= 0).all()


def test_the_first_day_short_is_the_first_on_which_fewer_than_asked_can_be_had():
    packages = np.array([[10, 8.1, 6.561]])
    for asked, day in ((11, 1), (9, 2), (8.1, 3), (6.561, 4), (0, 4)):
        assert first_shortfall_day(packages, np.array([float(asked)])).tolist() == [day]

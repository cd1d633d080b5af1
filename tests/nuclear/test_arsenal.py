import random
from fractions import Fraction
from math import floor

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from deterrence.nuclear.arsenal import BoatSchedule, boats_operational, boats_owned, tubes_available

YEARS = np.arange(2031, 2043)


def schedule(**changes: object) -> BoatSchedule:
    """One future: four boats without refits, successors every two years from 2032."""
    values = {
        "boats_in_service": 4, "refit_interval_years": 8.0, "refit_duration_years": 0.0,
        "refit_phase_share": 0.0, "replacement_first_year": 2032.0, "replacement_slip_years": 0.0,
        "replacement_interval_years": 2.0, "replacement_overlap_years": 0.0,
        "life_extension_limit_years": 0.0,
    }  # fmt: skip
    values |= changes
    return BoatSchedule(**{name: np.atleast_1d(value) for name, value in values.items()}, base_year=2025)


def owned(years: np.ndarray = YEARS, **changes: object) -> list[int]:
    old, new = boats_owned(schedule(**changes), years)
    return (old + new)[0].tolist()


def operational(years: np.ndarray, **changes: object) -> list[int]:
    return boats_operational(schedule(**changes), years)[0].tolist()


def test_a_programme_on_time_without_overlap_keeps_the_number_of_boats():
    assert owned() == [4] * 12


def test_old_and_new_boats_change_over_in_the_year_of_the_date():
    """Law 8, convention: 2032.5, 2034.5, 2036.5, 2038.5 count from 2032, 2034, 2036, 2038."""
    old, new = boats_owned(schedule(replacement_first_year=2032.5), YEARS)
    assert old[0].tolist() == [4, 3, 3, 2, 2, 1, 1, 0, 0, 0, 0, 0]
    assert new[0].tolist() == [0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 4, 4]


def test_british_like_late_successors_and_a_short_extension_leave_a_gap():
    """Slip 3, limit 1: successors 2035, 37, 39, 41; old boats leave 2033, 35, 37, 39: one short 2033-40."""
    changes = {"replacement_slip_years": 3.0, "life_extension_limit_years": 1.0}
    old, new = boats_owned(schedule(**changes), YEARS)
    assert old[0].tolist() == [4, 4, 3, 3, 2, 2, 1, 1, 0, 0, 0, 0]
    assert new[0].tolist() == [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4]
    assert owned(**changes) == [4, 4, 3, 3, 3, 3, 3, 3, 3, 3, 4, 4]


def test_a_long_enough_extension_closes_the_gap():
    assert owned(replacement_slip_years=3.0, life_extension_limit_years=3.0) == [4] * 12


def test_french_like_overlap_owns_one_boat_more():
    """First 2036, one every five years, overlap 1, in time: five boats in 2036 and 2041."""
    assert owned(
        replacement_first_year=2036.0, replacement_interval_years=5.0, replacement_overlap_years=1.0,
        life_extension_limit_years=3.0,
    ) == [4, 4, 4, 4, 4, 5, 4, 4, 4, 4, 5, 4]  # fmt: skip


def test_french_like_slip_within_the_limit_moves_the_overlap():
    """Slip 1.5: successors 2037.5 and 2042.5, old boats leave 2038.5 (before the limit, 2040) and 2043.5."""
    assert owned(
        replacement_first_year=2036.0, replacement_slip_years=1.5, replacement_interval_years=5.0,
        replacement_overlap_years=1.0, life_extension_limit_years=3.0,
    ) == [4, 4, 4, 4, 4, 4, 5, 4, 4, 4, 4, 5]  # fmt: skip


def test_an_overlap_longer_than_the_interval_owns_two_boats_more():
    assert owned(replacement_overlap_years=3.0)[:5] == [4, 5, 5, 6, 5]


def test_nothing_happens_before_the_first_entry():
    """The first boat to leave leaves in 2035, the first successor enters in 2035."""
    old, new = boats_owned(schedule(replacement_first_year=2035.0), np.arange(2025, 2035))
    assert_array_equal(old, 4)
    assert_array_equal(new, 0)


def test_decimal_dates_that_sum_to_a_whole_year_fall_in_it():
    """2030 + 1.6 + 2 x 1.2 is 2034 (the doubles sum to less): all three successors are there in 2034."""
    _, new = boats_owned(
        schedule(
            boats_in_service=3,
            replacement_first_year=2030.0,
            replacement_interval_years=1.2,
            replacement_slip_years=1.6,
        ),
        np.array([2033, 2034]),
    )
    assert new[0].tolist() == [2, 3]


def test_one_boat_of_four_is_always_in_refit_when_the_refit_lasts_a_quarter_of_the_cycle():
    """Interval 8, duration 2: boat 0 in 2025-26, boat 3 in 2027-28, boat 2 in 2029-30, boat 1 in 2031-32."""
    changes = {"refit_duration_years": 2.0, "replacement_first_year": 2060.0}
    assert operational(np.arange(2025, 2041), **changes) == [3] * 16


def test_longer_refits_overlap_in_some_years():
    """Duration 3: starts 2025, 27, 29, 31, 33 ...: odd years have two boats in refit, even years one."""
    changes = {"refit_duration_years": 3.0, "replacement_first_year": 2060.0}
    assert operational(np.arange(2025, 2033), **changes) == [2, 3, 2, 3, 2, 3, 2, 3]


def test_the_phase_moves_the_refits():
    """One boat, interval 4, duration 1, a quarter of the cycle gone in 2025: refits start 2028, 2032."""
    assert operational(
        np.arange(2025, 2034), boats_in_service=1, refit_interval_years=4.0, refit_duration_years=1.0,
        refit_phase_share=0.25, replacement_first_year=2060.0,
    ) == [1, 1, 1, 0, 1, 1, 1, 0, 1]  # fmt: skip


def test_a_new_boat_has_no_refit_in_its_first_interval():
    """One boat in refit every other year is replaced in 2030: refits in 2025, 27, 29, then from 2032."""
    assert operational(
        np.arange(2025, 2036), boats_in_service=1, refit_interval_years=2.0, refit_duration_years=1.0,
        replacement_first_year=2030.0,
    ) == [0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1]  # fmt: skip


def test_refits_as_long_as_the_interval_leave_nothing_and_never_less():
    assert operational(YEARS, refit_duration_years=9.0, replacement_first_year=2060.0) == [0] * 12


def timeline(values: dict[str, Fraction], boats: int, year: int) -> tuple[int, int]:
    """Boats owned and operational by listing each boat's dates; exact fractions, no remainders."""
    in_service = in_refit = 0
    for i in range(boats):
        planned = values["replacement_first_year"] + i * values["replacement_interval_years"]
        entry = planned + values["replacement_slip_years"]
        longest = planned + values["replacement_overlap_years"] + values["life_extension_limit_years"]
        leaving = min(entry + values["replacement_overlap_years"], longest)
        interval, duration = values["refit_interval_years"], values["refit_duration_years"]
        if floor(leaving) > year:
            in_service += 1
            starts = [2025 + interval * (k - values["refit_phase_share"] - Fraction(i, boats)) for k in range(-3, 60)]
            in_refit += any(start <= year < start + duration for start in starts)
        if floor(entry) <= year:
            in_service += 1
            starts = [floor(entry) + interval * k for k in range(1, 60)]
            in_refit += any(start <= year < start + duration for start in starts)
    return in_service, in_service - in_refit


@pytest.mark.parametrize("seed", range(40))
def test_boats_agree_with_a_list_of_dates(seed):
    source = random.Random(seed)

    def fifths(low: int, high: int) -> Fraction:
        return Fraction(source.randint(low * 5, high * 5), 5)

    values = {
        "refit_interval_years": fifths(3, 12), "refit_duration_years": fifths(0, 3),
        "refit_phase_share": Fraction(source.randint(0, 8), 8), "replacement_first_year": fifths(2026, 2038),
        "replacement_slip_years": fifths(0, 5), "replacement_interval_years": fifths(1, 5),
        "replacement_overlap_years": fifths(0, 3), "life_extension_limit_years": fifths(0, 4),
    }  # fmt: skip
    boats, years = source.randint(0, 5), np.arange(2025, 2056)
    inputs = schedule(boats_in_service=boats, **{name: float(value) for name, value in values.items()})
    old, new = boats_owned(inputs, years)
    expected = [timeline(values, boats, int(year)) for year in years]
    assert list(zip((old + new)[0], boats_operational(inputs, years)[0], strict=True)) == expected


def test_futures_with_different_fleets_do_not_touch_each_other():
    """The arrays of both futures together are the futures one by one."""
    numbers = {
        "boats_in_service": [3, 5],
        "refit_duration_years": [1.0, 2.0],
        "replacement_slip_years": [0.0, 4.0],
    }
    others = {
        "refit_interval_years": [6.0, 8.0], "refit_phase_share": [0.3, 0.6],
        "replacement_first_year": [2032.0, 2033.0], "replacement_interval_years": [2.0, 1.0],
        "replacement_overlap_years": [0.5, 0.0], "life_extension_limit_years": [1.0, 1.0],
    }  # fmt: skip
    both = numbers | others
    together = boats_operational(schedule(**both), YEARS)
    alone = [operational(YEARS, **{name: values[i] for name, values in both.items()}) for i in (0, 1)]
    assert_array_equal(together, alone)


def test_boats_are_whole():
    old, new = boats_owned(schedule(replacement_slip_years=0.7), YEARS)
    ready = boats_operational(schedule(refit_duration_years=1.3), YEARS)
    assert {array.dtype for array in (old, new, ready)} == {np.dtype(np.int64)}


def test_the_smaller_class_bounds_the_tubes_while_both_serve():
    tubes = tubes_available(np.array([[4, 2, 0, 0]]), np.array([[0, 2, 4, 0]]), np.array([16]), np.array([12]))
    assert tubes.tolist() == [[16, 12, 12, 0]]


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("boats_in_service", -1, r"boats_in_service out of range \(-1\): write a whole number of at least 0"),
        ("boats_in_service", 3.5, r"boats_in_service out of range \(3.5\): write a whole number"),
        ("refit_phase_share", 1.2, r"refit_phase_share out of range \(1.2\): write a number from 0 to 1"),
        ("refit_interval_years", 0.0, r"refit_interval_years out of range \(0\): write a number above 0"),
        (
            "replacement_slip_years",
            -2.0,
            r"replacement_slip_years out of range \(-2\): write a finite number",
        ),
        ("replacement_first_year", float("nan"), r"replacement_first_year out of range \(nan\)"),
        ("life_extension_limit_years", float("inf"), r"life_extension_limit_years out of range \(inf\)"),
        ("replacement_overlap_years", [1.0, 2.0], "arrays of one length"),
    ],
)
def test_bad_schedules_are_refused(name, value, message):
    with pytest.raises(ValueError, match=message):
        schedule(**{name: value})


def test_tubes_below_zero_are_refused():
    with pytest.raises(ValueError, match=r"tubes_per_boat out of range \(-16\)"):
        tubes_available(np.array([[4]]), np.array([[0]]), np.array([-16]), np.array([12]))

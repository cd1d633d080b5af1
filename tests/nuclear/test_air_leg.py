from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.nuclear.air_leg import (
    armed_aircraft,
    expected_missiles,
    is_successor,
    missiles_at_defence,
    squadron_loads,
    survival_chances,
)

chances = st.floats(0, 1)
groups = st.lists(st.tuples(st.integers(0, 8), chances, chances, chances), min_size=1, max_size=4)


def armed(**changes: object) -> tuple[int, int]:
    """Two squadrons of 20 and 10 aircraft afloat, 70 % of which fly; 54 missiles and 50 warheads."""
    values = {
        "squadrons": 2, "aircraft_per_squadron": 20, "carrier_aircraft": 10, "availability_share": 0.7,
        "missiles": 54, "warheads": 50,
    }  # fmt: skip
    land, carrier = armed_aircraft(**values | changes)
    return int(land), int(carrier)


def columns(rows):
    sizes, intact, kept, saved = zip(*rows, strict=True)
    return np.array(sizes, dtype=np.int64), np.array(intact), np.array(kept), np.array(saved)


def by_enumeration(rows):
    """Every base and every missile, one by one; shares nothing with the model."""
    out = np.zeros(sum(size for size, *_ in rows) + 1)
    for stand in product((True, False), repeat=len(rows)):
        weight = np.prod([b if s else 1 - b for s, (_, b, _, _) in zip(stand, rows, strict=True)])
        each = [p if s else q for s, (size, _, p, q) in zip(stand, rows, strict=True) for _ in range(size)]
        for come in product((True, False), repeat=len(each)):
            out[sum(come)] += weight * np.prod([p if c else 1 - p for c, p in zip(come, each, strict=True)])
    return out


def test_aircraft_are_whole_and_the_least_of_what_is_owned_arms_them():
    """20 x .7 = 14 a squadron, 28 in all, 7 afloat; 25 warheads leave none to the carrier, 30 leave it two."""
    assert armed() == (28, 7)
    assert armed(warheads=25) == (25, 0)
    assert armed(missiles=30) == (28, 2)
    assert armed(availability_share=0.725) == (30, 7)  # 14.5 rounds up, 7.25 down


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 6), st.integers(0, 30))
def test_no_more_missiles_are_loaded_than_are_owned(missiles, warheads, squadrons, aircraft):
    land, carrier = armed(missiles=missiles, warheads=warheads, squadrons=squadrons, aircraft_per_squadron=aircraft)
    assert land + carrier <= min(missiles, warheads, squadrons * aircraft + 10)


@given(st.integers(0, 200), st.integers(1, 6))
def test_loads_of_squadrons_are_even_and_sum_to_the_armed_aircraft(land, squadrons):
    loads = squadron_loads(land, squadrons, 6)
    assert loads.sum() == land
    assert np.ptp(loads[:squadrons]) <= 1
    assert not loads[squadrons:].any()


def test_armed_aircraft_without_a_squadron_are_refused():
    with pytest.raises(ValueError, match="squadrons do not hold the armed aircraft"):
        squadron_loads(3, 0, 2)


def test_an_aircraft_off_base_outlives_its_base_and_one_on_base_does_not():
    assert_allclose(survival_chances(0.0, 0.9), (1.0, 0.0))
    assert_allclose(survival_chances(1.0, 0.9), (0.9, 0.9))
    assert_allclose(survival_chances(0.4, 0.5), (0.8, 0.2))


def test_two_missiles_on_a_base_that_stands_half_the_time():
    """By hand: .5 x (.25, .5, .25) + .5 x (1, 0, 0)."""
    come = missiles_at_defence(*columns([(2, 0.5, 0.5, 0.0)]))
    assert_allclose(come, [0.625, 0.25, 0.125])


@pytest.mark.parametrize(
    "rows",
    [
        [(3, 0.4, 0.7, 0.2)],
        [(2, 0.3, 0.9, 0.1), (3, 0.8, 0.5, 0.0)],
        [(1, 1.0, 0.6, 0.3), (0, 0.5, 0.5, 0.5), (2, 0.0, 0.9, 0.25), (2, 0.5, 1.0, 0.0)],
    ],
)
def test_missiles_that_come_equal_an_enumeration_of_every_base_and_missile(rows):
    assert_allclose(missiles_at_defence(*columns(rows)), by_enumeration(rows), atol=1e-14)


@given(groups)
def test_the_mean_in_closed_form_is_that_of_the_distribution(rows):
    come = missiles_at_defence(*columns(rows))
    assert_allclose(come.sum(), 1, atol=1e-12)
    assert_allclose(np.arange(come.size) @ come, expected_missiles(*columns(rows)), atol=1e-10)


@given(groups, st.integers(0, 3))
def test_one_aircraft_more_never_brings_fewer_missiles(rows, position):
    at = position % len(rows)
    size, *rest = rows[at]
    more = [*rows[:at], (size + 1, *rest), *rows[at + 1 :]]
    few, many = (missiles_at_defence(*columns(some)) for some in (rows, more))
    assert np.all(np.cumsum(np.append(few, 0.0)) >= np.cumsum(many) - 1e-12)


def test_nothing_comes_without_aircraft_or_where_all_is_lost():
    assert_array_equal(missiles_at_defence(*columns([(0, 1.0, 1.0, 1.0)])), [1.0])
    assert_array_equal(missiles_at_defence(*columns([(5, 0.0, 1.0, 0.0)])), [1.0, 0, 0, 0, 0, 0])
    assert_array_equal(missiles_at_defence(*columns([(2, 1.0, 1.0, 0.0)])), [0, 0, 1.0])


def test_the_successor_counts_from_the_year_in_which_its_date_falls():
    """A date in the course of a year counts as that year, as for boats."""
    years = np.arange(2034, 2038)
    assert_array_equal(is_successor(years, 2035, 0.0), [False, True, True, True])
    assert_array_equal(is_successor(years, 2035, 1.6), [False, False, True, True])


@pytest.mark.parametrize("name", ["squadrons", "aircraft_per_squadron", "carrier_aircraft", "missiles", "warheads"])
def test_half_an_aircraft_or_missile_is_refused(name):
    with pytest.raises(ValueError, match=rf"{name} out of range \(2.5\): write a whole number of at least 0"):
        armed(**{name: 2.5})

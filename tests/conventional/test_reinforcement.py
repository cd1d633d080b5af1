"""Laws C22 to C26: what stands ready, what routes let through, whole units."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deterrence.conventional import reinforcement, reinforcement_network

DAYS = 80
VEHICLES = np.array([[400, 400, 1500, 1000, 1000, 1000, 1000.0]])
ARRIVAL = np.array([8, 10, 14, 20, 21, 30, 45.0])
"""The worked example: French, British, reaction force, heavy, American from stocks, heavy, American by sea."""


def steady(*by_route, days=DAYS):
    return np.repeat(np.array([by_route], dtype=float)[:, :, None], days, axis=2)


def example(trains, by_sea, notice=0.0):
    ready = reinforcement.ready_before_transit(ARRIVAL, 2.0)
    ready = reinforcement.ready_day(ready, np.full(7, notice)).astype(int)[None]
    return ready, reinforcement.arrived(ready, VEHICLES, steady(trains * 40, by_sea), np.array([[2, 4]]))


@pytest.mark.parametrize(
    ("trains", "by_sea", "days"),
    [(4, 125, [10, 12, 20, 24, 27, 34, 49]), (2, 60, [11, 14, 25, 32, 39, 46, 54])],
)
def test_the_worked_example_puts_whole_units_in_place_on_the_stated_days(trains, by_sea, days):
    ready, there = example(trains, by_sea)
    assert reinforcement.unit_days(ready, VEHICLES, there)[0].tolist() == days


def test_a_notice_of_three_days_never_binds_and_one_of_forty_five_shifts_everything():
    _, without = example(4, 125)
    _, three = example(4, 125, 3.0)
    ready, late = example(4, 125, 45.0)
    assert without.tobytes() == three.tobytes()
    assert ready.min() == 45
    assert (reinforcement.unit_days(ready, VEHICLES, late) > 46).all()


def test_readiness_and_notice_run_side_by_side():
    assert reinforcement.ready_day(np.array([6.0]), np.array([3.0])) == 6


def test_a_published_day_of_arrival_contains_the_transit_once():
    there = reinforcement.arrived(
        reinforcement.ready_before_transit(np.array([[10.0]]), 2.0).astype(int), np.array([[100.0]]),
        steady(1000, days=20), np.array([[2]]),
    )  # fmt: skip
    assert there[0, 9] == 0
    assert there[0, 10] == 100


def test_two_routes_together_are_not_the_fastest_first():
    there = reinforcement.arrived(np.array([[10]]), np.array([[30.0]]), steady(4, 3, days=20), np.array([[2, 5]]))
    assert there[0, 11:18].tolist() == [0, 4, 8, 12, 19, 26, 30]


def test_routes_in_series_are_one_queue_after_the_other():
    first = np.array([2, 4, 6, 6, 6, 6, 6, 6.0])
    second = np.array([0, 0, 0, 1, 1, 1, 1, 1.0])
    assert reinforcement.in_series(first, second).tolist() == [0, 0, 0, 1, 2, 3, 4, 5]


def network(seed, days=12):
    draw = np.random.default_rng(seed)
    units, routes = draw.integers(1, 5), draw.integers(1, 4)
    capacity = draw.integers(0, 6, (routes, days)) * (draw.random((routes, days)) > 0.2)
    return draw.integers(0, 6, units), draw.integers(1, 15, units) * 1.0, capacity * 1.0, draw.integers(0, 5, routes)


@pytest.mark.parametrize("seed", range(200))
def test_the_closed_form_is_the_largest_flow_over_the_days(seed):
    """Shut and changing routes, any readiness: 200 random networks, every day at once."""
    ready, vehicles, capacity, transit = network(seed)
    there = reinforcement.arrived(ready[None], vehicles[None], capacity[None], transit[None])[0]
    every = np.ones((ready.size, transit.size), dtype=bool)
    wide = np.full(capacity.shape[1], 1e6)
    flow = reinforcement_network.arrived(reinforcement_network.Network(ready, vehicles, every, capacity, transit, wide))
    assert there == pytest.approx(flow, abs=1e-7)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(1000, 10**6), unit=st.sampled_from([1e-3, 7.0, 1e4]))
def test_no_vehicle_is_lost_or_made_and_the_unit_does_not_matter(seed, unit):
    ready, vehicles, capacity, transit = (part[None] for part in network(seed))
    there = reinforcement.arrived(ready, vehicles, capacity, transit)
    assert (np.diff(there) >= -1e-9).all()
    assert there[0, -1] <= vehicles.sum() + 1e-9
    wide = reinforcement.arrived(ready, vehicles, np.full_like(capacity, vehicles.sum()), np.zeros_like(transit))
    assert wide[0, -1] == pytest.approx(vehicles.sum())
    scaled = reinforcement.arrived(ready, vehicles * unit, capacity * unit, transit)
    assert scaled == pytest.approx(there * unit)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6))
def test_more_capacity_or_earlier_readiness_never_brings_less(seed):
    ready, vehicles, capacity, transit = (part[None] for part in network(seed))
    there = reinforcement.arrived(ready, vehicles, capacity, transit)
    assert (reinforcement.arrived(ready, vehicles, capacity + 1, transit) >= there - 1e-9).all()
    assert (reinforcement.arrived(np.maximum(ready - 1, 0), vehicles, capacity, transit) >= there - 1e-9).all()


def whole(ready, vehicles, parts, there):
    """Parts of each unit that are whole, [problem, unit, day]: each unit counted alone."""
    one = np.eye(vehicles.shape[1])
    counted = [
        reinforcement.whole_strength(ready, vehicles, parts, np.broadcast_to(row, vehicles.shape).copy(), there)
        for row in one
    ]
    return np.stack(counted, axis=1)


def test_a_battalion_counts_when_its_last_vehicle_is_there():
    """A brigade of three battalions and 30 vehicles: 9 vehicles are none of them, 10 one, 29 two, 30 all."""
    there = np.array([[9, 10, 19.9, 20, 29, 30.0]])
    assert whole(np.array([[0]]), np.array([[30.0]]), np.array([[3]]), there)[0, 0].tolist() == [0, 1, 1, 2, 2, 3]


def test_battalions_count_by_their_strength():
    """Two battalions of .4 on days 1 and 3, behind them one of 1 on day 4."""
    there = np.array([[0, 5, 8, 10, 20.0]])
    ready, vehicles = np.array([[0, 1]]), np.array([[10.0, 10]])
    found = reinforcement.whole_strength(ready, vehicles, np.array([[2, 1]]), np.array([[0.4, 1.0]]), there)
    assert found[0] == pytest.approx([0, 0.4, 0.4, 0.8, 1.8])


def test_whole_units_never_exceed_what_a_curve_of_vehicles_says_and_miss_less_than_one_part():
    ready, there = example(4, 125)
    parts = np.full((1, 7), 3)
    found = whole(ready, VEHICLES, parts, there)[0]
    days = reinforcement.unit_days(ready, VEHICLES, there)[0]
    for unit, day in enumerate(days):
        assert found[unit, day] == 3
        assert found[unit, day - 1] < 3
    per_part = VEHICLES[0] / 3
    counted = (found * per_part[:, None]).sum(axis=0)
    assert (counted <= there[0] + 1e-5).all()
    assert (there[0] - counted < per_part.max()).all()


def test_a_unit_that_does_not_come_has_the_day_after_the_last():
    there = reinforcement.arrived(np.array([[5]]), np.array([[100.0]]), steady(1, days=20), np.array([[2]]))
    assert reinforcement.unit_days(np.array([[5]]), np.array([[100.0]]), there)[0, 0] == 20

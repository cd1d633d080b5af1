"""Law C24: the flow over the network of days where units with routes of their own share a stretch, and its study."""

import numpy as np
import pytest
from scipy.optimize import linprog

from conventional.found import SCENARIO
from conventional.test_reinforcement import network
from deterrence.conventional import reinforcement
from deterrence.conventional.components import moves, shared_links
from deterrence.conventional.reinforcement_network import Network, arrived
from deterrence.exploration.studies import solve

CELL = ("reference", "aids_net")


def shared(ready, vehicles, may_use, capacity, transit, link, days):
    return Network(
        np.array(ready), np.array(vehicles, dtype=float), np.array(may_use, dtype=bool),
        np.repeat(np.array(capacity, dtype=float)[:, None], days, axis=1), np.array(transit),
        np.full(days, float(link)),
    )  # fmt: skip


def test_a_unit_that_has_a_mode_of_its_own_leaves_a_shared_stretch_empty():
    """20 vehicles by rail alone, 2 by sea alone; rail 4 a day, sea 3, a stretch of 5 behind both.

    By hand: 6 reach it on day 0, of which 5 pass; 4 and the one that waited on day 1; then 4 a day by rail. If all
    could go both ways, 7 would reach it and 5 pass on every day: 15 on day 2, 20 on day 3.
    """
    own = shared([0, 0], [20, 2], [[1, 0], [0, 1]], [4, 3], [0, 0], 5, 6)
    assert arrived(own) == pytest.approx([5, 10, 14, 18, 22, 22])
    alone = reinforcement.arrived(own.ready[None], own.vehicles[None], own.capacity[None], own.transit[None])
    assert reinforcement.in_series(alone[0], own.shared) == pytest.approx([5, 10, 15, 20, 22, 22])


def test_what_waits_before_the_stretch_passes_on_a_later_day():
    """The stretch is shut on day 1 and takes 10 then: what entered meanwhile goes on."""
    own = shared([0], [9], [[1]], [3], [1], 10, 5)
    own.shared[1] = 0
    assert arrived(own) == pytest.approx([0, 0, 6, 9, 9])


def random_network(seed):
    ready, vehicles, capacity, transit = network(seed)
    draw = np.random.default_rng(seed + 10**6)
    may_use = draw.random((ready.size, transit.size)) < 0.6
    return Network(ready, vehicles, may_use, capacity, transit, draw.integers(0, 8, capacity.shape[1]) * 1.0)


def largest_flow(own, day):
    """Most that any plan has there by one day: the flow by days of entry and of passing, by another program."""
    ways = [
        (unit, route, enters, passes)
        for unit, first in enumerate(own.ready)
        for route in np.flatnonzero(own.may_use[unit])
        for enters in range(first, day + 1)
        for passes in range(enters + own.transit[route], day + 1)
    ]
    if not ways:
        return 0.0
    units, (routes, days) = len(own.ready), own.capacity.shape
    rows = np.zeros((units + routes * days + days, len(ways)))
    for place, (unit, route, enters, passes) in enumerate(ways):
        for row in (unit, units + route * days + enters, units + routes * days + passes):
            rows[row, place] = 1
    limits = np.concatenate([own.vehicles, own.capacity.ravel(), own.shared])
    return -linprog(-np.ones(len(ways)), A_ub=rows, b_ub=limits).fun


@pytest.mark.parametrize("seed", range(40))
def test_one_plan_is_best_for_every_day_at_once(seed):
    own = random_network(seed)
    found = arrived(own)
    for day in (3, 7, 11):
        assert found[day] == pytest.approx(largest_flow(own, day), abs=1e-7)


@pytest.mark.parametrize("seed", range(40))
def test_the_closed_form_is_an_upper_bound_and_exact_where_all_may_use_all(seed):
    own = random_network(seed)
    alone = reinforcement.arrived(own.ready[None], own.vehicles[None], own.capacity[None], own.transit[None])[0]
    behind = reinforcement.in_series(alone, own.shared)
    assert (arrived(own) <= behind + 1e-7).all()
    assert (behind <= alone + 1e-9).all()
    every = Network(own.ready, own.vehicles, np.ones_like(own.may_use), own.capacity, own.transit, own.shared)
    assert arrived(every) == pytest.approx(behind, abs=1e-7)


def test_no_vehicle_is_made_and_a_negative_capacity_is_refused():
    own = random_network(3)
    assert arrived(own)[-1] <= own.vehicles.sum() + 1e-7
    for wrong in (-1.0, float("nan")):
        own.capacity[0, 0] = wrong
        with pytest.raises(ValueError, match="below 0 or no number"):
            arrived(own)


@pytest.fixture(scope="module")
def told():
    return solve(shared_links.STUDY, SCENARIO, CELL, 1)


def test_the_study_tells_the_closed_form_and_what_it_hides(told):
    """Each answer is a smaller world than the one before, and all vehicles come in the end in each."""
    alone, queue, flow = (told.at("shared_vehicles_arrived", answer=answer) for answer in shared_links.ANSWER)
    assert (alone >= queue - 1e-6).all() and (queue >= flow - 1e-6).all()
    assert (queue > flow + 1).any()
    assert flow[-1] == pytest.approx(float(told.at("shared_vehicles")))
    last = told.at("shared_last_day")
    assert last[0] < last[1] < last[2] < moves.DAYS


def test_behind_a_stretch_so_much_a_day_and_no_more(told):
    """At central values the stretch takes 200 a day."""
    days = np.array(shared_links.ORDER_DAYS)
    for answer in ("one_queue", "network"):
        there = told.at("shared_vehicles_arrived", answer=answer)
        assert (np.diff(there) <= 200 * np.diff(days) + 1e-6).all()


def test_every_unit_has_a_mode():
    assert set(shared_links.MODES) == set(moves.UNITS)
    assert all(set(modes) <= set(moves.ROUTES) and modes for modes in shared_links.MODES.values())

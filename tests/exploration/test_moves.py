"""A page that moves inputs gets what a whole run gives, to the last bit (law 38), however it came there."""

import numpy as np
import pytest

from deterrence.evidence.dataset import load_dataset
from deterrence.exploration import moves
from deterrence.exploration.futures import Futures, View, evaluate
from deterrence.exploration.studies import solve, study_named
from deterrence.web.state import State, state_of

DATASET = load_dataset()
DIAL = "conventional.united_states.overall_dial"
SLIP = "conventional.plan_slip"
SEES = "missile_defence.sensor.sees_probability"
STEPS = ({}, {DIAL: 0.4}, {DIAL: 0.4, SLIP: 2}, {SLIP: 2}, {SEES: 0.5}, {})
VIEWS = (("gap", "required_units"), ("units_by_ally", "brigade_gap"), ("strength_arrived",), ("erosion_same_forces",))


def futures_of(values, count=10):
    state = state_of({"changes": {name: {"value": value} for name, value in values.items()}}, DATASET)
    return Futures(state.scenario_in_view(DATASET), state.assumption_set, state.structure, 3, 0, count)


@pytest.mark.parametrize("outcomes", VIEWS)
def test_a_way_of_moves_ends_where_a_whole_run_does(outcomes):
    """Inputs of gaps, plans and shields one after the other, together, and taken back again."""
    page, view = moves.Moves(), View(outcomes, policies=())
    for values in STEPS:
        found, whole = page.evaluate(futures_of(values), view), evaluate(futures_of(values), view)
        assert found.block.values.keys() == whole.block.values.keys()
        for name, expected in whole.block.values.items():
            np.testing.assert_array_equal(found.block.values[name], expected, err_msg=name)
            assert found.block.policies[name] == whole.block.policies[name]
        for name, expected in whole.draws.items():
            np.testing.assert_array_equal(found.draws[name], expected, err_msg=name)


def test_what_a_move_does_not_reach_is_not_run_again():
    page, view = moves.Moves(), View(("gap", "units_by_ally"), policies=())
    before, after = (page.evaluate(futures_of({DIAL: value}), view).block.values for value in (0.2, 0.6))
    assert np.shares_memory(before["units_by_ally"], after["units_by_ally"])
    assert not np.shares_memory(before["gap"], after["gap"])


def test_another_cell_or_other_futures_are_no_move():
    page, view = moves.Moves(), View(("gap",), policies=())
    for count in (10, 20):
        assert page.evaluate(futures_of({}, count), view).block.values["gap"].shape[0] == count


def test_many_futures_are_run_whole_and_not_kept(monkeypatch):
    monkeypatch.setattr(moves, "_MOST_FUTURES", 5)
    page, view = moves.Moves(), View(("gap", "units_by_ally"), policies=())
    before, after = (page.evaluate(futures_of({DIAL: value}), view).block.values for value in (0.2, 0.6))
    assert not np.shares_memory(before["units_by_ally"], after["units_by_ally"])


def test_a_study_that_is_given_the_same_numbers_is_solved_once():
    """The record of battles reads nothing of the dial; the conflict of the plan does."""
    page, cell = moves.Moves(), (State().assumption_set, State().structure)
    scenarios = [futures_of({DIAL: value}).scenario for value in (1, 0)]
    record, conflict = (study_named(name) for name in ("conventional.battle_record", "conventional.conflict"))
    first, second = (page.solve(record, scenario, cell, 1) for scenario in scenarios)
    assert first is second
    found = [page.solve(conflict, scenario, cell, 1) for scenario in scenarios]
    for one, scenario in zip(found, scenarios, strict=True):
        whole = solve(conflict, scenario, cell, 1)
        for name, expected in whole.values.items():
            np.testing.assert_array_equal(one.values[name], expected)
    assert found[0] is not found[1]

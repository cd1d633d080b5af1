"""Forces are prepared once from the same draws, and anew where anything that they rest on was drawn anew."""

from dataclasses import replace

import numpy as np
import pytest

from deterrence.arrays import Same
from deterrence.evidence.dataset import load_dataset
from deterrence.nuclear.components import boats
from deterrence.scenario.overlay import load_scenario
from running import drawn

YEARS = np.arange(2026, 2040)


@pytest.fixture(scope="module")
def scenario():
    return replace(load_scenario(None, load_dataset()), years=tuple(YEARS.tolist()))


def frozen(draws):
    for values in draws.values():
        values.flags.writeable = False
    return draws


def same(one, other):
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in boats.Forces.__annotations__)


def test_what_is_remembered_is_what_is_prepared(scenario):
    draws = drawn(scenario, [boats.COMPONENT.name])
    by_hand = boats.forces({name: values.copy() for name, values in draws.items()}, YEARS)
    first, again = (boats.forces(frozen(draws), YEARS) for _ in range(2))
    assert same(first, by_hand)
    assert same(again, by_hand)


def test_a_draw_that_moved_moves_the_forces_of_its_owner_alone(scenario):
    draws = frozen(drawn(scenario, [boats.COMPONENT.name]))
    before = boats.forces(draws, YEARS)
    name = "nuclear.france.boats_at_sea_day_to_day"
    after = boats.forces({**draws, **frozen({name: draws[name] + 1})}, YEARS)
    assert not np.array_equal(before.at_sea[:, :, 0], after.at_sea[:, :, 0])
    assert np.array_equal(before.at_sea[:, :, 1], after.at_sea[:, :, 1])


def test_other_years_are_other_forces(scenario):
    draws = frozen({name: v for name, v in drawn(scenario, [boats.COMPONENT.name]).items() if v.ndim == 1})
    dated = {n: v for n, v in drawn(scenario, [boats.COMPONENT.name]).items() if v.ndim == 2}
    whole = boats.forces({**draws, **frozen(dated)}, YEARS)
    late = boats.forces({**draws, **frozen({n: v[:, 5:].copy() for n, v in dated.items()})}, YEARS[5:])
    assert np.array_equal(whole.boats_owned[:, 5:], late.boats_owned)


def test_draws_that_can_be_written_to_are_never_remembered(scenario):
    draws = {name: values.copy() for name, values in drawn(scenario, [boats.COMPONENT.name]).items()}
    before = boats.forces(draws, YEARS)
    draws["nuclear.france.boats_at_sea_day_to_day"] += 1
    assert not np.array_equal(before.at_sea, boats.forces(draws, YEARS).at_sea)


def test_the_very_same_arrays_are_one_key_and_equal_ones_are_two():
    one, other = np.ones(2), np.ones(2)
    assert Same((one, other)) == Same((one, other))
    assert hash(Same((one, other))) == hash(Same((one, other)))
    assert Same((one,)) != Same((other,))
    assert Same((one,)) != Same((one, other))

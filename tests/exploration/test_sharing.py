"""A cell that takes another's numbers would have had the same ones, to the last bit."""

from dataclasses import replace

import numpy as np
import pytest

from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.futures import Futures, evaluate
from deterrence.exploration.sharing import Sharing
from deterrence.scenario.overlay import load_scenario
from deterrence.system.registry import tables

SETS = ("reference", "few_interceptors", "strong_capital_defence")
SCENARIO = replace(load_scenario(None, load_dataset()), assumption_sets=SETS, years=(2034, 2035, 2036))
SHARING = Sharing(SCENARIO)


@pytest.fixture(scope="module")
def blocks():
    return {cell: evaluate(Futures(SCENARIO, *cell, seed=5, start=0, count=4)).block for cell in SHARING.cells}


@pytest.mark.parametrize("table", tables())
def test_a_table_held_by_another_cell_is_the_same_there(table, blocks):
    for cell, block in blocks.items():
        holder = blocks[SHARING.holder(table, cell)]
        for name in tables()[table]:
            assert holder.policies[name] == block.policies[name]
            found, expected = holder.values[name], block.values[name]
            assert np.ascontiguousarray(found).tobytes() == np.ascontiguousarray(expected).tobytes(), (name, cell)


def test_some_cells_share_and_the_headline_is_each_sets_own():
    """Else the test above compares every cell with itself."""
    shared = {table for table in tables() for cell in SHARING.cells if SHARING.holder(table, cell)[0] != cell[0]}
    assert {"theatre", "rungs", "dependence", "raids"} <= shared
    assert {SHARING.holder("arrivals", cell) for cell in SHARING.cells} == set(SHARING.cells)


def test_the_sets_of_the_theatre_take_the_second_strike_of_the_reference_law_rs7():
    """Nothing but the theatre is run for them: each table is theirs only where it reads what they change."""
    sets = ("reference", "many_theatre_weapons", "few_theatre_weapons")
    sharing = Sharing(replace(SCENARIO, assumption_sets=sets))
    cells = [cell for cell in sharing.cells if cell[0] != "reference"]
    own = {table for table in tables() for cell in cells if sharing.holder(table, cell)[0] != "reference"}
    assert own == {"theatre", "rungs", "dependence"}


def test_draws_are_each_cells_own():
    assert all(SHARING.holder("draws", cell) == cell for cell in SHARING.cells)


def test_sets_are_alike_in_what_none_of_them_changes():
    """Two sets change the S-500's capital share to unlike values; no set changes the French load."""
    changed, kept = "missile_defence.s500.capital_share_of_systems", "nuclear.france.warheads_per_missile"
    assert SHARING.alike([kept]) == dict.fromkeys(SETS, "reference")
    assert SHARING.alike([kept, changed]) == {name: name for name in SETS}
    assert SHARING.alike([]) == dict.fromkeys(SETS, "reference")

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.axes import STRUCTURES
from deterrence.evidence.dataset import load_dataset
from deterrence.nuclear.components.boats import forces
from deterrence.scenario.overlay import load_scenario
from deterrence.second_strike.restoring import BAR
from running import ADEQUACY, ALL, BOATS, DEPLOYMENT, RESPONSE, RETALIATION, UPLOAD, WHOLE, drawn, outcomes

FUTURES = 40
SCENARIO = load_scenario(None, load_dataset())
NAMES = (BOATS, DEPLOYMENT, RETALIATION, ADEQUACY)
FRANCE, DAY_TO_DAY = 0, 0
LOAD = "nuclear.france.warheads_per_missile"


def draws(structure="aids_net", **changed):
    return drawn(SCENARIO, NAMES, "strong_capital_defence", count=FUTURES, structure=structure, **changed)


def run(given, structure="aids_net"):
    return outcomes(NAMES, given, SCENARIO.years, structure, off={UPLOAD, RESPONSE})


@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_bar_is_held_or_restored_or_said_to_be_out_of_reach(structure):
    given = draws(structure)
    found = run(given, structure)
    arrivals = found["arrivals"][..., WHOLE, ALL]
    is_short = arrivals[:, -1] < given[BAR][:, None, None] * arrivals[:, 0]
    assert is_short.any()
    for what in ("boats", "warheads"):
        needed, beyond = found[f"{what}_to_restore"][..., 0], found[f"{what}_do_not_restore"][..., 0]
        assert (needed[~is_short] == 0).all()
        assert not beyond[~is_short].any()
        assert (needed[is_short & ~beyond] > 0).all()
    assert (found["first_year_below_bar"][is_short, 0] <= 2040).all()
    assert found["boats_to_restore"].max() <= 3


def test_a_force_that_carries_what_was_found_holds_the_bar_and_with_one_less_a_missile_does_not():
    """The French load of the last year is raised by hand and the whole system run anew."""
    given = draws(**{"nuclear.france.stockpile": 1000.0, "nuclear.france.warheads_per_missile_limit": 12.0})
    found = run(given)
    held = forces(given, np.asarray(SCENARIO.years))
    per_missile = found["warheads_to_restore"][:, FRANCE, DAY_TO_DAY, 0] / np.maximum(
        held.missiles_loaded[:, -1, FRANCE], 1
    )
    chosen = (per_missile > 0) & ~found["warheads_do_not_restore"][:, FRANCE, DAY_TO_DAY, 0]
    assert chosen.any()
    assert_array_equal(per_missile[chosen], np.round(per_missile[chosen]))
    bar = given[BAR] * found["arrivals"][..., WHOLE, ALL][:, 0, FRANCE, DAY_TO_DAY]
    for less, is_held in ((0, True), (1, False)):
        load = held.base_load[:, -1, FRANCE] + per_missile - less * chosen
        again = run({**given, LOAD: np.round(load)})["arrivals"][..., WHOLE, ALL][:, -1, FRANCE, DAY_TO_DAY]
        assert ((again >= bar - 1e-9) == is_held)[chosen].all()


def test_a_further_boat_that_surely_sails_is_one_more_at_sea():
    """Two at sea in place of one, everything else equal, is what one further boat gives."""
    given = draws(**{BAR: 1.0})
    at_sea = "nuclear.france.boats_at_sea_day_to_day"
    held = forces({**given, at_sea: np.full(FUTURES, 2.0)}, np.asarray(SCENARIO.years))
    found = run(given)
    two = run({**given, at_sea: np.full(FUTURES, 2.0)})["arrivals"][..., WHOLE, ALL][:, -1, FRANCE, DAY_TO_DAY]
    bar = found["arrivals"][..., WHOLE, ALL][:, 0, FRANCE, DAY_TO_DAY]
    can = held.at_sea[:, -1, FRANCE, DAY_TO_DAY, 2] == 1
    is_short = found["arrivals"][..., WHOLE, ALL][:, -1, FRANCE, DAY_TO_DAY] < bar
    one = found["boats_to_restore"][:, FRANCE, DAY_TO_DAY, 0] == 1
    assert (one == (two >= bar))[can & is_short].all()
    assert (can & is_short).any()


def test_a_higher_bar_is_crossed_no_later_and_asks_for_no_less():
    low, high = run(draws(**{BAR: 0.6})), run(draws(**{BAR: 0.9}))
    assert (high["first_year_below_bar"] <= low["first_year_below_bar"]).all()
    for name in ("boats_to_restore", "warheads_to_restore"):
        assert (high[name] >= low[name]).all()


def test_no_bar_at_all_is_always_held():
    found = run(draws(**{BAR: 0.0}))
    assert (found["first_year_below_bar"] == 2041).all()
    assert_allclose(found["boats_to_restore"] + found["warheads_to_restore"], 0)

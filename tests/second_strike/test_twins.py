"""What is there comes first: the A-135 of 2025, all but that, and the whole, on the same futures (RT1, RT2)."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.axes import EXPLICIT_DECOYS, STRUCTURES, TWIN
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.overlay import load_scenario
from deterrence.second_strike.twins import stock_of
from running import BOATS, DEPLOYMENT, RESPONSE, RETALIATION, UPLOAD, drawn, outcomes

TWINS = "second_strike.twins"
NAMES = (BOATS, DEPLOYMENT, RETALIATION, TWINS)
SCENARIO = load_scenario(None, load_dataset())
FUTURES = 60
NOTHING, OLD, NEW, WHOLE = range(len(TWIN))
ROOM = {EXPLICIT_DECOYS: 0.002}


def run(structure, **changed):
    """Loads must not move with the defence, so no upload and no answer to it."""
    given = drawn(SCENARIO, NAMES, "strong_capital_defence", count=FUTURES, structure=structure, **changed)
    return outcomes(NAMES, given, SCENARIO.years, structure, off={UPLOAD, RESPONSE})


@pytest.fixture(scope="module", params=STRUCTURES)
def found(request):
    return request.param, run(request.param)


def test_each_part_erodes_no_more_than_the_whole(found):
    structure, values = found
    erosion = values["erosion_of_twins"]
    for part in (OLD, NEW):
        assert (erosion[..., part] <= erosion[..., WHOLE] + ROOM.get(structure, 1e-9)).all()
    assert not erosion[..., NOTHING].any()
    assert_allclose(values["erosion_new_part"], erosion[..., WHOLE] - erosion[..., OLD])


def test_without_what_is_new_the_whole_is_the_a135_of_2025_to_the_bit(found):
    structure, values = found
    bare = {"missile_defence.s500.systems_delivered": 0, "missile_defence.exo_atmospheric.interceptors": 0}
    alone = run(structure, **bare)["erosion_of_twins"]
    assert_array_equal(alone[..., WHOLE], alone[..., OLD])
    assert_array_equal(alone[..., WHOLE], values["erosion_of_twins"][..., OLD])


def test_without_the_68_the_whole_is_what_is_new_to_the_bit(found):
    structure, values = found
    alone = run(structure, **{"missile_defence.terminal.interceptors": 0})["erosion_of_twins"]
    assert_array_equal(alone[..., WHOLE], values["erosion_of_twins"][..., NEW])


def test_rounds_added_to_the_68_are_new():
    """68 rounds of 2025 and 32 later ones, all ready: the old twin keeps 68, the other has 32."""
    stock = np.zeros((1, 2, 3), np.int64)
    stock[0, 0, 2], stock[0, :, 1] = 100, (10, 20)
    old = np.array([68])
    assert stock_of("a135_of_2025", stock, old)[0].tolist() == [[0, 0, 68], [0, 0, 0]]
    assert stock_of("without_a135_of_2025", stock, old)[0].tolist() == [[0, 10, 32], [0, 20, 0]]
    assert stock_of("all", stock, old)[0].tolist() == stock[0].tolist()


def test_forces_loads_and_arrivals_without_a_defence_are_those_of_the_defended_run(found):
    _, values = found
    years = [SCENARIO.years.index(year) for year in (2026, 2036)]
    assert_array_equal(values["arrivals_of_twins"][..., 3, WHOLE], values["arrivals"][:, years][..., 1, 1])
    for twin in (OLD, NEW, WHOLE):
        assert (values["arrivals_of_twins"][..., twin] <= values["arrivals_of_twins"][..., NOTHING] + 1e-9).all()

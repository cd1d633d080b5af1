"""Exposure is an axis: labels share loads and rounds; what is not sent into a defended region arrives (RE1 to RE4)."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.axes import EXPLICIT_DECOYS, FORCES, INDEPENDENT_SENSORS, STRUCTURES
from deterrence.evidence.dataset import load_dataset
from deterrence.exposure import EXPOSURE, HALF, PAIRS, shares
from deterrence.nuclear.components import boats
from deterrence.nuclear.retaliation import missiles_by_region
from deterrence.scenario.overlay import load_scenario
from deterrence.system.block import narrowed
from deterrence.system.loop import run
from deterrence.system.registry import ORDER
from running import ALL as THROUGH
from running import ASKED, BOATS, DEPLOYMENT, NONE, RETALIATION, WHOLE, asked, drawn, outcomes
from running import HALF as HALVED

TWINS = "second_strike.twins"
NAMES = (BOATS, DEPLOYMENT, RETALIATION, TWINS)
SCENARIO = load_scenario(None, load_dataset())
FUTURES = 60
LABELS = tuple(EXPOSURE)
TOLERANCE = {EXPLICIT_DECOYS: 0.002}
"""Decoys are a mean per missile: exact tables of another number of missiles differ by as much (law RE3)."""


def given(structure, assumption_set="strong_capital_defence", **changed):
    return drawn(SCENARIO, NAMES, assumption_set, count=FUTURES, structure=structure, **changed)


@pytest.fixture(scope="module", params=STRUCTURES)
def found(request):
    structure = request.param
    return structure, outcomes(NAMES, given(structure), SCENARIO.years, structure)


def test_the_four_labels_are_the_pairs_of_the_law():
    assert PAIRS == {"none": (0, 1), "half": (0.5, 1), "spread": (1, 0.75), "all": (1, 1)}
    assert_allclose(shares(1.0, 0.75), [0.75, 0.25, 0.0])
    assert_allclose(shares(0.5, 1.0), [0.5, 0.0, 0.5])


def test_nothing_is_lost_of_what_is_sent_nowhere_defended(found):
    """None gives exactly 0 (law RE3)."""
    erosion = found[1]["erosion_of_twins"][..., LABELS.index("none"), :]
    assert not erosion.any()


def test_half_loses_no_more_than_spread_and_all(found):
    """Per future, force and posture; labels share loads and rounds (law RE3)."""
    structure, values = found
    erosion, room = values["erosion_of_twins"][..., -1], TOLERANCE.get(structure, 1e-9)
    half = erosion[..., LABELS.index(HALF)]
    for label in ("spread", "all"):
        assert (half <= erosion[..., LABELS.index(label)] + room).all()
    yearly = values["erosion_same_forces"]
    assert (yearly[..., HALVED] <= yearly[..., WHOLE] + room).all()


SETS = ("reference", "strong_capital_defence", "claimed_performance", "unproven_defence", "few_interceptors")


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("assumption_set", SETS)
def test_no_more_is_lost_than_was_sent_and_seen(assumption_set, structure):
    """The cap (law RE4): the share of whole missiles sent into a defended region, times P(sees) of one network."""
    draws = drawn(SCENARIO, NAMES, assumption_set, count=20, structure=structure)
    values = outcomes(NAMES, draws, SCENARIO.years, structure)
    held, sees = boats.forces(draws, np.asarray(SCENARIO.years)), draws["missile_defence.sensor.sees_probability"]
    for place, year in enumerate((2026, 2036)):
        missiles = held.missiles[:, SCENARIO.years.index(year)]
        for label, pair in PAIRS.items():
            regions = missiles_by_region(missiles, shares(*pair))
            sent = regions[..., :2].sum(axis=-1) / missiles
            most = np.stack([sent[:, 0], sent[:, 1], sent.max(axis=1)], axis=1)
            if structure != INDEPENDENT_SENSORS:
                most = most * sees[:, None]
            erosion = values["erosion_of_twins"][:, place, :, :, LABELS.index(label), -1]
            assert (erosion <= most[:, :, None] + TOLERANCE.get(structure, 1e-9)).all()
            if label == HALF:
                assert not (erosion >= 0.5 + 1e-9).any()


def test_the_pair_asked_for_is_the_label_where_they_are_the_same_and_half_where_none_is_asked():
    draws = given("aids_net")
    plain = outcomes(NAMES, draws, SCENARIO.years)
    assert_array_equal(plain["arrivals"][..., ASKED, :], plain["arrivals"][..., HALVED, :])
    found = outcomes(NAMES, draws | asked(*PAIRS["spread"]), SCENARIO.years)
    own = found["arrivals_of_twins"]
    assert_array_equal(own[..., LABELS.index("asked"), :], own[..., LABELS.index("spread"), :])
    assert_array_equal(found["arrivals"][..., HALVED, :], plain["arrivals"][..., HALVED, :])
    nowhere = outcomes(NAMES, draws | asked(0, 1), SCENARIO.years)["arrivals"][..., ASKED, :]
    assert_array_equal(nowhere[..., THROUGH], nowhere[..., NONE])


def test_upload_answers_half_whatever_is_asked_for():
    """Loads and rounds are those of the run without a pair, to the bit (law RE3)."""
    draws = given("aids_net", **{"nuclear.upload.response_strength": 2.0})
    plain, pair = (outcomes(NAMES, some, SCENARIO.years) for some in (draws, draws | asked(1, 0.9)))
    assert (plain["warheads_per_missile"][:, -1] > plain["warheads_per_missile"][:, 0]).any()
    for name in ("warheads_per_missile", "interceptor_rounds"):
        assert_array_equal(plain[name], pair[name])


def test_a_british_boat_of_eight_sends_six_to_the_capital_and_two_elsewhere_when_it_spreads():
    assert missiles_by_region(np.int64(8), shares(*PAIRS["spread"])).tolist() == [6, 2, 0]
    assert FORCES.index("united_kingdom") == 1


def test_a_page_that_asks_for_one_exposure_alone_gets_the_numbers_of_the_whole_run():
    """Where the pair asked for is the one that upload answers, too: its raid is added, and no other is lost."""
    draws = given("aids_net", **{"nuclear.upload.response_strength": 1.0})
    whole = outcomes(NAMES, draws, SCENARIO.years)["arrivals"]
    for place, label in ((HALVED, "half"), (WHOLE, "all"), (ASKED, "asked")):
        wanted = {"exposure": (label,), "force": ("france",), "posture": ("generated",)}
        order = narrowed(ORDER.restricted({BOATS, DEPLOYMENT, RETALIATION}), wanted)
        found = run(order, draws, np.asarray(SCENARIO.years, dtype=np.int64), "aids_net").values["arrivals"]
        assert_array_equal(found[:, :, 0, 1, place], whole[:, :, 0, 1, place])

"""The losses of a retaliation, one behind the other: what is left falls, ends at the arrivals, and adds up (law 7)."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.axes import CLAIM_YEAR, FORCES, POSTURES, STRUCTURES
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.overlay import load_scenario
from deterrence.second_strike.losses import STAGE, behind_first_layers
from running import BOATS, DEPLOYMENT, RETALIATION, drawn, outcomes

NAMES = (BOATS, DEPLOYMENT, RETALIATION, "second_strike.losses")
SCENARIO = load_scenario(None, load_dataset())
YEAR = SCENARIO.years.index(CLAIM_YEAR)
STAGES = tuple(STAGE)


def run(structure, **changed):
    given = drawn(SCENARIO, NAMES, "strong_capital_defence", count=30, structure=structure, **changed)
    return given, outcomes(NAMES, given, SCENARIO.years, structure)


@pytest.fixture(scope="module", params=STRUCTURES)
def found(request):
    return run(request.param)[1]


def left(values):
    """[future, force, posture, stage]."""
    return values["warheads_left"][:, 0, :, :, 0]


def test_what_is_left_never_grows_and_ends_at_what_arrives(found):
    assert (np.diff(left(found), axis=-1) <= 1e-9).all()
    arrivals = found["arrivals"][:, YEAR, :, :, 1]
    assert_array_equal(left(found)[..., STAGES.index("warheads")], arrivals[..., 0])
    assert_array_equal(left(found)[..., -1], arrivals[..., 1])


def test_in_front_of_the_defence_both_forces_are_the_sum(found):
    french, british, both = (left(found)[:, FORCES.index(name), :, :5] for name in ("france", "united_kingdom", "both"))
    assert_allclose(both, french + british)


def test_the_losses_in_front_are_the_chances_of_law_7():
    """One boat, 16 missiles of 3 warheads: 48 aboard; .9 launch, .8 of boats, .5 of missiles, .75 of warheads."""
    fixed = {
        "boats_at_sea_day_to_day": 1, "missiles_per_boat": 16, "warheads_per_missile": 3,
        "launch_order_delivery_probability": 0.9, "class_failure_probability": 0.0,
        "common_cause_loss_probability": 0.0, "boat_survival_probability": 0.8, "missile_reliability": 0.5,
    }  # fmt: skip
    changed = {f"nuclear.france.{name}": value for name, value in fixed.items()}
    _, values = run(
        STRUCTURES[0],
        **changed,
        **{"nuclear.retaliation.warhead_reliability": 0.75, "nuclear.upload.response_strength": 0},
    )
    own = left(values)[:, FORCES.index("france"), POSTURES.index("day_to_day"), :5]
    at_sea = own[:, 0] > 0
    assert at_sea.any()
    assert_allclose(own[at_sea][0] / own[at_sea][0, 0] * 48, [48, 43.2, 34.56, 17.28, 12.96])


def test_the_first_layers_keep_their_rounds_and_those_behind_have_none():
    stock = np.array([[[3, 40, 68], [0, 20, 0]]])
    assert behind_first_layers(stock, 2)[0].tolist() == [[3, 40, 0], [0, 20, 0]]


def test_without_rounds_a_layer_takes_nothing():
    _, values = run(STRUCTURES[0], **{"missile_defence.exo_atmospheric.interceptors": 0})
    own = left(values)
    assert_array_equal(own[..., STAGES.index("behind_exo_atmospheric")], own[..., STAGES.index("warheads")])

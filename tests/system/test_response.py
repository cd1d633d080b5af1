from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.axes import LAYERS, STRUCTURES
from deterrence.evidence.dataset import load_dataset
from deterrence.missile_defence.components.deployment import RESPONSE_LAG, RESPONSE_OUTPUT, RESPONSE_STRENGTH
from deterrence.ranges import round_half_up
from deterrence.scenario.overlay import load_scenario
from deterrence.system.block import narrowed
from deterrence.system.loop import run as run_order
from deterrence.system.registry import ORDER
from running import (
    ADEQUACY,
    ALL,
    BOATS,
    CURVES,
    DEPLOYMENT,
    NONE,
    RESPONSE,
    RETALIATION,
    UPLOAD,
    drawn,
    outcomes,
    without_interceptors,
)

FUTURES = 30
SCENARIO = load_scenario(None, load_dataset())
EARLY = replace(SCENARIO, years=tuple(range(2025, 2035)))
NAMES = (BOATS, DEPLOYMENT, RETALIATION)
UNANSWERED = (RESPONSE,)


def draws(structure="aids_net", names=NAMES, **changed):
    return drawn(EARLY, names, "strong_capital_defence", count=FUTURES, structure=structure, **changed)


def response(strength=1.0, lag=2, output=1000.0):
    return {RESPONSE_STRENGTH: strength, RESPONSE_LAG: lag, RESPONSE_OUTPUT: output}


def run(given, off=(), structure="aids_net", names=NAMES):
    return outcomes(names, given, EARLY.years, structure, off)


def s500(values):
    return values["interceptor_rounds"][..., LAYERS.index("s500")].sum(axis=2)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_strength_zero_is_the_unanswered_run_to_the_last_bit(structure):
    """Law 33."""
    names = (*NAMES, CURVES, ADEQUACY)
    zero = run(draws(structure, names, **response(strength=0)), (), structure, names)
    off = run(draws(structure, names, **response(strength=2)), UNANSWERED, structure, names)
    for name, values in off.items():
        assert values.tobytes() == zero[name].tobytes(), name


def test_added_rounds_follow_the_warheads_deployed_a_lag_before():
    """By hand from the stored loads: one round for each warhead more on all sets than in 2025, two years later."""
    given = draws(**response(strength=1.0, lag=2))
    answered, alone = run(given), run(given, UNANSWERED)
    sets = [given["nuclear.france.missile_sets"], given["nuclear.united_kingdom.missile_sets"]]
    missiles = [given["nuclear.france.missiles_per_boat"], given["nuclear.united_kingdom.missiles_per_boat"]]
    boats = np.stack([n[:, None] * np.reshape(m, (FUTURES, -1)) for n, m in zip(sets, missiles, strict=True)], axis=-1)
    deployed = (answered["warheads_per_missile"] * boats).sum(axis=2)
    growth = np.maximum.accumulate(np.maximum(deployed - deployed[:, :1], 0), axis=1)
    assert growth[:, -3].any()
    added = s500(answered) - s500(alone)
    assert not added[:, :2].any()
    assert_allclose(added[:, 2:], growth[:, :-2])


def test_production_bounds_what_is_added_in_a_year_and_nothing_is_ever_taken_away():
    given = draws(**response(strength=2.0, lag=1, output=3.0))
    added = s500(run(given)) - s500(run(given, UNANSWERED))
    assert (np.diff(added, axis=1) >= 0).all()
    assert np.diff(added, axis=1).max() == 3


def test_the_twin_of_the_same_forces_has_no_added_rounds_either():
    """Law 17: all interceptors are 0, those in answer among them."""
    given = draws(**response(strength=2.0, lag=1))
    twin = run(without_interceptors(given), UNANSWERED)
    assert twin["interceptor_rounds"].sum() == 0
    assert_allclose(twin["arrivals"][..., ALL], twin["arrivals"][..., NONE], atol=1e-12)
    answered, bare = run(given, {UPLOAD}), run(without_interceptors(given), {UPLOAD, RESPONSE})
    assert answered["interceptor_rounds"].sum() > run(given, {UPLOAD, RESPONSE})["interceptor_rounds"].sum()
    assert_allclose(answered["arrivals"][..., NONE], bare["arrivals"][..., ALL], atol=1e-12)


def test_added_rounds_never_let_more_through_while_nobody_uploads():
    given = draws(**response(strength=2.0, lag=1))
    answered, alone = run(given, {UPLOAD}), run(given, {UPLOAD, RESPONSE})
    assert (answered["arrivals"][..., ALL] <= alone["arrivals"][..., ALL] + 1e-9).all()


def test_the_answer_bites_where_european_loads_grow():
    given = draws(**response(strength=2.0, lag=1), **{"nuclear.upload.response_strength": 2.0})
    answered, alone = run(given), run(given, UNANSWERED)
    assert answered["erosion_same_forces"].sum() > alone["erosion_same_forces"].sum()


def test_added_rounds_stand_where_the_systems_stand_and_bring_their_channels():
    given = draws(**response(strength=1.0, lag=1))
    answered, alone = run(given), run(given, UNANSWERED)
    added = (answered["interceptor_rounds"] - alone["interceptor_rounds"])[..., LAYERS.index("s500")]
    share = given["missile_defence.s500.capital_share_of_systems"][:, None]
    assert (added[..., 0] == round_half_up(added.sum(axis=2) * share)).all()


@pytest.mark.parametrize("structure", STRUCTURES)
def test_one_raid_looked_at_alone_meets_the_same_added_rounds(structure):
    given = draws(structure, **response(strength=1.5, lag=1, output=6.0))
    one = narrowed(ORDER.restricted(NAMES), {"force": ("france",), "posture": ("generated",)})
    alone = run_order(one, given, np.asarray(EARLY.years), structure).values
    whole = run(given, structure=structure)
    assert alone["arrivals"][:, :, 0, 1].tobytes() == whole["arrivals"][:, :, 0, 1].tobytes()

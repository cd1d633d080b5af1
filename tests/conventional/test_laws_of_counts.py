"""Laws of the conventional domain that say what is counted, drawn, capped, routed and kept (C1 to C3, C6, C8, C11,
C19, C23, C25, C43, C44), on numbers worked out by hand."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from conventional.found import FUTURES as ROWS
from conventional.found import draws as drawn
from conventional.plans import random_plan
from conventional.test_components import DATASET, SCENARIO, Y2026, ran
from deterrence.claims.claim import load_claims
from deterrence.conventional import codes
from deterrence.conventional.apportionment_plan import Program
from deterrence.conventional.components import COMPONENTS, STUDIES, moves
from deterrence.conventional.components.cells import ALLIES, COUNTED_CODES
from deterrence.conventional.gap import HALF
from deterrence.exploration.futures import Futures
from deterrence.system.order import Order
from deterrence.system.registry import ORDER, OUTCOMES

HEAVY = COUNTED_CODES.index("heavy_brigade")
_BLOCK = 250
_MEGABYTE = 1e6


def test_codes_have_one_of_three_statuses():
    """C1: 9 counted, 7 held, 10 named; a hole has no quantity of holdings, tanks are no code."""
    assert [len(part) for part in (codes.COUNTED, codes.HELD, codes.NAMED)] == [9, 7, 10]
    held = {name.split(".")[3] for name in DATASET.quantities if name.startswith("conventional.holdings.")}
    assert not held & codes.NAMED.keys()
    assert not {"main_battle_tank", "tank", "infantry_fighting_vehicle"} & codes.CODE.keys()


def test_no_outcome_adds_over_kinds_or_pools_readings():
    """C2, C3: what is held against a requirement has the kind and its reading as axes, and each claim names both."""
    of_kinds = [one for one in OUTCOMES.values() if one.table in ("gap", "brigade_gap", "air_defence_gap", "closure")]
    assert len(of_kinds) >= 8
    for outcome in of_kinds:
        assert "kind" in outcome.axes
        assert {"holdings_reading", "unit_reading"} & set(outcome.axes)
    judged = [
        reading.proposition for claim in load_claims() for reading in claim.readings if reading.proposition is not None
    ]
    told = [one for one in judged if one.outcome in {outcome.name for outcome in of_kinds}]
    assert told
    for one in told:
        axes = set(OUTCOMES[one.outcome].axes) - {"future", "year", "policy"}
        assert axes <= {*one.at, *(one.each or {})}


def test_a_common_share_does_not_average_away():
    """C6: 120 brigades of one ally or 4 of each of 30: the assigned ones spread alike, as the share is common.

    A share of .45 / .55 / .65 is a triangle with a deviation of .1 / sqrt(6) = .0408, so 120 brigades have one of 4.9;
    were each ally's share drawn by itself, 30 allies would have one sqrt(30) times less, .9.
    """
    none = {f"holdings__{ally}__{code}": 0 for ally in ALLIES for code in codes.LAND}
    alone = ran(**none | {"holdings__france__heavy_brigade": 120})
    spread = ran(**none | {f"holdings__{ally}__heavy_brigade": 4 for ally in ALLIES})
    share = [
        found["ready_units"][:, Y2026, HEAVY] for found in (
            ran(**none | {"holdings__france__heavy_brigade": 120}, availability__heavy_brigade=1),
            ran(**none | {f"holdings__{ally}__heavy_brigade": 4 for ally in ALLIES}, availability__heavy_brigade=1),
        )
    ]  # fmt: skip
    assert_allclose(share[0], share[1], rtol=1e-12)
    assert 3.7 < share[0].std() < 6.1
    assert_allclose(alone["european_units"][:, Y2026, HEAVY], spread["european_units"][:, Y2026, HEAVY])


def test_each_cell_has_a_draw_of_its_own():
    """C6: cells of one code are not one draw: with 400 futures a correlation of chance stays below .2."""
    names = [f"conventional.holdings.{ally}.combat_aircraft" for ally in ("germany", "france", "italy", "poland")]
    values = Futures(SCENARIO, "reference", "aids_net", 1, 0, 400).draws(names)
    between = np.corrcoef([values[name] for name in names])
    assert np.abs(between - np.eye(len(names))).max() < 0.2


def test_a_part_of_a_pool_is_among_it_and_not_added():
    """C8: 52 aircraft entered as combat, fifth generation and dual-capable are 52, not 156."""
    none = {f"holdings__{ally}__combat_aircraft": 0 for ally in ALLIES}
    young = {f"holdings__{ally}__fifth_generation_aircraft": 0 for ally in ALLIES}
    every = none | young | {
        "holdings__france__combat_aircraft": 52, "holdings__france__fifth_generation_aircraft": 52,
    }  # fmt: skip
    found = ran(**every)
    assert_allclose(found["european_units_of_2026"][:, 0, COUNTED_CODES.index("combat_aircraft")], 52)


def test_the_half_rule_caps_no_ally_by_its_weight_but_the_united_states():
    """C11: the largest fair share of an ally is below one half under every key, so only American tankers are above."""
    found = ran()
    assert found["fair_share"].max() < HALF
    assert 152 / 201 > HALF > 49 / 201


def test_the_size_of_the_published_program():
    """C19: 32 allies, 24 codes, 15 years are 13,968 rows and 12,648 columns."""
    plan = random_plan(0, allies=32, codes=24, years=15)
    program = Program(plan)
    families = [32 * 24 * 15, 24 * 15, 32 * 24]  # assigned, unmet, above the fair share
    assert sum(program.sizes) == sum(families) == 12_648
    assert program.matrix().shape == (13_968, 12_648)


def test_a_route_is_a_mode_and_a_disruption_a_share_of_it():
    """C23: 4 trains of 40 are 160 a day; with .25 disrupted on three days 120, and 160 from the fourth on."""
    rail, sea = moves.ROUTES.index("rail"), moves.ROUTES.index("sea")
    rows = moves.Rows(
        drawn(
            reinforcement__trains_per_day=4, reinforcement__vehicles_per_train=40, reinforcement__disruption_days=3,
            reinforcement__disrupted_share__rail=0.25, reinforcement__disrupted_share__sea=1,
            reinforcement__sea_vehicles_per_day=125,
        ),
        3,
    )  # fmt: skip
    a_day = moves.capacity(rows)
    assert a_day.shape[0] == 3 * ROWS
    assert_allclose(a_day[:, rail, :5], np.broadcast_to([120, 120, 120, 160, 160], (3 * ROWS, 5)))
    assert_allclose(a_day[:, sea, :5], np.broadcast_to([0, 0, 0, 125, 125], (3 * ROWS, 5)))


def test_holdings_and_stocks_remember_and_all_else_does_not():
    """C43: of the components of the domain two have a step; plan, conflict, record and links are studies."""
    assert {one.name for one in COMPONENTS if one.step is not None} == {
        "conventional.holdings",
        "conventional.reconstitution",
    }
    assert {"conventional.plan", "conventional.conflict", "conventional.battle_record"} <= {one.name for one in STUDIES}


def test_a_block_holds_allies_codes_and_years_in_sixteen_megabytes():
    """C44: 250 futures of 30 allies, 16 codes and 16 years are 15.4 MB and are not stored by default."""
    outcome = OUTCOMES["units_by_ally"]
    cells = int(np.prod(_sizes(ORDER, "units_by_ally")))
    assert cells == 30 * 16
    size = _BLOCK * len(SCENARIO.years) * cells * np.dtype(outcome.dtype).itemsize / _MEGABYTE
    assert size == pytest.approx(15.36) and size <= 16
    assert outcome.keep == "all"


def test_gaps_and_twins_stand_in_few_years():
    """C44: three forms with six twins cost six times one campaign, so that they are run in three years alone."""
    assert OUTCOMES["twin_ground_lost_km"].years == OUTCOMES["twin_holds"].years == (2026, 2030, 2035)
    assert OUTCOMES["gap"].years == (2026, 2030, 2035, 2036, 2040)
    wide = [one.name for one in COMPONENTS for outcome in one.outcomes if "ally" in outcome.axes and outcome.has_years
            and outcome.keep == "default" and outcome.years is None]  # fmt: skip
    assert not wide


def _sizes(order: Order, outcome: str) -> tuple[int, ...]:
    return order.sizes[outcome]

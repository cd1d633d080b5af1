"""The conventional components on hand-made numbers: plans within people, dials, readings, kinds, closure."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.conventional.codes import KIND, LAND
from deterrence.conventional.components import gap, holdings, shares
from deterrence.conventional.components.cells import ALLIES, CODES, COUNTED_CODES
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.futures import Futures
from deterrence.scenario.overlay import load_scenario
from deterrence.study import Given
from deterrence.system.loop import run
from deterrence.system.registry import ORDER, STUDIES, ancestors

DATASET = load_dataset()
SCENARIO = load_scenario(None, DATASET)
YEARS = np.asarray(SCENARIO.years)
ROOM = ancestors({"conventional.closure", "conventional.gap", "conventional.shares"}, ORDER.components, ORDER.givers)
PART = ORDER.restricted(ROOM)
IDS = dict.fromkeys(name for one in PART.components for name in one.quantities_read(""))
FUTURES = Futures(SCENARIO, "reference", "aids_net", 3, 0, 40)
DRAWS = FUTURES.draws(IDS)
PUBLISHED, REPLACEMENT, UPLIFT, HALF = range(len(KIND))
Y2026, Y2035 = (int(np.searchsorted(YEARS, year)) for year in (2026, 2035))


def ran(**changed):
    """The room with some quantities at one number in every future and year."""
    draws = dict(DRAWS)
    for name, value in changed.items():
        identity = "conventional." + name.replace("__", ".")
        draws[identity] = np.full(DRAWS[identity].shape, float(value))
    return run(PART, draws, YEARS, "aids_net").values


@pytest.fixture(scope="module")
def reference():
    return ran()


def test_the_lists_of_contracts_and_plans_are_those_of_the_dataset():
    def cells(table):
        names = (name.split(".")[2:] for name in DATASET.quantities if name.startswith(f"conventional.{table}."))
        return {(ally, code) for ally, code in names}

    fifth = {(ally, "fifth_generation_aircraft") for ally in holdings.FIFTH_DELIVERIES}
    assert cells("deliveries") == set(holdings.DELIVERIES) | fifth
    assert cells("plans") == set(holdings.PLANS)


def test_plans_stand_up_as_fast_as_people_allow():
    """6 German brigades by 2035, the first due in 2028; 3.5 thousand people a year, all on land, are half a brigade."""
    found = ran(
        growth__personnel__germany=3.5, growth__land_share=1, growth__slice=7, plan_slip=0,
        holdings__germany__heavy_brigade=3, holdings__germany__medium_brigade=2, holdings__germany__light_brigade=2,
    )["units_by_ally"]  # fmt: skip
    brigades = found[0, :, ALLIES.index("germany"), [CODES.index(code) for code in LAND]].sum(axis=0)
    assert_allclose(brigades[YEARS <= 2027], 7)
    assert_allclose(brigades[YEARS == 2028], 7.5)
    assert_allclose(brigades[YEARS == 2035], 7 + 8 * 0.5)
    assert_allclose(brigades[YEARS == 2040], 7 + 6, atol=1e-9)


def test_what_retires_leaves_year_by_year_after_the_count_and_moves_no_gap_unasked(reference):
    """Law C12: 100 escorts less a tenth a year, of which nothing replaces any: 100, 90, 81; none in the reference."""
    escort, tanker = CODES.index("escort"), CODES.index("tanker")
    found = ran(retirement_share__escort=0.1, holdings__france__escort=100)["units_by_ally"]
    french = found[0, :, ALLIES.index("france"), escort]
    assert_allclose(french[[np.searchsorted(YEARS, year) for year in (2026, 2027, 2028)]], [100, 90, 81])
    assert_allclose(found[..., tanker], reference["units_by_ally"][..., tanker])
    assert np.all(np.diff(reference["units_by_ally"], axis=1) >= 0)


def test_the_level_of_2026_is_that_of_2026(reference):
    """Common fleets grow from 2025 to 2026, and nothing else moves before 2027: both stand at the end of 2026."""
    assert_allclose(reference["european_units_of_2026"], reference["european_units"][:, [Y2026]] + 0 * YEARS[:, None])


def test_more_that_retires_never_narrows_a_gap(reference):
    found = ran(**{f"retirement_share__{code}": 0.05 for code in COUNTED_CODES})
    for kind in (PUBLISHED, REPLACEMENT, UPLIFT):
        now, before = (values["gap"][:, :, :, kind] for values in (found, reference))
        assert np.all(now >= before - 1e-9)
    assert np.all(found["brigade_unmet_share"] <= 1)


def test_whole_years_of_slip():
    cumulated = np.array([[0, 0, 5, 9.0]])
    assert_allclose(holdings.slipped(cumulated, np.array([1.4])), [[0, 0, 0, 5]])
    assert_allclose(holdings.slipped(cumulated, np.array([0.4])), cumulated)


def test_the_fifth_generation_is_among_the_combat_aircraft(reference):
    combat = reference["european_units"][..., CODES.index("combat_aircraft")]
    assert np.all(reference["european_fifth_generation"] <= combat)


def test_dials_multiply():
    """10 in place and 20 x .5 arriving, dials .5 and .8, swing .5 of which a second theatre takes .4: 20 x .4 x .8."""
    found = ran(
        united_states__in_place__tanker=10, united_states__reinforcing__tanker=20, united_states__arrival=0.5,
        united_states__dial__tanker=0.8, united_states__overall_dial=0.5, united_states__swing__tanker=0.5,
        second_theatre__share=0.4,
    )  # fmt: skip
    tanker = CODES.index("tanker")
    assert_allclose(found["american_units"][:, :, 0, tanker], 20 * 0.4 * 0.8)
    assert_allclose(found["american_units"][:, :, 1, tanker], 0)
    assert_allclose(found["american_units_in_full"][..., tanker], 20 * 0.8)


def test_each_share_acts_once():
    """Law C7: 138 brigades, assignable .55, all available: 75.9, near the published 80; 100, both .5: 25.

    Of the 25 a quarter is ready in 10 days, half in 30, all in 180: what a tier lacks is what it and the faster ask.
    """
    heavy = CODES.index("heavy_brigade")
    nobody = {f"holdings__{ally}__heavy_brigade": 0 for ally in ALLIES}
    for held, assignable, available, ready in ((138, 0.55, 1, 75.9), (100, 0.5, 0.5, 25)):
        found = ran(
            **nobody | {"holdings__france__heavy_brigade": held}, assignable_share__heavy_brigade=assignable,
            availability__heavy_brigade=available, readiness_share__days_10=0.25, readiness_share__days_30=0.25,
            readiness_share__days_180=0.5,
        )  # fmt: skip
        assert_allclose(found["ready_units"][:, Y2026, heavy], ready)
    asked = found["published_requirement"][:, 0, heavy, None] * np.cumsum(found["tier_share_of_requirement"], axis=-1)
    lacking = np.maximum(asked - 25 * np.array([0.25, 0.5, 1]), 0)
    kept = found["ready_gap"][:, 0, 1, COUNTED_CODES.index("heavy_brigade")]  # of 2026, without American forces
    assert_allclose(kept, lacking)


def test_kinds_by_hand():
    """Tankers: 49 European, 152 American: half is 100.5, so 51.5 are missing; uplift of 1.4 asks for 19.6 more."""
    changed = {f"holdings__{ally}__tanker": 0 for ally in ALLIES}
    found = ran(
        **changed | {"holdings__france__tanker": 37}, pooled__tanker=12, requirement__uplift__factor=1.4,
        united_states__in_place__tanker=15, united_states__reinforcing__tanker=137, united_states__arrival=1,
    )  # fmt: skip
    tanker = COUNTED_CODES.index("tanker")
    missing = found["gap"][:, 0, :, :, 0, 0, tanker]
    assert_allclose(missing[:, 0, HALF], 51.5)
    assert_allclose(missing[:, 1, HALF], 0)
    assert_allclose(missing[:, 0, UPLIFT], 0.4 * 49)
    assert np.all(found["has_no_public_requirement"][:, :, :, :2, :, :, tanker])


def test_the_rival_reading_of_the_82():
    """82 less .45 are 45.1 brigades; bottom up is the structure times its share; 131 ask for the rest."""
    found = ran(
        reading__sufficient_brigades_2021=82, reading__united_states_share=0.45, requirement__published__brigade=131,
        united_states__overall_dial=0,
    )  # fmt: skip
    top_down = found["brigade_gap"][:, Y2026, 1, PUBLISHED, 1]
    assert_allclose(top_down, 131 - 82 * 0.55)
    assert_allclose(found["brigade_gap"][:, Y2026, 0], found["brigade_gap"][:, Y2026, 1])


def test_half_a_fire_unit_halves_what_is_asked(reference):
    asked = reference["required_units"][:, 0, 0, PUBLISHED, 0]
    places = list(gap.AIR_DEFENCE_PLACES)
    assert_allclose(asked[:, 1][:, places], asked[:, 0][:, places] / 2)
    assert_allclose(np.delete(asked[:, 1], places, 1), np.delete(asked[:, 0], places, 1))


def test_nothing_is_to_be_replaced_while_all_stay(reference):
    assert_allclose(reference["gap"][:, :, 0, REPLACEMENT], 0)
    assert_allclose(
        reference["required_units"][:, 0, 1, REPLACEMENT, 0, 0], reference["replacement_requirement"], rtol=1e-12
    )


def test_more_american_forces_never_widen_a_gap(reference):
    by_share = reference["brigade_gap_by_american_share"]
    assert np.all(np.diff(by_share, axis=2) <= 1e-9)
    assert np.all(reference["gap"][:, :, 0, PUBLISHED] <= reference["gap"][:, :, 1, PUBLISHED] + 1e-9)
    assert_allclose(by_share[:, :, -1, 0], reference["brigade_gap"][:, :, 0, PUBLISHED, 0])
    assert_allclose(by_share[:, :, 0, 0], reference["brigade_gap"][:, :, 1, PUBLISHED, 0])


def test_regions_and_tiers_add_up(reference):
    assert_allclose(
        reference["published_requirement_by_region"].sum(axis=(2, 3)), reference["published_requirement"][:, 0]
    )


def test_first_years_and_the_transition():
    """Without dials nothing is below 2026; gone in every year, the level of 2026 is that of the Europeans alone."""
    found = ran()
    assert found["years_below_2026"].max() == 0
    closed = ~found["closes_after_horizon"]
    assert np.all(found["first_year_closed"][closed] >= YEARS[0])
    assert np.all(found["first_year_closed"][~closed & (found["first_year_closed"] > 0)] >= YEARS[0])


def test_fair_shares(reference):
    """Law C14: of 49 more brigades Germany gets about 8.7 by GDP, 6.4 by population, 7.6 by the mix; asked was 7."""
    assert_allclose(reference["fair_share"].sum(axis=2), 1)
    german = np.median(reference["fair_share"][:, :, ALLIES.index("germany")], axis=0) * 49
    assert_allclose(german[0], 8.7, atol=0.3)
    assert_allclose(german[1], 6.4, atol=0.05)
    assert_allclose(german[4], 7.6, atol=0.2)


def test_the_dutch_asks_of_people_and_money_by_hand():
    """A thousand people a year over nine years of 18 asked: a half; 9.9 billion a year of 19.8: a half too."""
    found = ran(
        growth__personnel__netherlands=1, public_ask__netherlands__people=18, public_ask__netherlands__money=19.8,
        spending_plan__netherlands=9.9,
    )["public_ask_met_share"]  # fmt: skip
    assert_allclose(found[:, Y2035, 1], 0.5)
    assert_allclose(found[:, :, 2], 0.5)


def test_announced_spending_is_late_as_plans_are(reference):
    money = reference["public_ask_met_share"][..., 2]
    assert np.all(money[:, : Y2026 + 1] == 0)
    assert np.all(np.diff(money, axis=1) >= 0)
    assert np.all(ran(plan_slip=3)["public_ask_met_share"][..., 2] <= ran(plan_slip=0)["public_ask_met_share"][..., 2])


def test_apportioned_units_stay_within_the_requirement(reference):
    total = reference["apportioned_units"].sum(axis=3)
    asked = reference["published_requirement"][:, 0][:, None, : len(shares.SHARED)]
    assert np.all(total <= asked + 1e-6)
    assert np.all(reference["apportioned_units"] >= 0)


def test_the_plan_is_within_its_limits_and_its_conflict_is_told():
    study = STUDIES["conventional.plan"]
    central = Futures(SCENARIO, "reference", "aids_net", 1, 0, 1)
    draws = central.draws(study.quantities_read())
    given = Given(draws, YEARS, "aids_net")
    found, conflict = study.solution(given), STUDIES["conventional.conflict"].solution(given)
    asked = found.at("plan_required")
    assert np.all(found.at("plan_assigned") >= found.at("plan_held") - 1e-4)
    unmet = found.at("plan_unmet_share", year=2035)
    assert_allclose(np.maximum(1 - found.at("plan_assigned").sum(axis=0) / asked, 0), unmet, atol=1e-5)
    assert (conflict.at("plan_conflict").sum() > 0) == bool(unmet.max() > 1e-6)


def test_more_money_never_leaves_more_unmet():
    study = STUDIES["conventional.plan"]
    draws = dict(Futures(SCENARIO, "reference", "aids_net", 1, 0, 1).draws(study.quantities_read()))
    few = study.solution(Given(draws, YEARS, "aids_net")).at("plan_unmet_share").sum()
    draws["conventional.growth.money_share"] = draws["conventional.growth.money_share"] * 2
    assert study.solution(Given(draws, YEARS, "aids_net")).at("plan_unmet_share").sum() <= few + 1e-6


def test_policies_move_what_they_say():
    """Gone by 2030: a quarter less each year; the gap without American forces from then on."""
    moved = FUTURES.moved(IDS, policies=["american_forces_gone_by_2030"])["american_forces_gone_by_2030"]
    found = run(PART, {**DRAWS, **moved}, YEARS, "aids_net").values
    at = [int(np.searchsorted(YEARS, year)) for year in (2026, 2028, 2030, 2040)]
    heavy = CODES.index("heavy_brigade")
    shares_left = found["american_units"][:, at, 0, heavy] / found["american_units_in_full"][:, at, heavy]
    assert_allclose(shares_left, np.tile([1, 0.5, 0, 0], (40, 1)), atol=1e-12)
    assert_allclose(found["brigade_gap"][:, at[2:], 0, PUBLISHED], found["brigade_gap"][:, at[2:], 1, PUBLISHED])
    assert found["years_below_2026"][:, 0].min() == 14

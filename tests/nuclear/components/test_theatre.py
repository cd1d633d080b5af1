"""The component of the theatre on the dataset: what must hold in every future, and what policies move."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.evidence.dataset import load_dataset
from deterrence.nuclear.components.theatre import COALITIONS, COMPONENT, HOSTS, RUNGS
from deterrence.nuclear.components.theatre import evaluate as of_draws
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import resolve

FUTURES = 200
NAMES = list(COALITIONS)
RUSSIA, NATO, EUROPE, TWO = range(len(NAMES))


@pytest.fixture(scope="module")
def years():
    return load_scenario(None, load_dataset()).years


@pytest.fixture(scope="module")
def draws(years):
    resolved = resolve(load_scenario(None, load_dataset()), "reference")
    return draw({name: resolved[name] for name in COMPONENT.quantities}, 3, 0, FUTURES, years)


def evaluate(draws, years, **changes):
    """Outcomes with some quantities at a number, or from a year on (year, number)."""
    moved = dict(draws)
    for name, value in changes.items():
        identity = "nuclear.theatre." + name.replace("__", ".")
        assert identity in COMPONENT.quantities
        if isinstance(value, tuple):
            start, number = value
            path = np.where(np.asarray(years) >= start, number, 0.0)
            moved[identity] = np.broadcast_to(path, (FUTURES, len(years)))
        else:
            moved[identity] = np.full(FUTURES, float(value))
    return of_draws(moved, np.asarray(years))


@pytest.fixture(scope="module")
def reference(draws, years):
    return evaluate(draws, years)


def test_shares_lie_between_nothing_and_one(reference):
    shares = [outcome.name for outcome in COMPONENT.outcomes if outcome.unit == "share"]
    assert "ladder_coverage" in shares
    for name in set(shares) - {"asymmetry_against_russia"}:
        assert ((reference[name] >= 0) & (reference[name] <= 1)).all(), name


def test_a_larger_coalition_covers_every_rung_at_least_as_well(reference):
    coverage = reference["rung_coverage"]
    assert np.all(coverage[:, :, NATO] >= coverage[:, :, EUROPE])
    assert np.all(coverage[:, :, EUROPE] >= coverage[:, :, TWO])


def test_the_ladder_is_the_mean_of_its_five_theatre_rungs(reference):
    below = reference["rung_coverage"][..., : RUNGS.index("strategic")]
    assert below.shape[-1] == 5
    assert_allclose(reference["ladder_coverage"], below.mean(axis=-1))


def test_russia_has_no_gap_against_itself_and_the_gap_is_the_difference(reference):
    gap, coverage = reference["asymmetry_against_russia"], reference["ladder_coverage"]
    assert_array_equal(gap[:, :, RUSSIA], 0)
    assert_array_equal(reference["rungs_led_by_russia_share"][:, :, RUSSIA], 0)
    assert_allclose(gap[:, :, TWO], coverage[:, :, RUSSIA] - coverage[:, :, TWO])


def test_without_the_united_states_allied_aircraft_carry_nothing(draws, years, reference):
    """Their bombs are American: fleets of a thousand certified aircraft make no difference."""
    assert_array_equal(reference["rung_coverage"][:, :, EUROPE, RUNGS.index("air_gravity_bomb")], 0)
    many = {f"{host}__{what}": 1000 for host in HOSTS for what in ("dual_capable_aircraft", "dual_capable_type_fleet")}
    assert_array_equal(
        evaluate(draws, years, **many)["ladder_coverage"][:, :, EUROPE], reference["ladder_coverage"][:, :, EUROPE]
    )


def test_certified_aircraft_never_exceed_the_fleet_of_their_types(draws, years):
    """32 certified and 32 bombs are worth nothing while no aircraft of the type has come."""
    nothing = evaluate(draws, years, poland__dual_capable_type_fleet=0, poland__hosted_weapons=32)
    policy = evaluate(
        draws, years, poland__dual_capable_type_fleet=0, poland__hosted_weapons=32, poland__dual_capable_aircraft=32
    )
    assert_array_equal(policy["usable_theatre_weapons"], nothing["usable_theatre_weapons"])


@pytest.mark.parametrize(
    "half",
    [{"poland__hosted_weapons": 20}, {"poland__dual_capable_aircraft": 20}],
    ids=["bombs alone", "aircraft alone"],
)
def test_half_of_a_sharing_arrangement_is_worth_nothing(draws, years, reference, half):
    assert_array_equal(evaluate(draws, years, **half)["ladder_coverage"], reference["ladder_coverage"])


def test_nobody_covers_more_than_the_rungs_on_which_he_stands(draws, years):
    """Claims B10 and B11 say so: Russia stands on four rungs of five, the two on one, with their options on three."""
    plenty = {"rung__needed_weapons": 1e-6}
    found = evaluate(draws, years, **plenty)["ladder_coverage"]
    assert_allclose(found[:, :, RUSSIA], 0.8)
    assert_allclose(found[:, :, TWO], 0.2)
    options = {f"{state}__new_nonstrategic_weapons": 30 for state in ("france", "united_kingdom")}
    with_options = evaluate(draws, years, **plenty, **options)
    assert_allclose(with_options["ladder_coverage"][:, :, TWO], 0.6)
    assert_array_equal(with_options["empty_theatre_rungs"][:, :, TWO], 2)
    assert_array_equal(evaluate(draws, years)["empty_theatre_rungs"][:, :, TWO], 4)


def test_what_is_behind_russia_is_the_difference_of_what_can_be_used(reference):
    usable, behind = reference["usable_theatre_weapons"], reference["theatre_weapons_behind_russia"]
    assert_allclose(behind[:, :, TWO], np.maximum(usable[:, :, RUSSIA] - usable[:, :, TWO], 0))
    assert not behind[:, :, RUSSIA].any()


def test_a_policy_counts_from_its_year_on(draws, years, reference):
    found = evaluate(draws, years, france__new_nonstrategic_weapons=(2033, 30))
    before = np.asarray(years) < 2033
    ground = RUNGS.index("ground_launched_missile")
    for coalition in (NATO, EUROPE, TWO):
        change = found["rung_coverage"][:, :, coalition, ground] - reference["rung_coverage"][:, :, coalition, ground]
        assert_array_equal(change[:, before], 0)
        assert np.all(change[:, ~before] > 0)


@pytest.mark.parametrize(
    ("lever", "gainers"),
    [
        ({"poland__hosted_weapons": 20, "poland__dual_capable_aircraft": 20}, {NATO}),
        ({"united_states__sea_launched_cruise_missiles": 200}, {NATO}),
        ({"united_kingdom__hosted_weapons": 50, "united_kingdom__dual_capable_aircraft": 12}, {NATO}),
        ({"shared_french_weapons": 30}, {NATO, EUROPE}),
        ({"france__new_nonstrategic_weapons": 30}, {NATO, EUROPE, TWO}),
        ({"united_kingdom__new_nonstrategic_weapons": 30}, {NATO, EUROPE, TWO}),
        ({"france__forward_based_aircraft": 20}, {NATO, EUROPE, TWO}),
    ],
    ids=lambda value: "+".join(value) if isinstance(value, dict) else None,
)
def test_a_lever_lifts_those_whom_it_serves_and_lowers_nobody(draws, years, reference, lever, gainers):
    change = evaluate(draws, years, **lever)["usable_theatre_weapons"] - reference["usable_theatre_weapons"]
    assert np.all(change >= 0)
    for coalition in range(len(NAMES)):
        is_lifted = bool(np.mean(change[:, -1, coalition]) > 0)
        assert is_lifted == (coalition in gainers), NAMES[coalition]


def test_the_share_lost_is_what_the_two_coalitions_say(reference):
    coverage = reference["ladder_coverage"]
    lost = reference["share_of_theatre_coverage_lost_without_united_states"]
    assert_allclose((1 - lost) * coverage[:, :, NATO], coverage[:, :, EUROPE], atol=1e-12)


def test_the_american_share_of_strategic_warheads_by_hand(draws, years):
    """400 + 970 + 300 = 1,670 of 1,670 + (290 - 50) + 225."""
    fixed = {
        "nuclear.united_states.icbm_warheads": 400,
        "nuclear.united_states.slbm_warheads": 970,
        "nuclear.united_states.bomber_warheads": 300,
        "nuclear.france.stockpile": 290,
        "nuclear.france.warheads_on_other_systems": 50,
        "nuclear.united_kingdom.stockpile": 225,
    }
    moved = {**draws, **{name: np.full(FUTURES, float(value)) for name, value in fixed.items()}}
    share = of_draws(moved, np.asarray(years))["american_share_of_strategic_warheads"]
    assert_allclose(share, 1670 / 2135)


def test_a_warhead_for_limited_use_counts_on_one_rung_only(draws, years):
    """50 of 120 warheads stand on the rung below, so 70 are left on the strategic one: 70 of 1,000 needed."""
    shares = ("survival_share", "readiness_share", "penetration_share_against_russia", "penetration_share_against_nato")
    fixed = {f"nuclear.theatre.rung.{rung}.{share}": 1 for rung in RUNGS[-2:] for share in shares}
    for owner in ("russia", "united_states"):
        fixed |= {f"nuclear.{owner}.icbm_warheads": 0, f"nuclear.{owner}.bomber_warheads": 0}
        fixed |= {f"nuclear.{owner}.slbm_warheads": 120}
        fixed |= {f"nuclear.theatre.{owner}.low_yield_ballistic_missile_warheads": 50}
    fixed |= {"nuclear.france.stockpile": 0, "nuclear.france.warheads_on_other_systems": 0}
    fixed |= {"nuclear.united_kingdom.stockpile": 0}
    fixed |= {"nuclear.theatre.rung.needed_weapons": 100, "nuclear.theatre.rung.needed_strategic_warheads": 1000}
    moved = {**draws, **{name: np.full(FUTURES, float(value)) for name, value in fixed.items()}}
    coverage = of_draws(moved, np.asarray(years))["rung_coverage"]
    for coalition in (RUSSIA, NATO):
        assert_allclose(coverage[:, :, coalition, RUNGS.index("low_yield_ballistic_missile")], 0.5)
        assert_allclose(coverage[:, :, coalition, RUNGS.index("strategic")], 0.07)


def test_russian_shares_of_the_stock_never_give_out_more_than_there_is():
    highs = [
        load_dataset().quantities[name].basis.distribution.high
        for name in COMPONENT.quantities
        if name.startswith("nuclear.theatre.russia.") and name.endswith("_share")
    ]
    assert len(highs) == 4
    assert sum(highs) <= 1


def test_in_french_doctrine_two_forces_cover_no_rung_of_the_theatre(draws, years):
    found = evaluate(draws, years, france__theatre_share=0)
    assert_array_equal(found["ladder_coverage"][:, :, TWO], 0)
    assert_array_equal(found["share_of_theatre_coverage_lost_without_united_states"], 1)

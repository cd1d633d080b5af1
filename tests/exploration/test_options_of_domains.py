"""Options whose effect lies outside the boats: on the ladder and in the French air leg."""

import numpy as np
import pytest

from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Dated, Point
from deterrence.exploration.futures import Futures, View
from deterrence.exploration.options import options_table
from deterrence.exploration.stored import LiveResults
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import resolve
from running import component, draws_under, outcomes, quantities_of

REFERENCE = load_dataset()
SCENARIO = load_scenario(None, REFERENCE)
RESOLVED = resolve(SCENARIO, "reference")
YEARS = np.asarray(SCENARIO.years)
SEED, COUNT = 3, 60


def drawn(quantities):
    return draw({name: RESOLVED[name] for name in quantities}, SEED, 0, COUNT, SCENARIO.years)


DOMAINS = {
    "theatre": ("nuclear.theatre",),
    "air leg": ("missile_defence.threat_classes", "missile_defence.footprint", "second_strike.air_leg"),
}
MOVED = [
    (domain, name)
    for domain, names in DOMAINS.items()
    for name, policy in REFERENCE.policies.items()
    if set(policy.changes) & set(quantities_of(names))
]


@pytest.mark.parametrize(("domain", "name"), MOVED, ids=[f"{domain}-{name}" for domain, name in MOVED])
def test_a_policy_moves_no_outcome_of_a_domain_before_its_earliest_year(domain, name):
    policy, names = REFERENCE.policies[name], DOMAINS[domain]
    read = quantities_of(names)
    before = drawn(read)
    under = draws_under(name, SCENARIO, before, read, SEED, 0, COUNT)
    too_early = drawn([policy.earliest_year])[policy.earliest_year][:, None] > YEARS
    reference, found = (outcomes(names, draws, YEARS) for draws in (before, under))
    for outcome in (outcome for one in names for outcome in component(one).outcomes):
        if outcome.axes[:2] == ("future", "year") and outcome.years is None:
            assert np.array_equal(found[outcome.name][too_early], reference[outcome.name][too_early]), outcome.name


def weapons(coalition, *names):
    wanted = ("usable_theatre_weapons", "option_cost", "option_earliest_year")
    results = LiveResults(Futures(SCENARIO, "reference", "aids_net", 1, 0, 100), View(wanted))
    shown = {"weapons": ("usable_theatre_weapons", {"coalition": coalition})}
    rows = options_table(results, SCENARIO, ("reference", "aids_net"), 2040, names, shown).rows
    return {row.policy: row.effects["weapons"] for row in rows}


def test_weapons_in_poland_count_for_the_alliance_and_not_without_the_united_states():
    with_, without = (weapons(name, "polish_hosting") for name in ("nato", "nato_without_united_states"))
    assert with_["polish_hosting"].difference.p50 > 0
    assert without["polish_hosting"].difference.p95 == 0


def test_new_weapons_of_its_own_count_for_a_coalition_without_the_united_states():
    found = weapons("france_united_kingdom", "french_nonstrategic", "british_nonstrategic")
    assert all(effect.is_modelled and effect.difference.p50 > 0 for effect in found.values())


def test_the_fourth_base_is_an_option_in_the_theatre_as_in_the_air_leg():
    """Two squadrons of twenty and ten naval aircraft at most, a few of them being worked on, as things are; one
    squadron more from 2032 and two from 2036."""
    aircraft, squadrons = "nuclear.theatre.france.dual_capable_aircraft", "nuclear.france.air.squadrons"
    policy = SCENARIO.dataset.policies["fourth_french_air_base"]
    certified = SCENARIO.dataset.quantities[aircraft].basis.distribution
    assert (certified.low, certified.high) == (40, 55)  # about 40 of the air force; with about 10 of the navy
    for year, expected in ((2025, (2, 50)), (2036, (2, 50)), (2040, (2, 50))):
        found = [central(SCENARIO.dataset.quantities[name].basis, year) for name in (squadrons, aircraft)]
        assert tuple(found) == expected
    for year, expected in ((2032, (3, 70)), (2035, (3, 70)), (2036, (4, 90))):
        assert tuple(central(policy.changes[name], year) for name in (squadrons, aircraft)) == expected


def test_the_european_options_together_hold_all_of_france_and_the_united_kingdom_for_the_theatre():
    """Claim B09 asks what the two could do at most, at the cost of all that it counts."""
    policies = SCENARIO.dataset.policies
    together, theirs = (
        policies["european_options_together"],
        ("nuclear.theatre.france.", "nuclear.theatre.united_kingdom."),
    )
    of_their_own = ("french_forward_basing", "fourth_french_air_base", "french_nonstrategic", "british_nonstrategic")
    for name in of_their_own:
        assert {q for q in policies[name].changes if q.startswith(theirs)} <= set(together.changes), name
        assert set(policies[name].cost) <= set(together.cost), name


def central(basis, year):
    """The central value of a basis in a year."""
    value = basis.distribution
    if isinstance(value, Dated):
        value = value.values[[date <= year for date in value.years].count(True) - 1]
    return value.value if isinstance(value, Point) else value.central


def test_two_squadrons_more_are_four_in_2040():
    """From the drawn year three squadrons, and four from 2036."""
    name, quantity = "fourth_french_air_base", "nuclear.france.air.squadrons"
    squadrons = draws_under(name, SCENARIO, drawn([quantity]), [quantity], SEED, 0, COUNT)[quantity]
    assert set(squadrons[:, 0]) == {2.0}
    assert set(squadrons[:, -1]) == {4.0}
    assert set(squadrons[:, SCENARIO.years.index(2035)]) == {2.0, 3.0}

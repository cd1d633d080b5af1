# ruff: noqa: E501  (whole messages stand on one line)
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest

from deterrence.axes import FORCES
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.scenario.draw import draw, uniforms
from deterrence.scenario.overlay import load_scenario, scenario_of
from deterrence.scenario.policy import under_policy
from deterrence.scenario.resolve import resolve
from running import ALL, DEPLOYMENT, RETALIATION, draws_under, outcomes, quantities_of
from running import BOATS as NUCLEAR_BOATS

REFERENCE = load_dataset()
SCENARIO = load_scenario(None, REFERENCE)
BOATS = "nuclear.france.boats_at_sea_day_to_day"
MORE_BOATS = REFERENCE.policies["more_french_boats_at_sea"]
SEED, START, COUNT = 5, 37, 60
YEARS = np.asarray(SCENARIO.years)
NAMES = (NUCLEAR_BOATS, DEPLOYMENT, RETALIATION)
READ = quantities_of(NAMES)


def drawn(scenario, quantities):
    resolved = resolve(scenario, "reference")
    return draw({name: resolved[name] for name in quantities}, SEED, START, COUNT, scenario.years)


BEFORE = drawn(SCENARIO, READ)


def under(policy, scenario=SCENARIO):
    return draws_under(policy, scenario, BEFORE, READ, SEED, START, COUNT)


def arrivals(draws):
    both = FORCES.index("both")
    return np.moveaxis(outcomes(NAMES, draws, SCENARIO.years)["arrivals"][..., ALL][:, :, both], -1, 0)


ARRIVALS = arrivals(BEFORE)


def scenario(policies, **more):
    return scenario_of(document_of({"version": 1, "policies": policies, **more}, "here"), REFERENCE)


def message(policies, **more):
    with pytest.raises(InputError) as caught:
        scenario(policies, **more)
    return str(caught.value).splitlines()


def with_policies(**policies):
    """The reference scenario over a dataset that holds other policies too."""
    return replace(SCENARIO, dataset=replace(REFERENCE, policies=MappingProxyType({**REFERENCE.policies, **policies})))


def test_a_policy_without_changes_gives_the_reference_to_the_last_bit():
    found = under("polish_own_capability")
    assert list(found) == list(BEFORE)
    assert all(np.array_equal(found[name], BEFORE[name]) for name in READ)
    assert np.array_equal(arrivals(found), ARRIVALS)


@pytest.mark.parametrize(
    "name", [name for name, policy in REFERENCE.policies.items() if set(policy.changes) & set(READ)]
)
def test_a_policy_never_acts_before_its_earliest_year(name):
    earliest = drawn(SCENARIO, [REFERENCE.policies[name].earliest_year])[REFERENCE.policies[name].earliest_year]
    too_early = earliest[:, None] > YEARS
    assert too_early.any()
    found = arrivals(under(name))
    assert np.array_equal(found[:, too_early], ARRIVALS[:, too_early])


def test_a_policy_keeps_the_future_and_counts_from_its_drawn_year_on():
    """By hand: one boat before the drawn year, two from it on; the year is drawn by its own uniform (law 4)."""
    date = MORE_BOATS.earliest_year
    quantity = resolve(SCENARIO, "reference")[date]
    year = quantity.values(uniforms(SEED, date, START, COUNT), SCENARIO.years)
    assert np.array_equal(under(MORE_BOATS.id)[BOATS], np.where(year[:, None] <= YEARS, 2.0, 1.0))


def test_a_range_of_a_policy_is_drawn_by_the_uniform_of_the_quantity_it_changes():
    """Five below a quarter, six from it on (law RD3), as the triangle of 5, 6 and 6 had it, 5 + sqrt(u) rounded."""
    load = "nuclear.france.warheads_per_missile"
    last = under("french_warhead_increase")[load][:, -1]
    assert np.array_equal(last, np.where(uniforms(SEED, load, START, COUNT) < 0.25, 5.0, 6.0))


def test_other_quantities_are_the_very_draws_of_the_reference():
    found = under(MORE_BOATS.id)
    assert all(found[name] is BEFORE[name] for name in READ if name != BOATS)


def test_the_futures_do_not_depend_on_the_block():
    whole = under(MORE_BOATS.id)[BOATS]
    part = draws_under(MORE_BOATS.id, SCENARIO, {}, [BOATS], SEED, START + 20, 7)[BOATS]
    assert np.array_equal(whole[20:27], part)


def test_a_schedule_is_changed_over_the_whole_horizon_and_acts_by_its_own_dates():
    slip = under("dreadnought_on_time")["nuclear.united_kingdom.replacement_slip_years"]
    assert np.array_equal(slip, np.zeros(COUNT))


def test_a_scenario_with_a_policy_draws_what_the_policy_alone_draws():
    for policies in ([MORE_BOATS.id], {MORE_BOATS.id: {}}, {MORE_BOATS.id: None}):
        assert np.array_equal(drawn(scenario(policies), [BOATS])[BOATS], under(MORE_BOATS.id)[BOATS])


def test_a_policy_starts_when_the_scenario_says_if_it_can_by_then():
    date = MORE_BOATS.earliest_year
    earliest = drawn(SCENARIO, [date])[date]
    found = drawn(scenario({MORE_BOATS.id: {"from_year": 2029}}), [BOATS])[BOATS]
    assert np.array_equal(found, np.where(np.maximum(earliest, 2029)[:, None] <= YEARS, 2.0, 1.0))


def test_a_policy_lies_on_top_of_an_overlay_law_3():
    overlaid = scenario([MORE_BOATS.id], changes={BOATS: {"value": 0, "rationale": "A gap."}})
    found = drawn(overlaid, [BOATS])[BOATS]
    assert set(found[:, 0]) == {0.0}
    assert set(found[:, -1]) == {2.0}
    assert resolve(overlaid, "reference")[BOATS].origin == "overlay, then policy more_french_boats_at_sea"


def test_a_scenario_without_policies_has_none_and_keeps_its_digest():
    bare = scenario_of(document_of({"version": 1}, "here"), REFERENCE)
    assert bare.policies == {}
    assert bare.digest != scenario([MORE_BOATS.id]).digest


@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        (
            ["more_french_boat_at_sea"],
            "here: policies.0: no such policy (more_french_boat_at_sea): did you mean more_french_boats_at_sea?",
        ),
        (
            ["asn4g", "asn4g"],
            "here: policies.1: the same policy twice (asn4g): name it once",
        ),
        ("asn4g", "here: policies: not policies (asn4g): write [id, ...] or {id: {from_year: 2031}}"),
        ({"asn4g": 2036}, "here: policies.asn4g: not a start (2036): write {from_year: 2031} or {}"),
        ({"asn4g": {"from": 2036}}, "here: policies.asn4g.from: unknown key (from): did you mean from_year?"),
        (
            {"asn4g": {"from_year": "2036"}},
            "here: policies.asn4g.from_year: not a year in range (2036): write a year from 2025 to 2060",
        ),
        (
            {"fourth_french_air_base": {"from_year": 2031}},
            "here: policies.fourth_french_air_base.from_year: before its earliest date, 2032 (2031): write 2032 or later, the low end of options.fourth_french_air_base.earliest_year",
        ),
        (
            {"dreadnought_slip": {"from_year": 2036}},
            "here: policies.dreadnought_slip.from_year: a start for a policy that acts by its schedule (2036): remove it, or change the schedule's first year",
        ),
        (
            ["dreadnought_slip", "dreadnought_on_time"],
            "here: policies.1: changes nuclear.united_kingdom.replacement_slip_years, and so does dreadnought_slip: keep one of the two",
        ),
    ],
)
def test_each_mistake_with_a_policy_has_its_place_and_its_remedy(policies, expected):
    assert message(policies) == [expected]


def test_an_earliest_date_that_the_scenario_brings_forward_counts():
    base = "fourth_french_air_base"
    changes = {f"options.{base}.earliest_year": {"value": 2031, "rationale": "What if."}}
    assert scenario({base: {"from_year": 2031}}, changes=changes).policies == {base: 2031}


def test_what_a_policy_makes_impossible_is_refused():
    one_crew = {"nuclear.france.crews": {"value": 1, "rationale": "A shortage."}}
    assert message([MORE_BOATS.id], changes=one_crew) == [
        "here: policies.0: nuclear.france.boats_at_sea_day_to_day: more boats at sea than crews (2): write at most 1, or raise nuclear.france.crews"
    ]


@pytest.mark.parametrize("name", list(REFERENCE.policies))
def test_every_option_of_the_dataset_can_be_put_into_force(name):
    policy = REFERENCE.policies[name]
    assert all(REFERENCE.quantities[identity].dated != "no" for identity in policy.changes)
    assert list(scenario([name]).policies) == [name]
    assert under_policy(name, SCENARIO).policies == {name: None}


def test_a_schedule_that_retires_what_does_not_exist_is_refused():
    none = {"value": 0, "rationale": "A force given up."}
    changes = {
        "nuclear.france.boats_in_service": none,
        "nuclear.france.boats_at_sea_day_to_day": none,
        "nuclear.france.replacement_slip_years": {"value": 3, "rationale": "Late."},
    }
    document = document_of({"version": 1, "changes": changes}, "here")
    with pytest.raises(InputError) as caught:
        scenario_of(document, REFERENCE)
    assert str(caught.value).splitlines() == [
        "here: changes.nuclear.france.replacement_slip_years: changes nothing while nuclear.france.boats_in_service is 0: remove it, or raise nuclear.france.boats_in_service"
    ]


def test_a_force_given_up_altogether_is_no_mistake():
    none = {"value": 0, "rationale": "A force given up."}
    changes = {"nuclear.france.boats_in_service": none, "nuclear.france.boats_at_sea_day_to_day": none}
    assert len(scenario([], changes=changes).changes) == 2


def test_a_schedule_that_retires_boats_before_they_are_counted_is_refused():
    changes = {"nuclear.france.replacement_first_year": {"value": 2020, "rationale": "Too early."}}
    assert message([], changes=changes) == [
        "here: changes.nuclear.france.replacement_first_year.value: a schedule that retires boats before 2025, the year in which they are counted (2020): write a number from 2025 to 2200"
    ]

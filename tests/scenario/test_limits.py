"""Every count has a most in its own file: it is taken, and one more is refused with the bound."""

import math
from dataclasses import replace

import numpy as np
import pytest

from deterrence.axes import AIDS_NET
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Point
from deterrence.evidence.document import document_of
from deterrence.scenario.checks import contradictions
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario, scenario_of
from deterrence.scenario.resolve import resolve
from deterrence.system.chapters import CHAPTERS
from deterrence.system.order import ancestors
from deterrence.system.registry import COMPONENTS, ORDER
from deterrence.web.levers import RAID_GROUPS, balance_groups
from running import outcomes

REFERENCE = load_dataset()
SCENARIO = load_scenario(None, REFERENCE)
ALONE = [one for one in COMPONENTS if one.profile is not None and not one.by_structure and one.quantities]
COUNTS = [q.id for q in REFERENCE.quantities.values() if q.unit.dimension.startswith("count")]
UNBOUNDED = [q.id for q in REFERENCE.quantities.values() if math.isinf(q.unit.high)]


def most(identity):
    quantity = REFERENCE.quantities[identity]
    return quantity.limits.within(quantity.unit)[1]


def scenario(**values):
    changes = {identity: {"value": value, "rationale": "A bound."} for identity, value in values.items()}
    return scenario_of(document_of({"version": 1, "changes": changes}, "here"), REFERENCE)


def bounded_by(identity):
    """The quantity and all that bound it, alone or with others, and what bounds them."""
    limits = [bound.limit for bound in REFERENCE.bounds.get(identity, ()) if identity in bound.parts]
    return {identity, *(further for limit in limits if isinstance(limit, str) for further in bounded_by(limit))}


def test_what_has_no_most_in_its_unit_has_one_in_its_file():
    assert set(COUNTS) < set(UNBOUNDED)
    assert [identity for identity in UNBOUNDED if math.isinf(most(identity))] == []


def test_each_count_is_taken_at_its_most_where_what_bounds_it_is_as_high():
    for identity in COUNTS:
        if REFERENCE.quantities[identity].without_effect:
            continue  # a change of it is refused whatever the number
        raised = {name: most(name) for name in bounded_by(identity)}
        found = contradictions(scenario(**raised))
        assert found == [], (identity, found)


def test_more_than_the_most_is_refused_with_the_bound():
    for identity in UNBOUNDED:
        with pytest.raises(InputError) as caught:
            scenario(**{identity: 2 * int(most(identity)) + 1})
        problem = caught.value.problems[0]
        assert problem.path == f"changes.{identity}.value", identity
        assert problem.fix.endswith(f"to {most(identity):g}"), (identity, problem.fix)


@pytest.mark.parametrize(
    ("identity", "value"),
    [
        ("nuclear.adequacy.benchmark_british_boat_1993", 40_000),
        ("nuclear.france.boats_in_service", 10**6),
        ("nuclear.france.boats_in_service", 10**17),
        ("nuclear.france.air.squadrons", 10**5),
        ("missile_defence.russian_raids.aeroballistic.output_per_month", 10**9),
        ("nuclear.russia.stockpile", 4_309_000),
        ("options.asn4g.cost", {"low": 3000, "central": 7000, "high": 14000}),
    ],
)
def test_numbers_that_overflowed_or_filled_the_memory_are_refused(identity, value):
    with pytest.raises(InputError, match=identity):
        scenario(**{identity: value})


def test_every_part_is_bounded_by_its_total():
    """What the models subtract from a total, or share out of a whole, with a value that the total cannot hold."""
    parts = {
        "nuclear.theatre.united_kingdom.low_yield_ballistic_missile_warheads": 300,
        "nuclear.theatre.united_states.low_yield_ballistic_missile_warheads": 995,
        "nuclear.theatre.russia.low_yield_ballistic_missile_warheads": 700,
        "nuclear.theatre.russia.air_gravity_bomb_share": 0.5,
        "nuclear.theatre.russia.sea_launched_cruise_missile_share": 0.6,
        "nuclear.theatre.france.forward_based_aircraft": 60,
        "nuclear.theatre.germany.dual_capable_aircraft": 100,
        "nuclear.france.warheads_on_other_systems": 300,
        "nuclear.united_kingdom.warheads_on_other_systems": 300,
        "nuclear.russia.icbm_warheads": 4000,
        "nuclear.united_states.bomber_warheads": 3000,
        "nuclear.china.sea_share_of_warheads": 0.99,
    }
    for identity, value in parts.items():
        base = SCENARIO.dataset.quantities[identity].basis
        changed = replace(SCENARIO, changes={identity: replace(base, distribution=Point(value))})
        assert [p.path for p in contradictions(changed)] == [identity], identity


def test_a_part_that_the_models_subtract_is_held_against_the_least_of_its_total():
    """60 of 50 to 260 British warheads: in some futures more than there are, and 50 never."""
    part, total = (
        "nuclear.theatre.united_kingdom.low_yield_ballistic_missile_warheads",
        "nuclear.united_kingdom.stockpile",
    )
    stock = {"low": 50, "central": 243, "high": 260}
    with pytest.raises(InputError, match=r"write at most 50, or raise nuclear\.united_kingdom\.stockpile"):
        scenario(**{part: 60, total: stock})
    assert scenario(**{part: 50, total: stock}).changes


@pytest.mark.parametrize("component", ALONE, ids=lambda component: component.name)
def test_the_models_take_each_count_at_its_most(component):
    """No overflow and no number that is none, in one future."""
    resolved = resolve(SCENARIO, "reference")
    needed = ancestors({component.name}, COMPONENTS, ORDER.givers)
    drawn = dict.fromkeys(name for one in COMPONENTS if one.name in needed for name in one.quantities_read(AIDS_NET))
    draws = draw({name: resolved[name] for name in drawn}, 1, 0, 1, SCENARIO.years)
    for identity in set(COUNTS) & set(component.quantities):
        highest = {name: np.array([most(name)]) for name in bounded_by(identity)}
        for name, values in outcomes(needed, {**draws, **highest}, SCENARIO.years).items():
            assert np.isfinite(values).all(), (identity, name)


def test_each_lever_stands_in_a_group_that_a_page_shows():
    groups = {quantity.lever.group for quantity in REFERENCE.quantities.values() if quantity.lever}
    assert groups <= {*RAID_GROUPS, *balance_groups(CHAPTERS)}

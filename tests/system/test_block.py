"""Policies as changed draws: what they reach is run again, all else is the reference's, to the last bit (law 38)."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from deterrence.axes import REFERENCE, STRUCTURES
from deterrence.component import Component, Outcome, Reads, draws_and_years
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.futures import Futures
from deterrence.scenario.overlay import load_scenario
from deterrence.system.block import reached, run_block, targeted
from deterrence.system.couplings import Switches, can_be_switched
from deterrence.system.loop import run
from deterrence.system.order import order_of
from deterrence.system.registry import COMPONENTS, ORDER, all_quantities
from running import RETALIATION

FUTURES = 3
SCENARIO = replace(load_scenario(None, load_dataset()), years=tuple(range(2030, 2041)))
YEARS = np.array(SCENARIO.years)
POLICIES = tuple(SCENARIO.dataset.policies)
DEAR = {component.name for component in COMPONENTS if component.is_reference_only}
UNDER_POLICIES = ORDER.restricted({component.name for component in COMPONENTS} - DEAR)


def same(found, expected, where):
    assert found.dtype == expected.dtype, where
    assert found.shape == expected.shape, where
    assert np.ascontiguousarray(found).tobytes() == np.ascontiguousarray(expected).tobytes(), where


class Blocks:
    """Draws, what each policy changes in them, and the block of all policies, by structure."""

    def __init__(self):
        self.known = {}

    def __getitem__(self, structure):
        if structure not in self.known:
            futures = Futures(SCENARIO, "reference", structure, 5, 0, FUTURES)
            read = all_quantities(structure)
            draws, moved = futures.draws(read), futures.moved(read)
            block = run_block(UNDER_POLICIES, draws, moved, YEARS, structure)
            reference = run(UNDER_POLICIES, draws, YEARS, structure).values
            self.known[structure] = (draws, moved, block, reference)
        return self.known[structure]


@pytest.fixture(scope="module")
def blocks():
    return Blocks()


def test_most_policies_of_the_dataset_move_something():
    """Else the comparison below would compare the reference with itself."""
    futures = Futures(SCENARIO, "reference", "aids_net", 5, 0, 1)
    moved = futures.moved(all_quantities("aids_net"))
    assert set(moved) == {name for name in POLICIES if SCENARIO.dataset.policies[name].changes}
    assert len(moved) > len(POLICIES) / 2


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("policy", POLICIES)
def test_what_a_policy_reaches_is_a_full_rerun_and_all_else_the_reference(policy, structure, blocks):
    draws, moved, block, reference = blocks[structure]
    rerun = run(UNDER_POLICIES, {**draws, **moved.get(policy, {})}, YEARS, structure).values
    assert set(rerun) == set(block.values)
    for name, values in rerun.items():
        same(block.under(name, policy), values, (policy, name))
        same(block.under(name, REFERENCE), reference[name], name)
        assert policy in block.policies[name] or values.tobytes() == reference[name].tobytes()


def test_a_policy_reaches_the_second_strike_and_what_answers_it(blocks):
    """More boats at sea are read by the boats, and over the couplings by defences and by the sum of both legs."""
    _, _, block, _ = blocks["aids_net"]
    for name in ("boats_owned", "arrivals", "interceptor_rounds", "erosion_all_legs", "boats_to_restore"):
        assert "more_french_boats_at_sea" in block.policies[name], name
    for name in ("ladder_coverage", "leakage_share", "air_missiles_arriving"):
        assert "more_french_boats_at_sea" not in block.policies[name], name
    moved = block.under("arrivals", "more_french_boats_at_sea") != block.under("arrivals")
    assert moved.any()


def test_what_is_too_dear_is_run_under_the_reference_alone():
    around = replace(SCENARIO, years=tuple(range(2033, 2038)))
    futures = Futures(around, "reference", "aids_net", 5, 0, 1)
    order = targeted(ORDER, ["reach", "arrivals"])
    read = {name for one in order.components for name in one.quantities_read("aids_net")}
    moved = futures.moved(read, ["more_french_boats_at_sea"])
    block = run_block(order, futures.draws(read), moved, np.array(around.years), "aids_net")
    assert block.policies["reach"] == (REFERENCE,)
    assert block.policies["arrivals"] == (REFERENCE, "more_french_boats_at_sea")


def test_an_outcome_alone_needs_no_more_than_it_reads():
    order = targeted(ORDER, ["ladder_coverage"])
    assert [one.name for one in order.components] == ["nuclear.theatre"]
    names = {one.name for one in targeted(ORDER, ["erosion_all_legs"]).components}
    assert {"nuclear.boats", "missile_defence.deployment", RETALIATION, "second_strike.air_leg"} < names
    assert not names & DEAR


# ---- couplings off ----

COUPLINGS = tuple(
    (component.name, read.outcome)
    for component in COMPONENTS
    for read in component.reads
    if can_be_switched(read) and read.is_on
)
"""Those that are on; what is declared for a domain to come is off already."""
ALL_OFF = Switches(COUPLINGS)
JUNCTIONS = ("second_strike", "nuclear_support")


@pytest.mark.parametrize("structure", STRUCTURES)
def test_all_couplings_off_is_each_domain_alone_to_the_last_bit(structure, blocks):
    """A junction reads the domains below it, as a part of its law; they know nothing of each other nor of it."""
    draws, _, _, coupled = blocks[structure]
    off = run(UNDER_POLICIES, draws, YEARS, structure, ALL_OFF).values
    alone = {}
    domains = dict.fromkeys(component.domain for component in UNDER_POLICIES.components)
    for domain in sorted(domains, key=lambda name: name in JUNCTIONS):
        part = UNDER_POLICIES.restricted({one.name for one in COMPONENTS if one.domain == domain})
        known = alone if domain in JUNCTIONS else {}
        alone |= run(part, draws, YEARS, structure, ALL_OFF, known=known).values
    assert set(alone) == set(off)
    for name, values in off.items():
        same(values, alone[name], name)
    assert any(values.tobytes() != coupled[name].tobytes() for name, values in off.items())


@pytest.mark.parametrize("coupling", COUPLINGS, ids=":".join)
def test_each_coupling_moves_something_while_it_is_on(coupling, blocks):
    """A coupling that moves nothing in any future would be no coupling.

    Both answers are made to be sure ones, and America keeps half of its forces.
    """
    draws, _, _, _ = blocks["aids_net"]
    strong = {
        "nuclear.upload.response_strength": 2.0,
        "missile_defence.response.strength": 2.0,
        "conventional.united_states.overall_dial": 0.5,
    }
    given = {**draws, **{name: np.full(FUTURES, value) for name, value in strong.items()}}
    on, off = (run(UNDER_POLICIES, given, YEARS, "aids_net", Switches(some)).values for some in ((), (coupling,)))
    assert any(on[name].tobytes() != off[name].tobytes() for name in on)


@pytest.mark.parametrize("structure", STRUCTURES)
def test_off_a_policy_reaches_a_full_rerun_too(structure, blocks):
    draws, moved, _, _ = blocks[structure]
    some = {name: moved[name] for name in ("more_french_boats_at_sea", "french_warhead_increase")}
    block = run_block(UNDER_POLICIES, draws, some, YEARS, structure, ALL_OFF)
    for policy, changed in some.items():
        rerun = run(UNDER_POLICIES, {**draws, **changed}, YEARS, structure, ALL_OFF).values
        for name, values in rerun.items():
            same(block.under(name, policy), values, (policy, name))


# ---- preparations, by small components ----


def small(name, quantities, prepare, reads=(), years=None):
    def profile(prepared, values, at):
        total = sum((values[read.outcome] for read in reads), np.zeros((FUTURES, at.stop - at.start)))
        own = sum(prepared[one] for one in quantities) if quantities else np.zeros(FUTURES)
        return {name: own[:, None] + total}

    outcome = Outcome(name, "factor", name, ("future", "year"), "A number.", "none", years=years)
    return Component(name, quantities, (outcome,), {}, prepare, profile=profile, reads=tuple(reads))


def counted(calls):
    def prepare(draws, years, structure):
        calls.append(sorted(draws))
        return draws

    return prepare


def test_what_two_components_prepare_alike_is_prepared_once_and_anew_only_where_a_draw_of_it_changes():
    calls, others = [], []
    shared, other = counted(calls), counted(others)
    order = order_of([
        small("first", ("x",), shared), small("second", ("y",), shared), small("third", ("z",), other),
        small("reader", (), draws_and_years, [Reads("first"), Reads("third")]),
    ])  # fmt: skip
    draws = {name: np.arange(FUTURES) * factor for name, factor in (("x", 1.0), ("y", 10.0), ("z", 100.0))}
    more = {"x": draws["x"] + 1}
    block = run_block(order, draws, {"more": more, "idle": {"none": draws["x"]}}, YEARS, "aids_net")
    assert len(calls) == 2  # the reference, and the policy that changes x
    assert len(others) == 1
    assert block.policies == {
        "first": (REFERENCE, "more"), "second": (REFERENCE,), "third": (REFERENCE,), "reader": (REFERENCE, "more"),
    }  # fmt: skip
    assert reached(order, {"x"}, "aids_net") == {"first", "reader"}
    assert (block.under("reader", "more") - block.under("reader") == 1).all()
    assert (block.under("second", "more") == block.under("second")).all()


def test_an_outcome_that_keeps_some_years_keeps_them_alone_under_every_policy():
    order = order_of([small("kept", ("x",), counted([]), years=(2036,))])
    draws = {"x": np.arange(FUTURES, dtype=float)}
    block = run_block(order, draws, {"more": {"x": draws["x"] + 5}}, YEARS, "aids_net")
    assert block.values["kept"].shape == (FUTURES, 2, 1)
    assert block.under("kept", "more")[:, 0].tolist() == [5.0, 6.0, 7.0]


def test_a_policy_that_changes_only_a_lag_reaches_who_reads_by_it():
    giver = small("given", ("x",), counted([]))
    reader = small("late", (), counted([]), [Reads("given", lag="lag", before=0.0)])
    order = order_of([giver, reader])
    draws = {"x": np.ones(FUTURES), "lag": np.ones(FUTURES)}
    block = run_block(order, draws, {"slower": {"lag": np.full(FUTURES, 4.0)}}, YEARS, "aids_net")
    assert block.policies == {"given": (REFERENCE,), "late": (REFERENCE, "slower")}
    assert block.under("late", "slower")[0].tolist() == [0.0] * 4 + [1.0] * (YEARS.size - 4)

"""Options on one page: what each policy costs, when it can come, and what it changes, on the same futures.

Every policy is compared with the reference future by future, so that the difference is its own and no noise of drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Floats
from deterrence.axes import POLICY_AXIS
from deterrence.errors import InputError, Problem
from deterrence.evidence.policy import Policy, Standing
from deterrence.evidence.quantity import Grade, worst
from deterrence.results import Cell, Label, Results
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.registry import compared
from deterrence.units import suggestion

_QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class Spread:
    """Median and ends of the middle 90 per cent of the futures, linear between order statistics."""

    p05: float
    p50: float
    p95: float


@dataclass(frozen=True)
class Effect:
    """An outcome under a policy in the table's year, and its difference to the reference, future by future.

    `is_modelled` is false where the policy changes nothing that the outcome reads: the difference is then no finding.
    """

    value: Spread
    difference: Spread
    mean_difference: float
    is_modelled: bool


@dataclass(frozen=True)
class OptionRow:
    """One option.

    Args:
        policy: Id; empty for the reference.
        cost: Sum of its costs in billion constant US dollars of 2025; none for the reference.
        earliest_year: First year in which it can act; none for the reference.
        cost_grade: Worst grade of what the cost rests on.
        date_grade: Worst grade of what the date rests on.
        effect_grade: Worst grade of what it changes; none where it changes nothing.
        effects: By column: those that the components say, or those asked for.
    """

    policy: str
    title: str
    standing: Standing | None
    cost: Spread | None
    earliest_year: Spread | None
    cost_grade: Grade | None
    date_grade: Grade | None
    effect_grade: Grade | None
    effects: Mapping[str, Effect]
    cost_note: str = ""
    treaty_note: str = ""
    note: str = ""


@dataclass(frozen=True)
class OptionsTable:
    """The reference and every option in one year of one cell."""

    assumption_set: str
    structure: str
    year: int
    reference: OptionRow
    rows: tuple[OptionRow, ...]


Shown = Mapping[str, tuple[str, Mapping[str, Label]]]
"""Column of the table -> an outcome, and labels that leave it [future, year]."""
COMPARED: Final[Shown] = {column: (outcome, one.labels) for column, (outcome, one) in compared().items()}
"""What the components say of the table."""


def options_table(
    results: Results,
    scenario: Scenario,
    cell: Cell,
    year: int,
    policies: Sequence[str] | None = None,
    outcomes: Shown = COMPARED,
) -> OptionsTable:
    """Cost, earliest year and effect of policies on the same futures, future by future.

    Args:
        results: The run, its futures and its seed.
        scenario: What was run.
        cell: One of its cells.
        year: Year of the effects, in the horizon.
        policies: Ids; all of the dataset if left out.
        outcomes: Column -> an outcome and labels that leave it [future, year].

    Raises:
        InputError: A policy, set, structure or year that there is not.
    """
    _refuse_unknown(scenario, cell, year, policies)
    known = scenario.dataset.policies
    chosen = tuple(known) if policies is None else tuple(policies)
    resolved = resolve(scenario, cell[0])
    rows = tuple(_row(results, resolved, known[name], cell, year, outcomes) for name in chosen)
    effects = {
        column: _effect(values, values, is_modelled=True)
        for column, (name, labels) in outcomes.items()
        for values in [results.values(name, cell, **{**labels, "year": year})]
    }
    reference = OptionRow("", "Reference", None, None, None, None, None, None, effects)
    return OptionsTable(*cell, year, reference, rows)


def _row(
    results: Results,
    resolved: Mapping[str, Resolved],
    policy: Policy,
    cell: Cell,
    year: int,
    outcomes: Shown,
) -> OptionRow:
    """One option."""
    effects = {}
    for column, (name, labels) in outcomes.items():
        known = results.values(name, cell, **{**labels, "year": year})
        found = results.values(name, cell, **{**labels, "year": year, POLICY_AXIS: policy.id})
        effects[column] = _effect(found, known, is_modelled=results.is_reached(name, policy.id))
    cost, date = (results.values(name, cell, policy=policy.id) for name in ("option_cost", "option_earliest_year"))
    return OptionRow(
        policy.id, policy.title, policy.standing, spread(cost), spread(date),
        worst(_grades(resolved[name]) for name in policy.cost), _grades(resolved[policy.earliest_year]),
        worst(basis.worse_grade for basis in policy.changes.values()) if policy.changes else None,
        effects, policy.cost_note, policy.treaty_note, policy.note,
    )  # fmt: skip


def spread(values: Floats) -> Spread:
    """Spread over the futures, [future]."""
    return Spread(*(float(value) for value in np.quantile(values, _QUANTILES)))


def _effect(values: AnyArray, reference: AnyArray, *, is_modelled: bool) -> Effect:
    difference = values - reference
    return Effect(spread(values), spread(difference), float(np.mean(difference)), is_modelled)


def _grades(resolved: Resolved) -> Grade:
    return resolved.basis.worse_grade


def _refuse_unknown(scenario: Scenario, cell: Cell, year: int, policies: Sequence[str] | None) -> None:
    asked: list[tuple[str, str, Sequence[str]]] = [
        ("assumption set", cell[0], scenario.assumption_sets),
        ("structure", cell[1], scenario.structures),
        *(("policy", name, tuple(scenario.dataset.policies)) for name in policies or ()),
    ]
    problems = [
        Problem("options", "", f"no such {kind}", suggestion(name, known, f"name one of {', '.join(known)}"), name)
        for kind, name, known in asked
        if name not in known
    ]
    if year not in scenario.years:
        fix = f"name a year from {scenario.years[0]} to {scenario.years[-1]}"
        problems.append(Problem("options", "", "a year outside the horizon", fix, year))
    if problems:
        raise InputError(problems)

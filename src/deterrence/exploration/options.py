"""Options on one page: what each policy costs, when it can come, and what it changes, on the same futures.

Every policy is compared with the reference future by future, so that the difference is its own and no noise of drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Floats
from deterrence.axes import OWNERS, POLICY_AXIS, REFERENCE
from deterrence.errors import Problem, refuse
from deterrence.evidence.policy import CASH_UNIT, Policy, Standing
from deterrence.evidence.quantity import Grade, worst
from deterrence.results import Cell, Label, Results
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.registry import OUTCOMES, compared
from deterrence.units import suggestion

Column = tuple[str, Mapping[str, Label]]
"""An outcome, and labels that leave it [future, year], or [future] where it is none of years."""
_QUANTILES = (0.05, 0.5, 0.95)
_ARRIVALS: Final = "arrivals"
_LOADS: Final = "warheads_per_missile"
"""What upload moves."""
LEGS: Final = "arrivals_all_legs"
"""What both legs together bring, in the years in which that is known."""
_HALF_A_WARHEAD: Final = 1 / 2


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
        cost: Sum of its costs in billion constant US dollars of 2025, or cash where `is_cash`; none for the reference.
        earliest_year: First year in which all of it can act; none for the reference.
        cost_grade: Worst grade of what the cost rests on.
        date_grade: Worst grade of what the date rests on.
        effect_grade: Worst grade of what it changes; none where it changes nothing.
        effects: By column: those that the components say, or those asked for.
        in_reference: What of it the reference holds already; empty where it would all be added.
        is_cash: Whether its cost is cash of the years of payment, which in constant dollars would be less.
        is_less_uploaded: Fewer warheads arrive in some futures, and in each of these fewer were uploaded (law 22).
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
    in_reference: str = ""
    is_cash: bool = False
    is_less_uploaded: bool = False


@dataclass(frozen=True)
class OptionsTable:
    """The reference and every option in one year of one cell."""

    assumption_set: str
    structure: str
    year: int
    reference: OptionRow
    rows: tuple[OptionRow, ...]


COMPARED: Final[Mapping[str, Column]] = {column: (outcome, one.labels) for column, (outcome, one) in compared().items()}
"""Columns that the components say of the table."""


READ_UNDER_POLICIES: Final = (*dict.fromkeys(name for name, _ in COMPARED.values()), _LOADS, LEGS)
"""What the table reads under every policy."""


def options_table(
    results: Results,
    scenario: Scenario,
    cell: Cell,
    year: int,
    policies: Sequence[str] | None = None,
    outcomes: Mapping[str, Column] = COMPARED,
) -> OptionsTable:
    """Cost, earliest year and effect of policies on the same futures, future by future.

    Args:
        results: The run, its futures and its seed.
        scenario: What was run.
        cell: One of its cells.
        year: Year of the effects, in the horizon.
        policies: Ids; all of the dataset that are no course of events if left out.
        outcomes: By column.

    Raises:
        InputError: A policy, set, structure or year that there is not.
    """
    _refuse_unknown(scenario, cell, year, policies)
    known = scenario.dataset.policies
    chosen = tuple(name for name in known if not known[name].is_course) if policies is None else tuple(policies)
    resolved = resolve(scenario, cell[0])
    effects = {name: _effects(results, cell, year, name, outcomes) for name in (REFERENCE, *chosen)}
    rows = tuple(
        replace(
            _row(results, resolved, known[name], cell, effects[name]),
            is_less_uploaded=_is_less_uploaded(results, cell, year, name, outcomes),
        )
        for name in chosen
    )
    reference = OptionRow("", "Reference", None, None, None, None, None, None, effects[REFERENCE])
    return OptionsTable(*cell, year, reference, rows)


def _effects(results: Results, cell: Cell, year: int, policy: str, columns: Mapping[str, Column]) -> dict[str, Effect]:
    """Outcomes under a policy, and their differences to the reference."""
    found = {}
    for column, (name, labels) in columns.items():
        at = {**labels, "year": year} if OUTCOMES[name].has_years else labels
        known, under = (results.values(name, cell, **{**at, POLICY_AXIS: label}) for label in (REFERENCE, policy))
        found[column] = _effect(under, known, is_modelled=results.is_reached(name, policy))
    return found


def per_billion(results: Results, cell: Cell, year: int, policy: str, column: Column) -> Spread:
    """What a policy adds to an outcome for each billion that it costs, future by future."""
    name, labels = column
    known, under = (
        results.values(name, cell, **{**labels, "year": year, POLICY_AXIS: label}) for label in (REFERENCE, policy)
    )
    more = under - known
    cost = results.values("option_cost", cell, policy=policy)[: more.size]
    return spread(np.divide(more, cost, out=np.zeros(more.shape), where=cost > 0))


def _is_less_uploaded(results: Results, cell: Cell, year: int, policy: str, columns: Mapping[str, Column]) -> bool:
    """Whether fewer warheads arrive somewhere, and nowhere with as many warheads on the missiles as without the policy.

    Less erosion is answered by less upload, so that an option that adds boats can bring fewer warheads in the end.
    """
    arrivals = [(name, labels) for name, labels in columns.values() if name == _ARRIVALS]
    if not arrivals or not results.is_reached(_ARRIVALS, policy):
        return False

    def both(name: str, labels: Mapping[str, Label]) -> AnyArray:
        known, under = (
            results.values(name, cell, **{**labels, "year": year, POLICY_AXIS: label}) for label in (REFERENCE, policy)
        )
        return under - known

    is_fewer = np.any([both(name, labels) < -_HALF_A_WARHEAD for name, labels in arrivals], axis=0)
    is_less = np.any([both(_LOADS, {"force": force}) < 0 for force in OWNERS], axis=0)
    return bool(is_fewer.any() and is_less[is_fewer].all())


def _row(
    results: Results,
    resolved: Mapping[str, Resolved],
    policy: Policy,
    cell: Cell,
    effects: Mapping[str, Effect],
) -> OptionRow:
    """One option."""
    cost, date = (results.values(name, cell, policy=policy.id) for name in ("option_cost", "option_earliest_year"))
    return OptionRow(
        policy.id, policy.title, policy.standing, spread(cost), spread(date),
        worst(_grades(resolved[name]) for name in policy.cost), worst(_grades(resolved[name]) for name in policy.dates),
        worst(basis.worse_grade for basis in policy.changes.values()) if policy.changes else None,
        effects, policy.cost_note, policy.treaty_note, policy.note, policy.in_reference,
        any(resolved[name].quantity.unit.name == CASH_UNIT for name in policy.cost),
    )  # fmt: skip


def by_cost(table: OptionsTable) -> list[OptionRow]:
    """The options, the cheapest first; what the reference holds already stands apart, after the others."""
    return sorted(table.rows, key=lambda row: (bool(row.in_reference), row.cost.p50 if row.cost else 0.0, row.policy))


def spread(values: Floats) -> Spread:
    """Spread over the futures, [future]."""
    return Spread(*(float(value) for value in np.quantile(values, _QUANTILES)))


def _effect(values: AnyArray, reference: AnyArray, *, is_modelled: bool) -> Effect:
    difference = values - reference
    return Effect(spread(values), spread(difference), float(np.mean(difference)), is_modelled)


def _grades(resolved: Resolved) -> Grade:
    return resolved.basis.worse_grade


def unknown_options(scenario: Scenario, year: int, policies: Sequence[str]) -> list[Problem]:
    """Policies that there are not, and a year that is not run."""
    problems = [_unknown("policy", name, tuple(scenario.dataset.policies)) for name in policies]
    if year not in scenario.years:
        fix = f"name a year from {scenario.years[0]} to {scenario.years[-1]}"
        problems.append(Problem("options", "", "a year outside the horizon", fix, year))
    return [problem for problem in problems if problem is not None]


def _unknown(kind: str, name: str, known: Sequence[str]) -> Problem | None:
    if name in known:
        return None
    return Problem("options", "", f"no such {kind}", suggestion(name, known, f"name one of {', '.join(known)}"), name)


def _refuse_unknown(scenario: Scenario, cell: Cell, year: int, policies: Sequence[str] | None) -> None:
    cells = [
        _unknown("assumption set", cell[0], scenario.assumption_sets),
        _unknown("structure", cell[1], scenario.structures),
    ]
    problems = [problem for problem in cells if problem is not None]
    problems += unknown_options(scenario, year, policies or ())
    refuse(problems)

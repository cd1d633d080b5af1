"""Options on one page: what each policy costs, when it can come, and what it changes, on the same futures.

Every policy is compared with the reference future by future, so that the difference is its own and no noise of drawing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deterrence.errors import InputError, Problem
from deterrence.evidence.policy import Policy, Standing
from deterrence.evidence.quantity import Grade, worst
from deterrence.exploration.ensemble import DECOY_SPREAD
from deterrence.scenario.draw import draw
from deterrence.scenario.policy import draws_under
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.profile import Profile
from deterrence.system.run import SystemOptions, run_raid
from deterrence.system.wiring import quantities_read
from deterrence.system.year import POSTURES
from deterrence.units import suggestion

Floats = NDArray[np.float64]
Draws = Mapping[str, Floats]
Further = Callable[[Draws, tuple[int, ...]], Floats]

FORCE = "both"
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
        effects: By outcome: `arrivals_<posture>` and what was asked for further.
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
    futures: int
    seed: int
    reference: OptionRow
    rows: tuple[OptionRow, ...]


def options_table(
    scenario: Scenario,
    assumption_set: str,
    structure: str,
    year: int,
    futures: int,
    seed: int,
    policies: Sequence[str] | None = None,
    further: Mapping[str, tuple[tuple[str, ...], Further]] | None = None,
) -> OptionsTable:
    """Cost, earliest year and effect of policies on the same futures.

    Arrivals are those of both forces through the defence, day-to-day and generated: expected warheads of each future.

    Args:
        scenario: What the policies lie on.
        assumption_set: One of the scenario's sets.
        structure: One of the scenario's structures.
        year: Year of the effects, in the horizon.
        futures: How many.
        seed: Seed of the run.
        policies: Ids; all of the dataset if left out.
        further: Name -> (quantities that it reads, function of draws and years to [future, year]): further outcomes,
            such as a domain's coverage or sufficiency; `outcome_of` makes one of a profile.

    Raises:
        InputError: A policy, set, structure or year that there is not.
    """
    _refuse_unknown(scenario, assumption_set, structure, year, policies)
    bench = _Bench(scenario, assumption_set, structure, year, futures, seed, further or {})
    known = scenario.dataset.policies
    rows = tuple(bench.row(known[name]) for name in (known if policies is None else policies))
    return OptionsTable(assumption_set, structure, year, futures, seed, bench.reference_row(), rows)


class _Bench:
    """The reference's futures, and each policy held against them."""

    def __init__(
        self,
        scenario: Scenario,
        assumption_set: str,
        structure: str,
        year: int,
        futures: int,
        seed: int,
        further: Mapping[str, tuple[tuple[str, ...], Further]],
    ) -> None:
        self.scenario, self.assumption_set, self.structure = scenario, assumption_set, structure
        self.futures, self.seed, self.further = futures, seed, further
        self.place = scenario.years.index(year)
        self.resolved = resolve(scenario, assumption_set)
        self.coupled = quantities_read(structure)
        self.quantities = tuple(dict.fromkeys((*self.coupled, *(q for read, _ in further.values() for q in read))))
        self.draws = self._drawn(self.quantities)
        self.reference = self._outcomes(self.draws, {}, set(self.quantities))

    def reference_row(self) -> OptionRow:
        """The reference, with which the others are compared."""
        effects = {name: _effect(values, values, True) for name, values in self.reference.items()}
        return OptionRow("", "Reference", None, None, None, None, None, None, effects)

    def row(self, policy: Policy) -> OptionRow:
        """One option."""
        drawn = self._drawn((*policy.cost, policy.earliest_year))
        cost = np.sum([drawn[name] for name in policy.cost], axis=0)
        draws = draws_under(
            policy.id, self.scenario, self.assumption_set, self.draws, self.quantities, self.seed, 0, self.futures
        )
        outcomes = self._outcomes(draws, self.reference, set(policy.changes))
        return OptionRow(
            policy.id, policy.title, policy.standing, spread(cost), spread(drawn[policy.earliest_year]),
            worst(_grades(self.resolved[name]) for name in policy.cost), _grades(self.resolved[policy.earliest_year]),
            worst(basis.worse_grade for basis in policy.changes.values()) if policy.changes else None,
            {name: _effect(found, known, found is not known)
             for name, found, known in ((name, outcomes[name], self.reference[name]) for name in outcomes)},
            policy.cost_note, policy.treaty_note, policy.note,
        )  # fmt: skip

    def _drawn(self, quantities: Sequence[str]) -> dict[str, Floats]:
        chosen = {name: self.resolved[name] for name in quantities}
        return draw(chosen, self.seed, 0, self.futures, self.scenario.years)

    def _outcomes(self, draws: Draws, known: Mapping[str, Floats], changed: set[str]) -> dict[str, Floats]:
        """Outcomes of the year by name, [future]; what reads nothing that changed is known already."""
        found = dict(known)
        if changed & set(self.coupled):
            options = SystemOptions(benchmarks=(), curve_year=None, decoy_spread=DECOY_SPREAD)
            read = {name: draws[name] for name in self.coupled}
            for posture in POSTURES:
                with_, _ = run_raid(read, self.scenario.years, self.structure, options, FORCE, posture)
                found[f"arrivals_{posture}"] = with_[:, self.place]
        for name, (reads, function) in self.further.items():
            if changed & set(reads):
                read = {quantity: draws[quantity] for quantity in reads}
                found[name] = function(read, self.scenario.years)[:, self.place]
        return found


def outcome_of(profile: Profile, outcome: str, **labels: str) -> tuple[tuple[str, ...], Further]:
    """One outcome of a profile at labels of its named axes, as a further outcome of the table.

    Args:
        profile: The domain's profile.
        outcome: Name of one of its outcomes, which has years.
        labels: A label for each axis of the outcome that is neither future nor year.

    Raises:
        ValueError: The outcome is not of the profile, or the labels do not leave [future, year].
    """
    axes = {one.name: one.axes for one in profile.outcomes}.get(outcome, ())
    named = [axis for axis in axes if axis not in ("future", "year")]
    if axes[:2] != ("future", "year") or set(named) != set(labels):
        raise ValueError(f"{outcome} of {profile.name} has the axes {axes}: name a label for each but future and year")
    places: tuple[slice | int, ...] = tuple(profile.axes[axis].index(labels[axis]) for axis in named)
    index = (slice(None), slice(None), *places)

    def at_labels(draws: Draws, years: tuple[int, ...]) -> Floats:
        found = profile.evaluate(draws, np.asarray(years, dtype=np.int64))[outcome]
        return np.asarray(found[index], dtype=np.float64)

    return profile.quantities, at_labels


def spread(values: Floats) -> Spread:
    """Spread over the futures, [future]."""
    return Spread(*(float(value) for value in np.quantile(values, _QUANTILES)))


def _effect(values: Floats, reference: Floats, is_modelled: bool) -> Effect:
    difference = values - reference
    return Effect(spread(values), spread(difference), float(np.mean(difference)), is_modelled)


def _grades(resolved: Resolved) -> Grade:
    return resolved.basis.worse_grade


def _refuse_unknown(
    scenario: Scenario, assumption_set: str, structure: str, year: int, policies: Sequence[str] | None
) -> None:
    asked: list[tuple[str, str, Sequence[str]]] = [
        ("assumption set", assumption_set, scenario.assumption_sets),
        ("structure", structure, scenario.structures),
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

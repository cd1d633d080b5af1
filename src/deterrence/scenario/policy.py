"""Policies of a scenario: which are in force, from what year, and the futures under one of them.

A policy lies on top of everything else (law 3). Under it a future is the same future: every quantity keeps its uniform
(law 4), and one that the policy changes takes the policy's value from the drawn earliest year on, or over the whole
horizon if it is a schedule, which has dates of its own (`dated:` in the quantity's file).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from deterrence.errors import Problem
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import Document
from deterrence.evidence.policy import Policy
from deterrence.scenario.checks import impossible
from deterrence.scenario.horizon import FIRST_YEAR, LATEST_YEAR
from deterrence.scenario.precedence import basis_in_force
from deterrence.scenario.scenario import Scenario
from deterrence.units import suggestion

_FORMS = "write [id, ...] or {id: {from_year: 2031}}"
_KEYS = ("from_year",)


def under_policy(policy: str, scenario: Scenario) -> Scenario:
    """The scenario with one more policy, from the first year in which it can act unless the scenario says later."""
    return replace(scenario, policies={**scenario.policies, policy: scenario.policies.get(policy)})


def has_only_schedules(policy: Policy, dataset: Dataset) -> bool:
    """Whether the policy acts by the dates of its schedules alone."""
    return bool(policy.changes) and all(not dataset.quantities[identity].takes_path for identity in policy.changes)


def earliest_possible(policy: Policy, scenario: Scenario) -> int:
    """Low end of the policy's earliest year over the scenario's sets."""
    dates = {policy.earliest_of(identity) for identity in policy.changes} or {policy.earliest_year}
    bases = [
        basis_in_force(scenario.dataset, name, scenario.changes, date)[0]
        for name in scenario.assumption_sets
        for date in dates
    ]
    return int(min(basis.distribution.low for basis in bases))


def read_policies(document: Document, dataset: Dataset) -> tuple[dict[str, int | None], list[Problem]]:
    """Policies in force and the year before which each does not start; and what is wrong with how they are written."""
    written = document.tree.get("policies") if isinstance(document.tree, dict) else None
    if written is None:
        return {}, []
    entries: list[tuple[tuple[str | int, ...], Any, Any]]
    if isinstance(written, list):
        entries = [((position,), name, {}) for position, name in enumerate(written)]
    elif isinstance(written, dict):
        entries = [((name,), name, start) for name, start in written.items()]
    else:
        return {}, [document.problem(("policies",), "not policies", _FORMS, written)]
    found: dict[str, int | None] = {}
    problems: list[Problem] = []
    for place, name, start in entries:
        wrong = list(_entry_problems(document, ("policies", *place), name, start, dataset, found))
        problems += wrong
        if not wrong:
            found[name] = start.get("from_year") if isinstance(start, dict) else None
    return found, problems


def _entry_problems(
    document: Document,
    path: tuple[str | int, ...],
    name: Any,
    start: Any,
    dataset: Dataset,
    found: Mapping[str, int | None],
) -> Iterator[Problem]:
    if not isinstance(name, str) or name not in dataset.policies:
        fix = suggestion(str(name), dataset.policies)
        yield document.problem(path, "no such policy", fix, name)
        return
    if name in found:
        yield document.problem(path, "the same policy twice", "name it once", name)
    if start is None:
        return
    if not isinstance(start, dict):
        yield document.problem(path, "not a start", "write {from_year: 2031} or {}", start)
        return
    for key in start:
        if key not in _KEYS:
            fix = suggestion(key, _KEYS, "write from_year")
            yield document.problem((*path, key), "unknown key", fix, key)
    year = start.get("from_year", FIRST_YEAR)
    if not isinstance(year, int) or isinstance(year, bool) or not FIRST_YEAR <= year <= LATEST_YEAR:
        fix = f"write a year from {FIRST_YEAR} to {LATEST_YEAR}"
        yield document.problem((*path, "from_year"), "not a year in range", fix, year)


def policy_problems(scenario: Scenario, document: Document) -> list[Problem]:
    """What is wrong with the policies of a scenario: dates, quarrels between them, and what they make impossible."""
    found: list[Problem] = []
    changed: dict[str, str] = {}
    for name, from_year in scenario.policies.items():
        policy = scenario.dataset.policies[name]
        found += _date_problems(policy, from_year, scenario, document)
        for identity in policy.changes:
            if identity in changed:
                what = f"changes {identity}, and so does {changed[identity]}"
                found.append(_problem(document, name, what, "keep one of the two", None))
            changed[identity] = name
        found += _made_impossible(policy, scenario, document)
    return found


def _date_problems(policy: Policy, from_year: int | None, scenario: Scenario, document: Document) -> Iterator[Problem]:
    if from_year is None:
        return
    earliest = earliest_possible(policy, scenario)
    path = ("policies", policy.id, "from_year")
    if has_only_schedules(policy, scenario.dataset):
        what, fix = "a start for a policy that acts by its schedule", "remove it, or change the schedule's first year"
        yield document.problem(path, what, fix, from_year)
    elif from_year < earliest:
        fix = f"write {earliest} or later, the low end of {policy.earliest_year}"
        yield document.problem(path, f"before its earliest date, {earliest}", fix, from_year)


def _made_impossible(policy: Policy, scenario: Scenario, document: Document) -> Iterator[Problem]:
    """What cannot be true together once the policy acts."""
    before = {(problem.path, problem.what) for problem in impossible(scenario)}
    after = impossible(replace(scenario, changes={**scenario.changes, **policy.changes}))
    for problem in after:
        if (problem.path, problem.what) not in before:
            what = f"{problem.path}: {problem.what}"
            yield _problem(document, policy.id, what, problem.fix, problem.value)


def _problem(document: Document, policy: str, what: str, fix: str, value: object) -> Problem:
    written = document.tree.get("policies")
    place = written.index(policy) if isinstance(written, list) else policy
    return document.problem(("policies", place), what, fix, value, has_value=value is not None)

"""Changes that are allowed and look like a slip: far outside the reference's range, out of step with their parts, or
idle, as bombs without the aircraft that would carry them.

They are told as warnings, with the slip that is likeliest (millions for billions, a percentage for a share), and are
errors only where that is asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from deterrence.errors import Problem
from deterrence.evidence.bound import Bound, ends_by_year
from deterrence.evidence.distribution import Distribution
from deterrence.evidence.document import Document
from deterrence.evidence.policy import Policy
from deterrence.evidence.quantity import Quantity
from deterrence.numbers import result, significant
from deterrence.scenario.precedence import basis_in_force
from deterrence.scenario.scenario import Scenario

FACTOR: Final = 10
"""How many times beyond the reference's range, its rival values included, a change is told."""
_HALF_A_POWER: Final = 0.5
_DATE: Final = "date"
_SHARES: Final = ("probability", "share", "factor")
_MONEY: Final = "money"
# Power of ten of the ratio to the reference: what it then looks like, for money in billions, for shares, for all else.
_OF_MONEY: Final = {3: "millions", 6: "thousands", 9: "single dollars"}
_OF_COUNTS: Final = {3: "thousands counted one by one, or a point that parts thousands"}
_MANY: Final = "millions, where the unit counts one by one"


def slips(scenario: Scenario, document: Document | None = None) -> list[Problem]:
    """Changes of a scenario that look like a slip, each once, at its line.

    Args:
        scenario: The scenario.
        document: Its file, if it has one.
    """
    outside = ((identity, _outside(scenario, identity)) for identity in scenario.changes)
    found = {identity: problem for identity, problem in outside if problem is not None}
    for identity, problem in (*_out_of_step(scenario), *_idle(scenario)):
        found.setdefault(identity, problem)
    return [_at(scenario, document, identity, *found[identity]) for identity in scenario.changes if identity in found]


Told = tuple[str, str, float]
"""What is strange, what to do, the value."""


def _outside(scenario: Scenario, identity: str) -> Told | None:
    """A change that lies beyond the reference's range by more than the factor."""
    quantity, changed = scenario.dataset.quantities[identity], scenario.changes[identity].distribution
    if quantity.unit.dimension == _DATE:
        return None
    known = [quantity.basis.distribution, *(basis.distribution for basis in quantity.variants.values())]
    low, high = min(one.low for one in known), max(one.high for one in known)
    if high > 0 and changed.high > FACTOR * high:
        return _told(quantity, changed, changed.high / high if not changed.central else _ratio(changed, quantity, high))
    if 0 < changed.high * FACTOR < low:
        return _told(quantity, changed, _ratio(changed, quantity, low))
    return None


def _ratio(changed: Distribution, quantity: Quantity, end: float) -> float:
    """The change by the reference, central by central; by an end of its range where its central value is 0."""
    return changed.central / (quantity.basis.distribution.central or end)


def _told(quantity: Quantity, changed: Distribution, ratio: float) -> Told:
    reference = quantity.basis.distribution.central
    what = f"{_times(ratio)} the reference's {significant(reference)} {quantity.unit.label}"
    slip = _slip(quantity, ratio)
    fix = f"write it in {quantity.unit.label}, or keep it if it is meant"
    return what, f"{slip}? {fix}" if slip else fix, changed.central


def _times(ratio: float) -> str:
    return f"about {result(ratio, '')} times" if ratio >= 1 else f"about 1/{result(1 / ratio, '')} of"


def _slip(quantity: Quantity, ratio: float) -> str:
    """The slip that a ratio looks like; empty where it looks like none."""
    power = round(math.log10(ratio))
    if abs(math.log10(ratio) - power) > _HALF_A_POWER:
        return ""
    unit = quantity.unit
    if unit.name in _SHARES:
        return {2: "a percentage", -2: "per cent of a per cent, or a share divided by 100 twice"}.get(power, "")
    if unit.dimension == _MONEY:
        return _OF_MONEY.get(power, "") or {-3: "thousand billions"}.get(power, "")
    if power < 0:
        return {-3: "thousands", -6: "millions"}.get(power, "")
    return _OF_COUNTS.get(power, _MANY if power == 6 else "")


def _out_of_step(scenario: Scenario) -> Iterator[tuple[str, Told]]:
    """Totals of which the parts have become a small piece, where in the reference they are a large one."""
    changes, bounds = scenario.changes, scenario.dataset.bounds
    for bound in dict.fromkeys(bound for name in changes for bound in bounds.get(name, ())):
        if not isinstance(bound.limit, str) or bound.limit not in changes:
            continue
        in_force = partial(_in_force, scenario, _set_of(scenario, bound.limit))
        before = _filled(bound, lambda name: scenario.dataset.quantities[name].basis.distribution)
        now = _filled(bound, in_force)
        if 0 < now * FACTOR < before:
            total = changes[bound.limit].distribution.central
            what = f"its parts ({', '.join(bound.parts)}) are {now:.2%} of it, in the reference {before:.0%}"
            fix = "digits too many? change its parts too, or keep it if it is meant"
            yield bound.limit, (what, fix, total)


def _idle(scenario: Scenario) -> Iterator[tuple[str, Told]]:
    """Changes to more than nothing that count for nothing in any year, because there is none of what they go with."""
    quantities, years = scenario.dataset.quantities, scenario.years
    for identity, basis in scenario.changes.items():
        other = quantities[identity].idle_without
        if not other or not ends_by_year(basis.distribution, years)[1].any():
            continue
        by_policy = [policy.changes[other] for policy in _policies(scenario) if other in policy.changes]
        found = [_in_force(scenario, _set_of(scenario, identity), other), *(one.distribution for one in by_policy)]
        if not any(ends_by_year(one, years)[1].any() for one in found):
            lever = quantities[other].lever
            name = f"“{lever.label}” ({other})" if lever else other
            what = f"counts for nothing while {name} is 0"
            yield identity, (what, "set that above 0 too", basis.distribution.central)


def _policies(scenario: Scenario) -> Iterator[Policy]:
    return (scenario.dataset.policies[name] for name in scenario.policies)


def _set_of(scenario: Scenario, name: str) -> str:
    """The first assumption set in which a change counts."""
    return next(filter(scenario.changes[name].is_of, scenario.assumption_sets), scenario.assumption_sets[0])


def _in_force(scenario: Scenario, assumption_set: str, name: str) -> Distribution:
    return basis_in_force(scenario.dataset, assumption_set, scenario.changes, name)[0].distribution


def _filled(bound: Bound, distribution: Callable[[str], Distribution]) -> float:
    """How much of the total its parts are, all at their central values; 0 where there is no total."""
    total = distribution(str(bound.limit)).central
    return sum(distribution(part).central for part in bound.parts) / total if total > 0 else 0.0


def _at(scenario: Scenario, document: Document | None, identity: str, what: str, fix: str, value: float) -> Problem:
    path = ("changes", identity)
    if document is not None:
        return document.problem(path, what, fix, significant(value))
    return Problem(scenario.name, ".".join(path), what, fix, significant(value))

"""Why not all is met: a minimal conflict, the least relaxation, and shadow prices in years (laws C20, C21)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.conventional.apportionment_plan import Plan
from deterrence.conventional.apportionment_solver import Solver

MOST_RELAXED: Final = 2**3
"""A family that does not help even at so many times its limits does not help."""
NARROW: Final = 1e-6
"""Width at which the search for the least factor ends."""
TENTH: Final = 1 / 10
"""By how much a family is relaxed for a shadow price."""
_MET: Final = 1e-6
"""What is unmet below this share of a requirement is rounding of the solver."""
One = TypeVar("One")


@dataclass(frozen=True)
class Conflict:
    """Why a plan leaves something unmet.

    Args:
        families: A minimal set that cannot be met together; empty where all is met.
        codes: Of these families, a minimal set of codes whose requirements cannot be met; empty where none are in it.
        least: By family, the least that alone lets all be met: a factor of its limits, of the requirements (below
            one), or for half the largest share of one ally itself; none where even eight times does not help.
    """

    families: tuple[str, ...]
    codes: tuple[int, ...]
    least: Mapping[str, float | None]


def minimal(members: Sequence[One], is_met_without: Callable[[frozenset[One]], bool]) -> tuple[One, ...]:
    """Members of a minimal conflict: each is dropped in order, and stays dropped where the conflict lasts without it.

    Args:
        members: In the order in which they are dropped.
        is_met_without: Whether all is met when some members are dropped.
    """
    dropped: set[One] = set()
    for member in members:
        if not is_met_without(frozenset(dropped | {member})):
            dropped.add(member)
    return tuple(member for member in members if member not in dropped)


def without(plan: Plan, families: Iterable[str]) -> Plan:
    """A plan without some families of limits."""
    for family in families:
        plan = plan.without(family)
    return plan


def conflict_of(plan: Plan, solver: Solver | None = None) -> Conflict:
    """The conflict of a plan, with families and codes, and what alone would end it."""
    solver = solver or Solver(plan)
    if solver.is_met(plan):
        return Conflict((), (), {})
    families = minimal(plan.families, lambda dropped: solver.is_met(without(plan, dropped)))
    codes: tuple[int, ...] = ()
    if "requirement" in families:
        alone = without(plan, [family for family in plan.families if family not in families])
        cheapest = np.argsort(plan.cost * plan.requirement, kind="stable").tolist()
        codes = minimal(cheapest, lambda dropped: solver.is_met(_asking(alone, dropped)))
    return Conflict(families, codes, {family: least_relaxation(plan, family, solver) for family in plan.families})


def _asking(plan: Plan, dropped: Iterable[int]) -> Plan:
    due = plan.due.copy()
    due[list(dropped)] = plan.shape[2]
    return replace(plan, due=due)


def least_relaxation(plan: Plan, family: str, solver: Solver) -> float | None:
    """The least that one family alone must give for all to be met, by halving; none where nothing helps."""
    is_requirement = family == "requirement"
    tight, loose = 1.0, 1 / MOST_RELAXED if is_requirement else float(MOST_RELAXED)
    if not solver.is_met(plan.scaled(family, loose)):
        return None
    while abs(loose - tight) > NARROW:
        middle = (tight + loose) / 2
        if solver.is_met(plan.scaled(family, middle)):
            loose = middle
        else:
            tight = middle
    return loose * plan.half if family == "half" else loose


def closure_years(unmet: Floats) -> Integers:
    """Place of the first year from which nothing of a code is unmet, [code]; the number of years where none is.

    Args:
        unmet: In shares of requirements, [code, year].
    """
    is_open = unmet > _MET
    years = unmet.shape[1]
    last_open = np.where(is_open.any(axis=1), years - 1 - np.argmax(is_open[:, ::-1], axis=1), -1)
    return (last_open + 1).astype(np.int64)


def shadow_years(plan: Plan, solver: Solver | None = None) -> dict[str, Integers]:
    """By family, years by which each code closes sooner or later with that family relaxed by a tenth, [code].

    Below 0: sooner. A code that closes after the last year counts as closed in the year after it.
    """
    solver = solver or Solver(plan)

    def closed(tried: Plan) -> Integers:
        unmet = solver.first_stage(tried)
        years = plan.shape[2]
        return np.full(plan.shape[1], years) if unmet is None else closure_years(unmet)

    as_it_is = closed(plan)
    return {
        family: closed(plan.scaled(family, 1 - TENTH if family == "requirement" else 1 + TENTH)) - as_it_is
        for family in plan.families
    }

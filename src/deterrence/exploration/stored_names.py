"""Names under which parts are stored: a table of the registry, and what of it is stored apart."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Final

from deterrence.component import Component
from deterrence.scenario.scenario import Scenario
from deterrence.system.block import reached
from deterrence.system.registry import COMPONENT_OF, ORDER, tables

DRAWS: Final = "draws"
_FURTHER: Final = ".further"
_POLICIES: Final = ".policies"


def further_of(table: str) -> str:
    """Name of what further blocks store of a table (law 44)."""
    return f"{table}{_FURTHER}"


def policies_of(table: str) -> str:
    """Name of what a table holds under policies, where that is computed on request (law 45)."""
    return f"{table}{_POLICIES}"


def base_of(stored: str) -> str:
    """The table of the registry that a stored name belongs to, or `draws`."""
    return stored.removesuffix(_FURTHER).removesuffix(_POLICIES)


def is_further(stored: str) -> bool:
    """Whether that is the name of what further blocks store."""
    return stored.endswith(_FURTHER)


def is_of_policies(stored: str) -> bool:
    """Whether that is the name of what stands apart under policies."""
    return stored.endswith(_POLICIES)


def outcomes_of(stored: Iterable[str]) -> set[str]:
    """Outcomes in some stored tables of the registry."""
    known = tables(everything=True)
    return {name for table in stored for name in known.get(base_of(table), ())}


def is_apart(table: str) -> bool:
    """Whether what a table holds under policies is computed on request and stored apart."""
    giver = _giver(table)
    return giver is not None and not (giver.keeps_policies or giver.is_reference_only)


def reaching(scenario: Scenario, table: str, structure: str) -> tuple[str, ...]:
    """Policies, not in force, that can change what a table holds; none where it is run under the reference alone."""
    giver = _giver(table)
    if giver is None or giver.is_reference_only:
        return ()
    known = scenario.dataset.policies
    others = (name for name in known if name not in scenario.policies)
    return tuple(name for name in others if giver.name in _reached(frozenset(known[name].changes), structure))


def _giver(table: str) -> Component | None:
    name = tables(everything=True).get(table, ("",))[0]
    return COMPONENT_OF.get(name)


@cache
def _reached(changed: frozenset[str], structure: str) -> frozenset[str]:
    return frozenset(reached(ORDER, set(changed), structure))

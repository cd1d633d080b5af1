"""Every domain's components: the one list by which the system knows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import Final

from deterrence import conventional, missile_defence, nuclear, nuclear_support, second_strike
from deterrence.axes import POLICY_AXIS
from deterrence.component import Compared, Component, Outcome
from deterrence.conventional import components as conventional_components
from deterrence.missile_defence import components as missile_defence_components
from deterrence.nuclear import components as nuclear_components
from deterrence.nuclear_support import components as nuclear_support_components
from deterrence.second_strike import components as second_strike_components
from deterrence.study import Study
from deterrence.system.options import OPTION_OUTCOMES
from deterrence.system.order import Order, ancestors, order_of

DOMAINS: Final = (nuclear, missile_defence, second_strike, conventional, nuclear_support)
_ROOMS: Final = (
    nuclear_components,
    missile_defence_components,
    second_strike_components,
    conventional_components,
    nuclear_support_components,
)
COMPONENTS: Final[tuple[Component, ...]] = tuple(one for room in _ROOMS for one in room.COMPONENTS)
STUDIES: Final[Mapping[str, Study]] = MappingProxyType({study.name: study for room in _ROOMS for study in room.STUDIES})
STUDY_OF: Final[Mapping[str, Study]] = MappingProxyType(
    {outcome.name: study for study in STUDIES.values() for outcome in study.outcomes}
)
"""The study that gives an outcome without futures, by its name."""
ORDER: Final[Order] = order_of(COMPONENTS)
COMPONENT_OF: Final[Mapping[str, Component]] = MappingProxyType(
    {outcome.name: component for component in COMPONENTS for outcome in component.outcomes}
)
OUTCOMES: Final[Mapping[str, Outcome]] = MappingProxyType(
    {outcome.name: outcome for component in COMPONENTS for outcome in component.outcomes}
    | {outcome.name: outcome for outcome in OPTION_OUTCOMES}
)
"""By name; those that components give, then cost and date of the options."""


def stored_axes(name: str) -> tuple[str, ...]:
    """Axes of an outcome as it is stored: with the policies as second axis."""
    axes = OUTCOMES[name].axes
    return axes if POLICY_AXIS in axes else (axes[0], POLICY_AXIS, *axes[1:])


@cache
def tables(*, everything: bool = False) -> Mapping[str, tuple[str, ...]]:
    """Stored tables and the outcomes in each, in registry order."""
    found: dict[str, list[str]] = {}
    for outcome in OUTCOMES.values():
        if everything or outcome.keep == "default":
            found.setdefault(outcome.table, []).append(outcome.name)
    return MappingProxyType({table: tuple(names) for table, names in found.items()})


def labels_of(name: str) -> Mapping[str, Mapping[str, str]]:
    """Labels of each named axis of an outcome, with their words; years, futures, counts and policies have none."""
    component = COMPONENT_OF.get(name)
    if component is None:
        return {}
    return {axis: component.labels[axis] for axis in OUTCOMES[name].axes if axis in component.labels}


@cache
def inputs_of(name: str, structure: str | None = None) -> tuple[str, ...]:
    """Ids of all that an outcome can depend on; costs and dates of options are named by their policies."""
    if name not in COMPONENT_OF:
        return ()
    return _quantities(ancestors({COMPONENT_OF[name].name}, COMPONENTS, ORDER.givers), structure)


@cache
def all_quantities(structure: str | None = None) -> tuple[str, ...]:
    """Ids of every quantity that some component reads, in registry order."""
    return _quantities({component.name for component in COMPONENTS}, structure)


def _quantities(components: Iterable[str], structure: str | None) -> tuple[str, ...]:
    chosen = set(components)
    reading = (one for one in COMPONENTS if one.name in chosen)
    return tuple(dict.fromkeys(identity for one in reading for identity in one.quantities_read(structure)))


@cache
def varies_by_structure(name: str) -> bool:
    """Whether an outcome can differ from one structure to another."""
    if name not in COMPONENT_OF:
        return False
    above = ancestors({COMPONENT_OF[name].name}, COMPONENTS, ORDER.givers)
    return any(one.by_structure for one in COMPONENTS if one.name in above)


@cache
def unread_at(axis: str, label: str) -> frozenset[str]:
    """Ids that outcomes at a label of an axis do not read, as the components say."""
    said = (one.unread_at[axis] for one in COMPONENTS if axis in one.unread_at)
    return frozenset(identity for labels in said for identity in labels.get(label, ()))


def back_test_of(name: str) -> Study | None:
    """The study that tests the model of an outcome against a record, if there is one."""
    giver = COMPONENT_OF[name].name if name in COMPONENT_OF else ""
    tests = (study for study in STUDIES.values() if study.back_test and giver in study.back_test.components)
    return next(tests, None)


def compared() -> Mapping[str, tuple[str, Compared]]:
    """Columns of the table of options by name: the outcome of each, and how it stands there."""
    return {one.column: (outcome.name, one) for outcome in OUTCOMES.values() for one in outcome.compared}


def readers(identity: str) -> tuple[str, ...]:
    """Components and studies that read a quantity, each with the structures under which it does where not under all."""
    reading: tuple[Component | Study, ...] = (*COMPONENTS, *STUDIES.values())
    return tuple(text for one in reading for text in _reading(one, identity))


def declared_by(identity: str) -> tuple[str, ...]:
    """Components and studies that declare a quantity, each with its file."""
    every: tuple[Component | Study, ...] = (*COMPONENTS, *STUDIES.values())
    return tuple(one.where for one in every if identity in one.quantities_read())


def _reading(component: Component | Study, identity: str) -> Iterable[str]:
    if identity in component.quantities_read(""):
        yield component.name
        return
    structures = [name for name, added in component.quantities_by_structure.items() if identity in added]
    if structures:
        every = len(structures) == len(component.quantities_by_structure)
        yield component.name if every else f"{component.name} ({', '.join(structures)})"

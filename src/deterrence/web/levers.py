"""Levers of the page: what a quantity's slider shows, and the change that moving it makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from deterrence.chapter import Chapter
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.distribution import Dated, Distribution
from deterrence.evidence.quantity import Quantity
from deterrence.scenario.resolve import resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.registry import unread_at
from deterrence.web.state import State


@dataclass(frozen=True)
class Lever:
    """One slider: its bounds, the set looked at without changes (`reference`) and where it stands now, low to high.

    It is disputed where some assumption set has a value of its own. `is_changed` tells whether a change counts in the
    set looked at; `changed_in` are the sets in which its change counts, none where that is all of them.
    """

    id: str
    label: str
    group: str
    unit: str
    description: str
    is_headline: bool
    low: float
    high: float
    step: float
    year: int | None
    reference: tuple[float, float, float]
    value: float
    now: tuple[float, float, float]
    is_changed: bool
    is_disputed: bool
    changed_in: tuple[str, ...]
    knots: tuple[tuple[int, float], ...]
    rule: str


RAID_GROUPS = ("forces", "defence", "penetration")


def balance_groups(chapters: Iterable[Chapter]) -> dict[str, str]:
    """Groups of a page in the order of its chapters, with their words."""
    return {group: words for chapter in chapters for group, words in chapter.groups.items()}


def disputed(dataset: Dataset) -> frozenset[str]:
    """Quantities on which the readings differ: some assumption set has a value of its own."""
    return frozenset(identity for one in dataset.assumption_sets.values() for identity in one.changes)


def levers_of(
    state: State, scenario: Scenario, reference: Scenario, groups: Iterable[str] = RAID_GROUPS
) -> list[Lever]:
    """Levers of some groups that count for the force and structure looked at, headline levers first.

    Args:
        state: What is looked at.
        scenario: The state's scenario.
        reference: The same dataset without changes.
        groups: Groups in the order wanted.
    """
    order = list(groups)
    now, before = resolve(scenario, state.assumption_set), resolve(reference, state.assumption_set)
    differing = disputed(scenario.dataset)
    found = [
        _lever(
            quantity,
            before[identity].basis.distribution,
            now[identity].basis.distribution,
            identity in scenario.changes,
            identity in differing,
            tuple(state.changes.get(identity, {}).get("assumption_sets", ())),
        )
        for identity, quantity in scenario.dataset.quantities.items()
        if quantity.lever is not None and quantity.lever.group in order and _counts(quantity, state)
    ]
    return sorted(found, key=lambda lever: (not lever.is_headline, order.index(lever.group), lever.id))


def _counts(quantity: Quantity, state: State) -> bool:
    return quantity.counts_in(state.structure) and quantity.id not in unread_at("force", state.force)


def _lever(
    quantity: Quantity,
    before: Distribution,
    now: Distribution,
    is_changed: bool,
    is_disputed: bool,
    changed_in: tuple[str, ...],
) -> Lever:
    lever = quantity.lever
    assert lever is not None
    knots: tuple[tuple[int, float], ...] = ()
    rule = ""
    if isinstance(before, Dated) and lever.year is not None:
        earlier = zip(before.years, before.values, strict=True)
        knots = tuple((year, value.central) for year, value in earlier if year < lever.year)
        rule = before.rule
    return Lever(
        id=quantity.id,
        label=lever.label,
        group=lever.group,
        unit=quantity.unit.name,
        description=quantity.description,
        is_headline=lever.is_headline,
        low=lever.slider.low,
        high=lever.slider.high,
        step=lever.slider.step,
        year=lever.year,
        reference=_three(before, lever.year),
        value=_three(now, lever.year)[1],
        now=_three(now, lever.year),
        is_changed=is_changed,
        is_disputed=is_disputed,
        changed_in=changed_in,
        knots=knots,
        rule=rule,
    )


def _three(distribution: Distribution, year: int | None) -> tuple[float, float, float]:
    """Low, central and high; of a dated value at the last date up to the lever's year."""
    if isinstance(distribution, Dated):
        known = [v for y, v in zip(distribution.years, distribution.values, strict=True) if year is None or y <= year]
        chosen = (known or list(distribution.values))[-1]
        return chosen.low, chosen.central, chosen.high
    return distribution.low, distribution.central, distribution.high

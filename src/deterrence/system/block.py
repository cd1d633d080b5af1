"""One block of futures under the reference and under every policy that reaches an outcome.

A policy is changed draws. What it reaches is whatever reads a changed quantity, and whatever reads that; all else is
the reference's array, equal to a full rerun bit for bit (law 38).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from deterrence.arrays import AnyArray, Draws, Integers, Values
from deterrence.axes import REFERENCE
from deterrence.component import Component
from deterrence.system.couplings import AS_DECLARED, Switches
from deterrence.system.loop import Pass, run
from deterrence.system.order import Order, ancestors, descendants


@dataclass(frozen=True)
class Block:
    """Outcomes of one block, [future, policy, year, ...], the policies of each, and counts along the axes of data."""

    values: Values
    policies: Mapping[str, tuple[str, ...]]
    coordinates: Mapping[str, Integers]

    def under(self, name: str, policy: str = REFERENCE) -> AnyArray:
        """An outcome under one policy, without the axis of policies; the reference where no policy reaches it."""
        named = self.policies[name]
        return self.values[name][:, named.index(policy) if policy in named else 0]


def targeted(order: Order, outcomes: Iterable[str]) -> Order:
    """The order of those components alone that some outcomes need."""
    names = ancestors({order.givers[name] for name in outcomes}, order.components, order.givers)
    return order.restricted(names)


def run_block(
    order: Order,
    draws: Draws,
    moved: Mapping[str, Draws],
    years: Integers,
    structure: str,
    switches: Switches = AS_DECLARED,
    under: Collection[str] | None = None,
) -> Block:
    """Run the reference, and again under each policy what that policy reaches.

    Args:
        order: What to run.
        draws: Quantity -> [future] or [future, year], under the reference.
        moved: Policy -> the draws of the quantities that it changes, for the same futures.
        years: Calendar years.
        structure: The rival model form.
        switches: Couplings that are switched off or on.
        under: Outcomes that are wanted under policies; all, if left out.
    """
    cheap = {one.name for one in order.components if not one.is_reference_only}
    wanted = order.outcomes if under is None else under
    part = targeted(order, [name for name in wanted if order.givers[name] in cheap])
    reference = run(order, draws, years, structure, switches)
    passes = {REFERENCE: dict(reference.values)}
    for policy, changed in moved.items():
        passes[policy] = _under(part, reference, {**draws, **changed}, set(changed), years, structure, switches)
    values: dict[str, Any] = {}
    policies: dict[str, tuple[str, ...]] = {}
    for component in order.components:
        for name in (outcome.name for outcome in component.outcomes if outcome.name in reference.values):
            policies[name] = tuple(policy for policy, found in passes.items() if name in found)
            values[name] = _side_by_side([passes[policy][name] for policy in policies[name]])
    return Block(values, policies, reference.coordinates)


def _side_by_side(found: Sequence[AnyArray]) -> AnyArray:
    """Arrays along an axis of policies that stands second; one alone is not copied."""
    return found[0][:, np.newaxis] if len(found) == 1 else np.stack(found, axis=1)


def reached(order: Order, changed: set[str], structure: str) -> set[str]:
    """Names of the components that a change of some quantities reaches."""
    readers = {one.name for one in order.components if changed & set(one.quantities_read(structure))}
    dear = {one.name for one in order.components if one.is_reference_only}
    return descendants(readers, order.components, order.givers) - dear


def _under(
    order: Order, reference: Pass, draws: Draws, changed: set[str], years: Integers, structure: str, switches: Switches
) -> dict[str, AnyArray]:
    """Outcomes of all that a policy reaches, [future, year, ...]."""
    names = reached(order, changed, structure)
    if not names:
        return {}
    part = order.restricted(names)
    known = {name: values for name, values in reference.values.items() if order.givers[name] not in names}
    stale = {one.prepare for one in order.components if changed & set(one.quantities_read(structure))}
    prepared = {prepare: found for prepare, found in reference.prepared.items() if prepare not in stale}
    found = run(part, draws, years, structure, switches, known, prepared, reference.states)
    return {name: values for name, values in found.values.items() if name not in known}


def narrowed(order: Order, wanted: Mapping[str, tuple[str, ...]], names: Collection[str] | None = None) -> Order:
    """The order in which components that can compute some labels alone do so.

    Args:
        order: What to run.
        wanted: Labels by axis.
        names: The components of which they are wanted; every one, if left out.
    """
    others: dict[str, Component] = {
        component.name: component.narrowed(wanted)
        for component in order.components
        if component.narrowed and (names is None or component.name in names)
    }
    return order.exchanged(others)

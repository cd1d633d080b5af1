"""Every quantity as it counts in one assumption set of a scenario (law 3)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np

from deterrence.arrays import Floats, Same
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.distribution import quantiles
from deterrence.evidence.follow import following
from deterrence.evidence.quantity import Basis, Quantity
from deterrence.scenario.precedence import basis_in_force
from deterrence.scenario.scenario import Scenario

Uniforms = Callable[[str], Floats]  # quantity id -> its uniforms [future]

_HAIR = 1e-12
_KEPT = 16  # inputs of which all quantities are kept as they count
_NO_CHANGES: Final[Mapping[str, Basis]] = {}


@dataclass(frozen=True)
class Resolved:
    """The value of a quantity that counts in one assumption set, and where it comes from.

    `origin` is "reference", "set <name>: variant <name>", "overlay" or "policy <name>"; `steps` are the policies that
    lie on top, in the order of the scenario.
    """

    quantity: Quantity
    basis: Basis
    origin: str
    steps: tuple[Step, ...] = ()

    def drawn(self, uniform_of: Uniforms, years: tuple[int, ...]) -> Floats:
        """The quantity with its policies, [future] or [future, year].

        A policy draws by the uniform of the quantity that it changes: policy and reference share their futures.
        """
        values = self.values(uniform_of_quantity(self.quantity, uniform_of), years)
        for step in self.steps:
            values = step.over(values, uniform_of, years)
        return values

    def values(self, uniform: Floats, years: tuple[int, ...]) -> Floats:
        """Without policies: quantiles at uniforms [future], of shape [future], or [future, year] where dated.

        Whole counts are rounded half up.
        """
        drawn = quantiles(self.basis.distribution, uniform, years)
        # A half that arithmetic left a hair below must not fall.
        return np.floor(drawn + 1 / 2 + _HAIR) if self.quantity.unit.is_whole else drawn


def uniform_of_quantity(quantity: Quantity, uniform_of: Uniforms) -> Floats:
    """Its own uniform, or one that leans on that of the quantity which it follows (law 42)."""
    own, follows = uniform_of(quantity.id), quantity.follows
    return own if follows is None else following(own, uniform_of(follows.quantity), follows.correlation)


@dataclass(frozen=True)
class Step:
    """One policy's value of a quantity, and when it counts.

    Args:
        under: The quantity as the policy has it.
        earliest: The year in which the policy can start, as it counts in the assumption set.
        from_year: Year before which it does not start even if it can.
    """

    under: Resolved
    earliest: Resolved
    from_year: int | None

    def first_year(self, uniform_of: Uniforms, years: tuple[int, ...]) -> Floats:
        """First year under the policy, [future]."""
        earliest = self.earliest.values(uniform_of(self.earliest.quantity.id), years)
        return earliest if self.from_year is None else np.maximum(earliest, self.from_year)

    def over(self, values: Floats, uniform_of: Uniforms, years: tuple[int, ...]) -> Floats:
        """The policy's value from its first year on, where the models read a path; else in all years."""
        changed = self.under.values(uniform_of_quantity(self.under.quantity, uniform_of), years)
        if not self.under.quantity.takes_path:
            return changed
        acts = np.asarray(years) >= self.first_year(uniform_of, years)[:, None]
        return np.where(acts, _path(changed), _path(values))


def _path(values: Floats) -> Floats:
    return values if values.ndim == 2 else values[:, None]


def resolve(scenario: Scenario, assumption_set: str) -> Mapping[str, Resolved]:
    """Every quantity of the dataset as it counts in one assumption set of a scenario, policies included."""
    without = _without_policies(Same((scenario.dataset, scenario.changes)), assumption_set)
    found = dict(without)
    for name, from_year in scenario.policies.items():
        policy = scenario.dataset.policies[name]
        for identity, basis in policy.changes.items():
            under = Resolved(found[identity].quantity, basis, f"policy {name}")
            step = Step(under, without[policy.earliest_of(identity)], from_year)
            origin = f"{found[identity].origin}, then policy {name}"
            found[identity] = replace(found[identity], origin=origin, steps=(*found[identity].steps, step))
    return found


@lru_cache(maxsize=_KEPT)
def _without_policies(inputs: Same[tuple[Dataset, Mapping[str, Basis]]], assumption_set: str) -> Mapping[str, Resolved]:
    """Every quantity without policies, resolved once for all futures, policies and cells that share these inputs."""
    dataset, changes = inputs.things
    moved = changes or dataset.quantities  # beside what changes, all is as in the set without changes
    as_before = _without_policies(Same((dataset, _NO_CHANGES)), assumption_set) if changes else {}
    found = {
        identity: Resolved(dataset.quantities[identity], *basis_in_force(dataset, assumption_set, changes, identity))
        for identity in moved
    }
    return {**as_before, **found}


def masked(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(assumption set, quantity) for every change of a set that the overlay hides; it is reported (law 3)."""
    return tuple(
        (name, identity)
        for name in scenario.assumption_sets
        for identity in scenario.dataset.assumption_sets[name].changes
        if identity in scenario.changes and scenario.changes[identity].is_of(name)
    )

"""Which value counts: reference < assumption set < overlay (law 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deterrence.evidence.distribution import Dated, Distribution
from deterrence.evidence.quantity import Basis, Grade, Quantity
from deterrence.scenario.scenario import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Resolved:
    """The value of a quantity that counts in one assumption set, and where it comes from."""

    quantity: Quantity
    basis: Basis
    origin: str

    @property
    def distribution(self) -> Distribution:
        """The distribution that is drawn."""
        return self.basis.distribution

    @property
    def grade(self) -> Grade:
        """Grade of the value."""
        return self.basis.grade

    @property
    def range_grade(self) -> Grade:
        """Grade of the spread."""
        return self.basis.range_grade

    def values(self, uniform: Floats, years: tuple[int, ...]) -> Floats:
        """Quantiles at uniforms [future]: [future], or [future, year] where dated; whole counts rounded half up."""
        if isinstance(self.distribution, Dated):
            drawn = self.distribution.quantile(uniform, years)
        else:
            drawn = self.distribution.quantile(uniform)
        # The nudge keeps a half that arithmetic left a hair below from falling.
        return np.floor(drawn + 1 / 2 + 1e-12) if self.quantity.unit.is_whole else drawn


def resolve(scenario: Scenario, assumption_set: str) -> Mapping[str, Resolved]:
    """Every quantity of the dataset as it counts in one assumption set of a scenario."""
    chosen = scenario.dataset.assumption_sets[assumption_set].changes
    found = {}
    for identity, quantity in scenario.dataset.quantities.items():
        if identity in scenario.changes:
            found[identity] = Resolved(quantity, scenario.changes[identity], f"overlay {scenario.name}")
        elif identity in chosen:
            variant = chosen[identity].variant
            found[identity] = Resolved(quantity, quantity.variants[variant], f"set {assumption_set}: variant {variant}")
        else:
            found[identity] = Resolved(quantity, quantity.basis, "reference")
    return found


def masked(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(assumption set, quantity) for every change of a set that the overlay hides; it is reported (law 3)."""
    return tuple(
        (name, identity)
        for name in scenario.assumption_sets
        for identity in scenario.dataset.assumption_sets[name].changes
        if identity in scenario.changes
    )

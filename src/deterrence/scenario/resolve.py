"""Every quantity as it counts in one assumption set of a scenario (law 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deterrence.evidence.distribution import Distribution, quantiles
from deterrence.evidence.quantity import Basis, Grade, Quantity
from deterrence.evidence.source import SourceReference
from deterrence.scenario.precedence import basis_in_force
from deterrence.scenario.scenario import Scenario
from deterrence.units import Unit

Floats = NDArray[np.float64]

_HAIR = 1e-12


@dataclass(frozen=True)
class Resolved:
    """The value of a quantity that counts in one assumption set, and where it comes from.

    `origin` is "reference", "set <name>: variant <name>" or "overlay".
    """

    quantity: Quantity
    basis: Basis
    origin: str

    @property
    def distribution(self) -> Distribution:
        """The distribution that is drawn."""
        return self.basis.distribution

    @property
    def unit(self) -> Unit:
        """The unit; no set and no overlay changes it."""
        return self.quantity.unit

    @property
    def grade(self) -> Grade:
        """Grade of the value."""
        return self.basis.grade

    @property
    def range_grade(self) -> Grade:
        """Grade of the spread."""
        return self.basis.range_grade

    @property
    def sources(self) -> tuple[SourceReference, ...]:
        """What the value was read in."""
        return self.basis.sources

    @property
    def rationale(self) -> str:
        """Why this value and this spread, where they are judged."""
        return self.basis.rationale

    def values(self, uniform: Floats, years: tuple[int, ...]) -> Floats:
        """Quantiles at uniforms [future]: [future], or [future, year] where dated; whole counts rounded half up."""
        drawn = quantiles(self.distribution, uniform, years)
        # A half that arithmetic left a hair below must not fall.
        return np.floor(drawn + 1 / 2 + _HAIR) if self.unit.is_whole else drawn


def resolve(scenario: Scenario, assumption_set: str) -> Mapping[str, Resolved]:
    """Every quantity of the dataset as it counts in one assumption set of a scenario."""
    return {
        identity: Resolved(quantity, *basis_in_force(scenario.dataset, assumption_set, scenario.changes, identity))
        for identity, quantity in scenario.dataset.quantities.items()
    }


def masked(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """(assumption set, quantity) for every change of a set that the overlay hides; it is reported (law 3)."""
    return tuple(
        (name, identity)
        for name in scenario.assumption_sets
        for identity in scenario.dataset.assumption_sets[name].changes
        if identity in scenario.changes
    )

"""Changes so far outside the reference that they look like a slip of the unit: warnings, no errors."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final

from deterrence.errors import Problem
from deterrence.evidence.bound import ends_by_year
from deterrence.evidence.quantity import Basis, Quantity
from deterrence.scenario.scenario import Scenario

FACTOR: Final = 100
"""So many times the most of the reference, or so small a part of it, is told."""
_LIKELY: Final[Mapping[int, str]] = {
    2: "per cent and shares, or hundreds",
    3: "thousands, or millions and billions",
    6: "millions",
    9: "billions",
}
"""What may have been mixed up, by the power of ten."""
_NEAR: Final = 0.5  # powers of ten by which a ratio may miss one of these and still look like it


def slips(scenario: Scenario) -> tuple[Problem, ...]:
    """A warning for each change whose most is a hundred times that of the reference, or a hundredth of it and not 0."""
    known = scenario.dataset.quantities
    found = (_slip(scenario, known[name], basis) for name, basis in scenario.changes.items())
    return tuple(problem for problem in found if problem is not None)


def _slip(scenario: Scenario, quantity: Quantity, basis: Basis) -> Problem | None:
    before, after = (float(ends_by_year(one.distribution, scenario.years)[1].max()) for one in (quantity.basis, basis))
    if before <= 0 or after <= 0 or 1 / FACTOR < after / before < FACTOR:
        return None
    ratio = max(after / before, before / after)
    power = next((power for power in _LIKELY if abs(math.log10(ratio) - power) <= _NEAR), None)
    likely = f"; {_LIKELY[power]} may be mixed up" if power else ""
    said = f"{ratio:,.0f} times {'more' if after > before else 'less'} than the most of the reference, {before:,g}"
    fix = f"if that is a slip, write it in the unit {quantity.unit.label}{likely}"
    return Problem(scenario.name, f"changes.{quantity.id}.value", said, fix, f"{after:,g}")

"""Mutual deterrence of two sides, on inputs of a user."""

from __future__ import annotations

from typing import Any

from pydantic import model_validator

from deterrence.nuclear import stability
from deterrence.nuclear.own_inputs.amounts import Amount, require_owned
from deterrence.own_inputs import StrictInputs


class DetererInputs(StrictInputs):
    """One side of mutual deterrence."""

    weapons: Amount
    weapons_owned: Amount | None = None
    destroyed_per_weapon: Amount
    weapons_that_deter: Amount

    @model_validator(mode="after")
    def _owned(self) -> DetererInputs:
        require_owned(self.weapons, self.weapons_owned)
        return self


class Inputs(StrictInputs):
    """Two sides; what one weapon of a side destroys of the other's, and how many of the other's weapons deter it."""

    first_side: DetererInputs
    second_side: DetererInputs


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    first, second = inputs.first_side, inputs.second_side
    margins = [
        float(
            stability.deterrence_margin(
                own.weapons, other.weapons, other.destroyed_per_weapon, other.weapons_that_deter
            )
        )
        for own, other in ((first, second), (second, first))
    ]
    losses = first.destroyed_per_weapon, second.destroyed_per_weapon
    has_cone = bool(stability.has_cone(*losses))
    vertex = stability.cone_vertex(*losses, second.weapons_that_deter, first.weapons_that_deter) if has_cone else None
    return {
        "first_deters_second": margins[0] >= 0,
        "second_deters_first": margins[1] >= 0,
        "first_margin_weapons": margins[0],
        "second_margin_weapons": margins[1],
        "mutual_deterrence_is_possible": has_cone,
        "least_weapons_for_both": None if vertex is None else list(vertex),
    }

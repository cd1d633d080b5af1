"""An air leg against layers, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import Field, model_validator

from deterrence.arrays import Floats, Integers
from deterrence.missile_defence import engagement
from deterrence.missile_defence.own_inputs.layers import MOST_LAYERS, LayerInputs, layer_of, refuse_unknown_sensors
from deterrence.nuclear import air_leg
from deterrence.nuclear.retaliation import launch_probability
from deterrence.own_inputs import Count, Probability, StrictInputs

# Limits of the tool, so that a mistyped count answers at once instead of filling the memory.
_MOST_SQUADRONS, _MOST_AIRCRAFT = 10, 40


class Inputs(StrictInputs):
    """One air leg in one posture, and the layers that all its missiles meet."""

    squadrons: Annotated[int, Field(ge=0, le=_MOST_SQUADRONS)]
    aircraft_per_squadron: Annotated[int, Field(ge=0, le=_MOST_AIRCRAFT)]
    carrier_aircraft: Annotated[int, Field(ge=0, le=_MOST_AIRCRAFT)] = 0
    availability_share: Probability
    missiles: Count
    warheads: Count
    missiles_loaded: Count | None = None
    off_base_share: Probability
    base_survival_probability: Probability
    off_base_survival_probability: Probability
    carrier_ready_probability: Probability = 0.0
    reaches_launch_probability: Probability
    missile_reliability: Probability
    warhead_reliability: Probability
    class_failure_probability: Probability = 0.0
    launch_order_delivery_probability: Probability = 1.0
    layers: Annotated[tuple[LayerInputs, ...], Field(max_length=MOST_LAYERS)] = ()
    sensor_failure_probability: dict[str, Probability] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _owned(self) -> Inputs:
        if self.missiles_loaded is None:
            return self
        owned = {
            "missiles": self.missiles,
            "warheads": self.warheads,
            "aircraft": self.squadrons * self.aircraft_per_squadron + self.carrier_aircraft,
        }
        short = [f"{name} ({count})" for name, count in owned.items() if self.missiles_loaded > count]
        if short:
            raise ValueError(
                f"more missiles loaded ({self.missiles_loaded}) than owned {', '.join(short)}: "
                "lower missiles_loaded or raise what is short"
            )
        return self

    @model_validator(mode="after")
    def _sensors(self) -> Inputs:
        refuse_unknown_sensors(self.layers, self.sensor_failure_probability)
        return self


def _missiles_at_defence(inputs: Inputs, land: Integers, carrier: Integers) -> Floats:
    """Distribution of missiles that meet the defence, index 0..armed aircraft, the zero masses included."""
    loads = air_leg.squadron_loads(land, inputs.squadrons, inputs.squadrons)
    stands, lost = air_leg.survival_chances(inputs.off_base_share, inputs.off_base_survival_probability)
    comes = inputs.reaches_launch_probability * inputs.missile_reliability
    groups = (loads.size, 1)
    come = air_leg.missiles_at_defence(
        np.append(loads, carrier),
        np.repeat([inputs.base_survival_probability, inputs.carrier_ready_probability], groups),
        np.repeat([float(stands) * comes, comes], groups),
        np.repeat([float(lost) * comes, 0.0], groups),
    )
    launch = float(launch_probability(inputs.launch_order_delivery_probability, inputs.class_failure_probability, 0.0))
    come = launch * come
    come[0] += 1 - launch
    return come


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    land, carrier = air_leg.armed_aircraft(
        squadrons=inputs.squadrons,
        aircraft_per_squadron=inputs.aircraft_per_squadron,
        carrier_aircraft=inputs.carrier_aircraft,
        availability_share=inputs.availability_share,
        missiles=inputs.missiles if inputs.missiles_loaded is None else inputs.missiles_loaded,
        warheads=inputs.warheads,
    )
    come = _missiles_at_defence(inputs, land, carrier)
    layers = [layer_of(layer, position) for position, layer in enumerate(inputs.layers, start=1)]
    leak = [
        engagement.mean_leakers(engagement.leakage(n, 0, layers, inputs.sensor_failure_probability))
        for n in range(come.size)
    ]
    return {
        "armed_aircraft": {"land": int(land), "carrier": int(carrier)},
        "missiles_at_defence_distribution": [float(p) for p in come],
        "mean_arrivals_without": inputs.warhead_reliability * float(np.arange(come.size) @ come),
        "mean_arrivals_with": inputs.warhead_reliability * float(np.array(leak) @ come),
    }

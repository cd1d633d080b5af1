"""Leakage of a raid through layers with finite stocks, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, model_validator

from deterrence.missile_defence import engagement
from deterrence.missile_defence.own_inputs.layers import MOST_LAYERS, LayerInputs, layer_of, refuse_unknown_sensors
from deterrence.own_inputs import Probability, StrictInputs

_MOST_OBJECTS, _MOST_SENSORS = 2000, 8

Objects = Annotated[int, Field(ge=0, le=_MOST_OBJECTS)]


class Inputs(StrictInputs):
    """A raid of fixed size against layers with finite stocks."""

    warheads: Objects
    decoys: Objects
    layers: Annotated[tuple[LayerInputs, ...], Field(max_length=MOST_LAYERS)]
    sensor_failure_probability: Annotated[dict[str, Probability], Field(max_length=_MOST_SENSORS)] = Field(
        default_factory=dict
    )
    short_stock: Literal["whole_salvos", "even"] = "whole_salvos"

    @model_validator(mode="after")
    def _consistent(self) -> Inputs:
        net = [i for i, layer in enumerate(self.layers) if layer.kill_probability_net_of_aids is not None]
        if net and self.decoys > 0:
            raise ValueError(
                f"both structures of penetration aids in one input: layers.{net[0]} has a kill probability net of "
                f"aids and there are {self.decoys} decoys: set decoys to 0 or write kill_probability (law 15)"
            )
        refuse_unknown_sensors(self.layers, self.sensor_failure_probability)
        return self


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    layers = [layer_of(layer, position) for position, layer in enumerate(inputs.layers, start=1)]
    leak = engagement.leakage(
        inputs.warheads, inputs.decoys, layers, inputs.sensor_failure_probability, inputs.short_stock
    )
    return {
        "leak_distribution": [float(p) for p in leak],
        "mean_leakers": float(np.arange(leak.size) @ leak),
    }

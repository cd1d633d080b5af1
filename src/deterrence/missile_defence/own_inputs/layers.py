"""Layers of a defence as a user writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import Field, model_validator

from deterrence.missile_defence.layer import Layer
from deterrence.own_inputs import Count, Probability, StrictInputs

# Limits of the tool, so that a mistyped count answers at once instead of filling the memory.
MOST_LAYERS = 12
_MOST_LOOKS, _MOST_SALVO = 12, 50


class LayerInputs(StrictInputs):
    """One layer of a defence, in engagement order."""

    name: str | None = None
    interceptors: Annotated[int, Field(ge=0, le=1_000_000)]
    kill_probability: Probability | None = None
    kill_probability_net_of_aids: Probability | None = None
    looks: Annotated[int, Field(ge=1, le=_MOST_LOOKS)]
    salvo: Annotated[int, Field(ge=1, le=_MOST_SALVO)] = 1
    sensor: str | None = None
    simultaneous_objects: Count | None = None
    shot_correlation: Probability = 0.0

    @model_validator(mode="after")
    def _one_kill_probability(self) -> LayerInputs:
        if (self.kill_probability is None) == (self.kill_probability_net_of_aids is None):
            raise ValueError(
                "needs exactly one kill probability: write kill_probability, or kill_probability_net_of_aids"
            )
        return self


def refuse_unknown_sensors(layers: Iterable[LayerInputs], failure_probability: Mapping[str, float]) -> None:
    """Every sensor of a layer has a chance of failing.

    Raises:
        ValueError: Sensors without one, all named.
    """
    unknown = sorted({layer.sensor for layer in layers if layer.sensor is not None} - failure_probability.keys())
    if unknown:
        raise ValueError(
            f"sensor without a failure probability: {', '.join(unknown)}: add it to sensor_failure_probability"
        )


def layer_of(layer: LayerInputs, position: int) -> Layer:
    """The layer of a user's inputs; one without a name is called by its position, from 1."""
    net, clean = layer.kill_probability_net_of_aids, layer.kill_probability
    return Layer(
        name=layer.name or f"layer {position}",
        interceptors=layer.interceptors,
        kill_probability=(clean if clean is not None else net) or 0.0,
        salvo=layer.salvo,
        looks=layer.looks,
        sensor=layer.sensor,
        simultaneous_objects=layer.simultaneous_objects,
        shot_correlation=layer.shot_correlation,
    )

"""Leakage through layers, arrivals without a defence and exposure, on inputs of a user."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, model_validator

from deterrence.missile_defence import engagement
from deterrence.missile_defence.layer import Layer
from deterrence.nuclear import retaliation
from deterrence.system.models.model import Count, Model, Probability, StrictInputs

# Limits of the tool, so that a mistyped count answers at once instead of filling the memory.
_MOST_OBJECTS, _MOST_LAYERS, _MOST_LOOKS, _MOST_SALVO, _MOST_SENSORS = 2000, 12, 12, 50, 8

Objects = Annotated[int, Field(ge=0, le=_MOST_OBJECTS)]


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


class LeakageInputs(StrictInputs):
    """A raid of fixed size against layers with finite stocks."""

    warheads: Objects
    decoys: Objects
    layers: Annotated[tuple[LayerInputs, ...], Field(max_length=_MOST_LAYERS)]
    sensor_failure_probability: Annotated[dict[str, Probability], Field(max_length=_MOST_SENSORS)] = Field(
        default_factory=dict
    )
    short_stock: Literal["whole_salvos", "even"] = "whole_salvos"

    @model_validator(mode="after")
    def _consistent(self) -> LeakageInputs:
        net = [i for i, layer in enumerate(self.layers) if layer.kill_probability_net_of_aids is not None]
        if net and self.decoys > 0:
            raise ValueError(
                f"both structures of penetration aids in one input: layers.{net[0]} has a kill probability net of "
                f"aids and there are {self.decoys} decoys: set decoys to 0 or write kill_probability (law 15)"
            )
        refuse_unknown_sensors(self.layers, self.sensor_failure_probability)
        return self


class ArrivalsInputs(StrictInputs):
    """A retaliation by boats at sea, without a defence."""

    boats_at_sea: Annotated[int, Field(ge=0, le=20)]
    boats_owned: Count | None = None
    missiles_per_boat: Annotated[int, Field(ge=0, le=50)]
    warheads_per_missile: Annotated[int, Field(ge=0, le=50)]
    boat_survival_probability: Probability
    common_cause_loss_probability: Probability
    class_failure_probability: Probability
    missile_reliability: Probability
    warhead_reliability: Probability
    launch_order_delivery_probability: Probability = 1.0

    @model_validator(mode="after")
    def _owned(self) -> ArrivalsInputs:
        if self.boats_owned is not None and self.boats_at_sea > self.boats_owned:
            raise ValueError(
                f"more boats at sea ({self.boats_at_sea}) than owned ({self.boats_owned}): "
                "lower boats_at_sea or raise boats_owned"
            )
        return self


class ExposureInputs(StrictInputs):
    """Shares of a boat's missiles that meet each region; they apportion whole missiles (law 9)."""

    missiles_per_boat: Annotated[int, Field(ge=0, le=50)]
    exposure: dict[Literal["capital", "other_defended", "undefended"], Probability]

    @model_validator(mode="after")
    def _sum(self) -> ExposureInputs:
        missing = [r for r in ("capital", "other_defended", "undefended") if r not in self.exposure]
        if missing:
            raise ValueError(f"exposure lacks {', '.join(missing)}: write a share for each region")
        total = sum(self.exposure.values())
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"exposure shares sum to {total:g}, not to one: make them sum to one")
        return self


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


def _leakage(inputs: LeakageInputs) -> dict[str, Any]:
    layers = [layer_of(layer, position) for position, layer in enumerate(inputs.layers, start=1)]
    leak = engagement.leakage(
        inputs.warheads, inputs.decoys, layers, inputs.sensor_failure_probability, inputs.short_stock
    )
    return {
        "leak_distribution": [float(p) for p in leak],
        "mean_leakers": float(np.arange(leak.size) @ leak),
    }


def _arrivals(inputs: ArrivalsInputs) -> dict[str, Any]:
    arrival = retaliation.arrival_distribution(retaliation.ArrivalInputs(**inputs.model_dump(exclude={"boats_owned"})))
    return {
        "arrival_distribution": [float(p) for p in arrival],
        "mean_arrivals": float(np.arange(arrival.size) @ arrival),
    }


def _exposure(inputs: ExposureInputs) -> dict[str, Any]:
    regions = ("capital", "other_defended", "undefended")
    shares = np.array([inputs.exposure[region] for region in regions])  # type: ignore[index]
    missiles = retaliation.missiles_by_region(np.int64(inputs.missiles_per_boat), shares)
    return {"missiles_by_region": {region: int(m) for region, m in zip(regions, missiles, strict=True)}}


MODELS = (
    Model(
        "leakage",
        "Warheads that leak through layers with finite stocks, looks, salvos and common-mode sensors, exactly.",
        LeakageInputs,
        _leakage,
        "after Wilkening (2000), Science & Global Security 8(2); laws 10 to 16",
        "docs/models/missile_defence.md",
    ),
    Model(
        "arrivals",
        "Warheads that would arrive without a defence, in boat- and missile-sized groups, exactly.",
        ArrivalsInputs,
        _arrivals,
        "compound binomial mixture; laws 7 and 8",
        "docs/models/nuclear.md",
    ),
    Model(
        "exposure",
        "Whole missiles of a boat that meet each region.",
        ExposureInputs,
        _exposure,
        "largest remainder (Hamilton); law 9",
        "docs/models/nuclear.md",
    ),
)

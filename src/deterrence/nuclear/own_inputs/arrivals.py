"""Arrivals of a retaliation without a defence, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import Field, model_validator

from deterrence.nuclear import retaliation
from deterrence.own_inputs import Count, Probability, StrictInputs


class Inputs(StrictInputs):
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
    def _owned(self) -> Inputs:
        if self.boats_owned is not None and self.boats_at_sea > self.boats_owned:
            raise ValueError(
                f"more boats at sea ({self.boats_at_sea}) than owned ({self.boats_owned}): "
                "lower boats_at_sea or raise boats_owned"
            )
        return self


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    arrival = retaliation.arrival_distribution(retaliation.ArrivalInputs(**inputs.model_dump(exclude={"boats_owned"})))
    return {
        "arrival_distribution": [float(p) for p in arrival],
        "mean_arrivals": float(np.arange(arrival.size) @ arrival),
    }

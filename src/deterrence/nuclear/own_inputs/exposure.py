"""Whole missiles of a boat that meet each region, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, model_validator

from deterrence.axes import REGIONS
from deterrence.nuclear import retaliation
from deterrence.own_inputs import Probability, StrictInputs


class Inputs(StrictInputs):
    """Shares of a boat's missiles that meet each region; they apportion whole missiles (law 9)."""

    missiles_per_boat: Annotated[int, Field(ge=0, le=50)]
    exposure: dict[Literal["capital", "other_defended", "undefended"], Probability]

    @model_validator(mode="after")
    def _sum(self) -> Inputs:
        missing = [r for r in REGIONS if r not in self.exposure]
        if missing:
            raise ValueError(f"exposure lacks {', '.join(missing)}: write a share for each region")
        total = sum(self.exposure.values())
        if abs(total - 1.0) > 1e-9:
            raise ValueError(f"exposure shares sum to {total:g}, not to one: make them sum to one")
        return self


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    shares = np.array([inputs.exposure[region] for region in REGIONS])  # type: ignore[index]
    missiles = retaliation.missiles_by_region(np.int64(inputs.missiles_per_boat), shares)
    return {"missiles_by_region": {region: int(m) for region, m in zip(REGIONS, missiles, strict=True)}}

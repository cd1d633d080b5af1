"""The footprint of a defence, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from deterrence.missile_defence import footprint
from deterrence.own_inputs import Probability, StrictInputs

Km = Annotated[float, Field(ge=0, le=100_000)]


class Inputs(StrictInputs):
    """A claimed range, the share of it that can be believed, and a border."""

    claimed_range_km: Annotated[float, Field(gt=0, le=100_000)]
    credible_share_of_range: Probability
    border_distance_km: Km
    wanted_defended_share: Probability | None = None


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    claimed, border = inputs.claimed_range_km, inputs.border_distance_km
    radii = {"claimed": claimed, "credible": claimed * inputs.credible_share_of_range}
    found: dict[str, Any] = {
        name: {
            "radius_km": radius,
            "defended_share": float(footprint.area_share(radius, claimed)),
            "share_beyond_border": float(footprint.share_beyond_border(radius, claimed, border)),
            "reach_beyond_border_km": float(footprint.reach_beyond_border_km(radius, border)),
        }
        for name, radius in radii.items()
    }
    if inputs.wanted_defended_share is not None:
        found["radius_needed_km"] = float(footprint.radius_needed_km(inputs.wanted_defended_share, claimed))
    return found

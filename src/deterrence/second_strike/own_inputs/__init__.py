"""Models of the second strike that a user can run on inputs of their own; each is loaded when it is used."""

from __future__ import annotations

from typing import Final

from deterrence.model import Model

MODELS: Final = (
    Model(
        "air-leg",
        "Missiles of an air leg that arrive: aircraft lost by squadron or singly, then layers with finite stocks.",
        "compound binomial mixture; engagement after Wilkening (2000); laws 7, 10 to 16 and 24",
        "models/nuclear_air_leg.md",
        "deterrence.second_strike.own_inputs.air_leg",
    ),
)

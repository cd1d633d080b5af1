"""Attrition of two sides after Lanchester, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import Field

from deterrence.conventional import lanchester
from deterrence.own_inputs import StrictInputs

# Limits of the tool, so that a mistyped number answers at once and stays a number.
_MOST_DAYS, _MOST_STRENGTH, _MOST_RATE, _MOST_EXPONENT = 3650, 1_000_000_000_000, 100, 10

Strength = Annotated[float, Field(ge=0, le=_MOST_STRENGTH)]


class Inputs(StrictInputs):
    """Two sides in one unit of strength; nobody is reinforced."""

    attacker: Strength
    defender: Strength
    daily_rate: Annotated[float, Field(ge=0, le=_MOST_RATE)]
    exchange_ratio: Annotated[float, Field(gt=0, le=_MOST_STRENGTH)]
    exponent: Annotated[float, Field(ge=0, le=_MOST_EXPONENT)]
    days: Annotated[int, Field(ge=0, le=_MOST_DAYS)]


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name: strengths on day 0 to the last."""
    attacker, defender = lanchester.attrition(
        inputs.attacker, inputs.defender, inputs.daily_rate, inputs.exchange_ratio, inputs.exponent,
        np.arange(inputs.days + 1, dtype=np.float64),
    )  # fmt: skip
    return {"attacker": attacker.tolist(), "defender": defender.tolist()}

"""What the second strike gives to a run: boats and aircraft against layers."""

from __future__ import annotations

from typing import Final

from deterrence.component import Component
from deterrence.second_strike import air_leg, chances, legs, restoring, retaliation

COMPONENTS: Final[tuple[Component, ...]] = (
    retaliation.COMPONENT,
    chances.COMPONENT,
    restoring.COMPONENT,
    air_leg.COMPONENT,
    legs.COMPONENT,
)

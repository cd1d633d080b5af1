"""What the second strike gives to a run: boats and aircraft against layers."""

from __future__ import annotations

from typing import Final

from deterrence.component import Component
from deterrence.second_strike import air_leg, chances, frontier, legs, losses, required, restoring, retaliation, twins
from deterrence.study import Study

COMPONENTS: Final[tuple[Component, ...]] = (
    retaliation.COMPONENT,
    twins.COMPONENT,
    *chances.COMPONENTS,
    restoring.COMPONENT,
    air_leg.COMPONENT,
    legs.COMPONENT,
    losses.COMPONENT,
)
STUDIES: Final[tuple[Study, ...]] = (frontier.STUDY, required.STUDY)

"""What the domain of missile defence gives to a run."""

from __future__ import annotations

from typing import Final

from deterrence.component import Component
from deterrence.missile_defence.components import (
    batteries,
    deployment,
    footprint,
    production,
    raid,
    raid_record,
    threat_classes,
)
from deterrence.study import Study

COMPONENTS: Final[tuple[Component, ...]] = (
    deployment.COMPONENT,
    threat_classes.COMPONENT,
    footprint.COMPONENT,
    raid.COMPONENT,
    batteries.COMPONENT,
)
STUDIES: Final[tuple[Study, ...]] = (production.IN_SERVICE, production.PRODUCTION, raid_record.STUDY)

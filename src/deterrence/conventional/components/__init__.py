"""What the conventional domain gives to a run."""

from __future__ import annotations

from typing import Final

from deterrence.component import Component
from deterrence.conventional.components import battle_record, campaign, reinforcement
from deterrence.study import Study

COMPONENTS: Final[tuple[Component, ...]] = (
    reinforcement.COMPONENT,
    campaign.COMPONENT,
    campaign.TWINS,
)
STUDIES: Final[tuple[Study, ...]] = (battle_record.STUDY,)

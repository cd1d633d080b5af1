"""What the conventional domain gives to a run."""

from __future__ import annotations

from typing import Final

from deterrence.component import Component
from deterrence.conventional.components import (
    american,
    battle_record,
    bill,
    campaign,
    closure,
    gap,
    holdings,
    plan,
    reconstitution,
    reconstitution_record,
    reinforcement,
    requirement,
    shared_links,
    shares,
    undefended,
)
from deterrence.study import Study

COMPONENTS: Final[tuple[Component, ...]] = (
    holdings.COMPONENT,
    american.KEPT,
    american.COMPONENT,
    requirement.COMPONENT,
    gap.COMPONENT,
    closure.COMPONENT,
    shares.COMPONENT,
    bill.COMPONENT,
    reinforcement.COMPONENT,
    campaign.COMPONENT,
    campaign.TWINS,
    undefended.COMPONENT,
    reconstitution.COMPONENT,
    reconstitution.PASSING,
)
STUDIES: Final[tuple[Study, ...]] = (
    plan.STUDY,
    plan.CONFLICT,
    plan.RANGES,
    battle_record.STUDY,
    shared_links.STUDY,
    reconstitution_record.RECORD,
    reconstitution_record.RIVAL_YEARS,
)

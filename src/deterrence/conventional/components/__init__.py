"""What the conventional domain gives to a run."""

from __future__ import annotations

from typing import Final

from deterrence.component import Component
from deterrence.conventional.components import (
    american,
    bill,
    closure,
    gap,
    holdings,
    plan,
    reconstitution,
    reconstitution_record,
    requirement,
    shares,
)
from deterrence.study import Study

COMPONENTS: Final[tuple[Component, ...]] = (
    holdings.COMPONENT,
    american.COMPONENT,
    requirement.COMPONENT,
    gap.COMPONENT,
    closure.COMPONENT,
    shares.COMPONENT,
    bill.COMPONENT,
    reconstitution.COMPONENT,
    reconstitution.PASSING,
)
STUDIES: Final[tuple[Study, ...]] = (plan.STUDY, reconstitution_record.RECORD, reconstitution_record.RIVAL_YEARS)

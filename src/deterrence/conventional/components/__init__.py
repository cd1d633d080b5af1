"""What the conventional domain gives to a run."""

from __future__ import annotations

from typing import Final

from deterrence.component import Component
from deterrence.conventional.components import reconstitution, reconstitution_record
from deterrence.study import Study

COMPONENTS: Final[tuple[Component, ...]] = (
    reconstitution.COMPONENT,
    reconstitution.PASSING,
)
STUDIES: Final[tuple[Study, ...]] = (
    reconstitution_record.RECORD,
    reconstitution_record.RIVAL_YEARS,
)

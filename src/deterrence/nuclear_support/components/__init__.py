"""What nuclear support gives to a run."""

from __future__ import annotations

from typing import Final

from deterrence.component import Component
from deterrence.nuclear_support.components import packages
from deterrence.study import Study

COMPONENTS: Final[tuple[Component, ...]] = (packages.COMPONENT,)
STUDIES: Final[tuple[Study, ...]] = ()

"""What the nuclear domain gives to a run."""

from __future__ import annotations

from typing import Final

from deterrence.component import Component
from deterrence.nuclear.components import basing, boats, stability, theatre, two_peer
from deterrence.study import Study

COMPONENTS: Final[tuple[Component, ...]] = (
    boats.COMPONENT,
    theatre.COMPONENT,
    basing.COMPONENT,
    stability.COMPONENT,
    two_peer.COMPONENT,
)
STUDIES: Final[tuple[Study, ...]] = ()

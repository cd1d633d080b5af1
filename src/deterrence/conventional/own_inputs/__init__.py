"""Models of the conventional domain that a user can run on inputs of their own; each is loaded when it is used."""

from __future__ import annotations

from typing import Final

from deterrence.model import Model

MODELS: Final[tuple[Model, ...]] = ()

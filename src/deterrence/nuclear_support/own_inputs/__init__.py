"""Models of nuclear support that a user can run on inputs of their own; each is loaded when it is used."""

from __future__ import annotations

from typing import Final

from deterrence.model import Model

MODELS: Final[tuple[Model, ...]] = (
    Model(
        "support-packages",
        "Packages a day that enablers allow, and which of them bind.",
        "the scarcest input bounds the whole, as in Leontief (1941); the arithmetic is ours",
        "models/nuclear_support.md",
        "deterrence.nuclear_support.own_inputs.support_packages",
    ),
)

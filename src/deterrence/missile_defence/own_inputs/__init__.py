"""Models of missile defence that a user can run on inputs of their own; each is loaded when it is used."""

from __future__ import annotations

from typing import Final

from deterrence.model import Model

MODELS: Final = (
    Model(
        "leakage",
        "Warheads that leak through layers with finite stocks, looks, salvos and common-mode sensors, exactly.",
        "after Wilkening (2000), Science & Global Security 8(2); laws 10 to 16",
        "models/missile_defence.md",
        "deterrence.missile_defence.own_inputs.leakage",
    ),
    Model(
        "raid",
        "Repeated raids of several classes against pools of interceptors: leakage, rounds left, days sustained.",
        "engagement of laws 10, 11 and 16 in series; stock ledger after CSIS (Rumbaugh, December 2025)",
        "models/missile_defence_raid.md",
        "deterrence.missile_defence.own_inputs.raid",
    ),
    Model(
        "footprint",
        "Claimed against credible cover of a defence: share of the area, and share beyond a border.",
        "area of a circle and of a circular segment",
        "models/missile_defence_classes.md",
        "deterrence.missile_defence.own_inputs.footprint",
    ),
)

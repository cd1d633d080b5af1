"""Models of the conventional domain that a user can run on inputs of their own; each is loaded when it is used."""

from __future__ import annotations

from typing import Final

from deterrence.model import Model

MODELS: Final[tuple[Model, ...]] = (
    Model(
        "reinforcement",
        "Vehicles of one pool that are there by each day, over parallel routes with capacity, transit and shut days.",
        "largest flow over a network of days, by its smallest cut; laws C22 to C24",
        "models/conventional_reinforcement.md",
        "deterrence.conventional.own_inputs.reinforcement",
    ),
    Model(
        "attrition",
        "Strengths of two sides by day under Lanchester's law with any exponent, without reinforcement, exactly.",
        "after Lanchester (1916); square, linear and logarithmic law in one; law C30",
        "models/conventional_campaign.md",
        "deterrence.conventional.own_inputs.attrition",
    ),
    Model(
        "expansion",
        "Needs, losses, days of attack and first shortfall where a front expands under attack, over 100 days.",
        "after Posen (1991), Inadvertent Escalation; replicated by Tecott and Halterman (2021); law C28",
        "models/conventional_campaign.md",
        "deterrence.conventional.own_inputs.expansion",
    ),
)

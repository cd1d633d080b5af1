"""Models of the conventional domain that a user can run on inputs of their own; each is loaded when it is used."""

from __future__ import annotations

from typing import Final

from deterrence.conventional.codes import NOT_NATO
from deterrence.model import Model

MODELS: Final[tuple[Model, ...]] = (
    Model(
        "apportionment",
        "Shares of one requirement in proportion to weights within bounds; not NATO's algorithm.",
        "bounded proportional shares, exact by breakpoints; law C15",
        "models/conventional_apportionment.md",
        "deterrence.conventional.own_inputs.apportionment",
        NOT_NATO,
    ),
    Model(
        "tier-gap",
        "Gap by readiness tier: what is ready sooner also counts later.",
        "cumulated netting; law C9",
        "models/conventional_gap.md",
        "deterrence.conventional.own_inputs.tier_gap",
    ),
    Model(
        "apportionment-plan",
        "Who adds what in which year within growth, money, people and industry; not NATO's algorithm.",
        "linear program in shares of requirements, then the nearest to fair shares; laws C16 to C20",
        "models/conventional_apportionment.md",
        "deterrence.conventional.own_inputs.apportionment_plan",
        NOT_NATO,
    ),
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

"""Reinforcement of the Baltic region: vehicles and whole battalions there by day, and the day of each unit.

Equations and limits: docs/models/conventional_reinforcement.md.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Integers, Number
from deterrence.axes import named
from deterrence.component import Component, Outcome
from deterrence.conventional.components import moves

ORDER_DAYS: Final = (5, 7, 10, 14, *range(20, moves.DAYS, 5))
"""Days after the order of which arrivals are kept, close enough that a curve of steps shows when units come."""
NOTICE: Final = named(
    moves.NOTICES,
    {"before_reform": "notice as before the reform", "as_proposed": "notice as proposed in 2025"},
)
UNIT: Final = named(
    moves.UNITS,
    {
        "british_brigade": "the British brigade",
        "french_brigade": "the French brigade",
        "reaction_force": "the allied reaction force",
        "first_heavy_brigade": "the first European heavy brigade",
        "second_heavy_brigade": "the second European heavy brigade",
        "american_brigade_from_stocks": "the American brigade from stocks",
        "american_brigade_by_sea": "the American brigade by sea",
    },
)
ORDER_DAY: Final = named(
    [str(day) for day in ORDER_DAYS], {str(day): f"within {day} days of the order" for day in ORDER_DAYS}
)
_PAGE = "models/conventional_reinforcement.md"
_BY_DAY = ("future", "year", "notice", "order_day")

OUTCOMES: Final = (
    Outcome(
        "vehicles_arrived", "vehicles", "reinforcement", _BY_DAY,
        "Vehicles of allied units that are in the Baltic region by a day after the order; forces in place not counted.",
        _PAGE,
    ),
    Outcome(
        "strength_arrived", "battalions", "reinforcement", _BY_DAY,
        "Strength of their whole battalions that are there, in heavy battalions.", _PAGE,
    ),
    Outcome(
        "units_in_place", "units", "reinforcement", _BY_DAY,
        "Units of brigade size of which the last vehicle is there.", _PAGE, dtype="int64",
        words="allied units of brigade size in place",
    ),
    Outcome(
        "unit_day", "days", "reinforcement_units", ("future", "year", "notice", "unit"),
        "Day after the order on which the last vehicle of a unit is there; 91 where it is not by day 90, or where a "
        "part of the unit stays away.", _PAGE,
        dtype="int64",
    ),
)  # fmt: skip


def evaluate(draws: Draws, years: Integers, american: Number = 1.0) -> dict[str, AnyArray]:
    """Outcomes under each rule of notice, [future, year, notice, ...].

    Args:
        draws: Quantity -> [future] or [future, year].
        years: Calendar years.
        american: Share of American units that dial and second theatre leave, 1 or [future, year].
    """
    found: dict[str, list[AnyArray]] = {outcome.name: [] for outcome in OUTCOMES}
    rows = moves.Rows(draws, years.size, american=american)
    for notice in moves.NOTICES:
        of = moves.arrivals(rows, notice)
        days = np.array(ORDER_DAYS)
        found["vehicles_arrived"].append(of.vehicles[:, days])
        found["strength_arrived"].append(of.strength[:, days])
        found["units_in_place"].append((of.unit_day[:, :, None] <= days).sum(axis=1))
        found["unit_day"].append(of.unit_day)
    return {
        name: np.stack([part.reshape(-1, years.size, part.shape[-1]) for part in parts], axis=2)
        for name, parts in found.items()
    }


COMPONENT: Final = Component(
    name="conventional.reinforcement",
    quantities=moves.quantities(),
    outcomes=OUTCOMES,
    labels={"notice": NOTICE, "order_day": ORDER_DAY, "unit": UNIT},
    profile=moves.of_draws_and_dial(evaluate),
    reads=(moves.KEPT,),
    compiled="reinforcement",
)

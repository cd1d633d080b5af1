"""What the closed form of arrivals hides where units have modes of their own and share a stretch (law C24).

At central values, once for each assumption set: three answers side by side. Equations and limits:
docs/models/conventional_reinforcement.md.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Floats
from deterrence.axes import PRESENT_YEAR, REFERENCE, named
from deterrence.component import Outcome
from deterrence.conventional import reinforcement
from deterrence.conventional.components import moves
from deterrence.conventional.components.reinforcement import ORDER_DAY, ORDER_DAYS
from deterrence.conventional.reinforcement_network import Network, arrived
from deterrence.study import Given, Label, Study

ONWARD: Final = f"{moves.PREFIX}onward_vehicles_per_day"
NOTICE: Final = "as_proposed"
"""Rule of notice: with the longer one everything comes at once and capacity alone decides."""
MODES: Final = MappingProxyType(
    {
        "british_brigade": ("sea",),
        "french_brigade": ("rail",),
        "reaction_force": ("rail", "sea"),
        "first_heavy_brigade": ("rail",),
        "second_heavy_brigade": ("rail",),
        "american_brigade_from_stocks": ("rail",),
        "american_brigade_by_sea": ("sea",),
    }
)
"""Modes of each unit: who comes from an island or across an ocean by sea, who starts on the continent by rail."""
ANSWER: Final = named(
    ("closed_form", "one_queue", "network"),
    {
        "closed_form": "by the closed form, all units on all routes and nothing shared",
        "one_queue": "by the closed form with the shared stretch as one queue behind all routes",
        "network": "by the flow over the network of days, each unit with modes of its own",
    },
)
_PAGE: Final = "models/conventional_reinforcement.md"
_LAST_VEHICLE: Final = 1e-6  # share of all vehicles by which the solver may keep the last one away


def _solve(given: Given) -> tuple[dict[str, AnyArray], dict[str, tuple[Label, ...]]]:
    """The three answers in the present year, or the first of the horizon where that is past."""
    rows, at = moves.Rows(given.draws, given.years.size), int(np.argmax(given.years >= PRESENT_YEAR))
    pool, shared = moves.pool(rows, NOTICE), np.full(moves.DAYS, rows(ONWARD)[at])
    ready = np.minimum(pool.ready, moves.DAYS)
    alone = reinforcement.arrived(ready, pool.vehicles, pool.capacity, pool.transit)[at]
    may_use = np.array([[mode in MODES[unit] for mode in moves.ROUTES] for unit in moves.UNITS])
    network = Network(pool.ready[at], pool.vehicles[at], may_use, pool.capacity[at], pool.transit[at], shared)
    by_answer: Floats = np.stack([alone, reinforcement.in_series(alone, shared), arrived(network)])
    last = by_answer >= pool.vehicles[at].sum() * (1 - _LAST_VEHICLE)
    values: dict[str, AnyArray] = {
        "shared_vehicles_arrived": by_answer[:, list(ORDER_DAYS)],
        "shared_last_day": np.where(last.any(axis=1), last.argmax(axis=1), moves.DAYS),
        "shared_vehicles": np.array(pool.vehicles[at].sum()),
    }
    return values, {"answer": tuple(ANSWER), "order_day": tuple(str(day) for day in ORDER_DAYS)}


STUDY: Final = Study(
    name="conventional.shared_links",
    quantities=(*moves.quantities((NOTICE,)), ONWARD),
    outcomes=(
        Outcome(
            "shared_vehicles_arrived", "vehicles", "shared_links", ("answer", "order_day"),
            "Vehicles in the region by a day, counted in three ways where all routes end in one shared stretch.", _PAGE,
        ),
        Outcome(
            "shared_last_day", "days", "shared_last", ("answer",),
            "Day on which the last vehicle of all units is there; 91 where it is not by day 90.", _PAGE, dtype="int64",
        ),
        Outcome("shared_vehicles", "vehicles", "shared_all", (), "Vehicles of all units that would come.", _PAGE),
    ),
    labels={"answer": ANSWER, "order_day": ORDER_DAY},
    solve=_solve,
    shown_under=(REFERENCE,),
)  # fmt: skip

"""Russian tanks and soldiers by year, with the end of the war, new build and foreign supply side by side (law C35).

Equations and where the inputs stand: docs/models/conventional_reconstitution.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import Draws, Floats, Integers, Values, at_year
from deterrence.axes import FIRST_YEAR, named
from deterrence.component import Component, DrawsAndYears, Outcome, Reads
from deterrence.conventional.reconstitution import Stocks, first_year_at_least, people_later, year_later

WAR_END: Final = {"end_of_2026": 2026, "end_of_2028": 2028, "goes_on": None}
"""Last year of the war; none: it goes on through every horizon. Nobody knows, so that it is asked and never drawn."""
NEW_BUILD: Final = ("as_counted", "as_leaked", "as_announced")
"""Rival numbers of new tanks, which exclude one another (law C38)."""
SUPPLY: Final = {"with": 0, "without": 1}
"""Share of what third states make possible that falls away: the twin without their supply."""
TANKS: Final = "conventional.russia.tanks."
PEOPLE: Final = "conventional.russia.people."
PAGE: Final = "models/conventional_reconstitution.md"
_PRE_WAR: Final = TANKS + "pre_war_active"
_OF_TANKS: Final = (
    "active_of_2025", "stored_of_2025", "usable_share", "refurbishment_per_year", "loss_hazard", "retirement_hazard",
    "third_state_share_of_output", *(f"new_build_per_year.{label}" for label in NEW_BUILD),
)  # fmt: skip
_OF_PEOPLE: Final = ("in_theatre_of_2025", "recruits_per_year", "casualties_per_year", "permanent_share")


@dataclass(frozen=True)
class State:
    """At the beginning of a year: tanks [future, war end, new build, supply], people [future, war end]."""

    tanks: Stocks
    people: Floats


def _start(prepared: DrawsAndYears) -> State:
    """The stocks of 2025, carried to the first year of the horizon where that is later."""
    draws = prepared.draws
    active, stored, usable = (
        draws[TANKS + name][:, None, None, None] for name in ("active_of_2025", "stored_of_2025", "usable_share")
    )
    shape = (active.shape[0], len(WAR_END), len(NEW_BUILD), len(SUPPLY))
    stocks = Stocks(*(np.broadcast_to(part, shape) for part in (active, stored, stored * usable)))
    people = np.broadcast_to(draws[PEOPLE + "in_theatre_of_2025"][:, None], shape[:2])
    state = State(stocks, people)
    for year in range(FIRST_YEAR, int(prepared.years[0])):
        state = _later(state, draws, year, 0)
    return state


def _later(state: State, draws: Draws, year: int, y: int) -> State:
    """The state a year later; quantities with dates are read at index y of the horizon."""
    at_war = np.array([end is None or year <= end for end in WAR_END.values()], dtype=np.float64)
    kept = 1 - draws[TANKS + "third_state_share_of_output"][:, None] * np.array(list(SUPPLY.values()))
    new = np.stack([at_year(draws[f"{TANKS}new_build_per_year.{label}"], y) for label in NEW_BUILD], axis=-1)
    restored = at_year(draws[TANKS + "refurbishment_per_year"], y)[:, None] * kept
    hazard = draws[TANKS + "loss_hazard"][:, None] * at_war + draws[TANKS + "retirement_hazard"][:, None]
    tanks = year_later(
        state.tanks,
        hazard[:, :, None, None],
        new[:, None, :, None] * kept[:, None, None],
        restored[:, None, None],
    )
    recruits, casualties, gone = (draws[PEOPLE + name][:, None] for name in _OF_PEOPLE[1:])
    return State(tanks, people_later(state.people, recruits * at_war, casualties * at_war, gone))


def _step(state: State, prepared: DrawsAndYears, values: Values, y: int) -> tuple[State, Values]:  # noqa: ARG001 - the contract
    """What is there at the beginning of year y, and the state a year later."""
    found = {
        "russian_active_tanks": state.tanks.active,
        "russian_stored_tanks": state.tanks.stored[:, 0, 0],
        "russian_soldiers": state.people,
    }
    return _later(state, prepared.draws, int(prepared.years[y]), y), found


def _passing(prepared: DrawsAndYears, values: Values, at: slice) -> Values:
    """The first year in which the stock of before the war is reached."""
    years: Integers = prepared.years[at]
    level = prepared.draws[_PRE_WAR]
    return {"russian_tanks_pre_war_year": first_year_at_least(values["russian_active_tanks"], level, years)}


_VARIANTS: Final = ("war_end", "new_build", "third_state_supply")
_LABELS: Final = {
    "war_end": named(
        WAR_END,
        {
            "end_of_2026": "the war ends with 2026",
            "end_of_2028": "the war ends with 2028",
            "goes_on": "the war goes on",
        },
    ),
    "new_build": named(
        NEW_BUILD,
        {
            "as_counted": "new tanks as counted today",
            "as_leaked": "new tanks as in the leaked plan",
            "as_announced": "new tanks as announced",
        },
    ),
    "third_state_supply": named(
        SUPPLY, {"with": "with supply from third states", "without": "without supply from third states"}
    ),
}
COMPONENT: Final = Component(
    name="conventional.reconstitution",
    quantities=(*(TANKS + name for name in _OF_TANKS), *(PEOPLE + name for name in _OF_PEOPLE)),
    reads=(
        Reads("russian_tank_output", lag=1, neutral=0.0, is_on=False),
        Reads("russian_people_called_up", lag=1, neutral=0.0, is_on=False),
    ),
    outcomes=(
        Outcome(
            "russian_active_tanks", "tanks", "reconstitution", ("future", "year", *_VARIANTS),
            "Russian main battle tanks in service at the beginning of the year (law C35).", PAGE,
            words="Russian tanks in service",
        ),
        Outcome(
            "russian_stored_tanks", "tanks", "reconstitution_stores", ("future", "year", "third_state_supply"),
            "Russian tanks in store at the beginning of the year, usable or not.", PAGE,
            words="Russian tanks in store",
        ),
        Outcome(
            "russian_soldiers", "thousand_people", "reconstitution_people", ("future", "year", "war_end"),
            "Russian soldiers in the theatre of the war at the beginning of the year; as many as at its end after it.",
            PAGE, words="Russian soldiers in the theatre",
        ),
    ),
    labels=_LABELS,
    start=_start,
    step=_step,
)  # fmt: skip
PASSING: Final = Component(
    name="conventional.reconstitution_year",
    quantities=(_PRE_WAR,),
    reads=(Reads("russian_active_tanks"),),
    outcomes=(
        Outcome(
            "russian_tanks_pre_war_year", "calendar_year", "reconstitution_year", ("future", *_VARIANTS),
            "First year in which as many Russian tanks are in service as before the war; never: the year after "
            "the last of the horizon, and no guess beyond it.", PAGE, dtype="int64",
            words="year in which the tanks of before the war are back",
        ),
    ),
    labels=_LABELS,
    profile=_passing,
)  # fmt: skip

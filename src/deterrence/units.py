"""The closed table of units. A quantity in a unit that is not here is an error, never a guess."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Unit:
    """One unit: what it measures, whether it counts whole things, and the values it may take."""

    name: str
    dimension: str
    is_whole: bool
    low: float
    high: float
    label: str


def _count(name: str, label: str | None = None) -> Unit:
    return Unit(name, "count", True, 0, math.inf, label or name.replace("_", " "))


def _ratio(name: str) -> Unit:
    return Unit(name, "count per count", True, 0, math.inf, name.replace("_", " "))


_ALL = (
    Unit("probability", "probability", False, 0, 1, "probability"),
    Unit("share", "share", False, 0, 1, "share"),
    Unit("factor", "factor", False, 0, math.inf, "factor"),
    _count("warheads"),
    _count("missiles"),
    _count("boats"),
    _count("boat_sets", "sets of missiles for one boat"),
    _count("crews"),
    _count("aircraft"),
    _count("squadrons"),
    _count("bases"),
    _count("launchers"),
    _count("interceptors"),
    _count("rounds"),
    _count("systems"),
    _count("layers"),
    _count("looks"),
    _count("objects"),
    _count("tanks"),
    _count("brigades"),
    _count("fire_units", "fire units"),
    _count("air_defence_units", "air-defence units"),
    _count("hulls"),
    _count("pieces"),
    _count("vehicles"),
    _count("headquarters"),
    _ratio("warheads_per_missile"),
    _ratio("warheads_per_boat"),
    _ratio("weapons_per_system"),
    _ratio("missiles_per_boat"),
    _ratio("aircraft_per_squadron"),
    _ratio("rounds_per_system"),
    _ratio("rounds_per_warhead"),
    _ratio("objects_per_system"),
    _ratio("shots_per_object"),
    Unit("interceptors_per_year", "count per time", False, 0, math.inf, "interceptors a year"),
    Unit("objects_per_month", "count per time", False, 0, math.inf, "objects a month"),
    Unit("tanks_per_year", "count per time", False, 0, math.inf, "tanks a year"),
    Unit("thousand_people", "people", False, 0, math.inf, "thousand people"),
    Unit("thousand_people_per_year", "people per time", False, 0, math.inf, "thousand people a year"),
    Unit("per_year", "rate", False, 0, math.inf, "a year"),
    Unit("per_day", "rate", False, 0, math.inf, "a day"),
    Unit("units_per_year", "count per time", False, 0, math.inf, "units a year"),
    Unit("million_people", "people", False, 0, math.inf, "million people"),
    Unit("years", "time", False, 0, math.inf, "years"),
    Unit("whole_years", "time", True, 0, math.inf, "whole years"),
    Unit("calendar_year", "date", True, 1900, 2200, "calendar year"),
    Unit("days", "time", False, 0, math.inf, "days"),
    Unit("km", "length", False, 0, math.inf, "km"),
    Unit("usd_2025_bn", "money", False, 0, math.inf, "billion constant 2025 US dollars"),
    Unit("usd_2021_bn", "money", False, 0, math.inf, "billion US dollars at prices and exchange rates of 2021"),
    Unit("battalions", "strength", False, 0, math.inf, "battalions"),
    Unit("trains_per_day", "count per time", False, 0, math.inf, "trains a day"),
    Unit("vehicles_per_day", "count per time", False, 0, math.inf, "vehicles a day"),
    Unit("vehicles_per_train", "count per count", False, 0, math.inf, "vehicles a train"),
    Unit("km_per_day", "length per time", False, 0, math.inf, "km a day"),
    Unit("usd_cash_bn", "money", False, 0, math.inf, "billion US dollars, cash of the years of payment"),
)

_LONGEST_NAME = 200  # comparing names costs their lengths multiplied

UNITS: Mapping[str, Unit] = MappingProxyType({unit.name: unit for unit in _ALL})


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The known name that looks most like a misspelt one, or None."""
    # Paths of one folder begin alike, so that they must be more alike as a whole.
    cutoff = 0.7 if "." in name else 0.6
    return next(iter(difflib.get_close_matches(name[:_LONGEST_NAME], list(names), n=1, cutoff=cutoff)), None)


def suggestion(name: str, names: Iterable[str], otherwise: str = "") -> str:
    """What to write instead of an unknown name: the nearest known one, or a word of help; without one, all of them."""
    close = nearest(name, names)
    return f"did you mean {close}?" if close else otherwise or f"write one of {', '.join(names) or 'none'}"

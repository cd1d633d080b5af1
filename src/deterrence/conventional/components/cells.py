"""How quantities of the conventional domain are named, and read as arrays."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from deterrence.arrays import Draws, Floats, Integers, along_years
from deterrence.conventional.codes import CODE, COUNTED, EUROPEAN

PREFIX: Final = "conventional."
ALLIES, CODES, COUNTED_CODES = tuple(EUROPEAN), tuple(CODE), tuple(COUNTED)
BASE_YEAR: Final = 2026
"""The year at whose end holdings are counted."""
TARGET_YEAR: Final = 2035
"""The year of shares and plans."""
KEPT_YEARS: Final = (BASE_YEAR, 2030, TARGET_YEAR)
"""Years of which everything is kept."""
SHOWN_YEARS: Final = (*KEPT_YEARS, 2036, 2040)
"""Years of which gaps by code are kept: those too that a page or a brief shows."""


def ids(table: str, *parts: Iterable[str]) -> tuple[str, ...]:
    """Ids of the cells of a table, the last part moving fastest."""
    names = [PREFIX + table]
    for labels in parts:
        known = tuple(labels)
        names = [f"{name}.{label}" for name in names for label in known]
    return tuple(names)


def along(draws: Draws, names: Iterable[str]) -> Floats:
    """Undated quantities as places of the last axis, [future, ...]."""
    return np.stack([draws[name] for name in names], axis=-1)


def by_year(draws: Draws, names: Iterable[str], years: Integers) -> Floats:
    """Quantities as places of the last axis, each [future, year]."""
    return np.stack([along_years(draws[name], years.size) for name in names], axis=-1)


def first(values: Floats) -> Floats:
    """A number of a future that is the same in every year, [future]: schedules under a policy come with years."""
    return values[:, 0] if values.ndim == 2 else values


def place_of(years: Integers, year: int) -> int:
    """Place of a year in the horizon, or of the nearest year in it."""
    return int(np.clip(np.searchsorted(years, year), 0, years.size - 1))

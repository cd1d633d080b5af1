"""The map of what is missing by code, kind of requirement and reading."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.chapter import Shown, along
from deterrence.charts.description import Key, Row, Rows, Text
from deterrence.charts.result import FigureResult
from deterrence.charts.tiles import Tiles, tiles
from deterrence.conventional.chapter import findings
from deterrence.conventional.codes import HOLDINGS_READING, UNIT_READING
from deterrence.conventional.components.cells import COUNTED_CODES, TARGET_YEAR
from deterrence.conventional.components.gap import AIR_DEFENCE_PLACES
from deterrence.results import Label

SHORT: Final = {
    "heavy_brigade": "Heavy brigades", "medium_brigade": "Medium brigades", "light_brigade": "Light brigades",
    "long_range_air_defence": "Long-range air defence", "medium_range_air_defence": "Medium-range air defence",
    "tanker": "Tankers", "combat_aircraft": "Combat aircraft", "escort": "Escorts", "attack_submarine": "Submarines",
}  # fmt: skip
"""Counted codes as heads and lines name them."""
NATO: Final = findings.NATO
_UP, _DOWN = HOLDINGS_READING
_WHOLE, _HALF = UNIT_READING


@dataclass(frozen=True)
class _Column:
    words: str
    kind: str
    american: str = "none"
    holdings: str = _UP
    unit: str = _WHOLE


_COLUMNS: Final = (
    _Column(f"{NATO} 1", "published"),
    _Column(f"{NATO} 2", "published", holdings=_DOWN),
    _Column(f"{NATO} 3", "published", unit=_HALF),
    _Column("US gone", "replacement"),
    _Column("Raised", "uplift"),
    _Column("Half", "half", "path"),
)
_DIALLED: Final = (
    _Column(f"Dial: {NATO} 1", "published", "path"),
    _Column(f"Dial: {NATO} 2", "published", "path", _DOWN),
    _Column("Dial: US gone", "replacement", "path"),
)
"""Where the dials leave less than all: what is missing with what they leave."""


def gap_map(rows: Rows, year: int) -> FigureResult:
    """Share of each kind of requirement that is missing by code and reading, without American forces."""
    text = Text(
        id="gap-map",
        title=f"What is missing by code, kind of requirement and reading, {year}",
        reading="Stronger colour: a larger part is missing in the median future; below it 5% and 95%. Without American "
        f"forces, but for half, which asks of what is there with them. {NATO}: what NATO is reported to ask for, 1 "
        "bottom up and a fire unit in each air-defence unit, 2 top down, 3 bottom up and half a fire unit. US gone: "
        "what is not added since 2026, of what would replace the American forces that are gone. Raised: what is not "
        "held, of what the targets of 2025 raise. Dial, where the dials leave less than all: with what they leave. No "
        "tile: no such requirement is public. The kinds ask different things and are not added.",
        nothing="no gap was computed",
        finding=partial(findings.missing, year),
    )
    quantity = f"share that is missing in {year}"
    return tiles(Tiles(text, quantity, "Missing", Key("code", "Code"), Key("kind", "Requirement")), rows)


def rows_of(shown: Shown) -> tuple[list[Row], int]:
    """Its rows, in the last year of which gaps are kept that is not after the year shown, and that year."""
    kept = [int(year) for year in shown.results.labels("gap")["year"]]
    if not kept:
        return [], TARGET_YEAR
    year = max((one for one in kept if one <= shown.year), default=kept[0])
    gone = _values(shown, "required_units", _DIALLED[-1], year)
    columns = (*_COLUMNS, *(_DIALLED if gone.any() else ()))
    return [row for column in columns for row in _column_rows(shown, column, year)], year


def _column_rows(shown: Shown, column: _Column, year: int) -> list[Row]:
    missing, asked = (_values(shown, name, column, year) for name in ("gap", "required_units"))
    is_void = _values(shown, "has_no_public_requirement", column, year)[0]
    share = np.divide(missing, asked, out=np.zeros(missing.shape), where=asked > 0)
    places = [
        place for place, is_without in enumerate(is_void)
        if not is_without and (column.unit != _HALF or place in AIR_DEFENCE_PLACES)
    ]  # fmt: skip
    codes = [SHORT[COUNTED_CODES[place]] for place in places]
    found = along({"kind": column.words}, "code", codes, share[:, places])
    return [{name: row[name] for name in ("code", "kind", "p05", "p50", "p95")} for row in found]


def _values(shown: Shown, outcome: str, column: _Column, year: int) -> AnyArray:
    at: dict[str, Label] = {
        "american": column.american,
        "kind": column.kind,
        "holdings_reading": column.holdings,
        "unit_reading": column.unit,
        "year": year,
    }
    return shown.results.values(outcome, shown.cell, **at)

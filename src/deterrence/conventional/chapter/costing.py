"""What replacing the American forces that are gone costs by code, and a level of spending beside it (laws C41, C42)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.chapter import Shown, banded, capital
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.numbers import short
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Told, amount, told
from deterrence.charts.total import Total, total
from deterrence.conventional.codes import COUNTED
from deterrence.conventional.components.cells import COUNTED_CODES, TARGET_YEAR
from deterrence.conventional.components.gap import LAND_PLACES
from deterrence.results import Label
from deterrence.traced import Sentence, filled, in_cell, number

_ONCE, _LIFE, _UNKNOWN = "gap_bill", "gap_bill_life_cycle", "bill_has_no_requirement"
_SIDES: Final = {"path": "With the American forces that the dials leave", "none": "Without American forces"}
_REPLACED: Final = {"path": "what replaces the rest", "none": "what replaces them"}


def _at(side: str) -> dict[str, Label]:
    return {"american": side, "kind": "replacement", "year": TARGET_YEAR}


def replacement_bill(rows: Rows, side: str) -> FigureResult:
    """The bill for what replaces the American forces that are gone and is not there, by code."""
    text = Text(
        id="replacement-bill",
        title=f"What replaces the American forces that are gone and is not there in {TARGET_YEAR}, once, by code",
        reading=f"{_SIDES[side]}. Bars: medians end to end, in billions of dollars of 2025; rule: the middle 90% of a "
        "code. Bottom up, what was added since 2026 taken off. Codes of which no replacement is public have no price.",
        nothing="no bill was computed",
        finding=partial(_finding, side),
    )
    measure = Measure("bill in billions of dollars", "Billion dollars of 2025", ",.0f", end=None, step=100, ticks=5)
    return total(Total(text, measure, Key("line", "Code")), rows)


def _finding(side: str, rows: Rows) -> Told:
    if not rows:
        return ""
    opening = f"{_SIDES[side]}, {_REPLACED[side]} and is not there in {TARGET_YEAR} costs "
    return told(opening, amount(rows[-1], "p50"), " billion dollars once")


def rows_of(shown: Shown) -> tuple[list[Row], str]:
    """Its rows and whose side it tells: where the dials leave all, that without American forces."""
    side = _side(shown)
    if TARGET_YEAR not in shown.results.labels(_ONCE)["year"]:
        return [], side
    once = _values(shown, _ONCE, side)
    is_unknown = _values(shown, _UNKNOWN, side)[0].astype(bool)
    groups = {"brigades": LAND_PLACES} | {
        COUNTED[code]: (place,)
        for place, code in enumerate(COUNTED_CODES)
        if place not in LAND_PLACES and not is_unknown[place]
    }
    lines = {capital(words): once[:, list(places)].sum(axis=1) for words, places in groups.items()}
    rows = [banded({"line": words}, values) for words, values in {**lines, "In all": once.sum(axis=1)}.items()]
    return [{name: row[name] for name in ("line", "p05", "p50", "p95")} for row in rows], side


def _side(shown: Shown) -> str:
    is_kept = TARGET_YEAR in shown.results.labels(_ONCE)["year"]
    return "path" if is_kept and _values(shown, _ONCE, "path").any() else "none"


def _values(shown: Shown, outcome: str, side: str) -> AnyArray:
    return np.asarray(shown.results.values(outcome, shown.cell, **_at(side)))


def sentences(shown: Shown) -> Sequence[Sentence]:
    """The same over a life, and the level that others ask for, which is another question."""
    if TARGET_YEAR not in shown.results.labels(_LIFE)["year"]:
        return []
    side = _side(shown)
    value = float(np.median(_values(shown, _LIFE, side).sum(axis=1)))
    life = in_cell(short(value), _LIFE, shown.cell, "p50 of all codes", value, **_at(side))
    level = number(shown.results, "asked_spending_level", shown.cell, "p50", short)
    return [
        filled(
            f"Over its life {_REPLACED[side]} costs {{}} billion dollars. Two institutes ask for a level of spending, "
            "{} billion dollars a year more: another question, and no bill is compared with it.", life, level,
        )
    ]  # fmt: skip

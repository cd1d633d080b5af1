"""Readings side by side: the lead picture, which sets are shown where three are enough, and what each could lose."""

from __future__ import annotations

from itertools import product
from typing import Final

import numpy as np

from deterrence.arrays import Floats
from deterrence.axes import FORCE
from deterrence.chapter import Shown, capital, set_words
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.lanes import Lanes, lanes
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Told, amount, ends, joined, told
from deterrence.exposure import ALL, HALF, SPREAD
from deterrence.results import Cell, Label, Results, bands

_EXPOSURES: Final = {
    HALF: "half, half undefended",
    SPREAD: "three quarters, a quarter defended elsewhere",
    ALL: "all",
}
SHORT: Final = {"both": "Both", "france": "France", "united_kingdom": "Britain"}
"""Forces as page 1 names them, in its order."""
_FORCE: Final = Key("force", "Force")
_SENT: Final = Key("exposure", "Sent into the capital region:", _EXPOSURES)
READING_KEY: Final = Key("reading", "Reading")
"""The column that names an assumption set in words."""


def force_name(force: str) -> str:
    """A force as a panel is headed."""
    return capital(FORCE[force].removeprefix("the "))


def erosion(results: Results, cell: Cell, year: int, force: str, exposure: str = ALL) -> Floats:
    """Share that the whole defence takes without warning, [future]."""
    at: dict[str, Label] = {
        "posture": "day_to_day",
        "exposure": exposure,
        "defence": "all",
        "year": year,
        "force": force,
    }
    return results.values("erosion_of_twins", cell, **at)


def distinct(results: Results, year: int) -> dict[str, tuple[Cell, ...]]:
    """Assumption sets of which none repeats another's erosion, each with its cells, the least eroded first."""
    kept: dict[bytes, str] = {}
    cells: dict[str, tuple[Cell, ...]] = {}
    for name in dict.fromkeys(name for name, _ in results.cells):
        own = tuple(cell for cell in results.cells if cell[0] == name)
        found = b"".join(erosion(results, cell, year, "both").tobytes() for cell in own)
        if kept.setdefault(found, name) == name:
            cells[name] = own
    return dict(sorted(cells.items(), key=lambda one: float(np.median(erosion(results, one[1][0], year, "both")))))


def three(results: Results, year: int) -> tuple[Cell, ...]:
    """The readings in which the defence takes least and most, and between them the first of the run, in its models."""
    first = [cells[0] for cells in distinct(results, year).values()]
    shown = {first[0], results.cells[0], first[-1]}
    return tuple(cell for cell in first if cell in shown)


def page_one(rows: Rows, year: int) -> FigureResult:
    """What the defence takes of each force, by reading and by how much is sent where; the greatest first."""
    text = Text(
        id="page_one",
        title=f"What the defence takes of a retaliation in {year}, by reading",
        reading=f"Loss: the part stopped of what would arrive without a defence, in {year}. Reading: a set of "
        "assumptions; “Reference” is ours. Number and thick bar: the typical future (the median), from the least to "
        "the greatest of the rival models; marker: the middle model, which stands at an end where two agree. Thin "
        "line, which has no number: the middle 90% of the futures. No range is a probability. Dashed: half is lost. "
        "Elsewhere: in other regions. Where half sent and all sent lose alike, half uses up the interceptors. One "
        "boat of each force at sea, no warning.",
        nothing=f"erosion was not computed for {year}",
        finding=_of_all_sent,
    )
    measure = Measure("loss", ticks=(0, 0.5, 1))
    return lanes(Lanes(text, measure, _FORCE, READING_KEY, _SENT, half=0.5), rows)


def _of_all_sent(rows: Rows) -> Told:
    """The title speaks of one choice of the owner, over readings and models: a range over choices would say nothing."""
    sent = [row for row in rows if row["exposure"] == ALL]
    own = {force: [row for row in sent if _FORCE.of(row) == force] for force in _FORCE.all_of(sent)}
    told_of = (told(f"{force} ", ends(amount(row, end, "%") for row in found for end in ("least", "most")))
               for force, found in own.items())  # fmt: skip
    return told("Typical loss by reading, all sent: ", joined(told_of, ", "))


def page_one_rows(shown: Shown) -> tuple[list[Row], int]:
    """Over the models of each reading, by force and exposure: medians, and the ends of the middle 90% of futures."""
    rows: list[Row] = []
    readings = reversed(distinct(shown.results, shown.year).items())
    for (name, cells), force, exposure in product(list(readings), SHORT, _EXPOSURES):
        found = [bands(erosion(shown.results, cell, shown.year, force, exposure)) for cell in cells]
        medians = sorted(float(five["p50"]) for five in found)
        rows.append(
            {
                "force": SHORT[force], "reading": set_words(name), "exposure": exposure,
                "p05": min(float(five["p05"]) for five in found), "least": medians[0],
                "p50": medians[(len(medians) - 1) // 2], "most": medians[-1],
                "p95": max(float(five["p95"]) for five in found),
            }
        )  # fmt: skip
    return rows, shown.year

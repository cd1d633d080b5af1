"""What one would have to believe for half to be lost, beside what each reading holds of the defence."""

from __future__ import annotations

from functools import partial
from typing import Final

import numpy as np

from deterrence.axes import FORCE, LAYER, LAYERS
from deterrence.chapter import Shown, capital, set_words
from deterrence.charts.beliefs import Beliefs, above, beliefs
from deterrence.charts.description import Key, Row, Rows, Text
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Told, amount, counted, ends, told
from deterrence.missile_defence.components.deployment import performance_quantities
from deterrence.results import bands
from deterrence.second_strike.chapter.readings import READING_KEY, distinct, force_name

_KILL: Final = Key("kill_probability", "Chance of a kill")
_SENT: Final = Key("sent_share", "Share sent into the capital region")
_STUDY: Final = "second_strike.frontier"
_HEIGHTS: Final = {"half sent": 0.5, "all sent": 1.0}
"""Where no more than half is sent, no half can be lost (law RE4)."""
_FORCES: Final = ("united_kingdom", "france", "both")
"""The one that is halved first before the others; both on one stock."""


def believe(rows: Rows, points: Rows, year: int) -> FigureResult:
    """Kill probability and exposure at which half is lost, by reading, above what the reading holds of each layer.

    Args:
        rows: Reading, part, p05, p50 and p95 of the chance that one shot kills.
        points: Reading, line, kill probability and share sent at which half is lost.
        year: Of both.
    """
    lines = [_line(force) for force in _FORCES]
    text = Text(
        id="believe",
        title=f"What one would have to believe for half to be lost in {year}",
        reading="Shaded: half or more is lost, if every layer hits with the chance below and so much is sent into the "
        "capital region; where no more than half is sent, none is. A colour in front hides those behind it. All else "
        "is as each reading holds it, at central values. Lines below: what the reading holds of each layer, median and "
        "the middle 90%. A reading loses half where its own lines lie under the shade.",
        nothing=f"the frontier was not computed for {year}",
        finding=partial(_finding, points, year),
    )
    return beliefs(Beliefs(text, READING_KEY, Key("part", "Layer"), _KILL, _SENT, _HEIGHTS, lines), rows, points)


def _finding(points: Rows, year: int, rows: Rows) -> Told:
    """From which chance of a kill half of the force that is halved first is lost, over the readings."""
    first = [point for point in points if point["line"] == _line(_FORCES[0])]
    readings = {row["reading"] for row in rows}
    least = [
        min((p for p in first if p["reading"] == name), key=lambda p: float(p["kill_probability"]))
        for name in dict.fromkeys(p["reading"] for p in first)
    ]
    whose = f"half of the retaliation of {FORCE[_FORCES[0]]}"
    if not least:
        return f"In {year} no reading loses {whose}, however often one shot kills"
    never, every = (counted(n, "readings", _STUDY) for n in (len(readings) - len(least), len(readings)))
    chance = ends(amount(point, "kill_probability", outcome=_STUDY) for point in least)
    opening = f"{capital(whose)} is lost in {year} only if one shot kills with a chance of "
    ending = told("; on ", never, " of ", every, " readings never") if never.value else ""
    return told(opening, chance, ", by reading", ending)


def _line(force: str) -> str:
    return f"Half lost: {force_name(force)}"


def believe_rows(shown: Shown) -> tuple[list[Row], list[Row], int]:
    """What each reading holds of each layer, and where half is lost in it."""
    rows: list[Row] = []
    points: list[Row] = []
    for name, cells in reversed(distinct(shown.results, shown.year).items()):
        cell, reading = cells[0], set_words(name)
        draws = shown.results.draws(cell)
        for layer in LAYERS:
            kill = next(
                identity
                for identity in performance_quantities(cell[1])
                if identity.startswith(f"missile_defence.{layer}.kill")
            )
            five = bands(np.asarray(draws[kill]))
            held = {end: float(five[end]) for end in ("p05", "p50", "p95")}
            rows.append({"reading": reading, "part": capital(LAYER[layer]), **held})
        points += _points(shown, cell, reading)
    return rows, points, shown.year


def _points(shown: Shown, cell: tuple[str, str], reading: str) -> list[Row]:
    """Where half is lost of each force, from the solved grid of a cell."""
    found = shown.results.study(_STUDY, cell)
    kill, undefended = (found.labels[axis] for axis in ("kill_probability", "undefended_share"))
    sent = [1.0 - float(share) for share in undefended]
    points: list[Row] = []
    for force in _FORCES:
        grid = found.at("erosion_on_grid", force=force, year=shown.year)
        points += [
            {"reading": reading, "line": _line(force), "kill_probability": k, "sent_share": s}
            for k, s in above([float(at) for at in kill], sent, grid, shown.threshold)
        ]
    return points

"""Erosion: what the defence takes of the arrivals, by reading, and where two unknown inputs would make it one half."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from deterrence.axes import FORCE, FORCES, STRUCTURE
from deterrence.chapter import banded, set_words
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.intervals import READING, Intervals, intervals
from deterrence.charts.numbers import per_cent
from deterrence.charts.result import FigureResult
from deterrence.charts.surface import Surface, surface
from deterrence.charts.told import Told, amount, runs, told, words
from deterrence.results import Cell, Results
from deterrence.second_strike.chapter.arrivals import FORCE_KEY
from deterrence.second_strike.frontier import crossings


def erosion(rows: Rows, year: int) -> FigureResult:
    """Erosion by force, assumption_set and structure, with the `share_at_least_half` of the futures."""
    text = Text(
        id="erosion",
        title=f"Erosion of the second strike in {year}, by reading and model",
        reading=f"{READING} Right: the share of futures in which half or more of the warheads are lost to the defence.",
        nothing=f"erosion was not computed for {year}",
        finding=lambda rows: told(
            f"Median erosion of the second strike in {year} ",
            runs(amount(row, "p50", "%") for row in rows),
            " by reading",
        ),
    )
    description = Intervals(
        text,
        Measure(f"erosion in {year}", "Erosion: share of arrivals lost to the defence"),
        FORCE_KEY,
        (Key("assumption_set", "Reading"), Key("structure", "Model")),
        between=" · ",
        told=Key("share_at_least_half", "Share of futures at one half or more"),
        told_words="at ½ or more",
        half=0.5,
    )
    return intervals(description, rows)


def erosion_rows(results: Results, year: int, threshold: float, exposure: str) -> list[Row]:
    """Bands over futures of erosion in one year under one exposure, day-to-day, by force and cell.

    A cell that repeats another's numbers is no line of its own.
    """
    rows: list[Row] = []
    at: Any = {"posture": "day_to_day", "year": year, "exposure": exposure}
    cells: dict[bytes, Cell] = {}
    for cell in results.cells:
        cells.setdefault(results.values("erosion_same_forces", cell, **at).tobytes(), cell)
    for force, cell in product(FORCES, cells.values()):
        place = {"force": force, **at}
        values = results.values("erosion_same_forces", cell, **place)
        lost = (values >= threshold) & ~results.values("nothing_to_erode", cell, **place)
        names = {"force": FORCE[force], "assumption_set": set_words(cell[0]), "structure": STRUCTURE[cell[1]]}
        rows.append({**banded(names, values), "share_at_least_half": float(lost.mean())})
    return rows


def frontier(rows: Rows, contour: Rows, subject: str) -> FigureResult:
    """Map of erosion by kill_probability and undefended_share with the line on which it is one half.

    Args:
        rows: A full grid over both axes.
        contour: Points of the line; empty where erosion stays on one side of one half.
        subject: Force, posture and year, for the title.
    """
    shares = [row["erosion"] for row in rows]
    line = "Line: one half is lost."
    finding: Told = f"Erosion by kill probability and undefended share: {subject}"
    if contour:
        least = amount(min(contour, key=lambda point: float(point["kill_probability"])), "kill_probability")
        finding = told("Half is lost only from a kill probability of about ", least, f" upwards: {subject}")
    elif shares and max(shares) < 1 / 2:
        line = f"Half is lost nowhere; the most is {per_cent(max(shares))}."
        finding = f"Half is lost at no kill probability and no exposure: {subject}"
    text = Text(
        id="frontier",
        title=words(finding),
        reading=f"Stronger colour: more of the arrivals are lost. {line} Other inputs: central values.",
        nothing="the frontier was not computed",
        finding=lambda _: finding,
    )
    description = Surface(
        text,
        Key("kill_probability", "Kill probability of one shot"),
        Key("undefended_share", "Undefended share"),
        "Share of the retaliation that meets no defence",
        Key("erosion", "Erosion"),
        "half is lost",
        subject,
    )
    return surface(description, rows, contour)


def frontier_rows(results: Results, cell: Cell, force: str, year: int, threshold: float) -> tuple[list[Row], list[Row]]:
    """The grid of erosion of one cell and force, and the line on which it reaches the threshold."""
    found = results.study("second_strike.frontier", cell)
    erosion = found.at("erosion_on_grid", force=force, year=year)
    kill, undefended = (
        np.asarray(found.labels[axis], dtype=np.float64) for axis in ("kill_probability", "undefended_share")
    )
    rows: list[Row] = [
        {"kill_probability": float(k), "undefended_share": float(u), "erosion": float(erosion[i, j])}
        for i, u in enumerate(undefended)
        for j, k in enumerate(kill)
    ]
    line: list[Row] = [
        {"kill_probability": float(k), "undefended_share": float(u)}
        for u, k in zip(undefended, crossings(kill, erosion, threshold), strict=True)
        if not np.isnan(k)
    ]
    if line:  # beyond the last crossing half is lost at no kill probability: the line runs on to its end
        line.append({"kill_probability": 1.0, "undefended_share": line[-1]["undefended_share"]})
    return rows, line


def rounds_in_service(results: Results, cell: Cell, year: int) -> int:
    """Serviceable rounds of all layers and regions in the central future of a cell."""
    return int(results.study("missile_defence.rounds_in_service", cell).at("serviceable_rounds", year=year))


def strongest_cell(results: Results, year: int) -> Cell:
    """The assumption set that gives the defence most rounds, under the first structure of the run."""
    structure = results.cells[0][1]
    sets = [cell for cell in results.cells if cell[1] == structure]
    return max(sets, key=lambda cell: rounds_in_service(results, cell, year))

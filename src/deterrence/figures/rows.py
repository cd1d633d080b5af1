"""Rows of the figures, read from the stored parts of a run."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np

from deterrence.arrays import Floats
from deterrence.axes import CLAIM_YEAR, FORCE, FORCES, POSTURE, POSTURES, STRUCTURE
from deterrence.charts.description import Row
from deterrence.claims.verdict import Decider
from deterrence.nuclear import adequacy
from deterrence.results import Cell, Results, bands
from deterrence.second_strike.frontier import crossings

TWINS = {"with": "all", "without": "none"}
"""What the figures call the twins, and the labels of the axis."""
_ROOM_OF_A_LABEL = 1 / 8  # of the greatest count: closer counts share one rule in the drawing, not in the data


def arrivals_rows(results: Results, cell: Cell) -> list[Row]:
    """Bands over futures of the expected arrivals, by force, posture and year, with and without the defence."""
    rows: list[Row] = []
    for defence, label in TWINS.items():
        for force, posture in product(FORCES, POSTURES):
            five = results.bands("arrivals", cell, force=force, posture=posture, defence=label)
            names = {"force": FORCE[force], "posture": POSTURE[posture], "defence": defence}
            rows += [{**names, "year": year, **at(five, y)} for y, year in enumerate(results.years)]
    return rows


def at(five: Mapping[str, Floats], place: int) -> dict[str, float]:
    """Bands at one place of an axis."""
    return {name: float(values[place]) for name, values in five.items()}


def reach_rows(results: Results, cell: Cell) -> list[Row]:
    """Bands over futures of P(arrivals >= b), by force, posture and b; b from 1 to what can arrive."""
    rows: list[Row] = []
    for defence, label in TWINS.items():
        for force, posture in product(FORCES, POSTURES):
            place: Any = {"force": force, "posture": posture, "year": CLAIM_YEAR}
            values = results.values("curve", cell, defence=label, **place)
            reached = results.values("curve", cell, defence="none", **place)
            most = int(np.flatnonzero(reached.any(axis=0)).max(initial=0))
            five = bands(values[:, 1 : most + 1])
            names = {"force": FORCE[force], "posture": POSTURE[posture], "defence": defence}
            rows += [{**names, "warheads": b + 1, **at(five, b)} for b in range(most)]
    return rows


def benchmark_rows(results: Results, cell: Cell, year: int) -> list[Row]:
    """Public payload counts by force and posture, with what they are worth without a defence (law 20)."""
    counts = [int(count) for count in results.labels("reach")["benchmark"]]
    room = int(_ROOM_OF_A_LABEL * max(counts))
    rows: list[Row] = []
    for force, posture in product(FORCES, POSTURES):
        chances = np.median(
            results.values("reach", cell, force=force, posture=posture, defence="none", year=year), axis=0
        )
        shown = -room
        for count, status in zip(counts, adequacy.benchmark_status(chances), strict=True):
            if count - shown < room:
                continue
            shown = count
            names = {"force": FORCE[force], "posture": POSTURE[posture]}
            rows.append({**names, "warheads": count, "status": "reachable" if status == "assured" else str(status)})
    return rows


def erosion_rows(results: Results, year: int, threshold: float) -> list[Row]:
    """Bands over futures of erosion in one year, day-to-day, by force and cell."""
    rows: list[Row] = []
    for force, cell in product(FORCES, results.cells):
        place: Any = {"force": force, "posture": "day_to_day", "year": year}
        values = results.values("erosion_same_forces", cell, **place)
        lost = (values >= threshold) & ~results.values("nothing_to_erode", cell, **place)
        named = {"force": FORCE[force], "assumption_set": cell[0], "structure": STRUCTURE[cell[1]]}
        five = {name: float(value) for name, value in bands(values).items()}
        rows.append({**named, **five, "share_at_least_half": float(lost.mean())})
    return rows


def decider_rows(deciders: tuple[Decider, ...], names: Mapping[str, str]) -> list[Row]:
    """Deciders with their mean first-order share and its span over the cells."""
    return [
        {
            "quantity": d.quantity,
            "label": names[d.quantity],
            "measure": d.typical,
            "low": d.least,
            "high": d.most,
            "grade": d.worse_grade,
        }
        for d in deciders
    ]


def rounds_in_service(results: Results, cell: Cell, year: int) -> int:
    """Serviceable rounds of all layers and regions in the central future of a cell."""
    return int(results.study("missile_defence.rounds_in_service", cell).at("serviceable_rounds", year=year))


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

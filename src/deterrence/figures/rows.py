"""Rows of the figures, read from the stored parts of a run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from deterrence.charts.description import Row
from deterrence.claims.verdict import Decider
from deterrence.claims.words import FORCE_NAMES, POSTURE_NAMES, STRUCTURE_NAMES
from deterrence.exploration.ensemble import Run
from deterrence.exploration.frontier import Frontier, frontier
from deterrence.nuclear import adequacy
from deterrence.system.year import FORCES, POSTURES

Cell = tuple[str, str]

_QUANTILES = "[0.05, 0.25, 0.5, 0.75, 0.95]"
_KEYS = ("p05", "p25", "p50", "p75", "p95")
_FRONTIER_STEPS = 41
_ROOM_OF_A_LABEL = 1 / 8  # of the greatest count: closer counts share one rule in the drawing, not in the data


def _order(column: str, values: tuple[str, ...]) -> str:
    """SQL that sorts a column in the order of `values`."""
    return f"list_position({list(values)!r}, {column})"


def _bands(quantiles: Any) -> Any:
    return dict(zip(_KEYS, (float(value) for value in quantiles), strict=True))


def arrivals_rows(run: Run, cell: Cell) -> list[Row]:
    """Bands over futures of the expected arrivals, by force, posture and year, with and without the defence."""
    rows: list[Row] = []
    for defence in ("with", "without"):
        found = run.query(
            f"SELECT * FROM (SELECT force, posture, year, quantile_cont(arrivals_{defence}, {_QUANTILES}) AS bands "
            f"FROM t GROUP BY ALL) ORDER BY {_order('force', FORCES)}, {_order('posture', POSTURES)}, year",
            cell,
            t="arrivals",
        )
        for force, posture, year, bands in zip(*found.values(), strict=True):
            names: Any = {"force": FORCE_NAMES[force], "posture": POSTURE_NAMES[posture], "defence": defence}
            row: Any = {**names, "year": int(year), **_bands(bands)}
            rows.append(row)
    return rows


def reach_rows(run: Run, cell: Cell) -> list[Row]:
    """Bands over futures of P(arrivals >= b), by force, posture and b; b from 1 to what can arrive."""
    rows: list[Row] = []
    for defence in ("with", "without"):
        # A count that a future cannot reach is stored as absent: its chance is 0, not missing.
        found = run.query(
            f"SELECT * FROM (SELECT force, posture, warheads, list(curve_{defence}) AS chances FROM t WHERE warheads "
            f"> 0 GROUP BY ALL) ORDER BY {_order('force', FORCES)}, {_order('posture', POSTURES)}, warheads",
            cell,
            t="curves",
        )
        for force, posture, warheads, chances in zip(*found.values(), strict=True):
            column = np.zeros(run.record.futures_per_cell)
            column[: len(chances)] = np.asarray(chances)
            names: Any = {"force": FORCE_NAMES[force], "posture": POSTURE_NAMES[posture], "defence": defence}
            bands = _bands(np.quantile(column, (0.05, 0.25, 0.5, 0.75, 0.95)))
            row: Any = {**names, "warheads": int(warheads), **bands}
            rows.append(row)
    return rows


def benchmark_rows(run: Run, cell: Cell, year: int) -> list[Row]:
    """Public payload counts by force and posture, with what they are worth without a defence (law 20)."""
    found = run.query(
        f"SELECT * FROM (SELECT force, posture, benchmark, median(reach_without) AS chance FROM t WHERE year = {year} "
        f"GROUP BY ALL) ORDER BY {_order('force', FORCES)}, {_order('posture', POSTURES)}, benchmark",
        cell,
        t="reach",
    )
    rows: list[Row] = []
    shown: dict[tuple[str, str], int] = {}
    for force, posture, benchmark, chance in zip(*found.values(), strict=True):
        room = int(_ROOM_OF_A_LABEL * max(found["benchmark"]))
        if benchmark - shown.get((force, posture), -room) < room:
            continue
        shown[force, posture] = int(benchmark)
        status = str(adequacy.benchmark_status(np.asarray([chance]))[0])
        row: Any = {
            "force": FORCE_NAMES[force],
            "posture": POSTURE_NAMES[posture],
            "warheads": int(benchmark),
            "status": "reachable" if status == "assured" else status,
        }
        rows.append(row)
    return rows


def erosion_rows(run: Run, year: int, threshold: float) -> list[Row]:
    """Bands over futures of erosion in one year, day-to-day, by force and cell."""
    found = run.query(
        f"SELECT * FROM (SELECT force, assumption_set, structure, quantile_cont(erosion_same_forces, {_QUANTILES}) AS "
        f"bands, avg((erosion_same_forces >= {threshold} AND NOT nothing_to_erode)::DOUBLE) AS share FROM t WHERE "
        f"year = {year} AND posture = 'day_to_day' GROUP BY ALL) ORDER BY {_order('force', FORCES)}, "
        f"{_order('assumption_set', run.record.assumption_sets)}, {_order('structure', run.record.structures)}",
        t="arrivals",
    )
    rows: Any = [
        {
            "force": FORCE_NAMES[force],
            "assumption_set": assumption_set,
            "structure": STRUCTURE_NAMES[structure],
            **_bands(bands),
            "share_at_least_half": float(share),
        }
        for force, assumption_set, structure, bands, share in zip(*found.values(), strict=True)
    ]
    return list(rows)


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


def frontier_of(run: Run, cell: Cell, force: str, year: int, threshold: float) -> Frontier:
    """The frontier of one cell and force."""
    return frontier(run.scenario, *cell, force, year, threshold, _FRONTIER_STEPS)


def frontier_rows(found: Frontier) -> tuple[list[Row], list[Row]]:
    """The grid of erosion and the line on which it reaches the threshold."""
    rows: list[Row] = [
        {"kill_probability": float(k), "undefended_share": float(u), "erosion": float(found.erosion[i, j])}
        for i, u in enumerate(found.undefended_share)
        for j, k in enumerate(found.kill_probability)
    ]
    line: list[Row] = [
        {"kill_probability": float(k), "undefended_share": float(u)}
        for u, k in zip(found.undefended_share, found.crossing, strict=True)
        if not np.isnan(k)
    ]
    if line:  # beyond the last crossing half is lost at no kill probability: the line runs on to its end
        line.append({"kill_probability": 1.0, "undefended_share": line[-1]["undefended_share"]})
    return rows, line

"""Verdicts and runs as text and as JSON-ready data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deterrence.claims import phia
from deterrence.claims.claim import load_claims
from deterrence.claims.verdict import CellBoxes, Judge, Verdict
from deterrence.exploration.discovery import Box
from deterrence.exploration.ensemble import Run

FORCE_NAMES = {"france": "France", "united_kingdom": "the United Kingdom", "both": "both together"}
STRUCTURE_NAMES = {
    "aids_net": "aids net",
    "explicit_decoys": "explicit decoys",
    "independent_sensors": "independent sensors",
}
POSTURE_NAMES = {"day_to_day": "day-to-day", "generated": "generated"}


def box_text(box: Box, names: Mapping[str, str]) -> str:
    """A box in words: 'share that meets a defended region at least .6 and ...'."""
    return " and ".join(
        f"{names[limit.quantity]} {'at least' if limit.is_at_least else 'at most'} {limit.value:.3g}"
        for limit in box.limits
    )


def believe_text(verdict: Verdict) -> str:
    """What one would have to believe for the claim to hold, from the cell in which it comes nearest to holding."""
    low, high = verdict.interval
    if high == 0.0:
        return "Nothing within the ranges given makes it hold; one would have to believe that a range itself is wrong."
    if low == 1.0:
        return "It holds everywhere within the ranges given: to deny it, a range itself would have to be wrong."
    nearest = max(verdict.cells, key=lambda cell: cell.share)
    boxes = _boxes_of(verdict, nearest.assumption_set, nearest.structure)
    box = next(iter(boxes.pair or boxes.single), None)
    where = f"the numbers of {nearest.assumption_set} ({STRUCTURE_NAMES[nearest.structure]})"
    if box is None:
        even = "even then it holds in" if nearest.share < 1 / 2 else "it then holds in"
        return f"One would have to believe {where}; {even} {phia.per_cent(nearest.share)}% of futures."
    return (
        f"One would have to believe {where}, and {box_text(box, verdict.names)}. It holds in "
        f"{phia.per_cent(box.density)}% of the futures that fit, and {phia.per_cent(box.coverage)}% of all the futures "
        "in which it holds there are among them."
    )


def _boxes_of(verdict: Verdict, assumption_set: str, structure: str) -> CellBoxes:
    return next(boxes for boxes in verdict.boxes if boxes.cell == (assumption_set, structure))


def box_dict(box: Box) -> dict[str, Any]:
    """A box as JSON-ready data."""
    return {
        "limits": [
            {
                "quantity": limit.quantity,
                "side": "at_least" if limit.is_at_least else "at_most",
                "value": limit.value,
            }
            for limit in box.limits
        ],
        "coverage": box.coverage,
        "density": box.density,
        "mass": box.mass,
    }


def verdict_dict(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON-ready data."""
    low, high = verdict.interval
    proposition = verdict.reading.proposition
    sets = list(dict.fromkeys(cell.assumption_set for cell in verdict.cells))
    example = verdict.counter_example
    return {
        "claim": verdict.claim.id,
        "reading": verdict.reading.id,
        "force": verdict.force,
        "posture": proposition.posture,
        "year": proposition.year,
        "outcome": proposition.outcome,
        "comparator": proposition.comparator,
        "threshold": proposition.threshold.value,
        "verdict": verdict.wording,
        "interval": [low, high],
        "interval_by_assumption_set": {name: list(verdict.interval_of_set(name)) for name in sets},
        "cells": [
            {
                "assumption_set": cell.assumption_set,
                "structure": cell.structure,
                "futures": cell.futures,
                "share": cell.share,
                "sampling_interval_95": [cell.low, cell.high],
                "nothing_to_erode_share": cell.nothing_to_erode_share,
            }
            for cell in verdict.cells
        ],
        "threshold_sweep": {f"{e:g}": list(interval) for e, interval in verdict.sweep.items()},
        "deciders": [
            {
                "quantity": d.quantity,
                "first_order_share": d.typical,
                "over_cells": [d.least, d.most],
                "grade": d.grade,
                "range_grade": d.range_grade,
            }
            for d in verdict.deciders
        ],
        "flips": [
            {
                "assumption_set": boxes.cell[0],
                "structure": boxes.cell[1],
                "one_input": [box_dict(box) for box in boxes.single],
                "two_inputs": [box_dict(box) for box in boxes.pair],
            }
            for boxes in verdict.boxes
        ],
        "counter_example": None
        if example is None
        else {
            "assumption_set": example.cell[0],
            "structure": example.cell[1],
            "future": example.future,
            "holds": example.holds,
            "outcome": example.outcome,
            "inputs": dict(example.inputs),
        },
        "what_you_would_have_to_believe": believe_text(verdict),
        "twin": verdict.claim.twin,
        "limits": list(verdict.claim.limits),
    }


def verdict_text(verdict: Verdict) -> str:
    """A verdict for the terminal."""
    lines = [
        f"{verdict.claim.id} {verdict.claim.title} [{FORCE_NAMES[verdict.force]}, "
        f"{POSTURE_NAMES[verdict.reading.proposition.posture]}, {verdict.reading.proposition.year}]",
        f"  {verdict.wording}",
    ]
    lines += [
        f"    {cell.assumption_set:<14} {STRUCTURE_NAMES[cell.structure]:<19} {phia.per_cent(cell.share):>8}%  (95% "
        f"sampling interval {phia.interval_text(cell.low, cell.high)}, {cell.futures} futures)"
        for cell in verdict.cells
    ]
    deciders = ", ".join(f"{d.quantity} ({d.grade}, range {d.range_grade})" for d in verdict.deciders[:3])
    return "\n".join([*lines, f"  decided by: {deciders}", f"  to believe: {believe_text(verdict)}"])


def run_summary(run: Run) -> dict[str, Any]:
    """Headline outcomes of a run by cell and force, and the verdicts, as JSON-ready data."""
    judge = Judge(run)
    year = int(str(run.record.options["curve_year"]))
    rows = run.query(
        "SELECT assumption_set, structure, force, posture, quantile_cont(arrivals_with, [0.05, 0.5, 0.95]) AS "
        "arrivals_with, quantile_cont(arrivals_without, [0.05, 0.5, 0.95]) AS arrivals_without, "
        f"quantile_cont(erosion_same_forces, [0.05, 0.5, 0.95]) AS erosion FROM t WHERE year = {year} GROUP BY ALL "
        "ORDER BY ALL",
        t="arrivals",
    )
    keys = ("assumption_set", "structure", "force", "posture")
    cells = [
        {name: str(values[i]) if name in keys else [float(x) for x in values[i]] for name, values in rows.items()}
        for i in range(len(rows["force"]))
    ]
    return {
        "run_record": run.record.as_dict(),
        "year": year,
        "outcomes_p05_p50_p95": cells,
        "verdicts": [verdict_dict(v) for claim in load_claims() for v in judge.judge(claim)],
    }


def summary_text(summary: dict[str, Any]) -> str:
    """A run's summary for the terminal."""
    lines = [f"Erosion of arrivals in {summary['year']}, day-to-day, median (5 to 95% of futures):"]
    for row in summary["outcomes_p05_p50_p95"]:
        if row["posture"] == "day_to_day":
            low, middle, high = (phia.per_cent(max(0.0, value)) for value in row["erosion"])
            lines.append(
                f"  {row['assumption_set']:<14} {STRUCTURE_NAMES[row['structure']]:<19} "
                f"{FORCE_NAMES[row['force']]:<15} {middle:>8}% ({low} to {high}%)"
            )
    lines.append("Claims:")
    lines += [
        f"  {v['claim']:<14} {v['reading']:<22} {FORCE_NAMES[v['force']]:<15} {v['verdict']}"
        for v in summary["verdicts"]
    ]
    record = summary["run_record"]
    digests = f"code {record['code_digest'][:12]}, dataset {record['dataset_digest'][:12]}"
    lines.append(f"seed {record['seed']}, {record['futures_per_cell']} futures a cell, {digests}")
    return "\n".join(lines)

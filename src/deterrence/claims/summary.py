"""Verdicts and runs as text and as JSON-ready data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deterrence.axes import CLAIM_YEAR, FORCE, FORCES, POSTURES, STRUCTURE
from deterrence.claims import phia
from deterrence.claims.claim import Proposition, load_claims
from deterrence.claims.text import futures_text
from deterrence.claims.verdict import Judge, Verdict
from deterrence.claims.words import outcome_name
from deterrence.exploration.ensemble import Run
from deterrence.exploration.prim import Box, Region
from deterrence.exposure import ALL
from deterrence.system.registry import OUTCOMES


def box_text(box: Box, names: Mapping[str, str]) -> str:
    """A box in words: 'share that meets a defended region at least .6 and ...'."""
    return " and ".join(
        f"{names[limit.quantity]} {'at least' if limit.is_at_least else 'at most'} {limit.value:.3g}"
        for limit in box.limits
    )


def quasi_p_text(quasi_p: float) -> str:
    """A quasi-p as it is printed: two decimals, or 'under 0.01'."""
    return "under 0.01" if quasi_p < 0.01 else f"{quasi_p:.2f}"


def believe_text(verdict: Verdict) -> str:
    """What one would have to believe for the claim to hold, from the cell in which it comes nearest to holding."""
    low, high = verdict.interval
    if high == 0.0:
        return "Nothing within the ranges given makes it hold; one would have to believe that a range itself is wrong."
    if low == 1.0:
        return "It holds everywhere within the ranges given: to deny it, a range itself would have to be wrong."
    nearest = max(verdict.cells, key=lambda cell: cell.share)
    region = _region_of(verdict, nearest.assumption_set, nearest.structure)
    where = f"the numbers of {nearest.assumption_set} ({STRUCTURE[nearest.structure]})"
    share = phia.per_cent(nearest.share)
    if region is None:
        even = "even then it holds in" if nearest.share < 1 / 2 else "it then holds in"
        return f"One would have to believe {where}; {even} {share}% of futures."
    fits, among = phia.per_cent(region.box.density), phia.per_cent(region.box.coverage)
    if not region.holds:
        return (
            f"One would have to believe {where}; it then holds in {share}% of futures. What makes it fail there is, "
            "above "
            f"all, {box_text(region.box, verdict.names)}: of these futures it fails in {fits}%, and {among}% of all "
            "its "
            "failures are among them."
        )
    return (
        f"One would have to believe {where}, and {box_text(region.box, verdict.names)}. It holds in {fits}% of the "
        f"futures that fit, and {among}% of all the futures in which it holds there are among them."
    )


def _region_of(verdict: Verdict, assumption_set: str, structure: str) -> Region | None:
    return next(box.region for box in verdict.boxes if box.cell == (assumption_set, structure))


def box_dict(region: Region) -> dict[str, Any]:
    """A box as JSON-ready data."""
    box = region.box
    return {
        "tends_to": "hold" if region.holds else "fail",
        "limits": [
            {
                "quantity": limit.quantity,
                "side": "at_least" if limit.is_at_least else "at_most",
                "value": limit.value,
                "quasi_p": limit.quasi_p,
            }
            for limit in box.limits
        ],
        "coverage": box.coverage,
        "density": box.density,
        "mass": box.mass,
        "restricted_inputs": box.restricted,
    }


def place_text(verdict: Verdict) -> str:
    """Of what and when a verdict speaks: subject, then what all subjects share."""
    return ", ".join(part for part in (verdict.subject_words, verdict.proposition.where()) if part)


def threshold_text(proposition: Proposition) -> str:
    """The outcome and the threshold in words, in the outcome's unit."""
    outcome, side = OUTCOMES[proposition.outcome], "at least" if proposition.comparator == "at_least" else "below"
    value = proposition.threshold.value
    said = f"{value:g} {outcome.unit.replace('_', ' ')}"
    if outcome.unit in ("share", "probability"):
        said = f"{phia.per_cent(value)}%" if value >= 0 else f"-{phia.per_cent(-value)}%"
    elif outcome.unit in ("factor", "calendar_year"):
        said = f"{value:g}"
    change = " changed by" if proposition.less else ""
    return f"{outcome_name(outcome.name)}{change} {side} {said}"


def verdict_dict(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON-ready data."""
    low, high = verdict.interval
    proposition = verdict.proposition
    example = verdict.counter_example
    return {
        "claim": verdict.claim.id,
        "reading": verdict.reading.id,
        "subject": verdict.subject,
        "subject_in_words": verdict.subject_words,
        "where": proposition.where(),
        "at": proposition.labels(verdict.subject),
        "less": proposition.less,
        "year": proposition.year,
        "outcome": proposition.outcome,
        "comparator": proposition.comparator,
        "threshold": proposition.threshold.value,
        "verdict": verdict.wording,
        "interval": [low, high],
        "interval_by_assumption_set": {name: list(verdict.interval_of_set(name)) for name in verdict.held_by},
        "cells": [
            {
                "assumption_set": cell.assumption_set,
                "structure": cell.structure,
                "futures": cell.futures,
                "share": cell.share,
                "sampling_interval_95": [cell.low, cell.high],
                "void_share": cell.void_share,
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
                "assumption_set": box.cell[0],
                "structure": box.cell[1],
                "box": None if box.region is None else box_dict(box.region),
            }
            for box in verdict.boxes
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


def run_summary(run: Run) -> dict[str, Any]:
    """Headline outcomes of a run by cell and force, and the verdicts, as JSON-ready data."""
    judge = Judge(run)
    year = CLAIM_YEAR
    shown: dict[str, tuple[str, dict[str, str]]] = {
        "arrivals_with": ("arrivals", {"defence": "all", "exposure": ALL}),
        "arrivals_without": ("arrivals", {"defence": "none", "exposure": ALL}),
        "erosion": ("erosion_same_forces", {"exposure": ALL}),
    }
    cells = [
        {
            **dict(zip(("assumption_set", "structure", "force", "posture"), (*cell, force, posture), strict=True)),
            **{
                column: [float(five[name]) for name in ("p05", "p50", "p95")]
                for column, (outcome, labels) in shown.items()
                for five in [run.results.bands(outcome, cell, force=force, posture=posture, year=year, **labels)]
            },
        }
        for cell in sorted(run.cells)
        for force in sorted(FORCES)
        for posture in POSTURES
    ]
    return {
        "run_record": run.described(),
        "futures": futures_text(run.futures),
        "year": year,
        "outcomes_p05_p50_p95": cells,
        "verdicts": [verdict_dict(v) for claim in load_claims() for v in judge.judge(claim)],
    }


def summary_text(summary: dict[str, Any]) -> str:
    """A run's summary for the terminal."""
    lines = [
        f"Erosion of arrivals in {summary['year']}, day-to-day, all sent into the capital region, "
        "median (5 to 95% of futures):"
    ]
    for row in summary["outcomes_p05_p50_p95"]:
        if row["posture"] == "day_to_day":
            low, middle, high = (phia.per_cent(max(0.0, value)) for value in row["erosion"])
            lines.append(
                f"  {row['assumption_set']:<14} {STRUCTURE[row['structure']]:<19} "
                f"{FORCE[row['force']]:<15} {middle:>8}% ({low} to {high}%)"
            )
    lines.append("Claims:")
    lines += [
        f"  {v['claim']:<14} {v['reading']:<22} {v['subject_in_words']:<15} {v['verdict']}" for v in summary["verdicts"]
    ]
    record = summary["run_record"]
    digests = f"code {record['code_digest'][:12]}, dataset {record['dataset_digest'][:12]}"
    lines.append(f"seed {record['seed']}, {summary['futures']}, {digests}")
    return "\n".join(lines)

"""Verdicts and runs as text and as JSON-ready data."""

from __future__ import annotations

from typing import Any

from deterrence.axes import CLAIM_YEAR, FORCE, FORCES, POSTURES, STRUCTURE
from deterrence.charts.numbers import in_per_cent
from deterrence.claims.believe import believe_text
from deterrence.claims.claim import Proposition, load_claims
from deterrence.claims.judge import register_verdicts
from deterrence.claims.register import register_rows
from deterrence.claims.sentences import outcome_told, range_text, settled_text, threshold_text
from deterrence.claims.share import CellShare
from deterrence.claims.text import counts_text
from deterrence.claims.verdict import CellBox, CounterExample, Decider, Verdict
from deterrence.claims.verdict_words import word
from deterrence.exploration.prim import Region
from deterrence.exploration.run import Run
from deterrence.exposure import ALL


def quasi_p_text(quasi_p: float) -> str:
    """A quasi-p as it is printed: two decimals, or 'under 0.01'."""
    return "under 0.01" if quasi_p < 0.01 else f"{quasi_p:.2f}"


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
                "alone": limit.alone,
            }
            for limit in box.limits
        ],
        "coverage": box.coverage,
        "density": box.density,
        "mass": box.mass,
        "restricted_inputs": box.restricted,
    }


def verdict_dict(verdict: Verdict) -> dict[str, Any]:
    """A verdict as JSON-ready data."""
    proposition = verdict.proposition
    return {
        "claim": verdict.claim.id,
        "is_own": verdict.is_own,
        "reading": verdict.reading.id,
        "subject": verdict.subject,
        "subject_in_words": verdict.subject_words,
        **_proposition_dict(proposition, verdict.subject),
        "statement": verdict.reading.statement,
        "told": threshold_text(proposition),
        "outcome_in_words": outcome_told(proposition),
        "outcome_range": range_text(verdict),
        "words": verdict.words,
        "confidence": verdict.confidence,
        "is_one_reading": verdict.is_one_reading,
        "circular_sets": [name for name in verdict.held_by if verdict.is_circular(name)],
        "verdict": verdict.wording,
        "settled_beside": settled_text(verdict),
        "interval": list(verdict.interval),
        "sampling": list(verdict.sampling),
        "interval_by_assumption_set": {name: list(verdict.interval_of_set(name)) for name in verdict.held_by},
        "thirds": {
            name: [None if third is None else list(third) for third in thirds]
            for name, thirds in verdict.thirds.items()
        },
        "cells": [_cell_dict(cell) for cell in verdict.cells],
        "threshold_sweep": {f"{e:g}": list(interval) for e, interval in verdict.sweep.items()},
        "deciders": list(map(_decider_dict, verdict.deciders)),
        "flips": list(map(_flip_dict, verdict.boxes)),
        "counter_example": _example_dict(verdict.counter_example),
        "what_you_would_have_to_believe": believe_text(verdict),
        "twin": verdict.claim.twin,
        "limits": list(verdict.claim.limits),
    }


def _flip_dict(box: CellBox) -> dict[str, Any]:
    region = None if box.region is None else box_dict(box.region)
    return {"assumption_set": box.cell[0], "structure": box.cell[1], "box": region}


def _proposition_dict(proposition: Proposition, subject: str) -> dict[str, Any]:
    cited = proposition.threshold.source
    return {
        "where": proposition.where(),
        "at": proposition.labels(subject),
        "less": proposition.less,
        "over": proposition.over,
        "year": proposition.year,
        "outcome": proposition.outcome,
        "comparator": proposition.comparator,
        "threshold": proposition.threshold.value,
        "threshold_source": None if cited is None else cited.model_dump(),
    }


def _decider_dict(decider: Decider) -> dict[str, Any]:
    return {
        "quantity": decider.quantity,
        "first_order_share": decider.typical,
        "over_cells": [decider.least, decider.most],
        "grade": decider.grade,
        "range_grade": decider.range_grade,
    }


def _cell_dict(cell: CellShare) -> dict[str, Any]:
    return {
        "assumption_set": cell.assumption_set,
        "structure": cell.structure,
        "futures": cell.futures,
        "share": cell.share,
        "sampling_interval_95": [cell.low, cell.high],
        "word": word(cell),
        "is_circular": cell.is_circular,
        "void_share": cell.void_share,
        "outcome_p05_p50_p95": [cell.least, cell.median, cell.most],
    }


def _example_dict(example: CounterExample | None) -> dict[str, Any] | None:
    if example is None:
        return None
    return {
        "assumption_set": example.cell[0],
        "structure": example.cell[1],
        "future": example.future,
        "holds": example.holds,
        "outcome": example.outcome,
        "inputs": dict(example.inputs),
    }


def run_summary(run: Run) -> dict[str, Any]:
    """Headline outcomes of a run by cell and force, and the verdicts, as JSON-ready data."""
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
        "futures": counts_text(run.futures, run.headline_futures),
        "year": year,
        "outcomes_p05_p50_p95": cells,
        "verdicts": [verdict_dict(verdict) for verdict in register_verdicts(run)],
        "register": register_rows(load_claims(), run.scenario.years),
    }


def summary_text(summary: dict[str, Any]) -> str:
    """A run's summary for the terminal."""
    lines = [
        f"Erosion of arrivals in {summary['year']}, day-to-day, all sent into the capital region, "
        "median (5 to 95% of futures):"
    ]
    for row in summary["outcomes_p05_p50_p95"]:
        if row["posture"] == "day_to_day":
            low, middle, high = (in_per_cent(max(0.0, value)) for value in row["erosion"])
            lines.append(
                f"  {row['assumption_set']:<23} {STRUCTURE[row['structure']]:<19} "
                f"{FORCE[row['force']]:<15} {middle:>8}% ({low} to {high}%)"
            )
    lines.append("Claims:")
    lines += [
        f"  {v['claim']:<14} {v['reading']:<22} {v['subject_in_words']:<15} {v['verdict']}" for v in summary["verdicts"]
    ]
    lines.append("`deterrence claims` lists every claim of the register, also those without a verdict.")
    record = summary["run_record"]
    digests = f"code {record['code_digest'][:12]}, dataset {record['dataset_digest'][:12]}"
    lines.append(f"seed {record['seed']}, {summary['futures']}, {digests}")
    return "\n".join(lines)

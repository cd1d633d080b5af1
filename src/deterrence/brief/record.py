"""The record of a brief: what a later one compares itself with, and the run record that ends the annex."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from deterrence.brief.findings import Findings
from deterrence.brief.style import printable
from deterrence.claims.summary import verdict_dict
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.quantity import Basis
from deterrence.exploration.run import Run
from deterrence.scenario.resolve import resolve

RECORD_FILE: Final = "brief_record.json"
SCHEMA: Final = 1
"""Of that file: a brief reads the records of its own schema alone."""


def record_of(findings: Findings) -> dict[str, Any]:
    """What a later brief can compare: inputs by set, sources, verdicts, and what ran."""
    run = findings.run
    dataset = run.scenario.dataset
    return {
        "schema": SCHEMA,
        "run": run.record.as_dict(),
        "scenario": {"name": run.scenario.name, "title": run.scenario.title},
        "inputs": _inputs(run),
        "sources": {
            name: {"title": one.original.title, "publisher": one.original.publisher, "date": one.original.date}
            for name, one in sorted(dataset.sources.items())
        },
        "verdicts": {_key(v): _verdict(v) for v in map(verdict_dict, findings.verdicts)},
    }


def _inputs(run: Run) -> dict[str, dict[str, dict[str, Any]]]:
    """Inputs by set; what sets share is told once."""
    told: dict[int, dict[str, Any]] = {}

    def told_of(basis: Basis) -> dict[str, Any]:
        if id(basis) not in told:
            told[id(basis)] = {
                "value": value_text(distribution_dict(basis.distribution)),
                "grade": basis.worse_grade,
                "sources": sorted({reference.source for reference in basis.sources}),
            }
        return told[id(basis)]

    return {
        chosen: {name: told_of(one.basis) for name, one in sorted(resolve(run.scenario, chosen).items())}
        for chosen in run.record.assumption_sets
    }


def _key(verdict: Mapping[str, Any]) -> str:
    return "/".join(part for part in (verdict["claim"], verdict["reading"], verdict["subject"]) if part)


def _verdict(verdict: Mapping[str, Any]) -> dict[str, Any]:
    return {name: verdict[name] for name in ("words", "interval", "confidence", "subject_in_words", "statement")}


def record_rows(run: Run) -> tuple[tuple[str, str], ...]:
    """The run record for the last page, with the futures of each cell."""
    data = {("most_futures_of_a_cell" if key == "futures_per_cell" else key): value
            for key, value in run.described().items()}  # fmt: skip
    rows: list[tuple[str, str]] = []
    for key, value in data.items():
        if isinstance(value, dict):
            rows += [(f"{key.replace('_', ' ')}: {name}", _text(item)) for name, item in value.items()]
        else:
            rows.append((key.replace("_", " "), _text(value)))
    return tuple((key, text) for key, text in rows if text)


def _text(value: object) -> str:
    """A value of the record as words; empty where there is nothing to say."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {item}" for name, item in value.items())
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else printable(str(value))

"""The verdicts that a finished job leaves beside its run record, with the words that a reader needs."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from deterrence.claims.claim import load_claims
from deterrence.claims.names import quantity_names
from deterrence.evidence.dataset import Dataset
from deterrence.web.jobs.job import VERDICTS_FILE


def verdict_rows(verdicts: Iterable[Mapping[str, Any]], dataset: Dataset) -> list[dict[str, Any]]:
    """Verdicts as a page shows them: each with its claim in words and the names of its inputs."""
    claims = {claim.id: claim for claim in load_claims()}
    known = quantity_names(dataset)
    rows = []
    for verdict in verdicts:
        claim = claims[verdict["claim"]]
        reading = next(reading for reading in claim.readings if reading.id == verdict["reading"])
        rows.append(
            {
                **verdict,
                "title": claim.title,
                "statement": claim.statement,
                "reading_statement": reading.statement,
                "asserted_by": claim.asserted_by,
                "names": {identity: known[identity] for identity in sorted(set(_quantities(verdict)))},
            }
        )
    return rows


def write_verdicts(verdicts: Iterable[Mapping[str, Any]], dataset: Dataset, folder: Path) -> None:
    """Write verdicts.json whole or not at all."""
    rows = verdict_rows(verdicts, dataset)
    unfinished = folder / f".{VERDICTS_FILE}.{os.getpid()}.part"
    try:
        unfinished.write_text(json.dumps(rows, allow_nan=False, ensure_ascii=False), encoding="utf-8")
        unfinished.replace(folder / VERDICTS_FILE)
    finally:
        unfinished.unlink(missing_ok=True)


def read_verdicts(path: Path) -> list[dict[str, Any]]:
    """The verdicts of a file that a job wrote."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def _quantities(verdict: Mapping[str, Any]) -> Iterator[str]:
    """Ids of every quantity that a verdict names."""
    yield from (decider["quantity"] for decider in verdict["deciders"])
    yield from verdict["thirds"]
    for flips in verdict["flips"]:
        if flips["box"] is not None:
            yield from (limit["quantity"] for limit in flips["box"]["limits"])
    if verdict["counter_example"] is not None:
        yield from verdict["counter_example"]["inputs"]

"""The verdicts that a finished job leaves beside its run record, with the words that a reader needs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from deterrence.claims.claim import Claim, load_claims
from deterrence.claims.names import quantity_names
from deterrence.claims.own import OwnVerdicts
from deterrence.claims.sentences import question_text
from deterrence.claims.summary import verdict_dict
from deterrence.evidence.dataset import Dataset
from deterrence.exploration.run import Run
from deterrence.exploration.store import write_text
from deterrence.web.jobs.job import OWN_FILE, VERDICTS_FILE


def verdict_rows(
    verdicts: Iterable[Mapping[str, Any]], dataset: Dataset, register: Sequence[Claim] | None = None
) -> list[dict[str, Any]]:
    """Verdicts as a page shows them: each with its claim in words and the names of its inputs.

    Args:
        verdicts: As `summary.verdict_dict` gives them.
        dataset: Whose names the inputs bear.
        register: The claims that are judged; those of the register if left out.
    """
    claims = {claim.id: claim for claim in (load_claims() if register is None else register)}
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
                "question": question_text(reading),
                "asserted_by": claim.asserted_by,
                "names": {identity: known[identity] for identity in sorted(set(_quantities(verdict)))},
            }
        )
    return rows


def write_verdicts(verdicts: Iterable[Mapping[str, Any]], dataset: Dataset, folder: Path) -> None:
    """Write verdicts.json whole or not at all."""
    _write(verdict_rows(verdicts, dataset), folder / VERDICTS_FILE)


def write_own(judged: OwnVerdicts, run: Run, folder: Path, name: str = OWN_FILE) -> None:
    """Write what became of the reader's own claims, whole or not at all."""
    verdicts = verdict_rows(map(verdict_dict, judged.verdicts), run.scenario.dataset, judged.own.claims)
    folder.mkdir(parents=True, exist_ok=True)
    futures = run.record.futures_per_cell
    told = {"verdicts": verdicts, "register": judged.register(run.scenario.years), "futures": futures}
    _write(told, folder / name)


def _write(data: object, path: Path) -> None:
    write_text(path, json.dumps(data, allow_nan=False, ensure_ascii=False))


def read_verdicts(path: Path) -> list[dict[str, Any]]:
    """The verdicts of a file that a job wrote."""
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def read_own(path: Path) -> dict[str, Any]:
    """The file that a job wrote of the reader's own claims: `verdicts`, `register` and the most `futures` of a cell."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
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

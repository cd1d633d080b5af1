"""A saved scenario under the dataset of now: whether it still stands, and which of its verdicts have moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from deterrence import __version__
from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import Dataset
from deterrence.web.older_link import carried
from deterrence.web.scenarios.saved import Judgement, Saved
from deterrence.web.state import State, state_of

_OF_ROW: Final = {
    "claim": "claim", "reading": "reading", "subject": "subject_in_words", "where": "where",
    "statement": "reading_statement", "verdict": "words", "interval": "interval",
}  # fmt: skip


@dataclass(frozen=True)
class Standing:
    """What a saved scenario is now: its state, none where it is refused, what of it was left out, what is wrong."""

    state: State | None
    left_out: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def standing(saved: Saved, dataset: Dataset) -> Standing:
    """A saved scenario carried over to a dataset; nothing of the file is changed by it."""
    values, left_out = dict(saved.state), tuple[str, ...]()
    try:
        if saved.dataset != dataset.digest:
            values, left_out = carried(values, dataset)
        return Standing(replace(state_of(values, dataset), dataset=""), left_out)
    except InputError as error:
        return Standing(None, left_out, error.problems)
    except (TypeError, AttributeError, KeyError):  # fields that no state has
        fix = "put back a copy of the file, or delete it"
        return Standing(
            None, (), (Problem(f"scenarios/{saved.id}.json", "state", "not a state", fix, has_value=False),)
        )


def judgement(rows: Sequence[Mapping[str, Any]], dataset: Dataset, run: str, futures: str) -> Judgement:
    """Verdicts as they are kept beside a scenario.

    Args:
        rows: As a page shows them.
        dataset: Under which they were given.
        run: What names the run.
        futures: How many, in words.
    """
    kept = [{key: row[name] for key, name in _OF_ROW.items()} for row in rows]
    return Judgement(dataset.digest, __version__, run, futures, [{**row, "where": str(row["where"])} for row in kept])


def moved(then: Judgement, now: Judgement) -> list[dict[str, Any]]:
    """Verdicts that are not what they were: each with `then` and `now`, None where it was not judged, and the words."""
    before, after = _by_key(then), _by_key(now)
    return [
        {**(after.get(key) or before[key]), "then": before.get(key), "now": after.get(key)}
        for key in {**before, **after}
        if _said(before.get(key)) != _said(after.get(key))
    ]


def _by_key(of: Judgement) -> dict[tuple[str, str, str], Mapping[str, Any]]:
    return {(row["claim"], row["reading"], row["subject"]): row for row in of.rows}


def _said(row: Mapping[str, Any] | None) -> tuple[Any, ...] | None:
    return None if row is None else (row["verdict"], *row["interval"])

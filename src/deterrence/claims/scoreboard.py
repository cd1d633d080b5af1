"""The scoreboard: one line for each proposition that was judged, or that needed no judging, with its shares."""

from __future__ import annotations

from collections.abc import Iterable
from statistics import median
from typing import Any, Final

from deterrence.axes import proper
from deterrence.charts.description import Key, Row, Rows, Text
from deterrence.charts.result import FigureResult
from deterrence.charts.strip import Strip, strip
from deterrence.charts.told import Told, counted, joined, told
from deterrence.claims.claim import Claim
from deterrence.claims.verdict import Verdict

_STATES: Final = {"by_construction": "by construction", "documented": "documented"}
"""States that are shown in grey, with what stands in place of a share."""
_GREY: Final = "Grey: no share, since it is documented or true or false by construction. "
_FIRST: Final = (
    "Of each claim what its first question holds against a line; others, in the annex, can come out otherwise. "
)
_SIDES: Final = {"holds": ("is mostly true", "are mostly true"), "fails": ("is seldom true", "are seldom true")}


def scoreboard(rows: Rows) -> FigureResult:
    """Shares of the futures in which each proposition holds, sorted by claim.

    Args:
        rows: Claim, `name`, `low`, `middle` and `high` share and all distinct `shares`, none where none was judged,
            `state` (empty where one was), `side`, and whether there is but one reading of it, `is_one_reading`.
    """
    text = Text(
        id="scoreboard",
        title="How many futures make each claim true",
        reading=f"{_FIRST if len({row['claim'] for row in rows}) == len(rows) else ''}"
        "Ticks: the share in each reading and model; marker: the middle one; dashed: one half. "
        f"{_GREY if any(row['state'] for row in rows) else ''}A share of futures over estimated ranges is no "
        "probability.",
        nothing="no proposition was judged",
        finding=_finding,
    )
    form = Strip(text, Key("claim", "Claim"), Key("name", "Proposition"), "the shares of futures that make it true")
    return strip(form, rows)


def _finding(rows: Rows) -> Told:
    judged = [row for row in rows if row["low"] is not None]
    if not judged:
        return ""
    apart = [told(_sides(some), f" in {words}") for words, some in _by_readings(judged).items() if _decided(some)]
    rest = counted(len(judged) - len(_decided(judged)), "without a side")
    is_one = rest.value == 1
    even = f" {'depends' if is_one else 'depend'} on the reading or {'is' if is_one else 'are'} about even"
    every = counted(len(judged), "judged")
    return told("Of ", every, " propositions ", joined([*apart, told(rest, even)], ", "))


def _by_readings(judged: Rows) -> dict[str, list[Row]]:
    """Propositions on which the readings differ, and those of which there is one reading alone."""
    several, one = ([row for row in judged if row["is_one_reading"] == only] for only in (False, True))
    return {"every reading": several, "the one reading there is": one}


def _decided(rows: Rows) -> list[Row]:
    return [row for row in rows if row["side"] in _SIDES]


def _sides(rows: Rows) -> Told:
    counts = {side: counted(sum(row["side"] == side for row in rows), side) for side in _SIDES}
    return joined((told(one, f" {_SIDES[side][one.value != 1]}") for side, one in counts.items() if one.value), " and ")


def scoreboard_rows(verdicts: Iterable[Verdict], claims: Iterable[Claim]) -> list[Row]:
    """A row for each verdict, and one for the readings of a claim that need none, in the order of the claims."""
    by_reading: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in verdicts:
        by_reading.setdefault((verdict.claim.id, verdict.reading.id), []).append(verdict)
    rows: list[Row] = []
    for claim in claims:
        rows += [
            _judged(verdict) for reading in claim.readings for verdict in by_reading.get((claim.id, reading.id), [])
        ]
        rows += _unjudged(claim, [reading.state for reading in claim.readings if reading.state in _STATES])
    return rows


def _unjudged(claim: Claim, states: list[str]) -> list[Row]:
    """One row for the readings of a claim that need no judging; none where there are none."""
    told = [f"{states.count(state)} {words}" for state, words in _STATES.items() if state in states]
    blank: dict[str, Any] = {
        "low": None,
        "middle": None,
        "high": None,
        "shares": [],
        "side": "",
        "is_one_reading": False,
    }
    return [{"claim": claim.id, "name": "without a share", **blank, "state": ", ".join(told)}] if told else []


def _judged(verdict: Verdict) -> Row:
    low, high = verdict.interval
    said = f"{_words(verdict.reading.id)}{f', {verdict.subject_words}' if verdict.subject else ''}"
    return {
        "claim": verdict.claim.id, "name": said, "low": low, "middle": median(cell.share for cell in verdict.shown),
        "high": high, "shares": sorted({cell.share for cell in verdict.shown}), "state": "", "side": verdict.side or "",
        "is_one_reading": verdict.is_one_reading,
    }  # fmt: skip


def _words(reading: str) -> str:
    """A reading as its id names it."""
    return proper(reading.replace("_", " "))

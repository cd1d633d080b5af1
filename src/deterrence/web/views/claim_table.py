"""What the page of claims shows of a state: a row for each reading and subject, of the register and of the reader's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request

from deterrence.claims.claim import STATE, Claim, Reading
from deterrence.claims.own import OwnClaims
from deterrence.claims.reference import StoredReference
from deterrence.claims.sentences import question_text
from deterrence.claims.text import UNTESTED
from deterrence.claims.verdict_words import SAID
from deterrence.evidence.source import SourceRecord
from deterrence.system.registry import OUTCOMES
from deterrence.web.jobs.job import OWN_FILE, Job
from deterrence.web.jobs.verdicts import read_own
from deterrence.web.live import Live
from deterrence.web.own import own_claims, with_own_sources
from deterrence.web.state import LINK, State
from deterrence.web.views.work import KINDS, is_of_now, jobs_in, jobs_of, judged, verdicts_shown, with_claims_of

Row = dict[str, Any]
_JUDGED: Final = "judged"
_WAITS: Final = "waits"
_NONE: Final = "no_verdict"
_SAID: Final[Mapping[str, str]] = {
    "holds": SAID["holds"],
    "depends": "depends",
    "fails": SAID["fails"],
    "about_even": SAID["about even"],
}
"""What the words of a verdict hold that stands under an answer."""
ANSWERS: Final[Mapping[str, str]] = {
    **_SAID,
    _NONE: _NONE.replace("_", " "),
    _WAITS: "not judged in this state",
    **{name: name.replace("_", " ") for name in STATE if name != _JUDGED},
    "by_construction": "settled by construction",
}
"""What becomes of a reading, as the table sorts it, with its words."""


@dataclass(frozen=True)
class Shown:
    """The verdicts that are shown of a state, and where they are from.

    `job` is the newest finished one that judged the register in this state, `stored` the reference where no job has;
    `jobs` are those that were asked for the same, the reader's own claims among it, newest first.
    `first_futures` are the most of a cell where only a first answer is known of these claims.
    """

    jobs: Sequence[Job]
    job: Job | None
    stored: StoredReference | None
    verdicts: Sequence[Mapping[str, Any]]
    rows: Sequence[Row]
    claims: OwnClaims
    own: Sequence[Row]
    is_own_judged: bool
    first_futures: int | None
    sources: Mapping[str, SourceRecord]

    @property
    def described(self) -> str:
        """Futures and seed in words."""
        if self.job is not None:
            return f"at most {self.job.futures:,} futures in each, seed {self.job.seed}"
        return "not judged" if self.stored is None else f"stored with this version: {self.stored.described}"

    def row_of(self, key: tuple[str, str, str]) -> Row | None:
        """The row of a claim, reading and subject."""
        return next((row for row in (*self.own, *self.rows) if row["key"] == key), None)


def shown_in(request: Request, state: State, live: Live) -> Shown:
    """What there is to show of a state."""
    alike = jobs_of(jobs_in(request), state, KINDS)
    job, stored, verdicts = verdicts_shown(alike, state, live)
    sourced = with_own_sources(live.dataset, state.sources, LINK)
    jobs, claims = with_claims_of(alike, state), own_claims(state.claims, sourced, LINK)
    told = _told(jobs, live) if claims.claims else None
    of_own = told["verdicts"] if told else []
    first = told["futures"] if told and "is_first" in told else None
    rows, own = list(table_rows(live.claims, verdicts)), _own_rows(claims.claims, told)
    return Shown(jobs, job, stored, [*of_own, *verdicts], rows, claims, own, told is not None, first, sourced.sources)


def _told(jobs: Sequence[Job], live: Live) -> dict[str, Any] | None:
    """What the newest finished job says of the reader's own claims, else its first answer; none where there is none."""
    job = judged(jobs, live.dataset)
    path = None if job is None else job.files().get(OWN_FILE)
    if path is not None:
        return read_own(path)
    early = (one.first_answer for one in jobs if one.first_answer and is_of_now(one, live.dataset))
    path = next(early, None)
    return None if path is None else {**read_own(path), "is_first": True}


def table_rows(register: Sequence[Claim], verdicts: Sequence[Mapping[str, Any]]) -> Iterator[Row]:
    """A row for each reading of the register, and for each of its subjects where it is judged."""
    found = {(row["claim"], row["reading"], row["subject"]): row for row in verdicts}
    for claim in register:
        for reading in claim.readings:
            for subject in reading.judged.subjects if reading.judged else ("",):
                key = (claim.id, reading.id, subject)
                verdict = found.get(key)
                yield {
                    "key": key,
                    "claim": claim,
                    "reading": reading,
                    "question": question_text(reading),
                    "of": _of(reading, subject),
                    "verdict": verdict,
                    "answer": _answer(reading, verdict),
                    "why": "",
                }


def _own_rows(claims: Sequence[Claim], told: Mapping[str, Any] | None) -> list[Row]:
    """Rows of the reader's own claims; what has no verdict says why."""
    if told is None:
        return list(table_rows(claims, ()))
    why = {
        (row["claim"], one["reading"], one["subject"]): one.get("why", f"{UNTESTED}.")
        for row in told["register"]
        for one in (*row["refused"], *row["untested"])
    }
    return [
        {**row, "why": why.get(row["key"], ""), "answer": _NONE if row["answer"] == _WAITS else row["answer"]}
        for row in table_rows(claims, told["verdicts"])
    ]


def unit_of(verdict: Mapping[str, Any]) -> str:
    """Unit of what a verdict holds against its threshold; a ratio is a factor."""
    return "factor" if verdict["over"] else OUTCOMES[verdict["outcome"]].unit


def _of(reading: Reading, subject: str) -> str:
    """Of what and when a row speaks."""
    said = reading.judged
    return "" if said is None else ", ".join(part for part in (said.subject_words(subject), said.where()) if part)


def _answer(reading: Reading, verdict: Mapping[str, Any] | None) -> str:
    """The name of an answer under which a row stands."""
    if reading.judged is None:
        return reading.state
    if verdict is None:
        return _WAITS
    words = str(verdict["words"])
    return next((name for name, said in _SAID.items() if said in words), _NONE)

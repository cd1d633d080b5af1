"""The scorecard: what becomes of every claim of the register, in one line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from deterrence.brief.chapters import printed
from deterrence.brief.document import Block, Chip, Cite, Column, Content, Heading, Paragraph, Span, Table, Text
from deterrence.brief.figured import counted, shares
from deterrence.brief.findings import Findings, tone
from deterrence.claims.claim import Claim
from deterrence.claims.summary import threshold_text
from deterrence.claims.verdict import Verdict
from deterrence.traced import Number

_STATES: Final = {
    "documented": "Settled by documents or counts",
    "by_construction": "Follows from how it is counted",
    "not_testable": "Not testable here",
    "not_yet_modelled": "Waiting for a model",
}


def scorecard(findings: Findings) -> tuple[Block, ...]:
    """Judged claims a row each, the others by what becomes of them."""
    return (
        Heading(1, "Scorecard of claims", "scorecard-section", starts_page=True),
        Paragraph(
            "Each claim that can be judged is turned into a proposition that a simulated future makes true or false. A "
            "share counts such futures in one reading of the evidence, under one structure of the model; the least and "
            "the greatest of these are shown, and never pooled. A share over estimated ranges is not a probability."
        ),
        *printed(findings, "brief", "claims"),
        Table(
            "scorecard-table",
            "Claims that the futures judge: the first question asked of each",
            (Column("Claim"), Column("What is asked"), Column("True in", "right"), Column("Verdict"), Column("Trust")),
            tuple(_row(verdicts) for verdicts in findings.by_claim.values()),
            note="True in: share of futures, least to greatest. Trust: low where estimates lead or readings disagree, "
            "which does not mean wrong. Every question asked of a claim is in the annex.",
            no_data="The horizon of this run leaves no claim to judge.",
        ),
        *_others(findings),
    )


def _row(verdicts: Sequence[Verdict]) -> tuple[Content, ...]:
    first = verdicts[0]
    more = len(verdicts) - 1
    asked: list[Span] = [asked_of(first)]
    if more:
        asked += [" (", Number(str(more), first.claim.id, {}, "verdicts.further", more, "register"), " more)"]
    claim = first.claim
    return (
        (Text(f"{claim.id} ", "strong"), claim.title, Cite(claim.origin.source)),
        tuple(asked),
        shares(first),
        Chip(first.words, tone(first)),
        first.confidence or "none",
    )


def asked_of(verdict: Verdict) -> str:
    """What a verdict speaks of, and its threshold."""
    place = ", ".join(part for part in (verdict.subject_words, verdict.proposition.where()) if part)
    return f"{place}: {threshold_text(verdict.proposition)}" if place else threshold_text(verdict.proposition)


def _others(findings: Findings) -> Iterator[Block]:
    """Claims without a verdict, by what becomes of their first reading."""
    for state, words in _STATES.items():
        found = [claim for claim in findings.register if claim.id not in findings.by_claim and _state(claim) == state]
        if found:
            count = Number(counted(len(found)), "register", {"state": state}, "claims", len(found), "register")
            named = ", ".join(claim.id for claim in found)
            yield Paragraph((Text(f"{words}: ", "strong"), count, f" ({named})."))


def _state(claim: Claim) -> str:
    """The state of a claim's readings: the first of the order above that one has."""
    states = {reading.state for reading in claim.readings}
    return next((state for state in _STATES if state in states), "")

"""Claims of the annex, each on a card: what was said, how it is judged, what came out, and what that leaves out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from deterrence.brief.document import (
    Block,
    BulletList,
    Chip,
    Cite,
    Cited,
    Column,
    Content,
    Heading,
    Paragraph,
    Span,
    Table,
    Text,
)
from deterrence.brief.figured import between, counted, ends, form_of, medians, sampled, share, shares, thirds
from deterrence.brief.findings import SHOWN_DECIDERS, Findings, cell_words, tone
from deterrence.brief.scorecard import asked_of
from deterrence.brief.sources import of_outcomes
from deterrence.chapter import capital, set_words
from deterrence.charts.numbers import short
from deterrence.claims.claim import Claim, Reading
from deterrence.claims.register import register_rows
from deterrence.claims.sentences import settled_text
from deterrence.claims.share import CellShare
from deterrence.claims.verdict import Verdict
from deterrence.traced import Number

_AS_BEFORE: Final = "As above"
"""How a rationale begins that says nothing of its own."""


def cards(findings: Findings) -> Iterator[Block]:
    """Every claim of the register in its order."""
    yield Heading(1, "Claims, one by one", "claims-section", starts_page=True)
    rows = {row["claim"]: row["readings"] for row in register_rows(findings.register, findings.run.scenario.years)}
    for claim in findings.register:
        verdicts = findings.by_claim.get(claim.id, ())
        yield Heading(2, f"{claim.id} {claim.title}", f"claim-{claim.id}")
        asked = f" First asked of it: {asked_of(verdicts[0])}." if verdicts else ""
        yield Paragraph((f"{claim.statement} Asserted by {claim.asserted_by}", Cite(claim.origin.source), f".{asked}"))
        if verdicts:
            yield _judged_as(verdicts)
            yield _results(findings, claim, verdicts)
            yield Paragraph((Text("Decided by: ", "strong"), *deciders_of(findings, verdicts)))
        told = zip(claim.readings, rows[claim.id], strict=True)
        others = [(reading, row) for reading, row in told if row["why"] is not None]
        if others:
            yield BulletList(tuple(_unjudged(reading, row["in_words"], row["why"]) for reading, row in others))
        if verdicts:
            yield Paragraph((Text("What this leaves out: ", "strong"), " ".join(claim.limits)))


def _judged_as(verdicts: Sequence[Verdict]) -> BulletList:
    """Each reading with its line, once."""
    readings = {verdict.reading.id: verdict.reading for verdict in verdicts}
    items: list[Content] = []
    for reading in readings.values():
        if reading.proposition is not None:  # of what is judged, always
            cited = reading.proposition.threshold.source
            why = reading.proposition.threshold.rationale
            items.append(
                (
                    f"{reading.statement} {'' if why.startswith(_AS_BEFORE) else why}".strip(),
                    *((Cite(cited.source, cited.locator),) if cited else ()),
                )
            )
    return BulletList(tuple(items))


def _results(findings: Findings, claim: Claim, verdicts: Sequence[Verdict]) -> Table:
    return Table(
        f"results-{claim.id}",
        f"Claim {claim.id}: shares of futures, least to greatest over readings and models",
        tuple(Column(head) for head in ("What is asked", "Median (90% of futures)", "True in", "Verdict", "Trust")),
        tuple(_result(findings, verdict) for verdict in verdicts),
        note=(
            "In brackets behind a share the ends of its 95% sampling error. ",
            f"{_circular(verdicts)} " if _circular(verdicts) else "",
            Cited(of_outcomes(findings, (v.proposition.outcome for v in verdicts)), "Sources of what is read: "),
        ),
    )


def _circular(verdicts: Sequence[Verdict]) -> str:
    named = dict.fromkeys(name for v in verdicts for name in v.held_by if v.is_circular(name))
    told = ", ".join(f"“{set_words(name)}”" for name in named)
    return f"Argued from the claim's own source, and not counted: {told}." if named else ""


def _result(findings: Findings, verdict: Verdict) -> tuple[Content, ...]:
    form = form_of(verdict.proposition, verdict.last_year)
    outcome: tuple[Span, ...] = ()
    if form is not None and (middle := medians(verdict, form)):
        outcome = (*middle, " (", *ends(verdict, form), ")")
    return (
        capital(asked_of(verdict)),
        outcome,
        (*shares(verdict), " (", *sampled(verdict), ")"),
        (Chip(verdict.words, tone(verdict)), *thirds(findings, verdict), *_could(verdict), *_settled(verdict)),
        verdict.confidence or "none",
    )


def _could(verdict: Verdict) -> tuple[Span, ...]:
    """Whether one reading bears out a claim that says "could"."""
    return (f" {capital(verdict.possibility)}.",) if verdict.possibility else ()


def _settled(verdict: Verdict) -> tuple[Span, ...]:
    """At which other line the inputs settle the same question."""
    return (f" {capital(said)}.",) if (said := settled_text(verdict)) else ()


def deciders_of(findings: Findings, verdicts: Sequence[Verdict]) -> Iterator[Span]:
    """The inputs that decide most; where several questions are asked, of how many each is among the first."""
    led = [decider.quantity for verdict in verdicts for decider in verdict.deciders[:SHOWN_DECIDERS]]
    counts = Counter(led)
    if not counts:
        yield "no input that stands out from chance."
        return
    if len(verdicts) == 1:
        yield f"{'; '.join(findings.names[name] for name in led)}."
        return
    claim, first = verdicts[0].claim.id, counted(SHOWN_DECIDERS)
    yield f"of {counted(len(verdicts))} questions, with the number in which each is among the first {first}: "
    for place, (name, count) in enumerate(counts.most_common()):
        yield f"{'); ' if place else ''}{findings.names[name]} ("
        yield Number(str(count), claim, {"input": name}, "decided", count, "register")
    silent = sum(not verdict.deciders for verdict in verdicts)
    yield f"). In {counted(silent)} no input stands out from chance." if silent else ")."


def _unjudged(reading: Reading, in_words: str, why: str) -> Content:
    cited = [Cite(reference.source, reference.locator) for reference in reading.sources]
    return (f"{reading.statement} ", Text(f"{capital(in_words)}. ", "strong"), why, *cited)


def headline_tables(findings: Findings) -> tuple[Block, ...]:
    """The headline claim cell by cell, and at other thresholds."""
    verdicts = findings.headline_verdicts
    what = f"{findings.headline.claim.id}, {findings.headline_statement}"
    return (
        Table(
            "share-table",
            f"Claim {what}: share of futures, cell by cell",
            (
                Column("Cell"),
                *(Column(capital(verdict.subject_words), "right") for verdict in verdicts),
                Column("Futures", "right"),
            ),
            tuple(
                (cell_words(cell.assumption_set, cell.structure), *(share(one, of) for one, of in row), cell.futures)
                for cell, row in _by_cell(verdicts)
            ),
            note=(
                "The sampling error stands with the least and the greatest share on the card of the claim. ",
                Cited(of_outcomes(findings, (findings.headline.proposition.outcome,))),
            ),
        ),
        Table(
            "sweep-table",
            f"Claim {what}: at other thresholds",
            (Column("At least"), *(Column(verdict.subject_words, "right") for verdict in verdicts)),
            tuple(
                (short(at, "%"), *(between(verdict, *verdict.sweep[at], f"share at {at:g}") for verdict in verdicts))
                for at in verdicts[0].sweep
            ),
            note=(
                "Least to greatest share of futures over readings and models. ",
                Cited(of_outcomes(findings, (findings.headline.proposition.outcome,))),
            ),
        ),
    )


def _by_cell(verdicts: Sequence[Verdict]) -> Iterator[tuple[CellShare, list[tuple[Verdict, CellShare]]]]:
    """Each cell of the first of some verdicts, with those of all of them."""
    for place, cell in enumerate(verdicts[0].cells):
        yield cell, [(verdict, verdict.cells[place]) for verdict in verdicts]

"""The scorecard: what becomes of every claim of the register, in one line each."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from deterrence.brief.chapters import printed
from deterrence.brief.document import (
    Block,
    Chip,
    Cite,
    Cited,
    Column,
    Content,
    Figure,
    Heading,
    Paragraph,
    Span,
    Table,
    Text,
)
from deterrence.brief.figured import counted, sampled, shares
from deterrence.brief.findings import HEADLINE_CLAIM, SCOREBOARD, STATES, Findings, settled_as, tone
from deterrence.brief.titles import title_of
from deterrence.chapter import capital
from deterrence.charts.numbers import per_cent
from deterrence.claims.sentences import settled_text, threshold_text
from deterrence.claims.verdict import Verdict
from deterrence.traced import Number

_SHORT_RUN: Final = 2
_MOST_ROWS: Final = 14
"""Rows of the table of claims, whatever the register holds: the brief has at most eight pages."""
_LEAST_SETTLED: Final = (
    "Least settled: true in shares about one half or nearest to it; all claims are in the figure below. "
)
_WAITING: Final = "not_yet_modelled"
_NOTE: Final = (
    "True in: share of futures, least to greatest over readings and models; of what is about even with its 95% "
    "sampling interval, which reaches into 45 to 55%. (1 of 4): the first of four questions, all in the annex. The one "
    "reading: the readings do not differ there. Erosion: share of the warheads that would arrive without a defence "
    "which it stops. "
)


def scorecard(findings: Findings) -> tuple[Block, ...]:
    """Judged claims a row each, the others by what becomes of them."""
    return (
        Heading(1, "Scorecard of claims", "scorecard-section", starts_page=True),
        Paragraph(
            "Each claim that can be judged is turned into a proposition that a simulated future makes true or false. A "
            "share counts such futures in one reading of the evidence, under one structure of the model; the least and "
            "the greatest of these are shown, and never pooled. "
            f"{_two_lines(findings)}"
        ),
        _table(findings),
        scoreboard_figure(findings, SCOREBOARD),
        *printed(findings, "brief", "claims"),
    )


def _two_lines(findings: Findings) -> str:
    """By what page 1 answers, and by which other line the claim of the headline is first judged."""
    level, first = findings.level[0].proposition, findings.headline.proposition
    return (
        "Page 1 answers by size: the typical loss to old and new interceptors, and how many readings put it above "
        f"{per_cent(level.threshold.value)}. Claim {HEADLINE_CLAIM} is first judged by another line: "
        f"{threshold_text(first)}."
    )


def scoreboard_figure(findings: Findings, name: str) -> Figure:
    """A scoreboard with the sources that make the claims."""
    made = findings.gallery[name]()
    return Figure.of(made, Cited(origins(findings)), told=title_of(made, ()))


def origins(findings: Findings) -> tuple[str, ...]:
    """Ids of the sources that make the claims."""
    return tuple(dict.fromkeys(claim.origin.source for claim in findings.register))


def _table(findings: Findings) -> Table:
    """The first question asked of the least settled claims; a confidence that is the same for all is said once."""
    told = least_settled(findings.by_claim.values())
    firsts = [verdicts[0] for verdicts in findings.by_claim.values()]
    stated = {verdict.confidence or "none" for verdict in firsts}
    is_told_once = len(stated) <= 1
    confidence = f"Confidence is {next(iter(stated))} for each of them. " if len(stated) == 1 else ""
    return Table(
        "scorecard-table",
        "Claims that the futures judge: the first question asked of each"
        if len(told) == len(firsts)
        else f"The {counted(len(told))} claims that are least settled: the first question asked of each",
        (
            Column("Claim, as it is made"),
            Column("What is asked of it, which is narrower"),
            Column("True in, and verdict" if is_told_once else "True in, verdict, confidence"),
        ),
        tuple(_row(verdicts, has_confidence=not is_told_once) for verdicts in told),
        note=(
            f"{_LEAST_SETTLED if len(told) < len(firsts) else ''}{_NOTE}{confidence}It is low where estimates lead or "
            "readings disagree, which does not mean wrong.",
            *(span for state in STATES for span in _others(findings, state)),
        ),
        no_data="The horizon of this run leaves no claim to judge.",
    )


def least_settled(claims: Collection[Sequence[Verdict]], most: int = _MOST_ROWS) -> list[Sequence[Verdict]]:
    """Claims of which the first question is true in shares about one half or nearest to it, the widest first.

    The brief has few pages, and the register grows: all stand in the figure above and in the annex.

    Args:
        claims: Verdicts of each claim, in the order of the register.
        most: As many are kept, in that order.
    """

    def settled(place: int) -> tuple[float, float, int]:
        low, high = ordered[place][0].interval
        return max(low - 1 / 2, 1 / 2 - high, 0.0), low - high, place

    ordered = list(claims)
    return [ordered[place] for place in sorted(sorted(range(len(ordered)), key=settled)[:most])]


def _row(verdicts: Sequence[Verdict], *, has_confidence: bool) -> tuple[Content, ...]:
    first = verdicts[0]
    more = len(verdicts) - 1
    asked: list[Span] = [capital(asked_of(first))]
    if more:
        count = Number(str(len(verdicts)), first.claim.id, {}, "verdicts", len(verdicts), "register")
        asked += [" (1\u00a0of\u00a0", count, ")"]
    asked += [f"; {said}"] if (said := settled_text(first)) else []
    claim, confidence = first.claim, first.confidence or "none"
    return (
        (Text(f"{claim.id} ", "strong"), claim.title, Cite(claim.origin.source)),
        tuple(asked),
        (
            *shares(first),
            *_sampled(first),
            " ",
            Chip(first.words, tone(first)),
            *([f" {confidence}"] if has_confidence else []),
        ),
    )


def _sampled(verdict: Verdict) -> tuple[Span, ...]:
    """The sampling error of what is about even: a share that looks clear may lie within it."""
    return (" (", *sampled(verdict), ")") if verdict.side == "about even" else ()


def asked_of(verdict: Verdict) -> str:
    """What a verdict speaks of, and its threshold."""
    place = ", ".join(part for part in (verdict.subject_words, verdict.proposition.where()) if part)
    return f"{place}: {threshold_text(verdict.proposition)}" if place else threshold_text(verdict.proposition)


def _others(findings: Findings, state: str) -> Iterator[Span]:
    """Claims without a verdict of which this becomes; those that wait for a model have their titles in the annex."""
    claims = [claim for claim in findings.register if claim.id not in findings.by_claim and settled_as(claim) == state]
    if claims:
        yield Text(f" {STATES[state]}: ", "strong")
        yield Number(counted(len(claims)), "register", {"state": state}, "claims", len(claims), "register")
        if state == _WAITING:
            yield f" more, each with its title and what it waits for in the annex ({runs_of([c.id for c in claims])})."
        else:
            yield f". {'; '.join(f'{claim.id} {claim.title}' for claim in claims)}."


def runs_of(names: Sequence[str]) -> str:
    """Ids as a list in which those that follow each other are a run.

    >>> runs_of(["A01", "A04", "A05", "A06", "B07", "B08", "RUSI-2026"])
    'A01, A04 to A06, B07, B08, RUSI-2026'
    """
    runs: list[list[str]] = []
    for name in names:
        if runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > _SHORT_RUN else ", ".join(run) for run in runs)


def _follows(one: str, other: str) -> bool:
    first, second = (re.fullmatch(r"([A-Z]+)(\d+)", name) for name in (one, other))
    return first is not None and second is not None and first[1] == second[1] and int(first[2]) + 1 == int(second[2])

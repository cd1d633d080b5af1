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
from deterrence.brief.figured import counted, shares
from deterrence.brief.findings import SCOREBOARD, STATES, Findings, settled_as, tone
from deterrence.chapter import capital
from deterrence.claims.sentences import threshold_text
from deterrence.claims.verdict import Verdict
from deterrence.traced import Number

_SHORT_RUN: Final = 2
_MOST_ROWS: Final = 10
"""Rows of the table of claims, whatever the register holds: the brief has at most eight pages."""
_LEAST_SETTLED: Final = "; least settled: nearest to one half (all claims are in the figure)"


def scorecard(findings: Findings) -> tuple[Block, ...]:
    """Judged claims a row each, the others by what becomes of them."""
    return (
        Heading(1, "Scorecard of claims", "scorecard-section", starts_page=True),
        Paragraph(
            "Each claim that can be judged is turned into a proposition that a simulated future makes true or false. A "
            "share counts such futures in one reading of the evidence, under one structure of the model; the least and "
            "the greatest of these are shown, and never pooled. A share over estimated ranges is not a probability."
        ),
        Figure.of(findings.gallery[SCOREBOARD](), Cited(origins(findings))),
        *printed(findings, "brief", "claims"),
        _table(findings),
        *_others(findings),
    )


def origins(findings: Findings) -> tuple[str, ...]:
    """Ids of the sources that make the claims."""
    return tuple(dict.fromkeys(claim.origin.source for claim in findings.register))


def _table(findings: Findings) -> Table:
    """The first question asked of the least settled claims; a confidence that is the same for all is said once."""
    told = least_settled(findings.by_claim.values())
    firsts = [verdicts[0] for verdicts in findings.by_claim.values()]
    stated = {verdict.confidence or "none" for verdict in firsts}
    is_told_once = len(stated) <= 1
    heads = (Column("Claim"), Column("What is asked"), Column("True in", "right"), Column("Verdict"))
    confidence = f"Confidence is {next(iter(stated))} for each of them. " if len(stated) == 1 else ""
    return Table(
        "scorecard-table",
        "Claims that the futures judge: the first question asked of each"
        if len(told) == len(firsts)
        else f"The {counted(len(told))} claims that are least settled: the first question asked of each",
        heads if is_told_once else (*heads, Column("Confidence")),
        tuple((*_row(verdicts), *(() if is_told_once else (verdicts[0].confidence or "none",))) for verdicts in told),
        note=f"True in: share of futures, least to greatest{_LEAST_SETTLED if len(told) < len(firsts) else ''}. "
        f"{confidence}It is low where estimates lead or readings disagree, which does not mean wrong. Every question "
        "asked of a claim is in the annex.",
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


def _row(verdicts: Sequence[Verdict]) -> tuple[Content, ...]:
    first = verdicts[0]
    more = len(verdicts) - 1
    asked: list[Span] = [capital(asked_of(first))]
    if more:
        asked += [" (", Number(str(more), first.claim.id, {}, "verdicts.further", more, "register"), " more)"]
    claim = first.claim
    return (
        (Text(f"{claim.id} ", "strong"), claim.title, Cite(claim.origin.source)),
        tuple(asked),
        shares(first),
        Chip(first.words, tone(first)),
    )


def asked_of(verdict: Verdict) -> str:
    """What a verdict speaks of, and its threshold."""
    place = ", ".join(part for part in (verdict.subject_words, verdict.proposition.where()) if part)
    return f"{place}: {threshold_text(verdict.proposition)}" if place else threshold_text(verdict.proposition)


def _others(findings: Findings) -> Iterator[Block]:
    """Claims without a verdict, by what becomes of their first reading."""
    for state, words in STATES.items():
        found = [
            claim for claim in findings.register if claim.id not in findings.by_claim and settled_as(claim) == state
        ]
        if found:
            count = Number(counted(len(found)), "register", {"state": state}, "claims", len(found), "register")
            named = runs_of([claim.id for claim in found])
            yield Paragraph((Text(f"{words}: ", "strong"), count, f" ({named})."))


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

"""Claims of the user's own in the brief: a section of their own, so that none is taken for one of the register."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from deterrence.brief.document import (
    Block,
    BulletList,
    Callout,
    Chip,
    Cite,
    Column,
    Content,
    Heading,
    Paragraph,
    Table,
    Text,
)
from deterrence.brief.findings import SHOWN_DECIDERS, Findings, tone
from deterrence.charts.numbers import listed
from deterrence.claims import phia
from deterrence.claims.believe import believe_text
from deterrence.claims.claim import Claim
from deterrence.claims.sentences import place_text, range_text, threshold_text
from deterrence.claims.text import UNTESTED, part_text
from deterrence.claims.verdict import Verdict
from deterrence.scenario.slips import slips


def slips_section(findings: Findings) -> tuple[Block, ...]:
    """Changes of the scenario that look like a slip, in a frame of their own; nothing where there is none."""
    told = slips(findings.run.scenario)
    if not told:
        return ()
    items = tuple(f"{one.path.removeprefix('changes.')} ({one.value}): {one.what}. {one.fix}." for one in told)
    return (Callout("warning", "Look at these changes again", (BulletList(items),)),)


def own_section(findings: Findings) -> tuple[Block, ...]:
    """Each claim of the user's own with its verdicts, and what has none; nothing where there is no such claim."""
    if not findings.own.own.claims:
        return ()
    rows = findings.own.register(findings.run.scenario.years)
    parts = (block for claim, row in zip(findings.own.own.claims, rows, strict=True)
             for block in _claim(findings, claim, row))  # fmt: skip
    return (
        Heading(1, "Claims of the reader's own", "own-claims"),
        Paragraph("Written by whoever asked for this brief, and judged by the rules of the register."),
        *parts,
    )


def _claim(findings: Findings, claim: Claim, row: Mapping[str, Any]) -> Iterator[Block]:
    verdicts = [verdict for verdict in findings.own.verdicts if verdict.claim.id == claim.id]
    place = [one.id for one in findings.own.own.claims].index(claim.id) + 1
    yield Heading(2, f"{claim.id}: {claim.title}", f"own-claim-{place}")
    cited = Cite(claim.origin.source, claim.origin.place)
    yield Paragraph((f"{claim.statement} ", Text(f"Asserted by {claim.asserted_by}. ", "emphasis"), cited))
    if verdicts:
        yield Table(
            f"own-claim-{place}-table",
            f"What becomes of {claim.id}",
            (Column("Asked"), Column("Outcome: median (90%)"), Column("True in"), Column("Verdict")),
            tuple(map(_row, verdicts)),
        )
        yield BulletList(tuple((Text(f"{place_text(v)}: ", "strong"), _said(v)) for v in verdicts))
    without: list[Content] = [f"{part_text(one)}: {one['why']}" for one in row["refused"]]
    without += [f"{part_text(one)}: {UNTESTED}." for one in row["untested"]]
    without += [f"{one['statement']} {one['why']}" for one in row["readings"] if one["why"]]
    if without:
        yield BulletList(tuple(without))
    yield BulletList(tuple(claim.limits))


def _row(verdict: Verdict) -> tuple[Content, ...]:
    confidence = f" ({verdict.confidence} confidence)" if verdict.confidence else ""
    return (
        f"{place_text(verdict)}: {threshold_text(verdict.proposition)}",
        range_text(verdict),
        phia.interval_text(*verdict.interval),
        (Chip(verdict.words, tone(verdict)), confidence),
    )


def _said(verdict: Verdict) -> str:
    names = [verdict.names[decider.quantity] for decider in verdict.deciders[:SHOWN_DECIDERS]]
    decided = f"Varies most with {listed(names)}. " if names else ""
    return f"{decided}{believe_text(verdict)}"

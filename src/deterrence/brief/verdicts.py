"""The bottom line, the verdicts and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence

from deterrence.brief.document import (
    Block,
    BulletList,
    Callout,
    Chip,
    Cite,
    Column,
    Content,
    DefinitionList,
    Heading,
    Paragraph,
    Table,
    Text,
)
from deterrence.brief.findings import HEADLINE_CLAIM, SHOWN_DECIDERS, Findings, leading, listed, tone
from deterrence.claims import phia
from deterrence.claims.summary import FORCE_NAMES, POSTURE_NAMES, STRUCTURE_NAMES, believe_text
from deterrence.claims.verdict import Verdict


def bottom_line(findings: Findings) -> str:
    """The answer in two sentences, without a decimal and without a probability word that is not earned."""
    parts = [
        f"{phia.interval_text(*v.interval)} of futures for {FORCE_NAMES[v.force]}" for v in findings.headline_verdicts
    ]
    return (
        f"By {findings.year}, Russian missile defences cost a day-to-day retaliation half or more of its arriving "
        f"warheads in {listed(parts)}, depending on whose assumptions are taken. "
        f"What decides it: {listed(leading(findings.headline))}."
    )


def bottom_line_section(findings: Findings) -> tuple[Block, ...]:
    """The box that opens the brief."""
    verdict, nearest = findings.headline, findings.nearest
    by_set = listed(
        [f"{phia.interval_text(*verdict.interval_of_set(n))} under {n}" for n in findings.run.record.assumption_sets]
    )
    judged = sum(d.worse_grade == "judged" for d in verdict.deciders[:SHOWN_DECIDERS])
    return (
        Callout(
            "bottom_line",
            "Bottom line",
            (
                Paragraph(bottom_line(findings)),
                Paragraph(
                    f"France and the United Kingdom in one raid: {by_set}. {judged} of the "
                    f"{SHOWN_DECIDERS} inputs that "
                    "decide most are judged by us, not measured by anyone: these shares count "
                    "futures over ranges that "
                    "we state; they are not probabilities."
                ),
                Paragraph(f"It comes nearest to holding for {FORCE_NAMES[nearest.force]}. {believe_text(nearest)}"),
            ),
        ),
    )


def verdict_section(findings: Findings) -> tuple[Block, ...]:
    """Verdicts, what was asserted, and the shares behind the headline claim."""
    sets = findings.run.record.assumption_sets
    readings = {(v.claim.id, v.reading.id): v for v in findings.verdicts}
    return (
        Heading(1, "Verdicts", "verdicts"),
        Paragraph(
            "Each claim is turned into a proposition that a future makes true or false, and is "
            "judged against the same "
            "futures without the defence. A share is counted in each assumption set and structure by itself; the "
            "interval runs from the least to the greatest of them. Sets are never pooled or weighted."
        ),
        Table(
            "verdict-table",
            "Share of futures in which each claim holds: least to greatest over assumption sets and structures",
            (Column("Claim"), Column("Force"), Column("Holds in"), *(Column(name) for name in sets)),
            tuple(_verdict_row(v, sets) for v in findings.verdicts),
            note="A share of futures over judged ranges is not a probability.",
        ),
        DefinitionList(
            tuple(
                (
                    (Text(f"{v.claim.id} ", "strong"), v.claim.title),
                    f"{v.claim.statement} Asserted by: {v.claim.asserted_by}. Judged as: {v.reading.statement}",
                )
                for v in readings.values()
            )
        ),
        _share_table(findings),
        _sweep_table(findings),
    )


def _verdict_row(verdict: Verdict, sets: Sequence[str]) -> tuple[Content, ...]:
    posture = POSTURE_NAMES[verdict.reading.proposition.posture]
    return (
        (Text(verdict.claim.id, "strong"), f" {posture}, {per_cent_text(verdict)}"),
        FORCE_NAMES[verdict.force],
        Chip(phia.interval_text(*verdict.interval), tone(verdict)),
        *(phia.interval_text(*verdict.interval_of_set(name)) for name in sets),
    )


def per_cent_text(verdict: Verdict) -> str:
    """The proposition's threshold in words."""
    proposition = verdict.reading.proposition
    side = "at least" if proposition.comparator == "at_least" else "below"
    return f"erosion {side} {phia.per_cent(proposition.threshold.value)}%"


def _share_table(findings: Findings) -> Table:
    return Table(
        "share-table",
        f"Claim {HEADLINE_CLAIM} cell by cell, with its sampling error",
        (
            Column("Force"),
            Column("Assumption set"),
            Column("Structure"),
            Column("Holds in", "right"),
            Column("95% sampling interval", "right"),
            Column("Futures", "right"),
            Column("Nothing to erode", "right"),
        ),
        tuple(
            (
                FORCE_NAMES[v.force],
                cell.assumption_set,
                STRUCTURE_NAMES[cell.structure],
                f"{phia.per_cent(cell.share)}%",
                phia.interval_text(cell.low, cell.high),
                cell.futures,
                f"{phia.per_cent(cell.nothing_to_erode_share)}%",
            )
            for v in findings.headline_verdicts
            for cell in v.cells
        ),
        note="Nothing to erode: futures in which no warhead would arrive even without a defence; they count as false.",
    )


def _sweep_table(findings: Findings) -> Table:
    verdicts = findings.headline_verdicts
    thresholds = list(verdicts[0].sweep)
    return Table(
        "sweep-table",
        f"Claim {HEADLINE_CLAIM} at other thresholds of erosion",
        (Column("Erosion of at least"), *(Column(FORCE_NAMES[v.force], "right") for v in verdicts)),
        tuple((f"{phia.per_cent(e)}%", *(phia.interval_text(*v.sweep[e]) for v in verdicts)) for e in thresholds),
        note="Least to greatest share of futures over assumption sets and structures.",
    )


def implications_section(findings: Findings) -> tuple[Block, ...]:
    """What follows for the debate."""
    france, britain = findings.of(HEADLINE_CLAIM, "france"), findings.of(HEADLINE_CLAIM, "united_kingdom")
    names = leading(findings.headline)
    return (
        Heading(1, "Key implications", "implications"),
        BulletList(
            (
                f"Taken alone, the claim holds in {phia.interval_text(*france.interval)} of futures for France and "
                f"{phia.interval_text(*britain.interval)} for the United Kingdom. Together they face one stock of "
                f"interceptors, and it holds in {phia.interval_text(*findings.headline.interval)}.",
                f"The dispute is about {listed(names)}. Better evidence on the first of them would settle more than "
                "better counts of interceptors.",
                "A count of interceptors alone decides little: what matters is how much of a "
                "retaliation meets them, and "
                "how often a shot destroys its warhead.",
                (
                    "The assertion ",
                    Cite("rusi_2026_conventional_prompt_strike"),
                    " and its rebuttal ",
                    Cite("hoffmann_2026_spectator"),
                    " rest on different inputs rather than on different arithmetic; the table of "
                    "verdicts shows both on "
                    "the same futures.",
                ),
            )
        ),
    )

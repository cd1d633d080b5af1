"""The end of the brief: what is not covered, and the method in ten lines."""

from __future__ import annotations

from deterrence.brief.document import Block, BulletList, Heading, Paragraph
from deterrence.brief.findings import Findings
from deterrence.brief.page import coverage_line
from deterrence.charts.numbers import listed
from deterrence.claims.text import counts_text

_RULES = (
    "Twins: each future is run with and without the defence, on the same forces, loads and deployments.",
    "Decisions are axes: how much is sent into a defended region is its owner's choice; no range spans two choices.",
    "Readings of the evidence and structures of the model are compared; they are never pooled, averaged or weighted.",
    "Chances of a kill and of a launch stay in the arithmetic: arrivals are expected values, not throws of dice.",
    "A share of futures counts assumptions tried. It is not a probability, and no word of probability is used for it.",
    "A reading argued from the source of a claim is not counted on that claim.",
    "Verdicts need a clear side: a share whose sampling error reaches between 45 and 55% is about even, even at 58%.",
    "A claim that could not have come out otherwise gets no verdict, and is said to follow from how it is counted.",
)


def closing(findings: Findings) -> tuple[Block, ...]:
    """What is not covered, and how it was done."""
    return (
        Heading(1, "What is not covered", "not-covered-section"),
        Paragraph(coverage_line(findings)),
        Paragraph(
            "Aggregate and strategic: counts and chances by category. No geography below the region, no trajectory, no "
            "target and no effect of a weapon. Whether a government would order, or believe, any of this is outside."
        ),
        Heading(1, "Method in ten lines", "method-section"),
        BulletList((*_run_lines(findings), *_RULES), is_ordered=True),
    )


def _run_lines(findings: Findings) -> tuple[str, str]:
    record = findings.run.record
    sets, structures = len(record.assumption_sets), len(record.structures)
    readings = "1 reading of the evidence" if sets == 1 else f"{sets} readings of the evidence"
    forms = "1 structure of the model" if structures == 1 else f"{structures} structures of the model"
    years = f"{record.first_year} to {record.last_year}"
    return (
        f"{counts_text(findings.run.futures, findings.run.headline_futures)}: "
        f"{listed([readings, forms])}, {years}, seed {record.seed}.",
        "Every input has a grade: measured, reported, estimated by a stated method, or our estimate with its reasons.",
    )

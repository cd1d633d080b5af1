"""The end of the brief: what is not covered, and the method in ten lines."""

from __future__ import annotations

from deterrence.brief.document import Block, BulletList, Heading, Paragraph
from deterrence.brief.figured import counted
from deterrence.brief.findings import Findings
from deterrence.brief.page import coverage_line
from deterrence.claims.believe import readings

_RULES = (
    "Twins: each future is run with and without the defence, on the same forces, loads and deployments.",
    "Decisions are axes: how much is sent where is its owner's choice; no range spans two choices. What a state builds "
    "or deploys over years is drawn, as nobody outside knows it: that line is ours.",
    "Readings and rival models are compared; they are never pooled, averaged or weighted.",
    "Chances of kill and launch stay in the arithmetic: arrivals are expected values, not throws of dice.",
    "A share of futures counts assumptions tried; it is no probability, and no such word is used for it.",
    "A reading argued from the source of a claim is not counted on that claim.",
    "Mostly true: the whole 95% sampling interval of a share lies above 55% of futures; seldom true: below 45%; else "
    "it is about even, or depends on the reading or the model.",
    "A claim that no one input turns gets no verdict: it follows from how things are counted, or from all ranges at "
    "once.",
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
    run, record = findings.run, findings.run.record
    sets, models = _counted(len(record.assumption_sets), "reading"), _counted(len(record.structures), "rival model")
    most = max(run.headline_futures.values())
    more = f", and up to {most:,} for the question of page 1" if most > max(run.futures.values()) else ""
    return (
        f"{max(run.futures.values()):,} simulated futures for each of {sets} in each of {models}{more}; "
        f"{record.first_year} to {record.last_year}.{_counting(findings)}",
        "Inputs are graded: measured, reported, estimated by a stated method, or our estimate with reasons.",
    )


def _counted(count: int, noun: str) -> str:
    return f"{counted(count)} {noun}{'' if count == 1 else 's'}"


def _counting(findings: Findings) -> str:
    """How many of the readings count on the headline, where some say the same there or are argued from the claim."""
    run, counting = len(findings.run.record.assumption_sets), len(readings(findings.level[0]))
    if counting == run:
        return ""
    return (
        f" On that question {counted(counting)} of the readings count; the rest change nothing that it reads, or are "
        "argued from the source of the claim."
    )

"""What arrives, what decides it, and what would change the verdict."""

from __future__ import annotations

from deterrence.axes import STRUCTURE
from deterrence.brief.chapters import printed
from deterrence.brief.document import (
    Block,
    BulletList,
    Column,
    Content,
    Heading,
    Paragraph,
    Table,
    Text,
)
from deterrence.brief.findings import HEADLINE_CLAIM, Findings
from deterrence.claims import phia
from deterrence.claims.summary import believe_text, box_text, quasi_p_text
from deterrence.claims.verdict import Verdict


def arrivals_section(findings: Findings) -> tuple[Block, ...]:
    """Arrivals over the years, for every count, and erosion cell by cell."""
    title = "What arrives, with and without the defence"
    return (Heading(1, title, "arrivals-section"), *printed(findings, "arrivals"))


def deciders_section(findings: Findings) -> tuple[Block, ...]:
    """Deciding inputs and the frontier of two of them."""
    return (Heading(1, "What decides it", "deciders-section"), *printed(findings, "deciders"))


def mind_section(findings: Findings) -> tuple[Block, ...]:
    """What one would have to believe, where verdicts flip, and a counter-example."""
    rows = [
        (
            v.subject_words,
            f"{place.cell[0]}, {STRUCTURE[place.cell[1]]}",
            f"{'hold' if place.region.holds else 'fail'} where {box_text(place.region.box, v.names)}",
            "; ".join(quasi_p_text(limit.quasi_p) for limit in place.region.box.limits),
            f"{phia.per_cent(place.region.box.coverage)}%",
            f"{phia.per_cent(place.region.box.density)}%",
            f"{phia.per_cent(place.region.box.mass)}%",
        )
        for v in findings.headline_verdicts
        for place in v.boxes
        if place.region is not None and place.region.box.density > 1 / 2
    ]
    believe: list[Content] = [
        ((Text(f"{HEADLINE_CLAIM}, {v.subject_words}: ", "strong"), believe_text(v)))
        for v in findings.headline_verdicts
    ]
    return (
        Heading(1, "What would change our mind", "mind-section"),
        BulletList(tuple(believe)),
        Table(
            "flip-table",
            f"Where claim {HEADLINE_CLAIM} flips: limits within which it holds, or fails, against the run of its cell",
            (
                Column("Force"),
                Column("Cell"),
                Column("It tends to"),
                Column("Quasi-p"),
                Column("Coverage", "right"),
                Column("Density", "right"),
                Column("Mass", "right"),
            ),
            tuple(rows),
            note=(
                "The rarer of holding and failing is described. Coverage, density, mass and quasi-p (one a limit, "
                "in turn) are explained under Words used here. Limits within which the rarer stays so are left out."
            ),
            no_data="No limits turn what is rarer in a cell into what is more frequent, in any cell.",
        ),
        *_counter_example(findings.nearest),
    )


def _counter_example(verdict: Verdict) -> tuple[Block, ...]:
    example = verdict.counter_example
    if example is None:
        return (Paragraph("No future of this run goes against the majority of its cell."),)
    verb = "holds" if example.holds else "fails"
    return (
        Paragraph(
            f"A counter-example for {verdict.subject_words} under {example.cell[0]}, "
            f"{STRUCTURE[example.cell[1]]}: future {example.future}, in which the claim {verb} with an erosion "
            f"of {phia.per_cent(max(0.0, example.outcome))}%. Of all such futures it is the least extreme: its "
            "deciding inputs lie nearest to the middle of their ranges."
        ),
        Table(
            "counter-table",
            "Deciding inputs of the counter-example",
            (Column("Input"), Column("Value", "right")),
            tuple((verdict.names[name], phia.amount(value)) for name, value in example.inputs.items()),
        ),
    )

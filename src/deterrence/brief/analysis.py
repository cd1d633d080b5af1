"""What arrives, what decides it, and what would change the verdict."""

from __future__ import annotations

from deterrence.axes import STRUCTURE
from deterrence.brief.document import (
    Block,
    BulletList,
    Column,
    Content,
    Figure,
    Heading,
    Paragraph,
    Reference,
    Table,
    Text,
)
from deterrence.brief.findings import HEADLINE_CLAIM, Findings
from deterrence.claims import phia
from deterrence.claims.summary import believe_text, box_text, quasi_p_text
from deterrence.claims.verdict import Verdict
from deterrence.figures.gallery import strongest_cell


def arrivals_section(findings: Findings) -> tuple[Block, ...]:
    """Arrivals over the years, for every count, and erosion cell by cell."""
    return (
        Heading(1, "What arrives, with and without the defence", "arrivals-section"),
        Paragraph(
            (
                "Both lines are the same futures with the same boats; in one every interceptor is set to zero. The "
                "fall of the undefended line below the payload of a boat is the cost of launch orders, boats, "
                "missiles and warheads that fail, which no defence caused. ",
                Reference("arrivals", "The first figure"),
                " follows the years, ",
                Reference("reach", "the second"),
                f" shows every count in {findings.year}.",
            )
        ),
        _figure(findings, "arrivals"),
        _figure(findings, "reach"),
        Paragraph(
            "The lines start below 100% even without a defence: that is the launch order, a fault of the whole type, "
            "a common cause and the loss of the boat, all judged by us over ranges that lean low. It is no finding "
            "about either force. Public payload counts are loads of boats, not requirements; those that are "
            "unreachable or not assured without a defence decide nothing here."
        ),
        *_strongest_reading(findings),
        Heading(2, "Erosion by assumption set and structure", "erosion-section"),
        _figure(findings, "erosion"),
    )


def _figure(findings: Findings, name: str) -> Figure:
    return Figure.of(findings.gallery[name]())


def _strongest_reading(findings: Findings) -> tuple[Block, ...]:
    """The same two figures under the reading that gives the defence most, where it is not the one already shown."""
    if "arrivals-strongest" not in findings.gallery:
        return ()
    name, _ = strongest_cell(findings.run, findings.year)
    return (
        Paragraph(f"The same under {name}, the reading that gives the defence most rounds."),
        _figure(findings, "arrivals-strongest"),
        _figure(findings, "reach-strongest"),
    )


def deciders_section(findings: Findings) -> tuple[Block, ...]:
    """Deciding inputs and the frontier of two of them."""
    return (
        Heading(1, "What decides it", "deciders-section"),
        Paragraph(
            "The weight of an input is the share of the variance of erosion that it explains alone, within one "
            "assumption set and structure; the bar is the mean of these weights, the line their span."
        ),
        _figure(findings, "deciders"),
        Paragraph(
            "Two inputs that nobody outside can measure, the chance that one shot destroys its warhead and the share "
            "of the retaliation that meets no defence, trade against each other. The steps come from whole missiles."
        ),
        _figure(findings, "frontier-united-kingdom"),
        _figure(findings, "frontier-both"),
    )


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
            tuple((verdict.names[name], f"{value:.3g}") for name, value in example.inputs.items()),
        ),
    )

"""The brief on the first question: can Russian missile defences erode the French and British second strike?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from deterrence.brief import annex
from deterrence.brief.data import (
    arrivals_rows,
    benchmark_rows,
    decider_rows,
    erosion_rows,
    frontier_of,
    frontier_rows,
    reach_rows,
)
from deterrence.brief.document import (
    Block,
    BulletList,
    Callout,
    Chip,
    Cite,
    Column,
    Content,
    Figure,
    Heading,
    Paragraph,
    Reference,
    Table,
    Text,
    Tone,
)
from deterrence.claims import phia
from deterrence.claims.summary import FORCE_NAMES, STRUCTURE_NAMES, believe_text, box_text, short_name
from deterrence.claims.verdict import Verdict
from deterrence.exploration.ensemble import Run
from deterrence.figures import arrivals, deciders, erosion, frontier, reach

HEADLINE_CLAIM, HEADLINE_FORCE = "A07", "both"
_SHOWN_DECIDERS = 3


@dataclass(frozen=True)
class Findings:
    """What the brief reports: the run and the verdicts on it."""

    run: Run
    verdicts: tuple[Verdict, ...]
    year: int

    @property
    def headline(self) -> Verdict:
        """The verdict that the brief leads with."""
        return self.of(HEADLINE_CLAIM, HEADLINE_FORCE)

    def of(self, claim: str, force: str) -> Verdict:
        """The first verdict on a claim for a force."""
        return next(v for v in self.verdicts if v.claim.id == claim and v.force == force)

    @property
    def threshold(self) -> float:
        """The headline threshold of erosion."""
        return self.headline.reading.proposition.threshold.value

    @property
    def shown_cell(self) -> tuple[str, str]:
        """The cell whose years are drawn: the first set and structure of the scenario."""
        return self.run.cells[0]


def tone(verdict: Verdict) -> Tone:
    """How the chip of a verdict is framed."""
    low, high = verdict.interval
    if low > 1 / 2:
        return "holds"
    return "fails" if high < 1 / 2 else "depends"


def bottom_line(findings: Findings) -> str:
    """The answer in two sentences, without a decimal and without a probability word that is not earned."""
    parts = [
        f"{FORCE_NAMES[v.force]} {phia.interval_text(*v.interval)}"
        for v in findings.verdicts
        if v.claim.id == HEADLINE_CLAIM
    ]
    return (
        f"By {findings.year}, Russian missile defences cost a day-to-day retaliation half or more of its arriving warheads "
        f"in: {'; '.join(parts)} of futures, depending on whose assumptions are taken. "
        f"What decides it is {_listed([short_name(d.quantity) for d in findings.headline.deciders[:_SHOWN_DECIDERS]])}."
    )


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def blocks(findings: Findings) -> tuple[Block, ...]:
    """The whole brief, section by section."""
    return (
        *_bottom_line_section(findings),
        *_verdict_section(findings),
        *_arrivals_section(findings),
        *_deciders_section(findings),
        *_mind_section(findings),
        *_implications_section(findings),
        *annex.limits_section(findings.verdicts),
        *annex.judged_section(findings.run, findings.verdicts),
        *annex.changes_section(),
    )


def _bottom_line_section(findings: Findings) -> tuple[Block, ...]:
    verdict = findings.headline
    by_set = "; ".join(
        f"{name}: {phia.interval_text(*verdict.interval_of_set(name))}" for name in findings.run.record.assumption_sets
    )
    judged = [d for d in verdict.deciders[:_SHOWN_DECIDERS] if d.worse_grade == "judged"]
    warning = (
        f"{len(judged)} of the {_SHOWN_DECIDERS} inputs that decide most are judged by us, not measured by anyone: these shares are "
        "counts of futures over ranges that we state, not probabilities."
    )
    return (
        Callout(
            "bottom_line",
            "Bottom line",
            (
                Paragraph(bottom_line(findings)),
                Paragraph(f"France and the United Kingdom in one raid, by assumption set: {by_set}. {warning}"),
                Paragraph(("To hold that it happens one would have to believe: ", believe_text(verdict))),
            ),
        ),
    )


def _verdict_section(findings: Findings) -> tuple[Block, ...]:
    rows = tuple(
        (
            (Text(v.claim.id, "strong"), f" {v.claim.title}"),
            v.reading.statement,
            FORCE_NAMES[v.force],
            Chip(phia.interval_text(*v.interval), tone(v)),
            *(phia.interval_text(*v.interval_of_set(name)) for name in findings.run.record.assumption_sets),
        )
        for v in findings.verdicts
    )
    columns = (
        Column("Claim"),
        Column("Reading"),
        Column("Force"),
        Column("Holds in"),
        *(Column(name) for name in findings.run.record.assumption_sets),
    )
    shares = tuple(
        (
            FORCE_NAMES[v.force],
            cell.assumption_set,
            STRUCTURE_NAMES[cell.structure],
            f"{phia.per_cent(cell.share)} %",
            phia.interval_text(cell.low, cell.high),
            cell.futures,
            f"{phia.per_cent(cell.nothing_to_erode_share)} %",
        )
        for v in findings.verdicts
        if v.claim.id == HEADLINE_CLAIM
        for cell in v.cells
    )
    return (
        Heading(1, "Verdicts", "verdicts"),
        Paragraph(
            "Each claim is turned into a proposition that a future makes true or false, and is judged against the same "
            "futures without the defence. A share is counted in each assumption set and structure by itself; the "
            "interval runs from the least to the greatest of them. Sets are never pooled or weighted."
        ),
        Table(
            "verdict-table",
            "Share of futures in which each claim holds: least to greatest over assumption sets and structures",
            columns,
            rows,
            note="A share of futures over judged ranges is not a probability.",
        ),
        Table(
            "share-table",
            f"Claim {HEADLINE_CLAIM} cell by cell, with its sampling error",
            (
                Column("Force"),
                Column("Assumption set"),
                Column("Structure"),
                Column("Holds in", "right"),
                Column("95 % sampling interval", "right"),
                Column("Futures", "right"),
                Column("Nothing to erode", "right"),
            ),
            shares,
            note="Nothing to erode: futures in which no warhead would arrive even without a defence; they count as false.",
        ),
        _sweep_table(findings),
    )


def _sweep_table(findings: Findings) -> Table:
    verdicts = [v for v in findings.verdicts if v.claim.id == HEADLINE_CLAIM]
    thresholds = list(verdicts[0].sweep)
    return Table(
        "sweep-table",
        f"Claim {HEADLINE_CLAIM} at other thresholds of erosion",
        (Column("Erosion of at least"), *(Column(FORCE_NAMES[v.force], "right") for v in verdicts)),
        tuple((f"{phia.per_cent(e)} %", *(phia.interval_text(*v.sweep[e]) for v in verdicts)) for e in thresholds),
        note="Least to greatest share of futures over assumption sets and structures.",
    )


def _arrivals_section(findings: Findings) -> tuple[Block, ...]:
    run, cell, year = findings.run, findings.shown_cell, findings.year
    where = f"Assumption set {cell[0]}, {STRUCTURE_NAMES[cell[1]]}. "
    return (
        Heading(1, "What arrives, with and without the defence", "arrivals-section"),
        Paragraph(
            (
                "Both lines are the same futures with the same boats; in one every interceptor is set to zero. The fall of the "
                "undefended line below the payload of a boat is the cost of launch orders, boats, missiles and warheads "
                "that fail, which no defence caused. ",
                Reference("arrivals", "The first figure"),
                " follows the years, ",
                Reference("reach", "the second"),
                f" shows every count in {year}.",
            )
        ),
        Figure.of(arrivals.figure(arrivals_rows(run, cell)), where),
        Figure.of(reach.figure(reach_rows(run, cell), benchmark_rows(run, cell, year), year), where),
        Paragraph(
            "Public payload counts are loads of boats, not requirements: most cannot arrive in full even without a "
            "defence. Those that are unreachable or not assured without a defence decide nothing here."
        ),
        Heading(2, "Erosion by assumption set and structure", "erosion-section"),
        Figure.of(erosion.figure(erosion_rows(run, year, findings.threshold), year), "Day-to-day posture. "),
    )


def _deciders_section(findings: Findings) -> tuple[Block, ...]:
    verdict, cell = findings.headline, findings.shown_cell
    found = frontier_of(findings.run, cell, HEADLINE_FORCE, findings.year, findings.threshold)
    return (
        Heading(1, "What decides it", "deciders-section"),
        Paragraph(
            "The weight of an input is the share of the variance of erosion that it explains alone, within one "
            "assumption set and structure; the bar is the mean over them, the line their span."
        ),
        Figure.of(
            deciders.figure(
                decider_rows(verdict.deciders),
                "Share of variance explained alone",
                "erosion, both forces together",
            )
        ),
        Paragraph(
            "Two of the inputs that nobody outside can measure, the chance that one shot destroys its warhead and the share of "
            "the retaliation that meets no defence, trade against each other."
        ),
        Figure.of(
            frontier.figure(*frontier_rows(found), f"both forces, day-to-day, {findings.year}"),
            f"Assumption set {cell[0]}, {STRUCTURE_NAMES[cell[1]]}, {found.rounds} serviceable rounds in all. ",
        ),
    )


def _mind_section(findings: Findings) -> tuple[Block, ...]:
    rows = []
    for boxes in findings.headline.boxes:
        for box in (*boxes.single[:1], *boxes.pair[:1]):
            rows.append(
                (
                    f"{boxes.cell[0]}, {STRUCTURE_NAMES[boxes.cell[1]]}",
                    box_text(box),
                    f"{phia.per_cent(box.coverage)} %",
                    f"{phia.per_cent(box.density)} %",
                    f"{phia.per_cent(box.mass)} %",
                )
            )
    believe: list[Content] = [
        ((Text(f"{v.claim.id}, {FORCE_NAMES[v.force]}: ", "strong"), believe_text(v)))
        for v in findings.verdicts
        if v.claim.id == HEADLINE_CLAIM
    ]
    return (
        Heading(1, "What would change our mind", "mind-section"),
        BulletList(tuple(believe)),
        Table(
            "flip-table",
            f"Where claim {HEADLINE_CLAIM} flips for both forces: the most telling limit on one input and on two",
            (
                Column("Cell"),
                Column("It tends to hold where"),
                Column("Coverage", "right"),
                Column("Density", "right"),
                Column("Mass", "right"),
            ),
            tuple(rows),
            note=(
                "Coverage: share of the futures in which it holds that lie inside. Density: share of the futures inside in which "
                "it holds. Mass: share of all futures inside. A cell without a row holds, or fails, almost everywhere."
            ),
            no_data="It holds, or fails, almost everywhere in every cell.",
        ),
        *_counter_example(findings),
    )


def _counter_example(findings: Findings) -> tuple[Block, ...]:
    example = findings.headline.counter_example
    if example is None:
        return (Paragraph("No future of this run goes against the majority of its cell."),)
    verb = "holds" if example.holds else "fails"
    return (
        Paragraph(
            f"The most plausible counter-example under {example.cell[0]}, {STRUCTURE_NAMES[example.cell[1]]}: future "
            f"{example.future}, in which the claim {verb} with an erosion of {phia.per_cent(max(0.0, example.outcome))} %, though its "
            "deciding inputs lie nearest to the middle of their ranges among all such futures."
        ),
        Table(
            "counter-table",
            "Deciding inputs of the counter-example",
            (Column("Input"), Column("Value", "right")),
            tuple((short_name(name), f"{value:.3g}") for name, value in example.inputs.items()),
        ),
    )


def _implications_section(findings: Findings) -> tuple[Block, ...]:
    france, britain = findings.of(HEADLINE_CLAIM, "france"), findings.of(HEADLINE_CLAIM, "united_kingdom")
    names = [short_name(d.quantity) for d in findings.headline.deciders[:_SHOWN_DECIDERS]]
    return (
        Heading(1, "Key implications", "implications"),
        BulletList(
            (
                f"Taken alone, the claim holds in {phia.interval_text(*france.interval)} of futures for France and "
                f"{phia.interval_text(*britain.interval)} for the United Kingdom; together they face one stock of interceptors, "
                f"and it holds in {phia.interval_text(*findings.headline.interval)}.",
                f"The dispute is about {_listed(names)}. Better evidence on the first of them would settle more than better "
                "counts of interceptors.",
                "A count of interceptors alone decides little: what matters is how much of a retaliation meets them, and how often "
                "a shot destroys its warhead.",
                (
                    "The assertion and its rebuttal ",
                    Cite("rusi_2026_conventional_prompt_strike"),
                    Cite("hoffmann_2026_spectator"),
                    " rest on different inputs rather than on different arithmetic; the table of verdicts shows both on the same "
                    "futures.",
                ),
            )
        ),
    )

"""The bottom line, the verdicts and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence

from deterrence.axes import STRUCTURE
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
from deterrence.brief.exposure import exposure_table
from deterrence.brief.findings import HALF_LOST, HEADLINE_CLAIM, Findings, decided, listed, tone
from deterrence.brief.register import register_table
from deterrence.claims import phia
from deterrence.claims.claim import load_claims
from deterrence.claims.summary import believe_text, range_words, threshold_text
from deterrence.claims.text import thirds_text
from deterrence.claims.verdict import Verdict
from deterrence.system.registry import inputs_of

_ALONE = {"france": "if France fires alone", "united_kingdom": "if the United Kingdom does", "both": "if both fire"}


def _by_force(verdicts: Sequence[Verdict]) -> str:
    """Shares force by force, as a list in a sentence."""
    return listed([f"{phia.interval_text(*v.interval)} {_ALONE[v.subject]}" for v in verdicts])


def bottom_line(findings: Findings) -> str:
    """The answer in a few sentences, without a decimal and without a probability word that is not earned."""
    structures = [STRUCTURE[name] for name in findings.run.record.structures]
    return (
        "With one boat of each force at sea and all of it sent into the capital region, what the Russian defence has "
        "beside the A-135 of 2025 takes a quarter or more of the warheads that would arrive in "
        f"{findings.year} in {_by_force(findings.headline_verdicts)}: shares of our test futures, least to greatest "
        f"over {len({cell.assumption_set for cell in findings.headline.cells})} readings of the evidence and "
        f"{len(structures)} structures of the model ({listed(structures)}). Old and new together take half or more in "
        f"{_by_force(findings.of_reading(HALF_LOST))}. What is not sent into a defended region arrives: with half "
        "sent, half cannot be lost, though a quarter can. The shares count assumptions tried; they are not "
        "probabilities."
    )


def bottom_line_section(findings: Findings) -> tuple[Block, ...]:
    """The box that opens the brief."""
    nearest = findings.nearest
    by_set = listed(
        [
            f"{phia.interval_text(*nearest.interval_of_set(name))} under {name}"
            for name in dict.fromkeys(cell.assumption_set for cell in nearest.cells)
        ]
    )
    return (
        Callout(
            "bottom_line",
            "Bottom line",
            (
                Paragraph(bottom_line(findings)),
                Paragraph(
                    f"Claim {HEADLINE_CLAIM} comes nearest to holding for {nearest.subject_words}: "
                    f"{by_set}. {believe_text(nearest)}"
                ),
                Paragraph(
                    f"{decided(findings.headline)} Readings argued from an author rest on sentences of that author; "
                    "almost none of their numbers are stated there."
                ),
                Paragraph(wider_line(findings)),
            ),
        ),
    )


def wider_line(findings: Findings) -> str:
    """What the wider balance says, in one sentence of shares."""
    parts = [
        f"{v.reading.told[v.subject]} in {phia.interval_text(*v.interval)}"
        for v in findings.verdicts
        if v.subject in v.reading.told
    ]
    return (
        f"Of the wider balance, in shares of the same futures: {'; '.join(parts)}."
        if parts
        else ("The horizon of this run leaves no claim on the wider balance to judge.")
    )


def verdict_section(findings: Findings) -> tuple[Block, ...]:
    """Verdicts, what was asserted, and the shares behind the headline claim."""
    return (
        Heading(1, "Verdicts", "verdicts"),
        Paragraph(
            "Each claim is turned into a proposition that a future makes true or false, and is judged against the "
            "same futures without the defence. A share is counted in each assumption set and structure by itself; the "
            "interval runs from the least to the greatest of them, and in brackets from the lower end of the sampling "
            "error of the one to the upper end of that of the other. Sets are never pooled or weighted, and no "
            "interval spans a decision. A set argued from a claim's own source is left out of the verdict on it."
        ),
        exposure_table(findings),
        *(
            _verdict_table(findings, name, title, of_second_strike)
            for name, title, of_second_strike in (
                ("verdict-table", "The second strike: what each claim comes to", True),
                ("wider-table", "The wider balance: the same", False),
            )
        ),
        Paragraph(
            "Framed in orange: fails in every reading. In pale blue: about even, or it depends. In dark blue: holds in "
            "every reading. What the words and the confidence mean stands under Words used here."
        ),
        DefinitionList(tuple(_claim_entry(verdicts) for verdicts in _by_claim(findings).values())),
        register_table(load_claims(), findings.run.scenario.years),
        _share_table(findings),
        _sweep_table(findings),
    )


def _verdict_table(findings: Findings, name: str, title: str, of_second_strike: bool) -> Table:
    """One row a verdict: the outcome, the share, the words, and the input that decides most."""
    heads = ("Claim", "Median (90% of futures)", "True in", "Verdict", "Confidence", "Decided most by")
    return Table(
        name,
        f"{title}; shares of futures, least to greatest over sets and structures",
        tuple(Column(head) for head in heads),
        tuple(_verdict_row(v) for v in findings.verdicts if is_of_second_strike(v) == of_second_strike),
        note="A share of futures over judged ranges is not a probability.",
    )


def _by_claim(findings: Findings) -> dict[str, list[Verdict]]:
    """Verdicts by claim, in the order of the register."""
    grouped: dict[str, list[Verdict]] = {}
    for verdict in findings.verdicts:
        grouped.setdefault(verdict.claim.id, []).append(verdict)
    return grouped


def _claim_entry(verdicts: Sequence[Verdict]) -> tuple[Content, Content]:
    """A claim in our words, who asserts it and where, and how each reading is judged."""
    claim = verdicts[0].claim
    readings = {v.reading.id: v.reading for v in verdicts}
    judged = " ".join(
        f"{reading.statement} {reading.proposition.threshold.rationale}"
        for reading in readings.values()
        if reading.proposition  # of what is judged, always
    )
    return (
        (Text(f"{claim.id} ", "strong"), claim.title),
        (f"{claim.statement} Asserted by {claim.asserted_by} ", Cite(claim.origin.source), f". Judged as: {judged}"),
    )


def _verdict_row(verdict: Verdict) -> tuple[Content, ...]:
    medians, ends = range_words(verdict)
    shares = f"{phia.interval_text(*verdict.interval)} ({phia.interval_text(*verdict.sampling)})"
    return (
        (Text(verdict.claim.id, "strong"), _said(verdict)),
        f"{medians} ({ends})" if medians else "",
        Chip(shares, tone(verdict)),
        "; ".join((verdict.words, *_thirds(verdict))),
        verdict.confidence or "none",
        verdict.names[verdict.deciders[0].quantity] if verdict.deciders else "no input above chance",
    )


def _thirds(verdict: Verdict) -> list[str]:
    """The share by thirds of each choice or bar by which it is split."""
    return [f"by thirds of {verdict.names[name]}: {thirds_text(thirds)}" for name, thirds in verdict.thirds.items()]


def _said(verdict: Verdict) -> str:
    """What a verdict speaks of, and its threshold."""
    place = ", ".join(part for part in (verdict.subject_words, verdict.proposition.where()) if part)
    return f" {place}: {threshold_text(verdict.proposition)}"


def is_of_second_strike(verdict: Verdict) -> bool:
    """Whether a verdict speaks of arrivals and erosion, which differ by set and structure."""
    return "force" in verdict.proposition.labels(verdict.subject)


def _share_table(findings: Findings) -> Table:
    return Table(
        "share-table",
        f"Claim {HEADLINE_CLAIM} cell by cell, with its sampling error: {findings.headline_statement}",
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
                v.subject_words,
                cell.assumption_set,
                STRUCTURE[cell.structure],
                f"{phia.per_cent(cell.share)}%",
                phia.interval_text(cell.low, cell.high),
                cell.futures,
                f"{phia.per_cent(cell.void_share)}%",
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
        f"Claim {HEADLINE_CLAIM} at other thresholds: {findings.headline_statement}",
        (Column("At least"), *(Column(v.subject_words, "right") for v in verdicts)),
        tuple((f"{phia.per_cent(e)}%", *(phia.interval_text(*v.sweep[e]) for v in verdicts)) for e in thresholds),
        note="Least to greatest share of futures over assumption sets and structures.",
    )


def implications_section(findings: Findings) -> tuple[Block, ...]:
    """What follows for the debate."""
    alone = _by_force(findings.of_reading(HALF_LOST))
    origins = [found[0].claim for found in _by_claim(findings).values() if is_of_second_strike(found[0])]
    cited = [part for claim in origins for part in (f"{claim.id} ", Cite(claim.origin.source), ", ")][:-1]
    return (
        Heading(1, "Key implications", "implications"),
        BulletList(
            (
                "Both forces together face one stock of interceptors, so that what one draws the other is spared: "
                f"with all sent into the capital region, half or more is lost in {alone}.",
                f"Between the readings, what differs is {listed(_disputed(findings))}. {decided(findings.headline)} "
                "The order of inputs is not settled by this many futures.",
                ("The claims ", *cited, " are judged by one quantity, erosion. Hoffmann's line is that of A07's level, "
                 "so that his claim is its complement and has no verdict of its own; RUSI's line is lower, so that "
                 "between a third and a half both hold. The authors differ over inputs."),
                "What is sent into a defended region is decided by the owner of the retaliation, where defences stand "
                "by the other side; the kill probability is a fact that nobody outside can find out.",
            )
        ),
    )  # fmt: skip


def _disputed(findings: Findings) -> list[str]:
    """Names of the levers that the headline reads and some reading changes."""
    dataset, names = findings.run.scenario.dataset, findings.headline.names
    sets = [dataset.assumption_sets[name] for name in findings.run.record.assumption_sets]
    changed = {identity for chosen in sets for identity in chosen.changes}
    read = inputs_of(findings.headline.proposition.outcome)
    return [
        names[identity] for identity in read if identity in changed and dataset.quantities[identity].lever is not None
    ] or ["nothing that the claim reads"]

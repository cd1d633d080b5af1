"""What one would have to believe, what would change our mind, and the futures that go the other way."""

from __future__ import annotations

from collections.abc import Iterator

from deterrence.brief.chapters import printed
from deterrence.brief.document import Block, BulletList, Cited, Column, Content, Heading, Paragraph, Span, Table, Text
from deterrence.brief.figured import limits, of_box, of_grade, place_of, share
from deterrence.brief.findings import HEADLINE_CLAIM, Findings, cell_words
from deterrence.brief.sources import of_deciders, of_outcomes, of_readings
from deterrence.chapter import capital, set_words
from deterrence.charts.numbers import listed, per_cent
from deterrence.claims.believe import holding, nearest_cell, readings, region_of
from deterrence.claims.summary import quasi_p_text
from deterrence.claims.verdict import Verdict
from deterrence.results import Label
from deterrence.system.registry import inputs_of
from deterrence.traced import Number

_MOST_NAMED = 5


def believe_section(findings: Findings) -> tuple[Block, ...]:
    """What one would have to believe for half to be lost, force by force, and the figures that map it."""
    return (
        Heading(1, "What one would have to believe", "believe-section"),
        Paragraph(_readings_line(findings)),
        Paragraph("What would make half or more be lost, with all of it sent into the capital region:"),
        BulletList(
            tuple(
                (Text(f"{capital(v.subject_words)}: ", "strong"), *believe(findings, v), *_also(v))
                for v in findings.level
            )
        ),
        *printed(findings, "brief", "deciders", "required"),
    )


def _readings_line(findings: Findings) -> str:
    """The readings that count on the headline, as page 1 names them, each with what it is argued from."""
    known = findings.run.scenario.dataset.assumption_sets
    named = [_named(set_words(name), known[name].title) for name in readings(findings.level[0])]
    return f"The readings of the evidence: {'; '.join(named)}. Each changes what its source speaks of and nothing else."


def _named(words: str, title: str) -> str:
    """A reading by the words that figures have for it, and its title, of which what repeats them is left out."""
    if title.startswith(words):
        return f"“{words}”{title.removeprefix(words)}"
    return f"“{words}”, {title[:1].lower()}{title[1:]}"


def believe(findings: Findings, verdict: Verdict) -> tuple[Span, ...]:
    """What one would have to believe for a claim to hold, from the cell in which it comes nearest to holding."""
    low, high = verdict.interval
    if high == 0.0:
        return ("within the ranges given nothing takes half; a range itself would have to be wrong.",)
    if low == 1.0:
        return ("half is lost everywhere within the ranges given; to deny it, a range itself would have to be wrong.",)
    nearest = nearest_cell(verdict)
    region = region_of(verdict, nearest)
    where = f"the reading “{set_words(nearest.assumption_set)}”"
    if region is None:
        return (f"{where}; half is then lost in ", share(verdict, nearest), " of futures.")
    place = place_of(verdict, nearest)
    box = limits(findings, region, place)
    density = of_box(verdict, "density", region.box.density, place)
    coverage = of_box(verdict, "coverage", region.box.coverage, place)
    if region.holds:
        fits = (" of the futures that fit this; of all in which half is lost there, ", coverage, " fit it.")
        return (f"{where}, and ", *box, ". Half is then lost in ", density, *fits)
    return (
        f"{where}; half is then lost in ", share(verdict, nearest), " of futures. Of those that escape, ", coverage,
        " fit this: ", *box, "; of all that fit it, ", density, " escape.",
    )  # fmt: skip


def _also(verdict: Verdict) -> tuple[Span, ...]:
    """The other readings in which it holds in most futures."""
    nearest = nearest_cell(verdict).assumption_set
    others = [f"“{set_words(name)}”" for name in holding(verdict) if name != nearest]
    return (f" {listed(others)} instead would be enough too.",) if others else ()


def mind_section(findings: Findings) -> tuple[Block, ...]:
    """What is most worth knowing."""
    return (
        Heading(1, "What would change our mind", "mind-section"),
        Paragraph(
            (
                f"{findings.decided(findings.level[0])} ",
                Cited(of_deciders(findings), "Sources on them: "),
                f" {_disputed_line(findings)} ",
                Cited(of_readings(findings), "The readings are argued from sources "),
            )
        ),
    )


def _disputed_line(findings: Findings) -> str:
    names = disputed(findings)
    shown = names if len(names) == _MOST_NAMED + 1 else names[:_MOST_NAMED]
    more = len(names) - len(shown)
    rest = f"; and {more} more" if more else ""
    return f"Between readings, what differs above all: {'; '.join(shown)}{rest}." if names else ""


def disputed(findings: Findings) -> list[str]:
    """Names of the levers that the answer reads and some reading changes."""
    dataset, names, structure = findings.run.scenario.dataset, findings.names, findings.run.cells[0][1]
    sets = [dataset.assumption_sets[name] for name in findings.run.record.assumption_sets]
    changed = {identity for chosen in sets for identity in chosen.changes}
    read = [identity for identity in inputs_of(findings.level[0].proposition.outcome, structure) if identity in changed]
    return [names[identity] for identity in read if dataset.quantities[identity].lever is not None]


def flips_section(findings: Findings) -> tuple[Block, ...]:
    """Where the headline claim flips in each cell, and a counter-example."""
    return (
        Heading(1, "Where the answer turns", "flips-section"),
        Table(
            "flip-table",
            f"Limits within which claim {HEADLINE_CLAIM} holds, or fails, against the run of its cell",
            (
                Column("Force"),
                Column("Cell"),
                Column("It tends to"),
                Column("Quasi-p"),
                Column("Coverage", "right"),
                Column("Density", "right"),
                Column("Mass", "right"),
            ),
            tuple(_flips(findings)),
            note=(
                "The rarer of holding and failing is described. The words are explained under Words used here. Limits "
                "within which the rarer stays so are left out. ",
                Cited(of_outcomes(findings, (findings.headline.proposition.outcome,))),
            ),
            no_data="No limits turn what is rarer in a cell into what is more frequent, in any cell.",
        ),
        *_counter_example(findings, findings.nearest),
    )


def _flips(findings: Findings) -> Iterator[tuple[Content, ...]]:
    for verdict in findings.headline_verdicts:
        cells = {(cell.assumption_set, cell.structure): cell for cell in verdict.cells}
        for found in verdict.boxes:
            region = found.region
            if region is None or region.box.density <= 1 / 2:
                continue
            place = place_of(verdict, cells[found.cell])
            box = region.box
            yield (
                verdict.subject_words,
                cell_words(*found.cell),
                ("hold" if region.holds else "fail", " where ", *limits(findings, region, place)),
                "; ".join(quasi_p_text(limit.quasi_p) for limit in box.limits),
                of_box(verdict, "coverage", box.coverage, place),
                of_box(verdict, "density", box.density, place),
                of_box(verdict, "mass", box.mass, place),
            )


def _counter_example(findings: Findings, verdict: Verdict) -> tuple[Block, ...]:
    example = verdict.counter_example
    if example is None:
        return (Paragraph("No future of this run goes against the majority of its cell."),)
    cell = next(c for c in verdict.cells if (c.assumption_set, c.structure) == example.cell)
    place: dict[str, Label] = {**place_of(verdict, cell), "future": example.future}
    outcome = verdict.proposition.outcome
    erosion = Number(per_cent(example.outcome), outcome, place, "value", example.outcome, "claim")
    return (
        Paragraph(
            (
                f"A counter-example for {verdict.subject_words} under {cell_words(*example.cell)}: future "
                f"{example.future}, in which the claim {'holds' if example.holds else 'fails'}: the outcome is ",
                erosion,
                ". Of all such futures its deciding inputs lie nearest to the middle of their ranges.",
            )
        ),
        Table(
            "counter-table",
            "Deciding inputs of the counter-example",
            (Column("Input"), Column("Value", "right"), Column("Sources")),
            tuple(_input(findings, name, value, place) for name, value in example.inputs.items()),
            note="Where no source stands the number is our estimate; its grounds are in the ledger.",
            no_data="No input stands out from chance.",
        ),
    )


def _input(findings: Findings, name: str, value: float, place: dict[str, Label]) -> tuple[Content, ...]:
    identity = name.rpartition("/")[2]
    text = of_grade(value, findings.grade(identity), findings.units.get(identity))
    cited = tuple(reference.source for reference in findings.resolved[identity].basis.sources)
    return findings.names[name], (Number(text, identity, place, "value", value, "quantity"),), Cited(cited, "")

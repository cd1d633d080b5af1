"""The back of the brief: limits, judged numbers with their rationale, what changed, and where everything was read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from deterrence.brief.document import (
    Block,
    BulletList,
    Cite,
    Column,
    Content,
    DefinitionList,
    Heading,
    Paragraph,
    Relay,
    Source,
    Table,
)
from deterrence.claims.names import quantity_names
from deterrence.claims.verdict import Verdict
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.quantity import Basis
from deterrence.exploration.ensemble import Run
from deterrence.scenario.resolve import masked, resolve
from deterrence.system.registry import all_quantities, inputs_of

_MODEL_LIMITS = (
    "Aggregate and strategic: counts and probabilities by category. There is no geography below the region, no "
    "trajectory, no target and no effect of a weapon in it.",
    "The share of the retaliation that is sent into each region is an abstract axis, not a plan of anybody's.",
    "Erosion counts ballistic missiles from submarines. Where a reading adds the French air leg, that leg meets what a "
    "ballistic reference raid leaves: the two are added, not fought out in one raid.",
    "Sensors fail for the whole raid or not at all: all layers together, or, in the structure of independent sensors, "
    "each for itself; radars are not attacked.",
    "The terminal and exo-atmospheric layers stand at the capital; S-500 is split between the capital and other "
    "defended regions.",
    "Boats at sea hold the same load; a class that bounds the tubes bounds all boats.",
    "European upload answers erosion, and Russian rounds answer European warheads, each by a rule with a lag, not by a "
    "decision; nobody answers the policies of the table of options.",
    "Whether a government would order, or believe, any of this is outside the model.",
)


_WORDS = (
    ("Day-to-day, generated", "One boat of a force at sea; or, after a warning, every boat that can be made ready."),
    (
        "Capital, other defended, undefended",
        "Three abstract regions; a share of the missiles of each boat meets each. No place is meant by the last two.",
    ),
    (
        "Exo-atmospheric, S-500, terminal",
        "The three layers in the order in which they engage: the PL-19 or Nudol class of the A-235, above the "
        "atmosphere; the S-500; the nuclear-armed 53T6 of the A-135 and A-235, at the end of flight.",
    ),
    (
        "Erosion",
        "The share of the warheads that would arrive without a defence which the defence stops, in one future.",
    ),
    (
        "Upload",
        "More warheads on each missile, in answer to erosion some years before; its strength may be nought.",
    ),
    (
        "Coverage, density, mass",
        "Of a box of the inputs in which a claim tends to hold: the share of the futures in which it holds that lie "
        "inside; the share of the futures inside in which it holds; the share of all futures inside. Where failing is "
        "the rarer, read fails for holds. The box is found by peeling and pasting (PRIM; Friedman and Fisher 1999).",
    ),
    (
        "Quasi-p",
        "Of one limit of a box: the chance of as many such futures inside if the limit told nothing (Bryant and "
        "Lempert 2010). Limits above 0.05 are dropped. Because the box was searched for, read it as a "
        "guide, not as a significance test.",
    ),
    (
        "Mostly, seldom, about even; nearly always, nearly never",
        "Of one set and structure: the whole 95% sampling interval of the share lies above 55%, below 45%, or reaches "
        "between; above 95%, below 5%. A claim holds or fails in every reading if it does so mostly in each; else it "
        "depends on the axis, set or structure, whose mean shares differ most. In the one reading: nothing that the "
        "claim reads differs between the sets.",
    ),
    (
        "Confidence",
        "High: none of the three leading inputs is judged, one word holds in all readings, and the model was tested "
        "against a record within five points. Moderate: at least two readings that differ, one word, and at most one "
        "judged input among the three or a share under 10% or over 90% throughout. Low: all else.",
    ),
    (
        "Circular",
        "Of a set: argued from the source that makes the claim; its cells are shown and not counted.",
    ),
    (
        "Low, central, high",
        "Half of the futures lie on either side of central, which is the likeliest value as well; low and high are the "
        "ends. Where a range leans to one side its mean does too. What is unconfirmed has a chance of not being there.",
    ),
)


def words_section(run: Run) -> tuple[Block, ...]:
    """Words that the brief uses in a sense of its own, the structures among them."""
    structures = run.scenario.dataset.structures
    items = [*_WORDS, *((structures[name].title, structures[name].description) for name in run.record.structures)]
    sets = run.scenario.dataset.assumption_sets
    items += [(f"Reading {name}", sets[name].description) for name in run.record.assumption_sets]
    return (Heading(1, "Words used here", "words"), DefinitionList(tuple(items)))


def limits_section(verdicts: Sequence[Verdict]) -> tuple[Block, ...]:
    """What the models leave out, then what each claim's judgement leaves out."""
    claims = {verdict.claim.id: verdict.claim for verdict in verdicts}
    items: list[Content] = [*_MODEL_LIMITS]
    shared: dict[str, list[str]] = {}
    for claim in claims.values():
        for limit in claim.limits:
            shared.setdefault(limit, []).append(claim.id)
    items += [f"{', '.join(ids)}: {limit}" for limit, ids in shared.items()]
    return (Heading(1, "Limits of the models", "limits"), BulletList(tuple(items)))


def judged_section(run: Run, verdicts: Sequence[Verdict]) -> tuple[Block, ...]:
    """The numbers of the second strike and all that decide a verdict: first those judged by us, then the sourced ones.

    The others stand in the ledger with the same fields.
    """
    first = run.record.assumption_sets[0]
    resolved, names = resolve(run.scenario, first), quantity_names(run.scenario.dataset)
    read = {name for structure in run.record.structures for name in inputs_of("arrivals", structure)}
    deciding = [d.quantity for v in verdicts for d in v.deciders if d.quantity in resolved]
    read |= set(deciding)
    others = len(set(all_quantities(run.record.structures[0])) - read)
    order = sorted(read, key=lambda name: (deciding.index(name) if name in deciding else len(deciding), name))
    judged = [n for n in order if "judged" in (resolved[n].grade, resolved[n].spread_grade)]
    sourced = [n for n in order if resolved[n].basis.sources]
    return (
        Heading(1, "Numbers judged by us", "judged"),
        Paragraph(
            f"{len(judged)} of {len(read)} numbers, all of the second strike and those that decide a verdict, have a "
            "value or a range that is judged. Each says why, and from what it was argued. Values are those of the set "
            f"{first}; the most deciding come first. The {others} further numbers of this run stand in the ledger with "
            "the same fields: deterrence ledger export."
        ),
        Table(
            "judged-table",
            "Judged values and ranges",
            (Column("Quantity"), Column("Value"), Column("Judged"), Column("Why, and from what")),
            tuple(
                (
                    names[name],
                    value_text(distribution_dict(resolved[name].distribution)),
                    "value" if resolved[name].grade == "judged" else "range",
                    _argued(resolved[name].basis),
                )
                for name in judged
            ),
        ),
        *_sets_section(run),
        Heading(1, "Sourced numbers", "sourced"),
        Table(
            "sourced-table",
            "Values that a source states, or that are estimated from one",
            (Column("Quantity"), Column("Value"), Column("Grade"), Column("Source")),
            tuple(
                (
                    names[name],
                    value_text(distribution_dict(resolved[name].distribution)),
                    resolved[name].grade,
                    tuple(Cite(r.source, r.locator) for r in resolved[name].basis.sources),
                )
                for name in sourced
            ),
        ),
    )  # fmt: skip


def _sets_section(run: Run) -> tuple[Block, ...]:
    """What each assumption set changes, with the sentence it rests on; and what an overlay hides of it."""
    dataset = run.scenario.dataset
    names = quantity_names(dataset)
    rows = []
    for name in run.record.assumption_sets:
        resolved = resolve(run.scenario, name)
        chosen = dataset.assumption_sets[name]
        for identity, change in chosen.changes.items():
            assertion = chosen.assertions[change.assertion]
            value = value_text(distribution_dict(resolved[identity].distribution))
            argued_from = assertion.argued_from
            cited: Content = (f"{assertion.says} “{argued_from.sentence}” ", Cite(argued_from.source))
            rows.append((name, names[identity], value, resolved[identity].grade, cited))
    hidden = [f"{name}: {identity}" for name, identity in masked(run.scenario)]
    overlay = [f"{identity}: {value_text(distribution_dict(b.distribution))}. {b.rationale}"
               for identity, b in run.scenario.changes.items()]  # fmt: skip
    return (
        Heading(1, "Assumption sets", "sets"),
        Table(
            "sets-table",
            "What each assumption set changes, for which assertion, and the sentence that prompted it",
            (Column("Set"), Column("Quantity"), Column("Value"), Column("Grade"), Column("Assertion and sentence")),
            tuple(rows),
        ),
        *((Paragraph("Changed by this scenario:"), BulletList(tuple(overlay))) if overlay else ()),
        *((Paragraph("The scenario hides these changes of a set:"), BulletList(tuple(hidden))) if hidden else ()),
    )  # fmt: skip


def changes_section() -> tuple[Block, ...]:
    """What changed since the last brief."""
    return (
        Heading(1, "Changes since the last brief", "changes"),
        Paragraph("None: this is the first brief on this question."),
    )


def sources_of(dataset: Dataset) -> tuple[Source, ...]:
    """All sources of the dataset; those that are not cited are left out by the document."""
    return tuple(
        Source(
            id=name,
            title=source.original.title,
            publisher=source.original.publisher,
            date=source.original.date,
            source_class=source.source_class,
            author=source.original.author,
            address=source.original.address or "",
            read_as=Relay(source.read_as.title, source.read_as.publisher, source.read_as.address or "")
            if source.read_as
            else None,
            remarks=source.remarks,
        )
        for name, source in dataset.sources.items()
    )


def updated(dataset: Dataset) -> date:
    """Date of the newest evidence: the brief is as new as what it rests on, and its bytes repeat."""
    newest = max(source.original.date for source in dataset.sources.values())
    parts = [int(part) for part in newest.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def record_rows(run: Run) -> tuple[tuple[str, str], ...]:
    """The run record for the last page, with the futures of each cell."""
    data = {("most_futures_of_a_cell" if key == "futures_per_cell" else key): value
            for key, value in run.described().items()}  # fmt: skip
    rows = []
    for key, value in data.items():
        if isinstance(value, dict):
            rows += [(f"{key.replace('_', ' ')}: {name}", str(item)) for name, item in value.items()]
        else:
            text = ", ".join(map(str, value)) if isinstance(value, list) else str(value)
            rows.append((key.replace("_", " "), text))
    return tuple(rows)


def _argued(basis: Basis) -> Content:
    """Why a value or range was judged so, from what, and by whose word it was prompted, as far as each is said."""
    parts = (basis.rationale, f"Argued from: {basis.analogue}" if basis.analogue else "")
    prompt = (" Prompted by ", Cite(basis.prompted_by.source), ".") if basis.prompted_by else ()
    return (" ".join(part for part in parts if part), *prompt)

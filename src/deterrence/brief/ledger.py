"""The ledger of the annex: every number that was read, by domain, with its grade and why, or where it was read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from deterrence.axes import REFERENCE
from deterrence.brief.changed import before_words, counted_in_words, is_changed, quantity_number
from deterrence.brief.document import (
    Block,
    BulletList,
    Cite,
    Cited,
    Column,
    Content,
    Heading,
    Paragraph,
    Quote,
    Span,
    Table,
    Text,
    spans_of,
)
from deterrence.brief.findings import SHOWN_DECIDERS, Findings
from deterrence.brief.style import GRADES
from deterrence.chapter import capital, set_words
from deterrence.claims.words import label_name
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.quantity import Basis
from deterrence.evidence.source import Prompt, SourceRecord
from deterrence.numbers import of_one
from deterrence.scenario.resolve import Resolved, masked, resolve
from deterrence.system.registry import DOMAINS, all_quantities, inputs_of
from deterrence.traced import Number

_MONEY: Final = re.compile(r"usd_(\w+)_bn")
_CELLS: Final = ".csv"
"""Numbers of a file that ends so are cells of a table."""


def ledger(findings: Findings) -> Iterator[Block]:
    """A table a domain: every quantity that this run reads, as the first set has it."""
    first, dataset = findings.run.record.assumption_sets[0], findings.run.scenario.dataset
    read = {name for structure in findings.run.record.structures for name in all_quantities(structure)}
    read |= {name for policy in dataset.policies.values() for name in (*policy.cost, *policy.dates)}
    yield Heading(1, "Numbers, domain by domain", "ledger-section", starts_page=True)
    yield Paragraph(
        (
            f"Every number that this run reads, as the set {first} has it: low and high are the ends, central is "
            "median and likeliest value. What a brief answers by and what decides a verdict stand with their grounds; "
            "those of the rest are given by ",
            Text("deterrence explain ID", "code"),
            ".",
        )
    )
    weighty = _weighty(findings)
    by_domain: dict[str, list[str]] = {}
    for name in sorted(read & findings.resolved.keys()):
        by_domain.setdefault(name.partition(".")[0], []).append(name)
    known = [domain.__name__.rpartition(".")[2] for domain in DOMAINS]
    for domain in sorted(by_domain, key=lambda one: (known.index(one) if one in known else len(known), one)):
        yield Heading(2, capital(domain.replace("_", " ")), f"ledger-{domain}")
        cells = [name for name in by_domain[domain] if findings.resolved[name].quantity.file.endswith(_CELLS)]
        others = [name for name in by_domain[domain] if name not in set(cells)]
        if full := [name for name in others if name in weighty]:
            yield _table(findings, domain, full, has_grounds=True)
        if rest := [name for name in others if name not in weighty]:
            yield _table(findings, domain, rest, has_grounds=False)
        if cells:
            yield _cells(findings, domain, cells)
    yield from sets(findings)


def _table(findings: Findings, domain: str, names: list[str], *, has_grounds: bool) -> Table:
    """Numbers with their grounds; of those that decide nothing that is told, a line each with its sources."""
    which, head = ("table", "Why, or where it was read") if has_grounds else ("further", "Read in")
    known = findings.run.scenario.dataset.sources
    rows = []
    for name in names:
        resolved = findings.resolved[name]
        cited = Cited(tuple(one.source for one in resolved.basis.sources), "")
        rows.append(
            (
                capital(findings.names[name]),
                _value(resolved, name),
                _grades(resolved),
                grounds(resolved.basis, known) if has_grounds else cited,
            )
        )
    return Table(
        f"ledger-{which}-{domain}",
        f"{'Numbers' if has_grounds else 'Further numbers'} of {domain.replace('_', ' ')}",
        (Column("Number"), Column("Value"), Column("Grade"), Column(head)),
        tuple(rows),
    )


def _weighty(findings: Findings) -> set[str]:
    """Inputs of what a brief answers by, those that decide a verdict most, and what the scenario changes."""
    outcome = findings.level[0].proposition.outcome
    read = {name for structure in findings.run.record.structures for name in inputs_of(outcome, structure)}
    shown = (decider for verdict in findings.verdicts for decider in verdict.deciders[:SHOWN_DECIDERS])
    return read | {one.quantity.rpartition("/")[2] for one in shown} | findings.run.scenario.changes.keys()


def _cells(findings: Findings, domain: str, names: list[str]) -> Table:
    """Numbers of tables, a line for all that share the id but for its last part: their grounds stand in the dataset."""
    lines: dict[str, list[str]] = {}
    for name in names:
        lines.setdefault(name.rpartition(".")[0], []).append(name)
    rows: list[tuple[Content, ...]] = []
    for line, own in lines.items():
        by_unit: dict[str, list[str]] = {}
        for name in own:
            by_unit.setdefault(_unit(findings.resolved[name]), []).append(name)
        found = (reference.source for name in own for reference in findings.resolved[name].basis.sources)
        cited: list[Span] = [Cite(source) for source in dict.fromkeys(found)]
        unit = "as told" if len(by_unit) > 1 else next(iter(by_unit))
        rows.append((Text(line, "code"), unit, tuple(_told(findings, by_unit)), tuple(cited)))
    return Table(
        f"ledger-cells-{domain}",
        f"Numbers of {domain.replace('_', ' ')} that stand in tables",
        (Column("Ids begin with"), Column("Unit"), Column("Value by the last part of the id"), Column("Read in")),
        tuple(rows),
        note="Behind each value the grade of value and range: m measured, r reported, e estimated, j our estimate. A "
        "value of 0 without a range: there is none. `deterrence explain ID` gives the grounds of a cell.",
    )


def _told(findings: Findings, by_unit: Mapping[str, list[str]]) -> Iterator[Span]:
    """The numbers of a line, each unit once where there are several."""
    for place, (unit, own) in enumerate(by_unit.items()):
        yield ". " if place else ""
        yield f"In {unit}: " if unit and len(by_unit) > 1 else ""
        for at, name in enumerate(own):
            yield from ("; " if at else "", *_cell(findings.resolved[name], name))


def _cell(resolved: Resolved, name: str) -> tuple[Span, ...]:
    grades = dict.fromkeys((resolved.basis.grade[0], resolved.basis.spread_grade[0]))
    text = value_text(distribution_dict(resolved.basis.distribution))
    value = quantity_number(text, name, resolved.basis.distribution.central)
    return f"{capital(label_name('ally', name.rpartition('.')[2]))} ", value, f" {'/'.join(grades)}"


def _value(resolved: Resolved, name: str) -> Number:
    text = value_text(distribution_dict(resolved.basis.distribution))
    return quantity_number(f"{text} {_unit(resolved, text)}".strip(), name, resolved.basis.distribution.central)


def _unit(resolved: Resolved, text: str = "") -> str:
    """The unit in words, of one thing in the singular."""
    unit = resolved.quantity.unit.name
    if unit in ("probability", "share", "factor", "calendar_year"):
        return ""
    words = _MONEY.sub(r"bn USD of \1", unit).replace("of cash", "in cash").replace("_", " ")
    return of_one(words) if text == "1" else words


def _grades(resolved: Resolved) -> str:
    one, other = GRADES[resolved.basis.grade], GRADES[resolved.basis.spread_grade]
    return one if one == other else f"{one}; range: {other}"


def quoted(prompt: Prompt, known: Mapping[str, SourceRecord]) -> Quote:
    """A sentence of a source, with what it says where it is not in English."""
    found = known[prompt.source].translation(prompt.sentence)
    return Quote(prompt.sentence, found.language, found.english) if found else Quote(prompt.sentence)


def grounds(basis: Basis, known: Mapping[str, SourceRecord]) -> Content:
    """Why, from what, by whose word, and where it was read, as far as each is said; nothing stands for what is not."""
    said: list[Span] = []
    for lead, text in (("", basis.rationale), ("Argued from: ", basis.analogue), ("Method: ", basis.method)):
        if text:
            said.append(f"{' ' if said else ''}{lead}{text.rstrip('. ')}.")
    if basis.prompted_by:
        said += [" Prompted by ", quoted(basis.prompted_by, known), Cite(basis.prompted_by.source), "."]
    said += [Cite(reference.source, reference.locator) for reference in basis.sources]
    return tuple(said)


def sets(findings: Findings) -> Iterator[Block]:
    """What each assumption set asserts, in whose words, and what it changes for it; what this scenario changes."""
    yield Heading(1, "Readings of the evidence", "sets-section")
    yield Paragraph("Each reading is a set of assumptions; it changes what its source speaks of and nothing else.")
    for name in findings.run.record.assumption_sets:
        chosen = findings.run.scenario.dataset.assumption_sets[name]
        yield Heading(2, chosen.title, f"set-{name}")
        yield Paragraph(f"{chosen.description}{_but_changed(findings, name)}")
        if chosen.changes:
            yield _changes(findings, name)
    yield from _overlay(findings)


def _but_changed(findings: Findings, name: str) -> str:
    """That our own reading, whose description says that it is unchanged, is changed here."""
    said = name == REFERENCE and is_changed(findings)
    return " In this scenario: but for what it changes, as told below." if said else ""


def _changes(findings: Findings, name: str) -> Table:
    dataset = findings.run.scenario.dataset
    chosen, resolved = dataset.assumption_sets[name], resolve(findings.run.scenario, name)
    by_assertion: dict[str, list[str]] = {}
    for identity, change in chosen.changes.items():
        by_assertion.setdefault(change.assertion, []).append(identity)
    rows: list[tuple[Content, ...]] = []
    for key, own in by_assertion.items():
        prompt = chosen.assertions[key].argued_from
        cited = (f"{chosen.assertions[key].says} ", quoted(prompt, dataset.sources), Cite(prompt.source))
        told: list[Span] = []
        for identity in own:
            told += ["; " if told else "", f"{findings.names[identity]} ", _value(resolved[identity], identity)]
        rows.append((cited, tuple(told), ", ".join(dict.fromkeys(GRADES[resolved[one].basis.grade] for one in own))))
    return Table(
        f"set-table-{name}",
        f"What “{set_words(name)}” asserts, the sentence that it is argued from, and what it changes",
        (Column("Assertion and sentence"), Column("Numbers as it has them"), Column("Grade")),
        tuple(rows),
    )


def _overlay(findings: Findings) -> Iterator[Block]:
    scenario = findings.run.scenario
    if scenario.changes:
        names = findings.names
        yield Heading(2, "Changed by this scenario", "overlay")
        yield BulletList(
            tuple(
                (
                    Text(f"{names[identity]}: ", "strong"),
                    before_words(findings, identity),
                    quantity_number(
                        value_text(distribution_dict(basis.distribution)), identity, basis.distribution.central
                    ),
                    f" {where}. " if (where := counted_in_words(basis)) else ". ",
                    *spans_of(grounds(basis, scenario.dataset.sources)),
                )
                for identity, basis in scenario.changes.items()
            )
        )
    hidden = [f"{name}: {findings.names[identity]}" for name, identity in masked(scenario)]
    if hidden:
        yield Paragraph("The scenario hides these changes of a set:")
        yield BulletList(tuple(hidden))

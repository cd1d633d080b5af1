"""Of what a brief speaks: our reference, or a scenario in which something is changed; and what that is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from deterrence.axes import REFERENCE
from deterrence.brief.document import Block, BulletList, Callout, Cite, Content, Paragraph, Span, Text
from deterrence.brief.findings import Findings
from deterrence.chapter import set_words
from deterrence.charts.numbers import listed
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.quantity import Basis
from deterrence.numbers import counted
from deterrence.traced import VALUE, Number

_MOST_CHANGES: Final = 3
_MOST_LETTERS: Final = 70
_NO_REASON: Final = "no reason given"


def is_changed(findings: Findings) -> bool:
    """Whether the run is of another scenario than the dataset as it stands: an input, or a policy in force."""
    return bool(findings.run.scenario.changes or findings.run.scenario.policies)


def whole(findings: Findings) -> str:
    """What the numbers of the run are of, as a sentence names it."""
    return "this scenario" if is_changed(findings) else "the reference"


def first_reading(findings: Findings, whose: str = "our") -> str:
    """The first reading of the run, as a sentence names it."""
    first = findings.run.cells[0][0]
    named = f"{whose} reference" if first == REFERENCE else f"“{set_words(first)}”"
    return f"{named} as changed" if is_changed(findings) else named


def futures_of_first(findings: Findings) -> str:
    """Futures of the first reading of the run, as a sentence names them."""
    if findings.run.cells[0][0] == REFERENCE and not is_changed(findings):
        return "reference futures"
    return f"futures of {first_reading(findings, 'the')}"


def changed_blocks(findings: Findings) -> tuple[Block, ...]:
    """The scenario's title and what it changes; nothing where it is the reference as it stands."""
    scenario = findings.run.scenario
    title = scenario.title.strip().rstrip(". ")
    titled: list[Span] = [Text(f"{title}. ", "strong")] if title else []
    if not is_changed(findings):
        return (Paragraph(tuple(titled)),) if titled else ()
    changes = list(scenario.changes.items())
    items = [_change(findings, *change) for change in changes[:_MOST_CHANGES]]
    policies = [scenario.dataset.policies[name].title for name in scenario.policies]
    items += [(Text("In force: ", "strong"), f"{listed(policies)}.")] if policies else []
    said = (*titled, _of_what(findings, len(changes)))
    return (Callout("note", "Not our reference: a changed scenario", (Paragraph(said), BulletList(tuple(items)))),)


def _of_what(findings: Findings, changes: int) -> str:
    what = f"{counted(changes, 'input')} changed" if changes else "a policy in force"
    what += f" ({_MOST_CHANGES} are told here, all in the annex)" if changes > _MOST_CHANGES else ""
    name = f"; “{set_words(REFERENCE)}” is that reading with what is changed"
    has_reference = REFERENCE in findings.run.record.assumption_sets
    return f"All numbers here are of this scenario, with {what}{name if has_reference else ''}."


def _change(findings: Findings, identity: str, basis: Basis) -> Content:
    """One change: from what to what, in which readings, why, and by whose word."""
    value = quantity_number(_value(basis), identity, basis.distribution.central)
    where = f" ({where})" if (where := counted_in_words(basis)) else ""
    return (
        Text(f"{findings.names[identity]}: ", "strong"), before_words(findings, identity), value,
        f"{where}.{_reason(basis)}", *_sources(findings, basis),
    )  # fmt: skip


def before_words(findings: Findings, identity: str) -> str:
    """What our reference has where a change has another value."""
    return f"from {_value(findings.run.scenario.dataset.quantities[identity].basis)} to "


def _value(basis: Basis) -> str:
    return value_text(distribution_dict(basis.distribution))


def _reason(basis: Basis) -> str:
    """Why, cut where it is long: all of it stands in the annex."""
    said = (basis.rationale or basis.method or ("" if basis.sources else _NO_REASON)).strip().rstrip(". ")
    if len(said) > _MOST_LETTERS:
        said = f"{said[:_MOST_LETTERS].rsplit(' ', 1)[0]} …"
    return f" Why: {said}." if said else ""


def _sources(findings: Findings, basis: Basis) -> Iterator[Span]:
    """What a change rests on: a source of the reader's own by its name, one of the dataset by its number."""
    scenario = findings.run.scenario
    for cited in basis.sources:
        if cited.source in scenario.sources:
            one = scenario.sources[cited.source].original
            named = (part.rstrip(". ") for part in (one.author, one.title, one.publisher, one.date))
            yield f" Source of the reader’s own: {', '.join(filter(None, named))} "
        else:
            yield " Source: "
        yield Cite(cited.source, cited.locator)
        yield "."


def counted_in_words(basis: Basis) -> str:
    """In which readings a change counts; empty where it counts in all."""
    named = [f"“{set_words(name)}”" for name in basis.assumption_sets]
    return f"only in {listed(named)}" if named else ""


def quantity_number(text: str, identity: str, value: float) -> Number:
    """The value of a quantity."""
    return Number(text, identity, {}, VALUE, value, "quantity")

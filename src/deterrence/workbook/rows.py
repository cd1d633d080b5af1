"""The rows of the workbook as plain text and numbers, by column; nothing here knows of Excel."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from deterrence.evidence.dataset import Dataset
from deterrence.evidence.distribution import Beta, Choices, Dated, Distribution, Mixture, Point, Undated, Uniform
from deterrence.evidence.ledger import distribution_dict, kind_of, value_text
from deterrence.evidence.quantity import Basis, Quantity
from deterrence.evidence.source import LANGUAGES
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.scenario import Scenario
from deterrence.system.registry import readers
from deterrence.workbook.columns import CHOICES, LOCATOR, SETS_OF_CHANGE, SETTINGS, SOURCE, SUPPORT

_LINE_END = re.compile(r"[\r\n]+")

Row = Mapping[str, str | float]


def value_cells(distribution: Distribution) -> dict[str, str | float]:
    """Form and numbers of a value; of a dated value only the form."""
    return {"form": kind_of(distribution), **({} if isinstance(distribution, Dated) else _numbers(distribution))}


def _numbers(value: Undated) -> dict[str, str | float]:
    if isinstance(value, Point):
        return {"central": value.value}
    if isinstance(value, Uniform):
        return {"low": value.low, "high": value.high}
    if isinstance(value, Beta):
        return {"successes": value.successes, "failures": value.failures}
    if isinstance(value, Choices):
        pairs = zip(value.numbers, value.chances, strict=True)
        return {CHOICES: ", ".join(f"{number}: {chance!r}" for number, chance in pairs)}
    if isinstance(value, Mixture):
        return {"at": value.at, "chance": value.chance, **_numbers(value.otherwise)}
    return {"low": value.low, "central": value.central, "high": value.high}


def quantity_rows(scenario: Scenario) -> Iterator[Row]:
    """Every quantity by id, with the value of the overlay where it changes one."""
    for identity in sorted(scenario.dataset.quantities):
        quantity, change = scenario.dataset.quantities[identity], scenario.changes.get(identity)
        basis = change or quantity.basis
        yield {**locked_cells(quantity), **value_cells(basis.distribution), **(_support(change) if change else {})}


def locked_cells(quantity: Quantity) -> dict[str, str | float]:
    """What the workbook says of a quantity and does not ask for: the same whatever the overlay."""
    basis = quantity.basis
    return {
        "id": quantity.id,
        "description": quantity.description,
        "unit": quantity.unit.name,
        "reference value": value_text(distribution_dict(basis.distribution)),
        "value grade": basis.grade,
        "range grade": basis.range_grade,
        "chance grade": basis.chance_grade or "",
        "sources": "; ".join(", ".join(filter(None, (r.source, r.locator))) for r in basis.sources),
        "rationale": basis.rationale,
        "analogue": basis.analogue,
        "method": basis.method,
        "as of": basis.as_of,
        "note": basis.note,
        "variants": ", ".join(quantity.variants),
        "structures": ", ".join(quantity.structures),
        "used by": ", ".join(readers(quantity.id)),
    }


def _support(change: Basis) -> dict[str, str | float]:
    """What a change rests on; each source and its place on a line of its own."""
    return {
        **{column: getattr(change, key) or "" for column, key in SUPPORT.items()},
        SETS_OF_CHANGE: ", ".join(change.assumption_sets),
        SOURCE: "\n".join(reference.source for reference in change.sources),
        LOCATOR: "\n".join(_LINE_END.sub(" ", reference.locator) for reference in change.sources),
    }


def dated_rows(scenario: Scenario) -> Iterator[Row]:
    """One row for each dated quantity and year."""
    for identity in sorted(scenario.dataset.quantities):
        quantity, change = scenario.dataset.quantities[identity], scenario.changes.get(identity)
        distribution = (change or quantity.basis).distribution
        if isinstance(distribution, Dated):
            for year, value in zip(distribution.years, distribution.values, strict=True):
                yield {"id": identity, "year": year, **value_cells(value), "unit": quantity.unit.name}


def settings(scenario: Scenario) -> dict[str, str | float]:
    """What a scenario runs, by name of the setting."""
    values = (
        ", ".join(scenario.assumption_sets),
        ", ".join(scenario.structures),
        scenario.years[0],
        scenario.years[-1],
        ", ".join(f"{share:g}" for share in scenario.exposure or ()),
        scenario.title,
        ", ".join(name if year is None else f"{name} from {year}" for name, year in scenario.policies.items()),
    )
    return dict(zip(SETTINGS, values, strict=True))


def scenario_rows(scenario: Scenario) -> Iterator[Row]:
    """One row for each setting."""
    for name, value in settings(scenario).items():
        yield {"setting": name, "value": value, "meaning": SETTINGS[name]}


def reference_settings(dataset: Dataset) -> dict[str, str | float]:
    """What the reference scenario runs."""
    return settings(load_scenario(None, dataset))


def source_rows(dataset: Dataset, own: Collection[str] = ()) -> Iterator[Row]:
    """Every source by id; the analyst's own come last."""
    for identity, source in sorted(dataset.sources.items(), key=lambda item: (item[0] in own, item[0])):
        original, relay = source.original, source.read_as
        yield {
            "id": identity,
            "title": original.title,
            "author": original.author,
            "publisher": original.publisher,
            "date": original.date,
            "address": original.address or original.address_note,
            "read as": ", ".join(filter(None, (relay.title, relay.publisher, relay.address))) if relay else "",
            "class": source.source_class,
            "access": source.access or "",
            "seen": "yes" if source.seen else "no",
            "note": source.note,
            "language": LANGUAGES[source.language] if source.language else "",
            "licence": "" if identity in own else source.licence,
            "remarks": source.remarks,
        }


def set_rows(dataset: Dataset) -> Iterator[Row]:
    """One row for each change of each assumption set; a set without changes has one row."""
    for name, chosen in sorted(dataset.assumption_sets.items()):
        head = {"set": name, "title": chosen.title, "source": chosen.source or ""}
        if not chosen.changes:
            yield head
        for identity, change in chosen.changes.items():
            quantity = dataset.quantities[identity]
            basis = quantity.variants[change.variant]
            yield {
                **head,
                "id": identity,
                "variant": change.variant,
                "value": value_text(distribution_dict(basis.distribution)),
                "unit": quantity.unit.name,
                "value grade": basis.grade,
                "range grade": basis.range_grade,
                "assertion": (assertion := chosen.assertions[change.assertion]).says,
                "sentence": assertion.argued_from.sentence,
            }

"""Whether what is named exists: sources, quantities, structures; and whether a page that was cited was read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations
from typing import Final

from deterrence.errors import Problem
from deterrence.evidence.assumption_set import AssumptionSet, SetChange
from deterrence.evidence.distribution import Distribution
from deterrence.evidence.document import Document, Path_
from deterrence.evidence.linking import bound_problems, follow_problems
from deterrence.evidence.quantity import Basis, Quantity
from deterrence.evidence.source import SourceRecord
from deterrence.evidence.withdrawn import withdrawn
from deterrence.units import nearest, suggestion

ADD_TO_DATASET: Final = "add it to dataset/sources/"


def source_fix(name: str, sources: Collection[str], add: str = ADD_TO_DATASET) -> str:
    """What to do about a source that does not exist: it may be misspelt, and it may be new."""
    close = nearest(name, sources)
    return f"did you mean {close}? if not, {add}" if close else add


def source_problems(
    basis: Basis,
    sources: Mapping[str, SourceRecord],
    file: str,
    where: str,
    line: int | None,
    add: str = ADD_TO_DATASET,
) -> list[Problem]:
    """Sources that do not exist, and reported figures that rest on a page nobody read.

    `add` is what to do about a new one.
    """
    problems = []
    prompts = [basis.prompted_by.source] if basis.prompted_by else []
    for name in [*(reference.source for reference in basis.sources), *prompts]:
        if name not in sources:
            problems.append(Problem(file, where, "no such source", source_fix(name, sources, add), name, line))
        elif basis.grade in ("measured", "reported") and not sources[name].seen:
            fix = "read the page, or grade the value judged or estimated"
            problems.append(Problem(file, where, f"a {basis.grade} value rests on a page not seen", fix, name, line))
    return problems


def quantity_problems(
    quantity: Quantity,
    quantities: Mapping[str, Quantity],
    sources: Mapping[str, SourceRecord],
    structures: Collection[str],
    wrong: Collection[str] = (),
) -> Iterator[Problem]:
    """What a quantity names that does not exist: structures, bounds, sources of its value and of its variants.

    Args:
        quantity: The quantity.
        quantities: All that are known.
        sources: Likewise.
        structures: Likewise.
        wrong: Names of what exists but could not be read: reported elsewhere.
    """
    yield from structure_problems(quantity, structures)
    yield from bound_problems(quantity, quantities, wrong)
    yield from follow_problems(quantity, quantities, wrong)
    for name, basis in {"": quantity.basis, **quantity.variants}.items():
        where = f"{quantity.id}.variants.{name}" if name else quantity.id
        found = source_problems(basis, sources, quantity.file, where, quantity.line)
        yield from (problem for problem in found if problem.value not in wrong)


def excess_problems(
    owners: Iterable[Quantity], quantities: Mapping[str, Quantity], sets: Iterable[AssumptionSet]
) -> Iterator[Problem]:
    """Quantities that exceed what they say bounds them: in the reference, and where a set chooses variants."""
    declared = [bound for quantity in owners for bound in quantity.at_most]
    for chosen in (None, *sets):
        changes = chosen.changes if chosen else {}
        where = f" in the set {chosen.name}" if chosen else ""

        def distribution(identity: str, changes: Mapping[str, SetChange] = changes) -> Distribution:
            quantity = quantities[identity]
            basis = quantity.variants[changes[identity].variant] if identity in changes else quantity.basis
            return basis.distribution

        for bound in declared:
            if chosen and changes.keys().isdisjoint(bound.quantities):
                continue
            if (found := bound.excess(distribution)) is not None:
                most, limit = found
                file, what = quantities[bound.parts[0]].file, f"{bound.wrong}{where}"
                yield Problem(file, bound.path, what, bound.fix(limit), f"{most:g}", bound.line)


def set_problems(
    chosen: AssumptionSet,
    document: Document,
    quantities: Mapping[str, Quantity],
    sources: Collection[str],
    wrong: Collection[str] = (),
) -> Iterator[Problem]:
    """What an assumption set names that does not exist: its source, quantities and their variants, assertions.

    And assertions that change nothing.
    """
    named: dict[Path_, str | None] = {
        ("source",): chosen.source,
        **{
            ("assertions", name, "argued_from", "source"): one.argued_from.source
            for name, one in chosen.assertions.items()
        },
    }
    for place, source in named.items():
        if source is not None and source not in {*sources, *wrong}:
            yield document.problem(place, "no such source", source_fix(source, sources), source)
    for identity, change in chosen.changes.items():
        path: Path_ = ("changes", identity)
        if identity in wrong:
            continue
        if identity not in quantities:
            yield unknown_quantity(identity, quantities, document, path)
        elif change.variant not in quantities[identity].variants:
            known = quantities[identity].variants
            fix = suggestion(change.variant, known, f"write one of: {', '.join(known) or 'none'}")
            yield document.problem((*path, "variant"), "no such variant", fix, change.variant)
    yield from _assertion_problems(chosen, document)


def _assertion_problems(chosen: AssumptionSet, document: Document) -> Iterator[Problem]:
    """Changes made for no assertion of the set, and assertions for which it changes nothing (law RS3)."""
    for identity, change in chosen.changes.items():
        if change.assertion not in chosen.assertions:
            known = chosen.assertions
            fix = suggestion(change.assertion, known, f"write one of: {', '.join(known) or 'none'}, or add it there")
            yield document.problem(("changes", identity, "assertion"), "no such assertion", fix, change.assertion)
    named = {change.assertion for change in chosen.changes.values()}
    for name in chosen.assertions:
        if name not in named:
            fix = "name it as the assertion of a change, or remove it"
            yield document.problem(("assertions", name), "changes nothing", fix, name)


def equal_sets(
    quantities: Mapping[str, Quantity], sets: Iterable[AssumptionSet]
) -> Iterator[tuple[AssumptionSet, AssumptionSet]]:
    """Pairs of sets, the earlier first, that are equal in all that an outcome reads."""

    def read(chosen: AssumptionSet, identity: str) -> Distribution:
        quantity, change = quantities[identity], chosen.changes.get(identity)
        return (quantity.variants[change.variant] if change else quantity.basis).distribution

    for one, other in combinations(sets, 2):
        names = [name for name in {**one.changes, **other.changes} if not quantities[name].without_effect]
        if all(read(one, name) == read(other, name) for name in names):
            yield one, other


def structure_problems(quantity: Quantity, structures: Collection[str]) -> list[Problem]:
    """Structures that a quantity names and that do not exist."""
    where, write = f"{quantity.id}.structures", f"write one of {', '.join(structures)}"
    return [
        Problem(quantity.file, where, "no such structure", suggestion(name, structures, write), name, quantity.line)
        for name in quantity.structures
        if name not in structures
    ]


def unknown_quantity(identity: str, quantities: Collection[str], document: Document, path: Path_) -> Problem:
    """The problem of a path that names no quantity: the nearest path is named, or what stands for one that is gone."""
    if identity in withdrawn():
        return document.problem(path, "withdrawn", withdrawn()[identity], identity)
    fix = suggestion(identity, quantities, "see `deterrence ledger list`")
    return document.problem(path, "no such quantity", fix, identity)


def cited_sources(quantities: Collection[Quantity]) -> set[str]:
    """Every source that a value or a variant cites or was prompted by."""
    bases = [basis for quantity in quantities for basis in (quantity.basis, *quantity.variants.values())]
    prompts = {basis.prompted_by.source for basis in bases if basis.prompted_by}
    return {reference.source for basis in bases for reference in basis.sources} | prompts

"""Whether what is named exists: sources, quantities, structures; and whether a page that was cited was read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from deterrence.errors import Problem
from deterrence.evidence.document import Document, Path_
from deterrence.evidence.quantity import Basis, Quantity
from deterrence.evidence.source import SourceRecord
from deterrence.units import suggestion


def source_problems(
    basis: Basis, sources: Mapping[str, SourceRecord], file: str, where: str, line: int | None
) -> list[Problem]:
    """Sources that do not exist, and reported figures that rest on a page nobody read."""
    problems = []
    prompts = [basis.prompted_by.source] if basis.prompted_by else []
    for name in [*(reference.source for reference in basis.sources), *prompts]:
        if name not in sources:
            fix = suggestion(name, sources, "add it to dataset/sources/")
            problems.append(Problem(file, where, "no such source", fix, name, line))
        elif basis.grade in ("measured", "reported") and not sources[name].seen:
            fix = "read the page, or grade the value judged or estimated"
            problems.append(Problem(file, where, f"a {basis.grade} value rests on a page not seen", fix, name, line))
    return problems


def structure_problems(quantity: Quantity, structures: Collection[str]) -> list[Problem]:
    """Structures that a quantity names and that do not exist."""
    where, write = f"{quantity.id}.structures", f"write one of {', '.join(structures)}"
    return [
        Problem(quantity.file, where, "no such structure", suggestion(name, structures, write), name, quantity.line)
        for name in quantity.structures
        if name not in structures
    ]


def unknown_quantity(identity: str, quantities: Collection[str], document: Document, path: Path_) -> Problem:
    """The problem of a path that names no quantity; the nearest path is named."""
    fix = suggestion(identity, quantities, "see `deterrence ledger list`")
    return document.problem(path, "no such quantity", fix, identity)


def cited_sources(quantities: Collection[Quantity]) -> set[str]:
    """Every source that a value or a variant cites or was prompted by."""
    bases = [basis for quantity in quantities for basis in (quantity.basis, *quantity.variants.values())]
    prompts = {basis.prompted_by.source for basis in bases if basis.prompted_by}
    return {reference.source for basis in bases for reference in basis.sources} | prompts

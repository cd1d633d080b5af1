"""Loading the reference dataset: every problem of every file is reported at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

import deterrence
from deterrence.errors import InputError, Problem
from deterrence.evidence.document import Document, Path_, dotted, read_document
from deterrence.evidence.fields import parse_fields
from deterrence.evidence.quantity import Basis, BasisRecord, Quantity, QuantityRecord, basis_of
from deterrence.evidence.source import SourceRecord
from deterrence.evidence.value import read_unit, read_value
from deterrence.units import nearest

_NOT_QUANTITIES = ("sources", "assumption_sets", "claims")
_STRUCTURES_FILE = "structures.yaml"


class SetChange(BaseModel):
    """An assumption set's choice for one quantity, with the sentence it rests on (law 2)."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    variant: str
    sentence: str = Field(min_length=1)


class AssumptionSet(BaseModel):
    """A named choice of one variant per quantity."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str
    title: str
    description: str
    source: str | None = None
    changes: dict[str, SetChange] = Field(default_factory=dict)


class StructureRecord(BaseModel):
    """A rival form of the model."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    title: str
    description: str


@dataclass(frozen=True)
class Dataset:
    """The whole reference dataset."""

    root: Path
    quantities: Mapping[str, Quantity]
    sources: Mapping[str, SourceRecord]
    assumption_sets: Mapping[str, AssumptionSet]
    structures: Mapping[str, StructureRecord]
    digest: str


def reference_root() -> Path:
    """Folder of the dataset that ships with the package."""
    return Path(deterrence.__file__).parent / "dataset"


def load_dataset(root: Path | None = None) -> Dataset:
    """Load and check a dataset.

    Raises:
        InputError: Every problem found in any file.
    """
    root = root or reference_root()
    loader = _Loader(root)
    quantities = loader.quantities()
    sources, sets, structures = loader.sources(), loader.assumption_sets(), loader.structures()
    loader.check_references(quantities, sources, sets)
    if loader.problems:
        raise InputError(loader.problems)
    return Dataset(
        root, quantities, sources, sets,
        structures, _digest(root),
    )  # fmt: skip


def _digest(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def quantity_of(record: QuantityRecord, identity: str, document: Document, path: Path_) -> Quantity:
    """A quantity from its record: unit and values are read, each problem at its own path."""
    unit = read_unit(record.unit, document, (*path, "unit"))
    problems: list[Problem] = []

    def read(basis: BasisRecord, at: Path_) -> Basis | None:
        try:
            return basis_of(basis, read_value(basis.value, unit, document, at))
        except InputError as error:
            problems.extend(error.problems)
            return None

    main = read(record, (*path, "value"))
    variants = {name: read(v, (*path, "variants", name, "value")) for name, v in record.variants.items()}
    if problems or main is None:
        raise InputError(problems)
    return Quantity(
        identity, record.description, unit, main, document.name, document.line(path), record.structure,
        record.can_reverse, record.lever, {name: v for name, v in variants.items() if v is not None},
    )  # fmt: skip


def quantities_in(document: Document, prefix: str) -> tuple[dict[str, Quantity], list[Problem]]:
    """Quantities of one file and its problems; a mapping without a unit is a group and adds to the path."""
    found: dict[str, Quantity] = {}
    problems: list[Problem] = []
    for path, tree in _leaves(document.tree, ()):
        identity = dotted((prefix, *path)) if prefix else dotted(path)
        try:
            record = parse_fields(QuantityRecord, document, tree, path)
            found[identity] = quantity_of(record, identity, document, path)
        except InputError as error:
            problems += error.problems
    return found, problems


def _leaves(tree: Any, path: Path_) -> Iterator[tuple[Path_, Any]]:
    if not isinstance(tree, dict) or "unit" in tree or "value" in tree or (path and not tree):
        yield path, tree
        return
    for key, value in tree.items():
        yield from _leaves(value, (*path, key))


class _Loader:
    """Reads the files of one dataset and gathers what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self._set_documents: dict[str, Document] = {}
        self._source_documents: dict[str, Document] = {}

    def _documents(self, folder: str) -> Iterator[Document]:
        for path in sorted((self.root / folder).rglob("*.yaml")):
            yield from self._document(path)

    def _document(self, path: Path) -> Iterator[Document]:
        try:
            yield read_document(path)
        except InputError as error:
            self.problems += error.problems

    def quantities(self) -> dict[str, Quantity]:
        """Quantities of every domain folder."""
        found: dict[str, Quantity] = {}
        folders = [f.name for f in sorted(self.root.iterdir()) if f.is_dir() and f.name not in _NOT_QUANTITIES]
        for folder in folders:
            for document in self._documents(folder):
                relative = document.path.relative_to(self.root).with_suffix("")
                quantities, problems = quantities_in(document, ".".join(relative.parts))
                found |= quantities
                self.problems += problems
        return found

    def sources(self) -> dict[str, SourceRecord]:
        """Sources by id."""
        found: dict[str, SourceRecord] = {}
        for document in self._documents("sources"):
            for name, tree in document.tree.items():
                try:
                    found[name] = parse_fields(SourceRecord, document, tree, (name,))
                    self._source_documents[name] = document
                except InputError as error:
                    self.problems += error.problems
        return found

    def assumption_sets(self) -> dict[str, AssumptionSet]:
        """Assumption sets by name."""
        found: dict[str, AssumptionSet] = {}
        for document in self._documents("assumption_sets"):
            try:
                chosen = parse_fields(AssumptionSet, document)
                found[chosen.name] = chosen
                self._set_documents[chosen.name] = document
            except InputError as error:
                self.problems += error.problems
        return found

    def structures(self) -> dict[str, StructureRecord]:
        """Structures by name, over all axes of structure."""
        found: dict[str, StructureRecord] = {}
        for document in self._document(self.root / _STRUCTURES_FILE):
            for axis, options in document.tree.items():
                for name, tree in options.items():
                    try:
                        found[name] = parse_fields(StructureRecord, document, tree, (axis, name))
                    except InputError as error:
                        self.problems += error.problems
        return found

    def check_references(
        self,
        quantities: Mapping[str, Quantity],
        sources: Mapping[str, SourceRecord],
        sets: Mapping[str, AssumptionSet],
    ) -> None:
        """Every source, quantity and variant that is named exists; a figure rests only on pages that were seen."""
        cited: set[str] = {s.source for s in sets.values() if s.source}
        for quantity in quantities.values():
            for variant, basis in {"": quantity.basis, **quantity.variants}.items():
                cited |= {r.source for r in basis.sources}
                cited |= {basis.prompted_by.source} if basis.prompted_by else set()
                where = f"{quantity.id}.variants.{variant}" if variant else quantity.id
                self.problems += source_problems(basis, sources, quantity.file, where, quantity.line)
        for name, chosen in sets.items():
            self._check_set(name, chosen, quantities)
        for name in sorted(set(sources) - cited):
            document = self._source_documents[name]
            if not document.path.name.startswith("claims"):
                self.problems.append(
                    document.problem((name,), "no quantity or set cites it", "cite or remove it", None, False)
                )

    def _check_set(self, name: str, chosen: AssumptionSet, quantities: Mapping[str, Quantity]) -> None:
        document = self._set_documents[name]
        for identity, change in chosen.changes.items():
            path: Path_ = ("changes", identity)
            if identity not in quantities:
                self.problems.append(unknown_quantity(identity, quantities, document, path))
            elif change.variant not in quantities[identity].variants:
                known = ", ".join(quantities[identity].variants) or "none"
                self.problems.append(
                    document.problem((*path, "variant"), "no such variant", f"write one of: {known}", change.variant)
                )


def source_problems(
    basis: Basis, sources: Mapping[str, SourceRecord], file: str, where: str, line: int | None
) -> list[Problem]:
    """Sources that do not exist, and reported figures that rest on a page nobody read."""
    problems = []
    references = [r.source for r in basis.sources] + ([basis.prompted_by.source] if basis.prompted_by else [])
    for name in references:
        if name not in sources:
            close = nearest(name, sources)
            fix = f"did you mean {close}?" if close else "add it to dataset/sources/"
            problems.append(Problem(file, where, "no such source", fix, name, line))
        elif basis.grade in ("measured", "reported") and not sources[name].seen:
            fix = "read the page, or grade the value judged or estimated"
            problems.append(Problem(file, where, f"a {basis.grade} value rests on a page not seen", fix, name, line))
    return problems


def unknown_quantity(identity: str, quantities: Mapping[str, Quantity], document: Document, path: Path_) -> Problem:
    """The problem of a path that names no quantity; the nearest path is named."""
    close = nearest(identity, quantities)
    fix = f"did you mean {close}?" if close else "see `deterrence ledger list`"
    return document.problem(path, "no such quantity", fix, identity)

"""Loading the reference dataset: every problem of every file is reported at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

import deterrence
from deterrence.errors import InputError, Problem
from deterrence.evidence.assumption_set import AssumptionSet, SetChange, StructureRecord
from deterrence.evidence.bound import Bound, bound_problems, linked
from deterrence.evidence.distribution import Distribution
from deterrence.evidence.document import Document, Path_, read_document
from deterrence.evidence.fields import parse_fields
from deterrence.evidence.policy import Policy, read_policy
from deterrence.evidence.quantity import Quantity
from deterrence.evidence.quantity_file import quantities_in, read_quantities
from deterrence.evidence.reference import cited_sources, source_problems, structure_problems, unknown_quantity
from deterrence.evidence.source import SourceRecord
from deterrence.units import suggestion

__all__ = ["Dataset", "load_dataset", "quantities_in", "reference_root", "source_problems", "unknown_quantity"]

_NOT_QUANTITIES = ("sources", "assumption_sets", "claims", "policies")
_STRUCTURES_FILE = "structures.yaml"
_SOURCES_OF_CLAIMS = "claims"

Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True, repr=False)
class Dataset:
    """The whole reference dataset; `digest` is the SHA-256 of its files (law 23)."""

    root: Path
    quantities: Mapping[str, Quantity]
    sources: Mapping[str, SourceRecord]
    assumption_sets: Mapping[str, AssumptionSet]
    structures: Mapping[str, StructureRecord]
    policies: Mapping[str, Policy]
    digest: str

    @cached_property
    def bounds(self) -> Mapping[str, tuple[Bound, ...]]:
        """Every bound that speaks of a quantity, by its id."""
        found: dict[str, list[Bound]] = {}
        for quantity in self.quantities.values():
            for bound in quantity.at_most:
                for name in bound.quantities:
                    found.setdefault(name, []).append(bound)
        return {name: tuple(bounds) for name, bounds in found.items()}

    def __repr__(self) -> str:
        return f"<Dataset {self.digest[:12]}: {len(self.quantities)} quantities, {len(self.sources)} sources>"


def reference_root() -> Path:
    """Folder of the dataset that ships with the package."""
    return Path(deterrence.__file__).parent / "dataset"


def load_dataset(root: Path | None = None) -> Dataset:
    """Load and check a dataset.

    Raises:
        InputError: Every problem found in any file.
    """
    root = root or reference_root()
    if not (root / _STRUCTURES_FILE).is_file():
        fix = f"name a folder that holds {_STRUCTURES_FILE}, assumption_sets, sources and quantities"
        raise InputError([Problem(str(root), "", "is not a dataset", fix, has_value=False)])
    loader = _Loader(root)
    loader.read()
    loader.check_references()
    if loader.problems:
        raise InputError(loader.problems)
    return Dataset(
        root, loader.quantities, loader.sources, loader.assumption_sets, loader.structures, loader.policies,
        _digest(root),
    )  # fmt: skip


def _digest(root: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(root.rglob("*.yaml")):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


class _Loader:
    """Reads the files of one dataset and gathers what is wrong with them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[Problem] = []
        self.quantities: dict[str, Quantity] = {}
        self.sources: dict[str, SourceRecord] = {}
        self.assumption_sets: dict[str, AssumptionSet] = {}
        self.structures: dict[str, StructureRecord] = {}
        self.policies: dict[str, Policy] = {}
        self._set_documents: dict[str, Document] = {}
        self._source_documents: dict[str, Document] = {}
        # Named, but wrong: their own problem is reported, and nothing that refers to them.
        self._wrong: set[str] = set()

    def read(self) -> None:
        """Read every file."""
        for folder in sorted(self.root.iterdir()):
            if folder.is_dir() and folder.name not in _NOT_QUANTITIES:
                for document in self._documents(folder.name):
                    self._read_quantities(document)
        self.quantities = {name: linked(quantity, self.quantities) for name, quantity in self.quantities.items()}
        for document in self._documents("sources"):
            self._read_sources(document)
        for document in self._documents("assumption_sets"):
            self._read_set(document)
        for document in self._documents("policies"):
            self._read_policy(document)
        for document in self._document(self.root / _STRUCTURES_FILE):
            self.problems += document.problems
            for axis, options in document.tree.items():
                for name, tree in options.items() if isinstance(options, dict) else ():
                    record = self._record(StructureRecord, document, tree, (axis, name))
                    self.structures |= {name: record} if record else {}

    def _documents(self, folder: str) -> Iterator[Document]:
        for path in sorted((self.root / folder).rglob("*.yaml")):
            yield from self._document(path)

    def _document(self, path: Path) -> Iterator[Document]:
        try:
            document = read_document(path)
        except InputError as error:
            self.problems += error.problems
            return
        if isinstance(document.tree, dict):
            yield document
        else:
            fix = "write keys and values"
            self.problems += document.everything_wrong([document.problem((), "not a mapping", fix, document.tree)])

    def _record(self, record: type[Record], document: Document, tree: object, path: Path_) -> Record | None:
        try:
            return parse_fields(record, document, tree, path)
        except InputError as error:
            self.problems += error.problems
            return None

    def _read_quantities(self, document: Document) -> None:
        prefix = ".".join(document.path.relative_to(self.root).with_suffix("").parts)
        found = read_quantities(document, prefix)
        for identity in self.quantities.keys() & found.quantities.keys():
            where = (identity.removeprefix(f"{prefix}."),)
            first = self.quantities[identity]
            self._refuse_twice(document, where, f"the first is {first.file}:{first.line}", identity)
        self.quantities |= found.quantities
        self.problems += found.problems
        self._wrong |= found.wrong

    def _read_sources(self, document: Document) -> None:
        self.problems += document.problems
        for name, tree in document.tree.items():
            record = self._record(SourceRecord, document, tree, (name,))
            if record is None:
                self._wrong.add(name)
                continue
            if name in self.sources:
                first = self._source_documents[name]
                self._refuse_twice(document, (name,), f"the first is {first.name}:{first.line((name,))}", name)
            self.sources[name] = record
            self._source_documents[name] = document

    def _read_set(self, document: Document) -> None:
        try:
            chosen = parse_fields(AssumptionSet, document)
        except InputError as error:
            self.problems += error.problems
            self._wrong.add(document.name)
            return
        if chosen.name in self.assumption_sets:
            first = self._set_documents[chosen.name].name
            self._refuse_twice(document, ("name",), f"the first is in {first}", chosen.name)
        self.assumption_sets[chosen.name] = chosen
        self._set_documents[chosen.name] = document

    def _read_policy(self, document: Document) -> None:
        try:
            policy = read_policy(document, self.quantities, self.sources, self._wrong)
        except InputError as error:
            self.problems += error.problems
            self._wrong.add(document.name)
            return
        if policy.id in self.policies:
            self._refuse_twice(document, (), f"the first is {self.policies[policy.id].file}", policy.id)
        self.policies[policy.id] = policy

    def _refuse_twice(self, document: Document, path: Path_, first: str, name: str) -> None:
        self.problems.append(document.problem(path, "the same name twice", f"rename one; {first}", name))

    def check_references(self) -> None:
        """Every source, quantity, variant and structure that is named exists; no source is left uncited."""
        for quantity in self.quantities.values():
            self.problems += structure_problems(quantity, self.structures)
            self.problems += bound_problems(quantity, self.quantities, self._wrong)
            for name, basis in {"": quantity.basis, **quantity.variants}.items():
                where = f"{quantity.id}.variants.{name}" if name else quantity.id
                found = source_problems(basis, self.sources, quantity.file, where, quantity.line)
                self.problems += [problem for problem in found if problem.value not in self._wrong]
        for chosen in self.assumption_sets.values():
            self._check_set(chosen)
        if not self._wrong:
            self._check_orphans()
        if not self.problems:
            self._check_bounds()

    def _check_set(self, chosen: AssumptionSet) -> None:
        document = self._set_documents[chosen.name]
        if chosen.source is not None and chosen.source not in {*self.sources, *self._wrong}:
            fix = suggestion(chosen.source, self.sources, "add it to dataset/sources/")
            self.problems.append(document.problem(("source",), "no such source", fix, chosen.source))
        for identity, change in chosen.changes.items():
            path: Path_ = ("changes", identity)
            if identity in self._wrong:
                continue
            if identity not in self.quantities:
                self.problems.append(unknown_quantity(identity, self.quantities, document, path))
            elif change.variant not in self.quantities[identity].variants:
                known = self.quantities[identity].variants
                fix = suggestion(change.variant, known, f"write one of: {', '.join(known) or 'none'}")
                self.problems.append(document.problem((*path, "variant"), "no such variant", fix, change.variant))

    def _check_bounds(self) -> None:
        """No quantity exceeds what bounds it, neither in the reference nor where a set chooses variants."""
        declared = [bound for quantity in self.quantities.values() for bound in quantity.at_most]
        for chosen in (None, *self.assumption_sets.values()):
            changes = chosen.changes if chosen else {}
            where = f" in the set {chosen.name}" if chosen else ""

            def distribution(identity: str, changes: Mapping[str, SetChange] = changes) -> Distribution:
                quantity = self.quantities[identity]
                basis = quantity.variants[changes[identity].variant] if identity in changes else quantity.basis
                return basis.distribution

            for bound in declared:
                found = None if chosen and changes.keys().isdisjoint(bound.quantities) else bound.excess(distribution)
                if found:
                    file, what = self.quantities[bound.parts[0]].file, f"{bound.wrong}{where}"
                    fix, most = bound.fix(found[1]), f"{found[0]:g}"
                    self.problems.append(Problem(file, bound.path, what, fix, most, bound.line))

    def _check_orphans(self) -> None:
        cited = cited_sources(self.quantities.values())
        cited |= {chosen.source for chosen in self.assumption_sets.values() if chosen.source}
        cited |= {name for policy in self.policies.values() for name in policy.cited}
        for name in sorted(set(self.sources) - cited):
            document = self._source_documents[name]
            if not document.path.name.startswith(_SOURCES_OF_CLAIMS):
                self.problems.append(
                    document.problem((name,), "nothing cites it", "cite or remove it", None, has_value=False)
                )

"""Loading the reference dataset: every problem of every file is reported at once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

import deterrence
from deterrence.digest import dataset_digest
from deterrence.errors import InputError, Problem, collected, refuse, unusable
from deterrence.evidence.assumption_set import AssumptionSet, StructureRecord
from deterrence.evidence.bound import Bound
from deterrence.evidence.document import Document, Path_, read_document
from deterrence.evidence.fields import parse_fields
from deterrence.evidence.linking import linked
from deterrence.evidence.own_source import (
    DatasetSource,
    has_own_sources,
    read_own_sources,
    source_problems,
    without_sources,
)
from deterrence.evidence.policy import Policy, gathered, read_policy
from deterrence.evidence.quantity import Quantity
from deterrence.evidence.quantity_file import read_quantities
from deterrence.evidence.reference import cited_sources, equal_sets, excess_problems, quantity_problems, set_problems
from deterrence.evidence.source import SourceRecord
from deterrence.evidence.table import Names, is_table, read_names, read_table

_LOG = logging.getLogger(__name__)
_NOT_QUANTITIES = ("sources", "assumption_sets", "claims", "policies")
STRUCTURES_FILE = "structures.yaml"
NAMES_FILE = "names.yaml"
_CLAIMS = "claims"
"""Their folder, and the file of sources which they alone need cite."""

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
    names: Names

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
    """Load and check a dataset; the one that ships with the package is read once a process.

    Raises:
        InputError: Every problem found in any file.
    """
    return _read(root) if root else _reference()


@cache
def _reference() -> Dataset:
    return _read(reference_root())


def _read(root: Path) -> Dataset:
    if not (root / STRUCTURES_FILE).is_file():
        fix = f"name a folder that holds {STRUCTURES_FILE}, assumption_sets, sources and quantities"
        raise unusable(root, "is not a dataset", fix)
    loader = _Loader(root)
    loader.read()
    loader.check_references()
    refuse(loader.problems)
    return Dataset(
        root, loader.quantities, loader.sources, loader.assumption_sets, loader.structures, loader.policies,
        dataset_digest(root), loader.names,
    )  # fmt: skip


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
        self.names: Names = {}
        self._quantity_documents: list[Document] = []
        self._set_documents: dict[str, Document] = {}
        self._source_documents: dict[str, Document] = {}
        # Named, but wrong: their own problem is reported, and nothing that refers to them.
        self._wrong: set[str] = set()

    def read(self) -> None:
        """Read every file."""
        self._read_names()
        for folder in sorted(self.root.iterdir()):
            if folder.is_dir() and folder.name not in _NOT_QUANTITIES:
                for document in self._documents(folder.name):
                    self._read_quantities(document)
        self.quantities = {name: linked(quantity, self.quantities) for name, quantity in self.quantities.items()}
        for document in self._documents("sources"):
            self._read_sources(document)
        for document in (*self._quantity_documents, *self._documents(_CLAIMS)):
            self._read_sources_within(document)
        for document in self._documents("assumption_sets"):
            self._read_set(document)
        for document in self._documents("policies"):
            self._read_policy(document)
        self.policies, wrong = gathered(self.policies)
        self.problems += wrong
        self._read_structures()

    def _read_structures(self) -> None:
        for document in self._document(self.root / STRUCTURES_FILE):
            self.problems += document.problems
            for axis, options in document.tree.items():
                for name, tree in options.items() if isinstance(options, dict) else ():
                    record = self._record(StructureRecord, document, tree, (axis, name))
                    self.structures |= {name: record} if record else {}

    def _read_names(self) -> None:
        if (self.root / NAMES_FILE).is_file():
            for document in self._document(self.root / NAMES_FILE):
                self.names, problems = read_names(document)
                self.problems += problems

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

    def _record(self, record: type[Record], document: Document, tree: object = None, path: Path_ = ()) -> Record | None:
        with collected(self.problems):
            return parse_fields(record, document, tree, path)
        return None

    def _read_quantities(self, document: Document) -> None:
        self._quantity_documents.append(document)
        prefix = ".".join(document.path.relative_to(self.root).with_suffix("").parts)
        document, table = without_sources(document), is_table(document)
        found = read_table(document, prefix, self.names) if table else read_quantities(document, prefix)
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

    def _read_sources_within(self, document: Document) -> None:
        """Sources that stand in the file that cites them; what else is wrong with it is reported by who reads it."""
        if not has_own_sources(document):
            return
        found, wrong, problems = read_own_sources(document, self.sources, DatasetSource)
        self.problems += [*source_problems(document, DatasetSource), *problems]
        self._wrong |= wrong
        self.sources |= {name: source for name, source in found.items() if name not in self.sources}
        self._source_documents |= dict.fromkeys(found, document)

    def _read_set(self, document: Document) -> None:
        chosen = self._record(AssumptionSet, document)
        if chosen is None:
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
        """Every source, quantity, variant and structure that is named exists."""
        names, wrong = (self.quantities, self.sources), self._wrong
        for quantity in self.quantities.values():
            self.problems += quantity_problems(quantity, *names, self.structures, wrong)
        for chosen in self.assumption_sets.values():
            self.problems += set_problems(chosen, self._set_documents[chosen.name], *names, wrong)
        if not self._wrong:
            self._check_orphans()
        if not self.problems:
            sets = sorted(self.assumption_sets.values(), key=lambda one: (one.place, one.name))
            self.problems += excess_problems(self.quantities.values(), self.quantities, sets)
            for one, other in equal_sets(self.quantities, sets):
                what, document = f"equal to {one.name} in all that an outcome reads", self._set_documents[other.name]
                self.problems.append(document.problem(("name",), what, "change what counts, or remove it", other.name))

    def _check_orphans(self) -> None:
        """Say which sources nothing of the dataset cites: a scenario may cite them, and so none is refused for it."""
        cited = cited_sources(self.quantities.values())
        cited |= {name for chosen in self.assumption_sets.values() for name in chosen.cited}
        cited |= {name for policy in self.policies.values() for name in policy.cited}
        for name in sorted(set(self.sources) - cited):
            document = self._source_documents[name]
            if _CLAIMS not in (document.path.stem, document.path.parent.name):
                _LOG.warning(
                    "%s", document.problem((name,), "nothing cites it", "cite or remove it", None, has_value=False)
                )

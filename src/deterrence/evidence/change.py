"""Reading changes of quantities, of a scenario and of a policy alike: a value that says why, or from which source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field

from deterrence.axes import FIRST_YEAR, LATEST_YEAR
from deterrence.errors import InputError, Problem, collected, refuse
from deterrence.evidence.distribution import Dated, Distribution, has_chances
from deterrence.evidence.document import Document, Path_
from deterrence.evidence.fields import Strict, parse_fields
from deterrence.evidence.quantity import Basis, Grade, Quantity, chance_problem, undated_value
from deterrence.evidence.reference import ADD_TO_DATASET, source_problems, unknown_quantity
from deterrence.evidence.source import SourceRecord, SourceReference
from deterrence.evidence.value import read_value

_MOST_SUGGESTIONS = 50  # as many problems as are shown


class ChangeRecord(Strict):
    """One changed quantity; it says why, or from which source."""

    value: Any
    unit: str | None = None
    grade: Grade | None = None
    range_grade: Grade | None = None
    chance_grade: Grade | None = None
    rationale: str = ""
    analogue: str = ""
    method: str = ""
    sources: tuple[SourceReference, ...] = ()
    note: str = ""


class OverlayRecord(ChangeRecord):
    """A change of a scenario; it counts in the assumption sets that it names, in all where it names none."""

    assumption_sets: Annotated[tuple[str, ...], Field(min_length=1)] | None = None


def has_place(cited: Any) -> bool:
    """Whether one of the sources of a change, as written, is cited with the place in it."""
    return any(isinstance(one, Mapping) and one.get("locator") for one in (cited if isinstance(cited, list) else ()))


def usual_grade(change: Mapping[str, Any]) -> Grade:
    """The grade of a changed value that says none: by a source at a named place, else a method, else our judgement.

    Whether a source that is cited without a place states the value nobody can look up (law 28).
    """
    return "reported" if has_place(change.get("sources")) else "estimated" if change.get("method") else "judged"


def read_changes(
    document: Document,
    quantities: Mapping[str, Quantity],
    sources: Mapping[str, SourceRecord],
    add_source: str = ADD_TO_DATASET,
    form: type[ChangeRecord] = ChangeRecord,
) -> tuple[dict[str, Basis], list[Problem]]:
    """The changes of a document, and what is wrong with their quantities, units, values and sources.

    Read from what is written, whatever else is wrong with the document. `add_source` is what to do about a new source;
    `form` is how a change is written: a scenario's may name assumption sets.
    """
    written = document.tree.get("changes") if isinstance(document.tree, dict) else None
    found: dict[str, Basis] = {}
    problems: list[Problem] = []
    for identity, change in (written if isinstance(written, dict) else {}).items():
        path: Path_ = ("changes", identity)
        if identity not in quantities:
            known = quantities if len(problems) < _MOST_SUGGESTIONS else ()
            problems.append(unknown_quantity(identity, known, document, path))
        elif isinstance(change, dict):
            with collected(problems):
                found[identity] = _ChangeReader(document, quantities[identity], sources, add_source, form).read(change)
    return found, problems


@dataclass(frozen=True)
class _ChangeReader:
    """Reads one change."""

    document: Document
    quantity: Quantity
    sources: Mapping[str, SourceRecord]
    add_source: str
    form: type[ChangeRecord]

    @property
    def _path(self) -> Path_:
        return ("changes", self.quantity.id)

    def read(self, change: Mapping[str, Any]) -> Basis:
        """The changed value; all its problems at once. Wrong fields are the record's to report."""
        unit, path = self.quantity.unit, self._path
        problems = list(self._support(change))
        if change.get("unit") not in (None, unit.name):
            problems.append(self.document.problem((*path, "unit"), "wrong unit", f"write {unit.name}", change["unit"]))
        if "value" not in change:
            raise InputError(problems)
        try:
            limits = self.quantity.limits
            distribution = read_value(change["value"], unit, self.document, (*path, "value"), limits)
        except InputError as error:
            raise InputError([*problems, *error.problems]) from None
        if isinstance(distribution, Dated) and not self.quantity.takes_path:
            place = f"{Path(self.quantity.file).name}:{self.quantity.line}"
            what, fix = undated_value(f"declare dated: path in its file ({place}) if they take a path of it")
            problems.append(self.document.problem((*path, "value"), what, fix, None, has_value=False))
        problems += self._never_computed(distribution)
        try:
            record = parse_fields(self.form, self.document, change, path)
        except InputError:
            raise InputError(problems) from None
        grade = record.grade or usual_grade(change)
        chance_grade = (record.chance_grade or record.range_grade or grade) if has_chances(distribution) else None
        if record.chance_grade and (found := chance_problem(True, distribution)) is not None:
            problems.append(self.document.problem((*path, "chance_grade"), *found, record.chance_grade))
        basis = Basis(
            distribution, grade, record.range_grade or grade, record.rationale, record.analogue, record.method,
            record.sources, note=record.note, chance_grade=chance_grade,
            assumption_sets=(record.assumption_sets or ()) if isinstance(record, OverlayRecord) else (),
        )  # fmt: skip
        where, line = f"changes.{self.quantity.id}.sources", self.document.line((*path, "sources"))
        problems += source_problems(basis, self.sources, self.document.name, where, line, self.add_source)
        refuse(problems)
        return basis

    def _never_computed(self, distribution: Distribution) -> Iterator[Problem]:
        """Dates of which no year can be computed: they would say nothing, or bend the path unseen."""
        if not isinstance(distribution, Dated):
            return
        before = self.quantity.basis.distribution
        first = min(FIRST_YEAR, *before.years) if isinstance(before, Dated) else FIRST_YEAR
        fix = f"write a year from {first} to {LATEST_YEAR}: before the first and after the last the value holds"
        for year in distribution.years:
            if not first <= year <= LATEST_YEAR:
                path = (*self._path, "value", "dated", str(year))
                yield self.document.problem(path, "a year that is never computed", fix, year)

    def _support(self, change: Mapping[str, Any]) -> Iterator[Problem]:
        """A change needs a rationale or a source; a grade needs what it stands for."""

        def lacks(key: str, what: str, fix: str) -> Problem:
            return self.document.problem((*self._path, key), what, fix, None, has_value=False)

        add_sources = "add sources: [{source: id, locator: place}]"
        grade, cited = change.get("grade"), change.get("sources")
        if not (change.get("rationale") or cited or change.get("method")):
            fix = "add rationale, or sources: [{source: id, locator: place}]"
            yield self.document.problem(self._path, "neither a source nor a rationale", fix, None, has_value=False)
        elif grade in ("measured", "reported") and not cited:
            yield lacks("sources", f"a {grade} value without a source", add_sources)
        elif grade == "estimated" and not change.get("method"):
            yield lacks("method", "an estimated value without a method", "add method: how it was worked out")
        elif grade == "judged" and has_place(cited):
            fix = "move them to analogue, or grade the value reported"
            yield lacks("sources", "a judged value cites sources, which do not state it", fix)
        elif grade == "judged" and not (change.get("rationale") or cited):
            yield lacks("rationale", "a judged value without a rationale", "add rationale: why this value")

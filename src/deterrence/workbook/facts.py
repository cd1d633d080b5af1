"""A table of facts as a scenario file: one row for a quantity, or for a quantity and a year, each with its source."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of
from deterrence.evidence.own_source import KEY, as_written
from deterrence.evidence.source import SourceRecord
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.slips import slips
from deterrence.units import suggestion
from deterrence.workbook.delimited import Delimited, Fault, Line, number_of, read_delimited
from deterrence.workbook.reading import Reading

NUMBERS: Final = ("low", "central", "high")
SUPPORT: Final = ("rationale", "method", "analogue", "note", "grade", "range_grade")
OF_SOURCE: Final = ("title", "publisher", "date", "address", "author", "class", "access")
FIELDS: Final = ("id", *NUMBERS, "year", "unit", *SUPPORT, "source", "locator", *OF_SOURCE)
_ALSO: Final = {"url": "address", "value": "central", "range grade": "range_grade"}
_NEEDED_OF_SOURCE: Final = ("title", "publisher", "date")
_NOT_IN_ID: Final = re.compile(r"[^a-z0-9]+")
_LONGEST_ID: Final = 60


@dataclass(frozen=True)
class Declared:
    """What is said of a table that it does not say itself.

    Args:
        delimiter: Between its columns.
        decimal: Decimal sign of its numbers.
        columns: Field -> heading, where a heading is not the field's name; other headings are then not read.
        identity: The quantity that all rows speak of, where no column names it.
        rule: `linear` or `step`, between the years of a dated series.
    """

    delimiter: str | None = None
    decimal: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    identity: str | None = None
    rule: str | None = None


def read_facts(
    text: str, name: str, dataset: Dataset, declared: Declared, own: Mapping[str, SourceRecord] | None = None
) -> Reading:
    """The scenario that a table amounts to, or every problem in it with its line.

    Args:
        text: The file.
        name: What problems call it.
        dataset: The reference.
        declared: What is said of the table.
        own: Sources from elsewhere, a bibliography for example, that its rows may name.
    """
    try:
        table = read_delimited(text, name, declared.delimiter)
    except InputError as error:
        return Reading({}, error.problems)
    heads, problems = _heads(table, name, declared)
    if problems:
        return Reading({}, tuple(problems))
    return _Facts(name, dataset, declared, table, heads, own or {}).read()


def _heads(table: Delimited, name: str, declared: Declared) -> tuple[dict[str, str], list[Problem]]:
    """Field -> heading of the table; headings that are none and columns that are not there are problems."""
    named = {known: heading.strip().casefold() for known, heading in declared.columns.items()}
    found: dict[str, str] = {}
    problems: list[Problem] = []
    for known, heading in named.items():
        if heading not in table.headings:
            fix = suggestion(heading, table.headings)
            problems.append(Problem(name, f"--column {known}", "no such heading", fix, heading, 1))
        found[known] = heading
    for heading in table.headings:
        known = _ALSO.get(heading, heading)
        if heading in named.values() or known in found or not heading:
            continue
        if known in FIELDS:
            found[known] = heading
        elif not named:
            known_all = f"write one of {', '.join(FIELDS)}, or name yours by --column FIELD=HEADING"
            fix = suggestion(heading, FIELDS, known_all)
            problems.append(Problem(name, heading, "no known heading", fix, heading, 1))
    if "id" not in found and declared.identity is None:
        what, fix = "no column names the quantities", "add a column id, --column id=HEADING, or --id QUANTITY"
        problems.append(Problem(name, "id", what, fix, None, 1, has_value=False))
    if not problems and not {"low", "central", "high"} & set(found):
        what, fix = "no column holds numbers", "add a column central, or low, central and high, or name one by --column"
        problems.append(Problem(name, "central", what, fix, None, 1, has_value=False))
    return found, problems


@dataclass
class _Facts:
    """Reads the rows of one table."""

    name: str
    dataset: Dataset
    declared: Declared
    table: Delimited
    heads: Mapping[str, str]
    own: Mapping[str, SourceRecord]
    problems: list[Problem] = field(default_factory=list)
    sources: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[str, list[Line]] = field(default_factory=dict)
    unsupported: set[str] = field(default_factory=set)

    def read(self) -> Reading:
        """The scenario, or all problems in the order of the lines."""
        for line in self.table.lines:
            identity = self._cell(line, "id") or (self.declared.identity or "" if "id" not in self.heads else "")
            if identity:
                self.lines.setdefault(identity, []).append(line)
            else:
                self._wrong(line, "id", "missing", "write the id of a quantity")
        changes = {identity: self._change(identity, lines) for identity, lines in self.lines.items()}
        tree = {"version": 1, **({KEY: list(self.sources.values())} if self.sources else {}), "changes": changes}
        found, warnings = self._checked(tree)
        problems = [*self.problems, *found]
        if problems:
            unique = {(problem.line, problem.path, problem.what): problem for problem in problems}
            return Reading({}, tuple(sorted(unique.values(), key=lambda problem: problem.line or 0)))
        unread = [heading for heading in self.table.headings if heading and heading not in self.heads.values()]
        notes = (f"columns not read: {', '.join(unread)}",) if unread else ()
        return Reading(tree, notes=notes, warnings=warnings)

    def _cell(self, line: Line, known: str) -> str:
        return line.cells.get(self.heads.get(known, ""), "")

    def _wrong(self, line: Line, known: str, what: str, fix: str, value: object = None) -> None:
        heading = self.heads.get(known, known)
        self.problems.append(Problem(self.name, heading, what, fix, value, line.number, value is not None))

    def _change(self, identity: str, lines: Sequence[Line]) -> dict[str, Any]:
        """The change of one quantity; without a value where that cannot be read."""
        dated = [line for line in lines if self._cell(line, "year")]
        change: dict[str, Any] = {}
        value = self._dated(lines) if dated else self._undated_alone(identity, lines)
        if value is not None:
            change["value"] = value
        for known in ("unit", *SUPPORT):
            said = list(dict.fromkeys(text for line in lines if (text := self._cell(line, known))))
            if said:
                change[known] = " ".join(said) if known in SUPPORT[:4] else said[0]
            if len(said) > 1 and known not in SUPPORT[:4]:
                self._wrong(lines[1], known, "another than in the row before", f"write {said[0]}", said[1])
        before = len(self.problems)
        cited = [source for line in lines if (source := self._source(line)) is not None]
        self.unsupported |= {identity} if len(self.problems) > before else set()
        if cited:
            change["sources"] = list({repr(one): one for one in cited}.values())
        return change

    def _undated_alone(self, identity: str, lines: Sequence[Line]) -> Any:
        if len(lines) > 1:
            fix = f"delete one of the rows (the first is {lines[0].number}), or give each a year"
            self._wrong(lines[1], "id", "the same quantity twice", fix, identity)
        return self._value(lines[0])

    def _dated(self, lines: Sequence[Line]) -> Any:
        """Values at years, in their order."""
        if self.declared.rule is None:
            fix = "add --rule linear (between years on a line) or --rule step (held until the next)"
            self._wrong(lines[0], "year", "dated values, and no rule between the years", fix)
        found: dict[str, Any] = {}
        for line in lines:
            year, value = self._cell(line, "year"), self._value(line)
            if not year:
                self._wrong(line, "year", "missing, where other rows of the quantity have one", "write a year")
            elif year in found:
                self._wrong(line, "year", "the same year twice", "delete one of the rows", year)
            elif value is not None:
                found[year] = value
        return {"dated": dict(sorted(found.items())), "rule": self.declared.rule or "step"} if found else None

    def _value(self, line: Line) -> Any:
        """A number, or a range with its central value; None, with problems, where there is neither."""
        numbers = {known: self._number(line, known) for known in NUMBERS if self._cell(line, known)}
        if any(number is None for number in numbers.values()):
            return None
        if set(numbers) == set(NUMBERS):
            return numbers if len(set(numbers.values())) > 1 else numbers["central"]
        if set(numbers) == {"central"}:
            return numbers["central"]
        missing = [known for known in NUMBERS if known not in numbers] if numbers else ["central"]
        self._wrong(line, missing[0], "missing", f"write {' and '.join(missing)}, or central alone")
        return None

    def _number(self, line: Line, known: str) -> float | None:
        text = self._cell(line, known)
        found = number_of(text, self.declared.decimal, self.table.delimiter)
        if isinstance(found, Fault):
            self._wrong(line, known, found.what, found.fix, text)
            return None
        return int(found) if found.is_integer() else found

    def _source(self, line: Line) -> dict[str, str] | None:
        """The citation of a row; what it says of a source beside its id makes it a source of the scenario's own."""
        name, said = self._cell(line, "source"), {known: self._cell(line, known) for known in OF_SOURCE}
        locator = {"locator": text} if (text := self._cell(line, "locator")) else {}
        described = {known: text for known, text in said.items() if text}
        if name in self.dataset.sources:
            return {"source": name, **locator}
        if name in self.own:
            self.sources.setdefault(name, {"source": name, **_entry_of(self.own[name])})
            return {"source": name, **locator}
        if name in self.sources and not described.keys() & set(_NEEDED_OF_SOURCE):
            return {"source": name, **locator}
        if not name and not described.keys() & set(_NEEDED_OF_SOURCE):
            if described or locator:
                self._wrong(line, "source", "missing", "write its id, or title, publisher and date")
            return None
        lacking = [known for known in _NEEDED_OF_SOURCE if known not in described]
        if lacking:
            known_names = [*self.dataset.sources, *self.own, *self.sources]
            near = suggestion(name, known_names, "") if name else ""
            fix = f"{near} {'if it is new, ' if name else ''}write its {', '.join(lacking)}".strip()
            self._wrong(line, "source", "no such source" if name else "a source without all of it", fix, name or None)
            return None
        identity = name or _identity(described)
        entry = {"source": identity, **described}
        if self.sources.setdefault(identity, entry) != entry:
            self._wrong(line, "source", "another source of the same id", "choose another id", identity)
        return {"source": identity, **locator}

    def _checked(self, tree: Mapping[str, Any]) -> tuple[list[Problem], tuple[Problem, ...]]:
        """What a scenario file of this content would be refused for, and what looks like a slip, each at its line."""
        document = document_of(tree, self.name)
        try:
            scenario = scenario_of(document, self.dataset)
        except InputError as error:
            return list(self._told(error, tree)), ()
        return [], tuple(self._at_line(warning, tree) for warning in slips(scenario, document))

    def _told(self, error: InputError, tree: Mapping[str, Any]) -> Iterator[Problem]:
        """Problems of the scenario that are not told already."""
        unread = {f"changes.{identity}" for identity in self.lines if "value" not in tree["changes"][identity]}
        told = {f"changes.{identity}" for identity in self.unsupported}
        for problem in error.problems:
            is_unread = problem.what == "missing" and problem.path.removesuffix(".value") in unread
            if not (is_unread or problem.path in told):
                yield self._at_line(problem, tree)

    def _at_line(self, problem: Problem, tree: Mapping[str, Any]) -> Problem:
        """A problem of the scenario at the first line of its quantity, or at the first that names its source."""
        for identity, lines in sorted(self.lines.items(), key=lambda item: -len(item[0])):
            if problem.path.startswith(f"changes.{identity}"):
                within = problem.path.removeprefix(f"changes.{identity}").strip(".")
                line = next((one for one in lines if self._cell(one, "year") in within.split(".")), lines[0])
                return replace(problem, path=f"{identity}.{within}".strip("."), line=line.number)
        if problem.path.startswith(f"{KEY}."):
            _, place, *rest = problem.path.split(".")
            identity = tree[KEY][int(place)]["source"]
            lines = [one for some in self.lines.values() for one in some]
            line = next((o for o in lines if identity in (self._cell(o, "source"), self._made(o))), lines[0])
            return replace(problem, path=".".join((identity, *rest)), line=line.number)
        return problem

    def _made(self, line: Line) -> str:
        said = {known: self._cell(line, known) for known in OF_SOURCE}
        return _identity(said) if said["title"] else ""


def _entry_of(source: SourceRecord) -> dict[str, Any]:
    return {key: part for key, part in as_written("", source).items() if key != "source"}


def _identity(described: Mapping[str, str]) -> str:
    """An id for a source that has none: publisher, year and title, cut short; the same of the same words."""
    words = _slug((described.get("publisher", ""), described.get("date", "")[:4], described.get("title", "")))
    if len(words) <= _LONGEST_ID:
        return words or "source"
    digest = hashlib.sha256("\n".join(described.values()).encode()).hexdigest()[:6]
    return f"{words[:_LONGEST_ID].rstrip('_')}_{digest}"


def _slug(parts: Iterable[str]) -> str:
    return _NOT_IN_ID.sub("_", " ".join(parts).casefold()).strip("_")

"""Reading a YAML or JSON file into plain data with a line for every path; what is unsafe or ambiguous is refused."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from deterrence.errors import Problem, unusable
from deterrence.evidence.plain import CONTROL, MOST_DEPTH, PlainReader

Path_ = tuple[str | int, ...]

_MOST_BYTES = 5_000_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?[0-9]{1,18}")
_LEADING_ZERO = re.compile(r"[-+]?0[0-9]+")
_OCTAL = "write it without the 0 (some readers take such a number as octal), or in quotes if it is text"
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.?(nan|inf|infinity)", re.IGNORECASE)
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(frozen=True)
class Document:
    """A file as plain data.

    `lines` gives the line of every path. `problems` are those that the reader could read past (a duplicate key, an
    alias, a tag, a number that is not finite): they are reported together with what is wrong with the content, so
    whoever uses the tree reports `everything_wrong`.
    """

    path: Path
    tree: Any
    lines: dict[Path_, int]
    problems: tuple[Problem, ...] = ()

    @property
    def name(self) -> str:
        """The file as the user named it."""
        return str(self.path)

    def line(self, path: Path_) -> int | None:
        """Line of a path, or of the nearest thing above it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path)

    def problem(self, path: Path_, what: str, fix: str, value: object = None, has_value: bool = True) -> Problem:
        """A problem at a path of this file."""
        return Problem(self.name, dotted(path), what, fix, value, self.line(path), has_value)

    def everything_wrong(self, found: Iterable[Problem]) -> list[Problem]:
        """The reader's problems and those found in the content, each once.

        A value that could not be read stands in the tree as null; that it is null is no problem of its own.
        """
        known = {(p.path, p.what, p.line) for p in self.problems}
        unread = {p.path for p in self.problems}
        new = (p for p in found if (p.path, p.what, p.line) not in known)
        return [*self.problems, *(p for p in new if p.value is not None or p.path not in unread)]


def dotted(path: Path_) -> str:
    """A path as text: keys and positions joined by dots."""
    return ".".join(str(part) for part in path)


def read_document(path: Path) -> Document:
    """Read one file.

    Raises:
        InputError: One problem, alone: the file is missing, empty, a folder, too large, not UTF-8, holds a NUL byte,
            is not YAML, holds a second document, or is nested deeper than 20.
    """
    return _parsed(read_plain(path), path)


def read_text(text: str, name: str) -> Document:
    """YAML or JSON text that no file holds (an option of a command) as a document.

    Raises:
        InputError: What prevents reading, alone, as in a file.
    """
    path = Path(name)
    _refuse_control(text, path)
    return _parsed(text, path)


def _parsed(text: str, path: Path) -> Document:
    walker = _Walker(path)
    try:
        tree = walker.read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise unusable(path, f"not valid YAML: {error.problem or error.context}", "correct the syntax at this line",
                     mark.line + 1 if mark else None) from None  # fmt: skip
    except yaml.YAMLError:
        raise unusable(path, "not valid YAML", "correct the syntax") from None
    if tree is None and not walker.problems:
        raise unusable(path, "is empty", "write at least one key")
    return Document(path, tree, walker.lines, tuple(walker.problems))


def document_of(tree: Any, name: str) -> Document:
    """Plain data that no file holds (a request, a notebook cell) as a document; its problems carry no lines.

    Keys become text, tuples lists and NumPy scalars numbers, as in a file; what no file could hold is a problem.
    """
    reader = PlainReader()
    document = Document(Path(name), reader.read(tree), {})
    return replace(document, problems=tuple(document.problem(u.path, u.what, u.fix, u.value) for u in reader.unfit))


def plain_number(text: str) -> float | str:
    """A number as a file writes it; what is none stays text."""
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) and math.isfinite(float(text)) else text


def read_plain(path: Path) -> str:
    """The text of a file: UTF-8, no control characters, at most 5 MB.

    Raises:
        InputError: One problem, alone: why it is no such text.
    """
    if "\0" in str(path):
        raise unusable(path, "the file name holds a NUL character", "name an existing file")
    if path.is_dir():
        raise unusable(path, "is a folder, not a file", "name a YAML or JSON file")
    try:
        size = path.stat().st_size
        if size <= _MOST_BYTES:
            with path.open("rb") as file:
                # A device or a pipe has no size: never read more than is allowed.
                raw = file.read(_MOST_BYTES + 1)
                size = len(raw)
    except OSError as error:
        raise unusable(path, f"cannot be read: {error.strerror}", "name an existing, readable file") from None
    if size > _MOST_BYTES:
        raise unusable(path, f"is too large: {size:,} bytes", f"keep it under {_MOST_BYTES:,} bytes")
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise unusable(path, "holds a NUL byte", "save it as plain UTF-8 text", line)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise unusable(path, f"is not UTF-8: byte {raw[error.start]:#04x}", "save it as UTF-8 text", line) from None
    _refuse_control(text, path)
    return text


def _refuse_control(text: str, path: Path) -> None:
    control = CONTROL.search(text)
    if control:
        line = text[: control.start()].count("\n") + 1
        raise unusable(path, f"holds the control character U+{ord(control[0]):04X}", "remove it", line)


def _line(event: Event) -> int:
    mark = event.start_mark
    return mark.line + 1 if mark else 1


class _Walker:
    """Builds the tree from parser events and collects problems; never expands an alias."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.lines: dict[Path_, int] = {}
        self.problems: list[Problem] = []

    def read(self, events: Iterator[Event]) -> Any:
        """The tree of the only document."""
        tree, documents = None, 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    line = _line(event)
                    raise unusable(self.path, "a second document in one file", "keep one document a file", line)
            elif isinstance(event, MappingStartEvent | SequenceStartEvent | ScalarEvent | AliasEvent):
                tree = self._value(event, events, ())
        return tree

    def _note(self, path: Path_, event: Event, what: str, fix: str, value: object = None) -> None:
        line = _line(event)
        self.problems.append(Problem(str(self.path), dotted(path), what, fix, value, line, value is not None))

    def _value(self, event: Event, events: Iterator[Event], path: Path_) -> Any:
        self.lines.setdefault(path, _line(event))
        if len(path) > MOST_DEPTH:
            line = _line(event)
            raise unusable(self.path, f"{dotted(path[:3])}: nested deeper than {MOST_DEPTH}", "flatten it", line)
        if isinstance(event, AliasEvent):
            self._note(path, event, "an alias", "write the value out", f"*{event.anchor}")
            return None
        self._refuse_properties(event, path)
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path)
        assert isinstance(event, ScalarEvent)
        return self._scalar(event, path)

    def _refuse_properties(self, event: Event, path: Path_) -> None:
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            self._note(path, event, "an anchor", "write the value out where it is used", f"&{anchor}")
        if tag:
            self._note(path, event, "a tag", "remove it; plain values only", tag)

    def _mapping(self, events: Iterator[Event], path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            if not isinstance(event, ScalarEvent):
                self._note(path, event, "a key that is not plain text", "write a plain key", "a list, mapping or alias")
                self._value(event, events, (*path, "?"))
                self._value(next(events), events, (*path, "?"))
                continue
            here = (*path, event.value)
            self._refuse_properties(event, here)
            if event.value in result:
                self._note(
                    here, event, "a duplicate key", f"keep one of them (the first is at line {self.lines[here]})"
                )
            self.lines.setdefault(here, _line(event))
            result[event.value] = self._value(next(events), events, here)
        return result

    def _sequence(self, events: Iterator[Event], path: Path_) -> list[Any]:
        result: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            result.append(self._value(event, events, (*path, len(result))))
        return result

    def _scalar(self, event: ScalarEvent, path: Path_) -> Any:
        """YAML 1.2 core schema: `no`, `on`, `12:30` and dates stay text."""
        text: str = event.value
        if event.style:  # quoted or a block: text as it stands
            return text
        if text in _WORDS:
            return _WORDS[text]
        if _LEADING_ZERO.fullmatch(text):
            self._note(path, event, "a number that begins with 0", _OCTAL, text)
            return None
        if not isinstance(number := plain_number(text), str):
            return number
        if _NOT_FINITE.fullmatch(text) or _FLOAT.fullmatch(text):
            self._note(path, event, "not a finite number", "write a finite number", text)
            return None
        return text

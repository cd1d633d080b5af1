"""Reading a YAML or JSON file into plain data with a line for every path; what is unsafe or ambiguous is refused."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
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
    StreamEndEvent,
)

from deterrence.errors import InputError, Problem

Path_ = tuple[str | int, ...]

_MOST_BYTES = 5 * 2**20
_MOST_DEPTH = 20
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.?(nan|inf|infinity)", re.IGNORECASE)


@dataclass(frozen=True)
class Document:
    """A file as plain data. `lines` gives the line of every path."""

    path: Path
    tree: Any
    lines: dict[Path_, int]

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


def dotted(path: Path_) -> str:
    """A path as text: keys and positions joined by dots."""
    return ".".join(str(part) for part in path)


def read_document(path: Path) -> Document:
    """Read one file.

    Raises:
        InputError: The file is missing, empty, a folder, too large, not UTF-8, holds a NUL byte, is not YAML, or uses
            an anchor, alias, tag, duplicate key, second document, or nesting deeper than 20.
    """
    text = _text(path)
    reader = _Walker(path)
    try:
        tree = reader.read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        what = f"not valid YAML: {error.problem or error.context}"
        raise InputError([Problem(str(path), "", what, "correct the syntax at this line", None, line, False)]) from None
    except (yaml.YAMLError, RecursionError):
        what = "not valid YAML"
        raise InputError([Problem(str(path), "", what, "correct the syntax", None, None, False)]) from None
    if reader.problems:
        raise InputError(reader.problems)
    return Document(path, tree, reader.lines)


def _text(path: Path) -> str:
    def fail(what: str, fix: str, line: int | None = None) -> InputError:
        return InputError([Problem(str(path), "", what, fix, None, line, False)])

    if "\0" in str(path):
        raise fail("the file name holds a NUL character", "name an existing file")
    if path.is_dir():
        raise fail("is a folder, not a file", "name a YAML or JSON file")
    try:
        size = path.stat().st_size
        if size > _MOST_BYTES:
            raise fail(f"is too large: {size:,} bytes", f"keep it under {_MOST_BYTES:,} bytes")
        raw = path.read_bytes()
    except OSError as error:
        raise fail(f"cannot be read: {error.strerror}", "name an existing, readable file") from None
    if b"\0" in raw:
        line = raw[: raw.index(b"\0")].count(b"\n") + 1
        raise fail("holds a NUL byte", "save it as plain UTF-8 text", line)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise fail(f"is not UTF-8: byte {raw[error.start]:#04x}", "save it as UTF-8 text", line) from None
    if not text.strip():
        raise fail("is empty", "write at least one key")
    return text


class _Walker:
    """Builds the tree from parser events and collects problems; never expands an alias."""

    def __init__(self, path: Path) -> None:
        self.file = str(path)
        self.lines: dict[Path_, int] = {}
        self.problems: list[Problem] = []

    def read(self, events: Iterator[Event]) -> Any:
        """The tree of the only document."""
        tree, documents = None, 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._note((), event, "a second document in one file", "keep one document a file")
                    break
            elif isinstance(event, StreamEndEvent):
                break
            elif isinstance(event, MappingStartEvent | SequenceStartEvent | ScalarEvent | AliasEvent):
                tree = self._value(event, events, ())
        return tree

    def _note(self, path: Path_, event: Event, what: str, fix: str, value: object = None) -> None:
        line = _line(event)
        self.problems.append(Problem(self.file, dotted(path), what, fix, value, line, value is not None))

    def _value(self, event: Event, events: Iterator[Event], path: Path_) -> Any:
        self.lines.setdefault(path, _line(event))
        anchor = getattr(event, "anchor", None)
        if isinstance(event, AliasEvent):
            self._note(path, event, "an alias", "write the value out", f"*{anchor}")
            return None
        if anchor:
            self._note(path, event, "an anchor", "write the value out where it is used", f"&{anchor}")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._note(path, event, "a tag", "remove it; plain values only", tag)
        if len(path) > _MOST_DEPTH:
            self._note(path[:3], event, f"nested deeper than {_MOST_DEPTH}", "flatten it")
            raise InputError(self.problems)
        if isinstance(event, MappingStartEvent):
            return self._mapping(events, path)
        if isinstance(event, SequenceStartEvent):
            return self._sequence(events, path)
        assert isinstance(event, ScalarEvent)
        return self._scalar(event, path)

    def _mapping(self, events: Iterator[Event], path: Path_) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            if not isinstance(event, ScalarEvent):
                self._note(path, event, "a key that is not plain text", "write a plain key")
                self._value(event, events, (*path, "?"))
                self._value(next(events), events, (*path, "?"))
                continue
            key = event.value
            here = (*path, key)
            if key in result:
                self._note(here, event, "a duplicate key", f"keep one of them (first at line {self.lines[here]})")
            self.lines.setdefault(here, _line(event))
            result[key] = self._value(next(events), events, here)
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
        text = event.value
        if event.style:  # quoted or a block: text as it stands
            return text
        if text in {"", "~", "null", "Null", "NULL"}:
            return None
        if text in {"true", "True", "TRUE"}:
            return True
        if text in {"false", "False", "FALSE"}:
            return False
        if _INTEGER.fullmatch(text) and len(text) < 19:
            return int(text)
        if _FLOAT.fullmatch(text):
            number = float(text)
            if math.isfinite(number):
                return number
        if _NOT_FINITE.fullmatch(text) or _FLOAT.fullmatch(text):
            self._note(path, event, "not a finite number", "write a finite number", text)
            return None
        return text


def _line(event: Event) -> int:
    """Line of an event, counted from one."""
    return event.start_mark.line + 1 if event.start_mark is not None else 1

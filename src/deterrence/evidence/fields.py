"""Strict records from files: pydantic finds what is wrong, this module says it with file, line and fix."""

from __future__ import annotations

import json
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from deterrence.errors import InputError, Problem
from deterrence.evidence.document import Document, Path_
from deterrence.units import nearest

Record = TypeVar("Record", bound=BaseModel)

_VALUE_ERROR = "Value error, "


def parse_fields(record: type[Record], document: Document, tree: Any = None, at: Path_ = ()) -> Record:
    """A strict record from a document, or from the part of it at a path.

    Raises:
        InputError: Every problem, with the line of the path, the value and what to write instead.
    """
    data = document.tree if tree is None else tree
    if not isinstance(data, dict):
        raise InputError([document.problem(at, "not a mapping", "write keys and values", data)])
    try:
        return record.model_validate_json(json.dumps(data), strict=True)
    except ValidationError as error:
        problems = [_problem(record, document, at, details) for details in error.errors(include_url=False)]
    raise InputError(list({(p.path, p.what): p for p in problems}.values()))


def _problem(record: type[BaseModel], document: Document, at: Path_, details: Any) -> Problem:
    location: Path_ = _real_path(document, at, tuple(details["loc"]))
    kind, context = details["type"], details.get("ctx", {})
    value = details.get("input")
    if kind == "extra_forbidden":
        known = _keys_at(record, tuple(details["loc"])[:-1])
        close = nearest(str(location[-1]), known)
        fix = f"did you mean {close}?" if close else f"write one of {', '.join(known)}"
        return document.problem(location, "unknown key", fix, location[-1])
    if kind == "missing":
        return document.problem(location, "missing", f"add {location[-1]}", None, has_value=False)
    if kind == "value_error":
        text = str(details["msg"]).removeprefix(_VALUE_ERROR)
        what, _, fix = text.rpartition(": ")
        return document.problem(location, what or text, fix or "correct it", None, has_value=False)
    what, fix = _in_words(kind, context, str(details["msg"]))
    return document.problem(location, what, fix, value)


def _in_words(kind: str, context: dict[str, Any], message: str) -> tuple[str, str]:
    """What is wrong and what to write, for the kinds of error that a data file can cause."""
    bounds = {
        "greater_than_equal": ("below", "ge"),
        "less_than_equal": ("above", "le"),
        "greater_than": ("at or below", "gt"),
    }
    if kind in bounds:
        word, key = bounds[kind]
        limit = f"{context[key]:g}"
        return f"{word} {limit}", f"write a number {'of at least' if key != 'le' else 'of at most'} {limit}"
    if kind in {"int_type", "int_from_float", "int_parsing"}:
        return "not a whole number", "write a whole number"
    if kind in {"float_type", "float_parsing"}:
        return "not a number", "write a number"
    if kind in {"string_type"}:
        return "not text", "write text, in quotes if it looks like a number"
    if kind in {"bool_type"}:
        return "neither true nor false", "write true or false"
    if kind == "finite_number":
        return "not a finite number", "write a finite number"
    if kind in {"literal_error", "enum"}:
        return "not one of the allowed words", f"write {context['expected']}"
    if kind in {"too_long", "too_short"}:
        return message[:1].lower() + message[1:], "change the number of entries"
    return message[:1].lower() + message[1:], "correct it"


def _real_path(document: Document, at: Path_, location: tuple[Any, ...]) -> Path_:
    """The path in the file: pydantic's own markers of a union's branch are no keys of the file."""
    path, tree = at, document.tree
    for part in at:
        tree = tree[part]
    for position, part in enumerate(location):
        last = position == len(location) - 1
        if isinstance(tree, dict) and (part in tree or last) and not _is_marker(part, tree):
            path, tree = (*path, part), tree.get(part)
        elif isinstance(tree, list) and isinstance(part, int) and part < len(tree):
            path, tree = (*path, part), tree[part]
    return path


def _is_marker(part: Any, tree: dict[str, Any]) -> bool:
    return part not in tree and not (isinstance(part, str) and part.isidentifier() and part == part.lower())


def _keys_at(record: type[BaseModel], location: tuple[Any, ...]) -> list[str]:
    """Field names of the record at a location."""
    current: Any = record
    for part in location:
        if isinstance(part, str) and isinstance(current, type) and issubclass(current, BaseModel):
            field = current.model_fields.get(part)
            current = _record_in(field.annotation) if field is not None else current
    known = current if isinstance(current, type) and issubclass(current, BaseModel) else record
    return [field.alias or name for name, field in known.model_fields.items()]


def _record_in(annotation: Any) -> Any:
    """The record inside an annotation such as tuple[Layer, ...] or Layer | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for part in get_args(annotation):
        found = _record_in(part)
        if found is not None:
            return found
    return None

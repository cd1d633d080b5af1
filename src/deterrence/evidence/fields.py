"""Strict records from files: pydantic finds what is wrong, this module says it with file, line and fix."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, ValidationError

from deterrence.errors import InputError, Problem
from deterrence.evidence.document import Document, Path_
from deterrence.units import nearest, suggestion

Record = TypeVar("Record", bound=BaseModel)

_VALUE_ERROR = "Value error, "
_MOST_SUGGESTIONS = 50  # as many as are shown: looking for a near name is slow, and a file can hold a million keys
_PLAIN = {
    "int_type": ("not a whole number", "write a whole number"),
    "int_from_float": ("not a whole number", "write a whole number"),
    "int_parsing": ("not a whole number", "write a whole number"),
    "float_type": ("not a number", "write a number"),
    "float_parsing": ("not a number", "write a number"),
    "string_type": ("not text", "write text, in quotes if it looks like a number"),
    "bool_type": ("neither true nor false", "write true or false"),
    "finite_number": ("not a finite number", "write a finite number"),
    "tuple_type": ("not a list", "write a list: [first, second]"),
    "list_type": ("not a list", "write a list: [first, second]"),
    "dict_type": ("not a mapping", "write keys and values"),
    "model_type": ("not a mapping", "write keys and values"),
    "model_attributes_type": ("not a mapping", "write keys and values"),
    "string_too_short": ("empty text", "write it out"),
}
_FORMS = {"tuple_type", "list_type", "dict_type", "model_type", "model_attributes_type"}
_BOUNDS = {
    "greater_than_equal": ("ge", "below", "of at least"),
    "greater_than": ("gt", "not above", "above"),
    "less_than_equal": ("le", "above", "of at most"),
    "less_than": ("lt", "not below", "below"),
}


class Strict(BaseModel):
    """A record of a file or a request: no unknown keys, no conversions, no infinities, no changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, allow_inf_nan=False)


def names_of(record: type[BaseModel]) -> frozenset[str]:
    """Names of the fields of a record as a file writes them."""
    return frozenset(field.alias or name for name, field in record.model_fields.items())


def parse_fields(record: type[Record], document: Document, tree: Any = None, at: Path_ = ()) -> Record:
    """A strict record from a document, or from the part of it (`tree`) that stands at a path.

    For a whole document the reader's own problems count too.

    Raises:
        InputError: Every problem, with the line of the path, the value and what to write instead.
    """
    data = tree if at else document.tree
    found: Record | None = None
    problems: list[Problem] = []
    if isinstance(data, dict):
        try:
            found = record.model_validate_json(json.dumps(data), strict=True)
        except ValidationError as error:
            problems = _problems(record, document, data, at, error.errors(include_url=False))
    else:
        problems = [document.problem(at, "not a mapping", "write keys and values", data)]
    problems = document.everything_wrong(problems) if not at else problems
    if problems or found is None:
        raise InputError(problems)
    return found


def _problems(record: type[BaseModel], document: Document, data: Any, at: Path_, errors: list[Any]) -> list[Problem]:
    """One problem for each error; a key that is missing because it was misspelt is one problem, not two."""
    found: dict[tuple[str, str], Problem] = {}
    meant: set[Path_] = set()
    places = [tuple(_real_location(data, details)) for details in errors]
    around = {place[:length] for place in places for length in range(len(place))}
    for details in sorted(errors, key=lambda details: bool(details["type"] == "missing")):
        location = tuple(_real_location(data, details))
        if (details["type"] == "missing" and location in meant) or _is_short_by_wrong_entries(details):
            continue
        if details["type"] in _FORMS and location in around:
            continue  # the form that was meant is another one, and what is wrong inside it is told
        if details["type"] == "extra_forbidden":
            known = _keys_at(record, tuple(details["loc"])[:-1])
            close = nearest(str(location[-1]), known) if len(found) < _MOST_SUGGESTIONS else None
            meant |= {(*location[:-1], close)} if close else set()
            fix = f"did you mean {close}?" if close else f"write one of {', '.join(known)}"
            problem = document.problem((*at, *location), "unknown key", fix, location[-1])
        else:
            problem = _problem(record, document, (*at, *location), details)
        found.setdefault((problem.path, problem.what), problem)
    return sorted(found.values(), key=lambda problem: problem.line or 0)


def _is_short_by_wrong_entries(details: Any) -> bool:
    """Whether a list has too few entries only since pydantic does not count those that are wrong, which are told."""
    return bool(details["type"] == "too_short" and len(details["input"]) >= details["ctx"]["min_length"])


def _problem(record: type[BaseModel], document: Document, path: Path_, details: Any) -> Problem:
    kind, context, message = details["type"], details.get("ctx", {}), str(details["msg"])
    value = details.get("input")
    if kind == "missing":
        words = _words_at(record, details["loc"])
        fix = f"add {path[-1]}: one of {', '.join(words)}" if words else f"add {path[-1]}"
        return document.problem(path, "missing", fix, None, has_value=False)
    if kind == "value_error":
        what, _, fix = message.removeprefix(_VALUE_ERROR).rpartition(": ")
        is_scalar = isinstance(value, str | int | float)
        return document.problem(path, what or fix, fix if what else "correct it", value, has_value=is_scalar)
    if kind in {"literal_error", "enum"}:
        words = re.findall(r"'([^']*)'", context["expected"])
        fix = suggestion(str(value), words, f"write {context['expected'].replace(chr(39), '')}")
        return document.problem(path, "not one of the allowed words", fix, value)
    if kind in _BOUNDS:
        key, word, must = _BOUNDS[kind]
        limit = f"{context[key]:g}"
        return document.problem(path, f"{word} {limit}", f"write a number {must} {limit}", value)
    if kind in {"too_long", "too_short"}:
        number, limit = context["actual_length"], context.get("min_length", context.get("max_length"))
        fix = f"write at {'least' if kind == 'too_short' else 'most'} {limit}"
        return document.problem(path, f"{number or 'no'} entries", fix, value, has_value=False)
    if kind == "string_pattern_mismatch":
        return document.problem(path, "not of the right form", f"write text that matches {context['pattern']}", value)
    what, fix = _PLAIN.get(kind, (message[:1].lower() + message[1:], "correct it"))
    return document.problem(path, what, fix, value)


def _real_location(data: Any, details: Any) -> Iterator[str | int]:
    """The part of a location that is in the file: pydantic's own markers of a union's branch are no keys of it."""
    if not details["loc"]:
        return
    *above, last = details["loc"]
    tree = data
    for part in above:
        if (isinstance(tree, dict) and part in tree) or (isinstance(tree, list) and isinstance(part, int)):
            tree = tree[part]
            yield part
    is_there = (isinstance(tree, dict) and last in tree) or (isinstance(tree, list) and isinstance(last, int))
    if is_there or details["type"] == "missing":
        yield last


def _keys_at(record: type[BaseModel], location: Iterable[Any]) -> list[str]:
    """Field names of the record at a location, as a file writes them."""
    return [field.alias or name for name, field in _record_at(record, location).model_fields.items()]


def _words_at(record: type[BaseModel], location: Sequence[Any]) -> list[str]:
    """The words of which a field takes one; none where it takes anything else."""
    field = _record_at(record, location[:-1]).model_fields.get(str(location[-1]))
    is_word = field is not None and get_origin(field.annotation) is Literal
    return [str(word) for word in get_args(field.annotation)] if field is not None and is_word else []


def _record_at(record: type[BaseModel], location: Iterable[Any]) -> type[BaseModel]:
    """The record at a location; of several that can stand there, the one that the location names."""
    current, others = record, [record]
    for part in location:
        field = current.model_fields.get(part) if isinstance(part, str) else None
        if field is not None:
            others = list(_records_in(field.annotation)) or [current]
            current = others[0]
        current = next((one for one in others if one.__name__ == part), current)
    return current


def _records_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The records inside an annotation such as tuple[Layer, ...] or Layer | None."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    else:
        for part in get_args(annotation):
            yield from _records_in(part)

"""Data that a program wrote, brought to the form in which a file would give it."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral, Real
from typing import Any

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
MOST_DEPTH = 20
_LONGEST_INTEGER = 10**18


@dataclass(frozen=True)
class Unfit:
    """Something that no file could hold, at a path of the data."""

    path: tuple[str | int, ...]
    what: str
    fix: str
    value: object


class PlainReader:
    """Copies data with text for keys, lists for tuples, and the numbers of other libraries as Python's own.

    What no file could hold stands in the copy as None and is noted.
    """

    def __init__(self) -> None:
        self.unfit: list[Unfit] = []

    def read(self, value: Any, path: tuple[str | int, ...] = ()) -> Any:
        """The copy of one value."""
        if len(path) > MOST_DEPTH:
            self._note(path[:3], f"nested deeper than {MOST_DEPTH}", "flatten it", "…")
            return None
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, Mapping):
            return self._mapping(value, path)
        if isinstance(value, list | tuple):
            return [self.read(item, (*path, position)) for position, item in enumerate(value)]
        if isinstance(value, str):
            return self._text(value, path)
        if isinstance(value, Real):
            return self._number(value, path)
        self._note(path, "not plain data", "write numbers, text, lists and mappings", type(value).__name__)
        return None

    def _note(self, path: tuple[str | int, ...], what: str, fix: str, value: object) -> None:
        self.unfit.append(Unfit(path, what, fix, value))

    def _mapping(self, value: Mapping[Any, Any], path: tuple[str | int, ...]) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, item in value.items():
            text = self._text(str(key), path) or "?"
            if text in result:
                self._note((*path, text), "a duplicate key", "keep one of them", key)
            result[text] = self.read(item, (*path, text))
        return result

    def _text(self, value: str, path: tuple[str | int, ...]) -> str | None:
        found = CONTROL.search(value)
        if found is None:
            return str(value)
        self._note(path, f"holds the character U+{ord(found[0]):04X}", "remove it", ascii(value))
        return None

    def _number(self, value: Real, path: tuple[str | int, ...]) -> int | float | None:
        if isinstance(value, Integral) and abs(int(value)) < _LONGEST_INTEGER:
            return int(value)
        try:
            number = float(value)
        except OverflowError:
            number = math.inf
        if math.isfinite(number):
            return number
        self._note(path, "not a finite number", "write a finite number", str(number))
        return None

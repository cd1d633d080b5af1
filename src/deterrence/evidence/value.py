"""Reading a value as written in a file: a number, a triple, a mixture, choices, a family, or dated values of these."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from deterrence.errors import InputError, Problem
from deterrence.evidence.bound import NO_LIMITS, Limits
from deterrence.evidence.distribution import (
    Beta,
    Choices,
    Dated,
    Distribution,
    Mixture,
    Point,
    Triple,
    Undated,
    Uniform,
)
from deterrence.evidence.document import Document, Path_
from deterrence.evidence.source import FIRST_YEAR, LAST_YEAR
from deterrence.numbers import significant
from deterrence.units import UNITS, Unit, suggestion

_FAMILIES = {
    "point": ("value",),
    "uniform": ("low", "high"),
    "beta": ("successes", "failures"),
}
_TRIPLE = ("low", "central", "high")
_MIXTURE = ("at", "chance", "else")
_RULES = ("linear", "step")
_FORMS = (
    "a number, {low, central, high}, {mixture: ...}, {choices: ...}, {family: ...} or "
    "{dated: {...}, rule: linear | step}"
)
_NO_TRIANGLE = "write {low, central, high} alone: central is median and mode"
_WHICH_FAMILY = f"the families are {', '.join(_FAMILIES)}; for a range write {{low, central, high}} alone"
_SUM_OF_CHANCES = 1e-9  # as far from 1 as chances written in decimals may add up


def read_value(raw: Any, unit: Unit, document: Document, path: Path_, limits: Limits = NO_LIMITS) -> Distribution:
    """A distribution in a unit, within the limits of what the models take.

    Raises:
        InputError: The value is no known form, out of the bounds of the unit or beyond the limits, or out of order.
    """
    reader = _ValueReader(unit, limits, document)
    is_dated = isinstance(raw, Mapping) and "dated" in raw
    found = reader.dated(raw, path) if is_dated else reader.undated(raw, path)
    if reader.problems or found is None:
        raise InputError(reader.problems)
    return found


def read_unit(raw: Any, document: Document, path: Path_) -> Unit:
    """A unit of the closed table.

    Raises:
        InputError: There is no such unit; the nearest is named.
    """
    if isinstance(raw, str) and raw in UNITS:
        return UNITS[raw]
    fix = f"{suggestion(str(raw), UNITS)} (docs/dataset.md, units, lists them all)"
    raise InputError([document.problem(path, "no such unit", fix, raw)])


def _slashed(numbers: list[float]) -> str:
    return " / ".join(f"{number:g}" for number in numbers)


def _is_number(raw: Any) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool)


@dataclass
class _ValueReader:
    """Reads the forms of one value and gathers what is wrong with them."""

    unit: Unit
    limits: Limits
    document: Document
    problems: list[Problem] = field(default_factory=list)

    def _wrong(self, path: Path_, what: str, fix: str, value: object = None, has_value: bool = True) -> None:
        self.problems.append(self.document.problem(path, what, fix, value, has_value))

    def dated(self, raw: Mapping[str, Any], path: Path_) -> Dated | None:
        """Values at ascending years and the rule between them."""
        self._refuse_unknown(raw, ("dated", "rule"), path)
        rule, dates = raw.get("rule"), raw["dated"]
        if "rule" not in raw:
            self._wrong((*path, "rule"), "missing", "add rule: linear or step", has_value=False)
        elif rule not in _RULES:
            self._wrong((*path, "rule"), "no such rule", suggestion(str(rule), _RULES, "write linear or step"), rule)
        if not isinstance(dates, Mapping) or not dates:
            self._wrong((*path, "dated"), "not dated values", "write {2025: value, ...}", dates)
            return None
        found: dict[int, Undated] = {}
        for key, value in dates.items():
            here = (*path, "dated", key)
            if not (len(key) == 4 and key.isascii() and key.isdecimal() and FIRST_YEAR <= int(key) <= LAST_YEAR):
                self._wrong(here, "not a year in range", f"write a year from {FIRST_YEAR} to {LAST_YEAR}", key)
                continue
            read = self.undated(value, here)
            if read is not None:
                found[int(key)] = read
        if list(found) != sorted(found):
            self._wrong((*path, "dated"), "years out of order", "write them ascending", ", ".join(dates))
        self._check_chances(found, path)
        return None if self.problems else Dated(tuple(found), tuple(found.values()), rule)  # type: ignore[arg-type]

    def _check_chances(self, found: Mapping[int, Undated], path: Path_) -> None:
        """What was not there may come, and never goes again: the chance of a mixture does not rise (law RD3)."""
        for (before, earlier), (year, value) in pairwise(found.items()):
            if isinstance(value, Mixture) and (chance := value.chance_of(earlier)) < value.chance:
                here = (*path, "dated", str(year), "mixture", "chance")
                fix = f"write at most {chance:g}, or a mixture with a greater chance in {before}"
                self._wrong(here, f"rises from {chance:g} in {before}", fix, value.chance)

    def undated(self, raw: Any, path: Path_) -> Undated | None:
        """A number, a triple or a family."""
        if _is_number(raw):
            return self._point(raw, path)
        if not isinstance(raw, Mapping):
            self._wrong(path, "not a value", f"write {_FORMS}", raw)
            return None
        if "mixture" in raw:
            return self._mixture(raw, path)
        if "choices" in raw:
            return self._choices(raw, path)
        if "family" not in raw and set(raw) & set(_TRIPLE):
            return self._triple(raw, path)
        family = raw.get("family")
        if not isinstance(family, str) or family not in _FAMILIES:
            is_named = "family" in raw
            fix = _NO_TRIANGLE if family == "triangular" else _WHICH_FAMILY if is_named else f"write {_FORMS}"
            self._wrong((*path, "family"), "no such family", fix, family, has_value="family" in raw)
            return None
        return self._family(family, raw, path)

    def _family(self, family: str, raw: Mapping[str, Any], path: Path_) -> Undated | None:
        names = _FAMILIES[family]
        if family == "uniform":
            ends = self._ordered(names, raw, path, ("family", *names))
            return Uniform(*ends) if ends is not None else None
        numbers = self._numbers(names, raw, path, ("family", *names))
        if numbers is None:
            return None
        return self._point(numbers[0], (*path, "value")) if family == "point" else self._beta(numbers, path)

    def _triple(self, raw: Mapping[str, Any], path: Path_) -> Triple | None:
        """Low, central and high; central inside, since half of the futures lie on either side of it (law RD1)."""
        numbers = self._ordered(_TRIPLE, raw, path, _TRIPLE)
        if numbers is None:
            return None
        low, central, high = numbers
        if low < high and central in (low, high):
            choices = "{choices: {number: chance}}, " if self.unit.is_whole else ""
            fix = f"write {choices}{{mixture: {{at, chance, else}}}}, or a central value inside the range"
            self._wrong(path, "central at an end, where half of the futures would lie", fix, _slashed(numbers))
            return None
        return Triple(low, central, high)

    def _mixture(self, raw: Mapping[str, Any], path: Path_) -> Mixture | None:
        """What stays as it is with a chance, else a triple at or above it."""
        before, here, written = len(self.problems), (*path, "mixture"), raw["mixture"]
        self._refuse_unknown(raw, ("mixture",), path)
        if not isinstance(written, Mapping):
            self._wrong(here, "not a mixture", "write {at: number, chance: number, else: {...}}", written)
            return None
        numbers = self._numbers(("at", "chance"), written, here, _MIXTURE)
        rest = written.get("else")
        if not isinstance(rest, Mapping):
            fix = "write else: {low, central, high}"
            self._wrong((*here, "else"), "no triple", fix, rest, has_value="else" in written)
        otherwise = self._triple(rest, (*here, "else")) if isinstance(rest, Mapping) else None
        if numbers is not None:
            self._point(numbers[0], (*here, "at"))
            self._check_chance(numbers[1], (*here, "chance"))
        if numbers is None or otherwise is None or len(self.problems) > before:
            return None
        if numbers[0] > otherwise.low:
            what, fix = "above the low end of what may be there instead", f"write at most {otherwise.low:g}"
            self._wrong((*here, "at"), what, fix, numbers[0])
            return None
        return Mixture(numbers[0], numbers[1], otherwise)

    def _choices(self, raw: Mapping[str, Any], path: Path_) -> Choices | None:
        """Whole numbers, each with its chance."""
        before, here, written = len(self.problems), (*path, "choices"), raw["choices"]
        self._refuse_unknown(raw, ("choices",), path)
        if not self.unit.is_whole:
            what = f"choices are of whole numbers, not of {self.unit.name}"
            self._wrong(here, what, "write {low, central, high}", written)
        if not isinstance(written, Mapping) or not written:
            self._wrong(here, "no choices", "write {number: chance, ...}", written)
            return None
        numbers = [int(key) if key.isascii() and key.isdecimal() else None for key in written]
        for key, number, chance in zip(written, numbers, written.values(), strict=True):
            if number is None:
                self._wrong((*here, key), "not a whole number", "write {whole number: chance, ...}", key)
            else:
                self._check_bounds(number, (*here, key))
            if not _is_number(chance):
                self._wrong((*here, key), "not a number", "write its chance, a number from 0 to 1", chance)
            else:
                self._check_chance(chance, (*here, key))
        if len(self.problems) > before:
            return None
        found = {
            number: float(chance)
            for number, chance in zip(numbers, written.values(), strict=True)
            if number is not None
        }
        if len(found) < len(written):
            self._wrong(here, "the same number twice", "write each number once", ", ".join(written))
        if abs(math.fsum(written.values()) - 1) > _SUM_OF_CHANCES:
            fix = "write chances that sum to 1"
            self._wrong(here, "the chances do not sum to 1", fix, f"{math.fsum(written.values()):g}")
        ascending = sorted(found.items())
        return Choices(*zip(*ascending, strict=True)) if len(self.problems) == before else None

    def _check_chance(self, number: float, path: Path_) -> None:
        if not 0 <= number <= 1:
            self._wrong(path, "not a probability", "write a number from 0 to 1", number)

    def _numbers(
        self, names: tuple[str, ...], raw: Mapping[str, Any], path: Path_, known: tuple[str, ...]
    ) -> list[float] | None:
        """The numbers of some names, if all are there; keys that are not known are refused."""
        before = len(self.problems)
        self._refuse_unknown(raw, known, path)
        numbers = [self._number(raw, name, path) for name in names]
        return numbers if len(self.problems) == before else None

    def _ordered(
        self, names: tuple[str, ...], raw: Mapping[str, Any], path: Path_, known: tuple[str, ...]
    ) -> list[float] | None:
        """Numbers within the bounds, in their order."""
        before = len(self.problems)
        numbers = self._numbers(names, raw, path, known)
        for name in names:
            if _is_number(raw.get(name)):
                self._check_bounds(float(raw[name]), (*path, name))
        if numbers is not None and numbers != sorted(numbers):
            self._wrong(path, f"{' / '.join(names)} out of order", f"write {' <= '.join(names)}", _slashed(numbers))
        return numbers if len(self.problems) == before else None

    def _number(self, raw: Mapping[str, Any], name: str, path: Path_) -> float:
        if name not in raw:
            self._wrong((*path, name), "missing", f"add {name}", has_value=False)
        elif not _is_number(raw[name]):
            self._wrong((*path, name), "not a number", "write a number", raw[name])
        else:
            return float(raw[name])
        return self.unit.low

    def _point(self, number: float, path: Path_) -> Point | None:
        before = len(self.problems)
        self._check_bounds(number, path)
        if self.unit.is_whole and number != int(number):
            self._wrong(path, f"not whole, and {self.unit.name} are counted whole", "write a whole number", number)
        return Point(float(number)) if len(self.problems) == before else None

    def _beta(self, counts: list[float], path: Path_) -> Beta | None:
        before = len(self.problems)
        if self.unit.name not in ("probability", "share"):
            fix = "write another family, or the unit probability"
            self._wrong((*path, "family"), f"a Beta is a share of trials, not {self.unit.name}", fix, "beta")
        for end in (0.0, 1.0):
            self._check_bounds(end, path)
        for name, count in zip(_FAMILIES["beta"], counts, strict=True):
            if count != int(count) or count < 0:
                self._wrong((*path, name), "not a count", "write a whole number of at least 0", count)
        return Beta(*(int(count) for count in counts)) if len(self.problems) == before else None

    def _refuse_unknown(self, raw: Mapping[str, Any], known: tuple[str, ...], path: Path_) -> None:
        for key in raw:
            if key not in known:
                fix = suggestion(key, known, f"write {', '.join(known)}")
                self._wrong((*path, key), "unknown key", fix, key)

    def _check_bounds(self, number: float, path: Path_) -> None:
        low, high, name = self.unit.low, self.unit.high, self.unit.name
        least, most = self.limits.within(self.unit)
        if number < low:
            self._wrong(path, f"below {low:g}, the bound of {name}", f"write a number of at least {least:g}", number)
        elif number > high:
            self._wrong(path, f"above {high:g}, the bound of {name}", f"write a number of at most {most:g}", number)
        elif not least <= number <= most:
            what = self.limits.below if number < least else self.limits.above
            self._wrong(path, what, f"write a number from {least:g} to {most:g}", significant(number))

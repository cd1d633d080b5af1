"""Reading a value as written in a file: a number, low/central/high, a family, or dated values of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deterrence.errors import InputError, Problem
from deterrence.evidence.bound import NO_LIMITS, Limits
from deterrence.evidence.distribution import Beta, Dated, Distribution, Point, Triangular, Undated, Uniform
from deterrence.evidence.document import Document, Path_
from deterrence.evidence.source import FIRST_YEAR, LAST_YEAR
from deterrence.units import UNITS, Unit, suggestion

_FAMILIES = {
    "point": ("value",),
    "triangular": ("low", "mode", "high"),
    "uniform": ("low", "high"),
    "beta": ("successes", "failures"),
}
_TRIPLE = ("low", "central", "high")
_BOUNDED = ("triangular", "uniform")
_RULES = ("linear", "step")
_FORMS = "a number, {low, central, high}, {family: ...} or {dated: {...}, rule: linear | step}"


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
    fix = suggestion(str(raw), UNITS, f"write one of {', '.join(UNITS)}")
    raise InputError([document.problem(path, "no such unit", fix, raw)])


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
        return None if self.problems else Dated(tuple(found), tuple(found.values()), rule)  # type: ignore[arg-type]

    def undated(self, raw: Any, path: Path_) -> Undated | None:
        """A number, a triple or a family."""
        if _is_number(raw):
            return self._point(raw, path)
        if not isinstance(raw, Mapping):
            self._wrong(path, "not a value", f"write {_FORMS}", raw)
            return None
        family = raw.get("family")
        if "family" not in raw and set(raw) & set(_TRIPLE):
            return self._family("triangular", _TRIPLE, raw, path)
        if not isinstance(family, str) or family not in _FAMILIES:
            fix = suggestion(str(family), _FAMILIES, f"write {_FORMS}")
            self._wrong((*path, "family"), "no such family", fix, family, has_value="family" in raw)
            return None
        return self._family(family, _FAMILIES[family], raw, path)

    def _family(self, family: str, names: tuple[str, ...], raw: Mapping[str, Any], path: Path_) -> Undated | None:
        before = len(self.problems)
        self._refuse_unknown(raw, ("family", *names), path)
        numbers = [self._number(raw, name, path) for name in names]
        is_complete = len(self.problems) == before
        for name, number in zip(names, numbers, strict=True) if family in _BOUNDED else ():
            self._check_bounds(number, (*path, name))
        if not is_complete:
            return None
        if family == "beta":
            return self._beta(dict(zip(names, numbers, strict=True)), path)
        if family == "point":
            return self._point(numbers[0], (*path, "value"))
        if numbers != sorted(numbers):
            fix, shown = f"write {' <= '.join(names)}", " / ".join(f"{number:g}" for number in numbers)
            self._wrong(path, f"{' / '.join(names)} out of order", fix, shown)
        if len(self.problems) > before:
            return None
        return Uniform(*numbers) if family == "uniform" else Triangular(*numbers)

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

    def _beta(self, counts: Mapping[str, float], path: Path_) -> Beta | None:
        before = len(self.problems)
        if self.unit.name not in ("probability", "share"):
            fix = "write another family, or the unit probability"
            self._wrong((*path, "family"), f"a Beta is a share of trials, not {self.unit.name}", fix, "beta")
        for end in (0.0, 1.0):
            self._check_bounds(end, path)
        for name, count in counts.items():
            if count != int(count) or count < 0:
                self._wrong((*path, name), "not a count", "write a whole number of at least 0", count)
        return Beta(*(int(count) for count in counts.values())) if len(self.problems) == before else None

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
            self._wrong(path, what, f"write a number from {least:g} to {most:g}", f"{number:g}")

"""Reading a value as written in a file: a number, low/central/high, a family, or dated values of these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from deterrence.errors import InputError, Problem
from deterrence.evidence.distribution import Beta, Dated, Distribution, Point, Triangular, Undated, Uniform
from deterrence.evidence.document import Document, Path_
from deterrence.units import UNITS, Unit, nearest

_FIRST_YEAR, _LAST_YEAR = 1900, 2200
_FAMILIES = {
    "point": ("value",),
    "triangular": ("low", "mode", "high"),
    "uniform": ("low", "high"),
    "beta": ("successes", "failures"),
}
_FORMS = "a number, {low, central, high}, {family: ...} or {dated: {...}, rule: linear | step}"


def read_value(raw: Any, unit: Unit, document: Document, path: Path_) -> Distribution:
    """A distribution in a unit.

    Raises:
        InputError: The value is no known form, out of the unit's bounds, not finite, or out of order.
    """
    problems: list[Problem] = []
    found = (
        _dated(raw, unit, document, path, problems) if _is_dated(raw) else _undated(raw, unit, document, path, problems)
    )
    if problems or found is None:
        raise InputError(problems)
    return found


def _is_dated(raw: Any) -> bool:
    return isinstance(raw, Mapping) and "dated" in raw


def _is_number(raw: Any) -> bool:
    return isinstance(raw, int | float) and not isinstance(raw, bool)


def _dated(
    raw: Mapping[str, Any], unit: Unit, document: Document, path: Path_, problems: list[Problem]
) -> Dated | None:
    _refuse_unknown(raw, ("dated", "rule"), document, path, problems)
    rule = raw.get("rule")
    if rule not in ("linear", "step"):
        problems.append(document.problem((*path, "rule"), "no such rule", "write linear or step", rule))
    dates = raw["dated"]
    if not isinstance(dates, Mapping) or not dates:
        problems.append(document.problem((*path, "dated"), "not dated values", "write {2025: value, ...}", dates))
        return None
    found: dict[int, Undated] = {}
    for key, value in dates.items():
        here = (*path, "dated", key)
        if not key.isdigit() or not _FIRST_YEAR <= int(key) <= _LAST_YEAR:
            fix = f"write a year from {_FIRST_YEAR} to {_LAST_YEAR}"
            problems.append(document.problem(here, "year out of range", fix, key))
            continue
        read = _undated(value, unit, document, here, problems)
        if read is not None:
            found[int(key)] = read
    if list(found) != sorted(found):
        problems.append(document.problem((*path, "dated"), "years out of order", "write them ascending", list(found)))
    if problems:
        return None
    return Dated(tuple(found), tuple(found.values()), rule)  # type: ignore[arg-type]


def _undated(raw: Any, unit: Unit, document: Document, path: Path_, problems: list[Problem]) -> Undated | None:
    if _is_number(raw):
        _check_bounds({"": raw}, unit, document, path, problems)
        return Point(float(raw))
    if not isinstance(raw, Mapping):
        problems.append(document.problem(path, "not a value", f"write {_FORMS}", raw))
        return None
    family = raw.get("family")
    if family is None and set(raw) & {"low", "central", "high"}:
        return _of_family("triangular", ("low", "central", "high"), raw, unit, document, path, problems)
    if family not in _FAMILIES:
        close = nearest(str(family), _FAMILIES)
        fix = f"did you mean {close}?" if close else f"write {_FORMS}"
        problems.append(document.problem((*path, "family"), "no such family", fix, family))
        return None
    return _of_family(family, _FAMILIES[family], raw, unit, document, path, problems)


def _of_family(
    family: str,
    names: tuple[str, ...],
    raw: Mapping[str, Any],
    unit: Unit,
    document: Document,
    path: Path_,
    problems: list[Problem],
) -> Undated | None:
    before = len(problems)
    _refuse_unknown(raw, ("family", *names), document, path, problems)
    numbers: dict[str, float] = {}
    for name in names:
        if name not in raw:
            problems.append(document.problem((*path, name), "missing", f"add {name}", None, has_value=False))
        elif not _is_number(raw[name]):
            problems.append(document.problem((*path, name), "not a number", "write a number", raw[name]))
        else:
            numbers[name] = raw[name]
    if family == "beta":
        _check_counts(numbers, document, path, problems)
    else:
        _check_bounds(numbers, unit, document, path, problems)
        ordered = [numbers[name] for name in names if name in numbers]
        if len(names) > 1 and ordered != sorted(ordered):
            fix = f"write {' <= '.join(names)}"
            problems.append(document.problem(path, f"{' / '.join(names)} out of order", fix, ordered))
    if len(problems) > before:
        return None
    values = [numbers[name] for name in names]
    if family == "beta":
        return Beta(int(values[0]), int(values[1]))
    kinds: dict[str, Any] = {"point": Point, "triangular": Triangular, "uniform": Uniform}
    return kinds[family](*map(float, values))  # type: ignore[no-any-return]


def _refuse_unknown(
    raw: Mapping[str, Any], known: tuple[str, ...], document: Document, path: Path_, problems: list[Problem]
) -> None:
    for key in raw:
        if key not in known:
            close = nearest(key, known)
            fix = f"did you mean {close}?" if close else f"write {', '.join(known)}"
            problems.append(document.problem((*path, key), "unknown key", fix, key))


def _check_counts(numbers: Mapping[str, float], document: Document, path: Path_, problems: list[Problem]) -> None:
    for name, value in numbers.items():
        if value != int(value) or value < 0:
            problems.append(document.problem((*path, name), "not a count", "write a whole number of at least 0", value))


def _check_bounds(
    numbers: Mapping[str, float], unit: Unit, document: Document, path: Path_, problems: list[Problem]
) -> None:
    for name, value in numbers.items():
        here = (*path, name) if name else path
        if not unit.low <= value <= unit.high:
            word, limit = ("below", unit.low) if value < unit.low else ("above", unit.high)
            fix = f"write a number {'of at least' if word == 'below' else 'of at most'} {limit:g}"
            problems.append(document.problem(here, f"{word} {limit:g}, the bound of {unit.name}", fix, value))


def read_unit(raw: Any, document: Document, path: Path_) -> Unit:
    """A unit of the closed table.

    Raises:
        InputError: There is no such unit; the nearest is named.
    """
    if isinstance(raw, str) and raw in UNITS:
        return UNITS[raw]
    close = nearest(str(raw), UNITS)
    fix = f"did you mean {close}?" if close else f"write one of {', '.join(UNITS)}"
    raise InputError([document.problem(path, "no such unit", fix, raw)])

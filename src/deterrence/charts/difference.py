"""What states give less the first of them, row by row of one figure: drawn as the figure's form draws differences."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import numpy as np

from deterrence.charts.description import FIVE, Key, Measure, Measured, Row, Rows, Text
from deterrence.charts.intervals import Intervals, intervals
from deterrence.charts.median import Median
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Told, amount, joined, told

STATE: Final = Key("state", "States")
"""The column that says which states a row is the difference of."""
MINUS: Final = "\N{MINUS SIGN}"
_QUANTILES: Final = {"p05": 0.05, "p25": 0.25, "p50": 0.5, "p75": 0.75, "p95": 0.95}
_POINTS: Final = 100
_MOST_LINES: Final = 16
_SMALL: Final = 10


def differences(figures: Mapping[str, FigureResult], has_same_futures: bool) -> FigureResult:
    """A figure of what each state gives less the first.

    Args:
        figures: The same figure of each state by the state's name, in which `Median`s know their futures.
        has_same_futures: Whether all states draw the same futures: differences are taken in each.

    Raises:
        ValueError: The form does not say what it measures.
    """
    (first, whole), *others = figures.items()
    measured = whole.measured
    if measured is None:
        raise ValueError(f"figure {whole.id}: nothing to take a difference of: give its form's `complete` a `Measured`")
    rows: list[Row] = []
    for name, figure in others:
        if figure.measured:
            rows += _less(f"{name} less {first}", figure.measured, measured, has_same_futures)
    return _drawn(whole.id, whole.title, measured, rows, _reading(first, measured, rows, others, has_same_futures))


def _reading(first: str, measured: Measured, rows: Rows, others: Sequence[tuple[str, FigureResult]], same: bool) -> str:
    is_paired = same and any(isinstance(row[measured.value], Median) for row in measured.rows)
    lines = sum(len(figure.measured.rows) for _, figure in others if figure.measured)
    alone = f" Lines that {first} has not, left out: {lines - len(rows)}." if lines > len(rows) else ""
    if not is_paired:
        return f"The number less that of {first}: of medians or shares, which have no spread.{alone}"
    return (
        f"The number less that of {first} in each future: line or dot the median of the differences, band or bar the "
        f"middle 90% of them. The spread is that of the inputs, not a probability.{alone}"
    )


def _drawn(identity: str, title: str, measured: Measured, rows: Rows, reading: str) -> FigureResult:
    measure = _measure(measured, rows)
    keys = _all_keys(measured)
    telling = keys if measured.unit else _apart(keys, rows)
    finding = partial(_finding, telling, measure, _is_share(measured.measure))
    text = Text(f"{identity}-difference", title, reading, "the states have no line in common", finding)
    if measured.again is not None:
        return measured.again(text, measure, STATE, rows)  # type: ignore[no-any-return]
    shown = _most(keys, rows) or rows
    left = len(rows) - len(shown)
    behind = f" Lines shown: {len(shown)}, those that differ most; {left} others differ less or not." if left else ""
    names = (() if measured.unit else _apart(measured.keys, shown)) or measured.keys
    form = Intervals(replace(text, reading=reading + behind), measure, STATE, names, half=0)
    if measured.unit:
        states = (STATE,) if len(STATE.all_of(rows)) > 1 else ()
        form = replace(form, group=measured.unit, names=(*states, *names), has_own_axes=True)
    columns = (STATE, *keys, *FIVE)
    return replace(intervals(form, shown), rows=tuple(tuple(key.of(row) for key in columns) for row in rows),
                   columns=tuple(key.head for key in columns))  # fmt: skip


def differs(figure: FigureResult) -> bool:
    """Whether anything in a figure of differences does."""
    measured = figure.measured
    return measured is not None and any(row[key.name] for row in measured.rows for key in FIVE)


def _less(words: str, one: Measured, less: Measured, has_same_futures: bool) -> list[Row]:
    """The rows of a state less those of the first, where both have one."""
    known = {_names(_all_keys(less), row): row for row in less.rows}
    scale = _POINTS if _is_share(less.measure) else 1
    found: list[Row] = []
    for row in one.rows:
        other = known.get(_names(_all_keys(one), row))
        if other is None:
            continue
        five = _difference(row[one.value], other[one.value], has_same_futures)
        names = {key.name: _label(row[key.name]) for key in _all_keys(one)}
        found.append({STATE.name: words, **names, **{name: scale * value for name, value in five.items()}})
    return found


def _difference(value: Any, less: Any, has_same_futures: bool) -> dict[str, float]:
    if has_same_futures and isinstance(value, Median) and isinstance(less, Median):
        each = value.futures.astype(np.float64) - less.futures
        return dict(zip(_QUANTILES, np.quantile(each, list(_QUANTILES.values())).tolist(), strict=True))
    return dict.fromkeys(_QUANTILES, float(value) - float(less))


def _label(value: Any) -> Any:
    """A label; a number that was counted up step by step without the last digits of its sum."""
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _names(keys: Sequence[Key], row: Row) -> tuple[Any, ...]:
    return tuple(row[key.name] for key in keys)


def _all_keys(measured: Measured) -> tuple[Key, ...]:
    return (*((measured.unit,) if measured.unit else ()), *measured.keys)


def _apart(keys: Sequence[Key], rows: Rows) -> tuple[Key, ...]:
    """The columns that tell some rows from others."""
    return tuple(key for key in keys if len(key.all_of(rows)) > 1)


def _is_share(measure: Measure) -> bool:
    return measure.format.endswith("%")


def _measure(measured: Measured, rows: Rows) -> Measure:
    """The axis of differences: shares in points of a per cent, all else in its own unit."""
    measure = measured.measure
    words = measure.title or measure.quantity
    title = f"{words[:1].upper()}{words[1:]}{', points' if _is_share(measure) else ''}"
    most = max((abs(row[end]) for row in rows for end in ("p05", "p95")), default=0)
    form = "+,.0f" if most >= _SMALL or not most else f"+,.{1 - math.floor(math.log10(most))}f"
    return Measure(measure.quantity, None if measured.unit else title, form, end=None, step=_step(most), ticks=5)


def _step(most: float) -> float:
    """A round step of which the axis holds two to five.

    >>> _step(12), _step(0.3), _step(0)
    (5, 0.1, 1)
    """
    if not most:
        return 1
    power = 10.0 ** math.floor(math.log10(most))
    step = next(factor for factor in (5, 2, 1, 0.5, 0.2, 0.1) if factor * power <= most / 2)
    return float(f"{step * power:g}") if power * step < 1 else int(step * power)


def _most(keys: Sequence[Key], rows: Rows) -> Rows:
    """The rows of the lines that differ most between any states, in their order."""
    far: dict[tuple[Any, ...], float] = {}
    for row in rows:
        far[_names(keys, row)] = max(far.get(_names(keys, row), 0), *(abs(row[key.name]) for key in FIVE))
    kept = [name for name in sorted(far, key=lambda name: -far[name]) if far[name]][:_MOST_LINES]
    return [row for row in rows if _names(keys, row) in kept]


def _finding(keys: Sequence[Key], measure: Measure, is_share: bool, rows: Rows) -> Told:
    """The title: where each state differs most from the first, in the median future; `keys` say where."""
    quantity = measure.quantity
    found = []
    for state in STATE.all_of(rows):
        own = [row for row in rows if row[STATE.name] == state]
        if not any(row[key.name] for row in own for key in FIVE):
            found.append(told(f"{state}: no difference"))
            continue
        most = max(own, key=lambda row: abs(row["p50"]))
        where = ", ".join(str(key.of(most)) for key in keys if key.of(most) not in (None, ""))
        number = amount(most, "p50", lambda value: signed(value, measure, is_share))
        found.append(told(f"{state}: ", number, " where they differ most", f" ({where})" if where else ""))
    return told(f"{quantity[:1].upper()}{quantity[1:]}, ", joined(found))


def signed(value: float, measure: Measure, is_share: bool) -> str:
    """A difference with its sign and, of shares, its unit."""
    number = format(value, measure.format).replace("-", MINUS)
    bare = number if any(digit in number for digit in "123456789") else "0"
    return f"{bare} points" if is_share else bare

"""Where a proposition tends to hold, or to fail: scenario discovery by PRIM, the patient rule induction method.

Peeling (Friedman and Fisher 1999) takes from a box the share alpha of its futures at the low or the high end of one
input, step by step, so that the cases of interest grow denser. The boxes on the way trade coverage, the share of all
cases inside, against density, the share of the futures inside that are cases (Bryant and Lempert 2010). One is chosen,
widened where that costs no density (pasting), and freed of restrictions that chance could have made.

Rules, where the literature leaves a choice:

- Peel: the greatest gain of density per future removed; then the fewest inputs restricted, the input that was given
  first, the low side before the high.
- Equal values stay together, so an input of few values loses whole levels. A limit lies half-way between neighbouring
  values; on an input of whole numbers it is the outermost number inside.
- Peeling ends at density 1, or before the box would hold fewer futures than half the cases: it could not cover half.
- Choice: the lesser of coverage and density is greatest; then the greater density, then the larger box.
- Quasi-p of a restriction: P(at least as many cases among as many futures), binomial with the density that the box
  would have without it. The restriction with the greatest is dropped until all are at most .05. After a search,
  read it as a guide, not as a significance test.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import bdtrc

from deterrence.arrays import Flags, Floats, Integers

PEEL_SHARE = 0.05
LEAST_SIGNIFICANT = 0.05
_FEWEST_CASES = 5


@dataclass(frozen=True)
class Limit:
    """One restriction of a box: the quantity is at least, or at most, a value.

    `alone` is the share of cases among all futures that fit this restriction, whatever else the box restricts.
    """

    quantity: str
    is_at_least: bool
    value: float
    quasi_p: float
    alone: float


@dataclass(frozen=True)
class Box:
    """A box of futures in which the cases of interest are dense."""

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float

    @property
    def restricted(self) -> int:
        """Inputs that the box restricts, on one side or on both."""
        return len({limit.quantity for limit in self.limits})


@dataclass(frozen=True)
class Region:
    """Where a proposition tends to hold or, where failing is the rarer, to fail."""

    holds: bool
    box: Box


@dataclass(frozen=True)
class _Data:
    names: tuple[str, ...]
    values: Floats  # [input, future]
    order: Integers  # [input, future] futures by rising value
    is_whole: tuple[bool, ...]
    cases: Flags

    def edge(self, column: int, outside: float, inside: float) -> float:
        return float(inside) if self.is_whole[column] else float((outside + inside) / 2)


@dataclass(frozen=True)
class _Bounds:
    """A box by its ends, infinite where it is open: [input, side], side 0 low and 1 high."""

    ends: Floats

    def with_end(self, column: int, side: int, value: float) -> _Bounds:
        ends = self.ends.copy()
        ends[column, side] = value
        return _Bounds(ends)

    @cached_property
    def restrictions(self) -> list[tuple[int, int]]:
        return [(int(column), int(side)) for column, side in np.argwhere(np.isfinite(self.ends))]

    def inside(self, data: _Data) -> Flags:
        inside = np.ones(data.cases.size, dtype=bool)
        for column, side in self.restrictions:
            inside &= self.within(data, column, side)
        return inside

    def within(self, data: _Data, column: int, side: int) -> Flags:
        """The futures on the inner side of one end."""
        values, end = data.values[column], self.ends[column, side]
        within: Flags = values <= end if side else values >= end
        return within


def discover(holds: Flags, inputs: Mapping[str, Floats], peel_share: float = PEEL_SHARE) -> Region | None:
    """The box of the rarer of holding and failing; None where it is too rare, or nothing sets it apart.

    Args:
        holds: [future] whether the proposition holds.
        inputs: Quantity id -> [future], the weightiest first; constants restrict nothing.
        peel_share: Alpha, the share of a box's futures that one peel removes or one pasting adds.
    """
    is_holding = 2 * int(holds.sum()) <= holds.size
    cases = holds if is_holding else ~holds
    if int(cases.sum()) < _FEWEST_CASES:
        return None
    data = _data(cases, inputs)
    peeled = max(_peels(data, peel_share), key=lambda bounds: _balance(*_statistics(data, bounds)))
    chosen = _significant(data, _pasted(data, peeled, peel_share))
    return Region(is_holding, _box(data, chosen)) if chosen.restrictions else None


def _balance(coverage: float, density: float, mass: float) -> tuple[float, float, float]:
    """The order in which boxes are preferred."""
    return min(coverage, density), density, mass


def _data(cases: Flags, inputs: Mapping[str, Floats]) -> _Data:
    """Inputs that vary, in the order given, with the futures by rising value of each."""
    names = tuple(name for name, values in inputs.items() if np.ptp(values) > 0.0)
    values = np.array([inputs[name] for name in names], dtype=np.float64).reshape(len(names), cases.size)
    is_whole = tuple(bool((column == np.round(column)).all()) for column in values)
    return _Data(names, values, np.argsort(values, axis=1, kind="stable"), is_whole, cases)


def _peels(data: _Data, peel_share: float) -> list[_Bounds]:
    """Every box of the peeling, the whole space first."""
    bounds, inside = _Bounds(np.tile([-np.inf, np.inf], (len(data.names), 1))), np.ones(data.cases.size, dtype=bool)
    found, order = [bounds], list(data.order)
    fewest = int(data.cases.sum()) / 2
    while not data.cases[inside].all():
        best: tuple[tuple[float, int], int, int, float] | None = None
        for column in range(len(data.names)):
            futures = order[column] = order[column][inside[order[column]]]
            is_new = not np.isfinite(bounds.ends[column]).any()
            for side, gain, value in _peels_of(data, column, futures, peel_share):
                rank = (gain, -int(is_new))
                if best is None or rank > best[0]:
                    best = rank, column, side, value
        if best is None:
            break
        bounds = bounds.with_end(*best[1:])
        inside = inside & bounds.within(data, *best[1:3])
        if np.count_nonzero(inside) < fewest:
            break
        found.append(bounds)
    return found


def _peels_of(data: _Data, column: int, futures: Integers, peel_share: float) -> list[tuple[int, float, float]]:
    """Side, gain and new end of the peels of one input; `futures` of the box by rising value."""
    values, cases = data.values[column][futures], data.cases[futures]
    size, hits, found = futures.size, int(np.count_nonzero(cases)), []
    first = int(np.searchsorted(values, values[int((size - 1) * peel_share)], side="right"))
    if first < size:
        end = data.edge(column, values[first - 1], values[first])
        found.append((0, _gain(size, hits, size - first, int(np.count_nonzero(cases[first:]))), end))
    last = int(np.searchsorted(values, values[-1 - int((size - 1) * peel_share)], side="left"))
    if last > 0:
        end = data.edge(column, values[last], values[last - 1])
        found.append((1, _gain(size, hits, last, int(np.count_nonzero(cases[:last]))), end))
    return found


def _gain(size: int, hits: int, kept: int, kept_hits: int) -> float:
    """Gain of density per future removed, times the size: one division of whole numbers, so that ties are exact."""
    return (kept_hits * size - hits * kept) / (kept * (size - kept))


def _counts(data: _Data, bounds: _Bounds) -> tuple[int, int]:
    """Cases and futures inside."""
    inside = bounds.inside(data)
    return int(np.count_nonzero(data.cases & inside)), int(np.count_nonzero(inside))


def _statistics(data: _Data, bounds: _Bounds) -> tuple[float, float, float]:
    """Coverage, density and mass."""
    hits, size = _counts(data, bounds)
    return hits / int(data.cases.sum()), hits / size, size / data.cases.size


def _pasted(data: _Data, bounds: _Bounds, peel_share: float) -> _Bounds:
    """Widen one end after the other while more cases come in and the density does not fall."""
    while True:
        hits, size = _counts(data, bounds)
        best: tuple[tuple[float, int], _Bounds] | None = None
        for column, side in bounds.restrictions:
            wider = _widened(data, bounds, column, side, max(1, int(size * peel_share)))
            more, larger = _counts(data, wider)
            rank = (more / larger, more)
            if more > hits and more * size >= hits * larger and (best is None or rank > best[0]):
                best = rank, wider
        if best is None:
            return bounds
        bounds = best[1]


def _widened(data: _Data, bounds: _Bounds, column: int, side: int, added: int) -> _Bounds:
    """The box with its next `added` futures beyond one end, equal values together; open where none is left."""
    opened = bounds.with_end(column, side, np.inf if side else -np.inf)
    beyond = opened.inside(data) & ~bounds.inside(data)
    values = np.sort(data.values[column][beyond])
    if side == 0:
        values = values[::-1]
    if values.size <= added:
        return opened
    outer = values[added - 1]
    left = values[values > outer] if side else values[values < outer]
    return bounds.with_end(column, side, data.edge(column, left[0], outer)) if left.size else opened


def _significant(data: _Data, bounds: _Bounds) -> _Bounds:
    """Drop the least significant restriction until each could hardly be chance."""
    while True:
        chances = _quasi_ps(data, bounds)
        if not chances or max(chances.values()) <= LEAST_SIGNIFICANT:
            return bounds
        column, side = max(chances, key=lambda place: chances[place])
        bounds = bounds.with_end(column, side, np.inf if side else -np.inf)


def _quasi_ps(data: _Data, bounds: _Bounds) -> dict[tuple[int, int], float]:
    """Quasi-p of each restriction of a box."""
    hits, size = _counts(data, bounds)
    found = {}
    for column, side in bounds.restrictions:
        more, larger = _counts(data, bounds.with_end(column, side, np.inf if side else -np.inf))
        found[column, side] = float(bdtrc(hits - 1, size, more / larger))
    return found


def _box(data: _Data, bounds: _Bounds) -> Box:
    limits = tuple(
        Limit(
            data.names[column], side == 0, float(bounds.ends[column, side]), quasi_p,
            float(data.cases[bounds.within(data, column, side)].mean()),
        )
        for (column, side), quasi_p in _quasi_ps(data, bounds).items()
    )  # fmt: skip
    return Box(limits, *_statistics(data, bounds))

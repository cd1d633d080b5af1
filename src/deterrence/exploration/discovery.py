"""Where a proposition flips: thresholds on one input and on two, with coverage, density and mass.

A box is a half-line on one input or a quarter-plane on two. Of all boxes on a grid of quantiles the one is kept that
tells holding from failing futures best (Youden's index: share of holding futures inside less share of failing ones).
Coverage is the share of all holding futures that lie inside; density the share of futures inside that hold (Bryant
and Lempert 2010); mass the share of all futures inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_GRID = 24
_FEWEST_CASES = 5


@dataclass(frozen=True)
class Limit:
    """One side of a box: the quantity is at least, or at most, a value."""

    quantity: str
    is_at_least: bool
    value: float


@dataclass(frozen=True)
class Box:
    """Where the proposition tends to hold; a separation of 0 tells nothing, 1 tells holding from failing futures."""

    limits: tuple[Limit, ...]
    coverage: float
    density: float
    mass: float
    separation: float


def _cuts(values: Floats) -> Floats:
    """Candidate limits: midpoints between distinct values, or quantiles where there are many."""
    distinct = np.unique(values)
    if distinct.size <= _GRID:
        return (distinct[:-1] + distinct[1:]) / 2
    return np.unique(np.quantile(values, np.arange(1, _GRID) / _GRID))


def _sided(values: Floats, is_at_least: bool) -> tuple[Floats, Floats]:
    """Values and cuts turned so that 'inside' is always value >= cut."""
    turned = values if is_at_least else -values
    cuts = _cuts(values)
    return turned, cuts if is_at_least else -cuts[::-1]


def _box(names: Sequence[str], sides: Sequence[bool], cuts: Sequence[float], inside: Flags, holds: Flags) -> Box:
    limits = tuple(
        Limit(name, side, float(cut if side else -cut)) for name, side, cut in zip(names, sides, cuts, strict=True)
    )
    hit = int((inside & holds).sum())
    miss = int((inside & ~holds).sum())
    separation = hit / holds.sum() - miss / (~holds).sum()
    return Box(limits, hit / int(holds.sum()), hit / max(1, hit + miss), float(inside.mean()), float(separation))


def can_flip(holds: Flags) -> bool:
    """Whether both outcomes occur often enough in a cell for a threshold to mean something."""
    return min(int(holds.sum()), int((~holds).sum())) >= _FEWEST_CASES


def thresholds(holds: Flags, inputs: Mapping[str, Floats], dimensions: int) -> list[Box]:
    """Best box for each input (dimensions 1) or each pair of inputs (2), most separating first.

    Args:
        holds: [future] whether the proposition holds.
        inputs: Quantity id -> [future].
        dimensions: 1 or 2.
    """
    if not can_flip(holds):
        return []
    varied = {name: values for name, values in inputs.items() if np.ptp(values) > 0.0}
    boxes = [_best_box(names, [varied[name] for name in names], holds) for names in combinations(varied, dimensions)]
    return sorted(boxes, key=lambda box: (-box.separation, [limit.quantity for limit in box.limits]))


def _best_box(names: Sequence[str], columns: Sequence[Floats], holds: Flags) -> Box:
    """The most separating box over all directions and cuts, by counting futures beyond each cut."""
    best: tuple[float, tuple[bool, ...], list[float]] | None = None
    for sides in product((True, False), repeat=len(names)):
        turned, cuts = zip(*(_sided(c, side) for c, side in zip(columns, sides, strict=True)), strict=True)
        cells = [np.searchsorted(c, t, side="right") for t, c in zip(turned, cuts, strict=True)]
        shape = tuple(c.size + 1 for c in cuts)
        flat = np.ravel_multi_index(cells, shape)
        hit = np.bincount(flat[holds], minlength=int(np.prod(shape))).reshape(shape)
        miss = np.bincount(flat[~holds], minlength=int(np.prod(shape))).reshape(shape)
        for axis in range(len(shape)):
            hit, miss = (np.flip(np.cumsum(np.flip(table, axis), axis), axis) for table in (hit, miss))
        score = (hit / holds.sum() - miss / (~holds).sum())[tuple(slice(1, None) for _ in shape)]
        place = np.unravel_index(int(np.argmax(score)), score.shape)
        if best is None or score[place] > best[0] + 1e-12:
            best = (float(score[place]), sides, [float(c[i]) for c, i in zip(cuts, place, strict=True)])
    assert best is not None
    _, sides, cut_values = best
    inside = np.ones(holds.size, dtype=bool)
    for column, side, cut in zip(columns, sides, cut_values, strict=True):
        inside &= (column if side else -column) >= cut
    return _box(names, sides, cut_values, inside, holds)

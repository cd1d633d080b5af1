"""Warheads that function among those that come, compiled: each with one chance, behind the defence (law 24)."""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.compilation import compiled, inlined
from deterrence.counts import DUST, add_scaled


@inlined
def _weighted_sum(out: Floats, of_first: float, first: Floats, of_second: float, second: Floats) -> None:
    """A weighted sum of two arrays."""
    for place in range(out.size):
        out[place] = of_first * first[place] + of_second * second[place]


@compiled
def working_warheads(most: int, reliability: float) -> tuple[Floats, Integers]:
    """Binomial(n, q) for n = 0..most from the first count that is not dust, and the first and last such count of each.

    Binomial(n, q) follows from Binomial(n - 1, q); within 10 standard deviations lies all but dust.
    """
    width = min(int(20.0 * np.sqrt(most * reliability * (1.0 - reliability))) + 20, most + 2)
    rows, ends = np.zeros((most + 1, width)), np.zeros((most + 1, 2), dtype=np.int64)
    row, before = np.zeros(most + 2), np.zeros(most + 2)
    row[0] = 1.0
    rows[0, 0] = 1.0
    low, high = 0, 0
    for n in range(1, most + 1):
        row, before = before, row
        high += 1
        before[high] = 0.0
        row[low] = before[low] * (1.0 - reliability)
        _weighted_sum(row[low + 1 : high + 1], 1.0 - reliability, before[low + 1 :], reliability, before[low:])
        while row[low] < DUST or high - low >= width:
            row[low] = 0.0
            low += 1
        while row[high] < DUST:
            row[high] = 0.0
            high -= 1
        ends[n, 0], ends[n, 1] = low, high
        for place in range(high - low + 1):
            rows[n, place] = row[low + place]
    return rows, ends


@compiled
def tails(totals: Floats, working: Floats, ends: Integers) -> Floats:
    """P(b or more warheads function), from the chance of each number that has come; both [.., .., warheads]."""
    out = np.zeros(totals.shape)
    for first in range(totals.shape[0]):
        for second in range(totals.shape[1]):
            for count in range(totals.shape[2]):
                if totals[first, second, count] > 0.0:
                    low, high = ends[count, 0], ends[count, 1]
                    some = working[count, : high - low + 1]
                    add_scaled(out[first, second, low:], totals[first, second, count], some)
            for b in range(totals.shape[2] - 2, -1, -1):
                out[first, second, b] += out[first, second, b + 1]
    return out

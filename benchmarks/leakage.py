"""Exact leak distributions a second: three layers, finite stock, two looks, one common sensor."""

from __future__ import annotations

import statistics
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from benchmarks.measuring import call
from benchmarks.rows import Row, Settings

TITLE = "Exact leakage"
WORDS = "Three layers, finite stock, shoot-look-shoot, a sensor in common; the sum of two processes on two cores."

CASES = ((12, 24, 150_000), (48, 96, 15_000), (160, 160, 6_000))
_OBJECTS_SQUARED_A_ROUND = 3_000_000


def rows(settings: Settings) -> list[Row]:
    """A row for each size of raid."""
    rounds = 2 if settings.is_quick else 7
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return [
            Row(f"{warheads} warheads + {decoys} decoys", "distributions of what leaks",
                sum(pool.map(rate, [(warheads, decoys, rounds)] * 2)), "distributions a second", bar)
            for warheads, decoys, bar in CASES
        ]  # fmt: skip


def rate(case: tuple[int, int, int]) -> float:
    """Distributions a second on one core."""
    from benchmarks.exact_leak import leak_distribution

    warheads, decoys, rounds = case
    objects = warheads + decoys
    whole = np.int64
    arguments = (
        np.array([objects // 2, objects // 2, objects // 3], dtype=whole),
        np.ones(3, dtype=whole),
        np.full(3, 2, dtype=whole),
        np.full(3, 10**6, dtype=whole),
        np.array([0.5, 0.5, 0.6]),
        np.zeros(3),
        np.zeros(3, dtype=whole),
        np.array([0.1]),
    )
    leak_distribution(warheads, decoys, *arguments)
    count = max(50, _OBJECTS_SQUARED_A_ROUND // objects**2)

    def many() -> None:
        for _ in range(count):
            leak_distribution(warheads, decoys, *arguments)

    return count / statistics.median(call(many).wall_seconds for _ in range(rounds))

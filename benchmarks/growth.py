"""How the work of a run grows with futures, years and policies."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.measuring import call
from benchmarks.rows import Row, Settings

TITLE = "Growth"
WORDS = (
    "Seconds of the processor for one cell (`reference`, `aids_net`), in one warm process. The exponent is the least "
    "squares slope of the logarithms: 1 is in proportion, 0 not at all. A pass is the reference or one policy; a "
    "policy reruns only what it reaches."
)

_FIRST_YEAR = 2025


def rows(settings: Settings) -> list[Row]:
    """Three ladders, each with its exponent."""
    import deterrence as dt

    rounds = 1 if settings.is_quick else 5
    futures = (100, 200, 400) if settings.is_quick else (250, 500, 1_000, 2_000)
    block = futures[0]
    dt.run(_cell(16), futures=20)  # compiles

    def of_futures(count: int) -> float:
        return call(lambda: dt.run(_cell(16), futures=count, least_futures=count)).processor_seconds

    def of_years(count: int) -> float:
        return call(lambda: dt.run(_cell(count), futures=block)).processor_seconds

    return [
        *_ladder("futures", "run and stored, 16 years", futures, of_futures, rounds),
        *_ladder("years", f"run and stored, {block} futures", (12, 16, 24, 36), of_years, rounds),
        *_ladder("passes", f"drawn and evaluated, {block} futures, 16 years", *_of_passes(block), rounds),
    ]


def _cell(years: int) -> Any:
    """A scenario of one cell and so many years."""
    import deterrence as dt

    horizon = (_FIRST_YEAR, _FIRST_YEAR + years - 1)
    return dt.load(assumption_sets=["reference"], structures=["aids_net"], horizon=horizon)


def _of_passes(block: int) -> tuple[tuple[int, ...], Callable[[int], float]]:
    """How many passes, and the seconds of so many; the policies are the first of the dataset."""
    from deterrence.evidence.dataset import load_dataset
    from deterrence.exploration.futures import Futures, View, evaluate
    from deterrence.scenario.overlay import load_scenario

    scenario = load_scenario(None, load_dataset())
    names = tuple(scenario.dataset.policies)

    def of_passes(count: int) -> float:
        futures = Futures(scenario, "reference", "aids_net", 1, 0, block)
        return call(lambda: evaluate(futures, View(policies=names[: count - 1]))).processor_seconds

    return (1, 2, 4, 8, 1 + len(names)), of_passes


def _ladder(
    what: str, measures: str, sizes: tuple[int, ...], seconds_of: Callable[[int], float], rounds: int
) -> list[Row]:
    """A row for each size and one for the exponent."""
    seconds = [statistics.median(seconds_of(size) for _ in range(rounds)) for size in sizes]
    exponent = float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])
    found = [Row(f"{what}: {size:,}", measures, one, "seconds") for size, one in zip(sizes, seconds, strict=True)]
    return [*found, Row(what, f"**exponent**, from {sizes[0]:,} to {sizes[-1]:,}", exponent, "exponent")]

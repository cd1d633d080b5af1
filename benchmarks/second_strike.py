"""The second strike: 16 years, three forces, two postures, with and without the defence."""

from __future__ import annotations

import statistics
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks.measuring import call
from benchmarks.rows import Row, Settings

TITLE = "The second strike"
WORDS = (
    "Arrivals, erosion, chances of a count and boats to restore, drawn and evaluated under the reference alone: 16 "
    "years, France, the United Kingdom and both, two postures, with and without the defence. Set `reference`; the sum "
    "of two processes on two cores."
)

BARS = {"aids_net": 1_000, "explicit_decoys": 100, "independent_sensors": 250}
_OUTCOMES = ("arrivals", "erosion_same_forces", "reach", "curve", "boats_to_restore")


def rows(settings: Settings) -> list[Row]:
    """A row for each structure."""
    size = (1, 50) if settings.is_quick else (5, 250)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        return [
            Row(f"`{structure}`", "futures drawn and evaluated", sum(pool.map(rate, [(structure, *size)] * 2)),
                "futures a second", bar)
            for structure, bar in BARS.items()
        ]  # fmt: skip


def rate(case: tuple[str, int, int]) -> float:
    """Futures a second on one core."""
    from deterrence.evidence.dataset import load_dataset
    from deterrence.exploration.futures import Futures, View, evaluate
    from deterrence.scenario.overlay import load_scenario

    structure, rounds, count = case
    scenario, view = load_scenario(None, load_dataset()), View(_OUTCOMES, policies=())
    evaluate(Futures(scenario, "reference", structure, 1, 0, 2), view)

    def seconds(block: int) -> float:
        futures = Futures(scenario, "reference", structure, 1, block * count, count)
        return call(lambda: evaluate(futures, view)).wall_seconds

    return count / statistics.median(seconds(block) for block in range(rounds))

"""The components of first-strike stability and of two nuclear peers."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

from benchmarks.measuring import call
from benchmarks.rows import Row, Settings

TITLE = "Stability and two nuclear peers"
WORDS = "10,000 futures over 16 years in blocks of 250, on two worker processes; drawing is not counted."

FUTURES, BLOCK, WORKERS = 10_000, 250, 2
BARS = {"stability": 1.2, "two_peer": 0.2}


def rows(settings: Settings) -> list[Row]:
    """On the clock and of the processor, for each component."""
    futures = FUTURES // 10 if settings.is_quick else FUTURES
    found = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for name, bar in BARS.items():
            used = list(pool.map(seconds_of, [(name, worker, futures) for worker in range(WORKERS)]))
            walls, processors = zip(*used, strict=True)
            scale = FUTURES / futures
            found += [
                Row(f"`nuclear.{name}`", "on the clock, the slower worker", scale * max(walls), "seconds", bar),
                Row(f"`nuclear.{name}`", "of the processor, both workers", scale * sum(processors), "seconds"),
            ]
    return found


def seconds_of(task: tuple[str, int, int]) -> tuple[float, float]:
    """Wall and processor seconds that one worker needs for its share of the blocks, compilation left out."""
    from deterrence.evidence.dataset import load_dataset
    from deterrence.nuclear.components import stability, two_peer
    from deterrence.scenario.draw import draw
    from deterrence.scenario.overlay import load_scenario
    from deterrence.scenario.resolve import resolve

    name, worker, futures = task
    module = {"stability": stability, "two_peer": two_peer}[name]
    scenario = load_scenario(None, load_dataset())
    resolved = resolve(scenario, "reference")
    chosen = {identity: resolved[identity] for identity in module.COMPONENT.quantities}
    years = np.array(scenario.years)
    module.evaluate(draw(chosen, 1, 0, 2, scenario.years), years)
    starts = range(worker * BLOCK, futures, WORKERS * BLOCK)
    blocks = [draw(chosen, 1, start, BLOCK, scenario.years) for start in starts]

    def all_blocks() -> None:
        for draws in blocks:
            module.evaluate(draws, years)

    used = call(all_blocks)
    return used.wall_seconds, used.processor_seconds

"""Speed of the components of stability and sufficiency. Run: python benchmarks/strategic.py

10,000 futures over 16 years in blocks of 250, on two worker processes; drawing is not counted.
"""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy as np

FUTURES, BLOCK, WORKERS = 10_000, 250, 2


def seconds_of(task: tuple[str, int]) -> tuple[float, float]:
    """Wall and processor seconds that one worker needs for its share of the blocks, compilation left out."""
    from deterrence.evidence.dataset import load_dataset
    from deterrence.nuclear.components import stability, two_peer
    from deterrence.scenario.draw import draw
    from deterrence.scenario.overlay import load_scenario
    from deterrence.scenario.resolve import resolve

    name, worker = task
    module = {"stability": stability, "two_peer": two_peer}[name]
    scenario = load_scenario(None, load_dataset())
    resolved = resolve(scenario, "central")
    chosen = {identity: resolved[identity] for identity in module.COMPONENT.quantities}
    years = np.array(scenario.years)
    module.evaluate(draw(chosen, 1, 0, 2, scenario.years), years)
    starts = range(worker * BLOCK, FUTURES, WORKERS * BLOCK)
    blocks = [draw(chosen, 1, start, BLOCK, scenario.years) for start in starts]
    wall, processor = time.perf_counter(), time.process_time()
    for draws in blocks:
        module.evaluate(draws, years)
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        for name, bar in (("stability", 1.2), ("two_peer", 0.2)):
            found = list(pool.map(seconds_of, [(name, worker) for worker in range(WORKERS)]))
            walls, processors = zip(*found, strict=True)
            print(
                f"{name:<10} {FUTURES:,} futures x 16 years: {max(walls):.2f} s on {WORKERS} cores (bar {bar}), "
                f"{sum(processors):.2f} processor seconds"
            )

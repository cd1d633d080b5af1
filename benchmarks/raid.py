"""Speed of the raids on Europe's shield, measured. Run: python benchmarks/raid.py

10,000 futures of 60 days, both shields, one process; the bar is 5 s on two cores in all. The median of several rounds,
in time of the processor so that other work on the machine does not count, with the time on the clock beside it.
"""

from __future__ import annotations

import statistics
import time

import numpy as np

ROUNDS = 5
FUTURES = 10_000


def main() -> None:
    """Measure one evaluation of the component, warm, and the score of the record."""
    from dataclasses import replace

    from deterrence.evidence.dataset import load_dataset
    from deterrence.exploration.studies import solve
    from deterrence.missile_defence.components import raid, raid_record
    from deterrence.scenario.draw import draw
    from deterrence.scenario.overlay import load_scenario
    from deterrence.scenario.resolve import resolve

    scenario = load_scenario(None, load_dataset())
    resolved = resolve(scenario, "central")
    draws = draw({name: resolved[name] for name in raid.COMPONENT.quantities}, 1, 0, FUTURES, scenario.years)
    years = np.array(scenario.years)
    raid.evaluate({name: values[:2] for name, values in draws.items()}, years)
    busy, clock = [], []
    for _ in range(ROUNDS):
        start, start_busy = time.perf_counter(), time.process_time()
        raid.evaluate(draws, years)
        clock.append(time.perf_counter() - start)
        busy.append(time.process_time() - start_busy)
    print(
        f"raids of {FUTURES:,} futures: {statistics.median(busy):.2f} s of one core (bar 5 on two), "
        f"{statistics.median(clock):.2f} s on the clock"
    )
    start = time.perf_counter()
    solve(replace(raid_record.STUDY, futures=2000), scenario, ("central", "aids_net"), 1)
    print(f"score of the Ukrainian record, 2,000 futures: {time.perf_counter() - start:.1f} s")


if __name__ == "__main__":
    main()

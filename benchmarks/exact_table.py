"""The exact table of one structure in whichever checkout is on the path, timed. Run by `against`, never alone.

Prints seconds on the clock and of the processor for all years of one block: the component `second_strike.reach`
where there is one, else the compiled law that gave the same table before (what was merged around it is left out, to
its advantage).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any


class Clock:
    """Adds up what a function needs."""

    def __init__(self) -> None:
        self.wall = self.processor = 0.0

    def timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def instead(*arguments: Any) -> Any:
            wall, processor = time.perf_counter(), time.process_time()
            found = function(*arguments)
            self.wall += time.perf_counter() - wall
            self.processor += time.process_time() - processor
            return found

        return instead


def present(structure: str, futures: int) -> Clock:
    from deterrence.evidence.dataset import load_dataset
    from deterrence.exploration.futures import Futures, View, evaluate
    from deterrence.scenario.overlay import load_scenario
    from deterrence.second_strike.chances import REACH
    from deterrence.system.registry import ORDER

    clock = Clock()
    assert REACH.profile is not None
    watched = ORDER.exchanged({REACH.name: replace(REACH, profile=clock.timed(REACH.profile))})
    scenario = load_scenario(None, load_dataset())
    evaluate(Futures(scenario, "reference", structure, 1, 0, futures), View(("reach",), policies=()), watched)
    return clock


def before(structure: str, futures: int) -> Clock:
    from deterrence.system.reading import all_quantities
    from deterrence.system.run import SystemOptions, run_block

    from deterrence.evidence.dataset import load_dataset
    from deterrence.exploration.ensemble import DECOY_SPREAD
    from deterrence.exploration.question import reference_options
    from deterrence.scenario.draw import draw
    from deterrence.scenario.overlay import load_scenario
    from deterrence.scenario.resolve import resolve
    from deterrence.system import arrivals

    clock, original = Clock(), arrivals.chances_of_year
    scenario = load_scenario(None, load_dataset())
    options, resolved = reference_options(scenario, futures, 1), resolve(scenario, "reference")
    draws = draw({name: resolved[name] for name in all_quantities(structure)}, 1, 0, futures, scenario.years)
    arrivals.chances_of_year = clock.timed(original)
    try:
        run_block(draws, scenario.years, structure, SystemOptions(options.benchmarks, options.curve_year, DECOY_SPREAD))
    finally:
        arrivals.chances_of_year = original
    return clock


def main() -> None:
    structure, futures = sys.argv[1], int(sys.argv[2])
    try:
        import deterrence.second_strike.chances  # noqa: F401 - whether there is one
    except ImportError:
        measure = before
    else:
        measure = present
    measure(structure, 2)  # compiles
    clock = measure(structure, futures)
    print(json.dumps({"wall": clock.wall, "processor": clock.processor}))


if __name__ == "__main__":
    main()

"""Speed of the theatre's component. Run: python benchmarks/theatre.py

The median of several rounds on one core: 10,000 futures of 16 years, all outcomes, drawing apart.
"""

from __future__ import annotations

import statistics
import time

import numpy as np

from deterrence.evidence.dataset import load_dataset
from deterrence.nuclear.components.theatre import COMPONENT, evaluate
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import resolve

ROUNDS = 9
FUTURES = 10_000
BAR_SECONDS = 0.8


def main() -> None:
    """One row for drawing and one for evaluating."""
    scenario = load_scenario(None, load_dataset())
    resolved = resolve(scenario, "central")
    chosen = {name: resolved[name] for name in COMPONENT.quantities}
    drawing, evaluating = [], []
    for block in range(ROUNDS):
        start = time.perf_counter()
        draws = draw(chosen, 1, block * FUTURES, FUTURES, scenario.years)
        drawn = time.perf_counter()
        evaluate(draws, np.asarray(scenario.years))
        drawing.append(drawn - start)
        evaluating.append(time.perf_counter() - drawn)
    size = f"{FUTURES:,} futures x {len(scenario.years)} years"
    print(f"theatre, {size}: {statistics.median(evaluating):.3f} s on one core (bar {BAR_SECONDS})")
    print(f"drawing {len(chosen)} quantities for it: {statistics.median(drawing):.3f} s")


if __name__ == "__main__":
    main()

"""The theatre ladder: one component, all of its outcomes."""

from __future__ import annotations

import statistics
from functools import partial
from typing import Any

import numpy as np

from benchmarks.measuring import call
from benchmarks.rows import Row, Settings

TITLE = "The theatre ladder"
WORDS = "The median of several rounds on one core, on the clock: 10,000 futures of 16 years, drawing apart."

FUTURES = 10_000


def rows(settings: Settings) -> list[Row]:
    """One row for evaluating and one for drawing."""
    from deterrence.evidence.dataset import load_dataset
    from deterrence.nuclear.components.theatre import COMPONENT, evaluate
    from deterrence.scenario.overlay import load_scenario
    from deterrence.scenario.resolve import resolve

    scenario = load_scenario(None, load_dataset())
    resolved = resolve(scenario, "reference")
    chosen = {name: resolved[name] for name in COMPONENT.quantities}
    drawing, evaluating = [], []
    for block in range(3 if settings.is_quick else 9):
        draws: dict[str, Any] = {}
        drawing.append(call(partial(_draw_into, draws, chosen, block * FUTURES, scenario.years)).wall_seconds)
        evaluating.append(call(partial(evaluate, draws, np.asarray(scenario.years))).wall_seconds)
    return [
        Row("theatre", "all outcomes", statistics.median(evaluating), "seconds", 0.8),
        Row("theatre", f"drawing its {len(chosen)} quantities", statistics.median(drawing), "seconds"),
    ]


def _draw_into(draws: dict[str, Any], chosen: Any, start: int, years: tuple[int, ...]) -> None:
    from deterrence.scenario.draw import draw

    draws.update(draw(chosen, 1, start, FUTURES, years))

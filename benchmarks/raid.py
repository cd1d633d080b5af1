"""Raids on Europe's shield, and the score of the Ukrainian record."""

from __future__ import annotations

import statistics
from dataclasses import replace

import numpy as np

from benchmarks.measuring import call
from benchmarks.rows import Row, Settings

TITLE = "Raids on Europe's shield"
WORDS = (
    "10,000 futures of 60 days, both shields, one warm process, the median of several rounds. The bar is one for two "
    "cores in all; here one core has to keep it."
)

FUTURES, SCORED = 10_000, 2_000


def rows(settings: Settings) -> list[Row]:
    """The component, warm, and the study of the record."""
    from deterrence.evidence.dataset import load_dataset
    from deterrence.exploration.studies import solve
    from deterrence.missile_defence.components import raid, raid_record
    from deterrence.scenario.draw import draw
    from deterrence.scenario.overlay import load_scenario
    from deterrence.scenario.resolve import resolve

    scenario = load_scenario(None, load_dataset())
    resolved = resolve(scenario, "reference")
    chosen = {name: resolved[name] for name in raid.COMPONENT.quantities}
    draws, years = draw(chosen, 1, 0, FUTURES, scenario.years), np.array(scenario.years)
    raid.evaluate({name: values[:2] for name, values in draws.items()}, years)
    used = [call(lambda: raid.evaluate(draws, years)) for _ in range(1 if settings.is_quick else 5)]
    study = replace(raid_record.STUDY, futures=SCORED)
    scored = call(lambda: solve(study, scenario, ("reference", "aids_net"), 1))
    busy = statistics.median(one.processor_seconds for one in used)
    return [
        Row("raids", "of the processor, one core", busy, "seconds", 5.0),
        Row("raids", "on the clock, one core", statistics.median(one.wall_seconds for one in used), "seconds"),
        Row("Ukrainian record", f"score over {SCORED:,} futures", scored.wall_seconds, "seconds"),
    ]

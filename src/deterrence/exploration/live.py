"""One raid in one cell, at once: what a page shows while an input moves.

The numbers are those of a whole run of the same scenario, seed and futures: same draws (law 4), same loop, same law
of arrival; only the raids that are not shown are left out. Block boundaries do not matter, as futures are independent.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from deterrence.exploration.ensemble import DECOY_SPREAD
from deterrence.nuclear import adequacy
from deterrence.scenario.draw import uniforms
from deterrence.scenario.resolve import resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.run import SystemOptions, run_raid
from deterrence.system.wiring import quantities_read

Floats = NDArray[np.float64]

_KEPT_UNIFORMS = 1024


@dataclass(frozen=True)
class View:
    """What is looked at: one cell, one raid, so many futures of a seed."""

    assumption_set: str
    structure: str
    force: str
    posture: str
    futures: int
    seed: int


@dataclass(frozen=True)
class LiveOutcomes:
    """Outcomes of the view, each [future, year], named as in the registry of outcomes."""

    years: tuple[int, ...]
    arrivals_with: Floats
    arrivals_without: Floats
    erosion_same_forces: Floats
    nothing_to_erode: NDArray[np.bool_]


def live_outcomes(scenario: Scenario, view: View) -> LiveOutcomes:
    """Evaluate the raid of a view, and its twin without interceptors, over the scenario's years."""
    resolved = resolve(scenario, view.assumption_set)

    def uniform_of(name: str) -> Floats:
        return _base_uniforms(view.seed, name, view.futures)

    draws = {name: resolved[name].drawn(uniform_of, scenario.years) for name in quantities_read(view.structure)}
    options = SystemOptions(benchmarks=(), curve_year=None, decoy_spread=DECOY_SPREAD)
    with_, without = run_raid(draws, scenario.years, view.structure, options, view.force, view.posture)
    erosion, nothing = adequacy.erosion(with_, without)
    return LiveOutcomes(scenario.years, with_, without, erosion, nothing)


@lru_cache(maxsize=_KEPT_UNIFORMS)
def _base_uniforms(seed: int, quantity: str, futures: int) -> Floats:
    """Base draws, kept while an input moves: no input changes them."""
    found = uniforms(seed, quantity, 0, futures)
    found.flags.writeable = False
    return found

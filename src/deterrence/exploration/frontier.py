"""The frontier: which kill probability and which undefended share together erode a force by half.

One future with every quantity at its central value, in one year; the single-shot kill probability of all layers and
the share of missiles that meets no defence are moved over a grid, everything else is held.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deterrence.axes import FORCES, POSTURES
from deterrence.missile_defence.components import deployment
from deterrence.nuclear import adequacy
from deterrence.scenario.resolve import resolve
from deterrence.scenario.scenario import Scenario
from deterrence.second_strike.expected import expected_arrivals
from deterrence.second_strike.inputs import DEFENDED_SHARE, prepare, raid
from deterrence.system.registry import inputs_of

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Frontier:
    """Erosion on a grid, and the kill probability at which it reaches the threshold.

    Args:
        kill_probability: [k] single shot, all layers.
        undefended_share: [u].
        erosion: [u, k] of the day-to-day posture.
        crossing: [u] least kill probability with erosion >= threshold, NaN where even 1 does not reach it.
        rounds: Serviceable rounds of all layers and regions in that future.
    """

    assumption_set: str
    structure: str
    force: str
    year: int
    kill_probability: Floats
    undefended_share: Floats
    erosion: Floats
    crossing: Floats
    rounds: int


def central_draws(scenario: Scenario, assumption_set: str, structure: str, copies: int) -> dict[str, Floats]:
    """Every quantity at its central value (the quantile of one half), the same in each copy."""
    resolved = resolve(scenario, assumption_set)

    def half(_: str) -> Floats:
        return np.full(copies, 1 / 2)

    return {name: resolved[name].drawn(half, scenario.years) for name in inputs_of("arrivals", structure)}


def rounds_of(scenario: Scenario, assumption_set: str, structure: str, year: int) -> int:
    """Serviceable rounds of all layers and regions in the central future of a cell."""
    draws = central_draws(scenario, assumption_set, structure, 1)
    held = deployment.deployment(draws, np.asarray(scenario.years, dtype=np.int64))
    return int(held.rounds[0, scenario.years.index(year)].sum())


def frontier(
    scenario: Scenario,
    assumption_set: str,
    structure: str,
    force: str,
    year: int,
    threshold: float,
    steps: int,
) -> Frontier:
    """Erosion over kill probability x undefended share for one cell and force."""
    kill, undefended = np.linspace(0.0, 1.0, steps), np.linspace(0.0, 1.0, steps)
    grid_u, grid_k = (axis.reshape(-1) for axis in np.meshgrid(undefended, kill, indexing="ij"))
    draws = central_draws(scenario, assumption_set, structure, grid_u.size)
    draws[DEFENDED_SHARE] = 1.0 - grid_u
    calendar = np.asarray(scenario.years, dtype=np.int64)
    index = scenario.years.index(year)
    prepared, systems = prepare(draws, calendar, structure), deployment.deployment(draws, calendar)
    load, rounds, channels = (values[:, index] for values in (prepared.held.base_load, *systems))
    inputs = prepared.inputs(index, load, rounds, channels)
    inputs = inputs._replace(kill_probability=np.repeat(grid_k[:, None], inputs.kill_probability.shape[1], axis=1))
    place = (slice(None), FORCES.index(force), POSTURES.index("day_to_day"))
    with_, without = expected_arrivals(inputs, raid(force, "day_to_day"))
    values = adequacy.erosion(with_[place], without[place])[0].reshape(steps, steps)
    crossing = np.array([_first_crossing(kill, row, threshold) for row in values])
    return Frontier(
        assumption_set,
        structure,
        force,
        year,
        kill,
        undefended,
        values,
        crossing,
        int(systems.rounds[0, index].sum()),
    )


def _first_crossing(kill: Floats, erosion: Floats, threshold: float) -> float:
    """Where a rising curve first reaches the threshold, by linear interpolation on the grid."""
    above = np.flatnonzero(erosion >= threshold)
    if above.size == 0:
        return float("nan")
    i = int(above[0])
    if i == 0:
        return float(kill[0])
    share = (threshold - erosion[i - 1]) / (erosion[i] - erosion[i - 1])
    return float(kill[i - 1] + share * (kill[i] - kill[i - 1]))

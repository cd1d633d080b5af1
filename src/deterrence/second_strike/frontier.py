"""The frontier: which kill probability and which undefended share together erode a force by half.

One future with every quantity at its central value, in one year; the single-shot kill probability of all layers and
the share of missiles that meets no defence are moved over a grid, everything else is held.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Floats, Integers
from deterrence.axes import CLAIM_YEAR, FORCE, FORCES, POSTURES, REFERENCE, STRUCTURES
from deterrence.component import Outcome
from deterrence.exposure import shares
from deterrence.missile_defence.components.deployment import DEPLOYED, KILL_PROBABILITIES, deployment
from deterrence.nuclear import adequacy, retaliation
from deterrence.second_strike.expected import expected_arrivals
from deterrence.second_strike.inputs import (
    QUANTITIES,
    Prepared,
    YearInputs,
    prepare,
    quantities_of,
    raid,
)
from deterrence.study import Given, Label, Study

POSTURE: Final = "day_to_day"
_STEPS: Final = 41


def repeated(draws: Draws, copies: int) -> dict[str, Floats]:
    """One future so many times."""
    return {name: np.repeat(values, copies, axis=0) for name, values in draws.items()}


def points_in_year(given: Given, draws: Draws, y: int, sent_share: Floats, kill_probability: Floats) -> YearInputs:
    """Inputs of the arrival law in one year, without upload, once for each point.

    Args:
        given: Years and structure.
        draws: Quantity -> [point] or [point, year].
        y: Index of the year.
        sent_share: [point] share of the missiles that is sent into the capital region; the rest meets no defence.
        kill_probability: [point] single shot, all layers.
    """
    prepared: Prepared = prepare(draws, given.years, given.structure)
    load, rounds, channels = (values[:, y] for values in (prepared.held.base_load, *deployment(draws, given.years)))
    inputs = prepared.inputs(y, load, rounds, channels)
    layers = inputs.kill_probability.shape[1]
    sent = retaliation.missiles_by_region(prepared.held.missiles[:, y], shares(sent_share, 1.0)[:, None, :])
    return inputs._replace(
        missiles=np.ascontiguousarray(sent, dtype=np.int64),
        kill_probability=np.repeat(kill_probability[:, None], layers, axis=1),
    )


def erosion(given: Given, force: str, year: int, undefended_share: Floats, kill_probability: Floats) -> Floats:
    """Erosion of one force in one year over the grid of both axes, [undefended share, kill probability].

    Shares that send the same whole missiles are one row of the grid.
    """
    y = given.years.tolist().index(year)
    first, row = _whole_missiles(given, y, undefended_share)
    grid_u, grid_k = np.meshgrid(undefended_share[first], kill_probability, indexing="ij")
    draws = repeated(given.draws, grid_u.size)
    inputs = points_in_year(given, draws, y, 1.0 - grid_u.reshape(-1), grid_k.reshape(-1))
    place = (slice(None), FORCES.index(force), POSTURES.index(POSTURE))
    with_, without = expected_arrivals(inputs, raid(force, POSTURE))
    found: Floats = adequacy.erosion(with_[place], without[place])[0].reshape(grid_u.shape)
    return found[row]


def _whole_missiles(given: Given, y: int, undefended_share: Floats) -> tuple[Integers, Integers]:
    """Of shares that send the same whole missiles the first, and for each share the place of its own among them."""
    missiles = prepare(given.draws, given.years, given.structure).held.missiles[:, y]
    sent = retaliation.missiles_by_region(missiles, shares(1.0 - undefended_share, 1.0)[:, None, :])
    _, first, row = np.unique(sent.reshape(undefended_share.size, -1), axis=0, return_index=True, return_inverse=True)
    return first, row.reshape(-1)


def crossings(kill_probability: Floats, values: Floats, threshold: float) -> Floats:
    """Least kill probability with erosion >= threshold, [undefended share]; NaN where even 1 does not reach it."""
    return np.array([_first_crossing(kill_probability, row, threshold) for row in values])


def _first_crossing(kill: Floats, values: Floats, threshold: float) -> float:
    """Where a rising curve first reaches the threshold, by linear interpolation on the grid."""
    above = np.flatnonzero(values >= threshold)
    if above.size == 0:
        return float("nan")
    i = int(above[0])
    if i == 0:
        return float(kill[0])
    share = (threshold - values[i - 1]) / (values[i] - values[i - 1])
    return float(kill[i - 1] + share * (kill[i] - kill[i - 1]))


def _solve(given: Given) -> tuple[dict[str, AnyArray], dict[str, tuple[Label, ...]]]:
    grid = np.linspace(0.0, 1.0, _STEPS)
    forces, years = given.labels("force", FORCES), [year for year in given.years.tolist() if year == CLAIM_YEAR]
    found = np.zeros((len(forces), len(years), grid.size, grid.size))
    for f, force in enumerate(forces):
        for y, year in enumerate(years):
            found[f, y] = erosion(given, force, year, grid, grid)
    along: tuple[Label, ...] = tuple(grid.tolist())
    labels = {"force": forces, "year": tuple(years), "undefended_share": along, "kill_probability": along}
    return {"erosion_on_grid": found}, labels


STUDY: Final = Study(
    name="second_strike.frontier",
    shown_under=(REFERENCE,),
    is_shown_of_sets=True,
    quantities=(*QUANTITIES, *DEPLOYED),
    outcomes=(
        Outcome(
            "erosion_on_grid", "share", "frontier", ("force", "year", "undefended_share", "kill_probability"),
            "Erosion, day-to-day, by kill probability of one shot in all layers and share that meets no defence.",
            "models/required_capability.md", years=(CLAIM_YEAR,),
        ),
    ),
    labels={"force": FORCE},
    solve=_solve,
    by_structure=True,
    quantities_by_structure={structure: quantities_of(structure) for structure in STRUCTURES},
    swept=KILL_PROBABILITIES,
)  # fmt: skip

"""One raid in one cell, at once: what a page shows while an input moves.

The numbers are those of a whole run of the same scenario, seed and futures: the same components, only those that the
view needs, and of them only the raid that is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from deterrence.arrays import Flags, Floats
from deterrence.axes import DEFENCES, FORCES, POSTURES
from deterrence.exploration import futures
from deterrence.exploration.futures import Futures
from deterrence.exploration.moves import Moves
from deterrence.exposure import ALL, YEARLY, Exposure
from deterrence.scenario.scenario import Scenario

_OUTCOMES = ("arrivals", "erosion_same_forces", "nothing_to_erode")


@dataclass(frozen=True)
class View:
    """What is looked at: one cell, one raid under one exposure, so many futures of a seed.

    `pair` is that of the label `asked`.
    """

    assumption_set: str
    structure: str
    force: str
    posture: str
    futures: int
    seed: int
    exposure: str = ALL
    pair: Exposure | None = None


@dataclass(frozen=True)
class LiveOutcomes:
    """Outcomes of the view, each [future, year]; arrivals through the defence and without it."""

    years: tuple[int, ...]
    arrivals_with: Floats
    arrivals_without: Floats
    erosion_same_forces: Floats
    nothing_to_erode: Flags


def live_outcomes(scenario: Scenario, view: View, moves: Moves) -> LiveOutcomes:
    """Evaluate the raid of a view, and its twin without interceptors, over the scenario's years.

    Args:
        scenario: Of the view.
        view: What is looked at.
        moves: What was evaluated last; of few futures only what a move reaches is evaluated anew.
    """
    shown = Futures(scenario, view.assumption_set, view.structure, view.seed, 0, view.futures)
    labels = {"force": (view.force,), "posture": (view.posture,), "exposure": (view.exposure,)}
    found = moves.evaluate(shown, futures.View(_OUTCOMES, labels, policies=())).block
    raid = FORCES.index(view.force), POSTURES.index(view.posture), tuple(YEARLY).index(view.exposure)
    place = (slice(None), slice(None), *raid)
    arrivals, erosion, nothing = (found.under(name)[place] for name in _OUTCOMES)
    with_, without = (arrivals[..., DEFENCES.index(label)] for label in ("all", "none"))
    return LiveOutcomes(scenario.years, with_, without, erosion, nothing)

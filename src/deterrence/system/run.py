"""One block of futures through the coupled system, year by year.

The state is what the past decides: the load of each missile after upload, and the rounds that were added in answer to
European growth. Upload in year t answers the erosion of year t - lag in the day-to-day raid of both forces (law 22),
added rounds the warheads deployed in year t - lag (law 33); no quantity depends on itself within a year.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deterrence.nuclear import adequacy, retaliation
from deterrence.system.arrivals import arrivals_of_year
from deterrence.system.response import added_rounds, deployed, reinforced, upload
from deterrence.system.restoring import adequacy_outcomes
from deterrence.system.wiring import (
    EXPLICIT_DECOYS,
    RESPONSE_STRENGTH,
    UPLOAD_STRENGTH,
    Defence,
    Draws,
    Forces,
    defence,
    forces,
    year_inputs,
)
from deterrence.system.year import ALL_RAIDS, FORCES, OWNERS, POSTURES, YearInputs, YearOutcomes, raid

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

_ANSWERED_FORCE, _ANSWERED_POSTURE = FORCES.index("both"), POSTURES.index("day_to_day")


@dataclass(frozen=True)
class SystemOptions:
    """How a block is run.

    Args:
        benchmarks: Public payload counts b for P(arrivals >= b).
        curve_year: Year whose P(arrivals >= b) is kept for every b; none where only means are wanted.
        decoy_spread: Lattice spacing of grouped decoys in standard deviations; 0 evaluates every count (law 16).
        has_upload: Whether European upload answers erosion; off is the exogenous run.
        has_deployment_response: Whether Russian rounds answer European warheads.
        has_defence: Off sets every interceptor to zero, in all years: the twin as a run of its own.
    """

    benchmarks: tuple[int, ...]
    curve_year: int | None
    decoy_spread: float
    has_upload: bool = True
    has_deployment_response: bool = True
    has_defence: bool = True


@dataclass(frozen=True)
class BlockOutcomes:
    """Outcomes of a block by registry name; axes as the registry says, future first."""

    values: dict[str, NDArray[np.generic]]
    years: tuple[int, ...]


@dataclass(frozen=True)
class _History:
    """What the yearly loop leaves."""

    loads: Integers  # [future, year, force]
    rounds: Integers  # [future, year, region, layer]
    outcomes: list[YearOutcomes]
    last: YearInputs  # inputs of the last year

    def arrivals(self, name: str) -> Floats:
        """`arrivals_with` or `arrivals_without`, [future, year, force, posture]."""
        return np.stack([getattr(outcome, name) for outcome in self.outcomes], axis=1)


def run_block(draws: Draws, years: tuple[int, ...], structure: str, options: SystemOptions) -> BlockOutcomes:
    """Run one block of futures over the horizon under one structure."""
    calendar = np.asarray(years, dtype=np.int64)
    held, shield = forces(draws, calendar), defence(draws, calendar, structure)
    if not options.has_defence:
        shield = shield.without_interceptors()
    history = _history(draws, held, shield, calendar, structure, options, ALL_RAIDS)
    exogenous = _twin_without_programme(draws, held) if options.has_upload else None
    adequate = adequacy_outcomes(draws, held, history.last, structure, calendar, history.arrivals("arrivals_with"))
    return BlockOutcomes({**_collect(held, history, exogenous), **adequate}, years)


def run_raid(
    draws: Draws, years: tuple[int, ...], structure: str, options: SystemOptions, force: str, posture: str
) -> tuple[Floats, Floats]:
    """Arrivals of one raid with and without the defence, each [future, year]: the numbers of `run_block`, sooner.

    The raid that upload answers is evaluated beside it only where upload can answer.
    """
    calendar = np.asarray(years, dtype=np.int64)
    held, shield = forces(draws, calendar), defence(draws, calendar, structure)
    place, raids = (FORCES.index(force), POSTURES.index(posture)), raid(force, posture)
    if options.has_upload and np.any(draws[UPLOAD_STRENGTH] > 0):
        raids[_ANSWERED_FORCE, _ANSWERED_POSTURE] = True
    history = _history(draws, held, shield, calendar, structure, options, raids)
    of_raid = (slice(None), slice(None), *place)
    return history.arrivals("arrivals_with")[of_raid], history.arrivals("arrivals_without")[of_raid]


def _history(
    draws: Draws,
    held: Forces,
    shield: Defence,
    years: Integers,
    structure: str,
    options: SystemOptions,
    raids: NDArray[np.bool_],
) -> _History:
    """The yearly loop: state, step, profile."""
    is_answered = options.has_deployment_response and options.has_defence and np.any(draws[RESPONSE_STRENGTH] > 0)
    benchmarks = np.asarray(options.benchmarks, dtype=np.int64)
    load = held.base_load[:, 0]
    loads, rounds = np.empty_like(held.base_load), np.empty_like(shield.rounds)
    done: list[YearOutcomes] = []
    erosions, totals = np.zeros((load.shape[0], years.size)), np.zeros((load.shape[0], years.size))
    added = np.zeros(load.shape[0])
    before: YearInputs | None = None
    for y, year in enumerate(years):
        load = upload(draws, held, load, erosions, y) if options.has_upload else held.base_load[:, y]
        loads[:, y] = load
        inputs = year_inputs(draws, held, shield, load, structure, y)
        if is_answered:
            totals[:, y] = deployed(held, load, y)
            added = added_rounds(draws, added, totals, y)
            inputs = reinforced(inputs, draws, added) if added.any() else inputs
        rounds[:, y] = inputs.stock
        size = _curve_size(held) if year == options.curve_year else 0
        result = _profile(inputs, raids, before, done[-1] if done else None, benchmarks, size, structure, options)
        done.append(result)
        erosions[:, y] = _erosion_answered(result, raids)
        before = inputs
    return _History(loads, rounds, done, inputs)


def _erosion_answered(result: YearOutcomes, raids: NDArray[np.bool_]) -> Floats:
    """Erosion [future] of the raid that upload answers; none where that raid is not evaluated, as nobody answers."""
    if not raids[_ANSWERED_FORCE, _ANSWERED_POSTURE]:
        return np.zeros(result.arrivals_with.shape[0])
    place = (slice(None), _ANSWERED_FORCE, _ANSWERED_POSTURE)
    return adequacy.erosion(result.arrivals_with[place], result.arrivals_without[place])[0]


def _curve_size(held: Forces) -> int:
    """Room for every warhead that three boats of each force can carry at the platform's limit."""
    return int((held.missiles.max(axis=(0, 1)) * held.ceiling.max(axis=(0, 1)) * 3).sum()) + 1


def _profile(
    inputs: YearInputs,
    raids: NDArray[np.bool_],
    before: YearInputs | None,
    last: YearOutcomes | None,
    benchmarks: Integers,
    size: int,
    structure: str,
    options: SystemOptions,
) -> YearOutcomes:
    """Arrivals of one year; futures whose inputs equal last year's keep last year's answer."""
    is_explicit = structure == EXPLICIT_DECOYS
    changed = np.ones(inputs.sees.size, dtype=bool)
    if before is not None and size == 0:
        changed = ~np.logical_and.reduce(
            [(new == old).reshape(new.shape[0], -1).all(axis=1) for new, old in zip(inputs, before, strict=True)]
        )
    if last is None or changed.all():
        return arrivals_of_year(inputs, raids, benchmarks, size, is_explicit, options.decoy_spread)
    some = YearInputs(*(np.asarray(values)[changed] for values in inputs))  # type: ignore[arg-type]
    part = arrivals_of_year(some, raids, benchmarks, size, is_explicit, options.decoy_spread)
    merged = {"curve_with": part.curve_with[:0], "curve_without": part.curve_without[:0]}
    for name in ("arrivals_with", "arrivals_without", "reach_with", "reach_without"):
        merged[name] = getattr(last, name).copy()
        merged[name][changed] = getattr(part, name)
    return YearOutcomes(**merged)


def _twin_without_programme(draws: Draws, held: Forces) -> Floats:
    """Arrivals of a history without any defence, in which no upload answered one; [future, year, force, posture]."""
    missile = np.stack([draws[f"nuclear.{owner}.missile_reliability"] for owner in OWNERS], axis=-1)
    own = retaliation.expected_arrivals(
        held.firing,
        held.missiles[..., None],
        held.base_load[..., None],
        missile[:, None, :, None],
        draws["nuclear.retaliation.warhead_reliability"][:, None, None, None],
    )
    return np.concatenate([own, own.sum(axis=2, keepdims=True)], axis=2)


def _collect(held: Forces, history: _History, exogenous: Floats | None) -> dict[str, NDArray[np.generic]]:
    """Outcomes by registry name, future first, then year."""
    with_, without = history.arrivals("arrivals_with"), history.arrivals("arrivals_without")
    outcomes = history.outcomes
    erosion, nothing = adequacy.erosion(with_, without)
    programme = erosion if exogenous is None else adequacy.erosion_without_programme(with_, exogenous)[0]
    curves = max(outcomes, key=lambda outcome: outcome.curve_with.shape[-1])
    return {
        "arrivals_with": with_,
        "arrivals_without": without,
        "erosion_same_forces": erosion,
        "erosion_without_programme": programme,
        "nothing_to_erode": nothing,
        "reach_with": np.stack([outcome.reach_with for outcome in outcomes], axis=1),
        "reach_without": np.stack([outcome.reach_without for outcome in outcomes], axis=1),
        "curve_with": curves.curve_with[:, None],
        "curve_without": curves.curve_without[:, None],
        "boats_owned": held.boats_owned,
        "boats_operational": held.boats_operational,
        "warheads_per_missile": history.loads,
        "interceptor_rounds": history.rounds,
    }

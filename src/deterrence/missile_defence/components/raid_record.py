"""The raid engine against the Ukrainian record: missiles launched and claimed destroyed, by class and month.

Ukraine's shield is not public: batteries, rounds and the share of missiles that met a system are judged, wide, and
constant over the war. Two predictions are scored. `judged` uses these ranges as they stand. `fitted` keeps the futures
whose interception share over the earlier months is nearest to the record, and is scored on the later months alone.
"""

from __future__ import annotations

import calendar
import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from deterrence.arrays import Draws
from deterrence.missile_defence import calibration
from deterrence.missile_defence.calibration import Score
from deterrence.missile_defence.components import shield
from deterrence.missile_defence.components.raid import in_base_year
from deterrence.missile_defence.layer import round_half_up
from deterrence.scenario.draw import draw
from deterrence.scenario.resolve import resolve
from deterrence.scenario.scenario import Scenario

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Prediction: TypeAlias = Literal["judged", "fitted"]

PREFIX = "missile_defence.record_ukraine."
FIRST_SCORED_MONTH = "2025-01"
"""Months before this one are fitted on, this one and the later ones are scored."""
CLASSES = ("ballistic_short_range", "aeroballistic", "supersonic_cruise", "subsonic_cruise")
LEVELS = (0.05, 0.5, 0.95)
_KEPT_SHARE = 1 / 10
_SYSTEMS = ("patriot", "samp_t", "iris_t_slm", "nasams")
_RECORD = Path("missile_defence", "record_ukraine.csv")


@dataclass(frozen=True)
class Cell:
    """One class in one month."""

    threat_class: str
    month: str
    reports: int
    launched: int
    destroyed: int


@dataclass(frozen=True)
class Month:
    """One class in one month: the record, and what was predicted of it."""

    prediction: Prediction
    threat_class: str
    month: str
    launched: int
    observed: float
    low: float
    median: float
    high: float
    is_scored: bool
    """False where the month was fitted on."""

    @property
    def is_inside(self) -> bool:
        """Whether the record lies in the band."""
        return self.low <= self.observed <= self.high


@dataclass(frozen=True)
class Calibration:
    """All months, and the scores of each prediction by class."""

    months: tuple[Month, ...]
    scores: dict[tuple[Prediction, str], Score]

    def misses(self, prediction: Prediction) -> tuple[Month, ...]:
        """Scored months whose record lies outside the band."""
        return tuple(m for m in self.months if m.prediction == prediction and m.is_scored and not m.is_inside)


def quantities() -> tuple[str, ...]:
    """Ids of all that the prediction reads: the shield's kill chances and rounds, and Ukraine's judged holdings."""
    names = [*(f"{system}_systems" for system in _SYSTEMS), "rounds_per_system_per_month"]
    names += [f"engaged_share.{threat}" for threat in CLASSES]
    return (*shield.quantities(), *(PREFIX + name for name in names))


def record(root: Path) -> tuple[Cell, ...]:
    """The record of the dataset at `root`, by class and month."""
    with (root / _RECORD).open(encoding="utf-8", newline="") as file:
        return tuple(
            Cell(row["threat_class"], row["month"], *(int(row[k]) for k in ("reports", "launched", "destroyed")))
            for row in csv.DictReader(file)
        )


def calibrate(scenario: Scenario, futures: int, seed: int) -> Calibration:
    """Predict the record with the reference values of a scenario's dataset, and score it.

    Args:
        scenario: Its dataset holds the record; the set `central` is drawn.
        futures: How many to draw.
        seed: Seed of the draws.
    """
    cells = record(scenario.dataset.root)
    resolved = resolve(scenario, "central")
    draws = draw({name: resolved[name] for name in quantities()}, seed, 0, futures, scenario.years)
    shares = predicted_shares(in_base_year(draws, np.array(scenario.years)), cells)
    months: list[Month] = []
    scores: dict[tuple[Prediction, str], Score] = {}
    for threat in CLASSES:
        columns = np.array([i for i, cell in enumerate(cells) if cell.threat_class == threat])
        own = [cells[i] for i in columns]
        trials, hits = (np.array([getattr(cell, name) for cell in own]) for name in ("launched", "destroyed"))
        later = np.array([cell.month >= FIRST_SCORED_MONTH for cell in own])
        of_class = shares[:, columns]
        near = calibration.nearest_futures(
            of_class[:, ~later], trials[~later], hits[~later], max(1, round(futures * _KEPT_SHARE))
        )
        scored_by: tuple[tuple[Prediction, Floats, NDArray[np.bool_]], ...] = (
            ("judged", of_class, np.ones_like(later)),
            ("fitted", of_class[near], later),
        )
        for name, drawn, scored in scored_by:
            low, median, high = calibration.predictive_quantiles(drawn, trials, LEVELS)
            scores[name, threat] = calibration.score(
                drawn[:, scored], trials[scored], hits[scored], low[scored], high[scored]
            )
            months += [
                Month(name, threat, cell.month, cell.launched, cell.destroyed / cell.launched,
                      float(low[i]), float(median[i]), float(high[i]), bool(scored[i]))
                for i, cell in enumerate(own)
            ]  # fmt: skip
    return Calibration(tuple(months), scores)


def predicted_shares(draws: Draws, cells: tuple[Cell, ...]) -> Floats:
    """Share of the launched that the shield stops, [future, cell]: one campaign through all months."""
    objects, days = objects_by_day(cells)
    systems = {name: round_half_up(draws[f"{PREFIX}{name}_systems"]) for name in _SYSTEMS}
    futures = systems["patriot"].size
    none = np.zeros(futures, dtype=np.int64)
    systems |= {"arrow_3": none, "aegis_ashore": none, "short_range": none + 1}
    each = draws[f"{PREFIX}rounds_per_system_per_month"] * shield.MONTHS_PER_YEAR / shield.DAYS_PER_YEAR
    given = {
        pool: each * systems[shield.SYSTEM_OF[pool]]
        for pool in shield.INTERCEPTORS
        if shield.SYSTEM_OF[pool] in _SYSTEMS
    }
    met = np.zeros((futures, len(shield.CLASSES)))
    for threat in CLASSES:
        met[:, shield.CLASSES.index(threat)] = draws[f"{PREFIX}engaged_share.{threat}"]
    of = shield.pools(draws, systems, given, met)
    leaked, _, _ = shield.fight(of, np.broadcast_to(objects, (futures, *objects.shape)).copy())
    shares = [
        1 - leaked[:, first:end, shield.CLASSES.index(cell.threat_class)].sum(axis=1) / cell.launched
        for cell, (first, end) in zip(cells, days, strict=True)
    ]
    stopped: Floats = np.clip(np.stack(shares, axis=-1), 0.0, 1.0)
    return stopped


def objects_by_day(cells: tuple[Cell, ...]) -> tuple[Integers, list[tuple[int, int]]]:
    """Objects by day from the first month to the last, [day, class], and the days of each cell.

    A month's missiles are dealt to as many days as there were reports, evenly.
    """
    months = sorted({cell.month for cell in cells})
    starts: dict[str, int] = {}
    lengths: dict[str, int] = {}
    last = 0
    year, number = (int(part) for part in months[0].split("-"))
    while (name := f"{year}-{number:02d}") <= months[-1]:
        starts[name], lengths[name] = last, calendar.monthrange(year, number)[1]
        last += lengths[name]
        year, number = (year, number + 1) if number < shield.MONTHS_PER_YEAR else (year + 1, 1)
    objects = np.zeros((last, len(shield.CLASSES)), dtype=np.int64)
    for cell in cells:
        raids = min(max(cell.reports, 1), lengths[cell.month])
        days = starts[cell.month] + (np.arange(raids) * lengths[cell.month]) // raids
        dealt = np.diff(cell.launched * np.arange(raids + 1) // raids)
        objects[days, shield.CLASSES.index(cell.threat_class)] = dealt
    return objects, [(starts[cell.month], starts[cell.month] + lengths[cell.month]) for cell in cells]

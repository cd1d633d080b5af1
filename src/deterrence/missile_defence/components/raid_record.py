"""The raid engine against the Ukrainian record: missiles launched and claimed destroyed, by class and month.

Ukraine's shield is not public: batteries, rounds and the share of missiles that met a system are judged, wide, and
constant over the war. Two predictions are scored. `judged` uses these ranges as they stand. `fitted` keeps the futures
whose interception share over the earlier months is nearest to the record, and is scored on the later months alone.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Flags, Floats, Integers
from deterrence.axes import REFERENCE, named
from deterrence.component import Outcome
from deterrence.missile_defence import calibration
from deterrence.missile_defence.components import batteries, shield
from deterrence.missile_defence.components.raid import COMPONENT, in_base_year
from deterrence.ranges import round_half_up
from deterrence.study import BackTest, Given, Label, Solution, Study

PREFIX = "missile_defence.record_ukraine."
FIRST_SCORED_MONTH = "2025-01"
"""Months before this one are fitted on, this one and the later ones are scored."""
CLASSES = ("ballistic_short_range", "aeroballistic", "supersonic_cruise", "subsonic_cruise")
LEVELS = (0.05, 0.5, 0.95)
_KEPT_SHARE = 1 / 10
_SYSTEMS = ("patriot", "samp_t", "iris_t_slm", "nasams")
_BY_MONTH = ("threat_class", "month")
_PAGE = "models/missile_defence_raid.md"
FUTURES: Final = 300
PREDICTIONS: Final = ("judged", "fitted")
TABLE: Final = "missile_defence/record_ukraine.csv"
"""The record, a file of the dataset."""

OUTCOMES: Final = (
    Outcome(
        "record_launched", "missiles", "raid_record", _BY_MONTH, "Missiles of a class launched in a month.", _PAGE,
        dtype="int64",
    ),
    Outcome(
        "record_destroyed_share", "share", "raid_record", _BY_MONTH,
        "Share of them that Ukraine says it destroyed; a claim by one side, and of no single shot.", _PAGE,
        void="is_without_launches",
    ),
    Outcome(
        "is_without_launches", "flag", "raid_record", _BY_MONTH, "No missile of the class came in the month.",
        _PAGE, dtype="bool",
    ),
    *(
        Outcome(
            f"predicted_{name}", "share", "raid_record", ("prediction", *_BY_MONTH),
            f"{words} of the share that would be counted, over futures and the chance of so few missiles.", _PAGE,
            void="is_without_launches",
        )
        for name, words in (("low", "Quantile .05"), ("median", "Median"), ("high", "Quantile .95"))
    ),
    Outcome(
        "is_scored", "flag", "raid_record", ("prediction", *_BY_MONTH),
        "The prediction is scored on the month; false where it was fitted on it, or nothing was launched.", _PAGE,
        dtype="bool",
    ),
    Outcome(
        "scored_inside_share", "share", "raid_record", ("prediction", "threat_class"),
        "Share of the scored months whose reported share lies in the band.", _PAGE,
    ),
    Outcome(
        "scored_bias", "share", "raid_record", ("prediction", "threat_class"),
        "Predicted less reported share over all scored months; above 0 where the prediction is too high.", _PAGE,
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Cell:
    """One class in one month."""

    threat_class: str
    month: str
    reports: int
    launched: int
    destroyed: int


def quantities() -> tuple[str, ...]:
    """Ids of all that the prediction reads: the shield's kill chances and rounds, and Ukraine's judged holdings."""
    names = [*(f"{system}_systems" for system in _SYSTEMS), "rounds_per_system_per_month"]
    names += [f"engaged_share.{threat}" for threat in CLASSES]
    return (*shield.quantities(), *(PREFIX + name for name in names))


def record(rows: Iterable[Mapping[str, str]]) -> tuple[Cell, ...]:
    """The record by class and month, from the rows of its file."""
    return tuple(
        Cell(row["threat_class"], row["month"], *(int(row[name]) for name in ("reports", "launched", "destroyed")))
        for row in rows
    )


def _solve(given: Given) -> tuple[dict[str, AnyArray], dict[str, tuple[Label, ...]]]:
    """Predict the record, and score it."""
    cells = record(given.tables[TABLE])
    months = tuple(sorted({cell.month for cell in cells}))
    shares = predicted_shares(in_base_year(given.draws, given.years), cells)
    labels: dict[str, tuple[Label, ...]] = {"prediction": PREDICTIONS, "threat_class": CLASSES, "month": months}
    values: dict[str, AnyArray] = {
        outcome.name: np.zeros([len(labels[axis]) for axis in outcome.axes], outcome.dtype) for outcome in OUTCOMES
    }
    for place, threat in enumerate(CLASSES):
        columns = np.array([i for i, cell in enumerate(cells) if cell.threat_class == threat])
        own = [cells[i] for i in columns]
        at = place, np.array([months.index(cell.month) for cell in own])
        trials, hits = (np.array([getattr(cell, name) for cell in own]) for name in ("launched", "destroyed"))
        values["record_launched"][at], values["record_destroyed_share"][at] = trials, hits / trials
        for number, (drawn, is_scored) in enumerate(_predictions(shares[:, columns], own, trials, hits)):
            band = calibration.predictive_quantiles(drawn, trials, LEVELS)
            for name, level in zip(("low", "median", "high"), band, strict=True):
                values[f"predicted_{name}"][number, *at] = level
            score = calibration.score(
                drawn[:, is_scored], trials[is_scored], hits[is_scored], band[0][is_scored], band[2][is_scored]
            )
            values["is_scored"][number, *at] = is_scored
            values["scored_inside_share"][number, place], values["scored_bias"][number, place] = (
                score.inside_share, score.bias,
            )  # fmt: skip
    values["is_without_launches"] = values["record_launched"] == 0
    return values, labels


def _predictions(
    shares: Floats, cells: Sequence[Cell], trials: Integers, hits: Integers
) -> tuple[tuple[Floats, Flags], ...]:
    """Shares of one class as judged and as fitted, [future, cell], and which cells each is scored on."""
    later = np.array([cell.month >= FIRST_SCORED_MONTH for cell in cells])
    kept = max(1, round(shares.shape[0] * _KEPT_SHARE))
    near = calibration.nearest_futures(shares[:, ~later], trials[~later], hits[~later], kept)
    return (shares, np.ones_like(later)), (shares[near], later)


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


def _inside(found: Solution) -> float:
    """Share of all scored months whose reported share lies in the band, as fitted."""
    fitted = PREDICTIONS[-1]
    months = found.at("is_scored", prediction=fitted).sum(axis=-1)
    return float(np.average(found.at("scored_inside_share", prediction=fitted), weights=months))


STUDY: Final = Study(
    name="missile_defence.raid_record",
    shown_under=(REFERENCE,),
    quantities=quantities(),
    outcomes=OUTCOMES,
    labels={"prediction": named(PREDICTIONS), "threat_class": named(CLASSES)},
    solve=_solve,
    futures=FUTURES,
    tables=(TABLE,),
    back_test=BackTest((COMPONENT.name, batteries.COMPONENT.name), LEVELS[-1] - LEVELS[0], _inside),
)

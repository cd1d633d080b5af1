"""Raids on the Baltic region against Europe's shield: 60 days of them, with the shield of today and one battery more.

The campaign is fought once, in the base year: a quantity that is dated counts as it stands then, and the other years of
the horizon do not enter. Equations and limits: docs/models/missile_defence_raid.md.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Floats, Integers
from deterrence.axes import named
from deterrence.component import Component, Outcome, Reads, of_draws
from deterrence.missile_defence import raid
from deterrence.missile_defence.components import shield
from deterrence.missile_defence.raid_kernel import Shield
from deterrence.ranges import round_half_up

DAYS = 60
YEAR = 2026
"""The base year, in which the campaign is fought."""
SHIELDS: Final = {"today": "the shield of today", "one_battery_more": "the same with one battery more"}
_PREFIX = "missile_defence.russian_raids."
_PAGE = "models/missile_defence_raid.md"
_TOLERATED = f"{shield.PREFIX}tolerated_leakage_share"
_MONTHS = DAYS * shield.MONTHS_PER_YEAR / shield.DAYS_PER_YEAR

_RAIDS = ("future", "day", "shield")
_CAMPAIGN = ("future", "shield")

OUTCOMES = (
    Outcome(
        "leakage_share",
        "share",
        "raids",
        _RAIDS,
        "Share of the missiles of the latest raid by that day that leak; missiles are all classes but drones.",
        _PAGE,
    ),
    Outcome(
        "interceptors_left_share",
        "share",
        "raids",
        _RAIDS,
        "Interceptors left in the evening by all held at the start and delivered since; 0 where there are none.",
        _PAGE,
    ),
    Outcome(
        "days_sustained",
        "days",
        "raid_campaign",
        _CAMPAIGN,
        "Days before the first raid of which more than the tolerated share of missiles leaks; 60 if there is none.",
        _PAGE,
        dtype="int64",
        words="time for which the Baltic shield holds",
    ),
    Outcome(
        "leakage_share_by_class",
        "share",
        "raid_classes",
        (*_CAMPAIGN, "threat_class"),
        "Share of the objects of a class over all raids that leak; 0 where none comes.",
        _PAGE,
    ),
)


def campaign_quantities() -> tuple[str, ...]:
    """Ids of all that a campaign reads."""
    names = ["share_of_missiles", "share_of_drones", "use_share", "days_between_raids", "opening_factor"]
    names += [f"{threat}.{name}" for threat in shield.CLASSES for name in ("stock", "output_per_month")]
    return (*shield.quantities(), *(_PREFIX + name for name in names))


def objects_by_day(draws: Draws) -> Integers:
    """Objects of each class that come on each day, [future, day, class]; whole numbers that sum to the campaign's.

    What the region gets of stock and 60 days of output is dealt to the raids; the first raid is larger.
    """

    def of(name: str) -> Floats:
        return draws[_PREFIX + name]

    def spent(threat: str) -> Floats:
        share = of("share_of_drones" if threat == "drone" else "share_of_missiles") * of("use_share")
        return share * (of(f"{threat}.stock") + of(f"{threat}.output_per_month") * _MONTHS)

    total = np.stack([spent(threat) for threat in shield.CLASSES], axis=-1)
    every = np.clip(round_half_up(of("days_between_raids")), 1, DAYS)
    objects = np.zeros((every.size, DAYS, len(shield.CLASSES)), dtype=np.int64)
    for days in np.unique(every).tolist():
        alike = np.flatnonzero(every == days)
        raid_days = np.arange(0, DAYS, days)
        opening = of("opening_factor")[alike][:, None]
        sizes = raid.raid_sizes(round_half_up(total[alike]), raid_days.size, opening)
        objects[alike[:, None], raid_days] = np.swapaxes(sizes, 1, 2)
    return objects


def in_base_year(draws: Draws, years: Integers) -> dict[str, Floats]:
    """Draws as they stand in the base year, [future]; in the nearest year of a horizon that leaves it out."""
    index = int(np.abs(years - YEAR).argmin())
    return {name: values[:, index] if values.ndim == 2 else values for name, values in draws.items()}


def evaluate(draws: Draws, years: Integers) -> dict[str, AnyArray]:
    """Outcomes of both shields against the same raids, in the base year."""
    draws = in_base_year(draws, years)
    objects = objects_by_day(draws)
    missiles = objects[:, :, :-1].sum(axis=2)
    found: dict[str, list[AnyArray]] = {outcome.name: [] for outcome in OUTCOMES}
    for more, _ in enumerate(SHIELDS):
        of = shield.shield(draws, shield.systems_in_region(draws, more))
        leaked, _, left = shield.fight(of, objects)
        share = raid.leakage_share(leaked[:, :, :-1].sum(axis=2), missiles)
        found["leakage_share"].append(raid.latest(share, missiles > 0))
        found["interceptors_left_share"].append(_left_share(of, left))
        found["days_sustained"].append(raid.days_sustained(share, missiles > 0, draws[_TOLERATED]))
        found["leakage_share_by_class"].append(raid.leakage_share(leaked.sum(axis=1), objects.sum(axis=1)))
    place = {outcome.name: outcome.axes.index("shield") for outcome in OUTCOMES}
    return {name: np.stack(values, axis=place[name]) for name, values in found.items()}


def _left_share(of: Shield, left: Floats) -> Floats:
    """Interceptors left by all that were held and delivered, [future, day]."""
    counted = len(shield.INTERCEPTORS)
    held = (of.places + of.reloads)[:, :counted].sum(axis=1)
    delivered = of.delivered_per_day[:, :counted].sum(axis=1)
    had = held[:, None] + np.arange(DAYS) * delivered[:, None]
    return np.minimum(raid.leakage_share(left[:, :, :counted].sum(axis=2), had), 1.0)


COMPONENT: Final = Component(
    name="missile_defence.raids_on_europe",
    quantities=(*campaign_quantities(), _TOLERATED),
    outcomes=OUTCOMES,
    labels={
        "day": named(str(day) for day in range(1, DAYS + 1)),
        "shield": named(SHIELDS, SHIELDS),
        "threat_class": named(shield.CLASSES),
    },
    reads=(Reads("interceptors_delivered", lag=1, neutral=0.0, is_on=False),),
    profile=of_draws(evaluate),
    compiled="means/raids",
)

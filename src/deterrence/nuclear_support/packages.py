"""Packages a day that support nuclear operations, and the enablers that bind (law C39).

A package is so many sorties of each kind of aircraft, and so many rounds: its needs, of which no number is public (law
C40). Equations and known answers: docs/models/nuclear_support.md. Everything broadcasts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from deterrence.arrays import Flags, Floats, Integers

TIE = 1e-9
"""Enablers within this of the least all bind (law C39); beyond 1, as a share of the least."""


def of_aircraft(ready: Floats, sorties_per_day: Floats, free_share: Floats, need: Floats) -> Floats:
    """Packages a day that aircraft of one kind allow: ready x sorties x free share / need.

    Args:
        ready: Aircraft that can fly.
        sorties_per_day: Of each of them.
        free_share: Of the sorties, what the conventional fight leaves.
        need: Sorties for a package, above 0.
    """
    return ready * sorties_per_day * free_share / need


def of_stock(left: Floats, days_left: Floats, need: Floats) -> Floats:
    """Packages a day that a stock allows for all the days that are left: left / (days left x need)."""
    return left / (days_left * need)


def least(rates: Floats) -> Floats:
    """Packages a day, [...], of what each enabler allows, [..., enabler]."""
    found: Floats = rates.min(axis=-1)
    return found


def binding(rates: Floats) -> Flags:
    """Which enablers bind, [..., enabler]: all that allow no more than the least, to within the tie."""
    bound = least(rates)[..., None]
    return rates <= bound + TIE * np.maximum(bound, 1.0)


@dataclass(frozen=True)
class Support:
    """What is there on the first day, and how it wears.

    Args:
        aircraft_rates: Packages a day that each kind of aircraft allows on the first day, [..., kind].
        kept_per_day: Share of the aircraft of each kind that is left after a day's sorties, [..., kind].
        stock: Rounds for these packages, [...].
        rounds_per_package: Need of rounds, above 0, [...].
    """

    aircraft_rates: Floats
    kept_per_day: Floats
    stock: Floats
    rounds_per_package: Floats


def kept_after_a_day(loss_per_sortie: Floats, sorties_per_day: Floats) -> Floats:
    """Share of the aircraft that is left after a day; losses act on every sortie, in whichever fight it is flown."""
    return (1 - loss_per_sortie) ** sorties_per_day


def by_day(support: Support, days: int, shown: Sequence[int]) -> tuple[Floats, Flags]:
    """Packages of each day of a campaign, [..., day], and what binds on some, [..., day, enabler], the stock last.

    What a day's packages need leaves the stock; what they do not is spread over the days that are left.

    Args:
        support: What is there on the first day.
        days: Length of the campaign.
        shown: Days, from 1, of which it is told what binds.
    """
    rates, left = support.aircraft_rates, support.stock
    packages, binds = [], []
    for day in range(1, days + 1):
        of_rounds = of_stock(left, np.array(float(days + 1 - day)), support.rounds_per_package)
        packages.append(np.minimum(least(rates), of_rounds))
        if day in shown:
            binds.append(binding(_joined(rates, of_rounds)))
        left = left - packages[-1] * support.rounds_per_package
        rates = rates * support.kept_per_day
    return np.stack(packages, axis=-1), np.stack(binds, axis=-2)


def _joined(rates: Floats, last: Floats) -> Floats:
    shape = np.broadcast_shapes(rates.shape[:-1], last.shape)
    aircraft = np.broadcast_to(rates, (*shape, rates.shape[-1]))
    return np.concatenate([aircraft, np.broadcast_to(last, shape)[..., None]], axis=-1)


def first_shortfall_day(packages: Floats, asked: Floats) -> Integers:
    """First day, from 1, on which fewer packages than asked can be had, [...]; the day after the last where none is.

    Args:
        packages: [..., day].
        asked: Packages a day, [...].
    """
    short = packages < (asked - TIE * np.maximum(asked, 1.0))[..., None]
    found: Integers = np.where(short.any(axis=-1), short.argmax(axis=-1) + 1, packages.shape[-1] + 1).astype(np.int64)
    return found

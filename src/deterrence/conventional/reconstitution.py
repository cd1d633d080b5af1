"""Stocks of equipment and of people at war and after it, from one year to the next (law C35).

Equations and known answers: docs/models/conventional_reconstitution.md. Everything broadcasts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deterrence.arrays import Floats, Integers


@dataclass(frozen=True)
class Stocks:
    """Equipment of one kind: in service, and in store; `usable` is the part of the store that can still be restored."""

    active: Floats
    stored: Floats
    usable: Floats


def kept_share(hazard: Floats) -> Floats:
    """Share of a stock that is left after a year under a hazard: e^-h."""
    return np.exp(-hazard)


def kept_share_of_inflow(hazard: Floats) -> Floats:
    """Share that is left at its end of what comes in evenly over the year: (1 - e^-h) / h, and 1 where h is 0."""
    safe = np.where(hazard > 0, hazard, 1.0)
    return np.where(hazard > 0, -np.expm1(-safe) / safe, 1.0)


def hazard_of(lost: Floats, before: Floats, after: Floats) -> Floats:
    """Hazard a year that a record shows: what was lost over the mean of the stocks before and after."""
    return 2 * lost / (before + after)


def year_later(stocks: Stocks, hazard: Floats, new: Floats, refurbishment: Floats) -> Stocks:
    """The stocks one year later, none below 0 (law C35).

    Args:
        stocks: At the beginning of the year.
        hazard: Losses by enemy action and retirement by age, which act at once, as a hazard a year.
        new: Built in the year.
        refurbishment: As many as works can restore in the year; no more than is usable in store is restored.
    """
    refurbished = np.minimum(refurbishment, stocks.usable)
    active = stocks.active * kept_share(hazard) + (new + refurbished) * kept_share_of_inflow(hazard)
    return Stocks(active, stocks.stored - refurbished, stocks.usable - refurbished)


def people_later(people: Floats, recruits: Floats, casualties: Floats, permanent_share: Floats) -> Floats:
    """People one year later: those recruited, less the casualties who do not come back (law C37).

    Nobody is lost who is not there.
    """
    return np.maximum(people + recruits - casualties * permanent_share, 0.0)


def first_year_at_least(stock: Floats, level: Floats, years: Integers) -> Integers:
    """The first year in which a stock is at least a level; one more than the last year where it never is.

    Args:
        stock: [future, year, ...].
        level: [future].
        years: Calendar years; never extrapolated beyond.
    """
    reached = stock >= level.reshape(-1, *(1 for _ in stock.shape[1:]))
    first: Integers = np.where(reached.any(axis=1), years[reached.argmax(axis=1)], years[-1] + 1).astype(np.int64)
    return first

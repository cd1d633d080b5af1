"""Checks across the quantities of a scenario: values that are fine one by one and impossible together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from deterrence.errors import Problem
from deterrence.evidence.distribution import Dated, quantiles
from deterrence.evidence.document import Document
from deterrence.scenario.horizon import FIRST_YEAR
from deterrence.scenario.precedence import OVERLAY, basis_in_force
from deterrence.scenario.scenario import Scenario

Floats = NDArray[np.float64]

_ENDS = np.array([0.0, 1.0])

# (lesser, greater, what is wrong when the lesser can be more than the greater ever is); both of one force or system.
_ORDER = (
    ("boats_at_sea_day_to_day", "boats_in_service", "more boats at sea than owned"),
    ("boats_at_sea_day_to_day", "missile_sets", "more boats at sea than sets of missiles"),
    ("boats_at_sea_day_to_day", "crews", "more boats at sea than crews"),
    ("missiles_per_boat", "tubes_per_boat", "more missiles on a boat than tubes"),
    ("warheads_per_missile", "warheads_per_missile_limit", "more warheads on a missile than its limit"),
    ("warheads_on_other_systems", "stockpile", "more warheads on other systems than in the stockpile"),
    ("refit_duration_years", "refit_interval_years", "a refit longer than the time between refits"),
    ("systems_delivered", "systems_ordered", "more systems delivered than ordered"),
)

# name: (least, most) that the models can take, where the unit allows more.
_LIMITS = {
    "boats_at_sea_day_to_day": (0, 3),
    "refit_interval_years": (0.1, 100),
    "response_lag_years": (1, 100),
    "lag_years": (1, 100),
    "salvo": (1, 50),
    "looks": (1, 12),
    "tubes_per_boat": (0, 50),
    "missiles_per_boat": (0, 50),
    "warheads_per_missile": (0, 50),
    "warheads_per_missile_limit": (0, 50),
    "objects_per_missile_factor": (0, 50),
    "needed_weapons": (1, 10_000),
    "needed_strategic_warheads": (1, 10_000),
    "claimed_range_km": (1, 10_000),
}

# Ends of the ids of dates and lags that are read once and act from a date of their own: a policy changes them for the
# whole horizon. What is neither here nor below has no date, so that a policy must not change it.
SCHEDULES = (
    ".replacement_first_year", ".replacement_slip_years", ".replacement_interval_years",
    ".replacement_overlap_years", ".life_extension_limit_years", ".hypersonic_slip_years",
)  # fmt: skip

# Ends of the ids of which the models take a path over the years; of all else they take one value a future.
TAKES_PATH = (
    ".boats_at_sea_day_to_day", ".crews", ".missile_sets",
    ".stockpile", ".warheads_on_other_systems", ".missiles_per_boat", ".warheads_per_missile",
    ".warheads_per_missile_limit", ".boat_survival_probability", ".interceptors", ".simultaneous_objects",
    "terminal.availability_share", "exo_atmospheric.availability_share", ".systems_ordered", ".systems_delivered",
    ".s400.systems", ".air.squadrons", ".air.aircraft_per_squadron", ".air.carrier_aircraft", ".air.missiles",
    ".air.hypersonic_first_year",
)  # fmt: skip

# Domains whose models take a path of everything they read.
_PATH_DOMAINS = (
    "nuclear.theatre.", "nuclear.russia.", "nuclear.united_states.", "nuclear.china.", "nuclear.stability.",
    "nuclear.two_peer.",
)  # fmt: skip


def takes_path(identity: str) -> bool:
    """Whether the models take a path over the years of a quantity."""
    return identity.endswith(TAKES_PATH) or identity.startswith(_PATH_DOMAINS)


def contradictions(scenario: Scenario, document: Document | None = None) -> list[Problem]:
    """What is impossible in a scenario, each once, at the line of the overlay or of the dataset.

    Args:
        scenario: The scenario.
        document: The scenario's file, if it has one.
    """
    return _once([*_without_effect(scenario, document), *_paths(scenario, document), *impossible(scenario, document)])


def impossible(scenario: Scenario, document: Document | None = None) -> list[Problem]:
    """Values that cannot be true together, or that the models cannot take."""
    views = [_View(scenario, assumption_set, document) for assumption_set in scenario.assumption_sets]
    return _once([problem for view in views for problem in (*view.order(), *view.limits(), *view.retirements())])


def _once(found: list[Problem]) -> list[Problem]:
    return list({(p.path, p.what): p for p in found}.values())


def held_constant(scenario: Scenario) -> tuple[tuple[str, int], ...]:
    """(quantity, last date) of every dated quantity whose dates end inside the horizon: a note, no problem."""
    found: dict[str, int] = {}
    for assumption_set in scenario.assumption_sets:
        for identity in scenario.dataset.quantities:
            basis, _ = basis_in_force(scenario.dataset, assumption_set, scenario.changes, identity)
            if isinstance(basis.distribution, Dated) and basis.distribution.years[-1] < scenario.years[-1]:
                last = basis.distribution.years[-1]
                found[identity] = min(last, found.get(identity, last))
    return tuple(found.items())


def _without_effect(scenario: Scenario, document: Document | None) -> Iterator[Problem]:
    for identity in scenario.changes:
        quantity = scenario.dataset.quantities[identity]
        if not any(quantity.counts_in(structure) for structure in scenario.structures):
            names = " or ".join(quantity.structures)
            what = f"changes nothing: it counts only where the structure is {names}"
            yield problem_at(scenario, document, identity, what, f"remove it, or add {names} to structures", None)


def _paths(scenario: Scenario, document: Document | None) -> Iterator[Problem]:
    for identity, basis in scenario.changes.items():
        if isinstance(basis.distribution, Dated) and not takes_path(identity):
            fix = "write one value or range for all years"
            yield problem_at(scenario, document, identity, "dated, but the models take one value a future", fix, None)


@dataclass(frozen=True)
class _View:
    """A scenario as one assumption set sees it."""

    scenario: Scenario
    assumption_set: str
    document: Document | None

    def _ends(self, identity: str) -> tuple[Floats, Floats]:
        """Least and greatest value of a quantity, each [year]."""
        basis, _ = basis_in_force(self.scenario.dataset, self.assumption_set, self.scenario.changes, identity)
        years = self.scenario.years
        low, high = np.broadcast_to(quantiles(basis.distribution, _ENDS, years).T, (len(years), 2)).T
        return low, high

    def order(self) -> Iterator[Problem]:
        """Quantities that exceed another which bounds them."""
        for identity, bound, what in _ordered(tuple(self.scenario.dataset.quantities)):
            most, limit = self._ends(identity)[1], self._ends(bound)[1]
            excess = most - limit
            if np.any(excess > 0):
                at = int(np.argmax(excess))
                fix = f"write at most {limit[at]:g}, or raise {bound}"
                yield self._at(identity, bound, what, fix, float(most[at]))

    def limits(self) -> Iterator[Problem]:
        """Quantities beyond what the models can take."""
        for identity, least, most in _limited(tuple(self.scenario.dataset.quantities)):
            low, high = (float(end) for end in (np.min(self._ends(identity)[0]), np.max(self._ends(identity)[1])))
            if low < least or high > most:
                value = low if low < least else high
                fix = f"write values from {least:g} to {most:g}"
                yield self._at(identity, identity, "beyond what the models take", fix, value)

    def retirements(self) -> Iterator[Problem]:
        """Schedules that retire boats that there are not, or that were still there when the count was taken."""
        for identity in self.scenario.dataset.quantities:
            prefix, _, last = identity.rpartition(".")
            boats = f"{prefix}.boats_in_service"
            if f".{last}" not in SCHEDULES or boats not in self.scenario.dataset.quantities:
                continue
            if identity in self.scenario.changes and not np.any(self._ends(boats)[1] > 0):
                fix = f"remove it, or raise {boats}"
                yield self._at(identity, identity, "a schedule that retires boats that do not exist", fix, 0.0)
            entry = float(np.min(self._ends(identity)[0])) if last == "replacement_first_year" else FIRST_YEAR
            if entry < FIRST_YEAR:
                what = f"a schedule that retires boats before {FIRST_YEAR}, the year in which they are counted"
                yield self._at(identity, identity, what, f"write a year of at least {FIRST_YEAR}", entry)

    def _at(self, identity: str, bound: str, what: str, fix: str, value: float) -> Problem:
        """The problem at the quantity that the scenario changed: the bound, where only that was."""
        is_changed = [name for name in (identity, bound) if name in self.scenario.changes]
        place = (is_changed or [identity])[0]
        origin = basis_in_force(self.scenario.dataset, self.assumption_set, self.scenario.changes, identity)[1]
        said = what if origin == OVERLAY else f"{what} ({identity}, {origin})"
        return problem_at(self.scenario, self.document, place, said, fix, value)


# A page checks a scenario with each move of a lever; what is to be compared follows from the names alone.
@lru_cache(maxsize=8)
def _ordered(names: tuple[str, ...]) -> tuple[tuple[str, str, str], ...]:
    """Pairs of ids of which the first must not exceed the second, and what is wrong if it does."""
    known = frozenset(names)
    found = (
        (identity, f"{identity.removesuffix(lesser)}{greater}", what)
        for identity in names
        for lesser, greater, what in _ORDER
        if identity.rpartition(".")[2] == lesser
    )
    return tuple(pair for pair in found if pair[1] in known)


@lru_cache(maxsize=8)
def _limited(names: tuple[str, ...]) -> tuple[tuple[str, float, float], ...]:
    """Ids with the least and the most that the models take of them."""
    lasts = ((identity, identity.rpartition(".")[2]) for identity in names)
    return tuple((identity, *_LIMITS[last]) for identity, last in lasts if last in _LIMITS)


def problem_at(
    scenario: Scenario, document: Document | None, identity: str, what: str, fix: str, value: float | None
) -> Problem:
    """A problem of a quantity: at the line of the change if the file changes it, else at that of the dataset."""
    shown = None if value is None else f"{value:g}"
    if document is not None and identity in scenario.changes:
        return document.problem(("changes", identity), what, fix, shown, has_value=shown is not None)
    quantity = scenario.dataset.quantities[identity]
    return Problem(quantity.file, identity, what, fix, shown, quantity.line, shown is not None)

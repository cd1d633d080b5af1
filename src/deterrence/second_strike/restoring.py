"""What would restore a bar in the last year: further boats at sea, or further warheads on the missiles (law 34)."""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import Draws, Flags, Floats, Integers, Values, at_year
from deterrence.axes import DEFENCES, FORCE, FORCES, OWNERS, POSTURE, POSTURES, STRUCTURES
from deterrence.component import Component, Outcome, Reads
from deterrence.exposure import ALL, EXPOSURE, YEARLY
from deterrence.nuclear import adequacy
from deterrence.nuclear.components.boats import Forces, firing, unread_by_force
from deterrence.second_strike.expected import expected_arrivals
from deterrence.second_strike.inputs import (
    QUANTITIES,
    Prepared,
    YearInputs,
    decoys_per_missile,
    prepare,
    quantities_of,
    raid,
)

BAR: Final = "nuclear.bar.share_of_first_year"


def _adequacy(prepared: Prepared, values: Values, _: slice) -> Values:
    """When arrivals first fall below the bar, and what would restore it in the last year, all sent to the capital."""
    draws, held, years = prepared.draws, prepared.held, prepared.years
    arrivals = values["arrivals"][..., tuple(YEARLY).index(ALL), DEFENCES.index("all")]
    last_year = years.size - 1
    names = ("warheads_per_missile", "interceptor_rounds", "interceptor_channels")
    last = prepared.inputs(last_year, *(values[name][:, -1] for name in names), exposure=ALL)
    bar = draws[BAR][:, None, None] * arrivals[:, 0]
    search = _Search(draws, held, last, prepared.structure, last_year)
    shape = bar.shape
    boats, warheads = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    no_boats, no_warheads = np.zeros(shape, np.bool_), np.zeros(shape, np.bool_)
    for force, posture in np.ndindex(shape[1:]):
        place = (slice(None), force, posture)
        # Only futures that end below the bar are searched; where it is held nothing is needed.
        short = np.flatnonzero(arrivals[:, -1, force, posture] < bar[place])
        if short.size:
            at = (short, force, posture)
            boats[at], no_boats[at] = search.boats(force, posture, short, bar[at])
            warheads[at], no_warheads[at] = search.warheads(force, posture, short, bar[at])
    found = {
        "first_year_below_bar": adequacy.first_year_below(arrivals, bar, years),
        "boats_to_restore": boats,
        "boats_do_not_restore": no_boats,
        "warheads_to_restore": warheads,
        "warheads_do_not_restore": no_warheads,
    }
    return {name: array[..., None] for name, array in found.items()}  # one exposure


def _with_further_boats(draws: Draws, held: Forces, further: int, year_index: int) -> Floats:
    """Chance that n boats fire with so many more at sea, three at the most, [future, force, posture, 0..3] (law 8).

    A further boat comes with its crew, its missiles and their warheads.
    """
    at_sea = held.at_sea[:, year_index]
    more = np.zeros_like(at_sea)
    for boats in range(at_sea.shape[-1]):
        more[..., min(boats + further, at_sea.shape[-1] - 1)] += at_sea[..., boats]
    found = np.empty_like(at_sea)
    for force, owner in enumerate(OWNERS):
        survival = at_year(draws[f"nuclear.{owner}.boat_survival_probability"], year_index)
        found[:, force] = firing(draws, f"nuclear.{owner}", more[:, force], survival)
    return found


class _Search:
    """The mean law of arrivals in one year, as a function of what is added to the forces of a raid."""

    def __init__(self, draws: Draws, held: Forces, last: YearInputs, structure: str, y: int) -> None:
        self._draws, self._last, self._structure = draws, last, structure
        self._loaded = held.missiles_loaded[:, y]
        most = held.at_sea.shape[-1]
        self._firing = np.stack([_with_further_boats(draws, held, n, y) for n in range(most)], axis=1)
        limits = [at_year(draws[f"nuclear.{owner}.warheads_per_missile_limit"], y) for owner in OWNERS]
        self._room = np.maximum(np.stack(limits, axis=-1).astype(np.int64) - last.warheads, 0)

    def boats(self, force: int, posture: int, futures: Integers, bar: Floats) -> tuple[Integers, Flags]:
        """Further boats at sea of each force of the raid, up to three in all."""

        def arrivals_of(chosen: Integers, further: Integers) -> Floats:
            some = futures[chosen]
            inputs = self._last.of(some)._replace(boats=self._firing[some, further])
            return _mean(inputs, force, posture)

        most = np.full(futures.size, self._firing.shape[1] - 1)
        return adequacy.least_restoring(arrivals_of, most, bar)

    def warheads(self, force: int, posture: int, futures: Integers, bar: Floats) -> tuple[Integers, Flags]:
        """Further warheads on all sets of missiles of the raid, the same number a missile up to each one's limit."""
        room = self._room * np.array([owner in _owners_of(force) for owner in OWNERS])

        def arrivals_of(chosen: Integers, further: Integers) -> Floats:
            some = futures[chosen]
            load = self._last.warheads.copy()
            load[some] += np.minimum(further[:, None], room[some])
            decoys = decoys_per_missile(self._draws, load, self._structure)[some]
            return _mean(self._last.of(some)._replace(warheads=load[some], decoys=decoys), force, posture)

        per_missile, beyond = adequacy.least_restoring(arrivals_of, room[futures].max(axis=1), bar)
        added = np.minimum(per_missile[:, None], room[futures]) * self._loaded[futures]
        return added.sum(axis=1), beyond


def _owners_of(force: int) -> tuple[str, ...]:
    """Owners whose boats are in a raid."""
    return OWNERS if FORCES[force] == "both" else (FORCES[force],)


def _mean(inputs: YearInputs, force: int, posture: int) -> Floats:
    """Expected warheads of one raid through the defence, [future]."""
    return expected_arrivals(inputs, raid(FORCES[force], POSTURES[posture]))[0][:, force, posture]


_AXES = ("future", "force", "posture", "exposure")
_PAGE = "models/nuclear.md"
COMPONENT: Final = Component(
    name="second_strike.adequacy",
    quantities=(*QUANTITIES, BAR),
    unread_at=unread_by_force(QUANTITIES),
    quantities_by_structure={structure: quantities_of(structure) for structure in STRUCTURES},
    reads=tuple(
        Reads(name)
        for name in ("arrivals", "warheads_per_missile", "interceptor_rounds", "interceptor_channels")
    ),
    outcomes=(
        Outcome(
            "first_year_below_bar", "year", "adequacy", _AXES,
            "First year with fewer arrivals than a share of the first year's; the year after the last where never.",
            _PAGE, dtype="int64", keep="all",
        ),
        Outcome(
            "boats_to_restore", "boats", "adequacy", _AXES,
            "Further boats at sea of each force that reach the bar in the last year; 0 where it is held (law 34).",
            _PAGE, dtype="int64", keep="all",
        ),
        Outcome(
            "boats_do_not_restore", "flag", "adequacy", _AXES,
            "True where three boats at sea do not reach the bar; counted apart.", _PAGE, dtype="bool", keep="all",
        ),
        Outcome(
            "warheads_to_restore", "warheads", "adequacy", _AXES,
            "Further warheads on all sets of missiles with which the bar is reached in the last year (law 34).",
            _PAGE, dtype="int64", keep="all",
        ),
        Outcome(
            "warheads_do_not_restore", "flag", "adequacy", _AXES,
            "True where missiles loaded to their platform's limit do not reach the bar; counted apart.",
            _PAGE, dtype="bool", keep="all",
        ),
    ),
    labels={"force": FORCE, "posture": POSTURE, "exposure": {ALL: EXPOSURE[ALL]}},
    prepare=prepare,
    profile=_adequacy,
    by_structure=True,
)  # fmt: skip

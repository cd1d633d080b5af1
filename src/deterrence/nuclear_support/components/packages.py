"""Packages a day that support nuclear operations, what binds, and what is left without American aircraft (law C39).

Needs are axes, since none is published (law C40); one sortie of early warning is the measure of the others.
Equations and where the inputs stand: docs/models/nuclear_support.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import Draws, Flags, Floats, Integers, Values
from deterrence.axes import PRESENT_YEAR, named
from deterrence.component import Component, Outcome, Reads
from deterrence.nuclear_support import packages

KINDS: Final = ("fighters", "tankers", "early_warning")
ROUNDS: Final = "stand_off_rounds"
ENABLERS: Final = (*KINDS, ROUNDS)
AIRCRAFT: Final = {"all": 1, "without_united_states": 0}
"""How much of the American aircraft and rounds is there: the twin without them."""
NEED: Final = {"fighters": (8, 24, 72), "tankers": (1, 2, 4, 8), ROUNDS: (1, 4, 16)}
"""Sorties or rounds for a package that has one sortie of early warning: swept, as nobody publishes any of them."""
DAYS: Final = 60
"""Length of the campaign."""
DAYS_SHOWN: Final = (1, 30, DAYS)
ASKED: Final = (1, 2, 4, 8)
"""Packages a day of which the first day short is asked."""
PAGE: Final = "models/nuclear_support.md"
_EUROPE, _STATES, _OF = "nuclear_support.europe.", "nuclear_support.united_states.", "nuclear_support.operations."
_QUANTITIES: Final = (
    *(prefix + name for prefix in (_EUROPE, _STATES) for name in ENABLERS),
    _STATES + "share_in_theatre",
    _OF + "ready_share",
    *(f"{_OF}{what}.{kind}" for what in ("sorties_per_day", "loss_per_sortie") for kind in KINDS),
    *(f"{_OF}free_share.{name}" for name in ENABLERS),
)


@dataclass(frozen=True)
class Campaign:
    """Packages of every day, [future, aircraft, fighters, tankers, rounds, day], and what binds on the days shown."""

    packages: Floats
    binds: Flags


def _grid() -> tuple[Floats, Floats]:
    """Needs of each kind of aircraft, [fighters, tankers, 1, kind], and of rounds, [rounds]."""
    fighters, tankers, rounds = (np.array(needs, dtype=np.float64) for needs in NEED.values())
    pair = np.broadcast_arrays(fighters[:, None, None], tankers[:, None], np.ones(1))
    return np.stack(pair, axis=-1), rounds


def _by_kind(draws: Draws, prefix: str) -> Floats:
    return np.stack([draws[prefix + kind] for kind in KINDS], axis=-1)


def _prepare(draws: Draws, years: Integers, structure: str) -> Campaign:  # noqa: ARG001 - the contract
    there = np.array(list(AIRCRAFT.values()))
    states = _by_kind(draws, _STATES) * draws[_STATES + "share_in_theatre"][:, None]
    held = _by_kind(draws, _EUROPE)[:, None] + states[:, None] * there[:, None]
    sorties = _by_kind(draws, _OF + "sorties_per_day.")[:, None]
    free = _by_kind(draws, _OF + "free_share.")[:, None]
    ready = held * draws[_OF + "ready_share"][:, None, None]
    rounds = draws[_EUROPE + ROUNDS][:, None] + draws[_STATES + ROUNDS][:, None] * there
    aircraft_need, rounds_need = _grid()
    support = packages.Support(
        packages.of_aircraft(
            ready[:, :, None, None, None], sorties[:, :, None, None, None], free[:, :, None, None, None], aircraft_need
        ),
        packages.kept_after_a_day(_by_kind(draws, _OF + "loss_per_sortie."), sorties[:, 0])[:, None, None, None, None],
        (rounds * draws[f"{_OF}free_share.{ROUNDS}"][:, None])[:, :, None, None, None],
        rounds_need,
    )
    found, binds = packages.by_day(support, DAYS, DAYS_SHOWN)
    return Campaign(found, binds)


def _profile(prepared: Campaign, values: Values, at: slice) -> Values:  # noqa: ARG001 - the contract
    """The campaign as enablers stand in the year that is kept."""
    shown = np.array(DAYS_SHOWN) - 1
    found = prepared.packages[..., shown]
    everything, without = (list(AIRCRAFT).index(label) for label in ("all", "without_united_states"))
    is_there = found[:, everything] > 0
    ratio = np.divide(found[:, without], found[:, everything], out=np.ones_like(found[:, 0]), where=is_there)
    short = packages.first_shortfall_day(prepared.packages[..., None, :], np.array(ASKED, dtype=np.float64))
    given = {
        "support_packages": found,
        "support_binding": prepared.binds,
        "support_ratio_without_us": ratio,
        "support_first_shortfall_day": short,
    }
    years = at.stop - at.start
    return {
        name: np.broadcast_to(array[:, None], (array.shape[0], years, *array.shape[1:]))
        for name, array in given.items()
    }


def _counted(numbers: Sequence[int], one: str, more: str = "") -> Mapping[str, str]:
    """Labels of numbers with their words."""
    return named(map(str, numbers), {str(n): f"{n} {one if n == 1 else more or f'{one}s'}" for n in numbers})


_NEEDS: Final = tuple(f"need_of_{name}" for name in NEED)
_MAP: Final = ("future", "year", "aircraft", *_NEEDS, "campaign_day")
_KEPT: Final = (PRESENT_YEAR,)
COMPONENT: Final = Component(
    name="nuclear_support.packages",
    quantities=_QUANTITIES,
    reads=(Reads("conventional_free_share", neutral=1.0, is_on=False),),
    outcomes=(
        Outcome(
            "support_packages", "per_day", "support", _MAP,
            "Packages a day that enablers allow, one sortie of early warning in each (law C39).", PAGE, years=_KEPT,
            better="higher", words="support packages a day",
        ),
        Outcome(
            "support_binding", "flag", "support_binding", (*_MAP, "enabler"),
            "The enabler binds: it allows no more than the least (law C39).", PAGE, dtype="bool", years=_KEPT,
        ),
        Outcome(
            "support_ratio_without_us", "share", "support_ratio", ("future", "year", *_NEEDS, "campaign_day"),
            "Packages a day without American aircraft and rounds over those with them; 1 where none are (law C40).",
            PAGE, years=_KEPT,
            better="higher", words="packages without American aircraft, as a share of those with them",
        ),
        Outcome(
            "support_first_shortfall_day", "days", "support_shortfall",
            ("future", "year", "aircraft", *_NEEDS, "asked"),
            "First day on which fewer packages than asked can be had; the day after the last where there is none.",
            PAGE, dtype="int64", years=_KEPT, better="higher", words="first day short of packages",
        ),
    ),
    labels={
        "aircraft": named(
            AIRCRAFT, {"all": "all aircraft", "without_united_states": "without American aircraft and rounds"}
        ),
        "need_of_fighters": _counted(NEED["fighters"], "fighter"),
        "need_of_tankers": _counted(NEED["tankers"], "tanker"),
        "need_of_stand_off_rounds": _counted(NEED[ROUNDS], "round"),
        "campaign_day": named(map(str, DAYS_SHOWN), {str(day): f"day {day}" for day in DAYS_SHOWN}),
        "asked": _counted(ASKED, "package a day asked", "packages a day asked"),
        "enabler": named(ENABLERS, {ROUNDS: "stand-off rounds"}),
    },
    prepare=_prepare,
    profile=_profile,
)  # fmt: skip

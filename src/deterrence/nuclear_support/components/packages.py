"""Packages a day that support nuclear operations, what binds, and what is left without American aircraft (law C39).

What allies hold and what America brings is read from the conventional domain. Needs are axes, since none is published
(law C40); one sortie of early warning is the measure of the others.
Equations and where the inputs stand: docs/models/nuclear_support.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

import numpy as np

from deterrence.arrays import Draws, Floats, Values
from deterrence.axes import named
from deterrence.component import Component, DrawsAndYears, Outcome, Reads
from deterrence.conventional.components.american import AMERICAN
from deterrence.conventional.components.cells import CODES, KEPT_YEARS
from deterrence.nuclear_support import packages

KINDS: Final = ("combat_aircraft", "tanker", "early_warning_aircraft")
ROUNDS: Final = "cruise_missile"
ENABLERS: Final = {
    "combat_aircraft": "fighters",
    "tanker": "tankers",
    "early_warning_aircraft": "early warning",
    ROUNDS: "stand-off rounds",
}
"""Codes of the conventional domain with the words that are used here, in the order of those that bind."""
NEED: Final = {"combat_aircraft": (8, 24, 72), "tanker": (1, 2, 4, 8), ROUNDS: (1, 4, 16)}
"""Sorties or rounds for a package that has one sortie of early warning: swept, as nobody publishes any of them."""
DAYS: Final = 60
"""Length of the campaign."""
DAYS_SHOWN: Final = (1, 30, DAYS)
ASKED: Final = (1, 2, 4, 8)
"""Packages a day of which the first day short is asked."""
PAGE: Final = "models/nuclear_support.md"
_OF, _AVAILABLE = "nuclear_support.operations.", "conventional.availability."
_QUANTITIES: Final = (
    *(_AVAILABLE + code for code in ENABLERS),
    *(f"{_OF}{what}.{kind}" for what in ("sorties_per_day", "loss_per_sortie") for kind in KINDS),
    *(f"{_OF}free_share.{code}" for code in ENABLERS),
)


def _grid() -> tuple[Floats, Floats]:
    """Needs of each kind of aircraft, [fighters, tankers, 1, kind], and of rounds, [rounds]."""
    fighters, tankers, rounds = (np.array(needs, dtype=np.float64) for needs in NEED.values())
    pair = np.broadcast_arrays(fighters[:, None, None], tankers[:, None], np.ones(1))
    return np.stack(pair, axis=-1), rounds


def _of(draws: Draws, prefix: str, codes: Iterable[str]) -> Floats:
    """A quantity of several codes, [future, 1, 1, code]."""
    return np.stack([draws[prefix + code] for code in codes], axis=-1)[:, None, None]


def _support(draws: Draws, values: Values) -> packages.Support:
    """The first day of a campaign in each year, [future, year, american, fighters, tankers, rounds]."""
    held = values["european_units"][:, :, None] + values["american_units"]
    usable = held[..., [CODES.index(code) for code in ENABLERS]] * _of(draws, _AVAILABLE, ENABLERS)
    sorties, lost = _of(draws, _OF + "sorties_per_day.", KINDS), _of(draws, _OF + "loss_per_sortie.", KINDS)
    free = _of(draws, _OF + "free_share.", ENABLERS)
    aircraft_need, rounds_need = _grid()
    flown, each, left = (part[..., None, None, None, :] for part in (usable[..., :-1], sorties, free[..., :-1]))
    return packages.Support(
        packages.of_aircraft(flown, each, left, aircraft_need),
        packages.kept_after_a_day(lost, sorties)[..., None, None, None, :],
        (usable * free)[..., -1, None, None, None],
        rounds_need,
    )


def _profile(prepared: DrawsAndYears, values: Values, at: slice) -> Values:  # noqa: ARG001 - undated quantities alone
    """A campaign with what is held in each year."""
    by_day, binds = packages.by_day(_support(prepared.draws, values), DAYS, DAYS_SHOWN)
    found = by_day[..., np.array(DAYS_SHOWN) - 1]
    everything, without = (list(AMERICAN).index(label) for label in ("path", "none"))
    is_there = found[:, :, everything] > 0
    ratio = np.divide(found[:, :, without], found[:, :, everything], out=np.ones(is_there.shape), where=is_there)
    return {
        "support_packages": found,
        "support_binding": binds,
        "support_ratio_without_us": ratio,
        "support_first_shortfall_day": packages.first_shortfall_day(
            by_day[..., None, :], np.array(ASKED, dtype=np.float64)
        ),
    }


def _counted(numbers: Sequence[int], one: str, more: str = "") -> Mapping[str, str]:
    """Labels of numbers with their words."""
    return named(map(str, numbers), {str(n): f"{n} {one if n == 1 else more or f'{one}s'}" for n in numbers})


_NEEDS: Final = ("need_of_fighters", "need_of_tankers", "need_of_rounds")
_MAP: Final = ("future", "year", "american", *_NEEDS, "campaign_day")
COMPONENT: Final = Component(
    name="nuclear_support.packages",
    quantities=_QUANTITIES,
    reads=(
        Reads("european_units"),
        Reads("american_units"),
        Reads("conventional_free_share", neutral=1.0, is_on=False),
    ),
    outcomes=(
        Outcome(
            "support_packages", "per_day", "support", _MAP,
            "Packages a day that enablers allow, one sortie of early warning in each (law C39).", PAGE,
            years=KEPT_YEARS, words="support packages a day",
        ),
        Outcome(
            "support_binding", "flag", "support_binding", (*_MAP, "support_enabler"),
            "The enabler binds: it allows no more than the least (law C39).", PAGE, dtype="bool", years=KEPT_YEARS,
        ),
        Outcome(
            "support_ratio_without_us", "share", "support_ratio", ("future", "year", *_NEEDS, "campaign_day"),
            "Packages a day without American aircraft and rounds over those with them; 1 where none are (law C40).",
            PAGE, years=KEPT_YEARS,
            words="support packages without American aircraft, of those with them",
        ),
        Outcome(
            "support_first_shortfall_day", "days", "support_shortfall",
            ("future", "year", "american", *_NEEDS, "asked"),
            "First day on which fewer packages than asked can be had; the day after the last where there is none.",
            PAGE, dtype="int64", years=KEPT_YEARS, words="first day short of packages",
        ),
    ),
    labels={
        "american": AMERICAN,
        "need_of_fighters": _counted(NEED["combat_aircraft"], "fighter"),
        "need_of_tankers": _counted(NEED["tanker"], "tanker"),
        "need_of_rounds": _counted(NEED[ROUNDS], "round"),
        "campaign_day": named(map(str, DAYS_SHOWN), {str(day): f"day {day}" for day in DAYS_SHOWN}),
        "asked": _counted(ASKED, "package a day asked", "packages a day asked"),
        "support_enabler": named(ENABLERS, ENABLERS),
    },
    profile=_profile,
)  # fmt: skip

"""Registry of outcomes: what a run gives, in what unit, along which axes, and where its equation stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from deterrence.system.outcome import Outcome

_RAID = ("future", "year", "force", "posture")
_REACH = (*_RAID, "benchmark")
_CURVE = (*_RAID, "warheads")
_FORCE = ("future", "year", "force")
_ADEQUACY = ("future", "force", "posture")

_ALL = (
    Outcome(
        "arrivals_with",
        "warheads",
        "arrivals",
        _RAID,
        "Expected warheads that arrive through the defence, over boat, reliability, sensor and kill chance.",
        "models/nuclear.md",
    ),
    Outcome(
        "arrivals_without",
        "warheads",
        "arrivals",
        _RAID,
        "The twin: the same forces and deployments with every interceptor set to zero.",
        "models/nuclear.md",
    ),
    Outcome(
        "erosion_same_forces",
        "share",
        "arrivals",
        _RAID,
        "1 - arrivals with / arrivals without, same forces (laws 17, 18).",
        "models/nuclear.md",
    ),
    Outcome(
        "erosion_without_programme",
        "share",
        "arrivals",
        _RAID,
        "The same against a history in which the defence was never built and nobody answered it (law 17).",
        "models/nuclear.md",
    ),
    Outcome(
        "nothing_to_erode",
        "flag",
        "arrivals",
        _RAID,
        "True where nothing would arrive even without the defence; counted apart (law 18).",
        "models/nuclear.md",
    ),
    Outcome(
        "reach_with",
        "probability",
        "reach",
        _REACH,
        "Chance that at least a public payload count of warheads arrives through the defence.",
        "models/nuclear.md",
    ),
    Outcome(
        "reach_without",
        "probability",
        "reach",
        _REACH,
        "The same without the defence; 0 means unreachable, below one half not assured (law 20).",
        "models/nuclear.md",
    ),
    Outcome(
        "curve_with",
        "probability",
        "curves",
        _CURVE,
        "Chance that at least b warheads arrive through the defence, for every b, in the claim's year.",
        "models/nuclear.md",
    ),
    Outcome(
        "curve_without",
        "probability",
        "curves",
        _CURVE,
        "The same without the defence.",
        "models/nuclear.md",
    ),
    Outcome(
        "boats_owned",
        "boats",
        "forces",
        _FORCE,
        "Whole ballistic-missile submarines in service, old and new.",
        "models/nuclear.md",
    ),
    Outcome(
        "boats_operational",
        "boats",
        "forces",
        _FORCE,
        "Boats in service that are not in refit.",
        "models/nuclear.md",
    ),
    Outcome(
        "warheads_per_missile",
        "warheads_per_missile",
        "forces",
        _FORCE,
        "Load of each missile, with what was uploaded in answer to erosion (law 22).",
        "models/nuclear.md",
    ),
    Outcome(
        "interceptor_rounds",
        "rounds",
        "rounds",
        ("future", "year", "region", "layer"),
        "Serviceable rounds usable against submarine-launched warheads (laws 13, 14).",
        "models/missile_defence.md",
    ),
    Outcome(
        "first_year_below_bar",
        "year",
        "adequacy",
        _ADEQUACY,
        "First year with fewer arrivals than a share of the first year's; the year after the last where never.",
        "models/nuclear.md",
    ),
    Outcome(
        "boats_to_restore",
        "boats",
        "adequacy",
        _ADEQUACY,
        "Further boats at sea of each force that reach the bar in the last year; 0 where it is held (law 32).",
        "models/nuclear.md",
    ),
    Outcome(
        "boats_do_not_restore",
        "flag",
        "adequacy",
        _ADEQUACY,
        "True where three boats at sea do not reach the bar; counted apart.",
        "models/nuclear.md",
    ),
    Outcome(
        "warheads_to_restore",
        "warheads",
        "adequacy",
        _ADEQUACY,
        "Further warheads on all sets of missiles with which the bar is reached in the last year (law 32).",
        "models/nuclear.md",
    ),
    Outcome(
        "warheads_do_not_restore",
        "flag",
        "adequacy",
        _ADEQUACY,
        "True where missiles loaded to their platform's limit do not reach the bar; counted apart.",
        "models/nuclear.md",
    ),
)

OUTCOMES: Mapping[str, Outcome] = MappingProxyType({outcome.name: outcome for outcome in _ALL})
TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType({outcome.table: outcome.axes for outcome in _ALL})


def outcomes_of(table: str) -> tuple[str, ...]:
    """Names of the outcomes stored in a table, in registry order."""
    return tuple(outcome.name for outcome in _ALL if outcome.table == table)

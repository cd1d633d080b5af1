"""Registry of outcomes: what a run gives, in what unit, along which axes, and where its equation stands."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from deterrence.system import air_leg
from deterrence.system.legs import LEG_OUTCOMES
from deterrence.system.options import OPTION_OUTCOMES, OPTIONS_TABLE
from deterrence.system.outcome import Outcome
from deterrence.system.profile import Profile
from deterrence.system.profiles import PROFILES, stored
from deterrence.system.wiring import quantities_read
from deterrence.system.year import DEFENDED_REGIONS, FORCES, LAYERS, OWNERS, POSTURES

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
        void="nothing_to_erode",
    ),
    Outcome(
        "erosion_without_programme",
        "share",
        "arrivals",
        _RAID,
        "The same against a history in which the defence was never built and nobody answered it (law 17).",
        "models/nuclear.md",
        void="nothing_to_erode",
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
        is_snapshot=True,
    ),
    Outcome(
        "curve_without",
        "probability",
        "curves",
        _CURVE,
        "The same without the defence.",
        "models/nuclear.md",
        is_snapshot=True,
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
        "Further boats at sea of each force that reach the bar in the last year; 0 where it is held (law 34).",
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
        "Further warheads on all sets of missiles with which the bar is reached in the last year (law 34).",
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

_COUPLED_LABELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"force": FORCES, "posture": POSTURES, "region": DEFENDED_REGIONS, "layer": LAYERS}
)

OUTCOMES: Mapping[str, Outcome] = MappingProxyType(
    {
        outcome.name: outcome
        for outcome in (
            *_ALL,
            *LEG_OUTCOMES,
            *OPTION_OUTCOMES,
            *(stored(outcome) for profile in PROFILES for outcome in profile.outcomes),
        )
    }
)
TABLES: Mapping[str, tuple[str, ...]] = MappingProxyType({outcome.table: outcome.axes for outcome in OUTCOMES.values()})
_OF_BOTH_LEGS = frozenset(outcome.name for outcome in LEG_OUTCOMES)
SHARED_TABLES: frozenset[str] = frozenset(outcome.table for profile in PROFILES for outcome in profile.outcomes) | {
    OPTIONS_TABLE
}
"""Tables that are the same in every structure: no profile reads the structure."""
PROFILE_OF: Mapping[str, Profile] = MappingProxyType(
    {outcome.name: profile for profile in PROFILES for outcome in profile.outcomes}
)


def outcomes_of(table: str) -> tuple[str, ...]:
    """Names of the outcomes stored in a table, in registry order."""
    return tuple(outcome.name for outcome in OUTCOMES.values() if outcome.table == table)


def labels_of(table: str) -> Mapping[str, tuple[str, ...]]:
    """Labels of each named axis of a table; years, futures, counts and policies have none of their own."""
    profile = PROFILE_OF.get(outcomes_of(table)[0])
    if profile is not None:
        return {axis: profile.axes[axis] for axis in TABLES[table] if axis in profile.axes}
    labels = {axis: _COUPLED_LABELS[axis] for axis in TABLES[table] if axis in _COUPLED_LABELS}
    return {**labels, "force": OWNERS} if table == "forces" else labels


def inputs_of(name: str, structure: str) -> tuple[str, ...]:
    """Ids of what an outcome reads under a structure; costs and dates of options are named by their policies."""
    if OUTCOMES[name].table == OPTIONS_TABLE:
        return ()
    if name in _OF_BOTH_LEGS:
        return tuple(dict.fromkeys((*quantities_read(structure), *air_leg.PROFILE.quantities)))
    profile = PROFILE_OF.get(name)
    return quantities_read(structure) if profile is None else profile.quantities

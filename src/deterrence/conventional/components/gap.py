"""What is missing by kind of requirement and reading: by code, by pool of like units, by tier (laws C2, C3, C9).

Units are those assigned to NATO: structure times the share that can be. Availability and readiness act by tier.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Flags, Floats, Integers, Values
from deterrence.component import Component, Outcome, Reads
from deterrence.conventional.codes import (
    AIR_DEFENCE,
    CODE,
    COUNTED,
    HOLDINGS_READING,
    KIND,
    LAND,
    TIER,
    UNIT_READING,
)  # fmt: skip
from deterrence.conventional.components.american import AMERICAN
from deterrence.conventional.components.cells import CODES, COUNTED_CODES, KEPT_YEARS, PREFIX, SHOWN_YEARS, along, ids
from deterrence.conventional.components.requirement import (
    AIR_DEFENCE_SHARE,
    BRIGADE_SHARE,
    REPLACED,
    UNIT,
    by_air_defence,
    by_brigade,
)  # fmt: skip
from deterrence.conventional.gap import tier_gap
from deterrence.conventional.requirement import renormalised

LAND_PLACES: Final = tuple(COUNTED_CODES.index(code) for code in LAND)
AIR_DEFENCE_PLACES: Final = tuple(COUNTED_CODES.index(code) for code in AIR_DEFENCE)
_ASSIGNABLE: Final = ids("assignable_share", CODES)
_AVAILABILITY: Final = ids("availability", CODES)
_READINESS: Final = ids("readiness_share", TIER)
_SUFFICIENT: Final = ids("reading", ("sufficient_brigades_2021", "sufficient_air_defence_units_2021"))
_UNITED_STATES_SHARE: Final = f"{PREFIX}reading.united_states_share"
_UPLIFT, _HALF = f"{PREFIX}requirement.uplift.factor", f"{PREFIX}requirement.half.share"
QUANTITIES: Final = (
    *_ASSIGNABLE[: len(COUNTED_CODES)], *_SUFFICIENT, _UNITED_STATES_SHARE, *BRIGADE_SHARE, *AIR_DEFENCE_SHARE, *UNIT,
    _UPLIFT, _HALF,
)  # fmt: skip
READS: Final = (
    Reads("european_units"), Reads("european_units_of_2026"), Reads("american_units"),
    Reads("published_requirement"), Reads("replacement_requirement"), Reads("american_units_in_full"),
)  # fmt: skip
SHAPE: Final = (len(KIND), len(HOLDINGS_READING), len(UNIT_READING), len(COUNTED))
_PUBLISHED, _REPLACEMENT, _OF_UPLIFT, _OF_HALF = range(len(KIND))


@dataclass(frozen=True)
class Readings:
    """What draws alone decide.

    Args:
        assignable: Share that can be assigned to NATO, [future, counted code].
        top_down: European units by the rival reading, where there is one, [future, unit reading, code].
        uplift: Factor of the holdings, [future].
        half: Share that Europeans are to hold, [future].
    """

    assignable: Floats
    top_down: Floats
    uplift: Floats
    half: Floats


def readings(draws: Draws) -> Readings:
    """The readings of holdings and of requirements."""
    brigades, units = (draws[name] * (1 - draws[_UNITED_STATES_SHARE]) for name in _SUFFICIENT)
    top_down = np.zeros((brigades.size, len(UNIT), len(COUNTED)))
    top_down[..., list(LAND_PLACES)] = by_brigade(brigades, draws)[:, None]
    top_down[..., list(AIR_DEFENCE_PLACES)] = by_air_defence(units, draws)
    return Readings(along(draws, _ASSIGNABLE[: len(COUNTED_CODES)]), top_down, draws[_UPLIFT], draws[_HALF])


def assigned(of: Readings, units: Floats, base: Floats) -> Floats:
    """European units assigned to NATO, [future, year, holdings reading, unit reading, code].

    Top down they grow as the holdings do; codes that the leak does not speak of are read bottom up.

    Args:
        of: The readings.
        units: European units, [future, year, counted code].
        base: The same in 2026.
    """
    bottom_up = (units * of.assignable[:, None])[:, :, None]
    grown = np.divide(units, base, out=np.ones(units.shape), where=base > 0)[:, :, None]
    spoken_of = [*LAND_PLACES, *AIR_DEFENCE_PLACES]
    found = np.empty((*units.shape[:2], *SHAPE[1:]))
    found[:] = bottom_up[:, :, None]
    found[:, :, 1][..., spoken_of] = (of.top_down[:, None] * grown)[..., spoken_of]
    return found


@dataclass(frozen=True)
class Gaps:
    """Gap and requirement, [future, year, american, kind, holdings reading, unit reading, code]."""

    gap: Floats
    required: Floats


def gaps(of: Readings, values: Values) -> Gaps:
    """Gaps of all kinds under the dial and without American forces."""
    counted = len(COUNTED_CODES)
    units, base = (values[name][..., :counted] for name in ("european_units", "european_units_of_2026"))
    held, at_first = assigned(of, units, base), assigned(of, base, base)
    american = values["american_units"][..., :counted]
    sides = american.shape[2]
    shape = (*units.shape[:2], sides, *SHAPE)
    gap, required = np.zeros(shape), np.zeros(shape)
    full = values["american_units_in_full"][..., :counted]
    for side in range(sides):
        theirs = american[:, :, side]
        left = np.divide(theirs, full, out=np.ones(full.shape), where=full > 0)[:, :, None, None]
        here = theirs[:, :, None, None]
        published = values["published_requirement"][:, None, None]
        replaced = values["replacement_requirement"][:, None, None, None] * (1 - left)
        both = of.half[:, None, None] * (units + theirs)
        for kind, needed, ours in (
            (_PUBLISHED, published, held + here),
            (_REPLACEMENT, replaced, np.maximum(held - at_first, 0.0)),
            (_OF_UPLIFT, (of.uplift[:, None, None] * base)[:, :, None, None], units[:, :, None, None]),
            (_OF_HALF, both[:, :, None, None], units[:, :, None, None]),
        ):
            required[:, :, side, kind] = needed
            gap[:, :, side, kind] = np.maximum(needed - ours, 0.0)
    return Gaps(gap, required)


def has_no_requirement() -> Flags:
    """Where a kind says nothing of a code, [kind, code]; that Europe holds none does not make one."""
    known = np.zeros((len(KIND), len(COUNTED)), dtype=np.bool_)
    known[_PUBLISHED, [*LAND_PLACES, *AIR_DEFENCE_PLACES]] = True
    known[_REPLACEMENT, [*LAND_PLACES, *(COUNTED_CODES.index(code) for code in REPLACED)]] = True
    known[[_OF_UPLIFT, _OF_HALF]] = True
    return ~known


def of_pool(values: Floats, places: tuple[int, ...]) -> Floats:
    """Sum over the codes of one pool, in their order; gaps are not netted across them."""
    total = values[..., places[0]].copy()
    for place in places[1:]:
        total += values[..., place]
    return total


def share_of(part: Floats, whole: Floats) -> Floats:
    """Part of a whole, 0 where nothing is asked."""
    return np.divide(part, whole, out=np.zeros(part.shape), where=whole > 0)


@dataclass(frozen=True)
class _Prepared:
    readings: Readings
    ready: Floats
    readiness: Floats


def _prepare(draws: Draws, years: Integers, structure: str) -> _Prepared:  # noqa: ARG001 - the contract
    ready = along(draws, _ASSIGNABLE) * along(draws, _AVAILABILITY)
    return _Prepared(readings(draws), ready, renormalised(along(draws, _READINESS)))


def _profile(prepared: _Prepared, values: Values, at: slice) -> Values:  # noqa: ARG001 - the contract
    found = gaps(prepared.readings, values)
    brigades, air_defence = (
        [of_pool(array, places) for array in (found.gap, found.required)]
        for places in (LAND_PLACES, AIR_DEFENCE_PLACES)
    )
    every_flag = np.broadcast_to(has_no_requirement()[:, None, None], SHAPE)
    by_reading = [array[..., 0] for array in brigades]
    by_unit = [array[..., 0, :] for array in air_defence]
    ready = _by_tier(prepared, values)
    return {
        "gap": found.gap,
        "required_units": found.required,
        "has_no_public_requirement": np.broadcast_to(every_flag, found.gap.shape),
        "brigade_gap": by_reading[0],
        "brigade_unmet_share": share_of(*by_reading),
        "air_defence_gap": by_unit[0],
        "air_defence_unmet_share": share_of(*by_unit),
        "ready_units": values["european_units"] * prepared.ready[:, None],
        "ready_gap": ready,
        "tier_has_no_requirement": np.broadcast_to(has_no_requirement()[_PUBLISHED, :, None], ready.shape),
    }


def _by_tier(prepared: _Prepared, values: Values) -> AnyArray:
    """Gap of ready brigades and fire units by tier, a fire unit in each unit, bottom up (law C7).

    [future, year, american, code, tier]. American forces in place are ready at once, what arrives in the last tier.
    """
    counted = len(COUNTED_CODES)
    tiers = values["tier_share_of_requirement"][:, None, None, None]
    needed = values["published_requirement"][:, 0][:, None, None, :, None] * tiers
    european = (values["european_units"] * prepared.ready[:, None])[:, :, None, :counted, None]
    ready = european * prepared.readiness[:, None, None, None]
    ready = np.repeat(ready, values["american_units"].shape[2], axis=2)
    present = values["american_units_in_place"][..., :counted]
    ready[..., 0] += present
    ready[..., -1] += values["american_units"][..., :counted] - present
    return tier_gap(needed, ready)


_PAGE: Final = "models/conventional_gap.md"
_ALL: Final = ("future", "year", "american", "kind", "holdings_reading", "unit_reading", "code")
_LAND_AXES: Final = ("future", "year", "american", "kind", "holdings_reading")
_AIR_AXES: Final = ("future", "year", "american", "kind", "unit_reading")
COMPONENT: Final = Component(
    name="conventional.gap",
    quantities=(*QUANTITIES, *_ASSIGNABLE[len(COUNTED_CODES) :], *_AVAILABILITY, *_READINESS),
    reads=(*READS, Reads("tier_share_of_requirement"), Reads("american_units_in_place")),
    outcomes=(
        Outcome(
            "gap", "units", "gap", _ALL, "Units of a code that are missing of one kind of requirement.", _PAGE,
            void="has_no_public_requirement", years=SHOWN_YEARS,
        ),
        Outcome(
            "required_units", "units", "gap", _ALL, "Units of a code that a kind of requirement asks for.", _PAGE,
            void="has_no_public_requirement", years=SHOWN_YEARS,
        ),
        Outcome(
            "has_no_public_requirement", "flag", "gap", _ALL,
            "The kind says nothing of the code: no requirement of it is public.", _PAGE, dtype="bool",
            years=SHOWN_YEARS,
        ),
        Outcome(
            "brigade_gap", "brigades", "brigade_gap", _LAND_AXES,
            "Brigades that are missing, heavy, medium and light added up and none for another.", _PAGE,
            words="missing brigades",
        ),
        Outcome(
            "brigade_unmet_share", "share", "brigade_gap", _LAND_AXES,
            "Missing brigades over those required; 0 where none are.", _PAGE,
            words="share of the required brigades that is missing",
        ),
        Outcome(
            "air_defence_gap", "fire units", "air_defence_gap", _AIR_AXES,
            "Fire units of long and medium range that are missing, added up, bottom up.", _PAGE,
            words="missing air-defence fire units",
        ),
        Outcome(
            "air_defence_unmet_share", "share", "air_defence_gap", _AIR_AXES,
            "Missing fire units over those required; 0 where none are.", _PAGE,
            words="share of the required fire units that is missing",
        ),
        Outcome(
            "ready_units", "units", "ready_units", ("future", "year", "every_code"),
            "European units that can be assigned and are available, whatever their tier.", _PAGE,
        ),
        Outcome(
            "ready_gap", "units", "ready_gap", ("future", "year", "american", "code", "tier"),
            "Ready brigades and fire units that are missing by tier, of the published requirement.",
            _PAGE, years=KEPT_YEARS, void="tier_has_no_requirement",
        ),
        Outcome(
            "tier_has_no_requirement", "flag", "ready_gap", ("future", "year", "american", "code", "tier"),
            "The published requirement says nothing of the code.", _PAGE, dtype="bool", years=KEPT_YEARS,
        ),
    ),
    labels={
        "american": AMERICAN, "kind": KIND, "holdings_reading": HOLDINGS_READING, "unit_reading": UNIT_READING,
        "code": COUNTED, "every_code": CODE, "tier": TIER,
    },
    prepare=_prepare,
    profile=_profile,
)  # fmt: skip

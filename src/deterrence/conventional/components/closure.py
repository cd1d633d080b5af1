"""When gaps close, and how long there is less than in 2026, by American share (laws C10, C12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import Draws, Floats, Integers, Values
from deterrence.component import Component, Outcome
from deterrence.conventional.codes import (
    AIR_DEFENCE,
    COUNTED,
    HOLDINGS_READING,
    KIND,
    LAND,
    UNIT_READING,
)  # fmt: skip
from deterrence.conventional.components.american import AMERICAN
from deterrence.conventional.components.cells import BASE_YEAR, COUNTED_CODES, place_of
from deterrence.conventional.components.gap import (
    AIR_DEFENCE_PLACES,
    LAND_PLACES,
    QUANTITIES,
    READS,
    SHAPE,
    Readings,
    assigned,
    gaps,
    has_no_requirement,
    of_pool,
    readings,
)  # fmt: skip
from deterrence.conventional.gap import first_year_closed, years_below

AMERICAN_SHARE: Final = {"0": 0.0, "25": 1 / 2**2, "50": 1 / 2, "75": 1 - 1 / 2**2, "100": 1.0}
"""Shares of the American contribution that are asked about: a choice, so that each is an answer of its own."""
_SHARE_WORDS: Final = {label: f"{label} % of the American contribution" for label in AMERICAN_SHARE}
POOL: Final = {"brigades": "brigades", "air_defence": "air-defence fire units"} | {
    code: words for code, words in COUNTED.items() if code not in {**LAND, **AIR_DEFENCE}
}
"""Codes whose units are alike, and each of the others."""
POOL_PLACES: Final = {"brigades": LAND_PLACES, "air_defence": AIR_DEFENCE_PLACES}


@dataclass(frozen=True)
class _Prepared:
    readings: Readings
    years: Integers


def _prepare(draws: Draws, years: Integers, structure: str) -> _Prepared:  # noqa: ARG001 - the contract
    return _Prepared(readings(draws), years)


def _profile(prepared: _Prepared, values: Values, at: slice) -> Values:
    years = prepared.years[at]
    first, after = first_year_closed(gaps(prepared.readings, values).gap, years)
    void = np.broadcast_to(has_no_requirement()[:, None, None], SHAPE)
    by_share = _published_gap_by_share(prepared.readings, values)
    return {
        "first_year_closed": first,
        "closes_after_horizon": after | void,
        "brigade_gap_by_american_share": of_pool(by_share, LAND_PLACES)[..., 0],
        "air_defence_gap_by_american_share": of_pool(by_share, AIR_DEFENCE_PLACES)[:, :, :, 0],
        "years_below_2026": _transition(values, years),
    }


def _published_gap_by_share(of: Readings, values: Values) -> Floats:
    """Gap of the published requirement, [future, year, American share, holdings reading, unit reading, code]."""
    counted = len(COUNTED_CODES)
    units, base = (values[name][..., :counted] for name in ("european_units", "european_units_of_2026"))
    held = assigned(of, units, base)[:, :, None]
    share = np.array(list(AMERICAN_SHARE.values()))
    theirs = values["american_units_in_full"][:, :, None, :counted] * share[:, None]
    needed = values["published_requirement"][:, None, None, None]
    gap: Floats = np.maximum(needed - held - theirs[:, :, :, None, None], 0.0)
    return gap


def _transition(values: Values, years: Integers) -> Integers:
    """Years in which fewer units are in the theatre than in 2026, [future, pool]."""
    counted = len(COUNTED_CODES)
    here = values["european_units"][..., :counted] + values["american_units"][:, :, 0, :counted]
    from_base = here[:, place_of(years, BASE_YEAR) :]
    found = []
    for pool in POOL:
        total = of_pool(from_base, POOL_PLACES.get(pool) or (COUNTED_CODES.index(pool),))
        found.append(years_below(total, total[:, 0]))
    return np.stack(found, axis=-1)


_PAGE: Final = "models/conventional_gap.md"
_ALL: Final = ("future", "american", "kind", "holdings_reading", "unit_reading", "code")
COMPONENT: Final = Component(
    name="conventional.closure",
    quantities=QUANTITIES,
    reads=READS,
    keeps_policies=True,
    outcomes=(
        Outcome(
            "first_year_closed", "year", "closure", _ALL,
            "First year from which a gap stays closed, under contracts and plans.", _PAGE, void="closes_after_horizon",
        ),
        Outcome(
            "closes_after_horizon", "flag", "closure", _ALL,
            "The gap is open in the last year, or the kind says nothing of the code.", _PAGE, dtype="bool",
        ),
        Outcome(
            "brigade_gap_by_american_share", "brigades", "brigade_closure",
            ("future", "year", "american_share", "holdings_reading"),
            "Brigades missing of the published requirement, if so much of the American contribution stays.", _PAGE,
            words="missing brigades",
        ),
        Outcome(
            "air_defence_gap_by_american_share", "fire units", "air_defence_closure",
            ("future", "year", "american_share", "unit_reading"),
            "Fire units missing of the published requirement, if so much of the American contribution stays.", _PAGE,
            words="missing air-defence fire units",
        ),
        Outcome(
            "years_below_2026", "years", "transition", ("future", "pool"),
            "Years after 2026 with fewer units in the theatre than in 2026, American ones included.", _PAGE,
            dtype="int64", words="years below the level of 2026",
        ),
    ),
    labels={
        "american": AMERICAN, "kind": KIND, "holdings_reading": HOLDINGS_READING, "unit_reading": UNIT_READING,
        "code": COUNTED, "american_share": _SHARE_WORDS, "pool": POOL,
    },
    prepare=_prepare,
    profile=_profile,
)  # fmt: skip

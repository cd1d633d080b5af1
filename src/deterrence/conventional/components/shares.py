"""Who should provide what in the target year, by key, and what allies were asked in public (laws C13 to C15).

Not NATO's algorithm, which is not public.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import Draws, Floats, Integers, Values
from deterrence.component import Component, Outcome, Reads
from deterrence.conventional.apportionment import equal_mix, fair_shares, past_effort, upper_bounds
from deterrence.conventional.apportionment_kernel import apportion
from deterrence.conventional.codes import AIR_DEFENCE, EUROPEAN, FAIRNESS, LAND, NOT_NATO
from deterrence.conventional.components.cells import (
    ALLIES,
    BASE_YEAR,
    CODES,
    PREFIX,
    TARGET_YEAR,
    along,
    by_year,
    first,
    ids,
    place_of,
)  # fmt: skip
from deterrence.conventional.components.holdings import slipped
from deterrence.conventional.components.requirement import BRIGADE_SHARE
from deterrence.conventional.holdings import brigades_a_year
from deterrence.conventional.requirement import renormalised

_GDP, _POPULATION, _EFFORT, _EXPOSURE = (
    ids(table, ALLIES) for table in ("gdp", "population", "past_effort", "exposure")
)  # fmt: skip
KEYS: Final = (*_GDP, *_POPULATION, *_EFFORT, *_EXPOSURE)
SHARED: Final = {**LAND, **AIR_DEFENCE}
"""Codes with a published requirement."""
_PLACES: Final = [CODES.index(code) for code in SHARED]
_ASSIGNABLE: Final = ids("assignable_share", SHARED)
_RATE: Final = ids("growth.rate", AIR_DEFENCE)
_PERSONNEL: Final = ids("growth.personnel", ALLIES)
_SLICE, _LAND_SHARE = ids("growth", ("slice", "land_share"))
_REQUIRED, _SUFFICIENT = f"{PREFIX}requirement.published.brigade", f"{PREFIX}reading.sufficient_brigades_2021"
_ASKS: Final = (
    f"{PREFIX}public_ask.germany.brigade", f"{PREFIX}public_ask.netherlands.people",
    f"{PREFIX}public_ask.netherlands.money",
)  # fmt: skip
_SPENDING, _PLAN_SLIP = f"{PREFIX}spending_plan.netherlands", f"{PREFIX}plan_slip"
ASK: Final = {
    "germany_brigades": "the further brigades asked of Germany",
    "netherlands_people": "the further people asked of the Netherlands",
    "netherlands_money": "the further spending asked of the Netherlands",
}
_BRIGADES: Final = [CODES.index(code) for code in LAND]
_GERMAN_BRIGADES: Final = ids("holdings.germany", LAND)


def keys(draws: Draws, years: Integers) -> Floats:
    """Fair share of each European ally by each key, [future, key, ally]; the mix is of GDP and population."""
    gdp = by_year(draws, _GDP, years)[:, place_of(years, BASE_YEAR)]
    weights = (gdp, along(draws, _POPULATION), past_effort(gdp, along(draws, _EFFORT)), along(draws, _EXPOSURE))
    shares = [fair_shares(weight) for weight in weights]
    return np.stack([*shares, equal_mix(*shares[:2])], axis=1)


@dataclass(frozen=True)
class _Prepared:
    keys: Floats
    increase: Floats
    assignable: Floats
    growth: Floats
    rate: Floats
    asked: Floats
    german_brigades: Floats
    people_a_year: Floats
    spending: Floats
    years: Integers


def _prepare(draws: Draws, years: Integers, structure: str) -> _Prepared:  # noqa: ARG001 - the contract
    people = np.stack([first(draws[name]) for name in _PERSONNEL], axis=-1)
    brigades = brigades_a_year(people, draws[_LAND_SHARE][:, None], draws[_SLICE][:, None])
    split = renormalised(along(draws, BRIGADE_SHARE))
    return _Prepared(
        keys=keys(draws, years),
        increase=np.maximum(draws[_REQUIRED] - draws[_SUFFICIENT], 0.0),
        assignable=along(draws, _ASSIGNABLE),
        growth=brigades[:, :, None] * split[:, None],
        rate=along(draws, _RATE),
        asked=along(draws, _ASKS),
        german_brigades=np.einsum("fc->f", along(draws, _GERMAN_BRIGADES)),
        people_a_year=by_year(draws, (_PERSONNEL[ALLIES.index("netherlands")],), years)[..., 0],
        spending=slipped(by_year(draws, (_SPENDING,), years), first(draws[_PLAN_SLIP]))[..., 0],
        years=years,
    )


def _profile(prepared: _Prepared, values: Values, at: slice) -> Values:
    years = prepared.years[at]
    fair = prepared.keys
    return {
        "fair_share": fair,
        "fair_share_of_increase": fair * prepared.increase[:, None, None],
        "apportioned_units": _apportioned(prepared, values, place_of(years, TARGET_YEAR)),
        "public_ask": prepared.asked,
        "public_ask_met_share": _asks(prepared, values, at),
    }


def _apportioned(prepared: _Prepared, values: Values, target: int) -> Floats:
    """Shares of the published requirement that no American unit meets, [future, key, code, ally]; nothing is cut."""
    held = values["units_by_ally"][:, target][..., _PLACES] * prepared.assignable[:, None]
    now = values["units_by_ally"][:, 0][..., _PLACES] * prepared.assignable[:, None]
    growth = np.concatenate([prepared.growth, now[..., len(LAND) :] * prepared.rate[:, None]], axis=-1)
    needed = np.maximum(
        values["published_requirement"][:, 0, : len(SHARED)]
        - values["american_units"][:, target, 0][..., : len(SHARED)], 0.0,
    )  # fmt: skip
    upper = upper_bounds(needed, np.swapaxes(now, 1, 2), np.swapaxes(growth, 1, 2), TARGET_YEAR - BASE_YEAR)
    upper = np.maximum(upper, np.swapaxes(held, 1, 2))
    fair = np.broadcast_to(prepared.keys[:, :, None], (*prepared.keys.shape[:2], len(SHARED), len(ALLIES)))
    wanted, most = (
        np.ascontiguousarray(np.broadcast_to(array[:, None], fair.shape[: array.ndim + 1])) for array in (needed, upper)
    )
    shares = np.empty(fair.shape)
    flat = (-1, len(ALLIES))
    none = np.zeros((1, len(ALLIES)))
    apportion(wanted.ravel(), np.ascontiguousarray(fair).reshape(flat), none, most.reshape(flat), shares.reshape(flat))
    return shares


def _asks(prepared: _Prepared, values: Values, at: slice) -> Floats:
    """What was added since 2026 over what was asked, [future, year, ask]."""
    german = values["units_by_ally"][:, :, ALLIES.index("germany")][..., _BRIGADES]
    brigades = np.einsum("fyc->fy", german) - prepared.german_brigades[:, None]
    passed = np.maximum(prepared.years[at] - BASE_YEAR, 0)
    people = np.maximum(prepared.people_a_year[:, at], 0.0) * passed
    added = np.stack([brigades, people, prepared.spending[:, at]], axis=-1)
    return added / prepared.asked[:, None]


_PAGE: Final = "models/conventional_apportionment.md"
COMPONENT: Final = Component(
    name="conventional.shares",
    quantities=(
        *KEYS, *_ASSIGNABLE, *_RATE, *_PERSONNEL, _SLICE, _LAND_SHARE,
        *BRIGADE_SHARE, _REQUIRED, _SUFFICIENT, *_ASKS, _SPENDING, _PLAN_SLIP,
        *_GERMAN_BRIGADES,
    ),
    reads=(Reads("units_by_ally"), Reads("published_requirement"), Reads("american_units")),
    outcomes=(
        Outcome(
            "fair_share", "share", "fair_share", ("future", "key", "ally"),
            "Fair share of each ally by each key. Not NATO's algorithm.", _PAGE, note=NOT_NATO,
        ),
        Outcome(
            "fair_share_of_increase", "brigades", "fair_share", ("future", "key", "ally"),
            "Its part of the brigades by which the published requirement grew since 2021. Not NATO's algorithm.", _PAGE,
            words="brigades more by fair share", note=NOT_NATO,
        ),
        Outcome(
            "apportioned_units", "units", "apportioned", ("future", "key", "code", "ally"),
            "Its units in 2035 of what American forces leave of the published requirement, within half of it and what "
            "it can grow to. Not NATO's algorithm.", _PAGE, note=NOT_NATO,
        ),
        Outcome(
            "public_ask", "brigades, thousand people or billion USD of 2025", "public_asks", ("future", "ask"),
            "What was asked of the ally in public.", _PAGE,
        ),
        Outcome(
            "public_ask_met_share", "share", "public_ask", ("future", "year", "ask"),
            "What was added since 2026 over what was asked in public.", _PAGE,
            words="share of a public ask that is met",
        ),
    ),
    labels={"key": FAIRNESS, "ally": EUROPEAN, "code": SHARED, "ask": ASK},
    prepare=_prepare,
    profile=_profile,
    compiled="shares",
)  # fmt: skip

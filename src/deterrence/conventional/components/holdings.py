"""Holdings of the European allies over the years: contracts, plans within people, retirements (law C12)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import Draws, Floats, Integers, Values
from deterrence.component import Component, Outcome, Reads
from deterrence.conventional.codes import CODE, EUROPEAN
from deterrence.conventional.components.cells import (
    ALLIES,
    BASE_YEAR,
    CODES,
    PREFIX,
    along,
    by_year,
    first,
    ids,
    place_of,
)
from deterrence.conventional.holdings import after_a_year, brigades_a_year

_FIFTH: Final = "fifth_generation_aircraft"
DELIVERIES: Final = (
    ("germany", "long_range_air_defence"), ("poland", "long_range_air_defence"),
    ("lithuania", "medium_range_air_defence"), ("united_kingdom", "combat_aircraft"), ("poland", "combat_aircraft"),
)  # fmt: skip
"""Allies and codes with dated contracts; a test compares them with the dataset."""
FIFTH_DELIVERIES: Final = ("united_kingdom", "poland")
PLANS: Final = (
    ("germany", "heavy_brigade"), ("germany", "medium_brigade"), ("norway", "light_brigade"),
    ("sweden", "light_brigade"),
)  # fmt: skip
"""Allies and brigades with announced plans."""
POOLED: Final = ("tanker", "early_warning_aircraft", "heavy_airlift")
"""Common fleets of several allies."""
_HOLDINGS: Final = ids("holdings", ALLIES, CODES)
_HELD_FIFTH: Final = tuple(f"{PREFIX}holdings.{ally}.{_FIFTH}" for ally in ALLIES)
_RETIREMENT: Final = ids("retirement_share", CODES)
_PERSONNEL: Final = ids("growth.personnel", ALLIES)
_SLICE, _LAND_SHARE = ids("growth", ("slice", "land_share"))
_DELIVERY_SLIP, _PLAN_SLIP = f"{PREFIX}delivery_slip", f"{PREFIX}plan_slip"


def _cells(table: str, cells: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    return tuple(f"{PREFIX}{table}.{ally}.{code}" for ally, code in cells)


_DELIVERED: Final = _cells("deliveries", DELIVERIES)
_PLANNED: Final = _cells("plans", PLANS)
_DELIVERED_FIFTH: Final = _cells("deliveries", tuple((ally, _FIFTH) for ally in FIFTH_DELIVERIES))


@dataclass(frozen=True)
class Prepared:
    """What draws alone decide.

    Args:
        held: At the end of 2026, [future, ally, code].
        fifth: Combat aircraft of the fifth generation then, [future, ally].
        delivered: Under contract up to each year, slipped, [future, year, cell].
        delivered_fifth: The same of the fifth generation, [future, year, cell].
        planned: Announced up to each year, slipped, [future, year, cell].
        brigades_a_year: Most that people allow, [future, year, ally].
        retired: Part of what is held that leaves in each year without a successor, [future, year, code].
        pooled: Common fleets, [future, year, fleet].
        base: Place of the year at whose end holdings are counted.
    """

    held: Floats
    fifth: Floats
    delivered: Floats
    delivered_fifth: Floats
    planned: Floats
    brigades_a_year: Floats
    retired: Floats
    pooled: Floats
    base: int


def slipped(cumulated: Floats, slip: Floats) -> Floats:
    """What comes so many whole years later, [future, year, ...]; the slip is rounded half up."""
    years = np.arange(cumulated.shape[1])
    source = years[None, :] - np.floor(slip + 1 / 2).astype(np.int64)[:, None]
    late: Floats = cumulated[np.arange(cumulated.shape[0])[:, None], np.maximum(source, 0)]
    return late


def brigade_rates(draws: Draws, years: Integers) -> Floats:
    """Brigades a year that people allow, [future, year, ally]."""
    people = by_year(draws, _PERSONNEL, years)
    return brigades_a_year(people, draws[_LAND_SHARE][:, None, None], draws[_SLICE][:, None, None])


def _prepare(draws: Draws, years: Integers, structure: str) -> Prepared:  # noqa: ARG001 - the contract
    held = along(draws, _HOLDINGS)
    contract, plan = first(draws[_DELIVERY_SLIP]), first(draws[_PLAN_SLIP])
    return Prepared(
        held=held.reshape(held.shape[0], len(ALLIES), len(CODES)),
        fifth=along(draws, _HELD_FIFTH),
        delivered=slipped(by_year(draws, _DELIVERED, years), contract),
        delivered_fifth=slipped(by_year(draws, _DELIVERED_FIFTH, years), contract),
        planned=slipped(by_year(draws, _PLANNED, years), plan),
        brigades_a_year=brigade_rates(draws, years),
        retired=along(draws, _RETIREMENT)[:, None] * (years > BASE_YEAR)[:, None],
        pooled=by_year(draws, tuple(f"{PREFIX}pooled.{code}" for code in POOLED), years),
        base=place_of(years, BASE_YEAR),
    )


@dataclass(frozen=True)
class _State:
    units: Floats
    done: Floats
    """Planned brigades that stand, [future, cell]."""


def _start(prepared: Prepared) -> _State:
    return _State(prepared.held, np.zeros(prepared.planned[:, 0].shape))


def _step(state: _State, prepared: Prepared, values: Values, y: int) -> tuple[_State, Values]:  # noqa: ARG001
    """One year: what contracts deliver, what retires, and of what plans announce as much as people allow."""
    added = np.zeros(prepared.held.shape)
    before = max(y - 1, 0)
    new = np.maximum(prepared.delivered[:, y] - prepared.delivered[:, before], 0.0)
    for cell, (ally, code) in enumerate(DELIVERIES):
        added[:, ALLIES.index(ally), CODES.index(code)] += new[:, cell]
    wanted = np.maximum(prepared.planned[:, y] - state.done, 0.0)
    stood = wanted * _allowed(wanted, prepared.brigades_a_year[:, y])
    for cell, (ally, code) in enumerate(PLANS):
        added[:, ALLIES.index(ally), CODES.index(code)] += stood[:, cell]
    units = after_a_year(state.units, added, state.units * prepared.retired[:, y, None])
    european = np.einsum("fac->fc", units)
    for fleet, code in enumerate(POOLED):
        european[:, CODES.index(code)] += prepared.pooled[:, y, fleet]
    found = {
        "units_by_ally": units,
        "european_units": european,
        "european_units_of_2026": _of_base_year(prepared),
        "european_fifth_generation": _fifth(prepared, units, y),
    }
    return _State(units, state.done + stood), found


def _of_base_year(prepared: Prepared) -> Floats:
    european: Floats = np.einsum("fac->fc", prepared.held)
    for fleet, code in enumerate(POOLED):
        european[:, CODES.index(code)] += prepared.pooled[:, prepared.base, fleet]
    return european


def _allowed(wanted: Floats, rate: Floats) -> Floats:
    """Share of what each ally wants that its people allow this year, [future, cell]."""
    owner = np.array([ALLIES.index(ally) for ally, _ in PLANS])
    total = np.zeros(rate.shape)
    for cell, ally in enumerate(owner):
        total[:, ally] += wanted[:, cell]
    share = np.divide(rate, total, out=np.ones(total.shape), where=total > rate)
    return share[:, owner]


def _fifth(prepared: Prepared, units: Floats, y: int) -> Floats:
    """Combat aircraft of the fifth generation; of each ally never more than it has combat aircraft (law C8)."""
    fifth = prepared.fifth.copy()
    for cell, ally in enumerate(FIFTH_DELIVERIES):
        fifth[:, ALLIES.index(ally)] += prepared.delivered_fifth[:, y, cell] - prepared.delivered_fifth[:, 0, cell]
    total: Floats = np.einsum("fa->f", np.minimum(fifth, units[:, :, CODES.index("combat_aircraft")]))
    return total


_PAGE: Final = "models/conventional_gap.md"
COMPONENT: Final = Component(
    name="conventional.holdings",
    quantities=(
        *_HOLDINGS, *_HELD_FIFTH, *_RETIREMENT, *_DELIVERED, *_DELIVERED_FIFTH, *_PLANNED, *_PERSONNEL, _SLICE,
        _LAND_SHARE, _DELIVERY_SLIP, _PLAN_SLIP, *(f"{PREFIX}pooled.{code}" for code in POOLED),
    ),
    reads=(
        Reads("allied_units_delivered", lag=1, neutral=0.0, is_on=False),
        Reads("allied_defence_spending", lag=1, neutral=0.0, is_on=False),
    ),
    outcomes=(
        Outcome(
            "units_by_ally", "units", "holdings_by_ally", ("future", "year", "ally", "code"),
            "Units that each ally holds: contracts, plans and retirements included.", _PAGE, keep="all",
        ),
        Outcome(
            "european_units", "units", "holdings", ("future", "year", "code"),
            "Units of all allies but the United States, common fleets included.", _PAGE,
            words="European units",
        ),
        Outcome(
            "european_units_of_2026", "units", "holdings", ("future", "year", "code"),
            "The same at the end of 2026, whatever the year.", _PAGE, words="European units of 2026",
        ),
        Outcome(
            "european_fifth_generation", "aircraft", "fifth_generation", ("future", "year"),
            "European combat aircraft of the fifth generation, which are among the combat aircraft.", _PAGE,
            words="European aircraft of the fifth generation",
        ),
    ),
    labels={"ally": EUROPEAN, "code": CODE},
    prepare=_prepare,
    start=_start,
    step=_step,
)  # fmt: skip

"""French and British boats: from drawn quantities to the forces of each year, and the loads that answer erosion.

The state is the load of each missile after upload: upload in year t answers the erosion of year t - lag in the
day-to-day raid of both forces (law 22).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, TypeAlias

import numpy as np

from deterrence import exposure
from deterrence.arrays import AnyArray, Draws, Floats, Integers, Same, Values, along_years
from deterrence.axes import FIRST_YEAR, FORCES, OWNER, OWNERS, POSTURES
from deterrence.component import Component, Outcome, Reads
from deterrence.nuclear import arsenal, retaliation

UPLOAD_STRENGTH: Final = "nuclear.upload.response_strength"
UPLOAD_LAG: Final = "nuclear.upload.response_lag_years"
ANSWERED = (FORCES.index("both"), POSTURES.index("day_to_day"))
"""The raid whose erosion upload answers."""
_EXPOSURE: Final = tuple(exposure.YEARLY).index(exposure.ANSWERED)

_REMEMBERED: Final = 16  # forces of an owner, over draws
_WARNING: Final = "nuclear.retaliation.warning_time_days"
_FORCE_QUANTITIES = (
    "boats_in_service", "refit_interval_years", "refit_duration_years", "refit_phase_share",
    "replacement_first_year", "replacement_slip_years", "replacement_interval_years",
    "replacement_overlap_years", "life_extension_limit_years", "tubes_per_boat", "replacement_tubes_per_boat",
    "missiles_per_boat", "missile_sets", "crews", "warheads_per_missile", "warheads_per_missile_limit",
    "stockpile", "warheads_on_other_systems", "boats_at_sea_day_to_day", "second_boat_exists_probability",
    "third_boat_exists_probability", "time_to_second_boat_days", "time_to_third_boat_days",
    "launch_order_delivery_probability", "class_failure_probability", "common_cause_loss_probability",
    "boat_survival_probability",
)  # fmt: skip
QUANTITIES = (
    *(f"nuclear.{owner}.{name}" for owner in OWNERS for name in _FORCE_QUANTITIES),
    _WARNING,
)


def unread_by_force(quantities: Iterable[str]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """Of some ids, those of the owner who takes no part, by force; they could act there through upload alone."""
    ids = tuple(quantities)
    of_owner = {owner: tuple(name for name in ids if name.startswith(f"nuclear.{owner}.")) for owner in OWNERS}
    others = {force: [owner for owner in OWNERS if force not in ("both", owner)] for force in FORCES}
    return {"force": {force: tuple(name for one in left for name in of_owner[one]) for force, left in others.items()}}


@dataclass(frozen=True)
class Forces:
    """Forces of both owners over the years, before upload. Axes: future, year, force (and 0..3 boats)."""

    boats_owned: Integers
    boats_operational: Integers
    at_sea: Floats  # [future, year, force, posture, 0..3] chance that n boats are at sea
    firing: Floats  # [future, year, force, posture, 0..3] chance that n boats fire
    missiles: Integers  # [future, year, force] per boat at sea
    missiles_loaded: Integers  # [future, year, force] in all sets, at sea or not
    base_load: Integers  # [future, year, force] warheads per missile without upload
    ceiling: Integers  # [future, year, force] most warheads per missile


def forces(draws: Draws, years: Integers) -> Forces:
    """Boats, firing chances and loads of France and the United Kingdom (laws 7, 8, 22)."""
    parts = [_force(draws, f"nuclear.{owner}", years) for owner in OWNERS]
    return Forces(*(np.stack(part, axis=2) for part in zip(*parts, strict=True)))


def _force(draws: Draws, prefix: str, years: Integers) -> tuple[AnyArray, ...]:
    """One owner's arrays; several components prepare them, and a lever or policy seldom moves what they rest on."""
    read = {name: draws[name] for name in QUANTITIES if name.startswith(f"{prefix}.") or name == _WARNING}
    if any(values.flags.writeable for values in read.values()):
        return _force_of(draws, prefix, years)
    return _remembered(prefix, Same(tuple(read.values())), tuple(read), tuple(years.tolist()))


@lru_cache(maxsize=_REMEMBERED)
def _remembered(
    prefix: str, read: Same[tuple[AnyArray, ...]], names: tuple[str, ...], years: tuple[int, ...]
) -> tuple[AnyArray, ...]:
    return _force_of(dict(zip(names, read.things, strict=True)), prefix, np.asarray(years, dtype=np.int64))


def _force_of(draws: Draws, prefix: str, years: Integers) -> tuple[AnyArray, ...]:
    """One owner's arrays in the order of `Forces`, without the force axis."""

    def of(name: str) -> Floats:
        return draws[f"{prefix}.{name}"]

    schedule = _schedule(of)
    old, new = arsenal.boats_owned(schedule, years)
    operational = arsenal.boats_operational(schedule, years)
    at_sea = arsenal.boats_at_sea(_posture(of, operational, draws[_WARNING]))
    chances = np.stack([firing(draws, prefix, boats, of("boat_survival_probability")) for boats in at_sea], axis=2)
    return old + new, operational, np.stack(at_sea, axis=2), chances, *_loads(of, old, new, years)


_Of: TypeAlias = Callable[[str], Floats]
"""What one owner has, by the last part of an id."""


def _whole(values: Floats) -> Integers:
    return values.astype(np.int64)


def _schedule(of: _Of) -> arsenal.BoatSchedule:
    return arsenal.BoatSchedule(
        boats_in_service=_whole(of("boats_in_service")),
        refit_interval_years=of("refit_interval_years"),
        refit_duration_years=of("refit_duration_years"),
        refit_phase_share=of("refit_phase_share"),
        replacement_first_year=of("replacement_first_year"),
        replacement_slip_years=of("replacement_slip_years"),
        replacement_interval_years=of("replacement_interval_years"),
        replacement_overlap_years=of("replacement_overlap_years"),
        life_extension_limit_years=of("life_extension_limit_years"),
        base_year=FIRST_YEAR,
    )


def _posture(of: _Of, operational: Integers, warning_time_days: Floats) -> arsenal.Posture:
    return arsenal.Posture(
        operational=operational,
        crews=_whole(of("crews")),
        missile_sets=_whole(of("missile_sets")),
        day_to_day=_whole(of("boats_at_sea_day_to_day")),
        warning_time_days=warning_time_days,
        time_to_second_boat_days=of("time_to_second_boat_days"),
        time_to_third_boat_days=of("time_to_third_boat_days"),
        second_boat_exists_probability=of("second_boat_exists_probability"),
        third_boat_exists_probability=of("third_boat_exists_probability"),
        boats_in_service=_whole(of("boats_in_service")),
    )


def _loads(of: _Of, old: Integers, new: Integers, years: Integers) -> tuple[Integers, Integers, Integers, Integers]:
    """Missiles per boat and in all sets, warheads per missile without upload and at most, each [future, year]."""

    def by_year(name: str) -> Floats:
        return along_years(of(name), years.size)

    tubes = arsenal.tubes_available(old, new, _whole(of("tubes_per_boat")), _whole(of("replacement_tubes_per_boat")))
    missiles = _whole(np.minimum(by_year("missiles_per_boat"), tubes))
    sets, limit = by_year("missile_sets"), by_year("warheads_per_missile_limit")
    base, ceiling = (
        arsenal.warheads_per_missile(
            desired=desired,
            limit=limit,
            stockpile=by_year("stockpile"),
            warheads_on_other_systems=by_year("warheads_on_other_systems"),
            missile_sets=sets,
            missiles_per_boat=missiles,
        )
        for desired in (by_year("warheads_per_missile"), limit)
    )
    return missiles, missiles * _whole(sets), base, ceiling


def firing(draws: Draws, prefix: str, at_sea: Floats, survival: Floats) -> Floats:
    """Chance that n boats fire, [future, year, 0..3], from that of boats at sea (law 7)."""
    names = ("launch_order_delivery_probability", "class_failure_probability", "common_cause_loss_probability")
    launches = retaliation.launch_probability(*(draws[f"{prefix}.{name}"] for name in names))
    chances: Floats = retaliation.survivor_probability(at_sea, survival)
    chances *= launches[:, None, None]
    chances[..., 0] += 1.0 - launches[:, None]
    return chances


def deployed(held: Forces, load: Integers, y: int) -> Floats:
    """Warheads on all sets of missiles of both forces in year y, [future]: what the boats could be sent to sea with."""
    total: Floats = (held.missiles_loaded[:, y] * load).sum(axis=1).astype(np.float64)
    return total


@dataclass(frozen=True)
class _Prepared:
    held: Forces
    strength: Floats


@dataclass(frozen=True)
class _State:
    load: Integers  # [future, force]
    first: Floats | None  # [future] warheads deployed in the first year


def _prepare(draws: Draws, years: Integers, structure: str) -> _Prepared:  # noqa: ARG001 - the contract
    return _Prepared(forces(draws, years), draws[UPLOAD_STRENGTH])


def _start(prepared: _Prepared) -> _State:
    return _State(prepared.held.base_load[:, 0], None)


def _step(state: _State, prepared: _Prepared, values: Values, y: int) -> tuple[_State, Values]:
    """Loads of year y: the ratchet of `arsenal.upload_step` on an earlier year's erosion under one exposure."""
    held, erosion = prepared.held, values["erosion_same_forces"][:, *ANSWERED, _EXPOSURE]
    load = arsenal.upload_step(
        current=state.load,
        base=held.base_load[:, y],
        erosion=erosion[:, None],
        strength=prepared.strength[:, None],
        ceiling=held.ceiling[:, y],
    )
    total = deployed(held, load, y)
    first = total if state.first is None else state.first
    found: Values = {
        "boats_owned": held.boats_owned[:, y],
        "boats_operational": held.boats_operational[:, y],
        "warheads_per_missile": load,
        "warhead_growth": total - first,
    }
    return _State(load, first), found


_OWNED = ("future", "year", "force")
_PAGE = "models/nuclear.md"
COMPONENT: Final = Component(
    name="nuclear.boats",
    quantities=(*QUANTITIES, UPLOAD_STRENGTH),
    unread_at=unread_by_force(QUANTITIES),
    reads=(Reads("erosion_same_forces", lag=UPLOAD_LAG, neutral=0.0, strength=UPLOAD_STRENGTH),),
    outcomes=(
        Outcome(
            "boats_owned", "boats", "forces", _OWNED,
            "Whole ballistic-missile submarines in service, old and new.", _PAGE, dtype="int64",
        ),
        Outcome(
            "boats_operational", "boats", "forces", _OWNED, "Boats in service that are not in refit.", _PAGE,
            dtype="int64",
        ),
        Outcome(
            "warheads_per_missile", "warheads_per_missile", "forces", _OWNED,
            "Load of each missile, with what was uploaded in answer to erosion (law 22).", _PAGE, dtype="int64",
        ),
        Outcome(
            "warhead_growth", "warheads", "growth", ("future", "year"),
            "Warheads on all sets of missiles of both forces beyond those of the first year (law 33).", _PAGE,
            keep="all",
        ),
    ),
    labels={"force": OWNER},
    prepare=_prepare,
    start=_start,
    step=_step,
)  # fmt: skip

"""Europe's shield from drawn quantities: pools of rounds by type, whom they serve in what order, what they cover.

The region is `baltic`: Estonia with its neighbours. It has no places: cover is an aggregate share.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np

from deterrence.arrays import AnyArray, Draws, Floats, Integers
from deterrence.missile_defence import raid
from deterrence.missile_defence.raid_kernel import Shield, campaigns
from deterrence.ranges import round_half_up

PREFIX = "missile_defence.europe."
DAYS_PER_YEAR = 365.25
MONTHS_PER_YEAR = 12

ORDER: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "ballistic_medium_range": ("arrow_3", "aegis_ashore"),
        "ballistic_short_range": ("pac3_mse", "samp_t", "gem_t"),
        "aeroballistic": ("pac3_mse",),
        "supersonic_cruise": ("gem_t", "samp_t", "pac3_mse"),
        "subsonic_cruise": ("iris_t_slm", "nasams", "samp_t", "gem_t", "short_range"),
        "drone": ("short_range", "iris_t_slm", "nasams"),
    }
)
"""Classes in the order in which they are served, and the pools that serve each, first to last."""

CLASSES = tuple(ORDER)
POOLS = ("arrow_3", "aegis_ashore", "pac3_mse", "gem_t", "samp_t", "iris_t_slm", "nasams", "short_range")
INTERCEPTORS = POOLS[:-1]
"""Pools whose rounds are counted as interceptors; guns and the like are not."""

SYSTEM_OF: Mapping[str, str] = MappingProxyType(
    {pool: "patriot" if pool in ("pac3_mse", "gem_t") else pool for pool in POOLS}
)
SYSTEMS = tuple(dict.fromkeys(SYSTEM_OF.values()))
_UPPER_TIER = ("arrow_3", "aegis_ashore")
_WITH_OWN = ("iris_t_slm", "nasams")
_BALLISTIC = ("ballistic_short_range", "aeroballistic")
_COMMON = ("availability_share", "baltic_share", "upper_tier_baltic_share", "added_batteries_estonia")
_DOCTRINE = ("delivery_share", "refill_share_per_day", "looks", "shot_correlation")
_COVER = ("cover_share_of_one_battery.ballistic", "cover_share_of_one_battery.aerodynamic")
_ROUNDS = ("ready_rounds_per_system", "salvo")
_SHORT_RANGE = ("engagements_in_stock", "engagements_made_per_day", "objects_per_raid", "cover_share")


def quantities() -> tuple[str, ...]:
    """Ids of all that the shield reads."""
    names = [*_COMMON, *_DOCTRINE, *_COVER, *(f"short_range.{name}" for name in _SHORT_RANGE)]
    for pool in INTERCEPTORS:
        names += [f"{pool}.{name}" for name in _ROUNDS]
        if pool not in _UPPER_TIER:
            names += [f"{pool}.reload_rounds_per_system", f"{pool}.output_per_year"]
    for system in SYSTEMS[:-1]:
        names += [f"{system}.systems_held", f"{system}.simultaneous_objects_per_system"]
    names += [f"{system}.systems_of_baltic_states" for system in _WITH_OWN]
    names += [f"{pool}.kill_probability.{threat}" for threat, pools in ORDER.items() for pool in pools]
    return tuple(PREFIX + name for name in names)


def systems_in_region(draws: Draws, more: int = 0) -> dict[str, Integers]:
    """Ready systems of each kind in the Baltic region, [future]; `more` Patriot batteries beside those of the lever."""

    def of(name: str) -> Floats:
        return draws[PREFIX + name]

    ready, share = of("availability_share"), of("baltic_share")
    count: dict[str, Integers] = {}
    for system in SYSTEMS[:-1]:
        part = of("upper_tier_baltic_share") if system in _UPPER_TIER else share
        own = of(f"{system}.systems_of_baltic_states") if system in _WITH_OWN else 0.0
        count[system] = round_half_up(ready * (own + part * of(f"{system}.systems_held")))
    count["patriot"] = count["patriot"] + round_half_up(of("added_batteries_estonia")) + more
    count["short_range"] = np.ones_like(count["patriot"])
    return count


def shield(draws: Draws, systems: Mapping[str, Integers]) -> Shield:
    """The pools of so many systems, fed by the region's share of new rounds."""
    share = draws[PREFIX + "delivery_share"]
    made = {
        pool: share * draws[f"{PREFIX}{pool}.output_per_year"] / DAYS_PER_YEAR
        for pool in INTERCEPTORS
        if pool not in _UPPER_TIER
    }
    return pools(draws, systems, made, cover(draws, systems))


def pools(
    draws: Draws, systems: Mapping[str, Integers], delivered_per_day: Mapping[str, Floats], cover_share: Floats
) -> Shield:
    """The pools of so many systems; a pool without a system holds and gets nothing.

    Args:
        draws: Drawn quantities, [future].
        systems: Systems of each kind, [future].
        delivered_per_day: New rounds of each pool that gets any, [future].
        cover_share: Share of each class that meets a system, [future, class].
    """
    by_pool = [
        _rounds(draws, pool, systems[SYSTEM_OF[pool]], delivered_per_day.get(pool, 0.0)) for pool in INTERCEPTORS
    ]
    places, reloads, delivered, salvo, capacity = (
        np.stack(column, axis=-1) for column in zip(*by_pool, _short_range(draws), strict=True)
    )
    full = places.astype(np.float64)
    refilled = draws[f"{PREFIX}refill_share_per_day"][:, None] * full
    # What is no interceptor needs no launcher to be put back on.
    refilled[:, -1] = full[:, -1]
    looks = np.broadcast_to(round_half_up(draws[f"{PREFIX}looks"])[:, None], full.shape).copy()
    return Shield(
        full,
        reloads.astype(np.float64),
        delivered,
        refilled,
        salvo,
        looks,
        capacity,
        _kill_probability(draws, len(full)),
        draws[f"{PREFIX}shot_correlation"].copy(),
        cover_share,
    )


def _rounds(draws: Draws, pool: str, units: Integers, delivered: Floats | float) -> tuple[AnyArray, ...]:
    """Places, reloads, delivered a day, salvo and capacity of the interceptors of so many systems, each [future]."""

    def of(name: str) -> Integers:
        return round_half_up(draws[PREFIX + name])

    return (
        units * of(f"{pool}.ready_rounds_per_system"),
        units * (0 if pool in _UPPER_TIER else of(f"{pool}.reload_rounds_per_system")),
        np.where(units > 0, delivered, 0.0),
        of(f"{pool}.salvo"),
        units * of(f"{SYSTEM_OF[pool]}.simultaneous_objects_per_system"),
    )


def _short_range(draws: Draws) -> tuple[AnyArray, ...]:
    """The same of guns and the like, which are counted in engagements."""
    held, made, at_once = (
        draws[f"{PREFIX}short_range.{name}"]
        for name in ("engagements_in_stock", "engagements_made_per_day", "objects_per_raid")
    )
    none = np.zeros(held.shape, dtype=np.int64)
    return round_half_up(held), none, made, none + 1, round_half_up(at_once)


def _kill_probability(draws: Draws, futures: int) -> Floats:
    """Of a single shot, [future, class, pool]; nought where a pool does not serve a class."""
    kill = np.zeros((futures, len(CLASSES), len(POOLS)))
    for row, (threat, able) in enumerate(ORDER.items()):
        for pool in able:
            kill[:, row, POOLS.index(pool)] = draws[f"{PREFIX}{pool}.kill_probability.{threat}"]
    return kill


def cover(draws: Draws, systems: Mapping[str, Integers]) -> Floats:
    """Share of each class that comes where at least one system able against it stands, [future, class]."""
    missed = np.ones((*systems["patriot"].shape, len(CLASSES)))
    for row, (threat, able) in enumerate(ORDER.items()):
        for system in dict.fromkeys(SYSTEM_OF[pool] for pool in able):
            kind = "ballistic" if threat in _BALLISTIC else "aerodynamic"
            one = draws[f"{PREFIX}cover_share_of_one_battery.{kind}"]
            if system == "short_range":
                one = draws[f"{PREFIX}short_range.cover_share"]
            elif system in _UPPER_TIER:
                one = np.ones(missed.shape[0])
            missed[:, row] *= 1 - raid.cover_share(systems[system], one)
    return 1 - missed


def fight(of: Shield, objects: Integers) -> tuple[Floats, Floats, Floats]:
    """Objects that leak, [future, day, class], rounds fired and rounds left in the evening, [future, day, pool]."""
    engaged = raid.engaged_objects(objects, of.cover_share[:, None, :])
    order = np.full((len(CLASSES), max(len(able) for able in ORDER.values())), -1, dtype=np.int64)
    for row, able in enumerate(ORDER.values()):
        order[row, : len(able)] = [POOLS.index(pool) for pool in able]
    return campaigns(objects, engaged, order, of)

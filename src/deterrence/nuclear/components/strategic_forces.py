"""Strategic forces of five states by group of launchers, from drawn quantities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from deterrence.arrays import Draws, Flags, Floats, Integers, along_years
from deterrence.nuclear import two_peer
from deterrence.nuclear.arsenal import warheads_per_missile

SILOS, MOBILE, BOATS, BOMBERS = "silos", "mobile", "boats", "bombers"
EUROPEANS = ("france", "united_kingdom")
# Who owns the groups of each part; the French aircraft are a part of their own, for they are not at sea.
PARTS: Mapping[str, tuple[tuple[str, str], ...]] = MappingProxyType(
    {
        "russia": (("russia", SILOS), ("russia", MOBILE), ("russia", BOATS), ("russia", BOMBERS)),
        "united_states": (("united_states", SILOS), ("united_states", BOATS), ("united_states", BOMBERS)),
        "china": (("china", SILOS), ("china", MOBILE), ("china", BOATS), ("china", BOMBERS)),
        "france": (("france", BOATS),),
        "united_kingdom": (("united_kingdom", BOATS),),
        "french_air": (("france", BOMBERS),),
    }
)
_EUROPEAN_NAMES = (
    "missile_sets", "missiles_per_boat", "warheads_per_missile", "warheads_per_missile_limit", "stockpile",
    "warheads_on_other_systems", "boats_at_sea_day_to_day", "second_boat_exists_probability",
    "third_boat_exists_probability",
)  # fmt: skip
_AMERICAN_WEAPONS = (
    "stockpile", "icbm_warheads", "slbm_warheads", "bomber_warheads", "boat_alert_share_day_to_day",
    "boat_alert_share_generated", "bomber_alert_share_generated", "icbm_upload_potential_warheads",
    "slbm_upload_potential_warheads", "bomber_upload_potential_warheads", "upload_share",
)  # fmt: skip
_NAMES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "russia": (
            "stockpile", "icbm_launchers", "mobile_share_of_icbm_launchers", "mobile_share_of_icbm_warheads",
            "icbm_warheads", "slbm_warheads", "bomber_warheads", "boats", "bomber_groups",
            "mobile_alert_share_day_to_day", "mobile_alert_share_generated", "boat_alert_share_day_to_day",
            "boat_alert_share_generated", "bomber_alert_share_generated", "upload_potential_warheads", "upload_share",
        ),
        "united_states": (*_AMERICAN_WEAPONS, "icbm_launchers", "boats", "bomber_groups"),
        "china": (
            "stockpile", "silos_loaded", "mobile_launchers", "boats", "bomber_groups", "sea_share_of_warheads",
            "air_share_of_warheads", "warheads_with_launchers_share", "mobile_alert_share_day_to_day",
            "mobile_alert_share_generated", "boat_alert_share_day_to_day", "boat_alert_share_generated",
            "bomber_alert_share_generated",
        ),
        **dict.fromkeys(EUROPEANS, _EUROPEAN_NAMES),
    }
)  # fmt: skip
_FRENCH_AIR = ("nuclear.stability.french_air_groups", "nuclear.stability.french_air_alert_share_generated")


AMERICAN_WEAPONS = tuple(f"nuclear.united_states.{name}" for name in _AMERICAN_WEAPONS)


def force_quantities(*parts: str) -> tuple[str, ...]:
    """Ids of the quantities that these parts read, in a fixed order."""
    ids = [f"nuclear.{part}.{name}" for part in parts for name in _NAMES.get(part, ())]
    return (*ids, *(_FRENCH_AIR if "french_air" in parts else ()))


@dataclass(frozen=True)
class StrategicForces:
    """Forces over the years, each [future, year, group]; `groups` names state and kind of each group."""

    groups: tuple[tuple[str, str], ...]
    launchers: Floats
    warheads: Floats
    alert_day_to_day: Floats
    alert_generated: Floats

    @property
    def warheads_per_launcher(self) -> Floats:
        """Average load; 0 where there is no launcher."""
        none = np.zeros(self.warheads.shape)
        return np.divide(self.warheads, self.launchers, out=none, where=self.launchers > 0)

    @property
    def is_fixed(self) -> Flags:
        """[group], true for silos."""
        return np.array([kind == SILOS for _, kind in self.groups])

    def owned_by(self, *states: str) -> Flags:
        """[group], true for the groups of these states."""
        return np.array([state in states for state, _ in self.groups])


def by_year(draws: Draws, identity: str) -> Floats:
    """A draw along [future, year]; an undated one has one column that holds for every year."""
    return along_years(draws[identity])


def strategic_forces(draws: Draws, years: Integers) -> StrategicForces:
    """Launchers, warheads and alert; deployed warheads never exceed what is owned.

    Args:
        draws: The quantities of all parts.
        years: Years of the horizon.
    """
    made = [_part(draws, part) for part in PARTS]
    shape = (next(iter(draws.values())).shape[0], years.size)

    def gathered(columns: Iterable[Floats]) -> Floats:
        return np.stack([np.broadcast_to(column, shape) for column in columns], axis=-1)

    warheads = np.concatenate([np.broadcast_to(p.warheads, (*shape, p.warheads.shape[-1])) for p in made], axis=-1)
    return StrategicForces(
        tuple(group for groups in PARTS.values() for group in groups),
        gathered(column for p in made for column in p.launchers),
        warheads,
        gathered(column for p in made for column in p.day_to_day),
        gathered(column for p in made for column in p.generated),
    )


class Part(NamedTuple):
    """One part: launchers and alert by group, each [future, year or 1], and warheads [..., group]."""

    launchers: list[Floats]
    warheads: Floats
    day_to_day: list[Floats]
    generated: list[Floats]


def _part(draws: Draws, part: str) -> Part:
    states = {"russia": _russia, "united_states": _united_states, "china": _china, "french_air": _french_air}
    return states[part](draws) if part in states else european_boats(draws, part)


def _stacked(*columns: Floats) -> Floats:
    return np.stack(np.broadcast_arrays(*columns), axis=-1)


def _russia(draws: Draws) -> Part:
    def of(name: str) -> Floats:
        return by_year(draws, f"nuclear.russia.{name}")

    on_vehicles, none = of("mobile_share_of_icbm_launchers"), np.zeros_like(of("icbm_launchers"))
    launchers = [of("icbm_launchers") * (1 - on_vehicles), of("icbm_launchers") * on_vehicles]
    moved = of("mobile_share_of_icbm_warheads")
    base = _stacked(
        of("icbm_warheads") * (1 - moved), of("icbm_warheads") * moved, of("slbm_warheads"), of("bomber_warheads")
    )
    potential = base * (of("upload_potential_warheads") / base.sum(axis=-1))[..., None]
    warheads = two_peer.uploaded(base, potential, of("upload_share"), of("stockpile"))
    return Part(
        [*launchers, of("boats"), of("bomber_groups")],
        warheads,
        [none, of("mobile_alert_share_day_to_day"), of("boat_alert_share_day_to_day"), none],
        [none, *(of(f"{kind}_alert_share_generated") for kind in ("mobile", "boat", "bomber"))],
    )


def american_weapons(draws: Draws, limit: Floats | None) -> tuple[Floats, list[Floats], list[Floats]]:
    """Deployed warheads of the United States [future, year or 1, group]: silos, boats, bombers; alert of each.

    Args:
        draws: The quantities of the United States.
        limit: [future, 1] warheads on missiles where limits have returned, and then no upload; None where nothing
            limits them.
    """

    def of(name: str) -> Floats:
        return by_year(draws, f"nuclear.united_states.{name}")

    base = _stacked(*(of(f"{kind}_warheads") for kind in ("icbm", "slbm", "bomber")))
    potential = _stacked(*(of(f"{kind}_upload_potential_warheads") for kind in ("icbm", "slbm", "bomber")))
    none, owned = np.zeros_like(of("stockpile")), of("stockpile")
    if limit is None:
        warheads = two_peer.uploaded(base, potential, of("upload_share"), owned)
    else:
        missiles = two_peer.within(base[..., :-1], limit)
        warheads = two_peer.within(np.concatenate([missiles, base[..., -1:]], axis=-1), owned)
    return (
        warheads,
        [none, of("boat_alert_share_day_to_day"), none],
        [none, of("boat_alert_share_generated"), of("bomber_alert_share_generated")],
    )


def _united_states(draws: Draws) -> Part:
    names = ("icbm_launchers", "boats", "bomber_groups")
    launchers = [by_year(draws, f"nuclear.united_states.{name}") for name in names]
    return Part(launchers, *american_weapons(draws, None))


def _china(draws: Draws) -> Part:
    def of(name: str) -> Floats:
        return by_year(draws, f"nuclear.china.{name}")

    silos, mobile, none = of("silos_loaded"), of("mobile_launchers"), np.zeros_like(of("bomber_groups"))
    armed, sea, air = (
        of("stockpile") * of("warheads_with_launchers_share"),
        of("sea_share_of_warheads"),
        of("air_share_of_warheads"),
    )
    # One load for all land missiles: how silos and vehicles differ is not public.
    land = armed * (1 - sea - air) / np.maximum(silos + mobile, 1)
    return Part(
        [silos, mobile, of("boats"), of("bomber_groups")],
        _stacked(land * silos, land * mobile, armed * sea, armed * air),
        [none, of("mobile_alert_share_day_to_day"), of("boat_alert_share_day_to_day"), none],
        [none, *(of(f"{kind}_alert_share_generated") for kind in ("mobile", "boat", "bomber"))],
    )


def european_boats(draws: Draws, state: str) -> Part:
    """French or British boats that are armed, at the load that the stockpile allows."""

    def of(name: str) -> Floats:
        return by_year(draws, f"nuclear.{state}.{name}")

    sets = of("missile_sets")
    load = warheads_per_missile(
        desired=of("warheads_per_missile"),
        limit=of("warheads_per_missile_limit"),
        stockpile=of("stockpile"),
        warheads_on_other_systems=of("warheads_on_other_systems"),
        missile_sets=sets,
        missiles_per_boat=of("missiles_per_boat"),
    )
    day, armed = np.minimum(of("boats_at_sea_day_to_day"), sets), np.maximum(sets, 1)
    ready = generated_boats(day, sets, of("second_boat_exists_probability"), of("third_boat_exists_probability"))
    warheads = _stacked(sets * of("missiles_per_boat") * load)
    return Part([sets], warheads, [day / armed], [ready / armed])


def generated_boats(day_to_day: Floats, sets: Floats, second_exists: Floats, third_exists: Floats) -> Floats:
    """Mean boats at sea after a warning long enough for all that exist; the mean of `arsenal.boats_at_sea` (law 8).

    A boat that is at sea day-to-day exists: of two at sea only the third is open. No more sail than can be armed.
    """
    second = np.where(day_to_day >= 2, 1.0, second_exists)
    third = second * np.where(day_to_day > 2, 1.0, third_exists)
    first = np.minimum(day_to_day, 1)
    chances = (1 - second, second - third, third)
    return sum((chance * np.minimum(first + further, sets) for further, chance in enumerate(chances)), np.zeros(()))


def _french_air(draws: Draws) -> Part:
    groups, alert = (by_year(draws, identity) for identity in _FRENCH_AIR)
    held = np.minimum(*(by_year(draws, f"nuclear.france.{n}") for n in ("warheads_on_other_systems", "stockpile")))
    return Part([groups], _stacked(held), [np.zeros_like(groups)], [alert])

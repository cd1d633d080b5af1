"""Strategic forces of five states by group of launchers, from drawn quantities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deterrence.nuclear import two_peer
from deterrence.nuclear.arsenal import warheads_per_missile

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Draws = Mapping[str, Floats]

SILOS, MOBILE, BOATS, BOMBERS = "silos", "mobile", "boats", "bombers"
STATES = ("russia", "united_states", "china", "france", "united_kingdom")
EUROPEANS = ("france", "united_kingdom")
GROUPS: tuple[tuple[str, str], ...] = (
    ("russia", SILOS), ("russia", MOBILE), ("russia", BOATS), ("russia", BOMBERS),
    ("united_states", SILOS), ("united_states", BOATS), ("united_states", BOMBERS),
    ("china", SILOS), ("china", MOBILE), ("china", BOATS), ("china", BOMBERS),
    ("france", BOATS), ("france", BOMBERS), ("united_kingdom", BOATS),
)  # fmt: skip
IS_FIXED: NDArray[np.bool_] = np.array([kind == SILOS for _, kind in GROUPS])

_NAMES = {
    "russia": (
        "stockpile", "icbm_launchers", "mobile_share_of_icbm_launchers", "mobile_share_of_icbm_warheads",
        "icbm_warheads", "slbm_warheads", "bomber_warheads", "boats", "bomber_groups",
        "mobile_alert_share_day_to_day", "mobile_alert_share_generated", "boat_alert_share_day_to_day",
        "boat_alert_share_generated", "bomber_alert_share_generated", "upload_potential_warheads", "upload_share",
    ),
    "united_states": (
        "stockpile", "icbm_launchers", "icbm_warheads", "slbm_warheads", "bomber_warheads", "boats", "bomber_groups",
        "boat_alert_share_day_to_day", "boat_alert_share_generated", "bomber_alert_share_generated",
        "icbm_upload_potential_warheads", "slbm_upload_potential_warheads", "bomber_upload_potential_warheads",
        "upload_share",
    ),
    "china": (
        "stockpile", "silos_loaded", "mobile_launchers", "boats", "bomber_groups", "sea_share_of_warheads",
        "air_share_of_warheads", "warheads_with_launchers_share", "mobile_alert_share_day_to_day",
        "mobile_alert_share_generated", "boat_alert_share_day_to_day", "boat_alert_share_generated",
        "bomber_alert_share_generated",
    ),
}  # fmt: skip
_EUROPEAN_NAMES = (
    "missile_sets", "missiles_per_boat", "warheads_per_missile", "warheads_per_missile_limit", "stockpile",
    "warheads_on_other_systems", "boats_at_sea_day_to_day", "second_boat_exists_probability",
    "third_boat_exists_probability",
)  # fmt: skip
_FRENCH_AIR = ("nuclear.stability.french_air_groups", "nuclear.stability.french_air_alert_share_generated")

FORCE_QUANTITIES: tuple[str, ...] = (
    *(f"nuclear.{state}.{name}" for state, names in _NAMES.items() for name in names),
    *(f"nuclear.{state}.{name}" for state in EUROPEANS for name in _EUROPEAN_NAMES),
    *_FRENCH_AIR,
)


@dataclass(frozen=True)
class StrategicForces:
    """Forces over the years, each [future, year, group] in the order of `GROUPS`."""

    launchers: Floats
    warheads: Floats
    alert_day_to_day: Floats
    alert_generated: Floats

    @property
    def warheads_per_launcher(self) -> Floats:
        """Average load; 0 where there is no launcher."""
        none = np.zeros(self.warheads.shape)
        return np.divide(self.warheads, self.launchers, out=none, where=self.launchers > 0)


def by_year(draws: Draws, identity: str) -> Floats:
    """A draw along [future, year]; an undated one has one column that holds for every year."""
    values = draws[identity]
    return values if values.ndim == 2 else values[:, None]


def groups_of(*states: str) -> NDArray[np.bool_]:
    """[group], true for the groups of these states."""
    return np.array([state in states for state, _ in GROUPS])


def strategic_forces(draws: Draws, years: Integers, treaty_limit: Floats | None = None) -> StrategicForces:
    """Launchers, warheads and alert of the five states; deployed warheads never exceed what is owned.

    Args:
        draws: Quantities of `FORCE_QUANTITIES`.
        years: Years of the horizon.
        treaty_limit: [future, 1] warheads on missiles of Russia and of the United States each where limits have
            returned, and then no upload; None where nothing limits them.
    """
    parts: list[tuple[list[Floats], Floats, list[Floats], list[Floats]]] = [
        _russia(draws, treaty_limit),
        _united_states(draws, treaty_limit),
        _china(draws),
        *(_european(draws, state) for state in EUROPEANS),
    ]
    shape = (draws["nuclear.russia.stockpile"].shape[0], years.size)

    def gathered(index: int) -> Floats:
        columns = [column for part in parts for column in part[index]]
        return np.stack([np.broadcast_to(column, shape) for column in columns], axis=-1)

    warheads = np.concatenate([np.broadcast_to(part[1], (*shape, part[1].shape[-1])) for part in parts], axis=-1)
    return StrategicForces(gathered(0), warheads, gathered(2), gathered(3))


def _stacked(*columns: Floats) -> Floats:
    return np.stack(np.broadcast_arrays(*columns), axis=-1)


def _deployed(base: Floats, potential: Floats, share: Floats, owned: Floats, limit: Floats | None) -> Floats:
    """Warheads [future, year, group], bombers last: uploaded where nothing limits them, else within the limit."""
    if limit is None:
        return two_peer.uploaded(base, potential, share, owned)
    missiles = two_peer.within(base[..., :-1], limit)
    return two_peer.within(np.concatenate([missiles, base[..., -1:]], axis=-1), owned)


def _russia(draws: Draws, limit: Floats | None) -> tuple[list[Floats], Floats, list[Floats], list[Floats]]:
    def of(name: str) -> Floats:
        return by_year(draws, f"nuclear.russia.{name}")

    on_vehicles, none = of("mobile_share_of_icbm_launchers"), np.zeros_like(of("icbm_launchers"))
    launchers = [of("icbm_launchers") * (1 - on_vehicles), of("icbm_launchers") * on_vehicles]
    moved = of("mobile_share_of_icbm_warheads")
    base = _stacked(
        of("icbm_warheads") * (1 - moved), of("icbm_warheads") * moved, of("slbm_warheads"), of("bomber_warheads")
    )
    potential = base * (of("upload_potential_warheads") / base.sum(axis=-1))[..., None]
    warheads = _deployed(base, potential, of("upload_share"), of("stockpile"), limit)
    return (
        [*launchers, of("boats"), of("bomber_groups")],
        warheads,
        [none, of("mobile_alert_share_day_to_day"), of("boat_alert_share_day_to_day"), none],
        [none, *(of(f"{kind}_alert_share_generated") for kind in ("mobile", "boat", "bomber"))],
    )


def _united_states(draws: Draws, limit: Floats | None) -> tuple[list[Floats], Floats, list[Floats], list[Floats]]:
    def of(name: str) -> Floats:
        return by_year(draws, f"nuclear.united_states.{name}")

    none = np.zeros_like(of("icbm_launchers"))
    base = _stacked(*(of(f"{kind}_warheads") for kind in ("icbm", "slbm", "bomber")))
    potential = _stacked(*(of(f"{kind}_upload_potential_warheads") for kind in ("icbm", "slbm", "bomber")))
    return (
        [of("icbm_launchers"), of("boats"), of("bomber_groups")],
        _deployed(base, potential, of("upload_share"), of("stockpile"), limit),
        [none, of("boat_alert_share_day_to_day"), none],
        [none, of("boat_alert_share_generated"), of("bomber_alert_share_generated")],
    )


def _china(draws: Draws) -> tuple[list[Floats], Floats, list[Floats], list[Floats]]:
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
    return (
        [silos, mobile, of("boats"), of("bomber_groups")],
        _stacked(land * silos, land * mobile, armed * sea, armed * air),
        [none, of("mobile_alert_share_day_to_day"), of("boat_alert_share_day_to_day"), none],
        [none, *(of(f"{kind}_alert_share_generated") for kind in ("mobile", "boat", "bomber"))],
    )


def _european(draws: Draws, state: str) -> tuple[list[Floats], Floats, list[Floats], list[Floats]]:
    """Boats that are armed, at the load that the stockpile allows; French aircraft beside them."""

    def of(name: str) -> Floats:
        return by_year(draws, f"nuclear.{state}.{name}")

    sets, missiles, elsewhere = of("missile_sets"), of("missiles_per_boat"), of("warheads_on_other_systems")
    names = ("stockpile", "missile_sets", "missiles_per_boat", "warheads_on_other_systems")
    load = warheads_per_missile(
        desired=of("warheads_per_missile"), limit=of("warheads_per_missile_limit"), **{n: of(n) for n in names}
    )
    second = of("second_boat_exists_probability")
    day = np.minimum(of("boats_at_sea_day_to_day"), sets)
    ready = np.minimum(day + second * (1 + of("third_boat_exists_probability")), sets)
    armed = np.maximum(sets, 1)
    at_sea = sets * missiles * load.astype(np.float64)
    if state != "france":
        return [sets], at_sea[..., None], [day / armed], [ready / armed]
    air_groups, air_alert = (by_year(draws, identity) for identity in _FRENCH_AIR)
    air = np.minimum(elsewhere, of("stockpile"))
    return [sets, air_groups], _stacked(at_sea, air), [day / armed, np.zeros_like(day)], [ready / armed, air_alert]

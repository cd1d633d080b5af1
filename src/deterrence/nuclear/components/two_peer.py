"""Sufficiency of American and allied strategic forces against Russia and China together, over the years."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from deterrence.arrays import Draws, Floats, Integers
from deterrence.axes import named
from deterrence.component import Component, Outcome, draws_and_years, of_draws
from deterrence.nuclear import two_peer
from deterrence.nuclear.components.strategic_forces import (
    AMERICAN_WEAPONS,
    EUROPEANS,
    american_weapons,
    by_year,
    european_boats,
    force_quantities,
)

PAGE = "models/nuclear_two_peer.md"
COALITIONS = ("united_states", "nato")
NO_CAPS = "no_caps"
TREATY = (NO_CAPS, "caps_return")
_AMERICAN_IS_FIXED: NDArray[np.bool_] = np.array([True, False, False])
_PEERS = ("russia", "china")
_SHARED = (
    "counterforce_share", "weapons_per_fixed_launcher", "reserve_against_russia", "reserve_against_china",
    "generation_share", "allied_credit_share", "russian_silo_growth", "treaty_limit_warheads",
)  # fmt: skip
_RELIABILITY = "nuclear.retaliation.warhead_reliability"
_ALLIED_CHANCES = (
    "launch_order_delivery_probability", "boat_survival_probability", "missile_reliability",
    "class_failure_probability", "common_cause_loss_probability",
)  # fmt: skip
_QUANTITIES = (
    *AMERICAN_WEAPONS,
    *force_quantities(*EUROPEANS),
    "nuclear.russia.icbm_launchers",
    "nuclear.russia.mobile_share_of_icbm_launchers",
    "nuclear.china.silos_loaded",
    *(f"nuclear.two_peer.{name}" for name in _SHARED),
    "nuclear.russia.kill_probability",
    "nuclear.united_states.launched_share",
    "nuclear.united_states.missile_reliability",
    *(f"nuclear.{owner}.{name}" for owner in EUROPEANS for name in _ALLIED_CHANCES),
    _RELIABILITY,
)


def _of(draws: Draws, name: str) -> Floats:
    return by_year(draws, f"nuclear.two_peer.{name}")


def _alert(draws: Draws, day_to_day: list[Floats], generated: list[Floats]) -> Floats:
    """Alert [future, year or 1, group] between day-to-day and generated, as far as forces were made ready."""
    ready = _of(draws, "generation_share")
    mixed = (day + ready * (most - day) for day, most in zip(day_to_day, generated, strict=True))
    return np.stack(np.broadcast_arrays(*mixed), axis=-1)


def allied_chance(draws: Draws, owner: str) -> Floats:
    """Chance that a warhead at sea of France or the United Kingdom survives, is launched and works, [future, 1]."""

    def of(name: str) -> Floats:
        return by_year(draws, f"nuclear.{owner}.{name}")

    launched = of("launch_order_delivery_probability") * (1 - of("class_failure_probability"))
    survives = of("boat_survival_probability") * (1 - of("common_cause_loss_probability"))
    chance: Floats = launched * survives * of("missile_reliability") * by_year(draws, _RELIABILITY)
    return chance


def american_available(draws: Draws, treaty_limit: Floats | None) -> tuple[Floats, Floats]:
    """Warheads of the United States that survive, are launched and work, and the chance of the average deployed one."""
    warheads, *alert = american_weapons(draws, treaty_limit)
    kill = by_year(draws, "nuclear.russia.kill_probability")
    surviving = two_peer.surviving_share(_alert(draws, *alert), _AMERICAN_IS_FIXED, kill)
    reliability = by_year(draws, "nuclear.united_states.missile_reliability") * by_year(draws, _RELIABILITY)
    launched = by_year(draws, "nuclear.united_states.launched_share")
    available = two_peer.available_warheads(warheads, surviving, launched[..., None], reliability[..., None])
    deployed = warheads.sum(axis=-1)
    return available, np.divide(available, deployed, out=np.zeros(available.shape), where=deployed > 0)


def allied_available(draws: Draws) -> Floats:
    """French and British warheads at sea that survive, are launched and work, as far as they are counted."""
    total: Floats = np.zeros(())
    for owner in EUROPEANS:
        boats = european_boats(draws, owner)
        alert = _alert(draws, boats.day_to_day, boats.generated)
        chance = allied_chance(draws, owner)[..., None]
        total = total + two_peer.available_warheads(boats.warheads, alert, 1.0, chance)
    return _of(draws, "allied_credit_share") * total


def required(draws: Draws, is_capped: bool) -> Floats:
    """Warheads required against both peers, [future, year]; no Russian silo is added where limits return."""
    on_vehicles = by_year(draws, "nuclear.russia.mobile_share_of_icbm_launchers")
    russian = by_year(draws, "nuclear.russia.icbm_launchers") * (1 - on_vehicles)
    if not is_capped:
        russian = russian * (1 + _of(draws, "russian_silo_growth"))
    silos = np.stack(np.broadcast_arrays(russian, by_year(draws, "nuclear.china.silos_loaded")), axis=-1)
    reserve = np.stack(np.broadcast_arrays(*(_of(draws, f"reserve_against_{peer}") for peer in _PEERS)), axis=-1)
    share, weapons = _of(draws, "counterforce_share"), _of(draws, "weapons_per_fixed_launcher")
    return two_peer.requirement(silos, share[..., None], weapons[..., None], reserve)


def evaluate(draws: Draws, years: Integers) -> dict[str, NDArray[np.generic]]:
    """Every outcome of the profile, each along its axes."""
    shape = (draws[_RELIABILITY].shape[0], years.size)
    limit, allied = _of(draws, "treaty_limit_warheads"), allied_available(draws)
    ratios = []
    for treaty in TREATY:
        needed = required(draws, is_capped=treaty != NO_CAPS)
        own, _ = american_available(draws, None if treaty == NO_CAPS else limit)
        held = (two_peer.sufficiency_ratio(available, needed) for available in (own, own + allied))
        ratios.append(np.stack([np.broadcast_to(ratio, shape) for ratio in held], axis=-1))
    _, own_chance = american_available(draws, None)
    credit = _of(draws, "allied_credit_share")
    relief = (two_peer.relief(allied_chance(draws, owner), own_chance, credit) for owner in EUROPEANS)
    return {
        "sufficiency_ratio": np.stack(ratios, axis=-1),
        "us_warheads_saved_per_added_warhead": np.stack([np.broadcast_to(x, shape) for x in relief], axis=-1),
    }


COMPONENT: Final = Component(
    name="nuclear.two_peer",
    quantities=_QUANTITIES,
    outcomes=(
        Outcome(
            "sufficiency_ratio", "factor", "sufficiency", ("future", "year", "coalition", "treaty"),
            "warheads that survive, are launched and work, over those required against Russia and China together", PAGE,
        ),
        Outcome(
            "us_warheads_saved_per_added_warhead", "factor", "relief", ("future", "year", "owner"),
            "deployed warheads of the United States that one more French or British warhead at sea stands for, "
            "without treaty limits", PAGE,
        ),
    ),
    labels={"coalition": named(COALITIONS), "treaty": named(TREATY), "owner": named(EUROPEANS)},
    prepare=draws_and_years,
    profile=of_draws(evaluate),
)  # fmt: skip

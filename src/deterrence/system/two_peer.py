"""Sufficiency of American and allied strategic forces against Russia and China together, over the years."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from deterrence.nuclear import two_peer
from deterrence.system.outcome import Outcome
from deterrence.system.profile import Draws, Floats, Integers, Profile
from deterrence.system.strategic_forces import (
    EUROPEANS,
    FORCE_QUANTITIES,
    GROUPS,
    IS_FIXED,
    SILOS,
    StrategicForces,
    by_year,
    groups_of,
    strategic_forces,
)

PAGE = "models/nuclear_two_peer.md"
COALITIONS = ("united_states", "nato")
NO_CAPS = "no_caps"
TREATY = (NO_CAPS, "caps_return")
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
    *FORCE_QUANTITIES,
    *(f"nuclear.two_peer.{name}" for name in _SHARED),
    "nuclear.russia.kill_probability",
    "nuclear.united_states.launched_share",
    "nuclear.united_states.missile_reliability",
    *(f"nuclear.{owner}.{name}" for owner in EUROPEANS for name in _ALLIED_CHANCES),
    _RELIABILITY,
)


def _of(draws: Draws, name: str) -> Floats:
    return by_year(draws, f"nuclear.two_peer.{name}")


def _alert(draws: Draws, forces: StrategicForces) -> Floats:
    """Alert [future, year, group] between day-to-day and generated, as far as forces were made ready."""
    ready = _of(draws, "generation_share")[..., None]
    mixed: Floats = forces.alert_day_to_day + ready * (forces.alert_generated - forces.alert_day_to_day)
    return mixed


def allied_chance(draws: Draws, owner: str) -> Floats:
    """Chance that a warhead at sea of France or the United Kingdom survives, is launched and works, [future, 1]."""

    def of(name: str) -> Floats:
        return by_year(draws, f"nuclear.{owner}.{name}")

    launched = of("launch_order_delivery_probability") * (1 - of("class_failure_probability"))
    survives = of("boat_survival_probability") * (1 - of("common_cause_loss_probability"))
    chance: Floats = launched * survives * of("missile_reliability") * by_year(draws, _RELIABILITY)
    return chance


def american_available(draws: Draws, forces: StrategicForces) -> tuple[Floats, Floats]:
    """Warheads of the United States that survive, are launched and work, and the chance of the average deployed one."""
    own = groups_of("united_states")
    warheads = forces.warheads[..., own]
    surviving = two_peer.surviving_share(
        _alert(draws, forces)[..., own], IS_FIXED[own], by_year(draws, "nuclear.russia.kill_probability")
    )
    reliability = by_year(draws, "nuclear.united_states.missile_reliability") * by_year(draws, _RELIABILITY)
    launched = by_year(draws, "nuclear.united_states.launched_share")
    available = two_peer.available_warheads(warheads, surviving, launched[..., None], reliability[..., None])
    deployed = warheads.sum(axis=-1)
    return available, np.divide(available, deployed, out=np.zeros(available.shape), where=deployed > 0)


def allied_available(draws: Draws, forces: StrategicForces) -> Floats:
    """French and British warheads at sea that survive, are launched and work, as far as they are counted."""
    alert = _alert(draws, forces)
    total = np.zeros(forces.launchers.shape[:-1])
    for owner in EUROPEANS:
        boats = GROUPS.index((owner, "boats"))
        total = total + two_peer.available_warheads(
            forces.warheads[..., [boats]], alert[..., [boats]], 1.0, allied_chance(draws, owner)[..., None]
        )
    counted: Floats = _of(draws, "allied_credit_share") * total
    return counted


def required(draws: Draws, forces: StrategicForces, is_capped: bool) -> Floats:
    """Warheads required against both peers, [future, year]; no Russian silo is added where limits return."""
    silos = [forces.launchers[..., GROUPS.index((peer, SILOS))] for peer in _PEERS]
    if not is_capped:
        silos[0] = silos[0] * (1 + _of(draws, "russian_silo_growth"))
    reserve = np.stack(np.broadcast_arrays(*(_of(draws, f"reserve_against_{peer}") for peer in _PEERS)), axis=-1)
    share, weapons = _of(draws, "counterforce_share"), _of(draws, "weapons_per_fixed_launcher")
    return two_peer.requirement(np.stack(silos, axis=-1), share[..., None], weapons[..., None], reserve)


def evaluate(draws: Draws, years: Integers) -> dict[str, NDArray[np.generic]]:
    """Every outcome of the profile, each along its axes."""
    limit = _of(draws, "treaty_limit_warheads")
    by_treaty = [strategic_forces(draws, years, None if treaty == NO_CAPS else limit) for treaty in TREATY]
    ratios = []
    for treaty, forces in zip(TREATY, by_treaty, strict=True):
        needed = required(draws, forces, is_capped=treaty != NO_CAPS)
        own, _ = american_available(draws, forces)
        held = (own, own + allied_available(draws, forces))
        ratios.append(np.stack([two_peer.sufficiency_ratio(available, needed) for available in held], axis=-1))
    _, own_chance = american_available(draws, by_treaty[0])
    credit = _of(draws, "allied_credit_share")
    relief = [two_peer.relief(allied_chance(draws, owner), own_chance, credit) for owner in EUROPEANS]
    return {
        "sufficiency_ratio": np.stack(ratios, axis=-1),
        "us_warheads_saved_per_added_warhead": np.stack(np.broadcast_arrays(*relief), axis=-1),
    }


PROFILE = Profile(
    name="two_peer",
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
    axes=MappingProxyType({"coalition": COALITIONS, "treaty": TREATY, "owner": EUROPEANS}),
    evaluate=evaluate,
)  # fmt: skip

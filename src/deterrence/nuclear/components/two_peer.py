"""Sufficiency of American and allied strategic forces against Russia and China together, over the years."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Flags, Floats, Integers
from deterrence.axes import POSTURE, POSTURES, named
from deterrence.component import Component, Outcome, of_draws
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
COUNTERFORCE: Final = {"none": 0, "half": 1 / 2, "all": 1}
"""Share of the fixed launchers that is to be held at risk: a choice of policy, so that it is asked and not drawn."""
PEERS: Final = {"russia": "Russia alone", "both": "Russia and China together"}
_AMERICAN_IS_FIXED: Flags = np.array([True, False, False])
_EACH = ("russia", "china")
_SHARED = (
    "weapons_per_fixed_launcher", "reserve_against_russia", "reserve_against_china",
    "russian_silo_growth", "treaty_limit_warheads",
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


def _alert(day_to_day: list[Floats], generated: list[Floats]) -> Floats:
    """Alert of each group, [future, year or 1, posture, group]."""
    groups = np.stack(np.broadcast_arrays(*day_to_day, *generated), axis=-1)
    return groups.reshape(*groups.shape[:-1], len(POSTURES), len(day_to_day))


def allied_chance(draws: Draws, owner: str) -> Floats:
    """Chance that a warhead at sea of France or the United Kingdom survives, is launched and works, [future, 1]."""

    def of(name: str) -> Floats:
        return by_year(draws, f"nuclear.{owner}.{name}")

    launched = of("launch_order_delivery_probability") * (1 - of("class_failure_probability"))
    survives = of("boat_survival_probability") * (1 - of("common_cause_loss_probability"))
    return launched * survives * of("missile_reliability") * by_year(draws, _RELIABILITY)


def american_available(draws: Draws, treaty_limit: Floats | None) -> tuple[Floats, Floats]:
    """American warheads that survive, are launched and work, and the chance of the average deployed one.

    Both [future, year, posture].
    """
    warheads, *alert = american_weapons(draws, treaty_limit)
    kill = by_year(draws, "nuclear.russia.kill_probability")[..., None]
    surviving = two_peer.surviving_share(_alert(*alert), _AMERICAN_IS_FIXED, kill)
    reliability = by_year(draws, "nuclear.united_states.missile_reliability") * by_year(draws, _RELIABILITY)
    launched = by_year(draws, "nuclear.united_states.launched_share")
    available = two_peer.available_warheads(
        warheads[..., None, :], surviving, launched[..., None, None], reliability[..., None, None]
    )
    deployed = warheads.sum(axis=-1)[..., None]
    return available, np.divide(available, deployed, out=np.zeros(available.shape), where=deployed > 0)


def allied_available(draws: Draws) -> Floats:
    """French and British warheads at sea that survive, are launched and work, all counted, [future, year, posture]."""
    total: Floats = np.zeros(())
    for owner in EUROPEANS:
        boats = european_boats(draws, owner)
        chance = allied_chance(draws, owner)[..., None, None]
        alert = _alert(boats.day_to_day, boats.generated)
        total = total + two_peer.available_warheads(boats.warheads[..., None, :], alert, 1.0, chance)
    return total


def required(draws: Draws, is_capped: bool) -> dict[str, Floats]:
    """Warheads required against Russia alone and against both, [future, year, counterforce].

    No Russian silo is added where limits return.
    """
    on_vehicles = by_year(draws, "nuclear.russia.mobile_share_of_icbm_launchers")
    russian = by_year(draws, "nuclear.russia.icbm_launchers") * (1 - on_vehicles)
    if not is_capped:
        russian = russian * (1 + _of(draws, "russian_silo_growth"))
    silos = np.stack(np.broadcast_arrays(russian, by_year(draws, "nuclear.china.silos_loaded")), axis=-1)
    reserve = np.stack(np.broadcast_arrays(*(_of(draws, f"reserve_against_{peer}") for peer in _EACH)), axis=-1)
    share = np.array(list(COUNTERFORCE.values()), dtype=np.float64)[:, None]
    weapons = _of(draws, "weapons_per_fixed_launcher")[..., None, None]

    def against(peers: int) -> Floats:
        return two_peer.requirement(silos[..., None, :peers], share, weapons, reserve[..., None, :peers])

    return {"russia": against(1), "both": against(len(_EACH))}


def evaluate(draws: Draws, years: Integers) -> dict[str, AnyArray]:
    """Every outcome of the profile, each along its axes."""
    shape = (draws[_RELIABILITY].shape[0], years.size)
    by_treaty = [_under(draws, treaty) for treaty in TREATY]
    _, own_chance = american_available(draws, None)
    chances = np.stack(np.broadcast_arrays(*(allied_chance(draws, owner) for owner in EUROPEANS)), axis=-1)[..., None]
    chances, own = np.broadcast_arrays(chances, own_chance[:, :, None])
    never = chances == 0
    found = {
        **{name: _along([one[name] for one in by_treaty], 3) for name in by_treaty[0]},
        "break_even_credit": np.where(never, 0.0, two_peer.break_even_credit(np.where(never, 1.0, chances), own)),
        "never_breaks_even": never,
    }
    return {name: np.broadcast_to(values, (*shape, *values.shape[2:])) for name, values in found.items()}


def _under(draws: Draws, treaty: str) -> dict[str, AnyArray]:
    """What is asked with treaty limits or without, [future, year, coalition or peers, counterforce, posture]."""
    needed = required(draws, is_capped=treaty != NO_CAPS)
    limit = None if treaty == NO_CAPS else _of(draws, "treaty_limit_warheads")
    own, chance = american_available(draws, limit)
    held = [available[:, :, None] for available in (own, own + allied_available(draws))]
    one, both = (needed[peers][..., None] for peers in PEERS)
    return {
        "sufficiency_ratio": _along([two_peer.sufficiency_ratio(has, both) for has in held], 2),
        "suffices_for_russia_alone_only": _along(
            [two_peer.suffices_for_one_only(has, one, both).astype(np.int64) for has in held], 2
        ),
        "deployed_warheads_required": _along(
            [two_peer.deployed_terms(need, chance[:, :, None]) for need in (one, both)], 2
        ),
    }


def _along(parts: Sequence[AnyArray], axis: int) -> AnyArray:
    """Parts as places of a new axis; one that no date reaches is the same in every year."""
    return np.stack(np.broadcast_arrays(*parts), axis=axis)


_ASKED = ("treaty", "counterforce", "posture")
_COALITION = ("future", "year", "coalition", *_ASKED)
_OWNER = ("future", "year", "owner", "posture")
COMPONENT: Final = Component(
    name="nuclear.two_peer",
    quantities=_QUANTITIES,
    outcomes=(
        Outcome(
            "sufficiency_ratio", "factor", "sufficiency", _COALITION,
            "warheads that survive, are launched and work, over those required against Russia and China together", PAGE,
            words="warheads available as a multiple of what both peers require",
        ),
        Outcome(
            "suffices_for_russia_alone_only", "flag", "sufficiency", _COALITION,
            "1 where the same warheads are enough against Russia alone and not against both, else 0.", PAGE,
            dtype="int64",
            words="enough for Russia alone and not for both peers",
        ),
        Outcome(
            "deployed_warheads_required", "warheads", "requirement",
            ("future", "year", "peers", *_ASKED),
            "American warheads to be deployed so that as many as required survive, are launched and work.", PAGE,
            words="deployed warheads required",
        ),
        Outcome(
            "break_even_credit", "factor", "relief", _OWNER,
            "Credit at which one more French or British warhead at sea saves one deployed American one, without "
            "treaty limits.", PAGE,
            void="never_breaks_even",
            words="credit at which one saves one",
        ),
        Outcome(
            "never_breaks_even", "flag", "relief", _OWNER,
            "No warhead of the ally would be delivered, so that no credit breaks even.", PAGE, dtype="bool",
        ),
    ),
    labels={
        "coalition": named(COALITIONS),
        "treaty": named(TREATY, {"no_caps": "no treaty limits", "caps_return": "treaty limits back"}),
        "counterforce": named(
            COUNTERFORCE, {name: f"{name} of the fixed launchers held at risk" for name in COUNTERFORCE}
        ),
        "posture": POSTURE,
        "peers": PEERS,
        "owner": named(EUROPEANS),
    },
    profile=of_draws(evaluate),
)  # fmt: skip

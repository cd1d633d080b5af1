"""Attrition and expansion of the front, after Posen (1991) and Kugler: does the supply of forces meet the need?

Both sides need forces for the length of the front and for what they lose; a successful attack lengthens it by its
flanks. It presumes a continuous front (law C28). Equations: docs/models/conventional_campaign.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deterrence.arrays import Flags, Floats, Number
from deterrence.conventional.air_support import kills_per_aircraft, left_share


@dataclass(frozen=True)
class AirSupport:
    """Aircraft of one side in close support; every number may be an array of futures."""

    aircraft: Number
    kills_per_sortie: Number
    sorties_per_day: Number
    loss_per_sortie: Number


@dataclass(frozen=True)
class Front:
    """The front and how forces are spent on it; every number may be an array of futures.

    Args:
        length_km: L, of the whole front.
        breakthrough_km: b, of one breakthrough.
        breakthroughs: N, at a time.
        attack_km: F_b, that a unit holds where it attacks.
        cover_km: F_nb, that it holds of flanks and where nobody attacks.
        defence_km: F_d, that a defending unit holds.
        advance_km_per_day: v.
        attack_loss_share: a, lost a day of those who attack.
        exchange_ratio: rho, attackers lost on the ground for one defender.
        command_factor: m, by which the defender's supply counts for more.
        vehicles_per_unit: That make a unit of strength, for losses from the air.
        first_attack_day: D, counted from 1.
    """

    length_km: Number
    breakthrough_km: Number
    breakthroughs: Number
    attack_km: Number
    cover_km: Number
    defence_km: Number
    advance_km_per_day: Number
    attack_loss_share: Number
    exchange_ratio: Number
    command_factor: Number
    vehicles_per_unit: Number
    first_attack_day: Number


@dataclass(frozen=True)
class Fought:
    """A campaign by day from index 0, the day before the first that counts, [..., day]."""

    attacks: Flags
    attacker_need: Floats
    defender_need: Floats
    attacker_losses: Floats
    defender_losses: Floats
    is_short: Flags


@dataclass(frozen=True)
class _Accruing:
    """What a day of attack costs both sides, and what the front needs before it."""

    attacker_need: Number
    defender_need: Number
    assault_loss: Number
    killed: tuple[Floats, Floats]
    left: tuple[Floats, Floats]


def _accruing(front: Front, attacker_air: AirSupport, defender_air: AirSupport) -> _Accruing:
    """Needs of the first day, the assault's loss, and strength killed by the aircraft of attacker and defender."""
    broken = front.breakthroughs * front.breakthrough_km
    assault = broken / front.attack_km
    airs = (attacker_air, defender_air)
    kills = (kills_per_aircraft(air.kills_per_sortie, air.sorties_per_day, air.loss_per_sortie) for air in airs)
    by_attacker, by_defender = (
        air.aircraft * each / front.vehicles_per_unit for air, each in zip(airs, kills, strict=True)
    )
    left_a, left_d = (left_share(air.sorties_per_day, air.loss_per_sortie) for air in airs)
    return _Accruing(
        (front.length_km - broken) / front.cover_km + assault,
        front.length_km / front.defence_km,
        assault * front.attack_loss_share,
        (by_attacker, by_defender),
        (left_a, left_d),
    )


def fought(
    front: Front, attacker_air: AirSupport, defender_air: AirSupport, attacker_supply: Floats, defender_supply: Floats
) -> Fought:
    """The campaign day by day; on a day without attack nothing accrues.

    Index 0 holds the needs before the fight; from index 1 on it is day t = index + 1 (law C28).

    Args:
        front: The front.
        attacker_air: The attacker's aircraft.
        defender_air: The defender's.
        attacker_supply: Units that the attacker has on each day, lost ones included, [..., day].
        defender_supply: Those of the defender.
    """
    of = _accruing(front, attacker_air, defender_air)
    flank_km = 2 * front.breakthroughs * front.advance_km_per_day
    parts = (of.attacker_need, of.defender_need, of.assault_loss, flank_km, front.exchange_ratio, *of.killed, *of.left)
    supplies = (attacker_supply.shape[:-1], defender_supply.shape[:-1])
    shape = np.broadcast_shapes(*supplies, *(np.shape(part) for part in parts))
    days = attacker_supply.shape[-1]
    attacks = np.zeros((*shape, days), dtype=np.bool_)
    needs, losses = np.zeros((2, *shape, days)), np.zeros((2, *shape, days))
    needs[0, ..., 0], needs[1, ..., 0] = of.attacker_need, of.defender_need
    attacked = np.zeros(shape)  # days of attack so far: on each, aircraft fly and are lost
    for index in range(1, days):
        is_on = (attacker_supply[..., index] > needs[0, ..., index - 1]) & (index + 1 >= front.first_attack_day)
        killed_d, killed_a = (first * left**attacked for first, left in zip(of.killed, of.left, strict=True))
        on_ground = np.maximum(0.0, of.assault_loss - killed_a)
        lost = np.maximum(killed_a, of.assault_loss), on_ground / front.exchange_ratio + killed_d
        attacked = attacked + is_on
        attacks[..., index] = is_on
        for side, (first, km) in enumerate(((of.attacker_need, front.cover_km), (of.defender_need, front.defence_km))):
            losses[side, ..., index] = losses[side, ..., index - 1] + np.where(is_on, lost[side], 0.0)
            needs[side, ..., index] = first + attacked * flank_km / km + losses[side, ..., index]
    is_short = needs[1] > np.asarray(front.command_factor)[..., None] * defender_supply
    return Fought(attacks, needs[0], needs[1], losses[0], losses[1], is_short)

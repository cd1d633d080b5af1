"""The adaptive dynamic model after Epstein (1985, 1988): both sides set their pace by what they have just lost.

Order within a day: reinforcements join, rates, losses, record, then withdrawal and prosecution for tomorrow (law C29).
It has no end of its own; `ending` gives it one. Equations: docs/models/conventional_campaign.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deterrence.arrays import Floats, Number
from deterrence.conventional.air_support import kills_per_aircraft, left_share


@dataclass(frozen=True)
class Support:
    """Aircraft of one side in close support; every number may be an array of futures."""

    aircraft: Number = 0.0
    kills_per_sortie: Number = 0.0
    sorties_per_day: Number = 0.0
    loss_per_sortie: Number = 0.0
    strength_per_vehicle: Number = 0.0

    def killed(self, day: int) -> Floats:
        """Strength that it kills on a day counted from 0."""
        each = kills_per_aircraft(self.kills_per_sortie, self.sorties_per_day, self.loss_per_sortie)
        return self.strength_per_vehicle * self.aircraft_on(day) * each

    def aircraft_on(self, day: int) -> Floats:
        """Aircraft that it has on a day."""
        return self.aircraft * left_share(self.sorties_per_day, self.loss_per_sortie) ** day


@dataclass(frozen=True)
class Pace:
    """How both sides fight; every number may be an array of futures.

    Args:
        exchange_ratio: rho, attackers lost on the ground for one defender.
        greatest_withdrawal_km: W_max, a day.
        attacker_threshold: Loss share a day at which the attacker holds his pace.
        defender_threshold: Loss share a day above which the defender withdraws faster.
        prosecution: P, the attacker's loss share on the ground of the first day.
        withdrawal_km: W, of the first day.
    """

    exchange_ratio: Number
    greatest_withdrawal_km: Number
    attacker_threshold: Number
    defender_threshold: Number
    prosecution: Number
    withdrawal_km: Number


@dataclass(frozen=True)
class Fought:
    """A campaign by day, [..., day]: strengths of the morning, rates and losses of the day."""

    attacker: Floats
    defender: Floats
    attacker_loss_share: Floats
    defender_loss_share: Floats
    prosecution: Floats
    withdrawal_km: Floats


def fought(
    pace: Pace,
    attacker_joining: Floats,
    defender_joining: Floats,
    attacker_air: Support | None = None,
    defender_air: Support | None = None,
) -> Fought:
    """The campaign day by day.

    Args:
        pace: How both sides fight.
        attacker_joining: Strength that joins in the morning of each day; that of day 0 is the force, [..., day].
        defender_joining: That of the defender.
        attacker_air: The attacker's aircraft; none where it is not given.
        defender_air: The defender's.
    """
    attacker_air, defender_air = attacker_air or Support(), defender_air or Support()
    numbers = (*vars(pace).values(), *vars(attacker_air).values(), *vars(defender_air).values())
    shape = np.broadcast_shapes(
        attacker_joining.shape[:-1], defender_joining.shape[:-1], *(np.shape(number) for number in numbers)
    )
    record = np.zeros((6, attacker_joining.shape[-1], *shape))
    a, d = np.zeros(shape), np.zeros(shape)
    pursued = np.broadcast_to(np.asarray(pace.prosecution, dtype=np.float64), shape)
    withdrawn = np.broadcast_to(np.asarray(pace.withdrawal_km, dtype=np.float64), shape)
    for day in range(attacker_joining.shape[-1]):
        a, d = a + attacker_joining[..., day], d + defender_joining[..., day]
        withdrawn = np.where(a > 0, withdrawn, 0.0)
        on_ground = np.where(d > 0, pursued * (1 - withdrawn / pace.greatest_withdrawal_km), 0.0) * a
        lost_a = np.minimum(a, on_ground + np.where(d > 0, defender_air.killed(day), 0.0))
        lost_d = np.minimum(d, on_ground / pace.exchange_ratio + np.where(a > 0, attacker_air.killed(day), 0.0))
        share_a, share_d = lost_a / np.where(a > 0, a, 1.0), lost_d / np.where(d > 0, d, 1.0)
        for place, number in enumerate((a, d, share_a, share_d, pursued, withdrawn)):
            record[place, day] = number
        a, d = a - lost_a, d - lost_d
        pursued, withdrawn = _tomorrow(pace, pursued, withdrawn, share_a, share_d)
    return Fought(*(np.moveaxis(part, 0, -1) for part in record))


def _tomorrow(
    pace: Pace, pursued: Floats, withdrawn: Floats, attacker_loss: Floats, defender_loss: Floats
) -> tuple[Floats, Floats]:
    """Prosecution and withdrawal of the next day, within 0..1 and 0..W_max."""
    most = pace.greatest_withdrawal_km
    beyond = defender_loss - pace.defender_threshold
    faster = withdrawn + (most - withdrawn) / (1 - pace.defender_threshold) * beyond
    slower = pursued - (pace.attacker_threshold - pursued) / pace.attacker_threshold * (
        attacker_loss - pace.attacker_threshold
    )
    return np.clip(slower, 0.0, 1.0), np.clip(np.where(beyond > 0, faster, 0.0), 0.0, most)

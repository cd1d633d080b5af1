"""The end of a campaign (law C31): who halts, who breaks, how much ground is lost, and on which day it is a crisis."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from deterrence.arrays import Flags, Floats, Integers, Number


@dataclass(frozen=True)
class End:
    """How a campaign ended, [...]; a day that does not come is the number of days."""

    halt_day: Integers
    break_day: Integers


def end(
    attacker_left: Floats,
    attacker_committed: Floats,
    defender_left: Floats,
    defender_committed: Floats,
    halting_share: Number,
    breaking_share: Number,
) -> End:
    """Days on which a side has lost the share of all that it has committed at which it stops.

    Args:
        attacker_left: Strength left in the evening, [..., day].
        attacker_committed: Strength that has come so far, [..., day].
        defender_left: The defender's.
        defender_committed: The defender's.
        halting_share: Loss share at which the attacker halts, [...].
        breaking_share: Loss share at which the defender breaks, [...].
    """
    days = attacker_left.shape[-1]
    halts = first_day(_lost_share(attacker_left, attacker_committed) >= np.asarray(halting_share)[..., None])
    breaks = first_day(_lost_share(defender_left, defender_committed) >= np.asarray(breaking_share)[..., None])
    # The side that stops first ends it; on one day the defender holds, since the attacker comes no further.
    return End(np.where(halts <= breaks, halts, days), np.where(breaks < halts, breaks, days))


def _lost_share(left: Floats, committed: Floats) -> Floats:
    """Share of what has come that is lost; a side that committed nothing has lost nothing."""
    return (committed - left) / np.where(committed > 0, committed, 1.0)


def first_day(happens: Flags) -> Integers:
    """First day on which something happens, [...]; the number of days where it does not."""
    days = happens.shape[-1]
    found: Integers = np.where(happens.any(axis=-1), happens.argmax(axis=-1), days)
    return found


def ground_lost(km_by_day: Floats, ended: End) -> Floats:
    """Kilometres lost by the evening of each day, [..., day]; none behind the day on which the attacker halts."""
    days = np.arange(km_by_day.shape[-1])
    return np.cumsum(np.where(days <= ended.halt_day[..., None], km_by_day, 0.0), axis=-1)


def crisis_day(lost_km: Floats, ended: End, depth_km: float) -> Integers:
    """First day with that much ground lost or the defender broken, [...]; the number of days where there is none."""
    return np.minimum(first_day(lost_km >= depth_km), ended.break_day)

"""Decoys that the defence tells from warheads: one thinning before the first layer (law 15)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from deterrence.arrays import Floats
from deterrence.missile_defence.distribution import binomial
from deterrence.missile_defence.engagement import ShortStock, leakage
from deterrence.missile_defence.layer import Layer
from deterrence.missile_defence.ranges import probability, whole_count


def engaged_decoy_distribution(decoys: int, discrimination: float) -> Floats:
    """Distribution of decoys that draw fire, index 0..decoys: Binomial(D, 1 - d).

    Args:
        decoys: D, in the raid.
        discrimination: d, chance that a decoy is left unengaged, once for all layers. No warhead is passed
            over.
    """
    engaged = 1 - probability("discrimination", discrimination)
    return binomial(whole_count("decoys", decoys), engaged)


def leakage_with_discrimination(
    engaged_decoys: Floats,
    warheads: int,
    layers: Sequence[Layer],
    sensor_failure_probability: Mapping[str, float],
    short_stock: ShortStock = "whole_salvos",
) -> Floats:
    """Distribution of leaking warheads, index 0..warheads, where the engaged decoys are uncertain.

    sum over y of P(y decoys engaged) x leakage(W, y, ...): random counts are a mixture over fixed counts
    (law 16).

    Args:
        engaged_decoys: Chance of each count of engaged decoys, from `engaged_decoy_distribution`.
        warheads: In the raid, fixed. The other arguments are those of `engagement.leakage`.
        layers: In engagement order.
        sensor_failure_probability: Chance that each named sensor fails for the whole raid.
        short_stock: How a short stock is shared out (law 10).
    """
    leak = np.zeros(whole_count("warheads", warheads) + 1)
    for decoys in np.flatnonzero(engaged_decoys).tolist():
        leak += engaged_decoys[decoys] * leakage(warheads, decoys, layers, sensor_failure_probability, short_stock)
    return leak

"""Missiles and warheads that come, by the boats that fire, compiled."""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.compilation import compiled
from deterrence.counts import binomial, without_dust

BOATS = 4  # boats of a force that fire: 0 to 3


@compiled
def most_boats(boats: Floats) -> Integers:
    """Most boats of each force that fire in any posture."""
    out = np.zeros(2, dtype=np.int64)
    for force in range(2):
        for posture in range(boats.shape[1]):
            for fired in range(BOATS):
                if boats[force, posture, fired] > 0.0:
                    out[force] = max(out[force], fired)
    return out


@compiled
def missiles_that_come(missiles: Integers, reliability: Floats, boats: Integers) -> Floats:
    """Chance of each number of missiles, [region, force, boats that fire, missiles]; the last region is all of them.

    Of more boats than fire of a force there is none.
    """
    regions, most, total = missiles.shape[1], 0, np.zeros(2, dtype=np.int64)
    for force in range(2):
        for region in range(regions):
            total[force] += missiles[force, region]
        most = max(most, total[force])
    out = np.zeros((regions + 1, 2, BOATS, max(boats[0], boats[1]) * most + 1))
    for region in range(regions + 1):
        for force in range(2):
            each = total[force] if region == regions else missiles[force, region]
            for fired in range(boats[force] + 1):
                pmf = without_dust(binomial(fired * each, reliability[force]))
                for count in range(pmf.size):
                    out[region, force, fired, count] = pmf[count]
    return out


@compiled
def brought(come: Floats, warheads: Integers, size: int) -> Floats:
    """Chance of each number of warheads in a region, [French boats that fire, British boats that fire, warheads]."""
    out = np.zeros((BOATS, BOATS, size))
    for first in range(BOATS):
        for m in range(come.shape[2]):
            if come[0, first, m] > 0.0:
                for second in range(BOATS):
                    for n in range(come.shape[2]):
                        if come[1, second, n] > 0.0:
                            count = m * warheads[0] + n * warheads[1]
                            out[first, second, count] += come[0, first, m] * come[1, second, n]
    return out

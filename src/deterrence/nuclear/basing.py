"""Bombs on few or many bases: what an attack on the bases leaves to use. Bases bear no name; equations and limits:
docs/models/nuclear_basing.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats
from deterrence.ranges import counts, probabilities


def usable_share(bases: ArrayLike, weapons: ArrayLike, loss_probability: ArrayLike) -> Floats:
    """Share of the bombs that stays usable when so many weapons are dealt evenly on bases that hold equal parts.

        mean over bases of (1 - k)^(m_i),   m_i = m / n rounded down, and one more on m mod n of the bases

    The bombs are moved and not added: their number does not enter. Arrays broadcast.

    Args:
        bases: n, at least 1.
        weapons: m, at least 0.
        loss_probability: k, chance that one weapon leaves none of the bombs of its base usable.

    Raises:
        ValueError: There is no base, or a number is not whole or negative, or a chance above 1.

    >>> usable_share([5, 6, 7], 10, 0.8).round(4).tolist()
    [0.04, 0.0933, 0.1314]
    """
    held, sent = counts("bases", bases), counts("weapons", weapons)
    if np.any(held == 0):
        raise ValueError("bases out of range (0): write a number of at least 1")
    spared = 1 - probabilities("loss_probability", loss_probability)
    each, more = np.divmod(sent, held)
    share: Floats = ((held - more) * spared**each + more * spared ** (each + 1)) / held
    return share

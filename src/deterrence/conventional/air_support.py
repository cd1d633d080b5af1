"""Close air support as both published campaign models count it: kills of a day, and the aircraft that are left."""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats, Number


def kills_per_aircraft(kills_per_sortie: Number, sorties: Number, loss_per_sortie: Number) -> Floats:
    """Vehicles killed by one aircraft in a day of so many sorties, each of which it may not survive."""
    lost = np.asarray(loss_per_sortie, dtype=np.float64)
    flown = (1 - (1 - lost) ** (sorties + 1)) / np.where(lost > 0, lost, 1.0) - 1
    return kills_per_sortie * np.where(lost > 0, flown, sorties)


def left_share(sorties: Number, loss_per_sortie: Number) -> Floats:
    """Share of the aircraft that is left after a day."""
    return (1 - np.asarray(loss_per_sortie, dtype=np.float64)) ** sorties

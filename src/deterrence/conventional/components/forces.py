"""Both sides of a campaign in the Baltic region by day: what stands there, what joins, and what a twin leaves out.

Strengths are heavy battalions. The campaign begins `warning_days` after the order; what has arrived by then stands
there on its first day.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from deterrence.arrays import Floats
from deterrence.conventional.components import moves
from deterrence.conventional.components.moves import Rows, strength_of
from deterrence.ranges import round_half_up

DAYS: Final = 60
PRESENCE: Final = "conventional.presence."
RUSSIA: Final = "conventional.russia."
WARNING: Final = "conventional.campaign.warning_days"
NOTICE: Final = "as_proposed"
"""Rule of notice in a campaign: in a war that has begun, peacetime rules do not hold units back."""
CONTINGENTS: Final = MappingProxyType({"british": "heavy", "french": "medium", "american": "heavy"})
"""Contingents in place in Estonia, with the kind of their forces; none of them is a unit to arrive."""
_BRIGADES: Final = MappingProxyType({"allied_brigade_in_latvia": "medium", "german_brigade_in_lithuania": "heavy"})
NOTHING, ALL_CONTINGENTS, AMERICAN_REINFORCEMENT = "nothing", "all_contingents", "american_reinforcement"
REMOVED: Final = (
    NOTHING,
    *(f"{name}_contingent" for name in CONTINGENTS),
    ALL_CONTINGENTS,
    AMERICAN_REINFORCEMENT,
)
"""What a twin leaves out of the same future."""


def quantities() -> tuple[str, ...]:
    """Ids of all that the forces of both sides read."""
    presence = [f"{name}_contingent" for name in CONTINGENTS] + [*_BRIGADES, "people_per_battalion"]
    presence += [f"national_{name}" for name in ("medium_battalions", "light_battalions", "ready_share")]
    presence += ["facing_share"]
    russia = ("battalions", "strength_of_battalion", "in_place_share", "arrival_days")
    return (
        *moves.quantities((NOTICE,)),
        *(PRESENCE + name for name in presence),
        *(RUSSIA + name for name in russia),
        WARNING,
    )


@dataclass(frozen=True)
class Committed:
    """Strength that each side has committed by the morning of each day, losses not taken off, [row, day]."""

    attacker: Floats
    defender: Floats


def attacker(rows: Rows) -> Floats:
    """Russian strength committed, [row, day]: part of it at once, the rest evenly."""
    total = rows(f"{RUSSIA}battalions") * rows(f"{RUSSIA}strength_of_battalion")
    at_once = rows(f"{RUSSIA}in_place_share")[:, None]
    come = np.minimum(np.arange(DAYS) / rows(f"{RUSSIA}arrival_days")[:, None], 1.0)
    return total[:, None] * (at_once + (1 - at_once) * come)


class Defence:
    """Allied strength by what is left out; arrivals are found once for each set of units that comes."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        people = rows(f"{PRESENCE}people_per_battalion")
        self._of_contingent = {
            f"{name}_contingent": rows(f"{PRESENCE}{name}_contingent")
            / people
            * strength_of(rows, kind)
            * rows.left_of(name)
            for name, kind in CONTINGENTS.items()
        }
        ready = rows(f"{PRESENCE}national_ready_share")
        national = sum(
            rows(f"{PRESENCE}national_{kind}_battalions") * strength_of(rows, kind) for kind in ("medium", "light")
        )
        brigades = sum(rows(f"{PRESENCE}{name}") / people * strength_of(rows, kind) for name, kind in _BRIGADES.items())
        self._others: Floats = rows(f"{PRESENCE}facing_share") * (ready * national + brigades)
        self._joined = {tuple(moves.UNITS): self._arrived(tuple(moves.UNITS))}

    def _arrived(self, units: tuple[str, ...]) -> Floats:
        """Strength of these units that is there by each day of the campaign, [row, day]."""
        strength = moves.arrivals(self._rows, NOTICE, units).strength
        day = round_half_up(self._rows(WARNING))[:, None] + np.arange(DAYS)
        return np.take_along_axis(strength, np.minimum(day, moves.DAYS - 1), axis=1)

    def committed(self, removed: str) -> Floats:
        """Strength committed with something left out, [row, day]; arrivals are the same without a contingent."""
        units = moves.EUROPEAN if removed == AMERICAN_REINFORCEMENT else tuple(moves.UNITS)
        if units not in self._joined:
            self._joined[units] = self._arrived(units)
        in_place = self._others
        for name, strength in self._of_contingent.items():
            if removed not in (name, ALL_CONTINGENTS):
                in_place = in_place + strength
        return in_place[:, None] + self._joined[units]

"""One campaign in each published form: ground lost, the day of the crisis, and whether the form applies at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

import numpy as np

from deterrence.arrays import Flags, Floats, Integers
from deterrence.conventional import adaptive, ending, lanchester
from deterrence.conventional.components.forces import DAYS, Committed
from deterrence.conventional.components.moves import Rows

PREFIX: Final = "conventional.campaign."
FRONT: Final = "conventional.front."
DEPTHS_KM: Final = (50, 100, 200)
_FOUGHT: Final = (
    "daily_loss_share", "exchange_ratio", "exponent", "advance_km_per_day", "halting_share", "breaking_share",
    "attacker_threshold", "defender_threshold",
)  # fmt: skip
_LINE: Final = ("length_km", "defence_km_per_division", "battalions_per_division", "command_factor")


def quantities() -> tuple[str, ...]:
    """Ids of all that the forms read beside the forces."""
    return (*(PREFIX + name for name in _FOUGHT), *(FRONT + name for name in _LINE))


@dataclass(frozen=True)
class Campaign:
    """One form on all rows.

    Args:
        lost_km: Ground lost by the evening of each day, at most the deepest line asked about, [row, day].
        crisis_day: First day, from 1, of a crisis at each depth; the day after the last where none comes, [row, depth].
        is_void: Where the form presumes what is not there, and says nothing, [row].
    """

    lost_km: Floats
    crisis_day: Integers
    is_void: Flags


def _ended(rows: Rows, committed: Committed, left: tuple[Floats, Floats], km_by_day: Floats) -> Campaign:
    """A fought campaign with its end (law C31)."""
    ended = ending.end(
        left[0], committed.attacker, left[1], committed.defender, rows(f"{PREFIX}halting_share"),
        rows(f"{PREFIX}breaking_share"),
    )  # fmt: skip
    lost = np.minimum(ending.ground_lost(km_by_day, ended), DEPTHS_KM[-1])  # behind the deepest line nothing is counted
    days = [ending.crisis_day(lost, ended, depth) + 1 for depth in DEPTHS_KM]
    return Campaign(lost, np.stack(days, axis=1), np.zeros(lost.shape[0], dtype=np.bool_))


def _joining(committed: Floats) -> Floats:
    """What joins on each day."""
    return np.diff(committed, axis=1, prepend=0.0)


def by_adaptive(rows: Rows, committed: Committed) -> Campaign:
    """The adaptive form without aircraft; the first day is fought at the record's daily loss, with no withdrawal."""
    pace = adaptive.Pace(
        rows(f"{PREFIX}exchange_ratio"), rows(f"{PREFIX}advance_km_per_day"), rows(f"{PREFIX}attacker_threshold"),
        rows(f"{PREFIX}defender_threshold"), rows(f"{PREFIX}daily_loss_share"), 0.0,
    )  # fmt: skip
    of = adaptive.fought(pace, _joining(committed.attacker), _joining(committed.defender))
    left = of.attacker * (1 - of.attacker_loss_share), of.defender * (1 - of.defender_loss_share)
    return _ended(rows, committed, left, of.withdrawal_km)


def by_lanchester(rows: Rows, committed: Committed) -> Campaign:
    """The general law day by day; ground is lost on days on whose morning the attacker stands above break-even."""
    rate, exchange, exponent = (rows(PREFIX + name) for name in ("daily_loss_share", "exchange_ratio", "exponent"))
    advance = rows(f"{PREFIX}advance_km_per_day")
    joining = _joining(committed.attacker), _joining(committed.defender)
    left = np.zeros_like(committed.attacker), np.zeros_like(committed.defender)
    km = np.zeros_like(committed.attacker)
    a, d = np.zeros_like(advance), np.zeros_like(advance)
    for day in range(DAYS):
        a, d = a + joining[0][:, day], d + joining[1][:, day]
        km[:, day] = advance * lanchester.prevails(a, d, exchange, exponent)
        a, d = lanchester.attrition(a, d, rate, exchange, exponent, 1.0)
        left[0][:, day], left[1][:, day] = a, d
    return _ended(rows, committed, left, km)


def manned_share(rows: Rows, committed: Committed) -> Floats:
    """Divisions that the defender has for one that a continuous front needs, [row, day]."""
    need = rows(f"{FRONT}length_km") / rows(f"{FRONT}defence_km_per_division")
    supply = rows(f"{FRONT}command_factor") / rows(f"{FRONT}battalions_per_division")
    return committed.defender * (supply / need)[:, None]


def by_expansion(rows: Rows, committed: Committed) -> Campaign:
    """The expanding front, which presumes a continuous one: what a line along the border needs, against what is there.

    Where it is short on the first day, the form says nothing. The assault has no numbers for this region and is left
    out; a line that is held on the first day is in crisis when it is short.
    """
    short = ending.first_day(manned_share(rows, committed) < 1)
    crisis = np.repeat(short[:, None] + 1, len(DEPTHS_KM), axis=1)
    return Campaign(np.zeros_like(committed.attacker), crisis, short == 0)


FORMS: Final[Mapping[str, Callable[[Rows, Committed], Campaign]]] = MappingProxyType(
    {"adaptive": by_adaptive, "expansion": by_expansion, "lanchester": by_lanchester}
)

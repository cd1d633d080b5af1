"""The first strike of `stability.py`, compiled: the fast twin of its grid, equal to it to 1e-6 of a cost.

The striker's cost as a function of the weapons spent on launchers is smooth between nodes: where one group of targets
ends and the next begins, and where the retaliation falls to the capacity of the striker's own defence or the strike to
that of the victim's. The least cost lies at a node, or where the slope changes sign from falling to rising between
two of them; a piece between nodes is halved where a slope grows so much in it that the sign could change twice.
"""

from __future__ import annotations

import math

from deterrence.arrays import Floats
from deterrence.compilation import compiled, inlined

# Rate ln 5 / w80, capacity and effectiveness of the defence; an array would cost more than the sums.
Value = tuple[float, float, float]
# Exponent of damage, weight of the other's damage.
Weights = tuple[float, float]

# Of a cost: what is left to gain where the search ends.
_TOLERANCE = 2.0**-22
_MOST_STEPS = 2**5
_SHORTEST_PIECE = 2.0**-10
# Growth of the slope of a loss within one piece, beyond which the piece is halved.
_STEEP = 2.0**2
_THREE_QUARTERS = 1 / 2 + 1 / 2**2


@compiled
def damage_term(weapons: float, rate: float, exponent: float) -> tuple[float, float]:
    """(1 - exp(-rate w))^exponent and its slope in w; two roots stand for the published power of three quarters."""
    left = math.exp(-rate * weapons)
    lost = 1.0 - left
    if lost <= 0.0:
        return 0.0, math.inf if exponent < 1.0 else rate
    if exponent == _THREE_QUARTERS:
        root = math.sqrt(lost)
        term = root * math.sqrt(root)
    else:
        term = lost**exponent
    return term, exponent * rate * left * term / lost


@compiled
def behind(weapons: float, defended: Value, exponent: float) -> tuple[float, float]:
    """Damage term of a value (rate, capacity, effectiveness) and its slope in the weapons that get through."""
    return damage_term(weapons - defended[2] * min(weapons, defended[1]), defended[0], exponent)


@inlined
def _least(
    spent: float,
    piece: float,
    weapons: float,
    left: float,
    rate: float,
    slopes: tuple[float, float],
    passing: tuple[float, float],
    own: Value,
    other: Value,
    law: Weights,
) -> tuple[float, float, float, float]:
    """The cost where its slope is 0 inside a piece, by false position; weapons spent and both damage terms beside it.

    `slopes` are those at the ends of the piece, of which the first falls and the second rises; `passing` is the share
    of one more weapon that passes the defence of the striker and of the victim.
    """
    low, high = 0.0, piece
    low_slope, high_slope = slopes
    at, suffered, inflicted = 0.0, 0.0, 0.0
    for step in range(_MOST_STEPS):
        at = (low + high) / 2.0
        if step % 2 == 0 and low_slope > -math.inf and high_slope < math.inf:
            at = low + (high - low) * low_slope / (low_slope - high_slope)
        suffered, back = behind(left - rate * at, own, law[0])
        inflicted, out = behind(weapons - spent - at, other, law[0])
        slope = law[1] * passing[1] * out - rate * passing[0] * back
        if slope < 0.0:
            low, low_slope = at, slope
        else:
            high, high_slope = at, slope
        if abs(slope) * (high - low) < _TOLERANCE:
            break
    return suffered + law[1] * (1.0 - inflicted), spent + at, suffered, inflicted


@inlined
def _piece(room: float, strike: float, left: float, rate: float, own: Value, other: Value) -> float:
    """Weapons until the group ends or a capacity is reached: beyond either capacity another slope holds."""
    piece = room
    if own[2] > 0.0 and left > own[1] > left - rate * piece:
        piece = (left - own[1]) / rate
    if other[2] > 0.0 and strike > other[1] > strike - piece:
        piece = strike - other[1]
    return max(piece, min(room, _SHORTEST_PIECE))


@inlined
def _end(
    piece: float,
    strike: float,
    left: float,
    rate: float,
    slopes: tuple[float, float],
    passing: tuple[float, float],
    own: Value,
    other: Value,
    exponent: float,
) -> tuple[float, float, float, float, float]:
    """The piece, halved until no slope runs away within it, and both damage terms with their slopes at its end.

    Where little is left to arrive a slope grows without end, and the cost could turn more than once between two nodes.
    """
    while True:
        suffered, back = behind(left - rate * piece, own, exponent)
        inflicted, out = behind(strike - piece, other, exponent)
        is_steep = (passing[0] > 0.0 and back > _STEEP * slopes[0]) or (passing[1] > 0.0 and out > _STEEP * slopes[1])
        if not is_steep or piece <= _SHORTEST_PIECE:
            return piece, suffered, back, inflicted, out
        piece /= 2.0


@compiled
def first_strike(
    weapons: float, retaliation: float, targets: Floats, groups: int, own: Value, other: Value, law: Weights
) -> tuple[float, float, float]:
    """Least cost of striking first, cost of the one struck, weapons spent on launchers.

    `targets[0, g]` launchers can be attacked, each attack removes `targets[1, g]` weapons from the retaliation; the
    first so many `groups` are attacked, in their order. `own` and `other` are the value of striker and victim.
    """
    spent, left = 0.0, retaliation
    suffered, back = behind(left, own, law[0])
    inflicted, out = behind(weapons, other, law[0])
    best = suffered + law[1] * (1.0 - inflicted)
    best_spent, best_suffered, best_inflicted = 0.0, suffered, inflicted
    for group in range(groups):
        rate, room = targets[1, group], min(targets[0, group], weapons - spent)
        while room > 0.0 and rate > 0.0:
            piece = _piece(room, weapons - spent, left, rate, own, other)
            middle = piece / 2.0
            own_pass = 1.0 if left - rate * middle > own[1] else 1.0 - own[2]
            other_pass = 1.0 if weapons - spent - middle > other[1] else 1.0 - other[2]
            low_slope = law[1] * other_pass * out - rate * own_pass * back
            piece, suffered, back, inflicted, out = _end(
                piece, weapons - spent, left, rate, (back, out), (own_pass, other_pass), own, other, law[0]
            )
            high_slope = law[1] * other_pass * out - rate * own_pass * back
            cost = suffered + law[1] * (1.0 - inflicted)
            if cost < best:
                best, best_spent, best_suffered, best_inflicted = cost, spent + piece, suffered, inflicted
            if low_slope < 0.0 < high_slope:
                cost, at, hurt, dealt = _least(
                    spent, piece, weapons, left, rate, (low_slope, high_slope), (own_pass, other_pass), own, other, law
                )
                if cost < best:
                    best, best_spent, best_suffered, best_inflicted = cost, at, hurt, dealt
            spent += piece
            left -= rate * piece
            room -= piece
    return best, best_inflicted + law[1] * (1.0 - best_suffered), best_spent

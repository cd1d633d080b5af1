"""The first strike of `stability.py`, compiled: the fast twin of its grid, equal to it to 1e-6 of a cost.

The striker's cost as a function of the weapons spent on launchers is smooth between nodes: where one group of targets
ends and the next begins, and where the retaliation falls to the capacity of the striker's own defence or the strike to
that of the victim's. The least cost lies at a node, or where the slope changes sign from falling to rising between
two of them.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from deterrence.compilation import compiled

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

# Of a cost: what is left to gain where the search ends.
_TOLERANCE = 2.0**-22
_MOST_STEPS = 2**5
_SHORTEST_PIECE = 2.0**-10
_THREE_QUARTERS = 1 / 2 + 1 / 2**2


@compiled
def damage_term(weapons: float, rate: float, exponent: float) -> tuple[float, float]:
    """(1 - exp(-rate w))^exponent and its slope in w; two roots stand for the published power of three quarters."""
    left = math.exp(-rate * weapons)
    lost = 1.0 - left
    if lost <= 0.0:
        return 0.0, math.inf
    if exponent == _THREE_QUARTERS:
        root = math.sqrt(lost)
        term = root * math.sqrt(root)
    else:
        term = lost**exponent
    return term, exponent * rate * left * term / lost


@compiled
def behind(weapons: float, defended: Floats, exponent: float) -> tuple[float, float]:
    """Damage term of a value (rate, capacity, effectiveness) and its slope in the weapons that get through."""
    return damage_term(weapons - defended[2] * min(weapons, defended[1]), defended[0], exponent)


@compiled
def _least(
    spent: float,
    piece: float,
    weapons: float,
    left: float,
    rate: float,
    slopes: tuple[float, float],
    passing: tuple[float, float],
    own: Floats,
    other: Floats,
    law: Floats,
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


@compiled
def _piece(room: float, strike: float, left: float, rate: float, own: Floats, other: Floats) -> float:
    """Weapons until the group ends or a capacity is reached: beyond either capacity another slope holds."""
    piece = room
    if own[2] > 0.0 and left > own[1] > left - rate * piece:
        piece = (left - own[1]) / rate
    if other[2] > 0.0 and strike > other[1] > strike - piece:
        piece = strike - other[1]
    return max(piece, min(room, _SHORTEST_PIECE))


@compiled
def first_strike(
    weapons: float,
    retaliation: float,
    targets: Floats,
    removed: Floats,
    order: Integers,
    own: Floats,
    other: Floats,
    law: Floats,
) -> tuple[float, float, float]:
    """Least cost of striking first, cost of the one struck, weapons spent on launchers.

    `targets[g]` launchers can be attacked, each attack removes `removed[g]` weapons from the retaliation; groups are
    attacked in `order`. `own` and `other` are (rate, capacity, effectiveness) of the value of striker and victim,
    `law` is (exponent of damage, weight of the other's damage).
    """
    spent, left = 0.0, retaliation
    suffered, back = behind(left, own, law[0])
    inflicted, out = behind(weapons, other, law[0])
    best = suffered + law[1] * (1.0 - inflicted)
    best_spent, best_suffered, best_inflicted = 0.0, suffered, inflicted
    for place in range(order.size):
        group = order[place]
        rate, room = removed[group], min(targets[group], weapons - spent)
        while room > 0.0 and rate > 0.0:
            piece = _piece(room, weapons - spent, left, rate, own, other)
            middle = piece / 2.0
            own_pass = 1.0 if left - rate * middle > own[1] else 1.0 - own[2]
            other_pass = 1.0 if weapons - spent - middle > other[1] else 1.0 - other[2]
            low_slope = law[1] * other_pass * out - rate * own_pass * back
            suffered, back = behind(left - rate * piece, own, law[0])
            inflicted, out = behind(weapons - spent - piece, other, law[0])
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


@compiled
def _is_after(first: int, second: int, loads: Floats, is_fixed: NDArray[np.bool_]) -> bool:
    """Whether one group is attacked after another; of equal ones the earlier first, so that sums never differ."""
    if loads[first] != loads[second]:
        return bool(loads[first] < loads[second])
    if is_fixed[first] != is_fixed[second]:
        return bool(is_fixed[first])
    return first > second


@compiled
def attack_order(loads: Floats, is_fixed: NDArray[np.bool_], order: Integers) -> None:
    """Sort groups in place as they are attacked: most warheads per launcher first; of equal ones, what moves first."""
    for place in range(1, order.size):
        group = order[place]
        at = place
        while at > 0 and _is_after(order[at - 1], group, loads, is_fixed):
            order[at] = order[at - 1]
            at -= 1
        order[at] = group


@compiled
def _ratio(first: float, struck: float) -> float:
    return first / struck if first < struck else 1.0


@compiled
def _set_targets(
    room: Floats,
    order: Integers,
    launchers: Floats,
    loads: Floats,
    alert: Floats,
    is_fixed: NDArray[np.bool_],
    kill: float,
    factor: float,
) -> None:
    """Write launchers that can be attacked, and weapons that one attack on each removes, into `room` [2, group]."""
    for group in order:
        if is_fixed[group]:
            room[0, group] = launchers[group]
            room[1, group] = loads[group] * kill * factor
        else:
            room[0, group] = launchers[group] * (1.0 - alert[group])
            room[1, group] = loads[group] * kill


@compiled
def _prepare(
    launchers: Floats, loads: Floats, is_fixed: NDArray[np.bool_], order: Integers, available: float
) -> tuple[float, float]:
    """Put a side's groups into the order of attack; all its weapons, and those that it can fire first."""
    attack_order(loads, is_fixed, order)
    total, striking = 0.0, 0.0
    for group in order:
        warheads = launchers[group] * loads[group]
        total += warheads
        striking += warheads * (1.0 if is_fixed[group] else available)
    return total, striking


@compiled
def index_table(
    launchers: Floats,
    loads: Floats,
    alert: Floats,
    is_fixed: NDArray[np.bool_],
    is_member: NDArray[np.bool_],
    pairs: Integers,
    kill: Floats,
    value: Floats,
    law: Floats,
    stances: Integers,
    kill_factor: Floats,
    compared: int,
) -> Floats:
    """Index of every cell, pair of sides and stance, with the defences and without; [cell, pair, stance, 2].

    Args:
        launchers: [cell, group]
        loads: [cell, group] warheads per launcher.
        alert: [cell, posture, group] share of survivable launchers on alert.
        is_fixed: [group]
        is_member: [side, group] whose the launchers are; a side may be several states.
        pairs: [pair, 2] sides.
        kill: [cell, side] kill probability of the side's weapons.
        value: [cell, side, 3] rate ln 5 / w80, capacity and effectiveness of the defence.
        law: [cell, 3] damage exponent, weight of the other's damage, available share of the striker.
        stances: [stance] posture of each.
        kill_factor: [cell, stance] factor on the kill of fixed launchers.
        compared: So many of the pairs are also computed without the defences; of the others that half stays 1.
    """
    cells, sides = launchers.shape[0], is_member.shape[0]
    table = np.ones((cells, pairs.shape[0], stances.size, 2))
    total, striking = np.zeros(sides), np.zeros(sides)
    orders = np.zeros((sides, launchers.shape[1]), dtype=np.int64)
    sizes = np.zeros(sides, dtype=np.int64)
    for side in range(sides):
        members = np.nonzero(is_member[side])[0]
        sizes[side] = members.size
        orders[side, : members.size] = members
    room = np.zeros((2, launchers.shape[1]))
    costs = np.zeros((2, 2))
    bare = value.copy()
    bare[:, :, 2] = 0.0
    for cell in range(cells):
        for side in range(sides):
            order = orders[side, : sizes[side]]
            total[side], striking[side] = _prepare(launchers[cell], loads[cell], is_fixed, order, law[cell, 2])
        for pair in range(pairs.shape[0]):
            for stance in range(stances.size):
                for variant in range(2 if pair < compared else 1):
                    defended = bare[cell] if variant else value[cell]
                    for role in range(2):
                        striker, victim = pairs[pair, role], pairs[pair, 1 - role]
                        order = orders[victim, : sizes[victim]]
                        _set_targets(
                            room,
                            order,
                            launchers[cell],
                            loads[cell],
                            alert[cell, stances[stance]],
                            is_fixed,
                            kill[cell, striker],
                            kill_factor[cell, stance],
                        )
                        costs[role, 0], costs[1 - role, 1], _ = first_strike(
                            striking[striker],
                            total[victim],
                            room[0],
                            room[1],
                            order,
                            defended[striker],
                            defended[victim],
                            law[cell],
                        )
                    ratios = _ratio(costs[0, 0], costs[0, 1]) * _ratio(costs[1, 0], costs[1, 1])
                    table[cell, pair, stance, variant] = ratios
    return table

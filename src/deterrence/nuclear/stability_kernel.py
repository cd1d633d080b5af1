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

# Weapons: a cost is flat where it is least, so that this moves no sixth decimal of it.
_TOLERANCE = 2.0**-6
_MOST_STEPS = 2**6
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
def leak(weapons: float, capacity: float, effectiveness: float) -> tuple[float, float]:
    """Weapons on value behind its defence, and their slope in the weapons that come (above the capacity: 1)."""
    if weapons > capacity:
        return weapons - effectiveness * capacity, 1.0
    return weapons * (1.0 - effectiveness), 1.0 - effectiveness


@compiled
def _cost(
    strike: float,
    retaliation: float,
    removed: float,
    own: Floats,
    other: Floats,
    law: Floats,
) -> tuple[float, float, float, float]:
    """Striker's cost, its slope in the weapons spent, and the damage terms of striker and victim.

    `own` and `other` are (rate, capacity, effectiveness) of the value of striker and victim.
    """
    back, back_slope = leak(retaliation, own[1], own[2])
    out, out_slope = leak(strike, other[1], other[2])
    suffered, suffered_slope = damage_term(back, own[0], law[0])
    inflicted, inflicted_slope = damage_term(out, other[0], law[0])
    cost = suffered + law[1] * (1.0 - inflicted)
    slope = law[1] * out_slope * inflicted_slope - removed * back_slope * suffered_slope
    return cost, slope, suffered, inflicted


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
    attacked in `order`. `law` is (exponent of damage, weight of the other's damage).
    """
    spent = 0.0
    left = retaliation
    cost, _, suffered, inflicted = _cost(weapons, left, 0.0, own, other, law)
    best = cost
    best_spent, best_suffered, best_inflicted = 0.0, suffered, inflicted
    for place in range(order.size):
        group = order[place]
        room = min(targets[group], weapons - spent)
        rate = removed[group]
        if room <= 0.0 or rate <= 0.0:
            continue
        while room > 0.0:
            # A kink inside the piece ends it: beyond either capacity another slope holds.
            piece = room
            if own[2] > 0.0 and left > own[1] and left - rate * piece < own[1]:
                piece = (left - own[1]) / rate
            if other[2] > 0.0 and weapons - spent > other[1] and weapons - spent - piece < other[1]:
                piece = weapons - spent - other[1]
            if piece <= _TOLERANCE:
                piece = min(room, _TOLERANCE)
            low, high = spent, spent + piece
            end = left - rate * piece
            _, low_slope, _, _ = _cost(weapons - low, left, rate, own, other, law)
            cost, high_slope, suffered, inflicted = _cost(weapons - high, end, rate, own, other, law)
            if cost < best:
                best, best_spent, best_suffered, best_inflicted = cost, high, suffered, inflicted
            if low_slope < 0.0 and high_slope > 0.0:
                for _ in range(_MOST_STEPS):
                    if high - low <= _TOLERANCE:
                        break
                    middle = (low + high) / 2.0
                    cost, slope, suffered, inflicted = _cost(
                        weapons - middle, left - rate * (middle - spent), rate, own, other, law
                    )
                    if slope < 0.0:
                        low = middle
                    else:
                        high = middle
                    if cost < best:
                        best, best_spent, best_suffered, best_inflicted = cost, middle, suffered, inflicted
            spent += piece
            left = end
            room -= piece
    return best, best_inflicted + law[1] * (1.0 - best_suffered), best_spent


@compiled
def attack_order(loads: Floats, is_fixed: NDArray[np.bool_], groups: Integers) -> Integers:
    """Groups in the order of attack: most warheads per launcher first; of equal ones, those that move first."""
    order = groups.copy()
    for place in range(1, order.size):
        group = order[place]
        at = place
        while at > 0:
            before = order[at - 1]
            is_less = loads[before] < loads[group]
            if not (is_less or (loads[before] == loads[group] and is_fixed[before] and not is_fixed[group])):
                break
            order[at] = before
            at -= 1
        order[at] = group
    return order


@compiled
def _ratio(first: float, struck: float) -> float:
    return first / struck if first < struck else 1.0


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
    kill_factor: Floats,
) -> Floats:
    """Index of every cell, pair of sides and stance, with the defences and without; [cell, pair, stance, 2].

    Args:
        launchers: [cell, group]
        loads: [cell, group] warheads per launcher.
        alert: [cell, stance, group] share of survivable launchers on alert.
        is_fixed: [group]
        is_member: [side, group] whose the launchers are; a side may be several states.
        pairs: [pair, 2] sides.
        kill: [cell, side] kill probability of the side's weapons.
        value: [cell, side, 3] rate ln 5 / w80, capacity and effectiveness of the defence.
        law: [cell, 3] damage exponent, weight of the other's damage, available share of the striker.
        kill_factor: [cell, stance] factor on the kill of fixed launchers.
    """
    cells, sides, stances = launchers.shape[0], is_member.shape[0], alert.shape[1]
    table = np.ones((cells, pairs.shape[0], stances, 2))
    vulnerable, removed = np.zeros(launchers.shape[1]), np.zeros(launchers.shape[1])
    total, striking = np.zeros(sides), np.zeros(sides)
    orders = np.zeros((sides, launchers.shape[1]), dtype=np.int64)
    sizes = np.zeros(sides, dtype=np.int64)
    costs = np.zeros((2, 2, 2))
    undefended = np.zeros((2, 3))
    for cell in range(cells):
        for side in range(sides):
            members = np.nonzero(is_member[side])[0]
            sizes[side] = members.size
            orders[side, : members.size] = attack_order(loads[cell], is_fixed, members)
            total[side] = striking[side] = 0.0
            for group in members:
                warheads = launchers[cell, group] * loads[cell, group]
                total[side] += warheads
                striking[side] += warheads * (1.0 if is_fixed[group] else law[cell, 2])
        for pair in range(pairs.shape[0]):
            for stance in range(stances):
                for role in range(2):
                    striker, victim = pairs[pair, role], pairs[pair, 1 - role]
                    order = orders[victim, : sizes[victim]]
                    for group in order:
                        fixed = is_fixed[group]
                        seen = 1.0 if fixed else 1.0 - alert[cell, stance, group]
                        vulnerable[group] = launchers[cell, group] * seen
                        factor = kill_factor[cell, stance] if fixed else 1.0
                        removed[group] = loads[cell, group] * kill[cell, striker] * factor
                    for is_open in range(2):
                        own, other = value[cell, striker], value[cell, victim]
                        if is_open:
                            undefended[0, 0], undefended[1, 0] = own[0], other[0]
                            own, other = undefended[0], undefended[1]
                        first, struck, _ = first_strike(
                            striking[striker], total[victim], vulnerable, removed, order, own, other, law[cell]
                        )
                        costs[is_open, role, 0] = first
                        costs[is_open, role, 1] = struck
                for is_open in range(2):
                    table[cell, pair, stance, is_open] = _ratio(
                        costs[is_open, 0, 0], costs[is_open, 1, 1]
                    ) * _ratio(costs[is_open, 1, 0], costs[is_open, 0, 1])
    return table

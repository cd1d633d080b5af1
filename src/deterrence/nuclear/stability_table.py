"""Indices of first-strike stability of many pairs of sides, stances and cells at once, compiled."""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Flags, Floats, Integers
from deterrence.compilation import compiled, inlined
from deterrence.nuclear.stability_kernel import Value, Weights, first_strike


@inlined
def _is_after(first: int, second: int, loads: Floats, is_fixed: Flags) -> bool:
    """Whether one group is attacked after another; of equal ones the earlier first, so that sums never differ."""
    if loads[first] != loads[second]:
        return bool(loads[first] < loads[second])
    if is_fixed[first] != is_fixed[second]:
        return bool(is_fixed[first])
    return first > second


@inlined
def attack_order(loads: Floats, is_fixed: Flags, order: Integers) -> None:
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
    targets: Floats,
    order: Integers,
    groups: int,
    launchers: Floats,
    loads: Floats,
    alert: Floats,
    is_fixed: Flags,
    kill: float,
    factor: float,
) -> None:
    """Write launchers that can be attacked, and weapons that one attack removes, in order into `targets` [2, group]."""
    for place in range(groups):
        group = order[place]
        if is_fixed[group]:
            targets[0, place] = launchers[group]
            targets[1, place] = loads[group] * kill * factor
        else:
            targets[0, place] = launchers[group] * (1.0 - alert[group])
            targets[1, place] = loads[group] * kill


@inlined
def _prepare(
    launchers: Floats, loads: Floats, is_fixed: Flags, order: Integers, available: float
) -> tuple[float, float]:
    """Put a side's groups into the order of attack; all its weapons, and those that it can fire first."""
    attack_order(loads, is_fixed, order)
    total, striking = 0.0, 0.0
    for group in order:
        warheads = launchers[group] * loads[group]
        total += warheads
        striking += warheads * (1.0 if is_fixed[group] else available)
    return total, striking


@inlined
def _pair_index(
    strikes: tuple[float, float],
    totals: tuple[float, float],
    on_first: Floats,
    on_second: Floats,
    groups: tuple[int, int],
    own: Value,
    other: Value,
    law: Weights,
) -> float:
    """Index of one pair of sides, from the targets on each."""
    cost, struck, _ = first_strike(strikes[0], totals[1], on_second, groups[1], own, other, law)
    cost_back, struck_back, _ = first_strike(strikes[1], totals[0], on_first, groups[0], other, own, law)
    return _ratio(cost, struck_back) * _ratio(cost_back, struck)


@compiled
def index_table(
    launchers: Floats,
    loads: Floats,
    alert: Floats,
    is_fixed: Flags,
    is_member: Flags,
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
        for group in range(launchers.shape[1]):
            if is_member[side, group]:
                orders[side, sizes[side]] = group
                sizes[side] += 1
    on_first, on_second = np.zeros((2, launchers.shape[1])), np.zeros((2, launchers.shape[1]))
    for cell in range(cells):
        for side in range(sides):
            order = orders[side, : sizes[side]]
            total[side], striking[side] = _prepare(launchers[cell], loads[cell], is_fixed, order, law[cell, 2])
        weights = (law[cell, 0], law[cell, 1])
        for pair in range(pairs.shape[0]):
            a, b = pairs[pair, 0], pairs[pair, 1]
            strikes, totals, groups = (striking[a], striking[b]), (total[a], total[b]), (sizes[a], sizes[b])
            for stance in range(stances.size):
                posture, factor = alert[cell, stances[stance]], kill_factor[cell, stance]
                units, load = launchers[cell], loads[cell]
                _set_targets(on_first, orders[a], sizes[a], units, load, posture, is_fixed, kill[cell, b], factor)
                _set_targets(on_second, orders[b], sizes[b], units, load, posture, is_fixed, kill[cell, a], factor)
                for variant in range(2 if pair < compared else 1):
                    own = (value[cell, a, 0], value[cell, a, 1], value[cell, a, 2] * (1.0 - variant))
                    other = (value[cell, b, 0], value[cell, b, 1], value[cell, b, 2] * (1.0 - variant))
                    table[cell, pair, stance, variant] = _pair_index(
                        strikes, totals, on_first, on_second, groups, own, other, weights
                    )
    return table

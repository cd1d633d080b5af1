"""Indices of first-strike stability of many pairs of sides, stances and cells at once, compiled."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from deterrence.arrays import Flags, Floats, Integers
from deterrence.compilation import compiled, inlined
from deterrence.nuclear.stability_kernel import Value, Weights, first_strike


class Cells(NamedTuple):
    """Forces, values and constants of every cell: of each year of each future."""

    launchers: Floats  # [cell, group]
    loads: Floats  # warheads per launcher, [cell, group]
    alert: Floats  # share of survivable launchers on alert, [cell, posture, group]
    kill: Floats  # kill probability of the side's weapons, [cell, side]
    value: Floats  # rate ln 5 / w80, capacity and effectiveness of the defence, [cell, side, 3]
    law: Floats  # damage exponent, weight of the other's damage, available share of the striker, [cell, 3]
    kill_factor: Floats  # factor on the kill of fixed launchers, [cell, stance]


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
def _groups_of(is_member: Flags) -> tuple[Integers, Integers]:
    """Groups of each side, [side, place], and how many they are, [side]."""
    groups = np.zeros(is_member.shape, dtype=np.int64)
    sizes = np.zeros(is_member.shape[0], dtype=np.int64)
    for side in range(is_member.shape[0]):
        for group in range(is_member.shape[1]):
            if is_member[side, group]:
                groups[side, sizes[side]] = group
                sizes[side] += 1
    return groups, sizes


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
    cells: Cells, is_fixed: Flags, is_member: Flags, pairs: Integers, stances: Integers, compared: int
) -> Floats:
    """Index of every cell, pair of sides and stance, with the defences and without; [cell, pair, stance, 2].

    Args:
        cells: What differs by cell.
        is_fixed: [group]
        is_member: [side, group] whose the launchers are; a side may be several states.
        pairs: [pair, 2] sides.
        stances: [stance] posture of each.
        compared: So many of the pairs are also computed without the defences; of the others that half stays 1.
    """
    value = cells.value
    table = np.ones((value.shape[0], pairs.shape[0], stances.size, 2))
    total, striking = np.zeros(value.shape[1]), np.zeros(value.shape[1])
    orders, sizes = _groups_of(is_member)
    on_first, on_second = np.zeros((2, is_fixed.size)), np.zeros((2, is_fixed.size))
    for cell in range(value.shape[0]):
        units, load, kill, law = cells.launchers[cell], cells.loads[cell], cells.kill[cell], cells.law[cell]
        for side in range(value.shape[1]):
            total[side], striking[side] = _prepare(units, load, is_fixed, orders[side, : sizes[side]], law[2])
        for pair in range(pairs.shape[0]):
            a, b = pairs[pair, 0], pairs[pair, 1]
            strikes, totals, groups = (striking[a], striking[b]), (total[a], total[b]), (sizes[a], sizes[b])
            for stance in range(stances.size):
                posture, factor = cells.alert[cell, stances[stance]], cells.kill_factor[cell, stance]
                _set_targets(on_first, orders[a], sizes[a], units, load, posture, is_fixed, kill[b], factor)
                _set_targets(on_second, orders[b], sizes[b], units, load, posture, is_fixed, kill[a], factor)
                for variant in range(2 if pair < compared else 1):
                    own = (value[cell, a, 0], value[cell, a, 1], value[cell, a, 2] * (1.0 - variant))
                    other = (value[cell, b, 0], value[cell, b, 1], value[cell, b, 2] * (1.0 - variant))
                    table[cell, pair, stance, variant] = _pair_index(
                        strikes, totals, on_first, on_second, groups, own, other, (law[0], law[1])
                    )
    return table

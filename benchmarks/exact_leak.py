"""Exact distributions of what leaks, made of the compiled layers of the model: what the benchmark times."""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.compilation import compiled
from deterrence.missile_defence.kernel import layer_tables, pass_layer


@compiled
def closing_hypergeometric(live: Floats, warheads: int, decoys: int) -> Floats:
    """Warheads among the live objects: kills fall on a uniformly random subset (law 16).

    Kills are dealt one at a time, P(y+1 of k+1) from P(y of k), so that no factorial is formed.
    """
    objects = warheads + decoys
    leak = np.zeros(warheads + 1)
    killed = np.zeros(warheads + 2)
    killed[0] = 1.0
    fewest = 0
    while fewest < objects and live[fewest] == 0.0:
        fewest += 1
    for kills in range(objects - fewest + 1):
        mass = live[objects - kills]
        high = min(kills, warheads)
        if mass > 0.0:
            for y in range(high + 1):
                leak[warheads - y] += mass * killed[y]
        if kills < objects:
            share = 1.0 / (objects - kills)
            for y in range(min(kills + 1, warheads), 0, -1):
                killed[y] = killed[y] * (1.0 - (warheads - y) * share) + killed[y - 1] * (warheads - y + 1) * share
            killed[0] *= 1.0 - warheads * share
            if kills >= decoys:  # decoys have run out: left to rounding, this nought would grow with every further kill
                killed[kills - decoys] = 0.0
    return leak


@compiled
def leak_distribution(
    warheads: int,
    decoys: int,
    stock: Integers,
    salvo: Integers,
    looks: Integers,
    capacity: Integers,
    kill_probability: Floats,
    correlation: Floats,
    sensor: Integers,
    sensor_failure: Floats,
) -> Floats:
    """Exact distribution of leaking warheads, index 0..warheads.

    `sensor[layer]` is -1 or an index into `sensor_failure`; layers that name one sensor fail together (law 12).
    """
    leak = np.zeros(warheads + 1)
    for state in range(2**sensor_failure.size):
        weight = 1.0
        for s in range(sensor_failure.size):
            weight *= sensor_failure[s] if (state >> s) & 1 else 1.0 - sensor_failure[s]
        if weight == 0.0:
            continue
        live = np.zeros(warheads + decoys + 1)
        live[warheads + decoys] = 1.0
        for layer in range(stock.size):
            if sensor[layer] < 0 or not (state >> sensor[layer]) & 1:
                table, thinning, partials = layer_tables(
                    warheads + decoys,
                    stock[layer],
                    salvo[layer],
                    looks[layer],
                    capacity[layer],
                    kill_probability[layer],
                    correlation[layer],
                )
                live = pass_layer(
                    live, stock[layer], salvo[layer], looks[layer], capacity[layer], table, thinning, partials
                )
        leak += weight * closing_hypergeometric(live, warheads, decoys)
    return leak

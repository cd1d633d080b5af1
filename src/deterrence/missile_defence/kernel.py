"""The engagement of laws 10 to 16, compiled: the fast twin of `engagement.py`, equal to it to 1e-12.

A region's layers are arrays over the layer: stock (rounds), salvo (rounds per object), looks, capacity (objects
served per look) and single-shot kill probability. One integer of live objects is carried through them in order;
where a layer looks more than once and its stock may run short, the stock left is carried beside it (law 11).
"""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats
from deterrence.compilation import compiled


@compiled
def salvo_kill(kill_probability: float, shots: int, correlation: float) -> float:
    """Chance that a salvo destroys its object: (1-c)[1-(1-k)^n] + c k, zero without a shot."""
    if shots == 0:
        return 0.0
    return (1.0 - correlation) * (1.0 - (1.0 - kill_probability) ** shots) + correlation * kill_probability


@compiled
def binomial_table(trials: int, probability: float) -> Floats:
    """Binomial(n, p) for n = 0..trials, row by row: each trial is added to the row before."""
    table = np.zeros((trials + 1, trials + 1))
    table[0, 0] = 1.0
    miss = 1.0 - probability
    for n in range(1, trials + 1):
        table[n, 0] = table[n - 1, 0] * miss
        _one_more(table[n, 1 : n + 1], table[n - 1], miss, probability)
    return table


@compiled
def _one_more(row: Floats, before: Floats, miss: float, probability: float) -> None:
    """Chance of 1, 2, ... successes, from those of one trial less; apart, so that it runs in vectors."""
    for y in range(row.size):
        row[y] = before[y + 1] * miss + before[y] * probability


@compiled
def _look(live: int, stock: int, salvo: int, capacity: int) -> tuple[int, int, int]:
    """Objects with a full salvo, shots of the one partial salvo, stock left (whole salvos, law 10)."""
    served = min(live, capacity)
    full = min(served, stock // salvo)
    partial = stock % salvo if full < served else 0
    return full, partial, stock - full * salvo - partial


@compiled
def _add_kills(mass: float, live: int, full: int, partial_kill: float, table: Floats, out: Floats) -> None:
    """Add to `out[live left]` the outcome of one look: full salvos, then the partial one."""
    if partial_kill == 0.0:
        for y in range(full + 1):
            out[live - y] += mass * table[full, y]
    else:
        hit, miss = mass * partial_kill, mass * (1.0 - partial_kill)
        for y in range(full + 1):
            out[live - y] += miss * table[full, y]
            out[live - y - 1] += hit * table[full, y]


@compiled
def _two_looks(
    mass: float,
    live: int,
    stock: int,
    salvo: int,
    capacity: int,
    partials: Floats,
    table: Floats,
    out: Floats,
) -> None:
    """Two looks at finite stock from one count of live objects: the stock left is then one number (law 11)."""
    full, partial, left = _look(live, stock, salvo, capacity)
    if left == 0:
        _add_kills(mass, live, full, partials[partial], table, out)
        return
    for y in range(full + 1):
        weight = mass * table[full, y]
        if weight > 0.0:
            again, rest, _ = _look(live - y, left, salvo, capacity)
            _add_kills(weight, live - y, again, partials[rest], table, out)


@compiled
def states_after_looks(
    live: Floats, stock: int, salvo: int, looks: int, capacity: int, partials: Floats, table: Floats
) -> Floats:
    """Chance of each [stock left, live objects] after all looks at finite stock, moved together (law 11)."""
    state = np.zeros((stock + 1, live.size))
    for objects in range(live.size):
        state[stock, objects] = live[objects]
    for _ in range(looks):
        after = np.zeros((stock + 1, live.size))
        for objects in range(live.size):
            for held in range(stock + 1):
                mass = state[held, objects]
                if mass > 0.0:
                    full, partial, left = _look(objects, held, salvo, capacity)
                    _add_kills(mass, objects, full, partials[partial], table, after[left])
        state = after
    return state


@compiled
def layer_tables(
    most: int, stock: int, salvo: int, looks: int, capacity: int, kill_probability: float, correlation: float
) -> tuple[Floats, Floats, Floats]:
    """What a layer needs for up to `most` objects: kills of n full salvos, kills of n objects with stock for every
    look, and the kill chance of each partial salvo."""
    kill = salvo_kill(kill_probability, salvo, correlation)
    table = binomial_table(min(most, capacity, stock // salvo), kill)
    thinning = table
    if looks > 1:
        thinning = binomial_table(min(most, capacity, stock // (looks * salvo)), 1.0 - (1.0 - kill) ** looks)
    partials = np.zeros(salvo)
    for shots in range(1, salvo):
        partials[shots] = salvo_kill(kill_probability, shots, correlation)
    return table, thinning, partials


@compiled
def pass_layer(
    live: Floats,
    stock: int,
    salvo: int,
    looks: int,
    capacity: int,
    table: Floats,
    thinning: Floats,
    partials: Floats,
) -> Floats:
    """Distribution of live objects behind one working layer, from that before it (index = objects)."""
    most = live.size - 1
    while most > 0 and live[most] == 0.0:
        most -= 1
    out = np.zeros(live.size)
    ample = thinning.shape[0] - 1
    if looks > 2 and most > ample:
        # Never more rounds than all looks can use, so that the state stays as small as the raid.
        held = min(stock, looks * salvo * most)
        state = states_after_looks(live[: most + 1], held, salvo, looks, capacity, partials, table)
        for left in range(held + 1):
            for objects in range(most + 1):
                out[objects] += state[left, objects]
        return out
    for objects in range(most + 1):
        mass = live[objects]
        if mass == 0.0:
            continue
        if objects <= ample:
            _add_kills(mass, objects, objects, 0.0, thinning, out)
        elif looks == 1:
            full, partial, _ = _look(objects, stock, salvo, capacity)
            _add_kills(mass, objects, full, partials[partial], table, out)
        else:
            _two_looks(mass, objects, stock, salvo, capacity, partials, table, out)
    return out

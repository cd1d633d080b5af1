"""Objects killed by all layers of a region, for every number that enters, compiled (laws 10 to 16)."""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.compilation import compiled, inlined
from deterrence.counts import add_scaled
from deterrence.missile_defence.kernel import layer_tables, pass_layer


@compiled
def most_kills(stock: Integers, salvo: Integers, looks: Integers, capacity: Integers) -> int:
    """Objects that all layers together can serve, and so kill, at the most."""
    most = 0
    for layer in range(stock.size):
        most += min((stock[layer] + salvo[layer] - 1) // salvo[layer], looks[layer] * capacity[layer])
    return most


@compiled
def kill_rows(
    objects: int,
    stock: Integers,
    salvo: Integers,
    looks: Integers,
    capacity: Integers,
    kill_probability: Floats,
    correlation: float,
    working: Floats,
) -> Floats:
    """P(k objects killed | n enter), shape [n, k], for n up to the number that the layers can serve together.

    Above that number, and so for all of n = 0..objects that have no row, the last row holds. Each layer works with a
    chance of its own, `working` [layer], once for the whole raid: mixed in as the layers are passed, which is the sum
    over all subsets of layers that work (law 12).
    """
    most = min(most_kills(stock, salvo, looks, capacity), objects)
    live = np.zeros((most + 1, most + 1))
    for n in range(most + 1):
        live[n, n] = 1.0
    for layer in range(stock.size):
        kills = min((stock[layer] + salvo[layer] - 1) // salvo[layer], looks[layer] * capacity[layer], most)
        if working[layer] == 0.0 or kills == 0 or kill_probability[layer] == 0.0:
            continue
        through = _transitions(
            most, stock[layer], salvo[layer], looks[layer], capacity[layer], kill_probability[layer], correlation
        )
        works = working[layer]
        for n in range(most + 1):
            for left in range(n + 1):  # ascending: what is killed is fewer, and has been seen
                mass = live[n, left]
                if mass > 0.0:
                    live[n, left] = (1.0 - works) * mass
                    least = max(left - kills, 0)
                    add_scaled(live[n, least : left + 1], works * mass, through[left, least : left + 1])
    rows = np.zeros((most + 1, most + 1))
    for n in range(most + 1):
        for kills in range(n + 1):
            rows[n, kills] = live[n, n - kills]
    return rows


@inlined
def _transitions(
    most: int, stock: int, salvo: int, looks: int, capacity: int, kill_probability: float, correlation: float
) -> Floats:
    """Chance that so many objects are left behind a working layer, by the number that enters it."""
    table, thinning, partials = layer_tables(most, stock, salvo, looks, capacity, kill_probability, correlation)
    out = np.zeros((most + 1, most + 1))
    for entering in range(most + 1):
        alone = np.zeros(entering + 1)
        alone[entering] = 1.0
        left = pass_layer(alone, stock, salvo, looks, capacity, table, thinning, partials)
        for count in range(entering + 1):
            out[entering, count] = left[count]
    return out

"""States of the layers' own sensors that two regions share, compiled (law 12)."""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.compilation import compiled


@compiled
def sensor_states(working: Floats, stock: Integers) -> tuple[Floats, Floats]:
    """Chance of each state of the sensors that matter in both regions, and the chance that a layer works in it.

    The sum over the 2^L subsets of layers that see falls apart: given the sensors whose layers have rounds in both
    regions, the regions are independent, and within a region each layer's sensor is mixed in as the layer is passed.
    A sensor that serves rounds in one region only, or in none, needs no state.

    Args:
        working: Chance that each layer's own sensor sees the raid, [layer].
        stock: Rounds, [region, layer].

    Returns:
        Chances of the states, [state], and chances that a layer works given the state, [state, layer].
    """
    layers = working.size
    is_shared = np.zeros(layers, dtype=np.bool_)
    for layer in range(layers):
        is_shared[layer] = 0.0 < working[layer] < 1.0 and stock[0, layer] > 0 and stock[1, layer] > 0
    count = 1
    for layer in range(layers):
        count *= 2 if is_shared[layer] else 1
    chances, states = np.ones(count), np.zeros((count, layers))
    for state in range(count):
        rest = state
        for layer in range(layers):
            states[state, layer] = working[layer]
            if is_shared[layer]:
                fails = rest % 2
                rest //= 2
                states[state, layer] = 1.0 - fails
                chances[state] *= 1.0 - working[layer] if fails else working[layer]
    return chances, states

"""Rounds that the plain reference fires, counted one by one: what the raids of the product are held to."""

import numpy as np

from deterrence.missile_defence.engagement import _live as live_of
from deterrence.missile_defence.engagement import _raid as raid_of
from deterrence.missile_defence.engagement import sensor_states, stock_and_live_behind


def shots_spent(warheads, decoys, layers, sensor_failure_probability, short_stock="whole_salvos"):
    """Distribution of rounds spent by each layer: stock before less stock after, so no round is spent twice."""
    raid = raid_of(warheads, decoys)
    most = [min(layer.interceptors, layer.rounds_usable(raid.size - 1, layer.looks)) for layer in layers]
    spent = tuple(np.zeros(rounds + 1) for rounds in most)
    for chance, works in sensor_states(layers, sensor_failure_probability):
        live = raid
        for layer, is_working, by_rounds in zip(layers, works, spent, strict=True):
            if not is_working:
                by_rounds[0] += chance
                continue
            state = stock_and_live_behind(live, layer, short_stock)
            for left, behind in state.items():
                by_rounds[layer.interceptors - left] += chance * behind.sum()
            live = live_of(state)
    return spent


def expected_shots(*raid):
    """Mean rounds spent by each layer."""
    return np.array([np.arange(by_rounds.size) @ by_rounds for by_rounds in shots_spent(*raid)])

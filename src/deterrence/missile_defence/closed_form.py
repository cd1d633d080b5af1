"""Answers in one formula, where the stock is so large or so small that no state need be carried."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from deterrence.arrays import Floats
from deterrence.missile_defence.distribution import binomial, hypergeometric
from deterrence.missile_defence.engagement import sensor_states
from deterrence.missile_defence.layer import Layer, salvo_kill_probability
from deterrence.missile_defence.ranges import whole_count


def _salvo_kill(layer: Layer, shots: int) -> float:
    return float(salvo_kill_probability(layer.kill_probability, shots, layer.shot_correlation))


def ample_stock_leakage(
    warheads: int, decoys: int, layers: Sequence[Layer], sensor_failure_probability: Mapping[str, float]
) -> Floats:
    """Distribution of leaking warheads where no layer can run short: independent thinning (law 11).

    Leaking warheads are Binomial(W, prod_j (1 - K_j)^looks_j) over the layers that work, mixed over the
    sensor states; after the layered closure of Operations Research 30(3), 1982. Needs, in every layer, a
    stock of at least looks x salvo x objects and no limit on the objects served.
    """
    objects = whole_count("warheads", warheads) + whole_count("decoys", decoys)
    for layer in layers:
        if layer.interceptors < layer.looks * layer.salvo * objects or layer.objects_served(objects) < objects:
            raise ValueError(f"{layer.name} can run short against {objects} objects: use engagement.leakage")
    leak = np.zeros(warheads + 1)
    for chance, works in sensor_states(layers, sensor_failure_probability):
        passes = [
            (1 - _salvo_kill(layer, layer.salvo)) ** layer.looks
            for layer, is_working in zip(layers, works, strict=True)
            if is_working
        ]
        leak += chance * binomial(warheads, float(np.prod(passes)))
    return leak


def short_stock_leakage(warheads: int, decoys: int, layer: Layer) -> Floats:
    """Distribution of leaking warheads behind one working layer that is spent at its first look (law 10).

    Kills are Binomial(floor(stock / salvo), K(salvo)) and, with the rest of the stock, one more object with
    chance K(stock mod salvo); they fall on a random subset. Needs a stock of at most salvo x objects served.
    """
    objects = whole_count("warheads", warheads) + whole_count("decoys", decoys)
    if layer.interceptors > layer.rounds_usable(objects, looks=1):
        raise ValueError(f"{layer.name} is not spent at its first look: use engagement.leakage")
    full, partial = divmod(layer.interceptors, layer.salvo)
    kills = binomial(full, _salvo_kill(layer, layer.salvo))
    if partial:
        last = _salvo_kill(layer, partial)
        kills = np.convolve(kills, [1 - last, last])
    leak = np.zeros(warheads + 1)
    for killed, chance in enumerate(kills):
        leak += chance * hypergeometric(warheads, decoys, objects - killed)
    return leak

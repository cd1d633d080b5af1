"""Answers in one formula, where the stock is so large or so small that no state is carried."""

from itertools import product
from math import comb

import numpy as np

from deterrence.missile_defence.engagement import leakage


def binomial(trials, p):
    return np.array([comb(trials, y) * p**y * (1 - p) ** (trials - y) for y in range(trials + 1)])


def salvo_kill(layer, shots):
    """Law of the salvo: with the chance of the correlation all shots share one fate."""
    k, c = layer.kill_probability, layer.shot_correlation
    return (1 - c) * (1 - (1 - k) ** shots) + c * k if shots else 0.0


def ample_stock_leakage(warheads, layers, failure):
    """Binomial(W, product of (1 - K) ^ looks over the layers that work), mixed over the sensors (laws 11, 12).

    After the layered closure of Operations Research 30(3), 1982.
    """
    leak, sensors = np.zeros(warheads + 1), sorted({layer.sensor for layer in layers if layer.sensor})
    for states in product((False, True), repeat=len(sensors)):
        fails = dict(zip(sensors, states, strict=True))
        chance = np.prod([failure[name] if failed else 1 - failure[name] for name, failed in fails.items()])
        working = [layer for layer in layers if not fails.get(layer.sensor)]
        passes = np.prod([(1 - salvo_kill(layer, layer.salvo)) ** layer.looks for layer in working])
        leak += chance * binomial(warheads, passes)
    return leak


def short_stock_leakage(warheads, decoys, layer):
    """One layer that is spent at its first look (law 10): the kills fall on a random subset.

    They are Binomial(floor(stock / salvo), K(salvo)), and one more object with the rest of the stock.
    """
    full, partial = divmod(layer.interceptors, layer.salvo)
    last = salvo_kill(layer, partial)
    kills = np.convolve(binomial(full, salvo_kill(layer, layer.salvo)), [1 - last, last])
    leak, objects = np.zeros(warheads + 1), warheads + decoys
    for killed, chance in enumerate(kills[: objects + 1]):
        for warhead in range(warheads + 1):
            left = objects - killed - warhead  # of the live objects, decoys
            leak[warhead] += (
                chance * comb(warheads, warhead) * comb(decoys, max(left, 0)) * (left >= 0) / comb(objects, killed)
            )
    return leak


def leakage_with_discrimination(warheads, decoys, discrimination, layers, failure):
    """Law 15: Binomial(D, 1 - d) decoys draw fire; a mixture of the engine's leakage over them (law 16)."""
    engaged = binomial(decoys, 1 - discrimination)
    return sum(chance * leakage(warheads, count, layers, failure) for count, chance in enumerate(engaged))

"""The engagement of laws 10 to 16, exactly: warheads that leak through layers with finite stocks.

One integer of live objects is carried through the layers in order, beside it the stock left wherever the
looks to come could run short (law 11). It is the plain reference; `kernel.py` is its fast twin. Equations and
limits: docs/models/missile_defence.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, product
from operator import itemgetter
from typing import Literal

import numpy as np

from deterrence.arrays import Floats
from deterrence.missile_defence.distribution import binomial, hypergeometric
from deterrence.missile_defence.layer import Layer, salvo_kill_probability
from deterrence.missile_defence.ranges import probability, whole_count

ShortStock = Literal["whole_salvos", "even"]
"""How a stock that is short is shared out: whole salvos, or as evenly as whole rounds allow (law 10)."""

Service = tuple[tuple[int, int], tuple[int, int]]
"""Two groups of objects that one look serves, each as (objects, shots at each)."""

_AMPLE = -1
"""In place of a stock: more rounds than the looks to come can spend, so that they need no counting."""


def service(live: int, stock: int, layer: Layer, short_stock: ShortStock = "whole_salvos") -> Service:
    """Who is shot at in one look, and how often (law 10); which objects these are is a random choice.

    Whole salvos: floor(stock / salvo) objects get a full salvo, the rest of the stock goes to one more
    object. Even: all objects that the look can reach get floor or ceil of their share, at most a salvo.

    >>> service(40, 68, Layer("terminal", 68, 0.7, salvo=2))
    ((34, 2), (0, 0))
    >>> service(40, 68, Layer("terminal", 68, 0.7, salvo=2), "even")
    ((28, 2), (12, 1))
    """
    served = layer.objects_served(live)
    rounds = layer.rounds_usable(live, looks=1)
    if stock != _AMPLE:
        rounds = min(rounds, stock)
    if rounds == 0:
        return (0, 0), (0, 0)
    if short_stock == "whole_salvos":
        full, partial = divmod(rounds, layer.salvo)
        return (full, layer.salvo), (1 if partial else 0, partial)
    shots, more = divmod(rounds, served)
    return (more, shots + 1), (served - more, shots)


def _kills(served: Service, layer: Layer) -> Floats:
    """Distribution of objects destroyed in one look."""
    first, second = (
        binomial(objects, float(salvo_kill_probability(layer.kill_probability, shots, layer.shot_correlation)))
        for objects, shots in served
    )
    return np.convolve(first, second)


def _look(state: Mapping[int, Floats], layer: Layer, short_stock: ShortStock) -> dict[int, Floats]:
    """Chance of each (stock left, live objects) after one look, from that before it."""
    after: dict[int, Floats] = {}
    for stock, live in state.items():
        served_by_count = ((service(n, stock, layer, short_stock), n) for n in np.flatnonzero(live).tolist())
        for served, run in groupby(served_by_count, key=itemgetter(0)):
            counts = [n for _, n in run]
            first, last = counts[0], counts[-1]
            kills = _kills(served, layer)
            left = stock if stock == _AMPLE else stock - sum(objects * shots for objects, shots in served)
            reached = after.setdefault(left, np.zeros(live.size))
            reached[first - kills.size + 1 : last + 1] += np.convolve(live[first : last + 1], kills[::-1])
    return after


def _set_ample_aside(state: Mapping[int, Floats], layer: Layer, looks: int) -> dict[int, Floats]:
    """Stop counting rounds for the live counts that the looks to come cannot run short of (law 11)."""
    counted: dict[int, Floats] = {}
    most = max(live.size for live in state.values())
    usable = np.array([layer.rounds_usable(n, looks) for n in range(most)])
    for stock, live in state.items():
        is_ample = np.full(most, True) if stock == _AMPLE else usable <= stock
        for key, part in ((_AMPLE, np.where(is_ample, live, 0.0)), (stock, np.where(is_ample, 0.0, live))):
            if part.any():
                counted[key] = counted[key] + part if key in counted else part
    return counted


def _live(state: Mapping[int, Floats]) -> Floats:
    """Distribution of live objects, whatever the stock left."""
    live: Floats = np.sum(list(state.values()), axis=0)
    return live


def live_behind(live: Floats, layer: Layer, short_stock: ShortStock = "whole_salvos") -> Floats:
    """Distribution of live objects behind one working layer, from that before it (index = objects)."""
    state = {layer.interceptors: np.asarray(live, dtype=np.float64)}
    for looks_left in range(layer.looks, 0, -1):
        state = _look(_set_ample_aside(state, layer, looks_left), layer, short_stock)
    return _live(state)


def stock_and_live_behind(live: Floats, layer: Layer, short_stock: ShortStock = "whole_salvos") -> dict[int, Floats]:
    """Chance of each (stock left, live objects) behind one working layer; every round is counted."""
    state = {layer.interceptors: np.asarray(live, dtype=np.float64)}
    for _ in range(layer.looks):
        state = _look(state, layer, short_stock)
    return state


def leaking_warheads(live: Floats, warheads: int, decoys: int) -> Floats:
    """Warheads among the live objects: kills fall on a uniformly random subset of the raid (law 16)."""
    leak = np.zeros(warheads + 1)
    for objects in np.flatnonzero(live).tolist():
        leak += live[objects] * hypergeometric(warheads, decoys, objects)
    return leak


def sensor_states(
    layers: Sequence[Layer], sensor_failure_probability: Mapping[str, float]
) -> Iterator[tuple[float, tuple[bool, ...]]]:
    """Each state of the sensors as (chance, which layers work); a sensor fails once per raid (law 12)."""
    sensors = sorted({layer.sensor for layer in layers if layer.sensor is not None})
    missing = [sensor for sensor in sensors if sensor not in sensor_failure_probability]
    if missing:
        raise ValueError(f"sensor_failure_probability lacks {', '.join(missing)}: give each sensor a chance")
    failure = {
        sensor: probability(f"sensor_failure_probability of {sensor}", sensor_failure_probability[sensor])
        for sensor in sensors
    }
    for works in product((True, False), repeat=len(sensors)):
        state = dict(zip(sensors, works, strict=True))
        chance = float(np.prod([1 - failure[s] if state[s] else failure[s] for s in sensors]))
        if chance > 0:
            yield chance, tuple(layer.sensor is None or state[layer.sensor] for layer in layers)


def _raid(warheads: int, decoys: int) -> Floats:
    """Distribution of live objects before the first layer: all of them."""
    live = np.zeros(whole_count("warheads", warheads) + whole_count("decoys", decoys) + 1)
    live[-1] = 1.0
    return live


def leakage(
    warheads: int,
    decoys: int,
    layers: Sequence[Layer],
    sensor_failure_probability: Mapping[str, float],
    short_stock: ShortStock = "whole_salvos",
) -> Floats:
    """Exact distribution of warheads that leak through all layers, index 0..warheads.

    sum over sensor states of P(state) x [layers in order on one integer of live objects, then one closing
    hypergeometric] (laws 10 to 12, 16). A layer whose sensor failed does nothing and spends nothing.

    Args:
        warheads: In the raid, fixed.
        decoys: Objects that the defence takes for warheads.
        layers: In engagement order.
        sensor_failure_probability: Chance that each named sensor fails for the whole raid.
        short_stock: How a short stock is shared out (law 10).

    >>> leak = leakage(40, 0, [Layer("terminal", 68, 0.7, salvo=2)], {})
    >>> round(mean_leakers(leak), 9)
    9.06
    """
    if short_stock not in ("whole_salvos", "even"):
        raise ValueError(f"short_stock is {short_stock!r}: write whole_salvos or even")
    raid = _raid(warheads, decoys)
    leak = np.zeros(warheads + 1)
    for chance, works in sensor_states(layers, sensor_failure_probability):
        live = raid
        for layer, is_working in zip(layers, works, strict=True):
            if is_working:
                live = live_behind(live, layer, short_stock)
        leak += chance * leaking_warheads(live, warheads, decoys)
    return leak


def mean_leakers(leak: Floats) -> float:
    """Expected number of leaking warheads, from their distribution."""
    return float(np.arange(leak.size) @ leak)

"""Raids on pools of rounds played shot by shot, day by day. It shares no code with the package."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class EventPool:
    places: int
    reloads: int
    delivered: int
    refilled: int
    salvo: int
    looks: int
    at_once: int
    kill: dict[str, float]


def simulate(
    raids: list[dict[str, int]],
    pools: dict[str, EventPool],
    order: dict[str, list[str]],
    trials: int,
    source: np.random.Generator,
) -> dict[str, np.ndarray]:
    """Mean leak of each class by day; classes come in the order of `order`. Every round and object is whole."""
    leaked = {threat: np.zeros(len(raids)) for threat in order}
    for _ in range(trials):
        ready = {name: pool.places for name, pool in pools.items()}
        reserve = {name: pool.reloads for name, pool in pools.items()}
        for day, raid in enumerate(raids):
            for threat, able in order.items():
                alive = raid.get(threat, 0)
                for name in able:
                    alive = _shoot(alive, name, pools[name], threat, ready, source)
                leaked[threat][day] += alive
            for name, pool in pools.items():
                reserve[name] += pool.delivered
                moved = min(pool.refilled, reserve[name], pool.places - ready[name])
                ready[name] += moved
                reserve[name] -= moved
    return {threat: total / trials for threat, total in leaked.items()}


def _shoot(
    alive: int, name: str, pool: EventPool, threat: str, ready: dict[str, int], source: np.random.Generator
) -> int:
    for _ in range(pool.looks):
        dead = 0
        for _ in range(min(alive, pool.at_once)):
            shots = min(pool.salvo, ready[name])
            ready[name] -= shots
            dead += bool(np.any(source.random(shots) < pool.kill[threat]))
        alive -= dead
    return alive

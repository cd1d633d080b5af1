"""An event-level simulation of a raid on layered defences, object by object and shot by shot.

It shares no code with the package: it holds every object's own state and draws every shot. Many trials run
side by side; within each, events follow one another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class EventLayer:
    interceptors: int
    kill_probability: float
    salvo: int
    looks: int
    sensor: str | None
    simultaneous_objects: int | None
    shot_correlation: float


@dataclass(frozen=True)
class Configuration:
    name: str
    warheads: int
    decoys: int
    layers: tuple[EventLayer, ...]
    sensor_failure_probability: dict[str, float]
    short_stock: str = "whole_salvos"

    @property
    def objects(self) -> int:
        return self.warheads + self.decoys


@dataclass(frozen=True)
class Events:
    """One row a trial: warheads that leaked, and rounds that each layer spent."""

    leaked: np.ndarray
    spent: np.ndarray


def simulate(configuration: Configuration, trials: int, source: np.random.Generator) -> Events:
    """Run the raid many times."""
    alive = np.ones((trials, configuration.objects), dtype=bool)
    seeing = {
        sensor: source.random(trials) >= failure
        for sensor, failure in sorted(configuration.sensor_failure_probability.items())
    }
    spent = np.zeros((trials, len(configuration.layers)), dtype=int)
    for position, layer in enumerate(configuration.layers):
        works = np.ones(trials, dtype=bool) if layer.sensor is None else seeing[layer.sensor]
        spent[:, position] = _engage(layer, works, alive, configuration.short_stock, source)
    return Events(alive[:, : configuration.warheads].sum(axis=1), spent)


def _engage(
    layer: EventLayer, works: np.ndarray, alive: np.ndarray, short_stock: str, source: np.random.Generator
) -> np.ndarray:
    """Let one layer shoot; marks the dead in `alive` and returns the rounds spent in each trial."""
    trials, objects = alive.shape
    magazine = np.full(trials, layer.interceptors)
    for _ in range(layer.looks):
        # Each trial meets its objects in an order of its own, so that whom it serves is a random choice.
        order = np.argsort(source.random((trials, objects)), axis=1)
        targets = alive.sum(axis=1)
        if layer.simultaneous_objects is not None:
            targets = np.minimum(targets, layer.simultaneous_objects)
        shared_out = np.minimum(magazine, targets * layer.salvo)
        served = np.zeros(trials, dtype=int)
        for place in range(objects):
            target = order[:, place]
            engaged = works & alive[np.arange(trials), target] & (served < targets)
            if short_stock == "even":
                base, more = np.divmod(shared_out, np.maximum(targets, 1))
                shots = base + (served < more)
            else:
                shots = np.minimum(magazine, layer.salvo)
            shots = np.where(engaged, shots, 0)
            dead = _salvo(layer, shots, source)
            magazine -= shots
            served += engaged
            assert np.all(magazine >= 0), "a round was spent twice"
            alive[np.arange(trials), target] &= ~dead
    return layer.interceptors - magazine


def _salvo(layer: EventLayer, shots: np.ndarray, source: np.random.Generator) -> np.ndarray:
    """Whether any shot of a salvo hits; now and then all its shots share the fate of the first."""
    share_one_fate = source.random(shots.size) < layer.shot_correlation
    first_hits = source.random(shots.size) < layer.kill_probability
    hit = (shots > 0) & first_hits
    for shot in range(1, layer.salvo):
        this_hits = np.where(share_one_fate, first_hits, source.random(shots.size) < layer.kill_probability)
        hit |= (shots > shot) & this_hits
    return hit


def random_configurations(seed: int, count: int) -> Iterator[Configuration]:
    """Raids and defences of every kind, the awkward ones first; the same seed gives the same ones.

    Every fourth of the random ones shares a short stock out evenly, the others in whole salvos.
    """
    source = np.random.default_rng(seed)
    awkward = list(_awkward(_random_configuration(source, "awkward")))
    yield from awkward[:count]
    for number in range(count - len(awkward)):
        drawn = _random_configuration(source, f"random {number}")
        yield replace(drawn, short_stock="even") if number % 4 == 3 else drawn


def _awkward(drawn: Configuration) -> Iterator[Configuration]:
    """Limits and edges, built on one drawn defence."""
    ten = replace(drawn, warheads=6, decoys=4)
    one = EventLayer(10, 0.6, 1, 2, None, None, 0.0)
    for rule in ("whole_salvos", "even"):
        ten = replace(ten, short_stock=rule)
        for name, stock in (("no interceptors", 0), ("stock equal to objects", 10), ("one object short", 9)):
            yield replace(ten, name=name, layers=(replace(one, interceptors=stock),))
            yield replace(ten, name=f"{name}, salvo 2", layers=(replace(one, interceptors=2 * stock, salvo=2),))
        yield replace(ten, name="one round short", layers=(replace(one, interceptors=19, salvo=2, looks=1),))
        yield replace(ten, name="a round over", layers=(replace(one, interceptors=7, salvo=3, looks=2),))
        failed = tuple(replace(layer, sensor="radar") for layer in drawn.layers)
        yield replace(ten, name="all sensors failed", layers=failed, sensor_failure_probability={"radar": 1.0})
        yield replace(ten, name="decoys only", warheads=0, decoys=10)
        yield replace(ten, name="nothing comes", warheads=0, decoys=0)
        yield replace(ten, name="no layers", layers=())
        yield replace(ten, name="sure shots", layers=(replace(one, kill_probability=1.0, interceptors=8),))
        yield replace(ten, name="blind shots", layers=(replace(one, kill_probability=0.0),))
        yield replace(ten, name="one at a time", layers=(replace(one, simultaneous_objects=1, looks=4),))
        yield replace(ten, name="none at a time", layers=(replace(one, simultaneous_objects=0),))


def _random_configuration(source: np.random.Generator, name: str) -> Configuration:
    warheads = int(source.integers(0, 17))
    decoys = int(source.integers(0, 13)) if source.random() < 0.6 else 0
    sensors = ("radar", "satellite")[: int(source.integers(1, 3))]
    layers = tuple(_random_layer(source, warheads + decoys, sensors) for _ in range(int(source.integers(1, 4))))
    failure = {sensor: float(source.choice([0.0, 0.1, 0.5, source.random()])) for sensor in sensors}
    return Configuration(name, warheads, decoys, layers, failure)


def _random_layer(source: np.random.Generator, objects: int, sensors: tuple[str, ...]) -> EventLayer:
    salvo, looks = int(source.integers(1, 4)), int(source.integers(1, 4))
    return EventLayer(
        interceptors=int(source.integers(0, salvo * looks * max(objects, 1) * 3 // 4 + 2)),
        kill_probability=float(source.choice([0.0, 1.0, *source.random(10)])),
        salvo=salvo,
        looks=looks,
        sensor=str(source.choice(sensors)) if source.random() < 0.6 else None,
        simultaneous_objects=int(source.integers(0, objects + 2)) if source.random() < 0.4 else None,
        shot_correlation=float(source.random()) if source.random() < 0.5 else 0.0,
    )

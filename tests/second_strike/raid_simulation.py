"""An event-level simulation of one raid: boat by boat, object by object. Shares no code with the package."""

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Raid:
    boats_at_sea: tuple[int, int]
    launch: tuple[float, float]
    boat_survival: tuple[float, float]
    missiles: tuple[tuple[int, int, int], tuple[int, int, int]]  # force, region: per boat
    warheads: tuple[int, int]
    decoys: tuple[int, int]
    missile_reliability: tuple[float, float]
    warhead_reliability: float
    stock: tuple[tuple[int, int, int], tuple[int, int, int]]  # region, layer
    salvo: tuple[int, int, int]
    looks: tuple[int, int, int]
    capacity: tuple[tuple[int, int, int], tuple[int, int, int]]
    kill: tuple[float, float, float]
    correlation: float
    sees: float
    engaged: float


def simulate(raid: Raid, source: random.Random) -> int:
    """Warheads that arrive and function in one event."""
    bound: list[list[str]] = [[], [], []]
    for force in (0, 1):
        if source.random() >= raid.launch[force]:
            continue
        for _ in range(raid.boats_at_sea[force]):
            if source.random() >= raid.boat_survival[force]:
                continue
            for region in (0, 1, 2):
                for _ in range(raid.missiles[force][region]):
                    if source.random() < raid.missile_reliability[force]:
                        bound[region] += ["warhead"] * raid.warheads[force] + ["decoy"] * raid.decoys[force]
    arrived = sum(kind == "warhead" for kind in bound[2])
    seen = source.random() < raid.sees
    for region in (0, 1):
        live = [kind for kind in bound[region] if kind == "warhead" or source.random() < raid.engaged]
        if seen:
            for layer in (0, 1, 2):
                live = _layer(raid, region, layer, live, source)
        arrived += sum(kind == "warhead" for kind in live)
    return sum(source.random() < raid.warhead_reliability for _ in range(arrived))


def _layer(raid: Raid, region: int, layer: int, live: list[str], source: random.Random) -> list[str]:
    rounds = raid.stock[region][layer]
    for _ in range(raid.looks[layer]):
        source.shuffle(live)
        survivors = []
        served = 0
        for kind in live:
            shots = 0
            if served < raid.capacity[region][layer]:
                shots = min(raid.salvo[layer], rounds)
            if shots == 0:
                survivors.append(kind)
                continue
            served += 1
            rounds -= shots
            assert rounds >= 0, "a round was spent twice"
            together = source.random() < raid.correlation
            trials = 1 if together else shots
            if all(source.random() >= raid.kill[layer] for _ in range(trials)):
                survivors.append(kind)
        live = survivors
    return live

"""One layer of a missile defence: its rounds, how it shoots, and how many rounds it has in a year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats, Integers
from deterrence.missile_defence.ranges import in_range, probability, whole_count
from deterrence.ranges import round_half_up


@dataclass(frozen=True)
class Layer:
    """A pool of interceptors that engages the live objects of a raid (laws 10 to 13).

    One kill probability holds for every object: the raid is of one class, and penetration aids are either in
    the kill probability or among the objects, never in both (laws 15, 16).
    """

    name: str
    """What the layer is called in messages and results."""
    interceptors: int
    """Rounds in stock when the raid comes; each is spent once."""
    kill_probability: float
    """Chance that one shot destroys one engaged object."""
    salvo: int = 1
    """Shots at each object within one look."""
    looks: int = 1
    """Times that the layer can shoot; between looks it sees which objects survived."""
    sensor: str | None = None
    """Sensor that the layer depends on; layers that name one sensor fail together. None: never fails."""
    simultaneous_objects: int | None = None
    """Objects that it can serve in one look. None: all."""
    shot_correlation: float = 0.0
    """Chance that the shots of one salvo share one fate."""

    def __post_init__(self) -> None:
        if not isinstance(self.name, str) or not self.name:
            raise ValueError(f"name is {self.name!r}: write a text that names the layer")
        if self.sensor is not None and (not isinstance(self.sensor, str) or not self.sensor):
            raise ValueError(f"sensor of {self.name} is {self.sensor!r}: write the sensor's name, or None")
        whole_count(f"interceptors of {self.name}", self.interceptors)
        probability(f"kill_probability of {self.name}", self.kill_probability)
        whole_count(f"salvo of {self.name}", self.salvo, least=1)
        whole_count(f"looks of {self.name}", self.looks, least=1)
        if self.simultaneous_objects is not None:
            whole_count(f"simultaneous_objects of {self.name}", self.simultaneous_objects)
        probability(f"shot_correlation of {self.name}", self.shot_correlation)

    def objects_served(self, live: int) -> int:
        """Live objects that one look can reach, whatever the stock."""
        return live if self.simultaneous_objects is None else min(live, self.simultaneous_objects)

    def rounds_usable(self, live: int, looks: int) -> int:
        """Most rounds that so many looks can spend on so many live objects."""
        return looks * self.salvo * self.objects_served(live)


def salvo_kill_probability(kill_probability: ArrayLike, shots: ArrayLike, correlation: ArrayLike = 0.0) -> Floats:
    """Chance that a salvo destroys its object; broadcasts.

    K = (1 - c)[1 - (1 - k)^n] + c k for n >= 1 shots, 0 without a shot: with chance c the salvo shares one
    fate (the beta-factor model of common-cause failures), else its shots are independent. c = 0 is the
    barrage after Wilkening (2000).

    >>> round(float(salvo_kill_probability(0.7, 2)), 12)
    0.91
    """
    k = in_range("kill_probability", kill_probability, 0, 1)
    n = in_range("shots", shots, 0, np.inf)
    c = in_range("correlation", correlation, 0, 1)
    return np.where(n > 0, (1 - c) * (1 - (1 - k) ** n) + c * k, 0.0)


def rounds_available(
    delivered_systems: ArrayLike,
    rounds_per_system: ArrayLike,
    usable_share: ArrayLike,
    stock: ArrayLike,
    cumulative_output: ArrayLike,
) -> Integers:
    """Rounds that the delivered systems can use in a year: the lesser of launcher places and rounds (law 14).

    min(systems x rounds per system x usable share, stock + cumulative output), rounded half up; broadcasts.
    The usable share counts the ready rounds that are of use against the threat at hand; the stock and the
    output are of such rounds.

    >>> int(rounds_available(7, 8, 0.5, 20, 3.5))
    24
    """
    places = (
        in_range("delivered_systems", delivered_systems, 0, np.inf)
        * in_range("rounds_per_system", rounds_per_system, 0, np.inf)
        * in_range("usable_share", usable_share, 0, 1)
    )
    held = in_range("stock", stock, 0, np.inf) + in_range("cumulative_output", cumulative_output, 0, np.inf)
    return round_half_up(np.minimum(places, held))

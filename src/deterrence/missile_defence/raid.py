"""Repeated raids on a shield of finite pools: what leaks, raid by raid, and what is left of the rounds.

A raid is a number of objects of each class. Classes are served in a declared order, each by the pools able against it,
in their own declared order; within a class the engagement is that of `engagement` (laws 10, 11, 16). A pool falls by
what it fires and is refilled day by day from its reloads and from deliveries. This is the plain reference for one
future; `raid_kernel` is its compiled twin. Equations and limits: docs/models/missile_defence_raid.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Flags, Floats, Integers
from deterrence.missile_defence.engagement import stock_and_live_behind
from deterrence.missile_defence.layer import Layer
from deterrence.missile_defence.ranges import in_range, probability, whole_count
from deterrence.ranges import round_half_up

# A stock that binary arithmetic left a hair beside a whole number is that number.
_ROUNDING = 1e-9


@dataclass(frozen=True)
class Pool:
    """Rounds of one type in one region, and the systems that fire them."""

    name: str
    """What the pool is called in messages and results."""
    places: int
    """Rounds that its launchers hold ready; they are full before the first raid."""
    kill_probability: Mapping[str, float]
    """Chance that one shot destroys one engaged object, by class. A class that is not named is never engaged."""
    reloads: int = 0
    """Rounds held behind the launchers."""
    delivered_per_day: float = 0.0
    """Rounds that production adds to the reloads each night, on average."""
    refilled_per_day: float = 0.0
    """Most rounds that move from the reloads to the launchers in a night, on average."""
    salvo: int = 1
    looks: int = 1
    simultaneous_objects: int | None = None
    """Objects of one class that it can serve in one look. None: all."""
    shot_correlation: float = 0.0

    def __post_init__(self) -> None:
        whole_count(f"reloads of {self.name}", self.reloads)
        for name in ("delivered_per_day", "refilled_per_day"):
            in_range(f"{name} of {self.name}", getattr(self, name), 0, np.inf)
        for threat, chance in self.kill_probability.items():
            probability(f"kill_probability of {self.name} against {threat}", chance)
            self.layer(threat)

    def layer(self, threat: str) -> Layer:
        """The full pool as a layer against one class."""
        return Layer(
            self.name,
            self.places,
            self.kill_probability[threat],
            self.salvo,
            self.looks,
            None,
            self.simultaneous_objects,
            self.shot_correlation,
        )


@dataclass(frozen=True)
class Campaign:
    """What a series of raids did: by day, and by class or pool."""

    leaked: Floats
    """Mean objects that leak, [day, class]; objects that met no system are among them."""
    fired: Floats
    """Mean rounds fired, [day, pool]."""
    left: Floats
    """Mean rounds left in the evening, ready and in reserve, [day, pool]."""
    delivered: Floats
    """Mean rounds that production had added by the evening, [day, pool]."""


def behind_mean_stock(live: Floats, layer: Layer, stock: float) -> tuple[Floats, float]:
    """Live objects behind one layer whose stock is known by its mean, and the mean rounds that it fires.

    The stock is one of the two whole numbers about its mean s, with chances s - floor(s) and 1 - s + floor(s): of all
    whole stocks with that mean the one that varies least. A whole stock is exact.

    >>> behind_mean_stock(np.array([0.0, 1.0]), Layer("pool", 1, 0.6), 0.5)[0].round(3).tolist()
    [0.3, 0.7]
    """
    low = floor(stock + _ROUNDING)
    share = stock - low if stock - low >= _ROUNDING else 0.0
    behind, fired = np.zeros(live.size), 0.0
    for rounds, weight in ((low, 1 - share), (low + 1, share)):
        if weight == 0:
            continue
        for left, part in stock_and_live_behind(live, replace(layer, interceptors=rounds)).items():
            behind += weight * part
            fired += weight * (rounds - left) * float(part.sum())
    return behind, min(fired, stock)


def engaged_objects(objects: ArrayLike, cover_share: ArrayLike) -> Integers:
    """Whole objects of each raid that come where a system stands, [..., day, class].

    Shares of the objects so far are rounded half up (law 5), so that over a campaign of small raids none is lost.

    >>> engaged_objects([[1], [1], [1], [1]], [0.5]).ravel().tolist()
    [1, 0, 1, 0]
    """
    coming = np.asarray(objects, dtype=np.int64)
    if np.any(coming < 0):
        raise ValueError(f"objects holds {coming[coming < 0][0]}: write whole numbers of at least 0")
    so_far = round_half_up(np.cumsum(coming, axis=-2) * in_range("cover_share", cover_share, 0, 1))
    return np.diff(so_far, axis=-2, prepend=0)


def cover_share(units: ArrayLike, cover_share_of_one: ArrayLike) -> Floats:
    """Share of a raid that meets at least one of the units, 1 - (1 - c)^units; broadcasts.

    Each unit covers a share c of what is raided, wherever the others stand. An aggregate factor: it has no places.

    >>> float(cover_share(2, 0.5))
    0.75
    """
    count = in_range("units", units, 0, np.inf)
    return 1 - (1 - in_range("cover_share_of_one", cover_share_of_one, 0, 1)) ** count


def raid_sizes(total: ArrayLike, raids: int, opening_factor: ArrayLike) -> Integers:
    """Whole objects of each raid of a campaign, [..., raid]; they sum to the total.

    The first raid is `opening_factor` times the size of each other. Cumulative shares are rounded half up, so that no
    object is lost or made.

    >>> raid_sizes(10, 4, 1).tolist()
    [3, 2, 3, 2]
    """
    most = whole_count("raids", raids, least=1)
    all_objects = np.asarray(total, dtype=np.int64)[..., None]
    first = in_range("opening_factor", opening_factor, 0, np.inf)[..., None]
    later = np.arange(most)
    weight = first + later
    share = np.divide(weight, first + most - 1, out=np.ones(weight.shape), where=first + most > 1)
    return np.diff(round_half_up(all_objects * share), axis=-1, prepend=0)


def campaign(
    objects: Integers,
    engaged: Integers,
    classes: Sequence[str],
    pools: Sequence[Pool],
    order: Mapping[str, Sequence[str]],
) -> Campaign:
    """Fight raids day by day; classes are served in their order, pools in the order of the class.

    Args:
        objects: Objects that come, [day, class]; none on a day without a raid.
        engaged: Those that come where a system stands, at most `objects`, same shape.
        classes: Names of the classes in the order in which they are served.
        pools: The shield.
        order: Names of the pools that serve each class, first to last.
    """
    _check(objects, engaged, classes, pools, order)
    place = {pool.name: index for index, pool in enumerate(pools)}
    ready = np.array([float(pool.places) for pool in pools])
    reloads = np.array([float(pool.reloads) for pool in pools])
    delivered = np.array([pool.delivered_per_day for pool in pools])
    most_refilled = np.array([pool.refilled_per_day for pool in pools])
    days = objects.shape[0]
    leaked, fired, left = np.zeros(objects.shape), np.zeros((days, len(pools))), np.zeros((days, len(pools)))
    for day in range(days):
        before = ready.copy()
        for column, threat in enumerate(classes):
            live = np.zeros(engaged[day, column] + 1)
            live[-1] = 1.0
            for name in order[threat]:
                pool = place[name]
                live, spent = behind_mean_stock(live, pools[pool].layer(threat), ready[pool])
                ready[pool] -= spent
            leaked[day, column] = objects[day, column] - engaged[day, column] + np.arange(live.size) @ live
        fired[day] = before - ready
        left[day] = ready + reloads
        reloads = reloads + delivered
        ready, reloads = refill(ready, reloads, np.array([float(pool.places) for pool in pools]), most_refilled)
    by_evening = np.arange(days)[:, None] * delivered
    return Campaign(leaked, fired, left, by_evening)


def refill(ready: Floats, reloads: Floats, places: Floats, most_refilled: Floats) -> tuple[Floats, Floats]:
    """Rounds on launchers and in reserve after a night: as many move as there are, as fit and as can be moved."""
    moved = np.minimum(np.minimum(places - ready, reloads), most_refilled)
    return ready + moved, reloads - moved


def leakage_share(leaked: ArrayLike, objects: ArrayLike) -> Floats:
    """Objects that leak by objects that come, 0 where none comes; broadcasts."""
    through, coming = np.asarray(leaked, dtype=np.float64), np.asarray(objects, dtype=np.float64)
    return np.divide(through, coming, out=np.zeros(np.broadcast_shapes(through.shape, coming.shape)), where=coming > 0)


def latest(values: Floats, is_raid: Flags) -> Floats:
    """Value of the latest raid by each day, [..., day]; 0 before the first raid."""
    days = np.arange(values.shape[-1])
    last = np.maximum.accumulate(np.where(is_raid, days, -1), axis=-1)
    found: Floats = np.take_along_axis(values, np.maximum(last, 0), axis=-1)
    return np.where(last >= 0, found, 0.0)


def days_sustained(shares: Floats, is_raid: Flags, tolerated: ArrayLike) -> Integers:
    """Days before the first raid of which more than the tolerated share leaks; all days if there is none, [...]."""
    is_over = is_raid & (shares > np.asarray(tolerated, dtype=np.float64)[..., None])
    days: Integers = np.where(is_over.any(axis=-1), is_over.argmax(axis=-1), shares.shape[-1])
    return days


def _check(
    objects: Integers,
    engaged: Integers,
    classes: Sequence[str],
    pools: Sequence[Pool],
    order: Mapping[str, Sequence[str]],
) -> None:
    if objects.shape != engaged.shape or objects.ndim != 2 or objects.shape[1] != len(classes):
        raise ValueError(f"objects {objects.shape} and engaged {engaged.shape}: write [day, class] for both")
    if np.any(engaged < 0) or np.any(engaged > objects):
        raise ValueError("engaged lies outside 0..objects: nobody engages what does not come")
    names = [pool.name for pool in pools]
    if len(set(names)) < len(names):
        raise ValueError(f"two pools share a name among {', '.join(names)}: name each once")
    for threat in classes:
        for name in order[threat]:
            if name not in names:
                raise ValueError(f"order of {threat} names {name}: write one of {', '.join(names)}")
            if threat not in pools[names.index(name)].kill_probability:
                raise ValueError(f"{name} has no kill_probability against {threat}: add it, or take it from the order")
        if len(set(order[threat])) < len(order[threat]):
            raise ValueError(f"order of {threat} names a pool twice: give it more looks instead")

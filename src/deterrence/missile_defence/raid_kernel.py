"""Repeated raids on a shield of finite pools, compiled over futures: the fast twin of `raid.campaign`, equal to 1e-12.

Pools, classes and days are columns of arrays; `order[class]` holds the pools that serve a class, first to last, and -1
behind the last.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.compilation import compiled, inlined
from deterrence.missile_defence.expected import behind_mean_stock


class Shield(NamedTuple):
    """The pools of one region, each [future, pool] but the last three, and what comes to them."""

    places: Floats  # rounds ready on full launchers
    reloads: Floats  # rounds behind them
    delivered_per_day: Floats  # rounds that production adds to the reloads
    refilled_per_day: Floats  # most rounds that a night moves to the launchers
    salvo: Integers  # shots at each object
    looks: Integers  # times that a pool can shoot
    capacity: Integers  # objects of one class that a pool can serve in one look
    kill_probability: Floats  # single shot, [future, class, pool]
    correlation: Floats  # chance that the shots of one salvo share one fate, [future]
    cover_share: Floats  # share of a class that comes where a system stands, [future, class]: already in `engaged`


@inlined
def _class_leak(
    engaged: int,
    order: Integers,
    ready: Floats,
    salvo: Integers,
    looks: Integers,
    capacity: Integers,
    kill_probability: Floats,
    correlation: float,
) -> float:
    """Mean objects of one class that leak through their pools; `ready` falls by what is fired."""
    live = np.zeros(engaged + 1)
    live[engaged] = 1.0
    for pool in order:
        if pool < 0:
            break
        live, fired = behind_mean_stock(
            live, ready[pool], salvo[pool], looks[pool], capacity[pool], kill_probability[pool], correlation
        )
        ready[pool] -= fired
    leak = 0.0
    for objects in range(1, engaged + 1):
        leak += objects * live[objects]
    return leak


@compiled
def campaigns(objects: Integers, engaged: Integers, order: Integers, shield: Shield) -> tuple[Floats, Floats, Floats]:
    """Mean objects that leak, [future, day, class]; rounds fired and rounds left in the evening, [future, day, pool].

    Args:
        objects: Objects that come, [future, day, class], classes in the order in which they are served.
        engaged: Those that come where a system stands, same shape.
        order: Pools that serve each class, [class, place].
        shield: The pools.
    """
    futures, days, classes = objects.shape
    pools = shield.places.shape[1]
    leaked = np.zeros((futures, days, classes))
    fired, left = np.zeros((futures, days, pools)), np.zeros((futures, days, pools))
    for future in range(futures):
        ready, held = shield.places[future].copy(), shield.reloads[future].copy()
        for day in range(days):
            before = ready.copy()
            for threat in range(classes):
                met = engaged[future, day, threat]
                leak = 0.0
                if met > 0:
                    leak = _class_leak(
                        met, order[threat], ready, shield.salvo[future], shield.looks[future], shield.capacity[future],
                        shield.kill_probability[future, threat], shield.correlation[future],
                    )  # fmt: skip
                leaked[future, day, threat] = objects[future, day, threat] - met + leak
            for pool in range(pools):
                fired[future, day, pool] = before[pool] - ready[pool]
                left[future, day, pool] = ready[pool] + held[pool]
                held[pool] += shield.delivered_per_day[future, pool]
                room = shield.places[future, pool] - ready[pool]
                moved = min(room, held[pool], shield.refilled_per_day[future, pool])
                ready[pool] += moved
                held[pool] -= moved
    return leaked, fired, left

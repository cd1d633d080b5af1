"""Threat classes: which systems can stop which class, and how one pool of rounds serves several classes.

The engagement itself is that of `expected`; here stand the order in which the classes are served, what each
leaves of a pool to the next, and the share of each layer. Equations and limits:
docs/models/missile_defence_classes.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats, Integers
from deterrence.compilation import inlined
from deterrence.missile_defence.expected import expected_kills
from deterrence.missile_defence.ranges import in_range
from deterrence.ranges import round_half_up

THREAT_CLASSES = ("ballistic_strategic", "hypersonic", "supersonic_cruise")
THREAT_CLASS_WORDS = {
    "ballistic_strategic": "strategic ballistic missiles",
    "hypersonic": "hypersonic missiles",
    "supersonic_cruise": "supersonic cruise missiles",
}
"""In the order in which a pool serves them."""
SYSTEMS = ("exo_atmospheric", "s500", "s400", "terminal")
"""In the order in which a raid meets them."""


def rounds_reserved(
    stock: ArrayLike,
    salvo: ArrayLike,
    looks: ArrayLike,
    capacity: ArrayLike,
    objects: ArrayLike,
    kill_probability: ArrayLike,
) -> Integers:
    """Rounds of a pool that one class takes out of the reach of those served after it; broadcasts.

    min(stock, looks x salvo x min(objects, capacity)), and none where the kill probability is 0: a class that a
    system cannot hit is not fired at. What is held back for a second look is not released, so the reserve is the
    most that could be spent; it is what is spent where there is one look and no layer in front.

    >>> int(rounds_reserved(68, 2, 1, 20, 40, 0.5))
    40
    """
    served = np.minimum(in_range("objects", objects, 0, np.inf), in_range("capacity", capacity, 0, np.inf))
    wanted = in_range("looks", looks, 1, np.inf) * in_range("salvo", salvo, 1, np.inf) * served
    spent = np.minimum(in_range("stock", stock, 0, np.inf), wanted)
    return np.where(in_range("kill_probability", kill_probability, 0, 1) > 0, spent, 0).astype(np.int64)


def stock_by_class(
    stock: Integers,
    salvo: Integers,
    looks: Integers,
    capacity: Integers,
    objects: Integers,
    kill_probability: Floats,
) -> Integers:
    """Rounds that each class meets when all come in one day, [class, ..., layer]; a round is spent once.

    The first class meets the whole stock, each later one what those before it did not reserve.

    Args:
        stock: Rounds, [..., layer].
        salvo: Rounds for one object, broadcast to the stock, as all below.
        looks: Looks.
        capacity: Objects served in one look.
        objects: Objects of each class, [class, ..., 1].
        kill_probability: Single shot, [class, ..., layer].
    """
    left = np.asarray(stock, dtype=np.int64)
    met = []
    for count, kill in zip(objects, kill_probability, strict=True):
        met.append(left)
        left = left - rounds_reserved(left, salvo, looks, capacity, count, kill)
    return np.stack(met)


def rounds_in_regions(
    systems: ArrayLike,
    availability_share: ArrayLike,
    share_in_defended_regions: ArrayLike,
    capital_share: ArrayLike,
    rounds_per_system: ArrayLike,
    ready_share: ArrayLike,
) -> tuple[Integers, Integers]:
    """Whole systems and ready rounds of a mobile system in each defended region, each [..., 2] (law 13).

    in the regions = round(round(systems x available) x share there), of which round(x capital share) stand in
    the capital region; rounds = round(systems there x rounds per system x ready share). Halves go up.
    """
    serviceable = round_half_up(
        in_range("systems", systems, 0, np.inf) * in_range("availability_share", availability_share, 0, 1)
    )
    there = round_half_up(serviceable * in_range("share_in_defended_regions", share_in_defended_regions, 0, 1))
    capital = round_half_up(there * in_range("capital_share", capital_share, 0, 1))
    by_region = np.stack([capital, there - capital], axis=-1)
    each = in_range("rounds_per_system", rounds_per_system, 0, np.inf) * in_range("ready_share", ready_share, 0, 1)
    return by_region, round_half_up(by_region * each[..., None])


@inlined
def kills_by_layer(
    objects: int,
    stock: Integers,
    salvo: Integers,
    looks: Integers,
    capacity: Integers,
    kill_probability: Floats,
    correlation: float,
) -> Floats:
    """E[objects killed by each layer | n enter], [layer, n = 0..objects], all layers working.

    What the first layers kill together less what those in front of the last of them do, both by
    `expected.expected_kills`; the layers sum to its answer for all of them.
    """
    out = np.zeros((stock.size, objects + 1))
    before = np.zeros(objects + 1)
    working = np.ones(stock.size)
    for last in range(1, stock.size + 1):
        if stock[last - 1] == 0 or kill_probability[last - 1] == 0.0:
            continue
        together = expected_kills(
            objects,
            stock[:last],
            salvo[:last],
            looks[:last],
            capacity[:last],
            kill_probability[:last],
            correlation,
            working[:last],
        )
        for n in range(objects + 1):
            out[last - 1, n] = max(together[n] - before[n], 0.0)
        before = together
    return out


def stopped_of_reaching(killed: ArrayLike, met: ArrayLike) -> Floats:
    """Share that each layer stops of what reaches it, [..., layer]: killed / (met less what those in front stop).

    0 where nothing reaches a layer.

    >>> stopped_of_reaching([2.0, 0.0, 4.0], 10.0).tolist()
    [0.2, 0.0, 0.5]
    """
    stopped = in_range("killed", killed, 0, np.inf)
    reaching = np.asarray(in_range("met", met, 0, np.inf))[..., None] - (np.cumsum(stopped, axis=-1) - stopped)
    shape = np.broadcast_shapes(stopped.shape, reaching.shape)
    return np.divide(stopped, reaching, out=np.zeros(shape), where=reaching > 0)


def second_greatest(shares: Floats) -> Floats:
    """The second greatest along the last axis: what at least two layers do.

    >>> float(second_greatest(np.array([0.2, 0.0, 0.5])))
    0.2
    """
    return np.sort(shares, axis=-1)[..., -2]

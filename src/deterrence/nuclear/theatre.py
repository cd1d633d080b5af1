"""The ladder of escalation by rungs: what a side or a coalition could use on each, and what is missing.

A rung is a class of delivery. No index of rungs has been published: the ladder is Kahn's image (1965), the
argument that a gap in it matters is that of posture reviews, and the arithmetic here is ours. It counts what
could be used and says nothing of targets, of effects or of whether anyone would. Equations, lineage and limits:
docs/models/nuclear_theatre.md.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Flags, Floats, Integers
from deterrence.ranges import magnitudes, positives, probabilities

THEATRE_RUNGS = (
    "air_gravity_bomb",
    "air_launched_missile",
    "ground_launched_missile",
    "sea_launched_cruise_missile",
    "low_yield_ballistic_missile",
)
STRATEGIC = "strategic"
RUNGS = (*THEATRE_RUNGS, STRATEGIC)


@dataclass(frozen=True)
class Credit:
    """What a weapon of one class is worth on its rung; shares from 0 to 1 along [future, year] or fewer axes.

    Args:
        survival: Share whose delivery systems live until they are used.
        readiness: Share that can be used within the time in which the ladder is climbed.
        penetration: Share that gets past the defences of the other side.
    """

    survival: ArrayLike
    readiness: ArrayLike
    penetration: ArrayLike


@dataclass(frozen=True)
class Holding:
    """Weapons of one class with the systems that deliver them.

    Args:
        rung: Where it counts; a weapon counts on one rung only.
        members: All whom it takes: the owner of the weapons, the operator of the systems, the host. Without one
            of them it is worth nothing.
        weapons: Weapons set aside for it, at least 0.
        systems: Delivery systems certified for it, at least 0.
        loads: Weapons that one system delivers, at least 0.
        credit: Shares that survive, are ready and get through.
    """

    rung: str
    members: tuple[str, ...]
    weapons: ArrayLike
    systems: ArrayLike
    loads: ArrayLike
    credit: Credit


def deliverable(weapons: ArrayLike, systems: ArrayLike, loads: ArrayLike) -> Floats:
    """Weapons that systems can carry: min(weapons, systems x loads).

    >>> deliverable([12.0, 100.0], 20.0, 2.0).tolist()
    [12.0, 40.0]
    """
    carried = magnitudes("systems", systems) * magnitudes("loads", loads)
    return np.minimum(magnitudes("weapons", weapons), carried)


def usable_weapons(holding: Holding) -> Floats:
    """Usable weapons of one holding: min(weapons, systems x loads) x survival x readiness x penetration.

    Raises:
        ValueError: A number is negative, not finite, or a share above 1.
    """
    credit = holding.credit
    share = (
        probabilities("survival", credit.survival)
        * probabilities("readiness", credit.readiness)
        * probabilities("penetration", credit.penetration)
    )
    return deliverable(holding.weapons, holding.systems, holding.loads) * share


def based_forward(
    weapons: ArrayLike, aircraft: ArrayLike, forward_aircraft: ArrayLike, loads: ArrayLike
) -> tuple[tuple[Floats, Floats], tuple[Floats, Floats]]:
    """(weapons, aircraft) based forward and (weapons, aircraft) at home; the forward ones are armed first.

        forward aircraft = min(forward aircraft, aircraft);   forward weapons = min(weapons, forward aircraft x loads)

    More aircraft, or more of them forward, never leave fewer weapons forward, nor fewer in all.
    """
    stock, owned = magnitudes("weapons", weapons), magnitudes("aircraft", aircraft)
    forward = np.minimum(magnitudes("forward_aircraft", forward_aircraft), owned)
    armed = deliverable(stock, forward, loads)
    return (armed, forward), (stock - armed, owned - forward)


def usable_by_coalition(
    holdings: Sequence[Holding], coalitions: Mapping[str, Collection[str]], rungs: Sequence[str] = RUNGS
) -> Floats:
    """Usable weapons [..., coalition, rung]: the sum over holdings all of whose members are in the coalition.

    A larger coalition never has less on any rung: each holding is at least 0 and needs its members only.

    Args:
        holdings: Of all members together.
        coalitions: Members of each, in the order of the axis.
        rungs: In the order of the axis.

    Raises:
        ValueError: A coalition has no members, or a holding has none or stands on a rung that is not listed.
    """
    _refuse_strangers(holdings, coalitions, rungs)
    found = [usable_weapons(holding) for holding in holdings]
    shape = np.broadcast_shapes(*(values.shape for values in found))
    total = np.zeros((len(coalitions), len(rungs), *shape))
    for place, members in enumerate(coalitions.values()):
        for holding, values in zip(holdings, found, strict=True):
            if set(holding.members) <= set(members):
                total[place, rungs.index(holding.rung)] += values
    return np.moveaxis(total, (0, 1), (-2, -1))


def rung_coverage(usable: ArrayLike, needed: ArrayLike) -> Floats:
    """Degree to which a rung is covered: min(1, usable / needed).

    Args:
        usable: Usable weapons on the rung, at least 0.
        needed: Usable weapons at which the rung counts as covered in full, above 0: an abstract number, judged
            and swept, no requirement of anyone.
    """
    return np.minimum(1, magnitudes("usable", usable) / positives("needed", needed))


def ladder_coverage(coverages: ArrayLike, weights: ArrayLike | None = None) -> Floats:
    """Weighted mean of the rungs' coverage along the last axis; equal weights are the reference.

    Args:
        coverages: [..., rung], from 0 to 1.
        weights: [rung] or [..., rung], at least 0, not all 0. Only their ratios count.
    """
    degrees = probabilities("coverages", coverages)
    if weights is None:
        mean: Floats = degrees.mean(axis=-1)
        return mean
    shares = magnitudes("weights", weights)
    total = shares.sum(axis=-1)
    if np.any(total == 0):
        raise ValueError("weights sum to 0: give at least one rung a weight above 0")
    weighted: Floats = (degrees * shares).sum(axis=-1) / total
    return weighted


def coverage_gap(coverage_of_side: ArrayLike, coverage_of_other: ArrayLike) -> Floats:
    """Asymmetry of ladders: coverage of the side minus coverage of the other, from -1 to 1.

    A side has no gap against itself, and the gap changes its sign with the sides.
    """
    return probabilities("coverage_of_side", coverage_of_side) - probabilities("coverage_of_other", coverage_of_other)


def rungs_led(usable_of_side: ArrayLike, usable_of_other: ArrayLike) -> Floats:
    """Share of rungs [..., rung] on which the side can use more weapons than the other; equal rungs count for none."""
    leads: Flags = magnitudes("usable_of_side", usable_of_side) > magnitudes("usable_of_other", usable_of_other)
    share: Floats = leads.mean(axis=-1)
    return share


def weapons_behind(usable_of_side: ArrayLike, usable_of_other: ArrayLike) -> Floats:
    """By how many weapons the other is behind the side: max(0, usable of the side - usable of the other)."""
    return np.maximum(magnitudes("usable_of_side", usable_of_side) - magnitudes("usable_of_other", usable_of_other), 0)


def empty_rungs(usable: ArrayLike) -> Integers:
    """Number of rungs [..., rung] on which there is nothing to use.

    >>> int(empty_rungs([12.0, 0.0, 0.3, 0.0]))
    2
    """
    number: Integers = (magnitudes("usable", usable) == 0).sum(axis=-1)
    return number


def log_ratio(usable_of_side: ArrayLike, usable_of_other: ArrayLike) -> Floats:
    """Asymmetry of numbers: log2((1 + usable of the side) / (1 + usable of the other)).

    One weapon is added to both so that an empty side has a finite ratio; 1 is twice as many, -1 half as many, 0
    the same. It changes its sign with the sides.
    """
    return np.log2(1 + magnitudes("usable_of_side", usable_of_side)) - np.log2(
        1 + magnitudes("usable_of_other", usable_of_other)
    )


def share_lost(coverage_with: ArrayLike, coverage_without: ArrayLike) -> Floats:
    """Share of coverage that goes with a member: 1 - without / with; 0 where there was nothing to lose."""
    with_, without = probabilities("coverage_with", coverage_with), probabilities("coverage_without", coverage_without)
    is_nothing = np.broadcast_to(with_ == 0, np.broadcast_shapes(with_.shape, without.shape))
    kept = np.divide(without, with_, out=np.ones(is_nothing.shape), where=~is_nothing)
    return 1 - kept


def _refuse_strangers(
    holdings: Sequence[Holding], coalitions: Mapping[str, Collection[str]], rungs: Sequence[str]
) -> None:
    """A coalition or a holding without members, and a rung that nobody listed."""
    empty = [name for name, members in coalitions.items() if not members]
    if empty:
        raise ValueError(f"coalition without members: {', '.join(empty)}: name at least one member")
    for holding in holdings:
        if not holding.members:
            raise ValueError(f"holding on {holding.rung} without members: name owner and operator")
        if holding.rung not in rungs:
            raise ValueError(f"no such rung ({holding.rung}): write one of {', '.join(rungs)}")

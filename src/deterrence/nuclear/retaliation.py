"""Warheads that would arrive without a defence; boats, missiles and warheads fail as whole groups.

Losses act in the order of law 7, each once: launch order, class failure, loss of all boats at sea to a
common cause, then boat by boat, missile by missile, warhead by warhead. A lost boat takes all its missiles
with it, a failed missile all its warheads; nothing is averaged away. Equations and limits:
docs/models/nuclear.md.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import comb

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats, Integers
from deterrence.ranges import counts, distribution, probabilities, whole_parts


def missiles_by_region(missiles_per_boat: ArrayLike, shares: ArrayLike) -> Integers:
    """Whole missiles of one boat that meet each region, [..., region]; they sum to the boat's (law 9).

    Largest remainder: each region gets floor(missiles x share), what is left goes one each to the largest
    remainders, ties to the earlier region. The shares are fixed before launch; survivors are not
    redirected.

    Args:
        missiles_per_boat: Whole count, [...].
        shares: Share of each region, [..., region], in [0, 1], sum one within 1e-9.
    """
    return whole_parts(counts("missiles_per_boat", missiles_per_boat), probabilities("shares", shares))


def survivor_probability(at_sea_probability: Floats, boat_survival_probability: ArrayLike) -> Floats:
    """Chance that exactly k boats survive, [..., 0..most], from the chance that n are at sea (laws 7, 8).

    P(k) = sum_n P(n at sea) C(n, k) s^k (1 - s)^(n - k). Boats are lost independently; what they share is
    the common cause in `launch_probability`.

    Args:
        at_sea_probability: Chance of each number of boats, [..., 0..most]. boat_survival_probability: s,
            aligned with the leading axes: [future] serves [future, year, 0..most].
    """
    at_sea = distribution("at_sea_probability", at_sea_probability)
    survival = probabilities("boat_survival_probability", boat_survival_probability)
    survival = survival.reshape(survival.shape + (1,) * (at_sea.ndim - 1 - survival.ndim))
    out = np.zeros(np.broadcast_shapes(at_sea.shape, (*survival.shape, 1)))
    for boats in range(at_sea.shape[-1]):
        for survivors in range(boats + 1):
            chance = comb(boats, survivors) * survival**survivors * (1 - survival) ** (boats - survivors)
            out[..., survivors] += at_sea[..., boats] * chance
    return out


def launch_probability(launch_order: ArrayLike, class_failure: ArrayLike, common_cause: ArrayLike) -> Floats:
    """Chance that anything is fired at all: each zero mass multiplied once (law 7).

    P = launch order delivered x (1 - class failure) x (1 - common-cause loss of all boats at sea).
    """
    delivered = probabilities("launch_order_delivery_probability", launch_order)
    works = 1 - probabilities("class_failure_probability", class_failure)
    return delivered * works * (1 - probabilities("common_cause_loss_probability", common_cause))


@dataclass(frozen=True)
class ArrivalInputs:
    """One retaliation without a defence.

    Args:
        boats_at_sea: Boats that could fire.
        missiles_per_boat: Missiles of each boat.
        warheads_per_missile: Warheads of each missile.
        boat_survival_probability: Chance that one boat survives, independent of the others.
        common_cause_loss_probability: Chance that all boats at sea are lost together.
        class_failure_probability: Chance that the whole type of missile fails.
        missile_reliability: Chance that one missile works, given that its type does.
        warhead_reliability: Chance that one warhead works, given that its missile does.
        launch_order_delivery_probability: Chance that the order reaches the boats.
        boats_owned: Size of the fleet; where given, more boats at sea are refused.
    """

    boats_at_sea: int
    missiles_per_boat: int
    warheads_per_missile: int
    boat_survival_probability: float
    common_cause_loss_probability: float
    class_failure_probability: float
    missile_reliability: float
    warhead_reliability: float
    launch_order_delivery_probability: float = 1.0
    boats_owned: int | None = None

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name.endswith(("probability", "reliability")):
                probabilities(field.name, value)
            elif value is not None:
                counts(field.name, value)
        if self.boats_owned is not None and self.boats_at_sea > self.boats_owned:
            raise ValueError(
                f"more boats at sea ({self.boats_at_sea}) than owned ({self.boats_owned}): "
                "lower boats_at_sea or raise boats_owned"
            )

    @property
    def launch(self) -> float:
        """Chance that anything is fired at all (law 7)."""
        return float(
            launch_probability(
                self.launch_order_delivery_probability,
                self.class_failure_probability,
                self.common_cause_loss_probability,
            )
        )


def arrival_distribution(inputs: ArrivalInputs) -> Floats:
    """Exact distribution of warheads that would arrive without a defence (law 7).

    Generating functions nested as the groups are: warheads W(z) = (1 - q + q z)^w; a missile M(z) = 1 - r +
    r W(z); a boat B(z) = 1 - s + s M(z)^m; the force A(z) = 1 - l + l B(z)^n. Index 0..boats x missiles x
    warheads.

    >>> inputs = ArrivalInputs(1, 8, 5, 1.0, 0.0, 0.0, missile_reliability=0.9, warhead_reliability=1.0)
    >>> round(float(arrival_distribution(inputs)[40]), 2)
    0.43
    """
    warhead = np.array([1 - inputs.warhead_reliability, inputs.warhead_reliability])
    missile = _or_none(_sum_of(warhead, inputs.warheads_per_missile), inputs.missile_reliability)
    boat = _or_none(_sum_of(missile, inputs.missiles_per_boat), inputs.boat_survival_probability)
    return _or_none(_sum_of(boat, inputs.boats_at_sea), inputs.launch)


def _sum_of(one: Floats, times: int) -> Floats:
    """Distribution of the sum of so many independent counts of one kind."""
    out = np.ones(1)
    for _ in range(times):
        out = np.convolve(out, one)
    return out


def _or_none(group: Floats, probability: float) -> Floats:
    """The count with a chance, else nothing: the whole group is lost together."""
    out = probability * group
    out[0] += 1 - probability
    return out


def expected_arrivals(
    firing_probability: Floats,
    missiles_per_boat: ArrayLike,
    warheads_per_missile: ArrayLike,
    missile_reliability: ArrayLike,
    warhead_reliability: ArrayLike,
) -> Floats:
    """Expected warheads that would arrive without a defence, over arrays: E[boats] x m x w x r x q (law 7).

    Args:
        firing_probability: Chance that n boats fire, [..., 0..most], survival and zero masses included.
        missiles_per_boat: Whole count; this and all below broadcast with [...].
        warheads_per_missile: Whole count.
        missile_reliability: Chance that one missile works.
        warhead_reliability: Chance that one warhead works.
    """
    firing = distribution("firing_probability", firing_probability)
    boats = (firing * np.arange(firing.shape[-1])).sum(axis=-1)
    warheads = counts("missiles_per_boat", missiles_per_boat) * counts("warheads_per_missile", warheads_per_missile)
    works = probabilities("missile_reliability", missile_reliability) * probabilities(
        "warhead_reliability", warhead_reliability
    )
    arrivals: Floats = boats * warheads * works
    return arrivals

"""Is a first strike tempting? Index of first-strike stability after Kent and Thaler, with defences; mutual deterrence
after Intriligator and Brito. Equations, lineage and limits: docs/models/nuclear_stability.md.

Arrays broadcast over any leading axes (future, year, ...); the last axis of a force is its groups of launchers. This is
the reference in NumPy; `stability_kernel.py` is its fast twin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Flags, Floats
from deterrence.ranges import magnitudes, probabilities

# w80 is the number of weapons that leaves one fifth of the value: D(w80) = 4/5.
LOG_FIVE = math.log(5)
_GROUPED = ("launchers", "warheads_per_launcher", "alert_share")
_VALUES = ("kill_probability", "weapons_for_four_fifths", "defence_capacity", "defence_effectiveness")
_GRID_POINTS = 2**8
_ZOOMS = 2**2


@dataclass(frozen=True)
class Law:
    """Constants of the method: data, because they were chosen and not measured.

    Args:
        damage_exponent: Power of the lost share in the cost (three quarters as published).
        other_damage_weight: Weight of the value that the other keeps (0.3 as published).
        striker_available_share: Share of the survivable weapons that a first striker can fire (0.9 in the rows).
        launch_under_attack_factor: Factor on the kill of fixed launchers that fire under attack (0.1 in the rows).
    """

    damage_exponent: float
    other_damage_weight: float
    striker_available_share: float
    launch_under_attack_factor: float


@dataclass(frozen=True)
class Force:
    """One side: its launchers, what its weapons do to launchers, what it has to lose and what defends that.

    Args:
        launchers: [..., group] launchers; one weapon attacks one launcher.
        warheads_per_launcher: [..., group] weapons lost with a launcher.
        alert_share: [..., group] share of survivable launchers that cannot be found; not read where fixed.
        is_fixed: [group] whether the other side knows where the launchers stand.
        kill_probability: [...] chance that one of its weapons destroys the launcher it attacks.
        weapons_for_four_fifths: [...] w80, weapons arriving on its value that destroy four fifths of it.
        defence_capacity: [...] arriving weapons that the defence of its value can engage.
        defence_effectiveness: [...] share of the engaged ones that it stops.
    """

    launchers: Floats
    warheads_per_launcher: Floats
    alert_share: Floats
    is_fixed: Flags
    kill_probability: Floats
    weapons_for_four_fifths: Floats
    defence_capacity: Floats
    defence_effectiveness: Floats

    @property
    def warheads(self) -> Floats:
        """All its weapons, [...]."""
        total: Floats = (self.launchers * self.warheads_per_launcher).sum(axis=-1)
        return total

    def without_defence(self) -> Force:
        """The same side with nothing that defends its value."""
        none = np.zeros(())
        return Force(
            self.launchers, self.warheads_per_launcher, self.alert_share, self.is_fixed, self.kill_probability,
            self.weapons_for_four_fifths, none, none,
        )  # fmt: skip


@dataclass(frozen=True)
class Strike:
    """A first strike: weapons spent on launchers, cost to the striker, cost to the one struck; each [...]."""

    weapons_on_launchers: Floats
    cost_of_striking: Floats
    cost_of_being_struck: Floats


def value_lost(weapons: ArrayLike, weapons_for_four_fifths: ArrayLike) -> Floats:
    """Share of the value at risk lost, D(w) = 1 - exp(-w ln 5 / w80).

    >>> round(float(value_lost(1500, 1500)), 4)
    0.8
    """
    lost: Floats = -np.expm1(-LOG_FIVE * np.asarray(weapons, dtype=np.float64) / np.asarray(weapons_for_four_fifths))
    return lost


def cost(own_lost: ArrayLike, other_lost: ArrayLike, law: Law) -> Floats:
    """Cost of a war to a side, C = D_own^p + q (1 - D_other^p): its own loss, and what the other keeps.

    Args:
        own_lost: Share of the side's value that is lost, 0 to 1.
        other_lost: Share of the other's value that is lost, 0 to 1.
        law: p is the damage exponent, q the weight of the other's damage.
    """
    own, other = probabilities("own_lost", own_lost), probabilities("other_lost", other_lost)
    return own**law.damage_exponent + law.other_damage_weight * (1 - other**law.damage_exponent)


def leakers(weapons: ArrayLike, capacity: ArrayLike, effectiveness: ArrayLike) -> Floats:
    """Weapons that reach a defended value, L(w) = w - e min(w, K).

    A defence with finite capacity K stops the share e of a ragged retaliation and a fixed number of a full strike:
    good against the first, poor against the second.

    Args:
        weapons: Weapons that arrive at the defence, at least 0.
        capacity: K, arriving weapons that can be engaged, at least 0.
        effectiveness: e, share of the engaged ones that is stopped, 0 to 1.
    """
    arriving, most = magnitudes("weapons", weapons), magnitudes("capacity", capacity)
    return arriving - probabilities("effectiveness", effectiveness) * np.minimum(arriving, most)


def targets(victim: Force, kill_probability: ArrayLike, law: Law, is_launched_under_attack: bool) -> Floats:
    """Launchers that can be attacked and weapons removed by one attack on each, [2, ..., group].

    All fixed launchers and the share of the survivable ones that is not on alert.
    """
    vulnerable = np.where(victim.is_fixed, victim.launchers, victim.launchers * (1 - victim.alert_share))
    factor = law.launch_under_attack_factor if is_launched_under_attack else 1.0
    kill = np.asarray(kill_probability, dtype=np.float64)[..., None] * np.where(victim.is_fixed, factor, 1.0)
    return np.stack(np.broadcast_arrays(vulnerable, kill * victim.warheads_per_launcher))


def striking_weapons(striker: Force, law: Law) -> Floats:
    """Weapons that a first striker can fire: all fixed ones and a share of the survivable ones, [...]."""
    share = np.where(striker.is_fixed, 1.0, law.striker_available_share)
    total: Floats = (striker.launchers * striker.warheads_per_launcher * share).sum(axis=-1)
    return total


def first_strike(striker: Force, victim: Force, law: Law, is_launched_under_attack: bool = False) -> Strike:
    """The first strike of least cost to the striker.

    n weapons go to launchers, those with most warheads first (where these are equal, those that move before those that
    stand); the rest goes to value. The victim answers on value with all that is left to it. The striker stops at the n
    that makes its own cost least; n is not bound to whole numbers.
    """
    vulnerable, removed = targets(victim, striker.kill_probability, law, is_launched_under_attack)
    rank = np.lexsort((np.broadcast_to(victim.is_fixed, removed.shape), -_wide(victim.warheads_per_launcher, removed)))
    vulnerable, removed = (np.take_along_axis(values, rank, axis=-1) for values in (vulnerable, removed))
    shape = _shape(striker, victim)
    vulnerable, removed = (np.broadcast_to(values, (*shape, values.shape[-1])) for values in (vulnerable, removed))
    strike = _Exchange(striker, victim, law, vulnerable, removed)
    most = np.minimum(strike.weapons, vulnerable.sum(axis=-1))
    ends = np.minimum(np.cumsum(vulnerable, axis=-1), most[..., None])
    spent = np.concatenate([ends, most[..., None] * np.linspace(0, 1, _GRID_POINTS)], axis=-1)
    step = most / (_GRID_POINTS - 1)
    for _ in range(_ZOOMS):
        found = np.take_along_axis(spent, strike.costs(spent)[0].argmin(axis=-1)[..., None], axis=-1)
        near = np.clip(found + step[..., None] * np.linspace(-1, 1, _GRID_POINTS), 0, most[..., None])
        spent = np.concatenate([found, near], axis=-1)
        step = 2 * step / (_GRID_POINTS - 1)
    best = strike.costs(spent)[0].argmin(axis=-1)[..., None]
    chosen = np.take_along_axis(spent, best, axis=-1)
    first, struck = strike.costs(chosen)
    return Strike(chosen[..., 0], first[..., 0], struck[..., 0])


def _wide(values: Floats, like: Floats) -> Floats:
    return np.broadcast_to(values, like.shape)


def _shape(striker: Force, victim: Force) -> tuple[int, ...]:
    """Leading axes of an exchange."""
    values = [np.shape(getattr(side, name)) for side in (striker, victim) for name in _VALUES]
    groups = [np.shape(getattr(side, name))[:-1] for side in (striker, victim) for name in _GROUPED]
    return np.broadcast_shapes(*values, *groups)


class _Exchange:
    """Costs of a first strike as functions of the weapons spent on launchers, [..., point]."""

    def __init__(self, striker: Force, victim: Force, law: Law, vulnerable: Floats, removed: Floats) -> None:
        shape = vulnerable.shape[:-1]
        self.weapons = np.broadcast_to(striking_weapons(striker, law), shape)
        self._answer = np.broadcast_to(victim.warheads, shape)
        self._striker, self._victim, self._law = striker, victim, law
        self._vulnerable, self._removed = vulnerable, removed

    def costs(self, spent: Floats) -> tuple[Floats, Floats]:
        """Cost to the striker and to the one struck, at weapons spent on launchers [..., point]."""
        before = np.cumsum(self._vulnerable, axis=-1) - self._vulnerable
        attacked = np.clip(spent[..., None] - before[..., None, :], 0, self._vulnerable[..., None, :])
        left = self._answer[..., None] - (attacked * self._removed[..., None, :]).sum(axis=-1)
        own = _lost(np.maximum(left, 0), self._striker)
        other = _lost(np.maximum(self.weapons[..., None] - spent, 0), self._victim)
        return cost(own, other, self._law), cost(other, own, self._law)


def _lost(weapons: Floats, defended: Force) -> Floats:
    """Share of a side's value lost to weapons [..., point] that arrive at its defence."""
    capacity = np.asarray(defended.defence_capacity)[..., None]
    through = leakers(weapons, capacity, np.asarray(defended.defence_effectiveness)[..., None])
    return value_lost(through, np.asarray(defended.weapons_for_four_fifths)[..., None])


def ratio(cost_of_striking: ArrayLike, cost_of_being_struck: ArrayLike) -> Floats:
    """C1 / C2 capped at 1: one where striking first is no cheaper than being struck, or neither costs anything."""
    first, struck = (
        magnitudes("cost_of_striking", cost_of_striking),
        magnitudes("cost_of_being_struck", cost_of_being_struck),
    )
    is_cheaper = first < struck
    return np.divide(first, struck, out=np.ones(is_cheaper.shape), where=is_cheaper)


def stability_index(first: Force, second: Force, law: Law, is_launched_under_attack: bool = False) -> Floats:
    """Index I = (C1_A / C2_A) (C1_B / C2_B), each ratio capped at 1; 1 means that no side gains by going first.

    Args:
        first: Side A.
        second: Side B.
        law: Constants of the method.
        is_launched_under_attack: Whether fixed launchers of both sides fire under attack.
    """
    by_first = first_strike(first, second, law, is_launched_under_attack)
    by_second = first_strike(second, first, law, is_launched_under_attack)
    return ratio(by_first.cost_of_striking, by_second.cost_of_being_struck) * ratio(
        by_second.cost_of_striking, by_first.cost_of_being_struck
    )


def deterrence_margin(
    own_weapons: ArrayLike, other_weapons: ArrayLike, losses_per_weapon: ArrayLike, weapons_that_deter: ArrayLike
) -> Floats:
    """Weapons that a side has beyond what deters the other, M_A - (f_B M_B + C_B / v_A); it deters where at least 0.

    Args:
        own_weapons: M_A.
        other_weapons: M_B.
        losses_per_weapon: f_B, own weapons that one weapon of the other destroys.
        weapons_that_deter: C_B / v_A, own weapons that must arrive for the other to be deterred.
    """
    losses = magnitudes("losses_per_weapon", losses_per_weapon) * magnitudes("other_weapons", other_weapons)
    needed = losses + magnitudes("weapons_that_deter", weapons_that_deter)
    return magnitudes("own_weapons", own_weapons) - needed


def has_cone(losses_first: ArrayLike, losses_second: ArrayLike) -> Flags:
    """Whether some pair of forces deters both sides: f_A f_B < 1."""
    product = magnitudes("losses_first", losses_first) * magnitudes("losses_second", losses_second)
    return np.asarray(product < 1)


def cone_vertex(
    losses_first: float, losses_second: float, deters_first: float, deters_second: float
) -> tuple[float, float]:
    """The least pair of forces (M_A, M_B) that deters both sides.

    M_A = f_B M_B + c_A and M_B = f_A M_A + c_B, where f_A is what one weapon of A destroys of B's and c_A = C_B / v_A
    the weapons of A that deter B.

    Raises:
        ValueError: There is no such pair, f_A f_B >= 1.

    >>> cone_vertex(0.5, 0.5, 10, 10)
    (20.0, 20.0)
    """
    if not has_cone(losses_first, losses_second):
        raise ValueError(f"no pair deters both sides ({losses_first * losses_second:g}): make f_A f_B less than 1")
    scale = 1 / (1 - losses_first * losses_second)
    return (
        scale * (deters_first + losses_second * deters_second),
        scale * (deters_second + losses_first * deters_first),
    )

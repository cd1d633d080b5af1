"""Checks across the quantities of the strategic forces: what is fine one by one and impossible together."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from deterrence.errors import Problem
from deterrence.evidence.distribution import quantiles
from deterrence.evidence.document import Document
from deterrence.scenario.checks import problem_at
from deterrence.scenario.precedence import basis_in_force
from deterrence.scenario.scenario import Scenario

Floats = NDArray[np.float64]

_LEAST, _MOST = np.array([0.0]), np.array([1.0])
# State and the groups of its deployed warheads; their sum is bounded by the stockpile.
_DEPLOYED = (
    ("russia", ("icbm_warheads", "slbm_warheads", "bomber_warheads")),
    ("united_states", ("icbm_warheads", "slbm_warheads", "bomber_warheads")),
)
_SHARES = ("nuclear.china.sea_share_of_warheads", "nuclear.china.air_share_of_warheads")
_RESERVES = ("nuclear.two_peer.reserve_against_russia", "nuclear.two_peer.reserve_against_china")
_HELD = ("nuclear.two_peer.counterforce_share", "nuclear.two_peer.weapons_per_fixed_launcher")
_DRAWDOWN = tuple(
    f"nuclear.stability.weapons_for_four_fifths_{value}"
    for value in ("russia", "united_states", "china", "france_united_kingdom")
)
_CHANCES = (
    "nuclear.united_states.launched_share",
    "nuclear.united_states.missile_reliability",
    "nuclear.retaliation.warhead_reliability",
)

_READ = {
    *(f"nuclear.{state}.{name}" for state, groups in _DEPLOYED for name in (*groups, "stockpile")),
    *_SHARES, *_RESERVES, *_HELD, *_DRAWDOWN, *_CHANCES,
}  # fmt: skip


def strategic_problems(scenario: Scenario, document: Document | None = None) -> list[Problem]:
    """What is impossible in the strategic forces of a scenario, each once, at the quantity's line.

    More warheads deployed than owned, shares that exceed the whole, and what would divide by nothing: no requirement,
    no chance of delivery, no drawdown.

    Args:
        scenario: The scenario; every assumption set is looked at.
        document: The scenario's file, if it has one.
    """
    if not scenario.dataset.quantities.keys() >= _READ:
        return []  # a dataset of other forces
    found: list[Problem] = []
    for assumption_set in scenario.assumption_sets:
        view = _View(scenario, assumption_set, document)
        found += [*view.deployed(), *view.shares(), *view.zeros()]
    return list({(problem.path, problem.what): problem for problem in found}.values())


class _View:
    """A scenario as one assumption set sees it."""

    def __init__(self, scenario: Scenario, assumption_set: str, document: Document | None) -> None:
        self._scenario, self._assumption_set, self._document = scenario, assumption_set, document

    def _at(self, identity: str, uniform: Floats) -> Floats:
        """A quantile of a quantity, [year]."""
        scenario = self._scenario
        basis, _ = basis_in_force(scenario.dataset, self._assumption_set, scenario.changes, identity)
        return np.broadcast_to(quantiles(basis.distribution, uniform, scenario.years).ravel(), (len(scenario.years),))

    def _most(self, identity: str) -> Floats:
        return self._at(identity, _MOST)

    def deployed(self) -> Iterator[Problem]:
        """States whose deployed warheads can exceed what they ever own."""
        for state, groups in _DEPLOYED:
            names = [f"nuclear.{state}.{group}" for group in groups]
            total = np.sum([self._most(name) for name in names], axis=0)
            owned = self._most(f"nuclear.{state}.stockpile")
            at = int(np.argmax(total - owned))
            if total[at] > owned[at]:
                fix = f"make {', '.join(groups)} sum to at most {owned[at]:g}, or raise nuclear.{state}.stockpile"
                yield self._problem(names[0], "more warheads deployed than owned", fix, total[at])

    def shares(self) -> Iterator[Problem]:
        """Shares of one whole that can exceed it."""
        total = np.sum([self._most(name) for name in _SHARES], axis=0)
        if total.max() > 1:
            fix = f"make it and {_SHARES[1]} sum to at most 1"
            yield self._problem(_SHARES[0], "shares of more than all warheads", fix, total.max())

    def zeros(self) -> Iterator[Problem]:
        """What must not be 0, because something is divided by it."""
        least = sum(self._at(name, _LEAST).min() for name in _RESERVES)
        if least == 0 and min(self._most(name).max() for name in _HELD) == 0:
            fix = f"write a reserve above 0 here or in {_RESERVES[1]}, or hold launchers at risk"
            yield self._problem(_RESERVES[0], "no requirement, so that nothing can suffice", fix, 0.0)
        for name in _CHANCES:
            if self._most(name).max() == 0:
                yield self._problem(name, "nothing would be delivered", "write a chance above 0", 0.0)
        for name in _DRAWDOWN:
            if (fewest := self._at(name, _LEAST).min()) < 1:
                yield self._problem(name, "value that no weapon is needed to destroy", "write at least 1", fewest)

    def _problem(self, identity: str, what: str, fix: str, value: float) -> Problem:
        return problem_at(self._scenario, self._document, identity, what, fix, value)

"""A page that moves inputs: what no moved input reaches is taken from the last time, to the last bit (law 38)."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from deterrence.arrays import Draws, Integers
from deterrence.axes import REFERENCE
from deterrence.exploration.futures import Evaluated, Futures, View, evaluate
from deterrence.exploration.recent import Recent
from deterrence.exploration.studies import given_of
from deterrence.results import Cell
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.scenario.scenario import Scenario
from deterrence.study import Solution, Study
from deterrence.system.block import Block, narrowed, targeted
from deterrence.system.loop import Pass, run
from deterrence.system.order import Order, descendants
from deterrence.system.registry import ORDER

_MOST_FUTURES: Final = 250
"""Of which a pass is kept: those that are asked for while something moves, and not those at rest."""
_KEPT_PASSES: Final = 8
_KEPT_SOLUTIONS: Final = 64


@dataclass(frozen=True)
class _Last:
    """What a view was the last time."""

    resolved: Mapping[str, Resolved]
    draws: Draws
    passed: Pass


class Moves:
    """Evaluates views and solves studies for one dataset, each time as far as something moved."""

    def __init__(self) -> None:
        self._passes: Recent[_Last] = Recent(_KEPT_PASSES, _one)
        self._solutions: Recent[Solution] = Recent(_KEPT_SOLUTIONS, _one)

    def evaluate(self, futures: Futures, view: View) -> Evaluated:
        """As `evaluate`; a view with policies, options or many futures is run whole."""
        if view.policies != () or not view.outcomes or futures.count > _MOST_FUTURES:
            return evaluate(futures, view)
        try:
            part = targeted(ORDER, view.outcomes)
        except KeyError:  # a cost or date of the options, which no component gives
            return evaluate(futures, view)
        part = narrowed(part, view.labels) if view.labels else part
        key = (_cell_of(futures), view.outcomes, tuple((axis, tuple(of)) for axis, of in view.labels.items()))
        last = self._moved(futures, part, self._passes.get(key))
        self._passes.keep(key, last)
        values = {name: found[:, None] for name, found in last.passed.values.items()}
        return Evaluated(last.draws, {}, Block(values, dict.fromkeys(values, (REFERENCE,)), last.passed.coordinates))

    def _moved(self, futures: Futures, part: Order, last: _Last | None) -> _Last:
        names = dict.fromkeys(name for one in part.components for name in one.quantities_read(futures.structure))
        resolved = resolve(futures.scenario, futures.assumption_set)
        years = np.asarray(futures.scenario.years, dtype=np.int64)
        if last is None:
            draws = futures.draws(names)
            passed = run(part, {**draws, **futures.choices}, years, futures.structure)
            return _Last(resolved, draws, passed)
        moved = {name for name in names if not _counts_alike(resolved[name], last.resolved[name])}
        draws = {**last.draws, **futures.draws(moved)}
        passed = _rerun(part, last.passed, {**draws, **futures.choices}, moved, years, futures.structure)
        return _Last(resolved, draws, passed)

    def solve(
        self,
        study: Study,
        scenario: Scenario,
        cell: Cell,
        seed: int,
        policy: str = REFERENCE,
        wanted: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
    ) -> Solution:
        """As `solve` of studies; one that is given the same numbers has the same answer."""
        given = given_of(study, scenario, cell, seed, policy, wanted)
        structure = cell[1] if study.by_structure else ""
        labels = tuple((axis, tuple(of)) for axis, of in wanted.items())
        numbers = tuple((name, values.tobytes()) for name, values in given.draws.items())
        key = (study.name, structure, scenario.years, labels, numbers)
        return self._solutions.get(key) or self._solutions.keep(key, study.solution(given))


def _one(_: Any) -> int:
    return 1


def _cell_of(futures: Futures) -> Hashable:
    scenario = futures.scenario
    return (
        futures.assumption_set, futures.structure, futures.seed, futures.start, futures.count, futures.is_central,
        scenario.years, scenario.exposure, tuple(scenario.policies.items()),
    )  # fmt: skip


def _counts_alike(one: Resolved, other: Resolved) -> bool:
    """Whether a quantity is drawn as before."""
    return one.steps == other.steps and (one.basis is other.basis or one.basis.distribution == other.basis.distribution)


def _rerun(part: Order, last: Pass, draws: Draws, moved: set[str], years: Integers, structure: str) -> Pass:
    """What a move reaches, beside what all else gave the last time."""
    readers = {one.name for one in part.components if moved & set(one.quantities_read(structure))}
    if not readers:
        return last
    names = descendants(readers, part.components, part.givers)
    known = {name: values for name, values in last.values.items() if part.givers[name] not in names}
    stale = {one.prepare for one in part.components if one.name in readers}
    prepared = {prepare: found for prepare, found in last.prepared.items() if prepare not in stale}
    found = run(part.restricted(names), draws, years, structure, known=known, prepared=prepared)
    coordinates, states = {**last.coordinates, **found.coordinates}, {**last.states, **found.states}
    return Pass(found.values, found.prepared, coordinates, states)

"""Some futures of one cell: drawn, run under the reference and every policy, whole or as far as a view wants them.

A run stores what this gives block by block; a page asks for one set of futures at once. The numbers are the same, as
draws are counted by seed, quantity and future (law 4) and futures are independent of each other.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from deterrence.arrays import Draws, Floats
from deterrence.component import Component
from deterrence.errors import Problem, refuse
from deterrence.exposure import ASKED_SHARES
from deterrence.scenario.draw import uniforms
from deterrence.scenario.policy import under_policy
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system.block import Block, narrowed, run_block, targeted
from deterrence.system.couplings import AS_DECLARED, Switches
from deterrence.system.options import OPTION_OUTCOMES, option_outcomes, option_quantities
from deterrence.system.order import Order
from deterrence.system.registry import ORDER, declared_by
from deterrence.units import nearest

_KEPT_UNIFORMS = 4096
_KEPT_FUTURES = 2500
"""Of so many, 4,096 uniforms take 82 MB."""


@dataclass(frozen=True)
class Futures:
    """Which futures: a scenario, one cell of it, a seed, the first of them and how many.

    Where `is_central`, every quantity stands at its central value (the quantile of one half) instead, in each of them.
    """

    scenario: Scenario
    assumption_set: str
    structure: str
    seed: int
    start: int
    count: int
    is_central: bool = False

    def draws(self, quantities: Iterable[str]) -> dict[str, Floats]:
        """Draws by quantity, [future] or [future, year]."""
        return self._drawn(resolve(self.scenario, self.assumption_set), quantities)

    @property
    def choices(self) -> dict[str, Floats]:
        """The pair of an exposure that the scenario asks for, beside the draws; nothing where it asks for none."""
        pair = self.scenario.exposure
        return {} if pair is None else {n: np.full(self.count, x) for n, x in zip(ASKED_SHARES, pair, strict=True)}

    def moved(self, quantities: Collection[str], policies: Collection[str] | None = None) -> dict[str, Draws]:
        """By policy, the draws of what it changes among some quantities: the same futures with its changes in force.

        A policy in force in the scenario moves nothing more.

        Args:
            quantities: Ids of what is read.
            policies: Those wanted; all of the dataset if left out.
        """
        return {
            name: self._drawn(resolve(under_policy(name, self.scenario), self.assumption_set), changed)
            for name, changed in self.changed(quantities, policies).items()
        }

    def changed(self, quantities: Collection[str], policies: Collection[str] | None = None) -> dict[str, list[str]]:
        """By policy that `moved` draws, the quantities that it changes among some."""
        known = self.scenario.dataset.policies
        wanted = (
            name for name in known if name not in self.scenario.policies and (policies is None or name in policies)
        )
        changes = {name: [identity for identity in known[name].changes if identity in quantities] for name in wanted}
        return {name: changed for name, changed in changes.items() if changed}

    def _drawn(self, resolved: Mapping[str, Resolved], quantities: Iterable[str]) -> dict[str, Floats]:
        def uniform_of(identity: str) -> Floats:
            if self.is_central:
                return np.full(self.count, 1 / 2)
            if self.count > _KEPT_FUTURES:
                return uniforms(self.seed, identity, self.start, self.count)
            return _uniforms(self.seed, identity, self.start, self.count)

        years, names = self.scenario.years, tuple(quantities)
        refuse_unknown(names, resolved)
        found = {name: resolved[name].drawn(uniform_of, years) for name in names}
        for values in found.values():
            values.flags.writeable = False
        return found


def refuse_unknown(names: Iterable[str], known: Collection[str]) -> None:
    """Refuse quantities that a component declares and no file of the dataset holds.

    Raises:
        InputError: Every one of them.
    """
    what = "declared, but in no file of the dataset"
    refuse([Problem("registry", name, what, _fix(name, known), has_value=False) for name in names if name not in known])


def _fix(name: str, known: Collection[str]) -> str:
    """What to do about a quantity that no file holds: the nearest that there is, and who declares this one."""
    close = nearest(name, known)
    other = f"did you mean {close}? Else " if close else ""
    who = " and ".join(declared_by(name)) or "the component that declares it"
    return f"{other}write it in a file of the dataset, or mend `quantities` of {who}"


@lru_cache(maxsize=_KEPT_UNIFORMS)
def _uniforms(seed: int, quantity: str, start: int, count: int) -> Floats:
    """Base draws, kept while an input moves: no input changes them."""
    found = uniforms(seed, quantity, start, count)
    found.flags.writeable = False
    return found


@dataclass(frozen=True)
class View:
    """What is wanted of some futures.

    Args:
        outcomes: Their names; all of the registry if left out, with costs and dates of the options.
        labels: Labels by axis, where a component can compute some alone.
        policies: Those wanted; all of the dataset if left out.
        under_policies: Outcomes that are wanted under these; all, if left out.
        switches: Couplings that are switched off or on.
        draws_everything: Whether everything that a run reads is drawn, used here or not.
    """

    outcomes: tuple[str, ...] | None = None
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    policies: tuple[str, ...] | None = None
    under_policies: tuple[str, ...] | None = None
    switches: Switches = AS_DECLARED
    draws_everything: bool = False


EVERYTHING = View()


@dataclass(frozen=True)
class Evaluated:
    """Futures that were run: their draws, what each policy changed in them, and their outcomes."""

    draws: Draws
    moved: Mapping[str, Draws]
    block: Block


def read_by(components: Iterable[Component], structure: str) -> tuple[str, ...]:
    """Ids of what some components read under a structure, each once."""
    return tuple(dict.fromkeys(name for one in components for name in one.quantities_read(structure)))


def evaluate(futures: Futures, view: View = EVERYTHING, order: Order = ORDER) -> Evaluated:
    """Draw some futures of a cell and run what is wanted of them."""
    options = {outcome.name for outcome in OPTION_OUTCOMES}
    has_options = view.outcomes is None or view.draws_everything or not options.isdisjoint(view.outcomes)
    part = order if view.outcomes is None else targeted(order, [name for name in view.outcomes if name not in options])
    part = narrowed(part, view.labels) if view.labels else part
    reading = ORDER.components if view.draws_everything else part.components
    read = read_by(reading, futures.structure)
    policies = futures.scenario.dataset.policies
    asked = option_quantities(policies) if has_options else ()
    draws = futures.draws(dict.fromkeys((*read, *asked)))
    moved = futures.moved(read, view.policies)
    years = np.asarray(futures.scenario.years, dtype=np.int64)
    every = {**draws, **futures.choices}
    block = run_block(part, every, moved, years, futures.structure, view.switches, view.under_policies)
    if has_options:
        values, named = option_outcomes(draws, policies)
        block = Block(
            {**block.values, **values}, {**block.policies, **dict.fromkeys(options, named)}, block.coordinates
        )
    return Evaluated(draws, moved, block)

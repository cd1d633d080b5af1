"""One pass over the system: what runs before the years, the years one after the other, what runs after them.

1. Components before the loop run once over all years.
2. Each year, components of the loop run in their order: a step takes its state and gives the next, a profile runs on
   that year's slice. What they read of this year is there already; what they read `lag` years late is gathered for each
   future by its own lag.
3. Components after the loop run once over all years.

Draws, prepared values and outcomes are read-only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

from deterrence.arrays import AnyArray, Draws, Flags, Integers, NamedDraws, NotDrawnError, Values
from deterrence.component import Component, Outcome, Prepared, Reads, State
from deterrence.system.couplings import AS_DECLARED, Switches
from deterrence.system.order import Order


@dataclass(frozen=True)
class Pass:
    """What one pass leaves.

    Args:
        values: Outcome -> [future, year, ...], or [future, ...] where it has no years.
        prepared: What the components' preparations gave, by function.
        coordinates: Counts along the axes that the data decide.
        states: After each year, of the components that may be run beside this pass.
    """

    values: Values
    prepared: Mapping[Callable[..., Prepared], Prepared]
    coordinates: Mapping[str, Integers]
    states: Mapping[str, Sequence[State]]


def run(
    order: Order,
    draws: Draws,
    years: Integers,
    structure: str,
    switches: Switches = AS_DECLARED,
    known: Values | None = None,
    prepared: Mapping[Callable[..., Prepared], Prepared] | None = None,
    beside: Mapping[str, Sequence[State]] | None = None,
) -> Pass:
    """Run the components of an order on one block of futures.

    Args:
        order: What to run, in which order.
        draws: Quantity -> [future] or [future, year], of all that the components read.
        years: Calendar years, ascending, without gaps.
        structure: The rival model form.
        switches: Couplings that are switched off or on.
        known: Outcomes that others have computed for the same futures.
        prepared: Preparations of the same draws that are done already.
        beside: States of the reference's pass over the same futures.
    """
    values, done = dict(known or {}), dict(prepared or {})
    one = _Running(order, NamedDraws(draws), years, structure, switches, values, done, beside or {})
    for component in order.before:
        one.whole(component)
    one.loop()
    for component in order.after:
        one.whole(component)
    return Pass(one.values, one.prepared, one.coordinates, one.left)


@dataclass
class _Running:
    order: Order
    draws: Draws
    years: Integers
    structure: str
    switches: Switches
    values: dict[str, AnyArray]
    prepared: dict[Callable[..., Prepared], Prepared]
    beside: Mapping[str, Sequence[State]]
    coordinates: dict[str, Integers] = field(default_factory=dict)
    left: dict[str, list[State]] = field(default_factory=dict)

    def whole(self, component: Component) -> None:
        """One component over the years that some outcome of it keeps; of each outcome, those that it keeps are left."""
        assert component.profile is not None  # what remembers runs in the loop
        kept = {outcome.name: self._kept(outcome) for outcome in component.outcomes}
        spans = _spans(np.logical_or.reduce(list(kept.values())))
        with _named(component):
            found = [component.profile(self._prepared(component), self._read(component, at), at) for at in spans]
        for outcome in component.outcomes:
            arrays = [_checked(component, outcome, one) for one in found]
            if outcome.has_years:
                arrays = [array[:, kept[outcome.name][at]] for array, at in zip(arrays, spans, strict=True)]
            self.values[outcome.name] = _frozen(arrays[0] if len(arrays) == 1 else np.concatenate(arrays, axis=1))

    def _kept(self, outcome: Outcome) -> Flags:
        """Years of the horizon that an outcome keeps; every one where it has no years, or none of its own."""
        if outcome.years is None:
            return np.ones(self.years.size, dtype=np.bool_)
        return np.isin(self.years, outcome.years)

    def loop(self) -> None:
        """The years, one after the other."""
        components = self.order.loop
        prepared: dict[str, Prepared] = {}
        states: dict[str, State] = {}
        for one in components:
            with _named(one):
                prepared[one.name] = self._prepared(one)
                if one.start:
                    states[one.name] = one.start(prepared[one.name])
        growing: dict[str, AnyArray] = {}
        for y in range(self.years.size if components else 0):
            for component in components:
                with _named(component):
                    found = self._year(component, prepared[component.name], states, y)
                for outcome in component.outcomes:
                    array = _checked(component, outcome, found)
                    if y == 0:  # allocated once; readers see the array through a view that cannot be written
                        growing[outcome.name] = np.zeros(
                            (array.shape[0], self.years.size, *array.shape[1:]), array.dtype
                        )
                        self.values[outcome.name] = _frozen(growing[outcome.name].view())
                    growing[outcome.name][:, y] = array

    def _year(
        self, component: Component, prepared: Prepared, states: dict[str, State], y: int
    ) -> Mapping[str, AnyArray]:
        """Outcomes of one component in one year, [future, ...]."""
        read = self._read(component, slice(y, y + 1))
        if component.step is None:
            assert component.profile is not None
            found = component.profile(prepared, read, slice(y, y + 1))
            return {name: values[:, 0] for name, values in found.items()}
        told = self.order.outcomes
        this_year = {name: values[:, 0] if told[name].has_years else values for name, values in read.items()}
        state = states[component.name]
        if component.beside and component.name in self.beside:
            state = component.beside(state, self.beside[component.name][y])
        states[component.name], found = component.step(state, prepared, this_year, y)
        if component.beside:
            self.left.setdefault(component.name, []).append(states[component.name])
        return found

    def _prepared(self, component: Component) -> Prepared:
        if component.prepare not in self.prepared:
            self.prepared[component.prepare] = component.prepare(self.draws, self.years, self.structure)
        found = self.prepared[component.prepare]
        self.coordinates.update(component.coordinates(found))
        return found

    def _read(self, component: Component, at: slice) -> dict[str, AnyArray]:
        """All that a component reads in some years, [future, year of the slice, ...]."""
        known = (read for read in component.reads if read.outcome in self.order.outcomes)
        return {read.outcome: _frozen(self._one(component, read, at)) for read in known}

    def _one(self, component: Component, read: Reads, at: slice) -> AnyArray:
        outcome = self.order.outcomes[read.outcome]
        if self.switches.is_off(component.name, read):
            return self._filled(read.neutral, outcome, at)
        if read.outcome not in self.values:
            return self._first(component, read, outcome, at)
        values = self.values[read.outcome]
        if not outcome.has_years:
            return values
        return values[:, at] if read.is_same_year else self._late(read, outcome, values, at)

    def _first(self, component: Component, read: Reads, outcome: Outcome, at: slice) -> AnyArray:
        """What is read in the first year of a giver that comes later in the year.

        Raises:
            ValueError: Any other year, or no lag: the giver has not run.
        """
        if read.is_same_year or at != slice(0, 1):
            raise ValueError(f"{component.name} reads {read.outcome}, which has not run")
        return self._filled(read.before, outcome, at)

    def _late(self, read: Reads, outcome: Outcome, values: AnyArray, at: slice) -> AnyArray:
        """Values of `lag` years ago; before the first year what the reading says."""
        lag = read.lag if isinstance(read.lag, int) else np.maximum(self.draws[read.lag].astype(np.int64), 1)
        years = np.arange(at.start, at.stop)
        source = years[None, :] - np.broadcast_to(np.asarray(lag), values.shape[:1])[:, None]
        gathered = values[np.arange(values.shape[0])[:, None], np.maximum(source, 0)]
        is_there = (source >= 0).reshape(*source.shape, *(1,) * (values.ndim - 2))
        return np.where(is_there, gathered, self._filled(read.before, outcome, at))

    def _filled(self, value: float | str | None, outcome: Outcome, at: slice) -> AnyArray:
        """A number or a quantity along the axes of an outcome, of its type."""
        futures, sizes = next(iter(self.draws.values())).shape[0], self.order.sizes[outcome.name]
        shape = (futures, *((at.stop - at.start,) if outcome.has_years else ()), *sizes)
        if not isinstance(value, str):
            return np.full(shape, value, outcome.dtype)
        drawn = self.draws[value].astype(outcome.dtype, copy=False)
        if outcome.has_years:
            drawn = drawn[:, at] if drawn.ndim == 2 else drawn[:, None]
        return np.broadcast_to(drawn.reshape(*drawn.shape, *(1,) * len(sizes)), shape)


@contextmanager
def _named(component: Component) -> Iterator[None]:
    """While a component runs: whatever is raised bears its name and its file.

    Raises:
        NotDrawnError: What it reads and does not declare, so named.
    """
    try:
        yield
    except NotDrawnError as error:
        raise NotDrawnError(error.identity, component.where) from error
    except Exception as error:
        error.add_note(f"while {component.where} was at work")
        raise


def _spans(wanted: Flags) -> list[slice]:
    """Runs of neighbouring years that are wanted; the first year where none is."""
    edges = np.flatnonzero(np.diff(wanted.astype(np.int8), prepend=0, append=0))
    return [slice(int(first), int(last)) for first, last in edges.reshape(-1, 2)] or [slice(0, 1)]


def _checked(component: Component, outcome: Outcome, found: Mapping[str, AnyArray]) -> AnyArray:
    """An outcome as the component declares it.

    Raises:
        ValueError: It is missing or of another type, or more is given than declared.
    """
    if outcome.name not in found:
        raise ValueError(f"{component.where} declares {outcome.name} and does not give it")
    undeclared = found.keys() - {one.name for one in component.outcomes}
    if undeclared:
        raise ValueError(f"{component.where} gives {', '.join(sorted(undeclared))}: add it to its `outcomes`")
    array = found[outcome.name]
    if array.dtype != np.dtype(outcome.dtype):
        raise ValueError(f"{component.where}: {outcome.name} is {array.dtype}, declared {outcome.dtype}")
    return array


def _frozen(array: AnyArray) -> AnyArray:
    view: AnyArray = array.view()
    view.flags.writeable = False
    return view

"""One order for all components: before the yearly loop, inside it, after it (law 1; docs/decisions/0009).

What remembers, what reaches itself over lags, and what stands between, runs in the loop; the rest runs once over all
years, before or after it. In the loop only reads of the same year decide who comes first; beside it all reads do, since
a pass over the whole horizon needs all of its giver's years. The order is that of the full registry, whatever is
switched off or left out: `Order.restricted` only leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from deterrence.component import Component, Outcome
from deterrence.errors import InputError, Problem, refuse
from deterrence.units import suggestion


@dataclass(frozen=True)
class Order:
    """Components in the order in which they run; `outcomes` and `givers` are those of the full registry."""

    before: tuple[Component, ...]
    loop: tuple[Component, ...]
    after: tuple[Component, ...]
    outcomes: Mapping[str, Outcome]
    givers: Mapping[str, str]
    sizes: Mapping[str, tuple[int, ...]]  # of the named axes of each outcome; one where the data decide

    @property
    def components(self) -> tuple[Component, ...]:
        """All of them."""
        return (*self.before, *self.loop, *self.after)

    def restricted(self, names: Collection[str]) -> Order:
        """The same order of some components alone."""
        return self._each(lambda component: component if component.name in names else None)

    def exchanged(self, others: Mapping[str, Component]) -> Order:
        """The same order with components that stand in for those of the same name."""
        return self._each(lambda component: others.get(component.name, component))

    def _each(self, chosen: Callable[[Component], Component | None]) -> Order:
        parts = ([kept for one in part if (kept := chosen(one))] for part in (self.before, self.loop, self.after))
        before, loop, after = (tuple(part) for part in parts)
        return Order(before, loop, after, self.outcomes, self.givers, self.sizes)


def order_of(components: Sequence[Component]) -> Order:
    """The order of a registry.

    Raises:
        InputError: An outcome with two givers or without one, read twice, with a lag below 0, or a circle within one
            year, which is named with its chain.
    """
    refuse([*_double_givers(components), *_unfit_reads(components)])
    named = {component.name: component for component in components}
    givers = {outcome.name: component.name for component in components for outcome in component.outcomes}
    all_reads = {name: _givers_read(one, givers, same_year_only=False) for name, one in named.items()}
    same_year = {name: _givers_read(one, givers, same_year_only=True) for name, one in named.items()}
    reached = {name: _reached(name, all_reads) for name in named}  # what each depends on, over any number of reads
    remembers = {name for name, one in named.items() if one.step is not None or name in reached[name]}
    loop = {
        name
        for name in named
        if name in remembers or (reached[name] & remembers and any(name in reached[other] for other in remembers))
    }
    after = {name for name in named if name not in loop and reached[name] & loop}
    before = named.keys() - loop - after
    _refuse_unfit_years([named[name] for name in sorted(loop)])
    return Order(
        before=tuple(named[name] for name in _sorted(before, all_reads)),
        loop=tuple(named[name] for name in _sorted(loop, same_year)),
        after=tuple(named[name] for name in _sorted(after, all_reads)),
        outcomes={outcome.name: outcome for component in components for outcome in component.outcomes},
        givers=givers,
        sizes={outcome.name: _sizes(one, outcome) for one in components for outcome in one.outcomes},
    )


def _sizes(component: Component, outcome: Outcome) -> tuple[int, ...]:
    named = (axis for axis in outcome.axes if axis not in ("future", "year"))
    return tuple(len(component.labels[axis]) if axis in component.labels else 1 for axis in named)


def ancestors(names: Iterable[str], components: Sequence[Component], givers: Mapping[str, str]) -> set[str]:
    """Components and all that they read, over any number of reads."""
    reads = {one.name: _givers_read(one, givers, same_year_only=False) for one in components}
    wanted = set(names)
    return wanted.union(*(_reached(name, reads) for name in wanted))


def descendants(names: Iterable[str], components: Sequence[Component], givers: Mapping[str, str]) -> set[str]:
    """Components and all that read them, over any number of reads."""
    read_by: dict[str, set[str]] = {one.name: set() for one in components}
    for one in components:
        for giver in _givers_read(one, givers, same_year_only=False):
            read_by.setdefault(giver, set()).add(one.name)
    wanted = set(names)
    return wanted.union(*(_reached(name, read_by) for name in wanted))


def _givers_read(component: Component, givers: Mapping[str, str], *, same_year_only: bool) -> set[str]:
    reads = (read for read in component.reads if read.is_same_year or not same_year_only)
    return {givers[read.outcome] for read in reads if read.outcome in givers}


def _reached(name: str, edges: Mapping[str, set[str]]) -> set[str]:
    """All that one node leads to; itself only where a circle leads back."""
    found: set[str] = set()
    waiting = list(edges.get(name, ()))
    while waiting:
        if (other := waiting.pop()) not in found:
            found.add(other)
            waiting += edges.get(other, ())
    return found


def _sorted(part: Collection[str], reads: Mapping[str, set[str]]) -> tuple[str, ...]:
    """A part in order, the same in every process: names and their predecessors are taken in alphabetical order."""
    sorter = TopologicalSorter({name: sorted(reads[name] & set(part)) for name in sorted(part)})
    try:
        return tuple(sorter.static_order())
    except CycleError as error:
        chain = " <- ".join(reversed(error.args[1]))
        raise InputError(
            [Problem("registry", error.args[1][0], "a circle within one year", "give one read a lag", chain)]
        ) from None


def _refuse_unfit_years(loop: Sequence[Component]) -> None:
    """What runs year by year gives every year."""
    problems = [
        Problem(
            "registry", component.name, "runs in the yearly loop and lacks years", "give it every year", outcome.name
        )
        for component in loop
        for outcome in component.outcomes
        if not outcome.has_years or outcome.years is not None
    ]
    refuse(problems)


def _double_givers(components: Sequence[Component]) -> Iterable[Problem]:
    given: dict[str, str] = {}
    for component in components:
        for outcome in component.outcomes:
            if outcome.name in given:
                fix = f"{given[outcome.name]} gives it too: rename one"
                yield Problem("registry", component.name, "an outcome with two givers", fix, outcome.name)
            given[outcome.name] = component.name


def _unfit_reads(components: Sequence[Component]) -> Iterable[Problem]:
    known = {outcome.name: (outcome, one) for one in components for outcome in one.outcomes}
    for component in components:
        seen: set[str] = set()
        for read in component.reads:
            place = f"{component.name}.reads"
            if read.outcome in seen:
                yield Problem("registry", place, "read twice", "keep one of the two readings", read.outcome)
            seen.add(read.outcome)
            if isinstance(read.lag, int) and read.lag < 0:
                yield Problem("registry", place, f"{read.outcome}: a lag below 0", "write 0 or more years", read.lag)
            if read.outcome not in known and not read.is_on:
                continue  # declared, and off until its domain exists
            if read.outcome not in known:
                fix = suggestion(read.outcome, known, "name an outcome of the registry")
                yield Problem("registry", place, "an outcome that nobody gives", fix, read.outcome)
                continue
            outcome, giver = known[read.outcome]
            if giver.is_reference_only and not component.is_reference_only:
                fix = "read what runs under every policy, or declare is_reference_only"
                yield Problem("registry", place, "too dear to run under every policy", fix, read.outcome)
            if outcome.years is not None or (read.lag != 0 and not outcome.has_years):
                fix = "read an outcome that has every year"
                yield Problem("registry", place, "an outcome without every year", fix, read.outcome)

"""The one contract of every domain: what a component reads, gives and remembers (docs/laws.md, laws 1 and 21).

A component has either a `profile` (no memory: all years at once, or any slice of them) or `start` and `step` (one
year after the other). Its author does not say where it runs: `system.order` finds that from what each component reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from types import MappingProxyType
from typing import Any, Literal

from deterrence.arrays import AnyArray, Draws, Integers, Values, sliced

Labels = Mapping[str, Mapping[str, str]]
"""Axis -> label -> its words. An axis whose places are counted by the data (benchmarks, warheads) is not in it."""
State = Any
Prepared = Any


@dataclass(frozen=True)
class Compared:
    """A column of the table of options: name, words, heading, and the labels that leave [future, year]."""

    column: str
    words: str
    heading: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Outcome:
    """One outcome of a component.

    Args:
        name: Its name, unique over the registry.
        unit: Unit of its values.
        table: The stored table; outcomes of one table have the same axes and years.
        axes: Its axes in order: `future`, then `year` where it has years, then named ones.
        meaning: What it says, in a sentence.
        page: The page of the docs that holds its equation.
        void: The flag of the same table that is true where the outcome says nothing; empty where there is none.
        dtype: Type of its values.
        years: The years that are kept; none: every year of the horizon.
        keep: Whether it is stored by default, or only where all is kept.
        words: What a sentence calls it; made from its name where empty.
        also: Plain words that others use for it, by which a sentence that somebody wrote finds it.
        compared: How it stands in the table of options, once for each column there.
        note: What must be read with its numbers, wherever they go: exported tables hold it beside each row.
    """

    name: str
    unit: str
    table: str
    axes: tuple[str, ...]
    meaning: str
    page: str
    void: str = ""
    dtype: str = "float64"
    years: tuple[int, ...] | None = None
    keep: Literal["default", "all"] = "default"
    words: str = ""
    also: str = ""
    compared: tuple[Compared, ...] = ()
    note: str = ""

    @property
    def has_years(self) -> bool:
        """Whether it is along years; without them it can be given only beside the yearly loop."""
        return "year" in self.axes


@dataclass(frozen=True)
class Reads:
    """An outcome of a component, of this year or `lag` years ago.

    Args:
        outcome: Its name.
        lag: Whole years, at least 0, or the id of a quantity that holds them (at least 1), for each future its own.
        before: What is read in the first `lag` years: a number, or the id of a quantity.
        neutral: What is read where the coupling is off: a number, or the id of a quantity; none where the reading is
            part of one law and cannot be switched off.
        strength: Id of the quantity that scales the coupling, for its list; empty where there is none.
        is_on: Declared but off until its domain exists, where false.
    """

    outcome: str
    lag: int | str = 0
    before: float | str = 0.0
    neutral: float | str | None = None
    strength: str = ""
    is_on: bool = True

    @property
    def is_same_year(self) -> bool:
        """Whether it reads the year that is being computed."""
        return self.lag == 0

    @property
    def quantities(self) -> tuple[str, ...]:
        """Ids that the reading itself draws."""
        return tuple(name for name in (self.lag, self.before, self.neutral) if isinstance(name, str))


@dataclass(frozen=True)
class DrawsAndYears:
    """What a component without preparation starts from."""

    draws: Draws
    years: Integers


def draws_and_years(draws: Draws, years: Integers, structure: str) -> DrawsAndYears:  # noqa: ARG001 - the contract
    """The preparation of a component that needs none."""
    return DrawsAndYears(draws, years)


def _nothing(_: Prepared) -> Mapping[str, Integers]:
    return {}


@dataclass(frozen=True)
class Component:
    """A part of the system that either remembers (`start`, `step`) or does not (`profile`).

    Args:
        name: Domain and noun, as `nuclear.theatre`.
        quantities: Ids of the quantities that it reads, in a fixed order; those of its `reads` come by themselves.
        outcomes: What it gives.
        labels: Labels of each named axis, with their words.
        prepare: (draws, years, structure) -> what these alone decide, for all years at once; the draws and the years
            themselves where nothing is said. Two components with the same function share its result.
        profile: (prepared, values read, slice of years) -> outcomes, [future, year of the slice, ...].
        start: (prepared) -> state before the first year.
        step: (state, prepared, values read, year's index) -> state after it and outcomes of the year, [future, ...].
        beside: (state, the reference's state after the year) -> state before the year, under a policy: what the
            reference found can be taken where nothing that is read differs, to the same bits.
        reads: Outcomes of components that it reads.
        by_structure: Whether `prepare` looks at the structure; `quantities_by_structure` then names what one adds.
        quantities_by_structure: Structure -> ids that are read under it alone.
        is_reference_only: Too dear to run under every policy; nothing else may read it.
        keeps_policies: Whether a run keeps its outcomes under every policy from the outset: propositions read them in
            every cell. Else they are computed when they are asked for (law 45).
        coordinates: (prepared) -> the counts along an axis that the data decide.
        unread_at: Axis -> label -> ids that outcomes at that label do not read; they could act there by chance alone.
        settings: Numbers of the method that a run record holds.
        narrowed: (labels wanted by axis) -> the same component that computes those places alone, for a live page.
        compiled: What it compiles, to be compiled once before many processes need it, as `family` or `family/part`:
            a family shares kernels and is compiled in one process. Empty where nothing is.
    """

    name: str
    quantities: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    labels: Labels = field(default_factory=lambda: MappingProxyType({}))
    prepare: Callable[[Draws, Integers, str], Prepared] = draws_and_years
    profile: Callable[[Prepared, Values, slice], Values] | None = None
    start: Callable[[Prepared], State] | None = None
    step: Callable[[State, Prepared, Values, int], tuple[State, Values]] | None = None
    beside: Callable[[State, State], State] | None = None
    reads: tuple[Reads, ...] = ()
    by_structure: bool = False
    quantities_by_structure: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    is_reference_only: bool = False
    keeps_policies: bool = False
    coordinates: Callable[[Prepared], Mapping[str, Integers]] = _nothing
    unread_at: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    settings: Mapping[str, float] = field(default_factory=dict)
    narrowed: Callable[[Mapping[str, tuple[str, ...]]], Component] | None = None
    compiled: str = ""

    def __post_init__(self) -> None:
        """Refuse what is neither a profile nor a step, and axes that nothing tells the places of.

        Raises:
            ValueError: It has both, or neither; or an outcome has an axis without labels or coordinates.
        """
        if (self.profile is None) == (self.step is None) or (self.step is None) != (self.start is None):
            raise ValueError(f"{self.name}: give it either a profile, or a start and a step")
        unknown = {axis for outcome in self.outcomes for axis in outcome.axes} - {"future", "year"} - self.labels.keys()
        if unknown and self.coordinates is _nothing:
            raise ValueError(f"{self.where}: give labels, or coordinates, for the axes {', '.join(sorted(unknown))}")

    @property
    def domain(self) -> str:
        """The room that it stands in."""
        return self.name.partition(".")[0]

    @property
    def where(self) -> str:
        """Its name, and the file of its profile or step, for who has to mend it."""
        return f"{self.name} ({file_of(self.profile or self.step)})"

    def quantities_read(self, structure: str | None = None) -> tuple[str, ...]:
        """Ids of what it reads under one structure, or under any; those of its readings are among them."""
        own = read_under(structure, self.quantities, self.quantities_by_structure)
        return tuple(dict.fromkeys((*own, *(name for read in self.reads for name in read.quantities))))


def file_of(function: object) -> str:
    """The file in which a function is written, from the package on."""
    return f"{function.__module__.replace('.', '/')}.py"


def read_under(structure: str | None, always: tuple[str, ...], added: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Ids of what is always read, and of what one structure adds, or any."""
    chosen = [added.get(structure, ())] if structure is not None else list(added.values())
    return tuple(dict.fromkeys((*always, *(name for names in chosen for name in names))))


def of_draws(
    evaluate: Callable[[Draws, Integers], Mapping[str, AnyArray]],
) -> Callable[[DrawsAndYears, Values, slice], Values]:
    """The profile of a law that takes draws and calendar years and reads no other component."""

    @wraps(evaluate)
    def profile(prepared: DrawsAndYears, values: Values, at: slice) -> Values:  # noqa: ARG001 - the contract
        return evaluate(sliced(prepared.draws, at), prepared.years[at])

    return profile

"""Results without futures: a back-test, an inverse, an optimum; stored and read like outcomes (docs/laws.md, law 41).

A study is solved once for each assumption set, structure that it looks at and policy that reaches it: on one future
with every quantity at its central value, or on so many of the first futures of a run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from deterrence.arrays import AnyArray, Draws, Integers, Values
from deterrence.component import Labels, Outcome, file_of, read_under

Label = str | int | float
"""A place along an axis: a name, a year, a count, a share."""


@dataclass(frozen=True)
class Given:
    """What a study is given to be solved.

    Args:
        draws: Quantity -> [future] or [future, year].
        years: Calendar years of the horizon.
        structure: The rival model form.
        tables: File of the dataset -> its rows, of the tables that the study names.
        wanted: Labels by axis where only some are wanted; the study gives at least those.
    """

    draws: Draws
    years: Integers
    structure: str
    tables: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    wanted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def labels(self, axis: str, known: Sequence[str]) -> tuple[str, ...]:
        """Those labels of an axis that are wanted, in the order in which they are known."""
        return tuple(label for label in known if axis not in self.wanted or label in self.wanted[axis])


@dataclass(frozen=True)
class Solution:
    """Outcomes of a study, each with its axes, and the labels along every axis, in order."""

    values: Values
    axes: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[Label, ...]]

    def at(self, outcome: str, **labels: Label) -> AnyArray:
        """An outcome at one label of some axes, [axes that no label is named for ...]."""
        wrong = [
            f"{axis}={label}"
            for axis, label in labels.items()
            if axis not in self.axes[outcome] or label not in self.labels[axis]
        ]
        if wrong:
            raise KeyError(f"{outcome} is not kept at {', '.join(wrong)}: it has {self.axes[outcome]}")
        places = (
            self.labels[axis].index(labels[axis]) if axis in labels else slice(None) for axis in self.axes[outcome]
        )
        return self.values[outcome][tuple(places)]


@dataclass(frozen=True)
class BackTest:
    """How a study tests a model against a record.

    Args:
        components: Components whose model it tests.
        nominal: Share of the record that its band should hold.
        inside: Its solution -> the share of the record that the band held.
        words: Its solution -> the score in words, to stand in every verdict on the model; none: it is not said there.
    """

    components: tuple[str, ...]
    nominal: float
    inside: Callable[[Solution], float]
    words: Callable[[Solution], str] | None = None

    def off_nominal(self, solution: Solution) -> float:
        """By how much the share that the band held misses the nominal one."""
        return abs(self.inside(solution) - self.nominal)


@dataclass(frozen=True)
class Study:
    """A result without futures: a back-test, an inverse, an optimum; once for each assumption set and policy.

    Args:
        name: Domain and noun.
        quantities: Ids of what it reads.
        outcomes: What it gives; no axis of them is `future`.
        solve: What it is given -> outcomes, and the labels along every axis: names, years or numbers.
        labels: The words of the labels of each named axis.
        futures: On how many of the first futures it is solved; 0: on one, with every quantity at its central value.
        tables: Files of the dataset whose rows it needs.
        by_structure: Whether it looks at the structure; `quantities_by_structure` then names what one adds.
        quantities_by_structure: Structure -> ids that are read under it alone.
        back_test: What it tests, where it is a back-test.
        shown_under: Policies under which a brief shows it, the reference among them, of the cell that it shows: it is
            solved beside the blocks of the run. What is not named is solved when it is asked for.
        is_shown_of_sets: Whether a brief shows it of every assumption set.
        is_shown_of_others: Whether a brief shows it, under the reference, of the cells that it picks by what it finds.
        swept: Ids of what it reads and holds at values of its own, one by one: it gives the same whatever theirs.
    """

    name: str
    quantities: tuple[str, ...]
    outcomes: tuple[Outcome, ...]
    solve: Callable[[Given], tuple[Values, Mapping[str, Sequence[Label]]]]
    labels: Labels = field(default_factory=dict)
    futures: int = 0
    tables: tuple[str, ...] = ()
    by_structure: bool = False
    quantities_by_structure: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    back_test: BackTest | None = None
    shown_under: tuple[str, ...] = ()
    is_shown_of_sets: bool = False
    is_shown_of_others: bool = False
    swept: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """Its name, and the file of what solves it, for who has to mend it."""
        return f"{self.name} ({file_of(self.solve)})"

    def quantities_read(self, structure: str | None = None) -> tuple[str, ...]:
        """Ids of what it reads under one structure, or under any."""
        return read_under(structure, self.quantities, self.quantities_by_structure)

    def solution(self, given: Given) -> Solution:
        """Solve it.

        Raises:
            ValueError: It gives not what it declares.
        """
        values, labels = self.solve(given)
        for outcome in self.outcomes:
            shape = tuple(len(labels[axis]) for axis in outcome.axes)
            found = values.get(outcome.name)
            if found is None or found.dtype != np.dtype(outcome.dtype) or found.shape != shape:
                raise ValueError(
                    f"{self.name} does not give {outcome.name} as it declares it: {outcome.dtype}, {shape}"
                )
        return self.told(values, labels)

    def told(self, values: Values, labels: Mapping[str, Sequence[Label]]) -> Solution:
        """Its outcomes and labels as a solution, read-only."""
        for array in values.values():
            array.flags.writeable = False
        axes = {outcome.name: outcome.axes for outcome in self.outcomes}
        return Solution(values, axes, {axis: tuple(along) for axis, along in labels.items()})

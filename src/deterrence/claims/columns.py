"""Columns of a run that a verdict is made from: inputs of a cell, and the outcome of a proposition in each future."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np

from deterrence.arrays import Flags, Floats, Integers
from deterrence.axes import POLICY_AXIS
from deterrence.claims.claim import Proposition
from deterrence.errors import InputError, Problem
from deterrence.exploration.drawn import FirstDraws
from deterrence.exploration.run import Run
from deterrence.exploration.sensitivity import classes_of
from deterrence.results import Cell, Label
from deterrence.system.options import OPTIONS_TABLE
from deterrence.system.registry import OUTCOMES, inputs_of, unread_at


class Columns:
    """Reads each column of a run once.

    Args:
        run: The run.
        first: How many of the first futures of each cell are looked at; all, if left out.
    """

    def __init__(self, run: Run, first: int | None = None) -> None:
        self.run = run
        self._first = first
        self._classes: dict[tuple[Cell, int], dict[str, Integers]] = {}
        self._outcomes: dict[tuple[str, str, Cell], tuple[Floats, Flags]] = {}
        self._stored: dict[tuple[str, str, Cell], Floats] = {}

    def futures(self, proposition: Proposition, subject: str, cell: Cell) -> int:
        """Futures of a cell in which the proposition is looked at: headline propositions can have more (law 44)."""
        return int(self.outcome(proposition, subject, cell)[0].size)

    def inputs(self, cell: Cell, futures: int) -> FirstDraws:
        """Draws of the first futures of a cell by quantity; a dated one as in the snapshot year, not the claim's."""
        return self.run.results.first_draws(cell, futures)

    def classes(self, cell: Cell, futures: int, names: Collection[str]) -> Mapping[str, Integers]:
        """Class of each of these futures by input, of those inputs that vary."""
        known, drawn = self._classes.setdefault((cell, futures), {}), self.inputs(cell, futures)
        known |= classes_of(drawn.some([name for name in names if name not in known]))
        return {name: known[name] for name in names if name in known}

    def outcome(self, proposition: Proposition, subject: str, cell: Cell) -> tuple[Floats, Flags]:
        """The proposition's outcome in each future of a cell, and where it says nothing (nothing to erode)."""
        key = (outcome_key(proposition), subject, cell)
        if key not in self._outcomes:
            labels, void = proposition.labels(subject), OUTCOMES[proposition.outcome].void
            values = self._column(proposition.outcome, labels, cell)
            flags = self._column(void, labels, cell) > 0 if void else np.zeros(values.shape, dtype=bool)
            if proposition.against:
                other = self._column(proposition.outcome, {**labels, **proposition.against}, cell)
                both = min(values.size, other.size)
                values, other, flags = values[:both], other[:both], flags[:both]
                values, flags = (values - other, flags) if proposition.less else ratio(values, other, flags)
            self._outcomes[key] = (values, flags)
        return self._outcomes[key]

    def _column(self, name: str, labels: Mapping[str, Label], cell: Cell) -> Floats:
        """A stored outcome at one label of each axis, [future]."""
        key = (name, repr(sorted(labels.items())), cell)
        if key not in self._stored:
            results, known = self.run.results, self.run.scenario.dataset.policies
            policy = labels.get(POLICY_AXIS)
            stored = {axis: label for axis, label in labels.items() if label not in known or policy != label}
            missing = [axis for axis, label in stored.items() if label not in results.along(name, axis)]
            if missing:
                fix = "name labels of the outcome and policies of the dataset"
                shown = ", ".join(f"{axis}={stored[axis]}" for axis in missing)
                raise InputError([Problem("claims", name, "not stored at these labels", fix, shown)])
            found = results.in_all_futures(name, cell, **labels)
            # A view would keep all that was read with it in memory.
            self._stored[key] = np.array(found[: self._first], dtype=np.float64)
        return self._stored[key]

    def read_by(self, proposition: Proposition, subject: str, cell: Cell) -> list[str]:
        """Inputs of a cell that the proposition's outcome can depend on."""
        inputs = self.inputs(cell, self.futures(proposition, subject, cell))
        if OUTCOMES[proposition.outcome].table == OPTIONS_TABLE:
            policy = self.run.scenario.dataset.policies[str(proposition.labels(subject)[POLICY_AXIS])]
            return list(dict.fromkeys((*policy.cost, *policy.dates)))
        read = (*inputs_of(proposition.outcome, cell[1]), *self._under_policies(proposition, subject, inputs))
        unread = unread_at(proposition.subject_axis, subject)
        return [name for name in dict.fromkeys(read) if name not in unread]

    def _under_policies(self, proposition: Proposition, subject: str, inputs: Collection[str]) -> list[str]:
        """What the named policies change, and the year from which each acts."""
        known = self.run.scenario.dataset.policies
        said = (proposition.labels(subject), proposition.against)
        named = {str(labels[POLICY_AXIS]) for labels in said if POLICY_AXIS in labels} & set(known)
        if not named:
            return []
        dates = {known[name].earliest_of(identity) for name in named for identity in known[name].changes}
        return [name for name in inputs if name.partition("/")[0] in named or name in dates]


def outcome_key(proposition: Proposition) -> str:
    """What tells one proposition's outcome from another's, whatever its threshold."""
    return proposition.model_dump_json(include={"outcome", "at", "less", "over"})


def ratio(values: Floats, divisor: Floats, nothing: Flags) -> tuple[Floats, Flags]:
    """The ratio in each future, 0 where the divisor is, and where it says nothing."""
    is_none = divisor == 0
    return np.divide(values, divisor, out=np.zeros(values.shape), where=~is_none), nothing | is_none

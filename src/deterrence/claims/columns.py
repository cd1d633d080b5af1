"""Columns of a run that a verdict is made from: inputs of a cell, and the outcome of a proposition in each future."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from deterrence.claims.claim import Proposition
from deterrence.errors import InputError, Problem
from deterrence.exploration.ensemble import Run
from deterrence.exploration.sensitivity import classes_of
from deterrence.system.options import OPTIONS_TABLE
from deterrence.system.outcomes import OUTCOMES, PROFILE_OF, inputs_of
from deterrence.system.profiles import POLICY_AXIS, REFERENCE
from deterrence.system.year import OWNERS

Floats = NDArray[np.float64]
Cell = tuple[str, str]


class Columns:
    """Reads each column of a run once."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self._inputs: dict[Cell, dict[str, Floats]] = {}
        self._classes: dict[Cell, dict[str, NDArray[np.int64]]] = {}
        self._outcomes: dict[tuple[str, str, Cell], tuple[Floats, NDArray[np.bool_]]] = {}
        self._tables: dict[tuple[str, str], dict[Cell, tuple[Floats, NDArray[np.bool_]]]] = {}

    def inputs(self, cell: Cell) -> dict[str, Floats]:
        """Draws of a cell by quantity id; a dated one as in the run's snapshot year, not the claim's."""
        if cell not in self._inputs:
            columns = self.run.query(
                "SELECT * EXCLUDE (assumption_set, structure, future) FROM t ORDER BY future", cell, t="draws"
            )
            self._inputs[cell] = {name: np.asarray(values, dtype=np.float64) for name, values in columns.items()}
        return self._inputs[cell]

    def classes(self, cell: Cell) -> dict[str, NDArray[np.int64]]:
        """Class of each future by input, of the inputs that vary in a cell."""
        if cell not in self._classes:
            self._classes[cell] = classes_of(self.inputs(cell))
        return self._classes[cell]

    def outcome(self, proposition: Proposition, subject: str, cell: Cell) -> tuple[Floats, NDArray[np.bool_]]:
        """The proposition's outcome in each future of a cell, and where it says nothing (nothing to erode)."""
        key = (outcome_key(proposition), subject, cell)
        if key not in self._outcomes:
            labels = proposition.labels(subject)
            values, void = self._stored(proposition.outcome, labels, cell)
            if proposition.less:
                values = values - self._stored(proposition.outcome, {**labels, **proposition.less}, cell)[0]
            self._outcomes[key] = (values, void)
        return self._outcomes[key]

    def _stored(self, name: str, labels: Mapping[str, str | int], cell: Cell) -> tuple[Floats, NDArray[np.bool_]]:
        """A stored outcome at one label of each axis, [future], and the flag that makes it void."""
        outcome = OUTCOMES[name]
        wanted = {**({POLICY_AXIS: REFERENCE} if POLICY_AXIS in outcome.axes else {}), **labels}
        where = " AND ".join(f'"{axis}" = {_literal(label)}' for axis, label in wanted.items()) or "TRUE"
        if (name, where) not in self._tables:
            self._tables[name, where] = self._all_cells(name, where)
        return self._tables[name, where][cell]

    def _all_cells(self, name: str, where: str) -> dict[Cell, tuple[Floats, NDArray[np.bool_]]]:
        """A stored outcome at some labels by cell; all cells are read at once, as each reading opens every part."""
        outcome = OUTCOMES[name]
        columns = self.run.query(
            f"SELECT assumption_set, structure, {name} AS value, {outcome.void or 'FALSE'} AS void FROM t "
            f"WHERE {where} ORDER BY assumption_set, structure, future",
            t=outcome.table,
        )
        values, void = np.asarray(columns["value"], dtype=np.float64), columns["void"].astype(bool)
        each = self.run.record.futures_per_cell
        if values.size != each * len(self.run.cells):
            fix = "name labels of the outcome and policies of the dataset"
            raise InputError([Problem("claims", name, "not stored at these labels", fix, where)])
        places = {cell: place * each for place, cell in enumerate(sorted(self.run.cells))}
        return {cell: (values[start : start + each], void[start : start + each]) for cell, start in places.items()}

    def read_by(self, proposition: Proposition, subject: str, cell: Cell) -> dict[str, Floats]:
        """Inputs of a cell that the proposition's outcome can depend on."""
        inputs = self.inputs(cell)
        if OUTCOMES[proposition.outcome].table == OPTIONS_TABLE:
            policy = self.run.scenario.dataset.policies[str(proposition.labels(subject)[POLICY_AXIS])]
            return {name: inputs[name] for name in (*policy.cost, policy.earliest_year)}
        read = {name: inputs[name] for name in inputs_of(proposition.outcome, cell[1])}
        if proposition.outcome in PROFILE_OF:
            return {**read, **self._under_policies(proposition, subject, inputs)}
        return _of_raid(read, subject) if proposition.subject_axis == "force" else read

    def _under_policies(
        self, proposition: Proposition, subject: str, inputs: Mapping[str, Floats]
    ) -> dict[str, Floats]:
        """What the named policies change, and the year from which each acts."""
        known = self.run.scenario.dataset.policies
        said = (proposition.labels(subject), proposition.less)
        named = {str(labels[POLICY_AXIS]) for labels in said if POLICY_AXIS in labels} & set(known)
        dates = {known[name].earliest_year for name in named}
        return {name: column for name, column in inputs.items() if name.partition("/")[0] in named or name in dates}


def outcome_key(proposition: Proposition) -> str:
    """What tells one proposition's outcome from another's, whatever its threshold."""
    return proposition.model_dump_json(include={"outcome", "at", "less"})


def _literal(label: str | int) -> str:
    """A label as SQL; labels come from a checked register and hold no quotes."""
    return str(label) if isinstance(label, int) else f"'{label}'"


def _of_raid(inputs: Mapping[str, Floats], force: str) -> dict[str, Floats]:
    """Inputs without those of a force that is not in the raid; it could act only through upload, by chance else."""
    others = [f"nuclear.{owner}." for owner in OWNERS if force not in ("both", owner)]
    return {name: values for name, values in inputs.items() if not name.startswith(tuple(others))}

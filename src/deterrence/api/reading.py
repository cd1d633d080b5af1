"""Reading an outcome from the stored parts of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deterrence.api.outcome import Label, OutcomeArray, label_problems
from deterrence.errors import InputError, Problem
from deterrence.exploration.ensemble import Run
from deterrence.system.outcome import Outcome
from deterrence.system.outcomes import OUTCOMES, TABLES, labels_of
from deterrence.units import nearest


def request_problems(name: str, wanted: Mapping[str, Sequence[Label]]) -> list[Problem]:
    """What is wrong with asking for an outcome at some labels of its named axes, known before anything is run."""
    problems = [] if name in OUTCOMES else [unknown("outcome", name, OUTCOMES)]
    if name in OUTCOMES:
        outcome = OUTCOMES[name]
        return [*problems, *label_problems(name, wanted, outcome.axes, labels_of(outcome.table))]
    every: dict[str, tuple[str, ...]] = {}
    for table in TABLES:
        for axis, labels in labels_of(table).items():
            every[axis] = tuple(dict.fromkeys((*every.get(axis, ()), *labels)))
    return [*problems, *label_problems(name, wanted, tuple(every), every)]


def unknown(kind: str, name: str, known: Mapping[str, object]) -> Problem:
    """The problem of a name that does not exist: the nearest one, and all that there are."""
    close, listed = nearest(str(name), known), ", ".join(known)
    fix = f"did you mean {close}? There are {listed}" if close else f"write one of {listed}"
    return Problem(kind, "name", f"no such {kind}", fix, name)


def outcome_array(run: Run, name: str) -> OutcomeArray:
    """One outcome of a run with axes assumption set, structure, future and those of the outcome.

    Raises:
        InputError: There is no such outcome; the nearest is named.
    """
    if name not in OUTCOMES:
        raise InputError([unknown("outcome", name, OUTCOMES)])
    outcome = OUTCOMES[name]
    coordinates: dict[str, tuple[Label, ...]] = {
        "assumption_set": run.record.assumption_sets,
        "structure": run.record.structures,
        **{axis: _labels(run, outcome, axis) for axis in outcome.axes},
    }
    cells = [_cell(run, outcome, cell, coordinates) for cell in run.cells]
    shape = [len(labels) for labels in coordinates.values()]
    return OutcomeArray(name, outcome.unit, tuple(coordinates), coordinates, np.stack(cells).reshape(shape))


def _labels(run: Run, outcome: Outcome, axis: str) -> tuple[Label, ...]:
    """Labels of one axis of an outcome."""
    record = run.record
    named = labels_of(outcome.table)
    if axis in named:
        return named[axis]
    if axis == "future":
        return tuple(range(record.futures_per_cell))
    # Full curves are kept for one year, up to the greatest count that can arrive in any cell.
    found = run.query(f'SELECT DISTINCT "{axis}" AS label FROM t ORDER BY label', t=outcome.table)["label"].tolist()
    return tuple(range(found[-1] + 1)) if axis == "warheads" else tuple(found)


def _cell(
    run: Run, outcome: Outcome, cell: tuple[str, str], coordinates: Mapping[str, tuple[Label, ...]]
) -> NDArray[Any]:
    """Values of one cell along the outcome's axes; a count of warheads that was not stored has chance 0."""
    places = ", ".join(_place(axis, coordinates[axis]) for axis in outcome.axes)
    found = run.query(f"SELECT {places}, {outcome.name} AS stored FROM t", cell, t=outcome.table)
    stored = found["stored"]
    values = np.zeros([len(coordinates[axis]) for axis in outcome.axes], dtype=stored.dtype)
    values[tuple(found[axis] for axis in outcome.axes)] = stored
    return values


def _place(axis: str, labels: Sequence[Label]) -> str:
    """SQL that turns a label into its place on the axis."""
    if isinstance(labels[0], int) and labels == tuple(range(labels[0], labels[0] + len(labels))):
        return f'"{axis}" - {labels[0]} AS "{axis}"'
    return f'list_position({list(labels)!r}, "{axis}") - 1 AS "{axis}"'

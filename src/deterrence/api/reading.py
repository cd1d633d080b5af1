"""Reading an outcome from the stored parts of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from deterrence.api.outcome import Label, OutcomeArray, label_problems
from deterrence.axes import POLICY_AXIS
from deterrence.errors import Problem, refuse
from deterrence.exploration.run import Run
from deterrence.system.registry import OUTCOMES, labels_of, stored_axes
from deterrence.system.search import outcome_suggestion


def request_problems(name: str, wanted: Mapping[str, Sequence[Label]]) -> list[Problem]:
    """What is wrong with asking for an outcome at some labels of its named axes, known before anything is run."""
    problems = _name_problems(name)
    if name in OUTCOMES:
        known = {axis: tuple(labels) for axis, labels in labels_of(name).items()}
        return [*problems, *label_problems(name, wanted, stored_axes(name), known)]
    every: dict[str, tuple[str, ...]] = {}
    for outcome in OUTCOMES:
        for axis, labels in labels_of(outcome).items():
            every[axis] = tuple(dict.fromkeys((*every.get(axis, ()), *labels)))
    return [*problems, *label_problems(name, wanted, tuple(every), every)]


def _name_problems(name: str) -> list[Problem]:
    if name in OUTCOMES:
        return []
    return [Problem("outcome", "name", "no such outcome", outcome_suggestion(str(name)), name)]


def outcome_array(run: Run, name: str, policies: Sequence[str] | None = None) -> OutcomeArray:
    """One outcome of a run with axes assumption set, structure, future, policy and those of the outcome.

    The futures are those that every cell has: the first ones.

    Args:
        run: The run.
        name: The outcome.
        policies: Those wanted of the policies that reach it; all, if left out.

    Raises:
        InputError: There is no such outcome; the nearest is named.
    """
    refuse(_name_problems(name))
    results, record = run.results, run.record
    labels, shared = {**results.labels(name)}, min(run.futures.values())
    if policies is not None:
        refuse(label_problems(name, {POLICY_AXIS: policies}, tuple(labels), labels))
        labels[POLICY_AXIS] = tuple(policies)
    coordinates: dict[str, tuple[Label, ...]] = {
        "assumption_set": record.assumption_sets,
        "structure": record.structures,
        "future": tuple(range(shared)),
        **labels,
    }
    shape = [len(named) for named in coordinates.values()]
    values = np.zeros((len(run.cells), *shape[2:]), dtype=OUTCOMES[name].dtype)
    for into, cell in zip(values, run.cells, strict=True):
        for place, policy in enumerate(labels[POLICY_AXIS]):
            found = results.values(name, cell, policy=policy)[:shared]
            # Counts that cannot arrive in this cell are left out at the end of the last axis: their chance is 0.
            into[:, place][..., : found.shape[-1]] = found
    return OutcomeArray(name, OUTCOMES[name].unit, tuple(coordinates), coordinates, values.reshape(shape))

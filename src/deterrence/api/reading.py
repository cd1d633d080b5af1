"""Reading an outcome from the stored parts of a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from deterrence.api.outcome import Label, OutcomeArray, label_problems
from deterrence.arrays import AnyArray
from deterrence.axes import POLICY_AXIS
from deterrence.errors import Problem, refuse
from deterrence.exploration.run import Run
from deterrence.exploration.studies import solve
from deterrence.scenario.scenario import Scenario
from deterrence.system.registry import OUTCOMES, STUDY_OF, labels_of, stored_axes
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

    def every(outcome: str) -> AnyArray:
        values = np.zeros((len(run.cells), *shape[2:]), dtype=OUTCOMES[outcome].dtype)
        for into, cell in zip(values, run.cells, strict=True):
            for place, policy in enumerate(labels[POLICY_AXIS]):
                found = results.values(outcome, cell, policy=policy)[:shared]
                # Counts that cannot arrive in this cell are left out at the end of the last axis: their chance is 0.
                into[:, place][..., : found.shape[-1]] = found
        return values.reshape(shape)

    told = OUTCOMES[name]
    void = every(told.void) if told.void else None
    return OutcomeArray(name, told.unit, tuple(coordinates), coordinates, every(name), void=void)


def study_array(scenario: Scenario, name: str, seed: int) -> OutcomeArray:
    """One outcome of a study, solved anew, with axes assumption set, structure and its own; NaN where it says nothing.

    Args:
        scenario: What is asked, with the policies that are in force; of a study that looks at no structure the first.
        name: The outcome.
        seed: Of the futures of a study that is solved on some.
    """
    study = STUDY_OF[name]
    (told,) = (one for one in study.outcomes if one.name == name)
    structures = scenario.structures if study.by_structure else scenario.structures[:1]
    cells = [(one, structure) for one in scenario.assumption_sets for structure in structures]
    found = [solve(study, scenario, cell, seed) for cell in cells]
    values = np.stack([
        np.where(one.at(told.void), np.nan, one.at(name)) if told.void else one.at(name) for one in found
    ])  # fmt: skip
    coordinates: dict[str, tuple[Label, ...]] = {
        "assumption_set": tuple(scenario.assumption_sets),
        "structure": tuple(structures),
        **{axis: tuple(str(label) if isinstance(label, float) else label for label in found[0].labels[axis])
           for axis in told.axes},
    }  # fmt: skip
    shape = [len(named) for named in coordinates.values()]
    return OutcomeArray(name, told.unit, tuple(coordinates), coordinates, values.reshape(shape))

"""Solving a study for one cell of a scenario, and keeping what was found beside the parts of a run."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.axes import REFERENCE
from deterrence.errors import InputError, Problem
from deterrence.exploration import store
from deterrence.exploration.futures import Futures
from deterrence.results import Cell
from deterrence.scenario.scenario import Scenario
from deterrence.study import Given, Solution, Study
from deterrence.system.registry import STUDIES
from deterrence.units import suggestion

_VALUE, _LABEL = "value:", "label:"
_EVERY = "every"  # stands for the structure where a study does not look at it


def study_named(name: str) -> Study:
    """A study of the registry.

    Raises:
        InputError: There is no such study; the nearest is named.
    """
    if name not in STUDIES:
        fix = suggestion(name, STUDIES)
        raise InputError([Problem("study", "name", "no such study", fix, name)])
    return STUDIES[name]


def solve(
    study: Study,
    scenario: Scenario,
    cell: Cell,
    seed: int,
    policy: str = REFERENCE,
    wanted: Mapping[str, tuple[str, ...]] = MappingProxyType({}),
) -> Solution:
    """Solve a study for one cell of a scenario, under one policy."""
    return study.solution(given_of(study, scenario, cell, seed, policy, wanted))


def given_of(
    study: Study, scenario: Scenario, cell: Cell, seed: int, policy: str, wanted: Mapping[str, tuple[str, ...]]
) -> Given:
    """What a study is given for that."""
    futures = Futures(scenario, *cell, seed, 0, study.futures or 1, is_central=study.futures == 0)
    names = study.quantities_read(cell[1])
    draws = {**futures.draws(names), **futures.moved(names, (policy,)).get(policy, {})}
    years = np.asarray(scenario.years, dtype=np.int64)
    tables = {name: _rows(scenario.dataset.root / name) for name in study.tables}
    return Given(draws, years, cell[1], tables, wanted)


@dataclass(frozen=True)
class StudyTask:
    """A study of one cell to be solved and kept, under a policy that reaches it or the reference."""

    study: str
    cell: Cell
    policy: str

    def __str__(self) -> str:
        return f"{self.study}, {', '.join(self.cell)}, {self.policy}"

    @property
    def own_futures(self) -> int:
        """It adds none."""
        return 0

    @property
    def is_back_test(self) -> bool:
        """Whether it tests a model against a record."""
        return STUDIES[self.study].back_test is not None

    @property
    def part_names(self) -> tuple[str, ...]:
        """The file that it writes."""
        return (_file_name(STUDIES[self.study], self.cell, self.policy),)

    def is_done_in(self, folder: Path) -> bool:
        """Whether that is there."""
        return all(store.is_whole(folder / name) for name in self.part_names)


def shown(scenario: Scenario, cell: Cell, alike: Callable[[Collection[str]], Mapping[str, str]]) -> list[StudyTask]:
    """What a brief shows of studies.

    Args:
        scenario: What is run.
        cell: The cell that it shows.
        alike: Quantities -> by assumption set, the first set that draws them alike.
    """
    found: dict[StudyTask, None] = {}
    for study in STUDIES.values():
        sets = alike(study.quantities_read(cell[1])).values() if study.is_shown_of_sets else cell[:1]
        for one in [(name, cell[1]) for name in dict.fromkeys(sets)]:
            for policy in study.shown_under:
                is_reached = _is_reached(study, scenario, one, policy)
                found[StudyTask(study.name, one, policy if is_reached else REFERENCE)] = None
    return list(found)


def shown_of_others(cells: Iterable[Cell]) -> list[StudyTask]:
    """What a brief shows of studies in the cells that it picks by what it finds."""
    names = [study.name for study in STUDIES.values() if study.is_shown_of_others]
    return [StudyTask(name, cell, REFERENCE) for cell in cells for name in names]


def stored(study: Study, scenario: Scenario, cell: Cell, seed: int, policy: str, folder: Path) -> Solution:
    """The same, read from a folder where it lies there whole, else solved and put there."""
    path = folder / _file_name(study, cell, policy if _is_reached(study, scenario, cell, policy) else REFERENCE)
    if store.is_whole(path):
        found = store.read_arrays(path)
        labels = {axis: along.tolist() for axis, along in _under(_LABEL, found).items()}
        return study.told(_under(_VALUE, found), labels)
    store.say_what_is_damaged([path])
    solution = solve(study, scenario, cell, seed, policy)
    arrays = {_VALUE + name: array for name, array in solution.values.items()}
    store.write_arrays(path, arrays | {_LABEL + axis: np.asarray(along) for axis, along in solution.labels.items()})
    return solution


def _is_reached(study: Study, scenario: Scenario, cell: Cell, policy: str) -> bool:
    known = scenario.dataset.policies
    return policy in known and not known[policy].changes.keys().isdisjoint(study.quantities_read(cell[1]))


def _file_name(study: Study, cell: Cell, policy: str) -> str:
    structure = cell[1] if study.by_structure else _EVERY
    return f"study-{study.name}-{cell[0]}-{structure}-{policy}.npz"


def _under(prefix: str, arrays: Mapping[str, AnyArray]) -> dict[str, AnyArray]:
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def _rows(path: Path) -> tuple[dict[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))

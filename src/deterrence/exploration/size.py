"""How many bytes a run will store, known before it starts."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from math import prod
from pathlib import Path
from typing import Final

import numpy as np

from deterrence.axes import POLICY_AXIS
from deterrence.errors import MachineError
from deterrence.exploration.stored_names import DRAWS, base_of, is_apart, is_of_policies, outcomes_of, reaching
from deterrence.exploration.tasks import Task
from deterrence.scenario.scenario import Scenario
from deterrence.system.options import OPTIONS_TABLE
from deterrence.system.registry import COMPONENT_OF, OUTCOMES, all_quantities, tables

STORED_SHARE: Final = 0.11
"""Bytes stored for a byte of values, axes and compression included: about that of the reference's parts."""
_COUNTS: Final = 400
"""Places along an axis that the data decide, such as warheads that arrive: about those of the reference."""
_MEGABYTE: Final = 10**6


def bytes_of(tasks: Iterable[Task], scenario: Scenario) -> int:
    """Bytes that some tasks will store, to about a factor of two."""
    a_future = (task.count * _bytes_a_future(table, task, scenario) for task in tasks for table in task.tables)
    return int(STORED_SHARE * sum(a_future))


def refuse_what_does_not_fit(needed: int, folder: Path) -> None:
    """Refuse to begin what the disk cannot hold.

    Raises:
        MachineError: The disk has less.
    """
    there = next(part for part in (folder, *folder.absolute().parents) if part.exists())
    if not (there.is_dir() and os.access(there, os.W_OK)):
        return  # no place to write to, which who writes there says
    disk = shutil.disk_usage(there)
    free = disk.free
    if disk.total and needed > free:
        raise MachineError(
            f"{folder}: up to {megabytes(needed)} are to be stored and {megabytes(free)} are free: name a folder on "
            "another disk, or ask for fewer futures"
        )


def megabytes(count: int) -> str:
    """Bytes in words."""
    return f"{max(count / _MEGABYTE, 1.0):,.0f} MB"


def _bytes_a_future(table: str, task: Task, scenario: Scenario) -> int:
    policies = tuple(scenario.dataset.policies)
    if base_of(table) == DRAWS:
        return len(all_quantities(task.structure)) * np.dtype(np.float64).itemsize
    if table == OPTIONS_TABLE:
        return len(tables()[table]) * len(policies) * np.dtype(np.float64).itemsize
    under = len(reaching(scenario, base_of(table), task.structure))
    passes = under if is_of_policies(table) else 1 if is_apart(table) else 1 + under
    return passes * sum(_bytes_of_outcome(name, scenario) for name in outcomes_of((table,)))


def _bytes_of_outcome(name: str, scenario: Scenario) -> int:
    outcome = OUTCOMES[name]
    labels = COMPONENT_OF[name].labels
    years = len(scenario.years) if outcome.years is None else len(outcome.years)
    sizes = [
        years if axis == "year" else len(labels[axis]) if axis in labels else _COUNTS
        for axis in outcome.axes
        if axis not in ("future", POLICY_AXIS)
    ]
    return prod(sizes) * np.dtype(outcome.dtype).itemsize

"""A stored table in long form: one row for each future, year and label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deterrence.system.outcomes import OUTCOMES, TABLES, outcomes_of


@dataclass(frozen=True)
class Axes:
    """Values of the axes that are counted: futures, years, the year of snapshots, and payload counts."""

    futures: NDArray[np.int32]
    years: tuple[int, ...]
    snapshot_year: int
    benchmarks: tuple[int, ...]


def table_columns(
    table: str,
    values: Mapping[str, NDArray[Any]],
    labels: Mapping[str, Sequence[str]],
    known: Axes,
) -> dict[str, NDArray[Any]]:
    """A stored table in long form: its axes as columns (codes where they have names), then its outcomes."""
    names = outcomes_of(table)
    found = {name: values[name] for name in names}
    kept = (known.snapshot_year,) if OUTCOMES[names[0]].is_snapshot else known.years
    counted: Mapping[str, NDArray[Any]] = {
        "future": known.futures,
        "year": np.asarray(kept, dtype=np.int16),
        "benchmark": np.asarray(known.benchmarks, dtype=np.int16),
    }
    shape = found[names[0]].shape
    axes = [
        np.arange(length, dtype=np.int8 if axis in labels else np.int16) if axis not in counted else counted[axis]
        for axis, length in zip(TABLES[table], shape, strict=True)
    ]
    if table == "curves":  # counts that cannot arrive are left out: their chance is 0
        places = np.nonzero(found["curve_without"])
        columns = {axis: axes[i][places[i]] for i, axis in enumerate(TABLES[table])}
        return columns | {name: array[places] for name, array in found.items()}
    grid = np.meshgrid(*axes, indexing="ij", copy=False)
    columns = {axis: np.ascontiguousarray(grid[i]).reshape(-1) for i, axis in enumerate(TABLES[table])}
    return columns | {name: np.ascontiguousarray(array).reshape(-1) for name, array in found.items()}

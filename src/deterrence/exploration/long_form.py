"""A stored table in long form: one row for each future, policy, year and label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Integers
from deterrence.axes import POLICY_AXIS
from deterrence.system.block import Block
from deterrence.system.registry import OUTCOMES, labels_of, stored_axes, tables

SPARSE: Final = "warheads"
"""The axis of which counts that cannot arrive are left out of the parts: their chance is 0."""


@dataclass(frozen=True)
class Axes:
    """Values of the axes that are counted: futures, and years of the horizon."""

    futures: AnyArray
    years: tuple[int, ...]


def table_labels(table: str, block: Block) -> Mapping[str, Sequence[str]]:
    """Labels of the named axes of a table, policies among them."""
    name = tables(everything=True)[table][0]
    named = {axis: tuple(labels) for axis, labels in labels_of(name).items()}
    return {**named, POLICY_AXIS: block.policies[name]}


def table_columns(table: str, block: Block, known: Axes) -> dict[str, AnyArray]:
    """A stored table in long form: its axes as columns (codes where they have names), then its outcomes."""
    names = tables(everything=True)[table]
    found = {name: block.values[name] for name in names}
    labels = table_labels(table, block)
    kept = OUTCOMES[names[0]].years
    counted = {
        "future": known.futures,
        "year": np.asarray([year for year in known.years if kept is None or year in kept], dtype=np.int16),
        **{axis: _counts(counts) for axis, counts in block.coordinates.items()},
    }
    shape, stored = found[names[0]].shape, stored_axes(names[0])
    axes = [
        np.arange(length, dtype=np.int8) if axis in labels else counted[axis]
        for axis, length in zip(stored, shape, strict=True)
    ]
    if SPARSE in stored:
        places = np.nonzero(_of_all_defences(found[names[0]], stored.index("defence")))
        columns = {axis: axes[i][places[i]] for i, axis in enumerate(stored)}
        return columns | {name: array[places] for name, array in found.items()}
    grid = np.meshgrid(*axes, indexing="ij", copy=False)
    columns = {axis: np.ascontiguousarray(grid[i]).reshape(-1) for i, axis in enumerate(stored)}
    return columns | {name: np.ascontiguousarray(array).reshape(-1) for name, array in found.items()}


def _of_all_defences(chances: AnyArray, axis: int) -> AnyArray:
    """Chances by the most that any twin has, so that both keep the same counts."""
    return np.broadcast_to(chances.max(axis=axis, keepdims=True), chances.shape)


def _counts(counts: Integers) -> AnyArray:
    """Counts in the least type that holds them."""
    return counts.astype(np.int16 if counts.size == 0 or counts.max() <= np.iinfo(np.int16).max else np.int32)

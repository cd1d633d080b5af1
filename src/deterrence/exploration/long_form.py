"""A stored table in long form: one row for each future, policy, year and label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, TypeVar

import numpy as np

from deterrence.arrays import AnyArray, Integers
from deterrence.axes import POLICY_AXIS
from deterrence.results import Label
from deterrence.system.block import Block
from deterrence.system.registry import OUTCOMES, labels_of, stored_axes, tables

SPARSE: Final = "warheads"
"""The axis of which counts that cannot arrive are left out of the parts: their chance is 0."""
_ALL: Final[Mapping[str, Sequence[Label]]] = MappingProxyType({})
T = TypeVar("T", bound=Label)


@dataclass(frozen=True)
class Axes:
    """Values of the axes that are counted: futures, and years of the horizon."""

    futures: AnyArray
    years: tuple[int, ...]


def table_labels(table: str, block: Block, only: Mapping[str, Sequence[Label]] = _ALL) -> Mapping[str, Sequence[str]]:
    """Labels of the named axes of a table, policies among them.

    Args:
        table: Its name.
        block: Its outcomes.
        only: Axis -> the labels that are kept, of the axes of which not all are.
    """
    name = tables(everything=True)[table][0]
    named = {axis: _kept(tuple(labels), only.get(axis)) for axis, labels in labels_of(name).items()}
    return {**named, POLICY_AXIS: block.policies[name]}


def table_columns(
    table: str, block: Block, known: Axes, only: Mapping[str, Sequence[Label]] = _ALL
) -> dict[str, AnyArray]:
    """A stored table in long form: its axes as columns (codes where they have names), then its outcomes.

    Args:
        table: Its name.
        block: Its outcomes.
        known: Values of the axes that are counted.
        only: Axis -> the labels that are kept, of the axes of which not all are.
    """
    names = tables(everything=True)[table]
    found = {name: _at(name, block, known.years, only) for name in names}
    labels = table_labels(table, block, only)
    counted = {
        "future": known.futures,
        "year": np.asarray(_kept(_years(names[0], known.years), only.get("year")), dtype=np.int16),
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


def _at(name: str, block: Block, years: Sequence[int], only: Mapping[str, Sequence[Label]]) -> AnyArray:
    """An outcome at the labels that are kept."""
    found = block.values[name]
    for axis, wanted in only.items():
        if axis in stored_axes(name):
            every: tuple[Label, ...] = _years(name, years) if axis == "year" else tuple(labels_of(name)[axis])
            places = [every.index(label) for label in _kept(every, wanted)]
            found = np.take(found, places, axis=stored_axes(name).index(axis))
    return found


def _years(name: str, years: Sequence[int]) -> tuple[int, ...]:
    """Years of the horizon that an outcome keeps."""
    kept = OUTCOMES[name].years
    return tuple(year for year in years if kept is None or year in kept)


def _kept(every: tuple[T, ...], wanted: Sequence[Label] | None) -> tuple[T, ...]:
    return every if wanted is None else tuple(label for label in every if label in wanted)


def _of_all_defences(chances: AnyArray, axis: int) -> AnyArray:
    """Chances by the most that any twin has, so that both keep the same counts."""
    return np.broadcast_to(chances.max(axis=axis, keepdims=True), chances.shape)


def _counts(counts: Integers) -> AnyArray:
    """Counts in the least type that holds them."""
    return counts.astype(np.int16 if counts.size == 0 or counts.max() <= np.iinfo(np.int16).max else np.int32)

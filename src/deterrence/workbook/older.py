"""Carrying over a workbook of another dataset: what the analyst changed in it, and what of that has no place any more.

Such a workbook says itself what its reference was, so that a change is what differs from that, not from ours.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from typing import Final

from deterrence.evidence.dataset import Dataset
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.evidence.quantity import Quantity
from deterrence.evidence.withdrawn import withdrawn
from deterrence.units import nearest
from deterrence.workbook.columns import LOCATOR, SOURCE, SUPPORT, VALUES
from deterrence.workbook.table import Grid, Reader, Row

_PARTED: Final = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?(?:[eE][-+]?\d+)?")
REFERENCE_VALUE: Final = "reference value"


def alike(one: str, other: str) -> bool:
    """Whether two texts say the same values, however either writes its numbers: to four figures, as we write them.

    >>> alike("4,309,000 (4e6 to 5e6)", "4.309e+06 (4000000 to 5000000)"), alike("0.5", "0.51")
    (True, False)
    """
    return _plain(one) == _plain(other)


def _plain(text: str) -> list[str]:
    parted = _PARTED.sub("", text)
    return _NUMBER.sub(lambda found: f"{float(found[0]):.4g}", parted).replace("(", " ( ").replace(")", " ) ").split()


def is_filled(row: Row) -> bool:
    """Whether the analyst wrote something beside the numbers of a row, as every change needs."""
    return any(not row.cells[name].is_blank for name in (*SUPPORT, SOURCE, LOCATOR))


def unit_note(reader: Reader, row: Row, quantity: Quantity) -> str:
    """What is to be told of a change whose unit has changed since; empty where it has not."""
    unit = reader.text(row.cells["unit"]).strip()
    if unit == quantity.unit.name:
        return ""
    return f"{quantity.id}: not carried over: {_values(row)} in {unit}, and it is in {quantity.unit.name} now"


def moved_note(reader: Reader, row: Row, quantity: Quantity) -> str:
    """What is to be told of a change whose reference has moved since; empty where it has not."""
    before = reader.text(row.cells[REFERENCE_VALUE])
    now = value_text(distribution_dict(quantity.basis.distribution))
    if alike(before, now):
        return ""
    return f"{quantity.id}: carried over, and the reference has moved since, from {before} to {now}"


def gone_note(identity: str, row: Row, known: Collection[str]) -> str:
    """What is to be told of a change of a quantity that is not there any more: what stands for it, or the nearest."""
    close = nearest(identity, known)
    fix = withdrawn().get(identity) or (f"did you mean {close}?" if close else "see `deterrence ledger list`")
    return f"{identity}: not carried over: {_values(row)}, and there is no such quantity now: {fix}"


def names_now(chosen: Iterable[str], dataset: Dataset, all_then: Collection[str]) -> tuple[list[str] | None, list[str]]:
    """The assumption sets that a workbook names as they are called now, and what is to be told; None for all of them.

    Args:
        chosen: As the workbook names them.
        dataset: Of now.
        all_then: Every set of the workbook's own dataset.
    """
    former = {one.formerly: name for name, one in dataset.assumption_sets.items() if one.formerly}
    named = [former.get(name, name) for name in chosen]
    notes = [f"assumption set {old}: called {new} now" for old, new in zip(chosen, named, strict=True) if old != new]
    if all_then and set(all_then) <= set(chosen):
        return None, []
    return _kept(named, "assumption set", dataset.assumption_sets, notes)


def structures_now(chosen: Iterable[str], dataset: Dataset) -> tuple[list[str] | None, list[str]]:
    """The same of structures."""
    named = list(chosen)
    return (None, []) if set(named) >= set(dataset.structures) else _kept(named, "structure", dataset.structures, [])


def _kept(
    named: list[str], word: str, known: Mapping[str, object], notes: list[str]
) -> tuple[list[str] | None, list[str]]:
    kept = [name for name in named if name in known]
    for name in named:
        if name not in known:
            close = nearest(name, known)
            notes.append(f"{word} {name}: not carried over: {f'did you mean {close}?' if close else 'it is gone'}")
    return kept or None, notes


def sets_then(reader: Reader, grid: Grid) -> set[str]:
    """Every assumption set of the workbook's own dataset: the first column of its sheet of sets."""
    return {reader.text(cells[0]).strip() for cells in grid[1:] if cells and not cells[0].is_blank}


def _values(row: Row) -> str:
    """The numbers of a row, as they stand there."""
    filled = [f"{name} {row.cells[name].value}" for name in VALUES if not row.cells[name].is_blank]
    return ", ".join(filled) or f"{row.cells['form'].value}"

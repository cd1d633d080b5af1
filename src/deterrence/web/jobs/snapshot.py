"""A snapshot of a dataset's values, kept so that a page of an older dataset can say what has changed since."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from deterrence.evidence.dataset import Dataset
from deterrence.evidence.ledger import written
from deterrence.evidence.quantity import Basis, Quantity

Snapshot = Mapping[str, Mapping[str, Any]]
REFERENCE = "reference"


def snapshot_of(dataset: Dataset) -> Snapshot:
    """Quantity -> "reference" or "variant <name>" -> unit, value as in a file, both grades."""
    snapshot = {identity: dict(_values(quantity)) for identity, quantity in dataset.quantities.items()}
    return json.loads(json.dumps(snapshot))  # type: ignore[no-any-return]


def changes(was: Snapshot, now: Snapshot) -> list[dict[str, Any]]:
    """What differs, by id: `id`, `value` (reference or which variant), `kind`, and the entries `was` and `now`.

    An absent entry is None. Words, sources and what the sets select are not part of a snapshot.
    """
    return [
        {"id": identity, "value": name, "kind": _kind(before, after), "was": before, "now": after}
        for identity in sorted({*was, *now})
        for name in sorted({*was.get(identity, {}), *now.get(identity, {})})
        if (before := was.get(identity, {}).get(name)) != (after := now.get(identity, {}).get(name))
    ]


def _kind(was: object, now: object) -> str:
    return "added" if was is None else "removed" if now is None else "changed"


def _values(quantity: Quantity) -> Iterator[tuple[str, dict[str, Any]]]:
    yield REFERENCE, _entry(quantity, quantity.basis)
    for name, basis in quantity.variants.items():
        yield f"variant {name}", _entry(quantity, basis)


def _entry(quantity: Quantity, basis: Basis) -> dict[str, Any]:
    value = written(basis.distribution)
    return {"unit": quantity.unit.name, "value": value, "grade": basis.grade, "range_grade": basis.range_grade}

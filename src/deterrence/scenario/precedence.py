"""Which value counts: reference < assumption set < overlay (law 3)."""

from __future__ import annotations

from collections.abc import Mapping

from deterrence.charts.numbers import listed
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.quantity import Basis

REFERENCE, OVERLAY = "reference", "overlay"


def basis_in_force(
    dataset: Dataset, assumption_set: str, changes: Mapping[str, Basis], identity: str
) -> tuple[Basis, str]:
    """The value of a quantity that counts in one assumption set under an overlay, and where it comes from."""
    quantity = dataset.quantities[identity]
    chosen = dataset.assumption_sets[assumption_set].changes
    if identity in changes and changes[identity].is_of(assumption_set):
        return changes[identity], OVERLAY
    if identity in chosen:
        variant = chosen[identity].variant
        return quantity.variants[variant], f"set {assumption_set}: variant {variant}"
    return quantity.basis, REFERENCE


def counted_in(basis: Basis) -> str:
    """In which assumption sets a change counts, in words; empty where it counts in all.

    Args:
        basis: The changed value.
    """
    return f"in {listed(basis.assumption_sets)} alone" if basis.assumption_sets else ""

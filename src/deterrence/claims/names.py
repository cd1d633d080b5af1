"""Names of quantities as a sentence uses them."""

from __future__ import annotations

from deterrence.evidence.dataset import Dataset

_PROPER = ("S-500", "French", "British", "Moscow")


def quantity_name(dataset: Dataset, identity: str) -> str:
    """The label of a headline lever, or else the quantity's id without its domain, in words."""
    lever = dataset.quantities[identity].lever
    if lever is None:
        _, concept, *rest = identity.split(".")
        return f"{concept.replace('_', ' ')}: {' '.join(rest).replace('_', ' ')}"
    label = lever.label
    return label if label.startswith(_PROPER) else label[0].lower() + label[1:]


def quantity_names(dataset: Dataset) -> dict[str, str]:
    """Names of all quantities by id."""
    return {identity: quantity_name(dataset, identity) for identity in dataset.quantities}

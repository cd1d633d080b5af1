"""Names of quantities as a sentence uses them."""

from __future__ import annotations

from deterrence.claims.words import proper
from deterrence.evidence.dataset import Dataset

_PROPER = (  # names that keep their capital inside a sentence
    "S-500",
    "S-400",
    "French",
    "British",
    "Polish",
    "Poland",
    "Moscow",
    "ASN4G",
    "SNLE",
    "Dreadnought",
    "Russia",
    "Estonia",
    "America",
    "NATO",
)


def quantity_name(dataset: Dataset, identity: str) -> str:
    """The label of a headline lever, or else the quantity's id without its domain, in words."""
    lever = dataset.quantities[identity].lever
    if lever is None:
        _, concept, *rest = identity.split(".")
        return proper(f"{concept.replace('_', ' ')}: {' '.join(rest).replace('_', ' ')}")
    label = lever.label
    return label if label.startswith(_PROPER) else label[0].lower() + label[1:]


def quantity_names(dataset: Dataset) -> dict[str, str]:
    """Names of all quantities by id, and of what policies make of them by `policy/id`."""
    names = {identity: quantity_name(dataset, identity) for identity in dataset.quantities}
    for policy in dataset.policies.values():
        title = policy.title[0].lower() + policy.title[1:] if not policy.title.startswith(_PROPER) else policy.title
        names |= {f"{policy.id}/{identity}": f"{names[identity]}, under {title}" for identity in policy.changes}
    return names

"""Names of quantities as a sentence uses them."""

from __future__ import annotations

from deterrence.axes import inside_sentence, proper
from deterrence.evidence.dataset import Dataset


def quantity_name(dataset: Dataset, identity: str) -> str:
    """The label of a headline lever, or else the quantity's id without its domain, in words."""
    lever = dataset.quantities[identity].lever
    if lever is None:
        _, *concept, what = identity.replace("_", " ").split(".")
        return proper(f"{' '.join(concept)}: {what}")
    return inside_sentence(lever.label)


def quantity_names(dataset: Dataset) -> dict[str, str]:
    """Names of all quantities by id, and of what policies make of them by `policy/id`."""
    names = {identity: quantity_name(dataset, identity) for identity in dataset.quantities}
    for policy in dataset.policies.values():
        title = inside_sentence(policy.title)
        names |= {f"{policy.id}/{identity}": f"{names[identity]}, under {title}" for identity in policy.changes}
    return names

"""Names of quantities as a sentence uses them."""

from __future__ import annotations

import re

from deterrence.axes import inside_sentence, proper
from deterrence.evidence.dataset import Dataset


def quantity_name(dataset: Dataset, identity: str) -> str:
    """The label of a headline lever, or else the quantity's id without its domain, in words.

    Whoever is named in it is written as the dataset writes the names of cells.
    """
    lever = dataset.quantities[identity].lever
    if lever is not None:
        return inside_sentence(lever.label)
    _, *concept, what = identity.replace("_", " ").split(".")
    words = {key.replace("_", " "): said for column in dataset.names.values() for key, said in column.items()}
    names = {key: said for key, said in words.items() if said.removeprefix("the ")[:1].isupper()}
    told = f"{' '.join(concept)}: {what}"
    if names:
        told = re.sub(rf"\b({'|'.join(map(re.escape, names))})\b", lambda found: names[found[1]], told)
    return proper(told)


def quantity_names(dataset: Dataset) -> dict[str, str]:
    """Names of all quantities by id, and of what policies make of them by `policy/id`."""
    names = {identity: quantity_name(dataset, identity) for identity in dataset.quantities}
    for policy in dataset.policies.values():
        title = inside_sentence(policy.title)
        names |= {f"{policy.id}/{identity}": f"{names[identity]}, under {title}" for identity in policy.changes}
    return names

"""Names of quantities as a sentence uses them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deterrence.axes import inside_sentence, proper
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.quantity import Quantity


def quantity_name(dataset: Dataset, identity: str) -> str:
    """The label of a headline lever, or else the quantity's id without its domain, in words.

    Whoever is named in it is written as the dataset writes the names of cells.
    """
    return _name(dataset.quantities[identity], _named(dataset))


def quantity_names(dataset: Dataset) -> dict[str, str]:
    """Names of all quantities by id, and of what policies make of them by `policy/id`."""
    named = _named(dataset)
    names = {identity: _name(quantity, named) for identity, quantity in dataset.quantities.items()}
    for policy in dataset.policies.values():
        title = inside_sentence(policy.title)
        names |= {f"{policy.id}/{identity}": f"{names[identity]}, under {title}" for identity in policy.changes}
    return names


def _named(dataset: Dataset) -> dict[str, str]:
    """Whoever the cells of tables are named after, as an id says it in words and as the dataset writes it."""
    words = {key.replace("_", " "): said for column in dataset.names.values() for key, said in column.items()}
    return {key: said for key, said in words.items() if said.removeprefix("the ")[:1].isupper()}


def _name(quantity: Quantity, named: Mapping[str, str]) -> str:
    if quantity.lever is not None:
        return inside_sentence(quantity.lever.label)
    _, *concept, what = quantity.id.replace("_", " ").split(".")
    told = f"{' '.join(concept)}: {what}"
    if named:
        told = re.sub(rf"\b({'|'.join(map(re.escape, named))})\b", lambda found: named[found[1]], told)
    return proper(told)

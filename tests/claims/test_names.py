"""Names of quantities in sentences: who is named in them is written as the dataset writes it."""

import re

from deterrence.claims.names import quantity_names
from deterrence.evidence.dataset import load_dataset


def test_whoever_is_named_in_a_quantity_has_the_name_that_the_dataset_gives():
    dataset = load_dataset()
    names = quantity_names(dataset)
    allies = dataset.names["ally"]
    small = re.compile(rf"\b({'|'.join(ally.replace('_', ' ') for ally in allies)})\b")
    assert [name for name in names.values() if small.search(name)] == []
    cells = {identity: name for identity, name in names.items() if ".north_macedonia." in identity}
    assert cells and all("North Macedonia" in name for name in cells.values())

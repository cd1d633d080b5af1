from dataclasses import replace

import pytest

from deterrence.evidence.dataset import Dataset, load_dataset
from workbook.editing import exported

# The rooms of the dataset in which the tests edit, and the sources that they name.
EDITED = ("missile_defence.terminal.", "missile_defence.region.", "nuclear.france.")
NAMED = ("elysee", "frs")


@pytest.fixture(scope="session")
def whole() -> Dataset:
    """The reference dataset as it ships."""
    return load_dataset()


@pytest.fixture(scope="session")
def whole_export(whole: Dataset) -> bytes:
    return exported(whole)


@pytest.fixture(scope="session")
def dataset(whole: Dataset) -> Dataset:
    """A small part of the dataset: the sheets are the same, with fewer rows to write, edit and read."""
    kept = {name: quantity for name, quantity in whole.quantities.items() if name.startswith(EDITED)}
    return replace(
        whole,
        quantities=kept,
        sources={name: source for name, source in whole.sources.items() if name.startswith(NAMED)},
        assumption_sets={
            name: chosen.model_copy(
                update={"changes": {of: change for of, change in chosen.changes.items() if of in kept}}
            )
            for name, chosen in whole.assumption_sets.items()
        },
        policies={},
    )


@pytest.fixture(scope="session")
def reference(dataset: Dataset) -> bytes:
    return exported(dataset)

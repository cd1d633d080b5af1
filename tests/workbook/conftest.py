import pytest

from deterrence.evidence.dataset import Dataset, load_dataset
from workbook.editing import exported


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    return load_dataset()


@pytest.fixture(scope="session")
def reference(dataset: Dataset) -> bytes:
    return exported(dataset)

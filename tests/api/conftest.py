from pathlib import Path

import pytest

import deterrence as dt


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="session")
def run(folder):
    """Every cell over four years; 260 futures are two blocks."""
    return dt.run(dt.load(horizon=(2034, 2037)), futures=260, seed=7, folder=folder)

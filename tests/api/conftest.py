from pathlib import Path

import pytest

import deterrence as dt
from deterrence.exploration import tasks
from deterrence.scenario.scenario import Scenario


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("run")


@pytest.fixture(scope="session")
def scenario() -> Scenario:
    """Three sets, of which some repeat another's numbers, under two structures, over four years."""
    return dt.load(
        horizon=(2034, 2037),
        assumption_sets=["reference", "strong_capital_defence", "few_interceptors"],
        structures=["aids_net", "explicit_decoys"],
    )


@pytest.fixture(autouse=True)
def short_blocks(monkeypatch):
    """What a run does not keep is computed in blocks too; other tests of the same process have whole ones."""
    monkeypatch.setattr(tasks, "BLOCK_SIZE", 20)


@pytest.fixture(scope="module")
def run(scenario, folder):
    """Two blocks of each cell, of which the second is shorter; run once, and read anew by each file of tests.

    What a file has asked of it goes with the file.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "BLOCK_SIZE", 20)
        return dt.run(scenario, futures=30, seed=7, folder=folder)

"""Memory does not grow with the futures of a run: what would fill it is read at the labels asked for, by block."""

from dataclasses import replace

import numpy as np
import pytest

from deterrence.evidence.dataset import load_dataset
from deterrence.exploration import stored, tasks
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.recent import recent_arrays
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.overlay import load_scenario
from deterrence.system.registry import OUTCOMES

CELL = ("reference", "aids_net")
OPTIONS = EnsembleOptions(futures=7, seed=2, keep="all")


@pytest.fixture(scope="module")
def scenario():
    reference = load_scenario(None, load_dataset())
    return replace(reference, assumption_sets=CELL[:1], structures=CELL[1:], years=tuple(range(2034, 2037)))


@pytest.fixture(scope="module")
def in_one_block(scenario, tmp_path_factory):
    """Every outcome, each read whole."""
    return run_ensemble(scenario, OPTIONS, tmp_path_factory.mktemp("one")).results


@pytest.fixture
def in_three(scenario, tmp_path, monkeypatch):
    """The same futures in three blocks, of which the last is short; hardly anything of them fits into memory."""
    monkeypatch.setattr(tasks, "BLOCK_SIZE", 3)
    monkeypatch.setattr(stored, "_BYTES_IN_MEMORY", 1)
    return run_ensemble(scenario, OPTIONS, tmp_path).results


def test_what_does_not_fit_is_the_same_at_every_first_and_last_label(in_one_block, in_three):
    for name in OUTCOMES:
        axes = in_one_block.axes(name)
        assert in_three.labels(name) == in_one_block.labels(name), name
        for place in (0, -1):
            labels = {axis: in_one_block.along(name, axis)[place] for axis in axes[: max(len(axes) - 1, 1)]}
            found = in_three.values(name, CELL, **labels)
            assert found.shape[0] == OPTIONS.futures
            assert found.tobytes() == in_one_block.values(name, CELL, **labels).tobytes(), (name, labels)
            assert found.base is None or found.base.nbytes == found.nbytes  # nothing else of it is held


def test_draws_that_do_not_fit_are_drawn_again(in_one_block, in_three):
    one, three = in_one_block.draws(CELL), in_three.draws(CELL)
    assert list(one) == list(three)
    assert all(values.tobytes() == one[name].tobytes() for name, values in three.some(list(three)).items())
    assert all(three[name].tobytes() == one[name].tobytes() for name in list(one)[::50])


def test_what_was_asked_for_longest_ago_makes_room():
    recent = recent_arrays(most_bytes=16)
    recent.keep("a", np.zeros(1))
    recent.keep("b", np.zeros(1))
    assert recent.get("a") is not None  # now `b` is the older one
    recent.keep("c", np.zeros(1))
    assert [key for key in "abc" if recent.get(key) is not None] == ["a", "c"]
    recent.keep("larger than all that fits", np.zeros(3))
    assert [key for key in "abc" if recent.get(key) is not None] == []
    assert recent.get("larger than all that fits") is not None


def test_a_thing_takes_the_place_of_what_its_key_had():
    recent = recent_arrays(most_bytes=16)
    for size in (1, 2, 1):
        recent.keep("a", np.zeros(size))
    recent.keep("b", np.zeros(1))
    assert [recent.get(key).size for key in "ab"] == [1, 1]


def test_nobody_writes_to_what_is_kept(in_one_block):
    drawn = in_one_block.draws(CELL)
    for kept in (in_one_block.values("arrivals", CELL), drawn[next(iter(drawn))]):
        with pytest.raises(ValueError, match="read-only"):
            kept[...] = 1

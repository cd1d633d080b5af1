"""Results without futures: solved once, stored, read again as they were, and solved on the spot for a page."""

import logging
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.futures import Futures, View
from deterrence.exploration.run import EnsembleOptions
from deterrence.exploration.stored import LiveResults, StoredResults
from deterrence.exploration.studies import solve
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.policy import under_policy
from deterrence.system.registry import OUTCOMES, STUDIES

CELL = ("reference", "aids_net")
SEED = 7


@pytest.fixture(scope="module")
def scenario():
    loaded = load_scenario(None, load_dataset())
    return replace(loaded, years=(2030, 2031, 2032, 2033, 2034, 2035, 2036), assumption_sets=CELL[:1],
                   structures=CELL[1:])  # fmt: skip


@pytest.fixture(scope="module")
def run(scenario, tmp_path_factory):
    return run_ensemble(scenario, EnsembleOptions(20, SEED), tmp_path_factory.mktemp("run"))


def again(run):
    """The results of the same folder, as another process would find them."""
    return StoredResults(run.parts, run.futures, run.scenario, run.record.seed, run.hold)


def files(run, name):
    return sorted(run.parts.folder.glob(f"study-{name}-*.npz"))


def assert_same(one, other):
    assert one.axes == other.axes
    assert one.labels == other.labels
    assert one.values.keys() == other.values.keys()
    for name, values in one.values.items():
        assert values.dtype == other.values[name].dtype
        assert_array_equal(values, other.values[name], strict=True)


@pytest.mark.parametrize("name", sorted(STUDIES))
def test_what_was_stored_is_what_is_solved_again(run, scenario, name):
    """Bit for bit: solved and stored, read by another, and solved with no store at all."""
    first = run.results.study(name, CELL)
    (file,) = files(run, name)
    before = file.stat().st_mtime_ns
    assert_same(again(run).study(name, CELL), first)
    assert file.stat().st_mtime_ns == before
    assert_same(solve(STUDIES[name], scenario, CELL, SEED), first)
    with pytest.raises(ValueError, match="read-only"):
        next(iter(first.values.values()))[...] = 0


@pytest.mark.parametrize("name", sorted(STUDIES))
def test_a_study_gives_each_outcome_along_its_axes_and_words_for_its_names(run, name):
    study, found = STUDIES[name], run.results.study(name, CELL)
    for outcome in study.outcomes:
        assert "future" not in outcome.axes
        assert found.values[outcome.name].shape == tuple(len(found.labels[axis]) for axis in outcome.axes)
        assert outcome.name not in OUTCOMES
        assert not outcome.void or outcome.void in found.values
    for axis, words in study.labels.items():
        assert set(found.labels[axis]) <= set(words)


def test_no_two_studies_give_one_outcome():
    names = [outcome.name for study in STUDIES.values() for outcome in study.outcomes]
    assert len(set(names)) == len(names)


def test_a_damaged_study_is_solved_anew_and_said_once(run, caplog):
    name = "missile_defence.rounds_in_service"
    whole = run.results.study(name, CELL)
    (file,) = files(run, name)
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    with caplog.at_level(logging.WARNING):
        assert_same(again(run).study(name, CELL), whole)
    assert len(caplog.records) == 1
    assert "computed anew" in caplog.text
    assert file.name in caplog.text
    assert_same(again(run).study(name, CELL), whole)


def test_where_nothing_can_be_written_a_study_is_solved_all_the_same(run, scenario, tmp_path):
    name = "missile_defence.rounds_in_service"
    parts = type(run.parts)(tmp_path / "gone", {})
    results = StoredResults(parts, run.futures, scenario, SEED, run.hold)
    assert_same(results.study(name, CELL), run.results.study(name, CELL))
    assert not list(tmp_path.iterdir())


def test_an_unknown_study_is_one_message_with_the_nearest_name(run, scenario):
    live = LiveResults(Futures(scenario, *CELL, SEED, 0, 20), View(("arrivals",)))
    for results in (run.results, live):
        with pytest.raises(InputError) as caught:
            results.study("second_strike.frontiers", CELL)
        assert str(caught.value) == (
            "study: name: no such study (second_strike.frontiers): did you mean second_strike.frontier?"
        )


def test_a_live_study_is_the_stored_one_as_far_as_it_is_wanted(run, scenario):
    live = LiveResults(Futures(scenario, *CELL, SEED, 0, 20), View(("arrivals",)))
    name, place = "second_strike.required_rounds", {"force": "both", "year": 2036}
    found = live.study(name, CELL, wanted={"force": ("both",)})
    assert found.labels["force"] == ("both",)
    stored = run.results.study(name, CELL)
    assert stored.labels["force"] == ("france", "united_kingdom", "both")
    assert_array_equal(found.at("required_rounds", **place), stored.at("required_rounds", **place))


def test_a_label_that_is_not_there_is_refused_by_name(run):
    found = run.results.study("second_strike.frontier", CELL)
    with pytest.raises(KeyError, match="year=2050"):
        found.at("erosion_on_grid", year=2050)


def test_a_policy_is_the_study_with_its_changes_in_force_and_the_reference_where_it_does_not_reach(run, scenario):
    """A policy that changes what a study reads is solved like a scenario in which it is in force (law 38)."""
    read = {name: set(study.quantities_read("aids_net")) for name, study in STUDIES.items()}
    known = scenario.dataset.policies
    reaches = [(name, policy) for name in STUDIES for policy in known if read[name] & set(known[policy].changes)]
    assert reaches
    for name, policy in reaches[:2]:
        forced = solve(STUDIES[name], under_policy(policy, scenario), CELL, SEED)
        assert_same(run.results.study(name, CELL, policy), forced)
    away = next((name, policy) for name in STUDIES for policy in known if (name, policy) not in reaches)
    before = files(run, away[0])
    assert_same(run.results.study(*away[:1], CELL, away[1]), run.results.study(away[0], CELL))
    assert [file for file in files(run, away[0]) if file not in before] in ([], files(run, away[0])[:1])


def test_central_futures_stand_at_the_quantile_of_one_half(scenario):
    names = STUDIES["second_strike.frontier"].quantities_read("aids_net")
    three = Futures(scenario, *CELL, SEED, 0, 3, is_central=True).draws(names)
    other_seed = Futures(scenario, *CELL, 8, 5, 1, is_central=True).draws(names)
    for name, values in three.items():
        assert_array_equal(values, np.repeat(other_seed[name], 3, axis=0))

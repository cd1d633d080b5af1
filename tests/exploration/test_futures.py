"""Outcomes asked for alone are those of a run, and a policy changes nothing before it can act."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.futures import Futures, View, evaluate
from deterrence.exploration.run import EnsembleOptions
from deterrence.exploration.stored import LiveResults
from deterrence.scenario.overlay import load_scenario
from deterrence.system.registry import labels_of

CELL = ("reference", "aids_net")
OUTCOMES = ("ladder_coverage", "sufficiency_ratio", "first_strike_stability_index", "arrivals")


@pytest.fixture(scope="module")
def scenario():
    loaded = load_scenario(None, load_dataset())
    return replace(loaded, years=tuple(range(2025, 2041)), structures=("aids_net",), assumption_sets=("reference",))


@pytest.fixture(scope="module")
def futures(scenario):
    return Futures(scenario, *CELL, seed=3, start=0, count=40)


@pytest.fixture(scope="module")
def block(futures):
    return evaluate(futures, View((*OUTCOMES, "option_earliest_year"))).block


@pytest.fixture(scope="module")
def stored(scenario, tmp_path_factory):
    return run_ensemble(scenario, EnsembleOptions(40, 3), tmp_path_factory.mktemp("run")).results


@pytest.mark.parametrize("policy", ["reference", "polish_hosting", "more_french_boats_at_sea"])
@pytest.mark.parametrize("name", OUTCOMES)
def test_outcomes_alone_are_those_of_a_run_to_the_last_bit(stored, futures, name, policy):
    labels = {axis: next(iter(words)) for axis, words in labels_of(name).items()}
    alone = LiveResults(futures, View((name,)))
    found, expected = (one.values(name, CELL, **labels, year=2036, policy=policy) for one in (alone, stored))
    assert found.shape == (40,)
    assert_array_equal(found, expected)
    assert alone.is_reached(name, policy) == stored.is_reached(name, policy)


@pytest.mark.parametrize("name", ["option_cost", "option_earliest_year"])
def test_cost_and_date_of_an_option_can_be_asked_for_alone(stored, futures, name):
    alone = LiveResults(futures, View((name,)))
    assert alone.labels(name) == stored.labels(name)
    found, expected = (one.values(name, CELL, policy="polish_hosting") for one in (alone, stored))
    assert_array_equal(found, expected)


def test_a_policy_leaves_every_year_before_its_earliest_as_it_was(scenario, block):
    earliest = block.under("option_earliest_year", "polish_hosting")
    with_, without = (block.under("ladder_coverage", name) for name in ("polish_hosting", "reference"))
    years = np.asarray(scenario.years)
    before = years[None, :] < earliest[:, None]
    assert_array_equal(with_[before], without[before])
    assert np.any(with_[~before] > without[~before])
    assert np.all(with_ >= without)


def test_a_policy_that_moves_nothing_of_an_outcome_is_its_reference(block):
    assert "polish_hosting" not in block.policies["first_strike_stability_index"]
    same = block.under("first_strike_stability_index", "polish_hosting")
    assert_array_equal(same, block.under("first_strike_stability_index", "reference"))

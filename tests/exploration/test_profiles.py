"""Profiles asked for alone are those of a run, and a policy changes nothing before it can act."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import EnsembleOptions, run_ensemble
from deterrence.exploration.profiles import Futures, of_policy, profiles_of
from deterrence.scenario.overlay import load_scenario
from deterrence.system.outcomes import OUTCOMES, TABLES, labels_of

YEARS = (2026, 2030, 2036)


@pytest.fixture(scope="module")
def scenario():
    loaded = load_scenario(None, load_dataset())
    return replace(loaded, years=tuple(range(2025, 2041)), structures=("aids_net",), assumption_sets=("central",))


@pytest.fixture(scope="module")
def block(scenario):
    return profiles_of(Futures(scenario, "central", 3, 0, 40), 2036)


@pytest.mark.parametrize("name", ["ladder_coverage", "sufficiency_ratio", "first_strike_stability_index"])
def test_profiles_alone_are_those_of_a_run_to_the_last_bit(scenario, block, tmp_path, name):
    run = run_ensemble(scenario, EnsembleOptions(40, 3, 2036, (32,)), tmp_path)
    outcome = OUTCOMES[name]
    named = labels_of(outcome.table)
    labels = {axis: named[axis][0] for axis in TABLES[outcome.table] if axis in named}
    where = " AND ".join(f"\"{axis}\" = '{label}'" for axis, label in labels.items())
    stored = run.query(
        f"SELECT {name} AS value FROM t WHERE policy = 'reference' AND year = 2036 AND {where} ORDER BY future",
        ("central", "aids_net"),
        t=outcome.table,
    )["value"]
    alone = of_policy(block, outcome.table, name, "reference")[:, scenario.years.index(2036)]
    for _ in labels:
        alone = alone[:, 0]
    assert_array_equal(stored, alone)


def test_a_policy_leaves_every_year_before_its_earliest_as_it_was(scenario, block):
    earliest = block.values["option_earliest_year"][:, block.policies["options"].index("polish_hosting")]
    with_, without = (of_policy(block, "theatre", "ladder_coverage", name) for name in ("polish_hosting", "reference"))
    years = np.asarray(scenario.years)
    before = years[None, :] < earliest[:, None]
    assert_array_equal(with_[before], without[before])
    assert np.any(with_[~before] > without[~before])
    assert np.all(with_ >= without)


def test_a_policy_that_moves_nothing_of_a_domain_is_its_reference(block):
    assert "polish_hosting" not in block.policies["stability"]
    same = of_policy(block, "stability", "first_strike_stability_index", "polish_hosting")
    assert_array_equal(same, of_policy(block, "stability", "first_strike_stability_index", "reference"))

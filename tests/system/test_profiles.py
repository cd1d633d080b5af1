"""A domain comes in by its profile: evaluated once, and again under each policy that moves what it reads."""

import numpy as np
import pytest

from deterrence.system.outcome import Outcome
from deterrence.system.outcomes import OUTCOMES, TABLES, labels_of
from deterrence.system.profile import Profile
from deterrence.system.profiles import PROFILES, evaluate_profiles
from deterrence.system.reading import all_quantities
from deterrence.second_strike.wiring import quantities_read

YEARS = np.array([2030, 2031, 2032])
FUTURES = 4


def _evaluate(draws, years):
    stock = draws["stock"] if draws["stock"].ndim == 2 else np.repeat(draws["stock"][:, None], years.size, axis=1)
    return {"doubled": 2 * stock, "shown": stock[..., None] * np.array([1.0, 10.0])}


@pytest.fixture
def profile():
    outcomes = (
        Outcome("doubled", "factor", "plain", ("future", "year"), "Twice the stock.", "models/x.md"),
        Outcome("shown", "factor", "once", ("future", "year", "side"), "By side.", "models/x.md", is_snapshot=True),
    )
    return Profile("stocks", ("stock",), outcomes, {"side": ("one", "other")}, _evaluate)


def test_a_policy_is_evaluated_only_where_it_moves_what_the_profile_reads(profile):
    draws = {"stock": np.arange(FUTURES, dtype=float), "else": np.zeros(FUTURES)}
    later = np.repeat(draws["stock"][:, None], 3, axis=1) + np.array([0.0, 0.0, 5.0])
    block = evaluate_profiles(draws, {"more": {"stock": later}, "idle": {"else": later}}, YEARS, 2, (profile,))
    assert block.policies == {"plain": ("reference", "more"), "once": ("reference", "more")}
    assert block.values["doubled"].shape == (FUTURES, 2, 3)
    assert (block.values["doubled"][:, 1] - block.values["doubled"][:, 0]).tolist() == [[0.0, 0.0, 10.0]] * FUTURES


def test_a_snapshot_keeps_the_claims_year_alone(profile):
    block = evaluate_profiles({"stock": np.arange(FUTURES, dtype=float)}, {}, YEARS, 1, (profile,))
    assert block.values["shown"].shape == (FUTURES, 1, 1, 2)
    assert block.values["shown"][:, 0, 0].tolist() == [[n, 10.0 * n] for n in range(FUTURES)]


def test_names_of_outcomes_and_tables_are_each_used_once():
    outcomes = [outcome for profile in PROFILES for outcome in profile.outcomes]
    assert len({outcome.name for outcome in outcomes}) == len(outcomes)
    for table, axes in TABLES.items():
        assert {outcome.axes for outcome in OUTCOMES.values() if outcome.table == table} == {axes}


def test_every_axis_is_one_of_counts_or_has_labels():
    for table, axes in TABLES.items():
        free = {"future", "year", "benchmark", "warheads", "policy"}
        assert set(axes) - free == set(labels_of(table))


def test_a_run_reads_what_its_profiles_read():
    read = all_quantities("aids_net")
    assert len(set(read)) == len(read)
    assert set(quantities_read("aids_net")) <= set(read)
    assert {name for profile in PROFILES for name in profile.quantities} <= set(read)

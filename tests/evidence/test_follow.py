"""A quantity that follows another keeps its own range, and leans on the leader by a correlation (law 42)."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import kstest, spearmanr

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.follow import following
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import resolve

DATASET = load_dataset()
FOLLOWERS = [quantity for quantity in DATASET.quantities.values() if quantity.follows]
OWN, LEADER = np.random.default_rng(5).random((2, 20_000))


def test_no_correlation_leaves_the_own_uniform_and_a_whole_one_takes_the_leaders():
    assert_allclose(following(OWN, LEADER, 0.0), OWN, atol=1e-12)
    assert_allclose(following(OWN, LEADER, 1.0), LEADER, atol=1e-12)
    assert_allclose(following(OWN, LEADER, -1.0), 1 - LEADER, atol=1e-12)


@pytest.mark.parametrize("correlation", [-0.9, -0.5, 0.3, 0.8])
def test_the_follower_stays_uniform_with_the_rank_correlation_of_a_gaussian_copula(correlation):
    """Spearman's rho of a Gaussian copula is 6 / pi arcsin(r / 2) (Kruskal 1958)."""
    found = following(OWN, LEADER, correlation)
    assert kstest(found, "uniform").pvalue > 0.01
    assert spearmanr(found, LEADER).statistic == pytest.approx(6 / np.pi * np.arcsin(correlation / 2), abs=0.015)


def test_the_ends_of_the_uniforms_stay_inside():
    ends = np.array([0.0, 1 - 2.0**-53])
    for correlation in (-1.0, -0.5, 0.0, 0.5, 1.0):
        found = following(ends, ends[::-1], correlation)
        assert np.all((found >= 0) & (found < 1))


def test_a_future_with_every_quantity_at_its_median_stays_there():
    half = np.full(3, 0.5)
    assert_allclose(following(half, half, 0.7), half)


def test_one_russian_defence_stands_in_a_future():
    """What speaks of the Russian defence in another domain follows the layers, each with a grade of how closely."""
    rooms = {quantity.id.split(".")[1] for quantity in FOLLOWERS}
    assert rooms >= {"air_defence", "s400", "stability", "theatre"}
    resolved = resolve(load_scenario(None, DATASET), "reference")
    for quantity in FOLLOWERS:
        pair = {name: resolved[name] for name in (quantity.id, quantity.follows.quantity)}
        drawn = draw(pair, 11, 0, 4000, (2036,))
        columns = [values.reshape(4000, -1)[:, 0] for values in drawn.values()]
        if all(np.ptp(column) > 0 for column in columns):
            assert spearmanr(*columns).statistic == pytest.approx(quantity.follows.correlation, abs=0.06), quantity.id
        assert quantity.follows.grade == "judged"


def test_a_leader_that_is_unknown_or_follows_itself_is_named(tmp_path):
    def problems(lines):
        import shutil

        root = tmp_path / "dataset"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(DATASET.root, root)
        place = root / "missile_defence" / "sensor.yaml"
        place.write_text(
            place.read_text(encoding="utf-8").replace("  unit: probability\n", "  unit: probability\n" + lines, 1)
        )
        with pytest.raises(InputError) as caught:
            load_dataset(root)
        return str(caught.value)

    judged = "    grade: judged\n    rationale: one\n    analogue: two\n"
    unknown = problems(
        f"  follows:\n    quantity: missile_defence.terminal.interceptor\n    correlation: 0.5\n{judged}"
    )
    assert "no such quantity (missile_defence.terminal.interceptor): did you mean" in unknown
    itself = problems(f"  follows:\n    quantity: sees_probability\n    correlation: 0.5\n{judged}")
    assert "a leader that follows" in itself and "name one that follows nothing" in itself
    bare = problems(
        "  follows:\n    quantity: missile_defence.shot.correlation\n    correlation: 2\n    grade: judged\n"
    )
    assert "correlation" in bare

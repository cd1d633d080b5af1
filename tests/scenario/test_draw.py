"""Law 4: one uniform per seed, quantity and future, whatever else is drawn."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Dated, Point, Triple, Uniform
from deterrence.evidence.quantity import Basis, Quantity
from deterrence.scenario.draw import draw, uniforms
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.units import UNITS

YEARS = (2025, 2026, 2027)
ALL = uniforms(7, "nuclear.force.boats", 0, 3000)


def resolved(distribution, unit="factor", identity="a.b"):
    basis = Basis(distribution, "judged", "judged")
    return Resolved(Quantity(identity, "A quantity.", UNITS[unit], basis, "file.yaml", 1), basis, "reference")


@given(st.integers(0, 2999), st.integers(0, 300))
def test_a_block_is_exactly_the_slice_of_the_whole_law_4(start, count):
    count = min(count, 3000 - start)
    assert np.array_equal(uniforms(7, "nuclear.force.boats", start, count), ALL[start : start + count])


def test_far_futures_are_reached_without_those_before():
    far = uniforms(7, "a.b", 10**12 + 3, 8)
    assert np.array_equal(far[2:5], uniforms(7, "a.b", 10**12 + 5, 3))


def test_uniforms_are_in_0_to_1_and_uniform():
    assert ALL.dtype == np.float64
    assert ALL.min() >= 0
    assert ALL.max() < 1
    many = uniforms(1, "a.b", 0, 100_000)
    assert many.mean() == pytest.approx(1 / 2, abs=5 * (1 / 12 / 100_000) ** 0.5)
    counts = np.histogram(many, bins=100, range=(0, 1))[0]
    statistic = ((counts - 1000) ** 2 / 1000).sum()
    assert statistic < 99 + 5 * (2 * 99) ** 0.5  # chi-square of 99 degrees, five standard deviations


def test_quantities_and_seeds_have_streams_of_their_own():
    a, b, c = uniforms(1, "a.b", 0, 20_000), uniforms(1, "a.c", 0, 20_000), uniforms(2, "a.b", 0, 20_000)
    for other in (b, c):
        assert not np.any(a == other)
        assert abs(np.corrcoef(a, other)[0, 1]) < 5 / 20_000**0.5


@pytest.mark.parametrize("seed", [0, 1, 2**63 - 1])
def test_every_seed_is_good(seed):
    assert np.array_equal(uniforms(seed, "a.b", 0, 5), uniforms(seed, "a.b", 0, 5))


def test_a_new_quantity_moves_no_other_draw_law_4():
    few = {"a.b": resolved(Uniform(0, 1))}
    more = {"a.a": resolved(Uniform(0, 1), identity="a.a"), **few, "z": resolved(Uniform(0, 1), identity="z")}
    assert np.array_equal(draw(few, 7, 0, 50, YEARS)["a.b"], draw(more, 7, 0, 50, YEARS)["a.b"])


def test_variants_of_a_quantity_share_their_futures_law_4():
    """The same uniform whatever the variant: a shifted range is the same draw, shifted."""
    drawn = draw({"a.b": resolved(Uniform(0, 1))}, 7, 0, 50, YEARS)["a.b"]
    shifted = draw({"a.b": resolved(Uniform(10, 11))}, 7, 0, 50, YEARS)["a.b"]
    assert shifted == pytest.approx(drawn + 10)


def test_dated_draws_are_paths_and_blocks_of_them_are_slices():
    dated = {"a.b": resolved(Dated((2025, 2027), (Point(0.0), Uniform(0, 10)), "linear"))}
    whole = draw(dated, 7, 0, 40, YEARS)["a.b"]
    assert whole.shape == (40, 3)
    assert np.array_equal(draw(dated, 7, 13, 9, YEARS)["a.b"], whole[13:22])
    assert whole[:, 1] == pytest.approx(whole[:, 2] / 2)


@pytest.mark.parametrize(("value", "expected"), [(0.5, 1), (1.5, 2), (2.5, 3), (2.4999, 2), (0.49, 0), (7.0, 7)])
def test_whole_counts_are_rounded_half_up_law_5(value, expected):
    """Not to even: 0.5 and 2.5 go up."""
    assert draw({"a.b": resolved(Point(value), "boats")}, 7, 0, 2, YEARS)["a.b"].tolist() == [expected] * 2


def test_whole_counts_are_rounded_after_the_interpolation_law_5():
    """0 in 2025 and 1 in 2029: a quarter of the way is 0, one half is 1."""
    path = resolved(Dated((2025, 2029), (Point(0.0), Point(1.0)), "linear"), "systems")
    assert draw({"a.b": path}, 7, 0, 1, (2025, 2026, 2027, 2028, 2029))["a.b"].tolist() == [[0, 0, 1, 1, 1]]


def test_a_triple_of_whole_counts_stays_within_its_bounds():
    drawn = draw({"a.b": resolved(Triple(3, 4, 5), "boats")}, 7, 0, 5000, YEARS)["a.b"]
    assert set(drawn) == {3, 4, 5}
    # P(3) = P(x < 3.5) = .5^2 / 2 = 1/8, and the same above.
    assert (drawn == 3).mean() == pytest.approx(1 / 8, abs=5 * (1 / 8 * 7 / 8 / 5000) ** 0.5)


def test_the_whole_reference_is_drawn_within_its_units():
    scenario = load_scenario(None, load_dataset())
    for name in scenario.assumption_sets:
        found = resolve(scenario, name)
        for identity, values in draw(found, 7, 0, 200, scenario.years).items():
            unit = found[identity].quantity.unit
            assert values.shape in ((200,), (200, len(scenario.years)))
            assert np.all((unit.low <= values) & (values <= unit.high)), identity
            assert not unit.is_whole or np.array_equal(values, np.round(values)), identity

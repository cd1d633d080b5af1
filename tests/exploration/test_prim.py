import csv
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import binom

from deterrence.exploration.prim import _box as box_of
from deterrence.exploration.prim import _data as data_of
from deterrence.exploration.prim import _peels as peels
from deterrence.exploration.prim import discover

REFERENCE = Path(__file__).parents[1] / "reference" / "bryant_lempert_2010.csv"
# After Bryant and Lempert (2010): the box of four dimensions of their 882 runs, alpha .1.
PUBLISHED = {
    ("Total biomass", False): 755.8,
    ("Demand elasticity", True): -0.422,
    ("Biomass backstop price", True): 150.05,
    ("Cellulosic cost", True): 72.65,
}


@pytest.fixture(scope="module")
def biofuel():
    with REFERENCE.open(encoding="utf-8") as file:
        heads, *rows = csv.reader(file)
    table = np.array(rows, dtype=np.float64)
    inputs = {name: table[:, i] for i, name in enumerate(heads) if 2 <= i < 11}
    return table[:, heads.index("Greater than 90%")] == 1, inputs


def trade_off(cases, inputs, peel_share=0.05):
    """The boxes of one peeling, from all futures to the smallest box: coverage against density."""
    data = data_of(cases, inputs)
    return [box_of(data, bounds) for bounds in peels(data, peel_share)]


def balanced(boxes):
    """The box whose lesser of coverage and density is greatest."""
    return max(boxes, key=lambda box: (min(box.coverage, box.density), box.density, box.mass))


def ends(box):
    return {(limit.quantity, limit.is_at_least): limit.value for limit in box.limits}


def inside(box, inputs):
    found = np.ones(next(iter(inputs.values())).size, dtype=bool)
    for limit in box.limits:
        column = inputs[limit.quantity]
        found &= column >= limit.value if limit.is_at_least else column <= limit.value
    return found


def test_the_published_box_is_the_balanced_box_of_the_published_runs(biofuel):
    cases, inputs = biofuel
    box = balanced(trade_off(cases, inputs, 0.1))
    assert ends(box) == pytest.approx(PUBLISHED, abs=1e-4)
    assert box.restricted == 4
    assert_allclose([box.coverage, box.density, box.mass], [67 / 89, 67 / 87, 87 / 882])


def test_a_restriction_that_chance_could_have_made_is_dropped(biofuel):
    """Cellulosic cost: 67 of 87 futures against 73 of 102 without it, quasi-p .157; the other limits stay."""
    cases, inputs = biofuel
    (cost,) = [lim for lim in balanced(trade_off(cases, inputs, 0.1)).limits if lim.quantity == "Cellulosic cost"]
    without = np.logical_and.reduce(
        [
            inputs["Total biomass"] <= 755.8001,
            inputs["Demand elasticity"] >= -0.4221,
            inputs["Biomass backstop price"] >= 150.0499,
        ]
    )
    assert_allclose(cost.quasi_p, binom.sf(66, 87, cases[without].mean()), rtol=1e-9)
    assert cost.quasi_p > 0.05
    region = discover(cases, inputs, 0.1)
    rest = {key: value for key, value in PUBLISHED.items() if key[0] != "Cellulosic cost"}
    assert ends(region.box) == pytest.approx(rest, abs=1e-4)
    assert max(limit.quasi_p for limit in region.box.limits) <= 0.05


def test_each_peel_gives_up_coverage_and_keeps_its_futures_in_the_box_before(biofuel):
    cases, inputs = biofuel
    boxes = trade_off(cases, inputs, 0.1)
    assert (boxes[0].limits, boxes[0].coverage, boxes[0].mass) == ((), 1.0, 1.0)
    for before, after in pairwise(boxes):
        assert not (inside(after, inputs) & ~inside(before, inputs)).any()
        assert after.coverage <= before.coverage
        assert after.mass < before.mass
        assert after.mass >= before.mass * 0.87  # a tenth, and equal values together


def test_every_box_states_what_is_inside_it(biofuel):
    cases, inputs = biofuel
    for box in trade_off(cases, inputs, 0.1):
        within = inside(box, inputs)
        assert box.coverage == (cases & within).sum() / cases.sum()
        assert box.density == cases[within].mean()
        assert box.mass == within.mean()
        for limit in box.limits:
            column = inputs[limit.quantity]
            fits = column >= limit.value if limit.is_at_least else column <= limit.value
            assert limit.alone == cases[fits].mean()


def grid():
    """100 x 100 futures on a square; the proposition holds in the corner x >= .6, y <= .3."""
    x, y = (axis.reshape(-1) for axis in np.meshgrid((np.arange(100) + 0.5) / 100, (np.arange(100) + 0.5) / 100))
    return {"x": x, "y": y}, (x >= 0.6) & (y <= 0.3)


def test_a_corner_is_found_whole():
    inputs, holds = grid()
    region = discover(holds, inputs)
    assert region.holds
    assert ends(region.box) == pytest.approx({("x", True): 0.6, ("y", False): 0.3}, abs=0.02)
    assert min(region.box.coverage, region.box.density) > 0.95


def test_the_rarer_of_holding_and_failing_is_described():
    inputs, corner = grid()
    held, failed = discover(corner, inputs), discover(~corner, inputs)
    assert (held.holds, failed.holds) == (True, False)
    assert held.box == failed.box


def test_an_input_can_be_bounded_on_both_sides():
    x, y = (np.tile(np.arange(200) / 200, 5), np.repeat(np.arange(5.0), 200))
    region = discover((x > 0.4) & (x < 0.6), {"x": x, "y": y})
    assert ends(region.box) == pytest.approx({("x", True): 0.4, ("x", False): 0.6}, abs=0.021)
    assert region.box.restricted == 1


def test_a_limit_on_whole_numbers_is_a_number_inside():
    """Salvo 1 to 4, each 50 futures; it holds at 3 and 4 on three quarters of the other input's range."""
    salvo, other = np.repeat(np.arange(1.0, 5.0), 50), np.tile(np.arange(50) / 50, 4)
    region = discover((salvo >= 3) & (other < 0.75), {"salvo": salvo, "other": other})
    assert ends(region.box)["salvo", True] == 3.0


def test_an_input_of_two_values_loses_one_whole():
    rng = np.random.default_rng(3)
    flag, noise = rng.integers(0, 2, 400) / 4, rng.random(400)
    region = discover((flag > 0) & (noise < 0.8), {"noise": noise, "flag": flag})
    assert ends(region.box)["flag", True] == 0.125
    assert region.box.density > 0.9


def test_pasting_wins_back_cases_that_a_peel_gave_up():
    """Behind a slanted border an early peel goes too far; widening costs no density and no restriction is dropped."""
    rng = np.random.default_rng(94)
    inputs = {f"x{i}": rng.random(300) for i in range(4)}
    cases = (inputs["x0"] + inputs["x1"] + inputs["x2"] / 2 > 1.5) & (rng.random(300) < 0.9)
    peeled, pasted = balanced(trade_off(cases, inputs)), discover(cases, inputs).box
    assert ends(pasted).keys() == ends(peeled).keys()
    assert pasted.coverage > peeled.coverage
    assert pasted.density >= peeled.density


def test_noise_gets_no_box():
    """A restriction that remains after the search is rare: at most 3 of 20 tables without any dependence."""
    found = 0
    for seed in range(20):
        rng = np.random.default_rng(seed)
        region = discover(rng.random(300) < 0.3, {f"x{i}": rng.random(300) for i in range(6)})
        found += region is not None and region.box.density > 0.5
    assert found <= 3


def test_without_both_outcomes_there_is_no_box():
    x = np.arange(50.0)
    for holds in (np.zeros(50, bool), np.ones(50, bool), x < 4, x >= 4):
        assert discover(holds, {"x": x}) is None


def test_constants_restrict_nothing():
    x = np.arange(60.0)
    assert discover(x > 40, {"c": np.ones(60)}) is None
    assert {limit.quantity for limit in discover(x > 40, {"c": np.ones(60), "x": x}).box.limits} == {"x"}


@given(seed=st.integers(0, 10_000), scale=st.sampled_from([2.0, 64.0]))
def test_the_same_futures_in_another_order_or_unit_give_the_same_box(seed, scale):
    rng = np.random.default_rng(seed)
    inputs = {f"x{i}": rng.random(120) for i in range(3)}
    holds = inputs["x0"] + inputs["x1"] > 1.3
    order = rng.permutation(120)
    one = discover(holds, inputs)
    other = discover(holds[order], {name: scale * values[order] for name, values in inputs.items()})
    assert ends(other.box) == {key: scale * value for key, value in ends(one.box).items()}
    assert (one.box.coverage, one.box.density, one.box.mass) == (other.box.coverage, other.box.density, other.box.mass)

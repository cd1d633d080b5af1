import math
from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.nuclear import stability_kernel as kernel
from deterrence.nuclear.stability import (
    LOG_FIVE,
    Force,
    Law,
    cone_vertex,
    cost,
    deterrence_margin,
    first_strike,
    has_cone,
    leakers,
    ratio,
    stability_index,
    value_lost,
)
from deterrence.nuclear.stability_table import Cells, attack_order, index_table

LAW = Law(0.75, 0.3, 0.9, 0.1)
# fixed launchers, warheads, survivable, warheads, alert, kill, under attack -> n, C1, C2, I; w80 = 1500 on both sides.
ROWS = [
    ((500, 3, 400, 8, 0.6, 0.8, False), (660, 0.9511, 1.0020, 0.9008)),
    ((500, 3, 400, 8, 0.6, 0.8, True), (603.5, 0.9876, 0.9918, 0.9915)),
    ((1500, 1, 400, 8, 0.6, 0.8, False), (1660, 0.9591, 0.9751, 0.9674)),
    ((0, 0, 600, 8, 1.0, 0.8, False), (0, 0.9978, 0.9940, 1.0)),
    ((200, 3, 50, 4, 0.3, 0.9, False), (235, 0.3585, 0.7764, 0.2133)),
]


def force(fixed=500, on_fixed=3, moving=400, on_moving=8, alert=0.6, kill=0.8, w80=1500, capacity=0, effect=0):
    return Force(
        launchers=np.array([fixed, moving], dtype=float),
        warheads_per_launcher=np.array([on_fixed, on_moving], dtype=float),
        alert_share=np.array([0, alert]),
        is_fixed=np.array([True, False]),
        kill_probability=np.asarray(kill),
        weapons_for_four_fifths=np.asarray(w80),
        defence_capacity=np.asarray(capacity),
        defence_effectiveness=np.asarray(effect),
    )


def index(first, second=None, **options):
    return float(stability_index(first, second or first, LAW, **options))


def by_hand(striker, victim, law, factor, points=8001):
    """Least cost on a fine grid, in plain numbers: the independent method."""
    groups = sorted(
        zip(victim.warheads_per_launcher, victim.is_fixed, victim.launchers, victim.alert_share, strict=True),
        key=lambda group: (-group[0], group[1]),
    )
    shares = [1 if fixed else law.striker_available_share for fixed in striker.is_fixed]
    weapons = sum(n * w * s for n, w, s in zip(striker.launchers, striker.warheads_per_launcher, shares, strict=True))
    room = [launchers if fixed else launchers * (1 - alert) for _, fixed, launchers, alert in groups]
    ends = [min(sum(room[: i + 1]), weapons) for i in range(len(room))]

    def lost(arriving, side):
        through = arriving - float(side.defence_effectiveness) * min(arriving, float(side.defence_capacity))
        return (1 - math.exp(-through * math.log(5) / float(side.weapons_for_four_fifths))) ** law.damage_exponent

    best = (math.inf, 0, 0)
    for spent in [*(min(sum(room), weapons) * i / (points - 1) for i in range(points)), *ends]:
        answer, unspent = sum(n * w for n, w in zip(victim.launchers, victim.warheads_per_launcher, strict=True)), spent
        for (load, fixed, _, _), most in zip(groups, room, strict=True):
            used = min(unspent, most)
            answer -= used * load * float(striker.kill_probability) * (factor if fixed else 1)
            unspent -= used
        own, other = lost(max(answer, 0), striker), lost(max(weapons - spent, 0), victim)
        best = min(
            best, (own + law.other_damage_weight * (1 - other), other + law.other_damage_weight * (1 - own), spent)
        )
    return best


def by_kernel(striker, victim, law, factor):
    """The compiled twin on the same sides."""
    removed = victim.warheads_per_launcher * striker.kill_probability * np.where(victim.is_fixed, factor, 1)
    room = np.where(victim.is_fixed, victim.launchers, victim.launchers * (1 - victim.alert_share))
    order = np.arange(room.size)
    attack_order(victim.warheads_per_launcher, victim.is_fixed, order)
    share = np.where(striker.is_fixed, 1, law.striker_available_share)
    values = [
        (LOG_FIVE / float(s.weapons_for_four_fifths), float(s.defence_capacity), float(s.defence_effectiveness))
        for s in (striker, victim)
    ]
    return kernel.first_strike(
        float((striker.launchers * striker.warheads_per_launcher * share).sum()), float(victim.warheads),
        np.stack([room, removed])[:, order], order.size, *values, (law.damage_exponent, law.other_damage_weight),
    )  # fmt: skip


def random_side(random, groups):
    return Force(
        launchers=random.uniform(0, 300, groups),
        warheads_per_launcher=random.choice([1.0, 2, 4, 10, 60], groups),
        alert_share=random.uniform(0, 1, groups),
        is_fixed=random.uniform(size=groups) < 0.4,
        kill_probability=np.asarray(random.uniform(0.1, 1)),
        weapons_for_four_fifths=np.asarray(random.choice([60.0, 300, 1500])),
        defence_capacity=np.asarray(random.choice([0.0, 30, 400])),
        defence_effectiveness=np.asarray(random.choice([0, 0.4, 0.95, 1])),
    )


@pytest.mark.parametrize(("inputs", "answer"), ROWS)
def test_the_notional_rows_come_out_to_four_decimals(inputs, answer):
    """Formula checks after Kent and Thaler (1989), worked out twice by others than this code."""
    side = force(*inputs[:6])
    strike = first_strike(side, side, LAW, inputs[6])
    assert float(strike.weapons_on_launchers) == pytest.approx(answer[0], abs=0.5)
    assert_allclose([strike.cost_of_striking, strike.cost_of_being_struck], answer[1:3], atol=5.1e-5)
    assert index(side, is_launched_under_attack=inputs[6]) == pytest.approx(answer[3], abs=5.1e-5)


@pytest.mark.parametrize(("inputs", "answer"), ROWS)
def test_the_compiled_twin_gives_the_notional_rows(inputs, answer):
    side = force(*inputs[:6])
    first, struck, _ = by_kernel(side, side, LAW, LAW.launch_under_attack_factor if inputs[6] else 1)
    assert_allclose([first, struck], answer[1:3], atol=5.1e-5)
    assert float(ratio(first, struck)) ** 2 == pytest.approx(answer[3], abs=5.1e-5)


@pytest.mark.parametrize("seed", range(12))
def test_the_least_cost_is_that_of_a_fine_grid_in_plain_numbers(seed):
    random = np.random.default_rng(seed)
    striker, victim = random_side(random, 4), random_side(random, 3)
    expected = by_hand(striker, victim, LAW, 1)
    strike = first_strike(striker, victim, LAW)
    assert float(strike.cost_of_striking) == pytest.approx(expected[0], abs=1e-5)
    assert by_kernel(striker, victim, LAW, 1)[0] == pytest.approx(expected[0], abs=1e-5)
    assert float(strike.cost_of_striking) <= expected[0] + 1e-9


def sides_of_few(defended):
    """A striker with few weapons or a perfect defence: its cost falls, rises and falls, or rises, falls and rises."""
    size = np.asarray(700.0 if defended else 1019.0)
    fixed, none = np.array([True]), np.asarray(0.0)
    if defended:
        striker = Force(
            np.array([301.0]), np.ones(1), np.zeros(1), fixed, np.asarray(1.0), size, np.asarray(500.0), np.asarray(1.0)
        )
        launchers, loads, alert = [300.0, 300.0], [1.0, 3.0], [0.0, 0.3]
        standing, value = np.array([True, False]), np.asarray(50.0)
    else:
        striker = Force(np.array([200.0]), np.ones(1), np.zeros(1), fixed, np.asarray(1.0), size, none, none)
        launchers, loads, alert = [237.0, 28.0, 480.0, 109.0], [3.0, 2.0, 1.0, 1.0], [0.0, 0.0, 0.0, 1.0]
        standing, value = np.array([True, True, True, False]), np.asarray(633.0)
    victim = Force(np.array(launchers), np.array(loads), np.array(alert), standing, np.asarray(0.5), value, none, none)
    return striker, victim


@pytest.mark.parametrize(("defended", "exponent"), [(True, 1.0), (False, 0.75)])
def test_the_least_cost_is_found_where_the_cost_turns_more_than_once_between_two_nodes(defended, exponent):
    striker, victim = sides_of_few(defended)
    law = replace(LAW, damage_exponent=exponent)
    expected = by_hand(striker, victim, law, 1)
    assert by_kernel(striker, victim, law, 1)[0] == pytest.approx(expected[0], abs=1e-5)
    assert float(first_strike(striker, victim, law).cost_of_striking) == pytest.approx(expected[0], abs=1e-5)


def test_the_compiled_twin_agrees_with_the_reference_on_many_random_sides():
    """Costs of the struck may jump where two strikes cost the striker the same; the striker's least cost cannot."""
    random = np.random.default_rng(5)
    for _ in range(60):
        striker, victim = random_side(random, 5), random_side(random, 5)
        strike = first_strike(striker, victim, LAW, True)
        first, struck, spent = by_kernel(striker, victim, LAW, LAW.launch_under_attack_factor)
        assert first == pytest.approx(float(strike.cost_of_striking), abs=2e-6)
        if abs(spent - float(strike.weapons_on_launchers)) < 1:
            assert struck == pytest.approx(float(strike.cost_of_being_struck), abs=1e-3)


def test_the_table_of_pairs_is_the_index_of_each_pair():
    random = np.random.default_rng(9)
    first, second = random_side(random, 3), random_side(random, 3)
    value = np.array(
        [[LOG_FIVE / s.weapons_for_four_fifths, s.defence_capacity, s.defence_effectiveness] for s in (first, second)]
    )
    joined = [
        np.concatenate([getattr(s, name) for s in (first, second)])[None]
        for name in ("launchers", "warheads_per_launcher")
    ]
    alert = np.concatenate([first.alert_share, second.alert_share])[None, None]
    kill = np.array([[float(first.kill_probability), float(second.kill_probability)]])
    cells = Cells(*joined, alert, kill, value[None], np.array([[0.75, 0.3, 0.9]]), np.array([[1.0, 0.1]]))
    table = index_table(
        cells, np.concatenate([first.is_fixed, second.is_fixed]),
        np.array([[True] * 3 + [False] * 3, [False] * 3 + [True] * 3]), np.array([[0, 1]]), np.array([0, 0]), 1,
    )  # fmt: skip
    for stance, attacked in enumerate((False, True)):
        bare = first.without_defence(), second.without_defence()
        assert table[0, 0, stance, 0] == pytest.approx(float(stability_index(first, second, LAW, attacked)), abs=1e-3)
        assert table[0, 0, stance, 1] == pytest.approx(float(stability_index(*bare, LAW, attacked)), abs=1e-3)


def test_two_roots_are_the_power_of_three_quarters():
    for weapons in (0.0, 0.5, 40.0, 3000.0):
        roots, power = (kernel.damage_term(weapons, 0.001, exponent) for exponent in (0.75, 0.75 + 1e-13))
        assert_allclose(roots, power, rtol=1e-9)


def test_most_warheads_per_launcher_are_attacked_first():
    """One weapon: it meets the launcher with eight, and of two alike the one that moves."""
    one = force(fixed=1, on_fixed=1, moving=0, w80=100)
    heavy = force(fixed=5, on_fixed=2, moving=5, on_moving=8, alert=0.0, w80=1e6)
    alike = force(fixed=5, on_fixed=8, moving=5, on_moving=8, alert=0.0, w80=1e6)
    for victim, attacked, left in ((heavy, False, 50 - 6.4), (alike, True, 80 - 6.4)):
        strike = first_strike(one, victim, LAW, attacked)
        assert float(strike.weapons_on_launchers) == 1
        assert float(strike.cost_of_striking) == pytest.approx(float(value_lost(left, 100)) ** 0.75 + 0.3)


def test_fewer_warheads_on_each_launcher_raise_the_index():
    """The same 1,500 and 3,200 warheads on more launchers, and the same launchers with fewer warheads."""
    assert index(force(1500, 1, 400, 8)) > index(force(750, 2, 400, 8)) > index(force(500, 3, 400, 8))


def test_higher_alert_raises_the_index():
    found = [index(force(alert=alert)) for alert in (0, 0.2, 0.4, 0.6, 0.8, 1)]
    assert found == sorted(found)
    assert found[0] < found[-1]


def test_launch_under_attack_raises_the_index():
    for alert in (0.1, 0.5, 0.9):
        assert index(force(alert=alert), is_launched_under_attack=True) > index(force(alert=alert))


def test_nothing_vulnerable_is_perfectly_stable():
    assert index(force(fixed=0, alert=1)) == 1
    assert index(force(kill=0)) == 1
    assert index(force(fixed=0, alert=1), force(fixed=0, alert=1, moving=10)) == 1


def test_a_defence_good_against_a_ragged_retaliation_lowers_the_index():
    bare = index(force())
    for capacity in (200, 600, 1000):
        defended = force(capacity=capacity, effect=0.9)
        assert index(defended, force()) < bare
        assert index(defended) < bare
    found = [index(force(capacity=600, effect=effect)) for effect in (0, 0.3, 0.6, 0.9)]
    assert found == sorted(found, reverse=True)


def test_a_defence_that_stops_everything_is_stable_again():
    """Nobody loses anything whoever goes first: both costs are the weight of what the other keeps."""
    assert index(force(capacity=1e5, effect=1)) == 1
    assert float(first_strike(*[force(capacity=1e5, effect=1)] * 2, LAW).cost_of_striking) == pytest.approx(0.3)


def test_a_defence_without_capacity_or_effect_changes_nothing():
    assert index(force(capacity=0, effect=0.9)) == index(force(capacity=500, effect=0)) == index(force())
    assert index(force(capacity=500, effect=0.9).without_defence()) == index(force())


def test_the_order_of_the_sides_does_not_matter():
    first, second = force(), force(100, 1, 60, 4, 0.3, 0.5, 400, 50, 0.5)
    assert index(first, second) == pytest.approx(index(second, first), abs=1e-12)


def test_arrays_of_futures_give_what_each_future_gives():
    side = force()
    many = replace(
        side,
        launchers=np.array([[[500, 400]], [[200, 50]]], dtype=float),
        kill_probability=np.array([[0.8, 0.5]]),
    )
    table = stability_index(many, side, LAW)
    assert table.shape == (2, 2)
    single = replace(side, launchers=np.array([200.0, 50]), kill_probability=np.asarray(0.5))
    assert float(table[1, 1]) == pytest.approx(index(single, side), abs=1e-9)


def test_leakers_by_hand():
    """100 against a capacity of 60 at one half: 40 unengaged and 30 of 60; 20 against it: 10."""
    assert_allclose(leakers([100, 20, 0], 60, 0.5), [70, 10, 0])


def test_costs_by_hand():
    """D = 1/16 on both: the power of three quarters is 1/8."""
    assert float(cost(1 / 16, 1 / 16, LAW)) == pytest.approx(0.125 + 0.3 * 0.875)
    assert float(value_lost(0, 1500)) == 0


def test_the_vertex_of_the_cone():
    """f = 1/2 and C/v = 10 on both sides: 20 each; no cone once f_A f_B reaches one."""
    assert cone_vertex(0.5, 0.5, 10, 10) == (20, 20)
    assert_allclose(deterrence_margin(20, 20, 0.5, 10), 0)
    assert has_cone([0.5, 2, 1], [0.5, 0.5, 1]).tolist() == [True, False, False]
    with pytest.raises(ValueError, match=r"no pair deters both sides \(1\): make f_A f_B less than 1"):
        cone_vertex(2, 0.5, 10, 10)


def test_the_vertex_lies_on_both_lines():
    first, second = cone_vertex(0.4, 1.5, 30, 80)
    assert float(deterrence_margin(first, second, 1.5, 30)) == pytest.approx(0)
    assert float(deterrence_margin(second, first, 0.4, 80)) == pytest.approx(0)


def test_each_side_deters_only_beyond_its_threshold():
    assert_allclose(deterrence_margin([44, 45, 46], 50, 0.5, 20), [-1, 0, 1])


def test_numbers_out_of_range_are_named():
    with pytest.raises(ValueError, match=r"own_lost out of range \(1.2\): write a number from 0 to 1"):
        cost(1.2, 0, LAW)
    with pytest.raises(ValueError, match=r"capacity out of range \(-1\)"):
        leakers(1, -1, 0.5)

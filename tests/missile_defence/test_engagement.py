from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.missile_defence.engagement import (
    leakage,
    live_behind,
    mean_leakers,
    service,
)
from deterrence.missile_defence.layer import Layer
from missile_defence.closed_forms import ample_stock_leakage, binomial, leakage_with_discrimination, short_stock_leakage
from missile_defence.spending import expected_shots, shots_spent


def mean(warheads, decoys, *layers, failure=None, **options):
    return mean_leakers(leakage(warheads, decoys, layers, failure or {}, **options))


def test_four_warheads_each_stopped_with_a_tenth_of_a_half():
    """(1 - .10 x .50)^4 = .8145 is the chance that all four leak."""
    assert_allclose(leakage(4, 0, [Layer("a", 4, 0.10 * 0.50)], {})[4], 0.8145, atol=5e-5)


@pytest.mark.parametrize(
    ("salvo", "looks", "short_stock", "leak"),
    [(2, 1, "whole_salvos", 9.06), (2, 1, "even", 6.12), (1, 2, "whole_salvos", 3.6)],
)
def test_68_interceptors_in_their_three_readings(salvo, looks, short_stock, leak):
    """Law 10: 68 rounds, k .7, 40 objects. 34 x .09 + 6; 28 x .09 + 12 x .3; 40 x .09 (rarely short)."""
    layer = Layer("terminal", 68, 0.7, salvo=salvo, looks=looks)
    assert_allclose(mean(40, 0, layer, short_stock=short_stock), leak, atol=1e-5)


def test_68_interceptors_engage_34_and_kill_30_9():
    """Whole salvos: 34 engaged, 34 x .91 = 30.94 killed."""
    layer = Layer("terminal", 68, 0.7, salvo=2)
    assert service(40, 68, layer) == ((34, 2), (0, 0))
    assert_allclose(40 - mean(40, 0, layer), 30.94, atol=1e-12)


def test_stock_is_state_and_not_its_mean():
    """Law 11: 20 or 40 objects, 45 rounds, two looks, k .7: exact 5.15, folded with the mean stock 2.78."""
    live = np.zeros(41)
    live[[20, 40]] = 0.5
    exact = live_behind(live, Layer("two looks", 45, 0.7, looks=2))
    assert_allclose(mean_leakers(exact), 5.15, atol=5e-3)
    survivors = 0.5 * np.pad(binomial(20, 0.3), (0, 20)) + 0.5 * binomial(40, 0.3)
    folded = sum(chance * (n - 0.7 * min(n, 15)) for n, chance in enumerate(survivors))
    assert_allclose(folded, 2.78, atol=5e-3)


def test_a_rest_of_the_stock_is_a_partial_salvo():
    """7 rounds in salvos of 3, k .5, 4 objects: two at .875, one at .5, one unserved: 4 - 2.25 = 1.75."""
    layer = Layer("terminal", 7, 0.5, salvo=3)
    assert service(4, 7, layer) == ((2, 3), (1, 1))
    assert_allclose(mean(4, 0, layer), 1.75, atol=1e-12)


def test_even_fire_gives_every_object_its_share():
    """7 rounds on 4 objects, k .5: three get 2, one gets 1: 3 x .25 + .5 = 1.25."""
    layer = Layer("terminal", 7, 0.5, salvo=3)
    assert service(4, 7, layer, "even") == ((3, 2), (1, 1))
    assert_allclose(mean(4, 0, layer, short_stock="even"), 1.25, atol=1e-12)


def test_even_fire_never_exceeds_a_salvo():
    groups = service(4, 100, Layer("terminal", 100, 0.5, salvo=3), "even")
    assert [group for group in groups if group[0]] == [(4, 3)]


def test_simultaneous_objects_bound_each_look():
    """5 objects, 2 at a time, sure shots, two looks: one is left; with a stock of 3, two are."""
    assert_allclose(mean(5, 0, Layer("a", 99, 1.0, looks=2, simultaneous_objects=2)), 1, atol=1e-12)
    assert_allclose(mean(5, 0, Layer("a", 3, 1.0, looks=2, simultaneous_objects=2)), 2, atol=1e-12)


def test_no_partial_salvo_beyond_the_objects_served():
    """5 rounds in salvos of 2, two objects at a time: the fifth waits for the second look."""
    layer = Layer("a", 5, 0.5, salvo=2, looks=2, simultaneous_objects=2)
    assert service(4, 5, layer) == ((2, 2), (0, 0))
    assert_allclose(mean(4, 0, layer), 4 - 2 * 0.75 - 0.5, atol=1e-12)


def test_two_objects_three_rounds_two_looks_binomial():
    """k .5, salvo 1. First look spends 2: both die .25, one lives .5, both live .25; then one round on one:
    none left .25 + .25 = .5, one left .25 + .125 = .375, two left .125."""
    leak = leakage(2, 0, [Layer("a", 3, 0.5, looks=2)], {})
    assert_allclose(leak, [0.5, 0.375, 0.125], atol=1e-12)


def test_kills_fall_on_warheads_and_decoys_alike():
    """Law 16: one sure shot at 2 warheads and 1 decoy takes a warhead two times in three."""
    assert_allclose(leakage(2, 1, [Layer("a", 1, 1.0)], {}), [0, 2 / 3, 1 / 3], atol=1e-12)


def test_layers_of_one_sensor_fail_together():
    """Law 12: two layers at .5 on one sensor that fails .2: .8 x .25 + .2 leaks; on two sensors .6 x .6."""
    one = [Layer("a", 1, 0.5, sensor="radar"), Layer("b", 1, 0.5, sensor="radar")]
    two = [Layer("a", 1, 0.5, sensor="radar"), Layer("b", 1, 0.5, sensor="satellite")]
    assert_allclose(leakage(1, 0, one, {"radar": 0.2})[1], 0.4, atol=1e-12)
    assert_allclose(leakage(1, 0, two, {"radar": 0.2, "satellite": 0.2})[1], 0.36, atol=1e-12)


def test_a_failed_layer_spends_nothing():
    layers = [Layer("a", 4, 0.5, sensor="radar"), Layer("b", 4, 0.5)]
    spent = shots_spent(4, 0, layers, {"radar": 1.0})
    assert_allclose(spent[0], [1, 0, 0, 0, 0], atol=1e-12)
    assert_allclose(spent[1], [0, 0, 0, 0, 1], atol=1e-12)


def test_shots_of_two_looks_binomial():
    """3 rounds on 2 objects at .5: both die at once .25 (2 spent), else a third round: mean 2.75."""
    layer = Layer("a", 3, 0.5, looks=2)
    assert_allclose(shots_spent(2, 0, [layer], {})[0], [0, 0, 0.25, 0.75], atol=1e-12)
    assert_allclose(expected_shots(2, 0, [layer], {}), [2.75], atol=1e-12)


FULL_DEFENCE = (
    Layer("exo", 10, 0.5, sensor="net"),
    Layer("mid", 30, 0.4, salvo=2, looks=2, simultaneous_objects=6, sensor="net"),
    Layer("terminal", 17, 0.7, salvo=2, sensor="net"),
)


@pytest.mark.parametrize("short_stock", ["whole_salvos", "even"])
@pytest.mark.parametrize(
    "layers",
    [
        (),
        (Layer("empty", 0, 0.9),),
        (Layer("blind", 50, 0.0, salvo=2, looks=3),),
        (Layer("busy", 50, 0.9, simultaneous_objects=0),),
    ],
    ids=["no layer", "no interceptors", "k = 0", "serves none"],
)
def test_no_defence_lets_everything_through(layers, short_stock):
    leak = leakage(6, 3, layers, {}, short_stock)
    assert_array_equal(leak, [0, 0, 0, 0, 0, 0, 1])


def test_sensors_that_all_fail_let_everything_through():
    assert_array_equal(leakage(6, 3, FULL_DEFENCE, {"net": 1.0}), [0, 0, 0, 0, 0, 0, 1])


def test_sure_shots_enough_for_all_let_nothing_through():
    assert_array_equal(leakage(6, 3, [Layer("sure", 9, 1.0)], {}), [1, 0, 0, 0, 0, 0, 0])


def test_sure_shots_one_short_leave_one_object():
    """9 objects, 8 sure shots: what is left is a warhead 6 times in 9."""
    assert_allclose(leakage(6, 3, [Layer("sure", 8, 1.0)], {})[:2], [1 / 3, 2 / 3], atol=1e-12)


@pytest.mark.parametrize("decoys", [0, 7])
def test_no_warheads_leak_none(decoys):
    assert_allclose(leakage(0, decoys, FULL_DEFENCE, {"net": 0.3}), [1], atol=1e-12)


def test_decoys_alone_still_draw_fire():
    assert_allclose(shots_spent(0, 7, [Layer("a", 5, 0.5)], {})[0], [0, 0, 0, 0, 0, 1], atol=1e-12)


def test_thousands_of_objects_stay_exact():
    """1500 warheads and 1500 decoys, 1000 rounds at .5 take 250 warheads in the mean."""
    leak = leakage(1500, 1500, [Layer("a", 1000, 0.5, looks=2)], {})
    assert_allclose(leak.sum(), 1, atol=1e-12)
    assert_allclose(mean_leakers(leak), 1250, rtol=1e-12)


def test_short_closed_form_binomial():
    """2 warheads, 1 decoy, 3 rounds in salvos of 2 at .5: kills 0, 1, 2 with .125, .5, .375 (full .75, rest
    .5); a kill takes a warhead 2/3 of the time, two kills take both 1/3 of the time and one 2/3."""
    layer = Layer("a", 3, 0.5, salvo=2)
    expected = [0.375 / 3, 0.5 * 2 / 3 + 0.375 * 2 / 3, 0.125 + 0.5 / 3]
    assert_allclose(short_stock_leakage(2, 1, layer), expected, atol=1e-12)
    assert_allclose(leakage(2, 1, [layer], {}), expected, atol=1e-12)


def test_ample_closed_form_binomial():
    """Three warheads past .5 twice and .6 once: each leaks .25 x .4 = .1 when the sensor works, else .4."""
    layers = [Layer("a", 6, 0.5, looks=2, sensor="net"), Layer("b", 3, 0.6)]
    expected = 0.8 * binomial(3, 0.1) + 0.2 * binomial(3, 0.4)
    assert_allclose(ample_stock_leakage(3, layers, {"net": 0.2}), expected, atol=1e-12)
    assert_allclose(leakage(3, 0, layers, {"net": 0.2}), expected, atol=1e-12)


@pytest.mark.parametrize(("discrimination", "decoys"), [(1.0, 0), (0.0, 5)])
def test_limits_of_discrimination(discrimination, decoys):
    """Law 15: d = 1 leaves only the warheads to engage, d = 0 all objects."""
    mixed = leakage_with_discrimination(6, 5, discrimination, FULL_DEFENCE, {"net": 0.1})
    assert_allclose(mixed, leakage(6, decoys, FULL_DEFENCE, {"net": 0.1}), atol=1e-12)


def test_discrimination_is_a_mixture_over_engaged_decoys_binomial():
    """One warhead, one decoy that is engaged half of the time, one sure round: .5 x 0 + .5 x .5 leaks."""
    assert_allclose(leakage_with_discrimination(1, 1, 0.5, [Layer("a", 1, 1.0)], {}), [0.75, 0.25], atol=1e-12)


@pytest.mark.parametrize("salvo", [1, 2])
def test_two_looks_with_ample_stock_save_shots(salvo):
    """Wilkening (2000): K = 1 - (1 - k)^(2 s), mean shots s + (1 - k)^s s. k .7: .91 for 1.3, .9919 for 2.18."""
    layers = [Layer("two looks", 4 * salvo * 12, 0.7, salvo=salvo, looks=2)]
    kill, shots = {1: (0.91, 1.3), 2: (0.9919, 2.18)}[salvo]
    assert_allclose(mean(12, 0, *layers), 12 * (1 - kill), atol=1e-12)
    assert_allclose(expected_shots(12, 0, layers, {}), [12 * shots], atol=1e-12)


def test_none_leaks_with_the_chance_of_the_track_and_of_every_kill():
    """Wilkening (2000), common-mode tracking: Pt [1 - (1 - k)^n]^W."""
    leak = leakage(5, 3, [Layer("barrage", 24, 0.6, salvo=3, sensor="track")], {"track": 0.1})
    assert_allclose(leak[0], 0.9 * (1 - 0.4**3) ** 5, atol=1e-12)


def test_a_barrage_on_all_objects_leaks_the_share_that_it_misses():
    """Two shots at .6 on each of 8 warheads and 12 decoys: 8 x .16."""
    assert_allclose(mean(8, 12, Layer("barrage", 40, 0.6, salvo=2)), 1.28, atol=1e-12)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((-1, 0, (), {}), "^warheads is -1: write a whole number of at least 0$"),
        ((1, 1.5, (), {}), r"^decoys is 1\.5: write a whole number$"),
        (
            (1, 0, FULL_DEFENCE, {"nett": 0.1}),
            "^sensor_failure_probability lacks net: give each sensor a chance$",
        ),
        (
            (1, 0, FULL_DEFENCE, {"net": 1.2}),
            r"^sensor_failure_probability of net is 1\.2: write a number from 0 to 1$",
        ),
        ((1, 0, (), {}, "random"), "^short_stock is 'random': write whole_salvos or even$"),
    ],
)
def test_a_bad_raid_is_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        leakage(*arguments)

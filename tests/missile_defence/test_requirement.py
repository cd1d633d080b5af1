from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from deterrence.missile_defence.engagement import expected_shots, leakage
from deterrence.missile_defence.layer import Layer
from deterrence.missile_defence.requirement import (
    DiscriminationInputs,
    fractional_kill_probability,
    imperfect_discrimination,
    interceptors_needed,
    layered_kill_probability,
    needed_kill_probability,
    no_leak_probability,
    shoot_look_shoot,
    shots_needed,
)

chances = st.floats(0, 1)
KILLS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9)
# After Wilkening (2000), common-mode tracking: W, P0, Pt, Kw, then shots per warhead by single-shot chance.
WILKENING = [
    (4, 0.80, 1.00, 0.94574, (4.20, 3.18, 2.42, 1.81, 1.54, 1.27)),
    (4, 0.95, 1.00, 0.98726, (6.29, 4.76, 3.62, 2.71, 2.30, 1.89)),
    (20, 0.80, 1.00, 0.98890, (6.49, 4.91, 3.74, 2.80, 2.37, 1.95)),
    (20, 0.80, 0.95, 0.99144, (6.87, 5.20, 3.95, 2.96, 2.51, 2.07)),
    (100, 0.80, 1.00, 0.99777, (8.81, 6.66, 5.07, 3.79, 3.22, 2.65)),
]


@pytest.mark.parametrize(("warheads", "no_leak", "track", "kill", "shots"), WILKENING)
def test_shots_per_warhead_after_wilkening(warheads, no_leak, track, kill, shots):
    needed = needed_kill_probability(warheads, no_leak, track)
    assert_allclose(needed, kill, atol=5e-6)
    assert_allclose([shots_needed(k, needed) for k in KILLS], shots, atol=5.001e-3)


def test_independent_tracking_has_no_solution_where_each_track_is_too_unsure():
    """20 warheads, P0 .80, Pt .95: the needed .989 is above .95."""
    assert needed_kill_probability(20, 0.8, 0.95, "independent") is None
    assert shots_needed(0.9, None) == inf


@pytest.mark.parametrize("no_leak", [0.95, 0.96, 1.0])
def test_no_solution_where_the_track_is_no_surer_than_what_is_asked(no_leak):
    assert needed_kill_probability(4, no_leak, 0.95) is None


@given(st.integers(1, 200), chances, st.floats(0.01, 1), st.sampled_from(["common_mode", "independent"]), chances)
def test_the_inverse_undoes_the_forward_form(warheads, no_leak, track, tracking, k):
    needed = needed_kill_probability(warheads, no_leak, track, tracking)
    if needed is None:
        return
    assert_allclose(no_leak_probability(warheads, needed, track, tracking), no_leak, atol=1e-9)
    if 0.05 < k < 0.95 and needed < 1:
        assert_allclose(1 - (1 - k) ** shots_needed(k, needed), needed, atol=1e-12)


def test_no_leak_chance_of_a_barrage_is_that_of_the_engagement():
    """Common-mode tracking is one sensor (law 12): Pt [1 - (1 - k)^n]^W."""
    leak = leakage(5, 3, [Layer("barrage", 24, 0.6, salvo=3, sensor="track")], {"track": 0.1})
    assert_allclose(leak[0], no_leak_probability(5, 1 - 0.4**3, 0.9), atol=1e-12)


@pytest.mark.parametrize(("k", "needed", "shots"), [(0, 0.5, inf), (1, 0.9, 1), (0.5, 0, 0), (0.5, 1, inf)])
def test_limits_of_the_shots_needed(k, needed, shots):
    assert shots_needed(k, needed) == shots


def test_interceptors_are_shots_times_objects():
    assert interceptors_needed(2.5, 4, 6) == 25
    assert interceptors_needed(inf, 0, 0) == 0


@given(st.lists(chances, min_size=1, max_size=6), st.randoms())
def test_layered_closure_in_any_order(kills, shuffle):
    """Operations Research 30(3), 1982: what passes is the product of what passes each layer."""
    passed = 1.0
    for kill in kills:
        passed *= 1 - kill
    assert_allclose(layered_kill_probability(kills), 1 - passed, atol=1e-12)
    shuffle.shuffle(kills)
    assert_allclose(layered_kill_probability(kills), 1 - passed, atol=1e-12)


@pytest.mark.parametrize(
    ("first", "second", "kill", "shots", "kill_tolerance"),
    [(2, 0, 0.91, 2.0, 1e-12), (1, 1, 0.91, 1.3, 1e-12), (2, 2, 0.9919, 2.18, 1e-12)],
)
def test_shoot_look_shoot_saves_shots(first, second, kill, shots, kill_tolerance):
    fire = shoot_look_shoot(0.7, first, second)
    assert_allclose(fire.kill_probability, kill, atol=kill_tolerance)
    assert_allclose(fire.expected_shots, shots, atol=1e-12)


@pytest.mark.parametrize("salvo", [1, 2])
def test_shoot_look_shoot_is_two_looks_of_the_engagement_with_ample_stock(salvo):
    layers = [Layer("two looks", 4 * salvo * 12, 0.7, salvo=salvo, looks=2)]
    fire = shoot_look_shoot(0.7, salvo, salvo)
    assert_allclose(leakage(12, 0, layers, {}) @ np.arange(13), 12 * (1 - fire.kill_probability), atol=1e-12)
    assert_allclose(expected_shots(12, 0, layers, {}), [12 * fire.expected_shots], atol=1e-12)


@given(chances, st.integers(0, 8))
def test_whole_shots_need_no_fraction(k, shots):
    assert_allclose(fractional_kill_probability(k, shots), 1 - (1 - k) ** shots, atol=1e-12)


def test_a_fraction_of_a_shot_engages_a_share():
    """.3 shots at k .5 kill .15; 1.25 shots kill .75 x .5 + .25 x .75 = .5625."""
    assert_allclose(fractional_kill_probability(0.5, 0.3), 0.15, atol=1e-12)
    assert_allclose(fractional_kill_probability(0.5, 1.25), 0.5625, atol=1e-12)


def test_perfect_discrimination_ignores_decoys():
    """a = b = 0: M = W, 40 interceptors on 20 warheads, two shots at .5: L = 20 x .25 = 5."""
    results = imperfect_discrimination(DiscriminationInputs(20, 60, 40, 0.5, 0, 0))
    assert_allclose(results.engaged_objects, 20, atol=1e-12)
    assert_allclose(results.shots_per_object, 2, atol=1e-12)
    assert_allclose(results.leaking_warheads, 5, atol=1e-12)


def test_no_discrimination_engages_every_decoy():
    """b = 0, a = 1: M = 80, half a shot each at .5: L = 20 x (1 - .25) = 15."""
    results = imperfect_discrimination(DiscriminationInputs(20, 60, 40, 0.5, 0, 1))
    assert_allclose(results.engaged_objects, 80, atol=1e-12)
    assert_allclose(results.shots_per_object, 0.5, atol=1e-12)
    assert_allclose(results.leaking_warheads, 15, atol=1e-12)


def test_both_errors_by_hand():
    """b .2, a .4, 20 warheads, 60 decoys: M = 16 + 24 = 40; 60 shots, n 1.5, q = .5 x .5 + .5 x .25 = .375;
    L = 20 (1 - .8 x .625) = 10."""
    results = imperfect_discrimination(DiscriminationInputs(20, 60, 60, 0.5, 0.2, 0.4))
    assert_allclose(results.engaged_objects, 40, atol=1e-12)
    assert_allclose(results.leaking_warheads, 10, atol=1e-12)


def test_no_discrimination_is_the_engagement_of_all_objects_in_the_mean():
    """Whole shots on every object: the exact mean and the mean formula agree."""
    results = imperfect_discrimination(DiscriminationInputs(8, 12, 40, 0.6))
    leak = leakage(8, 12, [Layer("barrage", 40, 0.6, salvo=2)], {})
    assert_allclose(results.leaking_warheads, leak @ np.arange(9), atol=1e-12)


def test_nothing_engaged_leaks_everything():
    results = imperfect_discrimination(DiscriminationInputs(8, 0, 40, 0.6, warhead_passed_over=1))
    assert (results.engaged_objects, results.shots_per_object, results.leaking_warheads) == (0, 0, 8)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: needed_kill_probability(0, 0.5), "^warheads is 0: write a whole number of at least 1$"),
        (lambda: needed_kill_probability(4, 1.2), r"^no_leak is 1\.2: write a number from 0 to 1$"),
        (
            lambda: fractional_kill_probability(0.5, -1.0),
            r"^shots is -1\.0: write a finite number of at least 0$",
        ),
        (
            lambda: layered_kill_probability([0.5, 2]),
            "^kill_probabilities holds 2: write numbers from 0 to 1$",
        ),
    ],
)
def test_bad_requirements_are_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()

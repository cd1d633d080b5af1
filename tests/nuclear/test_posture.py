import random

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.nuclear.arsenal import Posture, boats_at_sea


def posture(operational: object = 3, **changes: object) -> Posture:
    """One future: one boat at sea, 7 days of warning, a second boat in 3 days, a third in 14."""
    values = {
        "crews": 4, "missile_sets": 3, "day_to_day": 1, "warning_time_days": 7.0,
        "time_to_second_boat_days": 3.0, "time_to_third_boat_days": 14.0,
        "second_boat_exists_probability": 0.75, "third_boat_exists_probability": 0.4,
    }  # fmt: skip
    values |= changes
    return Posture(
        operational=np.atleast_2d(operational),
        **{name: np.atleast_1d(value) for name, value in values.items()},
    )


def at_sea(**changes: object) -> tuple[list[float], list[float]]:
    day_to_day, generated = boats_at_sea(posture(**changes))
    return day_to_day[0, 0].tolist(), generated[0, 0]


def test_day_to_day_is_one_whole_boat():
    day_to_day, _ = at_sea()
    assert day_to_day == [0, 1, 0, 0]


def test_the_second_boat_is_a_mixture_not_half_a_boat():
    """Law 8: warning 7 reaches the second (3 days, exists with .75), not the third (14 days)."""
    assert_allclose(at_sea()[1], [0, 0.25, 0.75, 0], atol=1e-15)


def test_the_third_boat_comes_only_with_the_second():
    """30 days: second .75, third .4 of that: .25, .45, .30."""
    assert_allclose(at_sea(warning_time_days=30.0)[1], [0, 0.25, 0.45, 0.30], atol=1e-15)


def test_no_third_boat_before_the_second():
    """Warning 7 reaches a third boat in 5 days but not a second in 10: only the first is there."""
    generated = at_sea(time_to_second_boat_days=10.0, time_to_third_boat_days=5.0)[1]
    assert_array_equal(generated, [0, 1, 0, 0])


def test_warning_equal_to_the_time_to_sea_is_enough():
    assert_allclose(at_sea(warning_time_days=3.0)[1], [0, 0.25, 0.75, 0], atol=1e-15)
    assert_array_equal(at_sea(warning_time_days=2.999)[1], [0, 1, 0, 0])


@pytest.mark.parametrize("bound", ["operational", "crews", "missile_sets"])
def test_refits_crews_and_missile_sets_bound_the_surge(bound):
    """30 days would give .25, .45, .30 on one, two, three boats; two can sail: .25 and .75; none: nothing."""
    assert_allclose(at_sea(warning_time_days=30.0, **{bound: 2})[1], [0, 0.25, 0.75, 0], atol=1e-15)
    assert_array_equal(at_sea(warning_time_days=30.0, **{bound: 1})[1], [0, 1, 0, 0])
    nothing = at_sea(warning_time_days=30.0, **{bound: 0})
    assert_array_equal(nothing, [[1, 0, 0, 0], [1, 0, 0, 0]])


def test_a_second_boat_already_at_sea_needs_no_warning():
    """Two boats day-to-day, 30 days of warning: the third with .4."""
    day_to_day, generated = at_sea(day_to_day=2, warning_time_days=30.0)
    assert day_to_day == [0, 0, 1, 0]
    assert_allclose(generated, [0, 0, 0.6, 0.4], atol=1e-15)


def test_three_boats_day_to_day_are_the_surge():
    assert_array_equal(at_sea(day_to_day=3, warning_time_days=0.0)[1], [0, 0, 0, 1])


def test_boats_that_stay_in_port_day_to_day_can_still_be_sent():
    """No boat at sea: 30 days send what would be the second and third: none .25, one .45, two .30."""
    day_to_day, generated = at_sea(day_to_day=0, warning_time_days=30.0)
    assert day_to_day == [1, 0, 0, 0]
    assert_allclose(generated, [0.25, 0.45, 0.30, 0], atol=1e-15)


def test_a_year_with_fewer_operational_boats_than_the_posture_is_a_gap():
    day_to_day, _ = boats_at_sea(posture(operational=[2, 1, 0], day_to_day=2))
    assert_array_equal(day_to_day[0], [[0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 0, 0]])


def random_posture(source: random.Random, futures: int = 30, years: int = 4) -> Posture:
    def whole(high: int) -> np.ndarray:
        return np.array([source.randint(0, high) for _ in range(futures)])

    def uniform(high: float) -> np.ndarray:
        return np.array([source.uniform(0, high) for _ in range(futures)])

    return Posture(
        operational=np.array([[source.randint(0, 5) for _ in range(years)] for _ in range(futures)]),
        crews=whole(4), missile_sets=whole(4), day_to_day=whole(3), warning_time_days=uniform(30),
        time_to_second_boat_days=uniform(20), time_to_third_boat_days=uniform(40),
        second_boat_exists_probability=uniform(1), third_boat_exists_probability=uniform(1),
    )  # fmt: skip


def at_least(distribution: np.ndarray) -> np.ndarray:
    return distribution[..., ::-1].cumsum(axis=-1)[..., ::-1]


def test_the_generated_posture_is_never_smaller_in_stochastic_order():
    """Law 8: for every n, at least n boats are at least as likely as day-to-day."""
    day_to_day, generated = boats_at_sea(random_posture(random.Random(1)))
    assert np.all(at_least(generated) >= at_least(day_to_day) - 1e-12)


def test_more_warning_never_sends_fewer_boats():
    held = random_posture(random.Random(2))
    longer = Posture(**{**held.__dict__, "warning_time_days": held.warning_time_days + 5})
    assert np.all(at_least(boats_at_sea(longer)[1]) >= at_least(boats_at_sea(held)[1]) - 1e-12)


def test_chances_sum_to_one_and_no_boat_sails_that_cannot():
    held = random_posture(random.Random(3))
    can_sail = np.minimum(held.operational, np.minimum(held.crews, held.missile_sets)[:, None])
    for chances in boats_at_sea(held):
        assert_allclose(chances.sum(axis=-1), 1, atol=1e-12)
        assert np.all(chances >= 0)
        too_many = np.arange(4) > can_sail[..., None]
        assert_array_equal(chances[too_many], 0)


def count_boats(held: Posture, future: int, year: int, source: random.Random) -> int:
    """One trial, boat by boat: who is at sea after the warning."""
    slots = min(int(held.operational[future, year]), int(held.crews[future]), int(held.missile_sets[future]), 3)
    at_sea = min(int(held.day_to_day[future]), slots)
    second_sails = at_sea >= 2
    if not second_sails and source.random() < held.second_boat_exists_probability[future]:
        second_sails = held.warning_time_days[future] >= held.time_to_second_boat_days[future]
        at_sea += second_sails
    if (
        second_sails
        and at_sea < 3
        and held.day_to_day[future] < 3
        and source.random() < held.third_boat_exists_probability[future]
    ):
        at_sea += bool(held.warning_time_days[future] >= held.time_to_third_boat_days[future])
    return min(at_sea, slots)


def test_the_generated_posture_agrees_with_trials_boat_by_boat():
    source, trials = random.Random(4), 2000
    held = random_posture(source, futures=12, years=1)
    _, generated = boats_at_sea(held)
    for future in range(12):
        seen = np.bincount([count_boats(held, future, 0, source) for _ in range(trials)], minlength=4) / trials
        spread = np.sqrt(generated[future, 0] * (1 - generated[future, 0]) / trials)
        assert np.all(np.abs(seen - generated[future, 0]) <= 5 * spread + 1e-12)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("operational", -1, r"operational out of range \(-1\): write a whole number of at least 0"),
        ("crews", 1.5, r"crews out of range \(1.5\): write a whole number"),
        ("day_to_day", 4, r"day_to_day out of range \(4\): write at most 3 boats"),
        ("warning_time_days", -1.0, r"warning_time_days out of range \(-1\)"),
        ("second_boat_exists_probability", 1.2, r"second_boat_exists_probability out of range \(1.2\)"),
        (
            "third_boat_exists_probability",
            float("nan"),
            r"third_boat_exists_probability out of range \(nan\)",
        ),
        (
            "boats_in_service",
            0,
            r"more boats at sea \(1\) than owned \(0\): lower day_to_day or raise boats_in_service",
        ),
    ],
)
def test_bad_postures_are_refused(name, value, message):
    with pytest.raises(ValueError, match=message):
        posture(**{name: value})

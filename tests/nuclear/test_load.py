import numpy as np
import pytest
from numpy.testing import assert_array_equal

from deterrence.nuclear.arsenal import upload_step, warheads_per_missile


def load(**changes: object) -> int:
    """A force of three sets of 16 missiles, 290 warheads, 50 of them elsewhere: room for 240 / 48 = 5."""
    values = {
        "desired": 5, "limit": 6, "stockpile": 290, "warheads_on_other_systems": 50,
        "missile_sets": 3, "missiles_per_boat": 16,
    }  # fmt: skip
    return int(warheads_per_missile(**values | changes))


def upload(current: int = 5, base: int = 5, erosion: float = 0.5, strength: float = 1.0, ceiling: int = 12) -> int:
    as_array = [np.array([value]) for value in (current, base, erosion, strength, ceiling)]
    return int(upload_step(*as_array)[0])


def test_the_load_is_the_desired_one_where_nothing_binds():
    assert load(desired=4) == 4


def test_the_stockpile_bounds_the_load_in_whole_warheads():
    """Law 22: 239 / 48 = 4.98, so 4; 240 / 48 = 5; 288 / 48 = 6."""
    assert [load(desired=6, stockpile=50 + left) for left in (239, 240, 287, 288)] == [4, 5, 5, 6]


def test_the_platform_limit_bounds_the_load():
    assert load(desired=9, stockpile=1000) == 6


def test_other_systems_come_first_and_the_load_is_never_negative():
    assert load(stockpile=40) == 0
    assert load(missile_sets=0) == 0
    assert load(missiles_per_boat=0) == 0


def test_loads_of_years_and_futures_are_whole():
    stockpile = np.array([[225.0, 260.0], [180.0, 225.0]])
    loads = warheads_per_missile(
        desired=np.full((2, 2), 8.0), limit=np.full((2, 2), 8.0), stockpile=stockpile,
        missile_sets=np.full((2, 2), 3.0), warheads_on_other_systems=np.zeros((2, 2)),
        missiles_per_boat=np.full((2, 2), 12),
    )  # fmt: skip
    assert loads.dtype == np.int64
    assert_array_equal(loads, [[6, 7], [5, 6]])


@pytest.mark.parametrize(
    "name",
    ["desired", "limit", "stockpile", "warheads_on_other_systems", "missile_sets", "missiles_per_boat"],
)
@pytest.mark.parametrize("value", [-1, 2.5])
def test_bad_counts_are_refused(name, value):
    with pytest.raises(ValueError, match=rf"{name} out of range \({value}\): write a whole number of at least 0"):
        load(**{name: value})


def test_upload_answers_erosion_in_whole_warheads():
    """Law 22: erosion .5 adds floor(1 x .5 x 5 + .5) = 3, .28 adds floor(1.9) = 1, .09 adds none."""
    assert [upload(erosion=erosion) for erosion in (0.5, 0.28, 0.09)] == [8, 6, 5]


def test_upload_stops_at_the_ceiling():
    assert upload(ceiling=6) == 6


def test_what_was_uploaded_is_not_unloaded():
    """A ratchet: 8 stay 8 when erosion falls to nothing."""
    assert upload(current=8, erosion=0.0) == 8


def test_a_falling_ceiling_takes_warheads_away():
    assert upload(current=8, erosion=0.0, ceiling=7) == 7


def test_at_strength_zero_the_load_is_the_base():
    """Also where the base has fallen since last year."""
    assert [upload(strength=0.0, current=current, erosion=1.0) for current in (4, 5, 8)] == [5, 5, 5]


def test_negative_erosion_calls_for_no_answer():
    assert upload(erosion=-0.6) == 5


def test_a_rising_base_is_followed():
    assert upload(current=5, base=6, erosion=0.0) == 6


def test_stronger_answers_and_more_erosion_never_load_less():
    steps = np.linspace(0, 2, 21)
    five, twelve = np.full(21, 5), np.full(21, 12)
    by_strength = upload_step(five, five, np.full(21, 0.7), steps, twelve)
    by_erosion = upload_step(five, five, steps / 2, np.full(21, 0.8), twelve)
    for values in (by_strength, by_erosion):
        assert np.all(np.diff(values) >= 0)
        assert values.dtype == np.int64


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"base": 13}, "base load above the ceiling: lower the base or raise the ceiling"),
        ({"strength": -0.1}, r"strength out of range \(-0.1\)"),
        ({"erosion": float("nan")}, r"erosion out of range \(nan\)"),
        ({"current": -1}, r"current out of range \(-1\)"),
    ],
)
def test_bad_uploads_are_refused(changes, message):
    with pytest.raises(ValueError, match=message):
        upload(**changes)

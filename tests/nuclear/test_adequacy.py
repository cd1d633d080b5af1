import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.nuclear.adequacy import (
    benchmark_status,
    erosion,
    erosion_without_programme,
    first_year_below,
    least_restoring,
)
from deterrence.nuclear.retaliation import ArrivalInputs, arrival_distribution


def test_erosion_by_hand():
    """40 warheads without a defence, 9.06 with it: 1 - 9.06 / 40 = .7735."""
    value, is_nothing = erosion(np.array([9.06, 40.0, 0.0]), np.array([40.0, 40.0, 40.0]))
    assert_allclose(value, [0.7735, 0, 1], atol=1e-15)
    assert not is_nothing.any()


def test_nothing_to_erode_is_flagged_and_never_a_number_that_is_not_one():
    """Law 18: where the denominator is 0 the flag is true and the value 0; warnings are errors here."""
    value, is_nothing = erosion(np.array([0.0, 10.0]), np.array([0.0, 20.0]))
    assert_array_equal(value, [0, 0.5])
    assert_array_equal(is_nothing, [True, False])


def test_equal_arrivals_erode_nothing_exactly():
    arrivals = np.array([0.1, 1 / 3, 68.4])
    assert_array_equal(erosion(arrivals, arrivals)[0], 0)


def test_erosion_keeps_the_axes():
    value, is_nothing = erosion(np.ones((3, 4, 2)), np.full((3, 4, 2), 2.0))
    assert value.shape == is_nothing.shape == (3, 4, 2)


def test_more_arrivals_through_the_defence_are_less_erosion():
    value, _ = erosion(np.linspace(0, 40, 9), np.full(9, 40.0))
    assert np.all(np.diff(value) < 0)


def test_an_answer_that_outweighs_the_defence_makes_erosion_negative():
    """Law 17: 60 arrive after upload against 50 in a history without the defence: -.2."""
    value, is_nothing = erosion_without_programme(np.array([60.0, 0.0]), np.array([50.0, 0.0]))
    assert_allclose(value, [-0.2, 0], atol=1e-15)
    assert_array_equal(is_nothing, [False, True])


@pytest.mark.parametrize(
    ("with_", "without", "name"), [(-1.0, 1.0, "arrivals_with"), (1.0, float("nan"), "arrivals_without")]
)
def test_arrivals_that_cannot_be_are_refused(with_, without, name):
    with pytest.raises(ValueError, match=rf"{name} out of range .*: write a finite number of at least 0"):
        erosion(np.array([with_]), np.array([without]))


def test_public_counts_against_one_boat_of_eight_missiles_with_five_warheads():
    """Law 20, missiles .9: P(>= 32) = .9^8 + 8 x .9^7 x .1 = .8131; P(>= 40) = .9^8 = .4305; 48 never."""
    arrival = arrival_distribution(ArrivalInputs(1, 8, 5, 1.0, 0.0, 0.0, 0.9, 1.0))
    at_least = np.array([arrival[b:].sum() for b in (32, 40, 48, 128)])
    assert_allclose(at_least, [0.81310473, 0.43046721, 0, 0], atol=1e-12)
    assert benchmark_status(at_least).tolist() == ["assured", "not_assured", "unreachable", "unreachable"]


def test_one_half_is_assured_and_anything_above_nothing_is_reachable():
    assert benchmark_status(np.array([0.5, 0.4999, 1e-12, 0.0])).tolist() == [
        "assured", "not_assured", "not_assured", "unreachable",
    ]  # fmt: skip


def test_a_sum_of_chances_a_rounding_above_one_is_assured():
    assert benchmark_status(np.array([1 + 4e-16])).tolist() == ["assured"]


def test_a_chance_outside_zero_to_one_is_refused():
    with pytest.raises(ValueError, match=r"probability_without out of range \(1.2\): write a number from 0 to 1"):
        benchmark_status(np.array([1.2]))


def test_the_first_year_below_is_the_first_even_where_arrivals_recover():
    years = np.array([2030, 2031, 2032, 2033])
    arrivals = np.array([[9.0, 6, 8, 5], [9, 8, 7, 7], [6, 9, 9, 9]])
    assert_array_equal(first_year_below(arrivals, np.full(3, 7.0), years), [2031, 2034, 2030])


def leak_of(warheads):
    """68 rounds, k .7, two shots: of 34 served .09 leak, all others do."""
    served = np.minimum(warheads, 34)
    return warheads - 0.91 * served


@pytest.mark.parametrize(
    ("bar", "most", "needed", "is_beyond"),
    [(20, 40, 11, False), (9.06, 40, 0, False), (20, 10, 10, True), (20, 11, 11, False), (20, 0, 0, True)],
)
def test_the_least_number_that_restores_is_worked_out_by_hand(bar, most, needed, is_beyond):
    """40 warheads leave 9.06; each beyond them leaks whole: 20 take 10.94 more, so 11."""
    found = least_restoring(lambda _, number: leak_of(40 + number) + 1e-12, [most], [float(bar)])
    assert (found[0][0], found[1][0]) == (needed, is_beyond)


def test_the_least_number_is_that_of_a_search_one_by_one():
    source = np.random.default_rng(5)
    steps = np.cumsum(source.uniform(0, 3, (200, 21)), axis=1)
    most, bar = source.integers(0, 21, 200), source.uniform(0, 45, 200)
    found, beyond = least_restoring(lambda futures, number: steps[futures, number], most, bar)
    for i in range(200):
        reaching = [n for n in range(most[i] + 1) if steps[i, n] >= bar[i]]
        assert (found[i], beyond[i]) == ((reaching[0], False) if reaching else (most[i], True))

import random
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.axes import FORCES, POSTURES
from deterrence.nuclear.retaliation import ArrivalInputs, arrival_distribution, survivor_probability
from deterrence.second_strike.arrivals import chances_of_arrival
from deterrence.second_strike.chances import DECOY_SPREAD
from deterrence.second_strike.expected import expected_arrivals
from deterrence.second_strike.inputs import ALL_RAIDS, YearInputs, over_years, raid
from second_strike.raid_simulation import Raid, simulate

SIZE = 420


class Found(NamedTuple):
    """Means and chances of one year, [future, force, posture, ...]."""

    arrivals_with: np.ndarray
    arrivals_without: np.ndarray
    curve_with: np.ndarray
    curve_without: np.ndarray


def of_year(inputs: YearInputs, size: int, is_explicit: bool, spread: float) -> Found:
    means = expected_arrivals(inputs, ALL_RAIDS)
    curves = chances_of_arrival(over_years([inputs]), size, is_explicit, spread)[:, 0]
    return Found(*means, curves[:, 1], curves[:, 0])


def boats(at_sea: int, survival: float, launch: float) -> np.ndarray:
    """Chance that n boats fire, by hand: binomial survivors behind one zero mass."""
    out = np.zeros(4)
    for n in range(at_sea + 1):
        ways = {0: 1, 1: at_sea, 2: at_sea * (at_sea - 1) // 2, 3: 1}[n]
        out[n] = launch * ways * survival**n * (1 - survival) ** (at_sea - n)
    out[0] += 1 - launch
    return out


def inputs_of(raid: Raid) -> YearInputs:
    firing = np.zeros((1, 2, 2, 4))
    for force in (0, 1):
        firing[0, force, :] = boats(raid.boats_at_sea[force], raid.boat_survival[force], raid.launch[force])
    whole = {"dtype": np.int64}
    return YearInputs(
        boats=firing,
        missiles=np.array([raid.missiles], **whole),
        warheads=np.array([raid.warheads], **whole),
        decoys=np.array([raid.decoys], **whole),
        missile_reliability=np.array([raid.missile_reliability]),
        warhead_reliability=np.array([raid.warhead_reliability]),
        stock=np.array([raid.stock], **whole),
        salvo=np.array([raid.salvo], **whole),
        looks=np.array([raid.looks], **whole),
        capacity=np.array([raid.capacity], **whole),
        kill_probability=np.array([raid.kill]),
        correlation=np.array([raid.correlation]),
        sees=np.array([raid.sees]),
        working=np.ones((1, 3)),
        engaged=np.array([raid.engaged]),
    )


def sure_raid(
    missiles: tuple, stock_capital: int, warheads: int = 1, british: tuple = (0, 0, 0), **changes: object
) -> Raid:
    """One boat of each force that surely fires; k .7, two shots, one terminal layer at the capital."""
    values = {
        "boats_at_sea": (1, 1), "launch": (1.0, 1.0), "boat_survival": (1.0, 1.0),
        "missiles": (missiles, british), "warheads": (warheads, warheads), "decoys": (0, 0),
        "missile_reliability": (1.0, 1.0), "warhead_reliability": 1.0,
        "stock": ((0, 0, stock_capital), (0, 0, 0)), "salvo": (2, 2, 2), "looks": (1, 1, 1),
        "capacity": ((999, 999, 999), (999, 999, 999)), "kill": (0.7, 0.7, 0.7),
        "correlation": 0.0, "sees": 1.0, "engaged": 1.0,
    }  # fmt: skip
    return Raid(**{**values, **changes})


def run(raid: Raid, spread: float = 0.0):
    is_explicit = raid.decoys != (0, 0) or raid.engaged < 1
    return of_year(inputs_of(raid), SIZE, is_explicit, spread)


@pytest.mark.parametrize(("exposed", "arrive"), [(40, 9.06), (20, 21.8), (4, 36.36)])
def test_exposure_decides_more_than_the_interceptor_count(exposed, arrive):
    """40 warheads, 68 rounds, k .7, two shots (design, section 3): 9.1, 21.8 and 36.4 arrive."""
    assert_allclose(run(sure_raid((exposed, 0, 40 - exposed), 68)).arrivals_with[0, 0, 0], arrive, atol=1e-12)


def test_more_rounds_change_nothing_where_the_exposed_part_is_served():
    few, many = (run(sure_raid((20, 0, 20), rounds)).arrivals_with[0, 0, 0] for rounds in (68, 164))
    assert few == many


def test_planned_exposure_of_law_9():
    """40 warheads, 20 rounds, exposure one half: 10 engaged, 9.1 killed, 30.9 arrive."""
    assert_allclose(run(sure_raid((20, 0, 20), 20)).arrivals_with[0, 0, 0], 30.9, atol=1e-12)


def test_two_forces_are_one_raid_on_one_stock():
    """Law 19: 40 + 80 against 68 rounds: 89.06 arrive together; added up it would be 9.06 + 49.06 = 58.1."""
    result = run(sure_raid((40, 0, 0), 68, british=(80, 0, 0)))
    assert_allclose(result.arrivals_with[0, :, 0], [9.06, 49.06, 89.06], atol=1e-12)


def random_raid(source: random.Random) -> Raid:
    explicit = source.random() < 0.5
    pick = source.randint
    return Raid(
        boats_at_sea=(pick(1, 3), pick(1, 2)),
        launch=(source.uniform(0.5, 1), source.uniform(0.5, 1)),
        boat_survival=(source.uniform(0.5, 1),) * 2,
        missiles=((pick(0, 4), pick(0, 4), pick(0, 4)), (pick(0, 3), pick(0, 3), pick(0, 3))),
        warheads=(pick(1, 5), pick(1, 5)),
        decoys=(pick(0, 3), pick(0, 3)) if explicit else (0, 0),
        missile_reliability=(source.uniform(0.6, 1), source.uniform(0.6, 1)),
        warhead_reliability=source.uniform(0.7, 1),
        stock=((pick(0, 20), pick(0, 20), pick(0, 30)), (pick(0, 20), pick(0, 20), 0)),
        salvo=(pick(1, 3), pick(1, 3), pick(1, 3)),
        looks=(pick(1, 3), pick(1, 2), 1),
        capacity=((pick(1, 12), pick(1, 12), pick(1, 40)), (pick(1, 12), pick(1, 12), 5)),
        kill=(source.uniform(0, 0.9), source.uniform(0, 0.9), source.uniform(0, 0.9)),
        correlation=source.choice([0.0, source.uniform(0, 1)]),
        sees=source.choice([1.0, source.uniform(0.2, 1)]),
        engaged=source.uniform(0.2, 1) if explicit else 1.0,
    )


def standard_errors(probabilities: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Deviations of merged bins with an expected count of at least 25, in standard errors."""
    trials = counts.sum()
    expected = probabilities * trials
    deviations, e, c = [], 0.0, 0
    for one_expected, one_count in zip(expected, counts, strict=True):
        e, c = e + one_expected, c + one_count
        if e >= 25 and trials - e >= 25:
            p = e / trials
            deviations.append((c - e) / np.sqrt(trials * p * (1 - p)))
            e, c = 0.0, 0
    return np.array(deviations)


@pytest.mark.parametrize("seed", range(24))
def test_the_whole_raid_agrees_with_an_event_level_simulation(seed):
    source = random.Random(seed)
    raid = random_raid(source)
    curve = run(raid).curve_with[0, 2, 0]
    probabilities = curve - np.append(curve[1:], 0.0)
    trials = 3000
    counts = np.bincount([simulate(raid, source) for _ in range(trials)], minlength=SIZE)
    assert counts[probabilities < 1e-15].sum() == 0
    deviations = standard_errors(probabilities, counts)
    assert np.all(np.abs(deviations) < 5), deviations


@pytest.mark.parametrize("seed", range(30))
def test_grouped_decoys_stay_within_the_stated_error(seed):
    """Law 16: mean error at most .05 warhead and P(>= b) error at most .005 against every count.

    Against the mean over every pair of missile counts, the mean decoys of a warhead count err by up to .07 more.
    """
    source = random.Random(1000 + seed)
    some = replace(
        random_raid(source),
        missiles=((7, 5, 4), (4, 2, 2)),
        warheads=(source.randint(4, 6), 5),
        decoys=(source.randint(2, 18), source.randint(2, 15)),
        engaged=source.uniform(0.1, 0.7),
    )
    exact, grouped = run(some), run(some, spread=DECOY_SPREAD)
    means = [result.curve_with[..., 1:].sum(axis=-1) for result in (exact, grouped)]
    assert np.abs(means[0] - means[1]).max() <= 0.05
    assert np.abs(exact.arrivals_with - means[0]).max() <= 0.07
    assert np.abs(exact.curve_with - grouped.curve_with).max() <= 0.005


def test_no_kill_no_exposure_no_sight_equal_the_twin():
    """With k = 0, exposure 0 or a blind network the defended run equals the undefended one to 1e-12."""
    blind = [
        sure_raid((6, 4, 6), 68, warheads=5, kill=(0.0, 0.0, 0.0), warhead_reliability=0.9),
        sure_raid((0, 0, 16), 68, warheads=5, boat_survival=(0.8, 0.8)),
        sure_raid((6, 4, 6), 68, warheads=5, sees=0.0),
        sure_raid((6, 4, 6), 0, warheads=5),
    ]
    for one in blind:
        result = run(one)
        assert_allclose(result.arrivals_with, result.arrivals_without, atol=1e-12)
        assert_allclose(result.curve_with, result.curve_without, atol=1e-12)


def test_distribution_sums_to_one_and_has_the_reported_mean():
    source = random.Random(5)
    for _ in range(10):
        result = run(random_raid(source))
        for curve, mean in (
            (result.curve_with, result.arrivals_with),
            (result.curve_without, result.arrivals_without),
        ):
            assert_allclose(curve[..., 0], 1.0, atol=1e-12)
            of_curve = curve[..., 1:].sum(axis=-1)
            assert_allclose(of_curve[:, :2], mean[:, :2], atol=1e-10)
            # Both forces with unlike loads: the curve takes the mean decoys of a warhead count, the mean every pair.
            assert_allclose(of_curve[:, 2], mean[:, 2], atol=0.05)


def test_a_raid_is_the_same_number_whatever_else_is_asked_for():
    source = random.Random(11)
    for _ in range(6):
        inputs = inputs_of(random_raid(source))
        whole = expected_arrivals(inputs, ALL_RAIDS)
        for force in FORCES:
            for posture in POSTURES:
                wanted = raid(force, posture)
                alone = expected_arrivals(inputs, wanted)
                for one, all_of_them in zip(alone, whole, strict=True):
                    assert one[:, wanted].tobytes() == all_of_them[:, wanted].tobytes()
                    assert np.isnan(one[:, ~wanted]).all()


def test_without_a_defence_the_compiled_law_is_the_plain_one():
    """Two boats for certain: launch, class and common cause are zero masses before the binomial of survivors."""
    held = ArrivalInputs(2, 8, 5, 0.85, 0.03, 0.04, 0.9, 0.95, 0.98)
    inputs = inputs_of(sure_raid((3, 4, 1), 0, warheads=5))
    fires = 0.98 * 0.97 * 0.96
    inputs.boats[0, 0, :] = fires * survivor_probability(np.array([0.0, 0.0, 1.0, 0.0]), 0.85)
    inputs.boats[0, 0, :, 0] += 1.0 - fires
    inputs = inputs._replace(missile_reliability=np.full((1, 2), 0.9), warhead_reliability=np.array([0.95]))
    curve = chances_of_arrival(over_years([inputs]), SIZE, False, 0.0)[0, 0, 0, 0, 0]
    expected = np.zeros(SIZE)
    expected[:81] = np.cumsum(arrival_distribution(held)[::-1])[::-1]
    assert_allclose(curve, expected, atol=1e-13)


def test_warheads_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="give at least 121"):
        chances_of_arrival(over_years([inputs_of(sure_raid((10, 0, 0), 0, warheads=4))]), 120, False, 0.0)


def test_years_together_are_the_years_one_by_one():
    """What a year does not change is taken from the year before; all else is computed, to the last bit."""
    first = inputs_of(random_raid(random.Random(3)))
    fewer = first._replace(stock=first.stock // 2)
    other = fewer._replace(boats=fewer.boats[:, ::-1].copy())
    heavier = other._replace(warheads=other.warheads + 1)
    years = [first, first, fewer, other, other, heavier, first]
    together = chances_of_arrival(over_years(years), SIZE, False, 0.0)
    for y, year in enumerate(years):
        alone = chances_of_arrival(over_years([year]), SIZE, False, 0.0)
        assert together[:, y].tobytes() == alone[:, 0].tobytes(), y
    assert len({together[:, y].tobytes() for y in (0, 2, 3, 5)}) == 4


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_more_interceptors_never_leak_more(layer):
    """A direction with feedback off (law 22), for the mean and for every P(arrivals >= b)."""
    source = random.Random(11)
    for _ in range(8):
        raid = random_raid(source)
        before = run(raid)
        stock = [list(region) for region in raid.stock]
        stock[0][layer] += raid.salvo[layer]
        after = run(replace(raid, stock=tuple(map(tuple, stock))))
        assert np.all(after.arrivals_with <= before.arrivals_with + 1e-12)
        assert np.all(after.curve_with <= before.curve_with + 1e-12)

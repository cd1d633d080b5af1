import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from deterrence.missile_defence import raid, raid_kernel
from deterrence.missile_defence.engagement import leakage
from deterrence.missile_defence.layer import Layer
from deterrence.missile_defence.raid import Pool, campaign
from missile_defence.campaign_events import EventPool, simulate
from missile_defence.event_simulation import random_configurations
from missile_defence.spending import expected_shots

UNBOUNDED = 10**6


def columns(pools, classes, order):
    """The pools of one future as the kernel takes them."""
    names = [pool.name for pool in pools]
    served = np.full((len(classes), max([1, *(len(order[threat]) for threat in classes)])), -1)
    for row, threat in enumerate(classes):
        served[row, : len(order[threat])] = [names.index(name) for name in order[threat]]

    def each(field, kind=np.float64):
        return np.array([[getattr(pool, field) for pool in pools]], dtype=kind)

    at_once = [pool.simultaneous_objects for pool in pools]
    return served, raid_kernel.Shield(
        each("places"),
        each("reloads"),
        each("delivered_per_day"),
        each("refilled_per_day"),
        each("salvo", np.int64),
        each("looks", np.int64),
        np.array([[UNBOUNDED if most is None else most for most in at_once]]),
        np.array([[[pool.kill_probability.get(threat, 0.0) for pool in pools] for threat in classes]]),
        np.array([pools[0].shot_correlation if pools else 0.0]),
        np.ones((1, len(classes))),
    )


def fight(raids, pools, order):
    """A campaign in which every object meets the shield."""
    classes = tuple(order)
    objects = np.array(raids, dtype=np.int64).reshape(-1, len(classes))
    return campaign(objects, objects, classes, pools, order)


def mixed(stock=26, reloads=11, delivered=0.7, refilled=5.5):
    pools = [
        Pool("upper", stock, {"fast": 0.5, "slow": 0.8}, reloads, delivered, refilled, salvo=2, shot_correlation=0.1),
        Pool("lower", 15, {"slow": 0.7, "drone": 0.9}, 4, 0.3, 2.0, looks=2, shot_correlation=0.1),
        Pool("guns", 90, {"drone": 0.6}, 0, 5.0, 90.0, looks=3, simultaneous_objects=12, shot_correlation=0.1),
    ]
    return pools, {"fast": ["upper"], "slow": ["lower", "upper"], "drone": ["guns", "lower"]}


def raids_of_a_fortnight():
    raids = np.zeros((14, 3), dtype=np.int64)
    raids[::3] = (7, 9, 30)
    return raids


@pytest.mark.parametrize(
    "configuration",
    [c for c in random_configurations(4, 80) if c.short_stock == "whole_salvos" and c.objects],
    ids=lambda c: c.name,
)
def test_one_raid_of_one_class_is_the_engagement_itself(configuration):
    layers = [
        Layer(f"layer {i}", one.interceptors, one.kill_probability, one.salvo, one.looks, None,
              one.simultaneous_objects, one.shot_correlation)
        for i, one in enumerate(configuration.layers)
    ]  # fmt: skip
    pools = [
        Pool(one.name, one.interceptors, {"missile": one.kill_probability}, salvo=one.salvo, looks=one.looks,
             simultaneous_objects=one.simultaneous_objects, shot_correlation=one.shot_correlation)
        for one in layers
    ]  # fmt: skip
    fought = fight([[configuration.objects]], pools, {"missile": [pool.name for pool in pools]})
    exact = leakage(configuration.objects, 0, layers, {})
    assert_allclose(fought.leaked[0, 0], np.arange(exact.size) @ exact, atol=1e-9)
    assert_allclose(fought.fired[0], expected_shots(configuration.objects, 0, layers, {}), atol=1e-9)


def test_the_kernel_equals_the_reference():
    pools, order = mixed()
    raids = raids_of_a_fortnight()
    met = raid.engaged_objects(raids, [0.6, 0.8, 0.95])
    reference = campaign(raids, met, tuple(order), pools, order)
    leaked, fired, left = raid_kernel.campaigns(raids[None], met[None], *columns(pools, tuple(order), order))
    for one, other in ((leaked, reference.leaked), (fired, reference.fired), (left, reference.left)):
        assert_allclose(one[0], other, rtol=1e-12, atol=1e-11)


def test_rounds_fired_are_the_change_of_the_stock():
    pools, order = mixed()
    fought = fight(raids_of_a_fortnight(), pools, order)
    held = np.array([pool.places + pool.reloads for pool in pools])
    assert_allclose(held + fought.delivered - np.cumsum(fought.fired, axis=0), fought.left, atol=1e-10)
    assert np.all(fought.left >= 0)
    assert np.all(fought.fired >= 0)


def test_68_rounds_in_salvos_of_two_meet_40_objects_once_and_no_more():
    """Published arithmetic: 34 engaged, 30.94 killed, 9.06 leak; the second raid meets nothing."""
    pool = Pool("terminal", 68, {"missile": 0.7}, salvo=2)
    fought = fight([[40], [40]], [pool], {"missile": ["terminal"]})
    assert_allclose(fought.leaked[:, 0], [40 - 34 * 0.91, 40])
    assert_allclose(fought.fired[:, 0], [68, 0], atol=1e-12)


def test_a_faster_refill_moves_fire_to_earlier_raids_and_makes_no_round():
    order = {"missile": ["pool"]}
    slow, fast = (
        fight([[4]] * 4, [Pool("pool", 4, {"missile": 1.0}, reloads=4, refilled_per_day=rate)], order)
        for rate in (1, 4)
    )
    assert slow.leaked[:, 0].tolist() == [0, 3, 3, 3]
    assert fast.leaked[:, 0].tolist() == [0, 0, 4, 4]


def test_the_ledger_of_three_nights_worked_by_hand():
    """10 ready, 4 in reserve, 2 made and at most 3 loaded in a night; 6 sure shots a day."""
    pool = Pool("pool", 10, {"missile": 1.0}, reloads=4, delivered_per_day=2, refilled_per_day=3)
    fought = fight([[6], [6], [6], [6]], [pool], {"missile": ["pool"]})
    # Ready at dawn 10, 7, 4, 3; reserve 4, 3, 2, 1.
    assert_allclose(fought.fired[:, 0], [6, 6, 4, 3])
    assert_allclose(fought.leaked[:, 0], [0, 0, 2, 3])
    assert_allclose(fought.left[:, 0], [8, 4, 2, 1])


def test_a_class_served_first_takes_the_rounds_from_the_next():
    pool = Pool("pool", 5, {"fast": 1.0, "slow": 1.0})
    fought = fight([[4, 4]], [pool], {"fast": ["pool"], "slow": ["pool"]})
    assert fought.leaked[0].tolist() == [0, 3]


def test_half_a_round_is_a_round_half_the_time():
    live, fired = raid.behind_mean_stock(np.array([0.0, 0.0, 1.0]), Layer("pool", 9, 0.6), 1.5)
    # One round: 1 is killed with .6. Two rounds: 0, 1, 2 killed with .16, .48, .36.
    assert_allclose(live, [0.18, 0.5 * 0.6 + 0.24, 0.5 * 0.4 + 0.08])
    assert fired == 1.5


def test_a_shield_that_never_hits_lets_everything_through():
    pools, order = mixed()
    blind = [Pool(p.name, p.places, dict.fromkeys(p.kill_probability, 0.0), p.reloads) for p in pools]
    raids = raids_of_a_fortnight()
    assert_allclose(fight(raids, blind, order).leaked, raids)


def test_what_meets_no_system_leaks_and_costs_nothing():
    pools, order = mixed()
    raids = raids_of_a_fortnight()
    fought = campaign(raids, np.zeros_like(raids), tuple(order), pools, order)
    assert_allclose(fought.leaked, raids)
    assert not fought.fired.any()


def test_with_rounds_for_all_each_raid_is_thinned_alike():
    pools = [Pool("one", 10**4, {"m": 0.3}, salvo=2), Pool("two", 10**4, {"m": 0.5}, looks=2)]
    fought = fight([[20], [0], [13]], pools, {"m": ["one", "two"]})
    assert_allclose(fought.leaked[:, 0], np.array([20, 0, 13]) * 0.7**2 * 0.5**2)


def leaked_by_the_kernel(pools, order):
    raids = raids_of_a_fortnight()
    return raid_kernel.campaigns(raids[None], raids[None], *columns(pools, tuple(order), order))[0][0]


@given(
    stock=st.integers(0, 30),
    reloads=st.integers(0, 9),
    more=st.integers(1, 6),
    delivered=st.floats(0, 2),
    sooner=st.floats(0, 3),
)
def test_more_reloads_or_deliveries_never_leak_more_in_any_raid(stock, reloads, more, delivered, sooner):
    few = leaked_by_the_kernel(*mixed(stock, reloads, delivered, 4.0))
    for other in (mixed(stock, reloads + more, delivered, 4.0), mixed(stock, reloads, delivered + sooner, 4.0)):
        assert np.all(leaked_by_the_kernel(*other) <= few + 1e-9)


@given(stock=st.integers(0, 60), more=st.integers(1, 6))
def test_more_ready_rounds_never_leak_more_while_nothing_is_refilled(stock, more):
    few, many = (leaked_by_the_kernel(*mixed(rounds, 0, 0.0, 0.0)) for rounds in (stock, stock + more))
    assert np.all(many <= few + 1e-9)


EVENTS = {
    "upper": EventPool(14, 8, 1, 3, 2, 1, 99, {"fast": 0.5, "slow": 0.8}),
    "lower": EventPool(9, 4, 0, 2, 1, 2, 99, {"slow": 0.7, "drone": 0.9}),
    "guns": EventPool(60, 0, 4, 60, 1, 1, 8, {"drone": 0.6}),
}
RAIDS = [{"fast": 4, "slow": 6, "drone": 18}, {}, {"fast": 3, "slow": 5, "drone": 12}, {}, {"fast": 4, "slow": 7}]


def test_the_mean_stock_errs_by_less_than_a_third_of_an_object_and_a_fiftieth_of_a_campaign():
    """What is carried from class to class and raid to raid is a mean: the error that this makes is bounded here."""
    order = {"fast": ["upper"], "slow": ["lower", "upper"], "drone": ["guns", "lower"]}
    played = simulate(RAIDS, EVENTS, order, 3000, np.random.default_rng(7))
    pools = [
        Pool(name, one.places, one.kill, one.reloads, one.delivered, one.refilled, one.salvo, one.looks, one.at_once)
        for name, one in EVENTS.items()
    ]
    raids = [[day.get(threat, 0) for threat in order] for day in RAIDS]
    fought = fight(raids, pools, order)
    events = np.stack([played[threat] for threat in order], axis=1)
    assert_allclose(fought.leaked, events, atol=0.3)
    assert abs(fought.leaked.sum() - events.sum()) < 0.02 * np.sum(raids)


def test_raids_of_a_campaign_sum_to_it_and_the_first_is_larger():
    assert raid.raid_sizes(60, 3, 4).tolist() == [40, 10, 10]
    assert raid.raid_sizes([[7, 0]], 1, 0).tolist() == [[[7], [0]]]
    sizes = raid.raid_sizes(np.arange(200), 9, 2.3)
    assert np.array_equal(sizes.sum(axis=-1), np.arange(200))
    assert np.all(sizes >= 0)


def test_cover_grows_with_each_unit_and_never_passes_one():
    assert_allclose(raid.cover_share([0, 1, 2, 3], 0.5), [0, 0.5, 0.75, 0.875])
    met = raid.engaged_objects([[5, 1], [0, 1], [4, 1]], [0.5, 0.4])
    assert met.tolist() == [[3, 0], [0, 1], [2, 0]]


def test_days_are_sustained_until_a_raid_leaks_more_than_is_tolerated():
    shares = np.array([[0.1, 0.0, 0.5, 0.0, 0.9], [0.1, 0.0, 0.2, 0.0, 0.3]])
    is_raid = np.array([[True, False, True, False, True]] * 2)
    assert raid.days_sustained(shares, is_raid, [0.5, 0.5]).tolist() == [4, 5]
    assert raid.days_sustained(shares, is_raid, [0.4, 0.0]).tolist() == [2, 0]


def test_between_raids_the_latest_one_counts():
    is_raid = np.array([False, True, False, True])
    assert raid.latest(np.array([9.0, 0.2, 9.0, 0.7]), is_raid).tolist() == [0, 0.2, 0.2, 0.7]


def test_a_class_that_never_came_leaked_nothing():
    assert raid.leakage_share([0.0, 2.0], [0, 4]).tolist() == [0, 0.5]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"places": -1}, "interceptors of pool is -1"),
        ({"reloads": -3}, "reloads of pool is -3: write a whole number of at least 0"),
        ({"delivered_per_day": -0.5}, "delivered_per_day of pool holds -0.5"),
        ({"kill_probability": {"m": 1.2}}, "kill_probability of pool against m is 1.2"),
    ],
)
def test_nonsense_in_a_pool_is_named(change, message):
    with pytest.raises(ValueError, match=message):
        Pool(**{"name": "pool", "places": 3, "kill_probability": {"m": 0.5}, **change})


def test_nonsense_in_a_campaign_is_named():
    pool = Pool("pool", 3, {"m": 0.5})
    one = np.array([[2]])
    with pytest.raises(ValueError, match="nobody engages what does not come"):
        campaign(one, one + 1, ("m",), [pool], {"m": ["pool"]})
    with pytest.raises(ValueError, match=r"objects \(1, 1\) and engaged \(1, 1\)"):
        campaign(one, one, ("m", "n"), [pool], {"m": ["pool"], "n": []})
    with pytest.raises(ValueError, match="order of m names pol: write one of pool"):
        campaign(one, one, ("m",), [pool], {"m": ["pol"]})
    with pytest.raises(ValueError, match="pool has no kill_probability against n"):
        campaign(one, one, ("n",), [pool], {"n": ["pool"]})
    with pytest.raises(ValueError, match="names a pool twice"):
        campaign(one, one, ("m",), [pool], {"m": ["pool", "pool"]})
    with pytest.raises(ValueError, match="two pools share a name"):
        campaign(one, one, ("m",), [pool, pool], {"m": ["pool"]})
    with pytest.raises(ValueError, match="objects holds -1"):
        raid.engaged_objects([[-1]], 0.5)

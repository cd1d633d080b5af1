import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.missile_defence.air_defence import (
    kills_by_layer,
    rounds_in_regions,
    rounds_reserved,
    second_greatest,
    stock_by_class,
    stopped_of_reaching,
)
from deterrence.missile_defence.engagement import leakage, mean_leakers
from deterrence.missile_defence.layer import Layer
from missile_defence.spending import expected_shots
from missile_defence.test_kernel import columns

whole = st.integers(0, 60)
chances = st.floats(0, 1)
layers_of = st.lists(
    st.builds(
        Layer,
        name=st.just("layer"),
        interceptors=st.integers(0, 25),
        kill_probability=st.floats(0.01, 1),
        salvo=st.integers(1, 3),
        looks=st.integers(1, 2),
        simultaneous_objects=st.integers(1, 12),
    ),
    min_size=1,
    max_size=3,
)


def kills(objects, layers, correlation=0.0):
    return kills_by_layer(objects, *columns(layers).values(), correlation)


@given(st.integers(0, 15), layers_of)
def test_a_single_class_is_the_engagement_itself(objects, layers):
    leak = mean_leakers(leakage(objects, 0, layers, {}))
    assert_allclose(objects - kills(objects, layers)[:, objects].sum(), leak, atol=1e-9)


@given(st.integers(1, 15), layers_of)
def test_what_each_layer_stops_is_what_the_layers_in_front_let_through(objects, layers):
    """Independently, layer by layer, from the exact leak of the layers up to it."""
    through = [mean_leakers(leakage(objects, 0, layers[:last], {})) for last in range(len(layers) + 1)]
    assert_allclose(kills(objects, layers)[:, objects], -np.diff(through), atol=1e-9)


@given(st.integers(0, 15), layers_of, st.integers(0, 2), st.integers(1, 10))
def test_more_interceptors_never_let_more_through(objects, layers, position, more):
    at = position % len(layers)
    known = columns(layers)
    stock = known["stock"].copy()
    stock[at] += more
    fewer = kills_by_layer(objects, *known.values(), 0.2).sum(axis=0)
    assert np.all(kills_by_layer(objects, *(known | {"stock": stock}).values(), 0.2).sum(axis=0) >= fewer - 1e-9)


@given(st.integers(1, 20), st.integers(0, 60), st.integers(1, 3), st.integers(1, 12), st.floats(0.01, 1))
def test_with_one_look_and_no_layer_in_front_the_reserve_is_what_is_spent(objects, stock, salvo, capacity, kill):
    layer = Layer("pool", stock, kill, salvo=salvo, simultaneous_objects=capacity)
    spent = expected_shots(objects, 0, [layer], {})[0]
    assert_allclose(rounds_reserved(stock, salvo, 1, capacity, objects, kill), spent, atol=1e-9)


@given(st.integers(1, 15), layers_of)
def test_the_reserve_is_never_less_than_what_is_spent(objects, layers):
    spent = expected_shots(objects, 0, layers, {})
    for layer, shots in zip(layers, spent, strict=True):
        reserve = rounds_reserved(
            layer.interceptors, layer.salvo, layer.looks, layer.simultaneous_objects, objects, layer.kill_probability
        )
        assert reserve >= shots - 1e-9


def by_class(stock, kill, objects=(40, 40, 40), salvo=2, looks=1, capacity=20):
    """Stock that three classes meet in one pool."""
    array = [np.array([value]) for value in (stock, salvo, looks, capacity)]
    return stock_by_class(*array, np.array(objects)[:, None], np.array(kill, dtype=float)[:, None])[:, 0].tolist()


def test_a_pool_serves_the_classes_in_order_by_hand():
    """100 rounds, salvos of two, 20 objects at once: 40 for the first class, 40 for the second, 20 are left."""
    assert by_class(100, [0.5, 0.5, 0.5]) == [100, 60, 20]
    assert by_class(30, [0.5, 0.5, 0.5]) == [30, 0, 0]


def test_a_class_that_a_system_cannot_hit_takes_no_rounds():
    assert by_class(100, [0.0, 0.5, 0.5]) == [100, 100, 60]
    assert by_class(100, [0.5, 0.0, 0.5]) == [100, 60, 60]


@given(whole, st.lists(chances, min_size=3, max_size=3), st.lists(whole, min_size=3, max_size=3))
def test_a_round_is_spent_once(stock, kill, objects):
    met = by_class(stock, kill, objects)
    reserves = [
        int(rounds_reserved(left, 2, 1, 20, count, k)) for left, count, k in zip(met, objects, kill, strict=True)
    ]
    assert sum(reserves) <= stock
    assert_array_equal(met, stock - np.cumsum([0, *reserves[:-1]]))


@given(whole, st.integers(0, 30), st.lists(chances, min_size=3, max_size=3))
def test_a_larger_pool_leaves_no_class_with_less(stock, more, kill):
    assert np.all(np.array(by_class(stock + more, kill)) >= by_class(stock, kill))


def test_systems_and_rounds_of_the_regions_by_hand():
    """45 x .67 = 30.15, 30 ready; 40 % there, 12; 60 % of them, 7.2, in the capital; 32 x .7 rounds each."""
    systems, rounds = rounds_in_regions(45, 0.67, 0.4, 0.6, 32, 0.7)
    assert_array_equal(systems, [7, 5])
    assert_array_equal(rounds, [157, 112])  # 156.8 and 112


@pytest.mark.parametrize("looks", [0, -1])
def test_a_reserve_without_a_look_is_refused(looks):
    with pytest.raises(ValueError, match="looks holds"):
        rounds_reserved(10, 2, looks, 4, 5, 0.5)


def test_what_layers_stop_of_what_reaches_them_by_hand():
    """Ten meet them: 2 of 10, none of 8, 4 of 8; two layers stop at least a fifth. Where nothing comes, nothing."""
    shares = stopped_of_reaching([[2.0, 0.0, 4.0], [0.0, 0.0, 0.0]], [10, 0])
    assert_allclose(shares, [[0.2, 0, 0.5], [0, 0, 0]])
    assert_allclose(second_greatest(shares), [0.2, 0])


def test_shares_of_what_reaches_each_layer_multiply_to_what_gets_through():
    """(1 - .2)(1 - 0)(1 - .5) of ten are the four that no layer stops."""
    killed = np.random.default_rng(4).uniform(0, 1, (50, 4))
    through = 10 * np.prod(1 - stopped_of_reaching(killed, 10.0), axis=-1)
    assert_allclose(through, 10 - killed.sum(axis=-1))

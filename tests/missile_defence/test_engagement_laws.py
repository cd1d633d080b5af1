"""Directions and conservations that hold for any raid and any defence."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from deterrence.missile_defence.engagement import (
    leakage,
    live_behind,
    mean_leakers,
    service,
    stock_and_live_behind,
)
from deterrence.missile_defence.layer import Layer
from examples import FEW
from missile_defence.closed_forms import ample_stock_leakage, leakage_with_discrimination, short_stock_leakage
from missile_defence.spending import expected_shots, shots_spent

chances = st.floats(0, 1)
rules = st.sampled_from(["whole_salvos", "even"])
counts = st.integers(0, 9)
FAILURE = st.fixed_dictionaries({"radar": chances, "satellite": chances})
layer = st.builds(
    Layer,
    name=st.just("layer"),
    interceptors=st.integers(0, 30),
    kill_probability=chances,
    salvo=st.integers(1, 3),
    looks=st.integers(1, 3),
    sensor=st.sampled_from([None, "radar", "satellite"]),
    simultaneous_objects=st.none() | st.integers(0, 10),
    shot_correlation=chances,
)
defences = st.lists(layer, min_size=1, max_size=3)
LARGEST = [Layer(name, 30, 0.5, salvo=3, looks=3, sensor="radar", shot_correlation=0.5) for name in "abc"]


def with_changed(layers, position, **changes):
    at = position % len(layers)
    return [*layers[:at], replace(layers[at], **changes), *layers[at + 1 :]]


def assert_never_more(less, more):
    """Mean and stochastic order: at every b, the chance of at least b leakers is no greater."""
    assert mean_leakers(less) <= mean_leakers(more) + 1e-9
    assert np.all(np.cumsum(less) >= np.cumsum(more) - 1e-9)


@given(counts, counts, defences, FAILURE, rules)
def test_leakage_is_a_distribution(warheads, decoys, layers, failure, rule):
    leak = leakage(warheads, decoys, layers, failure, rule)
    assert leak.size == warheads + 1
    assert np.all(leak >= 0)
    assert_allclose(leak.sum(), 1, atol=1e-12)


@given(counts, counts, defences, FAILURE, st.integers(0, 2), st.integers(1, 9))
def test_more_interceptors_never_leak_more(warheads, decoys, layers, failure, position, added):
    held = layers[position % len(layers)].interceptors
    more = with_changed(layers, position, interceptors=held + added)
    assert_never_more(leakage(warheads, decoys, more, failure), leakage(warheads, decoys, layers, failure))


@given(counts, counts, layer, FAILURE, st.integers(1, 9))
def test_more_interceptors_never_leak_more_with_even_fire(warheads, decoys, one, failure, added):
    more = replace(one, interceptors=one.interceptors + added)
    assert_never_more(
        leakage(warheads, decoys, [more], failure, "even"), leakage(warheads, decoys, [one], failure, "even")
    )


@given(counts, counts, defences, FAILURE, st.integers(0, 2), chances)
def test_a_higher_kill_probability_never_leaks_more(warheads, decoys, layers, failure, position, raised):
    k = layers[position % len(layers)].kill_probability
    better = with_changed(layers, position, kill_probability=k + (1 - k) * raised)
    assert_never_more(leakage(warheads, decoys, better, failure), leakage(warheads, decoys, layers, failure))


@given(counts, counts, defences, FAILURE)
def test_another_warhead_or_decoy_never_leaks_less(warheads, decoys, layers, failure):
    leak = leakage(warheads, decoys, layers, failure)
    assert_never_more(np.append(leak, 0), leakage(warheads + 1, decoys, layers, failure))
    assert_never_more(leak, leakage(warheads, decoys + 1, layers, failure))


@given(counts, counts, defences, st.floats(0, 1), chances)
def test_a_surer_sensor_never_leaks_more(warheads, decoys, layers, failure, share):
    worse, better = (
        leakage(warheads, decoys, layers, {"radar": chance, "satellite": 0.5}) for chance in (failure, failure * share)
    )
    assert_never_more(better, worse)


@given(counts, counts, defences, FAILURE, st.randoms())
def test_the_order_of_unlimited_layers_does_not_matter(warheads, decoys, layers, failure, shuffle):
    """Operations Research 30(3), 1982."""
    unlimited = [
        replace(one, interceptors=one.looks * one.salvo * (warheads + decoys), simultaneous_objects=None)
        for one in layers
    ]
    leak = leakage(warheads, decoys, unlimited, failure)
    assert_allclose(leak, ample_stock_leakage(warheads, unlimited, failure), atol=1e-12)
    shuffle.shuffle(unlimited)
    assert_allclose(leak, leakage(warheads, decoys, unlimited, failure), atol=1e-12)


def test_the_order_of_finite_layers_matters():
    """Two rounds at .5, then one sure round, against two objects: .25 x 0 + .5 x 0 + .25 x 1 = .25 leak; the
    other way round one is left for two rounds, of which one look uses one: .5."""
    first, second = Layer("a", 2, 0.5), Layer("b", 1, 1.0)
    assert_allclose(mean_leakers(leakage(2, 0, [first, second], {})), 0.25, atol=1e-12)
    assert_allclose(mean_leakers(leakage(2, 0, [second, first], {})), 0.5, atol=1e-12)


@given(st.integers(0, 12), st.integers(0, 40), layer, rules)
def test_one_look_never_spends_more_than_it_holds_or_may(live, stock, one, rule):
    groups = service(live, stock, one, rule)
    spent = sum(objects * shots for objects, shots in groups)
    served = sum(objects for objects, shots in groups if shots)
    assert spent <= min(stock, one.salvo * one.objects_served(live))
    assert served <= one.objects_served(live)
    assert all(shots <= one.salvo for objects, shots in groups if objects)


@given(counts, defences, rules)
def test_a_round_is_never_spent_twice(objects, layers, rule):
    """Stock before less stock after is what was spent: never negative, never more than the layer held."""
    live = np.zeros(objects + 1)
    live[objects] = 1.0
    for one in layers:
        state = stock_and_live_behind(live, one, rule)
        assert all(0 <= left <= one.interceptors for left in state)
        assert all((one.interceptors - left) <= one.rounds_usable(objects, one.looks) for left in state)
        behind = sum(state.values())
        assert_allclose(behind.sum(), 1, atol=1e-12)
        assert_allclose(behind, live_behind(live, one, rule), atol=1e-12)
        live = behind


@example(9, 9, LARGEST, {"radar": 0.5, "satellite": 0.5}, "even")  # the slowest of them: speed is no law
@given(counts, counts, defences, FAILURE, rules)
def test_rounds_spent_are_a_distribution_up_to_the_stock(warheads, decoys, layers, failure, rule):
    spent = shots_spent(warheads, decoys, layers, failure, rule)
    for one, by_rounds in zip(layers, spent, strict=True):
        assert by_rounds.size <= one.interceptors + 1
        assert_allclose(by_rounds.sum(), 1, atol=1e-12)
    means = expected_shots(warheads, decoys, layers, failure, rule)
    assert np.all(means <= [one.interceptors + 1e-9 for one in layers])


@given(counts, counts, layer)
def test_a_layer_spent_at_its_first_look_has_a_closed_form(warheads, decoys, one):
    limit = one.rounds_usable(warheads + decoys, looks=1)
    spent = replace(one, interceptors=min(one.interceptors, limit), sensor=None)
    expected = short_stock_leakage(warheads, decoys, spent)
    assert_allclose(leakage(warheads, decoys, [spent], {}), expected, atol=1e-12)


@given(counts, defences, st.fixed_dictionaries({"radar": chances, "satellite": chances}), rules)
def test_whole_salvos_and_even_fire_agree_where_the_stock_is_ample(warheads, layers, failure, rule):
    ample = [replace(one, interceptors=one.rounds_usable(warheads, one.looks)) for one in layers]
    whole, even = (leakage(warheads, 0, ample, failure, r) for r in ("whole_salvos", "even"))
    assert_allclose(whole, even, atol=1e-12)


@FEW
@given(st.integers(0, 6), st.integers(0, 6), defences, chances, chances)
def test_better_discrimination_never_leaks_more(warheads, decoys, layers, discrimination, raised):
    failure = {"radar": 0.1, "satellite": 0.3}
    worse, better = (
        leakage_with_discrimination(warheads, decoys, d, layers, failure)
        for d in (discrimination, discrimination + (1 - discrimination) * raised)
    )
    assert_never_more(better, worse)

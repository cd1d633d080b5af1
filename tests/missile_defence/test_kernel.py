import numpy as np
import pytest
from numpy.testing import assert_allclose

from deterrence.missile_defence import decoy, kernel
from deterrence.missile_defence.discrimination import engaged_decoy_distribution
from deterrence.missile_defence.engagement import leakage, live_behind
from deterrence.missile_defence.layer import Layer
from missile_defence.event_simulation import random_configurations
from missile_defence.test_against_events import arguments

UNBOUNDED = 10**6


def columns(layers):
    """A region's layers as the kernel takes them."""
    whole = {"dtype": np.int64}
    capacity = [UNBOUNDED if one.simultaneous_objects is None else one.simultaneous_objects for one in layers]
    return {
        "stock": np.array([one.interceptors for one in layers], **whole),
        "salvo": np.array([one.salvo for one in layers], **whole),
        "looks": np.array([one.looks for one in layers], **whole),
        "capacity": np.array(capacity, **whole),
        "kill_probability": np.array([one.kill_probability for one in layers], dtype=float),
    }


def kernel_leak(warheads, decoys, layers, failure):
    names = sorted({one.sensor for one in layers if one.sensor is not None})
    sensor = np.array([names.index(one.sensor) if one.sensor else -1 for one in layers], dtype=np.int64)
    correlation = np.array([one.shot_correlation for one in layers], dtype=float)
    chances = np.array([failure[name] for name in names], dtype=float)
    return kernel.leak_distribution(warheads, decoys, *columns(layers).values(), correlation, sensor, chances)


@pytest.mark.parametrize(
    "configuration",
    [c for c in random_configurations(2026, 200) if c.short_stock == "whole_salvos"],
    ids=lambda c: f"{c.warheads}+{c.decoys}",
)
def test_kernel_equals_the_reference_to_1e_12(configuration):
    warheads, decoys, layers, failure, _ = arguments(configuration)
    expected = leakage(warheads, decoys, layers, failure)
    assert_allclose(kernel_leak(warheads, decoys, layers, failure), expected, atol=1e-12, rtol=0)


def test_three_looks_at_short_stock_equal_the_reference():
    layers = [Layer("mid-course", 31, 0.4, salvo=2, looks=3), Layer("terminal", 9, 0.6, looks=4)]
    assert_allclose(kernel_leak(14, 11, layers, {}), leakage(14, 11, layers, {}), atol=1e-12, rtol=0)


def test_kill_rows_are_what_the_layers_do_to_each_count():
    layers = [Layer("upper", 7, 0.5, salvo=2), Layer("lower", 12, 0.3, looks=2, simultaneous_objects=4)]
    rows = kernel.kill_rows(30, **columns(layers), correlation=0.0)
    for objects in range(31):
        live = np.zeros(objects + 1)
        live[objects] = 1.0
        for layer in layers:
            live = live_behind(live, layer)
        kills = live[::-1][: rows.shape[1]]
        assert_allclose(rows[objects, : kills.size], kills, atol=1e-12)
        assert_allclose(rows[objects].sum(), 1.0, atol=1e-12)


@pytest.mark.parametrize(("decoys", "discrimination"), [(0, 0.3), (5, 0.0), (5, 1.0), (12, 0.6), (40, 0.35)])
def test_engaged_decoys_are_the_reference_binomial_and_grouping_keeps_their_mean(decoys, discrimination):
    exact = decoy.engaged_decoys(decoys, 1.0 - discrimination, 0.0)
    assert_allclose(exact, engaged_decoy_distribution(decoys, discrimination), atol=1e-12)
    grouped = decoy.engaged_decoys(decoys, 1.0 - discrimination, 1.5)
    assert_allclose(grouped.sum(), 1.0, atol=1e-12)
    assert_allclose(grouped @ np.arange(decoys + 1), decoys * (1.0 - discrimination), atol=1e-9)

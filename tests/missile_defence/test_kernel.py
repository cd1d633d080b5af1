from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import binom, hypergeom

from deterrence.missile_defence import decoy, expected, kernel
from deterrence.missile_defence.engagement import leakage, live_behind
from deterrence.missile_defence.kill_rows import kill_rows
from deterrence.missile_defence.layer import Layer
from deterrence.second_strike.chances import DECOY_SPREAD
from missile_defence.closed_forms import leakage_with_discrimination
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
    """What leaks if the compiled layers are passed one after the other, in every state of the sensors (law 12)."""
    objects, names = warheads + decoys, sorted({one.sensor for one in layers if one.sensor is not None})
    if objects == 0:
        return np.ones(1)
    leak = np.zeros(warheads + 1)
    for state in product((True, False), repeat=len(names)):
        works = {None: True, **dict(zip(names, state, strict=True))}
        live = np.zeros(objects + 1)
        live[objects] = 1.0
        for one in layers:
            if works[one.sensor]:
                (stock, salvo, looks, capacity, kill), correlation = columns([one]).values(), one.shot_correlation
                of = stock[0], salvo[0], looks[0], capacity[0]
                live = kernel.pass_layer(live, *of, *kernel.layer_tables(objects, *of, kill[0], correlation))
        leak += np.prod([1 - failure[name] if works[name] else failure[name] for name in names]) * sum(
            live[objects - kills] * hypergeom(objects, warheads, kills).pmf(warheads - np.arange(warheads + 1))
            for kills in np.flatnonzero(live[::-1])
        )
    return leak


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
    rows = kill_rows(30, **columns(layers), correlation=0.0, working=np.ones(len(layers)))
    for objects in range(31):
        live = np.zeros(objects + 1)
        live[objects] = 1.0
        for layer in layers:
            live = live_behind(live, layer)
        kills, row = live[::-1][: rows.shape[1]], rows[min(objects, rows.shape[0] - 1)]
        assert_allclose(row[: kills.size], kills, atol=1e-12)
        assert_allclose(row.sum(), 1.0, atol=1e-12)


@pytest.mark.parametrize(("decoys", "discrimination"), [(0, 0.3), (5, 0.0), (5, 1.0), (12, 0.6), (40, 0.35)])
def test_engaged_decoys_are_the_reference_binomial_and_grouping_keeps_their_mean(decoys, discrimination):
    exact = decoy.engaged_decoys(decoys, 1.0 - discrimination, 0.0)
    assert_allclose(exact, binom.pmf(np.arange(decoys + 1), decoys, 1.0 - discrimination), atol=1e-12)
    grouped = decoy.engaged_decoys(decoys, 1.0 - discrimination, DECOY_SPREAD)
    assert_allclose(grouped.sum(), 1.0, atol=1e-12)
    assert_allclose(grouped @ np.arange(decoys + 1), decoys * (1.0 - discrimination), atol=1e-9)


@pytest.mark.parametrize(("mean_decoys", "engaged"), [(7.25, 0.4), (0.5, 0.3), (60.8, 0.7)])
def test_a_fraction_of_a_decoy_is_the_chance_of_one_more(mean_decoys, engaged):
    fewer, share = int(mean_decoys), mean_decoys % 1
    mixed = decoy.engaged_decoys(mean_decoys, engaged, 0.0)
    one, other = decoy.engaged_decoys(fewer, engaged, 0.0), decoy.engaged_decoys(fewer + 1, engaged, 0.0)
    assert_allclose(mixed, (1.0 - share) * np.append(one, 0.0) + share * other, atol=1e-12)
    grouped = decoy.engaged_decoys(mean_decoys, engaged, DECOY_SPREAD)
    assert_allclose(grouped @ np.arange(grouped.size), mean_decoys * engaged, atol=1e-9)


@pytest.mark.parametrize("configuration", [*random_configurations(77, 40)], ids=lambda c: f"{c.warheads}+{c.decoys}")
def test_the_expected_kills_are_the_means_of_the_exact_rows(configuration):
    columns_of = columns(configuration.layers)
    columns_of["salvo"] = np.maximum(columns_of["salvo"], 1)
    objects = configuration.warheads + configuration.decoys
    for working in (np.ones(len(configuration.layers)), np.linspace(0.0, 0.9, len(configuration.layers))):
        rows = kill_rows(objects, *columns_of.values(), 0.3, working)
        means = (rows @ np.arange(rows.shape[1]))[np.minimum(np.arange(objects + 1), rows.shape[0] - 1)]
        assert_allclose(expected.expected_kills(objects, *columns_of.values(), 0.3, working), means, atol=1e-10)


def test_the_expected_kills_of_three_looks_and_more_are_the_means_of_the_exact_rows():
    """Stock for some looks only, and a partial salvo: what is left goes from look to look (law 11)."""
    columns_of = columns([Layer("upper", 31, 0.4, salvo=2, looks=3), Layer("lower", 9, 0.6, looks=4)])
    rows = kill_rows(25, *columns_of.values(), 0.3, np.array([0.8, 1.0]))
    means = (rows @ np.arange(rows.shape[1]))[np.minimum(np.arange(26), rows.shape[0] - 1)]
    assert_allclose(expected.expected_kills(25, *columns_of.values(), 0.3, np.array([0.8, 1.0])), means, atol=1e-12)


@pytest.mark.parametrize(("warheads", "decoys", "engaged"), [(8, 0, 0.4), (8, 30, 0.0), (8, 30, 1.0), (8, 30, 0.4),
                                                             (40, 160, 0.85), (0, 12, 0.5), (1, 1, 0.5)])  # fmt: skip
def test_the_expected_warheads_killed_are_the_mean_of_the_ungrouped_distribution(warheads, decoys, engaged):
    layer = Layer("one", interceptors=37, salvo=2, looks=1, kill_probability=0.6)
    columns_of = columns([layer])
    arguments_of = (warheads + decoys, *columns_of.values(), 0.0, np.ones(1))
    kills = kill_rows(*arguments_of)
    present, mean_decoys = np.zeros(warheads + 1), np.zeros(warheads + 1)
    present[warheads], mean_decoys[warheads] = 1.0, decoys
    row = decoy.warhead_kill_rows(kills, present, mean_decoys, engaged, 0.0)[warheads]
    of_objects, kept = expected.expected_kills(*arguments_of), expected.no_chances(decoys)
    found = expected.expected_warheads_killed(warheads, decoys, engaged, of_objects, *kept)
    assert found == pytest.approx(row @ np.arange(row.size), abs=1e-10)
    assert found == expected.expected_warheads_killed(warheads, decoys, engaged, of_objects, *kept)  # by what was kept
    leak = leakage_with_discrimination(warheads, decoys, 1 - engaged, [layer], {})
    assert_allclose(np.pad(row, (0, max(warheads + 1 - row.size, 0)))[: warheads + 1], leak[::-1], atol=1e-12)


def test_layers_that_work_by_chance_are_the_mixture_over_all_subsets_of_them():
    layers = [Layer("a", 7, 0.5, salvo=2), Layer("b", 12, 0.3, looks=2, simultaneous_objects=4), Layer("c", 5, 0.8)]
    working = np.array([0.9, 0.4, 0.0])
    expected_rows = 0.0
    for subset in product((0.0, 1.0), repeat=3):
        chance = np.prod(np.where(np.array(subset) > 0, working, 1.0 - working))
        expected_rows = expected_rows + chance * kill_rows(30, **columns(layers), correlation=0.1,
                                                                  working=np.array(subset))  # fmt: skip
    found = kill_rows(30, **columns(layers), correlation=0.1, working=working)
    assert_allclose(found, expected_rows, atol=1e-14)


@pytest.mark.parametrize(("warheads", "decoys", "kills"), [(96, 40, 120), (80, 0, 79), (150, 61, 200), (40, 160, 90)])
def test_kills_that_outnumber_the_decoys_fall_on_warheads_as_the_hypergeometric_says(warheads, decoys, kills):
    """No chance is ever below 0: the counts that have become impossible stay nought."""
    exact = hypergeom(warheads + decoys, warheads, kills).pmf(np.arange(warheads + 1))
    rows = np.zeros((warheads + decoys + 1, kills + 1))
    rows[:, kills] = 1.0
    present, mean_decoys = np.zeros(warheads + 1), np.zeros(warheads + 1)
    present[warheads], mean_decoys[warheads] = 1.0, decoys
    killed = decoy.warhead_kill_rows(rows, present, mean_decoys, 1.0, 0.0)[warheads]
    most = min(killed.size, exact.size)
    assert_allclose(killed[:most], exact[:most], atol=1e-12)
    assert killed.min() >= 0

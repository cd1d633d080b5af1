"""Exact distributions against an event-level simulation that shares no code with the package."""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest

from deterrence.missile_defence.engagement import leakage
from deterrence.missile_defence.layer import Layer
from missile_defence.event_simulation import Configuration, Events, random_configurations, simulate
from missile_defence.spending import shots_spent

SEED, COUNT, TRIALS = 20260226, 200, 10_000
LEAST_EXPECTED, STANDARD_ERRORS = 25, 5
CONFIGURATIONS = tuple(random_configurations(SEED, COUNT))
numbered = pytest.mark.parametrize(
    "number", range(COUNT), ids=[f"{i} {c.name}".replace(" ", "-") for i, c in enumerate(CONFIGURATIONS)]
)


@cache
def events(number: int) -> Events:
    return simulate(CONFIGURATIONS[number], TRIALS, np.random.default_rng([SEED, number]))


def arguments(configuration: Configuration) -> tuple:
    layers = [
        Layer(
            f"layer {i}",
            layer.interceptors,
            layer.kill_probability,
            layer.salvo,
            layer.looks,
            layer.sensor,
            layer.simultaneous_objects,
            layer.shot_correlation,
        )
        for i, layer in enumerate(configuration.layers)
    ]
    return (
        configuration.warheads,
        configuration.decoys,
        layers,
        configuration.sensor_failure_probability,
        configuration.short_stock,
    )


def standard_errors(distribution: np.ndarray, outcomes: np.ndarray) -> np.ndarray:
    """Deviation of each merged bin in standard errors; bins are merged until 25 outcomes are expected.

    What the distribution calls impossible must not have occurred.
    """
    observed = np.bincount(outcomes, minlength=distribution.size)
    assert observed.size == distribution.size
    assert observed[distribution < 1e-12].sum() == 0
    expected = outcomes.size * distribution
    bins, seen, due = [], 0.0, 0.0
    for y in range(distribution.size):
        seen, due = seen + observed[y], due + expected[y]
        if due >= LEAST_EXPECTED:
            bins.append((seen, due))
            seen = due = 0.0
    bins[-1] = (bins[-1][0] + seen, bins[-1][1] + due)
    if len(bins) == 1:
        return np.zeros(0)
    counts, means = np.array(bins).T
    return (counts - means) / np.sqrt(means * (1 - means / outcomes.size))


@numbered
def test_leakage_is_what_events_give(number):
    """Laws 10 to 13 and 16: no bin of 200 raids lies beyond five standard errors."""
    leak = leakage(*arguments(CONFIGURATIONS[number]))
    assert np.all(np.abs(standard_errors(leak, events(number).leaked)) <= STANDARD_ERRORS)


@numbered
def test_rounds_spent_are_what_events_give(number):
    for layer, spent in enumerate(shots_spent(*arguments(CONFIGURATIONS[number]))):
        assert np.all(np.abs(standard_errors(spent, events(number).spent[:, layer])) <= STANDARD_ERRORS)


def test_deviations_over_all_raids_are_those_of_chance():
    """Squared deviations of all bins have a mean near one: no small error hides below the limit."""
    deviations = np.concatenate(
        [
            standard_errors(leakage(*arguments(configuration)), events(number).leaked)
            for number, configuration in enumerate(CONFIGURATIONS)
        ]
    )
    squares = deviations**2
    assert deviations.size > 500
    assert abs(squares.mean() - 1) < 4 * np.sqrt(2 / deviations.size)


def test_the_raids_include_the_awkward_ones():
    names = {configuration.name for configuration in CONFIGURATIONS}
    assert {
        "no interceptors",
        "stock equal to objects",
        "one object short",
        "all sensors failed",
        "decoys only",
    } <= names
    assert {configuration.short_stock for configuration in CONFIGURATIONS} == {"whole_salvos", "even"}


def test_the_same_seed_gives_the_same_raids():
    assert list(random_configurations(7, 40)) == list(random_configurations(7, 40))

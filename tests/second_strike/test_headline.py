"""The headline of A07 (law RT3), recomputed event by event from what went in, by code of its own.

Taken from the run: draws, the load of a missile and the rounds of the year. All else, what is sent where, what the
A-135 of 2025 is, who fires and what each layer does, is worked out here or in `raid_simulation`.
"""

import random
from dataclasses import replace
from math import floor, sqrt

import numpy as np
import pytest

from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.overlay import load_scenario
from running import BOATS, DEPLOYMENT, RETALIATION, drawn, outcomes
from second_strike.raid_simulation import Raid, simulate

NAMES = (BOATS, DEPLOYMENT, RETALIATION, "second_strike.twins")
SCENARIO = load_scenario(None, load_dataset())
Y = SCENARIO.years.index(2036)
UK, GB, RED = 1, "nuclear.united_kingdom.", "missile_defence."
LAYERS = ("exo_atmospheric", "s500", "terminal")
FUTURES, EVENTS = 6, 1500
SENT = {"spread": (6, 2, 0), "all": (8, 0, 0)}
"""Of the eight missiles of a British boat: to the capital, to other defended regions, elsewhere."""


@pytest.fixture(scope="module", params=["reference", "strong_capital_defence"])
def ran(request):
    draws = drawn(SCENARIO, NAMES, request.param, count=FUTURES)
    return draws, outcomes(NAMES, draws, SCENARIO.years)


def raid_of(draws, found, future, label):
    """One British boat without warning, aids in the kill chance, against the whole defence."""

    def one(name):
        values = draws[name][future]
        return float(values[Y]) if np.ndim(values) else float(values)

    assert min(one(GB + "missiles_per_boat"), 8) == 8
    assert min(one(GB + "boats_at_sea_day_to_day"), found["boats_operational"][future, Y, UK]) == 1
    fires = one(GB + "launch_order_delivery_probability") * (1 - one(GB + "class_failure_probability"))
    fires *= 1 - one(GB + "common_cause_loss_probability")
    whole = [int(one(f"{RED}{layer}.{name}")) for name in ("salvo", "looks") for layer in LAYERS]
    return Raid(
        boats_at_sea=(0, 1), launch=(0.0, fires), boat_survival=one(GB + "boat_survival_probability"),
        missiles=((0, 0, 0), SENT[label]), warheads=(0, int(found["warheads_per_missile"][future, Y, UK])),
        decoys=(0, 0), missile_reliability=(1.0, one(GB + "missile_reliability")),
        warhead_reliability=one("nuclear.retaliation.warhead_reliability"),
        stock=tuple(map(tuple, found["interceptor_rounds"][future, Y].tolist())),
        salvo=tuple(whole[:3]), looks=tuple(whole[3:]),
        capacity=tuple(map(tuple, found["interceptor_channels"][future, Y].tolist())),
        kill=tuple(one(f"{RED}{layer}.kill_probability_net_of_aids") for layer in LAYERS),
        correlation=one(RED + "shot.correlation"), sees=one(RED + "sensor.sees_probability"), engaged=1.0,
    )  # fmt: skip


def old_alone(raid, draws, future):
    """The same against the fixed last layer as of 2025: those rounds, halves up, and nothing else."""
    held = draws[RED + "terminal.interceptors"][future][0]
    ready = draws[RED + "terminal.availability_share"][future]
    rounds = floor(float(held) * float(ready[Y] if np.ndim(ready) else ready) + 0.5)
    return replace(raid, stock=((0, 0, rounds), (0, 0, 0)))


def undefended(raid):
    warheads = sum(raid.missiles[1]) * raid.warheads[1]
    return raid.launch[1] * raid.boat_survival * warheads * raid.missile_reliability[1] * raid.warhead_reliability


@pytest.mark.parametrize("label", SENT)
def test_the_new_part_of_the_erosion_is_that_of_single_events(ran, label):
    draws, found = ran
    place = ["none", "half", "spread", "all", "asked"].index(label)
    source = random.Random(7)
    for future in range(FUTURES):
        raid = raid_of(draws, found, future, label)
        arrive = [
            np.array([simulate(one, source) for _ in range(EVENTS)]) for one in (old_alone(raid, draws, future), raid)
        ]
        new = (arrive[0].mean() - arrive[1].mean()) / undefended(raid)
        error = sqrt(sum(some.var() for some in arrive) / EVENTS) / undefended(raid)
        stated = found["erosion_new_part"][future, 1, UK, 0, place]
        assert abs(new - stated) <= 4 * error, (future, new, stated, error)

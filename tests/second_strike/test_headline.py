"""The headline of A07 (law RT3), recomputed event by event: a script that shares no code with the models.

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
OWNERS, RED = ("france", "united_kingdom"), "missile_defence."
LAYERS = ("exo_atmospheric", "s500", "terminal")
FUTURES, EVENTS = 6, {"united_kingdom": 1500, "france": 400, "both": 400}
MISSILES = (16, 8)
SENT = {"spread": ((12, 4, 0), (6, 2, 0)), "all": ((16, 0, 0), (8, 0, 0))}
"""Of the missiles of a French and of a British boat: to the capital, to other defended regions, elsewhere."""
SAILS = {"france": (1, 0), "united_kingdom": (0, 1), "both": (1, 1)}


@pytest.fixture(scope="module", params=["reference", "strong_capital_defence"])
def ran(request):
    draws = drawn(SCENARIO, NAMES, request.param, count=FUTURES)
    return draws, outcomes(NAMES, draws, SCENARIO.years)


def raid_of(draws, found, future, label, force):
    """One boat of each force that sails, without warning, aids in the kill chance, against the whole defence."""

    def one(name):
        values = draws[name][future]
        return float(values[Y]) if np.ndim(values) else float(values)

    def each(name):
        return tuple(one(f"nuclear.{owner}.{name}") for owner in OWNERS)

    assert tuple(map(min, each("missiles_per_boat"), MISSILES)) == MISSILES
    assert tuple(map(min, each("boats_at_sea_day_to_day"), found["boats_operational"][future, Y])) == (1, 1)
    chances = (each("launch_order_delivery_probability"), each("class_failure_probability"),
               each("common_cause_loss_probability"))  # fmt: skip
    whole = [int(one(f"{RED}{layer}.{name}")) for name in ("salvo", "looks") for layer in LAYERS]
    return Raid(
        boats_at_sea=SAILS[force],
        launch=tuple(order * (1 - of_class) * (1 - cause) for order, of_class, cause in zip(*chances, strict=True)),
        boat_survival=each("boat_survival_probability"), missiles=SENT[label],
        warheads=tuple(int(loaded) for loaded in found["warheads_per_missile"][future, Y]),
        decoys=(0, 0), missile_reliability=each("missile_reliability"),
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
    boats = zip(raid.boats_at_sea, raid.launch, raid.boat_survival, raid.warheads, raid.missile_reliability, MISSILES,
                strict=True)  # fmt: skip
    return raid.warhead_reliability * sum(np.prod(boat) for boat in boats)


@pytest.mark.parametrize("force", SAILS)
@pytest.mark.parametrize("label", SENT)
def test_the_new_part_of_the_erosion_is_that_of_single_events(ran, label, force):
    draws, found = ran
    place, of = (
        ["none", "half", "spread", "all", "asked"].index(label),
        ["france", "united_kingdom", "both"].index(force),
    )
    source, events = random.Random(7), EVENTS[force]
    for future in range(FUTURES):
        raid = raid_of(draws, found, future, label, force)
        arrive = [
            np.array([simulate(one, source) for _ in range(events)]) for one in (old_alone(raid, draws, future), raid)
        ]
        new = (arrive[0].mean() - arrive[1].mean()) / undefended(raid)
        error = sqrt(sum(some.var() for some in arrive) / events) / undefended(raid)
        stated = found["erosion_new_part"][future, 1, of, 0, place]
        assert abs(new - stated) <= 4 * error, (future, new, stated, error)

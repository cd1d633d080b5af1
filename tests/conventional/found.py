"""Draws of the conventional domain for its tests, of the reference."""

from functools import cache

import numpy as np

from deterrence.conventional.components import campaign, reinforcement
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import resolve

SCENARIO = load_scenario(None, load_dataset())
YEARS = np.array([2026, 2030, 2035])
FUTURES = 60


@cache
def _drawn():
    resolved = resolve(SCENARIO, "reference")
    names = dict.fromkeys((*campaign.COMPONENT.quantities, *reinforcement.COMPONENT.quantities))
    return draw({name: resolved[name] for name in names}, 3, 0, FUTURES, tuple(YEARS.tolist()))


def draws(**changes):
    """The draws, with some quantities of the domain held at a number; dots of their ids are written as two lines."""
    found = dict(_drawn())
    for name, value in changes.items():
        identity = f"conventional.{name.replace('__', '.')}"
        found[identity] = np.full_like(found[identity], value)
    return found

"""Components of the registry on their own, on draws of the dataset or of the test's own. No test stands here."""

from collections.abc import Collection

import numpy as np

from deterrence import exposure
from deterrence.axes import DEFENCES
from deterrence.exploration.futures import Futures
from deterrence.scenario.draw import draw
from deterrence.scenario.resolve import resolve
from deterrence.system.couplings import Switches
from deterrence.system.loop import run
from deterrence.system.registry import COMPONENTS, ORDER

BOATS, DEPLOYMENT = "nuclear.boats", "missile_defence.deployment"
RETALIATION, CURVES, ADEQUACY = "second_strike.retaliation", "second_strike.curves", "second_strike.adequacy"
ALL, NONE = DEFENCES.index("all"), DEFENCES.index("none")
HALF, WHOLE, ASKED = (tuple(exposure.YEARLY).index(label) for label in (exposure.HALF, exposure.ALL, exposure.ASKED))
"""Places of the exposures that are computed in every year; `WHOLE` is all of it at the capital."""
UPLOAD, RESPONSE = (BOATS, "erosion_same_forces"), (DEPLOYMENT, "warhead_growth")
"""The couplings by which European upload answers erosion, and Russian rounds answer European warheads."""


def component(name):
    """A component of the registry by its name."""
    return next(one for one in COMPONENTS if one.name == name)


def quantities_of(names: Collection[str], structure="aids_net"):
    """Ids of all that some components read under a structure, in registry order."""
    read = (one.quantities_read(structure) for one in COMPONENTS if one.name in names)
    return tuple(dict.fromkeys(identity for some in read for identity in some))


def drawn(scenario, names, assumption_set="reference", seed=3, start=0, count=30, structure="aids_net", **changed):
    """Draws of all that some components read; what is named here by id is the same number in every future."""
    resolved = resolve(scenario, assumption_set)
    wanted = {identity: resolved[identity] for identity in quantities_of(names, structure)}
    found = draw(wanted, seed, start, count, scenario.years)
    return found | {name: np.full(count, float(value)) for name, value in changed.items()}


def asked(sent_share, capital_share, count=1):
    """The pair asked for, as it stands beside the draws."""
    return {name: np.full(count, x) for name, x in zip(exposure.ASKED_SHARES, (sent_share, capital_share), strict=True)}


def draws_under(policy, scenario, before, quantities, seed, start, count):
    """Draws of the futures under a policy: those without it, and over them what a run draws for the policy."""
    futures = Futures(scenario, "reference", "aids_net", seed, start, count)
    return {**before, **futures.moved(quantities, [policy]).get(policy, {})}


def outcomes(names: Collection[str], draws, years, structure="aids_net", off=()):
    """What some components give, in the order of the whole registry."""
    switches = Switches(tuple(off))
    return run(ORDER.restricted(names), draws, np.asarray(years, dtype=np.int64), structure, switches).values


def without_interceptors(draws):
    """The same draws with every interceptor set to zero (law 17)."""
    names = ("exo_atmospheric.interceptors", "terminal.interceptors", "s500.systems_delivered")
    return draws | {f"missile_defence.{name}": 0 * draws[f"missile_defence.{name}"] for name in names}

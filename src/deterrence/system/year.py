"""One year of the coupled system: its axes, what goes into the arrival law and what comes out."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

OWNERS = ("france", "united_kingdom")
FORCES = (*OWNERS, "both")
POSTURES = ("day_to_day", "generated")
DEFENDED_REGIONS = ("capital", "other_defended")
REGIONS = (*DEFENDED_REGIONS, "undefended")
LAYERS = ("exo_atmospheric", "s500", "terminal")
ALL_RAIDS: NDArray[np.bool_] = np.ones((len(FORCES), len(POSTURES)), dtype=bool)


def along_years(values: Floats, years: int = 1) -> Floats:
    """A draw as [future, year]; an undated one [future] is the same in each of so many years, by default in one."""
    return values if values.ndim == 2 else np.repeat(values[:, None], years, axis=1)


def raid(force: str, posture: str) -> NDArray[np.bool_]:
    """[force, posture], true for one raid only."""
    wanted = np.zeros_like(ALL_RAIDS)
    wanted[FORCES.index(force), POSTURES.index(posture)] = True
    return wanted


class YearInputs(NamedTuple):
    """What one year needs, for each future of a block. Axes: future, force (two), posture, region, layer."""

    boats: Floats  # [future, force, posture, 0..3] chance that n boats fire, zero masses and losses included
    missiles: Integers  # [future, force, region] per boat
    warheads: Integers  # [future, force] per missile
    decoys: Integers  # [future, force] per missile, 0 where aids are net
    missile_reliability: Floats  # [future, force]
    warhead_reliability: Floats  # [future]
    stock: Integers  # [future, defended region, layer] rounds
    salvo: Integers  # [future, layer]
    looks: Integers  # [future, layer]
    capacity: Integers  # [future, defended region, layer] objects served per look
    kill_probability: Floats  # [future, layer] single shot
    correlation: Floats  # [future]
    sees: Floats  # [future] the network that all layers share; 1 where each has a sensor of its own
    working: Floats  # [future, layer] the layer's own sensor; 1 where all share the network
    engaged: Floats  # [future] chance that a decoy is engaged


class YearOutcomes(NamedTuple):
    """What one year gives. Axes: future, force (three), posture, then benchmark or warhead count."""

    arrivals_with: Floats
    arrivals_without: Floats
    reach_with: Floats  # [future, force, posture, benchmark] P(arrivals >= benchmark)
    reach_without: Floats
    curve_with: Floats  # [future, force, posture, warheads] P(arrivals >= b); last axis empty unless asked for
    curve_without: Floats

"""Mean warheads that arrive in one year: E[with] = q (E[at the defence] - P(sees) E[killed]), E[without] = q E[...].

The mean needs no joint distribution: boats of the two forces fire independently (law 19), so the missiles that come
to a region are one mixture for each force, and only their kills are averaged over both. Every mean of a run is this
one; the full distributions of `arrivals` serve the chances of a count.
"""

from __future__ import annotations

import numpy as np

from deterrence.arrays import Flags, Floats, Integers
from deterrence.compilation import compiled, inlined
from deterrence.counts import binomial
from deterrence.missile_defence.expected import expected_kills, expected_warheads_killed, no_chances
from deterrence.second_strike.inputs import YearInputs

_BOTH = 2
_NEGLIGIBLE = 1e-15


@compiled
def _missiles_that_come(boats: Floats, missiles: int, reliability: float) -> Floats:
    """Distribution of one force's missiles in a region, mixed over the boats that fire: [0..most]."""
    most_boats = 3
    while most_boats > 0 and boats[most_boats] == 0.0:
        most_boats -= 1
    out = np.zeros(most_boats * missiles + 1)
    for fired in range(most_boats + 1):
        weight = boats[fired]
        if weight > 0.0:
            alone = binomial(fired * missiles, reliability)
            for m in range(alone.size):
                out[m] += weight * alone[m]
    return out


@compiled
def _most_objects(inputs: YearInputs, i: int, missiles: Integers, region: int, raids: Flags) -> int:
    """Most objects that any raid asked for can bring to a region; missiles [future, exposure, force, region]."""
    most = 0
    for exposure in range(raids.shape[0]):
        for force in range(3):
            for posture in range(2):
                objects = 0
                for f in range(2):
                    if raids[exposure, force, posture] and force in (_BOTH, f):
                        fired = 3
                        while fired > 0 and inputs.boats[i, f, posture, fired] == 0.0:
                            fired -= 1
                        load = inputs.warheads[i, f] + inputs.decoys[i, f]
                        objects += fired * missiles[i, exposure, f, region] * load
                most = max(most, objects)
    return most


@inlined
def _killed(
    inputs: YearInputs,
    i: int,
    first: Floats,
    second: Floats,
    kills: Floats,
    known: Floats,
    chances: Floats,
    ends: Integers,
) -> float:
    """E[warheads killed] in a region, over the missiles of both forces that come there.

    Args:
        inputs: Arrays of the year.
        i: The future.
        first: Chance of each number of French missiles.
        second: Of British ones.
        kills: E[objects killed | n enter].
        known: E[warheads killed | missiles that come], [French, British], filled as needed; below 0 where not yet.
            Where both forces' missiles carry the same, [all missiles that come, 0].
        chances: Of decoys that are engaged (`expected_warheads_killed`).
        ends: Likewise.
    """
    mean = 0.0
    is_by_force = known.shape[1] > 1
    for m in range(first.size):
        for n in range(second.size):
            mass = first[m] * second[n]
            if mass > _NEGLIGIBLE:
                row, column = (m, n) if is_by_force else (m + n, 0)
                if known[row, column] < 0.0:
                    count = m * inputs.warheads[i, 0] + n * inputs.warheads[i, 1]
                    others = m * inputs.decoys[i, 0] + n * inputs.decoys[i, 1]
                    known[row, column] = expected_warheads_killed(
                        count, others, inputs.engaged[i], kills, chances, ends
                    )
                mean += mass * known[row, column]
    return mean


@inlined
def _most_missiles(missiles: Integers, i: int, region: int) -> tuple[int, int]:
    """Most French and British missiles that any exposure brings to a region from all boats."""
    french, british = 0, 0
    for exposure in range(missiles.shape[1]):
        french = max(french, missiles[i, exposure, 0, region])
        british = max(british, missiles[i, exposure, 1, region])
    return 3 * french, 3 * british


@inlined
def _unknown(french: int, british: int, is_alike: bool) -> Floats:
    """A table for E[warheads killed], [French missiles, British missiles] or, where alike, [their sum, 0], all -1."""
    known = np.empty((french + british + 1, 1) if is_alike else (french + 1, british + 1))
    for m in range(known.shape[0]):
        for n in range(known.shape[1]):
            known[m, n] = -1.0
    return known


@inlined
def _add_killed(
    inputs: YearInputs, i: int, missiles: Integers, region: int, raids: Flags, kills: Floats, killed: Floats
) -> None:
    """Add a region's E[warheads killed] to `killed` [exposure, force, posture] for every raid asked for.

    Raids, postures and exposures differ in how many missiles come, not in what a number of them loses.
    """
    alone = np.ones(1)
    french_most, british_most = _most_missiles(missiles, i, region)
    warheads, decoys = inputs.warheads[i], inputs.decoys[i]
    is_alike = warheads[0] == warheads[1] and decoys[0] == decoys[1]
    known = _unknown(french_most, british_most, is_alike)
    chances, ends = no_chances(french_most * decoys[0] + british_most * decoys[1])
    for exposure in range(raids.shape[0]):
        there = missiles[i, exposure, 0, region] + missiles[i, exposure, 1, region]
        for posture in range(2):
            is_asked = raids[exposure, 0, posture] or raids[exposure, 1, posture] or raids[exposure, 2, posture]
            if not is_asked or there == 0:
                continue
            come, other = alone, alone
            for f in range(2):
                come, other = (
                    other,
                    _missiles_that_come(
                        inputs.boats[i, f, posture], missiles[i, exposure, f, region], inputs.missile_reliability[i, f]
                    ),
                )
            for force in range(3):
                if raids[exposure, force, posture]:
                    french = come if force != 1 else alone
                    british = other if force != 0 else alone
                    killed[exposure, force, posture] += _killed(inputs, i, french, british, kills, known, chances, ends)


@inlined
def _bare(inputs: YearInputs, i: int, missiles: Integers, exposure: int, force: int, posture: int) -> float:
    """Mean warheads before the defence, of those that need not function."""
    mean = 0.0
    for f in range(2):
        if force in (_BOTH, f):
            in_all = 0
            for region in range(missiles.shape[3]):
                in_all += missiles[i, exposure, f, region]
            load = in_all * inputs.missile_reliability[i, f] * inputs.warheads[i, f]
            boats = inputs.boats[i, f, posture]
            mean += float(boats[1] + 2.0 * boats[2] + 3.0 * boats[3]) * load
    return mean


def arrivals_by_exposure(inputs: YearInputs, missiles: Integers, raids: Flags) -> tuple[Floats, Floats]:
    """Mean warheads that arrive with and without the defence; a raid that is not asked for is NaN.

    Args:
        inputs: Arrays of the year; its missiles are not read.
        missiles: Missiles of a boat by where they are sent, [future, exposure, force, region].
        raids: Which to evaluate, [exposure, force, posture]; each is the same number whatever else is asked for.

    Returns:
        With and without, each [future, exposure, force, posture].
    """
    # Arrays that can be written and those that cannot are two types, for each of which all would be compiled again.
    own = (values if values.flags.writeable and values.flags.c_contiguous else values.copy() for values in inputs)
    return _arrivals(YearInputs(*own), missiles, raids)  # type: ignore[arg-type]


@compiled
def _arrivals(inputs: YearInputs, missiles: Integers, raids: Flags) -> tuple[Floats, Floats]:
    """The same, compiled."""
    futures, exposures = inputs.sees.size, raids.shape[0]
    with_, without = np.empty((futures, exposures, 3, 2)), np.empty((futures, exposures, 3, 2))
    killed = np.zeros((exposures, 3, 2))
    for i in range(futures):
        killed[:] = 0.0
        for region in range(2):
            most, rounds = _most_objects(inputs, i, missiles, region, raids), 0
            for layer in range(inputs.stock.shape[2]):
                rounds += inputs.stock[i, region, layer]
            if inputs.sees[i] > 0.0 and rounds > 0 and most > 0:
                kills = expected_kills(
                    most,
                    inputs.stock[i, region],
                    inputs.salvo[i],
                    inputs.looks[i],
                    inputs.capacity[i, region],
                    inputs.kill_probability[i],
                    inputs.correlation[i],
                    inputs.working[i],
                )
                _add_killed(inputs, i, missiles, region, raids, kills, killed)
        for exposure in range(exposures):
            for force in range(3):
                for posture in range(2):
                    bare, left = np.nan, np.nan
                    if raids[exposure, force, posture]:
                        bare = _bare(inputs, i, missiles, exposure, force, posture)
                        left = max(bare - inputs.sees[i] * killed[exposure, force, posture], 0.0)
                    without[i, exposure, force, posture] = inputs.warhead_reliability[i] * bare
                    with_[i, exposure, force, posture] = inputs.warhead_reliability[i] * left
    return with_, without


def expected_arrivals(inputs: YearInputs, raids: Flags) -> tuple[Floats, Floats]:
    """The same of the missiles that the inputs hold, each [future, force, posture].

    Args:
        inputs: Arrays of the year.
        raids: Which to evaluate, [force, posture].
    """
    with_, without = arrivals_by_exposure(inputs, np.ascontiguousarray(inputs.missiles[:, None]), raids[None])
    return with_[:, 0], without[:, 0]

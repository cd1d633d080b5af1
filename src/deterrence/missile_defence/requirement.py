"""What a defence would need: the inverse question, after Wilkening (2000), and layered and sequential fire.

Numbers here are continuous, as in the literature: 2.42 shots per object stand for a raid in which a share
of .42 of the objects gets a third shot. Equations and limits: docs/models/missile_defence.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, inf, isfinite, log1p
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Floats
from deterrence.missile_defence.ranges import in_range, probability, whole_count

Tracking = Literal["common_mode", "independent"]
"""Whether a lost track loses the whole raid (one network) or one object."""


def _non_negative(name: str, value: float) -> float:
    if not (isfinite(value) and value >= 0):
        raise ValueError(f"{name} is {value!r}: write a finite number of at least 0")
    return value


def fractional_kill_probability(kill_probability: float, shots: float) -> float:
    """Mean chance that an object is destroyed by n shots, n not whole.

    A share n - floor(n) of the objects gets ceil(n) shots, the rest floor(n); below one shot only a share n
    is engaged.
    """
    miss = 1 - probability("kill_probability", kill_probability)
    whole = floor(_non_negative("shots", shots))
    share = shots - whole
    return share * (1 - miss ** (whole + 1)) + (1 - share) * (1 - miss**whole)


def no_leak_probability(
    warheads: int,
    warhead_kill_probability: float,
    track_probability: float = 1.0,
    tracking: Tracking = "common_mode",
) -> float:
    """Chance P0 that no warhead leaks, after Wilkening (2000).

    Common-mode tracking Pt Kw^W, independent tracking (Pt Kw)^W, where Kw = 1 - (1 - k)^n is without Pt.
    """
    raid = whole_count("warheads", warheads)
    kill = probability("warhead_kill_probability", warhead_kill_probability)
    track = probability("track_probability", track_probability)
    return track * kill**raid if tracking == "common_mode" else (track * kill) ** raid


def needed_kill_probability(
    warheads: int,
    no_leak: float,
    track_probability: float = 1.0,
    tracking: Tracking = "common_mode",
) -> float | None:
    """Kill chance per warhead Kw that the shots must reach, None where no number of shots can.

    Common-mode tracking Kw = (P0/Pt)^(1/W), no solution for P0 >= Pt; independent tracking
    Kw = P0^(1/W)/Pt, no solution for P0^(1/W) >= Pt.

    Args:
        warheads: W, at least 1.
        no_leak: P0, chance asked for that no warhead leaks.
        track_probability: Pt, chance that the raid (common mode) or a warhead (independent) is tracked.
        tracking: Which of the two.

    >>> round(needed_kill_probability(4, 0.8), 5)
    0.94574
    """
    raid = whole_count("warheads", warheads, least=1)
    asked = probability("no_leak", no_leak)
    track = probability("track_probability", track_probability)
    if tracking == "common_mode":
        return (asked / track) ** (1 / raid) if asked < track else None
    each = asked ** (1 / raid)
    return each / track if each < track else None


def shots_needed(kill_probability: float, warhead_kill_probability: float | None) -> float:
    """Shots per object n = ln(1 - Kw)/ln(1 - k); infinite where none suffices.

    A sure shot (k = 1) is one shot, whatever is asked for. Below one shot the formula is a continuous
    reading only: fewer shots than objects leave some objects unengaged (`fractional_kill_probability`).

    >>> round(shots_needed(0.7, needed_kill_probability(4, 0.8)), 2)
    2.42
    """
    k = probability("kill_probability", kill_probability)
    if warhead_kill_probability is None:
        return inf
    needed = probability("warhead_kill_probability", warhead_kill_probability)
    if needed == 0:
        return 0.0
    if k == 1:
        return 1.0
    if k == 0 or needed == 1:
        return inf
    return log1p(-needed) / log1p(-k)


def interceptors_needed(shots: float, warheads: int, decoys: int = 0) -> float:
    """Interceptors I = n(W + D) of a barrage that cannot tell decoys from warheads (Wilkening 2000)."""
    objects = whole_count("warheads", warheads) + whole_count("decoys", decoys)
    return shots * objects if objects else 0.0


def layered_kill_probability(kill_probabilities: ArrayLike) -> Floats:
    """Kill chance of unlimited layers K = 1 - prod_j (1 - K_j), over the last axis; their order is free."""
    return np.asarray(1 - np.prod(1 - in_range("kill_probabilities", kill_probabilities, 0, 1), axis=-1))


@dataclass(frozen=True)
class SequentialFire:
    """What shooting, looking and shooting again gives per object."""

    kill_probability: float
    expected_shots: float


def shoot_look_shoot(kill_probability: float, first_shots: int, second_shots: int) -> SequentialFire:
    """Kill chance and mean shots per object, perfect look, ample stock, after Wilkening (2000).

    K = 1 - (1 - k)^(s1 + s2), E[shots] = s1 + (1 - k)^s1 s2.

    >>> round(shoot_look_shoot(0.7, 1, 1).expected_shots, 12)
    1.3
    """
    miss = 1 - probability("kill_probability", kill_probability)
    first = whole_count("first_shots", first_shots)
    second = whole_count("second_shots", second_shots)
    return SequentialFire(1 - miss ** (first + second), first + miss**first * second)


@dataclass(frozen=True)
class DiscriminationInputs:
    """A barrage by a defence that mistakes some decoys for warheads and some warheads for decoys."""

    warheads: int
    decoys: int
    interceptors: int
    kill_probability: float
    warhead_passed_over: float = 0.0
    """b: chance that a warhead is taken for a decoy and not engaged."""
    decoy_engaged: float = 1.0
    """a: chance that a decoy is taken for a warhead and engaged."""


@dataclass(frozen=True)
class DiscriminationResults:
    """Means of a barrage with imperfect discrimination."""

    engaged_objects: float
    shots_per_object: float
    leaking_warheads: float


def imperfect_discrimination(inputs: DiscriminationInputs) -> DiscriminationResults:
    """Mean leakage with both errors of discrimination, after Operations Research 19(6), 1971.

    M = (1 - b) W + a D, n = I/M, L = W[1 - (1 - b)(1 - q)], q the mean chance that n shots miss (n need not
    be whole). a = b = 0 is perfect discrimination, b = 0 and a = 1 none. Means only: M is taken at its mean.
    """
    warheads = whole_count("warheads", inputs.warheads)
    decoys = whole_count("decoys", inputs.decoys)
    interceptors = whole_count("interceptors", inputs.interceptors)
    engaged_share = 1 - probability("warhead_passed_over", inputs.warhead_passed_over)
    decoy_engaged = probability("decoy_engaged", inputs.decoy_engaged)
    engaged = engaged_share * warheads + decoy_engaged * decoys
    shots = interceptors / engaged if engaged > 0 else 0.0
    kill = fractional_kill_probability(inputs.kill_probability, shots)
    return DiscriminationResults(engaged, shots, warheads * (1 - engaged_share * kill))

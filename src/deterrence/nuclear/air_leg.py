"""Air-launched forces: whole aircraft with one missile each, and the missiles of them that meet a defence.

Aircraft on base are lost squadron by squadron, aircraft off base one by one; a carrier is one more group. Nothing
is averaged away before a defence with a finite stock. Equations and limits: docs/models/nuclear_air_leg.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from deterrence.arrays import Flags, Floats, Integers
from deterrence.compilation import compiled
from deterrence.counts import binomial, convolve
from deterrence.ranges import ROUNDING, counts, magnitudes, probabilities, round_half_up


def armed_aircraft(
    *,
    squadrons: ArrayLike,
    aircraft_per_squadron: ArrayLike,
    carrier_aircraft: ArrayLike,
    availability_share: ArrayLike,
    missiles: ArrayLike,
    warheads: ArrayLike,
) -> tuple[Integers, Integers]:
    """Aircraft that carry a missile, whole: land-based and of the carrier; arrays that broadcast.

    land = min(squadrons x round(aircraft per squadron x available), missiles, warheads); the carrier arms what is
    left. One missile an aircraft, one warhead a missile: more missiles than aircraft stay in store.

    >>> land, carrier = armed_aircraft(
    ...     squadrons=2, aircraft_per_squadron=20, carrier_aircraft=10, availability_share=0.75,
    ...     missiles=54, warheads=34,
    ... )
    >>> int(land), int(carrier)
    (30, 4)
    """
    available = probabilities("availability_share", availability_share)
    held = np.minimum(counts("missiles", missiles), counts("warheads", warheads))
    ready = round_half_up(counts("aircraft_per_squadron", aircraft_per_squadron) * available)
    land = np.minimum(counts("squadrons", squadrons) * ready, held)
    afloat = round_half_up(counts("carrier_aircraft", carrier_aircraft) * available)
    return land, np.minimum(afloat, held - land)


def squadron_loads(land: ArrayLike, squadrons: ArrayLike, most: int) -> Integers:
    """Armed aircraft of each squadron, whole and as even as can be, [..., most]; they sum to `land`.

    Each gets floor(land / squadrons), the first ones take one more each for the rest; a squadron that does not
    exist has none.

    Args:
        land: Armed aircraft of all squadrons; none without a squadron.
        squadrons: Squadrons that exist, at most `most`.
        most: Length of the last axis.
    """
    armed, existing = counts("land", land)[..., None], counts("squadrons", squadrons)[..., None]
    if np.any(existing > most) or np.any((existing == 0) & (armed > 0)):
        raise ValueError("squadrons do not hold the armed aircraft: raise squadrons or most")
    each, rest = np.divmod(armed, np.maximum(existing, 1))
    place = np.arange(most)
    return np.where(place < existing, each + (place < rest), 0)


def survival_chances(off_base_share: ArrayLike, off_base_survival: ArrayLike) -> tuple[Floats, Floats]:
    """Chance that one aircraft survives where its base does, and where its base is lost; broadcast.

    base survives: (1 - o) + o s;  base lost: o s. o is the chance that an aircraft is off base, s that it then
    survives. The base itself survives or is lost once for all of a squadron.

    >>> [float(chance) for chance in survival_chances(0.5, 0.5)]
    [0.75, 0.25]
    """
    off = probabilities("off_base_share", off_base_share)
    lost = off * probabilities("off_base_survival", off_base_survival)
    return 1 - off + lost, lost


def is_successor(years: ArrayLike, first_year: ArrayLike, slip_years: ArrayLike) -> Flags:
    """Whether the hypersonic successor has replaced the cruise missile: year >= floor(first + slip), all at once."""
    entry = np.floor(magnitudes("first_year", first_year) + magnitudes("slip_years", slip_years) + ROUNDING)
    return np.asarray(years) >= entry


@compiled
def missiles_at_defence(sizes: Integers, intact: Floats, kept: Floats, saved: Floats) -> Floats:
    """Distribution of the missiles of independent groups that meet a defence, index 0..sum of sizes.

    Each group: b Bin(n, p) + (1 - b) Bin(n, p'): the group's base stands with chance b, then each missile comes
    with p, else with p'. The groups' counts add.

    Args:
        sizes: Missiles n of each group, [group].
        intact: Chance b that its base stands, [group].
        kept: Chance p of each missile if it stands, [group].
        saved: Chance p' of each missile if it is lost, [group].
    """
    out = np.ones(1)
    for group in range(sizes.size):
        if sizes[group] > 0:
            stands = binomial(sizes[group], kept[group])
            lost = binomial(sizes[group], saved[group])
            for n in range(stands.size):
                stands[n] = intact[group] * stands[n] + (1.0 - intact[group]) * lost[n]
            out = convolve(out, stands)
    return out


def expected_missiles(sizes: ArrayLike, intact: ArrayLike, kept: ArrayLike, saved: ArrayLike) -> Floats:
    """Mean of `missiles_at_defence`, over arrays [..., group]: sum of n (b p + (1 - b) p')."""
    stands = probabilities("intact", intact)
    chance = stands * probabilities("kept", kept) + (1 - stands) * probabilities("saved", saved)
    mean: Floats = (counts("sizes", sizes) * chance).sum(axis=-1)
    return mean

"""The registered profiles, and their evaluation on one block of futures under every policy that moves them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from deterrence.system import air_leg, raid, stability, theatre, two_peer
from deterrence.system.outcome import Outcome
from deterrence.system.profile import Draws, Integers, Profile

REFERENCE = "reference"
POLICY_AXIS = "policy"
PROFILES: tuple[Profile, ...] = (
    theatre.PROFILE,
    stability.PROFILE,
    two_peer.PROFILE,
    raid.PROFILE,
    air_leg.PROFILE,
)


@dataclass(frozen=True)
class ProfileBlock:
    """Outcomes of one block by name, axes as stored (future, policy, ...), and the policies of each table."""

    values: Mapping[str, NDArray[np.generic]]
    policies: Mapping[str, tuple[str, ...]]


def stored(outcome: Outcome) -> Outcome:
    """A profile's outcome as it is stored: with the policies as second axis."""
    return replace(outcome, axes=(outcome.axes[0], POLICY_AXIS, *outcome.axes[1:]))


def profile_quantities() -> tuple[str, ...]:
    """Ids of every quantity that some profile reads, in a fixed order, each once."""
    return tuple(dict.fromkeys(name for profile in PROFILES for name in profile.quantities))


def evaluate_profiles(
    draws: Draws, moved: Mapping[str, Draws], years: Integers, snapshot: int, profiles: tuple[Profile, ...] = PROFILES
) -> ProfileBlock:
    """Every profile on a block of futures, and again under each policy that moves what it reads.

    Args:
        draws: Quantity id -> [future] or [future, year], under the reference.
        moved: Policy -> the draws of the quantities that it changes, for the same futures.
        years: Calendar years.
        snapshot: Index of the year that snapshot outcomes keep.
        profiles: What to evaluate.
    """
    values: dict[str, NDArray[np.generic]] = {}
    policies: dict[str, tuple[str, ...]] = {}
    for profile in profiles:
        named = (REFERENCE, *(name for name, changed in moved.items() if set(changed) & set(profile.quantities)))
        found = [profile.evaluate({**draws, **moved.get(name, {})}, years) for name in named]
        for outcome in profile.outcomes:
            stacked = np.stack([one[outcome.name] for one in found], axis=1)
            if outcome.is_snapshot and "year" in outcome.axes:
                place = outcome.axes.index("year") + 1  # behind the policies
                stacked = np.take(stacked, [snapshot], axis=place)
            values[outcome.name] = stacked
            policies[outcome.table] = named
    return ProfileBlock(values, policies)

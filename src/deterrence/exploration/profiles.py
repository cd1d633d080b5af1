"""The profiles of a block of futures, under the reference and under every policy of the dataset.

A run stores what this gives; a page or a figure that wants one set of futures at once asks for it alone. The numbers
are the same, as draws are counted by seed, quantity and future (law 4).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from deterrence.scenario.draw import draw
from deterrence.scenario.policy import draws_under
from deterrence.scenario.resolve import resolve
from deterrence.scenario.scenario import Scenario
from deterrence.system import air_leg
from deterrence.system.options import option_outcomes, option_quantities
from deterrence.system.profile import Draws
from deterrence.system.profiles import REFERENCE, ProfileBlock, evaluate_profiles, profile_quantities

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Futures:
    """Which futures of a scenario: a set, a seed, the first of them and how many."""

    scenario: Scenario
    assumption_set: str
    seed: int
    start: int
    count: int


def run_quantities(scenario: Scenario) -> tuple[str, ...]:
    """Ids of what the profiles and the options of a scenario read."""
    return tuple(dict.fromkeys((*profile_quantities(), *option_quantities(scenario.dataset.policies))))


def moved_draws(
    futures: Futures, draws: Draws, policies: Collection[str] | None = None
) -> dict[str, dict[str, Floats]]:
    """By policy, draws of what it changes in the profiles; a policy in force in the scenario moves nothing more.

    Args:
        futures: Which they are.
        draws: Their draws, of `run_quantities` at least.
        policies: Those wanted; all of the dataset if left out.
    """
    scenario, quantities = futures.scenario, frozenset(profile_quantities())
    found: dict[str, dict[str, Floats]] = {}
    for name, policy in scenario.dataset.policies.items():
        changed = [identity for identity in policy.changes if identity in quantities]
        if changed and name not in scenario.policies and (policies is None or name in policies):
            found[name] = draws_under(
                name, scenario, futures.assumption_set, draws, changed, futures.seed, futures.start, futures.count
            )
    return found


def evaluate(futures: Futures, draws: Draws, moved: Mapping[str, Draws], snapshot: int) -> ProfileBlock:
    """Profiles and options of futures that are drawn already.

    Args:
        futures: Which they are.
        draws: Their draws, of `run_quantities` at least.
        moved: What each policy changes in them (`moved_draws`).
        snapshot: Index of the year that snapshot outcomes keep.
    """
    policies = futures.scenario.dataset.policies
    years = np.asarray(futures.scenario.years, dtype=np.int64)
    block = evaluate_profiles(draws, moved, years, snapshot)
    values, named = option_outcomes(draws, policies)
    return ProfileBlock({**block.values, **values}, {**block.policies, "options": named})


def air_leg_of(futures: Futures, draws: Draws, snapshot: int) -> ProfileBlock:
    """The air leg alone, under the reference: what is added to the boats in every structure."""
    years = np.asarray(futures.scenario.years, dtype=np.int64)
    return evaluate_profiles(draws, {}, years, snapshot, (air_leg.PROFILE,))


def profiles_of(futures: Futures, snapshot_year: int, policies: Collection[str] | None = None) -> ProfileBlock:
    """Draw futures and evaluate their profiles and options; under some policies, or all of the dataset."""
    scenario = futures.scenario
    resolved = resolve(scenario, futures.assumption_set)
    read = {name: resolved[name] for name in run_quantities(scenario)}
    draws = draw(read, futures.seed, futures.start, futures.count, scenario.years)
    return evaluate(futures, draws, moved_draws(futures, draws, policies), scenario.years.index(snapshot_year))


def of_policy(block: ProfileBlock, table: str, name: str, policy: str) -> NDArray[np.generic]:
    """An outcome under one policy, without the axis of policies; the reference where the policy does not move it."""
    named = block.policies[table]
    place = named.index(policy) if policy in named else named.index(REFERENCE)
    found: NDArray[np.generic] = block.values[name][:, place]
    return found

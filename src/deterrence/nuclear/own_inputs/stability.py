"""First-strike stability of two sides, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import Field, model_validator

from deterrence.nuclear import stability
from deterrence.nuclear.own_inputs.amounts import MOST_GROUPS, Amount, Positive, require_owned
from deterrence.own_inputs import Probability, StrictInputs


class LauncherGroupInputs(StrictInputs):
    """Launchers of one kind."""

    name: str | None = None
    launchers: Amount
    warheads_per_launcher: Amount
    is_fixed: bool
    alert_share: Probability = 0.0


class SideInputs(StrictInputs):
    """One side: launchers, weapons, value and what defends it."""

    groups: Annotated[tuple[LauncherGroupInputs, ...], Field(min_length=1, max_length=MOST_GROUPS)]
    warheads_owned: Amount | None = None
    kill_probability: Probability
    weapons_for_four_fifths: Positive
    defence_capacity: Amount = 0.0
    defence_effectiveness: Probability = 0.0

    @model_validator(mode="after")
    def _owned(self) -> SideInputs:
        require_owned(sum(g.launchers * g.warheads_per_launcher for g in self.groups), self.warheads_owned)
        return self


class LawInputs(StrictInputs):
    """Constants of the method; the published ones stand in the dataset under nuclear.stability."""

    damage_exponent: Annotated[float, Field(gt=0, le=1)]
    other_damage_weight: Probability
    striker_available_share: Probability
    launch_under_attack_factor: Probability


class Inputs(StrictInputs):
    """Two sides in a crisis."""

    first: SideInputs
    second: SideInputs
    law: LawInputs
    is_launched_under_attack: bool = False


def _force(side: SideInputs) -> stability.Force:
    return stability.Force(
        launchers=np.array([group.launchers for group in side.groups]),
        warheads_per_launcher=np.array([group.warheads_per_launcher for group in side.groups]),
        alert_share=np.array([group.alert_share for group in side.groups]),
        is_fixed=np.array([group.is_fixed for group in side.groups]),
        kill_probability=np.asarray(side.kill_probability),
        weapons_for_four_fifths=np.asarray(side.weapons_for_four_fifths),
        defence_capacity=np.asarray(side.defence_capacity),
        defence_effectiveness=np.asarray(side.defence_effectiveness),
    )


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
    law = stability.Law(**inputs.law.model_dump())
    first, second = _force(inputs.first), _force(inputs.second)
    attacked = inputs.is_launched_under_attack
    by_first = stability.first_strike(first, second, law, attacked)
    by_second = stability.first_strike(second, first, law, attacked)
    bare = stability.stability_index(first.without_defence(), second.without_defence(), law, attacked)
    return {
        "first_strike_stability_index": float(stability.stability_index(first, second, law, attacked)),
        "first_strike_stability_index_without_defences": float(bare),
        "first_cost_of_striking": float(by_first.cost_of_striking),
        "first_cost_of_being_struck": float(by_second.cost_of_being_struck),
        "first_weapons_on_launchers": float(by_first.weapons_on_launchers),
        "second_cost_of_striking": float(by_second.cost_of_striking),
        "second_cost_of_being_struck": float(by_first.cost_of_being_struck),
        "second_weapons_on_launchers": float(by_second.weapons_on_launchers),
    }

"""First-strike stability, mutual deterrence and sufficiency against two peers, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import Field, model_validator

from deterrence.nuclear import stability, two_peer
from deterrence.system.models.model import Model, Probability, StrictInputs

# A limit of the tool, so that a mistyped number answers at once.
_MOST_GROUPS, _MOST_COUNT = 20, 1_000_000

Amount = Annotated[float, Field(ge=0, le=_MOST_COUNT)]
Positive = Annotated[float, Field(gt=0, le=_MOST_COUNT)]


class LauncherGroupInputs(StrictInputs):
    """Launchers of one kind."""

    name: str | None = None
    launchers: Amount
    warheads_per_launcher: Amount
    is_fixed: bool
    alert_share: Probability = 0.0


class SideInputs(StrictInputs):
    """One side: launchers, weapons, value and what defends it."""

    groups: Annotated[tuple[LauncherGroupInputs, ...], Field(min_length=1, max_length=_MOST_GROUPS)]
    warheads_owned: Amount | None = None
    kill_probability: Probability
    weapons_for_four_fifths: Positive
    defence_capacity: Amount = 0.0
    defence_effectiveness: Probability = 0.0

    @model_validator(mode="after")
    def _owned(self) -> SideInputs:
        _require_owned(sum(g.launchers * g.warheads_per_launcher for g in self.groups), self.warheads_owned)
        return self


class LawInputs(StrictInputs):
    """Constants of the method; the published ones stand in the dataset under nuclear.stability."""

    damage_exponent: Annotated[float, Field(gt=0, le=1)]
    other_damage_weight: Probability
    striker_available_share: Probability
    launch_under_attack_factor: Probability


class StabilityInputs(StrictInputs):
    """Two sides in a crisis."""

    first: SideInputs
    second: SideInputs
    law: LawInputs
    is_launched_under_attack: bool = False


class DetererInputs(StrictInputs):
    """One side of mutual deterrence."""

    weapons: Amount
    weapons_owned: Amount | None = None
    destroyed_per_weapon: Amount
    weapons_that_deter: Amount

    @model_validator(mode="after")
    def _owned(self) -> DetererInputs:
        _require_owned(self.weapons, self.weapons_owned)
        return self


class MutualDeterrenceInputs(StrictInputs):
    """Two sides; what one weapon of a side destroys of the other's, and how many of the other's weapons deter it."""

    first_side: DetererInputs
    second_side: DetererInputs


class ForceGroupInputs(StrictInputs):
    """Warheads on launchers of one kind."""

    name: str | None = None
    warheads: Amount
    upload_potential_warheads: Amount | None = None
    is_fixed: bool
    alert_share: Probability = 0.0


class PeerInputs(StrictInputs):
    """What is required against one peer, as abstract numbers."""

    name: str | None = None
    fixed_launchers: Amount
    reserve: Amount


class SufficiencyInputs(StrictInputs):
    """One side's forces against the requirement of all peers together."""

    groups: Annotated[tuple[ForceGroupInputs, ...], Field(min_length=1, max_length=_MOST_GROUPS)]
    warheads_owned: Amount
    upload_share: Probability = 0.0
    treaty_limit_warheads: Amount | None = None
    kill_probability: Probability
    launched_share: Probability
    reliability: Probability
    peers: Annotated[tuple[PeerInputs, ...], Field(min_length=1, max_length=_MOST_GROUPS)]
    counterforce_share: Probability
    weapons_per_fixed_launcher: Amount
    ally_delivered_per_warhead: Probability = 0.0
    allied_credit_share: Probability = 0.0

    @model_validator(mode="after")
    def _possible(self) -> SufficiencyInputs:
        _require_owned(sum(group.warheads for group in self.groups), self.warheads_owned)
        held = self.counterforce_share * self.weapons_per_fixed_launcher
        if sum(held * peer.fixed_launchers + peer.reserve for peer in self.peers) == 0:
            raise ValueError("nothing is required: write a reserve or a share of launchers above 0")
        if self.treaty_limit_warheads is not None and self.upload_share > 0:
            raise ValueError("an upload under a treaty limit: set upload_share to 0 or remove treaty_limit_warheads")
        return self


def _require_owned(deployed: float, owned: float | None) -> None:
    if owned is not None and deployed > owned:
        raise ValueError(
            f"more warheads deployed ({deployed:g}) than owned ({owned:g}): lower the groups or raise what is owned"
        )


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


def _stability(inputs: StabilityInputs) -> dict[str, Any]:
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


def _mutual_deterrence(inputs: MutualDeterrenceInputs) -> dict[str, Any]:
    first, second = inputs.first_side, inputs.second_side
    margins = [
        float(
            stability.deterrence_margin(
                own.weapons, other.weapons, other.destroyed_per_weapon, other.weapons_that_deter
            )
        )
        for own, other in ((first, second), (second, first))
    ]
    losses = first.destroyed_per_weapon, second.destroyed_per_weapon
    has_cone = bool(stability.has_cone(*losses))
    vertex = stability.cone_vertex(*losses, second.weapons_that_deter, first.weapons_that_deter) if has_cone else None
    return {
        "first_deters_second": margins[0] >= 0,
        "second_deters_first": margins[1] >= 0,
        "first_margin_weapons": margins[0],
        "second_margin_weapons": margins[1],
        "mutual_deterrence_is_possible": has_cone,
        "least_weapons_for_both": None if vertex is None else list(vertex),
    }


def _sufficiency(inputs: SufficiencyInputs) -> dict[str, Any]:
    base = np.array([group.warheads for group in inputs.groups])
    potential = [g.warheads if (p := g.upload_potential_warheads) is None else p for g in inputs.groups]
    deployed = two_peer.uploaded(base, potential, inputs.upload_share, inputs.warheads_owned)
    if inputs.treaty_limit_warheads is not None:
        deployed = two_peer.within(deployed, inputs.treaty_limit_warheads)
    surviving = two_peer.surviving_share(
        np.array([group.alert_share for group in inputs.groups]),
        np.array([group.is_fixed for group in inputs.groups]),
        inputs.kill_probability,
    )
    available = float(two_peer.available_warheads(deployed, surviving, inputs.launched_share, inputs.reliability))
    required = float(
        two_peer.requirement(
            [peer.fixed_launchers for peer in inputs.peers], inputs.counterforce_share,
            inputs.weapons_per_fixed_launcher, [peer.reserve for peer in inputs.peers],
        )
    )  # fmt: skip
    total = float(deployed.sum())
    saved = (
        float(two_peer.relief(inputs.ally_delivered_per_warhead, available / total, inputs.allied_credit_share))
        if available > 0
        else None
    )
    return {
        "sufficiency_ratio": float(two_peer.sufficiency_ratio(available, required)),
        "available_warheads": available,
        "required_warheads": required,
        "deployed_warheads": total,
        "us_warheads_saved_per_added_warhead": saved,
    }


MODELS = (
    Model(
        "stability",
        "Index of first-strike stability of two sides, with their defences and without.",
        StabilityInputs,
        _stability,
        "after Kent and Thaler (1989), RAND R-3765-AF; drawdown and defences are ours",
        "docs/models/nuclear_stability.md",
    ),
    Model(
        "mutual-deterrence",
        "Whether each of two sides deters the other, by how much, and whether both ever can.",
        MutualDeterrenceInputs,
        _mutual_deterrence,
        "after Intriligator and Brito (1975, 1984)",
        "docs/models/nuclear_stability.md",
    ),
    Model(
        "sufficiency",
        "Warheads that survive, are launched and work, over those required against all peers together.",
        SufficiencyInputs,
        _sufficiency,
        "drawdown arithmetic; no published model",
        "docs/models/nuclear_two_peer.md",
    ),
)

"""Sufficiency against all peers together, on inputs of a user."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from pydantic import Field, model_validator

from deterrence.nuclear import two_peer
from deterrence.nuclear.own_inputs.amounts import MOST_GROUPS, Amount, require_owned
from deterrence.own_inputs import Probability, StrictInputs


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


class Inputs(StrictInputs):
    """One side's forces against the requirement of all peers together."""

    groups: Annotated[tuple[ForceGroupInputs, ...], Field(min_length=1, max_length=MOST_GROUPS)]
    warheads_owned: Amount
    upload_share: Probability = 0.0
    treaty_limit_warheads: Amount | None = None
    kill_probability: Probability
    launched_share: Probability
    reliability: Probability
    peers: Annotated[tuple[PeerInputs, ...], Field(min_length=1, max_length=MOST_GROUPS)]
    counterforce_share: Probability
    weapons_per_fixed_launcher: Amount
    ally_delivered_per_warhead: Probability = 0.0
    allied_credit_share: Probability = 0.0

    @model_validator(mode="after")
    def _possible(self) -> Inputs:
        require_owned(sum(group.warheads for group in self.groups), self.warheads_owned)
        held = self.counterforce_share * self.weapons_per_fixed_launcher
        if sum(held * peer.fixed_launchers + peer.reserve for peer in self.peers) == 0:
            raise ValueError("nothing is required: write a reserve or a share of launchers above 0")
        if self.treaty_limit_warheads is not None and self.upload_share > 0:
            raise ValueError("an upload under a treaty limit: set upload_share to 0 or remove treaty_limit_warheads")
        return self


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name."""
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

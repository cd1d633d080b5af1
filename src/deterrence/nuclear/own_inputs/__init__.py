"""Models of the nuclear domain that a user can run on inputs of their own; each is loaded when it is used."""

from __future__ import annotations

from typing import Final

from deterrence.model import Model

MODELS: Final = (
    Model(
        "arrivals",
        "Warheads that would arrive without a defence, in boat- and missile-sized groups, exactly.",
        "compound binomial mixture; laws 7 and 8",
        "models/nuclear.md",
        "deterrence.nuclear.own_inputs.arrivals",
    ),
    Model(
        "exposure",
        "Whole missiles of a boat that meet each region.",
        "largest remainder (Hamilton); law 9",
        "models/nuclear.md",
        "deterrence.nuclear.own_inputs.exposure",
    ),
    Model(
        "ladder",
        "Coverage of the rungs of the escalation ladder by coalition, and the gap to one side.",
        "ladder after Kahn (1965), On Escalation; no index of rungs is published, the arithmetic is ours",
        "models/nuclear_theatre.md",
        "deterrence.nuclear.own_inputs.ladder",
    ),
    Model(
        "stability",
        "Index of first-strike stability of two sides, with their defences and without.",
        "after Kent and Thaler (1989), RAND R-3765-AF; drawdown and defences are ours",
        "models/nuclear_stability.md",
        "deterrence.nuclear.own_inputs.stability",
    ),
    Model(
        "mutual-deterrence",
        "Whether each of two sides deters the other, by how much, and whether both ever can.",
        "after Intriligator and Brito (1975, 1984)",
        "models/nuclear_stability.md",
        "deterrence.nuclear.own_inputs.mutual_deterrence",
    ),
    Model(
        "sufficiency",
        "Warheads that survive, are launched and work, over those required against all peers together.",
        "drawdown arithmetic; no published model",
        "models/nuclear_two_peer.md",
        "deterrence.nuclear.own_inputs.sufficiency",
    ),
)

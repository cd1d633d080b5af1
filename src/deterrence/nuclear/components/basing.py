"""American bombs in Europe on the bases of today or on one more: what an attack on the bases leaves to use.

Equations and where the inputs stand: docs/models/nuclear_basing.md.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Integers, along_years
from deterrence.axes import CLAIM_YEAR, named
from deterrence.component import Component, Outcome, of_draws
from deterrence.nuclear.basing import usable_share

BASING: Final = {"today": 0, "one_base_more": 1}
"""Bases beside those of today."""
ATTACK: Final = (4, 6, 8, 10, 16, 20)
"""Weapons sent at all bases together: how many is the attacker's choice, so several numbers are asked about."""
_BASES = "nuclear.theatre.basing.bases"
_LOSS = "nuclear.theatre.basing.loss_probability"
_PASSES = "nuclear.theatre.rung.ground_launched_missile.penetration_share_against_nato"
_PAGE = "models/nuclear_basing.md"


def evaluate(draws: Draws, years: Integers) -> dict[str, AnyArray]:
    """Share of the bombs that stays usable, [future, year, basing, attack]."""
    bases, loss, passes = (along_years(draws[name])[..., None, None] for name in (_BASES, _LOSS, _PASSES))
    number = bases + np.array(list(BASING.values()))[:, None]
    share = usable_share(number, np.array(ATTACK), passes * loss)
    shape = (share.shape[0], years.size, *share.shape[2:])
    return {"bombs_usable_after_attack_share": np.broadcast_to(share, shape)}


COMPONENT: Final = Component(
    name="nuclear.basing",
    quantities=(_BASES, _LOSS, _PASSES),
    outcomes=(
        Outcome(
            "bombs_usable_after_attack_share", "share", "basing", ("future", "year", "basing", "attack"),
            "Share of the American bombs in Europe that stays usable after so many weapons were sent at their bases.",
            _PAGE, years=(CLAIM_YEAR,), words="share of the bombs that stays usable",
        ),
    ),
    labels={
        "basing": named(BASING, {"today": "the bases of today", "one_base_more": "one base more"}),
        "attack": named(map(str, ATTACK), {str(number): f"{number} weapons sent" for number in ATTACK}),
    },
    profile=of_draws(evaluate),
)  # fmt: skip

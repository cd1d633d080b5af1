"""An attack along an axis that nobody defends: a rate of movement and no result of attrition (law C31).

Equations and limits: docs/models/conventional_campaign.md.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Integers
from deterrence.component import Component, Outcome, of_draws
from deterrence.conventional.components.campaign import DEPTH
from deterrence.conventional.components.campaign_forms import DEPTHS_KM
from deterrence.ranges import ROUNDING

PACE: Final = "conventional.campaign.undefended_km_per_day"


def evaluate(draws: Draws, _: Integers) -> dict[str, AnyArray]:
    """The day on whose evening each depth is reached, [future, depth]."""
    days = np.array(DEPTHS_KM) / draws[PACE][:, None]
    return {"undefended_day": np.asarray(np.ceil(days - ROUNDING), dtype=np.int64)}


COMPONENT: Final = Component(
    name="conventional.undefended",
    quantities=(PACE,),
    outcomes=(
        Outcome(
            "undefended_day", "days", "undefended", ("future", "depth"),
            "Day of the campaign by whose evening an attack along an axis that nobody defends is so deep.",
            "models/conventional_campaign.md", dtype="int64",
            words="day on which an undefended axis is lost",
        ),
    ),
    labels={"depth": DEPTH},
    profile=of_draws(evaluate),
)  # fmt: skip

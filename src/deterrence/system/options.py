"""Options as outcomes: what each costs and the first year in which it can act, in every future."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from deterrence.arrays import Draws, Floats
from deterrence.component import Outcome
from deterrence.evidence.policy import Policy

OPTIONS_TABLE = "options"
_AXES = ("future", "policy")
OPTION_OUTCOMES = (
    Outcome(
        "option_cost",
        "usd_2025_bn",
        OPTIONS_TABLE,
        _AXES,
        "What an option costs in all, in constant dollars of 2025; where its cost is known in cash alone, in that.",
        "models/options.md",
    ),
    Outcome(
        "option_earliest_year",
        "calendar_year",
        OPTIONS_TABLE,
        _AXES,
        "First year in which all of an option can act: of a portfolio, that of its last member.",
        "models/options.md",
    ),
)


def option_quantities(policies: Mapping[str, Policy]) -> tuple[str, ...]:
    """Ids of the quantities that hold cost and date of the options."""
    return tuple(dict.fromkeys(name for policy in policies.values() for name in (*policy.cost, *policy.dates)))


def option_outcomes(draws: Draws, policies: Mapping[str, Policy]) -> tuple[dict[str, Floats], tuple[str, ...]]:
    """Cost and earliest year of every option, each [future, policy], and the options in order."""
    cost = [np.sum([draws[name] for name in policy.cost], axis=0) for policy in policies.values()]
    year = [np.max([draws[name] for name in policy.dates], axis=0) for policy in policies.values()]
    return {"option_cost": np.stack(cost, axis=1), "option_earliest_year": np.stack(year, axis=1)}, tuple(policies)

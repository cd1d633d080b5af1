"""Rounds that there can be by a year: those in service, and the two limits of production apart (law 14)."""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Floats, at_year
from deterrence.axes import FIRST_YEAR, LAYERS, named
from deterrence.component import Outcome
from deterrence.missile_defence.components.deployment import DEPLOYED, deployment
from deterrence.results import BANDS, bands
from deterrence.study import Given, Label, Study

FUTURES: Final = 1000
"""Over which the quantiles of production are taken."""
_S500 = LAYERS.index("s500")
_QUANTITY = "missile_defence.s500."
_PAGE = "models/required_capability.md"


def _rounds_in_service(given: Given) -> tuple[dict[str, AnyArray], dict[str, tuple[Label, ...]]]:
    """Serviceable rounds of the central future, and what orders and output would each allow alone."""
    s500 = {name: given.draws[_QUANTITY + name][0] for name in ("rounds_per_system", "usable_share", "initial_rounds")}
    made = s500["initial_rounds"] + (given.years - FIRST_YEAR) * given.draws[_QUANTITY + "output_per_year"][0]
    ordered = [at_year(given.draws[_QUANTITY + "systems_ordered"], y)[0] for y in range(given.years.size)]
    carried = np.array(ordered) * s500["rounds_per_system"] * s500["usable_share"]
    values = {
        "serviceable_rounds": deployment(given.draws, given.years).rounds[0].sum(axis=(1, 2)),
        "s500_rounds": _s500_rounds(given)[0],
        "s500_rounds_made": made,
        "s500_rounds_of_whole_order": np.minimum(carried, made),
    }
    return values, {"year": tuple(given.years.tolist())}


def _s500_production(given: Given) -> tuple[dict[str, AnyArray], dict[str, tuple[Label, ...]]]:
    """Quantiles over futures of the serviceable rounds of each year."""
    found = np.stack(list(bands(_s500_rounds(given)).values()))
    return {"s500_rounds_by_band": found}, {"band": tuple(BANDS), "year": tuple(given.years.tolist())}


def _s500_rounds(given: Given) -> Floats:
    """Serviceable S-500 rounds of all regions, [future, year]."""
    rounds: Floats = deployment(given.draws, given.years).rounds[..., _S500].sum(axis=2).astype(np.float64)
    return rounds


IN_SERVICE: Final = Study(
    name="missile_defence.rounds_in_service",
    quantities=DEPLOYED,
    outcomes=(
        Outcome(
            "serviceable_rounds", "rounds", "rounds_in_service", ("year",),
            "Serviceable rounds of all layers and regions in the central future.", _PAGE, dtype="int64",
        ),
        Outcome(
            "s500_rounds", "rounds", "rounds_in_service", ("year",),
            "Serviceable S-500 rounds of all regions in the central future (law 14).", _PAGE,
        ),
        Outcome(
            "s500_rounds_made", "rounds", "rounds_in_service", ("year",),
            "Usable S-500 rounds in stock and made by then, whether a system carries them or not; central.", _PAGE,
        ),
        Outcome(
            "s500_rounds_of_whole_order", "rounds", "rounds_in_service", ("year",),
            "The same as far as the systems on order carry them, were all delivered and ready; central.", _PAGE,
        ),
    ),
    solve=_rounds_in_service,
)  # fmt: skip
PRODUCTION: Final = Study(
    name="missile_defence.s500_production",
    quantities=DEPLOYED,
    outcomes=(
        Outcome(
            "s500_rounds_by_band", "rounds", "s500_production", ("band", "year"),
            "Quantiles over futures of the serviceable S-500 rounds of all regions (law 14).", _PAGE,
        ),
    ),
    labels={"band": named(BANDS)},
    solve=_s500_production,
    futures=FUTURES,
)  # fmt: skip

"""What the main job asks of a scenario."""

from __future__ import annotations

from deterrence.axes import CLAIM_YEAR
from deterrence.errors import InputError, Problem
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.scenario import Scenario
from deterrence.system.couplings import AS_DECLARED, Switches


def reference_options(scenario: Scenario, futures: int, seed: int, switches: Switches = AS_DECLARED) -> EnsembleOptions:
    """Options of the main job. The claims speak of one year; a horizon without it cannot judge them."""
    if CLAIM_YEAR not in scenario.years:
        raise InputError(
            [
                Problem(
                    scenario.name,
                    "horizon",
                    f"does not hold {CLAIM_YEAR}, the year of the claims",
                    f"write a horizon with first <= {CLAIM_YEAR} <= last",
                    f"{scenario.years[0]}-{scenario.years[-1]}",
                )
            ]
        )
    return EnsembleOptions(futures, seed, switches)

"""What a run keeps, as the scenario asks: public payload counts and the year of the full curve."""

from __future__ import annotations

from deterrence.errors import InputError, Problem
from deterrence.exploration.ensemble import EnsembleOptions
from deterrence.scenario.resolve import resolve
from deterrence.scenario.scenario import Scenario

BENCHMARK_PREFIX = "nuclear.adequacy.benchmark_"
CLAIM_YEAR = 2036  # law 21


def benchmarks(scenario: Scenario) -> tuple[int, ...]:
    """Public payload counts of the dataset, ascending; loads, never requirements (law 20)."""
    resolved = resolve(scenario, scenario.assumption_sets[0])
    found = {int(q.distribution.central) for name, q in resolved.items() if name.startswith(BENCHMARK_PREFIX)}
    return tuple(sorted(found))


def reference_options(scenario: Scenario, futures: int, seed: int) -> EnsembleOptions:
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
    return EnsembleOptions(futures, seed, CLAIM_YEAR, benchmarks(scenario))

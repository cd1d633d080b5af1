"""Changes of a state that look like a slip, as a page tells them: allowed, with the slip that is likeliest."""

from __future__ import annotations

from typing import Any

from deterrence.claims.names import quantity_name
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of
from deterrence.scenario.overlay import scenario_of
from deterrence.scenario.scenario import Scenario
from deterrence.scenario.slips import slips
from deterrence.web.state import LINK, State


def slips_of(state: State, dataset: Dataset) -> list[dict[str, Any]]:
    """The slips of a checked state, as `slips_told` has them.

    Args:
        state: A checked state.
        dataset: Of now.
    """
    return slips_told(scenario_of(document_of(state.tree(), LINK), dataset)) if state.changes else []


def slips_told(scenario: Scenario) -> list[dict[str, Any]]:
    """Each change that looks like a slip: its quantity by id and name, what is strange, what to do, the value."""
    return [
        {
            "id": (identity := problem.path.removeprefix("changes.")),
            "name": quantity_name(scenario.dataset, identity),
            "what": problem.what,
            "fix": problem.fix,
            "value": problem.value,
        }
        for problem in slips(scenario)
    ]

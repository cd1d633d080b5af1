"""What a stored column means: its unit and its meaning, and by what version of what it was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from deterrence import __version__
from deterrence.axes import COUNTED
from deterrence.scenario.scenario import Scenario
from deterrence.system.registry import OUTCOMES

_AXES: Mapping[str, str] = {
    "assumption_set": "rival reading of the evidence",
    "structure": "rival form of the model",
    "future": "number of the future; the same future in every cell",
    "policy": "option in force",
    "year": "calendar year",
}


def about(table: str, scenario: Scenario) -> dict[str, str]:
    """What is said of a whole table."""
    return {
        "deterrence:version": __version__,
        "deterrence:table": table,
        "deterrence:dataset_digest": scenario.dataset.digest,
        "deterrence:scenario_digest": scenario.digest,
        "deterrence:note": "shares of futures drawn from stated ranges; not probabilities",
    }


def meanings(columns: Iterable[str], scenario: Scenario) -> dict[str, dict[str, str]]:
    """Unit and meaning of columns: outcomes, axes, and draws of quantities, also under a policy."""
    return {name: found for name in (*_AXES, *columns) if (found := meaning(name, scenario))}


def meaning(column: str, scenario: Scenario) -> dict[str, str]:
    """Unit and meaning of one column; empty where nothing is known of it."""
    if column in OUTCOMES:
        return {"unit": OUTCOMES[column].unit, "meaning": OUTCOMES[column].meaning}
    if column in _AXES:
        return {"unit": "year" if column == "year" else "label", "meaning": _AXES[column]}
    if column in COUNTED:
        return {"unit": COUNTED[column], "meaning": f"count of {COUNTED[column]}"}
    policy, _, identity = column.rpartition("/")
    quantity = scenario.dataset.quantities.get(identity)
    if quantity is None:
        return {}
    under = f"; as the policy {policy} has it" if policy else ""
    return {"unit": quantity.unit.name, "meaning": f"{quantity.description}{under}"}

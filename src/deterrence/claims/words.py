"""Human-readable names of axis labels and outcomes."""

from __future__ import annotations

from deterrence.axes import COUNTED, STRUCTURE, proper
from deterrence.system.registry import COMPONENTS, OUTCOMES


def label_name(axis: str, label: str | int) -> str:
    """A label in words: as the components declare it, else made from the label itself."""
    if axis in COUNTED:
        return f"{label} {COUNTED[axis]}"
    if axis == "structure":
        return STRUCTURE.get(str(label), str(label))
    found = (one.labels[axis][str(label)] for one in COMPONENTS if str(label) in one.labels.get(axis, {}))
    return next(found, proper(str(label).replace("_", " ")))


def outcome_name(name: str) -> str:
    """An outcome in words."""
    return OUTCOMES[name].words or proper(name.replace("_", " "))

"""Scenarios from files, from code, or from both."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from deterrence.evidence.change import OverlayRecord
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import Document, Path_, document_of, read_document
from deterrence.evidence.own_source import KEY
from deterrence.scenario.overlay import load_scenario, scenario_of
from deterrence.scenario.scenario import Scenario
from deterrence.scenario.slips import slips

_LOG = logging.getLogger(__name__)
IN_PYTHON = "set in Python"


def load(
    path: str | os.PathLike[str] | None = None,
    *,
    changes: Mapping[str, Any] | None = None,
    assumption_sets: Sequence[str] | None = None,
    structures: Sequence[str] | None = None,
    horizon: tuple[int, int] | Mapping[str, int] | None = None,
    policies: Sequence[str] | Mapping[str, Any] | None = None,
    exposure: Sequence[float] | None = None,
    sources: Sequence[Mapping[str, Any]] | None = None,
) -> Scenario:
    """A scenario: the reference, a file, or what is written here; what is written here lies on top of the file.

    Args:
        path: Scenario file (YAML or JSON); the reference if left out.
        changes: Quantity id -> value as a scenario file writes it (a number, {low, central, high}, {dated, rule}), or
            the whole change ({value, rationale, ...}); a value alone gets the rationale "set in Python". A change that
            names `assumption_sets` counts in these alone.
        assumption_sets: The sets to run; all if left out.
        structures: The structures to run; all if left out.
        horizon: First and last year.
        policies: Policies in force: ids, or id -> {from_year}; those of the file if left out.
        exposure: Share of a boat's missiles that is sent into a defended region, and the share of it sent to the
            capital region: computed under the label `asked`, beside the labels that are always computed.
        sources: Sources of your own, each as a scenario file writes it ({source, title, publisher, date, address}),
            which changes may then cite; they join those of the file.

    Raises:
        InputError: Every problem of the scenario.
    """
    return load_said(path, changes, assumption_sets, structures, horizon, IN_PYTHON, policies, exposure, sources)


def load_said(
    path: str | os.PathLike[str] | None,
    changes: Mapping[str, Any] | None,
    assumption_sets: Sequence[str] | None,
    structures: Sequence[str] | None,
    horizon: tuple[int, int] | Mapping[str, int] | None,
    said: str,
    policies: Sequence[str] | Mapping[str, Any] | None = None,
    exposure: Any = None,
    sources: Any = None,
) -> Scenario:
    """As `load`; `said` is the rationale of a value that comes without one, and how messages call what is no file."""
    if isinstance(changes, Mapping):
        changes = {identity: _change(change, said) for identity, change in changes.items()}
    if isinstance(horizon, tuple | list) and len(horizon) == 2:
        horizon = dict(zip(("first", "last"), horizon, strict=True))
    asked = {
        "changes": changes or None,
        "assumption_sets": assumption_sets,
        "structures": structures,
        "horizon": horizon,
        "policies": list(policies) if isinstance(policies, tuple) else policies,
        "exposure": list(exposure) if isinstance(exposure, tuple) else exposure,
        "sources": list(sources) if isinstance(sources, tuple) else sources,
    }
    written = document_of({key: value for key, value in asked.items() if value is not None}, said)
    file = None if path is None else Path(path)
    scenario = _made(file, written, said)
    for slip in slips(scenario):
        _LOG.warning("warning: %s", slip)
    return scenario


def _made(file: Path | None, written: Document, said: str) -> Scenario:
    if not written.tree:
        return load_scenario(file, load_dataset())
    if file is None:
        return scenario_of(replace(written, tree={"version": 1, **written.tree}), load_dataset())
    scenario = scenario_of(_on_top(read_document(file), written), load_dataset())
    return replace(scenario, name=f"{scenario.name}, more {said}")


def _change(change: Any, said: str) -> Any:
    """A change record; a value that stands alone gets its rationale."""
    is_record = isinstance(change, Mapping) and "family" not in change and set(change) & set(OverlayRecord.model_fields)
    return change if is_record else {"value": change, "rationale": said}


def _on_top(file: Document, written: Document) -> Document:
    """A file with what was written laid over it; only what still stands in the file keeps its line."""
    if not isinstance(file.tree, dict):
        return file
    tree = {**file.tree, **written.tree}
    below, above = file.tree.get("changes"), written.tree.get("changes")
    if isinstance(below, dict) and isinstance(above, dict):
        tree["changes"] = {**below, **above}
    of_file, of_code = file.tree.get(KEY), written.tree.get(KEY)
    if isinstance(of_file, list) and isinstance(of_code, list):
        tree[KEY] = [*of_file, *of_code]

    def stands(path: Path_) -> bool:
        if path[:1] != ("changes",) or not isinstance(above, dict):
            return path != () and path[0] not in written.tree
        return len(path) > 1 and path[1] not in above

    lines = {path: line for path, line in file.lines.items() if stands(path)}
    return Document(file.path, tree, lines, (*file.problems, *written.problems))

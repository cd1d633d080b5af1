"""A state as code: a command line and Python that give the numbers on the page, to the last digit."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from pprint import pformat
from typing import Any

from deterrence.evidence.dataset import Dataset
from deterrence.web.state import State

_WIDTH = 100


def as_command(state: State, dataset: Dataset) -> str:
    """`deterrence outcome` for the arrivals of the state."""
    words = [
        "deterrence",
        "outcome",
        "arrivals",
        "--force",
        state.force,
        "--posture",
        state.posture,
        "--exposure",
        ",".join(map(str, state.pair)) if state.pair else state.exposure,
        "--defence",
        "all",
    ]
    words += ["--assumption-set", state.assumption_set, "--structure", state.structure]
    for identity, value in _values(state, dataset).items():
        words += ["--change", f"{identity}={json.dumps(value)}"]
    words += ["--futures", str(state.futures), "--seed", str(state.seed)]
    return shlex.join(words)


def as_python(state: State, dataset: Dataset) -> str:
    """A few lines for a notebook."""
    values = _values(state, dataset)
    changes = f"    changes={pformat(values, width=_WIDTH, sort_dicts=True)},\n" if values else ""
    asked = f"    exposure={list(state.pair)},\n" if state.pair else ""
    label = state.view().exposure
    return (
        "import deterrence as dt\n\n"
        "scenario = dt.load(\n"
        f"{changes}"
        f"    assumption_sets=[{state.assumption_set!r}],\n"
        f"    structures=[{state.structure!r}],\n"
        f"{asked}"
        ")\n"
        f"run = dt.run(scenario, futures={state.futures}, seed={state.seed})\n"
        f'raid = {{"force": {state.force!r}, "posture": {state.posture!r}, "exposure": {label!r},\n'
        '        "policy": "reference"}\n'
        'run.outcome("arrivals").select(**raid, defence="all").bands()\n'
        'run.outcome("erosion_same_forces").select(**raid, year=2036).bands()\n'
    )


def _values(state: State, dataset: Dataset) -> Mapping[str, Any]:
    changes = state.changes_in_view(dataset)
    return {identity: changes[identity]["value"] for identity in sorted(changes)}

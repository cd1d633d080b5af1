"""A state as code: a command line and Python that give the numbers of a page, to the last digit."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from pprint import pformat
from typing import Any, Final, Literal

from deterrence.api import limits
from deterrence.evidence.dataset import Dataset
from deterrence.web.state import State

View = Literal["overview", "balance", "claims", "inputs", "brief"]
"""Pages whose state can be taken away as code."""

_WIDTH: Final = 100
_OF_THE_BALANCE: Final = "ladder_coverage"
_ENDS: Final[Mapping[View, str]] = {
    "claims": "run.verdicts()\n",
    "brief": 'run.brief("brief")\n',
    "inputs": "print(scenario)\n",
}


def as_command(state: State, dataset: Dataset, view: View = "overview") -> str:
    """The command of a page: the outcome looked at in one set and structure; claims and brief over all of them."""
    cell = ["--assumption-set", state.assumption_set, "--structure", state.structure]
    drawn = ["--futures", str(state.futures), "--seed", str(state.seed)]
    changes = [word for option in _options(state, dataset, view) for word in ("--change", option)]
    asked = ["--exposure", ",".join(map(str, state.pair))] if state.pair else []
    match view:
        case "overview":
            exposure = asked or ["--exposure", state.exposure]
            raid = ["--force", state.force, "--posture", state.posture, *exposure, "--defence", "all"]
            words = ["outcome", "arrivals", *raid, *cell, *changes, *drawn]
        case "balance":
            words = ["outcome", _OF_THE_BALANCE, *cell, *changes, *drawn]
        case "inputs":
            words = ["ledger", "list"] if not changes else ["claims", *changes]
        case _:
            words = [view, *asked, *changes, "--seed", str(state.seed)]
    return shlex.join(["deterrence", *words])


def as_python(state: State, dataset: Dataset, view: View = "overview") -> str:
    """A few lines for a notebook."""
    is_cell = view in ("overview", "balance")
    given = {
        "changes": _written(state, dataset, view) or None,
        "sources": [dict(source) for source in state.sources] or None,
        "assumption_sets": [state.assumption_set] if is_cell else None,
        "structures": [state.structure] if is_cell else None,
        "exposure": list(state.pair) if state.pair and view != "balance" else None,
    }
    lines = "".join(
        f"    {name}={pformat(value, width=_WIDTH, sort_dicts=True)},\n"
        for name, value in given.items()
        if value is not None
    )
    futures = state.futures if is_cell else limits.USUAL_FUTURES
    run = f"run = dt.run(scenario, futures={futures}, seed={state.seed})\n"
    load = f"scenario = dt.load(\n{lines})\n" if lines else "scenario = dt.load()\n"
    return f"import deterrence as dt\n\n{load}{'' if view == 'inputs' else run}{_end(state, view)}"


def _end(state: State, view: View) -> str:
    if view == "balance":
        return f'run.outcome("{_OF_THE_BALANCE}").bands()\n'
    if view != "overview":
        return _ENDS[view]
    return (
        f'raid = {{"force": {state.force!r}, "posture": {state.posture!r}, "exposure": {state.view().exposure!r},\n'
        '        "policy": "reference"}\n'
        'run.outcome("arrivals").select(**raid, defence="all").bands()\n'
        'run.outcome("erosion_same_forces").select(**raid, year=2036).bands()\n'
    )


def _changed(state: State, dataset: Dataset, view: View) -> Mapping[str, Mapping[str, Any]]:
    """Changes by id; where one cell is looked at, those that count in it."""
    changes = state.changes_in_view(dataset) if view in ("overview", "balance") else state.changes
    return {identity: changes[identity] for identity in sorted(changes)}


def _options(state: State, dataset: Dataset, view: View) -> list[str]:
    """Changes as the command takes them: ID=VALUE, and ID@SET,SET=VALUE where one names its assumption sets."""
    return [
        f"{identity}{'@' if 'assumption_sets' in change else ''}{','.join(change.get('assumption_sets', ()))}"
        f"={json.dumps(change['value'])}"
        for identity, change in _changed(state, dataset, view).items()
    ]


def _written(state: State, dataset: Dataset, view: View) -> dict[str, Any]:
    """Changes as `dt.load` takes them: the value alone where nothing else is said."""
    return {
        identity: change["value"] if set(change) == {"value", "rationale"} else dict(change)
        for identity, change in _changed(state, dataset, view).items()
    }

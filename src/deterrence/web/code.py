"""A state as code: a command line and Python that give the numbers of a page, to the last digit."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from pathlib import Path
from pprint import pformat
from typing import Any, Final

from deterrence.api import limits
from deterrence.chapter import pages
from deterrence.evidence.dataset import Dataset
from deterrence.system.chapters import CHAPTERS
from deterrence.system.registry import OUTCOMES
from deterrence.web.own import standing_alone
from deterrence.web.state import UNSAID, State

PAGES: Final = pages(CHAPTERS)
"""Pages of chapters by name."""
MODELS: Final = {f"models/{Path(told.page).stem}": told.name for told in reversed(list(OUTCOMES.values()))}
"""Pages of the models, with the first outcome of which each holds the equation."""
OUTCOME_OF: Final = {**{name: one.outcome for name, one in PAGES.items()}, **MODELS}
"""The outcome that stands for a page of chapters or of a model."""
VIEWS: Final = ("overview", *OUTCOME_OF, "claims", "inputs", "brief")
"""Pages whose state can be taken away as code."""

SCENARIO_FILE: Final = "own-scenario.json"
"""Name of the file that holds changes with their reasons and sources."""
_WIDTH: Final = 100
_ENDS: Final[Mapping[str, str]] = {
    "claims": "run.verdicts()\n",
    "brief": 'run.brief("brief")\n',
    "inputs": "print(scenario)\n",
}


def claim_file_name(place: int) -> str:
    """Name of the file that holds one of the reader's own claims; the first has place 1."""
    return f"own-claim-{place}.json"


def as_command(state: State, dataset: Dataset, view: str = "overview") -> str:
    """The command of a page: the outcome looked at in one set and structure; claims and brief over all of them."""
    cell = ["--assumption-set", state.assumption_set, "--structure", state.structure]
    drawn = ["--futures", str(state.futures), "--seed", str(state.seed)]
    files = _scenario_file(state, dataset, view)
    changes = [word for name in files for word in ("--scenario", name)]
    changes = changes or [word for option in _options(state, dataset, view) for word in ("--change", option)]
    asked = ["--exposure", ",".join(map(str, state.pair))] if state.pair else []
    if view == "overview":
        exposure = asked or ["--exposure", state.exposure]
        raid = ["--force", state.force, "--posture", state.posture, *exposure, "--defence", "all"]
        words = ["outcome", "arrivals", *raid, *cell, *changes, *drawn]
    elif view in OUTCOME_OF:
        words = ["outcome", OUTCOME_OF[view], *cell, *changes, *drawn]
    elif view == "inputs":
        words = ["ledger", "list"] if not changes else ["claims", *changes]
    else:
        claims = _claim_files(state, are_alone=not files)
        words = [view, *asked, *changes, *(word for name in claims for word in ("--claims", name))]
        words += ["--seed", str(state.seed)]
        files |= claims
    written = [f"printf '%s' {shlex.quote(text)} > {name}" for name, text in files.items()]
    return "\n".join([*written, shlex.join(["deterrence", *words])])


def as_python(state: State, dataset: Dataset, view: str = "overview") -> str:
    """A few lines for a notebook."""
    is_cell = view in ("overview", *OUTCOME_OF)
    given = {
        "changes": _written(state, dataset, view) or None,
        "sources": [dict(source) for source in state.sources] or None,
        "assumption_sets": [state.assumption_set] if is_cell else None,
        "structures": [state.structure] if is_cell else None,
        "exposure": list(state.pair) if state.pair and view not in OUTCOME_OF else None,
    }
    lines = "".join(
        f"    {name}={pformat(value, width=_WIDTH, sort_dicts=True)},\n"
        for name, value in given.items()
        if value is not None
    )
    futures = state.futures if is_cell else limits.USUAL_FUTURES
    run = f"run = dt.run(scenario, futures={futures}, seed={state.seed})\n"
    load = f"scenario = dt.load(\n{lines})\n" if lines else "scenario = dt.load()\n"
    files = _claim_files(state) if view in ("claims", "brief") else {}
    written = "".join(f'Path({name!r}).write_text({text!r}, encoding="utf-8")\n' for name, text in files.items())
    head = (
        f"from pathlib import Path\n\nimport deterrence as dt\n\n{written}" if files else "import deterrence as dt\n\n"
    )
    return f"{head}{load}{'' if view == 'inputs' else run}{_end(state, view)}"


def _claim_files(state: State, are_alone: bool = False) -> dict[str, str]:
    """The reader's own claims as files, by name; alone, each with those of the state's sources that it cites."""
    sources = state.sources if are_alone else ()
    return {
        claim_file_name(place): json.dumps(standing_alone(claim, sources), ensure_ascii=False)
        for place, claim in enumerate(state.claims, start=1)
    }


def _scenario_file(state: State, dataset: Dataset, view: str) -> dict[str, str]:
    """The changes as a scenario file, by its name, where one says why or from which source: an option holds values."""
    changes = _changed(state, dataset, view)
    if all(change["rationale"] in UNSAID and not change.get("sources") for change in changes.values()):
        return {}
    own = {"sources": [dict(source) for source in state.sources]} if state.sources else {}
    tree = {"version": 1, **own, "changes": {identity: _supported(change) for identity, change in changes.items()}}
    return {SCENARIO_FILE: json.dumps(tree, ensure_ascii=False)}


def _end(state: State, view: str) -> str:
    if view in OUTCOME_OF:
        return f'run.outcome("{OUTCOME_OF[view]}").bands()\n'
    names = ", ".join(map(repr, _claim_files(state)))
    if names and view == "claims":
        return f"{_ENDS[view]}run.judge({names})\n"
    if names and view == "brief":
        return f'run.brief("brief", claims=[{names}])\n'
    if view != "overview":
        return _ENDS[view]
    return (
        f'raid = {{"force": {state.force!r}, "posture": {state.posture!r}, "exposure": {state.view().exposure!r},\n'
        '        "policy": "reference"}\n'
        'run.outcome("arrivals").select(**raid, defence="all").bands()\n'
        'run.outcome("erosion_same_forces").select(**raid, year=2036).bands()\n'
    )


def _changed(state: State, dataset: Dataset, view: str) -> Mapping[str, Mapping[str, Any]]:
    """Changes by id; where one cell is looked at, those that count in it."""
    changes = state.changes_in_view(dataset) if view in ("overview", *OUTCOME_OF) else state.changes
    return {identity: changes[identity] for identity in sorted(changes)}


def _options(state: State, dataset: Dataset, view: str) -> list[str]:
    """Changes as the command takes them: ID=VALUE, and ID@SET,SET=VALUE where one names its assumption sets."""
    return [
        f"{identity}{'@' if 'assumption_sets' in change else ''}{','.join(change.get('assumption_sets', ()))}"
        f"={json.dumps(change['value'])}"
        for identity, change in _changed(state, dataset, view).items()
    ]


def _written(state: State, dataset: Dataset, view: str) -> dict[str, Any]:
    """Changes as `dt.load` takes them: the value alone where nothing else is said."""
    return {identity: _said(change) for identity, change in _changed(state, dataset, view).items()}


def _said(change: Mapping[str, Any]) -> Any:
    is_bare = change["rationale"] in UNSAID and set(change) == {"value", "rationale"}
    return change["value"] if is_bare else _supported(change)


def _supported(change: Mapping[str, Any]) -> dict[str, Any]:
    """A change without the words that stand for the reason of one that a source states."""
    is_stated = change["rationale"] in UNSAID and change.get("sources")
    return {key: part for key, part in change.items() if key != "rationale" or not is_stated}

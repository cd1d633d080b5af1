"""A finished run, opened from its folder without running anything."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from deterrence.api.run import FinishedRun, Folder
from deterrence.claims.sampling import Sampling
from deterrence.errors import unusable
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.description import (
    FUTURES_OF_CELLS,
    HEADLINE_FUTURES_OF_CELLS,
    RECORD_FILE,
    SCENARIO_FILE,
    differences,
    read_record,
)
from deterrence.exploration.ensemble import make_record, parts_folder
from deterrence.exploration.run import EnsembleOptions, Run
from deterrence.exploration.sharing import Sharing
from deterrence.exploration.tasks import blocks_of
from deterrence.scenario.overlay import load_scenario
from deterrence.system.couplings import switches
from deterrence.system.registry import COMPONENTS


def open_run(folder: Folder) -> FinishedRun:
    """A finished run from its folder: outcomes, figures, verdicts and brief, as `run` gave them.

    Raises:
        InputError: The folder holds no finished run, or one of other code or another dataset, which would compute
            what is not stored there in another way.
    """
    place = Path(folder)
    found = read_record(place / RECORD_FILE)
    if found is None or not (place / SCENARIO_FILE).is_file():
        raise unusable(place, "holds no run", "name the --output folder of `deterrence run`, `claims` or `brief`")
    if FUTURES_OF_CELLS not in found:
        raise unusable(place, "holds a run that is not finished", "run the same again, with the same --output")
    scenario = load_scenario(place / SCENARIO_FILE, load_dataset())
    try:
        options = _options(found)
        record = make_record(scenario, options)
    except (KeyError, TypeError, ValueError):
        raise unusable(place / RECORD_FILE, "is no run record", "run the same again, with the same --output") from None
    if other := list(differences(found, record.as_dict())):
        fix = "open it with the version that made it, or run its scenario.yaml again into another folder"
        raise unusable(place, f"holds a run that this version does not make ({'; '.join(other)})", fix)
    sharing = Sharing(scenario)
    whole, blocks = (
        {cell: blocks_of(found[key][", ".join(cell)]) for cell in sharing.cells}
        for key in (FUTURES_OF_CELLS, HEADLINE_FUTURES_OF_CELLS)
    )
    further = Sampling().further
    return FinishedRun(Run(sharing, record, options, parts_folder(place, record), min(whole.values()), blocks, further))


def _options(found: dict[str, Any]) -> EnsembleOptions:
    asked = found["options"]
    return EnsembleOptions(
        found["futures_per_cell"], found["seed"], switches(COMPONENTS, asked["without"], asked["with"])
    )

"""What stands beside the results of a run: its record, and the scenario as it was run. A folder holds one run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from deterrence import __version__
from deterrence.errors import unusable
from deterrence.exploration import store
from deterrence.exploration.run_record import RunRecord, write_json
from deterrence.scenario.scenario import Scenario
from deterrence.scenario.written import as_run, yaml_text

RECORD_FILE: Final = "run_record.json"
SCENARIO_FILE: Final = "scenario.yaml"
PARTS_FOLDER: Final = "parts"
IDENTITY_DIGITS: Final = 16
FUTURES_OF_CELLS: Final = "futures_of_cells"
HEADLINE_FUTURES_OF_CELLS: Final = "headline_futures_of_cells"
_SAID_BESIDE: Final = (FUTURES_OF_CELLS, HEADLINE_FUTURES_OF_CELLS, "title", "changes")
"""What a record says of a finished run beside itself, since it follows from it or from the scenario's digest."""
_SHOWN: Final = 4


def scenario_file(scenario: Scenario) -> str:
    """The scenario as run: title, changes with reasons and sources; `--scenario` asks for the same again."""
    comments = (f"The scenario of the run that lies here, by deterrence {__version__}.",)
    return yaml_text(as_run(scenario), comments)


def describe(folder: Path, record: Mapping[str, object], scenario: Scenario) -> None:
    """Write the record and the scenario, each whole or not at all; what stands there already is left alone.

    Raises:
        DeterrenceError: A file cannot be written.
    """
    write_json(folder / RECORD_FILE, record)
    path, text = folder / SCENARIO_FILE, scenario_file(scenario)
    if not path.is_file() or path.read_bytes() != text.encode():
        store.write_text(path, text)


def refuse_another(output: Path, record: RunRecord, scenario: Scenario) -> None:
    """Refuse a folder that holds another run: the same record goes on with it, any other would be mixed up with it.

    Raises:
        InputError: What is different.
    """
    for path in _records(output):
        found = read_record(path)
        if found is None or path.parent.name == record.identity[:IDENTITY_DIGITS]:
            continue
        other = list(differences(found, record.as_dict()))
        if not other:
            continue
        title = f'"{scenario.title}" ' if scenario.title else ""
        what = f"holds another run ({'; '.join(other[:_SHOWN])})"
        fix = f"give this one {title}a folder of its own by --output, ask for the same again, or remove that folder"
        raise unusable(output, what, fix)


def read_record(path: Path) -> dict[str, Any] | None:
    """The record in a file; None where there is none that can be read."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _records(output: Path) -> Iterator[Path]:
    yield output / RECORD_FILE
    yield from sorted((output / PARTS_FOLDER).glob(f"*/{RECORD_FILE}"))


def differences(there: Mapping[str, Any], asked: Mapping[str, Any]) -> Iterator[str]:
    """What tells two records apart, in words: what is there, and what is asked for."""
    for key in (*asked, *(key for key in there if key not in asked)):
        before, now = there.get(key), asked.get(key)
        if before == now or key in _SAID_BESIDE:
            continue
        if isinstance(before, dict) and isinstance(now, dict):
            parts = [name for name in {**before, **now} if before.get(name) != now.get(name)]
            yield f"other {key.replace('_', ' ')}: {', '.join(parts)}"
        elif key.endswith("digest"):
            yield f"another {key.removesuffix('_digest')}"
        else:
            yield f"{key.replace('_', ' ')} {plain_text(before)}, not {plain_text(now)}"


def plain_text(value: object) -> str:
    """A value of a record in words."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

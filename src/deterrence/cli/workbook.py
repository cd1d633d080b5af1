"""The two commands of the workbook. Everything heavy is imported where it is used, so that `--help` stays quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from deterrence.cli.option import JsonOption, ScenarioOption, print_json
from deterrence.errors import InputError

ForceOption = Annotated[bool, typer.Option("--force", help="Write over a file that exists.")]


def ledger_export(
    file: Annotated[Path, typer.Argument(help="Workbook to write, for example ledger.xlsx.")],
    scenario: ScenarioOption = None,
    force: ForceOption = False,
    json: JsonOption = False,
) -> None:
    """Write the ledger as an Excel workbook to edit, with the values of a scenario where it changes one."""
    from deterrence.evidence.dataset import load_dataset
    from deterrence.scenario.overlay import load_scenario
    from deterrence.workbook.export import export_workbook
    from deterrence.workbook.file import refuse_existing

    refuse_existing(file, force)
    loaded = load_scenario(scenario, load_dataset())
    export_workbook(loaded, file)
    quantities, changed = len(loaded.dataset.quantities), list(loaded.changes)
    if json:
        print_json({"file": str(file), "quantities": quantities, "changed": changed})
    else:
        print(f"{file}: {quantities} quantities, {len(changed)} of them changed")


def ledger_import(
    file: Annotated[Path, typer.Argument(help="Workbook that `deterrence ledger export` wrote.")],
    output: Annotated[Path, typer.Option("--output", help="Scenario file to write.")] = Path("overlay.yaml"),
    force: ForceOption = False,
    json: JsonOption = False,
) -> None:
    """Read an edited workbook back as a scenario file, or list every problem with its sheet and cell."""
    from deterrence.evidence.dataset import load_dataset
    from deterrence.workbook.file import refuse_existing, write_file
    from deterrence.workbook.overlay_file import overlay_text
    from deterrence.workbook.reading import read_workbook

    refuse_existing(output, force)
    reading = read_workbook(file, load_dataset())
    if reading.problems:
        raise InputError(reading.problems)
    write_file(output, overlay_text(reading.tree, file.name, reading.notes).encode())
    if json:
        print_json(
            {
                "file": str(output),
                "changed": list(reading.changed),
                "missing": list(reading.missing),
                "notes": list(reading.notes),
            }
        )
    else:
        print(reading.summary(str(output)))

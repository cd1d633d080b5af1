"""Sources as bibliographies, out and in. Everything heavy is imported where it is used: `--help` stays quick."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from deterrence.cli.option import JsonOption, ScenarioOption, print_json
from deterrence.cli.workbook import ForceOption
from deterrence.errors import unusable

sources_app = typer.Typer(help="Sources, as a bibliography.", no_args_is_help=True, rich_markup_mode=None)


FormatOption = Annotated[
    Literal["bibtex", "csl-json"] | None, typer.Option("--format", help="By the ending of the file if left out.")
]


@sources_app.command("export")
def sources_export(
    file: Annotated[Path | None, typer.Argument(help="File to write (.bib or .json); the screen if left out.")] = None,
    form: FormatOption = None,
    scenario: ScenarioOption = None,
    everything: Annotated[
        bool, typer.Option("--everything", help="Every source of the dataset, not only those that a run uses.")
    ] = False,
    force: ForceOption = False,
) -> None:
    """Write the sources that a run of the scenario uses as BibTeX or CSL-JSON."""
    from deterrence.api.scenario import load
    from deterrence.api.sources import used_sources
    from deterrence.evidence.bibliography import SUFFIXES, TEXTS
    from deterrence.workbook.file import refuse_existing, write_file

    by_ending = SUFFIXES.get(file.suffix.casefold()) if file is not None else "bibtex"
    chosen = form or by_ending
    if chosen is None:
        fix = f"name a file that ends in {' or '.join(SUFFIXES)}, or add --format"
        raise unusable(file, "of no known ending", fix)
    loaded = load(scenario)
    found = dict(loaded.dataset.sources) if everything else used_sources(loaded)
    text = TEXTS[chosen](found)
    if file is None:
        print(text, end="")
        return
    refuse_existing(file, force)
    write_file(file, text.encode())
    print(f"{file}: {len(found)} sources")


@sources_app.command("import")
def sources_import(
    file: Annotated[Path, typer.Argument(help="Bibliography: BibTeX (.bib) or CSL-JSON (.json).")],
    form: FormatOption = None,
    scenario: Annotated[
        Path | None, typer.Option("--scenario", help="Scenario file that they join; it is not itself changed.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", help="Scenario file to write.")] = Path("sources.yaml"),
    force: ForceOption = False,
    json: JsonOption = False,
) -> None:
    """Read a bibliography as sources of a scenario file, or list every problem with its entry."""
    from deterrence.api.sources import with_sources
    from deterrence.evidence.bibliography import read_bibliography
    from deterrence.evidence.dataset import load_dataset
    from deterrence.workbook.file import refuse_existing, write_file
    from deterrence.workbook.overlay_file import overlay_text

    refuse_existing(output, force)
    entries = read_bibliography(file, form)
    tree, ours = with_sources(entries, scenario, load_dataset(), str(file))
    write_file(output, overlay_text(tree, file.name).encode())
    added = [str(entry["source"]) for entry in entries if entry["source"] not in ours]
    if json:
        print_json({"file": str(output), "added": added, "of_the_dataset": ours})
        return
    print(f"{output}: {len(added)} source{'' if len(added) == 1 else 's'} added")
    if ours:
        print(f"of the dataset already, and not written again: {', '.join(ours)}")

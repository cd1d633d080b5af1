"""The two commands of the workbook. Everything heavy is imported where it is used, so that `--help` stays quick."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from deterrence.cli.option import JsonOption, ScenarioOption, StrictOption, print_json, say_warnings
from deterrence.errors import InputError, Problem, refuse

if TYPE_CHECKING:
    from deterrence.workbook.facts import Declared
    from deterrence.workbook.reading import Reading

DELIMITED = (".csv", ".tsv", ".tab", ".txt")
Rule = Literal["linear", "step"]
ForceOption = Annotated[bool, typer.Option("--force", help="Write over a file that exists.")]
DelimiterOption = Annotated[
    str | None, typer.Option("--delimiter", help="Of a CSV table: , ; | or tab; by its headings if left out.")
]
DecimalOption = Annotated[str | None, typer.Option("--decimal", help="Decimal sign of a CSV table: . or ,")]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=HEADING",
        help="Heading of a CSV table that holds a field, for example central=Value; other headings are then not read. "
        "May be repeated.",
    ),
]
IdentityOption = Annotated[
    str | None, typer.Option("--id", metavar="QUANTITY", help="The quantity of all rows, where no column names it.")
]
RuleOption = Annotated[Rule | None, typer.Option("--rule", help="Between the years of a dated series.")]
BibliographyOption = Annotated[
    Path | None, typer.Option("--bibliography", help="BibTeX or CSL-JSON file whose keys a CSV table cites.")
]


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
    file: Annotated[Path, typer.Argument(help="Workbook of `deterrence ledger export`, or a CSV table of facts.")],
    output: Annotated[Path, typer.Option("--output", help="Scenario file to write.")] = Path("overlay.yaml"),
    delimiter: DelimiterOption = None,
    decimal: DecimalOption = None,
    column: ColumnOption = None,
    identity: IdentityOption = None,
    rule: RuleOption = None,
    bibliography: BibliographyOption = None,
    force: ForceOption = False,
    strict: StrictOption = False,
    json: JsonOption = False,
) -> None:
    """Read an edited workbook, or a CSV table of facts, as a scenario file, or list every problem with its place."""
    from deterrence.evidence.dataset import load_dataset
    from deterrence.workbook.file import refuse_existing, write_file
    from deterrence.workbook.overlay_file import overlay_text
    from deterrence.workbook.reading import read_workbook

    refuse_existing(output, force)
    said = {"--delimiter": delimiter, "--decimal": decimal, "--id": identity, "--rule": rule, "--column": column,
            "--bibliography": bibliography}  # fmt: skip
    if file.suffix.casefold() in DELIMITED:
        declared = _declared(delimiter, decimal, column or (), identity, rule)
        reading = _facts(file, declared, bibliography)
    else:
        _refuse_options(file, [name for name, value in said.items() if value])
        reading = read_workbook(file, load_dataset())
    refuse(reading.problems)
    warned = say_warnings(reading.warnings, strict)
    write_file(output, overlay_text(reading.tree, file.name, (*reading.notes, *warned)).encode())
    if json:
        told = {"changed": reading.changed, "missing": reading.missing, "notes": reading.notes, "warnings": warned}
        print_json({"file": str(output), **{key: list(names) for key, names in told.items()}})
    else:
        print(reading.summary(str(output)))


def _facts(file: Path, declared: Declared, bibliography: Path | None) -> Reading:
    from deterrence.evidence.bibliography import read_bibliography
    from deterrence.evidence.dataset import load_dataset
    from deterrence.evidence.document import read_plain
    from deterrence.evidence.own_source import OwnSource
    from deterrence.workbook.facts import read_facts

    entries = read_bibliography(bibliography) if bibliography is not None else []
    own = {str(entry["source"]): OwnSource.model_validate(entry).record() for entry in entries}
    return read_facts(read_plain(file), str(file), load_dataset(), declared, own)


def _declared(
    delimiter: str | None, decimal: str | None, columns: Sequence[str], identity: str | None, rule: Rule | None
) -> Declared:
    """What the options say of a table.

    Raises:
        InputError: Every option that says nothing of the kind.
    """
    from deterrence.units import suggestion
    from deterrence.workbook.delimited import DECIMALS, delimiter_of
    from deterrence.workbook.facts import FIELDS, Declared

    problems: list[Problem] = []
    sign = None if delimiter is None else delimiter_of(delimiter)
    if delimiter is not None and sign is None:
        problems.append(Problem("--delimiter", "", "no delimiter", "write , ; | or tab", delimiter))
    if decimal is not None and decimal not in DECIMALS:
        problems.append(Problem("--decimal", "", "no decimal sign", "write . or ,", decimal))
    if sign is not None and sign == decimal:
        problems.append(Problem("--decimal", "", "the delimiter too", "declare another delimiter", decimal))
    mapped: dict[str, str] = {}
    for column in columns:
        known, _, heading = (part.strip() for part in column.partition("="))
        if known not in FIELDS or not heading:
            fix = suggestion(known, FIELDS, f"write FIELD=HEADING, where the field is one of {', '.join(FIELDS)}")
            problems.append(Problem("--column", "", "no field and heading", fix, column))
        mapped[known] = heading
    refuse(problems)
    return Declared(sign, decimal, mapped, identity, rule)


def _refuse_options(file: Path, named: Sequence[str]) -> None:
    if named:
        fix = f"leave it out, or name a table that ends in {', '.join(DELIMITED)}"
        what = "says nothing of a workbook"
        raise InputError([Problem(str(file), name, what, fix, has_value=False) for name in named])


def export(
    run: Annotated[Path, typer.Argument(help="Folder of a finished run.")],
    form: Annotated[Literal["csv", "parquet", "xlsx"], typer.Option("--format", help="Form of the tables.")] = "csv",
    output: Annotated[Path, typer.Option("--output", help="Folder to write; made if missing.")] = Path("export"),
    every_policy: Annotated[bool, typer.Option("--every-policy", help="Also the outcomes under each option.")] = False,
    json: JsonOption = False,
) -> None:
    """Write the results of a run as tables, with README, citation, licence, sources and the scenario as run."""
    from deterrence.api.export import export_run
    from deterrence.api.opened import open_run

    paths = export_run(open_run(run), form, output, every_policy)
    if json:
        print_json({"files": [str(path) for path in paths]})
    else:
        print("\n".join(map(str, paths)))

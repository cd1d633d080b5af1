"""The command line: thin, and quick to answer `--help`. Everything heavy is imported where it is used."""

from __future__ import annotations

import json as json_text
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from deterrence import __version__
from deterrence.errors import DeterrenceError, InputError, Problem
from deterrence.workbook.command import ledger_export, ledger_import

if TYPE_CHECKING:
    from deterrence.exploration.ensemble import Run
    from deterrence.scenario.scenario import Scenario

BAD_INPUT = 2

app = typer.Typer(
    name="deterrence",
    help="An open workbench for the transatlantic deterrence-and-defence system: sourced inputs, published models, "
    "thousands of futures, verdicts on claims, a sourced brief.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
ledger_app = typer.Typer(help="The flat table of all quantities.", no_args_is_help=True, rich_markup_mode=None)
model_app = typer.Typer(help="Registered models, run on inputs of your own.", rich_markup_mode=None)
app.add_typer(ledger_app, name="ledger")
app.add_typer(model_app, name="model")

ScenarioOption = Annotated[
    Path | None, typer.Option("--scenario", help="Scenario file (YAML or JSON); the reference if left out.")
]
FuturesOption = Annotated[int, typer.Option("--futures", min=20, max=1_000_000, help="Futures per cell.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, max=2**63 - 1, help="Seed; same seed, same bytes.")]
WorkersOption = Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes; does not change results.")]
OutputOption = Annotated[Path, typer.Option("--output", help="Folder for the results.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


def main() -> None:
    """Entry point: one clear error and exit code 2 for bad input, never a traceback."""
    try:
        app(standalone_mode=True)
    except DeterrenceError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("interrupted: the blocks that were finished are kept; run the same command again to go on", 130)


def _fail(message: str, code: int = BAD_INPUT) -> NoReturn:
    print(message, file=sys.stderr)
    raise SystemExit(code)


def _print_json(data: object) -> None:
    print(json_text.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))


def _scenario(path: Path | None) -> Scenario:
    from deterrence.evidence.dataset import load_dataset
    from deterrence.scenario.overlay import load_scenario

    return load_scenario(path, load_dataset())


def _check_output(output: Path) -> None:
    """Refuse an output folder that cannot be one, before anything is computed."""
    for part in (output, *output.parents):
        if part.exists():
            if not part.is_dir():
                raise InputError([Problem(str(part), "", "is a file, not a folder", "name another --output",
                                          has_value=False)])  # fmt: skip
            return


def _run(scenario: Path | None, futures: int, seed: int, workers: int, output: Path, quiet: bool) -> Run:
    from deterrence.exploration.ensemble import run_ensemble
    from deterrence.exploration.progress import progress_line
    from deterrence.exploration.question import reference_options

    loaded = _scenario(scenario)
    _check_output(output)
    options = reference_options(loaded, futures, seed)
    if quiet:
        return run_ensemble(loaded, options, output, workers)
    with progress_line() as report:
        return run_ensemble(loaded, options, output, workers, report)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"deterrence {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options that stand before the command."""


@app.command()
def brief(
    scenario: ScenarioOption = None,
    futures: FuturesOption = 500,
    seed: SeedOption = 1,
    workers: WorkersOption = 2,
    output: OutputOption = Path("brief"),
    json: JsonOption = False,
) -> None:
    """Run the futures, judge the claims and write brief.html and brief.pdf: the main job."""
    from deterrence.brief.brief import write_brief

    run = _run(scenario, futures, seed, workers, output, quiet=json)
    written = write_brief(run, output)
    if json:
        _print_json(written.as_dict())
        return
    print(written.bottom_line)
    for path in written.paths:
        print(path)


@app.command()
def run(
    scenario: ScenarioOption = None,
    futures: FuturesOption = 500,
    seed: SeedOption = 1,
    workers: WorkersOption = 2,
    output: OutputOption = Path("run"),
    json: JsonOption = False,
) -> None:
    """Run the futures and store every outcome as Parquet beside its run record."""
    from deterrence.claims.summary import run_summary, summary_text

    finished = _run(scenario, futures, seed, workers, output, quiet=json)
    summary = run_summary(finished)
    if json:
        _print_json(summary)
    else:
        print(summary_text(summary))


@app.command()
def claims(
    scenario: ScenarioOption = None,
    futures: FuturesOption = 500,
    seed: SeedOption = 1,
    workers: WorkersOption = 2,
    output: OutputOption = Path("run"),
    json: JsonOption = False,
) -> None:
    """Judge every claim of the register on a run (made if it is not there)."""
    from deterrence.claims.claim import load_claims
    from deterrence.claims.summary import verdict_dict, verdict_text
    from deterrence.claims.verdict import Judge

    register = load_claims()
    judge = Judge(_run(scenario, futures, seed, workers, output, quiet=json))
    verdicts = [verdict for claim in register for verdict in judge.judge(claim)]
    if json:
        _print_json([verdict_dict(verdict) for verdict in verdicts])
    else:
        print("\n\n".join(verdict_text(verdict) for verdict in verdicts))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A scenario, model-input or dataset file.")],
    json: JsonOption = False,
) -> None:
    """Check a file and list every problem in it; exit code 2 if there is one."""
    from deterrence.system.check import check_file

    kind = check_file(file)
    if json:
        _print_json({"file": str(file), "kind": kind, "problems": []})
    else:
        print(f"{file}: a {kind} file, no problem found")


@app.command()
def explain(
    path: Annotated[str, typer.Argument(help="Id of a quantity, for example one of `deterrence ledger list`.")],
    scenario: ScenarioOption = None,
    json: JsonOption = False,
) -> None:
    """Say all that is known of a quantity: value, grades, source or rationale, variants, who uses it."""
    from deterrence.system.explain import explain_text, explanation

    found = explanation(_scenario(scenario), path)
    if json:
        _print_json(found)
    else:
        print(explain_text(found))


@ledger_app.command("list")
def ledger_list(
    scenario: ScenarioOption = None,
    search: Annotated[
        str, typer.Option("--search", help="Only quantities whose id or description has this text.")
    ] = "",
    json: JsonOption = False,
) -> None:
    """List every quantity with unit, range, both grades and sources."""
    from deterrence.system.explain import ledger_table, ledger_text

    rows = ledger_table(_scenario(scenario), search)
    if json:
        _print_json(rows)
    else:
        print(ledger_text(rows))


ledger_app.command("export")(ledger_export)
ledger_app.command("import")(ledger_import)


@model_app.callback(invoke_without_command=True, no_args_is_help=True)
def _model() -> None:
    """Registered models, run on inputs of your own."""


@model_app.command("list")
def model_list(json: JsonOption = False) -> None:
    """List the registered models."""
    from deterrence.system.models import MODELS

    if json:
        _print_json(
            [
                {
                    "name": model.name,
                    "summary": model.summary,
                    "lineage": model.lineage,
                    "page": model.page,
                    "inputs": model.inputs.model_json_schema(),
                }
                for model in MODELS.values()
            ]
        )
        return
    for model in MODELS.values():
        print(f"{model.name:<10} {model.summary}\n{'':<10} {model.lineage}; {model.page}")


def _model_command(name: str, summary: str) -> None:
    """Register `deterrence model NAME`."""

    def command(
        inputs: Annotated[Path, typer.Option("--inputs", help="File of inputs (YAML or JSON).")],
        json: JsonOption = False,
    ) -> None:
        from deterrence.evidence.document import read_document
        from deterrence.evidence.fields import parse_fields
        from deterrence.system.models import MODELS

        model = MODELS[name]
        result = model.function(parse_fields(model.inputs, read_document(inputs)))
        if json:
            _print_json(result)
            return
        for key, value in result.items():
            print(f"{key}: {value if not isinstance(value, list) else ' '.join(f'{v:.6g}' for v in value)}")

    command.__doc__ = summary
    model_app.command(name)(command)


for _name, _summary in (
    ("leakage", "Warheads that leak through layers with finite stocks."),
    ("arrivals", "Warheads that would arrive without a defence."),
    ("exposure", "Whole missiles of a boat that meet each region."),
):
    _model_command(_name, _summary)


if __name__ == "__main__":
    main()

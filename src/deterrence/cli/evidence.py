"""Commands that say what is known, and check what is written: check, explain, ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from deterrence.cli.option import JsonOption, ScenarioOption, StrictOption, print_json, say_warnings
from deterrence.cli.terminal import show

ledger_app = typer.Typer(help="The flat table of all quantities.", no_args_is_help=True, rich_markup_mode=None)


def check(
    file: Annotated[Path, typer.Argument(help="A scenario, claim, model-input or dataset file.")],
    strict: StrictOption = False,
    json: JsonOption = False,
) -> None:
    """Check a file and list every problem in it; exit code 2 if there is one. What looks like a slip is a warning."""
    from deterrence.api.check import check_file, warnings_of

    kind = check_file(file)
    warned = say_warnings(warnings_of(file, kind), strict)
    if json:
        print_json({"file": str(file), "kind": kind, "problems": [], "warnings": warned})
    else:
        print(f"{file}: {'an' if kind.startswith('a') else 'a'} {kind} file, no problem found")


def explain(
    path: Annotated[str, typer.Argument(help="Id of a quantity, for example one of `deterrence ledger list`.")],
    scenario: ScenarioOption = None,
    json: JsonOption = False,
) -> None:
    """Say all that is known of a quantity: value, grades, source or rationale, variants, who uses it."""
    from deterrence.api.scenario import load
    from deterrence.system.explain import explain_text, explanation

    found = explanation(load(scenario), path)
    if json:
        print_json(found)
    else:
        show(explain_text(found))


def couplings(json: JsonOption = False) -> None:
    """List every coupling: who reads what of whom, how late, what it is without, and whether it is on."""
    from dataclasses import asdict

    from deterrence.evidence.dataset import load_dataset
    from deterrence.system.couplings import coupling_rows
    from deterrence.system.registry import COMPONENTS

    quantities = load_dataset().quantities
    rows = coupling_rows(COMPONENTS, {name: quantity.basis.worse_grade for name, quantity in quantities.items()})
    if json:
        print_json([asdict(row) for row in rows])
        return
    for row in rows:
        lag = (
            "in the same year" if row.lag == 0 else f"after {row.lag}" + (" years" if isinstance(row.lag, int) else "")
        )
        said = "part of one law" if row.state == "always" else f"{row.state}; without it {row.neutral}"
        strength = f"; strength {row.strength} ({row.grade})" if row.strength else ""
        giver = row.giver or "no domain yet"
        print(f"{row.component}:{row.outcome}\n  of {giver}, {lag}; {said}{strength}")


def outcomes(
    matching: Annotated[
        str,
        typer.Option("--matching", metavar="TEXT", help="A word, a sentence or a paragraph; the best match first."),
    ] = "",
    json: JsonOption = False,
) -> None:
    """List the outcomes that a claim can ask of, with axes and labels; with --matching those that share its words."""
    from deterrence.system.search import matching as found_by

    found = [match.as_dict() for match in found_by(matching)]
    if json:
        print_json(found)
        return
    if not found:
        print("No outcome shares a word with this text: try other words, or `deterrence outcomes` for all.")
    for one in found:
        labels = [f"{axis}: {', '.join(named)}" for axis, named in one["labels"].items()]
        labels += [f"{axis}" for axis in one["axes"] if axis not in one["labels"] and axis != "year"]
        years = "every year" if one["years"] is None else ", ".join(map(str, one["years"]))
        labels += [f"year: {years}"] if "year" in one["axes"] else []
        shared = f"\n  words shared: {', '.join(one['words'])}" if one["words"] else ""
        show(f"{one['outcome']} [{one['unit']}]\n  {one['meaning']}\n  {'; '.join(labels)}{shared}")


@ledger_app.command("list")
def ledger_list(
    scenario: ScenarioOption = None,
    search: Annotated[
        str, typer.Option("--search", help="Only quantities whose id or description has this text.")
    ] = "",
    json: JsonOption = False,
) -> None:
    """List every quantity with unit, range, both grades and sources."""
    from deterrence.api.scenario import load
    from deterrence.system.explain import ledger_table, ledger_text

    rows = ledger_table(load(scenario), search)
    if json:
        print_json(rows)
    else:
        print(ledger_text(rows))

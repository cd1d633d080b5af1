"""The command and its subcommands, in the order in which the help lists them."""

from __future__ import annotations

import gc
from typing import Annotated

import typer

from deterrence import __version__
from deterrence.cli import ensemble, evidence, model, options, outcome, sources, web, workbook

app = typer.Typer(
    name="deterrence",
    help="An open workbench for the transatlantic deterrence-and-defence system: sourced inputs, published models, "
    "thousands of futures, verdicts on claims, a sourced brief.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for _command in (ensemble.brief, ensemble.run, ensemble.claims, outcome.outcome, options.options, evidence.outcomes,
                 workbook.export, evidence.couplings, evidence.check, evidence.explain, web.serve):  # fmt: skip
    app.command()(_command)
evidence.ledger_app.command("export")(workbook.ledger_export)
evidence.ledger_app.command("import")(workbook.ledger_import)
app.add_typer(evidence.ledger_app, name="ledger")
app.add_typer(sources.sources_app, name="sources")
app.add_typer(model.model_app, name="model")


def _version(wanted: bool) -> None:
    if wanted:
        print(f"deterrence {__version__}")
        raise typer.Exit


@app.callback()
def _common(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options that stand before the command."""
    is_watched = context.obj is not None  # by `main`; a program that calls the app is none to fork
    if is_watched and context.invoked_subcommand != "serve" and not version:  # the server stops in its own way
        gc.disable()  # looking for circles takes a tenth of the time of judging and writing, and frees hardly anything
        context.obj()

"""Commands of the registered models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from deterrence.cli.option import JsonOption, print_json
from deterrence.model import Model
from deterrence.system.models import MODELS

model_app = typer.Typer(help="Registered models, run on inputs of your own.", rich_markup_mode=None)


@model_app.callback(invoke_without_command=True, no_args_is_help=True)
def _model() -> None:
    """Registered models, run on inputs of your own."""


@model_app.command("list")
def model_list(json: JsonOption = False) -> None:
    """List the registered models."""
    if json:
        print_json(
            [
                {
                    "name": model.name,
                    "summary": model.summary,
                    "lineage": model.lineage,
                    "page": f"docs/{model.page}",
                    "inputs": model.inputs.model_json_schema(),
                }
                for model in MODELS.values()
            ]
        )
        return
    for model in MODELS.values():
        print(f"{model.name:<18} {model.summary}\n{'':<18} {model.lineage}; docs/{model.page}")


def _shown(value: object) -> str:
    """A result in a line: numbers of a list with six digits, names apart by commas, none where there is none."""
    if isinstance(value, list):
        between = ", " if any(isinstance(one, str) for one in value) else " "
        return between.join(f"{one:.6g}" if isinstance(one, int | float) else _shown(one) for one in value) or "none"
    return "none" if value is None else str(value)


def _model_command(model: Model) -> None:
    """Register `deterrence model NAME`."""

    def command(
        inputs: Annotated[Path, typer.Option("--inputs", help="File of inputs (YAML or JSON).")],
        json: JsonOption = False,
    ) -> None:
        from deterrence.evidence.document import read_document
        from deterrence.evidence.fields import parse_fields

        result = model.function(parse_fields(model.inputs, read_document(inputs)))
        if json:
            print_json(result)
            return
        for key, value in result.items():
            print(f"{key}: {_shown(value)}")
        if model.note:
            print(model.note)

    command.__doc__ = model.summary
    model_app.command(model.name)(command)


for _model_of in MODELS.values():
    _model_command(_model_of)

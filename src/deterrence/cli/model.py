"""Commands of the registered models."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from deterrence.cli.option import JsonOption, print_json

model_app = typer.Typer(help="Registered models, run on inputs of your own.", rich_markup_mode=None)


@model_app.callback(invoke_without_command=True, no_args_is_help=True)
def _model() -> None:
    """Registered models, run on inputs of your own."""


@model_app.command("list")
def model_list(json: JsonOption = False) -> None:
    """List the registered models."""
    from deterrence.system.models import MODELS

    if json:
        print_json(
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
        print(f"{model.name:<18} {model.summary}\n{'':<18} {model.lineage}; {model.page}")


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
            print_json(result)
            return
        for key, value in result.items():
            print(f"{key}: {value if not isinstance(value, list) else ' '.join(f'{v:.6g}' for v in value)}")

    command.__doc__ = summary
    model_app.command(name)(command)


for _name, _summary in (
    ("leakage", "Warheads that leak through layers with finite stocks."),
    ("arrivals", "Warheads that would arrive without a defence."),
    ("exposure", "Whole missiles of a boat that meet each region."),
    ("raid", "Repeated raids of several classes against pools of interceptors."),
    ("ladder", "Coverage of the rungs of the escalation ladder by coalition."),
    ("air-leg", "Missiles of an air leg that arrive, without and with layers."),
    ("footprint", "Claimed against credible cover of a defence."),
    ("stability", "Index of first-strike stability of two sides."),
    ("mutual-deterrence", "Whether each of two sides deters the other, and by how much."),
    ("sufficiency", "Warheads that survive and work over those required against all peers."),
):
    _model_command(_name, _summary)

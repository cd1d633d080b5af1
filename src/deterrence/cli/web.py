"""The command that serves the workbench."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def serve(
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Port; 0 for any free one.")] = 8765,
    open_page: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    host: Annotated[str, typer.Option("--host", help="Address; any but loopback needs a token.")] = "127.0.0.1",
    token: Annotated[
        str | None,
        typer.Option(
            "--token",
            envvar="DETERRENCE_TOKEN",
            help="Secret that every reader must have; on the command line others on the machine can see it.",
        ),
    ] = None,
    token_file: Annotated[Path | None, typer.Option("--token-file", help="File whose first line is the token.")] = None,
    workspace: Annotated[Path, typer.Option("--workspace", help="Folder for runs, briefs and the state file.")] = Path(
        "workspace"
    ),
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes of a background run.")] = 2,
) -> None:
    """Serve the workbench: a live page over the model, claims, inputs, comparisons and briefs."""
    from deterrence.web.serve import serve as serve_pages
    from deterrence.web.serve import token_of

    serve_pages(host, port, token_of(token, token_file), workspace, workers, open_page)

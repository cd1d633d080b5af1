"""Vega for the browser, from the installed package: made once a version, nothing fetched, nothing vendored."""

from __future__ import annotations

import os
from importlib.metadata import version
from pathlib import Path
from threading import Lock

_VEGA_LITE = "6.4"
_SNIPPET = "window.vegaEmbed = vegaEmbed;"
_LOCK = Lock()


def vega_bundle(workspace: Path) -> Path:
    """A script that sets `window.vegaEmbed`, kept in the workspace under the version it comes from."""
    path = workspace / "cache" / f"vega-{_VEGA_LITE}-{version('vl-convert-python')}.js"
    with _LOCK:
        if not path.is_file():
            import vl_convert

            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_name(f".partial-{os.getpid()}-{path.name}")
            temporary.write_text(vl_convert.javascript_bundle(_SNIPPET, vl_version=_VEGA_LITE), encoding="utf-8")
            temporary.replace(path)
    return path

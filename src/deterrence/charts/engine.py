"""Vega and Vega-Lite in an engine of scripts of this process: what draws every figure, without a network.

`vl_convert` draws too, but it opens the font file for each letter that it measures, which took most of the time of a
drawing (decision 0028). Its scripts are used as they are; the widths of letters are read from the font once.
"""

from __future__ import annotations

import atexit
import json
import os
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from py_mini_racer import JSEvalException, JSPromise, JSPromiseError, MiniRacer

from deterrence.caches import cache_folder
from deterrence.charts.font import widths

_VEGA_LITE: Final = "6.4.1"
_FACES: Final = ("Regular", "Italic", "SemiBold")
_SOURCE: Final = "https://cdn.jsdelivr.net/npm/{}/+esm"  # the name of a script within `vl_convert`; nothing is fetched
_HERE: Final = Path(__file__).parent
_DRAWS: Final = ThreadPoolExecutor(1)


def drawn(specification: Mapping[str, Any]) -> str:
    """The SVG element of a Vega-Lite specification.

    Raises:
        ValueError: Not a specification that can be drawn.
    """
    return _DRAWS.submit(_drawn, json.dumps(specification)).result()


def _drawn(specification: str) -> str:
    """In a thread of its own, since a notebook's has a loop of events that must not wait."""
    try:
        promise = _engine().eval(f"draw({specification})")
        assert isinstance(promise, JSPromise)
        return str(promise.get())
    except (JSEvalException, JSPromiseError) as error:
        raise ValueError(f"not a specification that can be drawn: {str(error).splitlines()[0]}") from error


@cache
def _engine() -> MiniRacer:
    engine = MiniRacer()
    atexit.register(engine.close)  # while its thread still runs: closed any later, it would wait for ever
    faces = json.dumps({face: widths(face) for face in _FACES})
    for script in (_own("browser.js"), _scripts(), f"const FACES = {faces};", _own("drawing.js")):
        engine.eval(f"{script}\nnull;")
    return engine


def _own(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _scripts() -> str:
    """A script that sets `vega` and `vegaLite`: made once a version and kept where this user keeps such things."""
    folder = cache_folder("drawing")
    kept = folder / f"vega-lite-{_VEGA_LITE}-{version('vl-convert-python')}.js" if folder else None
    if kept is not None and kept.is_file():
        return kept.read_text(encoding="utf-8")
    script = _bundle()
    if kept is not None:
        partial = kept.with_name(f".partial-{os.getpid()}-{kept.name}")
        partial.write_text(script, encoding="utf-8")
        partial.replace(kept)
    return script


def _bundle() -> str:
    import vl_convert

    vega = _SOURCE.format(f"vega@{vl_convert.get_vega_version()}")
    vega_lite = _SOURCE.format(f"vega-lite@{_VEGA_LITE}")
    return vl_convert.javascript_bundle(
        f'import * as drawing from "{vega}"; import * as grammar from "{vega_lite}";'
        "globalThis.vega = drawing; globalThis.vegaLite = grammar;",
        vl_version=_VEGA_LITE.rpartition(".")[0],
    )

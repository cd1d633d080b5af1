"""A figure to take away: SVG, PNG, its data as CSV, and a README with seed, citation and licence."""

from __future__ import annotations

import csv
import io
import zipfile

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from deterrence import __version__
from deterrence.charts import rendering
from deterrence.charts.result import FigureResult
from deterrence.compilation import code_digest
from deterrence.second_strike.chapter import CHAPTER
from deterrence.web.code import as_command, as_python
from deterrence.web.live import Live, arrivals_rows, erosion_rows
from deterrence.web.state import State
from deterrence.web.views.page import live_of, state_in

router = APIRouter()

_ROWS = {"raid-arrivals": arrivals_rows, "raid-erosion": erosion_rows}
_FIRST_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest that an archive holds: same state, same bytes
_FORMULA = ("=", "+", "-", "@", "\t")


@router.get("/figures/{name}.zip")
def figure_archive(request: Request, name: str) -> Response:
    """The figure of the state in the link."""
    if name not in _ROWS:
        raise HTTPException(404, f"no such figure; there are {', '.join(_ROWS)}")
    live, state = live_of(request), state_in(request)
    outcomes = live.outcomes(state.scenario_in_view(live.dataset), state.view())
    ghost = live.reference_outcomes(state.view())
    figure = CHAPTER.live[name](_ROWS[name](outcomes, ghost))
    files = {
        f"{name}.svg": rendering.svg(figure.chart, name).encode(),
        f"{name}.png": rendering.png(figure.chart),
        f"{name}.csv": _csv(figure),
        "README.txt": _readme(figure, state, live, str(request.url)).encode(),
    }
    headers = {"Content-Disposition": f'attachment; filename="{name}.zip"'}
    return Response(_archive(files), media_type="application/zip", headers=headers)


def _archive(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DATE), content)
    return buffer.getvalue()


def _csv(figure: FigureResult) -> bytes:
    """Full-precision numbers; a text that a spreadsheet would take for a formula is quoted as text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(figure.columns)
    for row in figure.rows:
        writer.writerow([f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell for cell in row])
    return buffer.getvalue().encode()


def _readme(figure: FigureResult, state: State, live: Live, link: str) -> str:
    return f"""{figure.title}
{figure.alternative_text}

How to read it: {figure.reading}
A share of futures is a count over stated ranges, not a probability.
Sea-based forces only; geometry and timing are outside the model.

State: {state.query(live.dataset)}
Link: {link}
Command: {as_command(state, live.dataset)}

{as_python(state, live.dataset)}
deterrence {__version__}, code {code_digest()}, dataset {live.dataset.digest}

Cite as: The deterrence authors, deterrence {__version__} (software), with the state and digests above.
Licence: Apache-2.0; numbers that the dataset cites remain their publishers'.
"""

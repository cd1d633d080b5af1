"""A figure to take away: SVG, PNG and its data as CSV, alone or together with the state as code and a licence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response
from markupsafe import Markup

from deterrence import __version__
from deterrence.archive import archive_of
from deterrence.axes import FORCE, POSTURE, STRUCTURE
from deterrence.chapter import Chapter
from deterrence.charts import rendering, takeaway, theme
from deterrence.charts.difference import differs
from deterrence.charts.result import FigureResult
from deterrence.charts.takeaway import Frame
from deterrence.claims.names import quantity_name
from deterrence.compilation import code_digest
from deterrence.evidence.document import document_of
from deterrence.exposure import EXPOSURE
from deterrence.scenario.overlay import scenario_of
from deterrence.second_strike.chapter import CHAPTER
from deterrence.web import sheets
from deterrence.web.changes import change_said
from deterrence.web.code import as_command, as_python
from deterrence.web.live import RAID_ROWS, Live, balance_chapters, balance_pictures
from deterrence.web.state import DIGEST_SHOWN, LINK, State
from deterrence.web.views.balance import year_in
from deterrence.web.views.page import live_of, state_in

router = APIRouter()

_ARCHIVE = "zip"
_MEDIA = {**sheets.MEDIA, **takeaway.MEDIA}


def _workbook(figure: FigureResult, frame: Frame) -> bytes:
    """The data of a figure as a workbook."""
    return sheets.xlsx_file(sheets.Table(figure.id, figure.title, figure.columns, figure.rows), frame.said_of(figure))


FILES = {**takeaway.FILES, "xlsx": _workbook}
"""What makes the file of each kind."""


@router.get("/figures/{name}.{kind}")
def figure_file(request: Request, name: str, kind: str) -> Response:
    """The figure of the state in the link, as one kind of file, or all of them in an archive."""
    if kind not in (*FILES, _ARCHIVE):
        raise HTTPException(404, f"no such kind of file; there are {', '.join((*FILES, _ARCHIVE))}")
    live, state, year = live_of(request), state_in(request, own=("year",)), year_in(request)
    chapters = balance_chapters(state.scenario_in_view(live.dataset))
    figure = _figure(name, state, live, year, chapters)
    link = str(request.url).replace(f"/figures/{name}.{kind}", _page(name, chapters))
    frame = _frame(state, live, year, name in RAID_ROWS, link)
    if kind != _ARCHIVE:
        return file_response(name, kind, figure, frame)
    files = {f"{name}.{each}": make(figure, frame) for each, make in FILES.items()}
    content = archive_of({**files, "README.txt": _readme(figure, frame, state, live).encode()})
    return _attached(content, "application/zip", f"{name}.{kind}")


def shown_of(figure: FigureResult, address: str, query: str) -> dict[str, Any]:
    """What a page shows of a figure that the server draws: drawings in two widths, and its files.

    Args:
        figure: What is drawn.
        address: Of its files, without their kind.
        query: Of its files.
    """
    widths = {"wide": theme.WIDTH, "narrow": theme.NARROW}
    return {
        "figure": figure,
        "files": [(kind, f"{address}.{kind}?{query}") for kind in FILES],
        "drawings": {
            width: Markup(rendering.svg(figure.draw(pixels), f"{figure.id}-{width}"))
            for width, pixels in widths.items()
        },
    }


def shown_apart(figure: FigureResult, address: str, query: str) -> dict[str, Any]:
    """The same of a figure of differences: its title alone where nothing differs."""
    return shown_of(figure, address, query) if differs(figure) else {"figure": figure, "files": [], "drawings": {}}


def file_response(name: str, kind: str, figure: FigureResult, frame: Frame) -> Response:
    """A figure as one of `FILES`, to be saved under its name."""
    return _attached(FILES[kind](figure, frame), _MEDIA[kind], f"{name}.{kind}")


def _attached(content: bytes, media: str, name: str) -> Response:
    return Response(content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _page(name: str, chapters: Sequence[Chapter]) -> str:
    """Address of the page that shows a figure."""
    stands = (one.page.name for one in chapters for picture in balance_pictures([one]) if picture.name == name)
    return f"/{next(stands, '')}"


def _figure(name: str, state: State, live: Live, year: int, chapters: Sequence[Chapter]) -> FigureResult:
    if name in RAID_ROWS:
        outcomes = live.outcomes(state.scenario_in_view(live.dataset), state.view())
        return CHAPTER.live[name](RAID_ROWS[name](outcomes, live.reference_outcomes(state.view())))
    pictures = {one.name: one for one in balance_pictures(chapters)}
    if name not in pictures:
        raise HTTPException(404, f"no such figure; there are {', '.join((*RAID_ROWS, *pictures))}")
    return live.drawn(state, state.futures, year, [pictures[name]])[0]


def _frame(state: State, live: Live, year: int, is_raid: bool, link: str) -> Frame:
    """What is said around a figure; force, posture and exposure are said where they are chosen for it."""
    words = state_words(state) if is_raid else (str(year), *_cell_words(state))
    return frame_of(words, state, state.changes_in_view(live.dataset), live, link)


def state_words(state: State) -> tuple[str, ...]:
    """The raid, the assumption set, the structure and the futures of a state in words."""
    return *raid_words(state), *_cell_words(state)


def _cell_words(state: State) -> tuple[str, str, str]:
    return (
        f"assumption set {state.assumption_set.replace('_', ' ')}",
        f"structure {STRUCTURE[state.structure]}",
        f"{state.futures:,} futures, seed {state.seed}",
    )


def raid_words(state: State) -> tuple[str, str, str]:
    """Force, posture and exposure in words."""
    return FORCE[state.force], POSTURE[state.posture], EXPOSURE.get(state.exposure, f"sent {state.exposure}")


def frame_of(words: Sequence[str], state: State, changes: Collection[str], live: Live, link: str) -> Frame:
    """What is said around something that is taken away: of what it speaks, which changes count, what made it, where."""
    scenario = scenario_of(document_of(state.tree(), LINK), live.dataset)
    said = [f"{quantity_name(live.dataset, one)} {change_said(scenario, one)}" for one in changes]
    changed = f"Changed: {'; '.join(said)}." if said else "Nothing changed."
    source = (
        f"deterrence {__version__}, dataset {live.dataset.digest[:DIGEST_SHOWN]}, code {code_digest()[:DIGEST_SHOWN]}; "
        "Apache-2.0, numbers cited remain their publishers'. A share of futures is a count over stated ranges, not a "
        "probability."
    )
    return Frame(f"{', '.join(words)}. {changed}", source, link)


def _readme(figure: FigureResult, frame: Frame, state: State, live: Live) -> str:
    return f"""{figure.title}
{figure.alternative_text}

How to read it: {figure.reading}
A share of futures is a count over stated ranges, not a probability.

{frame.speaks_of}
State: {state.query(live.dataset)}
Link: {frame.link}
Command: {as_command(state, live.dataset)}

{as_python(state, live.dataset)}
deterrence {__version__}, code {code_digest()}, dataset {live.dataset.digest}

Cite as: The deterrence authors, deterrence {__version__} (software), with the state and digests above.
Licence: Apache-2.0; numbers that the dataset cites remain their publishers'.
"""

"""A table as a page shows it, made into a file: what is sent is what is written, beside the version and the link."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from deterrence import __version__
from deterrence.compilation import code_digest
from deterrence.evidence.fields import Strict
from deterrence.web.sheets import FILES, MEDIA, Table
from deterrence.web.state import DIGEST_SHOWN

router = APIRouter(prefix="/api/v1")

_Text = Annotated[str, Field(max_length=4000)]
_MOST_COLUMNS, _MOST_ROWS = 60, 5000


class TableBody(Strict):
    """A table: heads with units, rows of texts and numbers, and the page that shows it."""

    title: _Text
    columns: list[_Text] = Field(min_length=1, max_length=_MOST_COLUMNS)
    rows: list[Annotated[list[_Text | float | None], Field(max_length=_MOST_COLUMNS)]] = Field(max_length=_MOST_ROWS)
    link: str = Field(default="", max_length=20_000)


@router.post("/table", response_class=Response, responses={200: {"content": {kind: {} for kind in MEDIA.values()}}})
def table(body: TableBody, kind: Annotated[Literal["csv", "xlsx"], Query()] = "csv") -> Response:
    """The table as one kind of file, under its title; short rows are filled up, long ones cut to the heads."""
    width = len(body.columns)
    rows = [(row + [None] * width)[:width] for row in body.rows]
    source = f"deterrence {__version__}, code {code_digest()[:DIGEST_SHOWN]}; Apache-2.0, as shown on the page"
    content = FILES[kind](Table("table", body.title, body.columns, rows), {"Source": source, "Comment": body.link})
    headers = {"Content-Disposition": f'attachment; filename="table.{kind}"'}
    return Response(content, media_type=MEDIA[kind], headers=headers)

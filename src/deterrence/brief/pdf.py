"""The brief as PDF/UA-1: tagged, with the figures' data attached as CSV.

Typst sets the page; what the document says reaches it as JSON and is shown as text, never read as markup.
"""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from typing import Any, Final

import typst

from deterrence.brief.numbering import RUN_RECORD_ID, SOURCES_ID, Tree
from deterrence.brief.style import LIGHT, TONES
from deterrence.charts.theme import FONT_DIRECTORY, FONT_FAMILY, WIDTH

_STANDARD: Final = "ua-1"


def render(prepared: Tree) -> bytes:
    """The PDF of a prepared document; the same bytes for the same document."""
    template = (files("deterrence.brief") / "templates" / "brief.typ").read_bytes()
    look = {"font": FONT_FAMILY, "colours": LIGHT, "tones": TONES, "drawing_width": WIDTH}
    anchors = {"sources_id": SOURCES_ID, "run_record_id": RUN_RECORD_ID}
    data = {**prepared, **anchors, "look": look, "attachments": _attachments(prepared)}
    set_page: bytes = typst.compile(
        template,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[FONT_DIRECTORY]),
        sys_inputs={"brief": json.dumps(data, ensure_ascii=False)},
        pdf_standards=_STANDARD,
    )
    return set_page


def _attachments(prepared: Tree) -> list[dict[str, str]]:
    """The data behind each figure as a CSV file, numbers in full."""
    figures = [block for block in (*prepared["lead"], *prepared["blocks"]) if block["kind"] == "figure"]
    return [
        {
            "name": f"figure-{figure['number']}-{figure['id']}.csv",
            "description": f"Data of figure {figure['number']}: {figure['title']}",
            "text": _csv(figure),
        }
        for figure in figures
    ]


def _csv(figure: dict[str, Any]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(figure["columns"])
    writer.writerows(figure["values"])
    return text.getvalue()

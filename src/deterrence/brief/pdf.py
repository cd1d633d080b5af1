"""The brief as PDF/UA-1: tagged, with the figures' data attached as CSV.

Typst sets the page; what the document says reaches it as JSON and is shown as text, never read as markup.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from typing import Final

import typst

from deterrence.brief.data import csv_name
from deterrence.brief.glyphs import shown
from deterrence.brief.references import RUN_RECORD_ID, SOURCES_ID, Tree
from deterrence.brief.row_heads import with_row_heads
from deterrence.brief.style import LIGHT, TEXT_WIDTH, TONES, heights_on_page_one, most_height
from deterrence.charts.font import FONT_DIRECTORY, FONT_FAMILY
from deterrence.charts.takeaway import csv_text
from deterrence.charts.theme import WIDTH

_SUSPECTS: Final = b"/Suspects false"
"""The usual value, which one reader takes for an error; left out in place, so that no offset moves."""
_STANDARD: Final = "ua-1"


def render(prepared: Tree) -> bytes:
    """The PDF of a prepared document; the same bytes for the same document."""
    return begun(prepared)()


def begun(prepared: Tree) -> Callable[[], bytes]:
    """What gives the PDF of a prepared document; it holds no lock, so that others can work beside it."""
    template = (files("deterrence.brief") / "templates" / "brief.typ").read_bytes()
    is_long = bool(prepared["has_contents"])
    own = heights_on_page_one(prepared["lead"], is_long=is_long)
    room = {"text_width": TEXT_WIDTH, "most_height": most_height(is_long=is_long), "heights": own}
    look = {"font": FONT_FAMILY, "colours": LIGHT, "tones": TONES, "drawing_width": WIDTH, **room}
    anchors = {"sources_id": SOURCES_ID, "run_record_id": RUN_RECORD_ID}
    data = {**shown(prepared), **anchors, "look": look, "attachments": _attachments(prepared)}
    return partial(_set, template, json.dumps(data, ensure_ascii=False))


def _set(template: bytes, brief: str) -> bytes:
    set_page: bytes = typst.compile(
        template,
        format="pdf",
        font_paths=typst.Fonts(include_system_fonts=False, font_paths=[FONT_DIRECTORY]),
        sys_inputs={"brief": brief},
        pdf_standards=_STANDARD,
    )
    return with_row_heads(set_page.replace(_SUSPECTS, b" " * len(_SUSPECTS)))


def _attachments(prepared: Tree) -> list[dict[str, str]]:
    """The data behind each figure as a CSV file, numbers in full."""
    figures = [block for block in (*prepared["lead"], *prepared["blocks"]) if block["kind"] == "figure"]
    return [
        {
            "name": csv_name(figure),
            "description": f"Data of figure {figure['number']}: {figure['title']}",
            "text": csv_text(figure["columns"], figure["values"]),
        }
        for figure in figures
    ]

"""Pages of the equations, from the same files as the documentation."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from markupsafe import Markup

import deterrence
from deterrence.web.state import State
from deterrence.web.views.page import page

router = APIRouter()

PAGES = {
    "nuclear": "models/nuclear.md",
    "missile_defence": "models/missile_defence.md",
    "laws": "laws.md",
    "dataset": "dataset.md",
}
_PACKAGE = Path(deterrence.__file__).parent


def documentation() -> Path:
    """Folder of the documentation: shipped with the package, or that of the checkout."""
    shipped = _PACKAGE / "docs"
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / "docs"


@cache
def rendered(name: str) -> Markup:
    """A page as HTML; HTML written in it stays text."""
    source = (documentation() / PAGES[name]).read_text(encoding="utf-8")
    html = MarkdownIt("commonmark", {"html": False}).enable("table").render(source)
    return Markup(
        html.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
    )


@router.get("/models/{name}", response_class=HTMLResponse)
def model_page(request: Request, name: str) -> HTMLResponse:
    """One of the fixed pages."""
    if name not in PAGES:
        raise HTTPException(404, f"no such page; there are {', '.join(PAGES)}")
    return page(request, "models", State(), {"names": list(PAGES), "shown": name, "body": rendered(name)})

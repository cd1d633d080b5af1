"""Pages of the equations, from the same files as the documentation."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse
from markdown_it import MarkdownIt
from markupsafe import Markup

import deterrence
from deterrence.system.models import MODELS
from deterrence.system.registry import OUTCOMES, STUDIES
from deterrence.web.code import MODELS as MODEL_VIEWS
from deterrence.web.views.page import live_of, page, state_in

router = APIRouter()

_GENERAL = ("laws.md", "dataset.md", "verdicts.md")


def _pages() -> dict[str, str]:
    """Pages by name: those that outcomes, studies and models name, in their order, then laws, dataset and verdicts."""
    studied = [outcome for study in STUDIES.values() for outcome in study.outcomes]
    named = [outcome.page for outcome in (*OUTCOMES.values(), *studied)] + [model.page for model in MODELS.values()]
    return {Path(file).stem: file for file in dict.fromkeys((*named, *_GENERAL))}


PAGES = _pages()
_PACKAGE = Path(deterrence.__file__).parent


def documentation() -> Path:
    """Folder of the documentation: shipped with the package, or that of the checkout."""
    shipped = _PACKAGE / "docs"
    return shipped if shipped.is_dir() else _PACKAGE.parents[1] / "docs"


def rendered(name: str, query: str) -> Markup:
    """A page as HTML; HTML written in it stays text. Links between pages keep the state; a law is `laws#law-N`."""
    source = (documentation() / PAGES[name]).read_text(encoding="utf-8")
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(source)
    for token in [part for block in tokens for part in (block, *(block.children or ()))]:
        if token.type == "link_open":
            token.attrSet("href", _served(str(token.attrGet("href")), query))
        elif token.type == "list_item_open" and name == "laws":
            token.attrSet("id", f"law-{token.info}")
    html = str(markdown.renderer.render(tokens, markdown.options, {}))
    return Markup(
        html.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")
    )


def _served(address: str, query: str) -> str:
    """Where a link of a page leads: a file beside it is the page that is served."""
    target = urlsplit(address)
    found = next((name for name, file in PAGES.items() if Path(file).name == Path(target.path).name), None)
    if target.netloc or found is None:
        return address
    return urlunsplit(("", "", f"/models/{found}", query, target.fragment))


@router.get("/models/{name}", response_class=HTMLResponse)
def model_page(request: Request, name: str) -> HTMLResponse:
    """One of the fixed pages."""
    if name not in PAGES:
        raise HTTPException(404, f"no such page; there are {', '.join(PAGES)}")
    state = state_in(request)
    body = rendered(name, state.query(live_of(request).dataset))
    context = {"names": list(PAGES), "shown": name, "body": body, "has_code": f"models/{name}" in MODEL_VIEWS}
    return page(request, "models", state, {**context, "state_data": state.as_dict()})

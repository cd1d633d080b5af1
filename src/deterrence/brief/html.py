"""The brief as one web page that needs nothing else: no script, no request, fonts and figures inside."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Collection, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from deterrence.brief.data import csv_name
from deterrence.brief.numbering import CODE
from deterrence.brief.references import RUN_RECORD_ID, SOURCES_ID, Tree
from deterrence.brief.style import DARK, LIGHT, TONES
from deterrence.charts.font import FONT_FAMILY, woff
from deterrence.charts.takeaway import csv_text
from deterrence.charts.theme import dark_rules

_FACES: Final = (("Regular", 400, "normal"), ("SemiBold", 600, "normal"))
_JOINT: Final = re.compile(r"[._/=-](?=\w)")
_LONG: Final = 24
_MOST_COLUMNS, _FEW_LETTERS = 4, 64
MOST_ROWS: Final = 48
"""Rows of a figure's data that stand on the page; of more, every so-many-th is in a file inside it."""
_SAFE_ADDRESS: Final = re.compile(r"https?://[^\s\"'<>]+")
_SOME: Final = 2
"""Numbers of a row from which on what they share stands at the row."""
_NOTHING_SHARED: Final = {"of": "", "labels": "", "command": ""}


def render(prepared: Tree) -> str:
    """The page of a prepared document; the same bytes for the same document."""
    style = (
        _environment()
        .get_template("style.css")
        .render(faces=_faces(), light=LIGHT, dark=DARK, tones=TONES, dark_rules=dark_rules(".card"))
    )
    page = _environment().get_template("brief.html")
    ids = {"sources_id": SOURCES_ID, "run_record_id": RUN_RECORD_ID}
    return page.render(brief=_without_codes(prepared), style=Markup(style), most_rows=MOST_ROWS, **ids)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_template),
        autoescape=lambda name: name is not None and name.endswith(".html"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["drawing"] = _drawing
    environment.filters["narrow_drawing"] = partial(_drawing, kind="narrow_svg")
    environment.filters["data_name"] = csv_name
    environment.filters["data_address"] = _data_address
    environment.filters["data_said"] = _data_said
    environment.filters["aligned"] = lambda side: Markup("") if side == "left" else Markup(f' class="{side}"')
    environment.filters["by_row"] = lambda rows: map(_with_shared, rows)
    environment.filters["breakable"] = _breakable
    environment.tests["broad"] = _is_broad
    environment.filters["is_address"] = lambda text: bool(_SAFE_ADDRESS.fullmatch(text))
    return environment


def _is_broad(table: Tree) -> bool:
    """Whether a table is too broad for a telephone, where it is then pushed aside; one of few letters is not."""
    columns, rows = len(table["columns"]), table["rows"]
    most = max((sum(len(span["text"]) for cell in row for span in cell) for row in rows), default=0)
    return columns > _MOST_COLUMNS + (most <= _FEW_LETTERS)


def _template(name: str) -> str:
    return (files("deterrence.brief") / "templates" / name).read_text(encoding="utf-8")


def _breakable(text: str) -> Markup:
    """The text with places where a long name such as `domain.concept.key` may break."""
    words = (
        _JOINT.sub(r"\g<0><wbr>", str(escape(word))) if len(word) > _LONG else escape(word) for word in text.split(" ")
    )
    return Markup(" ".join(words))


def _without_codes(tree: Any) -> Any:
    """A tree without the ids at the margin: on a page each number shows its own."""
    if isinstance(tree, list):
        return [_without_codes(item) for item in tree if not (isinstance(item, dict) and item.get("style") == "margin")]
    if not isinstance(tree, dict):
        return tree
    if tree.get("kind") == "table" and tree["columns"][-1]["name"] == CODE:
        tree = {**tree, "columns": tree["columns"][:-1], "rows": [row[:-1] for row in tree["rows"]]}
    return {key: item if key == "values" else _without_codes(item) for key, item in tree.items()}


def _data_address(figure: Tree) -> str:
    """The data of a figure as a file inside the page, in as many digits as the page shows."""
    rows = figure["rows"][:: _step(figure)]
    return "data:text/csv;charset=utf-8," + quote(csv_text(figure["columns"], rows), safe=" ,:;()/+=")


def _data_said(figure: Tree) -> str:
    """What that file holds."""
    step = _step(figure)
    rest = "" if step == 1 else f" (one row in {step}; the PDF has them all)"
    return f"Data of figure {figure['number']} as CSV{rest}"


def _with_shared(row: Sequence[Sequence[Tree]]) -> Tree:
    """A row of a table; outcome, labels and command that all its numbers share stand at the row alone.

    What a number does not say of itself its row says: a sixth of what the tables of an annex took.
    """
    numbers = [span for cell in row for span in cell if _is_counted(span)]
    if len(numbers) < _SOME:
        return {**_NOTHING_SHARED, "cells": row}
    shared = {key: numbers[0][key] if len({span[key] for span in numbers}) == 1 else "" for key in ("of", "command")}
    pairs = set.intersection(*(set(span["labels"].split()) for span in numbers))
    shared["labels"] = " ".join(sorted(pairs))
    return {**shared, "cells": [[_bare(span, shared, pairs) for span in cell] for cell in row]}


def _is_counted(span: Tree) -> bool:
    return bool(span["kind"] == "number" and span["id"] != span["of"])


def _bare(span: Tree, shared: Mapping[str, str], pairs: Collection[str]) -> Tree:
    if not _is_counted(span):
        return span
    own = " ".join(pair for pair in span["labels"].split() if pair not in pairs)
    return {**span, "labels": own, **{key: "" for key in ("of", "command") if shared[key]}}


def _step(figure: Tree) -> int:
    return -(-len(figure["rows"]) // MOST_ROWS) or 1


def _drawing(figure: Tree, kind: str = "svg") -> Markup:
    """The SVG as an element that a screen reader takes as one picture with a text."""
    said = f'<svg role="img" aria-label="{escape(figure["alternative_text"])}" '
    return Markup(figure[kind].replace("<svg ", said, 1))


@cache
def _faces() -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "family": FONT_FAMILY,
            "weight": weight,
            "style": style,
            "data": b64encode(woff(name)).decode("ascii"),
        }
        for name, weight, style in _FACES
    )

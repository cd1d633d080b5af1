"""Each number of a brief says where it comes from, and is found there again; every format has the same sequence."""

from __future__ import annotations

import html as html_text
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import docx
import numpy as np
import pytest

import deterrence as dt
from deterrence.brief.findings import Findings
from deterrence.brief.references import Tree
from deterrence.brief.word_parts import NUMBER
from deterrence.claims.claim import load_claims
from deterrence.system.registry import OUTCOMES, STUDIES, all_quantities

if TYPE_CHECKING:
    from brief.conftest import Rendered

BANDS = {"p05": 0.05, "p50": 0.5, "p95": 0.95}
NAMES = ("page", "brief", "annex")
PLAIN = tuple(f"title.{column}" for column in ("p05", "p50", "p95", "least", "most", "change", "share", "middle"))
"""Columns whose numbers a title takes as they stand."""
BESIDE = ("required",)
"""Figures of which some numbers stand beside the rows of the table."""
NO_NUMBER = re.compile(
    r"\b20\d\d\b|S-500|[Dd]ay \d+|\d+ days|\d+ km(?= \d| 0)|at \d+ km|\d+% lost|factor of \d+|F-35A|[Ff]orm \d"
)
"""Years, days, systems, and what a figure asks for."""


@dataclass(frozen=True)
class Anchor:
    """A number of a page as its attributes have it."""

    text: str
    of: str
    labels: dict[str, str]
    statistic: str
    value: float
    command: str


class Anchors(HTMLParser):
    """The numbers of a page in their order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Anchor] = []
        self._open: dict[str, str] | None = None
        self._row: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self._open = found if tag == "a" and ("data-as" in found or "." in found.get("id", "")) else None
        if tag == "tr":
            self._row = found

    def handle_endtag(self, tag: str) -> None:
        if tag == "tr":
            self._row = {}

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            told = {**self._row, **self._open} if "data-as" in self._open else self._of_input(data)
            pairs = f"{self._row.get('data-at', '')} {self._open.get('data-at', '')}".split()
            labels = dict(pair.split("=", 1) for pair in pairs)
            self.found.append(
                Anchor(data, told["data-of"], labels, told["data-as"], float(told["data-value"]), told["title"])
            )
            self._open = None

    def _of_input(self, data: str) -> dict[str, str]:
        """An input as it stands is an anchor of its own id; its value is what the text begins with, or beside it."""
        assert self._open is not None
        name, value = self._open["id"], self._open.get("data-value", data.partition(" ")[0])
        return {"data-of": name, "data-as": "value", "data-value": value, "title": f"deterrence explain {name}"}


@pytest.fixture(scope="module")
def pages(rendered: dict[str, Rendered]) -> dict[str, str]:
    return {name: brief.page for name, brief in rendered.items()}


@pytest.fixture(scope="module")
def anchors(pages: dict[str, str]) -> dict[str, list[Anchor]]:
    return {name: Anchors(page).found for name, page in pages.items()}


def numbers(tree: Any) -> Iterator[str]:
    """Texts of the numbers of a prepared document in the order of its blocks."""
    if isinstance(tree, dict):
        if tree.get("kind") == "number":
            yield tree["text"]
        for value in tree.values():
            yield from numbers(value)
    elif isinstance(tree, list):
        for item in tree:
            yield from numbers(item)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_has_the_numbers_of_the_document_in_order(
    name: str, lengths: dict[str, Tree], anchors: dict[str, list[Anchor]]
) -> None:
    assert anchors[name]
    assert [anchor.text for anchor in anchors[name]] == list(numbers([lengths[name]["lead"], lengths[name]["blocks"]]))


@pytest.mark.parametrize("name", NAMES)
def test_word_and_pdf_have_the_same_sequence_of_numbers(
    name: str, rendered: dict[str, Rendered], anchors: dict[str, list[Anchor]]
) -> None:
    """In Word they have a style of their own; in PDF each is found behind the one before."""
    told = [anchor.text for anchor in anchors[name]]
    document = docx.Document(io.BytesIO(rendered[name].written))
    runs = document.element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}r")
    style = document.styles[NUMBER].style_id
    assert [run.text for run in runs if _style(run) == style] == told
    text, place = re.sub(r"[\s\u200b]+", "", "".join(rendered[name].sheets)), 0
    for number in told:
        found = text.find(re.sub(r"\s+", "", number), place)
        assert found >= 0, number
        place = found


def _style(run: Any) -> str:
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    styles = run.findall(f"{name}rPr/{name}rStyle")
    return styles[0].get(f"{name}val") if styles else ""


@pytest.mark.parametrize("name", NAMES)
def test_every_number_names_what_gives_it_and_the_command(name: str, anchors: dict[str, list[Anchor]]) -> None:
    claims = {claim.id for claim in load_claims()}
    quantities = dt.load().dataset.quantities
    for anchor in anchors[name]:
        known = {*OUTCOMES, *STUDIES, *quantities, *claims, "register"}
        assert anchor.of in known, anchor
        assert anchor.statistic
        assert anchor.command.startswith("deterrence ")
        if "figure" not in anchor.labels:  # the labels of a figure's row are no options of a command
            assert anchor.command.endswith(anchor.of) == (anchor.of in quantities)


def test_every_cell_of_the_ledger_is_an_anchor_of_its_own_id_with_the_value_of_the_run(
    pages: dict[str, str], anchors: dict[str, list[Anchor]], findings: Findings, lengths: dict[str, Tree]
) -> None:
    """Cells of tables too, some thousand; in print the head of the row has the beginning of their ids."""
    held = findings.resolved
    told = {anchor.of: anchor for anchor in reversed(anchors["annex"]) if anchor.statistic == "value"}
    read = {name for structure in findings.run.record.structures for name in all_quantities(structure)} & held.keys()
    assert read <= told.keys()
    for name in read:
        assert f'<a id="{name}"' in pages["annex"]
        assert told[name].value == pytest.approx(held[name].basis.distribution.central, rel=1e-5), name
    names = re.findall(r' id="([^"]+)"', pages["annex"])
    assert len(names) == len(set(names))
    (cells,) = [one for one in lengths["annex"]["blocks"] if one.get("id") == "ledger-cells-conventional"]
    for head, _, row, *_ in cells["rows"]:
        numbers_of_row = [span for span in row if span["kind"] == "number"]
        assert numbers_of_row
        assert all(span["of"].rpartition(".")[0] == head[0]["text"] for span in numbers_of_row)
    assert cells["columns"][-1]["name"] == "Read in"


@pytest.mark.parametrize("name", NAMES)
def test_each_number_of_a_title_stands_in_the_data_of_its_figure(name: str, lengths: dict[str, Tree]) -> None:
    """What a title takes from one row is a number of that row, to the digit; years, days and names are no numbers."""
    checked = 0
    for figure in (one for one in (*lengths[name]["lead"], *lengths[name]["blocks"]) if one["kind"] == "figure"):
        assert "".join(span["text"] for span in figure["told"]) == figure["title"]
        known = {f"{cell:.6g}" for row in figure["values"] for cell in row if isinstance(cell, int | float)}
        for span in (span for span in figure["told"] if span["kind"] == "number"):
            assert f"figure={figure['id']}" in span["labels"], span
            if span["statistic"] in PLAIN:
                assert span["value"] in known or figure["id"] in BESIDE, (figure["id"], span)
                checked += 1
        bare = "".join(span["text"] for span in figure["told"] if span["kind"] != "number")
        assert re.findall(r"\d+", NO_NUMBER.sub("", bare)) == [], figure["title"]
    assert checked >= 6


@pytest.mark.parametrize("name", NAMES)
def test_a_band_of_an_outcome_is_that_of_the_run(
    name: str, anchors: dict[str, list[Anchor]], finished: dt.FinishedRun
) -> None:
    """Read through the public API, over the futures of the cell that the labels name."""
    checked = 0
    for anchor in anchors[name]:
        if anchor.statistic in BANDS and anchor.of in OUTCOMES and "less" not in anchor.statistic:
            values = at(finished, anchor)
            if anchor.of in _with_void() or values is None:
                continue
            expected = np.quantile(values, BANDS[anchor.statistic])
            assert expected == pytest.approx(anchor.value, rel=1e-5, abs=1e-9), anchor
            checked += 1
    assert checked >= 5


@pytest.mark.parametrize("name", ["brief", "annex"])
def test_a_share_is_that_of_the_futures_of_its_cell(
    name: str, anchors: dict[str, list[Anchor]], finished: dt.FinishedRun
) -> None:
    checked = 0
    for anchor in anchors[name]:
        said = re.fullmatch(r"share(>=|<)([-\d.]+)", anchor.statistic)
        if said and anchor.of in OUTCOMES and anchor.of not in _with_void():
            values = at(finished, anchor)
            if values is None:
                continue
            holds = values >= float(said[2])
            share = holds.mean() if said[1] == ">=" else (~holds).mean()
            assert share == pytest.approx(anchor.value, rel=1e-5), anchor
            if 0.005 < share < 0.995:
                assert anchor.text.removesuffix("%") == f"{np.floor(100 * share + 0.5):.0f}"
            checked += 1
    assert checked >= (0 if name == "brief" else 20)  # of the least settled claims none may ask for a plain share


def at(finished: dt.FinishedRun, anchor: Anchor) -> np.ndarray | None:
    """The futures of an outcome at the labels of a number; none where it is of several."""
    found = finished.outcome(anchor.of)
    axes = set(found.axes) - {"future"}
    labels = {axis: int(label) if label.lstrip("-").isdigit() else label for axis, label in anchor.labels.items()}
    labels.setdefault("policy", "reference")
    if not axes <= set(labels):
        return None
    try:
        chosen = found.select(**{axis: labels[axis] for axis in axes})
    except (dt.InputError, KeyError):
        return None
    return np.asarray(chosen.values).ravel()


def _with_void() -> set[str]:
    """Outcomes with futures in which they say nothing: these are left out of bands, and false in shares."""
    return {name for name, outcome in OUTCOMES.items() if outcome.void}


def test_what_an_option_adds_is_the_difference_future_by_future(
    anchors: dict[str, list[Anchor]], finished: dt.FinishedRun
) -> None:
    added = [anchor for anchor in anchors["page"] if anchor.statistic == "more.p50" and anchor.of == "arrivals"]
    assert added
    for anchor in added:
        with_it = at(finished, anchor)
        without = at(finished, Anchor("", anchor.of, {**anchor.labels, "policy": "reference"}, "", 0.0, ""))
        assert with_it is not None and without is not None
        assert np.median(with_it - without) == pytest.approx(anchor.value, rel=1e-5)


def test_the_back_test_is_counted_from_the_study(anchors: dict[str, list[Anchor]], findings: Findings) -> None:
    """42 of 56 months of the record, as the issue says; its own outcome is their share."""
    name = "missile_defence.raid_record"
    told = {anchor.statistic: anchor.value for anchor in anchors["brief"] if anchor.of == name}
    study = findings.run.results.study(name, findings.run.cells[0])
    scored = study.at("is_scored", prediction="fitted").sum(axis=-1)
    inside = (study.at("scored_inside_share", prediction="fitted") * scored).sum()
    assert told == {"inside": pytest.approx(inside), "scored": scored.sum()}


def test_sentences_of_the_brief_hold_no_number_without_a_source(pages: dict[str, str]) -> None:
    """On page 1 each is an anchor, a year, the name of a system, or the number of the table."""
    unseen = r"<(style|svg|details|figure).*?</\1>|<a (?:[^>]*data-as=|id=\"[a-z_.]+\").*?</a>|<head>.*?</head>"
    text = re.sub(unseen, " ", pages["page"], flags=re.DOTALL)
    words = html_text.unescape(re.sub(r"<[^>]+>", " ", text))
    bare = [one for one in re.findall(r"[\w-]*\d[\w%-]*", words) if not re.fullmatch(r"20\d\d", one)]
    assert [one for one in bare if not re.fullmatch(r"[A-Z]+-?\d+\w*|1", one)] == []

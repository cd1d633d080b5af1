"""A brief of a changed scenario says so: what is changed, from what to what, why and by whose word, in every length."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

import docx
import pytest
from pypdf import PdfReader

import deterrence as dt
from deterrence.brief import html, pdf, word
from deterrence.brief.changed import changed_blocks
from deterrence.brief.contents import documents
from deterrence.brief.document import plain
from deterrence.brief.findings import Findings
from deterrence.brief.numbering import prepare
from deterrence.brief.references import Tree
from deterrence.brief.style import heights_on_page_one, most_height
from deterrence.chapter import set_words

SEES: Final = "missile_defence.sensor.sees_probability"
KILL: Final = "missile_defence.s500.kill_probability_net_of_aids"
WHY: Final = "Read in a trial of the reader"
OWN: Final = "my_trials_2026"


WRITTEN: Final = f"""
version: 1
sources:
  - {{source: {OWN}, title: Trials at sea, publisher: Office of Trials, date: 2026-01}}
changes:
  {SEES}: {{value: {{low: 0.31, central: 0.32, high: 0.33}}, rationale: {WHY}}}
  {KILL}:
    value: {{low: 0.11, central: 0.12, high: 0.13}}
    grade: reported
    sources: [{{source: {OWN}, locator: p. 4}}]
"""


@pytest.fixture(scope="module")
def finished_changed(tmp_path_factory: pytest.TempPathFactory) -> dt.FinishedRun:
    """A run of two changed inputs, one of them by a source of the reader's own; its parts go with it."""
    path = tmp_path_factory.mktemp("scenario") / "mine.yaml"
    path.write_text(WRITTEN, encoding="utf-8")
    scenario = dt.load(path, assumption_sets=["reference", "claimed_performance"], structures=["aids_net"])
    return dt.run(scenario, futures=20, seed=3)


@pytest.fixture(scope="module")
def of_changed(finished_changed: dt.FinishedRun) -> Findings:
    """What is reported of it."""
    return Findings(finished_changed.ensemble, tuple(finished_changed.verdicts()), 2036)


def words(tree: Any) -> Iterator[str]:
    """Every paragraph, list item, cell, caption and title of a prepared document, each by itself."""
    if isinstance(tree, dict):
        for key in ("title", "caption", "text"):
            if isinstance(tree.get(key), str):
                yield tree[key]
        for value in tree.values():
            yield from words(value)
    elif isinstance(tree, list):
        if tree and all(isinstance(one, dict) and "kind" in one and "text" in one for one in tree):
            yield "".join(one["text"] for one in tree)
        for one in tree:
            yield from words(one)


@pytest.fixture(scope="module")
def trees(of_changed: Findings) -> dict[str, Tree]:
    return {one.name: prepare(one) for one in documents(of_changed, ("page", "brief", "annex"))}


def test_page_one_and_the_pages_behind_it_open_with_what_is_changed(trees: dict[str, Tree]) -> None:
    """From what to what, why, and a source of the reader's own by its name, before any number of the run."""
    for length in ("page", "brief"):
        first = trees[length]["lead"][0]
        said = " ".join(words(first))
        assert first["kind"] == "callout"
        assert "All numbers here are of this scenario, with 2 inputs changed" in said
        assert re.search(r"chance that the defence sees the raid: from [\d. ()to]+ to 0\.32 \(0\.31 to 0\.33\)", said)
        assert f"Why: {WHY}." in said
        assert "Source of the reader’s own: Trials at sea, Office of Trials, 2026-01 [" in said


def test_the_same_block_stands_in_every_format_and_page_one_stays_one_page(trees: dict[str, Tree]) -> None:
    told = ("Not our reference: a changed scenario", WHY, "Trials at sea")
    sheets = PdfReader(io.BytesIO(pdf.render(trees["page"]))).pages
    assert len(sheets) == 1
    printed = re.sub(r"\s+", "", "".join(sheet.extract_text() for sheet in sheets))
    for length in ("page", "brief"):
        shown = html.render(trees[length])
        parts = "\n".join(_texts(docx.Document(io.BytesIO(word.render(trees[length])))))
        assert all(one in shown and one in parts for one in told), length
    assert all(re.sub(r"\s+", "", one) in printed for one in told)


def test_with_more_changes_and_long_reasons_page_one_stays_one_page_and_sends_to_the_annex(
    of_changed: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reason is cut at a word; what has no room is counted."""
    scenario, findings = of_changed.run.scenario, of_changed
    known = scenario.dataset.quantities
    more = [name for name, one in known.items() if one.lever and name not in scenario.changes][:3]
    changes = {name: replace(known[name].basis, rationale=f"Because {'of words ' * 60}") for name in more}
    monkeypatch.setattr(findings.run, "scenario", replace(scenario, changes={**changes, **scenario.changes}))
    (one,) = documents(Findings(findings.run, findings.verdicts, findings.year), ("page",))
    tree = prepare(one)
    assert len(PdfReader(io.BytesIO(pdf.render(tree))).pages) == 1
    said = list(words(tree["lead"][0]))
    assert any("with 5 inputs changed (3 are told here, all in the annex)" in one for one in said)
    items = ["".join(span["text"] for span in item) for item in tree["lead"][0]["blocks"][1]["items"]]
    assert ["Why: Because of words" in item and " …." in item for item in items] == [True, True, True]


def _texts(document: Any) -> Iterator[str]:
    yield from (paragraph.text for paragraph in document.paragraphs)
    for table in document.tables:
        yield from (cell.text for row in table.rows for cell in row.cells)


def test_no_sentence_calls_a_number_of_a_changed_run_one_of_the_reference(
    trees: dict[str, Tree], of_changed: Findings
) -> None:
    """Left out: what the register and the dataset say of the reference that ships, and that it leaves all dials."""
    dataset = of_changed.run.scenario.dataset
    told = re.compile(
        r"\b(?<!in )(our|the) reference\b(?! as changed| raid)"
        r"|\bin the reference\b(?! all,| raid)|\breference futures\b",
        re.IGNORECASE,
    )
    readings = [one for claim in of_changed.register for one in claim.readings]
    shipped = {said for claim in of_changed.register for said in (*claim.limits, claim.statement)}
    shipped |= {said for one in readings for said in (one.statement, one.why or "")}
    shipped |= {policy.in_reference for policy in dataset.policies.values()}
    shipped |= {re.split(r"[,;:]", one.description.rstrip("."))[0] for one in dataset.quantities.values()}
    shipped |= {f"{dataset.assumption_sets['reference'].description} In this scenario: but for what it changes"}
    block = "Not our reference: a changed scenario"
    for length, tree in trees.items():
        found = [said for said in words(tree) if told.search(said.replace(block, ""))]
        assert [said for said in found if not any(one.strip() and one.strip() in said for one in shipped)] == [], length


def test_the_reference_as_it_stands_has_no_such_block(findings: Findings) -> None:
    assert changed_blocks(findings) == ()


def test_a_change_of_one_reading_is_said_to_be_one(findings: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    scenario = findings.run.scenario
    chosen = scenario.assumption_sets[-1]
    basis = replace(scenario.dataset.quantities[SEES].basis, rationale="why", assumption_sets=(chosen,))
    monkeypatch.setattr(findings.run, "scenario", replace(scenario, changes={SEES: basis}))
    (block,) = changed_blocks(findings)
    (item,) = block.blocks[1].items  # type: ignore[union-attr]
    assert f" (only in “{set_words(chosen)}”). Why: why." in plain(item)


def test_a_policy_in_force_is_a_change_and_a_title_alone_is_none(
    findings: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    scenario = findings.run.scenario
    monkeypatch.setattr(findings.run, "scenario", replace(scenario, policies={"polish_hosting": None}))
    (block,) = changed_blocks(findings)
    assert plain(block.blocks[1].items[0]) == "In force: Poland hosts allied nuclear weapons."  # type: ignore[union-attr]
    monkeypatch.setattr(findings.run, "scenario", replace(scenario, title="As it stands"))
    (titled,) = changed_blocks(findings)
    assert plain(titled.content) == "As it stands. "  # type: ignore[union-attr]


def test_the_drawing_of_page_one_gives_up_what_is_said_above_the_answer_and_no_more_than_half() -> None:
    def callout(tone: str, *texts: str) -> dict[str, Any]:
        items = [[{"kind": "text", "text": text}] for text in texts]
        return {"kind": "callout", "tone": tone, "blocks": [{"kind": "list", "items": items}]}

    answer, figure = callout("answer", "a" * 2000), {"kind": "figure", "id": "first"}

    def height(*above: dict[str, Any], is_long: bool = False) -> int:
        return heights_on_page_one([*above, answer, figure], is_long=is_long).get("first", most_height(is_long=is_long))

    usual = height()
    assert usual == most_height(is_long=False)
    heights = [height(callout("note", *["w" * 150] * n)) for n in (1, 2, 3)]
    assert usual > heights[0] > heights[1] > heights[2] > usual / 2
    assert height(callout("note", *["w" * 500] * 40)) > usual / 2
    assert height(callout("note", "w"), is_long=True) == most_height(is_long=True)

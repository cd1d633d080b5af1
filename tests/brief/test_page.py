"""Page 1 is made from the results: what changes in them changes the words that it should, and no others."""

from __future__ import annotations

import re
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest

from deterrence.axes import inside_sentence
from deterrence.brief import answer, bar, changed, html, page, pdf, word
from deterrence.brief.contents import documents
from deterrence.brief.document import plain
from deterrence.brief.figured import counted, of_grade
from deterrence.brief.findings import Findings, settled_as
from deterrence.brief.numbering import prepare
from deterrence.brief.options import portfolios
from deterrence.claims.claim import load_claims
from deterrence.claims.share import CellShare, wilson
from deterrence.claims.verdict import Verdict
from deterrence.evidence.own_source import OwnSource
from deterrence.evidence.source import SourceReference
from deterrence.traced import Number

SETS = ("reference", "claimed_performance")


def with_shares(findings: Findings, **shares: tuple[float, float]) -> Findings:
    """The same findings with other shares of futures in which half is lost, force by force and set by set."""
    found = []
    for verdict in findings.verdicts:
        if verdict.reading.id == "half_lost" and verdict.subject in shares:
            cells = tuple(cell(name, share) for name, share in zip(SETS, shares[verdict.subject], strict=True))
            verdict = replace(verdict, cells=cells)
        found.append(verdict)
    return Findings(findings.run, tuple(found), findings.year)


def cell(assumption_set: str, share: float, futures: int = 250) -> CellShare:
    low, high = wilson(round(share * futures), futures)
    return CellShare(assumption_set, "aids_net", futures, share, low, high, 0.0)


@pytest.mark.parametrize(
    ("both", "britain", "said"),
    [
        ((0.0, 0.0), (0.0, 0.0), "Half is lost on no reading."),
        ((0.0, 0.0), (0.0, 1.0), "Half is lost on no reading; by Britain alone, on one."),
        ((0.0, 1.0), (0.0, 1.0), "Half is lost on one reading, “Claimed performance”."),
        ((1.0, 1.0), (1.0, 1.0), "Half is lost on each reading."),
    ],
)
def test_the_answer_ends_with_the_readings_in_which_half_is_lost(
    both: tuple[float, float], britain: tuple[float, float], said: str, findings: Findings
) -> None:
    changed = with_shares(findings, both=both, united_kingdom=britain, france=(0.0, 0.0))
    assert f". {said} Newer defences erode it (essay claim A07" in plain(answer.answer(changed))


def test_a_share_near_one_half_is_no_reading_in_which_it_holds(findings: Findings) -> None:
    """Law RV1: 58 % of 250 futures is about even."""
    changed = with_shares(findings, both=(0.58, 0.58), united_kingdom=(0.0, 0.0), france=(0.0, 0.0))
    assert "Half is lost on no reading. " in plain(answer.answer(changed))


def test_one_reading_is_said_in_the_singular(findings: Findings) -> None:
    """F27: a brief of one set."""
    found = [replace(v, cells=(cell("reference", 0.0),)) for v in findings.level]
    one = Findings(findings.run, tuple(found), findings.year)
    assert "Half is not lost on the one reading that was run. " in plain(answer.answer(one))


@pytest.mark.parametrize(
    ("lost", "opening"), [(0.004, "Hardly. "), (0.15, "Yes, in part. "), (0.74, "Yes, by half or more. ")]
)
def test_the_answer_opens_by_the_typical_size(
    lost: float, opening: str, findings: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size comes before the bar of one half, which a reader takes for the whole answer."""
    at: dict[str, Any] = dict(zip(("assumption_set", "structure"), findings.run.cells[0], strict=True))
    monkeypatch.setattr(answer, "typical", lambda *_: (Number(f"{lost:.0%}", "erosion", at, "p50", lost),))
    assert plain(answer.answer(findings)).startswith(
        f"{opening}In our reference they typically stop {lost:.0%} of what"
    )


def test_the_answer_says_what_was_there_before_and_by_which_line_the_claim_is_judged(findings: Findings) -> None:
    """The old rounds alone, in the year told (law RT1); and the line of the claim, which is not that of the answer."""
    at: dict[str, Any] = {"posture": "day_to_day", "year": 2036, "exposure": "all", "force": "both"}
    first = findings.run.cells[0]
    old, all_ = (
        float(findings.run.results.bands("erosion_of_twins", first, defence=twin, **at)["p50"])
        for twin in ("a135_of_2025", "all")
    )
    assert old <= all_
    said = plain(answer.answer(findings))
    before = f"2025’s would stop {100 * old:.0f}%"
    assert f"would deliver on the capital region in 2036; {before}. Alone, France loses " in said
    words = findings.headline.words
    assert said.endswith(f" Newer defences erode it (essay claim A07, from 25% on): “{words}”.")
    changed = [replace(v, cells=(cell("reference", 1.0),)) if v == findings.headline else v for v in findings.verdicts]
    other = plain(answer.answer(Findings(findings.run, tuple(changed), findings.year)))
    assert not other.endswith(f"“{words}”.")


def test_the_typical_loss_is_the_median_of_the_first_reading_with_the_least_and_greatest(findings: Findings) -> None:
    said = plain(answer.answer(findings))
    results = findings.run.results
    at: dict[str, Any] = {"posture": "day_to_day", "year": 2036, "exposure": "all", "force": "both"}
    medians = [float(results.bands("erosion_same_forces", cell, **at)["p50"]) for cell in findings.run.cells]
    first, low, high = (round(100 * value) for value in (medians[0], min(medians), max(medians)))
    assert f"they typically stop {first}% ({low} to {high}% over two readings) of what one submarine each " in said


def test_of_three_models_the_middle_one_is_typical(findings: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Medians .15, .3 and .16 in the first reading, .7 in another: .16, the dot of the figure, of .15 to .7."""
    medians = {("reference", "a"): 0.15, ("reference", "b"): 0.3, ("reference", "c"): 0.16, ("other", "a"): 0.7}
    (both, *_) = findings.level
    cells = tuple(replace(cell(name, 0.0), structure=structure) for name, structure in medians)

    def median(_: Any, outcome: str, at: tuple[str, str], statistic: str, form: Any, **labels: Any) -> Number:
        named = {"assumption_set": at[0], "structure": at[1]}
        return Number(form(medians[at]), outcome, named, statistic, medians[at])

    monkeypatch.setattr(answer, "number", median)
    told = answer.typical(findings, replace(both, cells=cells), "all", " over two readings")
    assert plain(told) == "16% (15 to 70% over two readings)"
    assert told[0].labels["structure"] == "c"
    one = answer.typical(findings, replace(both, cells=cells[:1]), "all", " over two readings")
    assert plain(one) == "15%"


def test_whether_enough_arrives_is_said_by_our_own_line(findings: Findings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Futures in which arrivals without warning fall below the bar in a year of the horizon (law 34)."""
    results, first = findings.run.results, findings.run.cells[0]
    below = {
        force: float((results.values("first_year_below_bar", first, force=force, posture="day_to_day") <= 2040).mean())
        for force in ("both", "france", "united_kingdom")
    }
    said = plain(bar.enough_line(findings))
    assert said.startswith(
        "Enough to deter? By 2040 arrivals fall below our line, about 80% of 2025’s, "
        f"in {100 * below['both']:.0f}% of reference futures"
    )
    assert max(below["france"], below["united_kingdom"]) > below["both"]
    assert said.endswith(f"; Britain alone, {100 * below['united_kingdom']:.0f}%.")
    monkeypatch.setattr(changed, "REFERENCE", "another")
    assert "% of futures of “Reference”; Britain" in plain(bar.enough_line(findings))


def test_an_option_says_what_it_adds_without_warning_and_after_one(findings: Findings) -> None:
    """The heads say that warheads arrive, and when; a cell of other weapons says which."""
    table = page.options_table_of(findings)
    assert [column.name for column in table.columns[1:3]] == ["Without warning", "After a warning"]
    (base,) = [row for row in table.rows if row[0] == "Fourth French nuclear air base"]
    assert re.fullmatch(r"\+\d+ French air-launched", plain(base[1]))  # type: ignore[arg-type]
    assert re.fullmatch(r"\+\d+", plain(base[2]))  # type: ignore[arg-type]


def test_what_is_sent_there_bounds_what_is_lost_at_the_greatest(findings: Findings) -> None:
    """Medians of both forces over the cells: the greatest where half is sent, and where all is."""
    results = findings.run.results
    most = [
        max(
            float(
                results.bands(
                    "erosion_same_forces", cell, posture="day_to_day", year=2036, exposure=sent, force="both"
                )["p50"]
            )
            for cell in findings.run.cells
        )
        for sent in ("half", "all")
    ]
    assert plain(answer.because(findings)[0]) == (
        f"With half sent where nothing defends, together they typically lose at most {100 * most[0]:.0f}%."
    )
    assert most[0] < most[1]


def test_who_decides_is_said_by_grade(findings: Findings) -> None:
    both, *others = findings.level

    def deciding(*grades: str) -> str:
        deciders = tuple(
            replace(decider, grade=grade, range_grade=grade)
            for decider, grade in zip(_two(both, findings), grades, strict=False)
        )
        changed = Findings(findings.run, (replace(both, deciders=deciders), *others), findings.year)
        return plain(answer.because(changed)[-1])

    assert deciding("judged", "judged").startswith("Unmeasured estimates decide most: ")
    assert deciding("judged").startswith("An unmeasured estimate of ours decides most: ")
    assert deciding("judged", "reported").startswith("What decides most is in part our estimate: ")
    assert deciding("reported", "measured").startswith("Sourced inputs decide most: ")
    assert deciding() == "So few futures tell no input that decides from chance."


def _two(verdict: Verdict, findings: Findings) -> list[Any]:
    """Two deciders: this small run may tell none from chance."""
    names = ("missile_defence.sensor.sees_probability", "missile_defence.s500.capital_share_of_systems")
    from deterrence.claims.verdict import Decider

    return [Decider(name, 0.1, 0.2, 0.15, "judged", "judged") for name in names]


def test_no_more_digits_than_the_grade_allows() -> None:
    """A judged .816 is .8 (issue 14); a year is a year."""
    year = SimpleNamespace(name="calendar_year")
    assert [of_grade(value, "judged") for value in (0.816, 0.645, 3.7, 44.4, 0.0)] == ["0.8", "0.6", "4", "44", "0"]
    assert [of_grade(value, "reported") for value in (0.816, 44.4, 1234)] == ["0.82", "44", "1,200"]
    assert of_grade(2031.4, "judged", year) == "2031"  # type: ignore[arg-type]


def test_small_counts_are_words() -> None:
    assert [counted(count) for count in (0, 1, 10, 11)] == ["none", "one", "ten", "11"]


def test_what_is_not_covered_is_counted_from_the_register(findings: Findings) -> None:
    said = plain(page.coverage_line(findings))
    claims = findings.register
    waiting = [
        claim
        for claim in claims
        if not any(reading.judged for reading in claim.readings)
        and {reading.state for reading in claim.readings} - {"documented"} == {"not_yet_modelled"}
    ]
    assert said.startswith(f"Not covered: {len(waiting)} of {len(claims)} claims await models (")
    assert page.names_of_missing("The model of industry is missing, and more.") == ["industry"]
    assert page.names_of_missing("The crisis game over years is missing: challenges.") == ["crisis game over years"]
    assert page.names_of_missing("The same game with a branch is missing.") == []


def test_a_document_settles_no_claim_of_which_another_part_waits() -> None:
    """A04, without what it is judged by: that some look elsewhere is documented; whether they are believed waits."""
    by_id = {claim.id: claim for claim in load_claims()}
    rest = tuple(reading for reading in by_id["A04"].readings if reading.proposition is None)
    assert {reading.state for reading in rest} == {"documented", "not_yet_modelled"}
    assert settled_as(by_id["A04"].model_copy(update={"readings": rest, "twin": None})) == "not_yet_modelled"
    assert settled_as(by_id["B08"]) == "documented"


HOSTILE = '=SUM(A1) <script>alert(1)</script> #import "x" *b* $x$'


def test_the_scenario_and_what_it_changes_stand_on_page_one_as_text_in_all_formats(
    findings: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A title with markup, script or formula comes out as text."""
    import io

    import docx
    from pypdf import PdfReader

    scenario = findings.run.scenario
    basis = scenario.dataset.quantities["missile_defence.sensor.sees_probability"].basis
    changes = {"missile_defence.sensor.sees_probability": replace(basis, rationale="why")}
    monkeypatch.setattr(findings.run, "scenario", replace(scenario, title=HOSTILE, changes=changes))
    (document,) = documents(Findings(findings.run, findings.verdicts, findings.year), ("page",))
    tree = prepare(document)
    opening, changed = tree["lead"][0]["blocks"]
    assert opening["content"][0]["text"].startswith(f"{HOSTILE}. ")
    assert changed["items"][0][0]["text"] == "chance that the defence sees the raid: "
    shown = html.render(tree)
    assert "<script>alert" not in shown
    assert "=SUM(A1) &lt;script&gt;alert(1)&lt;/script&gt; #import" in shown
    printed = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf.render(tree))).pages)
    dense = re.sub(r"[\s\u200b]+", "", HOSTILE)
    assert dense in re.sub(r"[\s\u200b]+", "", printed)
    written = docx.Document(io.BytesIO(word.render(tree)))
    cells = (cell.text for table in written.tables for row in table.rows for cell in row.cells)
    assert any(HOSTILE in said for said in (*(paragraph.text for paragraph in written.paragraphs), *cells))


def test_a_source_of_the_readers_own_is_named_with_the_place_in_it_that_a_change_cites(
    findings: Findings, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = OwnSource.model_validate({
        "source": "mine_2026", "title": "Yearbook of “2026”", "publisher": "An institute", "date": "2026-03-14",
        "address": "https://example.org/y?a=1", "author": "Jane Doe", "class": "expert", "access": "2026-04-01",
    })  # fmt: skip
    scenario = findings.run.scenario
    name = "missile_defence.sensor.sees_probability"
    cited = (SourceReference(source="mine_2026", locator="p. 7, table 2"),)
    basis = replace(scenario.dataset.quantities[name].basis, grade="reported", sources=cited)
    dataset = replace(scenario.dataset, sources={**scenario.dataset.sources, "mine_2026": own.record()})
    changed = replace(scenario, dataset=dataset, changes={name: basis}, sources={"mine_2026": own.record()})
    monkeypatch.setattr(findings.run, "scenario", changed)
    (document,) = documents(Findings(findings.run, findings.verdicts, findings.year), ("annex",))
    shown = re.sub(r"\s+", " ", html.render(prepare(document)))
    for said in (
        "Yearbook of “2026”",
        "An institute",
        "2026-03-14",
        "https://example.org/y?a=1",
        "Jane Doe",
        "p. 7, table 2",
    ):
        assert said in shown, said


def test_options_together_say_what_they_hold_from_when_and_what_acts_in_the_year_told(findings: Findings) -> None:
    """An option of several: each part with its first year, from the data; none of them is left out."""
    (told,) = [plain(one.content) for one in portfolios(findings)]
    policies = findings.run.scenario.dataset.policies
    rows = {row.policy: row for row in findings.options.rows}
    parts = [rows[name] for name in policies["european_options_together"].policies]
    assert "fourth_french_air_base" in {part.policy for part in parts}
    acting = 0
    for part in parts:
        assert part.earliest_year is not None
        assert f"{inside_sentence(part.title)} from {part.earliest_year.p50:.0f}" in told
        acting += part.earliest_year.p50 <= 2036
    assert f"in 2036, the year of the effects, {counted(acting)} of {counted(len(parts))} act" in told
    assert "and of its own French weapons on allied aircraft." in told

"""Cards of claims and their figure: what decides, over all the questions of a claim, and what a share counts."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from deterrence.brief.cards import deciders_of
from deterrence.brief.document import plain
from deterrence.brief.findings import Findings
from deterrence.chapter import capital
from deterrence.claims.sentences import threshold_text
from deterrence.claims.verdict import Decider

if TYPE_CHECKING:
    from brief.conftest import Rendered

SEES, CAPITAL = "missile_defence.sensor.sees_probability", "missile_defence.s500.capital_share_of_systems"


def test_what_decides_a_claim_is_counted_over_its_questions(findings: Findings) -> None:
    """Two questions led by one input, one of them by a second too, and a third by none."""
    verdict = findings.level[0]
    first, second = (Decider(name, 0.1, 0.2, 0.15, "judged", "judged") for name in (SEES, CAPITAL))
    led = [replace(verdict, deciders=deciders) for deciders in ((first,), (second, first), ())]
    assert plain(tuple(deciders_of(findings, led))) == (
        "of three questions, with the number in which each is among the first three: chance that the defence sees the "
        "raid (2); share of ready S-500 systems in the capital region (1). In one no input stands out from chance."
    )
    assert plain(tuple(deciders_of(findings, led[1:2]))) == (
        "share of ready S-500 systems in the capital region; chance that the defence sees the raid."
    )
    assert plain(tuple(deciders_of(findings, led[2:]))) == "no input that stands out from chance."


def test_an_input_is_named_small_unless_it_is_a_name(findings: Findings) -> None:
    names = findings.names
    assert names["missile_defence.s400.looks"].startswith("chances to look and shoot again")
    assert names["nuclear.france.boats_at_sea_day_to_day"].startswith("French boats at sea")
    assert names["missile_defence.s500.systems_delivered"] == "S-500 systems delivered"


def test_the_figure_of_claims_says_what_its_shares_count(findings: Findings) -> None:
    """A title is wider than the question: a share of futures speaks of the question alone."""
    firsts = [verdicts[0] for verdicts in findings.by_claim.values()]
    rows = [row[:2] for row in findings.scoreboard().rows]
    assert rows == [(one.claim.id, capital(threshold_text(one.proposition))) for one in firsts]


def test_the_options_of_page_one_fit_a_telephone(rendered: dict[str, Rendered]) -> None:
    """Five columns of few letters are pushed aside no more than four; those of sentences are."""
    assert '<div class="table" id="page-options">' in rendered["page"].page
    assert '<div class="table broad" id="results-A07">' in rendered["annex"].page

"""The chapter of the user's own claims: there where they are given, with their source, and not else."""

from dataclasses import replace
from pathlib import Path

import pytest

from deterrence.brief.findings import Findings
from deterrence.brief.own_claims import own_section
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.claims.own import judge_own, read_own_claims
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.overlay import load_scenario

FILE = Path(__file__).parents[1] / "cases" / "own_claim.yaml"


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    dataset = load_dataset()
    scenario = replace(load_scenario(None, dataset), assumption_sets=("reference",), structures=("aids_net",))
    run = run_ensemble(scenario, EnsembleOptions(20, 5), tmp_path_factory.mktemp("own"))
    verdicts = Judge(run).judge(next(one for one in load_claims() if one.id == "A07"))
    return Findings(run, verdicts, 2036, judge_own(run, read_own_claims([FILE], dataset)))


def test_a_brief_without_such_claims_has_no_such_chapter(findings):
    assert own_section(Findings(findings.run, findings.verdicts, 2036)) == ()


def test_the_chapter_names_claim_source_verdict_and_that_too_few_futures_were_run_to_test_it(findings):
    text = repr(own_section(findings))
    assert "OWN-1: The shield takes a third of the French warheads" in text
    assert "Cite(source_id='my_article_2026', locator='paragraph 2')" in text
    assert "both together" in text
    assert "a_third, France: Whether it could have come out otherwise was not tested" in text
    assert [verdict.is_own for verdict in findings.own.verdicts] == [True, True]

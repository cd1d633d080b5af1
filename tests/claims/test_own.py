# ruff: noqa: E501  (whole messages stand on one line)
"""Claims of the user's own: the register's verdict for the register's question, and no verdict where it would refuse."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from deterrence.api.check import check_file
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.claims.own import judge_own, read_own_claims
from deterrence.claims.summary import verdict_dict
from deterrence.claims.text import own_text
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.overlay import load_scenario

FILE = Path(__file__).parents[1] / "cases" / "own_claim.yaml"
TREE = yaml.safe_load(FILE.read_text(encoding="utf-8"))
SAID = TREE["readings"][0]["proposition"]
DATASET = load_dataset()


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """As many futures as the test of a proposition needs."""
    scenario = replace(load_scenario(None, DATASET), assumption_sets=("reference", "strong_capital_defence"))
    scenario = replace(scenario, structures=("aids_net",), years=(2026, 2036))
    return run_ensemble(scenario, EnsembleOptions(250, 5), tmp_path_factory.mktemp("own"))


def written(folder, proposition=None, reading=None, **changed):
    """The case with parts of it changed; None takes a key away."""
    of_reading = {**TREE["readings"][0], "proposition": {**SAID, **(proposition or {})}, **(reading or {})}
    of_reading["proposition"] = {key: part for key, part in of_reading["proposition"].items() if part is not None}
    tree = {**TREE, "readings": [of_reading], **changed}
    path = folder / "mine.yaml"
    tree = {key: part for key, part in tree.items() if part is not None}
    path.write_text(yaml.safe_dump(tree, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return path


def judged(run, path):
    return judge_own(run, read_own_claims([path], DATASET))


def problems(path, dataset=DATASET):
    with pytest.raises(InputError) as caught:
        read_own_claims([path], dataset)
    return [str(replace(problem, file="mine.yaml", line=None)) for problem in caught.value.problems]


def test_a_question_of_the_register_gets_the_register_s_verdict(run, tmp_path):
    """RUSI-2026 asks the same of the same forces; its cells that are circular there count here, so ask its source too."""
    path = written(
        tmp_path,
        origin={"source": "rusi_2026_conventional_prompt_strike", "place": "Case One"},
        sources=None,
        says_could=True,
    )
    found = judged(run, path)
    of_register = Judge(run).judge(next(one for one in load_claims() if one.id == "RUSI-2026"))
    theirs = {v.subject: verdict_dict(v) for v in of_register if v.reading.id == "without_warning"}
    ours = {v.subject: verdict_dict(v) for v in found.verdicts}
    assert set(ours) == {"both", "france"}
    for subject, told in ours.items():
        for key in (
            "words",
            "confidence",
            "interval",
            "sampling",
            "cells",
            "deciders",
            "flips",
            "counter_example",
            "verdict",
        ):
            assert told[key] == theirs[subject][key], key
        assert (told["is_own"], theirs[subject]["is_own"]) == (True, False)


def test_what_was_tested_on_enough_futures_is_not_marked_untested(run, tmp_path):
    assert judged(run, written(tmp_path)).untested == ()


def test_what_says_the_reverse_of_a_claim_of_the_register_has_no_verdict(run, tmp_path):
    found = judged(run, written(tmp_path, {"comparator": "below", "threshold": {**SAID["threshold"], "value": 0.5}}))
    assert found.verdicts == ()
    assert all("D" in one.found for one in found.refused)
    assert found.refused[1].key == ("OWN-1", "a_third", "france")
    assert "it says the reverse of A07 half_lost france" in found.refused[1].why
    assert found.refused[1].why.endswith("keep one of the two.")


def test_what_nothing_moves_has_no_verdict(run, tmp_path):
    """Erosion is a share: at least 0 of it is stopped in every future."""
    found = judged(run, written(tmp_path, {"threshold": {**SAID["threshold"], "value": 0.0}}))
    assert found.verdicts == ()
    assert {one.found for one in found.refused} == {("U",)}


def test_what_no_run_can_answer_is_refused_by_name_and_the_others_are_judged(run, tmp_path):
    """No benchmark of the dataset counts 33 warheads; which are counted only a run knows."""
    asks = {"outcome": "chance_of_fewer", "at": {**SAID["at"], "defence": "all", "benchmark": 33}}
    (tmp_path / "a").mkdir()
    bad = written(
        tmp_path / "a", asks, id="OWN-2", sources=None, origin={**TREE["origin"], "source": "my_article_2026"}
    )
    found = judge_own(run, read_own_claims([FILE, bad], DATASET))
    assert {v.claim.id for v in found.verdicts} == {"OWN-1"}
    first = found.refused[0]
    assert first.key == ("OWN-2", "a_third", "both")
    assert first.why == (
        "claims: chance_of_fewer: not stored at these labels (benchmark=33): name labels of the outcome and policies of "
        "the dataset"
    )


def test_a_count_that_is_not_assured_undefended_has_no_verdict(run, tmp_path):
    """Law RT4: 80 warheads are the load of a French boat, of which some never arrive; 8 of them nearly always do."""
    for count, is_refused in ((80, True), (8, False)):
        asks = {
            "outcome": "chance_of_fewer", "at": {**SAID["at"], "defence": "all", "force": "france", "benchmark": count},
            "each": None, "threshold": {**SAID["threshold"], "value": 0.5},
        }  # fmt: skip
        found = judged(run, written(tmp_path, asks))
        assert any("A" in one.found for one in found.refused) == is_refused
        told = [one.why for one in found.refused if "A" in one.found]
        assert all("not assured even without a defence (law RT4)" in why for why in told)


def test_a_proposition_without_a_state_is_named_with_its_place(tmp_path):
    path = written(tmp_path, reading={"state": None})
    path.write_text(path.read_text(encoding="utf-8").replace("  state: null\n", ""), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        read_own_claims([path], DATASET)
    assert [str(one).replace(str(path), "mine.yaml") for one in caught.value.problems] == [
        "mine.yaml:16: readings.0.state: missing: add state: one of judged, documented, by_construction, not_testable, "
        "not_yet_modelled"
    ]


def test_a_year_outside_the_horizon_is_said_and_not_judged(run, tmp_path):
    found = judged(run, written(tmp_path, {"at": {**SAID["at"], "year": 2030}}))
    assert found.verdicts == ()
    row = found.register(run.scenario.years)[0]["readings"][0]
    assert row["in_words"] == "not judged on this horizon"


def test_the_text_names_verdicts_and_what_has_none(run, tmp_path):
    found = judged(run, written(tmp_path, {"comparator": "below", "threshold": {**SAID["threshold"], "value": 0.5}}))
    text = own_text(list(map(verdict_dict, found.verdicts)), found.register(run.scenario.years))
    assert "OWN-1 The shield takes a third of the French warheads [a_third, France] No verdict: " in text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"id": "a07"}, ["mine.yaml: id: an id of the register's (a07): choose another id"]),
        ({"proposition": {"outcome": "erosion_same_force"}}, ["mine.yaml: readings.0.proposition.outcome: unknown outcome (erosion_same_force): did you mean erosion_same_forces or erosion_without_programme or erosion_new_part? `deterrence outcomes` lists all"]),
        ({"proposition": {"each": {"force": ["frence"]}}}, ["mine.yaml: readings.0.proposition.each.force: no such force (frence): did you mean france?"]),
        ({"proposition": {"at": {"posture": "day_to_day", "exposure": "all"}}}, ["mine.yaml: readings.0.proposition.at: lacks the axis year of erosion_same_forces (['exposure', 'force', 'posture']): write a label of year"]),
        ({"proposition": {"outcome": "erosion_new_part", "at": {**SAID["at"], "year": 2030}}}, ["mine.yaml: readings.0.proposition.at.year: a year in which erosion_new_part is not kept (2030): write 2026 or 2036"]),
        ({"proposition": {"at": {**SAID["at"], "policy": "polish_hostin"}}}, ["mine.yaml: readings.0.proposition.at.policy: no such policy (polish_hostin): did you mean polish_hosting?"]),
        ({"proposition": {"comparator": "above"}}, ["mine.yaml: readings.0.proposition.comparator: not one of the allowed words (above): write at_least or below"]),
        ({"proposition": {"split_by": ["nuclear.france.stockpil"]}}, ["mine.yaml: readings.0.proposition.split_by: no quantity that the outcome reads (nuclear.france.stockpil): did you mean nuclear.france.stockpile?"]),
        ({"reading": {"headline": True}}, ["mine.yaml: readings.0.headline: a headline, which decides how many futures a cell has (True): remove it, and ask by --futures"]),
        ({"origin": {"source": "nobody_2026", "place": "p. 1"}}, ["mine.yaml: origin.source: no such source (nobody_2026): add {source: id, title: ..., publisher: ..., date: 2026, address: ...} to `sources` of this file"]),
        ({"sources": [{**TREE["sources"][0], "publisher": ""}]}, ["mine.yaml: sources.0.publisher: empty text (): write it out"]),
        ({"sources": [{**TREE["sources"][0], "source": "hoffmann_2026_spectator"}], "origin": {"source": "hoffmann_2026_spectator", "place": "p"}}, None),
        ({"twin": None}, None),
        ({"limits": []}, None),
    ],
)  # fmt: skip
def test_a_bad_claim_is_refused_before_anything_runs(tmp_path, changed, said):
    path = written(tmp_path, **changed)
    found = problems(path)
    assert said is None or found == said
    assert found
    with pytest.raises(InputError):
        check_file(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"version: 1\nchanges: {}\n", "version: unknown key (version): write one of id, title,"),
        (b"id;low;high\na;1;2\n", "not a mapping (id;low;high a;1;2): write keys and values"),
        (b"%PDF-1.7\n\xe2\xe3\xcf\xd3", "is not UTF-8: byte 0xe2: save it as UTF-8 text"),
        (b"PK\x03\x04\x00\x00", "holds a NUL byte: save it as plain UTF-8 text"),
        (b"id: [", "not valid YAML:"),
        (b"", "is empty: write at least one key"),
    ],
)
def test_a_damaged_or_foreign_file_is_named(tmp_path, content, said):
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    assert any(said in problem for problem in problems(path))


def test_two_claims_of_one_id_and_a_missing_file(tmp_path):
    with pytest.raises(InputError) as caught:
        read_own_claims([FILE, FILE, tmp_path / "none.yaml"], DATASET)
    told = [problem.what for problem in caught.value.problems]
    assert told == [
        "an id of a claim read before",
        "an id of the dataset's",
        "cannot be read: No such file or directory",
    ]


def test_check_knows_a_claim_and_says_so():
    assert check_file(FILE) == "claim"


def test_a_claim_may_cite_a_source_of_the_scenario(tmp_path):
    mine = {"my_article_2026": DATASET.sources["hoffmann_2026_spectator"]}
    path = written(tmp_path, sources=None)
    assert problems(path)
    found = read_own_claims([path], replace(DATASET, sources={**DATASET.sources, **mine}))
    assert found.claims[0].origin.source == "my_article_2026"

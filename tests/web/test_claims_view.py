"""The claims and the brief as pages, over jobs that really ran."""

import json
import re
from html import unescape
from urllib.parse import quote

import pytest

from deterrence.claims.claim import load_claims
from deterrence.claims.phia import interval_text
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.web.live import Live
from deterrence.web.state import State
from deterrence.web.views.claim_card import _Inputs, apart, folded
from deterrence.web.views.claim_table import ANSWERS
from web.jobs.polling import until_ended

SEES = "missile_defence.sensor.sees_probability"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def finished(client):
    """A finished run of the reference with a seed of its own."""
    body = {"kind": "run", "state": {"changes": {}, "seed": 7}, "futures": 20}
    job = client.post("/api/v1/jobs", json=body).json()
    link = f"/api/v1/jobs/{job['id']}"
    job = until_ended(client, link)
    assert (job["status"], job["error"]) == ("finished", "")
    return job


def verdicts_of(client, job):
    return client.get(f"/api/v1/jobs/{job['id']}/files/verdicts.json").json()


@pytest.mark.parametrize("view", ["/claims", "/brief"])
def test_a_state_without_work_says_so_and_offers_it(client, view):
    answer = client.get(f"{view}?seed=1234")
    assert answer.status_code == 200
    data = re.search(r'id="state-data">(.*?)</script>', answer.text).group(1)
    assert client.post("/api/v1/check", json=json.loads(data)).status_code == 200
    assert json.loads(data)["seed"] == 1234
    assert 'type="submit"' in answer.text
    if view == "/claims":
        assert "have not been judged for this state" in answer.text


def test_a_finished_job_leaves_a_verdict_for_each_testable_reading_and_subject(client, finished):
    expected = [
        (claim.id, reading.id, subject)
        for claim in load_claims()
        for reading in claim.readings
        if reading.judged is not None
        for subject in reading.judged.subjects
    ]
    verdicts = verdicts_of(client, finished)
    assert [(v["claim"], v["reading"], v["subject"]) for v in verdicts] == expected
    for verdict in verdicts:
        counted = [cell for cell in verdict["cells"] if not cell["is_circular"]]
        shares = [cell["share"] for cell in counted or verdict["cells"]]
        assert verdict["interval"] == [min(shares), max(shares)]
        assert {cell["futures"] for cell in verdict["cells"]} == {20}
        assert {decider["quantity"] for decider in verdict["deciders"]} <= set(verdict["names"])


def rows_of(text):
    """Key and answer of each row of the table."""
    return [(key, answer) for answer, key in re.findall(r'data-answer="([^"]*)" data-key="([^"]*)"', text)]


def card_of(client, key, query):
    claim, reading, subject = key.split("/")
    answer = client.get(f"/claims/card?{query}&of={claim}&reading={reading}&subject={subject}")
    assert answer.status_code == 200, answer.text
    return unescape(answer.text)


def test_the_table_has_a_row_for_each_reading_and_subject_under_the_answer_that_its_words_say(client, finished):
    text = client.get("/claims?seed=7").text
    verdicts = {f"{v['claim']}/{v['reading']}/{v['subject']}": v for v in verdicts_of(client, finished)}
    rows = rows_of(text)
    assert "have not been judged" not in text
    assert {key for key, _ in rows} >= set(verdicts)
    assert len(rows) == len({key for key, _ in rows})
    without = [reading for claim in load_claims() for reading in claim.readings if reading.judged is None]
    assert len(rows) == len(verdicts) + len(without)
    for key, answer in rows:
        if key in verdicts:
            words = verdicts[key]["words"]
            assert ANSWERS[answer] in words or answer == "no_verdict"
            assert words in text
            assert interval_text(*verdicts[key]["interval"]) in text
        else:
            assert answer in ("by_construction", "documented", "not_testable", "not_yet_modelled")


def test_the_filter_counts_every_row_once(client):
    text = client.get("/claims").text
    counts = [int(count) for count in re.findall(r'<span class="count">(\d+)</span>', text)]
    assert counts[0] == sum(counts[1:]) == len(rows_of(text))


def test_a_card_tells_verdict_deciders_with_their_values_flips_and_sources(client, finished):
    dataset = load_dataset()
    for verdict in verdicts_of(client, finished)[::7]:
        text = card_of(client, f"{verdict['claim']}/{verdict['reading']}/{verdict['subject']}", "seed=7")
        assert verdict["verdict"].replace("_", " ") in text
        assert verdict["what_you_would_have_to_believe"].replace("_", " ") in text
        for decider in verdict["deciders"]:
            assert f'#{decider["quantity"]}">' in text
        claim = next(claim for claim in load_claims() if claim.id == verdict["claim"])
        assert dataset.sources[claim.origin.source].original.title in text


def test_cells_of_which_the_same_is_said_are_one_row(client, finished):
    """A claim that no set and no structure moves has one line for all sets and one for all cells."""
    one = next(v for v in verdicts_of(client, finished) if v["is_one_reading"])
    text = card_of(client, f"{one['claim']}/{one['reading']}/{one['subject']}", "seed=7")
    sets = len(one["interval_by_assumption_set"])
    assert f'<th scope="row">all {sets}</th>' in text
    assert text.count('<td class="number">20</td>') == 1


def test_folding_keeps_every_cell_under_what_is_said_of_it():
    cells = [
        {"assumption_set": "a", "structure": "aids_net", "share": 0.5},
        {"assumption_set": "a", "structure": "explicit_decoys", "share": 0.5},
        {"assumption_set": "b", "structure": "aids_net", "share": 0.5},
        {"assumption_set": "c", "structure": "aids_net", "share": 0.1},
    ]
    assert [(row["share"], row["who"]) for row in folded(cells, ("share",))] == [
        (0.5, "a (decoys within the kill chance and decoys one by one); b (decoys within the kill chance)"),
        (0.1, "c (decoys within the kill chance)"),
    ]


def test_an_input_under_an_option_has_the_range_that_the_option_gives_it():
    """Ten to twenty bombs are hosted under the option; without it there are none."""
    dataset = load_dataset()
    name = "nuclear.theatre.poland.hosted_weapons"
    given = dataset.policies["polish_hosting"].changes[name].distribution
    inputs = _Inputs(State(), Live(dataset))
    assert inputs.range("reference", f"polish_hosting/{name}") == f"{value_text(distribution_dict(given))} warheads"
    assert inputs.range("reference", name) == "0 warheads"


def test_one_thing_is_told_in_the_singular():
    inputs = _Inputs(State(), Live(load_dataset()))
    assert inputs.range("reference", "nuclear.united_kingdom.boats_at_sea_day_to_day") == "1 boat"


def test_an_input_that_is_the_same_in_both_readings_is_no_row_of_the_comparison(client, finished):
    """It decides all the same: it is told in one line; of the reference itself nothing is compared."""
    rows = [{"quantity": "a", "here": "1", "reference": "1"}, {"quantity": "b", "here": "1", "reference": "2"}]
    assert apart(rows, is_reference=False) == ([rows[1]], [rows[0]])
    assert apart(rows, is_reference=True) == (rows, [])
    for verdict in verdicts_of(client, finished)[::7]:
        text = card_of(client, f"{verdict['claim']}/{verdict['reading']}/{verdict['subject']}", "seed=7")
        assert "<td>the same</td>" not in text


def test_a_card_of_what_is_not_there_is_said_to_be_none(client):
    assert client.get("/claims/card?of=A07&reading=nothing").status_code == 404


def test_an_unknown_answer_in_a_link_is_named(client):
    answer = client.get("/claims?show=hold")
    assert answer.status_code == 422
    assert "did you mean holds?" in answer.text


def test_the_board_of_one_state_is_not_that_of_another(client, finished):
    assert finished["status"] == "finished"
    assert "have not been judged" in client.get(f"/claims?seed=7&c.{SEES}=0.5").text
    assert "have not been judged" in client.get("/claims?seed=8").text


def test_the_brief_lists_the_job_with_its_files(client, finished):
    text = client.get("/brief").text
    for name in ("verdicts.json", "run_record.json"):
        link = f"/api/v1/jobs/{finished['id']}/files/{name}"
        assert f'href="{link}"' in text
        assert client.get(link).status_code == 200


def test_work_in_hand_is_found_again_on_the_page_of_its_state(client):
    job = client.post("/api/v1/jobs", json={"kind": "brief", "state": {"seed": 99}, "futures": 5000}).json()
    assert f'data-active="{job["id"]}"' in client.get("/brief?seed=99").text
    assert "data-active" not in client.get("/brief?seed=98").text
    client.post(f"/api/v1/jobs/{job['id']}/cancel")
    until_ended(client, f"/api/v1/jobs/{job['id']}")
    assert "data-active" not in client.get("/brief?seed=99").text


@pytest.mark.parametrize("view", ["/claims", "/brief"])
def test_a_hostile_rationale_is_shown_as_text(client, view):
    text = client.get(f"{view}?c.{SEES}=0.5&r.{SEES}={quote(HOSTILE)}").text
    assert "<script>alert" not in text
    assert "<img" not in text
    assert "&lt;img src=x onerror=alert(1)&gt;" in text
    data = re.search(r'id="state-data">(.*?)</script>', text).group(1)
    assert json.loads(data)["changes"][SEES]["rationale"] == HOSTILE


@pytest.mark.parametrize("view", ["/claims", "/brief"])
def test_a_broken_link_gets_a_page_with_the_remedy(client, view):
    answer = client.get(f"{view}?force=frnce")
    assert answer.status_code == 422
    assert "did you mean france?" in answer.text


@pytest.mark.parametrize("view", ["/claims", "/brief"])
def test_a_page_holds_no_script_or_style_of_its_own(client, finished, view):
    text = client.get(f"{view}?seed={finished['request']['seed']}").text
    assert " style=" not in text
    assert "<style" not in text
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", text) == []
    assert re.findall(r" on[a-z]+=", text) == []

"""The claims and the brief as pages, over jobs that really ran."""

import json
import re
from html import escape
from urllib.parse import quote

import pytest

from deterrence.claims.claim import load_claims
from deterrence.claims.phia import interval_text
from web.jobs.polling import wait_until

SEES = "missile_defence.sensor.sees_probability"
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def finished(client):
    """A finished run of the reference with a seed of its own."""
    body = {"kind": "run", "state": {"changes": {}, "seed": 7}, "futures": 20}
    job = client.post("/api/v1/jobs", json=body).json()
    link = f"/api/v1/jobs/{job['id']}"
    wait_until(lambda: client.get(link).json()["ended"], "the end of the job")
    job = client.get(link).json()
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


def test_the_board_shows_each_verdict_with_its_interval_and_its_cells(client, finished):
    text = client.get("/claims?seed=7").text
    verdicts = verdicts_of(client, finished)
    assert "have not been judged" not in text
    assert text.count('<details class="card">') == len(verdicts)
    for verdict in verdicts:
        assert escape(verdict["verdict"], quote=False) in text
        assert interval_text(*verdict["interval"]) in text
        for decider in verdict["deciders"]:
            assert f'#{decider["quantity"]}">' in text
    cells = sum(len(verdict["cells"]) for verdict in verdicts)
    assert len(re.findall(r'<td class="number">20</td>', text)) >= cells


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
    wait_until(lambda: client.get(f"/api/v1/jobs/{job['id']}").json()["ended"], "the end of the cancelled job")
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

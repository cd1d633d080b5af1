"""Claims of the reader's own on the page: in the link, judged by a job, in the brief, as files and as code."""

import json
import subprocess
from html import unescape
from urllib.parse import parse_qsl, urlencode

import pytest

from deterrence.claims.own import read_own_claims
from deterrence.claims.phia import interval_text
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.system.registry import OUTCOMES
from deterrence.web.code import as_command, as_python
from deterrence.web.own import MOST_CLAIMS
from deterrence.web.state import State, state_of, state_of_query
from web.jobs.polling import until_ended, wait_until

DATASET = load_dataset()
CLAIM = {
    "id": "OWN-1",
    "title": "The shield takes a fifth of the 'French' warheads",
    "statement": "By 2036 Moscow's defences would stop a fifth of what France could send.",
    "asserted_by": "A newspaper, in an article of 2026",
    "origin": {"source": "my_article_2026", "place": "paragraph 2"},
    "sources": [{"source": "my_article_2026", "title": "An article", "publisher": "A newspaper", "date": "2026"}],
    "readings": [
        {
            "id": "a_fifth",
            "statement": "In 2036, without warning and with everything sent into the capital region.",
            "state": "judged",
            "proposition": {
                "outcome": "erosion_same_forces",
                "comparator": "at_least",
                "threshold": {"value": 0.2, "swept": [0.2], "rationale": "A fifth is what the sentence says."},
                "at": {"posture": "day_to_day", "year": 2036, "exposure": "all", "force": "france"},
            },
        }
    ],
    "twin": "The same futures without any interceptor.",
    "limits": ["The sentence names no exposure."],
}


def with_proposition(**parts):
    reading = CLAIM["readings"][0]
    return {**CLAIM, "readings": [{**reading, "proposition": {**reading["proposition"], **parts}}]}


def problems_of(*claims):
    with pytest.raises(InputError) as caught:
        state_of({"claims": list(claims)}, DATASET)
    return {problem.path: problem for problem in caught.value.problems}


def test_a_link_holds_them_whole():
    state = state_of({"claims": [CLAIM, {**CLAIM, "id": "OWN-2", "sources": []}]}, DATASET)
    assert state_of_query(parse_qsl(state.query(DATASET)), DATASET).claims == state.claims


@pytest.mark.parametrize(
    "claim, path, said",
    [
        (with_proposition(outcome="erosion_same_force"), "readings.0.proposition.outcome", "did you mean erosion"),
        (with_proposition(threshold={"value": "a lot", "swept": [0.2], "rationale": "so"}),
         "readings.0.proposition.threshold.value", "write a number"),
        (with_proposition(at={"year": 2036}), "readings.0.proposition.at", "write a label of"),
        (with_proposition(comparator="above"), "readings.0.proposition.comparator", "at_least"),
        ({**CLAIM, "id": "A07"}, "id", "choose another id"),
        ({**CLAIM, "origin": {"source": "nobody", "place": ""}}, "origin.source", "sources"),
        ({key: part for key, part in CLAIM.items() if key != "twin"}, "", "`twin` stands with"),
        ({key: part for key, part in CLAIM.items() if key != "limits"}, "limits", "add limits"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_at_its_field(claim, path, said):
    found = problems_of({**CLAIM, "id": "OWN-9"}, claim)
    problem = found[f"claims.1.{path}".rstrip(".")]
    assert said in f"{problem.what} {problem.fix}"


def test_a_name_that_is_taken_and_one_claim_too_many_are_named():
    assert "claims.1.id" in problems_of(CLAIM, CLAIM)
    many = [{**CLAIM, "id": f"OWN-{number}"} for number in range(MOST_CLAIMS + 1)]
    assert f"at most {MOST_CLAIMS}" in problems_of(*many)["claims"].fix


def test_a_link_of_an_older_dataset_tells_of_the_claim_that_it_cannot_ask_and_keeps_the_other():
    gone = with_proposition(outcome="gone_outcome") | {"id": "OWN-2", "title": "Gone"}
    query = urlencode([("dataset", "0" * 12), ("claim", json.dumps(CLAIM)), ("claim", json.dumps(gone))])
    state = state_of_query(parse_qsl(query), DATASET)
    assert [claim["id"] for claim in state.claims] == ["OWN-1"]
    assert any("Gone" in told and "unknown outcome" in told for told in state.left_out)


def test_as_a_command_and_as_python_they_are_written_to_files_that_the_command_line_reads(tmp_path):
    state = State(claims=(CLAIM,))
    *written, command = as_command(state, DATASET, "claims").splitlines()
    assert "--claims own-claim-1.json" in command
    for line in written:
        subprocess.run(["/bin/sh", "-c", line], cwd=tmp_path, check=True)
    assert read_own_claims([tmp_path / "own-claim-1.json"], DATASET).claims[0].title == CLAIM["title"]
    code = as_python(state, DATASET, "brief")
    compile(code, "page", "exec")
    assert "claims=['own-claim-1.json']" in code
    assert "own-claim" not in as_command(state, DATASET, "overview") + as_python(state, DATASET, "overview")


STATE_SOURCE = CLAIM["sources"][0]
CITING = {**CLAIM, "sources": []}


def test_a_claim_may_cite_a_source_of_the_state_wherever_it_is_checked(client):
    """The page, the link, an older link and the work all know it; where the state has none, all name it as missing."""
    state = State(claims=(CITING,), sources=(STATE_SOURCE,))
    query = state.query(DATASET)
    assert state_of_query(parse_qsl(query), DATASET).claims == (CITING,)
    older = state_of_query(parse_qsl(f"dataset={'0' * 12}&{query.partition('&')[2]}"), DATASET)
    assert older.claims == (CITING,)
    page = client.get(f"/claims?{query}")
    assert CITING["title"] in unescape(page.text)
    body = {"claims": [CITING], "sources": [STATE_SOURCE]}
    assert client.post("/api/v1/check", json=body).status_code == 200
    refused = client.post("/api/v1/check", json={"claims": [CITING]}).json()["error"]["problems"]
    assert [one["path"] for one in refused] == ["claims.0.origin.source"]
    assert client.get(f"/claims/file?place=1&{query}").json()["sources"] == [STATE_SOURCE]
    card = client.get(f"/claims/card?of=OWN-1&reading=a_fifth&subject=&{query}")
    assert STATE_SOURCE["title"] in card.text


def test_the_page_shows_them_before_they_are_judged_apart_from_the_register(client):
    query = State(claims=(CLAIM,)).query(DATASET)
    text = unescape(client.get(f"/claims?{query}").text)
    assert "Not judged yet" in text
    assert text.index("Claims of your own") < text.index(CLAIM["title"]) < text.index("Claims of the register")
    file = client.get(f"/claims/file?place=1&{query}")
    assert json.loads(file.text) == CLAIM
    assert client.get(f"/claims/file?place=2&{query}").status_code == 404
    card = client.get(f"/claims/card?of=OWN-1&reading=a_fifth&subject=&{query}")
    assert "An article" in card.text


def test_a_paragraph_is_offered_outcomes_by_their_words(client):
    text = (
        "A newspaper wrote that defences erode the deterrent. Erosion of the same forces would reach a third by 2036."
    )
    found = client.post("/api/v1/outcomes/matching", json={"text": text}).json()
    assert "erosion_same_forces" in [one["outcome"] for one in found][:5]
    assert [one["score"] for one in found] == sorted((one["score"] for one in found), reverse=True)
    one = client.get("/api/v1/outcomes/erosion_same_forces").json()
    assert one["labels"]["force"].keys() == {"both", "france", "united_kingdom"}
    wrong = client.get("/api/v1/outcomes/erosion_same_force")
    assert (wrong.status_code, "did you mean" in wrong.text) == (404, True)
    assert {one["outcome"] for one in found} <= set(OUTCOMES)


def test_a_job_judges_them_and_gives_them_a_chapter_of_the_brief(client):
    state = {"seed": 11, "claims": [CLAIM]}
    job = client.post("/api/v1/jobs", json={"kind": "brief", "state": state, "futures": 20}).json()
    link = f"/api/v1/jobs/{job['id']}"
    job = until_ended(client, link)
    assert (job["status"], job["error"]) == ("finished", "")
    told = client.get(f"{link}/files/own_claims.json").json()
    (verdict,) = told["verdicts"]
    shares = [cell["share"] for cell in verdict["cells"]]
    assert verdict["interval"] == [min(shares), max(shares)]
    assert verdict["is_own"]
    assert all(row["claim"] != "OWN-1" for row in client.get(f"{link}/files/verdicts.json").json())
    brief = unescape(client.get(f"{link}/files/brief.html").text)
    assert "own-claims" in brief
    assert CLAIM["title"] in brief
    query = State(seed=11, claims=(CLAIM,)).query(DATASET)
    text = unescape(client.get(f"/claims?{query}").text)
    assert "Not judged yet" not in text
    assert interval_text(*verdict["interval"]) in text
    assert "was not tested" in client.get(f"/claims/card?of=OWN-1&reading=a_fifth&subject=&{query}").text
    without = client.get("/claims?seed=11").text
    assert "have not been judged" not in without, "the register's verdicts are those of the scenario, whoever asked"
    assert CLAIM["asserted_by"] not in without


def test_a_first_answer_is_shown_as_one_while_the_whole_run_goes_on_or_was_stopped(client):
    state = {"seed": 12, "claims": [CLAIM]}
    job = client.post("/api/v1/jobs", json={"kind": "run", "state": state, "futures": 20_000}).json()
    link, query = f"/api/v1/jobs/{job['id']}", State(seed=12, claims=(CLAIM,)).query(DATASET)
    assert "Not judged yet" in client.get(f"/claims?{query}").text or client.get(link).json()["has_first_answer"]
    wait_until(lambda: client.get(link).json()["has_first_answer"], "the first answer")
    client.post(f"{link}/cancel")
    until_ended(client, link)
    text = unescape(client.get(f"/claims?{query}").text)
    assert "A first answer</strong>, on at most 250 futures in each of" in text
    assert "Not judged yet" not in text
    own = text[text.index('id="own"') : text.index('id="register"')]
    assert "of futures" in own or "%" in own
    assert 'data-answer="waits"' not in own

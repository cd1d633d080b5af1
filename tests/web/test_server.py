"""The server from outside: who may ask, what is refused, in one shape, never a 500."""

import httpx
import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.web.app import Settings, create_app
from deterrence.web.security import HEADERS, LOOPBACK
from deterrence.web.serve import serve
from examples import FEW, FEWEST
from web.browser import served
from web.jobs.polling import PATIENCE_SECONDS
from web.test_own_claims import with_proposition

SEES = "missile_defence.sensor.sees_probability"
TOKEN = "a-secret-of-some-length"
XLSX = {"Content-Type": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
# A whole workbook, a run, a page of figures.
DEAR = {("get", "/api/v1/ledger")} | {("post", f"/api/v1/{name}") for name in ("live", "readings", "balance")}


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    with served(tmp_path_factory.mktemp("workspace")) as link:
        yield link.rstrip("/")


@pytest.fixture
def client(address):
    with httpx.Client(base_url=address, timeout=PATIENCE_SECONDS) as found:
        yield found


def error(response, status):
    assert response.status_code == status, response.text[:500]
    found = response.json()["error"]
    assert found["status"] == status
    assert set(found) == {"status", "message", "problems", "more"}
    return found


def test_no_request_ends_in_a_server_error(address):
    """Every endpoint but two that are tried below: what the queue of jobs accepts would start work, and a workbook is
    no text."""
    schema = schemathesis.openapi.from_url(f"{address}/api/v1/openapi.json")
    schema = schema.exclude(method="POST", path="/api/v1/jobs").exclude(method="PUT", path="/api/v1/ledger")
    tried = set()
    operations = [found.ok() for found in schema.get_all_operations()]
    assert {(one.method, one.path) for one in operations} >= DEAR
    for operation in operations:

        @(FEWEST if (operation.method, operation.path) in DEAR else FEW)
        @given(case=operation.as_strategy())
        def ask(case):
            response = case.call(timeout=PATIENCE_SECONDS)
            tried.add(response.status_code)
            assert response.status_code < 500, response.text[:500]
            if response.status_code >= 400:
                assert set(response.json()["error"]) == {"status", "message", "problems", "more"}

        ask()
    assert {200, 404, 422} <= tried


def test_no_request_for_work_ends_in_a_server_error(tmp_path):
    """Of an application whose runner has not been started: what is accepted waits, until the queue is full."""
    app = create_app(Settings(tmp_path, hosts=(*LOOPBACK, "testserver")))
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)

    @FEW
    @given(case=schema["/api/v1/jobs"]["POST"].as_strategy())
    def ask(case):
        response = case.call()
        assert response.status_code in (202, 400, 403, 404, 405, 415, 422, 429), response.text[:500]

    ask()


@pytest.mark.parametrize(
    "path",
    ["/claims/card?of=A07&reading=level", "/claims/card", "/claims/file?place=1", "/claims/file?place=x",
     "/claims?show=%00&find=%F0", "/claims?claim=null", "/claims?claim=%7B%7D&claim=3", "/claims?claim=%5B%5D",
     "/tables/claims.csv?claim=%7B%22id%22%3A%22A%22%7D", "/tables/%2e%2e.csv", "/tables/claims.csv?show=holds",
     "/figures/ladder.xlsx?year=1"],
)  # fmt: skip
def test_a_strange_address_of_a_page_or_a_table_is_refused_in_words(client, path):
    answer = client.get(path)
    assert answer.status_code in (404, 422), answer.text[:500]
    assert "<h1" in answer.text


def test_no_claim_of_any_shape_ends_in_a_server_error(client):
    """What a claim file may hold at each place, and anything else there."""
    anything = st.recursive(
        st.none() | st.booleans() | st.integers(-9, 9) | st.floats(allow_nan=False, allow_infinity=False)
        | st.sampled_from(["", "erosion_same_forces", "at_least", "judged", "france"]),
        lambda part: st.lists(part, max_size=2) | st.dictionaries(st.sampled_from(["at", "value", "year"]), part),
        max_leaves=6,
    )  # fmt: skip
    parts = st.dictionaries(
        st.sampled_from(["outcome", "at", "each", "less", "over", "threshold", "split_by"]), anything
    )

    @FEW
    @given(parts=parts, above=st.dictionaries(st.sampled_from(["id", "readings", "sources", "limits"]), anything))
    def ask(parts, above):
        claim = {**with_proposition(**parts), **above}
        answer = client.post("/api/v1/check", json={"claims": [claim]})
        assert answer.status_code in (200, 422), answer.text[:500]

    ask()


def test_no_damaged_workbook_ends_in_a_server_error(client):
    whole = client.get("/api/v1/ledger").content

    @FEW
    @given(place=st.integers(0, len(whole) - 1), damage=st.binary(min_size=1, max_size=64), is_cut=st.booleans())
    def upload(place, damage, is_cut):
        content = whole[:place] + damage + (b"" if is_cut else whole[place + len(damage) :])
        response = client.put("/api/v1/ledger", content=content, headers=XLSX)
        assert response.status_code in (200, 422), response.text[:500]

    upload()


@pytest.mark.parametrize("body", ["{", "[]", "{}", '{"kind": "burn"}', '{"kind": "run", "futures": 1}',
                                  '{"kind": "run", "futures": true}', '{"kind": "run", "state": {"force": "x"}}',
                                  '{"kind": "run", "state": {"changes": {"no.such": {"value": 1}}}}',
                                  '{"kind": "run", "unknown": 1}'])  # fmt: skip
def test_a_bad_job_is_refused(client, body):
    error(client.post("/api/v1/jobs", content=body, headers={"Content-Type": "application/json"}), 422)


def test_every_answer_carries_the_policy(client):
    for path in (
        "/",
        "/claims",
        "/inputs",
        "/nowhere",
        "/?force=x",
        "/static/style.css",
        "/static/charts.css",
        "/api/v1/about",
        "/api/v1/no",
    ):
        headers = client.get(path).headers
        assert headers["content-security-policy"] == HEADERS["Content-Security-Policy"], path
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "script-src 'self'" in policy


def test_no_page_holds_inline_script_or_style(client):
    for path in ("/", "/claims", "/inputs", "/compare", "/brief", "/models/nuclear"):
        text = client.get(path).text
        assert "<style" not in text, path
        assert ' style="' not in text.replace("<svg", "").split("<svg")[0], path
        assert " onclick=" not in text, path


def test_another_host_or_site_is_refused(client):
    error(client.get("/api/v1/about", headers={"Host": "evil.example"}), 421)
    error(client.post("/api/v1/live", json={}, headers={"Origin": "https://evil.example"}), 403)


def test_what_is_too_large_is_refused(client):
    error(client.post("/api/v1/live", content=b" " * 1_000_001, headers={"Content-Type": "application/json"}), 413)
    error(client.put("/api/v1/ledger", content=b" " * 5_000_001, headers=XLSX), 413)
    error(client.get("/api/v1/about", params={"x": "x" * 16_000}), 414)
    error(client.post("/api/v1/live", params={"futures": 1_000_000}, json={}), 422)


@pytest.mark.parametrize("path", ["/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2f..%2fapp.py",
                                  "/models/..%2flaws", "/api/v1/jobs/../../etc/passwd"])  # fmt: skip
def test_no_file_outside_is_read(client, path):
    assert client.get(path).status_code == 404


def test_a_lever_out_of_range_and_a_broken_link_are_named(client):
    found = error(client.post("/api/v1/live", json={"changes": {SEES: {"value": 2}}}), 422)
    assert found["problems"][0]["what"] == "above 1, the bound of probability"
    page = client.get("/", params={"force": "frnce"})
    assert page.status_code == 422
    assert "did you mean france?" in page.text


def test_a_link_of_another_dataset_says_so(client):
    page = client.get("/", params={"dataset": "0123456789ab"})
    assert page.status_code == 200
    assert "This link was made with another dataset" in page.text


def test_hostile_text_stays_text(client):
    text = "<script>alert(1)</script>"
    for path in ("/", "/inputs", "/claims", "/brief"):
        page = client.get(path, params={f"c.{SEES}": "0.5", f"r.{SEES}": text})
        assert page.status_code == 200
        assert text not in page.text, path


def test_the_ledger_shows_every_quantity_and_its_workbook_comes_back_as_the_same_state(client):
    page = client.get("/inputs").text
    assert all(f'id="{identity}"' in page for identity in load_dataset().quantities)
    query = {f"c.{SEES}": "0.5", f"r.{SEES}": "tried"}
    workbook = client.get("/api/v1/ledger", params=query)
    answer = client.put("/api/v1/ledger", content=workbook.content, headers=XLSX).json()
    assert answer["changed"] == [SEES]
    assert f"c.{SEES}=0.5" in answer["query"]
    assert f"r.{SEES}=tried" in answer["query"]
    found = error(client.put("/api/v1/ledger", content=b"no workbook", headers=XLSX), 422)
    assert found["problems"]


def test_reasons_are_given_for_outcomes_and_claims(client):
    text = client.get("/why/outcome/erosion_same_forces").text
    assert "/models/nuclear" in text
    assert SEES in text
    assert "asserted by" in client.get("/why/claim/A07").text.lower()
    assert client.get("/why/outcome/nothing").status_code == 404
    assert client.get("/why/claim/Z99").status_code == 404


def test_a_token_is_asked_for_and_leaves_the_address(tmp_path):
    with (
        served(tmp_path, "--token", TOKEN) as link,
        httpx.Client(base_url=link.split("?")[0], timeout=PATIENCE_SECONDS) as client,
    ):
        error(client.get("/api/v1/about"), 401)
        error(client.get("/api/v1/about", headers={"Authorization": "Bearer wrong"}), 401)
        error(client.get("/", params={"token": "wrong"}), 401)
        assert client.get("/api/v1/about", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
        moved = client.get("/", params={"token": TOKEN, "force": "france"})
        assert (moved.status_code, moved.headers["location"]) == (303, "/?force=france")
        cookie = moved.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert client.get("/api/v1/about").status_code == 200


@pytest.mark.parametrize(("host", "token", "word"), [("0.0.0.0", None, "host"), ("127.0.0.1", "short", "token")])
def test_an_open_address_needs_a_token_and_a_token_is_long(tmp_path, host, token, word):
    with pytest.raises(InputError) as caught:
        serve(host, 0, token, tmp_path / "w", 1, opens=False)
    assert caught.value.problems[0].path == word
    assert not (tmp_path / "w").exists()


def test_a_port_that_is_taken_is_named(address, tmp_path):
    port = int(address.rsplit(":", 1)[1])
    with pytest.raises(InputError) as caught:
        serve("127.0.0.1", port, None, tmp_path / "w", 1, opens=False)
    assert caught.value.problems[0].path == "port"

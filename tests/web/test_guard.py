"""The guard and the queue without a server: odd headers, failures, a full queue. No job starts: no runner does."""

import asyncio

import httpx
import pytest
import schemathesis
from hypothesis import given

from deterrence.web.app import Settings, create_app
from deterrence.web.jobs.store import MOST_QUEUED
from deterrence.web.security import HEADERS, LOOPBACK, TOKEN_COOKIE, Guard
from deterrence.web.serve import serve
from examples import FEW

TOKEN = "a-secret-of-some-length"
JSON = {"Content-Type": "application/json"}
QUANTITY = "nuclear.upload.response_strength"


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    return create_app(Settings(tmp_path_factory.mktemp("workspace")))


def ask(app, method, path, **options):
    async def answer():
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.request(method, path, **options)

    response = asyncio.run(answer())
    assert response.headers["content-security-policy"] == HEADERS["Content-Security-Policy"]
    if response.status_code >= 400:
        assert set(response.json()["error"]) == {"status", "message", "problems", "more"}
        assert response.json()["error"]["status"] == response.status_code
    return response


async def plain(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"in"})


async def failing(scope, receive, send):
    raise RuntimeError("a secret of the inside")


@pytest.mark.parametrize("host", ["", "[", "[::1", "evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil.example"])
def test_no_other_and_no_broken_host_is_answered(host):
    assert ask(Guard(plain, LOOPBACK, None), "GET", "/", headers={"Host": host}).status_code == 421


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "LOCALHOST", "[::1]:8765"])
def test_the_own_host_is_answered_at_any_port(host):
    assert ask(Guard(plain, LOOPBACK, None), "GET", "/", headers={"Host": host}).text == "in"


@pytest.mark.parametrize(("origin", "status"), [("http://127.0.0.1", 200), ("http://127.0.0.1:81", 403), ("null", 403),
                                                ("", 403), ("http://[", 403), ("http://localhost", 403)])  # fmt: skip
def test_only_the_page_itself_may_send(origin, status):
    assert ask(Guard(plain, LOOPBACK, None), "POST", "/", headers={"Origin": origin}).status_code == status


def test_a_failure_is_answered_in_the_one_shape_with_the_policy_and_without_what_failed():
    response = ask(Guard(failing, LOOPBACK, None), "GET", "/")
    assert response.status_code == 500
    assert "secret" not in response.text


def test_the_link_with_the_token_leads_to_no_other_host():
    link = f"http://127.0.0.1//evil.example/x?token={TOKEN}&force=both"
    response = ask(Guard(plain, LOOPBACK, TOKEN), "GET", link)
    assert (response.status_code, response.headers["location"]) == (303, "/evil.example/x?force=both")


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Authorization": f"Bearer {TOKEN}"}, 200),
        ({"Authorization": TOKEN}, 401),
        ({"Authorization": f"Basic {TOKEN}"}, 401),
        ({"Authorization": b"Bearer \xff"}, 401),
        ({"Cookie": f'other={{"a": [1]}}; a[b]=1; {TOKEN_COOKIE}={TOKEN}'}, 200),
        ({"Cookie": f"{TOKEN_COOKIE}="}, 401),
    ],
)
def test_the_token_comes_as_bearer_or_as_cookie_whatever_other_cookies_come_along(headers, status):
    assert ask(Guard(plain, LOOPBACK, TOKEN), "GET", "/", headers=headers).status_code == status


@pytest.mark.parametrize("token", ["a-secret-of-some-length", '&+%20; "quoted", =?#/\\'])
def test_the_printed_link_lets_in_and_so_does_its_cookie_whatever_the_token(token, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("uvicorn.Server.run", lambda _, sockets: [listener.close() for listener in sockets])
    serve("127.0.0.1", 0, token, tmp_path, 1, opens=False)
    link = capsys.readouterr().out.split("\n")[0]
    guard = Guard(plain, LOOPBACK, token)
    moved = ask(guard, "GET", link)
    assert (moved.status_code, moved.headers["location"]) == (303, "/")
    cookie = moved.headers["set-cookie"].split("; HttpOnly")[0]
    assert ask(guard, "GET", "/", headers={"Cookie": cookie}).text == "in"


@pytest.mark.parametrize("path", ["/", "/static/style.css", "/api/v1/openapi.json", "/api/v1/nowhere"])
def test_nothing_is_shown_without_the_token(path):
    assert ask(Guard(plain, LOOPBACK, TOKEN), "GET", path).status_code == 401


@pytest.mark.parametrize(
    "body",
    [
        '{"structure": "\\ud800"}',
        '{"\\ud800": 1}',
        f'{{"changes": {{"{QUANTITY}": {{"value": 0.5, "rationale": "\\ud800"}}}}}}',
        f'{{"changes": {{"{QUANTITY}": {{"value": {{"family": []}}}}}}}}',
        '{"changes": {"\\ud800": {"value": 1}}}',
        '{"seed": 1e999}',
        "{",
    ],
)
def test_what_no_text_can_hold_is_a_named_problem(app, body):
    assert ask(app, "POST", "/api/v1/check", content=body, headers=JSON).json()["error"]["problems"]


@pytest.mark.parametrize("body", [b"\xff", b'{"changes": ' + b"[" * 100_000, b"9" * 5_000])
def test_what_is_no_json_is_refused(app, body):
    assert ask(app, "POST", "/api/v1/check", content=body, headers=JSON).status_code in (400, 422)


def test_a_wrong_method_and_a_wrong_path_are_named(app):
    assert ask(app, "PUT", "/api/v1/live", json={}).status_code == 405
    assert ask(app, "GET", "/api/v1/nowhere").status_code == 404


def test_a_full_queue_says_so(tmp_path):
    app = create_app(Settings(tmp_path))
    job = {"kind": "run", "futures": 20}
    for _ in range(MOST_QUEUED):
        assert ask(app, "POST", "/api/v1/jobs", json=job).status_code == 202
    refused = ask(app, "POST", "/api/v1/jobs", json=job)
    assert refused.status_code == 429
    assert "wait" in refused.json()["error"]["message"]


def test_every_body_of_a_job_is_queued_or_refused(app):
    operation = schemathesis.openapi.from_dict(app.openapi())["/api/v1/jobs"]["POST"]

    @FEW
    @given(case=operation.as_strategy())
    def submit(case):
        assert ask(app, "POST", "/api/v1/jobs", json=case.body).status_code in (202, 422, 429)

    submit()

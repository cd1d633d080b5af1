"""What goes wrong while the server runs: a state file locked, gone or damaged, a body that never comes, a token."""

import asyncio
import sqlite3

import httpx
import pytest

from deterrence.errors import InputError
from deterrence.web.app import Settings, create_app
from deterrence.web.jobs import state
from deterrence.web.jobs.state import STATE_FILE
from deterrence.web.security import LOOPBACK, Guard
from deterrence.web.serve import token_of


def get(app, path):
    async def answer():
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get(path)

    return asyncio.run(answer())


@pytest.fixture
def workspace(tmp_path):
    (tmp_path / "runs").mkdir()
    (tmp_path / "runs" / "kept").write_text("a result", encoding="utf-8")
    return tmp_path


@pytest.fixture
def app(workspace):
    return create_app(Settings(workspace))


def refused(app, workspace):
    """503 with what to do, on the REST and on the page; the folders of runs are as they were."""
    answer = get(app, "/api/v1/jobs")
    assert answer.status_code == 503
    message = answer.json()["error"]["message"]
    assert "the list of jobs cannot be read or written now" in message
    assert "Folders of runs are kept" in message
    page = get(app, "/brief")
    assert page.status_code == 503
    assert "Folders of runs are kept" in page.text
    assert (workspace / "runs" / "kept").read_text(encoding="utf-8") == "a result"
    return message


def test_a_state_file_that_is_gone(app, workspace):
    (workspace / STATE_FILE).unlink()
    assert "unable to open" in refused(app, workspace)


def test_a_damaged_state_file(app, workspace):
    kept = (workspace / STATE_FILE).read_bytes()
    (workspace / STATE_FILE).write_bytes(b"no database" * 1000)
    refused(app, workspace)
    (workspace / STATE_FILE).write_bytes(kept)
    assert get(app, "/api/v1/jobs").status_code == 200


def test_a_locked_state_file(app, workspace, monkeypatch):
    monkeypatch.setattr(state, "_BUSY_SECONDS", 0.05)
    other = sqlite3.connect(workspace / STATE_FILE, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    assert "locked" in refused(app, workspace)
    other.close()
    assert get(app, "/api/v1/jobs").status_code == 200


async def _never(scope, receive, send):
    raise AssertionError("a half-sent body is not passed on")


def test_a_body_that_does_not_come_is_refused_and_the_connection_closed():
    sent = []

    async def ask():
        first = [{"type": "http.request", "body": b"{", "more_body": True}]

        async def receive():
            if first:
                return first.pop()
            return await asyncio.Event().wait()

        async def send(message):
            sent.append(message)

        scope = {"type": "http", "method": "POST", "path": "/api/v1/jobs", "query_string": b"", "headers": [
            (b"host", b"127.0.0.1"), (b"content-length", b"20")]}  # fmt: skip
        await Guard(_never, LOOPBACK, None, body_seconds=0.05)(scope, receive, send)

    asyncio.run(ask())
    assert sent[0]["status"] == 408
    assert (b"connection", b"close") in sent[0]["headers"]
    assert b"the body did not come within 0.05 seconds" in sent[1]["body"]


def test_a_token_comes_from_a_file_and_so_from_no_list_of_processes(tmp_path):
    file = tmp_path / "token"
    file.write_text("a-secret-of-some-length\nmore\n", encoding="utf-8")
    assert token_of(None, file) == "a-secret-of-some-length"
    assert token_of("one", None) == "one"
    assert token_of(None, None) is None


@pytest.mark.parametrize(
    ("token", "text", "what"),
    [("one", "two", "given twice"), (None, "\n", "holds no token"), (None, None, "cannot be read: ")],
)
def test_a_token_given_twice_or_not_at_all_is_refused(tmp_path, token, text, what):
    file = tmp_path / "token"
    if text is not None:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=what):
        token_of(token, file)

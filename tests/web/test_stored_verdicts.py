"""The page shows the stored verdicts of the reference where nothing is changed, marked, and nowhere else (law 46)."""

import asyncio
import html
import json
import re
from dataclasses import replace

import httpx
import pytest

from deterrence.api import limits
from deterrence.claims.claim import load_claims
from deterrence.claims.phia import interval_text
from deterrence.claims.reference import STORED, StoredReference, asked
from deterrence.claims.sentences import question_text
from deterrence.exploration.run_record import write_json
from deterrence.web.app import Settings, create_app
from deterrence.web.jobs.job import VERDICTS_FILE, run_folder
from deterrence.web.jobs.queue import JobQueue
from deterrence.web.jobs.request import run_of
from deterrence.web.jobs.verdicts import read_verdicts, write_verdicts
from deterrence.web.live import Live

SEES = "missile_defence.sensor.sees_probability"
MARK = "Reference verdicts, stored with this version"
VERDICTS = json.loads(STORED.read_text(encoding="utf-8"))["verdicts"]
OTHERS = ("seed=2", f"c.{SEES}=0.5", f"seed=2&c.{SEES}=0.5")


@pytest.fixture
def app(tmp_path):
    """A server that works on no job, with stored verdicts whatever the package holds."""
    found = create_app(Settings(tmp_path))
    live: Live = found.state.live
    futures = {("reference", "aids_net"): 500, ("reference", "explicit_decoys"): 1250}
    live.stored = StoredReference(
        "", asked(live.reference, limits.USUAL_FUTURES, 1), futures, futures, [], [], VERDICTS
    )
    return found


@pytest.fixture
def page(app):
    """The text of a page, asked of the application itself."""

    async def asked_for(link):
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            answer = await client.get(link)
        assert answer.status_code == 200, answer.text
        return answer.text

    return lambda link: asyncio.run(asked_for(link))


def seen(text):
    """What a reader sees of a page; the section of the overview is hidden where something is changed."""
    return html.unescape(re.sub(r'<section id="headlines"[^>]* hidden>.*?</section>', "", text, flags=re.DOTALL))


@pytest.mark.parametrize("view", ["/", "/claims"])
def test_the_reference_shows_the_stored_verdicts_marked_with_futures_and_seed(page, view):
    text = seen(page(view))
    assert MARK in text
    assert "1,750 futures in 2 cells, 500 to 1,250 each, seed 1" in text
    shown = [v for v in VERDICTS if view == "/claims" or v["claim"] == "A07"]
    assert len(shown) >= 4
    for verdict in shown:
        assert verdict["words" if view == "/claims" else "verdict"].replace("_", " ") in text
        assert interval_text(*verdict["interval"]) in text


def test_beside_each_first_verdict_the_overview_leads_to_what_one_would_have_to_believe(page):
    """Each link opens a row that the table of claims has."""
    keys = re.findall(r'href="/claims\?[^"#]*#([^"]+)">what one would have to believe', page("/"))
    assert len(keys) >= 3
    assert len(set(keys)) == len(keys)
    claims = page("/claims")
    for key in keys:
        assert f'data-key="{key}"' in claims


def test_the_overview_says_once_what_is_asked_of_several_forces(page):
    text = seen(page("/"))
    for statement in {verdict["statement"] for verdict in VERDICTS if verdict["claim"] == "A07"}:
        assert text.count(statement) == 1


@pytest.mark.parametrize("view", ["/", "/claims"])
def test_a_verdict_names_which_question_of_its_claim_it_answers(page, view):
    """A07 asks of what is new and of the whole defence: the box of the overview and the table use the same words."""
    (claim,) = (one for one in load_claims() if one.id == "A07")
    text = seen(page(view))
    for reading in claim.readings:
        if reading.judged:
            assert f"<em>{question_text(reading)}</em>. {reading.statement}" in text


def test_another_look_at_the_reference_is_still_the_reference(page):
    for query in (
        "force=france",
        "posture=generated&set=strong_capital_defence&structure=explicit_decoys",
        "futures=200",
    ):
        assert MARK in seen(page(f"/claims?{query}")), query


@pytest.mark.parametrize("view", ["/", "/claims"])
@pytest.mark.parametrize("query", OTHERS)
def test_another_state_never_shows_them(page, view, query):
    text = seen(page(f"{view}?{query}"))
    assert MARK not in text
    assert VERDICTS[0]["verdict"].replace("_", " ") not in text
    assert VERDICTS[0]["words"] not in text
    if view == "/claims":
        assert "have not been judged for this state" in text


@pytest.mark.parametrize("view", ["/", "/claims"])
def test_stale_verdicts_are_not_shown(app, page, view):
    app.state.live.stored = None
    assert MARK not in page(view)


def test_the_brief_never_shows_them(page):
    assert MARK not in page("/brief")


def finish_a_run(app, futures=20):
    """A run of the reference that has ended, with verdicts of its own."""
    store, live = app.state.store, app.state.live
    tree = {"version": 1, "changes": {}}
    job = store.submit("run", tree, futures, 1)
    queue = JobQueue(store.workspace)
    queue.claim(job.id)
    identity = run_of(tree, futures, 1, live.dataset)
    folder = queue.begin(job.id, identity)
    assert folder == run_folder(store.workspace, identity)
    folder.mkdir(parents=True, exist_ok=True)
    own = [
        {**verdict, "verdict": f"own verdict {place}", "words": f"own verdict {place}"}
        for place, verdict in enumerate(VERDICTS)
    ]
    write_verdicts(own, live.dataset, folder)
    write_json(folder / "run_record.json", {})
    queue.end(job.id, "finished")
    assert len(read_verdicts(folder / VERDICTS_FILE)) == len(own)


@pytest.mark.parametrize("view", ["/", "/claims"])
def test_a_run_of_ones_own_takes_their_place(app, page, view):
    finish_a_run(app)
    text = seen(page(view))
    assert MARK not in text
    assert "own verdict" in text
    if view == "/":
        assert "Verdicts of your run of the reference" in text


def test_a_server_takes_only_verdicts_of_its_own_dataset(app):
    assert Live(replace(app.state.live.dataset, digest="0" * 64)).stored is None

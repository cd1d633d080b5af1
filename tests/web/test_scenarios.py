"""Named scenarios of a workspace: nothing is overwritten, nothing damaged is lost, and what moved is told."""

import asyncio
import json
import re
from dataclasses import replace
from html import unescape

import httpx
import pytest

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.web.app import Settings, create_app
from deterrence.web.scenarios.moved import judgement, moved, standing
from deterrence.web.scenarios.saved import Judgement, Saved, identifier_of, read_saved
from deterrence.web.scenarios.store import ScenarioStore
from deterrence.web.state import State, state_of

DATASET = load_dataset()
SEES = "missile_defence.sensor.sees_probability"
STATE = state_of({"force": "france", "changes": {SEES: {"value": 0.2, "rationale": "a test"}}}, DATASET)
ROW = {"claim": "A07", "reading": "level", "subject": "France", "where": "", "statement": "s", "verdict": "fails",
       "interval": [0.1, 0.2]}  # fmt: skip


@pytest.fixture
def store(tmp_path):
    return ScenarioStore(tmp_path)


def problems(call):
    with pytest.raises(InputError) as caught:
        call()
    return [str(problem) for problem in caught.value.problems]


def test_a_scenario_is_saved_with_its_dataset_and_opens_as_it_was(store):
    saved = store.save(" Late S-500 ", STATE, DATASET)
    assert (saved.id, saved.name, saved.dataset) == ("late-s-500", "Late S-500", DATASET.digest)
    assert store.all() == ([saved], [])
    assert standing(store.get("late-s-500"), DATASET).state == STATE


def test_a_taken_name_is_refused_whatever_its_case_and_signs_and_nothing_is_overwritten(store):
    store.save("Late S-500", STATE, DATASET)
    found = problems(lambda: store.save("late s 500", State(), DATASET))
    assert found == [
        "scenario: name: is taken, by Late S-500 (late s 500): choose another name, or delete that one first"
    ]
    assert standing(store.get("late-s-500"), DATASET).state == STATE


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "x" * 81])
def test_what_is_no_name_is_refused(store, name):
    assert "not a name" in problems(lambda: store.save(name, State(), DATASET))[0]


def test_names_in_other_letters_have_ids_of_their_own():
    assert identifier_of("Щит") != identifier_of("Меч")
    assert identifier_of("Été") == "ete"


def test_a_change_without_a_reason_and_without_a_source_is_refused(store):
    bare = state_of({"changes": {SEES: {"value": 0.2}}}, DATASET)
    assert problems(lambda: store.save("bare", bare, DATASET)) == [
        f"scenario: changes.{SEES}: neither a source nor a reason: write a reason beside the lever or on Inputs, "
        "or cite a source there"
    ]


def test_a_deleted_scenario_comes_back_as_it_was(store):
    saved = store.save("one", STATE, DATASET)
    assert store.delete("one") and not store.delete("one")
    assert store.all() == ([], [])
    assert store.restore("one") and store.get("one") == saved
    assert not store.restore("one")


def test_what_was_deleted_does_not_come_back_over_another(store):
    store.save("one", STATE, DATASET)
    store.delete("one")
    other = store.save("One", State(), DATASET)
    assert "is taken" in problems(lambda: store.restore("one"))[0]
    assert store.get("one") == other


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "not a saved scenario: damaged or cut off"),
        ('{"version": 1, "name": "x"', "not a saved scenario: damaged or cut off"),
        ("[]", "not a mapping"),
        ('{"version": 2}', "of another version"),
        ("[" * 100_000, "not a saved scenario: damaged or cut off"),
        ('{"version": NaN}', "not a saved scenario: damaged or cut off"),
    ],
)
def test_a_damaged_file_is_named_and_left_as_it_is_and_the_others_are_listed(store, text, what):
    saved = store.save("good", STATE, DATASET)
    path = store.folder / "bad.json"
    path.write_text(text, encoding="utf-8")
    found, wrong = store.all()
    assert found == [saved]
    assert wrong[0].file == "scenarios/bad.json" and wrong[0].what == what
    assert path.read_text(encoding="utf-8") == text
    assert "is taken, by the damaged file bad.json" in problems(lambda: store.save("bad", STATE, DATASET))[0]


def test_every_field_that_is_wrong_is_named(store):
    saved = store.save("good", STATE, DATASET)
    tree = json.loads(saved.as_file()) | {"name": 1, "state": [], "judgements": [{"run": 1}]}
    (store.folder / "bad.json").write_text(json.dumps(tree), encoding="utf-8")
    assert [problem.path for problem in store.all()[1]] == ["name", "state", "judgements"]


def test_a_state_that_this_dataset_refuses_is_told_and_kept(store):
    saved = replace(store.save("odd", STATE, DATASET), state={**STATE.as_dict(), "force": "nobody"})
    found = standing(saved, DATASET)
    assert found.state is None and "no such choice" in found.problems[0].what
    assert standing(replace(saved, state={"tongue": "x"}), DATASET).problems[0].what == "not a state"


def test_under_another_dataset_what_has_no_place_is_told_and_the_rest_opens(store):
    changes = {**STATE.changes, "gone.quantity": {"value": 1, "rationale": "r"}}
    saved = replace(store.save("old", STATE, DATASET), dataset="0" * 64, state={**STATE.as_dict(), "changes": changes})
    found = standing(saved, DATASET)
    assert found.state == STATE
    assert any("gone.quantity" in told for told in found.left_out)


def test_what_moved_is_every_verdict_that_is_not_what_it_was():
    """By hand: A07 fell, B1 is as it was, C1 was not judged then, D1 is not judged now."""
    then = Judgement("d", "1", "r1", "", [ROW, {**ROW, "claim": "B1"}, {**ROW, "claim": "D1"}])
    now = Judgement(
        "e", "1", "r2", "", [{**ROW, "interval": [0.1, 0.3]}, {**ROW, "claim": "B1"}, {**ROW, "claim": "C1"}]
    )
    found = {row["claim"]: (row["then"], row["now"]) for row in moved(then, now)}
    assert found == {"A07": (then.rows[0], now.rows[0]), "D1": (then.rows[2], None), "C1": (None, now.rows[2])}


def test_judgements_are_kept_beside_the_scenario_once_a_run(store):
    saved = store.save("one", STATE, DATASET)
    shown = {**ROW, "subject_in_words": "France", "reading_statement": "s", "words": "fails"}
    first = judgement([shown], DATASET, "run1", "20 futures")
    saved = store.keep(store.keep(saved, first), first)
    assert read_saved(store.folder / "one.json") == saved
    assert [one.run for one in saved.judgements] == ["run1"]
    for number in range(9):
        saved = store.keep(saved, replace(first, run=f"later{number}"))
    assert len(saved.judgements) == 6 and saved.judgements[-1].run == "later8"


def test_rest_saves_lists_deletes_and_puts_back(client):
    body = {"name": "By REST", "state": STATE.as_dict()}
    answer = client.post("/api/v1/scenarios", json=body)
    assert answer.status_code == 201, answer.text
    assert client.post("/api/v1/scenarios", json=body).status_code == 422
    assert "by-rest" in [one["id"] for one in client.get("/api/v1/scenarios").json()["scenarios"]]
    assert client.get("/api/v1/scenarios/by-rest").json()["state"] == answer.json()["state"]
    page = client.get("/scenarios").text
    assert "By REST" in page and "Not judged yet." in page
    assert client.delete("/api/v1/scenarios/by-rest").status_code == 200
    assert client.get("/api/v1/scenarios/by-rest").status_code == 404
    assert client.post("/api/v1/scenarios/by-rest/restore").status_code == 200
    client.delete("/api/v1/scenarios/by-rest")


@pytest.mark.parametrize("path", ["..", "%2e%2e", "A", "a/../b", ".deleted-by-rest"])
def test_an_id_that_is_none_reaches_no_file(client, path):
    assert client.get(f"/api/v1/scenarios/{path}").status_code in (404, 422)


def page_of(workspace):
    async def answer():
        transport = httpx.ASGITransport(create_app(Settings(workspace)))
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return await client.get("/scenarios")

    found = asyncio.run(answer())
    assert found.status_code == 200, found.text
    return unescape(found.text)


def shown(workspace, saved):
    """The page of a workspace that holds one scenario."""
    (workspace / "scenarios").mkdir()
    (workspace / "scenarios" / f"{saved.id}.json").write_text(saved.as_file(), encoding="utf-8")
    return page_of(workspace)


OLDER = Saved("old", "Old one", "2026-01-01T00:00:00+00:00", "0" * 64, "0.1.0", STATE.as_dict(),
              (Judgement("0" * 64, "0.1.0", "before", "20 futures", [ROW, {**ROW, "claim": "B1"}]),))  # fmt: skip


def test_after_an_update_the_verdicts_of_then_are_shown_until_it_is_judged_anew(tmp_path):
    text = shown(tmp_path, OLDER)
    assert "The dataset has changed since it was saved" in text
    assert "2 verdicts of then, not judged with this dataset yet" in text
    assert "Judge anew" in text


def test_judged_anew_what_moved_stands_then_and_now_and_both_are_kept(tmp_path, monkeypatch):
    now = Judgement(
        DATASET.digest, "0.2.0", "after", "20 futures", [{**ROW, "verdict": "holds"}, {**ROW, "claim": "B1"}]
    )
    monkeypatch.setattr("deterrence.web.views.scenarios._now", lambda *_: now)
    text = shown(tmp_path, OLDER)
    assert "1 verdict moved, 1 are as they were" in text
    assert re.search(r"<td>fails \(10 to 20%\)</td><td>holds \(10 to 20%\)</td>", text)
    assert "Judge anew" not in text
    kept = read_saved(tmp_path / "scenarios" / "old.json")
    assert [one.run for one in kept.judgements] == ["before", "after"]


def test_a_damaged_file_is_named_on_the_page(tmp_path):
    (tmp_path / "scenarios").mkdir()
    (tmp_path / "scenarios" / "bad.json").write_text("{", encoding="utf-8")
    text = page_of(tmp_path)
    assert "scenarios/bad.json: not a saved scenario: damaged or cut off: put back a copy of the file" in text

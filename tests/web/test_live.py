import json
import shlex

import numpy as np
import pytest

from deterrence import cli
from deterrence.claims.claim import load_claims
from deterrence.claims.verdict import Judge
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.bands import bands
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.question import reference_options
from deterrence.web.code import as_command, as_python
from deterrence.web.live import Live
from deterrence.web.state import state_of

SEES = "missile_defence.sensor.sees_probability"
FUTURES = 40
LIVE = Live(load_dataset())
STATE = state_of(
    {"assumption_set": "rusi-2026", "force": "united_kingdom", "futures": FUTURES, "seed": 3,
     "changes": {SEES: {"value": 0.75}, "missile_defence.s500.systems_delivered": {
         "value": {"dated": {"2025": 0, "2035": 8}, "rule": "linear"}}}},
    LIVE.dataset,
)  # fmt: skip


@pytest.fixture(scope="module")
def answer():
    return LIVE.answer(STATE, FUTURES)


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    scenario = STATE.scenario_in_view(LIVE.dataset)
    return run_ensemble(scenario, reference_options(scenario, FUTURES, 3), tmp_path_factory.mktemp("run"))


def shown(answer):
    return [[row[key] for key in ("p05", "p25", "p50", "p75", "p95")] for row in answer["arrivals"]
            if row["defence"] == "with"]  # fmt: skip


def test_the_page_shows_the_numbers_of_a_whole_run(answer, run):
    stored = run.query("SELECT arrivals_with FROM t WHERE force = 'united_kingdom' AND posture = 'day_to_day' "
                       "ORDER BY future, year", t="arrivals")["arrivals_with"].reshape(FUTURES, -1)  # fmt: skip
    assert shown(answer) == np.stack(list(bands(stored).values()), axis=1).tolist()


def test_a_claim_on_the_page_holds_in_the_share_that_the_judge_finds(answer, run):
    verdicts = [v for claim in load_claims() for v in Judge(run).judge(claim) if v.force == "united_kingdom"]
    judged = {(v.claim.id, v.reading.id): v.cells[0].share for v in verdicts
              if v.reading.proposition.posture == "day_to_day"}  # fmt: skip
    found = {(row["claim"], row["reading"]): row["share"] for row in answer["claims"] if row["is_spoken_of"]}
    assert found == judged
    assert len(found) == 3


def test_the_ghost_is_the_state_without_its_changes(answer):
    bare = state_of(
        {"assumption_set": "rusi-2026", "force": "united_kingdom", "futures": FUTURES, "seed": 3}, LIVE.dataset
    )
    ghost = [row["p50"] for row in answer["arrivals"] if row["defence"] == "reference"]
    reference = LIVE.answer(bare, FUTURES)
    assert ghost == [row[2] for row in shown(reference)]
    assert reference["is_reference"]
    assert not answer["is_reference"]


def test_the_copied_command_gives_the_numbers_on_the_page(answer, tmp_path, monkeypatch, capsys):
    words = shlex.split(as_command(STATE, LIVE.dataset))
    monkeypatch.setattr("sys.argv", [*words, "--json", "--output", str(tmp_path)])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0
    rows = json.loads(capsys.readouterr().out)["rows"]
    assert [[row[key] for key in ("p05", "p25", "p50", "p75", "p95")] for row in rows] == shown(answer)


def test_the_copied_python_gives_the_numbers_on_the_page(answer):
    *body, arrivals, _ = as_python(STATE, LIVE.dataset).rstrip().split("\n")
    scope: dict[str, object] = {}
    exec("\n".join(body), scope)
    found = eval(arrivals, scope)
    assert np.squeeze(found.values).tolist() == shown(answer)

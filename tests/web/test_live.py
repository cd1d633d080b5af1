import json
import shlex
import subprocess
import sys

import numpy as np
import pytest

from deterrence.axes import STRUCTURES
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.question import reference_options
from deterrence.results import BANDS, bands
from deterrence.web.code import as_command, as_python
from deterrence.web.levers import lever_change, levers_of
from deterrence.web.live import Live
from deterrence.web.state import state_of

SEES = "missile_defence.sensor.sees_probability"
FUTURES = 40
LIVE = Live(load_dataset())
STATE = state_of(
    {"assumption_set": "strong_capital_defence", "force": "united_kingdom", "futures": FUTURES, "seed": 3,
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
    stored = run.results.values("arrivals", run.cells[0], force="united_kingdom", posture="day_to_day", defence="all")
    assert shown(answer) == np.stack(list(bands(stored).values()), axis=1).tolist()


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize(("force", "posture"), [("both", "generated"), ("france", "day_to_day")])
def test_every_number_on_the_page_is_one_of_a_whole_run(structure, force, posture, tmp_path):
    looked_at = {"structure": structure, "force": force, "posture": posture, "futures": FUTURES, "seed": 7}
    state = state_of({**looked_at, "changes": {SEES: {"value": 0.75}}}, LIVE.dataset)
    answer, scenario = LIVE.answer(state, FUTURES), state.scenario_in_view(LIVE.dataset)
    run = run_ensemble(scenario, reference_options(scenario, FUTURES, 7), tmp_path)
    looked_for = {
        "arrivals_with": ("arrivals", {"defence": "all"}),
        "arrivals_without": ("arrivals", {"defence": "none"}),
        "erosion_same_forces": ("erosion_same_forces", {}),
    }
    figures = {
        "arrivals_with": [row for row in answer["arrivals"] if row["defence"] == "with"],
        "arrivals_without": [row for row in answer["arrivals"] if row["defence"] == "without"],
        "erosion_same_forces": [row for row in answer["erosion"] if row["series"] == "now"],
    }
    assert set(figures) == set(answer["numbers"])
    for name, rows in figures.items():
        outcome, labels = looked_for[name]
        stored = run.results.values(outcome, run.cells[0], force=force, posture=posture, **labels)
        for band, by_year in bands(stored).items():
            assert [row[band] for row in rows] == by_year.tolist()
            assert answer["numbers"][name][band] == by_year[scenario.years.index(answer["year"])]


@pytest.mark.parametrize("structure", STRUCTURES)
def test_without_upload_no_lever_of_the_defence_moves_the_twin_and_each_moves_what_arrives(structure):
    """The twin has no interceptors; the only way from the defence to it is what the forces load in answer."""
    no_upload = {"nuclear.upload.response_strength": {"value": 0}}
    bare = {"structure": structure, "futures": FUTURES, "seed": 3}
    before = state_of({**bare, "changes": no_upload}, LIVE.dataset)
    answers = {None: LIVE.answer(before, FUTURES)}
    for lever in levers_of(before, before.scenario_in_view(LIVE.dataset), LIVE.reference):
        if lever.group == "defence":
            changes = {**no_upload, lever.id: {"value": lever_change(lever, lever.high)}}
            answers[lever.id] = LIVE.answer(state_of({**bare, "changes": changes}, LIVE.dataset), FUTURES)
    rows = {
        identity: {name: [r for r in found["arrivals"] if r["defence"] == name] for name in ("with", "without")}
        for identity, found in answers.items()
    }
    assert len(rows) > 4
    for identity, found in rows.items():
        assert found["without"] == rows[None]["without"], identity
        assert identity is None or found["with"] != rows[None]["with"], identity


def test_a_claim_on_the_page_holds_in_the_share_that_the_judge_finds(answer, run):
    verdicts = [v for claim in load_claims() for v in Judge(run).judge(claim) if v.subject == "united_kingdom"]
    judged = {(v.claim.id, v.reading.id): v.cells[0].share for v in verdicts
              if v.proposition.at.get("posture") == "day_to_day"}  # fmt: skip
    found = {(row["claim"], row["reading"]): row["share"] for row in answer["claims"] if row["is_spoken_of"]}
    assert found == judged
    assert len(found) >= 2  # the complement of A07 is no proposition of its own (law RP1)


def test_the_ghost_is_the_state_without_its_changes(answer):
    bare = state_of(
        {"assumption_set": "strong_capital_defence", "force": "united_kingdom", "futures": FUTURES, "seed": 3},
        LIVE.dataset,
    )
    ghost = [row["p50"] for row in answer["arrivals"] if row["defence"] == "reference"]
    reference = LIVE.answer(bare, FUTURES)
    assert ghost == [row[2] for row in shown(reference)]
    assert reference["is_reference"]
    assert not answer["is_reference"]


def test_the_copied_command_gives_the_numbers_on_the_page(answer, tmp_path):
    name, *words = shlex.split(as_command(STATE, LIVE.dataset))
    assert name == "deterrence"
    command = [sys.executable, "-m", "deterrence.cli", *words, "--json", "--output", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["rows"]
    assert [[row[key] for key in ("p05", "p25", "p50", "p75", "p95")] for row in rows] == shown(answer)


def test_the_copied_python_gives_the_numbers_on_the_page(answer):
    *body, arrivals, erosion = as_python(STATE, LIVE.dataset).rstrip().split("\n")
    scope: dict[str, object] = {}
    exec("\n".join(body), scope)
    assert np.squeeze(eval(arrivals, scope).values).tolist() == shown(answer)
    of_year = np.squeeze(eval(erosion, scope).values).tolist()
    assert of_year == [answer["numbers"]["erosion_same_forces"][band] for band in BANDS]

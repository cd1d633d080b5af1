import json
import shlex
from dataclasses import replace
from functools import cache
from html import unescape

import numpy as np
import pytest

from command import deterrence
from deterrence.axes import STRUCTURES
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.claims.sentences import question_text
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.question import reference_options
from deterrence.results import BANDS, bands
from deterrence.web.code import as_command, as_python
from deterrence.web.levers import levers_of
from deterrence.web.live import Live
from deterrence.web.state import state_of
from web.moved import lever_change

SEES = "missile_defence.sensor.sees_probability"
FUTURES = 40
MOVED = {"futures": FUTURES, "seed": 7, "changes": {SEES: {"value": 0.75}}}
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


@pytest.fixture(scope="module")
def run_under(tmp_path_factory):
    """A run of the reference with a lever moved, under a structure; it holds every force, posture and exposure."""

    @cache
    def run_of(structure):
        scenario = state_of({"structure": structure, **MOVED}, LIVE.dataset).scenario_in_view(LIVE.dataset)
        return run_ensemble(scenario, reference_options(scenario, FUTURES, 7), tmp_path_factory.mktemp("run"))

    return run_of


def by_band(answer, series):
    return [[row[key] for key in ("p05", "p25", "p50", "p75", "p95")] for row in answer["arrivals"]
            if row["defence"] == series]  # fmt: skip


def shown(answer):
    return by_band(answer, "with")


def test_the_page_shows_the_numbers_of_a_whole_run(answer, run):
    raid = {"force": "united_kingdom", "posture": "day_to_day", "exposure": "all"}
    stored = run.results.values("arrivals", run.cells[0], **raid, defence="all")
    assert shown(answer) == np.stack(list(bands(stored).values()), axis=1).tolist()


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize(
    ("force", "posture", "exposure"), [("both", "generated", "half"), ("france", "day_to_day", "all")]
)
def test_every_number_on_the_page_is_one_of_a_whole_run(structure, force, posture, exposure, run_under):
    raid = {"force": force, "posture": posture, "exposure": exposure}
    state = state_of({"structure": structure, **raid, **MOVED}, LIVE.dataset)
    answer, scenario, run = LIVE.answer(state, FUTURES), state.scenario_in_view(LIVE.dataset), run_under(structure)
    assert scenario.digest == run.scenario.digest
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
        stored = run.results.values(outcome, run.cells[0], **raid, **labels)
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
    """Of the readings on the whole defence, under the posture and the exposure looked at."""
    verdicts = [v for claim in load_claims() for v in Judge(run).judge(claim) if v.subject == "united_kingdom"]
    raid = {"posture": "day_to_day", "exposure": "all"}
    judged = {
        (v.claim.id, v.reading.id): v.cells[0].share
        for v in verdicts
        if v.proposition.outcome == "erosion_same_forces" and raid.items() <= v.proposition.at.items()
    }
    found = {(row["claim"], row["reading"]): row["share"] for row in answer["claims"] if row["is_spoken_of"]}
    assert found == judged
    assert {claim for claim, _ in found} >= {"A07", "RUSI-2026"}  # that of Hoffmann is A07's complement (law RP1)


def test_no_claim_is_judged_on_the_page_under_an_exposure_that_it_does_not_speak_of():
    """A decision is no uncertainty (law RE7)."""
    for exposure in ("none", "half", "spread", "0.6,0.9"):
        answer = LIVE.answer(state_of({"exposure": exposure}, LIVE.dataset), 20)
        assert answer["claims"]
        assert not any(row["is_spoken_of"] or "share" in row for row in answer["claims"])


def under(exposure, **changed):
    return LIVE.answer(state_of({"exposure": exposure, "seed": 3, **changed}, LIVE.dataset), FUTURES)


def medians(answer, series):
    return [row["p50"] for row in answer["arrivals"] if row["defence"] == series]


@pytest.mark.parametrize("structure", STRUCTURES)
def test_what_is_not_sent_into_a_defended_region_arrives(structure):
    """Law RE3: `none` gives exactly 0, and the arrivals are those without a defence."""
    answer = under("none", structure=structure, assumption_set="strong_capital_defence")
    assert {row[band] for row in answer["erosion"] for band in BANDS} == {0.0}
    for with_, without in zip(shown(answer), by_band(answer, "without"), strict=True):
        assert with_ == without


def test_a_label_is_its_pair():
    """Law RE2: under spread all goes into defended regions, three quarters of it to the capital region."""
    for label, pair in (("spread", "1,0.75"), ("half", "0.5,1"), ("all", "1,1"), ("none", "0,1")):
        named, asked = under(label), under(pair)
        assert {key: named[key] for key in ("arrivals", "erosion", "numbers")} == {
            key: asked[key] for key in ("arrivals", "erosion", "numbers")
        }
    assert under("spread")["erosion"] != under("all")["erosion"] != under("half")["erosion"]


@pytest.mark.parametrize("exposure", ["none", "half", "spread", "all", "0.6,0.9"])
def test_the_ghost_is_the_reference_under_the_exposure_looked_at(exposure):
    """An exposure is a choice and no change: where nothing is changed the ghost lies on the median."""
    answer = under(exposure)
    assert answer["is_reference"]
    assert medians(answer, "reference") == medians(answer, "with")
    changed = under(exposure, changes={SEES: {"value": 0.5}})
    assert not changed["is_reference"]
    assert medians(changed, "reference") == medians(answer, "with")


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


@pytest.mark.parametrize("exposure", ["all", "spread"])
def test_the_copied_command_gives_the_numbers_on_the_page(exposure, tmp_path):
    state = replace(STATE, exposure=exposure)
    name, *words = shlex.split(as_command(state, LIVE.dataset))
    assert name == "deterrence"
    done = deterrence(*words, "--workers", 1, "--json", "--output", tmp_path)
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)["rows"]
    found = [[row[key] for key in ("p05", "p25", "p50", "p75", "p95")] for row in rows]
    assert found == shown(LIVE.answer(state, FUTURES))


@pytest.mark.parametrize("exposure", ["all", "spread"])
def test_the_copied_python_gives_the_numbers_on_the_page(exposure):
    state = replace(STATE, exposure=exposure)
    answer = LIVE.answer(state, FUTURES)
    *body, arrivals, erosion = as_python(state, LIVE.dataset).rstrip().split("\n")
    scope: dict[str, object] = {}
    exec("\n".join(body), scope)
    assert np.squeeze(eval(arrivals, scope).values).tolist() == shown(answer)
    of_year = np.squeeze(eval(erosion, scope).values).tolist()
    assert of_year == [answer["numbers"]["erosion_same_forces"][band] for band in BANDS]


def test_a_live_share_names_its_question_as_the_table_of_claims_does_also_on_compare_and_in_the_download(client):
    """A07 asks of what is new and of the whole defence: a number without its question is taken for the other's."""
    known = {(claim.id, reading.id): question_text(reading) for claim in load_claims() for reading in claim.readings}
    rows = client.post("/api/v1/live", json={"futures": 20}).json()["claims"]
    told = [row for row in rows if row["is_spoken_of"]]
    assert told
    assert all(row["question"] == known[row["claim"], row["reading"]] != "" for row in rows)
    compared = unescape(client.get("/compare?s=futures%3D20&s=futures%3D20%26set%3Dclaimed_performance").text)
    heads = client.get("/tables/readings.csv").text
    for row in told:
        assert f"{row['claim']}, {row['question']}: true in" in compared
        assert f"{row['claim']} {row['reading']}, {row['question']}: true in (share)" in heads

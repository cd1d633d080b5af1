"""A lever moves one reading or all: the link, the page's numbers, the copied code and the warning say which."""

import ast
import shlex
import subprocess
from dataclasses import replace
from urllib.parse import parse_qsl

import pytest

import deterrence as dt
from deterrence.api.scenario import load_said
from deterrence.cli.changes import read_changes
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.resolve import resolve
from deterrence.web.code import SCENARIO_FILE, as_command, as_python
from deterrence.web.levers import levers_of
from deterrence.web.live import Live
from deterrence.web.slips import slips_of
from deterrence.web.state import State, state_of, state_of_query

LIVE = Live(load_dataset())
DATASET = LIVE.dataset
SEES, STOCK = "missile_defence.sensor.sees_probability", "nuclear.france.stockpile"
HERE, THERE = "strong_capital_defence", "reference"
OWN = {"source": "mine_2026", "title": "Yearbook", "publisher": "An institute", "date": "2026"}
ALONE = {"value": 0.2, "rationale": "a test", "assumption_sets": [HERE]}
STATE = state_of(
    {
        "assumption_set": HERE,
        "force": "united_kingdom",
        "futures": 20,
        "changes": {SEES: {**ALONE, "sources": [{"source": "mine_2026", "locator": "p. 7"}]}},
        "sources": [OWN],
    },
    DATASET,
)


def problems(values):
    with pytest.raises(InputError) as caught:
        state_of(values, DATASET)
    return [str(problem) for problem in caught.value.problems]


def test_a_link_holds_the_sets_and_the_sources_of_a_change():
    link = parse_qsl(STATE.query(DATASET), keep_blank_values=True)
    assert replace(state_of_query(link, DATASET), dataset="") == STATE
    assert state_of(STATE.as_dict(), DATASET) == STATE


def test_it_moves_that_reading_alone_and_every_other_is_the_same_to_the_bit():
    plain = {row["assumption_set"]: row for row in LIVE.readings(STATE.without_changes(), 20)["readings"]}
    for row in LIVE.readings(STATE, 20)["readings"]:
        same = row == plain[row["assumption_set"]]
        assert same is (row["assumption_set"] != HERE), row["assumption_set"]


def test_in_its_own_reading_it_gives_the_numbers_of_a_change_that_counts_in_all():
    everywhere = replace(STATE, changes={SEES: {"value": 0.2, "rationale": "a test"}})
    alone, all_ = LIVE.answer(STATE, 20), LIVE.answer(everywhere, 20)
    assert alone["arrivals"] == all_["arrivals"] and alone["erosion"] == all_["erosion"]


def test_a_lever_tells_where_it_was_moved():
    for name, is_changed in ((HERE, True), (THERE, False)):
        state = replace(STATE, assumption_set=name)
        levers = levers_of(state, state.scenario_in_view(DATASET), LIVE.reference)
        lever = next(lever for lever in levers if lever.id == SEES)
        assert (lever.is_changed, lever.changed_in, lever.is_disputed) == (is_changed, (HERE,), True)


@pytest.mark.parametrize(
    ("sets", "said"),
    [
        (["nobody"], f"link: changes.{SEES}.assumption_sets.0: unknown assumption set (nobody): "),
        ([], f"link: changes.{SEES}.assumption_sets: no entries: write at least 1"),
        ([HERE, HERE], f"link: changes.{SEES}.assumption_sets.1: the same assumption set twice ({HERE}): name it once"),
    ],
)  # fmt: skip
def test_a_set_that_is_wrong_is_a_named_error(sets, said):
    found = problems({"changes": {SEES: {"value": 0.2, "assumption_sets": sets}}})
    assert len(found) == 1 and found[0].startswith(said)


def test_a_source_that_nobody_holds_is_a_named_error():
    changes = {SEES: {"value": 0.2, "sources": [{"source": "nobody_2026", "locator": ""}]}}
    assert any("nobody_2026" in problem for problem in problems({"changes": changes}))


@pytest.mark.parametrize("written", ["1", "[1]", "{}x", '{"source": "a"}'])
def test_sources_that_are_none_are_a_named_error(written):
    with pytest.raises(InputError) as caught:
        state_of_query([("sources", written)], DATASET)
    assert [problem.path for problem in caught.value.problems] == ["sources"]


def test_the_copied_command_asks_for_the_same_scenario(tmp_path):
    """Reason and source stand in a file that the command writes: an option holds a value alone."""
    written, command = as_command(STATE, DATASET).splitlines()
    subprocess.run(["/bin/sh", "-c", written], cwd=tmp_path, check=True)
    assert f"--scenario {SCENARIO_FILE}" in command
    scenario = load_said(tmp_path / SCENARIO_FILE, {}, [HERE], ["aids_net"], None, "said")
    own, asked = (resolve(one, HERE)[SEES].basis for one in (scenario, STATE.scenario_in_view(DATASET)))
    assert own == asked
    assert scenario.dataset.sources["mine_2026"].original.title == "Yearbook"


def test_a_change_that_says_nothing_of_why_is_an_option_of_the_command():
    bare = state_of({"changes": {SEES: {"value": 0.2, "assumption_sets": [HERE]}}, "assumption_set": HERE}, DATASET)
    words = shlex.split(as_command(bare, DATASET))
    options = [words[place + 1] for place, word in enumerate(words) if word == "--change"]
    changes, wrong = read_changes(options)
    scenario = load_said(None, changes, [HERE], ["aids_net"], None, "said")
    assert wrong == []
    own = resolve(scenario, HERE)[SEES]
    assert own.basis.distribution == resolve(bare.scenario_in_view(DATASET), HERE)[SEES].basis.distribution
    assert as_command(replace(bare, assumption_set=THERE), DATASET).count("--change") == 0
    assert f"{SEES}@{HERE}=0.2" in as_command(bare, DATASET, "claims")


def test_the_copied_python_asks_for_the_same_scenario():
    call = next(node for node in ast.walk(ast.parse(as_python(STATE, DATASET, "claims"))) if isinstance(node, ast.Call))
    given = {keyword.arg: ast.literal_eval(keyword.value) for keyword in call.keywords}
    scenario = dt.load(**given)
    for name in (HERE, THERE):
        was = resolve(
            load_said(None, STATE.tree()["changes"], None, None, None, "s", sources=STATE.tree()["sources"]), name
        )
        assert resolve(scenario, name)[SEES] == was[SEES]


def test_a_likely_slip_is_told_with_the_quantity():
    state = state_of({"changes": {STOCK: {"value": 4309, "rationale": "r"}}}, DATASET)
    (found,) = slips_of(state, DATASET)
    assert found["id"] == STOCK and "times the reference" in found["what"]
    assert slips_of(State(), DATASET) == [] and slips_of(STATE, DATASET) == []


def test_an_older_link_calls_a_renamed_set_by_its_name_of_now_and_cites_what_the_dataset_has_meanwhile():
    known = next(iter(DATASET.sources))
    pairs = [
        ("dataset", "deadbeefdead"),
        (f"c.{SEES}", "0.2"),
        (f"s.{SEES}", "central"),
        ("sources", f'[{{"source": "{known}", "title": "t", "publisher": "p", "date": "2026"}}]'),
    ]
    state = state_of_query(pairs, DATASET)
    assert state.changes[SEES]["assumption_sets"] == ["reference"]
    assert state.sources == ()
    assert any(known in told for told in state.left_out)


def test_a_reason_without_a_value_in_an_older_link_is_told():
    state = state_of_query([("dataset", "deadbeefdead"), (f"r.{SEES}", "why")], DATASET)
    assert state.changes == {} and state.left_out

from pathlib import Path

import numpy as np
import pytest

import deterrence as dt
from deterrence.evidence.distribution import Dated, Point, Triple, Uniform

CASES = Path(__file__).parents[1] / "cases"
SEES, DEFENDED = "missile_defence.sensor.sees_probability", "missile_defence.s500.usable_share"
CAPITAL = "missile_defence.s500.capital_share_of_systems"


def problems(**asked):
    with pytest.raises(dt.InputError) as caught:
        dt.load(**asked)
    return str(caught.value).splitlines()


def test_nothing_said_is_the_reference():
    scenario = dt.load()
    assert (scenario.name, scenario.changes, scenario.digest) == ("reference", {}, dt.load(changes={}).digest)
    assert scenario.dataset is dt.load(structures=["aids_net"]).dataset


@pytest.mark.parametrize(
    ("value", "distribution"),
    [
        (0.9, Point(0.9)),
        (np.float64(0.9), Point(0.9)),
        ({"low": 0.1, "central": 0.2, "high": 0.3}, Triple(0.1, 0.2, 0.3)),
        ({"family": "uniform", "low": 0.1, "high": 0.3}, Uniform(0.1, 0.3)),
        ({"family": "point", "value": 0.4}, Point(0.4)),
        ({"value": 0.4, "rationale": "A test."}, Point(0.4)),
    ],
)
def test_a_change_is_a_value_of_any_form_or_a_whole_record(value, distribution):
    change = dt.load(changes={SEES: value}).changes[SEES]
    assert change.distribution == distribution
    assert change.rationale == ("A test." if "rationale" in str(value) else "set in Python")


def test_dates_may_be_numbers():
    identity = "missile_defence.s500.systems_delivered"
    scenario = dt.load(changes={identity: {"dated": {2025: 0, 2035: 1}, "rule": "linear"}})
    assert scenario.changes[identity].distribution == Dated((2025, 2035), (Point(0), Point(1)), "linear")


def test_code_and_file_with_the_same_words_are_the_same_scenario():
    moscow = dt.load(CASES / "moscow.yaml")
    reasons = {identity: change.rationale for identity, change in moscow.changes.items()}
    changes = {identity: {"value": 1, "rationale": reason} for identity, reason in reasons.items()}
    written = dt.load(changes=changes, assumption_sets=["reference"], structures=("aids_net",), exposure=(1, 0.9))
    assert written.exposure == moscow.exposure == (1, 0.9)
    assert written.changes == moscow.changes
    assert (written.assumption_sets, written.structures) == (moscow.assumption_sets, moscow.structures)
    assert written.years == moscow.years


def test_what_is_written_lies_on_top_of_the_file():
    scenario = dt.load(CASES / "moscow.yaml", changes={SEES: 0.5, CAPITAL: 0.25}, horizon=(2030, 2036))
    assert {identity: change.distribution.central for identity, change in scenario.changes.items()} == {
        DEFENDED: 1, CAPITAL: 0.25, SEES: 0.5,
    }  # fmt: skip
    assert (scenario.years[0], scenario.years[-1], scenario.assumption_sets) == (2030, 2036, ("reference",))
    assert scenario.name == f"{CASES / 'moscow.yaml'}, more set in Python"


def test_every_problem_of_what_is_written_is_listed():
    found = problems(
        changes={"missile_defence.sensor.sees_probabilty": 0.9, DEFENDED: 2, CAPITAL: float("nan"), SEES: [1]},
        assumption_sets=["central"],
        structures="aids_net",
        horizon=(2040, 2070),
    )
    assert sorted(found) == sorted(
        [
            f"set in Python: changes.{CAPITAL}.value: not a finite number (nan): write a finite number",
            f"set in Python: changes.missile_defence.sensor.sees_probabilty: no such quantity (missile_defence.sensor."
            f"sees_probabilty): did you mean {SEES}?",
            f"set in Python: changes.{DEFENDED}.value: above 1, the bound of share (2): write a number of at most 1",
            f"set in Python: changes.{SEES}.value: not a value ([1]): write a number, {{low, central, high}}, "
            "{mixture: ...}, {choices: ...}, {family: ...} or {dated: {...}, rule: linear | step}",
            "set in Python: assumption_sets.0: renamed (central): write reference",
            "set in Python: structures: not a list (aids_net): write a list: [first, second]",
            "set in Python: horizon.last: above 2060 (2070): write a number of at most 2060",
        ]
    )


def test_a_record_without_a_reason_is_refused_as_in_a_file():
    assert problems(changes={SEES: {"value": 0.5, "grade": "judged"}}) == [
        f"set in Python: changes.{SEES}: neither a source nor a rationale: add rationale, or sources: "
        "[{source: id, locator: place}]"
    ]


def test_only_what_still_stands_in_the_file_keeps_its_line(tmp_path):
    path = tmp_path / "file.yaml"
    path.write_text(f"version: 1\nchanges:\n  {SEES}: {{value: 2, rationale: x}}\n  {CAPITAL}: {{value: 3}}\n")
    found = problems(path=path, changes={CAPITAL: 5, DEFENDED: 7})
    assert [line.replace(f"{path}", "file").partition(".value")[0] for line in found] == [
        f"file: changes.{CAPITAL}", f"file: changes.{DEFENDED}", f"file:3: changes.{SEES}",
    ]  # fmt: skip


@pytest.mark.parametrize("changes", [[SEES], "x", 3])
def test_changes_that_are_no_mapping_are_refused(changes):
    assert problems(path=CASES / "moscow.yaml", changes=changes)[0].partition("(")[0].endswith("not a mapping ")


def test_a_bad_file_is_reported_as_without_changes():
    bad = CASES / "bad" / "unknown_set.yaml"
    assert problems(path=bad, changes={SEES: 0.5}) == problems(path=bad)


def test_a_scenario_shows_what_it_changes_and_escapes_what_it_was_told():
    scenario = dt.load(changes={SEES: {"value": 0.5, "rationale": "<script>alert(1)</script>"}})
    page = scenario._repr_html_()
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert SEES in page
    sets, structures = ", ".join(scenario.assumption_sets), ", ".join(scenario.structures)
    assert sets in page
    assert repr(scenario) == f"Scenario(set in Python: {sets}; {structures}; 2025 to 2040, 1 changed)"
    assert "Nothing is changed" in dt.load()._repr_html_()

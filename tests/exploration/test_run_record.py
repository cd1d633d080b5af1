"""What a run tells of itself says what made it: the title of the scenario, and each change with its reason."""

import json
from types import SimpleNamespace

from deterrence.api.scenario import load
from deterrence.exploration.ensemble import make_record
from deterrence.exploration.run import EnsembleOptions, Run
from deterrence.exploration.run_record import what_made_it

OWN = """version: 1
title: Fewer interceptors than planned
changes:
  nuclear.retaliation.warhead_reliability: {value: 0.9, rationale: A trial of the tests.}
  missile_defence.s500.usable_share:
    value: {low: 0.5, central: 0.6, high: 0.8}
    grade: estimated
    range_grade: estimated
    method: Halved by hand.
    sources: [{source: rusi_2025_reclaiming_the_sky}]
"""


def test_title_and_changes_with_their_reasons_stand_in_it(tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    scenario = load(path)
    told = what_made_it(scenario)
    assert told == {
        "title": "Fewer interceptors than planned",
        "changes": {
            "nuclear.retaliation.warhead_reliability": "0.9: A trial of the tests.",
            "missile_defence.s500.usable_share": "0.6 (0.5 to 0.8): Halved by hand; rusi_2025_reclaiming_the_sky",
        },
    }
    record = make_record(scenario, EnsembleOptions(futures=20, seed=1))
    run = SimpleNamespace(recorded=record.as_dict, scenario=scenario)
    described = Run.described(run)
    assert {name: described[name] for name in told} == told
    assert json.loads(json.dumps(described)) == described


def test_a_title_is_no_part_of_what_is_run(tmp_path):
    """Two titles are two records and one answer."""
    first, second = (tmp_path / name for name in ("a.yaml", "b.yaml"))
    first.write_text("version: 1\ntitle: One\n", encoding="utf-8")
    second.write_text("version: 1\ntitle: Two\n", encoding="utf-8")
    assert load(first).changes == load(second).changes
    assert what_made_it(load(first)) == {"title": "One"}


def test_the_reference_says_nothing_of_it():
    assert what_made_it(load()) == {}

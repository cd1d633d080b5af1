"""The command that compares options, as a user runs it."""

import json

import pytest

from command import ROOT, deterrence

POLICIES = ROOT / "src" / "deterrence" / "dataset" / "policies"
TWO = ("--policy", "more_french_boats_at_sea", "--policy", "polish_own_capability", "--futures", "40")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Of the run that the comparisons share."""
    return str(tmp_path_factory.mktemp("run"))


def test_options_are_told_on_one_page_the_cheapest_first(folder):
    done = deterrence("options", *TWO, "--output", folder)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert lines[0].startswith("Options in 2040, reference, aids_net: 40 futures, seed 1.")
    heads = next(line for line in lines if line.startswith("option "))
    assert "bn USD of 2025" in heads
    first, second = lines[lines.index(heads) + 1 : lines.index(heads) + 3]
    assert first.startswith("Two French boats always at sea")
    assert second.startswith("Polish nuclear capability of its own")
    assert second.split()[-2:] == ["-", "-"]
    assert "withdraw (article X" in done.stdout
    assert "\nTwo French boats always at sea: " in done.stdout
    assert "\nPolish nuclear capability of its own: its effect is not modelled; it costs " in done.stdout
    assert all(len(line) <= 150 for line in (first, second, heads))


def test_options_as_data_hold_cost_date_and_difference(folder):
    done = deterrence("options", *TWO, "--year", "2036", "--json", "--output", folder)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    (table,) = found["tables"]
    assert (table["year"], found["run_record"]["futures_per_cell"]) == (2036, 40)
    boats, own = table["rows"]
    assert boats["cost"]["p05"] < boats["cost"]["p95"]
    assert boats["earliest_year"]["p05"] >= 2026
    assert boats["effects"]["arrivals_day_to_day"]["difference"]["p50"] > 0
    assert own["effect_grade"] is None
    assert list(table["sentences"]) == [boats["policy"], own["policy"]]
    assert "more warheads arrive without warning and" in table["sentences"]["more_french_boats_at_sea"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--policy", "more_french_boat_at_sea"), "did you mean more_french_boats_at_sea?"),
        (("--year", "2050"), "a year outside the horizon (2050): name a year from 2025 to 2040"),
    ],
)
def test_an_option_that_does_not_exist_is_one_clear_error_and_nothing_is_run(arguments, said, tmp_path):
    done = deterrence("options", *arguments, "--output", str(tmp_path / "out"))
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_a_policy_file_is_checked_as_one(tmp_path):
    source = POLICIES / "more_french_boats_at_sea.yaml"
    done = deterrence("check", str(source))
    assert done.returncode == 0, done.stderr
    assert "a policy file, no problem found" in done.stdout
    spoilt = tmp_path / "mine.yaml"
    spoilt.write_text(source.read_text(encoding="utf-8").replace("standing: ", "standin: "), encoding="utf-8")
    done = deterrence("check", str(spoilt))
    assert done.returncode == 2
    assert "standin: unknown key (standin): did you mean standing?" in done.stderr


def test_a_scenario_with_a_policy_too_early_is_refused(tmp_path):
    path = tmp_path / "early.yaml"
    path.write_text("version: 1\npolicies: {fourth_french_air_base: {from_year: 2030}}\n", encoding="utf-8")
    done = deterrence("check", str(path))
    assert done.returncode == 2
    assert (
        "early.yaml:2: policies.fourth_french_air_base.from_year: before its earliest date, 2032 (2030)" in done.stderr
    )

"""The conventional models on inputs of a user: known answers, defaults, and every mistake at its place (law C45)."""

import copy
import json
from pathlib import Path

import pytest
from numpy.testing import assert_allclose
from typer.testing import CliRunner

from command import deterrence
from deterrence.cli.app import app
from deterrence.conventional.codes import NOT_NATO
from deterrence.errors import InputError
from deterrence.evidence.document import read_document
from deterrence.evidence.fields import parse_fields
from deterrence.system.models import MODELS

CASES = Path(__file__).parents[1] / "cases"
NAMES = ("apportionment", "tier-gap", "apportionment-plan")


def tree(name):
    return json.loads((CASES / f"{name.replace('-', '_')}.json").read_text())


def run(name, given, folder):
    path = folder / "case.json"
    path.write_text(json.dumps(given))
    return MODELS[name].function(parse_fields(MODELS[name].inputs, read_document(path)))


def test_shares(tmp_path):
    """Law C15: w 5, 3, 2, R 10, cap of the first 3: 3, 4.2, 2.8; the lower bounds are 0 where none are given."""
    found = run("apportionment", tree("apportionment"), tmp_path)
    assert list(found) == ["shares", "unmet", "multiplier"]
    assert_allclose(found["shares"], [3, 4.2, 2.8])
    assert found["unmet"] == 0
    assert_allclose(found["multiplier"], 1.4)


def test_shares_that_are_all_full(tmp_path):
    found = run("apportionment", {**tree("apportionment"), "requirement": 30}, tmp_path)
    assert found == {"shares": [3, 10, 10], "unmet": 7, "multiplier": None}


def test_lower_bounds_may_sum_to_more_than_is_required(tmp_path):
    found = run("apportionment", {**tree("apportionment"), "lower": [3, 4, 5]}, tmp_path)
    assert found == {"shares": [3, 4, 5], "unmet": 0, "multiplier": 0}


def test_gap_by_tier(tmp_path):
    """Law C9."""
    assert run("tier-gap", tree("tier-gap"), tmp_path) == {"gap": [0, 9.125, 51], "gap_without_netting": 64.625}


def test_plan(tmp_path):
    """Law C20: the first pays for 3, the cap holds the second at 5, 2 are unmet; half .7, money x 1.67, R x .6."""
    found = run("apportionment-plan", tree("apportionment-plan"), tmp_path)
    assert list(found) == ["assigned", "unmet", "conflict", "least_relaxation"]
    assert_allclose(found["assigned"]["first"]["unit"], [3], atol=1e-6)
    assert_allclose(found["assigned"]["second"]["unit"], [5], atol=1e-6)
    assert_allclose(found["unmet"]["unit"], [2], atol=1e-6)
    assert found["conflict"] == ["requirement", "money", "half"]
    least = found["least_relaxation"]
    assert_allclose([least["requirement"], least["money"], least["half"]], [0.6, 5 / 3, 0.7], atol=1e-4)
    assert least["people"] is least["growth"] is None
    assert "industry" not in least


def test_lists_in_the_order_of_names_are_the_same_plan(tmp_path):
    given = tree("apportionment-plan")
    for name in ("holdings", "growth"):
        given[name] = [list(row.values()) for row in given[name].values()]
    for name in ("requirement", "cost", "upkeep", "people_each", "money", "people", "fair"):
        given[name] = list(given[name].values())
    found = run("apportionment-plan", given, tmp_path)
    assert_allclose(found["assigned"], [[[3]], [[5]]], atol=1e-6)
    assert_allclose(found["unmet"], [[2]], atol=1e-6)


def test_a_plan_over_years(tmp_path):
    """Output of 3 a year of both leaves 7, 4, 1 and 0 of 10; with nothing else in the way it is industry alone."""
    given = tree("apportionment-plan")
    given |= {"years": 4, "industry": {"unit": 3}, "half": False, "money": {"first": 100, "second": 100}}
    found = run("apportionment-plan", given, tmp_path)
    assert_allclose(found["unmet"]["unit"], [7, 4, 1, 0], atol=1e-6)
    assert_allclose([found["assigned"][ally]["unit"][-1] for ally in ("first", "second")], [5, 5], atol=1e-6)
    assert found["conflict"] == ["requirement", "industry"]
    assert_allclose(found["least_relaxation"]["industry"], 10 / 3, atol=1e-4)


def test_years_are_a_number_or_a_list(tmp_path):
    listed = run("apportionment-plan", {**tree("apportionment-plan"), "years": [2027, 2028]}, tmp_path)
    assert listed == run("apportionment-plan", {**tree("apportionment-plan"), "years": 2}, tmp_path)
    with pytest.raises(InputError, match="years: years out of order: write them ascending"):
        run("apportionment-plan", {**tree("apportionment-plan"), "years": [2028, 2027]}, tmp_path)
    with pytest.raises(InputError, match=r"years: no number of years from 1 to 40 \(0\)"):
        run("apportionment-plan", {**tree("apportionment-plan"), "years": 0}, tmp_path)


def test_a_plan_that_meets_all_has_no_conflict(tmp_path):
    found = run("apportionment-plan", {**tree("apportionment-plan"), "half": False}, tmp_path)
    assert (found["conflict"], found["least_relaxation"]) == ([], {})


def _spoilt_shares():
    given = tree("apportionment")
    return given | {"weights": [5, 0, -2], "requirement": -1, "lower": [4, -1, 0], "upper": [3, 10, 10]}


def _spoilt_tiers():
    return {"requirement": [1, -2], "holdings": [1]}


def _spoilt_plan():
    given = copy.deepcopy(tree("apportionment-plan"))
    given["money"] = {"first": -3, "second": 100}
    given["people"] = {"first": 100}
    given["fair"] = {"first": 0.5, "second": 0.4}
    given["requirement"] = {"unit": 0}
    given["growth"]["second"] = {"unit": 1, "units": 2}
    return given


@pytest.mark.parametrize(
    ("name", "given", "messages"),
    [
        (
            "apportionment",
            _spoilt_shares,
            [
                "requirement: below 0 (-1.0): write a number of at least 0",
                "weights.1: not above 0 (0.0): write a number of at least 1e-09, or leave it out",
                "weights.2: below 0 (-2.0): write a number of at least 0",
                "lower.1: below 0 (-1.0): write a number of at least 0",
                "upper.0: below its lower bound 4 (3.0): raise it, or lower the lower bound",
            ],
        ),
        (
            "tier-gap",
            _spoilt_tiers,
            [
                "requirement.1: below 0 (-2.0): write a number of at least 0",
                "holdings: 1 tiers of holdings for 2 of the requirement: write 2",
            ],
        ),
        (
            "apportionment-plan",
            _spoilt_plan,
            [
                "money.first: below 0 (-3.0): write a number of at least 0",
                "people: lacks second: add a number for each",
                "fair: shares sum to 0.9: make them sum to one",
                "requirement.unit: not above 0 (0.0): write a number of at least 1e-09, or leave it out",
                "growth.second.units: no such name (units): write one of unit",
            ],
        ),
    ],
    ids=NAMES,
)
def test_every_mistake_is_listed_at_its_place(name, given, messages, tmp_path):
    with pytest.raises(InputError) as error:
        run(name, given(), tmp_path)
    lines = str(error.value).splitlines()
    assert len(lines) == len(messages), lines
    for message in messages:
        assert any(line.endswith(message) for line in lines), (message, lines)


@pytest.mark.parametrize(
    ("name", "changed", "messages"),
    [
        ("apportionment", {"weights": [], "upper": []}, ["weights: no entries: write at least 1", "upper: no entries"]),
        ("tier-gap", {"holdings": None}, ["holdings: not a list (None)"]),
        ("apportionment-plan", {"money": {"first": -1, "second": None}}, ["money.second: not a number (None)"]),
        ("apportionment-plan", {"holdings": [[0], [None]]}, ["holdings.1.0: not a number (None)"]),
        ("apportionment-plan", {"growths": 3}, ["growths: unknown key (growths): did you mean growth?"]),
    ],
)
def test_what_has_the_wrong_form_is_told_once_at_its_place(name, changed, messages, tmp_path):
    """Of two forms that a number by name or in order may have, the one that was meant is judged."""
    with pytest.raises(InputError) as error:
        run(name, {**tree(name), **changed}, tmp_path)
    lines = str(error.value).splitlines()
    assert len(lines) == len(messages), lines
    for message in messages:
        assert any(f": {message}" in line for line in lines), (message, lines)


def test_a_code_that_no_ally_may_own_is_refused_by_name(tmp_path):
    """Law C45: neither held by anybody, nor to be added by anybody."""
    given = tree("apportionment-plan")
    nothing = {ally: {"unit": 0} for ally in given["allies"]}
    with pytest.raises(
        InputError, match=r"codes\.0: no ally may own it, since all holdings and growth of it are 0 \(unit\)"
    ):
        run("apportionment-plan", {**given, "holdings": nothing, "growth": nothing}, tmp_path)
    listed = [[0], [0]]
    with pytest.raises(InputError, match=r"codes\.0: no ally may own it"):
        run("apportionment-plan", {**given, "holdings": listed, "growth": listed}, tmp_path)
    held = {"first": {"unit": 1}, "second": {"unit": 0}}
    one = run("apportionment-plan", {**given, "holdings": held, "growth": nothing}, tmp_path)
    assert one["unmet"]["unit"] == [9.0]


def test_what_is_held_beyond_the_requirement_leaves_whole_numbers_whole(tmp_path):
    """One ally holds twice what is asked; the other is as near to its half as the plan can bring it: 5."""
    case = {**tree("apportionment-plan"), "holdings": {"first": {"unit": 20}, "second": {"unit": 0}}}
    found = run("apportionment-plan", case, tmp_path)
    assert found["assigned"]["second"]["unit"] == [5.0]


def test_what_would_take_hours_or_overflow_is_refused(tmp_path):
    names = [f"a{place}" for place in range(40)]
    large = {
        "allies": names, "codes": names, "years": 20, "half": False, "fair": [1 / 40] * 40,
        **{name: [[1] * 40] * 40 for name in ("holdings", "growth")},
        **{name: [1] * 40 for name in ("requirement", "cost", "upkeep", "people_each", "money", "people")},
    }  # fmt: skip
    with pytest.raises(InputError, match="years: 32000 cells of allies, codes and years: leave out some"):
        run("apportionment-plan", large, tmp_path)
    with pytest.raises(InputError, match=r"requirement: above 1e\+12 \(1e\+300\): write less"):
        run("apportionment", {**tree("apportionment"), "requirement": 1e300}, tmp_path)


def test_the_command_ends_with_2_and_lists_all(tmp_path):
    path = tmp_path / "case.json"
    path.write_text(json.dumps(_spoilt_shares()))
    done = deterrence("model", "apportionment", "--inputs", path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_the_command_line_runs_it(name, options):
    case = CASES / f"{name.replace('-', '_')}.json"
    done = CliRunner().invoke(app, ["model", name, "--inputs", str(case), *options])
    assert done.exit_code == 0, done.output
    if options:
        assert json.loads(done.output)
    else:  # law C13
        assert done.output.endswith(f"{NOT_NATO}\n") == name.startswith("apportionment")

# ruff: noqa: E501  (whole messages stand on one line)
import shutil
from pathlib import Path

import pytest

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Point

TINY = Path(__file__).parent / "tiny_dataset"
SUPPORT = "grade: judged, range_grade: judged, rationale: r, analogue: a"
QUANTITIES = f"""\
cost: {{description: A price., unit: usd_2025_bn, value: 2, {SUPPORT}}}
other_cost: {{description: A price., unit: usd_2025_bn, value: 3, {SUPPORT}}}
earliest_year: {{description: A date., unit: calendar_year, value: {{low: 2030, central: 2031, high: 2033}}, {SUPPORT}}}
"""
POLICY = """\
title: Fewer boats
description: One boat is given up.
standing: announced
sources: [{source: white_paper, locator: p. 9}]
cost: [options.fewer.cost, options.fewer.other_cost]
earliest_year: options.fewer.earliest_year
changes:
  nuclear.force.boats: {value: 3, rationale: As written.}
treaty_note: None.
"""


@pytest.fixture
def root(tmp_path):
    """The tiny dataset with one policy."""
    copied = tmp_path / "tiny"
    shutil.copytree(TINY, copied)
    for folder, name, text in (("options", "fewer", QUANTITIES), ("policies", "fewer_boats", POLICY)):
        (copied / folder).mkdir()
        (copied / folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    force = copied / "nuclear" / "force.yaml"
    force.write_text(force.read_text(encoding="utf-8").replace("can_reverse: [A07]", "dated: path"), encoding="utf-8")
    return copied


def problems(root, old, new):
    assert old in POLICY
    (root / "policies" / "fewer_boats.yaml").write_text(POLICY.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_dataset(root)
    return str(caught.value).replace(f"{root}/policies/", "").splitlines()


def test_a_policy_is_its_file_and_what_it_changes_is_a_value_like_any_other(root):
    dataset = load_dataset(root)
    policy = dataset.policies["fewer_boats"]
    assert (policy.title, policy.standing, policy.treaty_note) == ("Fewer boats", "announced", "None.")
    assert policy.cost == ("options.fewer.cost", "options.fewer.other_cost")
    assert policy.changes["nuclear.force.boats"].distribution == Point(3)
    assert policy.changes["nuclear.force.boats"].grade == "judged"
    assert not any(identity.startswith("policies") for identity in dataset.quantities)


def test_a_dataset_without_policies_has_none():
    assert dict(load_dataset(TINY).policies) == {}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "nuclear.force.boats:",
            "nuclear.force.boat:",
            "fewer_boats.yaml:8: changes.nuclear.force.boat: no such quantity (nuclear.force.boat): did you mean nuclear.force.boats?",
        ),
        (
            "nuclear.force.boats: {value: 3,",
            "nuclear.force.missile.age: {value: 3,",
            "fewer_boats.yaml:8: changes.nuclear.force.missile.age: changed by a policy, but the models read it without a date: change it in a scenario instead, or declare dated: path or schedule where it is defined",
        ),
        (
            "value: 3,",
            "value: [1],",
            "fewer_boats.yaml:8: changes.nuclear.force.boats.value: not a value ([1]): write a number, {low, central, high}, {mixture: ...}, {choices: ...}, {family: ...} or {dated: {...}, rule: linear | step}",
        ),
        (
            "value: 3,",
            "value: 3.5,",
            "fewer_boats.yaml:8: changes.nuclear.force.boats.value: not whole, and boats are counted whole (3.5): write a whole number",
        ),
        (
            "rationale: As written.",
            "note: none",
            "fewer_boats.yaml:8: changes.nuclear.force.boats: neither a source nor a rationale: add rationale, or sources: [{source: id, locator: place}]",
        ),
        (
            "options.fewer.other_cost]",
            "options.fewer.othr_cost]",
            "fewer_boats.yaml:5: cost.1: no such quantity (options.fewer.othr_cost): did you mean options.fewer.other_cost?",
        ),
        (
            "options.fewer.other_cost]",
            "nuclear.force.missile.age]",
            "fewer_boats.yaml:5: cost.1: a cost in years (nuclear.force.missile.age): name a quantity in usd_2025_bn",
        ),
        (
            "options.fewer.other_cost]",
            "options.fewer.cost]",
            "fewer_boats.yaml:5: cost.1: the same cost twice (options.fewer.cost): name it once",
        ),
        (
            "earliest_year: options.fewer.earliest_year\n",
            "",
            "fewer_boats.yaml:1: earliest_year: missing: add earliest_year",
        ),
        (
            "earliest_year: options.fewer.earliest_year",
            "earliest_year: options.fewer.cost",
            "fewer_boats.yaml:6: earliest_year: a date in usd_2025_bn (options.fewer.cost): name a quantity in calendar_year",
        ),
        (
            "standing: announced",
            "standing: anounced",
            "fewer_boats.yaml:3: standing: not one of the allowed words (anounced): did you mean announced?",
        ),
        (
            "sources: [{source: white_paper, locator: p. 9}]\n",
            "",
            "fewer_boats.yaml:1: sources: announced, but no source says so: add sources: [{source: id, locator: place}]",
        ),
        (
            "standing: announced",
            "standing: hypothetical",
            "fewer_boats.yaml:1: rationale: hypothetical without a rationale: add rationale: why the option is asked about",
        ),
        (
            "source: white_paper",
            "source: white_papr",
            "fewer_boats.yaml:4: sources.0.source: no such source (white_papr): did you mean white_paper? if not, add it to dataset/sources/",
        ),
        (
            "treaty_note:",
            "treaty_not:",
            "fewer_boats.yaml:9: treaty_not: unknown key (treaty_not): did you mean treaty_note?",
        ),
    ],
)
def test_each_mistake_of_a_policy_has_its_line_and_its_remedy(root, old, new, expected):
    assert problems(root, old, new) == [expected]


def test_all_mistakes_of_a_policy_are_told_at_once(root):
    text = "title: T\nstanding: decided\ncost: []\nchanges:\n  nuclear.force.boats: {value: -1}\n"
    found = problems(root, POLICY, text)
    said = [
        "description: missing",
        "earliest_year: missing",
        "no source says so",
        "cost: ",
        "below 0",
        "neither a source",
    ]
    for part in said:
        assert any(part in line for line in found), part


def test_a_quantity_that_is_wrong_itself_is_not_told_again_by_its_policy(root):
    (root / "options" / "fewer.yaml").write_text(QUANTITIES.replace("value: 2,", "value: -2,"), encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_dataset(root)
    assert [problem.path for problem in caught.value.problems] == ["cost.value"]


def test_no_option_of_the_dataset_lacks_a_price_a_date_and_a_standing():
    for policy in load_dataset().policies.values():
        assert policy.cost, policy.id
        assert policy.earliest_year, policy.id
        assert policy.sources or policy.rationale, policy.id


def test_cash_and_constant_dollars_are_not_added(root):
    """The first cost says which money; the second is in another."""
    file = root / "options" / "fewer.yaml"
    file.write_text(QUANTITIES.replace("usd_2025_bn, value: 2", "usd_cash_bn, value: 2"), encoding="utf-8")
    expected = (
        "fewer_boats.yaml:5: cost.1: a cost in usd_2025_bn (options.fewer.other_cost): name a quantity in usd_cash_bn"
    )
    assert problems(root, "title: Fewer boats", "title: Fewer boats still") == [expected]

# ruff: noqa: E501  (whole messages stand on one line)
"""Limits, bounds and dates that a quantity declares in its own file."""

import shutil
from pathlib import Path

import pytest

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset

TINY = Path(__file__).parent / "tiny_dataset"
SUPPORT = "grade: judged, range_grade: judged, rationale: r, analogue: a"
WRONG = "wrong: more parts than the whole"


def parts(**further):
    """A domain of its own: a whole of 10 to 12, and two parts of 4 to 6."""
    fields = {name: f", {further[name]}" if name in further else "" for name in ("whole", "first", "second")}
    fields = {name: text if "limits" in text else f", limits: {{high: 100}}{text}" for name, text in fields.items()}
    return "".join(
        f"{name}: {{description: d, unit: {'systems' if name == 'whole' else 'boats'}, value: {value}, {SUPPORT}{fields[name]}}}\n"
        for name, value in (("whole", "{low: 10, central: 11, high: 12}"), ("first", "{low: 4, central: 5, high: 6}"),
                            ("second", "{low: 4, central: 5, high: 6}"))
    )  # fmt: skip


def read(folder, text):
    root = folder / "tiny"
    shutil.copytree(TINY, root)
    (root / "domain").mkdir()
    (root / "domain" / "parts.yaml").write_text(text, encoding="utf-8")
    return load_dataset(root)


def message(folder, text):
    with pytest.raises(InputError) as caught:
        read(folder, text)
    return str(caught.value).replace(f"{folder}/tiny/domain/", "").splitlines()


def test_names_are_looked_for_beside_the_quantity_first_then_as_whole_ids(tmp_path):
    near = f"at_most: [{{bound: whole, with: [second], {WRONG}}}]"
    far = f"at_most: [{{bound: nuclear.force.boats, {WRONG}}}]"
    dataset = read(tmp_path, parts(first=near).replace("unit: boats", "unit: systems") + f"part: {{description: d, unit: boats, limits: {{high: 9}}, value: 2, {SUPPORT}, {far}}}\n")  # fmt: skip
    assert dataset.quantities["domain.parts.first"].at_most[0].quantities == (
        "domain.parts.first", "domain.parts.second", "domain.parts.whole",
    )  # fmt: skip
    assert dataset.quantities["domain.parts.part"].at_most[0].limit == "nuclear.force.boats"
    assert set(dataset.bounds) == {
        *(f"domain.parts.{name}" for name in ("first", "second", "whole", "part")), "nuclear.force.boats",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        (f"{{bound: 12, with: [second], {WRONG}}}", None),
        (f"{{bound: whole, with: [second], {WRONG}}}", None),
        (
            f"{{bound: 11, with: [second], {WRONG}}}",
            "more parts than the whole (12): make it and domain.parts.second sum to at most 11",
        ),
        (
            f"{{bound: whole, with: [second], in_every_future: true, {WRONG}}}",
            "more parts than the whole (12): make it and domain.parts.second sum to at most 10, or raise domain.parts.whole",
        ),
        (f"{{bound: 5, {WRONG}}}", "more parts than the whole (6): write at most 5"),
        (
            f"{{bound: 5, with: [second, second], {WRONG}}}",
            "more parts than the whole (18): make it and domain.parts.second, domain.parts.second sum to at most 5",
        ),
    ],
)
def test_the_most_of_the_parts_is_held_against_the_most_of_the_bound_or_its_least_by_hand(tmp_path, first, expected):
    """Parts of at most 6 and 6 sum to at most 12; the whole is at most 12 and at least 10."""
    text = parts(first=f"at_most: [{first}]")
    if expected is None:
        read(tmp_path, text)
    else:
        assert message(tmp_path, text) == [f"parts.yaml:2: domain.parts.first.at_most.0: {expected}"]


@pytest.mark.parametrize(
    ("further", "expected"),
    [
        (
            {"first": f"at_most: [{{bound: wole, {WRONG}}}]"},
            ["parts.yaml:2: domain.parts.first.at_most.0: no such quantity (wole): write a neighbour's name or a whole id"],
        ),
        (
            {"first": f"at_most: [{{bound: domain.parts.wole, {WRONG}}}]"},
            ["parts.yaml:2: domain.parts.first.at_most.0: no such quantity (domain.parts.wole): did you mean domain.parts.whole?"],
        ),
        (
            {"first": f"at_most: [{{bound: defence.pool.kill_probability_net_of_aids, {WRONG}}}]"},
            ["parts.yaml:2: domain.parts.first.at_most.0: bounded by defence.pool.kill_probability_net_of_aids in probability (boats): name quantities that are a count, as boats are"],
        ),
        (
            {"first": f"at_most: [{{bound: second, {WRONG}}}]", "second": f"at_most: [{{bound: first, {WRONG}}}]"},
            [
                "parts.yaml:2: domain.parts.first.at_most.0: a bound that bounds itself (domain.parts.first <= domain.parts.second <= domain.parts.first): let one of them bound the other",
                "parts.yaml:3: domain.parts.second.at_most.0: a bound that bounds itself (domain.parts.second <= domain.parts.first <= domain.parts.second): let one of them bound the other",
            ],
        ),
        (
            {"first": f"at_most: [{{bound: first, {WRONG}}}]"},
            ["parts.yaml:2: domain.parts.first.at_most.0: a bound that bounds itself (domain.parts.first <= domain.parts.first): let one of them bound the other"],
        ),
        (
            {"first": "at_most: [{bound: whole}]"},
            ["parts.yaml:2: first.at_most.0.wrong: missing: add wrong"],
        ),
        (
            {"first": "needs: wole"},
            ["parts.yaml:2: domain.parts.first.needs: no such quantity (wole): write a neighbour's name or a whole id"],
        ),
        (
            {"first": "dated: paht"},
            ["parts.yaml:2: first.dated: not one of the allowed words (paht): did you mean path?"],
        ),
        (
            {"first": "limits: {low: 1}"},
            ["parts.yaml:2: domain.parts.first.limits: a count without a most: add limits: {high: ...}, the most that the models take"],
        ),
        (
            {"first": "limits: {low: 9, high: 8}"},
            ["parts.yaml:2: first.limits: outside the unit (9 to 8): write low <= high from 0 to inf"],
        ),
        (
            {"first": "limits: {high: 5, above: more boats than berths}"},
            ["parts.yaml:2: first.value.high: more boats than berths (6): write a number from 0 to 5"],
        ),
        (
            {"first": "limits: {high: 9}, variants: {many: {value: 10, " + SUPPORT + "}}"},
            ["parts.yaml:2: first.variants.many.value: more than the models take (10): write a number from 0 to 9"],
        ),
        (
            {"first": "variants: {later: {value: {dated: {2030: 3}, rule: step}, " + SUPPORT + "}}"},
            ["parts.yaml:2: first.variants.later.value: dated, but the models take one value a future: write one value or range for all years, or add dated: path, if the models take a path of it over the years"],
        ),
        (
            {"first": "limits: {high: 9}, lever: {label: Boats, group: any, slider: {low: 0, high: 10, step: 1}}"},
            ["parts.yaml:2: first.lever.slider: outside the limits (0 to 10): write low < high from 0 to 9"],
        ),
    ],
)  # fmt: skip
def test_each_mistake_of_a_declaration_has_its_line_and_its_remedy(tmp_path, further, expected):
    assert message(tmp_path, parts(**further)) == expected


def test_a_bound_that_is_broken_in_one_year_only_is_seen(tmp_path):
    """The part steps to 6 in 2031, where the whole has fallen from 7 to 5.5 by 2040: 2031 is kept, 2040 is not."""
    text = parts(
        first=f"dated: path, at_most: [{{bound: second, {WRONG}}}]",
        second="dated: path",
    ).replace("value: {low: 4, central: 5, high: 6}", "value: {dated: {2025: 1, 2031: 6}, rule: step}", 1)
    text = text.replace("value: {low: 4, central: 5, high: 6}", "value: {dated: {2031: 7, 2040: 5}, rule: linear}", 1)
    assert message(tmp_path, text) == [
        "parts.yaml:2: domain.parts.first.at_most.0: more parts than the whole (6): write at most 5, or raise domain.parts.second"
    ]


def test_a_set_is_held_to_the_bounds_too(tmp_path):
    """The reference keeps 5 <= 5; the set essay has one boat fewer, 3."""
    text = f"part: {{description: d, unit: boats, limits: {{high: 9}}, value: 5, {SUPPORT}, at_most: [{{bound: nuclear.force.boats, {WRONG}}}]}}\n"
    assert message(tmp_path, text) == [
        "parts.yaml:1: domain.parts.part.at_most.0: more parts than the whole in the set essay (5): write at most 3, or raise nuclear.force.boats"
    ]


def test_a_share_known_from_trials_reaches_from_0_to_1_and_keeps_its_limits(tmp_path):
    text = f"part: {{description: d, unit: share, value: {{family: beta, successes: 1, failures: 1}}, limits: {{low: 0.1}}, {SUPPORT}}}\n"
    assert message(tmp_path, text) == [
        "parts.yaml:1: part.value: less than the models take (0): write a number from 0.1 to 1"
    ]

import json

import pytest

from deterrence.errors import InputError
from deterrence.evidence.distribution import Beta, Choices, Dated, Mixture, Point, Triple, Uniform
from deterrence.evidence.document import read_document
from deterrence.evidence.value import read_value
from deterrence.units import UNITS


def value(folder, raw, unit="probability"):
    path = folder / "file.json"
    path.write_text(json.dumps({"value": raw}), encoding="utf-8")
    document = read_document(path)
    return read_value(document.tree["value"], UNITS[unit], document, ("value",))


@pytest.mark.parametrize(
    ("raw", "unit", "expected"),
    [
        (16, "warheads", Point(16.0)),
        ({"family": "point", "value": 16}, "warheads", Point(16.0)),
        ({"low": 0.1, "central": 0.4, "high": 0.8}, "share", Triple(0.1, 0.4, 0.8)),
        ({"low": 3, "central": 3, "high": 3}, "days", Triple(3.0, 3.0, 3.0)),
        (
            {"mixture": {"at": 0, "chance": 0.5, "else": {"low": 8, "central": 16, "high": 40}}},
            "interceptors",
            Mixture(0.0, 0.5, Triple(8.0, 16.0, 40.0)),
        ),
        ({"choices": {"1": 0.8, "2": 0.2}}, "looks", Choices((1, 2), (0.8, 0.2))),
        ({"choices": {"24": 0.8, "6": 0.2}}, "rounds", Choices((6, 24), (0.2, 0.8))),
        ({"family": "uniform", "low": 2, "high": 10}, "years", Uniform(2.0, 10.0)),
        ({"family": "beta", "successes": 11, "failures": 1}, "probability", Beta(11, 1)),
        (
            {"dated": {"2025": 1, "2030": {"low": 1, "central": 2, "high": 4}}, "rule": "step"},
            "systems",
            Dated((2025, 2030), (Point(1.0), Triple(1.0, 2.0, 4.0)), "step"),
        ),
    ],
)
def test_every_form_is_read(tmp_path, raw, unit, expected):
    assert value(tmp_path, raw, unit) == expected


def mixture(chance, at=0):
    return {"mixture": {"at": at, "chance": chance, "else": {"low": 8, "central": 16, "high": 40}}}


@pytest.mark.parametrize(
    ("raw", "unit", "expected"),
    [
        (
            {"low": 0, "central": 0, "high": 0.4},
            "share",
            "value: central at an end, where half of the futures would lie (0 / 0 / 0.4): "
            "write {mixture: {at, chance, else}}, or a central value inside the range",
        ),
        (
            {"low": 2, "central": 3, "high": 3},
            "looks",
            "value: central at an end, where half of the futures would lie (2 / 3 / 3): "
            "write {choices: {number: chance}}, {mixture: {at, chance, else}}, or a central value inside the range",
        ),
        (
            {"family": "triangular", "low": 1, "mode": 2, "high": 3},
            "days",
            "value.family: no such family (triangular): write {low, central, high} alone: central is median and mode",
        ),
        (mixture(1.2), "interceptors", "value.mixture.chance: not a probability (1.2): write a number from 0 to 1"),
        (mixture(-0.1), "interceptors", "value.mixture.chance: not a probability (-0.1): write a number from 0 to 1"),
        (
            mixture(0.5, at=10),
            "interceptors",
            "value.mixture.at: above the low end of what may be there instead (10.0): write at most 8",
        ),
        ({"mixture": 0.5}, "interceptors", "value.mixture: not a mixture (0.5): write {at: number, chance: number,"),
        (
            {"mixture": {"at": 0, "chance": 0.5}},
            "interceptors",
            "value.mixture.else: no triple: write else: {low, central, high}",
        ),
        (
            {"mixture": {"at": 0, "chanse": 0.5, "else": {"low": 1, "central": 2, "high": 3}}},
            "interceptors",
            "value.mixture.chanse: unknown key (chanse): did you mean chance?\n"
            "FILE: value.mixture.chance: missing: add chance",
        ),
        (
            {"dated": {"2026": mixture(0.3), "2035": mixture(0.5)}, "rule": "linear"},
            "interceptors",
            "value.dated.2035.mixture.chance: rises from 0.3 in 2026 (0.5): write at most 0.3, or a mixture with a "
            "greater chance in 2026",
        ),
        (
            {"dated": {"2026": 4, "2035": mixture(0.5)}, "rule": "linear"},
            "interceptors",
            "value.dated.2035.mixture.chance: rises from 0 in 2026 (0.5): write at most 0, or a mixture with a "
            "greater chance in 2026",
        ),
        ({"choices": {}}, "looks", "value.choices: no choices ({}): write {number: chance, ...}"),
        ({"choices": {"1": 0.8, "2": 0.3}}, "looks", "value.choices: the chances do not sum to 1 (1.1): write chances"),
        (
            {"choices": {"1": 0.8, "01": 0.2}},
            "looks",
            "value.choices: the same number twice (1, 01): write each number once",
        ),
        ({"choices": {"1.5": 1}}, "looks", "value.choices.1.5: not a whole number (1.5): write {whole number: chance"),
        ({"choices": {"1": "x"}}, "looks", "value.choices.1: not a number (x): write its chance, a number from 0 to 1"),
        ({"choices": {"1": 2}}, "looks", "value.choices.1: not a probability (2): write a number from 0 to 1"),
        (
            {"choices": {"1": 1}},
            "days",
            "value.choices: choices are of whole numbers, not of days ({'1': 1}): write {low, central, high}",
        ),
        ("many", "warheads", "value: not a value (many): write a number, {low, central, high}, {mixture: ...}"),
        (True, "probability", "value: not a value (True): write a number"),
        (1.2, "probability", "value: above 1, the bound of probability (1.2): write a number of at most 1"),
        (-1, "days", "value: below 0, the bound of days (-1): write a number of at least 0"),
        (2.5, "boats", "value: not whole, and boats are counted whole (2.5): write a whole number"),
        (
            1850,
            "calendar_year",
            "value: below 1900, the bound of calendar_year (1850): write a number of at least 1900",
        ),
        ({"low": 1, "high": 2}, "days", "value.central: missing: add central"),
        (
            {"low": 3, "central": 2, "high": 1},
            "days",
            "value: low / central / high out of order (3 / 2 / 1): write low <= central <= high",
        ),
        (
            {"family": "uniform", "low": 2, "high": 1},
            "days",
            "value: low / high out of order (2 / 1): write low <= high",
        ),
        (
            {"family": "triangle", "low": 1},
            "days",
            "value.family: no such family (triangle): the families are point, uniform, beta; for a range",
        ),
        (
            {"family": ["point"], "value": 1},
            "days",
            "value.family: no such family (['point']): the families are point, uniform, beta;",
        ),
        ({"dated": {"٢٠٢٧": 1}, "rule": "step"}, "boats", "value.dated.٢٠٢٧: not a year in range (٢٠٢٧): write a year"),
        (
            {"family": "uniform", "low": 1, "hihg": 2, "high": 2},
            "days",
            "value.hihg: unknown key (hihg): did you mean high?",
        ),
        ({"family": "uniform", "low": "1", "high": 2}, "days", "value.low: not a number (1): write a number"),
        (
            {"family": "beta", "successes": 1.5, "failures": -1},
            "probability",
            "value.successes: not a count (1.5): write a whole number of at least 0\n"
            "FILE: value.failures: not a count (-1.0): write a whole number of at least 0",
        ),
        (
            {"family": "beta", "successes": 1, "failures": 1},
            "boats",
            "value.family: a Beta is a share of trials, not boats (beta): write another family",
        ),
        ({"dated": {"2025": 1}}, "boats", "value.rule: missing: add rule: linear or step"),
        ({"dated": {"2025": 1}, "rule": "linaer"}, "boats", "value.rule: no such rule (linaer): did you mean linear?"),
        ({"dated": {}, "rule": "step"}, "boats", "value.dated: not dated values ({}): write {2025: value, ...}"),
        (
            {"dated": {"1850": 1}, "rule": "step"},
            "boats",
            "value.dated.1850: not a year in range (1850): write a year from 1900 to 2200",
        ),
        (
            {"dated": {"2030": 1, "2025": 2}, "rule": "step"},
            "boats",
            "value.dated: years out of order (2030, 2025): write them ascending",
        ),
        (
            {"dated": {"2025": {"dated": {"2025": 1}, "rule": "step"}}, "rule": "step"},
            "boats",
            "value.dated.2025.family: no such family: write a number",
        ),
    ],
)
def test_every_bad_form_says_what_to_write(tmp_path, raw, unit, expected):
    with pytest.raises(InputError) as caught:
        value(tmp_path, raw, unit)
    text = str(caught.value).replace(f"{tmp_path}/file.json:1", "FILE")
    assert text.startswith(f"FILE: {expected}")


def test_all_problems_of_a_value_come_at_once(tmp_path):
    with pytest.raises(InputError) as caught:
        value(tmp_path, {"dated": {"2025": 1.5, "20300": 0.1, "2035": {"low": -1, "central": 0.5}}, "rule": "x"})
    assert [problem.path for problem in caught.value.problems] == [
        "value.rule",
        "value.dated.2025",
        "value.dated.20300",
        "value.dated.2035.high",
        "value.dated.2035.low",
    ]

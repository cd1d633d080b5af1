"""Titles of the conventional figures say what their rows hold, by reading, in two digits."""

from deterrence.charts.told import words
from deterrence.conventional.chapter import findings


def test_the_codes_of_which_least_and_most_is_missing_over_the_readings_of_the_published_requirement():
    rows = [
        {"kind": kind, "code": code, "p50": share}
        for kind, code, share in (
            ("NATO 1", "Light brigades", 0.284), ("NATO 2", "Light brigades", 0.64),
            ("NATO 1", "Tankers", 0.84), ("NATO 3", "Tankers", 0.69), ("Raised", "Escorts", 1.0),
        )
    ]  # fmt: skip
    assert words(findings.missing(2035, rows)) == (
        "Missing of the published requirement in 2035 without American forces, least and most, by reading: "
        "28 to 64% of light brigades, 69 to 84% of tankers"
    )
    assert words(findings.missing(2035, [])) == ""


def test_what_is_missing_in_the_last_year_without_and_with_all():
    rows = [
        {"reading": reading, "american_share": share, "year": year, "p50": number}
        for year in (2026, 2040)
        for reading, share, number in (("Up", "0", 45.2), ("Up", "100", 27.1), ("Down", "0", 83), ("Down", "100", 64))
    ]
    assert words(findings.closed("brigades", {"Up": "bottom up", "Down": "top down"}, rows)) == (
        "Missing brigades in 2040, median: 45 bottom up and 83 top down without American forces, 27 and 64 with all of "
        "them"
    )


def test_the_fair_shares_of_one_ally_beside_what_was_asked_of_it():
    rows = [{"ally": "Germany", "p50": 8.57}, {"ally": "Germany", "p50": 1.56}, {"ally": "France", "p50": 20.0}]
    assert words(findings.asked("Germany", 7.0, rows)) == (
        "Fair to ask of Germany are 1.6 to 8.6 further brigades, by the key of sharing; 7 were asked"
    )


def test_what_no_line_of_the_bill_counts():
    assert words(findings.uncounted([{"p50": 43}, {"p50": 65.2}, {"p50": 288}])) == (
        "Of a published bill of 290 billion dollars 65 stand in no line: support, munitions, command"
    )

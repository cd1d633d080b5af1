"""The first year closed and the plan by ally as figures: what is behind the horizon is said so (laws C12, C13)."""

from types import SimpleNamespace

import numpy as np
import pytest

from deterrence.charts.description import Measure
from deterrence.conventional.chapter import first_closed, gap, gap_map, plan_table
from deterrence.conventional.components.cells import ALLIES, COUNTED_CODES
from deterrence.study import Solution

CELL = ("reference", "aids_net")


def closing(first, is_open, plans=tuple(first_closed.PLANS), years=(2025, 2040)):
    """The rows where each gap of each future closes in such years."""
    values = {"first_year_closed": np.array(first), "closes_after_horizon": np.array(is_open)}
    results = SimpleNamespace(
        years=years, labels=lambda _: {"policy": plans}, values=lambda name, *_, **__: values[name]
    )
    return first_closed.rows_of(SimpleNamespace(results=results, cell=CELL))


def test_an_open_gap_is_later_than_every_year():
    """Of 2031, 2033, open, open, 2039 the median is 2039, two fifths are open; with four of five open it is."""
    rows, last = closing([2031.0, 2033, 0, 0, 2039], [False, False, True, True, False])
    assert last == 2040
    assert {(row["year"], row["kind"], row["share"]) for row in rows} == {("2039", "by 2040", 0.4)}
    rows, _ = closing([2031.0, 0, 0, 0, 0], [False, True, True, True, True])
    assert {(row["year"], row["kind"], row["share"]) for row in rows} == {("after 2040", "after 2040", 0.8)}


def test_a_year_is_shown_for_each_reading_plan_and_side():
    """Three kinds of brigade and two of air defence, in two readings each, four plans, with Americans and without."""
    rows, _ = closing([2030.0], [False])
    assert len(rows) == 5 * 2 * 4 * 2
    assert {row["kind"] for row in rows} == {"by 2035"}
    one_plan, _ = closing([2030.0], [False], plans=("reference",))
    assert {row["plan"] for row in one_plan} == {"As drawn"}


def test_a_short_horizon_has_no_later_kind():
    rows, last = closing([2030.0], [False], years=(2025, 2032))
    assert {row["kind"] for row in rows} == {"by 2032"}
    figure = first_closed.first_year(rows, last)
    assert "open in 2032" in figure.columns[-1]


def test_the_title_says_what_closes():
    figure = first_closed.first_year(*closing([2031.0, 0, 0], [False, True, True]))
    assert figure.title == (
        "By 2040 the median future closes no gap of the published requirement, by code, reading and plan; the nearest "
        "(heavy brigades, bottom up) is open in 67% of the futures"
    )
    assert figure.draw(358).to_dict()
    assert "after 2040 (67%)" in figure.alternative_text


def planned(held, provided, asked, unmet):
    shape = (len(ALLIES), len(COUNTED_CODES))
    by_ally = {name: np.zeros(shape) for name in ("plan_held", "plan_assigned")}
    by_ally["plan_held"][ALLIES.index("poland"), 0] = held
    by_ally["plan_assigned"][ALLIES.index("poland"), 0] = provided
    values = {
        **by_ally,
        "plan_required": np.full(len(COUNTED_CODES), asked),
        "plan_unmet_share": np.repeat([[0.9, unmet]], len(COUNTED_CODES), axis=0),
    }
    axes = {"plan_required": ("code",), "plan_unmet_share": ("code", "year")}
    axes |= dict.fromkeys(by_ally, ("ally", "code"))
    found = Solution(values, axes, {"ally": ALLIES, "code": COUNTED_CODES, "year": (2034, 2035)})
    results = SimpleNamespace(study=lambda *_: found)
    return plan_table.plan_by_ally(*plan_table.rows_of(SimpleNamespace(results=results, cell=CELL)))


def test_the_plan_says_what_each_adds_what_is_asked_and_what_nobody_provides():
    """Poland holds 5 and provides 6.5 of 20 heavy brigades; half of each code stays unmet in the last year."""
    figure = planned(5.0, 6.5, 20.0, 0.5)
    rows = {(ally, code): numbers for ally, code, *numbers in figure.rows}
    assert rows["Poland", "Heavy brigades"] == [5.0, 1.5, 6.5, 6.5 / 20]
    assert rows["Asked of Europe", "Tankers"][2] == 20
    assert rows["Nobody: missing", "Tankers"][2] == 10
    assert next(iter(rows))[0] == "Poland"


def test_every_table_of_the_plan_says_whose_it_is_not():
    """Law C13."""
    figure = planned(5.0, 6.5, 20.0, 0.5)
    assert figure.title.startswith("Not NATO's algorithm: by 2035 allies can add 1.5 brigades (30 stay missing)")
    assert "Not NATO's algorithm" in figure.reading
    assert any("not NATO's algorithm" in head for head in figure.columns)


def test_the_table_of_shares_says_it_in_a_head_too():
    """Law C13: a table goes without the words under its figure, as CSV or attached to a PDF."""
    row = {"ally": "Germany", "key": "GDP", "p05": 1.0, "p25": 2.0, "p50": 3.0, "p75": 4.0, "p95": 5.0}
    figure = gap.shares_by_key([row], 7.0)
    assert any("not NATO's algorithm" in head for head in figure.columns)
    assert "by ally and key (not NATO's algorithm)" in figure.alternative_text


@pytest.mark.parametrize("year", [2026, 2030, 2036, 2040])
def test_the_map_of_gaps_is_of_the_year_that_is_asked_for(year):
    from deterrence.system.registry import OUTCOMES

    kept = OUTCOMES["gap"].years
    values = np.zeros((1, len(COUNTED_CODES)))
    results = SimpleNamespace(labels=lambda _: {"year": kept}, values=lambda *_, **__: values)
    _, shown = gap_map.rows_of(SimpleNamespace(results=results, cell=CELL, year=year))
    assert shown == year


@pytest.mark.parametrize(("value", "told"), [(90, "90"), (91, "after day 90"), (120, "after day 90")])
def test_a_number_behind_the_last_is_no_number(value, told):
    measure = Measure("day", format=".0f", end=None, beyond=(91, "after day 90"))
    assert measure.words(value) == told
    assert measure.short(value) == told

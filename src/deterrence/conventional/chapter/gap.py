"""What is needed, what there is, who should provide it and what it costs: figures and sentences."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Final

import numpy as np

from deterrence.chapter import Moved, Picture, Section, Shown, along, banded, capital, in_every_structure
from deterrence.charts import theme
from deterrence.charts.bands import NO_PROBABILITY, READING, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.intervals import READING as INTERVALS
from deterrence.charts.intervals import Intervals, intervals
from deterrence.charts.matrix import WIDE, Matrix, matrix
from deterrence.charts.panels import Panels
from deterrence.charts.result import FigureResult
from deterrence.charts.total import Total, total
from deterrence.conventional.chapter import closing, costing, findings, first_closed, gap_map, plan, plan_table
from deterrence.conventional.chapter.gap_map import SHORT
from deterrence.conventional.codes import EUROPEAN, FAIRNESS, NAMED, NOT_HEAD, NOT_NATO
from deterrence.conventional.components.bill import LINE
from deterrence.conventional.components.cells import ALLIES, BASE_YEAR, COUNTED_CODES

_NEEDED: Final = (
    "What Europe would need is answered by four kinds of requirement that ask different things and are never added: "
    "what NATO is reported to ask for, what would replace the United States, what the targets of 2025 raise, and half "
    "of what is in the theatre. What the 82 brigades judged sufficient in 2021 counted, and what an air-defence unit "
    "is, decides more than any range inside one reading, so that both readings stand side by side. Nobody publishes "
    "where units would stand, so that every gap is of the whole theatre and none of a region."
)
_CLOSING: Final = (
    "How much is missing depends on how much of the American contribution stays, and little on plans: contracts and "
    "announced brigades add few units by 2040, since people join slowly and plans slip. No page dates a retirement "
    "without a successor, so that none is counted."
)
_SHARING: Final = (
    f"Who should provide what depends on the key. {NOT_NATO} Shares are fair shares by a key, of the brigades by which "
    "the published requirement grew; what allies were asked in public is the one check there is."
)
_COSTING: Final = (
    "A bill and a level of spending answer different questions. The bill is units times prices where units are public; "
    "what the published bill holds beyond them is named and not spread."
)
_PAGE: Final = {"conventional_gap": "needs, gaps and the bill"}
_DIAL: Final = "dial"
_SHARES: Final = {
    "0": Line("without American forces", theme.VERMILION, theme.DASHED),
    "50": Line("half of them", theme.PURPLE, theme.DOTTED, has_bands=False),
    "100": Line("all of them", theme.BLUE),
    _DIAL: Line("what the dials leave", theme.GREEN),
}
_BRIGADES: Final = {"bottom_up": ("Bottom up", "bottom up"), "top_down": ("Top down", "top down")}
_FIRE_UNITS: Final = {
    "fire_unit": ("A unit is a fire unit", "if a unit is a fire unit"),
    "half_fire_unit": ("A unit is half of one", "if it is half of one"),
}
_ASKED: Final = "germany"
_SHOWN_ALLIES: Final = ("germany", "turkey", "united_kingdom", "france", "italy", "poland")


def brigade_closure(rows: Rows) -> FigureResult:
    """Brigades missing of the published requirement by year, American share and reading."""
    told = (
        "Bottom up: national structure times the share that can be assigned; top down: what is not American of the 82 "
        "that were judged sufficient in 2021. "
    )
    return _closure("brigade-closure", "brigades", told, _BRIGADES, rows)


def air_defence_closure(rows: Rows) -> FigureResult:
    """Fire units missing of the published requirement by year, American share and reading."""
    return _closure("air-defence-closure", "air-defence fire units", "", _FIRE_UNITS, rows)


def _closure(name: str, units: str, told: str, readings: Mapping[str, tuple[str, str]], rows: Rows) -> FigureResult:
    text = Text(
        id=name,
        title=f"Missing {units} of the published requirement by year and American share",
        reading=f"{READING} {told}How much stays is asked, not drawn. {NO_PROBABILITY}",
        nothing="no gap was computed",
        finding=partial(findings.closed, units, dict(readings.values())),
    )
    measure = Measure(f"number of missing {units}", f"Missing {units}", ",.0f", end=None, step=50, ticks=5)
    panels = Panels((Key("reading", "Reading"),), beside="reading")
    series = Series("american_share", "American contribution", _SHARES)
    return bands(Bands(text, measure, panels, series, height=180), rows)


def _closure_rows(shown: Shown, outcome: str, axis: str, readings: Mapping[str, tuple[str, str]]) -> tuple[list[Row]]:
    """By reading and American share; what the dials leave has a line of its own where it is less than all."""
    rows: list[Row] = []
    for reading, (said, _) in readings.items():
        by_share = {
            share: shown.results.values(
                f"{outcome}_by_american_share", shown.cell, **{axis: reading, "american_share": share}
            )
            for share in _SHARES
            if share != _DIAL
        }
        left = shown.results.values(outcome, shown.cell, american="path", kind="published", **{axis: reading})
        if not np.allclose(left, by_share["100"]):
            by_share[_DIAL] = left
        for share, values in by_share.items():
            names = {"reading": said, "american_share": share}
            rows += along(names, "year", shown.results.years, values)
    return (rows,)


def ally_matrix(rows: Rows, holes: tuple[str, ...], year: int) -> FigureResult:
    """Units by ally and code, with the named holes."""
    text = Text(
        id="ally-matrix",
        title=f"Units by ally and code, {year}",
        reading="Units held, median; stronger colour: a larger part of all European units. ~: the middle 90% spans "
        f"more than a factor of {WIDE}, mostly our estimates from personnel or GDP. Empty: none. ?: a named hole, no "
        "number. Iceland has no armed forces and no row.",
        nothing="no holdings were computed",
    )
    share = Key("share", "Part of all European units")
    form = Matrix(text, Key("ally", "Ally"), Key("code", "Code"), share, f"units by ally and code in {year}")
    return matrix(form, rows, holes)


def _matrix_rows(shown: Shown) -> tuple[list[Row], tuple[str, ...], int]:
    year = min(shown.results.years, key=lambda one: abs(one - BASE_YEAR))
    values = shown.results.values("units_by_ally", shown.cell, year=year)
    medians = np.median(values, axis=0)[:, : len(COUNTED_CODES)]
    order = np.argsort(-(medians / medians.sum(axis=0)).sum(axis=1), kind="stable")
    rows: list[Row] = []
    for ally in order:
        name = capital(EUROPEAN[ALLIES[ally]].removeprefix("the "))
        for place, code in enumerate(COUNTED_CODES):
            five = banded({"ally": name, "code": SHORT[code]}, values[:, ally, place])
            kept = {key: five[key] for key in ("ally", "code", "p05", "p50", "p95")}
            rows.append({**kept, "share": float(medians[ally, place] / medians[:, place].sum())})
    return rows, tuple(capital(words) for words in NAMED.values()), year


def shares_by_key(rows: Rows, asked: float) -> FigureResult:
    """Brigades more by fair share, for six allies by key; what was asked of Germany stands beside."""
    text = Text(
        id="shares-by-key",
        title="Brigades more by fair share, for six allies, by key",
        reading=f"{INTERVALS} Of the brigades by which the published requirement grew since 2021. Dashed rule: what "
        f"Germany was asked for in public. {NOT_NATO}",
        nothing="no shares were computed",
        finding=partial(findings.asked, EUROPEAN[_ASKED], asked),
    )
    measure = Measure("number of brigades more by fair share", "Brigades more", ".1f", end=None, step=2, ticks=5)
    form = Intervals(text, measure, Key("ally", "Ally"), (Key("key", f"Key ({NOT_HEAD})"),), half=asked)
    return intervals(form, rows)


def _share_rows(shown: Shown) -> tuple[list[Row], float]:
    rows: list[Row] = []
    for ally in _SHOWN_ALLIES:
        values = shown.results.values("fair_share_of_increase", shown.cell, ally=ally)
        for place, words in enumerate(FAIRNESS.values()):
            rows.append(banded({"ally": capital(EUROPEAN[ally]), "key": words}, values[:, place]))
    return rows, float(np.median(shown.results.values("public_ask", shown.cell, ask="germany_brigades")))


def bill_lines(rows: Rows) -> FigureResult:
    """The published bill by line, with what no line counts."""
    text = Text(
        id="bill-lines",
        title="What would replace American platforms, once, by line",
        reading="Bars: medians end to end, in billions of dollars of 2025; rule: the middle 90% of the line. What no "
        "line counts is the rest of the published bill and is spread over no line. It is no level of spending.",
        nothing="no bill was computed",
        finding=findings.uncounted,
    )
    measure = Measure("bill in billions of dollars", "Billion dollars of 2025", ",.0f", end=None, step=100, ticks=5)
    return total(Total(text, measure, Key("line", "Line")), rows)


def _bill_rows(shown: Shown) -> tuple[list[Row]]:
    values = shown.results.values("bill_line", shown.cell)
    rows = [banded({"line": capital(words)}, values[:, place]) for place, words in enumerate(LINE.values())]
    rows.append(banded({"line": "Published bill"}, values.sum(axis=1)))
    return ([{key: row[key] for key in ("line", "p05", "p50", "p95")} for row in rows],)


SECTIONS: Final = (
    Section(
        "balance",
        "What is needed and what there is",
        _NEEDED,
        (
            Picture(
                "gap-map", gap_map.gap_map, gap_map.rows_of, in_every_structure,
                ("gap", "required_units", "has_no_public_requirement"),
            ),
            Picture("ally-matrix", ally_matrix, _matrix_rows, in_every_structure, ("units_by_ally",)),
        ),
        ("gap", "brigade_unmet_share", "second_theatre_taken_share"),
        _PAGE,
    ),
    Section(
        "balance",
        "When gaps close",
        _CLOSING,
        (
            Picture(
                "brigade-closure", brigade_closure,
                partial(_closure_rows, outcome="brigade_gap", axis="holdings_reading", readings=_BRIGADES),
                in_every_structure,
                ("brigade_gap_by_american_share", "brigade_gap"),
            ),
            Picture(
                "air-defence-closure", air_defence_closure,
                partial(_closure_rows, outcome="air_defence_gap", axis="unit_reading", readings=_FIRE_UNITS),
                in_every_structure,
                ("air_defence_gap_by_american_share", "air_defence_gap"),
            ),
            Picture(
                "first-year-closed", first_closed.first_year, first_closed.rows_of, in_every_structure,
                ("first_year_closed", "closes_after_horizon"), policies=tuple(first_closed.PLANS)[1:], is_slow=True,
            ),
        ),
        ("brigade_gap", "air_defence_gap", "first_year_closed", "years_below_2026"),
        _PAGE,
        under=closing.sentences,
    ),
    Section(
        "balance",
        "Who should provide what",
        _SHARING,
        (
            Picture("shares-by-key", shares_by_key, _share_rows, in_every_structure,
                    ("fair_share_of_increase", "public_ask")),
            Picture("plan-by-ally", plan_table.plan_by_ally, plan_table.rows_of, in_every_structure, is_slow=True,
                    studies=plan_table.STUDIES),
        ),
        ("fair_share_of_increase", "public_ask_met_share"),
        {"conventional_apportionment": "apportionment"},
        under=plan.sentences,
    ),
    Section(
        "balance",
        "What it costs",
        _COSTING,
        (
            Picture("bill-lines", bill_lines, _bill_rows, in_every_structure, ("bill_line",)),
            Picture(
                "replacement-bill", costing.replacement_bill, costing.rows_of, in_every_structure,
                ("gap_bill", "bill_has_no_requirement"),
            ),
        ),
        ("replacement_bill", "bill_life_cycle", "asked_spending_level"),
        _PAGE,
        under=costing.sentences,
    ),
)  # fmt: skip
_PUBLISHED: Final = {"american": "path", "kind": "published"}
MOVED: Final = (
    Moved(
        "{difference} brigades of the published requirement are missing",
        "brigade_gap",
        {**_PUBLISHED, "holdings_reading": "bottom_up"},
    ),
    Moved(
        "{difference} air-defence fire units are missing",
        "air_defence_gap",
        {**_PUBLISHED, "unit_reading": "fire_unit"},
    ),
    Moved("{difference} years have fewer brigades in the theatre than 2026", "years_below_2026", {"pool": "brigades"}),
    Moved(
        "what would replace the American forces that are gone costs {difference} billion dollars",
        "replacement_bill",
        {"american": "path"},
    ),
)
"""What options are told to move."""
GROUPS: Final = {"american": "American forces", "growth": "European growth"}

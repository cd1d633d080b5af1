"""What arrives in the Baltic region: strength of whole battalions by day, and the day of each unit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from deterrence.axes import PRESENT_YEAR
from deterrence.chapter import Picture, Section, Shown, along, in_every_structure
from deterrence.charts import bands as band_form
from deterrence.charts import theme
from deterrence.charts.bands import NO_PROBABILITY, Along, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.numbers import short
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Told, amount, joined, told
from deterrence.conventional.components import moves, reinforcement, shared_links
from deterrence.pictures import intervals_of
from deterrence.traced import Number, Sentence, filled, of_study

_TEXT: Final = (
    "Allied units move to the Baltic region by rail and sea, first come, first served; a battalion counts when its "
    "last vehicle is there. Capacities of routes are not public and are our estimates. Whether transports keep the "
    "rules of notice of before the reform, or those proposed in 2025, is a decision: both are shown."
)
_LABELS: Final = reinforcement.COMPONENT.labels
_NOTICES: Final = Series(
    "notice",
    "Notice",
    {
        "as_proposed": Line("3 days of notice, as proposed", theme.BLUE),
        "before_reform": Line("45 days, as before the reform", theme.VERMILION, theme.DASHED),
    },
)
_TOLD_DAY: Final = 30
"""The day of the title: up to which the Force Model's second tier of readiness is ready."""


def reinforcement_strength(rows: Rows) -> FigureResult:
    """Strength of whole battalions in the region by day after the order, under both rules of notice."""
    text = Text(
        id="reinforcement-strength",
        title="Allied strength that has arrived in the Baltic region, by day after the order",
        reading=f"Forces in place are not counted. {band_form.READING} {NO_PROBABILITY}",
        nothing="no arrival was computed",
        finding=_by_then,
    )
    measure = Measure("strength arrived in heavy battalions", "Heavy battalions", ".0f", end=None, step=5, ticks=5)
    days = Along(Key("order_day", "Day"), "Days after the order", "by day {}")
    return bands(Bands(text, measure, series=_NOTICES, along=days, steps="step-after"), rows)


def _by_then(rows: Rows) -> Told:
    """The title: medians at a day at which both rules of notice differ, or at the last before it."""
    day = max(row["order_day"] for row in rows if row["order_day"] <= _TOLD_DAY)
    found = [
        told(f"{line.words} ", amount(row, "p50", ".0f"))
        for notice, line in _NOTICES.lines.items()
        for row in rows
        if (row["notice"], row["order_day"]) == (notice, day)
    ]
    return told(f"Median strength arrived in heavy battalions within {day} days of the order: ", joined(found))


def _strength_rows(shown: Shown) -> tuple[list[Row]]:
    """Strength arrived by day, under both rules of notice."""
    days = [int(day) for day in _LABELS["order_day"]]
    rows: list[Row] = []
    for notice in _NOTICES.lines:
        values = shown.results.values("strength_arrived", shown.cell, year=_year(shown), notice=notice)
        rows += along({"notice": notice}, "order_day", days, values)
    return (rows,)


def _year(shown: Shown) -> int:
    """The year shown, or the first one that is not before the present where it lies before that."""
    return max(shown.year, min(PRESENT_YEAR, max(shown.results.years)))


_LAST: Final = moves.DAYS - 1
_UNITS: Final = intervals_of(
    "reinforcement-units",
    reinforcement.COMPONENT,
    "unit_day",
    "Day on which each allied unit is whole in the Baltic region",
    Measure(
        "day on which a unit is whole", "Days after the order", ".0f", end=None, step=10, ticks=6,
        beyond=(moves.DAYS, f"after day {_LAST}"),
    ),
    f"Days after the order; what is not there by day {_LAST} stands behind it.",
    at=lambda shown: {"year": _year(shown)},
)  # fmt: skip


def _shared(shown: Shown) -> Sequence[Sentence]:
    """What the closed form hides where units have modes of their own and share a stretch."""
    name, cell = shared_links.STUDY.name, shown.cell
    found = shown.results.study(name, cell)

    def vehicles(outcome: str, **labels: str) -> Number:
        value = float(found.at(outcome, **labels))
        return of_study(short(value), name, cell, outcome, value, **labels)

    def last(answer: str) -> Number:
        day = int(found.at("shared_last_day", answer=answer))
        said = f"on day {day}" if day < moves.DAYS else f"after day {moves.DAYS - 1}"
        return of_study(said, name, cell, "shared_last_day", day, answer=answer)

    alone, queue, flow = (
        vehicles("shared_vehicles_arrived", answer=answer, order_day=str(_TOLD_DAY)) for answer in shared_links.ANSWER
    )
    return (
        filled(
            "The curves let all units use rail and sea and share nothing behind railheads and ports: they are an upper "
            "bound. At central values, with modes of its own for each unit and one onward stretch for all, {} vehicles "
            f"are there within {_TOLD_DAY} days instead of {{}} ({{}} for the stretch alone), and the last of some "
            "{} comes {} instead of {}. What the stretch takes a day is our estimate.",
            flow, alone, queue, vehicles("shared_vehicles"), last("network"), last("closed_form"),
        ),
    )  # fmt: skip


GROUPS: Final = {"reinforcement": "Reinforcement"}
SECTIONS: Final = (
    Section(
        "balance",
        "Does it arrive?",
        _TEXT,
        (
            Picture(
                "reinforcement-strength", reinforcement_strength, _strength_rows, in_every_structure,
                ("strength_arrived",),
            ),
            _UNITS,
        ),
        ("strength_arrived", "units_in_place", "unit_day"),
        {"conventional_reinforcement": "reinforcement"},
        under=_shared,
    ),
)  # fmt: skip

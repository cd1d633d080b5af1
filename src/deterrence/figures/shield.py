"""Missile defence: which layer stops what, what leaks day by day, and the record that the engine is held against."""

from __future__ import annotations

from typing import Final

from deterrence.charts import bands as form
from deterrence.charts import theme
from deterrence.charts.bands import Along, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Rows, Text
from deterrence.charts.intervals import READING, Intervals, intervals
from deterrence.charts.numbers import short
from deterrence.charts.panels import Panels
from deterrence.charts.record import Record, record
from deterrence.charts.result import FigureResult

_CLASS: Final = Key("threat_class", "Threat class")
_MEASURES: Final = {"leakage_share": "Missiles that leak", "interceptors_left_share": "Interceptors left"}
_SHIELDS: Final = {
    "today": Line("shield as set", theme.VERMILION, theme.DASHED),
    "one_battery_more": Line("the same and one battery more in Estonia", theme.BLUE),
}


def layers(rows: Rows, year: int) -> FigureResult:
    """Share of a reference raid that each layer, and all of them, stop, by threat class."""
    text = Text(
        id="classes-layers",
        title=f"Share of a reference raid that is stopped in {year}, by threat class and layer",
        reading=f"{READING} Raids of all classes have one size and one exposure.",
        nothing=f"threat classes were not computed for {year}",
    )
    measure = Measure(f"share of a reference raid stopped in {year}", "Share of the raid that is stopped")
    return intervals(Intervals(text, measure, _CLASS, (Key("layer", "Layer"),)), rows)


def footprint(rows: Rows) -> FigureResult:
    """Claimed beside credible cover, by threat class and by the `measure` that says of what it is a share."""
    text = Text(
        id="classes-footprint",
        title="Claimed and credible cover of S-500, by threat class",
        reading=f"{READING} Shares of the area within the claimed range; the border stands for no place.",
        nothing="the footprint was not computed",
    )
    measure = Measure("share of the claimed area of S-500", "Share of the claimed area")
    names = (Key("measure", "Measure"), Key("footprint", "Footprint"))
    return intervals(Intervals(text, measure, _CLASS, names), rows)


def leakage(rows: Rows) -> FigureResult:
    """What leaks of each raid and what is left of the interceptors, by measure, shield and day."""
    text = Text(
        id="leakage",
        title="What leaks of each raid, and what is left of the interceptors, by day",
        reading=f"The campaign is fought in 2026, whatever year is looked at. {form.READING} Each day shows the latest "
        "raid; raids of different futures fall on different days. Drones are not among the missiles. "
        f"{form.NO_PROBABILITY}",
        nothing="no raid was computed",
        finding=_leak_by_day,
    )
    description = Bands(
        text,
        Measure("missiles that leak and interceptors left"),
        Panels((Key("measure", "Measure", _MEASURES),)),
        Series("shield", "Shield", _SHIELDS),
        Along(Key("day", "Day"), "Day", "on day {}"),
        height=150,
        steps="step-after",
    )
    return bands(description, rows)


def _leak_by_day(rows: Rows) -> str:
    """What leaks on the first day and on the last, with the shield as set."""
    days = {row["day"]: row["p50"] for row in rows if (row["measure"], row["shield"]) == ("leakage_share", "today")}
    if not days:
        return ""
    told = " and ".join(f"{short(days[day], '%')} on day {day}" for day in (min(days), max(days)))
    return f"Of a raid's missiles {told} leak through the shield as set, in the median future"


def calibration(rows: Rows) -> FigureResult:
    """Interception shares that were predicted (low, median, high) and that Ukraine reported (`observed`), by month."""
    text = Text(
        id="calibration",
        title="Interception shares that were predicted and that Ukraine reported, by class and month",
        reading="Band: the middle 90% of what was predicted, with the chance of so few missiles; line: its median. "
        "Marks: the share of the launched that Ukraine says it destroyed: a claim by one side, engaged or not, no "
        "single-shot value.",
        nothing="no month was predicted",
    )
    return record(Record(text, Key("threat_class", "Class"), (Key("launched", "Launched"),)), rows)

"""The chapter of missile defence: which layer stops what, what leaks day by day, and the record it is held against."""

from __future__ import annotations

from typing import Final

from deterrence.chapter import Chapter, Picture, Section, Shown, along, banded, capital, in_every_structure
from deterrence.charts import bands as form
from deterrence.charts import theme
from deterrence.charts.bands import Along, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.intervals import READING, Intervals, intervals
from deterrence.charts.numbers import short
from deterrence.charts.record import Record, record
from deterrence.charts.result import FigureResult
from deterrence.missile_defence.components import footprint as footprint_component
from deterrence.missile_defence.components import raid, raid_record, threat_classes

_CLASSES: Final = (
    "A defence is many defences: rounds made for one kind of threat are not rounds for another. The first figure asks "
    "what each layer stops of a reference raid of one size, class by class; the second sets the cover that is claimed "
    "beside what sources other than the maker hold credible. Neither says anything about places."
)
_SHIELD: Final = (
    "The same engine turned round, for sixty days of raids with conventional missiles on the Baltic region, in 2026, "
    "and once more with one battery added in Estonia in the same futures."
)
_RECORD: Final = (
    "The engine was tried on what Ukraine reported: fitted on months before 2025 and scored on the later ones. The "
    "record is one side's, its shield is not public, and drones are not in it."
)
_LEAKAGE: Final = ("leakage_share", "interceptors_left_share")
_CLASS: Final = Key("threat_class", "Threat class")
_SHIELDS: Final = {
    "today": Line("as set", theme.VERMILION, theme.DASHED),
    "one_battery_more": Line("one battery more", theme.BLUE),
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


def _layer_rows(shown: Shown) -> tuple[list[Row], int]:
    """Share of a reference raid that each layer, and all of them, stop, by threat class in one year."""
    labels = threat_classes.COMPONENT.labels
    layers, whole = (
        shown.results.values(outcome, shown.cell, year=shown.year, exposure=shown.exposure)
        for outcome in ("layer_intercept_share", "class_intercept_share")
    )
    rows = []
    for place, threat in enumerate(labels["threat_class"].values()):
        for number, layer in enumerate(labels["defence_layer"].values()):
            rows.append(banded({"threat_class": capital(threat), "layer": capital(layer)}, layers[:, place, number]))
        rows.append(banded({"threat_class": capital(threat), "layer": "All layers"}, whole[:, place]))
    return rows, shown.year


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


def _footprint_rows(shown: Shown) -> tuple[list[Row]]:
    """Claimed and credible cover by threat class."""
    labels = footprint_component.COMPONENT.labels
    values = {"Cover": shown.results.values("defended_share", shown.cell)}
    for border, words in labels["border"].items():
        values[f"Beyond a {words}"] = shown.results.values("share_beyond_border", shown.cell, border=border)
    rows = [
        banded({"threat_class": capital(threat), "footprint": footprint, "measure": words}, cover[:, place, number])
        for words, cover in values.items()
        for place, threat in enumerate(labels["threat_class"].values())
        for number, footprint in enumerate(labels["footprint"])
    ]
    return (rows,)


def leakage(rows: Rows) -> FigureResult:
    """What leaks of each raid, by shield and day."""
    text = Text(
        id="leakage",
        title="What leaks of each raid, by day",
        reading=f"The campaign is fought in 2026, whatever year is looked at. {form.READING} Each day shows the latest "
        "raid; raids of different futures fall on different days. Drones are not among the missiles. One battery more: "
        f"in Estonia. {form.NO_PROBABILITY}",
        nothing="no raid was computed",
        finding=_leak_by_day,
    )
    description = Bands(
        text,
        Measure("missiles that leak", "Missiles that leak"),
        series=Series("shield", "Shield", _SHIELDS),
        along=Along(Key("day", "Day"), "Day", "on day {}"),
        height=170,
        steps="step-after",
        ends="words",
    )
    return bands(description, rows)


def _leakage_rows(shown: Shown) -> tuple[list[Row]]:
    """What leaks of each raid, by day and shield."""
    days = [int(day) for day in raid.COMPONENT.labels["day"]]
    rows: list[Row] = []
    for shield in raid.COMPONENT.labels["shield"]:
        rows += along({"shield": shield}, "day", days, shown.results.values("leakage_share", shown.cell, shield=shield))
    return (rows,)


def _interceptors_left(shown: Shown) -> list[str]:
    """What is left of the interceptors on the last day, with each shield, in a sentence."""
    last = list(raid.COMPONENT.labels["day"])[-1]
    told = []
    for shield, line in _SHIELDS.items():
        five = shown.results.bands("interceptors_left_share", shown.cell, shield=shield, day=last)
        told.append(f"{line.words} {five['p50']:.0%} ({five['p05']:.0%} to {five['p95']:.0%})")
    return [f"Interceptors left after {last} days, median and the middle 90% of futures: {'; '.join(told)}."]


def _leak_by_day(rows: Rows) -> str:
    """What leaks on the first day and on the last, with the shield as set."""
    days = {row["day"]: row["p50"] for row in rows if row["shield"] == "today"}
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


def _calibration_rows(shown: Shown) -> tuple[list[Row]]:
    """The record against the fitted prediction, month by month; months without a launch have no row."""
    found = shown.results.study("missile_defence.raid_record", shown.cell)
    launched, observed = found.at("record_launched"), found.at("record_destroyed_share")
    band = {name: found.at(f"predicted_{name}", prediction="fitted") for name in ("low", "median", "high")}
    is_scored = found.at("is_scored", prediction="fitted")
    rows: list[Row] = [
        {
            "threat_class": capital(raid_record.STUDY.labels["threat_class"][str(threat)]),
            "month": month,
            "launched": int(launched[i, j]),
            "observed": float(observed[i, j]),
            **{name: float(values[i, j]) for name, values in band.items()},
            "is_scored": bool(is_scored[i, j]),
        }
        for i, threat in enumerate(found.labels["threat_class"])
        for j, month in enumerate(found.labels["month"])
        if launched[i, j] > 0
    ]
    return (rows,)


CHAPTER: Final = Chapter(
    "missile_defence",
    (
        Section(
            "balance",
            "Europe's own shield",
            _SHIELD,
            (Picture("leakage", leakage, _leakage_rows, in_every_structure, _LEAKAGE),),
            ("leakage_share", "interceptors_left_share", "days_sustained"),
            {"missile_defence_raid": "raids"},
            under=_interceptors_left,
            length="brief",
        ),
        Section(
            "balance",
            "The engine against a record",
            _RECORD,
            (Picture("calibration", calibration, _calibration_rows, in_every_structure, is_slow=True),),
            pages={"missile_defence_raid": "raids"},
        ),
        Section(
            "balance",
            "Threat classes and cover",
            _CLASSES,
            (
                Picture(
                    "classes-layers", layers, _layer_rows, in_every_structure,
                    ("layer_intercept_share", "class_intercept_share"),
                ),
                Picture(
                    "classes-footprint", footprint, _footprint_rows, in_every_structure,
                    ("defended_share", "share_beyond_border"),
                ),
            ),
            ("class_intercept_share", "layer_intercept_share", "defended_share"),
            {"missile_defence_classes": "threat classes"},
        ),
    ),
    groups={"shield": "Europe's shield"},
)  # fmt: skip

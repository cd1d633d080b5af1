"""The chapter of missile defence: which layer stops what, what leaks day by day, and the record it is held against."""

from __future__ import annotations

from typing import Final

from deterrence.chapter import Chapter, Picture, Section, Shown, along, banded, capital, in_every_structure
from deterrence.charts import bands as form
from deterrence.charts import theme
from deterrence.charts.bands import Along, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.lanes import Lanes, lanes
from deterrence.charts.numbers import per_cent, short
from deterrence.charts.record import Record, record
from deterrence.charts.result import FigureResult
from deterrence.charts.stacked import Stacked, stacked
from deterrence.charts.told import Told, amount, in_list, joined, told
from deterrence.missile_defence.components import footprint as footprint_component
from deterrence.missile_defence.components import raid, raid_record, threat_classes
from deterrence.traced import Number, Sentence, Words, spread

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
_THROUGH: Final = "Gets through"
_CLASS: Final = Key("threat_class", "Threat class")
_SHIELDS: Final = {
    "today": Line("as set", theme.VERMILION, theme.DASHED),
    "one_battery_more": Line("one battery more", theme.BLUE),
}


def layers(rows: Rows, year: int) -> FigureResult:
    """What each layer stops of a reference raid, and what gets through, by threat class."""
    text = Text(
        id="classes-layers",
        title=f"What is stopped of a reference raid in {year}, by threat class and layer",
        reading="Means over the futures, so that parts add up. Raids of all classes have one size and one exposure.",
        nothing=f"threat classes were not computed for {year}",
        finding=lambda rows: _through_by_class(rows, year),
    )
    return stacked(Stacked(text, _CLASS, Key("layer", "Layer"), _THROUGH, f"share of a reference raid in {year}"), rows)


def _through_by_class(rows: Rows, year: int) -> Told:
    through = [row for row in rows if row["layer"] == _THROUGH]
    found = joined(told(f"{row['threat_class']} ", amount(row, "share", "%")) for row in through)
    return told(f"Of a reference raid there get through in {year}, on average: ", found)


def _layer_rows(shown: Shown) -> tuple[list[Row], int]:
    """Mean share of a reference raid that each layer stops, and that gets through, by threat class in one year."""
    labels = threat_classes.COMPONENT.labels
    stopped = shown.results.values("layer_intercept_share", shown.cell, year=shown.year, exposure=shown.exposure)
    means = stopped.mean(axis=0)
    rows: list[Row] = []
    for place, threat in enumerate(labels["threat_class"].values()):
        for number, layer in enumerate(labels["defence_layer"].values()):
            share = float(means[place, number])
            rows.append({"threat_class": capital(threat), "layer": capital(layer), "share": share})
        rest = max(0.0, 1.0 - float(means[place].sum()))
        rows.append({"threat_class": capital(threat), "layer": _THROUGH, "share": rest})
    return rows, shown.year


def footprint(rows: Rows) -> FigureResult:
    """Claimed beside credible cover, by threat class and by the `measure` that says of what it is a share."""
    text = Text(
        id="classes-footprint",
        title="Claimed and credible cover of S-500, by threat class",
        reading="Dot: median of the futures; line: the middle 90%. Shares of the area within the claimed range; the "
        "border stands for no place.",
        nothing="the footprint was not computed",
    )
    measure = Measure("share of the claimed area of S-500", ticks=(0, 1))
    return lanes(Lanes(text, measure, Key("measure", "Measure"), _CLASS, Key("footprint", "Cover")), rows)


def _footprint_rows(shown: Shown) -> tuple[list[Row]]:
    """Claimed and credible cover by threat class."""
    labels = footprint_component.COMPONENT.labels
    values = {"Cover": shown.results.values("defended_share", shown.cell)}
    for border, words in labels["border"].items():
        values[f"Beyond a {words}"] = shown.results.values("share_beyond_border", shown.cell, border=border)
    rows: list[Row] = []
    for measure, cover in values.items():
        for place, threat in enumerate(labels["threat_class"].values()):
            for number, footprint in enumerate(labels["footprint"]):
                five = banded({}, cover[:, place, number])
                ends = {"p05": five["p05"], "least": five["p50"], "p50": five["p50"], "most": five["p50"]}
                names = {"measure": measure, "threat_class": capital(threat), "footprint": footprint}
                rows.append({**names, **ends, "p95": five["p95"]})
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
    values = shown.results.values
    rows = [
        row
        for shield in raid.COMPONENT.labels["shield"]
        for row in along({"shield": shield}, "day", days, values("leakage_share", shown.cell, shield=shield))
    ]
    return (rows,)


def _interceptors_left(shown: Shown) -> tuple[Sentence, ...]:
    """What is left of the interceptors on the last day, with each shield, in a sentence."""
    last = list(raid.COMPONENT.labels["day"])[-1]
    told: list[Words] = [f"Interceptors left after {last} days, median and the middle 90% of futures: "]
    for shield, line in _SHIELDS.items():
        told += ["; " if len(told) > 1 else "", f"{line.words} "]
        at = {"shield": shield, "day": last}
        told += spread(shown.results, "interceptors_left_share", shown.cell, per_cent, **at)
    return ((*told, "."),)


def _leak_by_day(rows: Rows) -> Told:
    """What leaks on the first day and on the last, with the shield as set."""
    days = {row["day"]: row for row in rows if row["shield"] == "today"}
    if not days:
        return ""
    ends = (told(amount(days[day], "p50", "%"), f" on day {day}") for day in (min(days), max(days)))
    return told("Of a raid's missiles ", in_list(ends), " leak through the shield as set, in the median future")


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
    found = shown.results.study(raid_record.STUDY.name, shown.cell)
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


def _tested(shown: Shown) -> tuple[Sentence, ...]:
    """How many of the later months of the record lie in the band of the fitted engine."""
    study, prediction = raid_record.STUDY, raid_record.PREDICTIONS[-1]
    found = shown.results.study(study.name, shown.cell)
    low, high, is_scored = (
        found.at(name, prediction=prediction) for name in ("predicted_low", "predicted_high", "is_scored")
    )
    observed = found.at("record_destroyed_share")
    inside, scored = int((is_scored & (low <= observed) & (observed <= high)).sum()), int(is_scored.sum())
    if not scored or study.back_test is None:
        return ()
    nominal = study.back_test.nominal
    cell = {"assumption_set": shown.cell[0], "structure": shown.cell[1], "prediction": prediction}
    caught, months = (
        Number(str(count), study.name, cell, what, count, "study")
        for what, count in (("inside", inside), ("scored", scored))
    )
    is_short = inside < nominal * scored
    opening = "Trust the ranges less than they say" if is_short else "The ranges held where they could be tested"
    ending = ": they are too narrow" if is_short else ""
    said = f" months inside a band meant to hold {short(nominal, '.0%')} of them{ending}."
    return ((f"{opening}: of Ukraine's record the engine of raids caught ", caught, " of ", months, said),)


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
            (
                Picture(
                    "calibration",
                    calibration,
                    _calibration_rows,
                    in_every_structure,
                    is_slow=True,
                    studies=(raid_record.STUDY.name,),
                ),
            ),
            pages={"missile_defence_raid": "raids"},
        ),
        Section(
            "balance",
            "Threat classes and cover",
            _CLASSES,
            (
                Picture(
                    "classes-layers", layers, _layer_rows, in_every_structure,
                    ("layer_intercept_share",),
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
    implications=_tested,
)  # fmt: skip

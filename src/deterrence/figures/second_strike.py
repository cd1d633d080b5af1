"""The second strike: what arrives, what the defence takes of it, and what decides that."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from deterrence.charts import bands as form
from deterrence.charts import rules, theme
from deterrence.charts.bands import Along, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.graded import Graded, graded
from deterrence.charts.intervals import READING, Intervals, intervals
from deterrence.charts.numbers import at_least, runs, short, span
from deterrence.charts.panels import Panels, by_panel
from deterrence.charts.result import FigureResult
from deterrence.charts.surface import Surface, surface
from deterrence.evidence.quantity import GRADES

DEFENCE: Final = Series(
    "defence",
    "Defence",
    {
        "with": Line("with the defence", theme.BLUE),
        "without": Line("without the defence", theme.VERMILION, theme.DASHED),
    },
)
RAID_READING: Final = f"{form.READING} Dotted: the median of the reference. {form.NO_PROBABILITY}"
_FORCE: Final = Key("force", "Force")
_POSTURE: Final = Key("posture", "Posture")
_ARRIVE: Final = Measure("number of warheads that arrive", "Warheads that arrive", ".0f", end=None, step=20, ticks=4)
_REFERENCE: Final = partial(Line, colour=theme.INK, dash=theme.DOTTED, has_bands=False)
_NO_RAID: Final = "no raid was computed"
_REACH_PANELS: Final = Panels((_FORCE, _POSTURE), beside="posture", head_room=28)
_REACH_DASHES: Final = {"reachable": theme.SOLID, "not_assured": theme.DASHED, "unreachable": (1, 3)}


def arrivals(rows: Rows, top: float | None = None) -> FigureResult:
    """Warheads that arrive by force, posture, year and defence; `top` keeps the vertical axis fixed."""
    text = Text(
        id="arrivals",
        title="Warheads that would arrive, with and without the defence, by year",
        reading=f"{form.READING} {form.NO_PROBABILITY}",
        nothing="no arrivals were computed",
    )
    return bands(Bands(text, _ARRIVE, Panels((_FORCE, _POSTURE), beside="force"), DEFENCE, height=125), rows, top)


def raid_arrivals(rows: Rows, top: float | None = None) -> FigureResult:
    """Warheads of one raid that arrive, by `defence` (with, without, reference) and year."""
    lines = {
        "with": Line("with the defence", theme.BLUE),
        "without": Line("without it", theme.VERMILION, theme.DASHED),
        "reference": _REFERENCE("reference, with it"),
    }
    text = Text("raid-arrivals", "Warheads that would arrive, by year", RAID_READING, _NO_RAID)
    return bands(Bands(text, _ARRIVE, series=Series("defence", "Series", lines), height=190), rows, top)


def raid_erosion(rows: Rows) -> FigureResult:
    """Erosion of one raid, by `series` (now, reference) and year."""
    lines = {"now": Line("this state", theme.BLUE), "reference": _REFERENCE("reference")}
    title = "Erosion: share of the arrivals that the defence stops, by year"
    text = Text("raid-erosion", title, RAID_READING, _NO_RAID)
    measure = Measure("erosion", "Share lost to the defence", ticks=4)
    return bands(Bands(text, measure, series=Series("series", "Series", lines), height=190), rows)


def compare(rows: Rows) -> FigureResult:
    """Warheads of one raid that arrive, in a panel for each `state`, by year."""
    title = "Warheads that arrive through the defence, by state"
    text = Text("compare", title, form.READING, "no state was computed")
    return bands(Bands(text, _ARRIVE, Panels((Key("state", "State"),), beside="state")), rows)


def reach(rows: Rows, benchmarks: Rows, year: int) -> FigureResult:
    """Chance that at least so many `warheads` arrive, by force, posture and defence, in one year.

    Args:
        rows: The chances, one for each number of warheads.
        benchmarks: Public payload counts by force and posture, with their status (reachable, not_assured,
            unreachable); loads, not requirements (law 20). Those of a panel without rows are left out.
        year: The year shown.
    """
    text = Text(
        id="reach",
        title=f"Chance that at least b warheads arrive in {year}",
        reading=f"{form.READING} {form.NO_PROBABILITY} Upright rules: public payload counts, shown as loads and never "
        "as requirements; dashed where the chance is below one half even without a defence, dotted where it is nil.",
        nothing=f"no arrivals were computed for {year}",
        finding=partial(_likely_arrivals, year),
    )
    description = Bands(
        text,
        Measure("chance that at least b warheads arrive", "Chance that at least b arrive"),
        _REACH_PANELS,
        DEFENCE,
        Along(Key("warheads", "Warheads b"), "Warheads b", has_own_axes=True),
        height=104,
        steps="step",
        tell=partial(_tell_reach, benchmarks, year),
    )
    return bands(description, rows, None, rules.placed(benchmarks, rows, _REACH_PANELS, "warheads", _REACH_DASHES))


def _likely(rows: Iterable[Row], defence: str) -> int:
    """Largest number of warheads that arrives with a median chance of one half or more."""
    return max((row["warheads"] for row in rows if row["defence"] == defence and row["p50"] >= 1 / 2), default=0)


def _likely_arrivals(year: int, rows: Rows) -> str:
    panels = by_panel(rows, _REACH_PANELS).values()
    least = {defence: span(at_least(_likely(own, defence)) for own in panels) for defence in DEFENCE.lines}
    return (
        f"As likely as not, at least {least['with']} warheads arrive with the defence in {year}, {least['without']} "
        "without"
    )


def _tell_reach(benchmarks: Rows, year: int, rows: Rows) -> str:
    phrases = [
        f"{', '.join(panel)}: with the defence {_likely(own, 'with')}, without the defence {_likely(own, 'without')}"
        for panel, own in by_panel(rows, _REACH_PANELS).items()
    ]
    out_of_reach = sum(mark["status"] == "unreachable" for mark in benchmarks)
    return (
        f"Step charts of the chance that at least b warheads arrive in {year}. "
        f"Largest b that arrives with a median chance of one half or more: {'; '.join(phrases)}. "
        f"{out_of_reach} of {len(benchmarks)} marked payload counts are out of reach even without a defence."
    )


def erosion(rows: Rows, year: int) -> FigureResult:
    """Erosion by force, assumption_set and structure, with the `share_at_least_half` of the futures."""
    text = Text(
        id="erosion",
        title=f"Erosion of the second strike in {year}, by assumption set and structure",
        reading=f"{READING} Right: the share of futures in which half or more of the warheads are lost to the defence.",
        nothing=f"erosion was not computed for {year}",
        finding=lambda rows: (
            f"Median erosion of the second strike in {year} {runs((row['p50'] for row in rows), '%')} by reading"
        ),
    )
    description = Intervals(
        text,
        Measure(f"erosion in {year}", "Erosion: share of arrivals lost to the defence"),
        _FORCE,
        (Key("assumption_set", "Assumption set"), Key("structure", "Structure")),
        between=" · ",
        told=Key("share_at_least_half", "Share of futures at one half or more"),
        told_words="at ½ or more",
        half=0.5,
    )
    return intervals(description, rows)


def deciders(rows: Rows, measure: str, subject: str) -> FigureResult:
    """Inputs in order of their weight (`measure`, from `low` to `high`), with the worse of their grades.

    Args:
        rows: One for each quantity.
        measure: Name of the sensitivity measure, the title of the axis.
        subject: What is decided, for the title.
    """
    text = Text(
        id="deciders",
        title=f"What decides {subject}",
        reading="Bar: mean weight of the input; line: its span over assumption sets and structures. "
        "Colour and sign: the worse of the grades of value and range.",
        nothing="at this many futures no input stands out from chance",
        finding=lambda rows: f"What weighs most in {subject}: {rows[0]['label']}",
    )
    heads = {"quantity": "Quantity", "label": "What it is", "measure": "Weight", "low": "Low", "high": "High"}
    description = Graded(
        text,
        Measure(measure, measure, ".2f", end=None, step=0.1, ticks=5),
        tuple(Key(name, head) for name, head in heads.items()),
        "label",
        ("low", "measure", "high"),
        GRADES,
        f"Bar chart of the inputs by {measure}, the heaviest first, with the span and the grade of each",
        has_bars=True,
    )
    return graded(description, sorted(rows, key=lambda row: (-row["measure"], row["quantity"])))


def frontier(rows: Rows, contour: Rows, subject: str) -> FigureResult:
    """Map of erosion by kill_probability and undefended_share with the line on which it is one half.

    Args:
        rows: A full grid over both axes.
        contour: Points of the line; empty where erosion stays on one side of one half.
        subject: Force, posture and year, for the title.
    """
    shares = [row["erosion"] for row in rows]
    line, finding = "Line: one half is lost.", f"Erosion by kill probability and undefended share: {subject}"
    if contour:
        least = short(min(point["kill_probability"] for point in contour))
        finding = f"Half is lost only from a kill probability of about {least} upwards: {subject}"
    elif shares and max(shares) < 1 / 2:
        line = f"Half is lost nowhere; the most is {max(shares):.0%}."
        finding = f"Half is lost at no kill probability and no exposure: {subject}"
    text = Text(
        id="frontier",
        title=finding,
        reading=f"Darker: more of the arrivals are lost. {line} Other inputs: central values.",
        nothing="the frontier was not computed",
    )
    description = Surface(
        text,
        Key("kill_probability", "Kill probability of one shot"),
        Key("undefended_share", "Undefended share"),
        "Share of the retaliation that meets no defence",
        Key("erosion", "Erosion"),
        "half is lost",
        subject,
    )
    return surface(description, rows, contour)

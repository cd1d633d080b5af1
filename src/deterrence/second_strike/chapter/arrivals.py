"""What arrives: warheads by year, and the chance of every count, with the defence and without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import product
from typing import Final

import numpy as np

from deterrence.arrays import Floats
from deterrence.axes import CLAIM_YEAR, FORCE, FORCES, OWNERS, POSTURE, POSTURES
from deterrence.chapter import Shown, along, set_words
from deterrence.charts import bands as form
from deterrence.charts import rules, theme
from deterrence.charts.bands import Along, Bands, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.numbers import at_least
from deterrence.charts.panels import Panels, by_panel
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Told, amount, ends, joined, told
from deterrence.charts.twins import DEFENCE, TWINS
from deterrence.exposure import ALL
from deterrence.nuclear import adequacy
from deterrence.second_strike.chances import BENCHMARKS
from deterrence.second_strike.chapter.readings import READING_KEY, force_name, three

ARRIVE: Final = Measure("number of warheads that arrive", "Warheads that arrive", ".0f", end=None, step=20, ticks=4)
FORCE_KEY: Final = Key("force", "Force")
_ARRIVALS: Final = "arrivals"
_POSTURE: Final = Key("posture", "Posture")
_REACH_PANELS: Final = Panels((FORCE_KEY, _POSTURE), beside="posture", head_room=28)
_REACH_DASHES: Final = {"reachable": theme.SOLID, "not_assured": theme.DASHED, "unreachable": (1, 3)}
_ROOM_OF_A_LABEL: Final = 1 / 7
"""Of the greatest count that a panel reaches: closer counts share one rule in the drawing, not in the data."""


def arrivals(rows: Rows, posture: str) -> FigureResult:
    """Warheads that arrive by force, reading, year and defence, in one posture; each force has its own axis."""
    text = Text(
        id="arrivals",
        title=f"Warheads that would arrive {posture}, with and without the defence, by year",
        reading=f"{form.READING} {form.NO_PROBABILITY} Numbers: medians of the last year. The two forces have each an "
        "axis of their own. The readings in which the defence takes least and most, and the first of the run.",
        nothing="no arrivals were computed",
        finding=partial(_arrivals_by_force, posture),
    )
    panels = Panels((FORCE_KEY, READING_KEY), beside="reading", has_own_scales=True)
    return bands(Bands(text, ARRIVE, panels, DEFENCE, height=118, ends="number"), rows)


def _arrivals_by_force(posture: str, rows: Rows) -> Told:
    """Medians of the last year, force by force."""
    last = max(row["year"] for row in rows)
    found = []
    for force in dict.fromkeys(row["force"] for row in rows):
        through, bare = (
            ends(
                amount(row, "p50", outcome=_ARRIVALS)
                for row in rows
                if (row["force"], row["defence"], row["year"]) == (force, defence, last)
            )
            for defence in ("with", "without")
        )
        found.append(told(f"{force} ", through, " with the defence, ", bare, " without"))
    return told(f"Warheads that arrive {posture} in {last}, medians: ", joined(found))


def arrivals_rows(posture: str, shown: Shown) -> tuple[list[Row], str]:
    """Bands over futures of the expected arrivals in up to three readings, with and without the defence."""
    rows: list[Row] = []
    cells = three(shown.results, CLAIM_YEAR)
    for (defence, label), force, cell in product(TWINS.items(), OWNERS, cells):
        values = shown.results.values(
            _ARRIVALS, cell, force=force, posture=posture, exposure=shown.exposure, defence=label
        )
        names = {"force": force_name(force), "reading": set_words(cell[0]), "defence": defence}
        rows += along(names, "year", shown.results.years, values)
    return sorted(rows, key=lambda row: row["force"]), POSTURE[posture]


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


def _likely_arrivals(year: int, rows: Rows) -> Told:
    panels = by_panel(rows, _REACH_PANELS).values()
    least = {
        defence: ends(amount({"likely": at_least(_likely(own, defence))}, "likely", "{:.0f}".format) for own in panels)
        for defence in DEFENCE.lines
    }
    opening, middle = "As likely as not, at least ", f" warheads arrive with the defence in {year}, "
    return told(opening, least["with"], middle, least["without"], " without")


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


def reach_rows(shown: Shown) -> tuple[list[Row], list[Row], int]:
    """Bands over futures of P(arrivals >= b), all sent into the capital region, by force, posture and b; counts."""
    rows: list[Row] = []
    marks: list[Row] = []
    draws = shown.results.draws(shown.cell)
    counts = sorted({int(draws[name].flat[0]) for name in BENCHMARKS})
    for force, posture in product(FORCES, POSTURES):
        place: dict[str, str | int] = {"force": force, "posture": posture, "year": CLAIM_YEAR, "exposure": ALL}
        reached = shown.results.values("curve", shown.cell, defence="none", **place)
        most = int(np.flatnonzero(reached.any(axis=0)).max(initial=0))
        for defence, label in TWINS.items():
            values = shown.results.values("curve", shown.cell, defence=label, **place)
            names = {"force": FORCE[force], "posture": POSTURE[posture], "defence": defence}
            rows += along(names, "warheads", range(1, most + 1), values[:, 1 : most + 1])
        marks += _benchmark_rows(
            {"force": FORCE[force], "posture": POSTURE[posture]}, counts, np.median(reached, axis=0), most
        )
    return rows, marks, CLAIM_YEAR


def _benchmark_rows(names: Mapping[str, str], counts: Sequence[int], chances: Floats, most: int) -> Iterator[Row]:
    """Public payload counts of one raid, with what they are worth without a defence (law 20).

    Args:
        names: Force and posture.
        counts: Ascending.
        chances: Median chance that at least b warheads arrive without a defence, by b; none beyond the last.
        most: Warheads that can arrive; of the counts beyond it the first alone is shown.
    """
    room = int(_ROOM_OF_A_LABEL * most)
    of_counts = np.array([chances[count] if count < chances.size else 0.0 for count in counts])
    shown = -room
    for count, status in zip(counts, adequacy.benchmark_status(of_counts), strict=True):
        if count - shown >= room and shown <= most:
            shown = count
            yield {**names, "warheads": count, "status": "reachable" if status == "assured" else str(status)}

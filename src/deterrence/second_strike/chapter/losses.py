"""Where the warheads go: from those aboard at sea to those that arrive, in up to three readings."""

from __future__ import annotations

from itertools import product
from typing import Final

from deterrence.axes import LAYER, OWNERS
from deterrence.chapter import Shown, capital, set_words
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.panels import Panels
from deterrence.charts.result import FigureResult
from deterrence.charts.told import Amount, Told, amount, ends, joined, told
from deterrence.charts.waterfall import SHOWN, Waterfall, waterfall
from deterrence.exposure import ALL
from deterrence.results import Label
from deterrence.second_strike.chapter.readings import READING_KEY, force_name, three
from deterrence.second_strike.losses import STAGE

_LOST: Final = {
    "ordered": "Order or type fails",
    "boats": "Boats lost",
    "missiles": "Missiles fail",
    "warheads": "Warheads fail",
    **{f"behind_{layer}": capital(said) for layer, said in LAYER.items()},
}
"""What is lost on the way to each stage."""
_ABOARD, _UNDEFENDED, _ARRIVE = "Aboard at sea", "Without the defence", "Arrive"
_KINDS: Final = Key("kind", "Kind", {"whole": "there", "loss": "lost on the way", "taken": "taken by the defence"})


def losses(rows: Rows, year: int) -> FigureResult:
    """Warheads left behind each loss, by force and reading."""
    text = Text(
        id="losses",
        title=f"Where the warheads go in {year}",
        reading="Means over the futures, in whole warheads that add up, where what is under one counts as none; "
        "other figures show medians. One boat of each force at sea, no warning, all sent into the capital "
        "region; each force by itself. Outer layer: above the atmosphere; last layer: at the end of flight; both stand "
        "at Moscow. Warheads that would not function are taken off in front of the defence. The readings in which the "
        "defence takes least and most, and the first of the run.",
        nothing=f"losses were not computed for {year}",
        finding=lambda rows: _finding(rows, year),
    )
    measure = Measure("warheads that are left", "Warheads", ".0f", end=None)
    panels = Panels((Key("force", "Force"), READING_KEY), beside="reading", has_own_scales=True)
    return waterfall(Waterfall(text, measure, panels, Key("stage", "Stage"), _KINDS), rows)


def _finding(rows: Rows, year: int) -> Told:
    found = []
    for force in dict.fromkeys(row["force"] for row in rows):
        own = [row for row in rows if row["force"] == force]
        aboard, bare, arrive = (_bars_of(own, stage) for stage in (_ABOARD, _UNDEFENDED, _ARRIVE))
        before, taken = (ends(map(_less, here, behind)) for here, behind in ((aboard, bare), (bare, arrive)))
        there = told(f"{force}: of ", ends(aboard), " warheads at sea ")
        found.append(told(there, before, " fail on the way, ", taken, " fall to the defence"))
    return told(f"On average in {year}, ", joined(found))


def _bars_of(rows: Rows, stage: str) -> list[Amount]:
    """A stage in each reading as it stands beside its bar, so that a reader can take the same sums."""
    return [amount(row, SHOWN.name, "{:.0f}".format) for row in rows if row["stage"] == stage]


def _less(here: Amount, behind: Amount) -> Amount:
    """What lies between two bars, of the numbers beside them."""
    lost = int(here.text) - int(behind.text)
    return Amount(str(lost), lost, f"{here.statistic}: {here.row[-2]} less {behind.row[-2]}", here.row[:-2])


def losses_rows(shown: Shown) -> tuple[list[Row], int]:
    """Bars of each stage, France and the United Kingdom, in up to three readings."""
    year = int(shown.results.labels("warheads_left")["year"][0])
    rows: list[Row] = []
    for force, cell in product(OWNERS, three(shown.results, year)):
        at: dict[str, Label] = {"force": force, "posture": "day_to_day", "exposure": ALL, "year": year}
        left = shown.results.values("warheads_left", cell, **at).mean(axis=0)
        names = {"force": force_name(force), "reading": set_words(cell[0])}
        rows += [{**names, **bar} for bar in _bars(dict(zip(STAGE, left.tolist(), strict=True)))]
    return rows, year


def _bars(left: dict[str, float]) -> list[Row]:
    """The bars of one panel, from what is left at each stage."""
    bars: list[Row] = [_whole(_ABOARD, left["aboard"])]
    before = left["aboard"]
    for stage, said in _LOST.items():
        kind = "taken" if stage.startswith("behind_") else "loss"
        bars.append({"stage": said, "kind": kind, "low": left[stage], "high": before, "change": left[stage] - before})
        before = left[stage]
        if stage == "warheads":
            bars.append(_whole(_UNDEFENDED, before))
    return [*bars, _whole(_ARRIVE, before)]


def _whole(stage: str, count: float) -> Row:
    return {"stage": stage, "kind": "whole", "low": 0.0, "high": count, "change": count}

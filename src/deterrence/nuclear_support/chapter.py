"""Which enabler of nuclear support binds where the needs are swept, with American aircraft and without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from deterrence.chapter import Chapter, Picture, Section, Shown, capital, in_every_structure
from deterrence.charts import theme
from deterrence.charts.description import Key, Row, Rows, Text
from deterrence.charts.kinds import Kinds, kinds
from deterrence.charts.numbers import per_cent
from deterrence.charts.result import FigureResult
from deterrence.nuclear_support.components.packages import COMPONENT, DAYS
from deterrence.results import Label
from deterrence.traced import Sentence, filled, in_cell

FIGHTERS: Final = "8"
"""Fighters of the packages that are drawn: with more of them the map is the same up to a whole exercise."""
FIRST_DAY: Final = "1"
ASKED: Final = "2"
"""Packages a day of which the text tells at which needs they are kept up."""
_TEXT: Final = (
    "Tankers, early warning, fighters and stand-off rounds are wanted by the conventional fight and by the support of "
    "nuclear operations. How many a package of that support takes is published nowhere, so that the figure is a map "
    "over needs and no verdict: it says which enabler would be the scarce one if a package were like this."
)
_KINDS: Final = {
    "Fighters": theme.PURPLE,
    "Tankers": theme.BLUE,
    "Early warning": theme.GREEN,
    "Stand-off rounds": theme.VERMILION,
}
_AMERICAN: Final = {"path": "With American forces", "none": "Without American forces"}
_LABELS: Final = COMPONENT.labels


def binding(rows: Rows) -> FigureResult:
    """The enabler that binds in most futures, by need of tankers and of rounds, with American aircraft and without."""
    text = Text(
        id="support-binding",
        title="Which enabler binds, by what a package takes",
        reading="Needs stand for one sortie of early warning and eight fighters; fighters hardly ever bind. Per cent: "
        "share of the futures in which the enabler binds on the first day. No number of a need is public.",
        nothing="no package was computed",
    )
    form = Kinds(
        text, "the enabler that binds most often", Key("american", "American forces"), Key("tankers", "Tankers"),
        Key("rounds", "Stand-off rounds for a package"), Key("enabler", "Binds"), _KINDS,
    )  # fmt: skip
    return kinds(form, rows)


def _is_kept(shown: Shown) -> bool:
    """Whether the horizon holds a year that is kept."""
    return bool(shown.results.labels("support_binding")["year"])


def _binding_rows(shown: Shown) -> tuple[list[Row]]:
    """The enabler that binds in most futures at each need."""
    year = int(shown.results.labels("support_binding")["year"][0])
    values = shown.results.values(
        "support_binding", shown.cell, year=year, need_of_fighters=FIGHTERS, campaign_day=FIRST_DAY
    )
    shares = np.asarray(values, dtype=np.float64).mean(axis=0)
    names = [capital(words) for words in _LABELS["support_enabler"].values()]
    rows: list[Row] = []
    for place, american in enumerate(_LABELS["american"]):
        for down, tankers in enumerate(_LABELS["need_of_tankers"].values()):
            for across, rounds in enumerate(_LABELS["need_of_rounds"].values()):
                found = shares[place, down, across]
                rows.append({
                    "american": _AMERICAN[american], "tankers": tankers, "rounds": rounds,
                    "enabler": names[int(found.argmax())], "share": float(found.max()),
                })  # fmt: skip
    return (rows,)


def _kept_up(shown: Shown) -> Sentence:
    """At how many needs of the map the median future keeps up so many packages a day, and when it falls short else."""
    name = "support_first_shortfall_day"
    year = int(shown.results.labels(name)["year"][0])
    at: dict[str, Label] = {"year": year, "need_of_fighters": FIGHTERS, "asked": ASKED}
    days = np.median(shown.results.values(name, shown.cell, **at), axis=0).reshape(len(_AMERICAN), -1)
    kept = [
        in_cell(str(count), name, shown.cell, f"needs with p50>{DAYS}", count, **at, american=american)
        for american, count in zip(_AMERICAN, (days > DAYS).sum(axis=1).tolist(), strict=True)
    ]
    short_on = days[days <= DAYS]
    ends = [
        in_cell(f"{day:.0f}", name, shown.cell, f"{end} p50", float(day), **at)
        for end, day in (("least", short_on.min()), ("greatest", short_on.max()))
    ] if short_on.size else []  # fmt: skip
    return filled(
        f"In the median future {ASKED} packages a day are kept up for {DAYS} days at {{}} of these {days.shape[1]} "
        f"needs with American forces and at {{}} without; the others fall short first "
        f"{'between day {} and {}' if ends else 'never'}.",
        *kept, *ends,
    )  # fmt: skip


def _under(shown: Shown) -> Sequence[Sentence]:
    """What is left without American aircraft and rounds, and what can be kept up."""
    return _ratio(shown), _kept_up(shown)


def _ratio(shown: Shown) -> Sentence:
    """What is left without American aircraft and rounds, from the least median over the needs to the greatest."""
    name = "support_ratio_without_us"
    year = int(shown.results.labels(name)["year"][0])
    values = shown.results.values(name, shown.cell, year=year, campaign_day=FIRST_DAY)
    medians = np.median(np.asarray(values, dtype=np.float64), axis=0)
    ends = (
        in_cell(per_cent(float(end)), name, shown.cell, f"{which} p50", float(end), year=year, campaign_day=FIRST_DAY)
        for which, end in (("least", medians.min()), ("greatest", medians.max()))
    )
    return filled(
        "Without American aircraft and rounds a median of {} to {} of the packages is left on the first day, by what a "
        "package takes: least where tankers bind. The conventional fight is taken to leave the same share of the "
        "smaller fleet, and would leave less.",
        *ends,
    )


CHAPTER: Final = Chapter(
    "nuclear_support",
    (
        Section(
            "balance",
            "Support of nuclear operations",
            _TEXT,
            (
                Picture(
                    "support-binding",
                    binding,
                    _binding_rows,
                    in_every_structure,
                    ("support_binding", "support_ratio_without_us", "support_first_shortfall_day"),
                ),
            ),
            ("support_packages", "support_binding", "support_ratio_without_us", "support_first_shortfall_day"),
            {"nuclear_support": "nuclear support"},
            is_shown=_is_kept,
            under=_under,
        ),
    ),
)

"""The chapter of the second strike: what arrives, what the defence takes of it, and what that would require."""

from __future__ import annotations

from functools import partial
from typing import Final

from deterrence.axes import FORCE, POSTURE
from deterrence.chapter import PAGE_ONE, Chapter, Moved, Picture, Section, Shown, capital, cell_words
from deterrence.charts.description import Row
from deterrence.exposure import ALL, EXPOSURE
from deterrence.second_strike.chapter import believe, exceedance, losses, readings
from deterrence.second_strike.chapter import required as required_figure
from deterrence.second_strike.chapter.arrivals import arrivals, arrivals_rows, reach, reach_rows
from deterrence.second_strike.chapter.erosion import (
    erosion,
    erosion_rows,
    frontier,
    frontier_rows,
    rounds_in_service,
    strongest_cell,
)
from deterrence.second_strike.chapter.raid import RAID_READING, compare, raid_arrivals, raid_erosion

__all__ = ["CHAPTER", "RAID_READING", "compare", "raid_arrivals", "raid_erosion", "strongest_cell"]

_LOSSES: Final = (
    "Before any interceptor fires, warheads are lost: an order that does not come, a type that fails, a boat that is "
    "found, missiles and warheads that do not work. Only what is left can be taken by the defence, layer by layer."
)
_TWINS: Final = (
    "Both lines are the same futures with the same boats; in one every interceptor is set to zero. The "
    "fall of the undefended line below the payload of a boat is the cost of launch orders, boats, "
    "missiles and warheads that fail, which no defence caused."
)
_EVERY_COUNT: Final = "The chance that at least so many warheads arrive, for every count, in {year}."
_EVERY_LOSS: Final = "How many futures lose at least so much to the defence, for every loss, in {year}."
_WITHOUT: Final = (
    "The lines start below 100% even without a defence: that is the launch order, a fault of the whole type, "
    "a common cause and the loss of the boat, all our estimates over ranges that lean low. It is no finding "
    "about either force. Public payload counts are loads of boats, not requirements; those that are "
    "unreachable or not assured without a defence decide nothing here."
)
_GENERATED: Final = "The same with warning: what can be at sea by then is at sea."
_BELIEVE: Final = (
    "Two things decide: how often one shot kills its warhead, which nobody outside can measure, and how much of the "
    "retaliation must cross a defended region, which its owner decides."
)
_FRONTIER: Final = (
    "What nobody outside can measure, the chance that one shot destroys its warhead, and what the owner decides, the "
    "share of the retaliation that meets no defence, trade against each other; the rest is sent into the capital "
    "region. The steps come from whole missiles."
)
_REQUIRED: Final = (
    "The claim turned round: how many ready interceptors would stop half of the retaliation, by the chance that one "
    "shot kills and the share sent into the capital region. The shaded band is what production can have put on ready "
    "launchers by the year. Where a line ends, no number would do."
)


def _arrivals_in(posture: str, name: str) -> Picture:
    return Picture(
        name, arrivals, partial(arrivals_rows, posture), lambda shown: f"{capital(EXPOSURE[shown.exposure])}."
    )


_ARRIVALS: Final = _arrivals_in("day_to_day", "arrivals")
_REACH: Final = Picture("reach", reach, reach_rows, outcomes=("curve",))
_EROSION: Final = Picture(
    "erosion",
    erosion,
    lambda shown: (erosion_rows(shown.results, shown.year, shown.threshold, shown.exposure), shown.year),
    lambda shown: f"Day-to-day posture, {EXPOSURE[shown.exposure]}.",
)


_BELIEFS: Final = Picture("believe", believe.believe, believe.believe_rows, lambda _: "", is_slow=True)
_EXCEEDANCE: Final = Picture("exceedance", exceedance.exceedance, exceedance.exceedance_rows, lambda _: "")
_PAGE_ONE: Final = Picture(PAGE_ONE, readings.page_one, readings.page_one_rows, lambda _: "")


_LOSS: Final = Picture("losses", losses.losses, losses.losses_rows, lambda _: "", ("warheads_left",))


def _frontier_rows(force: str, shown: Shown) -> tuple[list[Row], list[Row], str]:
    found = frontier_rows(shown.results, shown.strongest, force, shown.year, shown.threshold)
    return *found, f"{FORCE[force]}, day-to-day, {shown.year}"


def _with_rounds(shown: Shown) -> str:
    held = rounds_in_service(shown.results, shown.strongest, shown.year)
    return f"{cell_words(shown.strongest)}, {held} serviceable rounds."


def _frontier_of(force: str) -> Picture:
    return Picture(
        f"frontier-{force.replace('_', '-')}", frontier, partial(_frontier_rows, force), speaks_of=_with_rounds
    )


def _central(shown: Shown) -> str:
    return f"{cell_words(shown.strongest)}, central values."


CHAPTER: Final = Chapter(
    "second_strike",
    (
        Section("arrivals", "", "", (_PAGE_ONE,), length="page"),
        Section("arrivals", "Where the warheads go", _LOSSES, (_LOSS,), length="brief"),
        Section("arrivals", "Year by year", _TWINS, (_ARRIVALS,)),
        Section("arrivals", "Every count", _EVERY_COUNT, (_REACH,)),
        Section("arrivals", "", _WITHOUT),
        Section("arrivals", "With warning", _GENERATED, (_arrivals_in("generated", "arrivals-generated"),)),
        Section("arrivals", "Every loss", _EVERY_LOSS, (_EXCEEDANCE,)),
        Section("arrivals", "Erosion by reading and model", "", (_EROSION,)),
        Section("deciders", "", _BELIEVE, (_BELIEFS,), length="brief"),
        Section("deciders", "", _FRONTIER, (_frontier_of("united_kingdom"),)),
        Section(
            "required",
            "What would be required",
            _REQUIRED,
            (
                Picture(
                    "required",
                    required_figure.required,
                    required_figure.rows_of,
                    _central,
                    is_slow=True,
                    studies=required_figure.STUDIES,
                ),
            ),
            ("erosion_same_forces", "interceptor_rounds"),
            {"nuclear_air_leg": "air leg", "required_capability": "required capability"},
            length="brief",
        ),
    ),
    moved=tuple(
        Moved(
            f"{{difference}} French air-launched warheads arrive {words}",
            "air_missiles_arriving",
            {"posture": posture, "exposure": ALL, "defence": "all"},
        )
        for posture, words in POSTURE.items()
    ),
    live={"raid-arrivals": raid_arrivals, "raid-erosion": raid_erosion, "compare": compare},
)

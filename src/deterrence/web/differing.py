"""Figures of what states give less the first of them: of one raid, and of every figure of a chapter that can differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from deterrence.chapter import BALANCE, Page, Picture, Section, sections
from deterrence.charts import difference
from deterrence.charts.result import FigureResult
from deterrence.claims.names import quantity_name
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.scenario.resolve import resolve
from deterrence.second_strike.chapter import CHAPTER
from deterrence.system.registry import inputs_of
from deterrence.web.code import PAGES
from deterrence.web.live import RAID_ROWS, Live, balance_chapters, on_page
from deterrence.web.memory import give_back
from deterrence.web.raid import LiveOutcomes
from deterrence.web.reach import reads, sweeps
from deterrence.web.state import State

NAMES = ("A", "B", "C")
"""Of the states side by side, in their order."""
NOT_HERE = "not in this structure"
_REFERENCE = "reference"
_LOAD = "warheads_per_missile"
_DEFENCE = "missile_defence."


@dataclass(frozen=True)
class Place:
    """A section of a page, with those of its figures that something which differs can reach.

    `swept` are those of the others that hold at values of their own what differs, with the names of that.
    """

    page: str
    title: str
    figures: tuple[str, ...]
    swept: tuple[tuple[str, tuple[str, ...]], ...] = ()


def inputs_apart(states: Sequence[State], live: Live) -> dict[str, list[str]]:
    """By quantity, its value in force in each state, where these are not the same."""
    in_force = [resolve(state.scenario_in_view(live.dataset), state.assumption_set) for state in states]
    found = {}
    for identity, quantity in live.dataset.quantities.items():
        counts = [quantity.counts_in(state.structure) for state in states]
        values = [
            value_text(distribution_dict(resolved[identity].basis.distribution)) if does else NOT_HERE
            for resolved, does in zip(in_force, counts, strict=True)
        ]
        if any(counts) and len(set(values)) > 1:
            found[identity] = values
    return found


def is_answered(states: Sequence[State], live: Live) -> bool:
    """Whether an input of the defence differs that forces answer with more warheads, in both twins (law 22)."""
    read = inputs_of(_LOAD, states[0].structure)
    return any(identity in read for identity in inputs_apart(states, live) if identity.startswith(_DEFENCE))


def places(states: Sequence[State], live: Live) -> list[Place]:
    """The sections of the pages of chapters, figures that nothing which differs can reach left out."""
    apart, structure = set(inputs_apart(states, live)), states[0].structure
    looked_at = {(one.structure, one.exposure, one.force, one.seed, one.futures) for one in states}
    chapters = balance_chapters(live.reference)

    def is_reached(picture: Picture) -> bool:
        read = reads(picture, structure, live.dataset)
        return len(looked_at) > 1 or bool(apart if read is None else apart & read)

    def names_of(identities: Set[str]) -> tuple[str, ...]:
        return tuple(quantity_name(live.dataset, one) for one in sorted(identities))

    def place(page: Page, section: Section) -> Place:
        others = [one for one in section.pictures if not is_reached(one)]
        swept = ((one.name, names_of(apart & sweeps(one, structure))) for one in others)
        figures = tuple(one.name for one in section.pictures if one not in others)
        return Place(page.title, section.title, figures, tuple(found for found in swept if found[1]))

    return [
        place(page, section) for name, page in PAGES.items() for section in sections(on_page(chapters, name), BALANCE)
    ]


def difference_of(name: str, states: Sequence[State], live: Live, year: int) -> FigureResult | None:
    """The differences of one figure, of a raid or of a chapter; none where no figure is of that name."""
    if name in RAID_ROWS:
        return of_raid(states, [live.outcomes(one.scenario_in_view(live.dataset), one.view()) for one in states])[name]
    found = [_figure(name, state, live, year) for state in states]
    known = [figure for figure in found if figure is not None]
    less = _less(states, known) if len(known) == len(states) else None
    del found, known
    give_back()  # every future of every state was held
    return less


def of_raid(states: Sequence[State], outcomes: Sequence[LiveOutcomes]) -> dict[str, FigureResult]:
    """The differences of each figure of the raid, by the figure's name; `outcomes` are those of each state."""
    return {name: _less(states, [_of_raid(name, each) for each in outcomes]) for name in RAID_ROWS}


def _less(states: Sequence[State], figures: Sequence[FigureResult]) -> FigureResult:
    has_same_futures = len({(one.seed, one.futures) for one in states}) == 1
    return difference.differences(dict(zip(NAMES, figures, strict=False)), has_same_futures)


def _of_raid(name: str, outcomes: LiveOutcomes) -> FigureResult:
    """The figure of a raid, whose medians know their futures, without the reference beside it."""
    rows = [row for row in RAID_ROWS[name](outcomes, outcomes) if _REFERENCE not in row.values()]
    return CHAPTER.live[name](rows)


def _figure(name: str, state: State, live: Live, year: int) -> FigureResult | None:
    """The figure of a chapter, whose medians know their futures."""
    pictures = _pictures(state, live)
    if name not in pictures:
        return None
    return live.drawn(state, state.futures, year, [pictures[name]], Picture.measured)[0]


def _pictures(state: State, live: Live) -> Mapping[str, Picture]:
    chapters = balance_chapters(state.scenario_in_view(live.dataset))
    return {picture.name: picture for section in sections(chapters, BALANCE) for picture in section.pictures}

"""Chapters: what every domain says in the brief and on the page, with the figures that it draws.

A chapter reads results by name and runs nothing. The brief and the page print chapters and keep no list of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, Final, Literal

from deterrence.arrays import AnyArray
from deterrence.axes import STRUCTURE, proper
from deterrence.charts.description import Row
from deterrence.charts.median import Median, bare
from deterrence.charts.result import FigureResult
from deterrence.exposure import ALL
from deterrence.results import Cell, Label, Results, bands
from deterrence.traced import Sentence

Part = Literal["claims", "arrivals", "deciders", "required", "options", "balance"]
PARTS: Final[tuple[Part, ...]] = ("claims", "arrivals", "deciders", "required", "options", "balance")
"""Parts of the brief that print chapters, in its order."""
BALANCE: Final[tuple[Part, ...]] = ("required", "options", "balance")
"""Parts that the pages of chapters show."""
Length = Literal["page", "brief", "annex"]
LENGTHS: Final[tuple[Length, ...]] = ("page", "brief", "annex")
"""Where a section stands: on page 1, in the six to eight pages, or behind them."""
PAGE_ONE: Final = "page_one"
"""Name of the one picture of page 1."""
Draw = Callable[..., FigureResult]


@dataclass(frozen=True)
class Shown:
    """Of what the figures of a page or brief speak.

    Args:
        results: Of the run, or of the futures that a page asks for.
        cell: The cell shown.
        strongest: The cell that gives the defence most rounds.
        year: The year of figures that show one.
        force: Whose second strike it is where a figure shows one force.
        threshold: Share of the arrivals of which the loss is asked about.
        exposure: How much is sent into a defended region, a label of that axis.
    """

    results: Results
    cell: Cell
    strongest: Cell
    year: int
    force: str
    threshold: float
    exposure: str = ALL


def set_words(assumption_set: str) -> str:
    """An assumption set as figures name it."""
    return capital(proper(assumption_set.replace("_", " ")))


def cell_words(cell: Cell) -> str:
    """A cell as what stands under a figure names it."""
    return f"Reading “{set_words(cell[0])}”, model “{STRUCTURE[cell[1]]}”"


def of_cell(shown: Shown) -> str:
    """Of what a figure of one cell speaks."""
    return f"{cell_words(shown.cell)}."


def in_every_structure(shown: Shown) -> str:
    """Of what a figure speaks that reads nothing that looks at the structure."""
    return f"Reading “{set_words(shown.cell[0])}”, the same in every model."


@dataclass(frozen=True)
class Picture:
    """A figure of a chapter: what is read from the results, and how it is drawn.

    Args:
        name: The figure's name in a run, a brief, on the page and in file names.
        draw: What makes the figure of rows.
        rows: What `draw` is given.
        speaks_of: Of what the figure speaks: read before how to read it.
        outcomes: What a live page must run for it; none where it reads studies alone.
        studies: Names of the studies that it reads.
        labels: The labels by axis that are enough of these.
        policies: The policies that it shows beside the reference; none: all of the dataset.
        is_slow: It takes seconds: the page shows it after the others.
    """

    name: str
    draw: Draw
    rows: Callable[[Shown], tuple[Any, ...]]
    speaks_of: Callable[[Shown], str] = of_cell
    outcomes: tuple[str, ...] = ()
    labels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    policies: tuple[str, ...] | None = ()
    is_slow: bool = False
    studies: tuple[str, ...] = ()

    def figure(self, shown: Shown) -> FigureResult:
        """The figure under its name; of what it speaks is read before how to read it."""
        made = self.draw(
            *([bare(row) for row in rows] if isinstance(rows, list) else rows for rows in self.rows(shown))
        )
        return replace(made, id=self.name, reading=f"{self.speaks_of(shown)} {made.reading}".strip())

    def measured(self, shown: Shown) -> FigureResult:
        """The figure with the futures of its medians, for a difference: it is not kept."""
        return replace(self.draw(*self.rows(shown)), id=self.name)


def _always(_: Shown) -> bool:
    return True


def _nothing(_: Shown) -> tuple[Sentence, ...]:
    return ()


@dataclass(frozen=True)
class Section:
    """A section of a chapter.

    Args:
        part: The part of the brief in which it stands.
        title: Its heading; empty where it goes on under the one before.
        length: The length in which it stands; what is behind the brief is in the annex.
        text: What is said before its pictures. `{year}` and `{strongest}` are filled in, `[words](name)` leads to the
            figure of that name.
        pictures: Its figures in order.
        outcomes: Outcomes that are explained beside it on the page.
        pages: Pages of the docs that say what its models leave out, with their words.
        is_shown: Whether it has something to say of what is shown.
        under: Sentences that stand under its pictures, made from the results.
    """

    part: Part
    title: str
    text: str
    pictures: tuple[Picture, ...] = ()
    outcomes: tuple[str, ...] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    is_shown: Callable[[Shown], bool] = _always
    under: Callable[[Shown], Sequence[Sentence]] = _nothing
    length: Length = "annex"

    @property
    def id(self) -> str:
        """Its name in links."""
        own = self.pictures[0].name if self.pictures else re.sub(r"\W+", "-", self.title.lower()).strip("-")
        return f"{self.part}-{own}"

    def told(self, shown: Shown) -> str:
        """Its text, filled in."""
        return self.text.format(year=shown.year, strongest=shown.strongest[0])


@dataclass(frozen=True)
class Moved:
    """An outcome that is told of an option which moves no arrivals of the boats.

    Args:
        words: Half a sentence on it, in which `{difference}` is filled in, as `2 (0 to 9) more`.
        outcome: Its name.
        labels: Labels that leave it [future, year], or [future] where it has no years.
    """

    words: str
    outcome: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class Page:
    """A page of the workbench that shows sections beside levers of their own.

    Args:
        name: In its address.
        title: In the navigation.
        heading: At its top.
        about: What it shows, in half a sentence.
        outcome: The outcome that its state is handed on with as code.
    """

    name: str
    title: str
    heading: str
    about: str
    outcome: str


BALANCE_PAGE: Final = Page(
    "balance",
    "Balance",
    "The wider balance",
    "The theatre ladder, stability, two nuclear peers, Europe's own shield, threat classes and options",
    "ladder_coverage",
)
"""Where a chapter stands that names no page."""


@dataclass(frozen=True)
class Chapter:
    """What a room says.

    Args:
        name: The room.
        sections: In order.
        groups: Groups of levers that its page shows for it, with their words.
        page: The page on which its sections of the balance stand.
        live: By name, figures of pages that make their rows themselves.
        moved: What options are said to move in this room.
        implications: What follows for the debate, each in a sentence made from the results; none where nothing does.
    """

    name: str
    sections: tuple[Section, ...]
    groups: Mapping[str, str] = field(default_factory=dict)
    page: Page = BALANCE_PAGE
    live: Mapping[str, Draw] = field(default_factory=dict)
    moved: tuple[Moved, ...] = ()
    implications: Callable[[Shown], Sequence[Sentence]] = _nothing


def pages(chapters: Iterable[Chapter]) -> dict[str, Page]:
    """The pages of chapters by name, in their order."""
    return {chapter.page.name: chapter.page for chapter in chapters}


def sections(
    chapters: Iterable[Chapter],
    parts: Collection[Part],
    shown: Shown | None = None,
    lengths: Collection[Length] = LENGTHS,
) -> Iterator[Section]:
    """The sections of some parts, chapter by chapter; where it is said what is shown, those that speak of it."""
    for chapter in chapters:
        for section in chapter.sections:
            is_asked = section.part in parts and section.length in lengths
            if is_asked and (shown is None or section.is_shown(shown)):
                yield section


def gallery(chapters: Sequence[Chapter], shown: Shown) -> dict[str, Callable[[], FigureResult]]:
    """What makes each figure, by its name, in the order of the brief."""
    return {
        picture.name: partial(picture.figure, shown)
        for part in PARTS
        for section in sections(chapters, (part,), shown)
        for picture in section.pictures
    }


def along(names: Mapping[str, str], axis: str, steps: Sequence[Label], values: AnyArray) -> list[Row]:
    """Bands over futures of values [future, step], as a row for each step of an axis."""
    five = bands(values)
    return [
        {**names, axis: step, **_five({name: band[place] for name, band in five.items()}, values[:, place])}
        for place, step in enumerate(steps)
    ]


def banded(names: Mapping[str, str], values: AnyArray) -> Row:
    """Bands over futures of values [future], as one row."""
    return {**names, **_five(bands(values), values)}


def _five(found: Mapping[str, Any], values: AnyArray) -> Row:
    """Quantiles as numbers; the median knows its futures."""
    return {name: float(band) for name, band in found.items()} | {"p50": Median(float(found["p50"]), values)}


def capital(words: str) -> str:
    """Words as they begin a label."""
    return words[:1].upper() + words[1:]

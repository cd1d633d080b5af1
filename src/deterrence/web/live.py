"""What a page shows of a state, at once: bands by year, the twin, the reference as a ghost, verdicts of the view."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import asdict, replace
from functools import lru_cache
from threading import Semaphore
from typing import Any, Final

import numpy as np

from deterrence.api import limits
from deterrence.axes import CLAIM_YEAR
from deterrence.chapter import BALANCE, BALANCE_PAGE, Chapter, Picture, Shown, along, sections
from deterrence.charts.result import FigureResult
from deterrence.charts.theme import WIDTH, spec_of
from deterrence.claims.claim import Claim, load_claims
from deterrence.claims.reference import StoredReference, stored_reference
from deterrence.claims.sentences import question_text
from deterrence.claims.share import holds, wilson
from deterrence.errors import Problem, refuse
from deterrence.evidence.dataset import Dataset
from deterrence.exploration import futures as futures_module
from deterrence.exploration import options_chapter
from deterrence.exploration.futures import Futures
from deterrence.exploration.moves import Moves
from deterrence.exploration.stored import LiveResults
from deterrence.results import bands
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.scenario import Scenario
from deterrence.second_strike.required import THRESHOLD
from deterrence.system.chapters import CHAPTERS
from deterrence.web.levers import balance_groups, levers_of
from deterrence.web.raid import LiveOutcomes, View, live_outcomes
from deterrence.web.slips import slips_of
from deterrence.web.state import LINK, State

FUTURES_WHILE_MOVING = 150
LAST_YEAR_SHOWN = 2040
_AT_ONCE = 2
_KEPT_REFERENCES = 256
_SHOWN = ("arrivals_with", "arrivals_without", "erosion_same_forces")


class Live:
    """Answers for the states of one dataset. Safe to call from many threads."""

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.reference = load_scenario(None, dataset)
        self.claims: Sequence[Claim] = load_claims()
        self.stored = stored_reference(self.reference, limits.USUAL_FUTURES, State().seed)
        self._turn, self._moves, self._raids = Semaphore(_AT_ONCE), Moves(), Moves()
        self.reference_outcomes = lru_cache(maxsize=_KEPT_REFERENCES)(self._reference_outcomes)

    def stored_for(self, state: State) -> StoredReference | None:
        """The stored verdicts, where a state is the reference and they are those of this code and this dataset."""
        stored = self.stored
        return stored if stored is not None and not state.changes and state.seed == stored.seed else None

    def outcomes(self, scenario: Scenario, view: View) -> LiveOutcomes:
        """Outcomes of a view; two at a time, so that many readers wait a little instead of all waiting long."""
        with self._turn:
            return live_outcomes(scenario, view, self._raids)

    def _reference_outcomes(self, view: View) -> LiveOutcomes:
        """The reference of the set looked at, with the exposure looked at: that is a choice, and no change."""
        scenario = replace(self.reference, assumption_sets=(view.assumption_set,), exposure=view.pair)
        return self.outcomes(scenario, view)

    def answer(self, state: State, futures: int) -> dict[str, Any]:
        """Everything that the overview redraws, JSON-ready; `state` has been checked."""
        view = state.view(futures)
        scenario = state.scenario_in_view(self.dataset)
        found, ghost = self.outcomes(scenario, view), self.reference_outcomes(view)
        return {
            "query": state.query(self.dataset),
            "futures": futures,
            "seed": state.seed,
            "year": CLAIM_YEAR,
            "is_reference": not scenario.changes,
            "arrivals": arrivals_rows(found, ghost),
            "erosion": erosion_rows(found, ghost),
            "numbers": numbers(found, ghost),
            "claims": [
                row for claim in self.claims for row in claim_rows(claim, state, found, ghost)
            ],
            "levers": [asdict(lever) for lever in levers_of(state, scenario, self.reference)],
            "slips": slips_of(state, self.dataset),
        }  # fmt: skip

    def readings(self, state: State, futures: int) -> dict[str, Any]:
        """The same raid in every assumption set, JSON-ready: each set's numbers and claims, now and unchanged."""
        rows = []
        for name in self.reference.assumption_sets:
            here = replace(state, assumption_set=name)
            view, scenario = here.view(futures), here.scenario_in_view(self.dataset)
            ghost = self.reference_outcomes(view)
            found = self.outcomes(scenario, view) if scenario.changes else ghost
            claims = [row for claim in self.claims for row in claim_rows(claim, here, found, ghost)]
            spoken = [row for row in claims if row["is_spoken_of"]]
            rows.append({"assumption_set": name, "numbers": numbers(found, ghost), "claims": spoken})
        return {"readings": rows, "futures": futures, "seed": state.seed, "year": CLAIM_YEAR}

    def balance(
        self,
        state: State,
        futures: int,
        year: int,
        part: str,
        width: int = WIDTH,
        page: str = BALANCE_PAGE.name,
        only: Collection[str] = (),
    ) -> dict[str, Any]:
        """Figures of a page of chapters for a state, as specs, tables and words, JSON-ready.

        Args:
            state: A checked state.
            futures: How many.
            year: The year of the figures that show one.
            part: `profiles`, or `further`: the figures that take seconds.
            width: Of the drawings, in pixels.
            page: Name of the page.
            only: Names of the figures wanted, of either part; none: all of the part.

        Raises:
            InputError: A name is of no figure of the page.
        """
        scenario = state.scenario_in_view(self.dataset)
        chapters = on_page(balance_chapters(scenario), page)
        every = balance_pictures(chapters)
        refuse_unknown_figures(only, every)
        wanted = [one for one in every if (one.name in only if only else one.is_slow == (part == "further"))]
        figures = [_figure(figure, width) for figure in self.drawn(state, futures, year, wanted)]
        return {
            "query": state.query(self.dataset),
            "futures": futures,
            "seed": state.seed,
            "figures": figures,
            "levers": [asdict(lever) for lever in levers_of(state, scenario, self.reference, balance_groups(chapters))],
            "slips": slips_of(state, self.dataset),
        }

    def drawn(
        self,
        state: State,
        futures: int,
        year: int,
        pictures: Sequence[Picture],
        figure: Callable[[Picture, Shown], FigureResult] = Picture.figure,
    ) -> list[FigureResult]:
        """Figures of chapters for a state, each as `figure` makes it; `state` has been checked."""
        cell = (state.assumption_set, state.structure)
        scenario = state.scenario_in_view(self.dataset)
        results = LiveResults(Futures(scenario, *cell, state.seed, 0, futures), _view(pictures), self._moves)
        shown = Shown(results, cell, cell, year, state.force, THRESHOLD, state.view().exposure)
        with self._turn:
            return [figure(picture, shown) for picture in pictures]


def balance_chapters(scenario: Scenario) -> tuple[Chapter, ...]:
    """The chapters that pages show."""
    return (*CHAPTERS, options_chapter.chapter_of(scenario))


def on_page(chapters: Sequence[Chapter], page: str) -> tuple[Chapter, ...]:
    """Those that stand on one page."""
    return tuple(chapter for chapter in chapters if chapter.page.name == page)


def refuse_unknown_figures(names: Collection[str], pictures: Sequence[Picture]) -> None:
    """Refuse names of no figure.

    Raises:
        InputError: Every one of them.
    """
    known = [picture.name for picture in pictures]
    fix = f"write some of {', '.join(known)}"
    refuse([Problem(LINK, "figures", "no such figure", fix, name) for name in names if name not in known])


def balance_pictures(chapters: Sequence[Chapter]) -> list[Picture]:
    """The figures of chapters on a page, in its order."""
    return [picture for section in sections(chapters, BALANCE) for picture in section.pictures]


def _view(pictures: Sequence[Picture]) -> futures_module.View:
    """What some figures want of their futures; labels only along axes that all of them narrow."""
    running = [picture for picture in pictures if picture.outcomes]
    axes = set.intersection(*(set(picture.labels) for picture in running)) if running else set()
    named = [picture.policies for picture in running if picture.policies is not None]
    return futures_module.View(
        tuple(dict.fromkeys(name for picture in running for name in picture.outcomes)),
        {axis: tuple({label: 0 for picture in running for label in picture.labels[axis]}) for axis in axes},
        tuple({name: 0 for names in named for name in names}) if len(named) == len(running) else None,
    )


def _figure(figure: FigureResult, width: int) -> dict[str, Any]:
    """A figure as the page draws it."""
    return {
        "id": figure.id,
        "title": figure.title,
        "alternative_text": figure.alternative_text,
        "reading": figure.reading,
        "columns": list(figure.columns),
        "rows": [list(row) for row in figure.rows],
        "spec": spec_of(figure.draw(width)),
    }


def arrivals_rows(found: LiveOutcomes, ghost: LiveOutcomes) -> list[dict[str, Any]]:
    """Rows of the arrivals figure: bands with and without the defence, and the reference's median."""
    series = (("with", found.arrivals_with), ("without", found.arrivals_without), ("reference", ghost.arrivals_with))
    return [row for name, values in series for row in _by_year(found.years, values, {"defence": name})]


def erosion_rows(found: LiveOutcomes, ghost: LiveOutcomes) -> list[dict[str, Any]]:
    """Rows of the erosion figure: bands of the state and the reference's median."""
    rows = _by_year(found.years, found.erosion_same_forces, {"series": "now"})
    return rows + _by_year(found.years, ghost.erosion_same_forces, {"series": "reference"})


RAID_ROWS: Final = {"raid-arrivals": arrivals_rows, "raid-erosion": erosion_rows}
"""What makes the rows of each figure of one raid, of what a state gives and of the reference."""


def _by_year(years: Sequence[int], values: np.ndarray[Any, Any], labels: dict[str, str]) -> list[dict[str, Any]]:
    return [dict(row) for row in along(labels, "year", years, values)]


def numbers(found: LiveOutcomes, ghost: LiveOutcomes) -> dict[str, dict[str, float]]:
    """Bands of each outcome in the claims' year, and the reference's median."""
    y = found.years.index(CLAIM_YEAR)
    result = {}
    for name in _SHOWN:
        five = bands(getattr(found, name)[:, y])
        result[name] = {key: float(value) for key, value in five.items()}
        result[name]["reference"] = float(bands(getattr(ghost, name)[:, y])["p50"])
    return result


def claim_rows(claim: Claim, state: State, found: LiveOutcomes, ghost: LiveOutcomes) -> list[dict[str, Any]]:
    """A claim in the view: its share of the futures, with sampling error, and the reference's; one row a reading."""
    rows = []
    for reading in claim.readings:
        proposition = reading.judged
        if proposition is None or proposition.subject_axis != "force" or proposition.outcome not in _SHOWN:
            continue
        is_exposed = proposition.at["exposure"] == state.exposure
        is_spoken_of = is_exposed and state.force in proposition.subjects and state.posture == proposition.at["posture"]
        row: dict[str, Any] = {"claim": claim.id, "reading": reading.id, "title": claim.title,
                               "question": question_text(reading), "statement": reading.statement,
                               "is_spoken_of": is_spoken_of,
                               "posture": proposition.at["posture"], "year": proposition.at["year"]}  # fmt: skip
        if is_spoken_of:
            y = found.years.index(int(proposition.at["year"]))
            here, usual = (
                holds(
                    getattr(outcomes, proposition.outcome)[:, y],
                    proposition,
                    proposition.threshold.value,
                    outcomes.nothing_to_erode[:, y],
                )
                for outcomes in (found, ghost)
            )
            low, high = wilson(int(here.sum()), here.size)
            row |= {"share": float(here.mean()), "low": low, "high": high, "reference": float(usual.mean())}
        rows.append(row)
    return rows

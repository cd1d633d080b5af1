"""The figures of one run by name, in the order in which the brief shows them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from deterrence.axes import FORCE, STRUCTURE
from deterrence.charts.result import FigureResult
from deterrence.claims.verdict import Verdict
from deterrence.exploration.ensemble import Run
from deterrence.figures import rows, second_strike
from deterrence.figures.balance import ORDER, Balance

Cell = tuple[str, str]

_FRONTIER_FORCES = ("united_kingdom", "both")


def strongest_cell(run: Run, year: int) -> Cell:
    """The assumption set that gives the defence most rounds, under the first structure of the run."""
    structure = run.record.structures[0]
    name = max(
        run.scenario.assumption_sets, key=lambda name: rows.rounds_in_service(run.results, (name, structure), year)
    )
    return name, structure


def gallery(run: Run, headline: Verdict) -> dict[str, Callable[[], FigureResult]]:
    """What makes each figure, by its id; `-strongest` only where that reading is not the one already shown.

    Args:
        run: The run.
        headline: The verdict on it that gives year and threshold, and whose deciders are drawn.
    """
    year, threshold = int(headline.proposition.at["year"]), headline.proposition.threshold.value
    shown, strongest = run.cells[0], strongest_cell(run, year)
    found: dict[str, Callable[[], FigureResult]] = {}
    for suffix, cell in {"": shown, "-strongest": strongest}.items():
        if not suffix or cell != shown:
            found[f"arrivals{suffix}"] = partial(_arrivals, run, cell, suffix)
            found[f"reach{suffix}"] = partial(_reach, run, cell, year, suffix)
    found["erosion"] = partial(_erosion, run, year, threshold)
    found["deciders"] = partial(_deciders, headline)
    for force in _FRONTIER_FORCES:
        identity = f"frontier-{force.replace('_', '-')}"
        found[identity] = partial(_frontier, run, strongest, force, year, threshold, identity)
    wider = Balance(run.scenario, run.results, shown, year)
    figures = wider.figures() | wider.further(strongest[0])
    return found | {name: figures[name] for name in ORDER}


def _said(figure: FigureResult, where: str, identity: str) -> FigureResult:
    """The figure under its own name, with set and structure named at the start of its caption."""
    return replace(figure, id=identity, reading=f"{where} {figure.reading}")


def _where(cell: Cell) -> str:
    return f"Assumption set {cell[0]}, {STRUCTURE[cell[1]]}."


def _arrivals(run: Run, cell: Cell, suffix: str) -> FigureResult:
    return _said(second_strike.arrivals(rows.arrivals_rows(run.results, cell)), _where(cell), f"arrivals{suffix}")


def _reach(run: Run, cell: Cell, year: int, suffix: str) -> FigureResult:
    figure = second_strike.reach(rows.reach_rows(run.results, cell), rows.benchmark_rows(run.results, cell, year), year)
    return _said(figure, _where(cell), f"reach{suffix}")


def _erosion(run: Run, year: int, threshold: float) -> FigureResult:
    return _said(
        second_strike.erosion(rows.erosion_rows(run.results, year, threshold), year), "Day-to-day posture.", "erosion"
    )


def _deciders(headline: Verdict) -> FigureResult:
    shares = rows.decider_rows(headline.deciders, headline.names)
    subject = f"erosion, {'both forces together' if headline.subject == 'both' else headline.subject_words}"
    return second_strike.deciders(shares, "Share of variance explained alone", subject)


def _frontier(run: Run, cell: Cell, force: str, year: int, threshold: float, identity: str) -> FigureResult:
    found = rows.frontier_rows(run.results, cell, force, year, threshold)
    drawn = second_strike.frontier(*found, f"{FORCE[force]}, day-to-day, {year}")
    held = rows.rounds_in_service(run.results, cell, year)
    where = f"Assumption set {cell[0]}, {STRUCTURE[cell[1]]}, {held} serviceable rounds."
    return _said(drawn, where, identity)

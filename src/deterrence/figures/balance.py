"""The figures of the wider balance by name, from one set of futures: nothing of the second strike is run for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from deterrence.axes import FORCE, STRUCTURE
from deterrence.charts.result import FigureResult
from deterrence.exploration.options import options_table
from deterrence.figures import balance_rows, options, shield, strategic
from deterrence.figures import required as required_figure
from deterrence.results import Cell, Results
from deterrence.scenario.scenario import Scenario
from deterrence.second_strike.required import THRESHOLD

ORDER = (
    "classes-layers",
    "classes-footprint",
    "required",
    "ladder",
    "theatre",
    "stability",
    "sufficiency",
    "leakage",
    "calibration",
    "options",
)
"""Figures of the balance in the order in which the brief shows them."""
_NEAR_YEARS = (2030, 2040)


@dataclass(frozen=True)
class Balance:
    """Results of one cell of a scenario, and the year that the figures of one year show."""

    scenario: Scenario
    results: Results
    cell: Cell
    year: int

    def figures(self) -> dict[str, Callable[[], FigureResult]]:
        """What makes each figure that follows from the profiles alone, by its id."""
        years = self.scenario.years
        return {
            "ladder": self._ladder,
            "theatre": lambda: self._said(strategic.theatre(balance_rows.theatre_rows(self.results, years))),
            "stability": lambda: self._said(strategic.stability(balance_rows.stability_rows(self.results, years))),
            "sufficiency": lambda: self._said(
                strategic.sufficiency(balance_rows.sufficiency_rows(self.results, years))
            ),
            "leakage": lambda: self._said(shield.leakage(balance_rows.leakage_rows(self.results))),
            "classes-layers": lambda: self._said(
                shield.layers(balance_rows.class_rows(self.results, years.index(self.year)), self.year)
            ),
            "classes-footprint": lambda: self._said(shield.footprint(balance_rows.footprint_rows(self.results))),
        }

    def further(self, strongest: str, force: str = "both") -> dict[str, Callable[[], FigureResult]]:
        """What makes each figure that asks the second strike or the record too, by its id.

        Args:
            strongest: The set under which required capability is asked.
            force: Whose erosion it is.
        """
        return {
            "options": self._options,
            "required": partial(self._required, (strongest, self.cell[1]), force),
            "calibration": self._calibration,
        }

    def _ladder(self) -> FigureResult:
        figure = self._said(strategic.ladder(balance_rows.ladder_rows(self.results), self.year))
        return replace(figure, reading=f"{figure.reading} {balance_rows.LADDER_NOTE}")

    def _options(self) -> FigureResult:
        table = options_table(self.results, self.scenario, self.cell, self.year)
        return self._said(options.figure(options.option_rows(table), self.year), self.cell[1])

    def _required(self, cell: Cell, force: str) -> FigureResult:
        years = sorted({self.year, *(year for year in _NEAR_YEARS if year in self.scenario.years)})
        figure = required_figure.figure(
            required_figure.required_rows(self.results, cell, force, self.year),
            required_figure.production_rows(self.results, cell, years),
            self.year,
            f"{FORCE[force]}, day-to-day, erosion {THRESHOLD:.0%}",
        )
        where = f"Assumption set {cell[0]}, {STRUCTURE[cell[1]]}, central values."
        return replace(figure, reading=f"{where} {figure.reading}")

    def _calibration(self) -> FigureResult:
        return self._said(shield.calibration(balance_rows.calibration_rows(self.results, self.cell)))

    def _said(self, figure: FigureResult, structure: str = "") -> FigureResult:
        """The figure, with set and structure named at the start of its caption."""
        said = f"Assumption set {self.cell[0]}"
        said += f", {STRUCTURE[structure]}." if structure else ", the same in every structure."
        return replace(figure, reading=f"{said} {figure.reading}")

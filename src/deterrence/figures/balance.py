"""The figures of the wider balance by name, from one set of futures: nothing of the second strike is run for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial

from deterrence.charts.result import FigureResult
from deterrence.claims.words import FORCE_NAMES, STRUCTURE_NAMES
from deterrence.exploration.options import options_table
from deterrence.exploration.profiles import Futures, profiles_of
from deterrence.exploration.required import required
from deterrence.figures import balance_rows, options, shield, strategic
from deterrence.figures import required as required_figure
from deterrence.scenario.scenario import Scenario
from deterrence.system.profiles import ProfileBlock
from deterrence.system.raid_record import calibrate

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
_FUTURES_OF_OPTIONS = 100
_FUTURES_OF_THE_RECORD = 300
_NEAR_YEARS = (2030, 2040)


@dataclass(frozen=True)
class Balance:
    """Futures of one set of a scenario, and the year that the figures of one year show."""

    scenario: Scenario
    assumption_set: str
    seed: int
    futures: int
    year: int

    @cached_property
    def block(self) -> ProfileBlock:
        """The profiles of these futures, under the policies that the ladder's map shows."""
        futures = Futures(self.scenario, self.assumption_set, self.seed, 0, self.futures)
        return profiles_of(futures, self.year, {policy for _, policy, _ in balance_rows.LADDER_COLUMNS})

    def figures(self) -> dict[str, Callable[[], FigureResult]]:
        """What makes each figure that follows from the profiles alone, by its id."""
        years = self.scenario.years
        return {
            "ladder": self._ladder,
            "theatre": lambda: self._said(strategic.theatre(balance_rows.theatre_rows(self.block, years))),
            "stability": lambda: self._said(strategic.stability(balance_rows.stability_rows(self.block, years))),
            "sufficiency": lambda: self._said(strategic.sufficiency(balance_rows.sufficiency_rows(self.block, years))),
            "leakage": lambda: self._said(shield.leakage(balance_rows.leakage_rows(self.block))),
            "classes-layers": lambda: self._said(
                shield.layers(balance_rows.class_rows(self.block, years.index(self.year)), self.year)
            ),
            "classes-footprint": lambda: self._said(shield.footprint(balance_rows.footprint_rows(self.block))),
        }

    def further(
        self, structure: str, strongest: str, threshold: float, force: str = "both"
    ) -> dict[str, Callable[[], FigureResult]]:
        """What makes each figure that asks the second strike or the record too, by its id.

        Args:
            structure: The structure under which options and required capability are evaluated.
            strongest: The set under which required capability is asked.
            threshold: Erosion that the required capability reaches.
            force: Whose erosion it is.
        """
        return {
            "options": partial(self._options, structure),
            "required": partial(self._required, structure, strongest, threshold, force),
            "calibration": self._calibration,
        }

    def _ladder(self) -> FigureResult:
        figure = self._said(strategic.ladder(balance_rows.ladder_rows(self.block), self.year))
        return replace(figure, reading=f"{figure.reading} {balance_rows.LADDER_NOTE}")

    def _options(self, structure: str) -> FigureResult:
        table = options_table(self.scenario, self.assumption_set, structure, self.year, _FUTURES_OF_OPTIONS, self.seed)
        return self._said(options.figure(options.option_rows(table), self.year), structure)

    def _required(self, structure: str, strongest: str, threshold: float, force: str) -> FigureResult:
        years = sorted({self.year, *(year for year in _NEAR_YEARS if year in self.scenario.years)})
        found = required(self.scenario, strongest, structure, force, years, threshold, required_figure.GRID)
        figure = required_figure.figure(
            required_figure.required_rows(found, self.year),
            required_figure.production_rows(found),
            self.year,
            f"{FORCE_NAMES[force]}, day-to-day, erosion {threshold:.0%}",
        )
        where = f"Assumption set {strongest}, {STRUCTURE_NAMES[structure]}, central values."
        return replace(figure, reading=f"{where} {figure.reading}")

    def _calibration(self) -> FigureResult:
        found = calibrate(self.scenario, _FUTURES_OF_THE_RECORD, self.seed)
        return shield.calibration(balance_rows.calibration_rows(found))

    def _said(self, figure: FigureResult, structure: str = "") -> FigureResult:
        """The figure with of what it speaks before how to read it."""
        said = f"Assumption set {self.assumption_set}"
        said += f", {STRUCTURE_NAMES[structure]}." if structure else ", the same in every structure."
        return replace(figure, reading=f"{said} {figure.reading}")

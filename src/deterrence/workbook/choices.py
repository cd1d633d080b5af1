"""What a cell accepts: lists on the hidden sheet, numbers within the bounds of the unit."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]
from openpyxl.worksheet.datavalidation import DataValidation  # type: ignore[import-untyped]

from deterrence.evidence.dataset import Dataset
from deterrence.evidence.quantity import GRADES
from deterrence.evidence.source import FIRST_YEAR, LAST_YEAR
from deterrence.units import UNITS, Unit
from deterrence.workbook.columns import DATED_FORMS, FORMS, LISTS, SOURCE, Column
from deterrence.workbook.sheet import protect, put

_BOUNDED = ("low", "central", "high", "at")
_COUNTED = ("successes", "failures")


def lists(dataset: Dataset) -> dict[str, tuple[str, ...]]:
    """Name of a list -> what may be chosen."""
    return {
        "units": tuple(UNITS),
        "grades": GRADES,
        "forms": (*FORMS, *DATED_FORMS),
        "forms of a date": tuple(FORMS),
        "sources": tuple(sorted(dataset.sources)),
        "quantities": tuple(sorted(dataset.quantities)),
    }


def write_lists(sheet: Any, dataset: Dataset) -> Mapping[str, str]:
    """Write the lists; name of a list -> formula that points at it."""
    formulas = {}
    for place, (name, words) in enumerate(lists(dataset).items(), 1):
        put(sheet.cell(1, place), name)
        for row, word in enumerate(words, 2):
            put(sheet.cell(row, place), word)
        letter = get_column_letter(place)
        formulas[name] = f"{LISTS}!${letter}$2:${letter}${len(words) + 1}"
    sheet.sheet_state = "hidden"
    protect(sheet)
    return formulas


class Choices:
    """The validations of one sheet; cells of one rule share it."""

    def __init__(self, sheet: Any, columns: tuple[Column, ...], formulas: Mapping[str, str]) -> None:
        self._sheet = sheet
        self._letters = {column.name: get_column_letter(place) for place, column in enumerate(columns, 1)}
        self._formulas = formulas

    def offer(self, column: str, name: str, last: int) -> None:
        """A list for a column; one that may hold several sources only warns."""
        style = "warning" if column == SOURCE else "stop"
        self._add(
            [f"{self._letters[column]}2:{self._letters[column]}{last}"],
            f"Choose one of the {name} of the list.",
            type="list", formula1=self._formulas[name], errorStyle=style,
        )  # fmt: skip

    def bound(self, units: Sequence[Unit | None], last: int) -> None:
        """Numbers within the bounds of the unit of each row; no unit: of at least 0."""
        rows: dict[tuple[float, float], list[str]] = {}
        for row, unit in enumerate(units, 2):
            bounds = (unit.low, unit.high) if unit else (0, math.inf)
            rows.setdefault(bounds, []).extend(f"{self._letters[name]}{row}" for name in _BOUNDED)
        for (low, high), cells in rows.items():
            if high == math.inf:
                self._number(cells, "decimal", f"a number of at least {low:g}", low)
            else:
                self._number(cells, "decimal", f"a number from {low:g} to {high:g}", low, high)
        chances = [f"{self._letters['chance']}2:{self._letters['chance']}{last}"]
        self._number(chances, "decimal", "a number from 0 to 1", 0, 1)
        counted = [f"{self._letters[name]}2:{self._letters[name]}{last}" for name in _COUNTED]
        self._number(counted, "whole", "a whole number of at least 0", 0)

    def years(self, last: int) -> None:
        """Calendar years."""
        fix = f"a year from {FIRST_YEAR} to {LAST_YEAR}"
        self._number([f"{self._letters['year']}2:{self._letters['year']}{last}"], "whole", fix, FIRST_YEAR, LAST_YEAR)

    def _number(self, cells: Iterable[str], kind: str, fix: str, low: float, high: float | None = None) -> None:
        operator = "greaterThanOrEqual" if high is None else "between"
        formula2 = None if high is None else f"{high:g}"
        self._add(
            cells, f"Write {fix}.", type=kind, operator=operator, formula1=f"{low:g}", formula2=formula2
        )  # fmt: skip

    def _add(self, cells: Iterable[str], message: str, **rule: Any) -> None:
        validation = DataValidation(
            sqref=" ".join(cells),  # one by one, each would be compared with all before it
            allow_blank=True, showErrorMessage=True, error=message, errorTitle="deterrence", **rule
        )  # fmt: skip
        self._sheet.add_data_validation(validation)

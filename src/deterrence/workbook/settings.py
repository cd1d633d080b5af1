"""The sheet of settings read back: what differs from what the reference runs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from deterrence.evidence.dataset import Dataset
from deterrence.workbook import columns
from deterrence.workbook.older import names_now, sets_then, structures_now
from deterrence.workbook.rows import reference_settings
from deterrence.workbook.table import Cell, Grid, Reader, Row

_FROM: Final = re.compile(r"(\S+)\s+from\s+(\d{4})")
_NAMES: Final = re.compile(r"[,\n]")


def read_settings(
    reader: Reader, rows: Sequence[Row], dataset: Dataset, places: dict[str, str], then: Grid | None
) -> tuple[dict[str, Any], list[str]]:
    """What differs from what the reference runs, by key of a scenario file; and what to tell of names that are gone.

    Args:
        reader: Gathers what is wrong.
        rows: Of the sheet.
        dataset: The reference.
        places: Receives the cell of every path, as the paths stand in a scenario file.
        then: Where the workbook is of an older dataset, its sheet of sets.
    """
    reference = reference_settings(dataset)
    cells = {reader.text(row.cells["setting"]).strip(): row.cells["value"] for row in rows}
    for name in columns.SETTINGS:
        if name not in cells and name not in columns.OPTIONAL_SETTINGS:
            what, fix = f"the setting {name} is missing", f"write {name} in the column setting"
            reader.wrong(columns.SCENARIO, what, fix)
    found: dict[str, Any] = {}
    notes: list[str] = []
    for name, key in (("assumption sets", "assumption_sets"), ("structures", "structures")):
        if name in cells:
            chosen, told = _now(reader, key, _named(reader, cells[name]), dataset, then)
            notes += told
            places[key] = cells[name].place
            found |= {key: chosen} if chosen not in ([], _split(str(reference[name]))) else {}
    if horizon := _horizon(reader, cells, reference, places):
        found["horizon"] = horizon
    if "exposure" in cells and (parts := _split(reader.text(cells["exposure"]))):
        places["exposure"] = cells["exposure"].place
        found["exposure"] = [_share(part) for part in parts]
    if "policies" in cells and (parts := _split(reader.text(cells["policies"]))):
        places["policies"] = cells["policies"].place
        found["policies"] = dict(map(_policy, parts))
    if "title" in cells and (title := reader.text(cells["title"]).strip()):
        found = {"title": title, **found}
    return found, notes


def _horizon(
    reader: Reader, cells: Mapping[str, Cell], reference: Mapping[str, str | float], places: dict[str, str]
) -> dict[str, float]:
    horizon: dict[str, float] = {}
    for name, key in (("first year", "first"), ("last year", "last")):
        year = reader.number(cells[name]) if name in cells else None
        if year is not None:
            places |= dict.fromkeys(("horizon", f"horizon.{key}"), cells[name].place)
            horizon |= {} if year == reference[name] else {key: int(year) if year.is_integer() else year}
    return horizon


def _now(
    reader: Reader, key: str, chosen: list[str], dataset: Dataset, then: Grid | None
) -> tuple[list[str], list[str]]:
    """Names of sets or structures as they are called now, and what is to be told; none for all of them."""
    if then is None:
        return chosen, []
    if key == "structures":
        named, notes = structures_now(chosen, dataset)
    else:
        named, notes = names_now(chosen, dataset, sets_then(reader, then))
    return named or [], notes


def _named(reader: Reader, cell: Cell) -> list[str]:
    names = _split(reader.text(cell))
    if cell.is_blank:
        reader.wrong(cell.place, "missing", "name at least one")
    return names


def _split(text: str) -> list[str]:
    return [name.strip() for name in _NAMES.split(text) if name.strip()]


def _policy(part: str) -> tuple[str, dict[str, int]]:
    """A policy, and the year before which it does not start, if one is named."""
    written = _FROM.fullmatch(part)
    return (written[1], {"from_year": int(written[2])}) if written else (part, {})


def _share(part: str) -> float | str:
    """A number; any other text as it is, for who reads the scenario to refuse."""
    try:
        return float(part)
    except ValueError:
        return part

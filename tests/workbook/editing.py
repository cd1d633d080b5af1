"""What an analyst does to a workbook, and an independent reading of what is in the file."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from openpyxl import load_workbook

from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import document_of
from deterrence.scenario.overlay import load_scenario, scenario_of
from deterrence.scenario.scenario import Scenario
from deterrence.workbook.export import workbook_bytes

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def exported(dataset: Dataset, changes: dict[str, Any] | None = None, **keys: Any) -> bytes:
    """A workbook of the reference, or of a scenario with some changes."""
    return workbook_bytes(scenario_with(dataset, changes, **keys))


def scenario_with(dataset: Dataset, changes: dict[str, Any] | None = None, **keys: Any) -> Scenario:
    if changes is None and not keys:
        return load_scenario(None, dataset)
    return scenario_of(document_of({"version": 1, **keys, "changes": changes or {}}, "scenario"), dataset)


def edited(raw: bytes, edit: Callable[[Any], None]) -> bytes:
    """The workbook after an edit of the opened book."""
    book = load_workbook(io.BytesIO(raw))
    edit(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def cell(book: Any, sheet: str, column: str, *keys: str | int) -> Any:
    """The cell under a heading, in the row that begins with some values; the first free row if none does."""
    table = book[sheet]
    place = [head.value for head in table[1]].index(column) + 1
    for row in range(2, table.max_row + 2):
        start = tuple(table.cell(row, at).value for at in range(1, len(keys) + 1))
        if start == keys or start[0] is None:
            return table.cell(row, place)
    raise AssertionError(keys)


def fill(book: Any, sheet: str, keys: tuple[str | int, ...], **values: Any) -> None:
    """Write values under headings (with _ for a space); a number with all its digits, None to clear."""
    for name, value in values.items():
        put(cell(book, sheet, name.replace("_", " "), *keys), value)


def add(book: Any, sheet: str, **values: Any) -> None:
    """Fill the first row whose first two cells are blank."""
    table = book[sheet]
    row = next(at for at in range(2, table.max_row + 2) if not (table.cell(at, 1).value or table.cell(at, 2).value))
    heads = [head.value for head in table[1]]
    for name, value in values.items():
        put(table.cell(row, heads.index(name.replace("_", " ")) + 1), value)


def clear(book: Any, sheet: str, identity: str) -> None:
    """Clear every row of a quantity."""
    for row in book[sheet].iter_rows(min_row=2):
        for target in row if row[0].value == identity else ():
            target.value = None


def put(target: Any, value: Any) -> None:
    target.value = repr(value) if isinstance(value, float) else value
    if isinstance(value, float):
        target.data_type = "n"


def replaced(raw: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one part of its archive rewritten."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()) if name == part else text)
    return buffer.getvalue()


def cells_of(raw: bytes, sheet: str) -> dict[str, tuple[str, str]]:
    """Place -> (type, text) of every filled cell, read from the XML alone; a formula has the type `formula`."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        tree = ElementTree.fromstring(archive.read(part_of(archive, sheet)))
    found = {}
    for element in tree.iter(f"{MAIN}c"):
        text = "".join(part.text or "" for part in element.iter() if part.tag in (f"{MAIN}v", f"{MAIN}t"))
        kind = "formula" if element.find(f"{MAIN}f") is not None else element.get("t", "n")
        if text or kind == "formula":
            found[element.attrib["r"]] = (kind, text)
    return found


def part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    relation = next(element.attrib[RELATION] for element in book.iter(f"{MAIN}sheet") if element.get("name") == sheet)
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(link.attrib["Target"] for link in links if link.attrib["Id"] == relation)
    return "xl/" + target.removeprefix("/xl/")


def row_of(cells: dict[str, tuple[str, str]], *keys: str) -> dict[str, tuple[str, str]]:
    """Heading -> (type, text) of the row that begins with some values."""
    heads = {re.sub(r"\d", "", place): text for place, (_, text) in cells.items() if re.fullmatch("[A-Z]+1", place)}
    for number in (place[1:] for place, (_, text) in cells.items() if place[0] == "A" and text == keys[0]):
        if all(cells.get(f"{'ABC'[at]}{number}", ("", ""))[1] == key for at, key in enumerate(keys)):
            return {
                name: cells[f"{letters}{number}"] for letters, name in heads.items() if f"{letters}{number}" in cells
            }
    raise AssertionError(keys)


def save(raw: bytes, path: Path) -> Path:
    path.write_bytes(raw)
    return path

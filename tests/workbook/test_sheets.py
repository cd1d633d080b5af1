"""Sheets, headings and archives that are not those of an export."""

import io
import re
import zipfile

import pytest
from openpyxl import Workbook

from deterrence.workbook.archive import MOST_BYTES, MOST_ENTRIES, MOST_TAGS, MOST_UNPACKED_BYTES
from deterrence.workbook.reading import read_workbook
from deterrence.workbook.table import MOST_COLUMNS, MOST_ROWS
from workbook.editing import edited, part_of, replaced


def write(sheet, place, value):
    return lambda book: setattr(book[sheet][place], "value", value)


def columns(sheet, order):
    """An edit that puts the columns of a sheet in another order; None is an empty column."""

    def edit(book):
        table = book[sheet]
        for row in list(table.iter_rows()):
            values = [cell.value for cell in row]
            for place, at in enumerate(order, 1):
                table.cell(row[0].row, place).value = None if at is None else values[at]
            for place in range(len(order) + 1, len(row) + 1):
                table.cell(row[0].row, place).value = None

    return edit


def remove(*names):
    return lambda book: [book.remove(book[name]) for name in names]


SHEETS = {
    "a missing sheet": (
        remove("Dated values", "Scenario"),
        "Scenario: the sheet is missing: put it back, or export a new workbook\n"
        "Dated values: the sheet is missing: put it back, or export a new workbook",
    ),
    "no digest": (
        write("Read me", "A3", "digest"),
        "Read me: the line dataset digest is missing: export a new workbook and copy your changes into it",
    ),
    "a renamed column": (
        write("Dated values", "D1", "lower"),
        "Dated values!D1: a renamed column (lower): write low",
    ),
    "a heading that is gone": (
        write("Dated values", "D1", None),
        "Dated values!D1: a missing column (low): put it back here",
    ),
    "a missing column": (
        columns("Dated values", [0, 1, 2, *range(4, 12)]),
        "Dated values!D1: a missing column (low): put it back here",
    ),
    "a column twice": (
        columns("Dated values", [*range(12), 3]),
        "Dated values!M1: a column twice (low): delete one of them (the first is D1)",
    ),
    "a moved column": (
        columns("Dated values", [0, 1, 2, *range(4, 12), 3]),
        "Dated values!L1: a moved column (low): move it back to column D",
    ),
    "an inserted column": (
        columns("Dated values", [0, None, *range(1, 12)]),
        "Dated values!B1: a column without a heading: delete it",
    ),
    "a column of one's own": (
        write("Scenario", "D1", "remark"),
        "Scenario!D1: no column of this sheet (remark): delete it, or keep it on a sheet of your own",
    ),
    "a value beside the table": (
        write("Scenario", "F3", "remark"),
        "Scenario!F3: a value outside the columns (remark): clear it, or keep it on a sheet of your own",
    ),
    "too many rows": (
        write("Scenario", f"A{MOST_ROWS + 1}", "x"),
        "Scenario: the sheet is too large: keep it within 5,000 rows and 100 columns",
    ),
    "a value in the last cell of a sheet": (
        write("Scenario", "XFD1048576", "x"),
        "Scenario: the sheet is too large: keep it within 5,000 rows and 100 columns",
    ),
    "too many columns": (
        lambda book: setattr(book["Scenario"].cell(2, MOST_COLUMNS + 1), "value", "x"),
        "Scenario: the sheet is too large: keep it within 5,000 rows and 100 columns",
    ),
}


def said(source, dataset, name="ledger.xlsx"):
    reading = read_workbook(source, dataset, name)
    assert not reading.tree
    return "\n".join(str(problem).removeprefix(f"{name}: ") for problem in reading.problems)


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_that_is_not_as_exported_is_one_message(reference, dataset, name):
    edit, message = SHEETS[name]
    assert said(edited(reference, edit), dataset) == message


def test_an_empty_sheet_lacks_its_columns(reference, dataset):
    def edit(book):
        book["Scenario"].delete_rows(1, 10)

    assert said(edited(reference, edit), dataset).splitlines() == [
        "Scenario!A1: a missing column (setting): put it back here",
        "Scenario!B1: a missing column (value): put it back here",
        "Scenario!C1: a missing column (meaning): put it back here",
    ]


def archive(**parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return buffer.getvalue()


def with_part(raw, name, content):
    buffer = io.BytesIO(raw)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as made:
        made.writestr(name, content)
    return buffer.getvalue()


def encrypted(raw):
    """The flag of the first entry of the central directory, which says that its content is encrypted."""
    at = raw.index(b"PK\x01\x02") + 8
    return raw[:at] + bytes([raw[at] | 1]) + raw[at + 1 :]


NO_WORKBOOK = "is not an Excel workbook: save it as .xlsx"
NO_MACROS = "holds macros: save it as .xlsx, without macros"
PLAIN = "is no plain XML of a workbook: save it anew as .xlsx"
DAMAGED = "is damaged: save it anew as .xlsx, or export a new workbook"
ARCHIVES = {
    "nothing": (lambda raw: b"", NO_WORKBOOK),
    "text": (lambda raw: b"id,unit\n1,2\n", NO_WORKBOOK),
    "half a file": (lambda raw: raw[: len(raw) // 2], NO_WORKBOOK),
    "an archive of something else": (lambda raw: archive(mimetype="application/vnd.oasis"), NO_WORKBOOK),
    "a binary workbook": (lambda raw: with_part(raw, "xl/workbook.bin", "x"), NO_WORKBOOK),
    "an encrypted workbook": (
        lambda raw: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "is encrypted, or of Excel before 2007: save it as .xlsx without a password",
    ),
    "an encrypted archive": (encrypted, "is encrypted: save it as .xlsx without a password"),
    "macros": (lambda raw: with_part(raw, "xl/vbaProject.bin", "x"), NO_MACROS),
    "a macro workbook without macros": (
        lambda raw: replaced(
            raw, "[Content_Types].xml", lambda text: text.replace("sheet.main", "sheet.macroEnabled.main")
        ),
        NO_MACROS,
    ),
    "a declaration": (
        lambda raw: replaced(raw, "xl/workbook.xml", lambda text: '<!DOCTYPE x [<!ENTITY a "b">]>' + text),
        f"the part xl/workbook.xml {PLAIN}",
    ),
    "a declaration in another encoding": (
        lambda raw: with_part(raw, "xl/other.xml", "<!DOCTYPE x>".encode("utf-16")),
        f"the part xl/other.xml {PLAIN}",
    ),
    "broken XML": (lambda raw: replaced(raw, "xl/workbook.xml", lambda text: text[:-20]), DAMAGED),
    "a workbook without its book": (lambda raw: archive(**{"[Content_Types].xml": "<Types/>"}), DAMAGED),
    "a file that is too large": (
        lambda raw: raw + bytes(MOST_BYTES),
        "is too large: {size:,} bytes: keep it under 5,000,000 bytes",
    ),
    "a zip bomb": (
        lambda raw: with_part(raw, "xl/media/image1.png", bytes(MOST_UNPACKED_BYTES)),
        "unpacks to {unpacked:,} bytes: keep it under 50,000,000: remove what is not of the export",
    ),
    "a row of half a million cells": (
        lambda raw: replaced(
            raw, "xl/worksheets/sheet2.xml", lambda text: text.replace("</row>", "<c/>" * MOST_TAGS + "</row>", 1)
        ),
        "the part xl/worksheets/sheet2.xml is too large: keep data of your own in another workbook",
    ),
    "too many parts": (
        lambda raw: archive(**{f"xl/{number}.bin": "" for number in range(MOST_ENTRIES + 1)}),
        "holds 2,001 parts: keep it under 2,000: copy the sheets anew",
    ),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_file_that_cannot_be_opened_is_one_message(reference, dataset, name):
    make, message = ARCHIVES[name]
    raw = make(reference)
    unpacked = MOST_UNPACKED_BYTES
    with zipfile.ZipFile(io.BytesIO(reference)) as whole:
        unpacked += sum(entry.file_size for entry in whole.infolist())
    assert said(raw, dataset) == message.format(size=len(raw), unpacked=unpacked)


def test_a_bomb_that_lies_about_its_size_is_no_workbook(reference, dataset):
    """The directory says 10 bytes, the content is 60 MB: no more than 10 are ever unpacked."""
    raw = with_part(reference, "xl/bomb.xml", bytes(60_000_000))
    with zipfile.ZipFile(io.BytesIO(raw)) as whole:
        size = whole.getinfo("xl/bomb.xml").file_size
    assert said(raw.replace(size.to_bytes(4, "little"), (10).to_bytes(4, "little")), dataset) == NO_WORKBOOK


def test_a_workbook_of_someone_else_lacks_the_sheets(dataset):
    buffer = io.BytesIO()
    Workbook().save(buffer)
    lines = said(buffer.getvalue(), dataset).splitlines()
    assert [line.partition(":")[0] for line in lines] == ["Read me", "Scenario", "Quantities", "Dated values"]


def test_a_file_is_named_as_the_user_named_it(dataset, tmp_path):
    missing = tmp_path / "no.xlsx"
    assert (
        said(missing, dataset, str(missing))
        == "cannot be read: No such file or directory: name an existing, readable file"
    )
    assert said(tmp_path, dataset, str(tmp_path)) == "is a folder, not a file: name an Excel workbook"
    large = tmp_path / "large.xlsx"
    large.write_bytes(bytes(MOST_BYTES + 5))
    assert said(large, dataset, str(large)) == "is too large: 5,000,005 bytes: keep it under 5,000,000 bytes"


def test_what_a_file_says_of_its_size_is_not_believed(reference, dataset):
    with zipfile.ZipFile(io.BytesIO(reference)) as whole:
        part = part_of(whole, "Quantities")
    raw = replaced(reference, part, lambda text: re.sub('<dimension ref="[^"]*"', '<dimension ref="A1:A1"', text))
    assert raw != reference
    assert read_workbook(raw, dataset).is_reference

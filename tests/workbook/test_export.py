import io
import os
import subprocess
import sys
import zipfile
from collections import defaultdict
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.utils import column_index_from_string

from deterrence.errors import InputError
from deterrence.evidence.quantity import GRADES
from deterrence.units import UNITS
from deterrence.workbook.columns import DATED_COLUMNS, QUANTITY_COLUMNS
from deterrence.workbook.export import export_workbook
from deterrence.workbook.reading import read_workbook
from deterrence.workbook.text import MOST_CHARACTERS
from workbook.editing import cells_of, exported, row_of, scenario_with

KILL = "missile_defence.terminal.kill_probability_net_of_aids"
SHARE = "nuclear.france.refit_phase_share"
DANGEROUS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("x")', "#N/A", "2026-02", "TRUE", "007", "_x0041_")


def test_cells_hold_the_numbers_of_the_dataset_files(whole_export):
    """Read from the XML by hand: the values are those of dataset/missile_defence and dataset/nuclear."""
    cells = cells_of(whole_export, "Quantities")
    row = row_of(cells, KILL)
    assert row["form"] == ("inlineStr", "triple")
    assert [row[name] for name in ("low", "central", "high")] == [("n", "0.1"), ("n", "0.4"), ("n", "0.8")]
    assert row["unit"] == ("inlineStr", "probability")
    uniform = row_of(cells, SHARE)
    assert (uniform["low"], uniform["high"]) == (("n", "0"), ("n", "1"))
    assert "central" not in uniform
    assert row_of(cells, "nuclear.france.boats_in_service")["as of"] == ("inlineStr", "2022-03")
    stock = row_of(cells_of(whole_export, "Dated values"), "nuclear.france.stockpile", "2035")
    assert [stock[name] for name in ("low", "central", "high")] == [("n", "300"), ("n", "340"), ("n", "400")]


def test_every_quantity_source_and_change_of_a_set_has_a_row(whole_export, whole):
    book = load_workbook(io.BytesIO(whole_export))
    assert [row[0].value for row in book["Quantities"].iter_rows(min_row=2)] == sorted(whole.quantities)
    assert [row[0].value for row in book["Sources"].iter_rows(min_row=2) if row[0].value] == sorted(whole.sources)
    changes = sum(max(1, len(chosen.changes)) for chosen in whole.assumption_sets.values())
    assert book["Sets"].max_row == 1 + changes
    assert whole.digest in [row[1].value for row in book["Read me"].iter_rows()]


def test_same_scenario_gives_the_same_bytes_in_any_process(whole_export, tmp_path):
    """The hash seed orders Python's sets, the clock stamps archives: neither shows."""
    path, seed = tmp_path / "ledger.xlsx", "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1"
    command = [sys.executable, "-m", "deterrence.cli", "ledger", "export", str(path)]
    environment = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parents[2] / "src")}
    subprocess.run(command, check=True, env=environment, capture_output=True)
    assert path.read_bytes() == whole_export
    with zipfile.ZipFile(path) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_file_and_buffer_hold_the_same_bytes(dataset, reference, tmp_path):
    buffer, path = io.BytesIO(), tmp_path / "new folder" / "ledger.xlsx"
    export_workbook(scenario_with(dataset), buffer)
    export_workbook(scenario_with(dataset), path)
    assert buffer.getvalue() == path.read_bytes() == reference
    assert [file.name for file in path.parent.iterdir()] == ["ledger.xlsx"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_that_looks_like_a_formula_code_or_date_stays_text(dataset, text):
    raw = exported(dataset, {KILL: {"value": 0.5, "rationale": text, "note": text}})
    cells = cells_of(raw, "Quantities")
    assert {kind for kind, _ in cells.values()} == {"n", "inlineStr"}
    assert row_of(cells, KILL)["your rationale"][0] == "inlineStr"
    found = next(
        cell for row in load_workbook(io.BytesIO(raw))["Quantities"].iter_rows() for cell in row
        if row[0].value == KILL and cell.column_letter == "M"
    )  # fmt: skip
    assert found.data_type == "s"
    assert found.number_format == "@"
    assert found.quotePrefix == (text[0] in "=+-@\t")
    assert read_workbook(raw, dataset).tree["changes"][KILL]["rationale"] == text


def test_no_sheet_of_the_workbook_holds_a_formula(whole_export):
    for sheet in ("Read me", "Scenario", "Quantities", "Dated values", "Sources", "Sets", "Lists"):
        assert {kind for kind, _ in cells_of(whole_export, sheet).values()} <= {"n", "inlineStr"}, sheet


def test_long_text_is_kept_whole_up_to_what_a_cell_holds_and_refused_beyond(dataset):
    longest = "é" * MOST_CHARACTERS
    raw = exported(dataset, {KILL: {"value": 0.5, "rationale": longest}})
    assert row_of(cells_of(raw, "Quantities"), KILL)["your rationale"] == ("inlineStr", longest)
    with pytest.raises(InputError) as refused:
        exported(dataset, {KILL: {"value": 0.5, "rationale": longest + "!"}})
    message = "too long for a cell of Excel ("
    assert f"scenario: {KILL}: your rationale: {message}" in str(refused.value)
    assert "shorten it to 32,767 characters" in str(refused.value)


def test_only_the_cells_to_edit_are_unlocked_and_tinted(reference):
    book = load_workbook(io.BytesIO(reference))
    for name, columns in (("Quantities", QUANTITY_COLUMNS), ("Dated values", DATED_COLUMNS)):
        sheet = book[name]
        assert sheet.protection.sheet
        assert not sheet.protection.password
        assert sheet.freeze_panes == "B2"
        assert sheet.auto_filter.ref
        for place, column in enumerate(columns, 1):
            head, below = sheet.cell(1, place), sheet.cell(2, place)
            assert head.value == column.name
            assert head.comment.text == column.comment
            assert head.protection.locked
            assert below.protection.locked is not column.is_editable
            assert (below.fill.fgColor.rgb == "00FFF4D6") is column.is_editable
    assert book["Lists"].sheet_state == "hidden"


def test_numbers_are_validated_by_the_bounds_of_their_unit(whole_export, whole):
    sheet = load_workbook(io.BytesIO(whole_export))["Quantities"]
    rules = defaultdict(list)
    for rule in (rule for rule in sheet.data_validations.dataValidation if rule.type == "decimal"):
        for area in rule.sqref.ranges:
            for place in area.cells:
                rules[place].append(rule)
    for row, identity in enumerate(sorted(whole.quantities), 2):
        unit = whole.quantities[identity].unit
        assert unit is UNITS[unit.name]
        for letter in "EFGH":
            (rule,) = rules[row, column_index_from_string(letter)]
            assert float(rule.formula1) == unit.low
            assert rule.operator == ("between" if unit.high < float("inf") else "greaterThanOrEqual")
            assert rule.formula2 is None or float(rule.formula2) == unit.high


def test_grades_forms_and_sources_are_chosen_from_lists(reference, dataset):
    book = load_workbook(io.BytesIO(reference))
    rules = {str(rule.sqref).rstrip("0123456789"): rule for rule in book["Quantities"].data_validations.dataValidation}
    for column, known in {
        "D2:D": {"point", "triple", "mixture", "choices", "uniform", "beta", "dated linear", "dated step"},
        "N2:N": set(dataset.sources),
        "R2:R": set(GRADES),
        "S2:S": set(GRADES),
        "T2:T": set(GRADES),
    }.items():
        sheet, _, area = rules[column].formula1.partition("!")
        assert {cell.value for (cell,) in book[sheet][area.replace("$", "")]} == known

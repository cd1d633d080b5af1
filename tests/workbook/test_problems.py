# ruff: noqa: E501  (whole messages stand on one line)
"""One bad edit for each kind of mistake; the whole message is asserted, and it names the cell."""

import datetime
import io
import re
import zipfile

import pytest

from deterrence.workbook.reading import read_workbook
from workbook.editing import add, cell, clear, edited, fill, part_of, replaced

KILL = "missile_defence.terminal.kill_probability_net_of_aids"
BOATS = "nuclear.france.boats_in_service"
STOCK = "nuclear.france.stockpile"
FORMS = "point, triple, mixture, choices, uniform, beta, dated linear, dated step"
WHY = {"your_rationale": "Why not."}
NUMBERS = ("low", "central", "high", "at", "chance", "choices", "successes", "failures")


def quantity(identity=KILL, **values):
    return lambda book: fill(book, "Quantities", (identity,), **values)


def date(at, **values):
    return lambda book: fill(book, "Dated values", (STOCK, at), **values)


def both(*edits):
    return lambda book: [edit(book) for edit in edits]


def array_formula(book):
    from openpyxl.worksheet.formula import ArrayFormula

    target = cell(book, "Quantities", "low", KILL)
    target.value = ArrayFormula(target.coordinate, "=SUM(E3:E4)")


CELLS = {
    "a value without support": (
        quantity(low=0.2),
        "Quantities!E{kill}: neither a source nor a rationale: fill in your rationale, or your source and your locator, in its row of Quantities",
    ),
    "a dated value without support": (
        date(2035, high=390.0),
        "Dated values!F{d2035}: neither a source nor a rationale: fill in your rationale, or your source and your locator, in its row of Quantities",
    ),
    "a grade alone": (
        quantity(your_value_grade="reported"),
        "Quantities!R{kill}: neither a source nor a rationale: fill in your rationale, or your source and your locator, in its row of Quantities",
    ),
    "text in a number cell": (
        quantity(low="0.2", **WHY),
        "Quantities!E{kill}: a number kept as text (0.2): retype it, or turn the column into numbers by Data > Text to Columns",
    ),
    "a decimal comma": (
        quantity(low="0,2", **WHY),
        "Quantities!E{kill}: a number kept as text, with a comma (0,2): retype it with the decimal sign of your Excel, or use Data > Text to Columns > Advanced, decimal comma",
    ),
    "a percentage": (
        quantity(low="20 %", **WHY),
        "Quantities!E{kill}: a percentage kept as text (20 %): write the share, for example 0.3 for 30%",
    ),
    "true in a number cell": (
        quantity(low=True, **WHY),
        "Quantities!E{kill}: not a number (True): write a number",
    ),
    "the text NaN in a number cell": (
        quantity(low="NaN", **WHY),
        "Quantities!E{kill}: not a number (NaN): write a number",
    ),
    "an error in a number cell": (
        quantity(low="#DIV/0!", **WHY),
        "Quantities!E{kill}: not a number (#DIV/0!): write a number",
    ),
    "a blank number": (quantity(low=None, **WHY), "Quantities!E{kill}: missing: write a number"),
    "a formula": (
        quantity(low="=0.1*2", **WHY),
        "Quantities!E{kill}: a formula, which is not evaluated (=0.1*2): write the value itself",
    ),
    "a formula in a text cell": (
        quantity(low=0.2, your_rationale="=A1"),
        "Quantities!E{kill}: neither a source nor a rationale: fill in your rationale, or your source and your locator, in its row of Quantities\n"
        "Quantities!M{kill}: a formula, which is not evaluated (=A1): write the value itself",
    ),
    "a formula of several cells": (
        both(array_formula, quantity(**WHY)),
        "Quantities!E{kill}: a formula, which is not evaluated (=SUM(E3:E4)): write the value itself",
    ),
    "a number in a text cell": (
        quantity(your_rationale=2036),
        "Quantities!M{kill}: not text (2036): write text, with an apostrophe before it if it looks like a number",
    ),
    "out of bounds": (
        quantity(high=1.2, **WHY),
        "Quantities!G{kill}: above 1, the bound of probability (1.2): write a number of at most 1",
    ),
    "a point out of bounds": (
        quantity(BOATS, central=-1, **WHY),
        "Quantities!F{boats}: below 0, the bound of boats (-1): write a number of at least 0",
    ),
    "not whole": (
        quantity(BOATS, central=3.5, **WHY),
        "Quantities!F{boats}: not whole, and boats are counted whole (3.5): write a whole number",
    ),
    "out of order": (
        quantity(low=0.5, **WHY),
        "Quantities!E{kill}: low / central / high out of order (0.5 / 0.4 / 0.8): write low <= central <= high",
    ),
    "a beta of a count": (
        quantity(BOATS, form="beta", central=None, successes=3, failures=1, **WHY),
        "Quantities!D{boats}: a Beta is a share of trials, not boats (beta): write another form",
    ),
    "a beta of parts": (
        quantity(form="beta", low=None, central=None, high=None, successes=2.5, failures=1, **WHY),
        "Quantities!K{kill}: not a count (2.5): write a whole number of at least 0",
    ),
    "a number that the form does not use": (
        quantity(BOATS, low=3, **WHY),
        "Quantities!E{boats}: a point has no low (3): clear it, or write another form",
    ),
    "central at an end": (
        quantity(low=0.4, **WHY),
        "Quantities!E{kill}: central at an end, where half of the futures would lie (0.4 / 0.4 / 0.8): write another form, a mixture, or a central value inside the range",
    ),
    "a chance that is none": (
        quantity(form="mixture", at=0, chance=1.5, **WHY),
        "Quantities!I{kill}: not a probability (1.5): write a number from 0 to 1",
    ),
    "a mixture without a chance": (
        quantity(form="mixture", at=0, **WHY),
        "Quantities!I{kill}: missing: write a number",
    ),
    "choices in another form": (
        quantity(BOATS, form="choices", central=None, choices="3 or 4", **WHY),
        "Quantities!J{boats}: no choice (3 or 4): write whole numbers, each once and with its chance: 1: 0.8, 2: 0.2",
    ),
    "the same choice twice": (
        quantity(BOATS, form="choices", central=None, choices="3: 0.5, 3: 0.5", **WHY),
        "Quantities!J{boats}: the same choice twice (3: 0.5): write whole numbers, each once and with its chance: 1: 0.8, 2: 0.2",
    ),
    "no choices": (
        quantity(BOATS, form="choices", central=None, **WHY),
        "Quantities!J{boats}: missing: write whole numbers, each once and with its chance: 1: 0.8, 2: 0.2",
    ),
    "choices beyond one": (
        quantity(BOATS, form="choices", central=None, choices="3: 0.5, 4: 0.6", **WHY),
        "Quantities!J{boats}: the chances do not sum to 1 (1.1): write chances that sum to 1",
    ),
    "a chance grade without chances": (
        quantity(low=0.2, your_chance_grade="judged", **WHY),
        "Quantities!T{kill}: a grade of chances, of which the value has none (judged): remove it",
    ),
    "an unknown form": (
        quantity(form="tripel", **WHY),
        "Quantities!D{kill}: no such form (tripel): did you mean triple?",
    ),
    "no form": (quantity(form=None, **WHY), "Quantities!D{kill}: missing: write one of {forms}"),
    "an unknown grade": (
        quantity(low=0.2, your_value_grade="guess", **WHY),
        "Quantities!R{kill}: not one of the allowed words (guess): write measured, reported, estimated or judged",
    ),
    "an unknown source": (
        quantity(low=0.2, your_source="frs_2020_tertrais_handbok"),
        "Quantities!N{kill}: no such source (frs_2020_tertrais_handbok): did you mean frs_2020_tertrais_handbook? if not, write "
        "an id of the sheet Sources, or add a row there",
    ),
    "a source like no other": (
        quantity(low=0.2, your_source="?"),
        "Quantities!N{kill}: no such source (?): write an id of the sheet Sources, or add a row there",
    ),
    "a locator without a source": (
        quantity(low=0.2, your_locator="p. 3", **WHY),
        "Quantities!O{kill}: a locator without a source (p. 3): name its source on the same line of your source",
    ),
    "reported without a source": (
        quantity(low=0.2, your_value_grade="reported", **WHY),
        "Quantities!N{kill}: a reported value without a source: fill in your source and your locator",
    ),
    "estimated without a method": (
        quantity(low=0.2, your_value_grade="estimated", **WHY),
        "Quantities!P{kill}: an estimated value without a method: fill in your method: how it was worked out",
    ),
    "judged with a source": (
        quantity(
            low=0.2, your_value_grade="judged", your_source="frs_2020_tertrais_handbook", your_locator="p. 7", **WHY
        ),
        "Quantities!N{kill}: a judged value cites sources, which do not state it: move it to your analogue, or grade the value reported",
    ),
    "a wrong unit": (quantity(unit="share"), "Quantities!C{kill}: wrong unit (share): write probability"),
    "a wrong unit of a date": (date(2035, unit="boats"), "Dated values!L{d2035}: wrong unit (boats): write warheads"),
    "an edit that would be lost": (
        quantity(rationale="Ours."),
        "Quantities!AA{kill}: changed, but not read back (Ours.): restore it, and write what is yours in the tinted cells",
    ),
    "an unknown quantity": (
        quantity(id="missile_defence.terminal.kill_probability_net_of_aid"),
        "Quantities!A{kill}: no such quantity (missile_defence.terminal.kill_probability_net_of_aid): did you mean {kill_id}?",
    ),
    "a quantity twice": (
        lambda book: add(book, "Quantities", id=KILL, form="point", central=0.5),
        "Quantities!A{end}: the same quantity twice ({kill_id}): delete one of the rows (the first is {kill})",
    ),
    "no id": (
        lambda book: add(book, "Quantities", form="point", central=0.5),
        "Quantities!A{end}: missing: write the id of a quantity, or clear the row",
    ),
    "a year twice": (
        both(date(2026, year=2025), quantity(STOCK, **WHY)),
        "Dated values!B{d2026}: the same year twice (2025): clear one of the rows",
    ),
    "no year": (
        both(date(2026, year=20260), quantity(STOCK, **WHY)),
        "Dated values!B{d2026}: not a year in range (20260): write a year from 1900 to 2200",
    ),
    "a date out of order": (
        both(date(2035, low=350.0), quantity(STOCK, **WHY)),
        "Dated values!D{d2035}: low / central / high out of order (350 / 340 / 400): write low <= central <= high",
    ),
    "a date of a date": (
        both(date(2035, form="dated linear"), quantity(STOCK, **WHY)),
        "Dated values!C{d2035}: no such form (dated linear): write one of point, triple, mixture, choices, uniform, beta",
    ),
    "dates of a quantity that is not dated": (
        quantity(STOCK, form="point", central=290, **WHY),
        "Dated values!A{d2025}: a dated value of a quantity that is not dated ({stock_id}): clear the row, or write dated linear in Quantities!D{stock}",
    ),
    "a dated quantity without dates": (
        both(lambda book: clear(book, "Dated values", STOCK), quantity(STOCK, **WHY)),
        "Quantities!D{stock}: dated, but without a row in Dated values: write its dates there, or write another form",
    ),
    "a number beside a dated form": (
        quantity(STOCK, high=400, **WHY),
        "Quantities!G{stock}: a dated value has, in this sheet, no high (400): clear it, or write another form",
    ),
    "dates without a row": (
        lambda book: book["Quantities"].delete_rows(cell(book, "Quantities", "id", STOCK).row),
        "Dated values!A{d2025}: a dated value without a row in Quantities ({stock_id}): put that row back, or clear this one",
    ),
    "a path where the models take one value": (
        lambda book: [
            fill(book, "Quantities", (KILL,), **dict.fromkeys(NUMBERS), form="dated step", **WHY),
            add(book, "Dated values", id=KILL, year=2030, form="point", central=0.5),
        ],
        "Quantities!D{kill}: dated, but the models take one value a future: write one value or range for all years, or "
        "declare dated: path in its file (terminal.yaml:{line_of_kill}) if they take a path of it",
    ),
    "impossible together": (
        quantity(BOATS, central=0, **WHY),
        "Quantities!F{boats}: more boats at sea than owned (nuclear.france.boats_at_sea_day_to_day, reference) (1): write at most 0, or raise nuclear.france.boats_in_service",
    ),
}


@pytest.fixture(scope="module")
def places(dataset):
    """Rows as the sheets must have them: quantities by id, dates of the French stockpile by year."""
    ids = sorted(dataset.quantities)
    dated = [
        (identity, year)
        for identity in ids
        for year in getattr(dataset.quantities[identity].basis.distribution, "years", ())
    ]
    return {
        **{name: ids.index(identity) + 2 for name, identity in (("kill", KILL), ("boats", BOATS), ("stock", STOCK))},
        **{f"d{year}": dated.index((STOCK, year)) + 2 for year in (2025, 2026, 2035)},
        "end": len(ids) + 2,
        "kill_id": KILL,
        "line_of_kill": dataset.quantities[KILL].line,
        "stock_id": STOCK,
        "forms": FORMS,
    }


def said(raw, dataset):
    """The messages, without the name of the file."""
    reading = read_workbook(raw, dataset, "ledger.xlsx")
    assert reading.problems
    assert not reading.tree
    assert all(str(problem).startswith("ledger.xlsx: ") for problem in reading.problems)
    return "\n".join(str(problem).removeprefix("ledger.xlsx: ") for problem in reading.problems)


@pytest.mark.parametrize("name", CELLS)
def test_each_mistake_is_one_message_at_its_cell(reference, dataset, places, name):
    edit, message = CELLS[name]
    assert said(edited(reference, edit), dataset) == message.format(**places)


def written(reference, place, number):
    """The workbook with a number that no spreadsheet writes."""
    with zipfile.ZipFile(io.BytesIO(reference)) as archive:
        part = part_of(archive, "Quantities")
    return replaced(
        reference,
        part,
        lambda text: re.sub(f'(r="{place}"[^>]*><v>)[^<]*', rf"\g<1>{number}", text),
    )


@pytest.mark.parametrize("number", ["9" * 400, "1E999"])
def test_a_number_beyond_all_bounds_is_refused(reference, dataset, places, number):
    place = f"E{places['kill']}"
    found = said(written(reference, place, number), dataset)
    assert f"Quantities!{place}: not a finite number (inf): write a finite number" in found


@pytest.mark.parametrize("number", ["NaN", "INF", "0,5", "9" * 5000])
def test_a_file_with_numbers_that_are_none_is_damaged(reference, dataset, places, number):
    found = said(written(reference, f"E{places['kill']}", number), dataset)
    assert found == "is damaged: save it anew as .xlsx, or export a new workbook"


def test_a_number_that_excel_took_for_a_date_is_refused(reference, dataset, places):
    def edit(book):
        cell(book, "Quantities", "low", KILL).value = datetime.datetime(2026, 2, 1)

    message = "not a number (2026-02-01 00:00:00): write a number"
    assert f"Quantities!E{places['kill']}: {message}" in said(edited(reference, edit), dataset)


def test_all_mistakes_are_named_at_once_in_the_order_of_the_cells(reference, dataset, places):
    def edit(book):
        fill(book, "Dated values", (STOCK, 2035), low="many")
        fill(book, "Quantities", (BOATS,), central=3.5)
        fill(book, "Quantities", (KILL,), low="=1", high=1.5)
        fill(book, "Scenario", ("structures",), value="aids")

    at = [problem.path for problem in read_workbook(edited(reference, edit), dataset).problems]
    boats, kill = places["boats"], places["kill"]
    assert at == [
        "Scenario!B3",
        *[f"Quantities!E{kill}"] * 2,
        *[f"Quantities!F{boats}"] * 2,
        *[f"Dated values!D{places['d2035']}"] * 2,
    ]


@pytest.mark.parametrize(
    ("setting", "value", "message"),
    [
        (
            "assumption sets",
            "reference, strong_capital_defense",
            "unknown assumption set (strong_capital_defense): did you mean strong_capital_defence?",
        ),
        ("assumption sets", None, "missing: name at least one"),
        ("structures", "aids_net\naids_net", "the same structure twice (aids_net): name it once"),
        (
            "first year",
            "2025",
            "a number kept as text (2025): retype it, or turn the column into numbers by Data > Text to Columns",
        ),
        ("first year", 1990, "below 2025 (1990): write a number of at least 2025"),
        ("last year", 2036.5, "not a whole number (2036.5): write a whole number"),
        ("last year", "=2036", "a formula, which is not evaluated (=2036): write the value itself"),
    ],
)
def test_settings_are_checked_at_their_cell(reference, dataset, setting, value, message):
    row = ["assumption sets", "structures", "first year", "last year"].index(setting) + 2
    raw = edited(reference, lambda book: fill(book, "Scenario", (setting,), value=value))
    assert said(raw, dataset) == f"Scenario!B{row}: {message}"


def test_a_year_range_that_ends_before_it_starts_and_a_setting_that_is_gone_are_named(reference, dataset):
    def turn(book):
        fill(book, "Scenario", ("first year",), value=2040)
        fill(book, "Scenario", ("last year",), value=2030)

    assert "ends before it starts (2040 to 2030): write first <= last" in said(edited(reference, turn), dataset)
    gone = edited(reference, lambda book: book["Scenario"].delete_rows(3))
    assert said(gone, dataset) == "Scenario: the setting structures is missing: write structures in the column setting"

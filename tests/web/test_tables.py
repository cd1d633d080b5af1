"""Tables that are taken away hold what the page shows, with units, state and source, as CSV and as a workbook."""

import csv
import io

import pytest
from openpyxl import load_workbook

import deterrence as dt
from deterrence.evidence.dataset import load_dataset
from deterrence.web.jobs.job import RESULTS_FILE
from deterrence.web.jobs.worker import _write_results

NAMES = ("claims", "claim-cells", "claim-deciders", "inputs", "readings")
SEES = "missile_defence.sensor.sees_probability"
FORMULA = '=HYPERLINK("http://example.org")'


def csv_of(answer):
    """What stands above the table, and its rows."""
    assert answer.status_code == 200, answer.text
    rows = list(csv.reader(io.StringIO(answer.text)))
    head = {row[0].removeprefix("# "): row[1] for row in rows if row[0].startswith("# ")}
    return head, [row for row in rows if not row[0].startswith("# ")]


@pytest.mark.parametrize("name", NAMES)
def test_both_files_hold_the_same_and_say_what_they_are_of(client, name):
    link = f"/tables/{name}.%s?seed=2&c.{SEES}=0.5&r.{SEES}=a+report"
    head, rows = csv_of(client.get(link % "csv"))
    assert "0.5 (a report)" in head["Subject"]
    assert "dataset" in head["Source"]
    assert f"c.{SEES}=0.5" in head["Comment"]
    content = client.get(link % "xlsx").content
    assert content == client.get(link % "xlsx").content
    book = load_workbook(io.BytesIO(content))
    assert {row[0].value: row[1].value for row in book["Read me"].iter_rows()} == head
    sheet = [[cell.value for cell in row] for row in book.worksheets[1].iter_rows()]
    assert sheet[0] == rows[0]
    assert len(sheet) == len(rows)
    for written, read in zip(rows[1:], sheet[1:], strict=True):
        for text, value in zip(written, read, strict=True):
            assert (value or 0) == float(text or 0) if isinstance(value, int | float) else (value or "") == text


def test_a_share_and_a_number_name_their_unit(client):
    for name in NAMES:
        _, (heads, *_) = csv_of(client.get(f"/tables/{name}.csv"))
        numbers = [head for head in heads if any(word in head for word in ("share", "arrivals", "erosion", "95%"))]
        assert all("(" in head or "unit of the outcome" in heads for head in numbers)


def test_the_inputs_are_those_in_force(client):
    _, (heads, *rows) = csv_of(client.get(f"/tables/inputs.csv?c.{SEES}=0.5"))
    found = {row[0]: dict(zip(heads, row, strict=True)) for row in rows}
    assert set(found) == set(load_dataset().quantities)
    assert {float(found[SEES][f"{end} (in the unit)"]) for end in ("low", "central", "high")} == {0.5}
    assert found[SEES]["origin"] != found["missile_defence.s500.kill_probability_net_of_aids"]["origin"]


def test_the_readings_are_those_of_the_page(client):
    _, (_, *rows) = csv_of(client.get("/tables/readings.csv?force=france"))
    page = client.post("/api/v1/readings", json={"force": "france"}).json()["readings"]
    assert [row[0] for row in rows] == [reading["assumption_set"] for reading in page]
    for row, reading in zip(rows, page, strict=True):
        assert float(row[3]) == reading["numbers"]["arrivals_with"]["p50"]
        assert [float(share) for share in row[12:]] == [claim["share"] for claim in reading["claims"]]


def test_a_reason_that_looks_like_a_formula_is_text_in_both_files(client):
    link = f"/tables/inputs.%s?c.{SEES}=0.5&r.{SEES}={FORMULA}"
    _, rows = csv_of(client.get(link % "csv"))
    assert f"'{FORMULA}" in next(row for row in rows if row[0] == SEES)
    sheet = load_workbook(io.BytesIO(client.get(link % "xlsx").content)).worksheets[1]
    cell = next(row for row in sheet.iter_rows() if row[0].value == SEES)[-1]
    assert (cell.data_type, cell.value) == ("s", FORMULA)


def test_a_figure_has_its_data_as_a_workbook(client):
    text = client.get("/figures/raid-erosion.csv?futures=20").text
    book = load_workbook(io.BytesIO(client.get("/figures/raid-erosion.xlsx?futures=20").content))
    rows = [row for row in csv.reader(io.StringIO(text)) if not row[0].startswith("# ")]
    assert [cell.value for cell in book.worksheets[1][1]] == rows[0]
    assert book.worksheets[1].max_row == len(rows)


def test_a_table_as_shown_is_written_as_it_is_sent(client):
    rows = [["x", 0.25], [FORMULA], ["y", None, 3]]
    body = {"title": "What differs", "columns": ["Input", "A (share)"], "rows": rows,
            "link": "http://127.0.0.1/compare"}  # fmt: skip
    head, rows = csv_of(client.post("/api/v1/table?kind=csv", json=body))
    assert (head["Title"], head["Comment"]) == ("What differs", body["link"])
    assert rows == [["Input", "A (share)"], ["x", "0.25"], [f"'{FORMULA}", ""], ["y", ""]]
    book = load_workbook(io.BytesIO(client.post("/api/v1/table?kind=xlsx", json=body).content))
    assert book.worksheets[1]["B2"].value == 0.25
    assert (book.worksheets[1]["A3"].data_type, book.worksheets[1]["A3"].value) == ("s", FORMULA)


@pytest.mark.parametrize("path", ["/tables/nothing.csv", "/tables/claims.ods"])
def test_what_is_not_there_is_said_with_what_is(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "claim-cells" in answer.text


def test_the_results_of_a_run_are_a_workbook_that_is_written_once(tmp_path):
    scenario = dt.load(horizon=(2035, 2036), assumption_sets=["reference"], structures=["aids_net"])
    run = dt.run(scenario, futures=20, seed=3, folder=tmp_path).ensemble
    path = tmp_path / RESULTS_FILE
    _write_results(run, path)
    book = load_workbook(path, read_only=True)
    assert {"Read me", "verdicts", "columns"} <= set(book.sheetnames)
    made = path.stat()
    _write_results(run, path)
    assert path.stat().st_mtime_ns == made.st_mtime_ns
    assert not list(tmp_path.glob(".results-*"))

# ruff: noqa: E501  (whole messages stand on one line)
"""The table form (decision 14): each cell is an ordinary quantity, and what is wrong is said at its row and column."""

import shutil
from pathlib import Path

import pytest

from deterrence.api.check import check_file
from deterrence.errors import InputError
from deterrence.evidence import cell, table
from deterrence.evidence.cell import Cell
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Choices, Dated, Point, Triple
from deterrence.evidence.document import read_text
from deterrence.evidence.ledger import ledger_rows

TINY = Path(__file__).parent / "tiny_dataset"
NAMES = "ally: {germany: Germany, norway: Norway}\ncode: {tank: battle tanks, frigate: frigates}\n"
HEAD = """\
table:
  keys: [ally, code]
  rule: linear
  cells:
    description: "{code} of {ally}."
    dated: path
    grade: reported
    range_grade: judged
    rationale: The page gives one number for {ally}.
    analogue: Other counts.
    as_of: "2026"
    sources: [{source: white_paper, locator: "p. 9, {ally}"}]
  by:
    code:
      tank: {unit: launchers, limits: {high: 1000}}
      frigate: {unit: boats, limits: {high: 100}}
    basis:
      guess: {grade: judged, sources: [], analogue: "Neighbours of {ally}."}
"""
HEADING = (
    "ally,code,year,variant,low,central,high,value,unit,basis,grade,range_grade,chance_grade,source,locator,rationale\n"
)
CELLS = """\
germany,tank,,,300,310,320,,launchers,,,,,essay,p. 4,
germany,tank,,press,,328,,,,,,,,essay,p. 5,A newspaper's count.
norway,tank,,,,,,"{choices: {36: 0.5, 38: 0.5}}",,guess,,,judged,,,
germany,frigate,2025,,,11,,,,,,,,,,
germany,frigate,2030,,10,12,13,,,,,,,,,
"""


@pytest.fixture
def root(tmp_path):
    """The tiny dataset with a table in it, to be spoilt."""
    shutil.copytree(TINY, tmp_path / "tiny")
    write(tmp_path / "tiny")
    return tmp_path / "tiny"


def write(root, head=HEAD, cells=CELLS, heading=HEADING, names=NAMES):
    (root / "names.yaml").write_text(names, encoding="utf-8")
    (root / "defence" / "fleet.yaml").write_text(head, encoding="utf-8")
    (root / "defence" / "fleet.csv").write_text(heading + cells, encoding="utf-8")


def problems(root):
    with pytest.raises(InputError) as caught:
        load_dataset(root)
    return str(caught.value).replace(f"{root}/defence/", "").splitlines()


def row(text, **changes):
    """A row of the heading's columns."""
    cells = dict(zip(HEADING.strip().split(","), text.split(","), strict=True))
    return ",".join({**cells, **changes}.values()) + "\n"


def test_each_cell_is_a_quantity_of_its_own(root):
    quantities = load_dataset(root).quantities
    tanks = quantities["defence.fleet.germany.tank"]
    assert tanks.description == "Battle tanks of Germany."
    assert tanks.unit.name == "launchers"
    assert tanks.limits.high == 1000
    assert tanks.basis.distribution == Triple(300, 310, 320)
    assert (tanks.basis.grade, tanks.basis.range_grade, tanks.basis.as_of) == ("reported", "judged", "2026")
    assert [(one.source, one.locator) for one in tanks.basis.sources] == [("essay", "p. 4")]
    assert (Path(tanks.file).name, tanks.line) == ("fleet.csv", 2)


def test_a_second_source_is_kept_beside_the_first_as_a_variant(root):
    rival = load_dataset(root).quantities["defence.fleet.germany.tank"].variants["press"]
    assert rival.distribution == Point(328)
    assert rival.sources[0].locator == "p. 5"


def test_a_word_in_the_column_basis_says_what_many_rows_share(root):
    norway = load_dataset(root).quantities["defence.fleet.norway.tank"].basis
    assert norway.distribution == Choices((36, 38), (0.5, 0.5))
    assert (norway.grade, norway.sources, norway.analogue) == ("judged", (), "Neighbours of Norway.")
    assert norway.rationale == "The page gives one number for Norway."


def test_rows_of_several_years_are_one_dated_quantity(root):
    frigates = load_dataset(root).quantities["defence.fleet.germany.frigate"]
    assert frigates.basis.distribution == Dated((2025, 2030), (Point(11), Triple(10, 12, 13)), "linear")
    assert frigates.basis.sources[0].locator == "p. 9, Germany"


def test_cells_stand_in_the_ledger_and_in_the_digest(root):
    before = load_dataset(root)
    assert [one["id"] for one in ledger_rows(before) if one["id"].startswith("defence.fleet.")] == [
        "defence.fleet.germany.frigate",
        "defence.fleet.germany.tank",
        "defence.fleet.norway.tank",
    ]
    write(root, cells=CELLS.replace("310", "311"))
    assert load_dataset(root).digest != before.digest


GOOD = "norway,frigate,,,,4,,,,,,,,,,"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"ally": "norwya"}, "fleet.csv: row 7 (norwya, frigate).ally: no such ally (norwya): did you mean norway?"),
        ({"ally": ""}, "fleet.csv: row 7 (, frigate).ally: no such ally (): write one of germany, norway"),
        (
            {"ally": "germany", "code": "tank"},
            "fleet.csv: row 7 (germany, tank): the same cell twice: remove one; the first is row 2",
        ),
        ({"unit": "aircraft"}, "fleet.csv: row 7 (norway, frigate).unit: another unit than the head (aircraft): write boats"),
        (
            {"low": "5", "high": "3"},
            "fleet.csv: row 7 (norway, frigate).central: low / central / high out of order (5 / 4 / 3): write low <= central <= high",
        ),
        ({"central": "four"}, "fleet.csv: row 7 (norway, frigate).central: not a value (four): write a number"),
        ({"low": "x", "high": "5"}, "fleet.csv: row 7 (norway, frigate).low: not a number (x): write a number"),
        ({"low": "3"}, "fleet.csv: row 7 (norway, frigate).high: missing: add high"),
        ({"central": ""}, "fleet.csv: row 7 (norway, frigate).central: missing: add a number"),
        ({"central": "4.5"}, "fleet.csv: row 7 (norway, frigate).central: not whole, and boats are counted whole (4.5): write a whole number"),
        ({"central": "101"}, "fleet.csv: row 7 (norway, frigate).central: more than the models take (101): write a number from 0 to 100"),
        ({"central": "-1"}, "fleet.csv: row 7 (norway, frigate).central: below 0, the bound of boats (-1): write a number of at least 0"),
        ({"value": "4"}, "fleet.csv: row 7 (norway, frigate).value: both a value and low, central, high (4): keep one"),
        ({"basis": "guss"}, "fleet.csv: row 7 (norway, frigate).basis: no such basis (guss): did you mean guess?"),
        ({"grade": "seen"}, "fleet.csv: row 7 (norway, frigate).grade: not one of the allowed words (seen): write"),
        ({"grade": "judged"}, "fleet.yaml:12: table.cells.sources: a judged value cites sources, which do not state it: move them"),
        ({"year": "20x"}, "fleet.csv: row 7 (norway, frigate).central: not a year in range (20x): write a year from 1900 to 2200"),
        ({"source": "white_papr"}, "fleet.csv:7: defence.fleet.norway.frigate: no such source (white_papr): did you mean white_paper?"),
    ],
)  # fmt: skip
def test_bad_cells_are_named_by_row_and_column(root, changes, expected):
    write(root, cells=CELLS + row(GOOD, **changes))
    found = problems(root)
    assert len(found) == 1, found
    assert found[0].startswith(expected), found[0]


def test_a_reported_cell_without_a_source_is_refused(root):
    head = HEAD.replace('    sources: [{source: white_paper, locator: "p. 9, {ally}"}]\n', "")
    write(root, head=head, cells=CELLS.replace("germany,frigate", "norway,frigate"))
    expected = "fleet.csv: row 5 (norway, frigate).source: a reported value without a source: add sources: [{source: id, locator: place}]"
    assert problems(root) == [expected]


def test_everything_wrong_is_said_at_once(root):
    write(
        root,
        cells=CELLS + row(GOOD, low="9", high="3") + row(GOOD, code="tnk") + row(GOOD, ally="germany", code="tank"),
    )
    assert [line.partition(": ")[2].partition(":")[0] for line in problems(root)] == [
        "row 8 (norway, tnk).code",
        "row 9 (germany, tank)",
        "row 7 (norway, frigate).central",
    ]


def test_what_the_head_says_wrong_of_all_cells_is_one_problem(root):
    write(root, head=HEAD.replace("range_grade: judged", "range_grade: judgd"))
    assert problems(root) == [
        "fleet.yaml:8: table.cells.range_grade: not one of the allowed words (judgd): did you mean judged?"
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("keys: [ally, code]", "keys: [aly, code]", "fleet.yaml:2: table.keys.0: no such names (aly): did you mean ally?"),
        ("  rule: linear\n", "  rul: linear\n", "fleet.yaml:3: table.rul: unknown key (rul): did you mean rule?"),
        ("      frigate:", "      frigat:", "fleet.yaml:16: table.by.code.frigat: no such code (frigat): did you mean frigate?"),
        ("table:\n", 'table:\n  id: "{ally}"\n', "fleet.yaml:2: table.id: does not name the key code ({ally}): write {code} into it"),
        ("table:\n", "table:\n  sums_to_one: aly\n", "fleet.yaml:2: table.sums_to_one: no key of the table (aly): did you mean ally?"),
        ("table:\n", "boats: {unit: boats}\ntable:\n", "fleet.yaml:1: boats: beside a table (boats): move it"),
    ],
)  # fmt: skip
def test_a_bad_head_is_named_by_its_line(root, old, new, expected):
    write(root, head=HEAD.replace(old, new, 1))
    found = problems(root)
    assert found[0].startswith(expected), found


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        (
            HEADING.replace("rationale", "rational"),
            "fleet.csv: row 1: unknown column (rational): did you mean rationale?",
        ),
        (HEADING.replace("rationale", "low"), "fleet.csv: row 1: the same column twice (low): remove one"),
        (HEADING.replace("ally", "note"), "fleet.csv: row 1: no column ally: add ally"),
    ],
)
def test_bad_columns_are_named(root, heading, expected):
    write(root, heading=heading)
    assert expected in problems(root)


def test_a_row_of_too_few_cells_and_a_missing_file(root):
    write(root, cells=CELLS + "norway,frigate,4\n")
    assert problems(root) == [
        "fleet.csv: row 7: another number of cells (3): write 16, one for each column; quote a text that holds a comma"
    ]
    (root / "defence" / "fleet.csv").unlink()
    assert problems(root)[0].startswith("fleet.csv: cannot be read: No such file or directory")


def test_shares_of_one_whole_must_sum_to_one_law_c45(root):
    head = HEAD.replace("table:\n", "table:\n  sums_to_one: code\n").replace(", limits: {high: 1000}", "")
    head = head.replace(", limits: {high: 100}", "").replace("launchers", "share").replace("boats", "share")
    write(root, head=head, cells=row(GOOD, central="0.4") + row(GOOD, code="tank", central="0.6"))
    assert load_dataset(root).quantities["defence.fleet.norway.tank"].basis.distribution == Point(0.6)
    write(root, head=head, cells=row(GOOD, central="0.4") + row(GOOD, code="tank", central="0.5"))
    assert problems(root) == [
        "fleet.csv: (norway): central values that do not sum to one over code (0.9): "
        "write shares of one whole, or take sums_to_one out of the head"
    ]


def test_a_child_above_its_parent_is_refused_law_c8(root):
    bound = "limits: {high: 100}, at_most: [{bound: tank, wrong: more frigates than tanks}]"
    head = HEAD.replace("limits: {high: 100}", bound).replace("launchers", "boats")
    cells = row(GOOD, code="tank", central="52")
    write(root, head=head, cells=cells + row(GOOD, central="52"))
    load_dataset(root)
    write(root, head=head, cells=cells + row(GOOD, central="53"))
    found = problems(root)
    assert len(found) == 1
    assert "more frigates than tanks (53): write at most 52, or raise defence.fleet.norway.tank" in found[0]


def test_a_table_is_checked_by_its_cells_as_by_its_head(root):
    assert check_file(root / "defence" / "fleet.csv") == check_file(root / "defence" / "fleet.yaml") == "dataset"
    assert check_file(root / "names.yaml") == "names"
    write(root, cells=CELLS + row(GOOD, low="5", high="3"))
    (root / "nuclear" / "force.yaml").write_text("boats: {}\n", encoding="utf-8")
    for name in ("fleet.csv", "fleet.yaml"):
        with pytest.raises(InputError) as caught:
            check_file(root / "defence" / name)
        assert [Path(problem.file).name for problem in caught.value.problems] == ["fleet.csv"]


def test_words_of_cells_are_text(root):
    write(root, names=NAMES.replace("Germany", "[1]"))
    assert "ally.germany: no words ([1]): write how a sentence calls it" in problems(root)[0]


def test_a_row_costs_no_yaml_and_a_cell_is_made_once(root, monkeypatch):
    """So that the ledger is read in a time that grows with its cells and with nothing else."""
    made, parsed = [], []
    monkeypatch.setattr(table, "Cell", lambda *given: made.append(given) or Cell(*given))
    monkeypatch.setattr(cell, "read_text", lambda text, name: parsed.append(text) or read_text(text, name))
    years = "".join(row(GOOD, year=str(year)) for year in range(2025, 2041))
    write(root, cells=CELLS + years)
    load_dataset(root)
    assert len(made) == 4
    assert parsed == ["{choices: {36: 0.5, 38: 0.5}}"]

# ruff: noqa: E501  (whole messages stand on one line)
"""A table of facts: what it says becomes a scenario, and what could be read two ways is asked for."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deterrence.evidence.distribution import Dated, Point, Triple
from deterrence.evidence.document import document_of
from deterrence.evidence.own_source import OwnSource
from deterrence.scenario.overlay import scenario_of
from deterrence.workbook.delimited import Fault, number_of
from deterrence.workbook.facts import Declared, read_facts

KILL = "missile_defence.terminal.kill_probability_net_of_aids"
BOATS = "nuclear.france.boats_in_service"
STOCK = "nuclear.france.stockpile"
SOURCE = "frs_2020_tertrais_handbook"
HEAD = "id,low,central,high,unit,rationale,source,title,publisher,date,address\n"


def read(text, dataset, **declared):
    return read_facts(text, "facts.csv", dataset, Declared(**declared))


def problems(text, dataset, **declared):
    return [str(problem) for problem in read(text, dataset, **declared).problems]


def changes(reading, dataset):
    assert reading.problems == ()
    return scenario_of(document_of(reading.tree, "s"), dataset).changes


def test_a_number_a_range_a_known_source_and_a_new_one(dataset):
    """A source that is written twice alike is one source, and its id is made of publisher, year and title."""
    text = HEAD + (
        f"{KILL},0.1,0.2,0.3,probability,,,Yearbook,SIPRI,2026,https://x.org/y\n"
        f"{BOATS},,3,,boats,,{SOURCE},,,,\n"
        f"nuclear.france.missiles_per_boat,,16,,,Since always.,,Yearbook,SIPRI,2026,https://x.org/y\n"
    )
    reading = read(text, dataset)
    found = changes(reading, dataset)
    assert [change.distribution for change in found.values()] == [Triple(0.1, 0.2, 0.3), Point(3), Point(16)]
    assert [change.sources[0].source for change in found.values()] == [
        "sipri_2026_yearbook",
        SOURCE,
        "sipri_2026_yearbook",
    ]
    assert [one["source"] for one in reading.tree["sources"]] == ["sipri_2026_yearbook"]


def test_a_dated_series_by_a_map_of_columns(dataset):
    """A foreign table: other headings are left out and named, the quantity and the rule are declared."""
    text = "Jahr;Wert;Land\n2030;300;FRA\n2026;290;FRA\n2040;350;FRA\n"
    reading = read(
        text + "",
        dataset,
        columns={"year": "Jahr", "central": "Wert", "rationale": "Land"},
        identity=STOCK,
        rule="linear",
    )
    found = changes(reading, dataset)[STOCK].distribution
    assert found == Dated((2026, 2030, 2040), (Point(290), Point(300), Point(350)), "linear")
    assert reading.notes == ()
    partly = read(text, dataset, columns={"year": "Jahr", "central": "Wert"}, identity=STOCK, rule="step")
    assert [str(one.what) for one in partly.problems] == ["neither a source nor a rationale"]


def test_columns_that_are_not_read_are_named(dataset):
    text = f"id;Wert;Land;rationale\n{BOATS};3;FRA;Why.\n"
    reading = read(text, dataset, columns={"central": "wert"})
    assert (changes(reading, dataset)[BOATS].distribution, reading.notes) == (Point(3), ("columns not read: land",))


def test_sep_in_the_first_line_declares_the_delimiter_as_excel_writes_it(dataset):
    assert (
        changes(read(f"sep=|\r\nid|central|rationale\r\n{BOATS}|3|a, b; c\r\n", dataset), dataset)[BOATS].rationale
        == "a, b; c"
    )


def test_a_key_of_a_bibliography_may_be_cited(dataset):
    own = {"kaushal": OwnSource(source="kaushal", title="T", publisher="RUSI", date="2026").record()}
    reading = read_facts(f"id,central,source\n{BOATS},3,kaushal\n", "f.csv", dataset, Declared(), own)
    assert reading.tree["sources"] == [{"source": "kaushal", "title": "T", "publisher": "RUSI", "date": "2026"}]


@pytest.mark.parametrize(
    ("text", "decimal", "delimiter", "number"),
    [
        ("0.8", None, ",", 0.8), ("0.8", None, ";", 0.8), ("4309", None, ";", 4309), ("1e-3", None, ",", 0.001), ("-2", None, ",", -2),
        ("0,8", ",", ";", 0.8), ("4.309.000", ",", ";", 4309000), ("4.309", ",", ";", 4309), ("4.309", ".", ";", 4.309), ("4,309", ".", ",", 4309),
        ("4 309,5", ",", ";", 4309.5), ("4\N{NARROW NO-BREAK SPACE}309", ".", ",", 4309), ("4'309.5", ".", ",", 4309.5), ("0.125", None, ";", 0.125), ("12.5", None, ";", 12.5),
    ],
)  # fmt: skip
def test_a_number_is_read_by_its_declared_sign(text, decimal, delimiter, number):
    assert number_of(text, decimal, delimiter) == number


@pytest.mark.parametrize(
    ("text", "decimal", "delimiter", "fix"),
    [
        ("0,8", None, ";", "add --decimal , or --decimal ."), ("1,234", None, ",", "add --decimal , or --decimal ."),
        ("1.234", None, ";", "add --decimal . or --decimal ,"), ("30%", None, ",", "write the share, for example 0.3 for 30%"),
        ("1e999", None, ",", "write a finite number"), ("nan", None, ",", "write a number"), ("12.34.5", ".", ",", "write a number"),
        ("1,23,456", ".", ",", "write a number"), ("4.30", ",", ";", "write a number"), ("٣", None, ",", "write a number"), ("-", ".", ",", "write a number"),
    ],
)  # fmt: skip
def test_what_could_be_read_two_ways_is_refused_with_what_to_declare(text, decimal, delimiter, fix):
    found = number_of(text, decimal, delimiter)
    assert isinstance(found, Fault)
    assert found.fix == fix


@given(st.floats(0, 1), st.sampled_from(".,"))
def test_every_number_comes_back_by_its_declared_sign(number, decimal):
    assert number_of(repr(number).replace(".", decimal), decimal, ";") == number


BAD = {
    "no delimiter declared, and two could be": (f"id,central;rationale\n{BOATS},3;r\n", {}, ["facts.csv:1: the headings could be parted in two ways: add --delimiter comma or --delimiter semicolon"]),
    "one column": ("id\nx\n", {}, ["facts.csv:1: one column alone, or another delimiter: add --delimiter comma or --delimiter semicolon or --delimiter tab or --delimiter bar"]),
    "a decimal comma between commas": (f"id,low,central,high,rationale\n{KILL},0,1,0,2,0,3,r\n", {}, ["facts.csv:2: 8 cells under 5 headings: put text that holds the delimiter in quotes; for numbers with a decimal comma take another delimiter"]),
    "an unknown heading": (f"id,centrl,rationale\n{BOATS},3,r\n", {}, ["facts.csv:1: centrl: no known heading (centrl): did you mean central?"]),
    "a heading twice": (f"id,central,central\n{BOATS},3,3\n", {}, ["facts.csv:1: central: a heading twice (central): rename one of them"]),
    "a map of no heading": (f"id,Wert\n{BOATS},3\n", {"columns": {"central": "Werte"}}, ["facts.csv:1: --column central: no such heading (werte): did you mean wert?"]),
    "no quantity": ("central,rationale\n3,r\n", {}, ["facts.csv:1: id: no column names the quantities: add a column id, --column id=HEADING, or --id QUANTITY"]),
    "an unknown quantity": ("id,central,rationale\nnuclear.france.boats_in_servise,3,r\n", {}, [f"facts.csv:2: nuclear.france.boats_in_servise: no such quantity (nuclear.france.boats_in_servise): did you mean {BOATS}?"]),
    "a number too great": (f"id,central,rationale\n{KILL},2,r\n", {}, [f"facts.csv:2: {KILL}.value: above 1, the bound of probability (2): write a number of at most 1"]),
    "no reason": (f"id,central\n{BOATS},3\n", {}, [f"facts.csv:2: {BOATS}: neither a source nor a rationale: add rationale, or sources: [{{source: id, locator: place}}]"]),
    "another unit": (f"id,central,unit,rationale\n{BOATS},3,crews,r\n", {}, [f"facts.csv:2: {BOATS}.unit: wrong unit (crews): write boats"]),
    "years without a rule": (f"id,year,central,rationale\n{STOCK},2026,290,r\n", {}, ["facts.csv:2: year: dated values, and no rule between the years: add --rule linear (between years on a line) or --rule step (held until the next)"]),
    "a quantity twice": (f"id,central,rationale\n{BOATS},3,r\n{BOATS},4,r\n", {}, [f"facts.csv:3: id: the same quantity twice ({BOATS}): delete one of the rows (the first is 2), or give each a year"]),
    "low alone": (f"id,low,high,rationale\n{KILL},0.1,0.2,r\n", {}, ["facts.csv:2: central: missing: write central, or central alone"]),
    "an unknown source": (f"id,central,source\n{BOATS},3,frs_2020_tertrais_handbok\n", {}, [f"facts.csv:2: source: no such source (frs_2020_tertrais_handbok): did you mean {SOURCE}? if it is new, write its title, publisher, date"]),
    "half a source": (f"id,central,title\n{BOATS},3,Yearbook\n", {}, ["facts.csv:2: source: a source without all of it: write its publisher, date"]),
    "one year twice": (f"id,central,year,rationale\n{STOCK},290,2026,r\n{STOCK},300,2026,r\n", {"rule": "step"}, ["facts.csv:3: year: the same year twice (2026): delete one of the rows"]),
    "a year of no horizon": (f"id,central,year,rationale\n{STOCK},290,2026,r\n{STOCK},300,2061,r\n", {"rule": "step"}, [f"facts.csv:3: {STOCK}.value.dated.2061: a year that is never computed (2061): write a year from 2025 to 2060: before the first and after the last the value holds"]),
    "years of what has none": (f"id,central,year,rationale\n{KILL},0.2,2026,r\n{KILL},0.4,2030,r\n", {"rule": "step"}, [f"facts.csv:2: {KILL}.value: dated, but the models take one value a future: write one value or range for all years, or declare dated: path in its file (terminal.yaml:72) if they take a path of it"]),
    "a bad date of a source": (f"id,central,title,publisher,date\n{BOATS},3,T,P,spring\n", {}, ["facts.csv:2: p_spri_t.date: not a date (spring): write YYYY, YYYY-MM or YYYY-MM-DD in quotes"]),
    "one id, two sources": (f"id,central,source,title,publisher,date\n{BOATS},3,s,T,P,2026\n{KILL},0.5,s,U,P,2026\n", {}, ["facts.csv:3: source: another source of the same id (s): choose another id"]),
    "an open quote": (f'id,central,rationale\n{BOATS},3,"r\n', {}, ["facts.csv:2: not a delimited file: unexpected end of data: correct the quotes at this line"]),
    "nothing": ("", {}, ["facts.csv:1: one column alone, or another delimiter: add --delimiter comma or --delimiter semicolon or --delimiter tab or --delimiter bar"]),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_each_mistake_is_one_message_at_its_line(name, dataset):
    text, declared, said = BAD[name]
    assert problems(text, dataset, **declared) == said


def test_all_mistakes_are_named_at_once_and_nothing_is_given(dataset):
    reading = read(f"id,central,rationale\nx,1,r\n{KILL},2,r\n{BOATS},0.5,r\n", dataset)
    assert (len(reading.problems), reading.tree) == (3, {})


@given(
    st.dictionaries(
        st.sampled_from([KILL, "missile_defence.terminal.kill_probability_clean"]), st.floats(0, 1), min_size=1
    )
)
def test_what_python_writes_as_csv_comes_back(dataset, numbers):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(
        [["id", "central", "rationale"], *([k, v, 'a "b"; c\nd'] for k, v in numbers.items())]
    )
    found = changes(read(out.getvalue(), dataset, decimal="."), dataset)
    assert {identity: change.distribution for identity, change in found.items()} == {
        k: Point(v) for k, v in numbers.items()
    }

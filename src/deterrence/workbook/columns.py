"""Sheets and columns of the workbook: what each holds, how wide it is, and which cells are for the analyst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

README, SCENARIO, QUANTITIES, DATED, SOURCES, SETS, LISTS = (
    "Read me", "Scenario", "Quantities", "Dated values", "Sources", "Sets", "Lists",
)  # fmt: skip
DIGEST = "dataset digest"

# form: the columns that hold its numbers; the numbers of a dated form stand in the sheet of dated values.
FORMS = {
    "point": ("central",),
    "triple": ("low", "central", "high"),
    "mixture": ("at", "chance", "low", "central", "high"),
    "choices": ("choices",),
    "uniform": ("low", "high"),
    "beta": ("successes", "failures"),
}
DATED_FORMS = ("dated linear", "dated step")
CHOICES = "choices"  # a text: several numbers, each with its chance
VALUES = ("low", "central", "high", "at", "chance", CHOICES, "successes", "failures")

# column: key of a change in a scenario file.
SUPPORT = {
    "your value grade": "grade",
    "your range grade": "range_grade",
    "your chance grade": "chance_grade",
    "your rationale": "rationale",
    "your analogue": "analogue",
    "your method": "method",
    "your note": "note",
}
SOURCE, LOCATOR, SETS_OF_CHANGE = "your source", "your locator", "your assumption sets"

SETTINGS = {
    "assumption sets": "Readings of the evidence to run, separated by commas.",
    "structures": "Rival forms of the model to run, separated by commas.",
    "first year": "First year of the run.",
    "last year": "Last year of the run.",
    "exposure": "Shares sent into a defended region, and of these to the capital, as 0.6, 0.9; empty: the labels.",
    "title": "What the scenario is called.",
    "policies": "Options in force, separated by commas; one that does not start before a year: asn4g from 2031.",
}


OPTIONAL_SETTINGS = ("title", "policies")
"""Those that a workbook of an earlier version need not have."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, its width in characters, what the heading's comment says, whether it is to be edited.

    An optional one need not be there, since workbooks of an earlier version have none; it comes last.
    """

    name: str
    width: int
    comment: str
    is_editable: bool = False
    kind: Literal["text", "number"] = "text"
    is_optional: bool = False


def _editable(name: str, width: int, comment: str) -> Column:
    return Column(name, width, comment, True)


def _number(name: str, comment: str) -> Column:
    return Column(name, 11, comment, True, "number")


_ID = Column("id", 62, "Name of the quantity. Not to be changed.")
_UNIT = Column("unit", 22, "Unit of the numbers. No scenario changes it.")
_NUMBERS = (
    _number("low", "Lower bound, in the unit. For triple and uniform, and for what a mixture has instead."),
    _number("central", "The value of a point; median and mode of a triple."),
    _number("high", "Upper bound, in the unit. As low."),
    _number("at", "Where a mixture stays, in the unit, unless it is between low and high."),
    _number("chance", "Chance that a mixture stays there."),
    _editable(CHOICES, 18, "Whole numbers, each with its chance: 1: 0.8, 2: 0.2. For choices."),
    _number("successes", "Successes of a record of trials. For beta."),
    _number("failures", "Failures of a record of trials. For beta."),
)

QUANTITY_COLUMNS = (
    _ID,
    Column("description", 60, "What is counted."),
    _UNIT,
    _editable("form", 14, "point: central. triple: low, central, high. mixture: at, chance, low, central, high. "
              "choices: choices. uniform: low, high. beta: successes, failures. dated linear, dated step: the numbers "
              "stand in the sheet Dated values."),
    *_NUMBERS,
    _editable("your rationale", 40, "Why the number is changed. Each change needs this, a source or a method."),
    _editable(SOURCE, 34, "Id of a source of the sheet Sources, if it states your number. Several: one a line."),
    _editable(LOCATOR, 24, "Place in the source: page, table, paragraph. Several: one a line, as the sources."),
    _editable("your method", 24, "How an estimated number was worked out."),
    _editable("your analogue", 24, "What a judged number was argued from."),
    _editable("your value grade", 16, "How well your value is known. Blank: reported with a source and the "
              "place in it, estimated with a method, else judged."),
    _editable("your range grade", 16, "How well your range is known. Blank: as the value."),
    _editable("your chance grade", 16, "How well the chances of your mixture or choices are known. Blank: as the "
              "range."),
    _editable("your note", 24, "Anything else."),
    Column("reference value", 40, "The reference's value in words; for a beta the median and the middle 95%."),
    Column("value grade", 12, "How well the reference's value is known."),
    Column("range grade", 12, "How well the reference's range is known."),
    Column("chance grade", 12, "How well the chances are known, where the reference's value has chances."),
    Column("sources", 50, "Sources of the reference's value, each with the place in it."),
    Column("rationale", 60, "Why the reference's value and spread, where they are judged."),
    Column("analogue", 60, "What the reference's value was argued from."),
    Column("method", 40, "How the reference's value was worked out."),
    Column("as of", 12, "Date to which the reference's value refers."),
    Column("note", 40, "Note of the reference."),
    Column("variants", 30, "Rival values, which assumption sets choose; see the sheet Sets."),
    Column("structures", 16, "The structures in which it counts; empty: all."),
    Column("used by", 30, "Models that read it."),
    Column(SETS_OF_CHANGE, 30, "Assumption sets in which your number counts, separated by commas; blank: in all.", True,
           is_optional=True),
)  # fmt: skip

DATED_COLUMNS = (
    Column("id", 62, "Name of a quantity whose form is dated linear or dated step.", True),
    _number("year", "Calendar year of the value. Flat before the first and after the last."),
    _editable("form", 14, "point: central. triple: low, central, high. mixture: at, chance, low, central, high. "
              "choices: choices. uniform: low, high. beta: successes, failures."),
    *_NUMBERS,
    _UNIT,
)  # fmt: skip

SCENARIO_COLUMNS = (
    Column("setting", 20, "Name of the setting. Not to be changed."),
    _editable("value", 50, "What to run. The reference runs all sets and all structures."),
    Column("meaning", 60, "What the setting does."),
)

# Rows of the dataset's sources are locked; below them stand those of the analyst's own.
SOURCE_COLUMNS = (
    _editable("id", 44, "What to write in your source. For one of your own, a name that is not here yet."),
    _editable("title", 60, "Title of the first publication."),
    _editable("author", 24, "Author, if named."),
    _editable("publisher", 36, "Publisher of the first publication."),
    _editable("date", 12, "Date of the first publication: YYYY, YYYY-MM or YYYY-MM-DD."),
    _editable("address", 50, "Address of the first publication, or why there is none."),
    _editable("class", 10, "Kind of source: official, expert, press, relay, crowd; blank: unclassed."),
    _editable("access", 12, "Date on which it was read, if you noted it."),
    _editable("seen", 8, "Whether what is cited was read: yes or no; blank: yes."),
    _editable("note", 50, "Anything else."),
    Column("read as", 50, "Where it was read, if not in the original."),
    Column("language", 12, "Language in which it was read."),
    Column("licence", 20, "What its licence allows."),
    Column("remarks", 50, "A title of ours, what could not be opened, and a note."),
)

SET_COLUMNS = tuple(
    Column(name, width, comment)
    for name, width, comment in (
        ("set", 18, "Assumption set."),
        ("title", 40, "Title of the set."),
        ("source", 34, "Source that the set follows."),
        ("id", 62, "Quantity that the set changes."),
        ("variant", 20, "Variant that the set chooses."),
        ("value", 40, "Value of the variant."),
        ("unit", 22, "Unit of the value."),
        ("value grade", 12, "How well the value is known."),
        ("range grade", 12, "How well the range is known."),
        ("assertion", 60, "What the set asserts, for which it makes the choice."),
        ("sentence", 80, "Sentence of a source that the assertion is argued from."),
    )
)

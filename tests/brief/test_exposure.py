"""The table by exposure (law RE7): a line a force, a column a label, the set at each end, nothing across labels."""

import pytest

from deterrence.brief.document import plain
from deterrence.brief.exposure import exposure_table
from deterrence.brief.findings import Findings
from deterrence.claims.claim import load_claims
from deterrence.claims.share import CellShare, wilson
from deterrence.claims.verdict import Verdict

A07 = next(claim for claim in load_claims() if claim.id == "A07")
READINGS = {reading.id: reading for reading in A07.readings}
NEW, LOST = "what is new takes a quarter or more", "half or more is lost to old and new"
FORCES = ("both", "france", "united_kingdom")
NAMES = ("both together", "France", "the United Kingdom")
BY_CONSTRUCTION = "0% (by construction)"
LABELS = {
    "none sent into a defended region": "none",
    "half sent into the capital region": "half",
    "all sent into defended regions, a quarter of it outside the capital region": "spread",
    "all sent into the capital region": "all",
}


def cell(assumption_set, share, futures=100, **more):
    low, high = wilson(round(share * futures), futures)
    return CellShare(assumption_set, "aids_net", futures, share, low, high, 0.0, **more)


def verdict(reading, force, *cells):
    said = READINGS[reading]
    return Verdict(
        claim=A07, reading=said, proposition=said.proposition, subject=force, cells=cells, sweep={}, thirds={},
        deciders=(), find_boxes=tuple, counter_example=None, is_one_reading=False, confidence="low", names={},
        held_by={one.assumption_set: one.assumption_set for one in cells},
    )  # fmt: skip


def shares(*found):
    return tuple(cell(name, share) for name, share in zip(("reference", "strong_capital_defence"), found, strict=True))


@pytest.fixture(scope="module")
def table():
    """By reading and force other shares, so that a cell in the wrong place would show."""
    given = {
        ("new_part_half", "both"): (0.01, 0.02),
        ("new_part_spread", "both"): (0.03, 0.04),
        ("new_part", "both"): (0.05, 0.06),
        ("half_lost_spread", "both"): (0.07, 0.08),
        ("half_lost", "both"): (0.09, 0.10),
        ("new_part_half", "united_kingdom"): (0.22, 0.21),
        ("new_part_spread", "united_kingdom"): (0.23, 0.23),
        ("new_part", "united_kingdom"): (0.24, 0.98),
        ("half_lost_spread", "united_kingdom"): (0, 0),
        ("half_lost", "united_kingdom"): (0, 1),
        ("new_part", "france"): (0.11, 0.97),
    }
    verdicts = [verdict(reading, force, *shares(*found)) for (reading, force), found in given.items()]
    order = list(READINGS)
    verdicts.sort(key=lambda one: (order.index(one.reading.id), FORCES.index(one.subject)))
    return exposure_table(Findings(None, tuple(verdicts), 2036))


def at(table, force, line):
    """Cells of a row by label."""
    (row,) = [row for row in table.rows if row[:2] == (force, line)]
    names = [column.name for column in table.columns[2:]]
    return dict(zip([LABELS[name] for name in names], map(plain, row[2:]), strict=True))


def test_a_column_is_a_label_in_the_order_of_the_axis_and_a_row_a_line_of_a_force(table):
    assert [column.name for column in table.columns] == ["Force", "In which", *LABELS]
    assert [row[:2] for row in table.rows] == [(force, line) for force in NAMES for line in (NEW, LOST)]
    assert table.caption.startswith("Claim A07 in 2036 by what is sent where")


def test_what_is_not_sent_into_a_defended_region_arrives_by_construction(table):
    """Laws RE3 and RE4: nothing is lost under none; under half no half is, though a quarter may be."""
    assert [at(table, force, line)["none"] for force in NAMES for line in (NEW, LOST)] == [BY_CONSTRUCTION] * 6
    assert [at(table, force, LOST)["half"] for force in NAMES] == [BY_CONSTRUCTION] * 3
    assert BY_CONSTRUCTION not in [at(table, force, NEW)["half"] for force in NAMES]


def test_a_share_stands_with_the_set_at_its_end_under_its_own_label(table):
    assert at(table, "the United Kingdom", NEW) == {
        "none": BY_CONSTRUCTION,
        "half": "21% (strong capital defence) to 22% (reference)",
        "spread": "23%",
        "all": "24% (reference) to 98% (strong capital defence)",
    }
    assert at(table, "the United Kingdom", LOST)["all"] == "0% (reference) to 100% (strong capital defence)"
    assert at(table, "the United Kingdom", LOST)["spread"] == "0%"


def test_no_interval_spans_two_labels(table):
    """Law RE7: each cell has the two shares of its own reading."""
    ends = {"half": ("1%", "2%"), "spread": ("3%", "4%"), "all": ("5%", "6%")}
    for label, (low, high) in ends.items():
        expected = f"{low} (reference) to {high} (strong capital defence)"
        assert at(table, "both together", NEW)[label] == expected
    assert "No interval spans two columns" in plain(table.note)
    assert "more than half must be sent into one" in plain(table.note)


def test_what_was_not_judged_is_left_empty(table):
    """A run whose horizon or futures leave a reading out says nothing of it."""
    assert at(table, "France", LOST) == {"none": BY_CONSTRUCTION, "half": BY_CONSTRUCTION, "spread": "", "all": ""}


def test_a_circular_set_is_at_no_end():
    """Law RS5: what is argued from the claim's own source counts for no interval."""
    cells = *shares(0.2, 0.4), cell("claimed_performance", 0.9, is_circular=True)
    found = exposure_table(Findings(None, (verdict("new_part", "both", *cells),), 2036))
    assert at(found, "both together", NEW)["all"] == "20% (reference) to 40% (strong capital defence)"

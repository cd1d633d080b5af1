"""Titles in parts: what is told of a number is its text, and its value and place stand beside it."""

from __future__ import annotations

import pytest

from deterrence.charts.told import Amount, amount, counted, ends, in_list, joined, told, words
from deterrence.traced import Number, filled, plain

ROW = {"force": "France", "year": 2036, "p50": 0.213, "is_asked": True, "outcome": "erosion"}


def test_an_amount_holds_its_value_its_column_its_labels_and_the_outcome_of_its_row() -> None:
    assert amount(ROW, "p50", "%") == Amount("21%", 0.213, "p50", ("France", "2036"), "erosion")
    assert amount(ROW, "p50", "{:.3f}".format, "arrivals") == Amount(
        "0.213", 0.213, "p50", ("France", "2036"), "arrivals"
    )


def test_what_rounds_alike_is_told_once_and_a_sign_stands_once() -> None:
    few, many, as_few = (amount({"it": value}, "it", "%") for value in (0.021, 0.97, 0.0206))
    assert words(ends([many, few])) == "2 to 97%"
    assert words(ends([few, as_few])) == "2%"
    assert [part.value for part in ends([many, few]) if isinstance(part, Amount)] == [0.021, 0.97]


def test_parts_are_put_together_flat() -> None:
    one, two = counted(1, "boats"), counted(2, "boats")
    title = told("Of ", two, " boats ", joined([told(one, " is there"), told(one, " is not")], ", "))
    assert words(title) == "Of 2 boats 1 is there, 1 is not"
    assert [part.text for part in title if isinstance(part, Amount)] == ["2", "1", "1"]
    assert (words(in_list(["a"])), words(in_list(["a", "b", one]))) == ("a", "a, b and 1")


def test_a_sentence_has_a_number_at_each_of_its_places() -> None:
    one, two = (Number(text, "arrivals") for text in ("1", "2"))
    assert filled("{} of {}.", one, two) == ("", one, " of ", two, ".")
    assert plain(filled("{} of {}.", one, two)) == "1 of 2."
    with pytest.raises(ValueError, match="zip"):
        filled("{} of {}.", one)

"""The map of kinds and the spans of years: what their titles and words say, and what they refuse."""

from typing import Any

import pytest

from deterrence.charts.description import Key, Text
from deterrence.charts.kinds import Kinds, kinds
from deterrence.charts.spans import Spans, spans

TEXT = Text("one", "A title", "How to read it.", "nothing was computed")
MAP = Kinds(TEXT, "what is scarce", Key("group", "Group"), Key("down", "Down"), Key("across", "Across"),
            Key("kind", "Kind"), {"a": "#000000", "b": "#111111"})  # fmt: skip
YEARS = Spans(TEXT, "year", Key("group", "Group"), Key("name", "Whose"), Key("kind", "Kind"),
              {"ours": "#000000", "theirs": "#111111"}, 2041)  # fmt: skip


def place(group: str, down: str, kind: str, share: float) -> dict[str, Any]:
    return {"group": group, "down": down, "across": "x", "kind": kind, "share": share}


def line(name: str, kind: str, first: float, middle: float, last: float) -> dict[str, Any]:
    return {"group": "g", "name": name, "kind": kind, "first": first, "middle": middle, "last": last}


def test_the_title_of_a_map_counts_the_places_of_the_commonest_kind_in_each_group() -> None:
    made = kinds(MAP, [place("one", "1", "a", 0.9), place("one", "2", "b", 0.7), place("one", "3", "b", 0.6),
                       place("two", "1", "a", 0.004)])  # fmt: skip
    assert made.title == "What is scarce, one: b in 2 of 3 places; two: a in 1 of 1 places"
    assert "one: 1 and x a (90%), 2 and x b (70%)" in made.alternative_text
    assert "two: 1 and x a (under 1%)" in made.alternative_text


def test_a_kind_without_a_colour_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="figure one: c has no colour: write one of a, b"):
        kinds(MAP, [place("one", "1", "c", 0.5)])


def test_years_beyond_the_horizon_are_told_as_later_and_never_as_a_year() -> None:
    made = spans(YEARS, [line("Fast", "ours", 2030, 2032, 2035), line("Never", "ours", 2041, 2041, 2041),
                         line("Service", "theirs", 2029, 2029, 2029)])  # fmt: skip
    assert made.title == "Middle year: ours 2032 to after 2040; theirs 2029"
    assert "Fast 2030 to 2035; Never after 2040; Service 2029" in made.alternative_text
    assert "2041" not in made.title + made.alternative_text

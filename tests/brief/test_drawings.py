"""A drawing has the same bytes whichever process draws it, and whether or not it was begun before it was asked for."""

import pytest

from deterrence.brief.drawings import HERE, drawings


def bars(numbers):
    """A chart of some bars."""
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": [{"at": place, "number": number} for place, number in enumerate(numbers)]},
        "mark": "bar",
        "encoding": {
            "x": {"field": "at", "type": "nominal"},
            "y": {"field": "number", "type": "quantitative"},
        },
    }


@pytest.mark.parametrize("workers", [1, 2])
def test_what_is_begun_and_what_is_not_are_drawn_alike(workers):
    first, second = bars([1, 2]), bars([3, 1])
    with drawings(workers) as drawn:
        drawn.begin(first, "one")
        drawn.begin(first, "one")
        drawn.begin(second, "one")
        found = [drawn(first, "one"), drawn(second, "one"), drawn(first, "another")]
    assert found == [HERE(first, "one"), HERE(second, "one"), HERE(first, "another")]
    assert found[0] != found[1]


def test_what_cannot_be_drawn_says_so_when_it_is_asked_for():
    wrong = {**bars([1]), "mark": "no such mark"}
    with drawings(2) as drawn:
        drawn.begin(wrong, "wrong")
        with pytest.raises(ValueError, match="not a specification that can be drawn"):
            drawn(wrong, "wrong")
        assert drawn(bars([1]), "right") == HERE(bars([1]), "right")

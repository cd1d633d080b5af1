"""Charts that are made many at a time are the same charts: what is saved is checks and copies, never a part."""

import altair as alt
from altair.utils import schemapi

from deterrence.charts.description import Key
from deterrence.charts.theme import unchecked

ROWS = alt.NamedData(name="rows")


def panels():
    """Layers within facets one above the other, each of which Altair copies as it puts them together."""
    band = alt.Chart(ROWS).mark_area(opacity=0.3).encode(x=alt.X("year", type="quantitative"), y="low:Q", y2="high:Q")
    rule = alt.Chart().mark_rule(strokeDash=[4, 3]).encode(y=alt.YDatum(0.5))
    layers = alt.layer(band, rule, data=ROWS).properties(width=100)
    return alt.vconcat(layers.facet(row=alt.Row("force", type="nominal")), band).resolve_scale(y="shared")


def test_a_chart_made_unchecked_is_the_chart():
    before = schemapi._deep_copy
    expected = panels().to_dict()
    with unchecked():
        assert schemapi._deep_copy is not before
        made = panels().to_dict(validate=False)
    assert {**made, "$schema": None} == {**expected, "$schema": None}
    assert schemapi._deep_copy is before


def test_a_copy_has_charts_and_channels_of_its_own():
    with unchecked():
        first = panels()
        second = first.copy()
        second.vconcat[1].mark = "point"
        second.vconcat[0].spec.layer[1].height = 7
        channel = alt.X(field="year", type="quantitative")
        other = channel.copy().field("month")
    assert first.vconcat[1].mark.opacity == 0.3
    assert first.vconcat[0].spec.layer[1].height is alt.Undefined
    assert [one.to_dict(validate=False)["field"] for one in (channel, other)] == ["year", "month"]


def test_groups_hold_each_row_once_in_the_order_in_which_their_words_first_come():
    key = Key("side", "Side", {"a": "first", "b": "second"})
    rows = [{"side": side, "place": place} for place, side in enumerate("babc")]
    found = key.groups(rows)
    assert list(found) == ["second", "first", "c"] == key.all_of(rows)
    assert sorted((row for own in found.values() for row in own), key=lambda row: row["place"]) == rows

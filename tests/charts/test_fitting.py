"""A label has a limit of width where it needs one: what draws is the judge of what fits."""

import json

import pytest
import vl_convert

from deterrence.charts.fitting import width, without_needless_limits
from deterrence.charts.font import FONT_DIRECTORY, FONT_FAMILY

TEXTS = ["Strategic ballistic missiles", "mmmm", "ilil", "AVAVAV To", "Größe – 12,5 %"]
CUT = "…"


def spec_of(names, limit, **axis):
    side = {"labelLimit": limit, "labelFontSize": 11, **axis}
    return {
        "data": {"name": "rows"},
        "datasets": {"rows": [{"name": name, "share": 0.5} for name in names]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "name", "type": "nominal", "axis": side},
            "x": {"field": "share", "type": "quantitative", "axis": {"format": ".0%"}},
        },
        "config": {"font": FONT_FAMILY, "axis": {"labelFont": FONT_FAMILY}},
    }


def drawn(spec):
    vl_convert.register_font_directory(str(FONT_DIRECTORY))
    return vl_convert.vegalite_to_svg(spec, vl_version="6.4", allowed_base_urls=[])


def limit_of(spec):
    return spec["encoding"]["y"]["axis"]["labelLimit"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_no_wider_than_said_and_at_most_a_quarter_narrower(text):
    wide = width(text, 11)
    assert CUT not in drawn(spec_of([text], wide))
    assert CUT in drawn(spec_of([text], 0.75 * wide))


def test_labels_that_fit_are_drawn_alike_without_a_limit():
    spec = spec_of(TEXTS, 200)
    free = without_needless_limits(spec)
    assert limit_of(spec) == 200
    assert limit_of(free) == 0
    assert free["encoding"]["x"]["axis"] == {"format": ".0%", "labelLimit": 0}
    assert free["datasets"] is spec["datasets"]
    assert drawn(free) == drawn(spec)


def test_one_label_that_does_not_fit_keeps_the_limit_of_all():
    spec = spec_of(TEXTS, 100)
    assert without_needless_limits(spec)["encoding"]["y"] == spec["encoding"]["y"]
    assert CUT in drawn(without_needless_limits(spec))


def test_labels_said_in_several_lines_fit_by_their_lines():
    long = "Strategic ballistic missiles"
    lines = json.dumps({long: ["Strategic", "ballistic", "missiles"]}) + "[datum.label]"
    spec = spec_of([long], 60, labelExpr=lines)
    assert limit_of(without_needless_limits(spec)) == 0
    assert drawn(without_needless_limits(spec)) == drawn(spec)


@pytest.mark.parametrize("axis", [{"labelExpr": "upper(datum.label)"}, {"format": "s"}])
def test_labels_that_are_made_while_drawing_keep_their_limit(axis):
    assert limit_of(without_needless_limits(spec_of(["a"], 200, **axis))) == 200

"""The figure of what decides a verdict."""

import xml.etree.ElementTree as ET

from chapters import synthetic
from deterrence.charts import rendering
from deterrence.claims.deciders import deciders


def test_deciders_stand_in_order_of_weight() -> None:
    figure = deciders(synthetic.decider_rows()[::-1], "Weight", "it")
    weights = [row[2] for row in figure.rows]
    assert weights == [0.46, 0.31, 0.12, 0.07, 0.03]


def test_markup_in_a_label_is_drawn_as_text() -> None:
    row = {**synthetic.decider_rows()[0], "label": "<script>&"}
    drawn = rendering.svg(deciders([row], "Weight", "it").chart, "deciders")
    assert "<script" not in drawn
    assert "<script>&" in "".join(ET.fromstring(drawn).itertext())

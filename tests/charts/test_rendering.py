"""Drawings: their ids, and pictures for formats that take no drawing."""

import re
from typing import Any

from deterrence.charts import rendering
from deterrence.second_strike.chapter import compare


def test_ids_of_two_drawings_never_meet() -> None:
    spec: dict[str, Any] = {
        "data": {"values": [{"a": 0}, {"a": 1}]},
        "mark": {"type": "point", "clip": True},
        "encoding": {
            "x": {"field": "a", "type": "quantitative"},
            "color": {"field": "a", "type": "quantitative"},
        },
    }
    one, two = (rendering.svg(spec, name) for name in ("one", "two"))
    ids = [set(re.findall(r'\bid="([^"]+)"', drawn)) for drawn in (one, two)]
    assert ids[0]
    assert not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= ids[0]
    assert one.replace("one-", "two-") == two


def test_a_picture_for_other_formats_is_a_png() -> None:
    assert rendering.png(compare([]).chart, scale=1).startswith(b"\x89PNG\r\n")

"""Labelled upright rules in a panel: counts that a reader knows, beside the curves."""

from __future__ import annotations

from typing import Any, Final

import altair as alt

from deterrence.charts import theme
from deterrence.charts.description import Rows
from deterrence.charts.panels import Panels, by_panel

_ROOM_FOR_A_LABEL: Final = 0.07
"""Share of a panel's width that the label of one rule takes; closer labels stand one above the other."""


def placed(marks: Rows, rows: Rows, panels: Panels, along: str, dashes: dict[str, tuple[int, int]]) -> Rows:
    """The marks of the panels that have rows, with their dash and the height at which each label stands.

    Args:
        marks: Panel, place on the axis `along`, and `status`.
        rows: What is drawn beside them.
        panels: The panels.
        along: The axis.
        dashes: Of each status.
    """
    placed: list[dict[str, Any]] = []
    by_mark = by_panel(marks, panels)
    for panel, here in by_panel(rows, panels).items():
        own = sorted(by_mark.get(panel, ()), key=lambda mark: int(mark[along]))
        room = _ROOM_FOR_A_LABEL * max(*(row[along] for row in [*here, *own]), 1)
        last, is_raised = -room, False
        for mark in own:
            is_raised = mark[along] - last < room and not is_raised
            last = mark[along]
            names = {key.name: mark[key.name] for key in panels.keys}
            dash = list(dashes[mark["status"]])
            placed.append({**names, "rule": last, "status": mark["status"], "dash": dash, "raised": is_raised})
    return placed


def layers(marks: Rows, x: alt.X) -> list[alt.Chart]:
    """Rules and their labels: rows of the same data set, told apart by the field `rule`."""
    if not marks:
        return []
    base = alt.Chart().transform_filter("isValid(datum.rule)")
    place = x.copy().field("rule")
    drawn = [
        base.transform_filter(f"datum.status === '{status}'")
        .mark_rule(color=theme.RULE, strokeWidth=1.2, strokeDash=dash)
        .encode(x=place)
        for status, dash in {mark["status"]: mark["dash"] for mark in marks}.items()
    ]
    labels = [
        base.transform_filter(f"{'' if is_raised else '!'}datum.raised")
        .mark_text(baseline="bottom", dy=-14 if is_raised else -3, fontSize=10, color=theme.QUIET_INK)
        .encode(x=place, y=theme.y_at(0), text=alt.Text("rule", type="quantitative"))
        for is_raised in (False, True)
    ]
    return [*drawn, *labels]

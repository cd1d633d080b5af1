"""One line for each name: the middle nine tenths as a rule, the middle half as a bar, the median as a point."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt

from deterrence.charts import theme


def names(field: str, order: Sequence[str], width: int) -> alt.Y:
    """The vertical axis: one name a line, with the same room for names in every panel."""
    axis = alt.Axis(domain=False, ticks=False, labelLimit=width, minExtent=width, labelPadding=8)
    return alt.Y(field=field, type="nominal", sort=list(order), title=None, axis=axis)


def marks(base: alt.Chart, x: alt.X, y: alt.Y) -> tuple[alt.Chart, alt.Chart, alt.Chart]:
    """Rule, bar and point over p05 to p95, in the order in which they are drawn."""
    return (
        base.mark_rule(color=theme.BLUE, strokeWidth=1.6).encode(y=y, x=x.copy().field("p05"), x2="p95"),
        base.mark_bar(color=theme.BLUE, height=7, opacity=0.55).encode(y=y, x=x.copy().field("p25"), x2="p75"),
        base.mark_point(color=theme.INK, fill="#ffffff", opacity=1, size=36, strokeWidth=1.6).encode(y=y, x=x),
    )

"""The twins of every figure: the same futures with the defence and without it."""

from __future__ import annotations

from typing import Final

from deterrence.charts import theme
from deterrence.charts.bands import Line, Series

TWINS: Final = {"with": "all", "without": "none"}
"""What the figures call the twins, and the labels of the axis `defence`."""
DEFENCE: Final = Series(
    "defence",
    "Defence",
    {
        "with": Line("with the defence", theme.BLUE),
        "without": Line("without the defence", theme.VERMILION, theme.DASHED),
    },
)

"""What the brief says of the readings before it uses their names."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Final

from deterrence.brief.document import plain
from deterrence.brief.findings import Findings
from deterrence.brief.mind import _named as named
from deterrence.brief.mind import believe

CAPITAL: Final = "missile_defence.s500.capital_share_of_systems"


def test_a_reading_is_named_as_in_the_figures_and_its_title_repeats_nothing():
    assert named("Reference", "Reference") == "“Reference”"
    assert named("Few interceptors", "Few interceptors (argued from A)") == "“Few interceptors” (argued from A)"
    said = "“Unproven defence”, a defence unproven (argued from tests)"
    assert named("Unproven defence", "A defence unproven (argued from tests)") == said


def test_what_a_box_says_of_those_that_escape_is_told_share_by_share(findings: Findings) -> None:
    """Coverage is of those that escape, density of those that fit: each stands behind whom it is a share of."""
    verdict = findings.level[0]
    nearest = max(verdict.shown, key=lambda cell: cell.share)
    limit = SimpleNamespace(quantity=CAPITAL, value=0.4, is_at_least=False, alone=0.2)
    region = SimpleNamespace(box=SimpleNamespace(limits=(limit,), coverage=0.6, density=0.21), holds=False)
    box = SimpleNamespace(cell=(nearest.assumption_set, nearest.structure), region=region)
    half = replace(nearest, share=0.98)
    cells = tuple(half if cell == nearest else cell for cell in verdict.cells)
    told = replace(verdict, cells=cells, find_boxes=lambda: (box,))  # type: ignore[arg-type, return-value]
    said = plain(believe(findings, told))
    name = findings.names[CAPITAL]
    assert said.endswith(
        f"half is then lost in 98% of futures. Of those that escape, 60% fit this: {name} at most 0.4; of all that fit "
        "it, 21% escape."
    )

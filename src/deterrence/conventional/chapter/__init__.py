"""What the conventional domain says in the brief and on the page."""

from __future__ import annotations

from typing import Final

from deterrence.chapter import Chapter, Page
from deterrence.conventional.chapter import campaign, gap, reconstitution, reinforcement

PAGE: Final = Page(
    "conventional",
    "Conventional",
    "Conventional forces",
    "What is needed, what there is, who should provide it, what it costs, and whether it holds",
    "brigade_gap",
)
CHAPTER: Final = Chapter(
    "conventional",
    (*gap.SECTIONS, *reinforcement.SECTIONS, *campaign.SECTIONS, *reconstitution.SECTIONS),
    groups={**gap.GROUPS, **reinforcement.GROUPS, **campaign.GROUPS},
    page=PAGE,
    moved=gap.MOVED,
)

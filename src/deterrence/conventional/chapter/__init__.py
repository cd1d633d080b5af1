"""What the conventional domain says in the brief and on the page."""

from __future__ import annotations

from typing import Final

from deterrence.chapter import Chapter
from deterrence.conventional.chapter import campaign, reinforcement

CHAPTER: Final = Chapter(
    "conventional",
    (*reinforcement.SECTIONS, *campaign.SECTIONS),
    groups={**reinforcement.GROUPS, **campaign.GROUPS},
)

"""What the conventional domain says in the brief and on the page."""

from __future__ import annotations

from typing import Final

from deterrence.chapter import Chapter
from deterrence.conventional.chapter import campaign, gap, reconstitution, reinforcement

CHAPTER: Final = Chapter(
    "conventional",
    (*gap.SECTIONS, *reinforcement.SECTIONS, *campaign.SECTIONS, *reconstitution.SECTIONS),
    groups={**gap.GROUPS, **reinforcement.GROUPS, **campaign.GROUPS},
    moved=gap.MOVED,
)

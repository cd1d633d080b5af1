"""What is asked of an ensemble beside its options: where it goes on, and what is wanted with it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from deterrence.exploration.further import Further
from deterrence.exploration.run import Run
from deterrence.exploration.stored_names import is_apart, policies_of
from deterrence.exploration.studies import StudyTask, shown, shown_of_others
from deterrence.exploration.tasks import Task
from deterrence.results import Cell
from deterrence.system.registry import OUTCOMES, tables


class Unsettled(Protocol):
    """Says which cells of a run need a further block, and what that holds (docs/laws.md, law 44).

    `least_blocks` is how many whole blocks each cell has, with every outcome.
    """

    least_blocks: int
    further: Further

    def __call__(self, run: Run) -> Collection[Cell]:
        """Cells whose headline shares are not known well enough yet."""


def _nothing(_: Run) -> tuple[()]:
    return ()


@dataclass(frozen=True)
class Also:
    """What is wanted of the first cell, and of some others, beside what a run keeps, and so is best computed with it.

    Args:
        outcomes: Their names.
        cells: The other cells, by what the run found.
        of_first: Outcomes that are wanted of the first cell alone.
        under_policies: Outcomes that are wanted under policies, of the first cell alone.
        has_studies: Whether studies that a brief shows are wanted.
        meanwhile: What is done with the run by this process while others compute what is wanted beside what it keeps.
    """

    outcomes: tuple[str, ...] = ()
    cells: Callable[[Run], Collection[Cell]] = _nothing
    of_first: tuple[str, ...] = ()
    under_policies: tuple[str, ...] = ()
    has_studies: bool = False
    meanwhile: Callable[[Run], object] = _nothing

    @property
    def stored(self) -> tuple[str, ...]:
        """What may be computed of it, by the names under which it is stored."""
        named = dict.fromkeys(OUTCOMES[name].table for name in self.under_policies)
        under = (policies_of(table) for table in named if is_apart(table))
        return (*_not_kept(self.outcomes), *_not_kept(self.of_first), *under)

    def of_first_cell(self, run: Run) -> list[Task | StudyTask]:
        """What is wanted of the first cell, whatever the run finds."""
        studies = shown(run.scenario, run.cells[0], run.sharing.alike) if self.has_studies else []
        return [*run.tasks_for(run.cells[:1], self.stored), *studies]

    def of_others(self, run: Run) -> list[Task | StudyTask]:
        """What is wanted of the cells that are picked by what the run found."""
        picked = sorted(set(self.cells(run)), key=run.cells.index)
        others = [cell for cell in picked if cell != run.cells[0]]
        studies = shown_of_others(picked) if self.has_studies else []
        return [*run.tasks_for(others, _not_kept(self.outcomes)), *studies]


NOTHING_MORE: Final[Also] = Also()
"""Nothing beside what a run keeps."""


def _not_kept(outcomes: Sequence[str]) -> tuple[str, ...]:
    named = dict.fromkeys(OUTCOMES[name].table for name in outcomes)
    return tuple(table for table in named if table not in tables())

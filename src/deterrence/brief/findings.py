"""What a brief reports: a run, the verdicts on it, and the words that several sections share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from deterrence.brief.document import Tone
from deterrence.chapter import Chapter, Shown, gallery
from deterrence.charts.result import FigureResult
from deterrence.claims import deciders
from deterrence.claims.own import NO_OWN, OwnVerdicts
from deterrence.claims.verdict import Verdict
from deterrence.claims.words import label_name
from deterrence.exploration import options_chapter
from deterrence.exploration.ensemble import Run
from deterrence.second_strike.chapter import strongest_cell
from deterrence.second_strike.required import THRESHOLD
from deterrence.system.chapters import CHAPTERS

HEADLINE_CLAIM, HEADLINE_FORCE = "A07", "both"
HALF_LOST = "half_lost"
SHOWN_DECIDERS = 3


@dataclass(frozen=True)
class Findings:
    """What the brief reports: the run, the verdicts on it, and what became of the user's own claims."""

    run: Run
    verdicts: tuple[Verdict, ...]
    year: int
    own: OwnVerdicts = NO_OWN

    @property
    def headline(self) -> Verdict:
        """The verdict that the brief leads with."""
        return self.of(HEADLINE_CLAIM, HEADLINE_FORCE)

    @property
    def headline_verdicts(self) -> tuple[Verdict, ...]:
        """Verdicts on the first reading of the headline claim, force by force."""
        first = next(v.reading.id for v in self.verdicts if v.claim.id == HEADLINE_CLAIM)
        return tuple(v for v in self.verdicts if v.claim.id == HEADLINE_CLAIM and v.reading.id == first)

    @property
    def headline_statement(self) -> str:
        """Which reading that is: its line in the table by exposure, and the label."""
        reading = self.headline_verdicts[0].reading
        return f"{reading.line}, {label_name('exposure', self.headline.proposition.at['exposure'])}"

    def of_reading(self, reading: str) -> tuple[Verdict, ...]:
        """Verdicts on another reading of the headline claim, force by force."""
        return tuple(v for v in self.verdicts if v.claim.id == HEADLINE_CLAIM and v.reading.id == reading)

    @property
    def nearest(self) -> Verdict:
        """The headline verdict in which the claim comes nearest to holding."""
        return max(self.headline_verdicts, key=lambda v: v.interval[1])

    def of(self, claim: str, force: str) -> Verdict:
        """The first verdict on a claim for a force."""
        return next(v for v in self.verdicts if v.claim.id == claim and v.subject == force)

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters in order: what decides the headline, then the domains, then the options."""
        return (deciders.chapter_of(self.headline), *CHAPTERS, options_chapter.chapter_of(self.run.scenario))

    @cached_property
    def shown(self) -> Shown:
        """Of what the figures speak: the first cell of the run, and the headline's year and threshold."""
        asked, results = self.headline.proposition, self.run.results
        year = int(asked.at["year"])
        strongest = strongest_cell(results, year)
        return Shown(results, self.run.cells[0], strongest, year, HEADLINE_FORCE, THRESHOLD)

    @cached_property
    def gallery(self) -> Mapping[str, Callable[[], FigureResult]]:
        """What makes each figure of the run, by its id."""
        return gallery(self.chapters, self.shown)


def tone(verdict: Verdict) -> Tone:
    """How the chip of a verdict is framed."""
    return verdict.side if verdict.side in ("holds", "fails") else "depends"


def leading(verdict: Verdict) -> list[str]:
    """Names of the inputs that decide a verdict most."""
    return [verdict.names[d.quantity] for d in verdict.deciders[:SHOWN_DECIDERS]]


def listed(items: Sequence[str]) -> str:
    """Items as a list in a sentence."""
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def decided(verdict: Verdict) -> str:
    """With what erosion varies most within a reading, and how much of that is judged, in a sentence."""
    shown = verdict.deciders[:SHOWN_DECIDERS]
    if not shown:
        return "Within a reading, so few futures tell no input from chance."
    judged = [verdict.names[d.quantity] for d in shown if d.worse_grade == "judged"]
    said = f"Within a reading, this varies most with {listed(leading(verdict))}."
    return f"{said} Our estimates, which nobody has measured: {listed(judged)}." if judged else said

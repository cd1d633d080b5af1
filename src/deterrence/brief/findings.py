"""What a brief reports: a run, the verdicts on it, and what several sections ask of both."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from deterrence.axes import STRUCTURE, inside_sentence
from deterrence.brief.document import Tone
from deterrence.chapter import Chapter, Shown, capital, gallery
from deterrence.charts.result import FigureResult
from deterrence.claims import deciders
from deterrence.claims.claim import Claim, load_claims
from deterrence.claims.own import NO_OWN, OwnVerdicts
from deterrence.claims.scoreboard import scoreboard, scoreboard_rows
from deterrence.claims.sentences import threshold_text
from deterrence.claims.verdict import Verdict
from deterrence.claims.words import label_name
from deterrence.evidence.quantity import Grade, Quantity
from deterrence.exploration import options_chapter
from deterrence.exploration.option_sentences import elsewhere
from deterrence.exploration.options import COMPARED, OptionsTable, options_table
from deterrence.exploration.run import Run
from deterrence.scenario.resolve import Resolved, resolve
from deterrence.second_strike.chapter import strongest_cell
from deterrence.second_strike.required import THRESHOLD
from deterrence.system.chapters import CHAPTERS
from deterrence.system.registry import inputs_of
from deterrence.units import Unit

HEADLINE_CLAIM, HEADLINE_FORCE = "A07", "both"
HALF_LOST = "half_lost"
SHOWN_DECIDERS = 3
STATES = {
    "documented": "Settled by documents or counts",
    "by_construction": "Turned by no one input",
    "not_testable": "Not testable here",
    "not_yet_modelled": "Waiting for a model",
}
"""What is said of claims of which nothing is judged, by state, the first that a claim has before the others."""
SCOREBOARD, SCOREBOARD_OF_ALL = "scoreboard", "scoreboard-all"


@dataclass(frozen=True)
class Findings:
    """What the brief reports: the run, the verdicts on it, and what became of the user's own claims."""

    run: Run
    verdicts: tuple[Verdict, ...]
    year: int
    own: OwnVerdicts = NO_OWN

    @property
    def headline(self) -> Verdict:
        """The verdict that the claim is first judged by."""
        return self.of(HEADLINE_CLAIM, HEADLINE_FORCE)

    @property
    def headline_verdicts(self) -> tuple[Verdict, ...]:
        """Verdicts on the first reading of the headline claim, force by force."""
        first = next(v.reading.id for v in self.verdicts if v.claim.id == HEADLINE_CLAIM)
        return self.of_reading(first)

    @property
    def headline_statement(self) -> str:
        """Which reading that is: its line in the table by exposure, and the label."""
        reading = self.headline_verdicts[0].reading
        return f"{reading.line}, {label_name('exposure', self.headline.proposition.at['exposure'])}"

    @property
    def level(self) -> tuple[Verdict, ...]:
        """Verdicts on what the whole defence takes, by which a brief answers: both forces first."""
        return self.of_reading(HALF_LOST)

    def of_reading(self, reading: str) -> tuple[Verdict, ...]:
        """Verdicts on a reading of the headline claim, force by force."""
        return tuple(v for v in self.verdicts if v.claim.id == HEADLINE_CLAIM and v.reading.id == reading)

    @property
    def nearest(self) -> Verdict:
        """The headline verdict in which the claim comes nearest to holding."""
        return max(self.headline_verdicts, key=lambda v: v.interval[1])

    def of(self, claim: str, force: str) -> Verdict:
        """The first verdict on a claim for a force."""
        return next(v for v in self.verdicts if v.claim.id == claim and v.subject == force)

    @cached_property
    def by_claim(self) -> Mapping[str, tuple[Verdict, ...]]:
        """Verdicts by claim, in the order of the register."""
        grouped: dict[str, tuple[Verdict, ...]] = {}
        for verdict in self.verdicts:
            grouped[verdict.claim.id] = (*grouped.get(verdict.claim.id, ()), verdict)
        return grouped

    @cached_property
    def register(self) -> tuple[Claim, ...]:
        """Every claim, judged or not."""
        return load_claims()

    @cached_property
    def resolved(self) -> Mapping[str, Resolved]:
        """Every quantity as the first set has it."""
        return self.resolved_in(self.run.record.assumption_sets[0])

    @cached_property
    def _by_set(self) -> dict[str, Mapping[str, Resolved]]:
        return {}

    def resolved_in(self, assumption_set: str) -> Mapping[str, Resolved]:
        """Every quantity as a set has it."""
        if assumption_set not in self._by_set:
            self._by_set[assumption_set] = resolve(self.run.scenario, assumption_set)
        return self._by_set[assumption_set]

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The unit of every quantity."""
        return {name: quantity.unit for name, quantity in self.run.scenario.dataset.quantities.items()}

    @cached_property
    def estimates(self) -> tuple[int, int]:
        """Of the inputs of what a brief answers by: how many rest on a judgement, and how many there are."""
        read = [self.resolved[name] for name in inputs_of(self.level[0].proposition.outcome, self.run.cells[0][1])]
        return sum("judged" in (one.basis.grade, one.basis.spread_grade) for one in read), len(read)

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
    def options(self) -> OptionsTable:
        """The options in the cell shown, with what each moves beside arrivals."""
        shown, told = self.shown, elsewhere(CHAPTERS)
        return options_table(shown.results, self.run.scenario, shown.cell, shown.year, outcomes={**COMPARED, **told})

    @cached_property
    def gallery(self) -> Mapping[str, Callable[[], FigureResult]]:
        """What makes each figure of the run, by its id: those of the chapters, then the scoreboards."""
        scores = {SCOREBOARD: self.scoreboard, SCOREBOARD_OF_ALL: self.scoreboard_of_all}
        return {**gallery(self.chapters, self.shown), **scores}

    def scoreboard(self) -> FigureResult:
        """The first question asked of each claim that is judged, as what is held against its line."""
        firsts = {verdicts[0].claim.id: verdicts[0] for verdicts in self.by_claim.values()}
        rows = [row for row in scoreboard_rows(firsts.values(), self.register) if row["low"] is not None]
        asked = {name: capital(threshold_text(verdict.proposition)) for name, verdict in firsts.items()}
        return scoreboard([{**row, "name": asked[row["claim"]]} for row in rows])

    def scoreboard_of_all(self) -> FigureResult:
        """Every question asked of a claim."""
        made = scoreboard(scoreboard_rows(self.verdicts, self.register))
        return replace(made, id=SCOREBOARD_OF_ALL)

    def grade(self, quantity: str) -> Grade:
        """The worse grade of an input."""
        return self.resolved[quantity].basis.worse_grade

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Every input in words, and what policies make of them: as its lever is called, else as it is described."""
        dataset = self.run.scenario.dataset
        bases = ((one.description, one.basis) for one in dataset.quantities.values())
        said = (f"{words} {basis.rationale} {basis.analogue} {basis.method}" for words, basis in bases)
        common = {word for text in said for word in text.split()[1:] if word.islower()}
        names = {name: input_words(quantity, common) for name, quantity in dataset.quantities.items()}
        for policy in dataset.policies.values():
            title = inside_sentence(policy.title)
            names |= {f"{policy.id}/{name}": f"{names[name]}, under {title}" for name in policy.changes}
        return names

    def leading(self, verdict: Verdict, count: int = SHOWN_DECIDERS) -> list[str]:
        """Names of the inputs that decide a verdict most."""
        return [self.names[d.quantity] for d in verdict.deciders[:count]]

    def decided(self, verdict: Verdict) -> str:
        """With what an outcome varies most within a reading, and how much of that is judged, in a sentence."""
        shown = verdict.deciders[:SHOWN_DECIDERS]
        if not shown:
            return "Within a reading, so few futures tell no input from chance."
        judged = sum(d.worse_grade == "judged" for d in shown)
        said = f"Within a reading, this varies most with: {'; '.join(self.leading(verdict))}."
        if not judged:
            return said
        if judged == len(shown):
            return (
                f"{said} {'It is our estimate' if judged == 1 else 'All are our estimates'}, which nobody has measured."
            )
        return f"{said} {judged} of {len(shown)} are our estimates, which nobody has measured."


def settled_as(claim: Claim) -> str:
    """What becomes of a claim that nothing is judged of: the first of these states that a reading has, or nothing.

    A document settles no claim of which another part waits for a model.
    """
    states = {reading.state for reading in claim.readings}
    if "not_yet_modelled" in states:
        states -= {"documented"}
    return next((state for state in STATES if state in states), "")


def tone(verdict: Verdict) -> Tone:
    """How the chip of a verdict is framed."""
    return verdict.side if verdict.side in ("holds", "fails") else "depends"


def input_words(quantity: Quantity, common: Collection[str]) -> str:
    """A quantity in words: the label of its lever, else what it is, up to the first mark in its description.

    Args:
        quantity: The quantity.
        common: Words that are written small somewhere: any other word is a name, and keeps its capital. Of a word in
            the plural the singular is enough.
    """
    if quantity.lever is not None:
        return inside_sentence(quantity.lever.label)
    said = re.split(r"[;,.:] |[;,.:]$", quantity.description, maxsplit=1)[0]
    first = said.partition(" ")[0].lower()
    return said[:1].lower() + said[1:] if first in common or first.removesuffix("s") in common else said


def cell_words(assumption_set: str, structure: str) -> str:
    """A cell in words."""
    return f"{label_name('assumption_set', assumption_set)}, {STRUCTURE[structure]}"

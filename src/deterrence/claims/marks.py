"""The refusal test on a run, and the marks of the register held against what it found (law RP1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from deterrence.axes import POLICY_AXIS, REFERENCE
from deterrence.claims.claim import Claim, Proposition, Reading
from deterrence.claims.judge import Judge
from deterrence.claims.refusal import FUTURES, TENTH, Refusal, Seen, examine
from deterrence.claims.register import missing_years
from deterrence.exploration.run import Run
from deterrence.system.registry import OUTCOMES

Key = tuple[str, str, str]
"""Claim, reading, subject."""
_UNASSURED: Final = "not_assured_undefended"
"""Where an outcome on a count says nothing (law RT4)."""
_REVERSE: Final = {"at_least": "below", "below": "at_least"}


@dataclass(frozen=True)
class Asked:
    """One proposition of the register for one subject, judged or marked."""

    claim: Claim
    reading: Reading
    proposition: Proposition
    subject: str

    @property
    def key(self) -> Key:
        """What tells it from the others."""
        return self.claim.id, self.reading.id, self.subject


def propositions(claims: Iterable[Claim]) -> Iterator[Asked]:
    """Every proposition of the register for each of its subjects, in order."""
    for claim in claims:
        for reading in claim.readings:
            if reading.proposition is not None:
                for subject in reading.proposition.subjects:
                    yield Asked(claim, reading, reading.proposition, subject)


def doubles(claims: Iterable[Claim]) -> dict[Key, str]:
    """Propositions with the outcome and labels of an earlier one that is judged, the comparator reversed."""
    found: dict[Key, str] = {}
    standing: dict[str, str] = {}
    for asked in propositions(claims):
        said = asked.proposition
        reverse = standing.get(_place(asked, _REVERSE[said.comparator]))
        if reverse is not None:
            found[asked.key] = reverse
        elif asked.reading.judged is not None:
            standing.setdefault(_place(asked, said.comparator), " ".join(part for part in asked.key if part))
    return found


def _place(asked: Asked, comparator: str) -> str:
    """Outcome, labels and comparator, whatever the threshold."""
    said = asked.proposition
    at = {POLICY_AXIS: REFERENCE, **said.labels(asked.subject)}
    return repr((said.outcome, sorted(at.items()), sorted(said.less.items()), sorted(said.over.items()), comparator))


def refusals(run: Run, claims: Sequence[Claim], own: Sequence[Claim] = ()) -> dict[Key, Refusal]:
    """The test of every proposition of which the horizon holds the years, on the first futures of each cell.

    Args:
        run: The run.
        claims: The register.
        own: Claims that are not of the register: then these alone are tested, beside it.
    """
    judge, twice = Judge(run, FUTURES), doubles((*claims, *own))
    return {
        asked.key: _refusal(judge, asked, twice.get(asked.key, ""))
        for asked in propositions(own or claims)
        if not missing_years(asked.proposition, run.scenario.years)
    }


def _refusal(judge: Judge, asked: Asked, double_of: str) -> Refusal:
    said, subject, columns = asked.proposition, asked.subject, judge.columns
    cells, unassured = [], 0.0
    for cell in judge.run.sharing.distinct(said.outcome):
        values, nothing = columns.outcome(said, subject, cell)
        unassured = max(unassured, float(nothing.mean()))
        varying = columns.classes(cell, values.size, columns.read_by(said, subject, cell))
        cells.append(Seen(values, judge.true(said, subject, cell), columns.inputs(cell, values.size).some(varying)))
    deciders = [decider.quantity for decider in judge.deciders(said, subject)]
    known = judge.run.scenario.dataset.quantities
    roles = {name: known[name.rpartition("/")[2]].role for name in deciders}
    found = examine(cells, deciders, roles, said.split_by, double_of)
    return replace(found, is_unassured=OUTCOMES[said.outcome].void == _UNASSURED and unassured > TENTH)


def said_of(found: Mapping[str, Any], letters: Sequence[str]) -> str:
    """What some letters of a test mean, in words; `found` is what `Refusal.as_dict` gives."""
    words = {
        "U": "nothing that decides it moves it",
        "R": f"it restates {found['restates']}",
        "D": f"it says the reverse of {found['double_of']}",
        "C": f"it turns on what somebody chooses ({', '.join(found['choices'])})",
        "A": "in more than a tenth of the futures of a cell so many are not assured even without a defence (law RT4)",
    }
    return " and ".join(words[letter] for letter in letters)

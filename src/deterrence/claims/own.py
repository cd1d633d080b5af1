"""Claims of the user's own: read as those of the register are, and judged by the same rules.

A verdict is refused where the register would refuse one (law RP1): what follows from how it is counted, restates an
input or another claim, or turns on what somebody chooses says nothing about the world.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any, Final

from deterrence.axes import POLICY_AXIS, REFERENCE
from deterrence.claims.claim import Claim, Proposition, load_claims, read_claim
from deterrence.claims.judge import Judge, Tell, each_told, untold
from deterrence.claims.marks import Key, propositions, refusals, said_of
from deterrence.claims.refusal import Refusal
from deterrence.claims.register import register_rows
from deterrence.claims.verdict import Verdict
from deterrence.errors import InputError, Problem, collected, refuse
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.document import Document, Path_, read_document
from deterrence.evidence.own_source import ADD, read_own_sources, source_problems
from deterrence.evidence.source import SourceRecord
from deterrence.exploration.run import Run
from deterrence.system.registry import OUTCOMES
from deterrence.units import suggestion

_REMEDY: Final = {
    "C": "name it in split_by, or ask for each of its labels",
    "U": "ask of an outcome or a year in which something moves",
    "R": "it is a statement on that input: say so with state: by_construction, or ask of what follows from it",
    "D": "keep one of the two",
    "A": "ask of a lower count",
}


@dataclass(frozen=True)
class OwnClaims:
    """Claims of the user's own, with the sources that their files name."""

    claims: tuple[Claim, ...] = ()
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """A proposition without a verdict: the letters of the test (law RP1), and why in a sentence."""

    key: Key
    found: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class OwnVerdicts:
    """What became of the user's own claims on a run.

    `untested` are those of which too few futures were run to tell whether they could have come out otherwise.
    """

    own: OwnClaims = OwnClaims()
    verdicts: tuple[Verdict, ...] = ()
    refused: tuple[Refused, ...] = ()
    untested: tuple[Key, ...] = ()

    def register(self, years: Sequence[int]) -> list[dict[str, Any]]:
        """Each claim with its readings, JSON-ready, and under `refused` those that have no verdict."""
        rows = register_rows(self.own.claims, years)
        words = {asked.key: asked.proposition.subject_words(asked.subject) for asked in propositions(self.own.claims)}
        for row in rows:
            row["refused"] = [
                {**_named(one.key, words), "found": list(one.found), "why": one.why}
                for one in self.refused
                if one.key[0] == row["claim"]
            ]
            row["untested"] = [_named(key, words) for key in self.untested if key[0] == row["claim"]]
        return rows


def _named(key: Key, words: Mapping[Key, str]) -> dict[str, Any]:
    return {"reading": key[1], "subject": key[2], "subject_in_words": words[key]}


NO_OWN: Final = OwnVerdicts()


def read_own_claims(paths: Sequence[Path], dataset: Dataset) -> OwnClaims:
    """Claims from files, each as a file of the register is, which may name `sources` of its own.

    Raises:
        InputError: Every problem of every file.
    """
    found, problems = gathered((partial(read_document, path) for path in paths), dataset)
    refuse([problem for _, problem in problems])
    return found


def gathered(
    documents: Iterable[Callable[[], Document]], dataset: Dataset
) -> tuple[OwnClaims, list[tuple[int, Problem]]]:
    """Claims one after the other, each of which may name sources of those before it.

    Args:
        documents: What opens each.
        dataset: Whose sources they may name beside their own.

    Returns:
        Those in order, and every problem of the others with the place of its claim.
    """
    claims: list[Claim] = []
    sources: dict[str, SourceRecord] = {}
    problems: list[tuple[int, Problem]] = []
    for place, opened in enumerate(documents):
        try:
            claim, own = read_own_claim(opened(), dataset, sources, [one.id for one in claims])
        except InputError as error:
            problems += [(place, problem) for problem in error.problems]
            continue
        claims.append(claim)
        sources |= own
    return OwnClaims(tuple(claims), sources), problems


def read_own_claim(
    document: Document, dataset: Dataset, sources: Mapping[str, SourceRecord] | None = None, read: Collection[str] = ()
) -> tuple[Claim, dict[str, SourceRecord]]:
    """A claim of the user's own and its sources.

    Args:
        document: The file.
        dataset: With the sources of a scenario, if it has any.
        sources: Those that files before this one named.
        read: Ids of the claims of these.

    Raises:
        InputError: Every problem of the file.
    """
    known = {**dataset.sources, **(sources or {})}
    own, wrong, problems = read_own_sources(document, known)
    problems += source_problems(document)
    claim = None
    with collected(problems):
        claim = read_claim(document, {*known, *own, *wrong}, ADD)
    if isinstance(document.tree, dict):
        problems += _taken(document, read)
    if claim is not None:
        problems += _not_of_ours(document, claim, dataset)
    if claim is None or problems:
        raise InputError(sorted(problems, key=lambda problem: problem.line or 0))
    return claim, own


def _taken(document: Document, read: Collection[str]) -> Iterator[Problem]:
    name = document.tree.get("id")
    of_register = [claim.id for claim in load_claims() if claim.id.casefold() == str(name).casefold()]
    if of_register:
        yield document.problem(("id",), "an id of the register's", "choose another id", name)
    elif name in read:
        yield document.problem(("id",), "an id of a claim read before", "choose another id", name)


def _not_of_ours(document: Document, claim: Claim, dataset: Dataset) -> Iterator[Problem]:
    """What a run could not answer, or what is the register's alone."""
    for place, reading in enumerate(claim.readings):
        if reading.headline:
            what, fix = "a headline, which decides how many futures a cell has", "remove it, and ask by --futures"
            yield document.problem(("readings", place, "headline"), what, fix, True)
        if reading.proposition is not None:
            yield from _unanswerable(document, ("readings", place, "proposition"), reading.proposition, dataset)


def _unanswerable(document: Document, path: Path_, said: Proposition, dataset: Dataset) -> Iterator[Problem]:
    """Years that an outcome does not keep, and policies that there are not."""
    kept = OUTCOMES[said.outcome].years
    for name in ("at", "less", "over"):
        labels = getattr(said, name)
        if kept is not None and labels.get("year", kept[0]) not in kept:
            what, fix = f"a year in which {said.outcome} is not kept", f"write {' or '.join(map(str, kept))}"
            yield document.problem((*path, name, "year"), what, fix, labels["year"])
        policy = labels.get(POLICY_AXIS, REFERENCE)
        if policy != REFERENCE and policy not in dataset.policies:
            fix = suggestion(str(policy), dataset.policies)
            yield document.problem((*path, name, POLICY_AXIS), "no such policy", fix, policy)


def judge_own(run: Run, own: OwnClaims, tell: Tell = untold) -> OwnVerdicts:
    """Judge the user's own claims on a run: interval, confidence, deciders, boxes, counter-example, as the register's.

    What cannot be read of a run, such as a count of warheads that it does not hold, is refused with what is wrong.
    """
    if not own.claims:
        return OwnVerdicts()
    judge = Judge(run)
    verdicts: list[Verdict] = []
    refused: list[Refused] = []
    untested: list[Key] = []
    for claim in each_told(own.claims, tell):
        try:
            tested = refusals(run, load_claims(), (claim,))
            found = judge.judge(claim)
        except InputError as error:
            refused += [Refused(asked.key, (), str(error)) for asked in propositions([claim]) if asked.reading.judged]
            continue
        for verdict in found:
            key = (claim.id, verdict.reading.id, verdict.subject)
            test = tested[key]
            if test.found:
                refused.append(Refused(key, test.found, _why(test)))
                continue
            verdicts.append(replace(verdict, is_own=True))
            untested += [] if test.is_tested else [key]
    return OwnVerdicts(own, tuple(verdicts), tuple(refused), tuple(untested))


def _why(test: Refusal) -> str:
    """Why there is no verdict, and what to write instead."""
    said = said_of(test.as_dict(), test.found)
    return f"No verdict: {said} (law RP1): {'; '.join(_REMEDY[letter] for letter in test.found)}."

"""Writing the brief: from one run, in the lengths and formats asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, cast, get_args

from deterrence.axes import CLAIM_YEAR
from deterrence.brief import files
from deterrence.brief.answer import answer
from deterrence.brief.bar import FIRST_BELOW
from deterrence.brief.contents import documents
from deterrence.brief.document import plain
from deterrence.brief.drawings import drawings
from deterrence.brief.files import FORMATS, USUAL_FORMATS, Format
from deterrence.brief.findings import Findings
from deterrence.brief.record import record_of
from deterrence.brief.since import Changes, read_record
from deterrence.chapter import LENGTHS
from deterrence.chapter import Length as Part
from deterrence.claims.judge import register_verdicts
from deterrence.claims.own import NO_OWN, OwnVerdicts
from deterrence.claims.summary import verdict_dict
from deterrence.claims.verdict import Verdict
from deterrence.errors import Problem, collected
from deterrence.exploration.asked import Also
from deterrence.exploration.options import READ_UNDER_POLICIES
from deterrence.exploration.run import Run
from deterrence.second_strike.chapter import strongest_cell
from deterrence.system.chapters import CHAPTERS
from deterrence.units import suggestion

Length = Literal["page", "brief", "full"]
WRITTEN: Final[dict[Length, tuple[Part, ...]]] = {
    "page": ("page",),
    "brief": ("brief", "annex"),
    "full": LENGTHS,
}
"""What each length writes."""
USUAL_LENGTH: Final[Length] = "brief"
ALSO: Final = Also(
    tuple(name for chapter in CHAPTERS for one in chapter.sections for pic in one.pictures for name in pic.outcomes),
    lambda run: {strongest_cell(run.results, CLAIM_YEAR)},
    (FIRST_BELOW,),
    (*READ_UNDER_POLICIES, *(moved.outcome for chapter in CHAPTERS for moved in chapter.moved)),
    has_studies=True,
    meanwhile=register_verdicts,
)
"""What figures read of the cells that are shown, and a run does not keep, and what they read of studies."""


@dataclass(frozen=True)
class Written:
    """What was written, and its answer."""

    paths: tuple[Path, ...]
    answer: str
    verdicts: tuple[Verdict, ...]
    own_verdicts: tuple[Verdict, ...] = ()

    def as_dict(self) -> dict[str, object]:
        """JSON-ready data."""
        return {
            "files": [str(path) for path in self.paths],
            "answer": self.answer,
            "verdicts": [verdict_dict(verdict) for verdict in self.verdicts],
            **({"own_verdicts": [verdict_dict(one) for one in self.own_verdicts]} if self.own_verdicts else {}),
        }


@dataclass(frozen=True)
class Asked:
    """What is to be written.

    Args:
        length: `page`: one page; `brief`: six to eight pages and the annex; `full`: all three.
        formats: Of `html`, `pdf` and `docx`.
        before: The record of an earlier brief, where it is to be told what moved since.
    """

    length: Length = USUAL_LENGTH
    formats: tuple[Format, ...] = USUAL_FORMATS
    before: Mapping[str, Any] | None = None


def asked_of(length: object, formats: Sequence[object] | None, since: Path | None) -> tuple[Asked, list[Problem]]:
    """What is asked for, and everything that is wrong with it: the usual stands for what cannot be used."""
    named = tuple(USUAL_FORMATS if formats is None or isinstance(formats, str) else formats)
    problems = [] if length in get_args(Length) else [_unknown("--length", length, get_args(Length))]
    if isinstance(formats, str) or not named:
        problems.append(Problem("--format", "", "no list of formats", f"list some of {', '.join(FORMATS)}", formats))
    problems += [_unknown("--format", one, FORMATS) for one in named if one not in FORMATS]
    twice = sorted({str(one) for one in named if named.count(one) > 1})
    problems += [Problem("--format", "", "the same format twice", "name it once", one) for one in twice]
    before = None
    with collected(problems):
        before = None if since is None else read_record(since)
    if problems:
        return Asked(), problems
    return Asked(cast(Length, length), cast("tuple[Format, ...]", named), before), []


def _unknown(option: str, value: object, known: Sequence[str]) -> Problem:
    fix = suggestion(str(value), known)
    return Problem(option, "", f"no such {option.removeprefix('--')}", fix, value)


USUAL: Final = Asked()
"""The brief and its annex, as pages and for print."""


def findings_of(run: Run, own: OwnVerdicts = NO_OWN) -> Findings:
    """Every claim judged on a run, beside those of the user."""
    return Findings(run, register_verdicts(run), CLAIM_YEAR, own)


def write_brief(run: Run, output: Path, asked: Asked = USUAL, own: OwnVerdicts = NO_OWN, workers: int = 1) -> Written:
    """Judge the claims on a run and write the brief into a folder, which is made if missing, with those of the user.

    With more than one worker its figures are drawn by a process beside this one.
    """
    with drawings(workers) as drawn:
        findings = findings_of(run, own)
        changes = None if asked.before is None else Changes(asked.before, findings)
        longest_first = tuple(reversed(WRITTEN[asked.length]))
        made = documents(findings, longest_first, changes, drawn)
        paths = files.write(made, output, asked.formats, partial(record_of, findings), drawn)
    return Written(paths, plain(answer(findings)), findings.verdicts, own.verdicts)

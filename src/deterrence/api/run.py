"""Running a scenario and asking what it gave."""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from deterrence.api import limits
from deterrence.api.outcome import OutcomeArray
from deterrence.api.reading import outcome_array
from deterrence.api.scenario import load
from deterrence.api.verdict import Verdicts
from deterrence.claims.judge import register_verdicts
from deterrence.claims.own import OwnVerdicts, judge_own, read_own_claims
from deterrence.claims.sampling import Sampling
from deterrence.claims.text import counts_text
from deterrence.errors import InputError, Problem, collected, refuse
from deterrence.exploration.asked import NOTHING_MORE, Also
from deterrence.exploration.description import describe, refuse_another
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.question import reference_options
from deterrence.exploration.run import Run
from deterrence.exploration.run_record import RunRecord
from deterrence.exploration.tasks import blocks_of
from deterrence.exploration.work import Progress
from deterrence.scenario.display import html_table
from deterrence.scenario.scenario import Scenario
from deterrence.system.couplings import AS_DECLARED, switches
from deterrence.system.registry import COMPONENTS, OUTCOMES
from deterrence.units import suggestion

if TYPE_CHECKING:
    from deterrence.charts.result import FigureResult
    from deterrence.charts.theme import Chart

Folder = str | os.PathLike[str]


class FinishedRun:
    """A finished run: its record, outcomes, figures, verdicts and brief.

    `ensemble` is the run as it is stored; its `query` takes SQL over the tables.
    """

    def __init__(self, ensemble: Run) -> None:
        self.ensemble = ensemble

    @property
    def scenario(self) -> Scenario:
        """What was run."""
        return self.ensemble.scenario

    @property
    def record(self) -> RunRecord:
        """What makes the run again: digests, seed, options, versions."""
        return self.ensemble.record

    @property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Every (assumption set, structure) that was run."""
        return self.ensemble.cells

    @property
    def outcomes(self) -> tuple[str, ...]:
        """Names of the outcomes: those that are kept, and those that are computed when they are asked for."""
        return tuple(OUTCOMES)

    @property
    def figures(self) -> tuple[str, ...]:
        """Names of the figures, as the brief shows them."""
        return tuple(self._gallery)

    def outcome(self, name: str, policies: Sequence[str] | None = None) -> OutcomeArray:
        """One outcome as an array with axes assumption set, structure, future, policy, and those of the outcome.

        Args:
            name: Its name.
            policies: Those wanted of the policies that reach it, `reference` among them; all, if left out. What a run
                does not keep under policies is computed when it is first asked for, cell by cell.

        Raises:
            InputError: There is no such outcome or policy; the nearest is named.
        """
        return outcome_array(self.ensemble, name, policies)

    def figure(self, name: str) -> FigureResult:
        """One figure of the brief: chart, table, how to read it, and the words that replace it.

        Raises:
            InputError: There is no such figure; the nearest is named.
        """
        if name not in self._gallery:
            fix = suggestion(str(name), self._gallery, "write another") + ": the `figures` of the run lists all"
            raise InputError([Problem("figure", "name", "no such figure", fix, name)])
        return self._gallery[name]()

    def chart(self, name: str) -> Chart:
        """The Altair chart of one figure.

        Raises:
            InputError: There is no such figure; the nearest is named.
        """
        return self.figure(name).chart

    def verdicts(self) -> Verdicts:
        """Every claim of the register judged on this run."""
        return Verdicts(register_verdicts(self.ensemble))

    def judge(self, *files: Folder) -> OwnVerdicts:
        """Claims of your own judged on this run: each in a file written as those of the register are.

        Raises:
            InputError: Every problem of the files.
        """
        return judge_own(self.ensemble, read_own_claims([Path(file) for file in files], self.scenario.dataset))

    def brief(
        self,
        folder: Folder,
        length: Literal["page", "brief", "full"] = "brief",
        formats: Sequence[Literal["html", "pdf", "docx"]] = ("html", "pdf"),
        since: Folder | None = None,
        claims: Sequence[Folder] = (),
    ) -> tuple[Path, ...]:
        """Write the brief into a folder, beside the run's record and scenario; gives the paths of its files.

        Args:
            folder: Made if missing.
            length: `page`: one page; `brief`: six to eight pages and the annex; `full`: all three.
            formats: Of `html`, `pdf` and `docx`.
            since: Folder of an earlier brief: what moved since then, and why, is told.
            claims: Files of claims of your own, for a section of their own.

        Raises:
            InputError: The folder is a file or holds another run; a claim that is wrong; a length or
                format that there is not; no record of a brief under `since`.
        """
        from deterrence.brief.brief import asked_of, write_brief

        asked, wrong = asked_of(length, formats, None if since is None else Path(since))
        refuse([*folder_problems(Path(folder)), *wrong])
        place, own = Path(folder), self.judge(*claims)
        refuse_another(place, self.record, self.scenario)
        written = write_brief(self.ensemble, place, asked, own).paths
        describe(place, self.ensemble.recorded(), self.scenario)
        return written

    @cached_property
    def _gallery(self) -> Mapping[str, Callable[[], FigureResult]]:
        from deterrence.axes import CLAIM_YEAR
        from deterrence.brief.findings import Findings

        return Findings(self.ensemble, register_verdicts(self.ensemble), CLAIM_YEAR).gallery

    @property
    def _counted(self) -> str:
        return counts_text(self.ensemble.futures, self.ensemble.headline_futures)

    def __repr__(self) -> str:
        record = self.record
        return (
            f"FinishedRun({self.scenario.name}: {self._counted}, "
            f"{record.first_year} to {record.last_year}, seed {record.seed})"
        )

    def _repr_html_(self) -> str:
        record = self.record
        facts = (
            ("scenario", self.scenario.name),
            ("futures", self._counted),
            ("seed", record.seed),
            ("years", f"{record.first_year} to {record.last_year}"),
            ("cells", "; ".join(f"{name}, {structure}" for name, structure in self.cells)),
            ("package", record.package_version),
            ("code", record.code_digest),
            ("dataset", record.dataset_digest),
            ("scenario digest", record.scenario_digest),
        )
        return html_table("Run", ("", ""), facts, f"Outcomes: {', '.join(self.outcomes)}.")


def run(
    scenario: Scenario | None = None,
    *,
    futures: int = limits.USUAL_FUTURES,
    seed: int = 1,
    workers: int = 1,
    folder: Folder | None = None,
    report: Callable[[Progress], None] | None = None,
    without: Sequence[str] = (),
    with_: Sequence[str] = (),
    cluster: str | None = None,
    keep: Literal["default", "all"] = "default",
    also: Also = NOTHING_MORE,
    least_futures: int = limits.LEAST_FUTURES,
) -> FinishedRun:
    """Run a scenario; the same seed gives the same bytes for any number of workers.

    Args:
        scenario: What to run; the reference if left out.
        futures: Most futures a cell (assumption set and structure). Beyond the least only the headline is computed, in
            cells whose headline shares are not known well enough (law 44).
        least_futures: Futures that every cell has, of every outcome; in whole blocks.
        keep: `all` to store every outcome from the outset; the others are else computed when they are asked for.
        also: What is computed in some cells beside what a run keeps, as a brief needs it.
        seed: Seed of the draws.
        workers: Processes.
        folder: Where the parts and the run record are kept, so that running it again computes only what is missing;
            a temporary folder that goes with the run if left out.
        report: Called with the progress after each block of futures.
        without: Couplings that are switched off, each as COMPONENT:OUTCOME (`deterrence couplings`).
        with_: Couplings that are switched on where they are declared off.
        cluster: `local`, or the address of a Dask scheduler, where the blocks are run instead; needs the extra
            `cluster`, and changes no byte.

    Raises:
        InputError: Every option that cannot be used; a horizon without the year of the claims; a silent cluster.
    """
    problems = list(_option_problems(scenario, futures, least_futures, seed, workers))
    problems += folder_problems(Path(folder)) if folder is not None else ()
    chosen_switches = AS_DECLARED
    with collected(problems):
        chosen_switches = switches(COMPONENTS, without, with_)
    refuse(problems)
    chosen = load() if scenario is None else scenario
    sampling = Sampling(blocks_of(least_futures))
    most = futures if least_futures == limits.LEAST_FUTURES else max(futures, least_futures)
    options = replace(reference_options(chosen, most, seed, chosen_switches), keep=keep)
    if folder is not None:
        return FinishedRun(run_ensemble(chosen, options, Path(folder), workers, report, cluster, sampling, also))
    temporary = Path(tempfile.mkdtemp(prefix="deterrence-"))
    try:
        finished = FinishedRun(run_ensemble(chosen, options, temporary, workers, report, cluster, sampling, also))
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise
    weakref.finalize(finished, shutil.rmtree, temporary, ignore_errors=True)
    return finished


def folder_problems(folder: Path) -> Iterator[Problem]:
    """The part of a path that is a file, so that no folder can be made of it."""
    nearest = next((part for part in (folder, *folder.parents) if part.exists()), None)
    if nearest is not None and not nearest.is_dir():
        yield Problem(str(nearest), "", "is a file, not a folder", "name another folder", has_value=False)


def _option_problems(
    scenario: object, futures: object, least: object, seed: object, workers: object
) -> Iterator[Problem]:
    if scenario is not None and not isinstance(scenario, Scenario):
        fix = "give what deterrence.load returns"
        yield Problem("run", "scenario", "not a scenario", fix, scenario)
    asked = {
        "futures": (futures, limits.FUTURES),
        "least_futures": (least, limits.FUTURES),
        "seed": (seed, limits.SEED),
        "workers": (workers, limits.WORKERS),
    }
    for name, (value, (least, most)) in asked.items():
        if isinstance(value, bool) or not isinstance(value, int):
            yield Problem("run", name, "not a whole number", f"write one from {least} to {most}", value)
        elif not least <= value <= most:
            yield Problem("run", name, "out of range", f"write a whole number from {least} to {most}", value)

"""Options that several commands share, and what is made of them."""

from __future__ import annotations

import json as json_text
import sys
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from deterrence.api import limits
from deterrence.cli.changes import SAID, read_changes
from deterrence.cli.watch import AGAIN, say_what_is_kept
from deterrence.errors import InputError, Problem, refuse

if TYPE_CHECKING:
    from deterrence.api.run import FinishedRun
    from deterrence.claims.own import OwnClaims
    from deterrence.exploration.asked import Also
    from deterrence.exploration.work import Progress
    from deterrence.scenario.scenario import Scenario

Keep = Literal["default", "all"]
ScenarioOption = Annotated[
    Path | None, typer.Option("--scenario", help="Scenario file (YAML or JSON); the reference if left out.")
]
ChangeOption = Annotated[
    list[str] | None,
    typer.Option(
        "--change",
        metavar="ID[@SET]=VALUE",
        help="Change one quantity: a number, '{low: 0.1, central: 0.2, high: 0.3}' or "
        "'{dated: {2025: 0, 2035: 7}, rule: linear}'. ID@SET counts in that assumption set alone. "
        "Lies on top of the scenario file. May be repeated.",
    ),
]
SetOption = Annotated[
    list[str] | None,
    typer.Option("--assumption-set", metavar="NAME", help="Run this assumption set only. May be repeated."),
]
StructureOption = Annotated[
    list[str] | None, typer.Option("--structure", metavar="NAME", help="Run this structure only. May be repeated.")
]
PolicyOption = Annotated[
    list[str] | None,
    typer.Option("--policy", metavar="NAME", help="Put this policy in force, in every future. May be repeated."),
]
WithoutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--without",
        metavar="COMPONENT:OUTCOME",
        help="Switch a coupling off (`deterrence couplings`). May be repeated.",
    ),
]
WithOption = Annotated[
    list[str] | None,
    typer.Option("--with", metavar="COMPONENT:OUTCOME", help="Switch on a coupling that is declared off."),
]
ExposureOption = Annotated[
    str | None,
    typer.Option(
        "--exposure",
        metavar="X,C",
        help="Compute, as the label `asked`, the pair of shares of a boat's missiles sent into a defended region (X), "
        "and of these to the capital region (C). The labels none, half, spread and all are always computed.",
    ),
]
FuturesOption = Annotated[
    int,
    typer.Option(
        "--futures",
        min=limits.FUTURES[0],
        max=limits.FUTURES[1],
        help="Most futures of a cell, also below --least-futures; beyond those the headline alone, where needed.",
    ),
]
LeastOption = Annotated[
    int,
    typer.Option(
        "--least-futures",
        min=limits.FUTURES[0],
        max=limits.FUTURES[1],
        help="Futures that every cell has, of every outcome; in blocks of 250.",
    ),
]
SeedOption = Annotated[
    int, typer.Option("--seed", min=limits.SEED[0], max=limits.SEED[1], help="Seed; same seed, same bytes.")
]
WorkersOption = Annotated[
    int,
    typer.Option("--workers", min=limits.WORKERS[0], max=limits.WORKERS[1], help="Processes; does not change results."),
]
ClusterOption = Annotated[
    str | None,
    typer.Option(
        "--cluster",
        metavar="local|ADDRESS",
        help="Run on a Dask cluster: local, or tcp://HOST:PORT of its scheduler; does not change results. "
        "For several machines; needs the extra cluster.",
    ),
]
KeepOption = Annotated[
    Keep,
    typer.Option("--keep", help="What is stored from the outset; what is not is computed when it is asked for."),
]
ClaimsOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--claims",
        metavar="FILE",
        help="A claim of your own, written as those of the register, judged by the same rules. May be repeated.",
    ),
]
LengthOption = Annotated[
    str,
    typer.Option(
        "--length",
        metavar="page|brief|full",
        help="page: one page; brief: six to eight pages, and the annex; full: all three. The same numbers in each.",
    ),
]
FormatOption = Annotated[
    list[str] | None,
    typer.Option("--format", metavar="html|pdf|docx", help="May be repeated; html and pdf if left out."),
]
SinceOption = Annotated[
    Path | None,
    typer.Option("--since", metavar="FOLDER", help="Folder of an earlier brief: what moved since, and why, is told."),
]
OutputOption = Annotated[Path, typer.Option("--output", help="Folder for the results.")]
OwnOutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        help="Folder for the results; `run` if left out. Left out, and with nothing else asked for, the stored "
        "verdicts of the reference are printed and nothing is run.",
    ),
]
StrictOption = Annotated[bool, typer.Option("--strict", help="What looks like a slip is an error, not a warning.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]


def print_json(data: object) -> None:
    """Data as JSON on standard output."""
    print(json_text.dumps(data, indent=2, ensure_ascii=False, allow_nan=False))


def say_warnings(warnings: Sequence[Problem], strict: bool) -> list[str]:
    """Say what looks like a slip on the error stream; gives the same lines.

    Raises:
        InputError: All of them, where they are to be errors.
    """
    if strict and warnings:
        raise InputError(warnings)
    for warning in warnings:
        print(f"warning: {warning}", file=sys.stderr)
    return [str(warning) for warning in warnings]


@dataclass(frozen=True)
class Asked:
    """What a command asks to be run; `changes` are texts ID=VALUE, `exposure` is the text of a pair X,C."""

    scenario: Path | None
    changes: Sequence[str] | None
    assumption_sets: Sequence[str] | None
    structures: Sequence[str] | None
    policies: Sequence[str] | None = None
    without: Sequence[str] | None = None
    with_: Sequence[str] | None = None
    exposure: str | None = None
    strict: bool = False

    @property
    def is_reference(self) -> bool:
        """Whether nothing but the reference is asked for."""
        return not any(value for name, value in vars(self).items() if name != "strict")

    def load(self, problems: Sequence[Problem] = ()) -> Scenario:
        """The scenario.

        Args:
            problems: What is already known to be wrong with the command.

        Raises:
            InputError: Every problem of the command, its changes and the scenario file.
        """
        from deterrence.api.scenario import load_said
        from deterrence.scenario.exposure import numbers_of

        changes, unread = read_changes(self.changes or ())
        found = [*problems, *unread, *self._switch_problems()]
        try:
            scenario = load_said(
                self.scenario,
                changes,
                self.assumption_sets or None,
                self.structures or None,
                None,
                SAID,
                self.policies or None,
                None if self.exposure is None else numbers_of(self.exposure),
            )
        except InputError as error:
            raise InputError([*found, *error.problems]) from None
        refuse(found)
        return scenario

    def load_warned(self, problems: Sequence[Problem] = ()) -> Scenario:
        """The same, and what looks like a slip in it is said."""
        from deterrence.scenario.slips import slips

        scenario = self.load(problems)
        say_warnings(slips(scenario), self.strict)
        return scenario

    def own_claims(self, files: Sequence[Path] | None) -> OwnClaims:
        """Claims of the user's own, which may name the scenario's sources.

        Raises:
            InputError: Every problem of the files; those of the scenario are left to `load`.
        """
        from deterrence.claims.own import read_own_claims
        from deterrence.evidence.dataset import load_dataset

        dataset = load_dataset()
        if files:
            with suppress(InputError):
                dataset = self.load().dataset
        return read_own_claims(files or (), dataset)

    def _switch_problems(self) -> Sequence[Problem]:
        if not (self.without or self.with_):
            return ()
        from deterrence.system.couplings import switches
        from deterrence.system.registry import COMPONENTS

        try:
            switches(COMPONENTS, self.without or (), self.with_ or ())
        except InputError as error:
            return error.problems
        return ()


def run_asked(
    asked: Asked,
    futures: int,
    seed: int,
    workers: int,
    cluster: str | None,
    output: Path,
    quiet: bool,
    problems: Sequence[Problem] = (),
    keep: Keep = "default",
    also: Also | None = None,
    least: int = limits.LEAST_FUTURES,
) -> FinishedRun:
    """The finished run under a folder; with a progress line unless quiet. Ctrl-C is answered with what is kept."""
    from deterrence.api.run import run
    from deterrence.exploration.asked import NOTHING_MORE
    from deterrence.exploration.progress import progress_line

    scenario = asked.load_warned(problems)
    say = partial(_say_kept, output, futures * len(scenario.assumption_sets) * len(scenario.structures))
    with nullcontext() if quiet else progress_line() as show:
        finished = run(
            scenario,
            futures=futures,
            seed=seed,
            workers=workers,
            folder=output,
            report=partial(_report, say, show),
            without=asked.without or (),
            with_=asked.with_ or (),
            cluster=cluster,
            keep=keep,
            also=also or NOTHING_MORE,
            least_futures=least,
        )
    say(sum(finished.ensemble.headline_futures.values()))
    return finished


def _report(say: Callable[[int], None], show: Callable[[Progress], None] | None, progress: Progress) -> None:
    say(progress.done_futures)
    if show is not None:
        show(progress)


def _say_kept(output: Path, most: int, done: int) -> None:
    """What is kept, should the run be ended from now on."""
    kept = f"{done:,} of at most {most:,} futures are kept in {output}"
    say_what_is_kept(f"{kept}; {AGAIN}, with the same --output, to go on")

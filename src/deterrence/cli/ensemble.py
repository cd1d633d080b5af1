"""Commands that run futures: brief, run, claims."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from deterrence import __version__
from deterrence.api import limits
from deterrence.cli.option import (
    Asked,
    ChangeOption,
    ClaimsOption,
    ClusterOption,
    ExposureOption,
    FormatOption,
    FuturesOption,
    JsonOption,
    KeepOption,
    LeastOption,
    LengthOption,
    OutputOption,
    OwnOutputOption,
    PolicyOption,
    ScenarioOption,
    SeedOption,
    SetOption,
    SinceOption,
    StrictOption,
    StructureOption,
    WithOption,
    WithoutOption,
    WorkersOption,
    print_json,
    run_asked,
)
from deterrence.cli.terminal import show

if TYPE_CHECKING:
    from deterrence.api.run import FinishedRun
    from deterrence.claims.own import OwnVerdicts


def brief(
    scenario: ScenarioOption = None,
    change: ChangeOption = None,
    assumption_set: SetOption = None,
    structure: StructureOption = None,
    futures: FuturesOption = limits.USUAL_FUTURES,
    least_futures: LeastOption = limits.LEAST_FUTURES,
    seed: SeedOption = 1,
    policy: PolicyOption = None,
    without: WithoutOption = None,
    with_: WithOption = None,
    exposure: ExposureOption = None,
    workers: WorkersOption = 2,
    cluster: ClusterOption = None,
    strict: StrictOption = False,
    claims: ClaimsOption = None,
    length: LengthOption = "brief",
    format_: FormatOption = None,
    since: SinceOption = None,
    output: OutputOption = Path("brief"),
    json: JsonOption = False,
) -> None:
    """Run the futures, judge the claims and write the brief and its annex, or one page: the main job."""
    from deterrence.exploration.executor import load_ahead

    # What computes is loaded while this process loads what writes. Where a folder is, its run may be finished.
    if workers > 1 and cluster is None and not output.exists():
        load_ahead()
    from deterrence.brief.brief import ALSO, asked_of, write_brief
    from deterrence.claims.own import judge_own

    asked = Asked(scenario, change, assumption_set, structure, policy, without, with_, exposure, strict)
    wanted, problems = asked_of(length, format_, since)
    own = asked.own_claims(claims)
    finished = run_asked(asked, futures, seed, workers, cluster, output, json, problems, also=ALSO, least=least_futures)
    written = write_brief(finished.ensemble, output, wanted, judge_own(finished.ensemble, own), workers)
    if json:
        print_json({"run": finished.ensemble.described(), **written.as_dict()})
        return
    print(written.answer, *written.paths, sep="\n")


def run(
    scenario: ScenarioOption = None,
    change: ChangeOption = None,
    assumption_set: SetOption = None,
    structure: StructureOption = None,
    futures: FuturesOption = limits.USUAL_FUTURES,
    least_futures: LeastOption = limits.LEAST_FUTURES,
    seed: SeedOption = 1,
    policy: PolicyOption = None,
    without: WithoutOption = None,
    with_: WithOption = None,
    exposure: ExposureOption = None,
    workers: WorkersOption = 2,
    cluster: ClusterOption = None,
    strict: StrictOption = False,
    keep: KeepOption = "default",
    output: OutputOption = Path("run"),
    json: JsonOption = False,
) -> None:
    """Run the futures and store every outcome as Parquet beside its run record."""
    from deterrence.claims.summary import run_summary, summary_text

    asked = Asked(scenario, change, assumption_set, structure, policy, without, with_, exposure, strict)
    finished = run_asked(asked, futures, seed, workers, cluster, output, json, keep=keep, least=least_futures)
    summary = run_summary(finished.ensemble)
    if json:
        print_json(summary)
    else:
        show(summary_text(summary))


def claims(
    scenario: ScenarioOption = None,
    change: ChangeOption = None,
    assumption_set: SetOption = None,
    structure: StructureOption = None,
    futures: FuturesOption = limits.USUAL_FUTURES,
    least_futures: LeastOption = limits.LEAST_FUTURES,
    seed: SeedOption = 1,
    policy: PolicyOption = None,
    without: WithoutOption = None,
    with_: WithOption = None,
    exposure: ExposureOption = None,
    workers: WorkersOption = 2,
    cluster: ClusterOption = None,
    strict: StrictOption = False,
    claims: ClaimsOption = None,
    output: OwnOutputOption = None,
    json: JsonOption = False,
) -> None:
    """Judge every claim of the register, and your own, on a run (made if it is not there), or give stored verdicts."""
    asked = Asked(scenario, change, assumption_set, structure, policy, without, with_, exposure, strict)
    own = asked.own_claims(claims)
    is_usual = cluster is None and output is None and not claims and least_futures == limits.LEAST_FUTURES
    if asked.is_reference and is_usual and _print_stored(futures, seed, json):
        return
    from deterrence.claims.own import judge_own

    finished = run_asked(asked, futures, seed, workers, cluster, output or Path("run"), json, least=least_futures)
    _print_judged(finished, judge_own(finished.ensemble, own), json)


def _print_judged(finished: FinishedRun, judged: OwnVerdicts, json: bool) -> None:
    """The verdicts on a run, those of the user's own claims after those of the register."""
    from deterrence.claims.claim import load_claims
    from deterrence.claims.register import register_rows
    from deterrence.claims.summary import verdict_dict
    from deterrence.claims.text import NO_PROBABILITIES, own_text, register_text

    verdicts, register = finished.verdicts(), register_rows(load_claims(), finished.scenario.years)
    own_verdicts, own_register = list(map(verdict_dict, judged.verdicts)), judged.register(finished.scenario.years)
    if json:
        told = {"verdicts": own_verdicts, "register": own_register}
        print_json({
            "run": finished.ensemble.described(),
            "verdicts": [verdict_dict(verdict) for verdict in verdicts],
            "register": register,
            **({"own": told} if judged.own.claims else {}),
        })  # fmt: skip
        return
    show(f"{NO_PROBABILITIES}\n\n{verdicts}")
    show(f"\n{register_text(register)}")
    if judged.own.claims:
        show(f"\n{own_text(own_verdicts, own_register)}")


def _print_stored(futures: int, seed: int, json: bool) -> bool:
    """Print the stored verdicts of the reference; False where there are none of this code, dataset and options.

    What they are is said first, on the error stream where standard output is for a program.
    """
    from deterrence.claims.reference import PACKAGE, unchanged_reference
    from deterrence.claims.text import NO_PROBABILITIES, counts_text, register_text, verdict_text
    from deterrence.digest import dataset_digest

    stored = unchanged_reference(futures, seed)
    if stored is None:
        print("No stored verdicts are those of this code, this dataset and these options: running.", file=sys.stderr)
        return False
    said = (
        f"Stored verdicts of the reference run of deterrence {__version__} ({stored.described}); nothing was run. "
        "`--output FOLDER` judges on a run of your own."
    )
    print(said, file=sys.stderr if json else sys.stdout)
    if json:
        run = {
            "is_stored": True,
            "package_version": __version__,
            "dataset_digest": dataset_digest(PACKAGE / "dataset"),
            "seed": stored.seed,
            "futures": counts_text(stored.futures, stored.headline_futures),
            "digest": stored.digest,
        }
        print_json({"run": run, "verdicts": stored.verdicts, "register": stored.register})
        return True
    show(f"{NO_PROBABILITIES}\n")
    show("\n\n".join(verdict_text(verdict, stored.titles[verdict["claim"]]) for verdict in stored.verdicts))
    show(f"\n{register_text(stored.register)}")
    return True

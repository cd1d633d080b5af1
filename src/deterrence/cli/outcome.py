"""The command that gives an outcome, of a run or of a study."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deterrence.api import limits
from deterrence.axes import EXPOSURES, REFERENCE
from deterrence.cli.option import (
    Asked,
    ChangeOption,
    ClusterOption,
    FuturesOption,
    JsonOption,
    LeastOption,
    OutputOption,
    PolicyOption,
    ScenarioOption,
    SeedOption,
    SetOption,
    StrictOption,
    StructureOption,
    WithOption,
    WithoutOption,
    WorkersOption,
    print_json,
    run_asked,
)

if TYPE_CHECKING:
    from deterrence.api.run import FinishedRun


def outcome(
    name: Annotated[str, typer.Argument(help="Name of an outcome, for example arrivals.")],
    force: Annotated[str | None, typer.Option("--force", help="This force only, for example both.")] = None,
    posture: Annotated[str | None, typer.Option("--posture", help="This posture only, for example day_to_day.")] = None,
    defence: Annotated[str | None, typer.Option("--defence", help="This twin only, for example all.")] = None,
    exposure: Annotated[
        str | None,
        typer.Option(
            "--exposure", metavar="LABEL|X,C", help="This exposure only: none, half, spread, all, or a pair of shares."
        ),
    ] = None,
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
    workers: WorkersOption = 2,
    cluster: ClusterOption = None,
    strict: StrictOption = False,
    output: OutputOption = Path("run"),
    json: JsonOption = False,
) -> None:
    """Give an outcome year by year: median, middle 50 and middle 90 per cent of the futures (run if not there).

    An outcome of a study, such as plan_assigned, is solved at once and has no futures.
    """
    from deterrence.api.reading import request_problems
    from deterrence.system.registry import STUDY_OF

    if name in STUDY_OF:
        _print_study(name, Asked(scenario, change, assumption_set, structure, policy, strict=strict), seed, json)
        return
    label, pair = _exposure_of(name, exposure)
    asked_for = {"force": force, "posture": posture, "defence": defence, "exposure": label}
    chosen = {axis: [label] for axis, label in asked_for.items() if label is not None}
    asked = Asked(scenario, change, assumption_set, structure, policy, without, with_, pair, strict)
    run = run_asked(
        asked, futures, seed, workers, cluster, output, json, request_problems(name, chosen), least=least_futures
    )
    sent = f"; asked: {pair} (sent into a defended region, and of that to the capital)" if pair else ""
    _print_bands(run, name, chosen, sent, json)


def _print_bands(run: FinishedRun, name: str, chosen: Mapping[str, Sequence[str]], sent: str, json: bool) -> None:
    """An outcome of a run, year by year; `sent` is said of it."""
    from deterrence.system.registry import OUTCOMES

    found = run.outcome(name, (REFERENCE,)).select(**chosen, policy=REFERENCE).bands()
    seed, shared, told = run.record.seed, min(run.ensemble.futures.values()), OUTCOMES[name]
    if json:
        noted = {"note": told.note} if told.note else {}
        head = {"outcome": name, "unit": found.unit, **noted, "seed": seed, "futures": shared}
        print_json({**head, "run": run.ensemble.described(), "rows": found.json_rows()})
        return
    print(f"{name} in {found.unit}: quantiles over {shared:,} futures a cell, seed {seed}; not probabilities{sent}.")
    print(told.meaning)
    if found.has_void:
        print(f"No answer: the share of the futures that are left out. {OUTCOMES[told.void].meaning}")
    print(f"\n{found.text()}")


def _print_study(name: str, asked: Asked, seed: int, json: bool) -> None:
    """An outcome of a study under what is asked, policies in force among it."""
    from deterrence.api.reading import study_array
    from deterrence.system.registry import STUDY_OF

    found, study = study_array(asked.load_warned(), name, seed), STUDY_OF[name]
    meaning = next(one.meaning for one in study.outcomes if one.name == name)
    if json:
        print_json({"outcome": name, "unit": found.unit, "meaning": meaning, "rows": found.json_rows()})
        return
    base = f"on {study.futures:,} futures, seed {seed}" if study.futures else "every input at its central value"
    print(f"{name} in {found.unit}: {base}.\n{meaning}\n\n{found.table_text()}")


def _exposure_of(outcome: str, text: str | None) -> tuple[str | None, str | None]:
    """The label of an exposure, and the pair to be computed for it.

    A pair goes by the label `asked`, and so does a label at which the outcome is not computed in every year.
    """
    from deterrence.exposure import PAIRS
    from deterrence.scenario.exposure import numbers_of
    from deterrence.system.registry import labels_of

    if text is not None and isinstance(numbers_of(text), list):
        return EXPOSURES[-1], text
    known = labels_of(outcome).get("exposure", {})
    if text is not None and text in PAIRS and text not in known and EXPOSURES[-1] in known:
        return EXPOSURES[-1], ",".join(map(str, PAIRS[text]))
    return text, None

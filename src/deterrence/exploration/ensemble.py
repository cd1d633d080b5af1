"""Running an ensemble: sets and structures crossed, futures in fixed blocks, one worker a process.

The same seed gives the same bytes for any number of workers: draws are counter-based (law 4), blocks have a fixed
size, and a block writes its own parts. A rerun into the same folder computes only what is missing or damaged; a folder
that holds another run is refused. Beside the parts stand the record and the scenario as run.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import deterrence
from deterrence.compilation import code_digest
from deterrence.errors import InputError
from deterrence.exploration.asked import NOTHING_MORE, Also, Unsettled
from deterrence.exploration.carried import Carried
from deterrence.exploration.description import (
    IDENTITY_DIGITS,
    PARTS_FOLDER,
    RECORD_FILE,
    describe,
    refuse_another,
)
from deterrence.exploration.further import NOTHING
from deterrence.exploration.run import EnsembleOptions, Run
from deterrence.exploration.run_record import RunRecord, library_versions, write_json
from deterrence.exploration.sharing import Sharing
from deterrence.exploration.size import bytes_of
from deterrence.exploration.studies import StudyTask
from deterrence.exploration.tasks import (
    BLOCK_SIZE,
    blocks_of,
    compile_part,
    run_any,
)
from deterrence.exploration.work import Report, Work
from deterrence.results import Cell
from deterrence.scenario.scenario import Scenario
from deterrence.system.registry import COMPONENTS

TIMINGS_FILE = "timings.json"
_LOG = logging.getLogger(__name__)


def make_record(scenario: Scenario, options: EnsembleOptions) -> RunRecord:
    """The run record, known before the run starts."""
    return RunRecord(
        package_version=deterrence.__version__,
        code_digest=code_digest(),
        dataset_digest=scenario.dataset.digest,
        scenario_digest=scenario.digest,
        seed=options.seed,
        futures_per_cell=options.futures,
        block_size=BLOCK_SIZE,
        first_year=scenario.years[0],
        last_year=scenario.years[-1],
        assumption_sets=scenario.assumption_sets,
        structures=scenario.structures,
        policy="reference",
        options={
            **{name: value for one in COMPONENTS for name, value in one.settings.items()},
            "without": [":".join(coupling) for coupling in options.switches.without],
            "with": [":".join(coupling) for coupling in options.switches.with_],
            "policies": scenario.policies,
            "exposure": scenario.exposure,
        },
        libraries=library_versions(),
    )


def run_ensemble(
    scenario: Scenario,
    options: EnsembleOptions,
    output: Path,
    workers: int = 1,
    report: Report | None = None,
    cluster: str | None = None,
    unsettled: Unsettled | None = None,
    also: Also = NOTHING_MORE,
) -> Run:
    """Run every cell of the scenario and store its outcomes under `output`.

    Args:
        scenario: What to run.
        options: Futures a cell, seed and what to keep.
        output: Folder for parts and record; made if missing. A finished run is read without writing anything.
        workers: Processes; the results do not depend on it, nor on the cluster.
        report: Called with the progress, first before anything that is missing is computed, then after each block.
        cluster: `local`, or the address of a Dask scheduler; processes of this machine if left out (law 43).
        unsettled: Cells that need a further block, and what it holds; if left out, every cell has all the futures asked
            for, with every outcome.
        also: What is computed in some cells beside what the run keeps.

    Raises:
        InputError: The output cannot be written or holds another run, or the cluster does not answer.
        MachineError: The disk is full, or a worker was killed again and again. What was finished is kept.
    """
    record = make_record(scenario, options)
    refuse_another(output, record, scenario)
    folder = parts_folder(output, record)
    most, sharing = blocks_of(options.futures), Sharing(scenario)
    whole = most if unsettled is None else min(unsettled.least_blocks, most)
    further = NOTHING if unsettled is None else unsettled.further
    do = Carried(partial(run_any, scenario=scenario, seed=options.seed, switches=options.switches, further=further))
    compiling = Carried(partial(compile_part, scenario=scenario, seed=options.seed))
    begin = partial(_begin, record, scenario, output, folder)
    of_blocks = partial(Run, sharing, record, options, folder, whole, further=further)
    largest = of_blocks(dict.fromkeys(sharing.cells, most))
    # A cell that repeats what others hold in all that it keeps has nothing to compute.
    asked = options.futures * len({task.cell for task in largest.tasks if task.own_futures})
    size = partial(_size_of_missing, largest)
    beside = also.of_first_cell(largest)
    tests = [task for task in beside if isinstance(task, StudyTask) and task.is_back_test]  # scores of what is judged
    with Work(folder, do, compiling, options.tables, also.stored, begin, size, workers, cluster, report) as work:
        run = _settled(lambda run: work.do([*run.tasks, *tests], asked, beside), of_blocks, unsettled, most)
        work.do_while([*beside, *also.of_others(run)], asked, partial(also.meanwhile, run))
    if work.timings:
        write_json(output / TIMINGS_FILE, work.timings)
    _put_on_top(run, output, folder)
    return run


def _settled(
    do: Callable[[Run], None], of_blocks: Callable[[Mapping[Cell, int]], Run], unsettled: Unsettled | None, most: int
) -> Run:
    """A run that has been done, with further blocks for its cells until none needs one or has room for it."""
    do(run := of_blocks({}))
    while unsettled is not None and (open_ := [cell for cell in unsettled(run) if run.blocks[cell] < most]):
        do(run := of_blocks({cell: count + (cell in open_) for cell, count in run.blocks.items()}))
    return run


def parts_folder(output: Path, record: RunRecord) -> Path:
    """Where the parts of a run lie."""
    return output / PARTS_FOLDER / record.identity[:IDENTITY_DIGITS]


def _begin(record: RunRecord, scenario: Scenario, output: Path, folder: Path) -> None:
    """The record of a run that begins, with its scenario; one that goes on has them already."""
    if not (folder / RECORD_FILE).is_file():
        write_json(folder / RECORD_FILE, record.as_dict())
        describe(output, record.as_dict(), scenario)


def _size_of_missing(run: Run) -> int:
    """Bytes of the parts of a run that are not there yet."""
    return bytes_of((task for task in run.tasks if not task.is_done(run.parts.is_whole)), run.scenario)


def _put_on_top(run: Run, output: Path, folder: Path) -> None:
    """Record and scenario stand on top, with the futures of each cell; where nothing can be written, what was there."""
    try:
        write_json(folder / RECORD_FILE, run.recorded())
        describe(output, run.recorded(), run.scenario)
    except InputError as error:
        _LOG.warning("%s (the record of this run: %s)", error, folder / RECORD_FILE)

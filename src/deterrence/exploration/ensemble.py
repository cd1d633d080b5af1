"""Running an ensemble: sets and structures crossed, futures in fixed blocks, one worker a process.

The same seed gives the same bytes for any number of workers: draws are counter-based (law 4), blocks have a fixed
size, and a block writes its own parts. A rerun into the same folder computes only what is missing or damaged; a folder
that holds another run is refused. Beside the parts stand the record and the scenario as run.
"""

from __future__ import annotations

import logging
import shutil
import tempfile
import weakref
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from numpy.typing import NDArray

import deterrence
from deterrence.compilation import code_digest
from deterrence.errors import DeterrenceError, InputError
from deterrence.exploration.asked import Also, EnsembleOptions, Unsettled
from deterrence.exploration.carried import Carried
from deterrence.exploration.description import (
    FUTURES_OF_CELLS,
    HEADLINE_FUTURES_OF_CELLS,
    IDENTITY_DIGITS,
    PARTS_FOLDER,
    RECORD_FILE,
    describe,
    refuse_another,
)
from deterrence.exploration.further import NOTHING, Further
from deterrence.exploration.parts import Parts
from deterrence.exploration.run_record import RunRecord, library_versions, what_made_it, write_json
from deterrence.exploration.sharing import Sharing
from deterrence.exploration.size import bytes_of
from deterrence.exploration.stored import StoredResults
from deterrence.exploration.stored_names import DRAWS, base_of, is_apart, is_of_policies, policies_of, reaching
from deterrence.exploration.studies import shown
from deterrence.exploration.tasks import (
    BLOCK_SIZE,
    Task,
    blocks_of,
    compile_part,
    futures_of,
    part_name,
    run_any,
    run_task,
    tasks_of,
)
from deterrence.exploration.work import Progress, Report, Work
from deterrence.results import Cell
from deterrence.scenario.scenario import Scenario
from deterrence.system.registry import COMPONENTS, tables

__all__ = ["Also", "EnsembleOptions", "Progress", "Run", "Unsettled", "make_record", "run_ensemble"]

TIMINGS_FILE = "timings.json"
_LOG = logging.getLogger(__name__)


class Run:
    """A finished ensemble: its record, its scenario, its parts, and the blocks of each cell.

    Args:
        sharing: The scenario's cells.
        record: What it rests on.
        options: What was asked for.
        folder: Where the parts lie.
        whole: Blocks of each cell that hold every outcome.
        blocks: All its blocks; those beyond the whole ones hold what `further` says.
        further: What further blocks hold.
    """

    def __init__(
        self,
        sharing: Sharing,
        record: RunRecord,
        options: EnsembleOptions,
        folder: Path,
        whole: int,
        blocks: Mapping[Cell, int] = MappingProxyType({}),
        further: Further = NOTHING,
    ) -> None:
        self.scenario = sharing.scenario
        self.record = record
        self.sharing = sharing
        self._options = options
        self._whole, self._further = whole, further
        self.blocks = {cell: max(blocks.get(cell, whole), whole) for cell in sharing.cells}
        self._held: set[tuple[str, Cell]] = set()
        self.parts = Parts(folder, self._part_names())

    @cached_property
    def results(self) -> StoredResults:
        """Outcomes by name and labels."""
        further = self._further, self.headline_futures
        return StoredResults(self.parts, self.futures, self.scenario, self.record.seed, self.hold, *further)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Every (assumption set, structure), in the scenario's order."""
        return self.sharing.cells

    @property
    def futures(self) -> Mapping[Cell, int]:
        """Futures of each cell, in which every outcome is known."""
        return dict.fromkeys(self.cells, futures_of(self._whole, self._options.futures))

    @property
    def headline_futures(self) -> Mapping[Cell, int]:
        """Futures of each cell in which the headline is known: the same ones first, then further ones (law 44)."""
        return {cell: futures_of(count, self._options.futures) for cell, count in self.blocks.items()}

    def query(self, sql: str, cell: Cell | None = None, **views: str) -> dict[str, NDArray[Any]]:
        """SQL over the tables of the run; each keyword names a view over a table of the registry, or `draws`."""
        for table in views.values():
            for one in self.cells if cell is None else (cell,):
                for stored in (table, policies_of(table)):
                    self.hold(stored, one)
        return self.parts.query(sql, cell, **views)

    def hold(self, table: str, cell: Cell) -> None:
        """Compute what a run does not keep of a table in one cell, and store it beside the parts where that is allowed.

        Raises:
            MachineError: A part that was kept is not what was written any more.
        """
        if table in self._options.tables or (table, cell) in self._held or not self._is_there(table):
            return
        for task in self.tasks_for({cell}, (table,)):
            if not task.is_done(self.parts.is_whole):
                self._compute(task)
        self._held.add((table, cell))

    def _compute(self, task: Task) -> None:
        options = self._options
        try:
            run_task(task, self.scenario, options.seed, options.switches, self.parts.folder)
        except DeterrenceError:  # a folder that can be read only
            if self.parts.elsewhere == self.parts.folder:
                self.parts.elsewhere = Path(tempfile.mkdtemp(prefix="deterrence-"))
                weakref.finalize(self, shutil.rmtree, self.parts.elsewhere, ignore_errors=True)
            run_task(task, self.scenario, options.seed, options.switches, self.parts.elsewhere)

    def recorded(self) -> dict[str, object]:
        """The record, with the futures of each cell; title and changes stand in the scenario that lies beside it."""
        counted = {FUTURES_OF_CELLS: self.futures, HEADLINE_FUTURES_OF_CELLS: self.headline_futures}
        told = {key: {", ".join(cell): n for cell, n in futures.items()} for key, futures in counted.items()}
        return {**self.record.as_dict(), **told}

    def described(self) -> dict[str, object]:
        """The same with the title and the changes of its scenario, for an answer that stands alone."""
        return {**self.recorded(), **what_made_it(self.scenario)}

    @cached_property
    def tasks(self) -> list[Task]:
        """What is stored from the outset."""
        further = {cell: range(self._whole, count) for cell, count in self.blocks.items()}
        beyond = tasks_of(further, self._options.futures, self.sharing, self._further.stored)
        return [*self.tasks_for(self.cells, self._options.tables), *beyond]

    def tasks_for(self, cells: Collection[Cell], wanted: Sequence[str]) -> list[Task]:
        """What gives some tables of some cells, in the blocks that hold every outcome."""
        blocks, there = dict.fromkeys(cells, range(self._whole)), list(filter(self._is_there, wanted))
        return tasks_of(blocks, self._options.futures, self.sharing, there)

    def _is_there(self, stored: str) -> bool:
        """Whether there are rows to be stored under a name: of what stands apart, where some policy reaches it."""
        table = base_of(stored)
        return not is_of_policies(stored) or (
            is_apart(table) and bool(reaching(self.scenario, table, self.cells[0][1]))
        )

    def _part_names(self) -> dict[str, dict[Cell, tuple[str, ...]]]:
        """File names of the parts of every table and cell, in the order of blocks."""
        whole = dict.fromkeys(self.cells, range(self._whole))
        beyond = {cell: range(self._whole, count) for cell, count in self.blocks.items()}
        every = (*tables(everything=True), DRAWS)
        names = {stored: self._names(stored, whole) for table in every for stored in (table, policies_of(table))
                 if self._is_there(stored)}  # fmt: skip
        return names | {table: self._names(table, beyond) for table in self._further.stored}

    def _names(self, stored: str, blocks: Mapping[Cell, range]) -> dict[Cell, tuple[str, ...]]:
        """File names of the parts of one table, under the name by which it is stored."""
        return {
            cell: tuple(part_name(stored, self.sharing.holder(base_of(stored), cell), block) for block in numbers)
            for cell, numbers in blocks.items()
        }


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
    also: Also | None = None,
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
    asked = options.futures * len(sharing.cells)
    whole = most if unsettled is None else min(unsettled.least_blocks, most)
    further, blocks = NOTHING if unsettled is None else unsettled.further, dict.fromkeys(sharing.cells, whole)
    do = Carried(partial(run_any, scenario=scenario, seed=options.seed, switches=options.switches, further=further))
    compiling = Carried(partial(compile_part, scenario=scenario, seed=options.seed))
    begin = partial(_begin, record, scenario, output, folder)
    size = partial(_size_of_missing, Run(sharing, record, options, folder, whole, dict.fromkeys(blocks, most), further))
    later = (*also.tables, *also.tables_of_first) if also is not None else ()
    with Work(folder, do, compiling, options.tables, later, begin, size, workers, cluster, report) as work:
        while True:
            run = Run(sharing, record, options, folder, whole, blocks, further)
            work.do(run.tasks, asked)
            open_ = [cell for cell in unsettled(run) if blocks[cell] < most] if unsettled is not None else []
            if not open_:
                break
            blocks = {cell: count + (cell in open_) for cell, count in blocks.items()}
        if also is not None:
            first, cells = run.cells[:1], set(also.cells(run))
            of_first = (*(also.tables if cells & set(first) else ()), *also.tables_of_first)
            others = run.tasks_for(sorted(cells - set(first), key=run.cells.index), also.tables)
            studies = shown(scenario, first[0], sharing.alike) if also.has_studies else []
            work.do([*run.tasks_for(first, of_first), *others, *studies], asked)
    if work.timings:
        write_json(output / TIMINGS_FILE, work.timings)
    _put_on_top(run, output, folder)
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

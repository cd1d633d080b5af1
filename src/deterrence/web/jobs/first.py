"""A first answer for the reader's own claims, in seconds: on few futures, and of a run only what the claims read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from deterrence.exploration.ensemble import make_record, parts_folder
from deterrence.exploration.run import EnsembleOptions, Run
from deterrence.exploration.sharing import Sharing
from deterrence.exploration.tasks import BLOCK_SIZE
from deterrence.scenario.scenario import Scenario

FIRST_FUTURES: Final = BLOCK_SIZE
"""Of a cell at most: one block, the first of those that the whole run has."""


@contextmanager
def first_run(scenario: Scenario, options: EnsembleOptions) -> Iterator[Run]:
    """The first futures of a run, of which a table is computed when it is read; gone with the block.

    Args:
        scenario: What is run.
        options: Of the whole run.
    """
    few = replace(options, futures=min(options.futures, FIRST_FUTURES), keep="nothing")
    record = make_record(scenario, few)
    with TemporaryDirectory(prefix="deterrence-first-") as name:
        folder = parts_folder(Path(name), record)
        folder.mkdir(parents=True)
        yield Run(Sharing(scenario), record, few, folder, whole=1)

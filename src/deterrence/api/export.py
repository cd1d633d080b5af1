"""The results of a run in a folder that says itself what it holds: tables, README, citation, licence, sources."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Final, Literal

import numpy as np

from deterrence.api.export_basis import Exported, Row, basis_tables
from deterrence.api.export_words import LICENCE, citation, readme, title
from deterrence.api.run import FinishedRun
from deterrence.api.sources import used_sources
from deterrence.arrays import AnyArray, Floats
from deterrence.axes import POLICY_AXIS, REFERENCE
from deterrence.charts.takeaway import no_formula
from deterrence.claims.summary import verdict_dict
from deterrence.errors import InputError, Problem, unusable
from deterrence.evidence.bibliography import bibtex_text, csl_text
from deterrence.exploration.description import RECORD_FILE, SCENARIO_FILE, scenario_file
from deterrence.exploration.meaning import about, meaning
from deterrence.results import BANDS, bands
from deterrence.system.registry import OUTCOMES, labels_of, stored_axes, tables
from deterrence.workbook.file import write_file
from deterrence.workbook.packing import packed
from deterrence.workbook.text import encoded

Form = Literal["csv", "parquet", "xlsx"]
MEASURES: Final = (*BANDS, "mean")
MOST_ROWS: Final = 1_048_575  # of a sheet of Excel, below its headings
_LONGEST_SHEET: Final = 31
_NOTE: Final = "note"
_OF_NOTE: Final = {"unit": "text", "meaning": "what must be read with the numbers"}
_VERDICTS: Final = "verdicts"
_COLUMNS: Final = "columns"


def export_run(run: FinishedRun, form: Form, folder: Path, every_policy: bool = False) -> tuple[Path, ...]:
    """Write the results of a run: for each outcome, cell, label and year the bands over the futures, and the verdicts.

    Args:
        run: The run.
        form: Form of the tables.
        folder: Made if missing; each file is written whole or not at all.
        every_policy: Also under each option, not only without any.

    Raises:
        InputError: The folder holds something already, or a table has more rows than a sheet of Excel.
    """
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        what = "is a file" if folder.is_file() else "is not empty"
        raise unusable(folder, what, "name a folder that is not there yet")
    found = [*_tables(run, every_policy), _verdicts(run), *basis_tables(run.scenario)]
    found.append(_dictionary(found))
    sizes = {table.name: len(table.rows) for table in found}
    files = {
        "README.md": readme(run, form, sizes, every_policy).encode(),
        "CITATION.cff": citation(run).encode(),
        "LICENSE.txt": LICENCE.encode(),
        RECORD_FILE: (json.dumps(run.ensemble.recorded(), indent=2, sort_keys=True) + "\n").encode(),
        SCENARIO_FILE: scenario_file(run.scenario).encode(),
        "sources.bib": bibtex_text(used_sources(run.scenario)).encode(),
        "sources.json": csl_text(used_sources(run.scenario)).encode(),
        **_WRITERS[form](found, run),
    }
    for name, content in files.items():
        write_file(folder / name, content)
    return tuple(folder / name for name in files)


def _tables(run: FinishedRun, every_policy: bool) -> Iterator[Exported]:
    scenario = run.scenario
    for table, names in tables().items():
        axes = [axis for axis in stored_axes(names[0]) if axis != "future"]
        noted = (_NOTE,) if any(OUTCOMES[name].note for name in names) else ()
        columns = ("assumption_set", "structure", *axes, "outcome", "unit", *MEASURES, *noted)
        rows = [row for name in names for row in _rows(run, name, every_policy)]
        told = {axis: meaning(axis, scenario) or _of_axis(names[0], axis) for axis in columns[: 2 + len(axes)]}
        yield Exported(table, columns, rows, {**told, **_OF_MEASURES, **dict.fromkeys(noted, _OF_NOTE)})


def _of_axis(outcome: str, axis: str) -> dict[str, str]:
    words = labels_of(outcome).get(axis, {})
    return {"unit": "label", "meaning": "; ".join(f"{label}: {said}" for label, said in words.items())}


def _rows(run: FinishedRun, name: str, every_policy: bool) -> Iterator[Row]:
    """Bands and mean of one outcome, a row for each cell and label."""
    results = run.ensemble.results
    labels = results.labels(name)
    others = {axis: along for axis, along in labels.items() if axis != POLICY_AXIS}
    policies = labels[POLICY_AXIS] if every_policy or REFERENCE not in labels[POLICY_AXIS] else (REFERENCE,)
    for cell, policy in product(run.cells, policies):
        values = np.asarray(results.values(name, cell, policy=policy), dtype=np.float64)
        void = results.values(OUTCOMES[name].void, cell, policy=policy).astype(bool) if OUTCOMES[name].void else None
        found = {**bands(values, void), "mean": _mean(values, void)}
        # Counts that cannot arrive in a cell are left out at the end of the last axis.
        places = [range(length) for length in values.shape[1:]]
        head = {"assumption_set": cell[0], "structure": cell[1], POLICY_AXIS: policy}
        for place in product(*places):
            said = {axis: along[at] for (axis, along), at in zip(others.items(), place, strict=True)}
            numbers = {measure: _told(found[measure][place]) for measure in MEASURES}
            yield {**head, **said, "outcome": name, "unit": OUTCOMES[name].unit, **numbers, _NOTE: OUTCOMES[name].note}


def _mean(values: Floats, void: AnyArray | None) -> Floats:
    """Mean over the futures that say something, NaN where none does."""
    if void is None:
        found: Floats = values.mean(axis=0)
        return found
    count = np.count_nonzero(~void, axis=0)
    total = np.where(void, 0.0, values).sum(axis=0)
    mean: Floats = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean


def _told(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


_AS_BESIDE: Final = "as in the column unit"
_OF_MEASURES: Final[Mapping[str, Mapping[str, str]]] = {
    "outcome": {"unit": "name", "meaning": "name of the outcome"},
    "unit": {"unit": "name", "meaning": "unit of the numbers beside it"},
    **{name: {"unit": _AS_BESIDE, "meaning": f"quantile {share} over the futures"} for name, share in BANDS.items()},
    "mean": {"unit": _AS_BESIDE, "meaning": "mean over the futures; of a flag the share of them"},
}  # fmt: skip


def _verdicts(run: FinishedRun) -> Exported:
    """The verdicts on the register, one row each."""
    columns = (
        "claim",
        "reading",
        "subject",
        "statement",
        "told",
        "words",
        "confidence",
        "least",
        "most",
        "outcome_range",
    )
    rows = []
    for verdict in run.verdicts():
        told = verdict_dict(verdict)
        least, most = told["interval"]
        rows.append({**{name: told.get(name) or "" for name in columns}, "least": least, "most": most})
    said = {
        "least": {"unit": "share", "meaning": "least share of futures over the cells in which it is true"},
        "most": {"unit": "share", "meaning": "greatest share of futures over the cells in which it is true"},
    }
    return Exported(_VERDICTS, columns, rows, said)


def _dictionary(found: Sequence[Exported]) -> Exported:
    """What every column means, and every outcome."""
    rows: list[Row] = [
        {"table": table.name, "column": name, "unit": said.get("unit", ""), "meaning": said.get("meaning", "")}
        for table in found
        for name, said in table.meanings.items()
    ]
    of_tables = {table.name for table in found}
    rows += [
        {"table": one.table, "column": f"outcome: {one.name}", "unit": one.unit, "meaning": one.meaning}
        for one in OUTCOMES.values()
        if one.table in of_tables
    ]
    return Exported(_COLUMNS, ("table", "column", "unit", "meaning"), rows, {})


def _as_csv(found: Sequence[Exported], _: FinishedRun) -> dict[str, bytes]:
    return {f"tables/{table.name}.csv": _csv(table) for table in found}


def _csv(table: Exported) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows([no_formula(row.get(name, "")) for name in table.columns] for row in table.rows)
    return out.getvalue().encode()


def _as_parquet(found: Sequence[Exported], run: FinishedRun) -> dict[str, bytes]:
    import pyarrow
    from pyarrow import parquet

    files = {}
    for table in found:
        columns = {name: [row.get(name) for row in table.rows] for name in table.columns}
        made = pyarrow.table(columns)
        told = [field.with_metadata(table.meanings.get(field.name, {})) for field in made.schema]
        schema = pyarrow.schema(told, metadata=about(table.name, run.scenario))
        sink = pyarrow.BufferOutputStream()
        parquet.write_table(made.cast(schema), sink, compression="zstd")
        files[f"tables/{table.name}.parquet"] = sink.getvalue().to_pybytes()
    return files


def _as_workbook(found: Sequence[Exported], run: FinishedRun) -> dict[str, bytes]:
    from openpyxl import Workbook  # type: ignore[import-untyped]

    too_long = [table for table in found if len(table.rows) > MOST_ROWS]
    if too_long:
        fix = "export as csv or parquet, or without --every-policy"
        what = f"more rows than a sheet of Excel has ({MOST_ROWS:,})"
        raise InputError([Problem("export", one.name, what, fix, f"{len(one.rows):,}") for one in too_long])
    book = Workbook(write_only=True)
    page = book.create_sheet("Read me")
    for line in readme(run, "xlsx", {table.name: len(table.rows) for table in found}, False).splitlines():
        page.append([line])
    for table in found:
        sheet = book.create_sheet(table.name[:_LONGEST_SHEET])
        sheet.freeze_panes = "A2"
        sheet.append(list(table.columns))
        for row in table.rows:
            sheet.append([no_formula(row.get(name, "")) for name in table.columns])
    return {"results.xlsx": packed(book, encoded(title(run)))}


_WRITERS: Final[Mapping[Form, Callable[[Sequence[Exported], FinishedRun], dict[str, bytes]]]] = {
    "csv": _as_csv,
    "parquet": _as_parquet,
    "xlsx": _as_workbook,
}

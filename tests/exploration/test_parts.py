"""Columns of parts are read as they were written, block after block, and without loading pandas."""

import subprocess
import sys

import numpy as np
import pyarrow

from deterrence.exploration import store
from deterrence.exploration.parts import Parts, _as_they_lie

CELL = ("reference", "aids_net")
FIRST = {"number": np.array([1.5, 2.5, -0.0]), "count": np.array([3, 2, 1]), "flag": np.array([True, False, True])}
SECOND = {"number": np.array([np.nan]), "count": np.array([9]), "flag": np.array([False])}


def written(folder):
    for place, columns in enumerate((FIRST, SECOND)):
        coded = {**columns, "word": np.zeros(columns["count"].size, dtype=np.int8)}
        store.write_part(folder / f"{place}.parquet", coded, {"cell": "here"}, {"word": ["yes"]})
    return Parts(folder, {"table": {CELL: ("0.parquet", "1.parquet")}})


def test_numbers_flags_and_texts_come_back(tmp_path):
    found = written(tmp_path).columns((), "table", CELL)
    for name in FIRST:
        both = np.concatenate([FIRST[name], SECOND[name]])
        assert found[name].dtype == both.dtype
        assert found[name].tobytes() == both.tobytes()
    assert found["word"].tolist() == ["yes"] * 4
    assert found["cell"].tolist() == ["here"] * 4


def test_a_slice_of_flags_begins_where_it_begins():
    flags = [bool(place % 3) for place in range(21)]
    assert _as_they_lie(pyarrow.array(flags).slice(10, 9)).tolist() == flags[10:19]
    assert _as_they_lie(pyarrow.array([1, 2, 3]).slice(1)).tolist() == [2, 3]


def test_gaps_are_left_to_pyarrow():
    assert np.isnan(_as_they_lie(pyarrow.array([1.0, None]))[1])


def test_reading_loads_no_pandas(tmp_path):
    written(tmp_path)
    names = {"table": {CELL: ("0.parquet", "1.parquet")}}
    code = (
        "import sys, pathlib; from deterrence.exploration.parts import Parts; "
        f"Parts(pathlib.Path({str(tmp_path)!r}), {names!r}).columns((), 'table', {CELL!r}); "
        "sys.exit('pandas' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""A stored run can be trusted: each part has a digest, what fails it is computed anew, and reading writes nothing."""

import hashlib
import logging
import os
import re
from dataclasses import replace

import pytest

from deterrence.errors import InputError, MachineError
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration import store
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.overlay import load_scenario

OPTIONS = EnsembleOptions(futures=20, seed=7)


@pytest.fixture(scope="module")
def scenario():
    reference = load_scenario(None, load_dataset())
    cells = {"assumption_sets": ("reference", "strong_capital_defence"), "structures": ("aids_net",)}
    return replace(reference, **cells, years=(2035, 2036))


@pytest.fixture(scope="module")
def folder(scenario, tmp_path_factory):
    output = tmp_path_factory.mktemp("run")
    run_ensemble(scenario, OPTIONS, output)
    return output


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def written(folder):
    """What any write changes: the file itself, or the folder in which it was put."""
    return {path: (path.stat().st_ino, path.stat().st_mtime_ns) for path in (folder, *folder.rglob("*"))}


def part(folder, table, assumption_set="reference"):
    return next(folder.rglob(f"{table}-{assumption_set}-*.parquet"))


def flip(path):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def digest_of(path):
    return path.with_name(f"{path.name}.sha256")


def without_timings(found):
    return {path: data for path, data in found.items() if path.name != "timings.json"}


def test_each_part_has_the_digest_of_its_bytes_as_sha256sum_reads_it(folder):
    parts = list(folder.rglob("*.parquet"))
    assert parts
    for path in parts:
        assert digest_of(path).read_text() == f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"


DAMAGE = {
    "one bit flipped": flip,
    "cut to 300 bytes": lambda path: os.truncate(path, 300),
    "emptied": lambda path: os.truncate(path, 0),
    "longer": lambda path: path.write_bytes(path.read_bytes() + b"\0"),
    "another part": lambda path: path.write_bytes(part(path.parent, "arrivals", "strong_capital_defence").read_bytes()),
    "digest lost": lambda path: digest_of(path).unlink(),
    "digest changed": lambda path: flip(digest_of(path)),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_part_is_computed_anew_and_said_in_one_line(kind, scenario, folder, caplog):
    before, others = contents(folder), written(part(folder, "arrivals", "strong_capital_defence"))
    path = part(folder, "arrivals")
    DAMAGE[kind](path)
    assert without_timings(contents(folder)) != without_timings(before)
    reports = []
    run_ensemble(scenario, OPTIONS, folder, report=reports.append)
    assert caplog.messages == [f"1 stored part does not match its digest and is computed anew: {path.name}"]
    assert without_timings(contents(folder)) == without_timings(before)
    assert reports[-1].done_futures - reports[0].done_futures == OPTIONS.futures  # of one cell of two
    assert written(part(folder, "arrivals", "strong_capital_defence")) == others


def test_damage_to_any_part_is_found(scenario, folder, caplog):
    """Whatever the table: every part of a cell, and the parts that are stored once for every structure."""
    before = contents(folder)
    parts = sorted(path for path in folder.rglob("*-reference-*.parquet"))
    for path in parts:
        flip(path)
    run_ensemble(scenario, OPTIONS, folder)
    [line] = caplog.messages
    assert re.fullmatch(rf"{len(parts)} stored parts do not match .* are computed anew: (\S+, ){{3}}\.\.\.", line)
    assert without_timings(contents(folder)) == without_timings(before)


def test_what_was_never_written_is_no_damage(scenario, folder, caplog):
    """A run that was cut short lacks parts, or has a digest whose part did not come to be put in place."""
    caplog.set_level(logging.WARNING)
    before = contents(folder)
    part(folder, "arrivals").unlink()
    run_ensemble(scenario, OPTIONS, folder)
    assert caplog.messages == []
    assert without_timings(contents(folder)) == without_timings(before)


def test_a_part_that_changes_under_a_run_that_is_open_is_not_read(scenario, folder):
    run = run_ensemble(scenario, OPTIONS, folder)
    sql = "SELECT count(*) AS n FROM x"
    assert run.query(sql, x="arrivals")["n"][0] > 0
    os.truncate(part(folder, "arrivals"), 300)
    with pytest.raises(MachineError, match=r"is not the part that was written any more: run the same again"):
        run.query(sql, x="arrivals")
    assert run_ensemble(scenario, OPTIONS, folder).query(sql, x="arrivals")["n"][0] > 0


def test_reading_a_finished_run_writes_nothing(scenario, folder):
    """So it works in a folder that cannot be written; that holds for whoever runs this test, root or not."""
    before = written(folder)
    run = run_ensemble(scenario, OPTIONS, folder)
    assert run.query("SELECT count(*) AS n FROM x", x="losses")["n"][0] > 0
    assert written(folder) == before


def test_a_second_run_in_one_folder_is_refused_and_the_first_is_as_it_was(scenario, folder):
    before = contents(folder)
    with pytest.raises(InputError, match="holds another run"):
        run_ensemble(scenario, replace(OPTIONS, seed=OPTIONS.seed + 1), folder)
    assert contents(folder) == before


def test_what_another_run_is_writing_is_not_swept(tmp_path):
    with store.writing(tmp_path), store.writing(tmp_path):
        theirs = tmp_path / ".partial-1-theirs.parquet"
        theirs.write_bytes(b"half")
        with store.writing(tmp_path):
            pass
        assert theirs.exists()
    assert not theirs.exists()

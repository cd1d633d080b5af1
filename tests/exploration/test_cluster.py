"""Law 43: the same bytes from the pool and from a cluster, whatever is lost on the way and whoever sees the folder."""

import os
import re
import signal
import socket
import subprocess
import sys
from dataclasses import replace
from multiprocessing import active_children

import dask
import psutil
import pytest
from distributed import LocalCluster

from deterrence.errors import InputError, MachineError
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration import cluster, delivery, store, tasks, work
from deterrence.exploration.cluster import engine
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.run import EnsembleOptions
from deterrence.scenario.overlay import load_scenario
from exploration import deadly_tasks

OPTIONS = EnsembleOptions(futures=20, seed=7)


def started(workers):
    """A cluster for all that is asked by address."""
    return LocalCluster(n_workers=workers, **cluster._LOCAL_OPTIONS)


@pytest.fixture(scope="module")
def scenario():
    reference = load_scenario(None, load_dataset())
    return replace(reference, assumption_sets=("reference",), structures=("aids_net",), years=tuple(range(2034, 2038)))


@pytest.fixture(scope="module", autouse=True)
def two_blocks():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "BLOCK_SIZE", 10)
        patch.setattr(work, "compiled_together", lambda _: ())  # only what the one cell needs
        yield


@pytest.fixture(scope="module")
def whole(scenario, tmp_path_factory):
    """What one process makes."""
    folder = tmp_path_factory.mktemp("whole")
    run_ensemble(scenario, OPTIONS, folder)
    return stored(folder)


@pytest.fixture(scope="module")
def address():
    with started(workers=1) as running:
        yield running.scheduler_address


def stored(folder):
    """Everything that a run leaves, but how long it took; hidden files too."""
    paths = [path for path in folder.rglob("*") if path.is_file() and path.name != "timings.json"]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_a_cluster_gives_the_bytes_of_one_process(scenario, whole, tmp_path):
    """As the pool does (test_ensemble.py)."""
    reports = []
    run_ensemble(scenario, OPTIONS, tmp_path, 2, reports.append, "local")
    assert stored(tmp_path) == whole
    assert [report.done_futures for report in reports] == [0, 10, 20]
    assert not active_children()


def test_workers_write_their_own_parts_where_they_see_the_folder(address, scenario, whole, tmp_path, monkeypatch):
    at_head = written_at_head(monkeypatch)
    run_ensemble(scenario, OPTIONS, tmp_path, cluster=address)
    assert stored(tmp_path) == whole
    assert not [name for name in at_head if "parquet" in name]


def test_workers_that_do_not_see_the_folder_return_their_parts(address, scenario, whole, tmp_path, monkeypatch):
    monkeypatch.setattr(delivery, "token_hex", lambda _: "elsewhere")
    at_head = written_at_head(monkeypatch, but="elsewhere")
    run_ensemble(scenario, OPTIONS, tmp_path, cluster=address)
    assert stored(tmp_path) == whole
    parts = [name for name in at_head if name.endswith(".parquet")]
    assert sorted(parts) == sorted(path.rpartition("/")[2] for path in whole if path.endswith(".parquet"))
    assert all(at_head.index(f"{name}.sha256") < at_head.index(name) for name in parts)


def written_at_head(monkeypatch, but="nothing"):
    """Names of the files that this process writes as bytes; one that is named so is not written at all."""
    names, write = [], store.write_bytes

    def note(path, content):
        names.append(path.name)
        if but not in path.name:
            write(path, content)

    monkeypatch.setattr(store, "write_bytes", note)
    return names


def test_a_cluster_goes_on_where_the_pool_was_killed_and_loses_workers_itself(scenario, whole, tmp_path):
    run_ensemble(scenario, OPTIONS, tmp_path)
    for path in [path for path in tmp_path.rglob("*.parquet") if not path.name.startswith("forces")]:
        path.unlink()
    losses = []

    def kill(progress):
        if progress.done_futures == 10:
            for worker in active_children():
                losses.append(worker.pid)
                os.kill(worker.pid, signal.SIGKILL)

    run_ensemble(scenario, OPTIONS, tmp_path, 1, kill, "local")
    assert losses
    assert stored(tmp_path) == whole
    run_ensemble(scenario, OPTIONS, tmp_path, cluster="tcp://nowhere:1")  # nothing is missing: none is asked


def test_a_local_cluster_listens_on_loopback_alone_and_gives_the_task_of_a_killed_worker_to_another(tmp_path):
    marker = str(tmp_path / "marker")
    with engine("local", 1) as workforce, workforce as each:
        processes = [psutil.Process(), *psutil.Process().children(recursive=True)]
        doors = {door.laddr.ip for one in processes for door in one.net_connections("tcp") if door.status == "LISTEN"}
        assert doors == {"127.0.0.1"}
        assert list(each(deadly_tasks.killed_the_first_time, [marker])) == [marker]
        assert list(each(deadly_tasks.double, [])) == []


def test_a_task_that_kills_its_workers_ends_in_one_message_that_names_it():
    said = "central, futures 0 to 9: its worker process was lost 2 times; most likely memory ran out: "
    failures = dask.config.set({"distributed.scheduler.allowed-failures": 1})
    with failures, engine("local", 1) as workforce, workforce as each, pytest.raises(MachineError, match=said):
        list(each(deadly_tasks.killed_always, ["central, futures 0 to 9"]))


def test_an_error_of_a_task_comes_back_as_it_is(address):
    with engine(address, 1) as workforce, workforce as each:
        with pytest.raises(InputError) as refused:
            list(each(deadly_tasks.is_refused, [1.5]))
        assert str(refused.value).splitlines()[0] == "file: path: is wrong (1.5): write another"
        with pytest.raises(ZeroDivisionError, match="one by none"):
            list(each(deadly_tasks.fails, [1]))


def assert_refused(said, scenario, folder, address):
    """One line, and nothing written."""
    with pytest.raises(InputError, match=f"^{re.escape(said)}.*$"):
        run_ensemble(scenario, OPTIONS, folder / "run", cluster=address)
    assert not (folder / "run").exists()


def impatient(monkeypatch):
    """Only where nothing is awaited that would come: what is connected stays so on a slow machine too."""
    monkeypatch.setattr(cluster, "PATIENCE_SECONDS", 0.5)


def test_an_address_where_nothing_answers_is_one_message(scenario, tmp_path, monkeypatch, capfd):
    impatient(monkeypatch)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        nowhere = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        said = f"cluster: no Dask scheduler answers ({nowhere}): write local, or tcp://HOST:PORT of one that runs"
        assert_refused(said, scenario, tmp_path, nowhere)
    assert_refused(said, scenario, tmp_path, nowhere)
    assert_refused("cluster: no Dask scheduler answers (", scenario, tmp_path, "carrier pigeon")
    assert_refused("cluster: no Dask scheduler answers (", scenario, tmp_path, "")
    assert capfd.readouterr().err == ""


def test_a_cluster_without_workers_is_one_message(scenario, tmp_path, monkeypatch):
    refuse_others = cluster._refuse_others
    monkeypatch.setattr(cluster, "_refuse_others", lambda *asked: impatient(monkeypatch) or refuse_others(*asked))
    with started(workers=0) as running:
        said = f"cluster: has no workers ({running.scheduler_address}): start some: dask worker "
        assert_refused(said, scenario, tmp_path, running.scheduler_address)


def test_a_cluster_with_other_code_or_libraries_is_refused(address, scenario, tmp_path, monkeypatch):
    here = cluster._versions()
    monkeypatch.setattr(cluster, "_versions", lambda: {**here, "code": "0000", "numpy": "1.0"})
    # The scheduler of this test is this very process, so that the worker alone differs.
    said = (
        f"cluster: its machine {socket.gethostname()} has code {here['code']}, not 0000; numpy {here['numpy']}, not 1.0"
    )
    assert_refused(said, scenario, tmp_path, address)


def test_a_cluster_that_is_lost_ends_in_one_message(tmp_path, monkeypatch):
    with started(workers=1) as running, engine(running.scheduler_address, 1) as workforce, workforce as each:
        answers = each(deadly_tasks.waits_in, ["", str(tmp_path)])
        assert next(answers) == ""
        impatient(monkeypatch)
        running.close()
        with pytest.raises(MachineError, match=r"^the cluster was lost \(tcp://.*\): start it, then run the same com"):
            next(answers)


def test_a_cluster_that_is_lost_while_it_is_asked_for_its_workers_ends_in_the_same_message():
    class Gone:
        def wait_for_workers(self, *_, **__):
            raise OSError("Timed out trying to connect")

    with pytest.raises(MachineError, match=r"^the cluster was lost \(tcp://x\): "):
        cluster._refuse_deserted(Gone(), "tcp://x")


def test_a_cluster_that_all_workers_have_left_ends_in_one_message(tmp_path, monkeypatch):
    with started(workers=1) as running, engine(running.scheduler_address, 1) as workforce, workforce as each:
        answers = each(deadly_tasks.waits_in, ["", str(tmp_path)])
        assert next(answers) == ""
        impatient(monkeypatch)
        running.scale(0)
        with pytest.raises(MachineError, match=r"^no worker is left at tcp://.*: start some, then run the same com"):
            next(answers)


def test_without_the_extra_the_command_says_how_to_install_it(tmp_path):
    main = "import sys; sys.modules['distributed'] = None; from deterrence.cli import main; main()"
    command = [sys.executable, "-c", main, "run", "--cluster", "local", "--workers", "1", "--futures", "20",
               "--output", tmp_path / "run"]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    fix = "install it: pip install 'deterrence[cluster]'"
    assert done.stderr == f"cluster: needs Dask, which is not installed (local): {fix}\n"
    assert done.returncode == 2
    assert not (tmp_path / "run").exists()

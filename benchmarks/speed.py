"""Speeds that the design names, measured. Run: python benchmarks/speed.py [leakage] [slice] [brief] [help]

Each row is the median of several rounds, on the machine at hand; two worker processes where the bar is for two cores.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np

ROUNDS = 5
FUTURES = 250


def leakage_rate(case: tuple[int, int]) -> float:
    """Exact leak distributions a second on one core: three layers, finite stock, two looks, one common sensor."""
    from deterrence.missile_defence.kernel import leak_distribution

    warheads, decoys = case
    objects = warheads + decoys
    whole = np.int64
    arguments = (
        np.array([objects // 2, objects // 2, objects // 3], dtype=whole),
        np.ones(3, dtype=whole),
        np.full(3, 2, dtype=whole),
        np.full(3, 10**6, dtype=whole),
        np.array([0.5, 0.5, 0.6]),
        np.zeros(3),
        np.zeros(3, dtype=whole),
        np.array([0.1]),
    )
    leak_distribution(warheads, decoys, *arguments)
    count = max(50, 3_000_000 // objects**2)
    rates = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for _ in range(count):
            leak_distribution(warheads, decoys, *arguments)
        rates.append(count / (time.perf_counter() - start))
    return statistics.median(rates)


def leakage() -> None:
    """The three leakage rows on two cores."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for case, bar in (((12, 24), 150_000), ((48, 96), 15_000), ((160, 160), 6_000)):
            rate = sum(pool.map(leakage_rate, [case, case]))
            print(f"leakage {case[0]:>3} warheads + {case[1]:>3} decoys: {rate:>10,.0f} /s on 2 cores (bar {bar:,})")


def slice_rate(structure: str) -> float:
    """Futures a second on one core: 16 years, three forces, two postures, with and without the defence."""
    from deterrence.evidence.dataset import load_dataset
    from deterrence.exploration.futures import Futures, View, evaluate
    from deterrence.scenario.overlay import load_scenario

    scenario = load_scenario(None, load_dataset())
    view = View(("arrivals", "erosion_same_forces", "reach", "curve", "boats_to_restore"), policies=())
    evaluate(Futures(scenario, "central", structure, 1, 0, 2), view)
    rates = []
    for block in range(ROUNDS):
        start = time.perf_counter()
        evaluate(Futures(scenario, "central", structure, 1, block * FUTURES, FUTURES), view)
        rates.append(FUTURES / (time.perf_counter() - start))
    return statistics.median(rates)


def nuclear_slice() -> None:
    """The nuclear slice on two cores, set `central`."""
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        for structure, bar in (("aids_net", 1_000), ("explicit_decoys", 100), ("independent_sensors", 250)):
            rate = sum(pool.map(slice_rate, [structure, structure]))
            print(f"slice {structure:<19}: {rate:>8,.0f} futures/s on 2 cores (bar {bar:,})")


def _command(arguments: list[str], rounds: int, environment: dict[str, str] | None = None) -> float:
    import os

    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run(arguments, check=True, capture_output=True, env={**os.environ, **(environment or {})})
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def brief() -> None:
    """The main job, cold: a fresh compile cache, 200 futures in each of 15 cells, two workers."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "deterrence.cli", "brief", "--futures", "200", "--output"]
        cold = _command([*command, str(Path(folder) / "cold")], 1, {"NUMBA_CACHE_DIR": str(Path(folder) / "cache")})
        warm = _command([*command, str(Path(folder) / "warm")], 1, {"NUMBA_CACHE_DIR": str(Path(folder) / "cache")})
    print(f"brief of 3,000 futures: {cold:.1f} s cold with compilation (bar 30), {warm:.1f} s warm")


def help_page() -> None:
    """`deterrence --help`."""
    print(f"--help: {_command([sys.executable, '-m', 'deterrence.cli', '--help'], 9):.3f} s (bar 0.2)")


ROWS = {"help": help_page, "leakage": leakage, "slice": nuclear_slice, "brief": brief}

if __name__ == "__main__":
    for name in sys.argv[1:] or ROWS:
        ROWS[name]()

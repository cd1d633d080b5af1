"""What the server's threads have freed is not kept by each of them."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

THREADS = 8
HEAPS = f"""
import ctypes
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from deterrence.web.memory import share_heaps

def used(together):
    together.wait()
    return [bytearray(10_000) for _ in range(100)]

if sys.argv[1] == "given":
    assert share_heaps()
together = Barrier({THREADS})
with ThreadPoolExecutor({THREADS}) as pool:
    kept = list(pool.map(used, [together] * {THREADS}))
library = ctypes.CDLL("libc.so.6")
library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))
library.fflush(None)
"""


def heaps(how):
    """How many heaps the C library has made for threads that allocate side by side."""
    source = str(Path(__file__).parents[2] / "src")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MALLOC_")}
    environment["PYTHONPATH"] = os.pathsep.join([source, environment.get("PYTHONPATH", "")])
    command = [sys.executable, "-c", HEAPS, how]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return done.stdout.count("<heap nr=")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library has no such settings")
def test_all_threads_share_two_heaps_where_else_each_has_one_of_its_own():
    assert heaps("as it is") > 2
    assert heaps("given") == 2

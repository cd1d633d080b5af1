"""The command in this process: what it prints, says and ends with, without the start of an interpreter. No test here.

What is of the process itself (signals, a standard output that fails, warnings of a fresh start) is tested on a real one
in test_cli_faults.py, and in a few tests of test_cli.py.
"""

import io
import logging
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from deterrence import cli

ROOT = Path(__file__).parents[1]


def deterrence(*arguments, cwd=ROOT, columns="") -> subprocess.CompletedProcess[str]:
    """What `main` does with a command line, in a folder; a file, or a terminal of so many columns, gets the answer."""
    written, said = io.BytesIO(), io.StringIO()
    logged = logging.StreamHandler(said)  # as without any handler
    logged.setLevel(logging.WARNING)
    with pytest.MonkeyPatch.context() as patch, redirect_stderr(said):
        patch.chdir(cwd)
        patch.setattr(sys, "argv", ["deterrence", *map(str, arguments)])
        patch.setattr(cli, "watch", None)  # a fork would take the tests with it
        patch.setenv("COLUMNS", columns)
        logging.getLogger().addHandler(logged)
        try:
            with redirect_stdout(io.TextIOWrapper(written, encoding="utf-8")):
                with pytest.raises(SystemExit) as ended:
                    cli.main()
                answer = written.getvalue().decode()
        finally:
            logging.getLogger().removeHandler(logged)
    return subprocess.CompletedProcess(arguments, ended.value.code or 0, answer, said.getvalue())

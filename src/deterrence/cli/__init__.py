"""The command line: thin, and quick to answer `--help`. Everything heavy is imported where it is used."""

from __future__ import annotations

import sys

from deterrence.cli.standard_output import let_go, put_in_place
from deterrence.cli.watch import AGAIN, INTERRUPTED, watch
from deterrence.errors import DeterrenceError, MachineError, cannot_write


def main() -> None:
    """Entry point: one clear error and no traceback; exit code 2 for bad input, 1 for what the machine cannot do."""
    try:
        code = _answered()
        sys.stdout.flush()
    except DeterrenceError as error:
        code, message = error.exit_code, str(error)
    except MemoryError:
        remedy = "run the same command with fewer workers, or ask for less; what was finished is kept"
        code, message = MachineError.exit_code, f"memory ran out: {remedy}"
    except OSError as error:
        fault = cannot_write(error.filename or "a file", error)
        code, message = fault.exit_code, str(fault)
    except KeyboardInterrupt:
        code, message = INTERRUPTED, f"interrupted: {AGAIN}"
    else:
        message = ""
    let_go()
    if message:
        print(message, file=sys.stderr)
    raise SystemExit(code)


def _answered() -> object:
    """Do what the command line asks; gives the exit code."""
    put_in_place()
    from deterrence.cli.app import app

    try:
        app(obj=watch)
    except SystemExit as ended:
        return ended.code
    return 0

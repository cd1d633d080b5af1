"""The command line: thin, and quick to answer `--help`. Everything heavy is imported where it is used."""

from __future__ import annotations

import sys
from typing import NoReturn

from deterrence.cli.app import app
from deterrence.errors import DeterrenceError

BAD_INPUT = 2


def main() -> None:
    """Entry point: one clear error and exit code 2 for bad input, never a traceback."""
    try:
        app(standalone_mode=True)
    except DeterrenceError as error:
        _fail(str(error))
    except KeyboardInterrupt:
        _fail("interrupted: the blocks that were finished are kept; run the same command again to go on", 130)


def _fail(message: str, code: int = BAD_INPUT) -> NoReturn:
    print(message, file=sys.stderr)
    raise SystemExit(code)

"""Measure, print and write the report."""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from benchmarks import NAMES, machine
from benchmarks.rows import Row, Settings, rows_of, table, table_of_two

_HEAD = """# Benchmarks

Written by `python -m benchmarks --output docs/benchmarks.md`; not edited by hand. A **ratio** says how many times
better than the bar or the peer the value is: 1 is as good, below 1 is worse. Rates, multiples and shares are better the
greater, all else the smaller. Peers run on the same machine in the same minutes. With names, the command measures some
sections anew and leaves the others as they are; each says when it was begun.
"""
_QUICK = " **Quick: few rounds and small sizes, to show the form; no evidence.**"
_MACHINE = "The machine"


def main() -> int:
    """The command; 1 where something could not be measured because it failed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=(__import__("benchmarks").__doc__))
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"some of {', '.join(NAMES)}; all if left out")
    parser.add_argument(
        "--output",
        type=Path,
        metavar="FILE",
        help="write the report there too; with names, replace their sections alone",
    )
    parser.add_argument("--against", type=Path, metavar="CHECKOUT", help="another checkout to compare with")
    parser.add_argument("--quick", action="store_true", help="few rounds and small sizes, to see the form")
    parser.add_argument("--list", action="store_true", help="print names and titles, and end")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in NAMES]
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}; write some of {', '.join(NAMES)}")
    if asked.against is not None and not (asked.against / "src" / "deterrence").is_dir():
        parser.error(f"--against: {asked.against} holds no src/deterrence; name the folder of a checkout")
    if asked.list:
        print("\n".join(f"{name}: {import_module(f'benchmarks.{name}').TITLE}" for name in NAMES))
        return 0
    settings = Settings(asked.quick, asked.against.resolve() if asked.against else None)
    sections = _kept(asked.output) if asked.names and asked.output and asked.output.is_file() else {}
    sections[_MACHINE] = table_of_two(machine.described())
    print(sections[_MACHINE], flush=True)
    failed = False
    for name in asked.names or NAMES:
        module = import_module(f"benchmarks.{name}")
        begun = machine.begun() + (_QUICK if settings.is_quick else "")
        rows = _measured(name, settings)
        failed = failed or any(row.note.startswith("failed") for row in rows)
        sections[module.TITLE] = f"{module.WORDS}\n\n{begun}\n\n{table(rows)}"
        print(f"## {module.TITLE}\n\n{sections[module.TITLE]}\n", flush=True)
        if asked.output:
            asked.output.write_text(_report(sections), encoding="utf-8")
    return int(failed)


def _report(sections: dict[str, str]) -> str:
    """The whole report, in the order of the benchmarks."""
    titles = (_MACHINE, *(import_module(f"benchmarks.{name}").TITLE for name in NAMES))
    return "\n".join([_HEAD, *(f"## {title}\n\n{sections[title]}\n" for title in titles if title in sections)])


def _kept(report: Path) -> dict[str, str]:
    """Sections of an earlier report by title: those not measured again stay as they are."""
    parts = report.read_text(encoding="utf-8").split("\n## ")[1:]
    return {title: body.strip() for title, _, body in (part.partition("\n") for part in parts)}


def _measured(name: str, settings: Settings) -> list[Row]:
    """The rows of one benchmark, in a process of its own: none meets what another left in memory."""
    try:
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            return pool.submit(rows_of, name, settings).result()
    except Exception as error:  # a benchmark that fails is told in the report, and the others go on
        said = (str(error).splitlines() or [type(error).__name__])[-1].replace("|", "/")
        return [Row(name, "", None, "", note=f"failed: {said}")]


if __name__ == "__main__":
    sys.exit(main())

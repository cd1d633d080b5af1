"""The main job, cold and warm, and what of it is writing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from benchmarks.measuring import call, command, stored_bytes
from benchmarks.rows import Row, Settings

TITLE = "The brief"
WORDS = (
    "`deterrence brief` on every assumption set and structure, two workers. Cold: an empty compile cache. Warm: the "
    "same cache and a new folder. Memory is the most that all of its processes held together."
)


def rows(settings: Settings) -> list[Row]:
    """Cold, warm, judging and writing."""
    futures = 20 if settings.is_quick else 200
    with tempfile.TemporaryDirectory() as folder:
        cache = {"NUMBA_CACHE_DIR": str(Path(folder) / "cache")}
        arguments = ["-m", "deterrence.cli", "brief", "--futures", str(futures), "--output"]
        cold = command([*arguments, str(Path(folder) / "cold")], environment=cache)
        warm = command([*arguments, str(Path(folder) / "warm")], environment=cache)
        judging, composing, rendering = _parts(Path(folder) / "warm", futures)
        size = f"brief of {15 * futures:,} futures"
        return [
            Row(f"{size}, cold", "on the clock, with compilation", cold.wall_seconds, "seconds", 30.0),
            Row(f"{size}, cold", "of the processor", cold.processor_seconds, "seconds"),
            Row(f"{size}, warm", "on the clock", warm.wall_seconds, "seconds"),
            Row(f"{size}, warm", "of the processor", warm.processor_seconds, "seconds"),
            Row(f"{size}, warm", "memory at most", warm.peak_megabytes, "megabytes"),
            Row(f"{size}, warm", "written to the folder", stored_bytes(Path(folder) / "warm") / 1e6, "megabytes"),
            Row("judging alone", "every claim of the register, on a finished run", judging, "seconds"),
            Row("composing alone", "text, tables and charts of judged claims", composing, "seconds"),
            Row("rendering alone", "HTML and PDF of a composed document", rendering, "seconds", 3.0),
        ]


def _parts(folder: Path, futures: int) -> tuple[float, float, float]:
    """Seconds on the clock, one process, of judging, composing and rendering a finished run that lies in a folder."""
    import deterrence as dt
    from deterrence.axes import CLAIM_YEAR
    from deterrence.brief import files
    from deterrence.brief.brief import USUAL_LENGTH, WRITTEN
    from deterrence.brief.contents import documents
    from deterrence.brief.document import Document
    from deterrence.brief.files import USUAL_FORMATS
    from deterrence.brief.findings import Findings

    run = dt.run(futures=futures, folder=folder)
    judging = call(run.verdicts)
    findings = Findings(run.ensemble, tuple(run.verdicts()), CLAIM_YEAR)
    made: list[Document] = []
    composing = call(lambda: made.extend(documents(findings, WRITTEN[USUAL_LENGTH])))
    rendering = call(lambda: files.write(made, folder, USUAL_FORMATS))
    return judging.wall_seconds, composing.wall_seconds, rendering.wall_seconds

"""Store what the reference gives at a few futures, so that a change which moves a result cannot go unseen.

    python scripts/refresh_results.py changelog.d/NNNN.results.md

The fragment says what moved, from what to what, and why; it must exist first. `tests/results/test_net.py` recomputes
the summary and fails where it differs.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from deterrence.api.scenario import load
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.question import reference_options
from deterrence.exploration.run import Run
from deterrence.results import bands
from deterrence.system.registry import OUTCOMES, tables

ROOT = Path(__file__).parents[1]
STORED = ROOT / "tests" / "results" / "reference.json"
FUTURES, SEED = 40, 1


def summary(run: Run) -> dict[str, Any]:
    """Futures in which each proposition holds, and bands of each outcome's mean over its axes, by distinct cell."""
    judge = Judge(run)
    verdicts = {
        f"{verdict.claim.id} {verdict.reading.id} {verdict.subject}".strip(): {
            f"{cell.assumption_set}, {cell.structure}": round(cell.share * cell.futures) for cell in verdict.cells
        }
        for claim in load_claims()
        for verdict in judge.judge(claim)
    }
    kept = [name for of_table in tables().values() for name in of_table if "policy" not in OUTCOMES[name].axes]
    names = [*kept, "curve"]  # of the chances, those of one year
    spread = {name: {", ".join(cell): _bands(run, name, cell) for cell in run.sharing.distinct(name)} for name in names}
    return {"futures": FUTURES, "seed": SEED, "verdicts": verdicts, "outcomes": spread}


def _bands(run: Run, name: str, cell: tuple[str, str]) -> list[float]:
    """Bands over the futures of an outcome's mean over all its other axes, under the reference."""
    values = np.asarray(run.results.values(name, cell), dtype=np.float64)
    return [float(band) for band in bands(values.reshape(values.shape[0], -1).mean(axis=1)).values()]


def reference_run(folder: Path) -> Run:
    """The reference at a few futures."""
    scenario = load()
    return run_ensemble(scenario, reference_options(scenario, FUTURES, SEED), folder, workers=2)


def main() -> None:
    """Refresh the stored summary."""
    if len(sys.argv) != 2 or not (ROOT / sys.argv[1]).is_file() or not sys.argv[1].endswith(".results.md"):
        sys.exit(
            "name the fragment that says what moved, and why: scripts/refresh_results.py changelog.d/NNNN.results.md"
        )
    with tempfile.TemporaryDirectory() as folder:
        found = {"fragment": sys.argv[1], **summary(reference_run(Path(folder)))}
    STORED.parent.mkdir(exist_ok=True)
    STORED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"{STORED.relative_to(ROOT)}: {len(found['verdicts'])} propositions, {len(found['outcomes'])} outcomes")


if __name__ == "__main__":
    main()

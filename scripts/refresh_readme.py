"""Refresh the figure and the verdict table of the README from a run of the main job.

Run: python scripts/refresh_readme.py (about half a minute); it rewrites README.md and docs/images/erosion.png.
"""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from deterrence.api.limits import USUAL_FUTURES
from deterrence.charts.rendering import png
from deterrence.claims import phia
from deterrence.claims.claim import load_claims
from deterrence.claims.judge import Judge
from deterrence.claims.reference import LEAST_BLOCKS, SEED
from deterrence.claims.sampling import Sampling
from deterrence.claims.text import counts_text
from deterrence.claims.verdict import Verdict
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.ensemble import run_ensemble
from deterrence.exploration.question import CLAIM_YEAR, reference_options
from deterrence.exposure import ALL
from deterrence.scenario.overlay import load_scenario
from deterrence.second_strike.chapter.erosion import erosion, erosion_rows

ROOT = Path(__file__).parents[1]


def table(verdicts: list[Verdict], sets: tuple[str, ...]) -> str:
    """Verdicts as a Markdown table."""
    head = f"| all sent into the capital region, 2036, day-to-day | force | true in | {' | '.join(sets)} |"
    rows = [
        f"| {v.claim.id}: {v.reading.line} | {v.subject_words} | **{phia.interval_text(*v.interval)}** | "
        f"{' | '.join(phia.interval_text(*v.interval_of_set(name)) for name in sets)} |"
        for v in verdicts
    ]
    return "\n".join([head, "|" + "---|" * (3 + len(sets)), *rows])


def main() -> None:
    """Run, draw, rewrite."""
    scenario = load_scenario(None, load_dataset())
    with tempfile.TemporaryDirectory() as folder:
        options, sampling = reference_options(scenario, USUAL_FUTURES, SEED), Sampling(LEAST_BLOCKS)
        run = run_ensemble(scenario, options, Path(folder), workers=2, unsettled=sampling)
        judge = Judge(run)
        verdicts = [
            v
            for claim in load_claims()
            for v in judge.judge(claim)
            if claim.is_headline and v.proposition.at["exposure"] == ALL and v.reading.line
        ]
        figure = erosion(erosion_rows(run.results, CLAIM_YEAR, 1 / 2, ALL), CLAIM_YEAR)
        sets = tuple(dict.fromkeys(cell.assumption_set for v in verdicts for cell in v.cells))
    (ROOT / "docs" / "images" / "erosion.png").write_bytes(png(figure.chart))
    shown = (
        f"![{figure.alternative_text}](docs/images/erosion.png)\n\n{table(verdicts, sets)}\n\n"
        f"Share of futures in which the claim holds, least to greatest over assumption sets and structures; "
        f"{counts_text(run.futures, run.headline_futures)}, seed {SEED}: "
        "the stored verdicts, with at least two blocks of 250 in each cell, "
        "where a brief begins with one. Counts over stated ranges, not probabilities. "
        "What is not sent into a defended region arrives: with half sent, half cannot be lost, though a quarter can. "
        "Sets are our numbers, argued from sentences of others."
    )
    readme = ROOT / "README.md"
    text = readme.read_text(encoding="utf-8")
    pattern = r"(<!-- made by scripts/refresh_readme.py -->\n).*(\n<!-- end -->)"
    readme.write_text(re.sub(pattern, lambda m: m[1] + shown + m[2], text, flags=re.DOTALL), encoding="utf-8")


if __name__ == "__main__":
    main()

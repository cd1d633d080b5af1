"""Scenario discovery on 50,000 futures of 12 inputs, beside that of EMA Workbench on the same futures."""

from __future__ import annotations

import statistics
import warnings
from typing import Any

import numpy as np

from benchmarks.measuring import call
from benchmarks.rows import Row, Settings

TITLE = "Scenario discovery (PRIM)"
WORDS = (
    "Made data: twelve uniform inputs; a case is likely (9 in 10) inside a box of three of them, rare (1 in 20) "
    "outside. Both peel and paste by one twentieth until a box holds fewer futures than half the cases. Of the peer's "
    "trajectory the box is taken by our rule, the greatest lesser of coverage and density; ours drops in addition "
    "what chance could have made."
)

PEER = "EMA Workbench"
FUTURES, INPUTS, SHARE = 50_000, 12, 0.05
LEAST_DENSITY = 0.5  # of the peer's box; it also tells its cases, 1, from the others, 0


def rows(settings: Settings) -> list[Row]:
    """Time and quality."""
    from deterrence.exploration.prim import discover

    inputs, cases = _made()
    columns = {f"x{place}": inputs[:, place] for place in range(INPUTS)}
    kept: list[Any] = []
    used = [call(lambda: kept.append(discover(cases, columns, SHARE))) for _ in range(1 if settings.is_quick else 5)]
    box = kept[0].box
    peer = _peer(inputs, cases, 1 if settings.is_quick else 5)
    seconds, coverage, density, restricted = (None,) * 4 if peer is None else peer
    what = f"{FUTURES:,} futures, {INPUTS} inputs"
    return [
        Row(what, "time of the processor", statistics.median(one.processor_seconds for one in used), "seconds",
            peer=PEER, peer_value=seconds),
        Row(what, "coverage: share of the cases inside", box.coverage, "share", peer=PEER, peer_value=coverage),
        Row(what, "density: share of cases among those inside", box.density, "share", peer=PEER, peer_value=density),
        Row(what, "inputs restricted (three make the cases)", box.restricted, "inputs", peer=PEER,
            peer_value=restricted),
    ]  # fmt: skip


def _made() -> tuple[Any, Any]:
    generator = np.random.default_rng(1)
    inputs = generator.random((FUTURES, INPUTS))
    inside = (inputs[:, 0] < 0.6) & (inputs[:, 1] > 0.4) & (inputs[:, 2] > 0.3) & (inputs[:, 2] < 0.9)
    return inputs, generator.random(FUTURES) < np.where(inside, 0.9, 0.05)


def _peer(inputs: Any, cases: Any, rounds: int) -> tuple[float, float, float, float] | None:
    """Seconds of the processor, coverage, density and inputs restricted; none where the peer is not installed."""
    warnings.simplefilter("ignore")
    try:
        import pandas as pd
        from ema_workbench.analysis import prim
    except ImportError:
        return None
    frame = pd.DataFrame(inputs, columns=[f"x{place}" for place in range(INPUTS)])
    kept: list[Any] = []

    def find() -> None:
        search = prim.Prim(frame, cases, threshold=LEAST_DENSITY, peel_alpha=SHARE, paste_alpha=SHARE,
                           mass_min=cases.sum() / 2 / FUTURES)  # fmt: skip
        kept.append(search.find_box().peeling_trajectory)

    used = [call(find) for _ in range(rounds)]
    trajectory = kept[0]
    best = trajectory.loc[trajectory[["coverage", "density"]].min(axis=1).idxmax()]
    seconds = statistics.median(one.processor_seconds for one in used)
    return seconds, float(best["coverage"]), float(best["density"]), float(best["res_dim"])

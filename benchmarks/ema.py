"""EMA Workbench driving the same model, one future after the other, beside the same futures in a block."""

from __future__ import annotations

import statistics
import warnings
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from benchmarks.measuring import call
from benchmarks.rows import PEER_NOT_INSTALLED, Row, Settings

TITLE = "EMA Workbench on the same model"
WORDS = (
    "The peer's sequential evaluator calls our own model, in the same process and on the same base draws; what it "
    "gives equals our block to the twelfth digit, or this benchmark fails. It accepts any Python model; ours is fast "
    "because futures are arrays. A plain loop shows what of the difference is the peer's own. Drawing is in all "
    "three; rates are by time of the processor. `pip install ema_workbench` adds the peer; it is no extra of ours, as "
    "it needs a library under GPL-3."
)

PEER = "EMA Workbench"
BAR_TIMES = 100.0
_TOLERANCE = 1e-12
_BLOCK = 250
_RAID = {"force": ("both",), "posture": ("day_to_day",)}
_CASES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("arrivals of one raid, `aids_net`", "aids_net", {"outcomes": ("arrivals",), "labels": _RAID}),
    ("arrivals of one raid, `explicit_decoys`", "explicit_decoys", {"outcomes": ("arrivals",), "labels": _RAID}),
    ("theatre ladder", "aids_net", {"outcomes": ("ladder_coverage",)}),
)


def rows(settings: Settings) -> list[Row]:
    """Rates of three ways to run the same futures, for each case."""
    alone, rounds = (20, 1) if settings.is_quick else (200, 7)
    return [row for words, structure, view in _CASES for row in _rows_of(words, structure, view, alone, rounds)]


def _rows_of(words: str, structure: str, wanted: dict[str, Any], alone: int, rounds: int) -> list[Row]:
    from deterrence.evidence.dataset import load_dataset
    from deterrence.exploration.futures import Futures, View, evaluate
    from deterrence.scenario.draw import uniforms
    from deterrence.scenario.overlay import load_scenario

    scenario, view = load_scenario(None, load_dataset()), View(policies=(), **wanted)
    model, names = _model(scenario, structure, view)
    base = np.array([uniforms(1, name, 0, alone) for name in names])
    model(dict(zip(names, base[:, 0], strict=True)))  # compiles
    expected = evaluate(Futures(scenario, "reference", structure, 1, 0, alone), view).block.under(wanted["outcomes"][0])

    def seconds(start: int) -> float:
        futures = Futures(scenario, "reference", structure, 1, start, _BLOCK)
        return call(lambda: evaluate(futures, view)).processor_seconds

    rate = _BLOCK / statistics.median(seconds(_BLOCK * (1 + place)) for place in range(rounds))
    plain = call(lambda: [model(dict(zip(names, values, strict=True))) for values in base.T]).processor_seconds
    peer = _peer_seconds(model, names, base, expected)
    what = (words, f"our block of {_BLOCK}", rate, "futures a second")
    times, note = (None, PEER_NOT_INSTALLED) if peer is None else (rate * peer / alone, "")
    return [
        Row(*what, peer=PEER, peer_value=None if peer is None else alone / peer),
        Row(*what, peer="a plain loop", peer_value=alone / plain),
        Row(words, "our rate over the peer's", times, "times", BAR_TIMES, note=note),
    ]


def _model(scenario: Any, structure: str, view: Any) -> tuple[Callable[[Mapping[str, float]], Any], tuple[str, ...]]:
    """The model of one future, from its base draws to its outcome [year, ...], and the names of those draws."""
    from deterrence.scenario.resolve import resolve
    from deterrence.system.block import narrowed, targeted
    from deterrence.system.loop import run
    from deterrence.system.registry import ORDER

    order = targeted(ORDER, view.outcomes)
    order = narrowed(order, view.labels) if view.labels else order
    read = tuple(dict.fromkeys(name for one in order.components for name in one.quantities_read(structure)))
    resolved, years = resolve(scenario, "reference"), np.asarray(scenario.years, dtype=np.int64)
    names: dict[str, None] = {}

    def noted(name: str) -> Any:
        names[name] = None
        return np.full(1, 0.5)

    for name in read:
        resolved[name].drawn(noted, scenario.years)

    def of_one_future(base: Mapping[str, float]) -> Any:
        draws = {name: resolved[name].drawn(lambda one: np.full(1, base[one]), scenario.years) for name in read}
        return run(order, draws, years, structure).values[view.outcomes[0]][0]

    return of_one_future, tuple(names)


def _peer_seconds(
    model: Callable[[Mapping[str, float]], Any], names: tuple[str, ...], base: Any, expected: Any
) -> float | None:
    """Seconds of the processor of the peer's sequential run of these futures; none where it is not installed."""
    warnings.simplefilter("ignore")
    try:
        import ema_workbench as peer
    except ImportError:
        return None

    def of_parameters(**parameters: float) -> dict[str, Any]:
        found = model({name: parameters[f"u{place}"] for place, name in enumerate(names)})
        return {"outcome": found.ravel()}

    peer_model = peer.Model("deterrence", function=of_parameters)
    peer_model.uncertainties = [peer.RealParameter(f"u{place}", 0.0, 1.0) for place in range(len(names))]
    peer_model.outcomes = [peer.ArrayOutcome("outcome")]
    futures = [
        peer.Scenario(str(future), **{f"u{place}": value for place, value in enumerate(values)})
        for future, values in enumerate(base.T)
    ]
    kept: list[Any] = []
    used = call(lambda: kept.append(peer.perform_experiments(peer_model, scenarios=futures, log_progress=True)))
    found = np.asarray(kept[0][1]["outcome"]).reshape(expected.shape)
    np.testing.assert_allclose(found, expected, rtol=_TOLERANCE, atol=_TOLERANCE)
    return used.processor_seconds

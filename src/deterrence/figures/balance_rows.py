"""Rows of the figures of the wider balance, from the profiles of one set of futures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from deterrence.axes import REFERENCE
from deterrence.claims.words import label_name
from deterrence.figures.strategic import BETWEEN
from deterrence.results import Cell, Results, bands
from deterrence.system.registry import labels_of

Floats = NDArray[np.float64]
Row = Any  # the module of each figure says what its rows hold

# Columns of the ladder's map: who holds the weapons, and under which policy.
_DYADS = {
    "russia_nato": ("Russia", "NATO"),
    "russia_france_united_kingdom": ("Russia", "France and UK"),
    "russia_united_states": ("Russia", "United States"),
    "united_states_china": ("United States", "China"),
    "russia_china": ("Russia", "China"),
}
LADDER_COLUMNS = (
    ("russia", REFERENCE, "plans"),
    ("nato", REFERENCE, "plans"),
    ("nato", "polish_hosting", "Poland"),
    ("nato", "french_nonstrategic", "French"),
    ("nato", "british_nonstrategic", "British"),
    ("nato_without_united_states", REFERENCE, "plans"),
    ("france_united_kingdom", REFERENCE, "plans"),
    ("france_united_kingdom", "european_options_together", "all"),
)
LADDER_NOTE = (
    "Columns: as planned; Poland: Poland hosts allied weapons; French, British: new non-strategic weapons of France or "
    "of the United Kingdom; all: European options together. An option replaces what a "
    "lever sets."
)
# A strategic missile with a weapon for limited use: the American one has no Russian counterpart that is published.
_RUNGS = {"low_yield_ballistic_missile": "Submarine missile, low yield"}
_SHORT = {"nato_without_united_states": "NATO, without US", "france_united_kingdom": "France, UK"}


def _five(values: NDArray[np.generic]) -> dict[str, Floats]:
    return bands(np.asarray(values, dtype=np.float64))


def _rows(labels: Mapping[str, str], axis: str, steps: Sequence[int], values: NDArray[np.generic]) -> list[Row]:
    """Bands over futures of values [future, step], a row for each step of a numbered axis."""
    five = _five(values)
    return [
        {**labels, axis: step, **{key: float(band[place]) for key, band in five.items()}}
        for place, step in enumerate(steps)
    ]


def _one(labels: Mapping[str, str], values: NDArray[np.generic]) -> Row:
    """Bands over futures of values [future], as one row."""
    return {**labels, **{key: float(band) for key, band in _five(values).items()}}


def _labels(outcome: str, axis: str) -> tuple[str, ...]:
    return tuple(labels_of(outcome)[axis])


def _at(results: Results, outcome: str, policy: str = REFERENCE) -> NDArray[np.generic]:
    return results.values(outcome, results.cells[0], policy=policy)


def ladder_rows(results: Results) -> list[Row]:
    """Coverage of each rung, strategic first, by coalition and option."""
    coalitions, rungs = _labels("rung_coverage", "coalition"), _labels("rung_coverage", "rung")
    rows = []
    for coalition, policy, option in LADDER_COLUMNS:
        values = _at(results, "rung_coverage", policy)[:, 0, coalitions.index(coalition)]
        for place in reversed(range(len(rungs))):
            named = {"rung": _RUNGS.get(rungs[place], _capital(label_name("rung", rungs[place]))), "option": option,
                     "coalition": _SHORT.get(coalition, _coalition(coalition))}  # fmt: skip
            five = _one(named, values[:, place])
            rows.append({key: five[key] for key in ("rung", "coalition", "option", "p05", "p50", "p95")})
    return rows


def theatre_rows(results: Results, years: Sequence[int]) -> list[Row]:
    """Ladder coverage by coalition over the years."""
    values = _at(results, "ladder_coverage")
    return [
        row
        for place, coalition in enumerate(_labels("ladder_coverage", "coalition"))
        for row in _rows(
            {"coalition": _SHORT.get(coalition, _coalition(coalition))}, "year", years, values[:, :, place]
        )
    ]


def stability_rows(results: Results, years: Sequence[int]) -> list[Row]:
    """Index of first-strike stability by pair and stance over the years, with and without defences."""
    rows = []
    outcome = "first_strike_stability_index"
    for defence, label in (("with", "all"), ("without", "none")):
        values = results.values(outcome, results.cells[0], defence=label)
        for place, dyad in enumerate(_labels(outcome, "dyad")):
            for number, stance in enumerate(_labels(outcome, "stance")):
                said = {"dyad": BETWEEN.join(_DYADS[dyad]), "stance": _capital(label_name("stance", stance)),
                        "defence": defence}  # fmt: skip
                rows += _rows(said, "year", years, values[:, :, place, number])
    return rows


def sufficiency_rows(results: Results, years: Sequence[int]) -> list[Row]:
    """Sufficiency against two peers by coalition, without treaty limits and with them."""
    values = _at(results, "sufficiency_ratio")
    return [
        row
        for place, coalition in enumerate(_labels("sufficiency_ratio", "coalition"))
        for number, treaty in enumerate(_labels("sufficiency_ratio", "treaty"))
        for row in _rows({"coalition": _coalition(coalition), "treaty": treaty}, "year", years,
                         values[:, :, place, number])
    ]  # fmt: skip


def leakage_rows(results: Results) -> list[Row]:
    """What leaks of each raid, and the interceptors left, by day and shield."""
    days = [int(day) for day in _labels("leakage_share", "day")]
    return [
        row
        for measure in ("leakage_share", "interceptors_left_share")
        for place, shield in enumerate(_labels(measure, "shield"))
        for row in _rows({"measure": measure, "shield": shield}, "day", days, _at(results, measure)[:, :, place])
    ]


def class_rows(results: Results, year_index: int) -> list[Row]:
    """Share of a reference raid that each layer, and all of them, stop, by threat class in one year."""
    layers, whole = _at(results, "layer_intercept_share"), _at(results, "class_intercept_share")
    names = _labels("layer_intercept_share", "defence_layer")
    rows = []
    for place, threat in enumerate(_labels("class_intercept_share", "threat_class")):
        said = {"threat_class": _capital(label_name("threat_class", threat))}
        for number, layer in enumerate(names):
            values = layers[:, year_index, place, number]
            rows.append(_one({**said, "layer": _capital(label_name("defence_layer", layer))}, values))
        rows.append(_one({**said, "layer": "All layers"}, whole[:, year_index, place]))
    return rows


def footprint_rows(results: Results) -> list[Row]:
    """Claimed and credible cover by threat class."""
    measures = {"defended_share": "Cover", "share_beyond_border": "Cover beyond the border"}
    return [
        _one(
            {"threat_class": _capital(label_name("threat_class", threat)), "footprint": footprint, "measure": said},
            _at(results, outcome)[:, place, number],
        )
        for outcome, said in measures.items()
        for place, threat in enumerate(_labels(outcome, "threat_class"))
        for number, footprint in enumerate(_labels(outcome, "footprint"))
    ]


def calibration_rows(results: Results, cell: Cell) -> list[Row]:
    """The record against the fitted prediction, month by month; months without a launch have no row."""
    found = results.study("missile_defence.raid_record", cell)
    launched, observed = found.at("record_launched"), found.at("record_destroyed_share")
    band = {name: found.at(f"predicted_{name}", prediction="fitted") for name in ("low", "median", "high")}
    is_scored = found.at("is_scored", prediction="fitted")
    return [
        {
            "threat_class": _capital(label_name("threat_class", str(threat))),
            "month": month,
            "launched": int(launched[i, j]),
            "observed": float(observed[i, j]),
            **{name: float(values[i, j]) for name, values in band.items()},
            "is_scored": bool(is_scored[i, j]),
        }
        for i, threat in enumerate(found.labels["threat_class"])
        for j, month in enumerate(found.labels["month"])
        if launched[i, j] > 0
    ]


def _coalition(label: str) -> str:
    return _capital(label_name("coalition", label))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]

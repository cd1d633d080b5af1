"""What it costs: the six published lines with their remainder, and the gap by code, once and a year (laws C41, C42)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import Draws, Floats, Integers, Values
from deterrence.component import Component, Outcome
from deterrence.conventional import bill
from deterrence.conventional.codes import COUNTED, KIND
from deterrence.conventional.components.american import AMERICAN
from deterrence.conventional.components.cells import COUNTED_CODES, KEPT_YEARS, along, ids
from deterrence.conventional.components.gap import (
    QUANTITIES,
    READS,
    Readings,
    gaps,
    has_no_requirement,
    readings,
)  # fmt: skip

_LINES: Final = (
    "combat_aircraft", "escort", "long_range_air_defence", "attack_submarine", "tank", "infantry_vehicle",
)  # fmt: skip
LINE: Final = {
    **{code: COUNTED[code] for code in _LINES[:4]}, "tank": "battle tanks", "infantry_vehicle": "fighting vehicles",
    "remainder": "what no line counts: support, munitions, command",
}  # fmt: skip
_UNITS: Final = ids("requirement.replacement", _LINES)
_LINE_COST: Final = ids("unit_cost", _LINES)
_COST: Final = ids("unit_cost", COUNTED_CODES)
_UPKEEP: Final = ids("upkeep_share", COUNTED_CODES)
_ONE_OFF, _LIFE, _LEVEL = ids("bill", ("one_off_procurement", "life_cycle_factor", "spending_level"))


@dataclass(frozen=True)
class _Prepared:
    lines: Floats
    one_off: Floats
    life: Floats
    level: Floats
    cost: Floats
    upkeep: Floats
    readings: Readings


def _prepare(draws: Draws, years: Integers, structure: str) -> _Prepared:  # noqa: ARG001 - the contract
    lines = bill.lines(along(draws, _UNITS), along(draws, _LINE_COST))
    left = bill.remainder(draws[_ONE_OFF], np.einsum("fl->f", lines))
    return _Prepared(
        np.concatenate([lines, left[:, None]], axis=-1), draws[_ONE_OFF], draws[_LIFE], draws[_LEVEL],
        along(draws, _COST), along(draws, _UPKEEP), readings(draws),
    )  # fmt: skip


def _profile(prepared: _Prepared, values: Values, at: slice) -> Values:  # noqa: ARG001 - the contract
    once = gaps(prepared.readings, values).gap[..., 0, 0, :] * prepared.cost[:, None, None, None]
    return {
        "bill_line": prepared.lines,
        "bill_life_cycle": bill.life_cycle(prepared.one_off, prepared.life),
        "asked_spending_level": prepared.level,
        "gap_bill": once,
        "gap_bill_life_cycle": bill.life_cycle(once, prepared.life[:, None, None, None, None]),
        "gap_upkeep": once * prepared.upkeep[:, None, None, None],
        "bill_has_no_requirement": np.broadcast_to(has_no_requirement(), once.shape),
        "replacement_bill": np.einsum("fyac->fya", once[:, :, :, list(KIND).index("replacement")]),
    }


_PAGE: Final = "models/conventional_gap.md"
_BY_CODE: Final = ("future", "year", "american", "kind", "code")
_VOID: Final = "bill_has_no_requirement"
COMPONENT: Final = Component(
    name="conventional.bill",
    quantities=tuple(dict.fromkeys((*_UNITS, *_LINE_COST, *_COST, *_UPKEEP, _ONE_OFF, _LIFE, _LEVEL, *QUANTITIES))),
    reads=READS,
    outcomes=(
        Outcome(
            "bill_line", "billion USD of 2025", "bill_line", ("future", "line"),
            "Money of each line of the published list, and what the published bill holds beyond them.", _PAGE,
        ),
        Outcome(
            "bill_life_cycle", "billion USD of 2025", "bill", ("future",),
            "The published bill over the life of what is bought.", _PAGE, words="bill over a life",
        ),
        Outcome(
            "asked_spending_level", "billion USD of 2025 a year", "bill", ("future",),
            "Further spending a year that two institutes ask for: a level, and no bill.", _PAGE,
            words="further spending asked for",
        ),
        Outcome(
            "gap_bill", "billion USD of 2025", "gap_bill", _BY_CODE,
            "Procurement of what is missing, once, bottom up, a fire unit in each unit.", _PAGE, years=KEPT_YEARS,
            void=_VOID,
        ),
        Outcome(
            "gap_bill_life_cycle", "billion USD of 2025", "gap_bill", _BY_CODE,
            "The same over the life of what is bought.", _PAGE, years=KEPT_YEARS, void=_VOID,
        ),
        Outcome(
            "gap_upkeep", "billion USD of 2025 a year", "gap_bill", _BY_CODE,
            "Upkeep a year of what is missing, once it is there.", _PAGE, years=KEPT_YEARS, void=_VOID,
        ),
        Outcome(
            _VOID, "flag", "gap_bill", _BY_CODE, "The kind says nothing of the code, which has no price then.",
            _PAGE, dtype="bool", years=KEPT_YEARS,
        ),
        Outcome(
            "replacement_bill", "billion USD of 2025", "replacement_bill", ("future", "year", "american"),
            "Procurement, once, of what would replace the American forces that are gone and is not there.", _PAGE,
            words="bill for what would replace American forces",
        ),
    ),
    labels={"american": AMERICAN, "kind": KIND, "code": COUNTED, "line": LINE},
    prepare=_prepare,
    profile=_profile,
)  # fmt: skip

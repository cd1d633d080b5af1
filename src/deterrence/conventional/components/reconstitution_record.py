"""The law of reconstitution against the published stocks, and what services say of the years (laws C36 and C37).

A consistency check, not a validation: two steps, of which one is out of sample, and its output is our estimate.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Floats
from deterrence.axes import REFERENCE, named
from deterrence.component import Outcome
from deterrence.conventional.components.reconstitution import COMPONENT, PAGE, WAR_END
from deterrence.conventional.reconstitution import Stocks, hazard_of, year_later
from deterrence.study import Given, Label, Study

RECORD_TABLE: Final = "conventional/russia/tank_record.csv"
RIVAL_TABLE: Final = "conventional/russia/rival_years.csv"
HAZARD_YEAR: Final = 2023
"""The one year of which losses and both stocks are published."""
RIVALS: Final = {
    "danish_regional": "Danish service, a war in the region",
    "danish_large": "Danish service, a large war",
    "estonian": "Estonian service",
    "ukrainian": "Ukrainian service",
    "german": "German service",
    "norwegian": "Norwegian service",
    "iiss": "IISS",
    "german_inspector": "German inspector general",
}
_BY_YEAR: Final = ("record_year",)
_BY_RIVAL: Final = ("rival", "war_end")


def _column(given: Given, name: str) -> dict[int, float]:
    return {int(row["year"]): float(row[name]) for row in given.tables[RECORD_TABLE] if row[name]}


def _record(given: Given) -> tuple[dict[str, AnyArray], dict[str, tuple[Label, ...]]]:
    """Each stock from the one before, by the hazard of the one year that shows one."""
    active, stored, lost, output, restored = (
        _column(given, name) for name in ("active", "stored", "lost", "output", "restored")
    )
    hazard = hazard_of(*map(_array, (lost[HAZARD_YEAR], active[HAZARD_YEAR], active[HAZARD_YEAR + 1])))
    steps = [year for year in active if year - 1 in active]
    before, after = (_array([active[year - late] for year in steps]) for late in (1, 0))
    nothing = np.zeros(len(steps))
    came = _array([output[year - 1] for year in steps])
    predicted = year_later(Stocks(before, nothing, nothing), hazard + nothing, came, nothing).active
    kept = [year for year in stored if year - 1 in stored]
    return {
        "record_hazard": _array(hazard),
        "record_active_tanks": after,
        "predicted_active_tanks": predicted,
        "persistent_active_tanks": before,
        "law_beats_persistence": np.abs(predicted - after) < np.abs(before - after),
        "record_stored_tanks": _array([stored[year] for year in kept]),
        "predicted_stored_tanks": _array([stored[year - 1] - restored[year - 1] for year in kept]),
    }, {"record_year": tuple(steps), "stored_year": tuple(kept)}


def _array(values: object) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _rivals(given: Given) -> tuple[dict[str, AnyArray], dict[str, tuple[Label, ...]]]:
    """First and last year of each estimate, from the end of the war where it counts from there."""
    rows = {row["rival"]: row for row in given.tables[RIVAL_TABLE]}
    found = np.zeros((2, len(RIVALS), len(WAR_END)), dtype=np.int64)
    is_open = np.zeros(found.shape[1:], dtype=np.bool_)
    for place, rival in enumerate(RIVALS):
        row = rows[rival]
        for number, end in enumerate(WAR_END.values()):
            start = 0 if row["counts_from"] == "calendar" else end
            is_open[place, number] = start is None
            found[:, place, number] = [0 if start is None else start + int(row[bound]) for bound in ("low", "high")]
    values = {"rival_first_year": found[0], "rival_last_year": found[1], "rival_is_without_year": is_open}
    return values, {"rival": tuple(RIVALS), "war_end": tuple(WAR_END)}


RECORD: Final = Study(
    name="conventional.tank_record",
    shown_under=(REFERENCE,),
    quantities=(),
    outcomes=(
        Outcome("record_hazard", "per_year", "tank_record", (), "Hazard of the year that shows one (law C36).", PAGE),
        Outcome(
            "record_active_tanks", "tanks", "tank_record", _BY_YEAR, "Published stock at its beginning.", PAGE
        ),
        Outcome(
            "predicted_active_tanks", "tanks", "tank_record", _BY_YEAR,
            "The same from the published stock a year before, by the hazard and the output of that year.", PAGE,
        ),
        Outcome(
            "persistent_active_tanks", "tanks", "tank_record", _BY_YEAR,
            "The published stock a year before: what one would say who knows no law.", PAGE,
        ),
        Outcome(
            "law_beats_persistence", "flag", "tank_record", _BY_YEAR, "The law is nearer to the record.", PAGE,
            dtype="bool",
        ),
        Outcome("record_stored_tanks", "tanks", "tank_record", ("stored_year",), "Published stock in store.", PAGE),
        Outcome(
            "predicted_stored_tanks", "tanks", "tank_record", ("stored_year",),
            "The same from that of the year before, less what was restored.", PAGE,
        ),
    ),
    solve=_record,
    tables=(RECORD_TABLE,),
)  # fmt: skip
RIVAL_YEARS: Final = Study(
    name="conventional.rival_years",
    shown_under=(REFERENCE,),
    quantities=(),
    outcomes=(
        Outcome(
            "rival_first_year", "calendar_year", "rival_years", _BY_RIVAL,
            "First year in which a service or institute says Russia could be ready; compared, and no input.", PAGE,
            void="rival_is_without_year", dtype="int64",
        ),
        Outcome(
            "rival_last_year", "calendar_year", "rival_years", _BY_RIVAL, "The last one of its range.", PAGE,
            void="rival_is_without_year", dtype="int64",
        ),
        Outcome(
            "rival_is_without_year", "flag", "rival_years", _BY_RIVAL,
            "It counts from the end of the war, which does not come.", PAGE, dtype="bool",
        ),
    ),
    labels={"rival": named(RIVALS, RIVALS), "war_end": COMPONENT.labels["war_end"]},
    solve=_rivals,
    tables=(RIVAL_TABLE,),
)  # fmt: skip

"""The American contribution by code and year: dials, the second theatre, and what it would take (law C10)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from deterrence.arrays import Draws, Floats, Integers, Values, along_years
from deterrence.component import Component, Outcome, Reads
from deterrence.conventional.codes import CODE, COUNTED
from deterrence.conventional.components.cells import CODES, COUNTED_CODES, PREFIX, along, by_year, ids
from deterrence.conventional.holdings import american

AMERICAN: Final = {"path": "with the American forces that the dial leaves", "none": "without American forces"}
_FIFTH: Final = "fifth_generation_aircraft"
_IN_PLACE: Final = ids("united_states.in_place", CODES)
_REINFORCING: Final = ids("united_states.reinforcing", CODES)
_FIFTH_UNITS: Final = tuple(f"{PREFIX}united_states.{what}.{_FIFTH}" for what in ("in_place", "reinforcing"))
_DIAL: Final = ids("united_states.dial", COUNTED_CODES)
_OVERALL: Final = f"{PREFIX}united_states.overall_dial"
_SWING: Final = ids("united_states.swing", COUNTED_CODES)
_ARRIVAL: Final = f"{PREFIX}united_states.arrival"
_SECOND: Final = f"{PREFIX}second_theatre.share"
QUANTITIES: Final = (*_IN_PLACE, *_REINFORCING, *_FIFTH_UNITS, *_DIAL, _OVERALL, *_SWING, _ARRIVAL, _SECOND)


@dataclass(frozen=True)
class Prepared:
    """What draws alone decide.

    Args:
        in_place: Units in the theatre, [future, code].
        arriving: Reinforcements that come, [future, code].
        kept: Share that dial and second theatre leave, [future, year, code].
        without_dial: Share that the second theatre alone leaves, [future, year, code].
        swing: Share that two theatres would share, [future, counted code].
        fifth: In place and arriving of the fifth generation, [future].
    """

    in_place: Floats
    arriving: Floats
    kept: Floats
    without_dial: Floats
    swing: Floats
    fifth: Floats


@dataclass(frozen=True)
class Left:
    """What dial and second theatre leave, of draws alone.

    Args:
        kept: Share of American units, [future, year, code].
        without_dial: Share that the second theatre alone leaves, [future, year, code].
    """

    kept: Floats
    without_dial: Floats


def _left(draws: Draws, years: Integers, structure: str) -> Left:  # noqa: ARG001 - the contract
    """Shares by dial and second theatre; codes without a requirement follow the mean of the dials."""
    dial = by_year(draws, _DIAL, years) * along_years(draws[_OVERALL], years.size)[..., None]
    swing = along(draws, _SWING)
    second = along_years(draws[_SECOND], years.size)[..., None]
    counted = american(1.0, 0.0, 0.0, 1.0, swing[:, None], second)
    kept = american(1.0, 0.0, 0.0, dial, swing[:, None], second)
    rest = len(CODES) - len(COUNTED_CODES)
    mean_dial = np.einsum("fyc->fy", dial)[..., None] / len(COUNTED_CODES)
    whole = np.ones((*dial.shape[:2], rest))
    return Left(
        kept=np.concatenate([kept, whole * mean_dial], axis=-1),
        without_dial=np.concatenate([counted, whole], axis=-1),
    )


def _prepare(draws: Draws, years: Integers, structure: str) -> Prepared:
    left, arrival = _left(draws, years, structure), draws[_ARRIVAL]
    in_place, reinforcing = (draws[name] for name in _FIFTH_UNITS)
    return Prepared(
        in_place=along(draws, _IN_PLACE),
        arriving=along(draws, _REINFORCING) * arrival[:, None],
        kept=left.kept,
        without_dial=left.without_dial,
        swing=along(draws, _SWING),
        fifth=in_place + reinforcing * arrival,
    )


def _profile(prepared: Prepared, values: Values, at: slice) -> Values:
    """Units under the dial and without any, and what a second theatre would take of all that is here."""
    kept = prepared.kept[:, at]
    present, arriving = (units[:, None] * kept for units in (prepared.in_place, prepared.arriving))
    in_full = (prepared.in_place + prepared.arriving)[:, None]
    counted = len(COUNTED_CODES)
    here = values["european_units"][..., :counted] + in_full[..., :counted]
    taken = in_full[..., :counted] * prepared.swing[:, None]
    combat = COUNTED_CODES.index("combat_aircraft")
    return {
        "american_units": np.stack([present + arriving, np.zeros(present.shape)], axis=2),
        "american_units_in_place": np.stack([present, np.zeros(present.shape)], axis=2),
        "american_units_in_full": in_full * prepared.without_dial[:, at],
        "american_fifth_generation": prepared.fifth[:, None] * kept[..., combat],
        "second_theatre_taken_share": np.divide(taken, here, out=np.zeros(here.shape), where=here > 0),
    }


_PAGE: Final = "models/conventional_gap.md"
_BY_CODE: Final = ("future", "year", "american", "code")
KEPT: Final = Component(
    name="conventional.american_kept",
    quantities=(*_DIAL, _OVERALL, *_SWING, _SECOND),
    outcomes=(
        Outcome(
            "american_kept_share", "share", "american_kept", ("future", "year", "code"),
            "Share of American units that dial and second theatre leave.", _PAGE, keep="all",
            words="share of American units that is left",
        ),
    ),
    labels={"code": CODE},
    prepare=_left,
    profile=lambda left, values, at: {"american_kept_share": left.kept[:, at]},  # noqa: ARG005 - the contract
)  # fmt: skip
COMPONENT: Final = Component(
    name="conventional.american",
    quantities=QUANTITIES,
    reads=(Reads("european_units"),),
    outcomes=(
        Outcome(
            "american_units", "units", "american", _BY_CODE,
            "American units in place and those that arrive, by dial and second theatre.", _PAGE,
            words="American units",
        ),
        Outcome(
            "american_units_in_place", "units", "american", _BY_CODE,
            "Those of them that are in place in peace.", _PAGE, words="American units in place",
        ),
        Outcome(
            "american_units_in_full", "units", "american_in_full", ("future", "year", "code"),
            "American units in place and those that arrive with the dial at one.", _PAGE, keep="all",
            words="American units in full",
        ),
        Outcome(
            "american_fifth_generation", "aircraft", "american_fifth", ("future", "year"),
            "American combat aircraft of the fifth generation, which are among the combat aircraft.", _PAGE,
            words="American aircraft of the fifth generation",
        ),
        Outcome(
            "second_theatre_taken_share", "share", "second_theatre", ("future", "year", "enabler"),
            "Share of all units of a code in the theatre, the American in full, that leaves with its swing.", _PAGE,
            words="share of the theatre's units that a second theatre takes",
        ),
    ),
    labels={"american": AMERICAN, "code": CODE, "enabler": COUNTED},
    prepare=_prepare,
    profile=_profile,
)  # fmt: skip

"""Balance: the ladder, stability, two peers, Europe's shield, threat classes and options, with levers of their own."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deterrence.axes import CLAIM_YEAR
from deterrence.claims.words import outcome_name
from deterrence.errors import InputError, Problem
from deterrence.web.levers import BALANCE_GROUPS, levers_of
from deterrence.web.state import LINK
from deterrence.web.views.page import live_of, page, state_in

router = APIRouter()

YEARS = (2026, 2030, 2036, 2040)
_GROUPS = (("theatre", "Theatre forces"), ("shield", "Europe's shield"))
_SECTIONS = (
    ("The theatre ladder", ("rung_coverage", "ladder_coverage", "asymmetry_against_russia"), ("ladder", "theatre")),
    ("First-strike stability", ("first_strike_stability_index", "mutual_deterrence_margin"), ("stability",)),
    ("Two nuclear peers", ("sufficiency_ratio", "us_warheads_saved_per_added_warhead"), ("sufficiency",)),
    ("Europe's own shield", ("leakage_share", "interceptors_left_share", "days_sustained"),
     ("leakage", "calibration")),
    ("Threat classes and cover", ("class_intercept_share", "layer_intercept_share", "defended_share"),
     ("classes-layers", "classes-footprint")),
    ("What would be required", ("erosion_same_forces", "interceptor_rounds"), ("required",)),
    ("Options side by side", ("option_cost", "option_earliest_year"), ("options",)),
)  # fmt: skip
_PAGES = (
    ("nuclear_theatre", "theatre"),
    ("nuclear_stability", "stability"),
    ("nuclear_two_peer", "two peers"),
    ("missile_defence_raid", "raids"),
    ("missile_defence_classes", "threat classes"),
    ("nuclear_air_leg", "air leg"),
    ("required_capability", "required capability"),
    ("options", "options"),
)


@router.get("/balance", response_class=HTMLResponse)
def balance(request: Request) -> HTMLResponse:
    """The page; its figures come from `POST /api/v1/balance`."""
    live, state = live_of(request), state_in(request, own=("year",))
    context = {
        "levers": levers_of(state, state.scenario_in_view(live.dataset), live.reference, BALANCE_GROUPS),
        "groups": _GROUPS,
        "sets": list(live.dataset.assumption_sets),
        "year": _year(request.query_params.get("year", str(CLAIM_YEAR))),
        "years": YEARS,
        "sections": _SECTIONS,
        "outcome_names": {name: outcome_name(name) for _, names, _ in _SECTIONS for name in names},
        "pages": _PAGES,
        "state_data": state.as_dict(),
    }
    return page(request, "balance", state, context)


def _year(said: str) -> int:
    found = next((year for year in YEARS if str(year) == said), None)
    if found is None:
        fix = f"write one of {', '.join(map(str, YEARS))}"
        raise InputError([Problem(LINK, "year", "no year that is shown", fix, said)])
    return found

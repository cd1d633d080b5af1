"""Pages of chapters, the wider balance among them: sections that stand beside the second strike, with their levers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from deterrence.axes import CLAIM_YEAR, POLICY_AXIS
from deterrence.chapter import BALANCE, Page, Picture, sections
from deterrence.claims.claim import Claim
from deterrence.claims.words import label_name, outcome_name
from deterrence.errors import InputError, Problem
from deterrence.evidence.dataset import Dataset
from deterrence.evidence.ledger import written
from deterrence.web.code import PAGES
from deterrence.web.levers import Lever, balance_groups, levers_of
from deterrence.web.live import balance_chapters, balance_pictures, on_page
from deterrence.web.reach import reads
from deterrence.web.state import LINK
from deterrence.web.views.page import live_of, page, state_in

router = APIRouter()

YEARS = (2026, 2030, 2036, 2040)


def _view_of(place: Page) -> Callable[[Request], HTMLResponse]:
    """The view of one page; its figures come from `POST /api/v1/balance`."""

    def view(request: Request) -> HTMLResponse:
        live, state = live_of(request), state_in(request, own=("year",))
        chapters = on_page(balance_chapters(live.reference), place.name)
        shown = list(sections(chapters, BALANCE))
        groups = balance_groups(chapters)
        levers = levers_of(state, state.scenario_in_view(live.dataset), live.reference, groups)
        context = {
            "place": place,
            "has_force": any(section.part == "required" for section in shown),
            "levers": levers,
            "reads": read_by(balance_pictures(chapters), levers, state.structure, live.dataset),
            "paths": paths(live.dataset, levers),
            "groups": groups,
            "sets": list(live.dataset.assumption_sets),
            "year": year_in(request),
            "years": YEARS,
            "sections": shown,
            "section_links": [(f"section-{one.id}", one.title) for one in shown] + [("limits-title", "Limits")],
            "outcome_names": {name: outcome_name(name) for section in shown for name in section.outcomes},
            "asked_of_options": asked_of_options(live.claims, live.dataset, levers),
            "pages": {name: words for section in shown for name, words in section.pages.items()},
            "state_data": state.as_dict(),
        }
        return page(request, place.name, state, context, template="balance")

    return view


for each in PAGES.values():
    router.add_api_route(f"/{each.name}", _view_of(each), response_class=HTMLResponse, name=each.name)


def read_by(
    pictures: Iterable[Picture], levers: Iterable[Lever], structure: str, dataset: Dataset
) -> dict[str, list[str]]:
    """By figure, the levers that can move it; without an entry what does not say what it reads: any may."""
    read = {picture.name: reads(picture, structure, dataset) for picture in pictures}
    moved = [lever.id for lever in levers]
    return {name: [one for one in moved if one in own] for name, own in read.items() if own is not None}


def asked_of_options(claims: Iterable[Claim], dataset: Dataset, levers: Iterable[Lever]) -> dict[str, str]:
    """Options that move a lever of a page and that a claim asks about, in words, with the id of the claim."""
    moved = {lever.id for lever in levers}
    found = {}
    for claim in claims:
        for reading in claim.readings:
            policy = dataset.policies.get(str(reading.judged.at.get(POLICY_AXIS)) if reading.judged else "")
            if policy is not None and moved & set(policy.changes):
                found[label_name(POLICY_AXIS, policy.id)] = claim.id
    return found


def paths(dataset: Dataset, levers: Iterable[Lever]) -> dict[str, list[dict[str, Any]]]:
    """By lever, the courses of events that move it alone: their titles, and the values that they give it over years."""
    found: dict[str, list[dict[str, Any]]] = {}
    moved = {lever.id for lever in levers}
    for policy in dataset.policies.values():
        if policy.is_course and len(policy.changes) == 1 and moved.issuperset(policy.changes):
            [(identity, change)] = policy.changes.items()
            found.setdefault(identity, []).append({"title": policy.title, "value": written(change.distribution)})
    return found


def year_in(request: Request) -> int:
    """The year in the link.

    Raises:
        InputError: It is none that is shown.
    """
    said = request.query_params.get("year", str(CLAIM_YEAR))
    found = next((year for year in YEARS if str(year) == said), None)
    if found is None:
        fix = f"write one of {', '.join(map(str, YEARS))}"
        raise InputError([Problem(LINK, "year", "no year that is shown", fix, said)])
    return found

"""Who adds what by 2035 within money, people, growth and industry: the plan at central values (laws C16 to C21).

Not NATO's algorithm, which is not public.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from deterrence.arrays import AnyArray, Draws, Flags, Floats, Integers, along_years
from deterrence.axes import REFERENCE
from deterrence.component import Outcome
from deterrence.conventional.apportionment_plan import FAMILIES, Plan
from deterrence.conventional.codes import COUNTED, EUROPEAN, LAND
from deterrence.conventional.components import american, shares
from deterrence.conventional.components.cells import (
    ALLIES,
    BASE_YEAR,
    COUNTED_CODES,
    PREFIX,
    TARGET_YEAR,
    along,
    by_year,
    ids,
    place_of,
)  # fmt: skip
from deterrence.conventional.components.closure import POOL, POOL_PLACES
from deterrence.conventional.components.holdings import brigade_rates
from deterrence.conventional.components.requirement import BRIGADE_SHARE
from deterrence.conventional.components.requirement import COMPONENT as REQUIREMENT
from deterrence.conventional.gap import HALF
from deterrence.conventional.requirement import renormalised
from deterrence.study import Given, Label, Study

_HELD: Final = ids("holdings", ALLIES, COUNTED_CODES)
_ASSIGNABLE: Final = ids("assignable_share", COUNTED_CODES)
_OTHERS: Final = COUNTED_CODES[len(LAND) :]
_RATE, _OUTPUT = ids("growth.rate", _OTHERS), ids("industry", _OTHERS)
_COST, _UPKEEP, _PEOPLE = (ids(table, COUNTED_CODES) for table in ("unit_cost", "upkeep_share", "people_per_unit"))
_PERSONNEL, _SPENDING = ids("growth.personnel", ALLIES), ids("defence_spending", ALLIES)
_MONEY_SHARE, _PRICE = f"{PREFIX}growth.money_share", f"{PREFIX}price.usd_2021_to_2025"
_TANKERS: Final = f"{PREFIX}pooled.tanker"
_DIGITS: Final = 6
"""Behind the point: what is beyond is the solver's."""
_QUANTITIES: Final = tuple(
    dict.fromkeys(
        (
            *_HELD, *_ASSIGNABLE, *_RATE, *_OUTPUT, *_COST, *_UPKEEP, *_PEOPLE, *_PERSONNEL, *_SPENDING, _MONEY_SHARE,
            _PRICE, _TANKERS, *REQUIREMENT.quantities, *american.QUANTITIES, *shares.KEYS, *BRIGADE_SHARE,
            *ids("growth", ("slice", "land_share")),
        )
    )
)  # fmt: skip


def _of(given: Given, ids_: Sequence[str]) -> Floats:
    found: Floats = along(given.draws, ids_)[0]
    return found


def requirement_of(draws: Draws, years: Integers, held: Floats) -> Floats:
    """What Europe must provide by 2035, [code]: what American forces leave of the published requirement; for codes
    without one, what is held and what would replace the American forces that are gone; for tankers half of all.

    Args:
        draws: Of one future.
        years: Of the horizon.
        held: Assigned European units of 2026, common fleets included, [code].
    """
    prepared = american.COMPONENT.prepare(draws, years, "")
    full = (prepared.in_place + prepared.arriving)[0, : len(COUNTED_CODES)]
    kept = prepared.kept[0, place_of(years, TARGET_YEAR), : len(COUNTED_CODES)]
    assert REQUIREMENT.profile is not None
    asked = REQUIREMENT.profile(REQUIREMENT.prepare(draws, years, ""), {}, slice(None))
    published, replacement = asked["published_requirement"][0, 0], asked["replacement_requirement"][0]
    needed: Floats = np.where(published > 0, published - full * kept, held + replacement * (1 - kept))
    tanker = COUNTED_CODES.index("tanker")
    needed[tanker] = np.maximum(held[tanker], HALF * (held[tanker] + full[tanker] * kept[tanker]))
    return np.maximum(needed, 0.0)


def owned(fair: Floats, may_own: Flags) -> Floats:
    """Fair shares of each code over the allies that may own it, [ally, code]; over all, where nobody does (law C14).

    Args:
        fair: Fair share of each ally, [ally].
        may_own: Who has some of a code or can add some, [ally, code].
    """
    of_code = np.where(may_own | ~may_own.any(axis=0), fair[:, None], 0.0)
    shares_of_code: Floats = of_code / of_code.sum(axis=0)
    return shares_of_code


def planned(years: Integers) -> slice:
    """The years of the plan: from the year after the holdings are counted to 2035, as far as the horizon has them."""
    first = min(int(np.searchsorted(years, BASE_YEAR + 1)), years.size - 1)
    return slice(first, max(int(np.searchsorted(years, TARGET_YEAR + 1)), first + 1))


def plan_of(given: Given) -> Plan:
    """The plan, in which the requirement is asked in every year."""
    draws, years = given.draws, given.years
    held = _of(given, _HELD).reshape(len(ALLIES), len(COUNTED_CODES)) * _of(given, _ASSIGNABLE)
    at = planned(years)
    later = years[at]
    brigades = brigade_rates(draws, years)[0, at].mean(axis=0)
    growth = np.concatenate(
        [
            brigades[:, None] * renormalised(_of(given, BRIGADE_SHARE)),
            held[:, len(LAND) :] * _of(given, _RATE),
        ],
        axis=1,
    )
    cost, each = _of(given, _COST), _of(given, _PEOPLE)
    upkeep = cost * _of(given, _UPKEEP)
    spending = by_year(draws, _SPENDING, years)[0, at].T * draws[_PRICE][0]
    joined = np.maximum(by_year(draws, _PERSONNEL, years)[0, at].T, 0.0)
    pooled = np.zeros(len(COUNTED_CODES))
    pooled[COUNTED_CODES.index("tanker")] = along_years(draws[_TANKERS], years.size)[0, place_of(years, TARGET_YEAR)]
    needed = requirement_of(draws, years, held.sum(axis=0) + pooled)
    none = np.full((len(LAND), later.size), np.inf)
    return Plan(
        holdings=held,
        requirement=np.maximum(needed - pooled, 1.0),
        growth=growth,
        cost=cost,
        upkeep=upkeep,
        money=(held @ upkeep)[:, None] + spending * draws[_MONEY_SHARE][0],
        people=(held @ each)[:, None] + np.cumsum(joined, axis=1),
        people_each=each,
        fair=owned(shares.keys(draws, years)[0, -1], (held > 0) | (growth > 0)),
        industry=np.concatenate([none, np.repeat(_of(given, _OUTPUT)[:, None], later.size, axis=1)]),
        half=HALF,
        due=np.zeros(len(COUNTED_CODES), dtype=np.int64),
    )


def _solve(given: Given) -> tuple[dict[str, AnyArray], Mapping[str, Sequence[Label]]]:
    from deterrence.conventional.apportionment_conflict import shadow_years  # load the solvers
    from deterrence.conventional.apportionment_solver import Solver

    plan = plan_of(given)
    solver = Solver(plan)
    answer = solver.answer()
    assert answer is not None  # money and people hold what is there
    shadow = shadow_years(plan, solver)
    nothing = np.zeros(len(COUNTED_CODES), dtype=np.int64)
    values: dict[str, AnyArray] = {
        "plan_required": plan.requirement,
        "plan_held": plan.holdings,
        "plan_assigned": answer.assigned[:, :, plan.shape[2] - 1].round(_DIGITS),
        "plan_unmet_share": (answer.unmet / plan.requirement[:, None]).round(_DIGITS),
        "plan_shadow_years": np.stack([shadow.get(family, nothing) for family in FAMILIES]),
    }
    years = tuple(given.years[planned(given.years)].tolist())
    return values, {"ally": ALLIES, "code": COUNTED_CODES, "family": FAMILIES, "year": years}


def _solve_conflict(given: Given) -> tuple[dict[str, AnyArray], Mapping[str, Sequence[Label]]]:
    from deterrence.conventional.apportionment_conflict import conflict_of  # loads the solvers

    plan = plan_of(given)
    conflict = conflict_of(replace(plan, due=np.full_like(plan.due, plan.shape[2] - 1)))
    least = [conflict.least.get(family) for family in FAMILIES]
    values: dict[str, AnyArray] = {
        "plan_conflict": np.array([family in conflict.families for family in FAMILIES], dtype=np.int64),
        "plan_conflict_code": np.array([code in conflict.codes for code in range(len(COUNTED_CODES))], dtype=np.int64),
        "plan_least_relaxation": np.array([one or 0.0 for one in least]),
        "plan_is_not_helped": np.array([one is None for one in least]),
    }
    return values, {"code": COUNTED_CODES, "family": FAMILIES}


def _solve_ranges(given: Given) -> tuple[dict[str, AnyArray], Mapping[str, Sequence[Label]]]:
    from deterrence.conventional.apportionment_solver import Solver  # loads the solvers

    solver = Solver(plan_of(given))
    unmet = solver.first_stage()
    assert unmet is not None  # money and people hold what is there
    codes = np.arange(len(COUNTED_CODES))
    counts = [np.isin(codes, places) for places in POOL_PLACES.values()]
    sums = [np.outer(np.array(ALLIES) == ally, counted) for ally in ASKED for counted in counts]
    ends = solver.ranges(unmet, np.array(sums)).reshape(len(ASKED), len(counts), 2).round(_DIGITS)
    labels = {"asked_ally": ASKED, "plan_pool": tuple(POOL_PLACES)}
    return {"plan_least": ends[..., 0], "plan_most": ends[..., 1]}, labels


ASKED: Final = ("germany", "poland", "france", "italy")
"""Allies of whose units a brief says between what the plans lie that leave as little unmet."""
CONFLICT_UNDER: Final = (REFERENCE, "american_forces_gone_by_2030")
"""Policies under which a brief says the conflict."""
_PAGE: Final = "models/conventional_apportionment.md"
STUDY: Final = Study(
    name="conventional.plan",
    shown_under=(REFERENCE,),
    quantities=_QUANTITIES,
    outcomes=(
        Outcome("plan_required", "units", "plan_codes", ("code",), "What Europe must provide by 2035.", _PAGE),
        Outcome("plan_held", "units", "plan", ("ally", "code"), "What each ally can assign in 2026.", _PAGE),
        Outcome(
            "plan_assigned", "units", "plan", ("ally", "code"),
            "What each ally provides in 2035, nearest to fair shares. Not NATO's algorithm.", _PAGE,
        ),
        Outcome(
            "plan_unmet_share", "share", "plan_unmet", ("code", "year"),
            "Share of what Europe must provide that no plan can meet.", _PAGE,
        ),
        Outcome(
            "plan_shadow_years", "years", "plan_shadow", ("family", "code"),
            "Years by which a code closes later, below 0 sooner, with the family relaxed by a tenth.", _PAGE,
            dtype="int64",
        ),
    ),
    labels={"ally": EUROPEAN, "code": COUNTED, "family": {name: name for name in FAMILIES}},
    solve=_solve,
)  # fmt: skip
CONFLICT: Final = Study(
    name="conventional.conflict",
    shown_under=CONFLICT_UNDER,
    quantities=_QUANTITIES,
    outcomes=(
        Outcome(
            "plan_conflict", "flag", "plan_families", ("family",),
            "1 for the families that cannot be met together.", _PAGE, dtype="int64",
        ),
        Outcome(
            "plan_least_relaxation", "factor", "plan_families", ("family",),
            "What the family alone must give for all to be met from 2035: a factor, for half a share.", _PAGE,
            void="plan_is_not_helped",
        ),
        Outcome(
            "plan_is_not_helped", "flag", "plan_families", ("family",),
            "Even eight times the family's limits do not help, or nothing is unmet.", _PAGE, dtype="bool",
        ),
        Outcome(
            "plan_conflict_code", "flag", "plan_conflict_codes", ("code",),
            "1 for the codes whose requirements cannot be met together.", _PAGE, dtype="int64",
        ),
    ),
    labels={"code": COUNTED, "family": {name: name for name in FAMILIES}},
    solve=_solve_conflict,
)  # fmt: skip
"""Apart from the plan, which costs some times as much: under policies a brief says the conflict alone."""
RANGES: Final = Study(
    name="conventional.plan_ranges",
    shown_under=(REFERENCE,),
    quantities=_QUANTITIES,
    outcomes=tuple(
        Outcome(
            f"plan_{end}", "units", "plan_ranges", ("asked_ally", "plan_pool"),
            f"{end.capitalize()} of an ally in 2035 in any plan that leaves as little unmet. Not NATO's algorithm.",
            _PAGE,
        )
        for end in ("least", "most")
    ),
    labels={
        "asked_ally": {ally: EUROPEAN[ally] for ally in ASKED},
        "plan_pool": {pool: POOL[pool] for pool in POOL_PLACES},
    },
    solve=_solve_ranges,
)  # fmt: skip
"""Apart from the plan, which the page solves anew for each move of the dial."""

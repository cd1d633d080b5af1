"""What a plan of shares over codes and years is asked, and its rows as a matrix (law C16). Not NATO's algorithm.

Columns, in order: assigned[ally, code, year], unmet[code, year], above the fair share[ally, code] in the last year.
Everything is a share of the code's requirement, since raw units give a badly scaled matrix.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from deterrence.arrays import Floats, Integers
from deterrence.ranges import magnitudes

FAMILIES: Final = ("requirement", "money", "people", "growth", "half", "industry")
"""Families of limits, in the order in which a conflict drops them."""
_FLOATS = ("holdings", "growth", "cost", "upkeep", "money", "people", "people_each", "fair", "industry")


@dataclass(frozen=True)
class Plan:
    """What a plan is asked; a family without limit holds infinity.

    Args:
        holdings: Units at the start, [ally, code]; they are never cut.
        requirement: Units above 0, [code].
        growth: Most units that each can add in a year, [ally, code].
        cost: Money for one more unit, [code].
        upkeep: Money a year for each unit, [code].
        money: Money of each ally in each year, [ally, year].
        people: People of each ally in each year, [ally, year].
        people_each: People for each unit, [code].
        fair: Fair share of each ally, [ally, code], sum one over the allies that may own the code; 0: it may not, and
            keeps what it holds.
        industry: Most units that all together can add in a year, [code, year].
        half: Most of a requirement that one ally may hold; what it holds already may be more.
        due: Place of the first year in which each requirement is asked, [code].
    """

    holdings: Floats
    requirement: Floats
    growth: Floats
    cost: Floats
    upkeep: Floats
    money: Floats
    people: Floats
    people_each: Floats
    fair: Floats
    industry: Floats
    half: float
    due: Integers

    def __post_init__(self) -> None:
        """Refuse what no plan can be made of.

        Raises:
            ValueError: A number out of range, or a requirement of 0.
        """
        for name in _FLOATS:
            magnitudes(name, np.where(np.isposinf(getattr(self, name)), 0.0, getattr(self, name)))
        if np.any(magnitudes("requirement", self.requirement) == 0):
            raise ValueError("a requirement of 0: leave out the code")
        if np.any(self.fair < 0) or np.any(np.isnan(self.money)) or np.any(self.money < 0) or np.any(self.people < 0):
            raise ValueError("a fair share, money or people below 0: write numbers of at least 0")
        if not self.fair.any(axis=0).all():
            raise ValueError("a code that no ally may own: give an ally a share of it, or leave out the code")

    @property
    def shape(self) -> tuple[int, int, int]:
        """Allies, codes, years."""
        return (*self.holdings.shape, self.money.shape[1])

    @property
    def most(self) -> Floats:
        """Most units of each ally, [ally, code]: the largest share, if it may own it; never less than it holds."""
        return np.where(self.fair > 0, np.maximum(self.holdings, self.half * self.requirement), self.holdings)

    @property
    def families(self) -> tuple[str, ...]:
        """The families that limit it."""
        years = self.shape[2]
        limited = {name: np.any(np.isfinite(getattr(self, name))) for name in FAMILIES}
        limited["requirement"] = np.any(self.due < years)
        return tuple(name for name in FAMILIES if limited[name])

    def without(self, family: str) -> Plan:
        """The plan without one family of limits."""
        if family == "requirement":
            return replace(self, due=np.full_like(self.due, self.shape[2]))
        none: Any = np.inf if family == "half" else np.full_like(getattr(self, family), np.inf)
        return replace(self, **{family: none})

    def scaled(self, family: str, factor: float) -> Plan:
        """The plan with one family times a factor; the cap moves with the requirement."""
        return replace(self, **{family: getattr(self, family) * factor})


Term = tuple[Integers, Integers, Floats]


@dataclass(frozen=True)
class Limits:
    """Bounds of the rows and columns of a program, in shares of requirements."""

    row_lower: Floats
    row_upper: Floats
    column_lower: Floats
    column_upper: Floats


@dataclass(frozen=True)
class Program:
    """The linear program of a plan: one matrix, whatever limits are moved later.

    Args:
        plan: The plan whose requirements are the unit.
    """

    plan: Plan

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many columns are assigned, unmet, and above the fair share."""
        allies, codes, years = self.plan.shape
        return allies * codes * years, codes * years, allies * codes

    @property
    def _money_scale(self) -> float:
        plan = self.plan
        return float(np.max((plan.cost + plan.upkeep) * plan.requirement, initial=0.0)) or 1.0

    @property
    def _people_scale(self) -> float:
        return float(np.max(self.plan.people_each * self.plan.requirement, initial=0.0)) or 1.0

    def matrix(self) -> Any:
        """Its rows by family, sparse: requirement, growth, money, people, industry, fair."""
        from scipy import sparse  # takes a tenth of a second to load, which most commands need not spend

        columns = sum(self.sizes)
        blocks = []
        for count, terms in self._rows():
            rows, places, numbers = (np.concatenate([np.ravel(term[part]) for term in terms]) for part in range(3))
            blocks.append(sparse.coo_matrix((numbers, (rows, places)), shape=(count, columns)))
        return sparse.vstack(blocks, format="csr")

    def _rows(self) -> Iterator[tuple[int, list[Term]]]:
        """How many rows each family has, and its terms (row, column, number)."""
        plan, (allies, codes, years) = self.plan, self.plan.shape
        held, unmet, above = np.split(np.arange(sum(self.sizes)), np.cumsum(self.sizes)[:2])
        held, unmet, above = held.reshape(plan.shape), unmet.reshape(codes, years), above.reshape(allies, codes)
        code_year, ally_year = np.arange(codes * years).reshape(codes, years), np.arange(allies * years)
        by_code = np.broadcast_to(code_year, plan.shape)
        by_ally = np.broadcast_to(ally_year.reshape(allies, 1, years), plan.shape)
        one, later, earlier = np.ones(plan.shape), np.s_[:, :, 1:], np.s_[:, :, :-1]

        def of(by_unit: Floats, scale: float) -> Floats:
            return np.broadcast_to((by_unit * plan.requirement / scale)[:, None], plan.shape)

        cost, keep = of(plan.cost, self._money_scale), of(plan.upkeep, self._money_scale)
        each = of(plan.people_each, self._people_scale)
        yield code_year.size, [(by_code, held, one), (code_year, unmet, one[0])]
        yield held.size, [(held, held, one), (held[later], held[earlier], -one[later])]
        yield ally_year.size, [(by_ally, held, cost + keep), (by_ally[later], held[earlier], -cost[later])]
        yield ally_year.size, [(by_ally, held, each)]
        yield code_year.size, [(by_code, held, one), (by_code[later], held[earlier], -one[later])]
        places = np.arange(above.size).reshape(above.shape)
        yield above.size, [(places, held[:, :, -1], one[:, :, 0]), (places, above, -one[:, :, 0])]

    def limits(self, plan: Plan | None = None) -> Limits:
        """Where rows and columns are bounded, for its plan or one with moved limits."""
        plan, unit = plan or self.plan, self.plan.requirement
        (allies, _, years), (_, unmet, above) = plan.shape, self.sizes
        first = (np.arange(years) == 0).astype(np.float64)
        held = plan.holdings / unit
        asked = np.where(np.arange(years) >= plan.due[:, None], (plan.requirement / unit)[:, None], -np.inf)
        bought = (plan.cost * plan.holdings).sum(axis=1)[:, None] * first / self._money_scale
        rows = (
            (asked, np.full(unmet, np.inf)),
            (held[:, :, None] * first, (plan.growth / unit)[:, :, None] + held[:, :, None] * first),
            (np.full(allies * years, -np.inf), plan.money / self._money_scale + bought),
            (np.full(allies * years, -np.inf), plan.people / self._people_scale),
            (np.full(unmet, -np.inf), plan.industry / unit[:, None] + held.sum(axis=0)[:, None] * first),
            (np.full(above, -np.inf), plan.fair * (plan.requirement / unit)),
        )
        most = np.broadcast_to((plan.most / unit)[:, :, None], plan.shape)
        column_upper = _flat(most, np.full(unmet + above, np.inf))
        lower, upper = (_flat(*sides) for sides in zip(*rows, strict=True))
        return Limits(lower, upper, np.zeros_like(column_upper), column_upper)


def _flat(*parts: Floats) -> Floats:
    return np.concatenate([np.ravel(part) for part in parts])

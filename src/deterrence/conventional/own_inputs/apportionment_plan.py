"""A plan of who adds what in which year, on inputs of a user."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Self

import numpy as np
from pydantic import Field, model_validator

from deterrence.arrays import Floats
from deterrence.conventional.apportionment_conflict import conflict_of
from deterrence.conventional.apportionment_plan import Plan
from deterrence.conventional.apportionment_solver import Solver
from deterrence.conventional.gap import HALF
from deterrence.own_inputs import StrictInputs, number_problem, refuse
from deterrence.ranges import ROUNDING

# Limits of the tool, so that a mistyped file answers at once instead of running for hours.
_MOST_NAMES, _MOST_YEARS, _MOST_CELLS = 64, 40, 20_000
_DIGITS, _SEARCHED = 6, 5

Names = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], Field(min_length=1, max_length=_MOST_NAMES)]
Row = dict[str, float] | tuple[float, ...]
Table = dict[str, Row] | tuple[Row, ...]
Found = Iterator[tuple[tuple[str | int, ...], str, object]]


class Inputs(StrictInputs):
    """What allies hold, what is required, and what limits them.

    Numbers by ally or code are a mapping by name, or a list in the order of the names; years are how many, or a list.
    """

    allies: Names
    codes: Names
    years: int | tuple[int, ...]
    holdings: Table
    requirement: Row
    growth: Table
    cost: Row
    upkeep: Row
    money: Row
    people: Row
    people_each: Row
    fair: Row
    half: bool
    industry: Row | None = None

    @model_validator(mode="after")
    def _possible(self) -> Self:
        refuse("apportionment-plan", self._problems())
        return self

    @property
    def count(self) -> int:
        """How many years."""
        return self.years if isinstance(self.years, int) else len(self.years)

    def _name_problems(self) -> Found:
        if not 1 <= self.count <= _MOST_YEARS:
            yield ("years",), f"no number of years from 1 to {_MOST_YEARS}: write how many, or list them", self.count
        if not isinstance(self.years, int) and list(self.years) != sorted(set(self.years)):
            yield ("years",), "years out of order: write them ascending, each once", None
        cells = len(self.allies) * len(self.codes) * self.count
        if cells > _MOST_CELLS:
            what = f"{cells} cells of allies, codes and years"
            yield ("years",), f"{what}: leave out some, at most {_MOST_CELLS} are solved", None
        for name, names in (("allies", self.allies), ("codes", self.codes)):
            for place, one in enumerate(names):
                if one in names[:place]:
                    yield (name, place), "listed twice: list each once", one

    def _problems(self) -> Found:
        yield from self._name_problems()
        for name in ("holdings", "growth"):
            table: Table = getattr(self, name)
            yield from _names_problems((name,), table, self.allies)
            for ally, row in _entries(table):
                yield from _row_problems((name, ally), row, self.codes)
        for name in ("requirement", "cost", "upkeep", "people_each", "industry"):
            row = getattr(self, name)
            if row is not None:
                yield from _row_problems((name,), row, self.codes, is_above=name == "requirement")
        for name in ("money", "people", "fair"):
            yield from _row_problems((name,), getattr(self, name), self.allies, is_above=name == "fair")
        yield from self._ownership_problems()
        total = sum(number for _, number in _entries(self.fair))
        if abs(total - 1) > ROUNDING:
            yield ("fair",), f"shares sum to {total:g}: make them sum to one", None

    def _ownership_problems(self) -> Found:
        """Codes that no ally may own (law C45); tables that lack a name are told elsewhere."""
        for place, code in enumerate(self.codes):
            cells = [
                row.get(code, 1.0) if isinstance(row, Mapping) else (*row[place : place + 1], 1.0)[0]
                for table in (self.holdings, self.growth)
                for _, row in _entries(table)
            ]
            if not any(cells):
                what = "no ally may own it, since all holdings and growth of it are 0"
                yield ("codes", place), f"{what}: write what one holds or can add, or leave out the code", code


def _entries(row: Any) -> list[tuple[str | int, Any]]:
    return list(row.items()) if isinstance(row, Mapping) else list(enumerate(row))


def _names_problems(where: tuple[str | int, ...], row: Any, names: Sequence[str]) -> Found:
    """What a mapping lacks or has too much, or how long a list is."""
    if not isinstance(row, Mapping):
        if len(row) != len(names):
            yield where, f"{len(row)} entries for {len(names)} names: write one for each of {', '.join(names)}", None
        return
    missing, unknown = [name for name in names if name not in row], [name for name in row if name not in names]
    if missing:
        yield where, f"lacks {', '.join(missing)}: add a number for each", None
    for name in unknown:
        yield (*where, name), f"no such name: write one of {', '.join(names)}", name


def _row_problems(where: tuple[str | int, ...], row: Row, names: Sequence[str], *, is_above: bool = False) -> Found:
    yield from _names_problems(where, row, names)
    for place, number in _entries(row):
        if wrong := number_problem(number, is_above=is_above):
            yield (*where, place), wrong, number


def _line(row: Row, names: Sequence[str]) -> Floats:
    return np.array([row[name] for name in names] if isinstance(row, Mapping) else row, dtype=np.float64)


def _plan(inputs: Inputs) -> Plan:
    allies, codes, years = inputs.allies, inputs.codes, inputs.count

    def table(given: Table) -> Floats:
        rows = [given[name] for name in allies] if isinstance(given, Mapping) else given
        return np.stack([_line(row, codes) for row in rows])

    def each_year(given: Row, names: Sequence[str]) -> Floats:
        return np.repeat(_line(given, names)[:, None], years, axis=1)

    industry = inputs.industry
    return Plan(
        holdings=table(inputs.holdings),
        requirement=_line(inputs.requirement, codes),
        growth=table(inputs.growth),
        cost=_line(inputs.cost, codes),
        upkeep=_line(inputs.upkeep, codes),
        money=each_year(inputs.money, allies),
        people=each_year(inputs.people, allies),
        people_each=_line(inputs.people_each, codes),
        fair=np.repeat(_line(inputs.fair, allies)[:, None], len(codes), axis=1),
        industry=np.full((len(codes), years), np.inf) if industry is None else each_year(industry, codes),
        half=HALF if inputs.half else np.inf,
        due=np.zeros(len(codes), dtype=np.int64),
    )


def results(inputs: Inputs) -> dict[str, Any]:
    """What the model gives, by name, one number a year. Not NATO's algorithm, which is not public.

    `assigned` and `unmet` are null where what is held already costs more money or people than there are. The least
    relaxation of `half` is the share of a requirement that one ally must hold, that of any other family a factor of
    its numbers; null where even eight times does not help.
    """
    plan = _plan(inputs)
    solver = Solver(plan)
    answer = solver.answer()
    conflict = conflict_of(plan, solver)
    found: dict[str, Any] = {"assigned": None, "unmet": None}
    if answer is not None:
        rows = [_named(row, inputs.codes, inputs.holdings) for row in answer.assigned.round(_DIGITS).tolist()]
        found["assigned"] = _named(rows, inputs.allies, inputs.holdings)
        found["unmet"] = _named(answer.unmet.round(_DIGITS).tolist(), inputs.codes, inputs.requirement)
    least = {family: None if one is None else round(one, _SEARCHED) for family, one in conflict.least.items()}
    return {**found, "conflict": list(conflict.families), "least_relaxation": least}


def _named(values: list[Any], names: Sequence[str], like: Any) -> Any:
    """By name where the input was, else a list in the order of the names."""
    return dict(zip(names, values, strict=True)) if isinstance(like, Mapping) else values

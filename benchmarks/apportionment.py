"""Shares of requirements: the closed form over futures, the linear program, and what a page asks of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from benchmarks.rows import Row, Settings

TITLE = "Apportionment"
WORDS = (
    "Seconds of the processor, least of the rounds. The synthetic program and that of the reference are solved cold by "
    "the interior point with crossover, one year by simplex; warm: all money and requirements moved, last basis kept."
)
_BARS = {"synthetic": 8.0, "reference": 2.0, "warm": 0.02, "closed": 3.0}
_MOST_BUILD = 0.05


def rows(settings: Settings) -> list[Row]:
    """The speeds that the laws name."""
    rounds = 1 if settings.is_quick else 3
    return [*_programs(rounds), *_one_year(rounds), _closed_form(settings.is_quick, rounds)]


def _least(work: Callable[[], Any], rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        spent.append(time.process_time() - begun)
    return min(spent)


def synthetic(allies: int, codes: int, years: int, seed: int = 0) -> Any:
    """A plan in which growth, money, people and industry all bind somewhere; what is held can be kept."""
    from deterrence.conventional.apportionment_plan import Plan

    random = np.random.default_rng(seed)
    requirement = random.uniform(10, 500, codes)
    weights = random.random((allies, 1)) + 0.05
    fair = np.repeat(weights / weights.sum(), codes, axis=1)
    held = fair * requirement * random.uniform(0.2, 0.9, (allies, codes))
    cost, each = random.uniform(0.05, 3, codes), random.uniform(0.1, 5, codes)
    spare = fair[:, :1] * random.uniform(0.02, 0.1, (allies, 1))
    upkeep = cost / 20
    return Plan(
        holdings=held,
        requirement=requirement,
        growth=fair * requirement * random.uniform(0.02, 0.15, (allies, codes)),
        cost=cost,
        upkeep=upkeep,
        money=np.repeat((held @ upkeep)[:, None] + spare * (cost * requirement).sum(), years, axis=1),
        people=np.repeat((held @ each)[:, None] + 5 * spare * (each * requirement).sum(), years, axis=1),
        people_each=each,
        fair=fair,
        industry=np.repeat(0.08 * requirement[:, None], years, axis=1),
        half=0.5,
        due=np.zeros(codes, dtype=np.int64),
    )


def _programs(rounds: int) -> list[Row]:
    from deterrence.conventional.apportionment_plan import Program
    from deterrence.conventional.apportionment_solver import Solver

    found = []
    for name, sizes in (("synthetic", (32, 24, 15)), ("reference", (31, 9, 16))):
        plan = synthetic(*sizes)
        words = f"program of {' x '.join(map(str, sizes))} ({name})"
        solved = _least(lambda plan=plan: Solver(plan).first_stage(), rounds)
        found.append(Row(words, "least unmet, with crossover, building included", solved, "seconds", _BARS[name]))
        if name == "synthetic":
            built = _least(lambda plan=plan: (Program(plan).matrix(), Program(plan).limits()), rounds)
            found.append(Row(words, "building, part of it", built / solved, "part", _MOST_BUILD))
        else:
            whole = _least(lambda plan=plan: Solver(plan).answer(), rounds)
            found.append(Row(words, "all three passes, unique shares", whole, "seconds"))
    return found


def _one_year(rounds: int) -> list[Row]:
    from deterrence.conventional.apportionment_solver import Solver

    plan = synthetic(32, 24, 1)
    solver = Solver(plan)
    solver.first_stage()
    moved = [plan.scaled("money", 1.15).scaled("requirement", 0.85), plan]

    def both() -> None:
        for one in moved:
            solver.first_stage(one)

    return [Row("one year of 32 x 24, warm", "after 15 % more money, 15 % less required", _least(both, rounds) / 2,
                "seconds", _BARS["warm"])]  # fmt: skip


def _closed_form(is_quick: bool, rounds: int) -> Row:
    from deterrence.conventional.apportionment_kernel import apportion

    futures, years, codes, allies = (1_000 if is_quick else 10_000), 16, 24, 32
    random = np.random.default_rng(1)
    weights = random.random((1, allies)) + 0.01
    problems = futures * years
    needed, upper = random.uniform(0.5, 1, problems), weights / weights.sum() * random.uniform(0.6, 3, (1, allies))
    out, none = np.empty((problems, allies)), np.zeros((1, allies))
    apportion(needed[:2], weights, none, upper, out[:2])  # compiles

    def every_code() -> None:
        for _ in range(codes):
            apportion(needed, weights, none, upper, out)

    name = f"closed form of {futures:,} x {years} x {codes}, {allies} allies"
    return Row(name, "shares, one core", _least(every_code, rounds), "seconds", _BARS["closed"])

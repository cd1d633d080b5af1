"""The bar that the second strike is held against, and what would restore it."""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.axes import FORCE, FORCES, POSTURE, POSTURES
from deterrence.brief.changed import futures_of_first
from deterrence.brief.document import Block, Cited, Column, Content, Heading, Span, Table, Text
from deterrence.brief.findings import Findings
from deterrence.brief.sources import of_outcomes
from deterrence.chapter import cell_words
from deterrence.charts.numbers import in_per_cent, per_cent
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.results import Cell, Results
from deterrence.scenario.resolve import resolve
from deterrence.second_strike.chapter.readings import SHORT
from deterrence.second_strike.restoring import BAR
from deterrence.traced import VALUE, Number

FIRST_BELOW: Final = "first_year_below_bar"
"""It stands in the table of what is said of the bar, which a run does not keep."""


def enough_line(findings: Findings) -> Content:
    """Whether enough arrives to deter, by a line of ours: futures of the first cell that fall below it some year.

    Without warning: of both forces together, and of the one of the two that falls below it in most futures.
    """
    years, whose = findings.run.scenario.years, futures_of_first(findings)
    bar = findings.resolved[BAR].basis.distribution.central
    both, *alone = (_below(findings, force) for force in SHORT)
    worst = max(alone, key=lambda one: one.value)
    more: list[Span] = [f"; {SHORT[str(worst.labels['force'])]} alone, ", worst] if worst.value > both.value else []
    return (
        Text("Enough to deter? ", "strong"), f"By {years[-1]} arrivals fall below our line, about ",
        Number(per_cent(bar), BAR, {}, VALUE, bar, "quantity"), f" of {years[0]}\u2019s, in ", both, f" of {whose}",
        *more, ".",
    )  # fmt: skip


def _below(findings: Findings, force: str) -> Number:
    """Futures in which the arrivals of a force fall below the bar in some year."""
    cell, last = findings.run.cells[0], findings.run.scenario.years[-1]
    place = {"force": force, "posture": POSTURES[0], "assumption_set": cell[0], "structure": cell[1]}
    first = findings.run.results.values(FIRST_BELOW, cell, force=force, posture=POSTURES[0])
    share = float((first <= last).mean())
    return Number(per_cent(share), FIRST_BELOW, place, f"share<={last}", share)


def bar_section(findings: Findings) -> tuple[Block, ...]:
    """When arrivals first fall below a bar, and the boats or warheads that would restore it, in the cell shown."""
    run = findings.run
    last = run.scenario.years[-1]
    assumption_set = run.cells[0][0]
    bar = value_text(distribution_dict(resolve(run.scenario, assumption_set)[BAR].basis.distribution))
    rows = tuple(
        _bar_row(run.results, run.cells[0], force, posture, last) for force in sorted(FORCES) for posture in POSTURES
    )
    return (
        Heading(2, "A bar, and what would restore it", "bar-section"),
        Table(
            "bar-table",
            f"Futures in which arrivals fall below a bar, {bar} of those of the first year, and what would restore "
            f"it in {last}",
            (
                Column("Force"),
                Column("Futures below", "right"),
                Column("Year first below", "right"),
                Column("Boats needed", "right"),
                Column("Not restored by three boats", "right"),
                Column("Warheads needed", "right"),
                Column("Not restored by a full load", "right"),
            ),
            rows,
            note=(
                Cited(of_outcomes(findings, (FIRST_BELOW, "boats_to_restore", "warheads_to_restore"))),
                " "
                f"{cell_words(run.cells[0])}. Medians of the futures, in brackets "
                "the 95% quantile; the share is judged and swept, a number to argue about, no requirement. Boats and "
                "warheads are those further at sea that the platforms could take; the last column of each is the share "
                "of futures in which the most of them is too little.",
            ),
        ),
    )


def _bar_row(results: Results, cell: Cell, force: str, posture: str, last: int) -> tuple[Content, ...]:
    """One force and posture: futures below, the year, and what would restore it."""
    place = {"force": force, "posture": posture, "assumption_set": cell[0], "structure": cell[1]}

    def of(outcome: str) -> AnyArray:
        return results.values(outcome, cell, force=force, posture=posture)

    def told(outcome: str, statistic: str, value: float, text: str) -> Number:
        return Number(text, outcome, place, statistic, value)

    def ends(outcome: str) -> Content:
        middle, most = (int(value) for value in np.quantile(of(outcome), (0.5, 0.95), method="inverted_cdf"))
        return told(outcome, "p50 whole", middle, str(middle)), " (", told(outcome, "p95 whole", most, str(most)), ")"

    def mean(outcome: str) -> Content:
        share = float(of(outcome).mean())
        return told(outcome, "mean", share, f"{in_per_cent(share)}%")

    first = of(FIRST_BELOW)
    year = int(np.quantile(first, 0.5, method="inverted_cdf"))
    below = float((first <= last).mean())
    name = "first_year_below_bar"
    return (
        f"{FORCE[force]}, {POSTURE[posture]}",
        told(name, f"share<={last}", below, f"{in_per_cent(below)}%"),
        told(name, "p50 whole", year, str(year)) if year <= last else "not by then",
        ends("boats_to_restore"),
        mean("boats_do_not_restore"),
        ends("warheads_to_restore"),
        mean("warheads_do_not_restore"),
    )

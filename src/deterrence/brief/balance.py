"""The wider balance, and the bar that the second strike is held against."""

from __future__ import annotations

from typing import Final

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.axes import FORCE, FORCES, POSTURE, POSTURES, STRUCTURE
from deterrence.brief.chapters import printed
from deterrence.brief.document import Block, Column, Heading, Table
from deterrence.brief.findings import Findings
from deterrence.claims import phia
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.results import Cell, Results
from deterrence.scenario.resolve import resolve
from deterrence.second_strike.restoring import BAR

FIRST_BELOW: Final = "first_year_below_bar"
"""It stands in the table of what is said of the bar, which a run does not keep."""


def bar_section(findings: Findings) -> tuple[Block, ...]:
    """When arrivals first fall below a bar, and the boats or warheads that would restore it, in the cell shown."""
    run = findings.run
    last = run.scenario.years[-1]
    assumption_set, structure = run.cells[0]
    bar = value_text(distribution_dict(resolve(run.scenario, assumption_set)[BAR].distribution))
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
                f"Assumption set {assumption_set}, {STRUCTURE[structure]}. Medians of the futures, in brackets "
                "the 95% quantile; the share is judged and swept, a number to argue about, no requirement. Boats and "
                "warheads are those further at sea that the platforms could take; the last column of each is the share "
                "of futures in which the most of them is too little."
            ),
        ),
    )


def _bar_row(results: Results, cell: Cell, force: str, posture: str, last: int) -> tuple[str, ...]:
    """One force and posture: futures below, the year, and what would restore it."""

    def of(outcome: str) -> AnyArray:
        return results.values(outcome, cell, force=force, posture=posture)

    def ends(outcome: str) -> str:
        middle, most = np.quantile(of(outcome), (0.5, 0.95), method="inverted_cdf")
        return f"{int(middle)} ({int(most)})"

    first = of(FIRST_BELOW)
    year = int(np.quantile(first, 0.5, method="inverted_cdf"))
    return (
        f"{FORCE[force]}, {POSTURE[posture]}",
        f"{phia.per_cent(float((first <= last).mean()))}%",
        str(year) if year <= last else "not by then",
        ends("boats_to_restore"),
        f"{phia.per_cent(float(of('boats_do_not_restore').mean()))}%",
        ends("warheads_to_restore"),
        f"{phia.per_cent(float(of('warheads_do_not_restore').mean()))}%",
    )


def balance_section(findings: Findings) -> tuple[Block, ...]:
    """Every part of the wider balance, each with its figures."""
    return (Heading(1, "The wider balance", "balance"), *printed(findings, "balance"))

"""The wider balance: threat classes, the theatre ladder, stability, two peers, Europe's shield and the options."""

from __future__ import annotations

import numpy as np

from deterrence.arrays import AnyArray
from deterrence.axes import FORCE, FORCES, POSTURE, POSTURES, STRUCTURE
from deterrence.brief.document import Block, Column, Figure, Heading, Paragraph, Table
from deterrence.brief.findings import Findings
from deterrence.claims import phia
from deterrence.evidence.ledger import distribution_dict, value_text
from deterrence.results import Cell, Results
from deterrence.scenario.resolve import resolve
from deterrence.second_strike.restoring import BAR

_CLASSES = (
    "A defence is many defences: rounds made for one kind of threat are not rounds for another. The first figure asks "
    "what each layer stops of a reference raid of one size, class by class; the second sets the cover that is claimed "
    "beside what sources other than the maker hold credible. Neither says anything about places."
)
_REQUIRED = (
    "The claim turned round: how many ready interceptors, at what chance of a kill and how much of the retaliation "
    "meeting a defence, would stop half of it. The shaded band is what production can have put on ready launchers by "
    "the year, as the set named below has it. A line that does not reach the left edge ends where no number of "
    "interceptors would do."
)
_LADDER = (
    "Below the strategic level, weapons are counted by class, as rungs of a ladder, with those that can be delivered, "
    "survive, are ready and get through. A weapon that one ally owns and another carries counts only where both are in "
    "the coalition. The number of weapons a rung needs is our judgement; results depend on it more than on any "
    "count."
)
_STABILITY = (
    "The index of Kent and Thaler compares what a side loses by striking first with what it loses by being struck "
    "first: 1 means that no side gains by going first. It speaks of incentives in a crisis, not of intentions, and its "
    "counterforce rule is a convention."
)
_PEERS = (
    "Sufficiency is what survives, is launched and works, over an abstract requirement against two peers together: a "
    "share of their fixed launchers and a reserve for each. 1 is just enough by that definition, no plan of anybody's. "
    "Treaty limits cap American forces but lower what they must cover only slightly."
)
_SHIELD = (
    "The same engine turned round, for sixty days of raids with conventional missiles on the Baltic region, in 2026, "
    "and once more with one battery added in Estonia in the same futures. The engine was tried on what Ukraine "
    "reported: fitted on months before 2025 and scored on the later ones. The record is one side's, its shield is not "
    "public, and drones are not in it; the misses are shown."
)
_OPTIONS = (
    "Options on one page, on the same futures: total cost in constant dollars of 2025, the first year in which each "
    "can act, and what it adds to arrivals of both forces through the defence. Most costs are judged. The Polish "
    "capability of its own is shown by date and cost only: it would break or leave the Non-Proliferation Treaty."
)
_SECTIONS = (
    ("Threat classes and cover", _CLASSES, ("classes-layers", "classes-footprint")),
    ("What would be required", _REQUIRED, ("required",)),
    ("The theatre ladder", _LADDER, ("ladder", "theatre")),
    ("First-strike stability", _STABILITY, ("stability",)),
    ("Two nuclear peers", _PEERS, ("sufficiency",)),
    ("Europe's own shield", _SHIELD, ("leakage", "calibration")),
    ("Options side by side", _OPTIONS, ("options",)),
)


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

    first = of("first_year_below_bar")
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
    blocks: list[Block] = [Heading(1, "The wider balance", "balance")]
    for title, text, names in _SECTIONS:
        blocks += [Heading(2, title, f"balance-{names[0]}"), Paragraph(text)]
        blocks += [Figure.of(findings.gallery[name]()) for name in names]
    return tuple(blocks)

"""The chapter of the nuclear domain: the theatre ladder, first-strike stability, and two nuclear peers."""

from __future__ import annotations

from typing import Final

from deterrence.axes import REFERENCE
from deterrence.chapter import Chapter, Moved, Picture, Section, Shown, along, banded, capital, in_every_structure
from deterrence.charts import theme
from deterrence.charts.bands import NO_PROBABILITY, READING, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.lanes import Lanes, lanes
from deterrence.charts.numbers import per_cent
from deterrence.charts.panels import Panels
from deterrence.charts.result import FigureResult
from deterrence.charts.tiles import Tiles, tiles
from deterrence.charts.told import Told, counted, joined, told
from deterrence.charts.twins import DEFENCE, TWINS
from deterrence.nuclear.components import stability as stability_component
from deterrence.nuclear.components import theatre as theatre_component
from deterrence.nuclear.components import two_peer as two_peer_component
from deterrence.nuclear.theatre import THEATRE_RUNGS
from deterrence.results import Label
from deterrence.traced import Sentence, Words, spread

_LADDER: Final = (
    "Below the strategic level, weapons are counted by class, as rungs of a ladder: those that can be delivered, "
    "survive and get through. What one ally owns and another carries counts only where both are in the coalition. How "
    "many weapons a rung needs is our estimate; results depend on it more than on any count."
)
_STABILITY: Final = (
    "The index of Kent and Thaler compares what a side loses by striking first with what it loses by being struck "
    "first: 1 means that no side gains by going first. It speaks of incentives in a crisis, not of intentions, and its "
    "counterforce rule is a convention."
)
_PEERS: Final = (
    "Sufficiency is what survives, is launched and works, over an abstract requirement against two peers together: a "
    "share of their fixed launchers and a reserve for each. 1 is just enough by that definition, no plan of anybody's. "
    "Treaty limits cap American forces but lower what they must cover only slightly."
)
_BETWEEN: Final = " – "
"""Stands between the names of the two sides of a dyad."""
_SIDES: Final = {
    "russia_nato": ("Russia", "NATO"),
    "russia_france_united_kingdom": ("Russia", "France and UK"),
    "russia_united_states": ("Russia", "United States"),
    "united_states_china": ("United States", "China"),
    "russia_china": ("Russia", "China"),
}
_COLUMNS: Final = (
    ("russia", REFERENCE, "Russia"),
    ("nato", REFERENCE, "NATO"),
    ("nato_without_united_states", REFERENCE, "NATO without the US"),
    ("france_united_kingdom", REFERENCE, "France and UK as planned"),
    ("france_united_kingdom", "european_options_together", "France and UK, options together"),
)
"""Of the ladder's map: who holds the weapons, under which policy, and the head."""
PROGRAMMES: Final = {
    "First new French boat": ("nuclear.france.replacement_first_year", "nuclear.france.replacement_slip_years"),
    "First new British boat": (
        "nuclear.united_kingdom.replacement_first_year", "nuclear.united_kingdom.replacement_slip_years",
    ),
    "French hypersonic missile (ASN4G)": (
        "nuclear.france.air.hypersonic_first_year", "nuclear.france.air.hypersonic_slip_years",
    ),
}  # fmt: skip
"""What is planned: the quantities of its year and of its slip."""
# A strategic missile with a weapon for limited use: the American one has no Russian counterpart that is published.
_RUNGS: Final = {"low_yield_ballistic_missile": "Submarine missile, low yield"}
_COALITION: Final = Key("coalition", "Coalition")
_DEFENCE: Final = {label: line.words for label, line in DEFENCE.lines.items()}
_HOLDER: Final = Key("holder", "Holder")
_COALITIONS: Final = Panels((_COALITION,), beside="coalition")
_THEATRE: Final = theatre_component.COMPONENT.labels
_STABLE: Final = stability_component.COMPONENT.labels
_PEER: Final = two_peer_component.COMPONENT.labels


def ladder(rows: Rows, year: int) -> FigureResult:
    """Median coverage by rung and holder in one year; at most nine columns."""
    text = Text(
        id="ladder",
        title=f"How far each rung of the ladder is covered, {year}",
        reading="Stronger colour: a larger part of the rung is covered in the median future. Below the median, 5% and "
        "95% of the futures, where they differ. Options together: the European options together, as they stand among "
        "the options, each from its own date.",
        nothing="no rung was computed",
        finding=lambda rows: _covered(rows, year),
    )
    quantity = f"coverage of the ladder's rungs in {year}"
    return tiles(Tiles(text, quantity, "Covered", Key("rung", "Rung"), _HOLDER), rows)


def _covered(rows: Rows, year: int) -> Told:
    """How many rungs each covers by half or more, in the median future."""
    found = [
        told(f"{holder} ", counted(sum(row["p50"] >= 1 / 2 for row in own), f"covered by {holder}"))
        for holder, own in _HOLDER.groups(rows).items()
    ]
    rungs = counted(len({row["rung"] for row in rows}), "rungs")
    opening = f" rungs below the strategic one, covered by half or more in {year}: "
    return told("Of ", rungs, opening, joined(found))


def _ladder_rows(shown: Shown) -> tuple[list[Row], int]:
    """Coverage of each rung below the strategic one, the highest first, by holder, in the year that is kept."""
    year = int(shown.results.labels("rung_coverage")["year"][0])
    rungs = [(place, rung) for place, rung in enumerate(_THEATRE["rung"]) if rung in THEATRE_RUNGS]
    rows: list[Row] = []
    for coalition, policy, holder in _COLUMNS:
        values = shown.results.values("rung_coverage", shown.cell, policy=policy, coalition=coalition, year=year)
        for place, rung in reversed(rungs):
            named = {"rung": _RUNGS.get(rung, capital(_THEATRE["rung"][rung])), "holder": holder}
            five = banded(named, values[:, place])
            rows.append({key: five[key] for key in (*named, "p05", "p50", "p95")})
    return rows, year


def _mean_of_rungs(shown: Shown) -> tuple[Sentence, ...]:
    """The mean of the rungs, holder by holder, in a sentence."""
    told: list[Words] = [f"Mean coverage of the rungs in {shown.year}, and the middle 90% of futures: "]
    for coalition, policy, holder in _COLUMNS:
        at: dict[str, Label] = {"policy": policy, "coalition": coalition, "year": shown.year}
        told += ["; " if len(told) > 1 else "", f"{holder} "]
        told += spread(shown.results, "ladder_coverage", shown.cell, per_cent, **at)
    return ((*told, "."),)


def stability(rows: Rows, year: int) -> FigureResult:
    """Index of first-strike stability in one year by dyad, stance and defence, from 0 to 1."""
    text = Text(
        id="stability",
        title=f"Index of first-strike stability in {year}, with and without the defences",
        reading="1: no side gains by going first; the lower, the more a first strike pays. Dot: median of the futures; "
        f"line: the middle 90% of them. {NO_PROBABILITY}",
        nothing="no index was computed",
    )
    measure = Measure(f"index of first-strike stability in {year}", format=".2f", ticks=(0, 0.5, 1))
    keys = (Key("stance", "Stance"), Key("dyad", "Sides"), Key("defence", "Defence", _DEFENCE))
    return lanes(Lanes(text, measure, *keys), rows)


def _stability_rows(shown: Shown) -> tuple[list[Row], int]:
    """Index of first-strike stability by pair and stance in one year, with and without defences."""
    rows: list[Row] = []
    for place, dyad in enumerate(_STABLE["dyad"]):
        for number, stance in enumerate(_STABLE["stance"].values()):
            for defence, label in TWINS.items():
                at: dict[str, Label] = {"defence": label, "year": shown.year}
                values = shown.results.values("first_strike_stability_index", shown.cell, **at)[:, place, number]
                five = banded({}, values)
                middle = {"least": five["p50"], "p50": five["p50"], "most": five["p50"]}
                names = {"stance": capital(stance), "dyad": _BETWEEN.join(_SIDES[dyad]), "defence": defence}
                rows.append({**names, "p05": five["p05"], **middle, "p95": five["p95"]})
    return rows, shown.year


def sufficiency(rows: Rows, top: float | None = None) -> FigureResult:
    """Warheads available over required against two peers by coalition, treaty and year; the rule stands at 1."""
    text = Text(
        id="sufficiency",
        title="Strategic warheads against Russia and China together: available over required, by year",
        reading=f"Dashed rule: just enough. {READING} Day-to-day, with half of each peer's fixed launchers held at "
        "risk and every allied warhead at sea counted; with none or all of them the lines stand higher or lower. "
        "The reserves are swept, so that the spread is that of the inputs, not a probability.",
        nothing="no sufficiency was computed",
    )
    measure = Measure(
        "ratio of warheads available to required against Russia and China together",
        "Available over required",
        ".2f",
        end=None,
        ticks=5,
    )
    lines = {
        "no_caps": Line("no treaty limits", theme.VERMILION, theme.DASHED),
        "caps_return": Line("limits return", theme.BLUE),
    }
    treaty = Series("treaty", "Treaty", lines)
    return bands(Bands(text, measure, _COALITIONS, treaty, height=170, enough=1, ends="number"), rows, top)


def _sufficiency_rows(shown: Shown) -> tuple[list[Row]]:
    """Sufficiency against two peers by coalition, without treaty limits and with them."""
    values = shown.results.values("sufficiency_ratio", shown.cell, counterforce="half", posture="day_to_day")
    rows = [
        row
        for place, coalition in enumerate(_PEER["coalition"].values())
        for at, treaty in enumerate(_PEER["treaty"])
        for row in along(
            {"coalition": capital(coalition), "treaty": treaty}, "year", shown.results.years, values[:, :, place, at]
        )
    ]
    return (rows,)


CHAPTER: Final = Chapter(
    "nuclear",
    (
        Section(
            "balance",
            "The theatre ladder",
            _LADDER,
            (
                Picture(
                    "ladder", ladder, _ladder_rows, in_every_structure, ("rung_coverage", "ladder_coverage"),
                    policies=tuple(dict.fromkeys(policy for _, policy, _ in _COLUMNS if policy != REFERENCE)),
                ),
            ),
            ("rung_coverage", "ladder_coverage", "asymmetry_against_russia"),
            {"nuclear_theatre": "theatre"},
            under=_mean_of_rungs,
            length="brief",
        ),
        Section(
            "balance",
            "First-strike stability",
            _STABILITY,
            (Picture("stability", stability, _stability_rows, in_every_structure, ("first_strike_stability_index",)),),
            ("first_strike_stability_index", "mutual_deterrence_margin"),
            {"nuclear_stability": "stability"},
        ),
        Section(
            "balance",
            "Two nuclear peers",
            _PEERS,
            (Picture("sufficiency", sufficiency, _sufficiency_rows, in_every_structure, ("sufficiency_ratio",)),),
            ("sufficiency_ratio", "break_even_credit"),
            {"nuclear_two_peer": "two peers"},
            length="brief",
        ),
    ),
    groups={"theatre": "Theatre forces"},
    moved=(Moved("NATO covers {difference} of the theatre's rungs", "ladder_coverage", {"coalition": "nato"}),),
)  # fmt: skip

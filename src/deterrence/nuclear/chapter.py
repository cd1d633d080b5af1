"""The chapter of the nuclear domain: the theatre ladder, first-strike stability, and two nuclear peers."""

from __future__ import annotations

from typing import Final

from deterrence.axes import REFERENCE
from deterrence.chapter import Chapter, Moved, Picture, Section, Shown, along, banded, capital, in_every_structure
from deterrence.charts import theme
from deterrence.charts.bands import NO_PROBABILITY, READING, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.panels import Panels
from deterrence.charts.result import FigureResult
from deterrence.charts.tiles import Tiles, tiles
from deterrence.charts.twins import DEFENCE, TWINS
from deterrence.nuclear.components import stability as stability_component
from deterrence.nuclear.components import theatre as theatre_component
from deterrence.nuclear.components import two_peer as two_peer_component

_LADDER: Final = (
    "Below the strategic level, weapons are counted by class, as rungs of a ladder, with those that can be delivered, "
    "survive, are ready and get through. A weapon that one ally owns and another carries counts only where both are in "
    "the coalition. The number of weapons a rung needs is our judgement; results depend on it more than on any count."
)
_LADDER_BY_YEAR: Final = "The mean of the rungs, each covered by what a coalition holds over what the rung needs."
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
    ("russia", REFERENCE, "plans"),
    ("nato", REFERENCE, "plans"),
    ("nato", "polish_hosting", "Poland"),
    ("nato", "french_nonstrategic", "French"),
    ("nato", "british_nonstrategic", "British"),
    ("nato_without_united_states", REFERENCE, "plans"),
    ("france_united_kingdom", REFERENCE, "plans"),
    ("france_united_kingdom", "european_options_together", "all"),
)
"""Of the ladder's map: who holds the weapons, under which policy, and the head."""
_NOTE: Final = (
    "Columns: as planned; Poland: Poland hosts allied weapons; French, British: new non-strategic weapons of France or "
    "of the United Kingdom; all: European options together. An option replaces what a "
    "lever sets."
)
# A strategic missile with a weapon for limited use: the American one has no Russian counterpart that is published.
_RUNGS: Final = {"low_yield_ballistic_missile": "Submarine missile, low yield"}
_SHORT: Final = {"nato_without_united_states": "NATO, without US", "france_united_kingdom": "France, UK"}
_COALITION: Final = Key("coalition", "Coalition")
_COALITIONS: Final = Panels((_COALITION,), beside="coalition")
_THEATRE: Final = theatre_component.COMPONENT.labels
_STABLE: Final = stability_component.COMPONENT.labels
_PEER: Final = two_peer_component.COMPONENT.labels


def ladder(rows: Rows, year: int) -> FigureResult:
    """Median coverage by rung (top first), coalition and option in one year; at most nine columns."""
    text = Text(
        id="ladder",
        title=f"How far each rung of the ladder is covered, {year}",
        reading="Darker: a larger part of the rung is covered in the median future. Below the median, 5% and 95% of "
        f"the futures, where they differ. The top rung is no part of the ladder's mean. {_NOTE}",
        nothing="no rung was computed",
    )
    quantity = f"coverage of the ladder's rungs in {year}"
    return tiles(Tiles(text, quantity, "Covered", Key("rung", "Rung"), _COALITION, Key("option", "Option")), rows)


def _ladder_rows(shown: Shown) -> tuple[list[Row], int]:
    """Coverage of each rung, strategic first, by coalition and option, in the year that is kept."""
    year = int(shown.results.labels("rung_coverage")["year"][0])
    rows: list[Row] = []
    for coalition, policy, option in _COLUMNS:
        values = shown.results.values("rung_coverage", shown.cell, policy=policy, coalition=coalition, year=year)
        for place, (rung, words) in reversed(list(enumerate(_THEATRE["rung"].items()))):
            named = {"rung": _RUNGS.get(rung, capital(words)), "coalition": _coalition(coalition), "option": option}
            five = banded(named, values[:, place])
            rows.append({key: five[key] for key in (*named, "p05", "p50", "p95")})
    return rows, year


def _coalition(label: str) -> str:
    return _SHORT.get(label) or capital(_THEATRE["coalition"][label])


def theatre(rows: Rows) -> FigureResult:
    """Coverage of the theatre's rungs by coalition and year."""
    title = "Coverage of the theatre's rungs, by coalition"
    text = Text("theatre", title, READING, "no coalition was computed")
    measure = Measure("coverage of the theatre's rungs", "Mean coverage of the rungs", ticks=5)
    return bands(Bands(text, measure, _COALITIONS), rows)


def _theatre_rows(shown: Shown) -> tuple[list[Row]]:
    """Ladder coverage by coalition over the years."""
    rows: list[Row] = []
    for coalition in _THEATRE["coalition"]:
        values = shown.results.values("ladder_coverage", shown.cell, coalition=coalition)
        rows += along({"coalition": _coalition(coalition)}, "year", shown.results.years, values)
    return (rows,)


def stability(rows: Rows) -> FigureResult:
    """Index of first-strike stability by dyad, stance, year and defence, on one axis from 0 to 1."""
    text = Text(
        id="stability",
        title="Index of first-strike stability by year, with and without the defences",
        reading=f"1: no side gains by going first; the lower, the more a first strike pays. {READING} {NO_PROBABILITY}",
        nothing="no index was computed",
    )
    keys = (Key("dyad", "Sides"), Key("stance", "Stance"))
    measure = Measure("index of first-strike stability", format=".2f", ticks=(0, 0.5, 1))
    return bands(Bands(text, measure, Panels(keys, "stance", 148, _BETWEEN), DEFENCE, height=74), rows)


def _stability_rows(shown: Shown) -> tuple[list[Row]]:
    """Index of first-strike stability by pair and stance over the years, with and without defences."""
    rows: list[Row] = []
    for defence, label in TWINS.items():
        values = shown.results.values("first_strike_stability_index", shown.cell, defence=label)
        for place, dyad in enumerate(_STABLE["dyad"]):
            for number, stance in enumerate(_STABLE["stance"].values()):
                names = {"dyad": _BETWEEN.join(_SIDES[dyad]), "stance": capital(stance), "defence": defence}
                rows += along(names, "year", shown.results.years, values[:, :, place, number])
    return (rows,)


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
    return bands(Bands(text, measure, _COALITIONS, treaty, height=190, enough=1), rows, top)


def _sufficiency_rows(shown: Shown) -> tuple[list[Row]]:
    """Sufficiency against two peers by coalition, without treaty limits and with them."""
    values = shown.results.values("sufficiency_ratio", shown.cell, counterforce="half", posture="day_to_day")
    rows: list[Row] = []
    for place, coalition in enumerate(_PEER["coalition"].values()):
        for number, treaty in enumerate(_PEER["treaty"]):
            names = {"coalition": capital(coalition), "treaty": treaty}
            rows += along(names, "year", shown.results.years, values[:, :, place, number])
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
                    "ladder", ladder, _ladder_rows, in_every_structure, ("rung_coverage",),
                    policies=tuple(dict.fromkeys(policy for _, policy, _ in _COLUMNS if policy != REFERENCE)),
                ),
            ),
            ("rung_coverage", "asymmetry_against_russia"),
            {"nuclear_theatre": "theatre"},
            length="brief",
        ),
        Section(
            "balance",
            "The theatre ladder over the years",
            _LADDER_BY_YEAR,
            (Picture("theatre", theatre, _theatre_rows, in_every_structure, ("ladder_coverage",)),),
            ("ladder_coverage",),
            {"nuclear_theatre": "theatre"},
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

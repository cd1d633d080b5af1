"""Does the region hold: the published forms side by side with their score, and the campaign without each contingent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final

import numpy as np

from deterrence.chapter import Picture, Section, Shown, along, banded, capital, in_every_structure
from deterrence.charts import bands as band_form
from deterrence.charts import theme
from deterrence.charts.bands import Along, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.intervals import READING, Intervals, intervals
from deterrence.charts.numbers import per_cent, short
from deterrence.charts.result import FigureResult
from deterrence.charts.told import OUTCOME, Told, amount, joined, told
from deterrence.conventional.components import battle_record, campaign, forces
from deterrence.results import Label
from deterrence.traced import Number, Sentence, Words, filled, in_cell, of_study

_TEXT: Final = (
    "[The first figure](campaign-strength) counts what both sides would have in the region by which day. Three "
    "published forms of a campaign are then asked [how much ground it would lose](campaign-forms). They disagree on "
    "the answer and are never averaged; the third presumes a continuous front and says nothing where none can be "
    "manned. What they rest on, the ratio of strengths, did not tell the winners of past battles: read the figures as"
    " what follows from assumptions. [The last figure](campaign-contingents) leaves out one contingent in Estonia "
    "after the other in the same futures, and then what would come from America. No aircraft, missiles, mines or "
    "nuclear weapons are in the campaign, and no attack along an axis that nobody defends."
)
_LABELS: Final = campaign.TWINS.labels
_JUDGED: Final = {"adaptive": "Adaptive form (Epstein)", "lanchester": "Lanchester's law"}
"""The forms that say something here, as heads of panels."""
_DEPTH: Final = "100"
_FORM: Final = Key("form", "Form")


_SIDES: Final = Series(
    "side",
    "Side",
    {
        "attacker": Line("Russian", theme.VERMILION, theme.DASHED),
        "defender": Line("Allied", theme.BLUE),
    },
)


def campaign_strength(rows: Rows, year: int, score: str) -> FigureResult:
    """Strength that each side has committed by day of the campaign."""
    text = Text(
        id="campaign-strength",
        title=f"Russian and allied strength in the Baltic region by day, if attacked in {year}",
        reading="What has come by the morning of a day, losses not taken off; a battalion counts when its last vehicle "
        f"is there, a lighter one for less. {band_form.READING} {score}",
        nothing="no campaign was computed",
    )
    measure = Measure(f"strength in {year} in heavy battalions", "Heavy battalions", ".0f", end=None, step=5, ticks=5)
    days = Along(Key("committed_day", "Day"), "Day of the campaign", "by day {}")
    return bands(Bands(text, measure, series=_SIDES, along=days), rows)


def _strength_rows(shown: Shown) -> tuple[list[Row], int, str]:
    """Strength committed by side and day in the year shown."""
    year, rows = _year(shown, "attacker_committed"), list[Row]()
    days = list(campaign.COMMITTED_DAYS)
    for side in _SIDES.lines:
        values = shown.results.values(f"{side}_committed", shown.cell, year=year)
        rows += along({"side": side, OUTCOME: f"{side}_committed"}, "committed_day", days, values)
    return rows, year, _score(shown)


def _score(shown: Shown) -> str:
    """How well what all forms rest on told the winners of past battles: beside every figure of a campaign."""
    back_test = battle_record.STUDY.back_test
    assert back_test is not None and back_test.words is not None
    return f"The score: {back_test.words(shown.results.study(battle_record.STUDY.name, shown.cell))}."


def campaign_forms(rows: Rows, year: int, score: str) -> FigureResult:
    """Ground lost by day in each form that applies, with the share of futures that hold beside it."""
    deepest = list(_LABELS["depth"])[-1]
    beyond = (float(deepest), f"at least {deepest}")
    quantity = f"kilometres lost in {year}"
    measure = Measure(quantity, "Kilometres lost", ".0f", end=None, step=50, ticks=5, beyond=beyond)
    text = Text(
        id="campaign-forms",
        title=f"Ground that the Baltic region would lose if attacked in {year}, by form and day",
        reading=f"{READING} At each form the share of futures without a crisis at a depth of {_DEPTH} km by these "
        f"days. Behind {deepest} km nothing is counted. The expanding front is left out: not a continuous front. "
        f"{score}",
        nothing="no campaign was computed",
        finding=partial(_by_the_last_day, measure.short),
    )
    return intervals(Intervals(text, measure, _FORM, (Key("day", "Day"),)), rows)


def _by_the_last_day(words: Callable[[float], str], rows: Rows) -> Told:
    """The title: median ground lost by the last day, form by form."""
    last = rows[-1]["day"]
    lost = _kilometres([row for row in rows if row["day"] == last], words)
    return told(f"Median ground lost {last.lower()}: ", lost)


def _kilometres(rows: Rows, words: Callable[[float], str]) -> Told:
    """Medians in kilometres, form by form."""
    return joined(told(f"{row['form'].partition(':')[0]} ", amount(row, "p50", words), " km") for row in rows)


def _form_rows(shown: Shown) -> tuple[list[Row], int, str]:
    """Ground lost by form and day in the year shown, with the share of futures that hold in its name."""
    year = _year(shown, "ground_lost_km")
    rows = []
    for form, words in _JUDGED.items():
        lost = shown.results.values("ground_lost_km", shown.cell, year=year, form=form)
        held = shown.results.values("holds", shown.cell, year=year, form=form, depth=_DEPTH)
        shares = [per_cent(float(held[:, place].mean())) for place in range(held.shape[1])]
        group = f"{words}: {', '.join(shares[:-1])} and {shares[-1]} hold"
        for place, day in enumerate(_LABELS["campaign_day"].values()):
            rows.append(banded({"form": group, "day": capital(day)}, lost[:, place]))
    return rows, year, _score(shown)


def campaign_contingents(rows: Rows, year: int, score: str) -> FigureResult:
    """Kilometres lost more by day 10 with something left out of the same futures, by form."""
    text = Text(
        id="campaign-contingents",
        title=f"Kilometres lost more by day 10 with something left out, attacked in {year}",
        reading=f"{READING} The same futures, once with all in place and once without what is named; arrivals stay as "
        f"they are where a contingent is left out. {score}",
        nothing="no twin was computed",
        finding=_without_all,
    )
    measure = Measure(
        f"kilometres lost more by day 10 in {year}", "Kilometres lost more", ".1f", end=None, step=5, ticks=5
    )
    return intervals(Intervals(text, measure, _FORM, (Key("removed", "Left out"),)), rows)


def _without_all(rows: Rows) -> Told:
    """The title: what is lost more without the three contingents, form by form."""
    removed = _LABELS["removed"][forces.ALL_CONTINGENTS]
    more = _kilometres([row for row in rows if row["removed"] == capital(removed)], short)
    return told(f"Median ground lost more by day 10 {removed}: ", more)


def _contingent_rows(shown: Shown) -> tuple[list[Row], int, str]:
    """Kilometres lost more by day 10 without each contingent, all, and the American reinforcement."""
    year, day = _year(shown), next(iter(_LABELS["campaign_day"]))
    rows = []
    for form, words in _JUDGED.items():
        lost = shown.results.values("twin_ground_lost_km", shown.cell, year=year, form=form, campaign_day=day)
        for place, (removed, said) in enumerate(_LABELS["removed"].items()):
            if removed != forces.NOTHING:
                more = lost[:, place] - lost[:, forces.REMOVED.index(forces.NOTHING)]
                rows.append(banded({"form": words, "removed": capital(said)}, more))
    return rows, year, _score(shown)


def _year(shown: Shown, outcome: str = "twin_ground_lost_km") -> int:
    """The last of an outcome's years that is not after the year shown, else the first; twins stand in few years."""
    years = [int(year) for year in shown.results.labels(outcome)["year"]]
    return max((year for year in years if year <= shown.year), default=years[0])


def _held(shown: Shown, form: str) -> Sentence:
    """Share of futures that hold to the last day with all in place, and with something left out."""
    day, year = list(_LABELS["campaign_day"])[-1], _year(shown)
    at: dict[str, Label] = {"year": year, "form": form, "depth": _DEPTH, "campaign_day": day}
    held = shown.results.values("twin_holds", shown.cell, **at)
    left_out = (forces.ALL_CONTINGENTS, forces.AMERICAN_REINFORCEMENT)

    def share(removed: str) -> Number:
        value = float(held[:, forces.REMOVED.index(removed)].mean())
        return in_cell(per_cent(value), "twin_holds", shown.cell, "mean", value, **at, removed=removed)

    without = ", ".join(f"{{}} {_LABELS['removed'][removed]}" for removed in left_out)
    return filled(
        f"{_JUDGED[form]}: attacked in {year}, {{}} of the futures hold for {day} days at a depth of {_DEPTH} km with "
        f"all in place, {without}.",
        *map(share, (forces.NOTHING, *left_out)),
    )


def _undefended(shown: Shown) -> Sentence:
    """How fast it goes where nobody defends, which is in no form."""
    values = shown.results.values("undefended_day", shown.cell, depth=_DEPTH)
    first, last = (
        in_cell(str(int(day)), "undefended_day", shown.cell, f"{band} whole", int(day), depth=_DEPTH)
        for band, day in zip(("p05", "p95"), np.quantile(values, (0.05, 0.95), method="inverted_cdf"), strict=True)
    )
    days = (first, last) if last.value > first.value else (first,)
    return filled(
        "Along an axis that nobody defends, at the pace of games that RAND published in 2016, an attacker is "
        f"{_DEPTH} km deep by the evening of day {' to '.join('{}' for _ in days)}: a movement and no fight, which no "
        "form can tell.",
        *days,
    )


def _under(shown: Shown) -> Sequence[Sentence]:
    """The score of what the forms rest on, and why the third says nothing."""
    record = shown.results.study(battle_record.STUDY.name, shown.cell)
    manned = float(np.median(shown.results.values("front_manned_share", shown.cell, year=_year(shown))))
    share = in_cell(per_cent(manned), "front_manned_share", shown.cell, "p50", manned, year=_year(shown))
    coin = ". An AUC of 0.5 is a coin and 1 always right; a Brier score is the better the lower it is."
    return (
        *(_held(shown, form) for form in _JUDGED),
        ("The score: ", *_traced(shown, battle_record.score(record)), coin),
        (*_traced(shown, battle_record.exponent(record)), f". {battle_record.defects(record)}."),
        filled(
            "The expanding front, not a continuous front: in the median future {} of what one would need is there.",
            share,
        ),
        _undefended(shown),
    )


def _traced(shown: Shown, said: battle_record.Said) -> Sequence[Words]:
    """A sentence on the record with its numbers as those of the study."""
    words, scores = said
    numbers = (
        of_study(one.text, battle_record.STUDY.name, shown.cell, one.outcome, one.value, **one.labels) for one in scores
    )
    return filled(words, *numbers)


_SCORED_BY: Final = (battle_record.STUDY.name,)
"""Studies that every figure reads, for the score that stands beside it."""
GROUPS: Final = {"presence": "Presence in Estonia", "campaign": "The campaign"}
SECTIONS: Final = (
    Section(
        "balance",
        "Does it hold?",
        _TEXT,
        (
            Picture(
                "campaign-strength", campaign_strength, _strength_rows, in_every_structure,
                ("attacker_committed", "defender_committed", "undefended_day"), studies=_SCORED_BY,
            ),
            Picture(
                "campaign-forms", campaign_forms, _form_rows, in_every_structure, ("ground_lost_km", "holds"),
                studies=_SCORED_BY,
            ),
            Picture(
                "campaign-contingents", campaign_contingents, _contingent_rows, in_every_structure,
                ("twin_ground_lost_km",), studies=_SCORED_BY,
            ),
        ),
        ("twin_ground_lost_km", "twin_holds", "twin_force_ratio"),
        {"conventional_campaign": "campaign"},
        under=_under,
    ),
)  # fmt: skip

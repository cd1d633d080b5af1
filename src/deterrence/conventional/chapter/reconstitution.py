"""Russian tanks by year at three ends of the war, the years that services name, and the check against the record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from deterrence.chapter import Picture, Section, Shown, along, capital, in_every_structure
from deterrence.charts import theme
from deterrence.charts.bands import NO_PROBABILITY, READING, Bands, Line, Series, bands
from deterrence.charts.description import Key, Measure, Row, Rows, Text
from deterrence.charts.numbers import listed
from deterrence.charts.panels import Panels
from deterrence.charts.result import FigureResult
from deterrence.charts.spans import Spans, spans
from deterrence.conventional.components import reconstitution, reconstitution_record
from deterrence.traced import Number, Sentence, filled, of_study

LAST_YEAR: Final = 2035
"""Up to which the stocks are drawn."""
_TEXT: Final = (
    "Losses wear a stock down by a share of what is there, and output falls to new tanks when what can still be "
    "restored in the stores is gone. So the end of the war and the output of new tanks decide. Nobody knows the one, "
    "and published numbers of the other exclude one another: each stands beside the others, and none is drawn."
)
_PASSING: Final = ("russian_tanks_pre_war_year",)  # read with the stocks too: it draws what they are held against
_LABELS: Final = reconstitution.COMPONENT.labels
_END: Final = Key("war_end", "End of the war")
_BUILT: Final = {
    "as_counted": Line("new tanks as counted today", theme.BLUE),
    "as_leaked": Line("as in the leaked plan", theme.GREEN, theme.DOTTED),
    "as_announced": Line("as announced", theme.VERMILION, theme.DASHED),
}
_OURS: Final = "the stock of before the war is back"
_THEIRS: Final = "services and institutes on Russia's readiness"


def stocks(rows: Rows, level: float, check: str) -> FigureResult:
    """Tanks in service by year, end of the war and new build; the rule stands at the stock of before the war."""
    text = Text(
        id="russian-tanks",
        title="Russian tanks in service by year, at three ends of the war",
        reading=f"Dashed rule: the stock of before the war. {READING} {NO_PROBABILITY} Ends of the war and outputs of "
        f"new tanks are asked, not drawn. With supply from third states. {check}",
        nothing="no stock was computed",
    )
    measure = Measure("number of Russian tanks in service", "Tanks in service", ",.0f", end=None, step=1000, ticks=5)
    form = Bands(text, measure, Panels((_END,), beside="war_end"), Series("new_build", "New tanks", _BUILT), height=190,
                 enough=level)  # fmt: skip
    return bands(form, rows)


def _stock_rows(shown: Shown) -> tuple[list[Row], float, str]:
    """Tanks in service up to the last year drawn, the stock of before the war, and how the law stands the check."""
    values = shown.results.values("russian_active_tanks", shown.cell, third_state_supply="with")
    years = [year for year in shown.results.years if year <= LAST_YEAR]
    drawn = values[:, : len(years)]
    rows = [
        row
        for place, end in enumerate(_LABELS["war_end"].values())
        for number, build in enumerate(_LABELS["new_build"])
        for row in along({"war_end": capital(end), "new_build": build}, "year", years, drawn[:, :, place, number])
    ]
    level = float(np.median(shown.results.draws(shown.cell)[f"{reconstitution.TANKS}pre_war_active"]))
    return rows, level, _in_short(shown)


def rivals(rows: Rows, beyond: int) -> FigureResult:
    """Years in which the stock of before the war is back, beside the years that services and institutes name."""
    text = Text(
        id="russian-years",
        title="When Russian tanks are as many as before the war, beside rival years",
        reading="Bar: the middle 90% of the futures, or the range that was published; dot: median, or the middle of "
        f"the range. Behind {beyond - 1} stand every later year and none. Services speak of readiness for a war and "
        "not of tanks; they are compared and nothing reads them. Those that count from the end of the war are left "
        "out where it goes on.",
        nothing="no year was computed",
    )
    colours = {_OURS: theme.BLUE, _THEIRS: theme.VERMILION}
    form = Spans(text, "year", _END, Key("name", "Whose"), Key("kind", "Kind"), colours, float(beyond))
    return spans(form, rows)


def _rival_rows(shown: Shown) -> tuple[list[Row], int]:
    """Ours by output of new tanks, then those of others."""
    found = shown.results.study(reconstitution_record.RIVAL_YEARS.name, shown.cell)
    values = shown.results.values("russian_tanks_pre_war_year", shown.cell, third_state_supply="with")
    beyond = max(shown.results.years) + 1
    rows: list[Row] = []
    for place, (end, words) in enumerate(_LABELS["war_end"].items()):
        group = {"war_end": capital(words)}
        for number, build in enumerate(_LABELS["new_build"]):
            years = np.quantile(values[:, place, number], (0.05, 0.5, 0.95), method="inverted_cdf")
            rows.append(_span({**group, "name": capital(_LABELS["new_build"][build]), "kind": _OURS}, *years.tolist()))
        for rival, name in reconstitution_record.RIVALS.items():
            at = {"rival": rival, "war_end": end}
            if not found.at("rival_is_without_year", **at):
                ends = [float(found.at(f"rival_{bound}_year", **at)) for bound in ("first", "last")]
                middle = (ends[0] + ends[1]) / 2
                years = np.minimum([ends[0], middle, ends[1]], beyond)
                rows.append(_span({**group, "name": name, "kind": _THEIRS}, *years.tolist()))
    return rows, beyond


def _span(names: dict[str, str], first: float, middle: float, last: float) -> Row:
    return {**names, "first": float(first), "middle": float(middle), "last": float(last)}


def _in_short(shown: Shown) -> str:
    """In which years the law was nearer to the published stock than that nothing changes: beside the figure."""
    found = shown.results.study(reconstitution_record.RECORD.name, shown.cell)
    by_year = {
        str(year): bool(found.at("law_beats_persistence", record_year=year)) for year in found.labels["record_year"]
    }
    told = [
        f"in {listed(year for year, beats in by_year.items() if beats is is_nearer)} {words}"
        for is_nearer, words in ((True, "nearer to the published stock"), (False, "further from it"))
        if is_nearer in by_year.values()
    ]
    return f"The check: beside saying that nothing changes the law was {' and '.join(told)}; it is no validation."


def _check(shown: Shown) -> Sequence[Sentence]:
    """The check against the record, with its failure (law C36)."""
    name, cell = reconstitution_record.RECORD.name, shown.cell
    found = shown.results.study(name, cell)
    years = found.labels["record_year"]
    said = {"predicted": "by the law", "record": "published", "persistent": "if nothing had changed"}

    def tanks(which: str, year: str | int | float) -> Number:
        outcome = f"{which}_active_tanks"
        value = float(found.at(outcome, record_year=year))
        return of_study(f"{value:,.0f}", name, cell, outcome, value, record_year=str(year))

    lost = [str(year) for year in years if not found.at("law_beats_persistence", record_year=year)]
    beaten = f" In {' and '.join(lost)} saying that nothing changes did better than the law." if lost else ""
    told = ", ".join(f"{{}} {words}" for words in said.values())
    each = "; ".join(f"{year}: {told}" for year in years)
    words = f"Against the published stocks: {each}.{beaten} It is a consistency check on two steps and no validation."
    return (filled(words, *(tanks(which, year) for year in years for which in said)),)


SECTIONS: Final = (
    Section(
        "balance",
        "Russian tanks after the losses",
        _TEXT,
        (
            Picture("russian-tanks", stocks, _stock_rows, in_every_structure, ("russian_active_tanks", *_PASSING)),
            Picture("russian-years", rivals, _rival_rows, in_every_structure, _PASSING),
        ),
        ("russian_active_tanks", "russian_stored_tanks", "russian_soldiers", "russian_tanks_pre_war_year"),
        {"conventional_reconstitution": "reconstitution"},
        under=_check,
    ),
)

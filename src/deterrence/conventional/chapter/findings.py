"""Titles of the figures of need, holdings, shares and bill: what the rows allow to say."""

from __future__ import annotations

from collections.abc import Mapping

from deterrence.axes import inside_sentence
from deterrence.charts.description import Rows
from deterrence.charts.told import Amount, Told, amount, ends, joined, told

NATO = "NATO"
"""Heads of columns of the published requirement begin so."""


def missing(year: int, rows: Rows) -> Told:
    """Of the published requirement, the codes of which least and most is missing, over its readings."""
    by_code: dict[str, list[Amount]] = {}
    for row in rows:
        if row["kind"].startswith(NATO):
            by_code.setdefault(row["code"], []).append(amount(row, "p50", "%"))
    if not by_code:
        return ""
    means = {code: sum(one.value for one in found) / len(found) for code, found in by_code.items()}
    extremes = [pick(means, key=lambda code: means[code]) for pick in (min, max)]
    return told(
        f"Missing of the published requirement in {year} without American forces, least and most, by reading: ",
        joined((told(ends(by_code[code]), f" of {inside_sentence(code)}") for code in extremes), ", "),
    )


def closed(units: str, readings: Mapping[str, str], rows: Rows) -> Told:
    """Units missing in the last year by reading, without and with all American forces.

    Args:
        units: Their words.
        readings: What a sentence says of each reading.
        rows: Of the fan.
    """
    year = max((row["year"] for row in rows), default=0)
    last: dict[str, dict[str, Amount]] = {}
    for row in rows:
        if row["year"] == year:
            last.setdefault(row["reading"], {})[row["american_share"]] = amount(row, "p50")
    if not last or any(not {"0", "100"} <= medians.keys() for medians in last.values()):
        return ""
    words = {reading: readings.get(reading) or inside_sentence(reading) for reading in last}
    without = joined((told(medians["0"], f" {words[reading]}") for reading, medians in last.items()), " and ")
    whole = joined((medians["100"] for medians in last.values()), " and ")
    opening = f"Missing {units} in {year}, median: "
    return told(opening, without, " without American forces, ", whole, " with all of them")


def asked(ally: str, brigades: float, rows: Rows) -> Told:
    """The ally's fair shares by key beside what was asked of it."""
    own = [amount(row, "p50") for row in rows if row["ally"] == ally]
    if not own:
        return ""
    ask = amount({"ask": brigades}, "ask", outcome="public_ask")
    by_key = " further brigades, by the key of sharing; "
    return told(f"Fair to ask of {ally} are ", ends(own), by_key, ask, " were asked")


def uncounted(rows: Rows) -> Told:
    """What of the published bill stands in no line: the last but one row, of the last."""
    if len(rows) < 1 + 1:
        return ""
    rest, whole = (amount(row, "p50") for row in rows[-2:])
    opening, ending = "Of a published bill of ", " stand in no line: support, munitions, command"
    return told(opening, whole, " billion dollars ", rest, ending)

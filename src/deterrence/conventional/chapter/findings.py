"""Titles of the figures of need, holdings, shares and bill: what the rows allow to say."""

from __future__ import annotations

from collections.abc import Mapping

from deterrence.axes import inside_sentence
from deterrence.charts.description import Rows
from deterrence.charts.numbers import short, span

NATO = "NATO"
"""Heads of columns of the published requirement begin so."""


def missing(year: int, rows: Rows) -> str:
    """Of the published requirement, the codes of which least and most is missing, over its readings."""
    by_code: dict[str, list[float]] = {}
    for row in rows:
        if row["kind"].startswith(NATO):
            by_code.setdefault(row["code"], []).append(row["p50"])
    if not by_code:
        return ""
    least, most = (inside_sentence(pick(by_code, key=lambda code: sum(by_code[code]) / len(by_code[code])))
                   for pick in (min, max))  # fmt: skip
    told = {inside_sentence(code): span(medians, "%") for code, medians in by_code.items()}
    return (
        f"Missing of the published requirement in {year} without American forces, least and most, by reading: "
        f"{told[least]} of {least}, {told[most]} of {most}"
    )


def closed(units: str, readings: Mapping[str, str], rows: Rows) -> str:
    """Units missing in the last year by reading, without and with all American forces.

    Args:
        units: Their words.
        readings: What a sentence says of each reading.
        rows: Of the fan.
    """
    year = max((row["year"] for row in rows), default=0)
    ends: dict[str, dict[str, str]] = {}
    for row in rows:
        if row["year"] == year:
            ends.setdefault(row["reading"], {})[row["american_share"]] = short(row["p50"])
    if not ends or any(not {"0", "100"} <= medians.keys() for medians in ends.values()):
        return ""
    words = {reading: readings.get(reading) or inside_sentence(reading) for reading in ends}
    without = " and ".join(f"{medians['0']} {words[reading]}" for reading, medians in ends.items())
    whole = " and ".join(medians["100"] for medians in ends.values())
    return f"Missing {units} in {year}, median: {without} without American forces, {whole} with all of them"


def asked(ally: str, brigades: float, rows: Rows) -> str:
    """The ally's fair shares by key beside what was asked of it."""
    own = [row["p50"] for row in rows if row["ally"] == ally]
    if not own:
        return ""
    return (
        f"Fair to ask of {ally} are {span(own)} further brigades, by the key of sharing; {short(brigades)} were asked"
    )


def uncounted(rows: Rows) -> str:
    """What of the published bill stands in no line: the last but one row, of the last."""
    if len(rows) < 1 + 1:
        return ""
    rest, whole = (short(row["p50"]) for row in rows[-2:])
    return f"Of a published bill of {whole} billion dollars {rest} stand in no line: support, munitions, command"

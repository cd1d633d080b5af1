"""Estimate the holdings that nobody published (law C5), and print the leave-one-out table that chooses the rule.

Run: python scripts/estimate_holdings.py; it rewrites the rows of holdings.csv that are shared out by personnel or by
GDP, and the tables in docs/models/conventional_holdings.md. Nothing else in the dataset depends on it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median

from deterrence.conventional.codes import EUROPEAN, LAND
from deterrence.evidence.dataset import Dataset, load_dataset
from deterrence.evidence.distribution import Dated

ROOT = Path(__file__).parents[1]
CELLS = ROOT / "src/deterrence/dataset/conventional/holdings.csv"
PAGE = ROOT / "docs/models/conventional_holdings.md"
RULES = {"personnel": 2025, "gdp": 2026}  # year of each key
BAND = (0.4, 2.5)  # chosen on the table below: three of four known cells lie inside
FADING = 0.96  # what is left of a year's equipment a year later
WITHIN = (2.0, 2.5, 4.0)
TESTED: Mapping[str, tuple[str, ...]] = {
    "brigade": tuple(LAND),
    **{
        code: (code,)
        for code in (
            "tank", "infantry_vehicle", "tube_artillery", "combat_aircraft", "heavy_airlift", "long_range_air_defence",
            "medium_range_air_defence", "escort", "attack_submarine",
        )
    },
}  # fmt: skip
"""What is left out one cell at a time, as sums of codes; the others have too few counts."""
LIKE = {
    **dict.fromkeys(LAND, "brigade"),
    **dict.fromkeys(
        ("fifth_generation_aircraft", "attack_helicopter", "large_unmanned_aircraft", "cruise_missile"),
        "combat_aircraft",
    ),
}
"""The tested code whose rule a code takes that is not tested itself."""

Key = Mapping[str, float]
Cells = Mapping[str, Mapping[str, float]]


def central(dataset: Dataset, identity: str, year: int | None = None) -> float:
    """Central value of a quantity of the domain, at a year where it is dated."""
    distribution = dataset.quantities[f"conventional.{identity}"].basis.distribution
    if isinstance(distribution, Dated) and year is not None:
        return distribution.values[distribution.years.index(year)].central
    return distribution.central


def keys(dataset: Dataset) -> dict[str, Key]:
    """What holdings are shared by: personnel, GDP, and equipment bought since 2014 as the one that lost."""
    found: dict[str, Key] = {
        name: {ally: central(dataset, f"{name}.{ally}", year) for ally in EUROPEAN} for name, year in RULES.items()
    }
    years = dataset.quantities["conventional.equipment_share.germany"].basis.distribution.years  # type: ignore[union-attr]
    found["spending"] = {
        ally: sum(
            central(dataset, f"defence_spending.{ally}", year)
            * central(dataset, f"equipment_share.{ally}", year)
            * FADING ** (years[-1] - year)
            for year in years
        )
        for ally in EUROPEAN
    }
    return found


def rows() -> list[dict[str, str]]:
    """The rows of the table of holdings."""
    return list(csv.DictReader(io.StringIO(CELLS.read_text(encoding="utf-8"))))


def known(dataset: Dataset, table: Sequence[Mapping[str, str]]) -> dict[str, dict[str, float]]:
    """Central holdings by code and ally, of the cells that were not shared out."""
    found: dict[str, dict[str, float]] = {}
    for row in table:
        if row["basis"] not in RULES and not row["variant"]:
            found.setdefault(row["code"], {})[row["ally"]] = central(dataset, f"holdings.{row['ally']}.{row['code']}")
    return found


def counted(dataset: Dataset) -> dict[str, dict[str, float]]:
    """Central holdings of the codes that are tested, of allies that have all of them counted and some of the kind."""
    cells = known(dataset, rows())
    listed = set.intersection(*(set(cells[code]) for codes in TESTED.values() for code in codes))
    return {
        name: {ally: total for ally in sorted(listed) if (total := sum(cells[code][ally] for code in codes)) > 0}
        for name, codes in TESTED.items()
    }


def leave_one_out(cells: Cells, key: Key) -> dict[str, list[float]]:
    """How far each cell is from what the others say of it by a key, as a factor of at least 1, by code."""

    def factor(held: Mapping[str, float], left: str) -> float:
        others = [ally for ally in held if ally != left]
        said = sum(held[ally] for ally in others) / sum(key[ally] for ally in others) * key[left]
        return max(said / held[left], held[left] / said)

    return {code: [factor(held, ally) for ally in held] for code, held in cells.items()}


def chosen_rules(cells: Cells, by: Mapping[str, Key]) -> dict[str, str]:
    """For each tested code the key with the least median factor, of personnel and GDP."""
    factors = {name: leave_one_out(cells, by[name]) for name in RULES}
    return {code: min(RULES, key=lambda name: median(factors[name][code])) for code in cells}


def estimates(dataset: Dataset, rules: Mapping[str, str], by: Mapping[str, Key]) -> dict[tuple[str, str], float]:
    """Central value of each cell that is shared out, by ally and code."""
    table = rows()
    cells = known(dataset, table)
    open_cells: dict[str, list[str]] = {}
    for row in table:
        if row["basis"] in RULES:
            open_cells.setdefault(row["code"], []).append(row["ally"])
    found: dict[tuple[str, str], float] = {}
    for code, allies in open_cells.items():
        key = by[rules[LIKE.get(code, code)]]
        have = {ally: held for ally, held in cells.get(code, {}).items() if held > 0}
        rate = sum(have.values()) / sum(key[ally] for ally in have)
        if f"conventional.european_total.{code}" in dataset.quantities and code not in TESTED:
            left = central(dataset, f"european_total.{code}") - sum(have.values())
            rate = left / sum(key[ally] for ally in allies)
        found |= {(ally, code): rate * key[ally] for ally in allies}
    return found


def written(number: float) -> str:
    """A number with two digits that count, or whole where it is large."""
    return f"{number:.0f}" if number >= 100 else f"{number:.2g}"


def filled(dataset: Dataset) -> str:
    """The table of holdings with its estimates."""
    by = keys(dataset)
    rules = chosen_rules(counted(dataset), by)
    values, table = estimates(dataset, rules, by), rows()
    for row in table:
        value = values.get((row["ally"], row["code"]))
        if value is not None:
            row["basis"] = rules[LIKE.get(row["code"], row["code"])]
            row["low"], row["central"], row["high"] = (written(value * end) for end in (BAND[0], 1, BAND[1]))
    text = io.StringIO()
    writer = csv.DictWriter(text, list(table[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(table)
    return text.getvalue()


def summary(factors: Mapping[str, Sequence[float]]) -> list[int]:
    """Cells within each of the factors, over all codes."""
    every = [factor for found in factors.values() for factor in found]
    return [sum(factor <= most for factor in every) for most in WITHIN]


def table_text(dataset: Dataset) -> str:
    """The leave-one-out table, and what it comes to."""
    by, cells = keys(dataset), counted(dataset)
    factors = {name: leave_one_out(cells, key) for name, key in by.items()}
    rules = chosen_rules(cells, by)
    lines = ["| code | cells | personnel | GDP | spending | rule |", "|---|---|---|---|---|---|"]
    for code, held in cells.items():
        medians = " | ".join(f"{median(factors[name][code]):.2f}" for name in by)
        lines.append(f"| {code.replace('_', ' ')} | {len(held)} | {medians} | {rules[code]} |")
    count = sum(map(len, cells.values()))
    for most, *within in zip(WITHIN, *(summary(factors[name]) for name in by), strict=True):
        lines.append(f"| cells within a factor {most:g} | {count} | {' | '.join(map(str, within))} | |")
    return "\n".join(lines)


def replaced(text: str, name: str, table: str) -> str:
    """A page with the table between its two marks."""
    head, _, rest = text.partition(f"<!-- {name} -->\n")
    _, _, tail = rest.partition("<!-- end -->")
    return f"{head}<!-- {name} -->\n{table}\n<!-- end -->{tail}"


def main(load: Callable[[], Dataset] = load_dataset) -> None:
    """Write the estimates and the table."""
    dataset = load()
    CELLS.write_text(filled(dataset), encoding="utf-8")
    PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), "leave-one-out", table_text(dataset)), encoding="utf-8")


if __name__ == "__main__":
    main()

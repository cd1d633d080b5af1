"""The command that compares options: cost, earliest date and effect on one page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from deterrence.api import limits
from deterrence.cli.option import (
    Asked,
    ChangeOption,
    ClusterOption,
    FuturesOption,
    JsonOption,
    OutputOption,
    ScenarioOption,
    SeedOption,
    SetOption,
    StrictOption,
    StructureOption,
    WorkersOption,
    print_json,
    run_asked,
)

if TYPE_CHECKING:
    from deterrence.exploration.options import Effect, OptionsTable, Spread

OnlyOption = Annotated[
    list[str] | None, typer.Option("--policy", metavar="ID", help="This option only. May be repeated.")
]
YearOption = Annotated[
    int | None, typer.Option("--year", help="Year of the effects; the last of the horizon if left out.")
]
_COLUMNS = "{:<46.46}  {:<12}  {:<17}  {:<18}  {:<18}  {:<18}"


def options(
    scenario: ScenarioOption = None,
    change: ChangeOption = None,
    assumption_set: SetOption = None,
    structure: StructureOption = None,
    policy: OnlyOption = None,
    year: YearOption = None,
    futures: FuturesOption = limits.USUAL_FUTURES,
    seed: SeedOption = 1,
    workers: WorkersOption = 1,
    cluster: ClusterOption = None,
    strict: StrictOption = False,
    output: OutputOption = Path("options"),
    json: JsonOption = False,
) -> None:
    """Compare options on one page: cost in constant dollars, earliest year, how many more or fewer warheads arrive.

    The first assumption set and structure are taken unless others are named.
    """
    from deterrence.exploration.option_sentences import elsewhere, sentences
    from deterrence.exploration.options import COMPARED, options_table, unknown_options
    from deterrence.system.chapters import CHAPTERS

    asked = Asked(scenario, change, assumption_set, structure, strict=strict)
    loaded = asked.load()
    sets, structures = (assumption_set or loaded.assumption_sets[:1]), (structure or loaded.structures[:1])
    year = loaded.years[-1] if year is None else year
    wrong = unknown_options(loaded, year, policy or ())
    one = replace(asked, assumption_sets=sets, structures=structures)
    run, moved = run_asked(one, futures, seed, workers, cluster, output, json, wrong), elsewhere(CHAPTERS)
    read = partial(options_table, run.ensemble.results, run.scenario)
    found = [read(cell, year, policy, {**COMPARED, **moved}) for cell in run.cells]
    told = [(table, sentences(table, moved)) for table in found]
    if json:
        tables = [{**asdict(table), "sentences": said} for table, said in told]
        print_json({"run_record": run.record.as_dict(), "tables": tables})
        return
    print("\n\n".join("\n".join(_lines(*one, f"{futures} futures, seed {seed}")) for one in told))


def _lines(table: OptionsTable, sentences: Mapping[str, str], said: str) -> Iterator[str]:
    """The table as text, the cheapest option first, then each option in a sentence."""
    from deterrence.exploration.options import by_cost
    from deterrence.system.registry import compared

    yield (
        f"Options in {table.year}, {table.assumption_set}, {table.structure}: {said}. Median (5 to 95 % of the "
        "futures); not probabilities."
    )
    columns = {name: one for name, (_, one) in compared().items()}
    shown = list(columns)
    without = (f"{columns[name].words} {_range(table.reference.effects[name].value, '.0f')}" for name in shown)
    yield f"Without any option: {'; '.join(without)}."
    yield ""
    heads = [f"{columns[name].heading}, more" for name in shown]
    yield _COLUMNS.format("option", "standing", "bn USD of 2025", "earliest year", *heads).rstrip()
    for row in by_cost(table):
        cells = [_range(row.cost, ".1f") + "*" * row.is_cash, _range(row.earliest_year, ".0f")]
        cells += [_difference(effect) for effect in map(row.effects.__getitem__, shown)]
        yield _COLUMNS.format(row.title, row.standing or "", *cells).rstrip()
    yield ""
    yield "-: not modelled: the option changes nothing that this outcome reads."
    if any(row.is_cash for row in table.rows):
        yield "*: cash of the years of payment, more than constant dollars; not to be compared with the other costs."
    yield ""
    yield from sentences.values()
    yield ""
    for row in table.rows:
        grades = f"cost {row.cost_grade}, date {row.date_grade}, effect {row.effect_grade or 'none'}"
        told = " ".join(text for text in (row.cost_note, row.treaty_note, row.note) if text)
        yield f"{row.policy}: {grades}. {told}".rstrip()


def _range(spread: Spread | None, form: str) -> str:
    return "" if spread is None else f"{spread.p50:{form}} ({spread.p05:{form}}-{spread.p95:{form}})"


def _difference(effect: Effect) -> str:
    if not effect.is_modelled:
        return "-"
    spread = effect.difference
    return f"{_signed(spread.p50)} ({_signed(spread.p05)} to {_signed(spread.p95)})"


def _signed(number: float) -> str:
    """A whole number with its sign; what rounds to nothing has none."""
    return "0" if abs(round(number)) == 0 else f"{number:+.0f}"

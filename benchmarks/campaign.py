"""Reinforcement, the campaign in each form, and its twins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import numpy as np

from benchmarks.measuring import call
from benchmarks.rows import Row, Settings

TITLE = "Reinforcement and campaign"
WORDS = (
    "10,000 futures over 16 years in blocks of 250 on one core, of the processor, compilation and drawing left out; "
    "twins in their three years."
)

FUTURES, BLOCK = 10_000, 250
POOL_BAR, FORM_BAR, ALL_BAR = 0.5, 1.5, 10.0


def rows(settings: Settings) -> list[Row]:
    """One pool of arrivals, each form, and all outcomes together."""
    from deterrence.conventional.components import campaign, campaign_forms, forces, moves, reinforcement
    from deterrence.evidence.dataset import load_dataset
    from deterrence.scenario.draw import draw
    from deterrence.scenario.overlay import load_scenario
    from deterrence.scenario.resolve import resolve

    scenario = load_scenario(None, load_dataset())
    resolved = resolve(scenario, "reference")
    names = dict.fromkeys((*campaign.COMPONENT.quantities, *reinforcement.COMPONENT.quantities))
    chosen = {name: resolved[name] for name in names}
    years = np.array(scenario.years)
    twin_years = campaign.TWIN_YEARS
    futures = FUTURES // 10 if settings.is_quick else FUTURES
    scale = FUTURES / futures
    blocks = [draw(chosen, 1, start, BLOCK, scenario.years) for start in range(0, futures, BLOCK)]
    of_twins = [draw(chosen, 1, start, BLOCK, twin_years) for start in range(0, futures, BLOCK)]
    tables = [moves.Rows(block, years.size) for block in blocks]
    sides = [forces.Committed(forces.attacker(one), forces.Defence(one).committed(forces.NOTHING)) for one in tables]
    found = [Row("arrivals", "one pool", scale * _seconds(partial(moves.arrivals, notice=forces.NOTICE), tables),
                 "seconds", POOL_BAR)]  # fmt: skip
    for name, fight in campaign_forms.FORMS.items():
        pairs = list(zip(tables, sides, strict=True))
        used = _seconds(lambda pair, fight=fight: fight(*pair), pairs)
        found.append(Row(f"form `{name}`", "60 days", scale * used, "seconds", FORM_BAR))
    whole = _seconds(partial(reinforcement.evaluate, years=years), blocks)
    whole += _seconds(partial(campaign.evaluate, years=years), blocks)
    whole += _seconds(partial(campaign.evaluate_twins, years=np.array(twin_years)), of_twins)
    return [*found, Row("all three components", "all outcomes", scale * whole, "seconds", ALL_BAR)]


def _seconds(function: Callable[[Any], object], blocks: Iterable[Any]) -> float:
    """Of the processor, for all blocks, after one that is not counted."""
    blocks = list(blocks)
    function(blocks[0])
    return call(lambda: [function(block) for block in blocks]).processor_seconds

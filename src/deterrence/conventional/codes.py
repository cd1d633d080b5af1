"""What is counted (laws C1 to C4): allies, codes and the other axes, with their words.

Plain names: what they are worth stands in the dataset, in units that a test compares with these.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final


def _words(**words: str) -> Mapping[str, str]:
    return MappingProxyType(words)


EUROPEAN: Final = _words(
    albania="Albania", belgium="Belgium", bulgaria="Bulgaria", canada="Canada", croatia="Croatia", czechia="Czechia",
    denmark="Denmark", estonia="Estonia", finland="Finland", france="France", germany="Germany", greece="Greece",
    hungary="Hungary", italy="Italy", latvia="Latvia", lithuania="Lithuania", luxembourg="Luxembourg",
    montenegro="Montenegro", netherlands="the Netherlands", north_macedonia="North Macedonia", norway="Norway",
    poland="Poland", portugal="Portugal", romania="Romania", slovakia="Slovakia", slovenia="Slovenia", spain="Spain",
    sweden="Sweden", turkey="Türkiye", united_kingdom="the United Kingdom",
)  # fmt: skip
"""Allies other than the United States, Canada included. Iceland has no forces and no row in the table of NATO."""

LAND: Final = _words(heavy_brigade="heavy brigades", medium_brigade="medium brigades", light_brigade="light brigades")
AIR_DEFENCE: Final = _words(
    long_range_air_defence="long-range air-defence fire units",
    medium_range_air_defence="medium-range air-defence fire units",
)
COUNTED: Final = _words(
    **LAND, **AIR_DEFENCE, tanker="tanker aircraft", combat_aircraft="combat aircraft", escort="escorts",
    attack_submarine="attack submarines",
)  # fmt: skip
"""Codes with holdings by ally and a requirement."""
HELD: Final = _words(
    tube_artillery="tube artillery", rocket_artillery="guided rocket artillery", heavy_airlift="heavy airlift aircraft",
    early_warning_aircraft="airborne early warning aircraft", large_unmanned_aircraft="large unmanned aircraft",
    cruise_missile="air-launched cruise missiles", attack_helicopter="attack helicopters",
)  # fmt: skip
"""Codes with holdings and no requirement."""
NAMED: Final = _words(
    division_and_corps_headquarters="division and corps headquarters",
    short_range_air_defence="short-range air defence",
    suppression_of_air_defences="suppression of air defences", mine_countermeasures="mine countermeasures",
    maritime_patrol="maritime patrol aircraft", engineers_and_bridging="engineers and bridging",
    logistics_and_medical="logistics and medical units", cyber_and_space="cyber and space",
    munitions_days="days of munitions", host_nation_capacity="host-nation capacity",
)  # fmt: skip
"""Codes with neither: holes, shown by name and never as a number."""
CODE: Final = _words(**COUNTED, **HELD)
"""The axis of codes."""

KIND: Final = _words(
    published="the published requirement", replacement="what would replace the United States",
    uplift="holdings raised as the targets of 2025 ask", half="half of what is in the theatre",
)  # fmt: skip
"""Kinds of requirement, never added up (law C2)."""
TIER: Final = _words(days_10="within 10 days", days_30="within 30 days", days_180="within 180 days")
REGION: Final = _words(north="the north", centre="the centre", south_east="the south-east")
HOLDINGS_READING: Final = _words(
    bottom_up="national structure times the share that can be assigned",
    top_down="the 82 judged sufficient in 2021, less the American share",
)
UNIT_READING: Final = _words(
    fire_unit="one fire unit in each air-defence unit", half_fire_unit="half a fire unit in each air-defence unit"
)
FAIRNESS: Final = _words(
    gdp="GDP",
    population="population",
    past_effort="past effort",
    exposure="exposure",
    equal_mix="GDP and population alike",
)
"""Keys of apportionment (law C14)."""
NOT_NATO: Final = "Not NATO's algorithm, which is not public."
"""Stands in every table of shares."""
NOT_HEAD: Final = "not NATO's algorithm"
"""The same in the head of a column, which goes wherever the table goes."""

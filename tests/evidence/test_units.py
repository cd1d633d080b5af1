import math
import re
from pathlib import Path

import pytest

from deterrence.units import UNITS, nearest, suggestion


@pytest.mark.parametrize("name", sorted(UNITS))
def test_every_unit_says_what_it_measures(name):
    unit = UNITS[name]
    assert unit.name == name
    assert unit.dimension
    assert unit.label
    assert unit.low < unit.high


def test_the_page_on_the_dataset_lists_every_unit_and_no_other():
    page = (Path(__file__).parents[2] / "docs" / "dataset.md").read_text(encoding="utf-8")
    table = page.partition("## Units\n")[2].partition("|---|---|\n")[2].partition("\n\n")[0]
    listed = [name for row in table.splitlines() for name in re.findall(r"`(\w+)`", row.split("|")[2])]
    assert sorted(listed) == sorted(UNITS), "docs/dataset.md, Units: list the units of units.py"


def test_the_table_is_closed():
    with pytest.raises(TypeError):
        UNITS["megatons"] = UNITS["days"]  # type: ignore[index]


def test_bounds_and_wholeness():
    assert (UNITS["probability"].low, UNITS["probability"].high) == (0, 1)
    assert (UNITS["calendar_year"].low, UNITS["calendar_year"].high) == (1900, 2200)
    assert UNITS["factor"].high == math.inf
    assert UNITS["warheads"].is_whole
    assert UNITS["whole_years"].is_whole
    assert not UNITS["years"].is_whole
    assert not UNITS["interceptors_per_year"].is_whole


def test_the_nearest_name_is_suggested_and_no_far_one():
    assert nearest("probabilty", UNITS) == "probability"
    assert nearest("furlongs", UNITS) is None
    assert suggestion("boat", UNITS, "write a unit") == "did you mean boats?"
    assert suggestion("furlongs", UNITS, "write a unit") == "write a unit"

"""Years that a scenario can have."""

from deterrence.axes import FIRST_YEAR as FIRST_YEAR

LAST_YEAR, LATEST_YEAR = 2040, 2060

"""Years that a scenario can have."""

from deterrence.axes import FIRST_YEAR as FIRST_YEAR
from deterrence.axes import LATEST_YEAR as LATEST_YEAR

LAST_YEAR = 2040

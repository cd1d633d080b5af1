"""Years that a scenario can have."""

FIRST_YEAR, LAST_YEAR, LATEST_YEAR = 2025, 2040, 2060

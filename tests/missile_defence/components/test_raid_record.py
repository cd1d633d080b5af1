"""The raid engine against the Ukrainian record: what the record holds, and how two predictions of it are scored."""

import csv
from collections import Counter

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from deterrence.evidence.dataset import load_dataset, reference_root
from deterrence.missile_defence.components import raid_record, shield
from deterrence.scenario.draw import draw
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import resolve
from deterrence.study import Given

YEARS = np.arange(2025, 2041)


@pytest.fixture(scope="module")
def rows():
    with (reference_root() / raid_record.TABLE).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@pytest.fixture(scope="module")
def cells(rows):
    return raid_record.record(rows)


@pytest.fixture(scope="module")
def draws():
    scenario = load_scenario(None, load_dataset())
    resolved = resolve(scenario, "reference")
    return draw({name: resolved[name] for name in raid_record.STUDY.quantities}, 5, 0, 60, scenario.years)


def test_the_record_holds_the_sums_that_were_published_of_it(cells):
    launched, destroyed = Counter(), Counter()
    for cell in cells:
        launched[cell.threat_class] += cell.launched
        destroyed[cell.threat_class] += cell.destroyed
    assert (destroyed["supersonic_cruise"], launched["supersonic_cruise"]) == (15, 207)
    assert (destroyed["subsonic_cruise"], launched["subsonic_cruise"]) == (1813 + 440 + 147, 2111 + 567 + 226)
    assert (destroyed["aeroballistic"], launched["aeroballistic"]) == (64 + 14, 231 + 39)
    of_2026 = [c for c in cells if c.threat_class == "ballistic_short_range" and c.month >= "2026"]
    assert (sum(c.destroyed for c in of_2026), sum(c.launched for c in of_2026)) == (14, 133)


def test_the_raids_of_the_record_are_its_missiles_month_by_month(cells):
    objects, days = raid_record.objects_by_day(cells)
    for cell, (first, end) in zip(cells, days, strict=True):
        column = objects[first:end, shield.CLASSES.index(cell.threat_class)]
        assert column.sum() == cell.launched
        assert np.count_nonzero(column) <= max(cell.reports, 1)
    assert objects.sum() == sum(cell.launched for cell in cells)


def test_a_shield_that_meets_nothing_stops_nothing_of_the_record(draws, cells):
    none = {f"{raid_record.PREFIX}engaged_share.{threat}": np.zeros(60) for threat in raid_record.CLASSES}
    assert not raid_record.predicted_shares({**draws, **none}, cells).any()


@pytest.fixture(scope="module")
def found(draws, rows):
    return raid_record.STUDY.solution(Given(draws, YEARS, "aids_net", {raid_record.TABLE: rows}))


def months(found, outcome, threat, prediction):
    """An outcome by month of one class, of the months in which it was launched."""
    came = found.at("record_launched", threat_class=threat) > 0
    where = {"prediction": prediction} if "prediction" in found.axes[outcome] else {}
    return found.at(outcome, threat_class=threat, **where)[came]


@pytest.mark.parametrize("threat", raid_record.CLASSES)
def test_what_was_fitted_is_scored_on_later_months_only(found, threat):
    came = found.at("record_launched", threat_class=threat) > 0
    later = np.array([month >= "2025-01" for month in found.labels["month"]])[came]
    assert_array_equal(months(found, "is_scored", threat, "fitted"), later)
    assert months(found, "is_scored", threat, "judged").all()


@pytest.mark.parametrize("threat", raid_record.CLASSES)
@pytest.mark.parametrize("prediction", raid_record.PREDICTIONS)
def test_the_score_counts_the_scored_months_whose_reported_share_is_in_the_band(found, threat, prediction):
    reported, low, median, high = (
        months(found, name, threat, prediction)
        for name in ("record_destroyed_share", "predicted_low", "predicted_median", "predicted_high")
    )
    assert ((low >= 0) & (low <= median) & (median <= high) & (high <= 1)).all()
    is_inside = ((low <= reported) & (reported <= high))[months(found, "is_scored", threat, prediction)]
    assert_allclose(found.at("scored_inside_share", threat_class=threat, prediction=prediction), is_inside.mean())


def test_a_month_without_launches_says_nothing(found):
    nothing = found.values["is_without_launches"]
    assert_array_equal(nothing, found.values["record_launched"] == 0)
    assert nothing.any()
    assert not found.values["is_scored"][:, nothing].any()

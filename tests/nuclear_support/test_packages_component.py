"""Laws C39 and C40 in a run: the map of what binds, the twin without American forces, the first day short."""

import numpy as np
import pytest

from deterrence.conventional.components.american import AMERICAN
from deterrence.conventional.components.cells import CODES
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.futures import Futures
from deterrence.nuclear_support.components.packages import ASKED, COMPONENT, DAYS, DAYS_SHOWN, ENABLERS, KINDS, NEED
from deterrence.scenario.overlay import load_scenario
from deterrence.system.loop import run
from deterrence.system.order import ancestors
from deterrence.system.registry import COMPONENTS, ORDER

SCENARIO = load_scenario(None, load_dataset())
OF, AVAILABLE = "nuclear_support.operations.", "conventional.availability."
WITH, WITHOUT = (list(AMERICAN).index(label) for label in ("path", "none"))
NAMES = list(ENABLERS)
TANKERS = NAMES.index("tanker")
YEARS = np.array([2026, 2030, 2031])


def drawn(futures=100, names=COMPONENT.quantities):
    found = Futures(SCENARIO, "reference", "aids_net", 5, 0, futures).draws(names)
    return {name: values if values.ndim == 1 else values[:, 1:4] for name, values in found.items()}


def outcomes(given, european, american):
    """What the component gives for holdings by code, [future, year, code] and [future, year, american, code]."""
    known = {"european_units": european, "american_units": american}
    return run(ORDER.restricted({COMPONENT.name}), given, YEARS, "aids_net", known=known).values


def units(future_count, **held):
    """The same holdings in every future and year; what is not named is not held."""
    found = np.zeros((future_count, YEARS.size, len(CODES)))
    for code, number in held.items():
        found[..., CODES.index(code)] = number
    return found


def both(units_there):
    """American units on the path, and none without them."""
    return np.stack([units_there, np.zeros(units_there.shape)], axis=2)


@pytest.fixture(scope="module")
def values():
    """With the holdings of the conventional domain."""
    needed = ancestors({COMPONENT.name}, COMPONENTS, ORDER.givers)
    names = dict.fromkeys(name for one in COMPONENTS if one.name in needed for name in one.quantities_read("aids_net"))
    return run(ORDER.restricted(needed), drawn(names=names), YEARS, "aids_net").values


def by_hand(**changed):
    """All that is held can be used, flies once a day and is half free, without losses."""
    given = {
        **{AVAILABLE + code: 1 for code in ENABLERS},
        **{f"{OF}sorties_per_day.{kind}": 1 for kind in KINDS},
        **{f"{OF}free_share.{code}": 0.5 for code in ENABLERS},
        **{f"{OF}loss_per_sortie.{kind}": 0 for kind in KINDS},
        **changed,
    }
    return {name: np.full(1, float(value)) for name, value in given.items()}


EUROPE = {"combat_aircraft": 100, "tanker": 20, "early_warning_aircraft": 10, "cruise_missile": 480}
AT = 0, 0, WITH, 0, NEED["tanker"].index(2), NEED["cruise_missile"].index(1)


def test_a_campaign_by_hand():
    """Fighters 50 / 8 = 6.25, tankers 10 / 2 = 5, early warning 5, rounds 240 / (60 x 1) = 4: the rounds bind."""
    found = outcomes(by_hand(), units(1, **EUROPE), both(units(1)))
    assert found["support_packages"][AT].tolist() == pytest.approx([4, 4, 4])
    assert found["support_binding"][AT][0].tolist() == [False, False, False, True]
    days = found["support_first_shortfall_day"][AT].tolist()
    assert days == [DAYS + 1, DAYS + 1, DAYS + 1, 1]  # of 1, 2, 4 and 8 packages a day
    assert found["support_ratio_without_us"][0, 0, *AT[3:]].tolist() == [1, 1, 1]


def test_tankers_and_early_warning_bind_together_where_they_allow_the_same():
    """With 4,800 rounds these allow 40: tankers and early warning at 5 bind both, in the declared order."""
    found = outcomes(by_hand(), units(1, **{**EUROPE, "cruise_missile": 4800}), both(units(1)))
    assert found["support_packages"][(*AT, 0)] == pytest.approx(5)
    bound = found["support_binding"][(*AT, 0)]
    assert [name for name, is_bound in zip(NAMES, bound, strict=True) if is_bound] == [
        "tanker", "early_warning_aircraft",
    ]  # fmt: skip


def test_where_tankers_bind_on_both_sides_the_ratio_is_that_of_the_tankers():
    """49 European and 152.5 American tankers, all else plenty: 49 / 201.5 = .243."""
    plenty = {"combat_aircraft": 1e6, "early_warning_aircraft": 1e6, "cruise_missile": 1e9}
    found = outcomes(drawn(), units(100, tanker=49, **plenty), both(units(100, tanker=152.5)))
    assert found["support_binding"][..., 0, TANKERS].all()
    assert found["support_ratio_without_us"][..., 0] == pytest.approx(49 / 201.5)


def test_what_is_common_to_all_enablers_moves_the_packages_and_not_the_ratio():
    """Law C40: on the first day, half of everything free is half of the packages and the same ratio."""
    there = units(100, **EUROPE), both(units(100, tanker=30, combat_aircraft=20, cruise_missile=100))
    given = drawn()
    halved = {**given, **{f"{OF}free_share.{code}": given[f"{OF}free_share.{code}"] / 2 for code in ENABLERS}}
    one, other = outcomes(given, *there), outcomes(halved, *there)
    assert other["support_packages"][..., 0] == pytest.approx(one["support_packages"][..., 0] / 2)
    assert other["support_ratio_without_us"][..., 0] == pytest.approx(one["support_ratio_without_us"][..., 0])
    assert np.array_equal(other["support_binding"][..., 0, :], one["support_binding"][..., 0, :])


def test_nothing_held_gives_no_package_and_a_ratio_of_one():
    found = outcomes(drawn(), units(100), both(units(100)))
    assert (found["support_packages"] == 0).all()
    assert (found["support_ratio_without_us"] == 1).all()
    assert (found["support_first_shortfall_day"] == 1).all()


def test_something_binds_everywhere_and_a_larger_need_never_gives_more(values):
    assert values["support_binding"].any(axis=-1).all()
    packages = values["support_packages"]
    for axis in (3, 4, 5):
        assert (np.diff(packages, axis=axis) <= 1e-12).all()


def test_without_american_forces_there_are_never_more_packages_on_the_first_day(values):
    packages, ratio = values["support_packages"], values["support_ratio_without_us"]
    first = packages[..., 0]
    assert (first[:, :, WITHOUT] <= first[:, :, WITH] * (1 + 1e-12)).all()
    assert np.allclose(ratio, packages[:, :, WITHOUT] / packages[:, :, WITH])


def test_who_asks_for_more_falls_short_no_later(values):
    days = values["support_first_shortfall_day"]
    assert (np.diff(days, axis=-1) <= 0).all()
    assert days.min() >= 1 and days.max() <= DAYS + 1
    first = values["support_packages"][..., 0]
    for place, asked in enumerate(ASKED):
        assert ((days[..., place] == 1) == (first < asked - 1e-9 * asked)).all()


def test_the_days_that_are_shown_lie_in_the_campaign():
    assert DAYS_SHOWN[0] == 1 and DAYS_SHOWN[-1] == DAYS


def test_it_reads_the_holdings_and_the_coupling_to_the_fight_is_declared_and_off():
    reads = {read.outcome: read.is_on for read in COMPONENT.reads}
    assert reads == {"european_units": True, "american_units": True, "conventional_free_share": False}

"""Laws C39 and C40 in a run: the map of what binds, the twin without American aircraft, the first day short."""

import numpy as np
import pytest

from deterrence.axes import PRESENT_YEAR
from deterrence.evidence.dataset import load_dataset
from deterrence.exploration.futures import Futures
from deterrence.nuclear_support.components.packages import AIRCRAFT, ASKED, COMPONENT, DAYS, DAYS_SHOWN, ENABLERS, NEED
from deterrence.scenario.overlay import load_scenario
from deterrence.system.loop import run
from deterrence.system.registry import ORDER

SCENARIO = load_scenario(None, load_dataset())
EUROPE, STATES, OF = "nuclear_support.europe.", "nuclear_support.united_states.", "nuclear_support.operations."
ALL, WITHOUT = (list(AIRCRAFT).index(label) for label in ("all", "without_united_states"))
TANKERS, ROUNDS = ENABLERS.index("tankers"), ENABLERS.index("stand_off_rounds")


def draws(futures=200, changed=()):
    found = dict(Futures(SCENARIO, "reference", "aids_net", 5, 0, futures).draws(COMPONENT.quantities))
    for identity, value in dict(changed).items():
        found[identity] = np.full_like(found[identity], value)
    return found


def outcomes(given):
    years = np.array([PRESENT_YEAR])
    return run(ORDER.restricted({COMPONENT.name}), given, years, "aids_net").values


@pytest.fixture(scope="module")
def values():
    return outcomes(draws())


def by_hand():
    """100 fighters, 20 tankers, 10 warning aircraft, all ready, one sortie, half free; 480 rounds, half of them."""
    return {
        **{EUROPE + name: number for name, number in zip(ENABLERS, (100, 20, 10, 480), strict=True)},
        **{STATES + name: 0 for name in ENABLERS},
        OF + "ready_share": 1,
        **{f"{OF}sorties_per_day.{kind}": 1 for kind in ENABLERS[:-1]},
        **{f"{OF}free_share.{name}": 0.5 for name in ENABLERS},
        **{f"{OF}loss_per_sortie.{kind}": 0 for kind in ENABLERS[:-1]},
    }


def test_a_campaign_by_hand():
    """Fighters 50 / 8 = 6.25, tankers 10 / 2 = 5, early warning 5, rounds 240 / (60 x 1) = 4: the rounds bind."""
    found = outcomes(draws(1, by_hand()))
    at = 0, 0, ALL, 0, NEED["tankers"].index(2), NEED["stand_off_rounds"].index(1)
    assert found["support_packages"][at].tolist() == pytest.approx([4, 4, 4])
    assert found["support_binding"][at][0].tolist() == [False, False, False, True]
    days = found["support_first_shortfall_day"][at].tolist()
    assert days == [DAYS + 1, DAYS + 1, DAYS + 1, 1]  # of 1, 2, 4 and 8 packages a day
    assert found["support_ratio_without_us"][at[0], at[1], *at[3:]].tolist() == [1, 1, 1]


def test_tankers_and_early_warning_bind_together_where_they_allow_the_same():
    """With 4,800 rounds these allow 40: tankers and early warning at 5 bind both, in the declared order."""
    found = outcomes(draws(1, {**by_hand(), EUROPE + "stand_off_rounds": 4800}))
    at = 0, 0, ALL, 0, NEED["tankers"].index(2), NEED["stand_off_rounds"].index(1), 0
    assert found["support_packages"][at] == pytest.approx(5)
    assert [name for name, is_bound in zip(ENABLERS, found["support_binding"][at], strict=True) if is_bound] == [
        "tankers", "early_warning",
    ]  # fmt: skip


def test_something_binds_everywhere_and_a_larger_need_never_gives_more(values):
    assert values["support_binding"].any(axis=-1).all()
    packages = values["support_packages"]
    for axis in (3, 4, 5):
        assert (np.diff(packages, axis=axis) <= 1e-12).all()


def test_without_american_aircraft_there_are_never_more_packages(values):
    packages, ratio = values["support_packages"], values["support_ratio_without_us"]
    first = packages[..., 0]
    assert (first[:, :, WITHOUT] <= first[:, :, ALL] * (1 + 1e-12)).all()
    assert np.allclose(ratio, packages[:, :, WITHOUT] / packages[:, :, ALL])


def test_where_tankers_bind_on_both_sides_the_ratio_is_that_of_the_tankers():
    """49 European, 610 x .25 American: 49 / 201.5 = .243, whatever is ready, flown or left free."""
    given = draws(50, {EUROPE + "tankers": 49, STATES + "tankers": 610, STATES + "share_in_theatre": 0.25})
    found = outcomes(given)
    bound = found["support_binding"][..., 0, TANKERS]
    both = bound[:, :, ALL] & bound[:, :, WITHOUT]
    assert both.any()
    assert found["support_ratio_without_us"][..., 0][both] == pytest.approx(49 / 201.5)


def test_what_is_common_to_all_enablers_moves_the_packages_and_not_the_ratio():
    """Law C40: on the first day, half of everything ready and kept is half of the packages and the same ratio."""
    given = draws()
    halved = {**given, OF + "ready_share": given[OF + "ready_share"] / 2,
              f"{OF}free_share.stand_off_rounds": given[f"{OF}free_share.stand_off_rounds"] / 2}  # fmt: skip
    one, other = outcomes(given), outcomes(halved)
    assert other["support_packages"][..., 0] == pytest.approx(one["support_packages"][..., 0] / 2)
    assert other["support_ratio_without_us"][..., 0] == pytest.approx(one["support_ratio_without_us"][..., 0])
    assert np.array_equal(other["support_binding"][..., 0, :], one["support_binding"][..., 0, :])


def test_who_asks_for_more_falls_short_no_later(values):
    days = values["support_first_shortfall_day"]
    assert (np.diff(days, axis=-1) <= 0).all()
    assert days.min() >= 1 and days.max() <= DAYS + 1
    first = values["support_packages"][..., 0]
    for place, asked in enumerate(ASKED):
        assert ((days[..., place] == 1) == (first < asked - 1e-9 * asked)).all()


def test_the_days_that_are_shown_lie_in_the_campaign():
    assert DAYS_SHOWN[0] == 1 and DAYS_SHOWN[-1] == DAYS


def test_the_coupling_to_the_conventional_fight_is_declared_and_off():
    assert {read.outcome: read.is_on for read in COMPONENT.reads} == {"conventional_free_share": False}

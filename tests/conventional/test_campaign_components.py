"""The campaign and its twins on the drawn quantities: laws C27 to C34, 44."""

import csv
from pathlib import Path

import numpy as np
import pytest

import deterrence
from conventional.found import FUTURES, SCENARIO, YEARS, draws
from deterrence.conventional.components import (
    american,
    battle_record,
    campaign,
    forces,
    moves,
    reinforcement,
    undefended,
)
from deterrence.evidence.dataset import load_dataset
from deterrence.scenario.draw import draw
from deterrence.scenario.resolve import resolve
from deterrence.study import Given

FORMS = list(campaign.FORM)
REMOVED = list(campaign.REMOVED)


@pytest.fixture(scope="module")
def twins():
    return campaign.evaluate_twins(draws(), YEARS)


@pytest.fixture(scope="module")
def told():
    return campaign.evaluate(draws(), YEARS)


def test_the_twin_that_leaves_nothing_out_is_the_campaign(told, twins):
    """To the bit, since both are the same law on the same futures."""
    place = REMOVED.index("nothing")
    assert (
        told["ground_lost_km"].tobytes() == np.ascontiguousarray(twins["twin_ground_lost_km"][:, :, :, place]).tobytes()
    )
    assert (told["holds"] == twins["twin_holds"][:, :, :, place]).all()


def test_a_contingent_and_a_brigade_of_one_country_are_two_things():
    """Law C34: a twin without what is in place keeps what is to arrive, and the other way round."""
    rows = moves.Rows(draws(campaign__warning_days=10), YEARS.size)
    defence = forces.Defence(rows)
    everything, without, unreinforced = (
        defence.committed(name) for name in ("nothing", "american_contingent", "american_reinforcement")
    )
    missing = everything - without
    assert missing == pytest.approx(np.repeat(missing[:, :1], forces.DAYS, axis=1))
    assert (unreinforced[:, 0] == everything[:, 0]).all()
    assert (unreinforced[:, -1] < everything[:, -1]).any()
    assert not set(forces.REMOVED) & set(moves.UNITS)


def test_without_the_three_is_without_each_of_them():
    defence = forces.Defence(moves.Rows(draws(), YEARS.size))
    everything, all_three = defence.committed("nothing"), defence.committed("all_contingents")
    each = sum(everything - defence.committed(f"{name}_contingent") for name in forces.CONTINGENTS)
    assert each == pytest.approx(everything - all_three)


def test_an_axis_that_nobody_defends_is_lost_at_the_pace_of_a_march():
    """Law C31: at 100 km a day 50 km on day 1, 100 km on day 1 and 200 km on day 2; at 80 a day on days 1, 2 and 3."""
    found = undefended.evaluate({undefended.PACE: np.array([100.0, 80.0])}, YEARS)["undefended_day"]
    assert found.tolist() == [[1, 1, 2], [1, 2, 3]]


def test_no_form_reaches_a_hundred_kilometres_in_sixty_hours_at_the_advances_of_the_record():
    """Law C31: two and a half days at the ninetieth percentile of the record, 31 km a day, are 78 km."""
    stored = load_dataset().quantities["conventional.campaign.advance_km_per_day"].basis.distribution
    assert stored.high * 60 / 24 < 100
    pace = load_dataset().quantities[undefended.PACE].basis.distribution
    assert pace.low * 60 / 24 >= 200


def test_a_campaign_without_attackers_loses_nothing():
    found = campaign.evaluate_twins(draws(russia__battalions=0), YEARS)
    assert not found["twin_ground_lost_km"].any()
    assert not found["twin_force_ratio"].any()
    is_form = [FORMS.index("adaptive"), FORMS.index("lanchester")]
    assert found["twin_holds"][:, :, is_form].all()


def test_the_unit_of_strength_does_not_matter():
    """Ten times as many of everybody, and nobody on the way: the same kilometres and ratios; the front form aside."""
    alone = draws(**{f"unit__{unit}__battalions": 0 for unit in moves.UNITS})
    names = ("allied_brigade_in_latvia", "german_brigade_in_lithuania", "national_medium_battalions",
             "national_light_battalions", *(f"{name}_contingent" for name in forces.CONTINGENTS))  # fmt: skip
    counted = ["conventional.russia.battalions", *(f"conventional.presence.{name}" for name in names)]
    one = campaign.evaluate(alone, YEARS)
    ten = campaign.evaluate({**alone, **{name: 10 * alone[name] for name in counted}}, YEARS)
    assert ten["ground_lost_km"] == pytest.approx(one["ground_lost_km"])
    assert ten["force_ratio"] == pytest.approx(one["force_ratio"])


def test_a_longer_day_never_gives_ground_back_and_a_deeper_line_never_falls_sooner(told):
    assert (np.diff(told["ground_lost_km"], axis=-1) >= 0).all()
    assert (np.diff(told["crisis_day"], axis=-1) >= 0).all()
    assert (told["holds"][..., :-1] >= told["holds"][..., 1:]).all()


def test_a_continuous_front_cannot_be_manned_in_any_future(told):
    """Law C28: the need exceeds the supply on the first day; the form is void there, and decides nothing."""
    place = FORMS.index("expansion")
    assert told["ground_without_front"][:, :, place].all()
    assert not told["ground_without_front"][:, :, [FORMS.index("adaptive"), FORMS.index("lanchester")]].any()
    assert (told["crisis_day"][:, :, place] == 1).all()
    assert (told["front_manned_share"] < 1).all()


def test_a_short_front_is_held_until_it_is_short():
    found = campaign.evaluate(draws(front__length_km=1), YEARS)
    assert not found["ground_without_front"].any()
    assert found["holds"][:, :, FORMS.index("expansion")].all()


def test_the_ratio_turns_where_it_crosses_a_bar(twins):
    """Below the bar with all in place and at or above it without: never where nothing is left out."""
    turned = twins["ratio_turned"]
    assert not turned[:, :, REMOVED.index("nothing")].any()
    found = campaign.evaluate_twins(
        draws(
            russia__battalions=20, russia__strength_of_battalion=1, russia__in_place_share=1,
            presence__national_medium_battalions=0, presence__national_light_battalions=0,
            presence__allied_brigade_in_latvia=0, presence__german_brigade_in_lithuania=6,
            presence__facing_share=1, presence__people_per_battalion=1, presence__british_contingent=1,
            presence__french_contingent=0, presence__american_contingent=0, campaign__warning_days=0,
        ),
        YEARS,
    )  # fmt: skip
    british = found["ratio_turned"][:, :, REMOVED.index("british_contingent")]
    assert british.all(axis=(0, 1)).tolist() == [False, False, True, False, False]  # 20 / 7 = 2.9, 20 / 6 = 3.3
    assert not found["ratio_turned"][:, :, REMOVED.index("french_contingent")].any()


def test_arrivals_under_two_rules_of_notice():
    found = reinforcement.evaluate(draws(), YEARS)
    before, proposed = (found["unit_day"][:, :, place] for place in range(2))
    assert (before > 45).all()
    assert (proposed <= before).all()
    assert (np.diff(found["units_in_place"], axis=-1) >= 0).all()
    assert (found["strength_arrived"][:, :, 0, 4] == 0).all()


def test_the_american_dial_takes_of_what_is_in_place_and_of_what_would_come():
    """Law C10: at nothing left, as if the contingent and brigades were left out; at a half, half the contingent."""
    some = draws(campaign__warning_days=60)
    at = [forces.Defence(moves.Rows(some, YEARS.size, american=left)) for left in (1.0, 0.5, 0.0)]
    everything, half, none = (defence.committed("nothing") for defence in at)
    gone = at[0].committed("american_contingent") + at[0].committed("american_reinforcement") - everything
    assert none == pytest.approx(gone)
    contingent, all_of_it = (one.committed("nothing") - one.committed("american_contingent") for one in at[1::-1])
    assert contingent == pytest.approx(all_of_it / 2)
    assert ((none <= half + 1e-9) & (half <= everything + 1e-9)).all()
    assert (none < everything).any()


def test_an_american_brigade_of_which_a_part_stays_away_is_never_whole():
    kept = np.tile([1.0, 0.5, 0.0], (FUTURES, 1))
    found, whole = reinforcement.evaluate(draws(), YEARS, kept), reinforcement.evaluate(draws(), YEARS)
    is_american = np.array([unit.startswith("american") for unit in moves.UNITS])
    assert (found["unit_day"][:, 0] == whole["unit_day"][:, 0]).all()
    assert (found["unit_day"][:, 1:][..., is_american] == moves.DAYS).all()
    assert (found["unit_day"][..., ~is_american] <= whole["unit_day"][..., ~is_american]).all()
    assert (found["vehicles_arrived"] <= whole["vehicles_arrived"] + 1e-9).all()


def test_the_coupling_to_the_american_dial_is_on_and_neutral_in_the_reference():
    for component in (campaign.COMPONENT, campaign.TWINS, reinforcement.COMPONENT):
        assert [(read.outcome, read.neutral, read.is_on) for read in component.reads] == [
            ("american_kept_share", 1.0, True)
        ]
    resolved = resolve(SCENARIO, "reference")
    chosen = {name: resolved[name] for name in american.KEPT.quantities}
    left = american.KEPT.prepare(draw(chosen, 3, 0, FUTURES, tuple(YEARS.tolist())), YEARS, "")
    assert (left.kept == 1).all()


def test_nothing_comes_without_routes():
    found = reinforcement.evaluate(draws(reinforcement__trains_per_day=0, reinforcement__sea_vehicles_per_day=0), YEARS)
    assert not found["strength_arrived"].any()
    assert (found["unit_day"] == moves.DAYS).all()


def solved():
    rows = (Path(deterrence.__file__).parent / "dataset" / battle_record.TABLE).read_text(encoding="utf-8").splitlines()
    given = {battle_record.TABLE: list(csv.DictReader(rows))}
    return battle_record.STUDY.solution(Given(draws(), YEARS, "aids_net", given))


def test_the_record_is_scored_beside_the_forms():
    found = solved()
    assert found.at("battle_count", counted="all") == 157
    assert found.at("battle_count", counted="winner_told") == 156
    assert found.at("battle_auc", estimate="central") == pytest.approx(0.51, abs=0.005)
    assert found.at("battle_brier", predictor="strength_ratio") > found.at("battle_brier", predictor="base_rate")
    assert found.at("battle_exponent", estimate="high") < 2


def test_the_drawn_exponent_and_exchange_do_not_hold_the_battles():
    """The band of single battles would be far wider: no verdict on a campaign can earn a high confidence."""
    back_test = battle_record.STUDY.back_test
    assert back_test is not None
    assert back_test.off_nominal(solved()) > 0.05
    assert set(back_test.components) == {"conventional.campaign", "conventional.presence"}


@pytest.mark.parametrize(
    ("name", "low", "central", "high"),
    [
        ("daily_loss_share", 0.0044, 0.014, 0.057),
        ("exchange_ratio", 0.47, 0.67, 1.48),
        ("advance_km_per_day", 0.6, 3.3, 31),
    ],
)
def test_the_inputs_from_battles_are_those_of_the_record(name, low, central, high):
    """Law C32, recomputed: percentiles of the record are the range in the dataset."""
    from deterrence.conventional import battles

    rows = (Path(deterrence.__file__).parent / "dataset" / battle_record.TABLE).read_text(encoding="utf-8").splitlines()
    of = battles.record(csv.DictReader(rows))
    with np.errstate(divide="ignore", invalid="ignore"):
        exchange = of.attacker_lost / of.defender_lost
        by = {
            "daily_loss_share": np.nanpercentile(of.attacker_lost / of.attacker / of.days, [10, 50, 90]),
            "exchange_ratio": [
                np.nanmedian(exchange[of.won]), np.nanmedian(exchange), np.nanmedian(exchange[of.is_told & ~of.won])
            ],
            "advance_km_per_day": np.nanpercentile((of.advance_km / of.days)[of.won], [10, 50, 90]),
        }  # fmt: skip
    assert by[name] == pytest.approx([low, central, high], rel=0.07)
    stored = load_dataset().quantities[f"conventional.campaign.{name}"].basis.distribution
    assert (stored.low, stored.central, stored.high) == (low, central, high)


def test_both_sides_grow_day_by_day_and_their_ratio_is_told(told):
    attacker, defender = told["attacker_committed"], told["defender_committed"]
    assert (np.diff(attacker, axis=-1) >= -1e-9).all()
    assert (np.diff(defender, axis=-1) >= 0).all()
    at = [campaign.COMMITTED_DAYS.index(day) for day in campaign.CAMPAIGN_DAYS]
    assert told["force_ratio"] == pytest.approx((attacker / defender)[..., at])


def test_the_rest_of_the_attacker_comes_evenly():
    """20 battalions of strength 1, half at once, the rest over 20 days: 10 + .5 a day on index 9, all by day 30."""
    found = campaign.evaluate(
        draws(
            russia__battalions=20, russia__strength_of_battalion=1, russia__in_place_share=0.5, russia__arrival_days=20
        ),
        YEARS,
    )["attacker_committed"]  # fmt: skip
    assert found[0, 0] == pytest.approx([10, 11, 12, 13, 14.5, 16.5, 19.5, 20, 20, 20])


def test_twins_stand_in_three_years_only():
    assert {outcome.years for outcome in campaign.TWIN_OUTCOMES} == {(2026, 2030, 2035)}
    assert {outcome.years for outcome in campaign.OUTCOMES} == {None}


def test_shapes(twins):
    assert twins["twin_holds"].shape == (FUTURES, 3, 3, 6, 3, 3)


def test_the_score_is_in_the_words_of_every_verdict_on_a_campaign():
    """Law C33: whoever reads a verdict reads with it what such models are worth."""
    said = battle_record.STUDY.back_test.words(solved())
    for text in ("156 battles", "no better than a coin", "AUC 0.51, 95% 0.42 to 0.61", "Brier 0.236, 0.233 without it"):
        assert text in said

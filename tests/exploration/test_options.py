from types import SimpleNamespace

import numpy as np
import pytest

from chapters import synthetic
from deterrence.claims.claim import load_claims
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.document import document_of
from deterrence.exploration.futures import Futures, View
from deterrence.exploration.options import COMPARED, by_cost, options_table, per_billion
from deterrence.exploration.options_chapter import option_rows, options
from deterrence.exploration.stored import LiveResults
from deterrence.exploration.timeline import timeline, timeline_rows
from deterrence.scenario.overlay import load_scenario, scenario_of

REFERENCE = load_dataset()
SCENARIO = load_scenario(None, REFERENCE)
NAMES = ("polish_own_capability", "more_french_boats_at_sea", "more_british_boats_at_sea", "fourth_french_air_base")


CELL = ("reference", "aids_net")
WANTED = ("arrivals", "warheads_per_missile", "boats_owned", "option_cost", "option_earliest_year")


def results_of(scenario):
    return LiveResults(Futures(scenario, *CELL, seed=1, start=0, count=200), View(WANTED))


REFERENCE_RESULTS = results_of(SCENARIO)


def table(results=REFERENCE_RESULTS, scenario=SCENARIO, names=NAMES, year=2040, outcomes=COMPARED):
    return options_table(results, scenario, CELL, year, names, outcomes)


@pytest.fixture(scope="module")
def compared():
    return {row.policy: row for row in table().rows}


def central(identity):
    return REFERENCE.quantities[identity].basis.distribution


def test_a_base_of_1_5_billion_euros_is_1_7_billion_dollars_of_2025():
    """1.5 x 1.07 = 1.605, 1.5 x 1.13 = 1.695, 1.5 x 1.17 = 1.755."""
    rate, cost = central("options.money.usd_per_eur"), central("options.fourth_french_air_base.cost")
    assert (rate.low, rate.central, rate.high) == (1.07, 1.13, 1.17)
    assert (cost.low, cost.central, cost.high) == (1.6, 1.7, 1.8)


def test_31_and_41_billion_pounds_are_40_9_and_54_1_billion_dollars_of_2025():
    """31 x 1.32 = 40.92, 41 x 1.32 = 54.12."""
    assert central("options.money.usd_per_gbp").central == 1.32
    cost = central("options.dreadnought.cost")
    assert (cost.low, cost.high) == (40.9, 54.1)


def test_aircraft_at_the_price_of_an_earlier_sale_are_brought_to_dollars_of_2025():
    """4.6 / 32 x 12 x 1.22 = 2.10; 50 x 5 / 42 x 1.04 x 1.13 = 7.00."""
    assert central("options.united_kingdom_f35a.cost").high == round(4.6 / 32 * 12 * 1.22, 1) == 2.1
    assert central("options.fourth_french_air_base.aircraft_cost").high == round(50 * 5 / 42 * 1.04 * 1.13, 1) == 7.0


def test_every_cost_is_in_one_kind_of_money_and_every_date_is_a_year():
    """Constant dollars, but for a programme of which only cash over its life is published: it says so."""
    cash = {"dreadnought_on_time", "dreadnought_slip"}
    for name, policy in REFERENCE.policies.items():
        money = {"usd_cash_bn"} if name in cash else {"usd_2025_bn"}
        assert {REFERENCE.quantities[cost].unit.name for cost in policy.cost} == money
        assert REFERENCE.quantities[policy.earliest_year].unit.name == "calendar_year"


def test_the_costs_of_an_option_add_up(compared):
    """Base 1.6 to 1.8 and aircraft 5.6 to 7.0."""
    cost = compared["fourth_french_air_base"].cost
    assert 1.6 + 5.6 <= cost.p05 < cost.p50 < cost.p95 <= 1.8 + 7.0


def test_an_option_without_changes_differs_from_the_reference_nowhere(compared):
    row = compared["polish_own_capability"]
    for effect in row.effects.values():
        assert (effect.difference.p05, effect.difference.p95, effect.mean_difference) == (0, 0, 0)
        assert not effect.is_modelled
    assert row.effect_grade is None
    assert "Non-Proliferation Treaty" in row.treaty_note


def test_a_second_boat_at_sea_never_lowers_what_arrives_where_nobody_answers():
    """A direction, so with feedback off (law 22): with upload, more boats erode less and fewer warheads are added."""
    changes = {"nuclear.upload.response_strength": {"value": 0, "rationale": "Feedback off."}}
    scenario = scenario_of(document_of({"version": 1, "changes": changes}, "here"), REFERENCE)
    for row in table(results_of(scenario), scenario, NAMES[1:3]).rows:
        for effect in row.effects.values():
            assert effect.is_modelled
            assert effect.difference.p05 >= -1e-12
        assert row.effects["arrivals_day_to_day"].difference.p50 > 5


def test_where_upload_alone_makes_it_fewer_the_row_says_so():
    """Two French boats at sea bring fewer warheads in some futures, all with less upload; in none with feedback off."""
    option = ("more_french_boats_at_sea",)
    (row,) = table(names=option).rows
    assert row.is_less_uploaded
    assert min(effect.difference.p05 for effect in row.effects.values()) < -1
    changes = {"nuclear.upload.response_strength": {"value": 0, "rationale": "Feedback off."}}
    scenario = scenario_of(document_of({"version": 1, "changes": changes}, "here"), REFERENCE)
    assert not table(results_of(scenario), scenario, option).rows[0].is_less_uploaded
    late = table(names=("dreadnought_slip",), year=2036).rows[0]
    assert late.effects["arrivals_generated"].difference.p05 < -1
    assert not late.is_less_uploaded


def test_a_package_is_there_from_the_year_of_its_last_member():
    """Of four options and shared weapons the latest counts, future by future."""
    members = REFERENCE.policies["european_options_together"].policies
    package = REFERENCE_RESULTS.values("option_earliest_year", CELL, policy="european_options_together")
    years = [REFERENCE_RESULTS.values("option_earliest_year", CELL, policy=name) for name in members]
    assert (package == np.max(years, axis=0)).all()


def test_what_the_reference_holds_already_stands_apart():
    ordered = by_cost(table(names=("dreadnought_on_time", "french_forward_basing", "european_options_together")))
    assert [bool(row.in_reference) for row in ordered] == [False, False, True]
    assert ordered[-1].is_cash
    assert not ordered[0].is_cash


def test_an_option_has_no_effect_before_it_can_come():
    row = table(names=("more_british_boats_at_sea",), year=2028).rows[0]
    assert row.earliest_year.p05 > 2028
    assert all(effect.difference == type(effect.difference)(0, 0, 0) for effect in row.effects.values())


def test_further_outcomes_stand_beside_arrivals_for_options_that_move_what_they_read():
    """A boat more at sea is no boat more owned; new boats on time are there one year sooner."""
    owned = {f"owned_{force}": ("boats_owned", {"force": force}) for force in ("france", "united_kingdom")}
    found = table(names=("more_french_boats_at_sea", "dreadnought_on_time"), year=2034, outcomes={**COMPARED, **owned})
    rows = {row.policy: row.effects for row in found.rows}
    assert all(set(effects) == {*COMPARED, *owned} for effects in rows.values())
    assert rows["more_french_boats_at_sea"]["arrivals_day_to_day"].difference.p50 > 0
    assert rows["more_french_boats_at_sea"]["owned_france"].difference.p95 == 0
    assert rows["dreadnought_on_time"]["owned_france"].difference.p95 == 0
    assert rows["dreadnought_on_time"]["owned_united_kingdom"].mean_difference != 0


def test_an_outcome_needs_a_label_for_each_of_its_axes_and_one_that_there_is():
    with pytest.raises(KeyError, match="is not kept at force=frence"):
        table(outcomes={"owned": ("boats_owned", {"force": "frence"})})


def test_what_does_not_exist_is_refused_by_name():
    with pytest.raises(InputError) as caught:
        table(names=("asn5g",), year=2024)
    assert str(caught.value).splitlines() == [
        "options: no such policy (asn5g): did you mean asn4g?",
        "options: a year outside the horizon (2024): name a year from 2025 to 2040",
    ]


def test_for_each_billion_is_counted_future_by_future():
    """2 and 4 warheads more for 2 and 1 billion: 1 and 4 for each."""
    known = {"reference": np.array([1.0, 1.0]), "p": np.array([3.0, 5.0])}
    found = SimpleNamespace(
        values=lambda outcome, cell, policy, **_: np.array([2.0, 1.0]) if outcome == "option_cost" else known[policy]
    )
    each = per_billion(found, CELL, 2036, "p", ("arrivals", {}))
    assert (each.p50, round(each.p05, 2), round(each.p95, 2)) == (2.5, 1.15, 3.85)


def test_the_figure_has_the_options_that_move_arrivals_and_are_not_there_already_the_best_for_its_cost_first():
    rows = option_rows(REFERENCE_RESULTS, SCENARIO, CELL, 2040)
    shown = list(dict.fromkeys(row["option"] for row in rows))
    there = {policy.title for policy in REFERENCE.policies.values() if policy.in_reference}
    assert {"Two French boats always at sea", "Two British boats always at sea"} <= set(shown)
    assert not there & set(shown)
    assert REFERENCE.policies["polish_own_capability"].title not in shown
    best = [
        max(row["p50"] for row in rows if row["option"] == name and row["measure"].startswith("More per bn USD"))
        for name in shown
    ]
    assert best == sorted(best, reverse=True)
    assert [row["measure"] for row in rows if row["option"] == shown[0]] == [
        "More per bn USD, without warning", "More per bn USD, after a warning",
        "More arrive, without warning", "More arrive, after a warning",
        "Whole cost, bn USD", "First year",
    ]  # fmt: skip


def test_the_title_names_the_best_for_its_cost_in_each_posture():
    figure = options(synthetic.option_rows(), 2036)
    assert figure.title == (
        "Most for its cost in 2036: without warning more boats at sea, 17 warheads for each billion; "
        "after a warning a new base, 0.5 warheads for each billion"
    )
    assert "A new base: More per bn USD, without warning 0 (0 to 0.2)" in figure.alternative_text


def test_the_years_ahead_are_titled_by_what_can_be_there_in_the_median_future():
    figure = timeline(synthetic.timeline_rows(), 2026, 2040, 2036)
    assert figure.title == (
        "By 2036 0 of 1 programmes and 1 of 2 options can be there in the median future; "
        "ready S-500 rounds go from 40 to 110"
    )
    assert "A base: 2033 (2031 to 2042)" in figure.alternative_text
    assert "S-500 rounds ready: 40 in 2026 and 110 in 2040" in figure.alternative_text


def test_a_programme_comes_in_its_planned_year_and_its_slip():
    """Planned 2036, slips of 0, 1 and 3 years: the median is 2037."""
    planned, slip = "nuclear.france.replacement_first_year", "nuclear.france.replacement_slip_years"
    years = (2025, 2026, 2027)
    found = SimpleNamespace(
        years=years,
        draws=lambda _: {planned: np.full(3, 2036.0), slip: np.array([0.0, 1.0, 3.0])},
        values=lambda name, _, **__: np.full(3, 2030.0) if name == "option_earliest_year" else np.full((3, 3), 2),
    )
    rows, first, last, year = timeline_rows(SCENARIO, SimpleNamespace(results=found, cell=CELL, year=2036))
    assert (first, last, year) == (2026, 2027, 2036)
    programmes = [row for row in rows if row["group"].startswith("Programmes")]
    assert [(row["item"], row["p50"]) for row in programmes] == [("First new French boat", 2037.0)]
    assert [row["p50"] for row in rows if row["item"] == "S-500 rounds ready"] == [4, 4]


def test_hosting_moves_no_arrivals_and_the_figure_that_leaves_it_out_says_who_asks_of_it():
    """Who looks for it finds the claim that is judged on it, beside the options that are here."""
    asked = {
        str(policy)
        for claim in load_claims() if claim.id == "A02"
        for reading in claim.readings if reading.judged
        for policy in (reading.judged.at.get("policy"), *reading.judged.each.get("policy", ()))
    }  # fmt: skip
    assert "polish_hosting" in asked
    said = options(synthetic.option_rows(), 2036).reading
    assert "hosting nuclear weapons in Poland, are not here: claim A02 asks what that adds" in said

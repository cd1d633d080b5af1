"""An option in a sentence: what it gives in both postures or elsewhere, what it costs, and whose number that is."""

import pytest

from deterrence.exploration.option_sentences import elsewhere, sentences
from deterrence.exploration.options import Effect, OptionRow, OptionsTable, Spread
from deterrence.system.chapters import CHAPTERS
from deterrence.system.registry import OUTCOMES, labels_of

COLUMNS = {
    "the town covers {difference} of its roofs": ("ladder_coverage", {"coalition": "nato"}),
    "{difference} carts arrive": ("air_missiles_arriving", {"posture": "generated", "defence": "all"}),
}
ROOFS, CARTS = COLUMNS
SAME = (0, 0, 0)


def effect(spread, *, is_modelled=True):
    return Effect(Spread(0, 0, 0), Spread(*spread), 0.0, is_modelled)


def told(daily=None, generated=None, roofs=None, carts=None, cost=(2.6, 5.8, 8.7), grades=("judged",) * 3):
    """The sentence of one option with these differences, each p05, p50, p95; none: not modelled."""
    given = {"arrivals_day_to_day": daily, "arrivals_generated": generated, ROOFS: roofs, CARTS: carts}
    effects = {name: effect(spread or SAME, is_modelled=spread is not None) for name, spread in given.items()}
    row = OptionRow("one", "A bridge", "proposed", Spread(*cost), Spread(2029, 2031, 2034), *grades, effects)
    return sentences(OptionsTable("reference", "aids_net", 2040, row, (row,)), COLUMNS)["one"]


@pytest.mark.parametrize(
    ("differences", "said"),
    [
        (
            ((-0.2, 8.8, 13.4), (0, 20.2, 35)),
            "9 (0 to 13) more warheads arrive without warning and 20 (0 to 35) after a warning",
        ),
        (
            ((-9, -5, -1), (0, 4, 8)),
            "5 (1 to 9) fewer warheads arrive without warning and 4 (0 to 8) more after a warning",
        ),
        (
            ((-0.4, 0, 0.4), (-40, 0, 0)),
            "as many warheads arrive without warning and 0 (0 to 40) fewer after a warning",
        ),
        (((-9, -5, 2), SAME), "5 (-2 to 9) fewer warheads arrive without warning and as many after a warning"),
        ((SAME, SAME), "leaves arrivals as they are in every posture"),
        (((0, 116, 138), SAME), "120 (0 to 140) more warheads arrive without warning and as many after a warning"),
    ],
)
def test_both_postures_are_told_in_whole_numbers_of_at_most_two_digits(differences, said):
    assert told(*differences).startswith(f"A bridge: {said} in 2040, for ")


def test_why_fewer_arrive_what_is_there_already_and_cash_are_said():
    given = {"arrivals_day_to_day": effect((-9, 1, 4)), "arrivals_generated": effect(SAME)}
    given |= {ROOFS: effect(SAME, is_modelled=False), CARTS: effect(SAME, is_modelled=False)}
    row = OptionRow(
        "one", "A bridge", "proposed", Spread(1, 2, 3), Spread(2029, 2031, 2034), "reported", "reported", "reported",
        given, in_reference="a ford.", is_cash=True, is_less_uploaded=True,
    )  # fmt: skip
    said = sentences(OptionsTable("reference", "aids_net", 2040, row, (row,)), COLUMNS)["one"]
    assert "for 2 (1 to 3) bn dollars in cash of its years, from" in said
    assert said.endswith(
        "Where fewer arrive, fewer warheads had been added to the missiles: less erosion is answered by less upload. "
        "In the reference already: a ford."
    )


def test_what_is_moved_elsewhere_is_told_where_no_arrivals_are():
    """A share of 0.12 is 12 percentage points; what is not moved is left out."""
    assert told(roofs=(0.05, 0.12, 0.25)).startswith(
        "A bridge: moves none of these arrivals, but the town covers 12 (5 to 25) percentage points more of its roofs "
        "in 2040, for "
    )
    assert "but 2 (1 to 4) fewer carts arrive in 2040" in told(roofs=SAME, carts=(-4, -2, -1))
    assert "moves none of these arrivals, and nothing else that is told here in 2040" in told(roofs=SAME)


def test_an_option_that_nothing_reads_says_that_its_effect_is_not_modelled():
    assert told(grades=("judged", "estimated", None)) == (
        "A bridge: its effect is not modelled; it costs 6 (3 to 9) bn dollars of 2025 and can come from 2031 (2029 to "
        "2034) at the earliest (our estimate: cost)."
    )


def test_a_judged_cost_has_one_digit_and_a_sourced_one_two():
    assert "for 6 (3 to 9) bn" in told(SAME, SAME)
    sourced = told(SAME, SAME, grades=("reported", "reported", "measured"))
    assert "for 5.8 (2.6 to 8.7) bn" in sourced
    assert "our estimate" not in sourced
    assert "for 40 (30 to 49) bn" in told(SAME, SAME, cost=(29.6, 39.5, 48.8))


def test_what_the_chapters_name_is_an_outcome_along_years_at_labels_that_there_are():
    for words, (outcome, labels) in elsewhere(CHAPTERS).items():
        assert words.count("{difference}") == 1
        assert {"future", *labels} == set(OUTCOMES[outcome].axes) - {"year"}
        assert all(label in labels_of(outcome)[axis] for axis, label in labels.items())

"""Plain text search over the outcomes: a sentence that somebody wrote finds the outcomes that could answer it."""

import pytest

from deterrence.system.registry import OUTCOMES
from deterrence.system.search import matching, said_in


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Russian missile defences erode the British second strike", "erosion_same_forces"),
        ("How many French warheads arrive?", "arrivals"),
        ("American bombs stay usable after an attack on their bases", "bombs_usable_after_attack_share"),
        ("For how many days can Europe's shield sustain the raids?", "days_sustained"),
        ("fewer than 32 British warheads would get through", "chance_of_fewer"),
    ],
)
def test_a_sentence_finds_what_answers_it_among_the_first_five(text, wanted):
    assert wanted in [match.outcome for match in matching(text)[:5]]


@pytest.mark.parametrize(
    "text",
    [
        "At least a fifth of British warheads are stopped…",
        "Moscow will shoot down a third of what Britain sends: the warheads intercepted",
        "a fifth of the warheads would be lost",
        "erosion",
    ],
)
def test_what_others_call_erosion_finds_it_first_in_its_plainest_form(text):
    assert matching(text)[0].outcome == "erosion_same_forces"


def test_what_gets_through_are_arrivals():
    assert matching("How many British warheads get through?")[0].outcome == "arrivals"


def test_the_words_that_are_shared_are_those_of_the_text():
    assert matching("British warheads are stopped")[0].words == ("british", "warheads", "stopped")


def test_a_fraction_is_no_subject():
    assert matching("at least a fifth, a third or half") == []


def test_a_paragraph_is_searched_as_a_sentence_is():
    paragraph = "The Minister spoke for an hour. " * 20 + "The bombs at the bases would not survive an attack."
    assert matching(paragraph)[0].outcome == "bombs_usable_after_attack_share"


def test_without_words_there_is_everything_and_for_foreign_words_nothing():
    assert [match.outcome for match in matching("  ")] == list(OUTCOMES)
    assert matching("zzz of the qqq") == []


def test_more_shared_words_never_lower_the_score():
    one = {match.outcome: match.score for match in matching("warheads")}
    two = {match.outcome: match.score for match in matching("warheads arrive")}
    assert all(two[name] >= score for name, score in one.items())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("By 2036 the shield stops a fifth of what France sends.", {"force": "france", "year": 2036, "threshold": 0.2}),
        ("From 2030 to 2036 it stops 10 per cent, later 20%, of French and British warheads.", {}),
        ("In 2036 the United States loses half.", {"year": 2036, "threshold": 0.5}),
    ],
)
def test_a_sentence_says_force_year_and_share_where_it_names_one(text, said):
    assert said_in(text, "erosion_same_forces") == said


def test_a_match_says_what_a_claim_file_needs():
    found = matching("erosion_new_part")[0].as_dict()
    assert found["outcome"] == "erosion_new_part"
    assert found["years"] == [2026, 2036]
    assert set(found["labels"]["force"]) == {"france", "united_kingdom", "both"}
    assert found["words"]

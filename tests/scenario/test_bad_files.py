# ruff: noqa: E501  (whole messages stand on one line)
"""One bad file for each kind of mistake; the whole message is asserted."""

from pathlib import Path

import pytest

from deterrence.api.check import check_file
from deterrence.errors import InputError

BAD = Path(__file__).parents[1] / "cases" / "bad"
KILL = "missile_defence.terminal.kill_probability_clean"

MESSAGES = {
    "misspelt.yaml": """
        :3: assumption_set: unknown key (assumption_set): did you mean assumption_sets?
        :5: changes.nuclear.france.warheads_per_misile: no such quantity (nuclear.france.warheads_per_misile): did you mean nuclear.france.warheads_per_missile?""",
    "unknown_set.yaml": """
        :2: assumption_sets.1: unknown assumption set (strong_capital_defense): did you mean strong_capital_defence?
        :3: structures.1: unknown structure (decoys): write one of aids_net, explicit_decoys, independent_sensors""",
    # law RS2
    "renamed_set.yaml": """
        :2: assumption_sets.0: renamed (central): write reference
        :2: assumption_sets.1: renamed (rusi-2026): write strong_capital_defence
        :2: assumption_sets.2: renamed (russian-claims): write claimed_performance
        :2: assumption_sets.3: renamed (sceptical): write unproven_defence
        :2: assumption_sets.4: renamed (hoffmann-2026): write few_interceptors""",
    "wrong_unit.yaml": """
        :3: changes.nuclear.france.boats_in_service.unit: wrong unit (missiles): write boats""",
    "without_rationale.yaml": """
        :3: changes.missile_defence.terminal.interceptors: neither a source nor a rationale: add rationale, or sources: [{source: id, locator: place}]
        :4: changes.missile_defence.s500.systems_ordered.sources: a reported value without a source: add sources: [{source: id, locator: place}]""",
    "probability_above_one.yaml": f"""
        :3: changes.{KILL}.value: above 1, the bound of probability (1.2): write a number of at most 1""",
    "nan.yaml": f"""
        :3: changes.{KILL}.value: not a finite number (.nan): write a finite number
        :4: changes.missile_defence.s500.kill_probability_clean.value.high: not a finite number (.inf): write a finite number""",
    "low_above_high.yaml": f"""
        :3: changes.{KILL}.value: low / central / high out of order (0.8 / 0.5 / 0.2): write low <= central <= high""",
    "duplicate_key.yaml": """
        :4: changes.missile_defence.terminal.interceptors: a duplicate key: keep one of them (the first is at line 3)""",
    "tag.yaml": """
        :2: title: a tag (tag:yaml.org,2002:python/object/apply:os.system): remove it; plain values only
        :2: title: not text (['true']): write text, in quotes if it looks like a number""",
    "too_deep.yaml": """
        :2: changes.0.0: nested deeper than 20: flatten it""",
    "second_document.yaml": """
        :2: a second document in one file: keep one document a file""",
    "syntax.yaml": """
        :3: not valid YAML: did not find expected ',' or '}': correct the syntax at this line""",
    "not_utf8.yaml": """
        :2: is not UTF-8: byte 0xe9: save it as UTF-8 text""",
    "nul.yaml": """
        :2: holds a NUL byte: save it as plain UTF-8 text""",
    "empty.yaml": """
        : is empty: write at least one key""",
    "year_out_of_range.yaml": """
        :2: horizon.first: below 2025 (1990): write a number of at least 2025
        :2: horizon.last: above 2060 (2070): write a number of at most 2060
        :5: changes.missile_defence.terminal.interceptors.value.dated.20300: not a year in range (20300): write a year from 1900 to 2200""",
    "horizon_ends_before_it_starts.yaml": """
        :2: horizon: ends before it starts (2040 to 2030): write first <= last""",
    "more_boats_at_sea_than_owned.yaml": """
        :4: changes.nuclear.united_kingdom.boats_at_sea_day_to_day: more boats at sea than owned (2): write at most 1, or raise nuclear.united_kingdom.boats_in_service""",
    "without_effect.yaml": """
        :4: changes.missile_defence.penetration_aids.discrimination: changes nothing: it counts only where the structure is explicit_decoys: remove it, or add explicit_decoys to structures""",
    "dataset_misspelt_key.yaml": """
        :1: chance_of_working.rationale: a judged value without a rationale: add rationale: why this value and this spread
        :7: chance_of_working.rational: unknown key (rational): did you mean rationale?""",
    "dataset_wrong_unit.yaml": """
        :4: force.boats.unit: no such unit (boat): did you mean boats? (docs/dataset.md, units, lists them all)
        :6: force.boats.grade: not one of the allowed words (jugded): did you mean judged?""",
    "dataset_without_support.yaml": """
        :1: judged.rationale: a judged value without a rationale: add rationale: why this value and this spread
        :1: judged.analogue: a judged value without an analogue: add analogue: what it was argued from
        :7: judged.sources: a judged value cites sources, which do not state it: move them to analogue or prompted_by, or grade the value reported
        :8: reported.sources: a reported value without a source: add sources: [{source: id, locator: place}]
        :8: reported.as_of: a reported value without a date: add as_of: "YYYY-MM"
        :11: reported.value: above 1, the bound of share (1.5): write a number of at most 1
        :14: estimated.method: an estimated value without a method: add method: how it was worked out
        :21: misnamed: no such source (rusi_2026_conventional_prompt_strik): did you mean rusi_2026_conventional_prompt_strike? if not, add it to dataset/sources/""",
    "model_misspelt.json": """
        :2: warheds: unknown key (warheds): did you mean warheads?
        :4: layers.0.kill_probabilty: unknown key (kill_probabilty): did you mean kill_probability?
        :4: layers.0.looks: below 1 (0): write a number of at least 1""",
    "model_both_structures.json": """
        :1: both structures of penetration aids in one input: layers.0 has a kill probability net of aids and there are 80 decoys: set decoys to 0 or write kill_probability (law 15)""",
    "model_exposure_shares.yaml": """
        :1: exposure shares sum to 0.9, not to one: make them sum to one""",
    "model_more_boats_at_sea_than_owned.yaml": """
        :1: more boats at sea (5) than owned (4): lower boats_at_sea or raise boats_owned""",
    "model_probability_above_one.yaml": """
        :4: boat_survival_probability: above 1 (1.2): write a number of at most 1
        :8: warhead_reliability: not a number (yes): write a number""",
}  # fmt: skip


def message(name):
    with pytest.raises(InputError) as caught:
        check_file(BAD / name)
    return str(caught.value).replace(str(BAD / name), "").splitlines()


@pytest.mark.parametrize("name", sorted(MESSAGES))
def test_the_whole_message(name):
    expected = [line.strip() for line in MESSAGES[name].strip().splitlines()]
    assert sorted(message(name)) == sorted(expected)


def test_every_bad_file_is_tested():
    files = {path.name for path in BAD.iterdir()}
    assert {*MESSAGES, "alias_bomb.yaml", "sixty_problems.yaml"} <= files


def test_an_alias_bomb_is_refused_alias_by_alias():
    """Eight anchors... of nine aliases each: 9 anchors, 72 aliases and 9 unknown keys; nothing is expanded."""
    found = message("alias_bomb.yaml")
    assert found[0] == ":2: a: an anchor (&a): write the value out where it is used"
    assert ":3: b.0: an alias (*a): write the value out" in found
    assert found[-1] == "… and 40 more problems"


def test_sixty_problems_show_fifty_and_count_the_rest():
    found = message("sixty_problems.yaml")
    assert len(found) == 51
    assert found[0].startswith(":3: changes.missile_defence.unknown.quantity_00: no such quantity")
    assert found[-1] == "… and 10 more problems"

"""What an assumption set is called, what it asserts, and that no two are one (laws RS1, RS3, RS4, RS7)."""

import re
from pathlib import Path
from shutil import copytree

import pytest

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Point, Triple

TINY = Path(__file__).parent / "tiny_dataset"
DATASET = load_dataset()
SETS = DATASET.assumption_sets
CLAIMED, STRONG, UNPROVEN, FEW = "claimed_performance", "strong_capital_defence", "unproven_defence", "few_interceptors"
MANY_WEAPONS, FEW_WEAPONS = "many_theatre_weapons", "few_theatre_weapons"
DEFENCE, RUNG = "missile_defence", "nuclear.theatre.rung"
_WORD, _SENTENCE_END = re.compile(r"[^\W\d_]+"), re.compile(r"[.;:]\s+")


def words(text):
    return {word.lower() for word in _WORD.findall(text)}


def descriptions():
    """Sentences in which the dataset says what it counts."""
    return [text for one in DATASET.quantities.values() for text in _SENTENCE_END.split(one.description)]


def named_words():
    """Words of authors, publishers, ids of sources, and countries, which have a capital in the middle of a sentence."""
    said = [f"{name} {one.original.author} {one.original.publisher}" for name, one in DATASET.sources.items()]
    people = {word for text in said for word in words(text.replace("_", " "))}
    countries = {word.lower() for text in descriptions() for word in _WORD.findall(text)[1:] if word[0].isupper()}
    return people | countries | {word for name in DATASET.quantities for word in words(name.split(".")[1])}


def common_words():
    """Words that the dataset writes in small letters when it says what it counts, or what a claim or a weapon is."""
    return {word for text in descriptions() for word in _WORD.findall(text) if word.islower()}


@pytest.mark.parametrize("name", [name for name in SETS if name != "reference"])
def test_a_set_is_called_by_what_it_assumes_and_by_nobody_law_rs1(name):
    parts = name.split("_")
    assert len(parts) <= 3
    assert not set(parts) & (named_words() - common_words())


def test_the_words_of_people_and_countries_are_known():
    """The names that sets once bore would fail: rusi-2026, russian-claims, hoffmann-2026."""
    assert {"rusi", "russian", "hoffmann", "kaushal", "spectator"} <= named_words() - common_words()


@pytest.mark.parametrize(("name", "chosen"), SETS.items())
def test_a_title_ends_with_what_the_set_is_argued_from_law_rs1(name, chosen):
    assert re.search(r" \(argued from [^()]+\)$", chosen.title) or name == "reference"


@pytest.mark.parametrize(("name", "chosen"), SETS.items())
def test_each_assertion_changes_a_quantity_and_each_change_has_an_assertion_law_rs3(name, chosen):
    assert {change.assertion for change in chosen.changes.values()} == set(chosen.assertions)


@pytest.mark.parametrize(("name", "chosen"), SETS.items())
def test_a_judged_variant_is_prompted_by_the_sentence_of_its_assertion_law_2(name, chosen):
    """One that is reported states the number itself."""
    for identity in chosen.changes:
        basis = DATASET.quantities[identity].variants[chosen.changes[identity].variant]
        if basis.grade == "judged":
            assert basis.prompted_by == chosen.assertion_of(identity).argued_from, identity


def in_set(name, identity):
    return DATASET.quantities[identity].variants[SETS[name].changes[identity].variant].distribution


@pytest.mark.parametrize(
    ("name", "identity", "expected"),
    [
        (CLAIMED, "s500.availability_share", Triple(0.9, 0.95, 1)),
        (CLAIMED, "exo_atmospheric.availability_share", Triple(0.8, 0.9, 0.95)),
        (CLAIMED, "s500.usable_share", Triple(0.8, 0.95, 1)),
        (CLAIMED, "s500.rounds_per_system", Triple(24, 40, 48)),
        (CLAIMED, "s500.initial_rounds", Triple(20, 35, 40)),
        (CLAIMED, "s500.output_per_year", Triple(20, 40, 60)),
        (CLAIMED, "sensor.sees_probability", Triple(0.9, 0.98, 1)),
        (CLAIMED, "penetration_aids.discrimination", Triple(0.8, 0.9, 1)),
        (CLAIMED, "footprint.credible_share_of_range_ballistic_strategic", Point(1)),
        (UNPROVEN, "terminal.availability_share", Triple(0.1, 0.4, 0.7)),
        (UNPROVEN, "sensor.sees_probability", Triple(0.3, 0.6, 0.9)),
        (UNPROVEN, "penetration_aids.discrimination", Triple(0.1, 0.3, 0.5)),
        (UNPROVEN, "shot.correlation", Triple(0.2, 0.4, 0.7)),
        (FEW, "s500.rounds_per_system", Triple(16, 20, 24)),
        (FEW, "s500.output_per_year", Triple(5, 10, 20)),
    ],
)
def test_each_set_is_taken_at_its_word_law_rs4(name, identity, expected):
    assert in_set(name, f"{DEFENCE}.{identity}") == expected


def test_the_strong_set_leaves_alone_what_its_source_does_not_name_law_rs4():
    """Another last layer, and few radars: the Moscow interceptors and the network stay at the reference."""
    assert not [name for name in SETS[STRONG].changes if name.split(".")[1] in ("terminal", "sensor")]


@pytest.mark.parametrize(
    ("name", "stock", "passes"),
    [(MANY_WEAPONS, 2000, Triple(0.1, 0.2, 0.3)), (FEW_WEAPONS, 1000, Triple(0.5, 0.7, 0.9))],
)
def test_the_rival_sets_of_the_balance_change_the_theatre_alone_law_rs7(name, stock, passes):
    changed = {identity: in_set(name, identity) for identity in SETS[name].changes}
    assert changed.pop("nuclear.theatre.russia.nonstrategic_warheads") == Point(stock)
    assert set(changed.values()) == {passes}
    assert all(identity.startswith(RUNG) for identity in changed)


@pytest.fixture
def copy(tmp_path):
    return copytree(TINY, tmp_path / "dataset")


def test_two_sets_equal_in_all_that_is_read_are_refused_law_rs3(copy):
    """The one changes nothing, the other what no outcome reads."""
    boats = copy / "nuclear" / "force.yaml"
    boats.write_text(
        boats.read_text().replace("  unit: boats\n", "  unit: boats\n  without_effect: nothing reads it\n", 1)
    )
    essay = copy / "assumption_sets" / "essay.yaml"
    kept = [line for line in essay.read_text().splitlines() if "even_odds" not in line]
    essay.write_text("\n".join(kept))
    with pytest.raises(InputError) as caught:
        load_dataset(copy)
    assert [str(problem).replace(f"{copy}/", "") for problem in caught.value.problems] == [
        "assumption_sets/essay.yaml:1: name: equal to reference in all that an outcome reads (essay): change what "
        "counts, or remove it"
    ]

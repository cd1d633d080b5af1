# ruff: noqa: E501  (whole messages stand on one line)
import shutil
from pathlib import Path

import pytest

from deterrence.conventional.codes import COUNTED
from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Beta, Dated, Point, Triple, Uniform
from deterrence.evidence.ledger import ledger_rows

TINY = Path(__file__).parent / "tiny_dataset"


@pytest.fixture
def copy(tmp_path):
    """The tiny dataset, to be spoilt."""
    shutil.copytree(TINY, tmp_path / "tiny")
    return tmp_path / "tiny"


def spoil(root, name, old, new):
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def problems(root):
    with pytest.raises(InputError) as caught:
        load_dataset(root)
    return str(caught.value).replace(f"{root}/", "").splitlines()


def test_ids_are_the_paths_in_the_tree():
    dataset = load_dataset(TINY)
    assert set(dataset.quantities) == {
        "nuclear.force.boats",
        "nuclear.force.missile.reliability",
        "nuclear.force.missile.age",
        "defence.pool.interceptors",
        "defence.pool.kill_probability_net_of_aids",
    }
    assert set(dataset.sources) == {"white_paper", "old_book", "essay"}
    assert set(dataset.assumption_sets) == {"reference", "essay"}
    assert set(dataset.structures) == {"aids_net", "explicit_decoys"}


def test_a_quantity_is_read_with_all_that_it_rests_on():
    boats = load_dataset(TINY).quantities["nuclear.force.boats"]
    assert boats.basis.distribution == Triple(3, 4, 5)
    assert (boats.basis.grade, boats.basis.range_grade, boats.basis.worse_grade) == ("reported", "judged", "judged")
    assert [(r.source, r.locator) for r in boats.basis.sources] == [("white_paper", "p. 4")]
    assert (boats.basis.as_of, boats.can_reverse, boats.line) == ("2024-03", ("A07",), 1)
    assert boats.lever is not None
    assert (boats.lever.label, boats.lever.group) == ("Boats", "forces")
    assert boats.variants["fewer"].distribution == Point(3)
    assert boats.variants["fewer"].prompted_by.sentence == "one boat fewer"


def test_every_family_is_read_from_yaml():
    quantities = load_dataset(TINY).quantities
    assert quantities["nuclear.force.missile.reliability"].basis.distribution == Beta(11, 1)
    assert quantities["nuclear.force.missile.age"].basis.distribution == Uniform(2, 10)
    path = (Point(10), Triple(10, 20, 40), Point(40))
    assert quantities["defence.pool.interceptors"].basis.distribution == Dated((2025, 2030, 2035), path, "linear")


def test_the_digest_changes_with_any_byte_law_23(copy):
    before = load_dataset(copy).digest
    assert before == load_dataset(TINY).digest
    spoil(copy, "nuclear/force.yaml", "p. 4", "p. 5")
    assert load_dataset(copy).digest != before


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "nuclear/force.yaml",
            "  unit: boats",
            "  unti: boats",
            ["nuclear/force.yaml:3: boats.unti: unknown key (unti): did you mean unit?"],
        ),
        (
            "nuclear/force.yaml",
            "  unit: boats",
            "  unit: boats\n  role: chioce",
            ["nuclear/force.yaml:4: boats.role: not one of the allowed words (chioce): did you mean choice?"],
        ),
        (
            "nuclear/force.yaml",
            "unit: boats",
            "unit: boat",
            ["nuclear/force.yaml:3: boats.unit: no such unit (boat): did you mean boats? (docs/dataset.md, units, lists them all)"],
        ),
        (
            "nuclear/force.yaml",
            "low: 3, central: 4, high: 5",
            "low: 5, central: 4, high: 3",
            [
                "nuclear/force.yaml:5: boats.value: low / central / high out of order (5 / 4 / 3): "
                "write low <= central <= high"
            ],
        ),
        (
            "nuclear/force.yaml",
            "{low: 3, central: 4, high: 5}",
            "{choices: {3: 0.4, 4: 0.6}}",
            [
                "nuclear/force.yaml:1: boats.chance_grade: missing: add chance_grade: what the chances of the mixture or "
                "of the choices rest on"
            ],
        ),
        (
            "nuclear/force.yaml",
            "  range_grade: judged\n",
            "  range_grade: judged\n  chance_grade: judged\n",
            ["nuclear/force.yaml:8: boats.chance_grade: a grade of chances, of which the value has none: remove it"],
        ),
        (
            "nuclear/force.yaml",
            "  rationale: A boat may be in long refit.\n  analogue: Other navies.\n",
            "",
            [
                "nuclear/force.yaml:1: boats.rationale: a judged range without a rationale: add rationale: why this value "
                "and this spread",
                "nuclear/force.yaml:1: boats.analogue: a judged range without an analogue: add analogue: what it was argued "
                "from",
            ],
        ),
        (
            "nuclear/force.yaml",
            'as_of: "2024-03"',
            "as_of: 2024",
            ["nuclear/force.yaml:11: boats.as_of: not text (2024): write text, in quotes if it looks like a number"],
        ),
        (
            "nuclear/force.yaml",
            'as_of: "2024-03"',
            'as_of: "2024-13"',
            [
                "nuclear/force.yaml:11: boats.as_of: no day of the calendar (2024-13): write YYYY, YYYY-MM or YYYY-MM-DD in "
                "quotes"
            ],
        ),
        (
            "nuclear/force.yaml",
            'as_of: "2024-03"',
            'as_of: "3024"',
            ["nuclear/force.yaml:11: boats.as_of: year out of range (3024): write a year from 1900 to 2200"],
        ),
        (
            "nuclear/force.yaml",
            "method: Beta with Jeffreys' prior on twelve tests.",
            "note: no method",
            [
                "nuclear/force.yaml:23: missile.reliability.method: an estimated value without a method: add method: how it "
                "was worked out"
            ],
        ),
        (
            "nuclear/force.yaml",
            "source: white_paper",
            "source: white_papr",
            [
                "nuclear/force.yaml:1: nuclear.force.boats: no such source (white_papr): did you mean white_paper? if not, add it to dataset/sources/",
            ],
        ),
        (
            "sources/all.yaml",
            "seen: true",
            "seen: false",
            [
                "nuclear/force.yaml:1: nuclear.force.boats: a reported value rests on a page not seen (white_paper): read the "
                "page, or grade the value judged or estimated"
            ],
        ),
        (
            "sources/all.yaml",
            ", address_note: in print only",
            "",
            [
                "sources/all.yaml:7: old_book.original: no address: add address, or address_note that says why there is none",
            ],
        ),
        (
            "defence/pool.yaml",
            "structures: [aids_net]",
            "structures: [aid_net]",
            [
                "defence/pool.yaml:11: defence.pool.kill_probability_net_of_aids.structures: no such structure (aid_net): did "
                "you mean aids_net?"
            ],
        ),
        (
            "assumption_sets/essay.yaml",
            "nuclear.force.boats:",
            "nuclear.force.boat:",
            ["assumption_sets/essay.yaml:10: changes.nuclear.force.boat: no such quantity (nuclear.force.boat): did you mean "
             "nuclear.force.boats?"],
        ),
        (
            "assumption_sets/essay.yaml",
            "variant: fewer",
            "variant: fewr",
            ["assumption_sets/essay.yaml:10: changes.nuclear.force.boats.variant: no such variant (fewr): did you mean fewer?"],
        ),
        (
            "assumption_sets/essay.yaml",
            "variant: fewer, assertion: fewer_boats",
            "variant: fewer",
            ["assumption_sets/essay.yaml:10: changes.nuclear.force.boats.assertion: missing: add assertion"],
        ),
        (
            "assumption_sets/essay.yaml",
            "assertion: fewer_boats",
            "assertion: fewer_boat",
            [
                "assumption_sets/essay.yaml:10: changes.nuclear.force.boats.assertion: no such assertion (fewer_boat): did "
                "you mean fewer_boats?",
                "assumption_sets/essay.yaml:7: assertions.fewer_boats: changes nothing (fewer_boats): name it as the "
                "assertion of a change, or remove it",
            ],
        ),
        (
            "assumption_sets/essay.yaml",
            'argued_from: {source: essay, sentence: "one boat fewer"}',
            'argued_from: {source: esay, sentence: "one boat fewer"}',
            [
                "assumption_sets/essay.yaml:7: assertions.fewer_boats.argued_from.source: no such source (esay): did you mean "
                "essay? if not, add it to dataset/sources/"
            ],
        ),
        (
            "assumption_sets/reference.yaml",
            "name: reference",
            "name: essay",
            ["assumption_sets/reference.yaml:1: name: the same name twice (essay): rename one; the first is in "
             "assumption_sets/essay.yaml"],
        ),
    ],
)  # fmt: skip
def test_each_mistake_has_its_line_and_its_remedy(copy, name, old, new, expected):
    spoil(copy, name, old, new)
    assert problems(copy) == expected


def test_a_lever_stays_in_its_unit_and_names_a_year_only_where_the_value_is_dated(copy):
    spoil(
        copy,
        "nuclear/force.yaml",
        "slider: {low: 0, high: 6, step: 1}",
        "slider: {low: -1, high: 6, step: 1}, year: 2035",
    )
    assert problems(copy) == [
        "nuclear/force.yaml:13: boats.lever.slider: outside the limits (-1 to 6): write low < high from 0 to 100",
        "nuclear/force.yaml:13: boats.lever.year: a year for a value without dates (2035): remove it",
    ]


def test_problems_of_all_files_come_at_once(copy):
    spoil(copy, "nuclear/force.yaml", "low: 3", "low: -3")
    spoil(copy, "defence/pool.yaml", "central: 0.4", "central: .nan")
    spoil(copy, "sources/all.yaml", "class: expert", "class: experts")
    (copy / "nuclear" / "broken.yaml").write_text("a: [\n", encoding="utf-8")
    files = [line.split(":")[0] for line in problems(copy)]
    assert files == ["defence/pool.yaml", "nuclear/broken.yaml", "nuclear/force.yaml", "sources/all.yaml"]


def test_all_problems_of_one_quantity_come_at_once(copy):
    spoil(copy, "nuclear/force.yaml", "low: 3", "low: -3")
    spoil(copy, "nuclear/force.yaml", "  analogue: Other navies.\n", "  analog: Other navies.\n")
    spoil(copy, "nuclear/force.yaml", "      value: 3\n", "      value: 2.5\n")
    assert [line.split(": ")[1] for line in problems(copy)] == [
        "boats.analogue",
        "boats.value.low",
        "boats.analog",
        "boats.variants.fewer.value",
    ]


def test_a_folder_that_is_no_dataset_is_refused(tmp_path):
    assert problems(tmp_path) == [
        f"{tmp_path}: is not a dataset: name a folder that holds structures.yaml, assumption_sets, sources and quantities"
    ]


def test_files_that_hold_no_mapping_are_refused(copy):
    (copy / "nuclear" / "list.yaml").write_text("- 1\n", encoding="utf-8")
    (copy / "nuclear" / "null.yaml").write_text("boats:\n", encoding="utf-8")
    assert problems(copy) == [
        "nuclear/list.yaml:1: not a mapping ([1]): write keys and values",
        "nuclear/null.yaml:1: boats: not a mapping (None): write keys and values",
    ]


def test_two_files_cannot_give_one_id(copy):
    (copy / "nuclear" / "force").mkdir()
    text = "reliability: {description: Again., unit: share, value: 1, grade: judged, range_grade: judged, rationale: r, analogue: a}\n"
    (copy / "nuclear" / "force" / "missile.yaml").write_text(text, encoding="utf-8")
    (line,) = problems(copy)
    assert "the same name twice (nuclear.force.missile.reliability): rename one; the first is" in line


def test_the_reference_dataset_is_without_problems():
    dataset = load_dataset()
    assert {"reference", "strong_capital_defence", "few_interceptors"} <= set(dataset.assumption_sets)
    assert set(dataset.structures) == {"aids_net", "explicit_decoys", "independent_sensors"}


def test_what_was_read_in_one_place_is_one_source():
    """A page under two ids could be cited twice for one fact, and graded in two ways."""
    read: dict[str, list[str]] = {}
    for name, source in load_dataset().sources.items():
        place = (source.read_as and source.read_as.address) or source.original.address
        read.setdefault(place or name, []).append(name)
    assert [names for names in read.values() if len(names) > 1] == []


def test_the_ledger_has_one_row_a_quantity():
    dataset = load_dataset(TINY)
    rows = {row["id"]: row for row in ledger_rows(dataset)}
    assert list(rows) == sorted(dataset.quantities)
    boats = rows["nuclear.force.boats"]
    assert (boats["kind"], boats["low"], boats["central"], boats["high"]) == ("triple", 3, 4, 5)
    assert (boats["sources"], boats["variants"], boats["lever"]) == (["white_paper"], ["fewer"], "Boats")
    assert rows["defence.pool.interceptors"]["kind"] == "dated linear"
    assert rows["nuclear.force.missile.reliability"]["kind"] == "beta"


def test_choices_and_bars_are_marked_and_all_else_is_a_fact_law_rp2():
    by_role = {}
    for name, quantity in load_dataset().quantities.items():
        by_role.setdefault(quantity.role, set()).add(name.partition(".")[2])
    assert by_role["choice"] == {
        "europe.baltic_share",
        "europe.upper_tier_baltic_share",
        "russian_raids.share_of_missiles",
        "russian_raids.share_of_drones",
        "air_defence.reference_raid_objects",
        "presence.facing_share",
        *(f"operations.free_share.{name}" for name in ("combat_aircraft", "tanker", "early_warning_aircraft")),
        "operations.free_share.cruise_missile",
        "united_states.overall_dial",
        *(f"united_states.dial.{code}" for code in COUNTED),
    }
    assert by_role["bar"] == {
        "europe.tolerated_leakage_share",
        "theatre.rung.needed_weapons",
        "theatre.rung.needed_strategic_warheads",
        "bar.share_of_first_year",
        "two_peer.reserve_against_russia",
        "two_peer.reserve_against_china",
    }
    assert set(by_role) == {"choice", "bar", "fact"}


def test_no_number_is_argued_from_another_number_of_the_dataset():
    """An analogue is a thing of the world; numbers that name one another, or the models' own answers, support nothing."""
    dataset = load_dataset()
    said = {
        (name, basis.analogue or "")
        for name, quantity in dataset.quantities.items()
        for basis in (quantity.basis, *quantity.variants.values())
    }
    said |= {(name, quantity.follows.analogue) for name, quantity in dataset.quantities.items() if quantity.follows}
    own = ("this dataset", "coupled model", "workbench", "missile_defence", "nuclear.")
    circular = [(name, text) for name, text in said if any(words in text for words in own)]
    assert not circular
    nothing = [(name, text) for name, text in said if text.startswith("None")]
    assert not nothing

# ruff: noqa: E501  (whole messages stand on one line)
from pathlib import Path

import pytest

from deterrence.errors import InputError
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Point, Triple
from deterrence.scenario.overlay import load_scenario
from deterrence.scenario.resolve import masked, resolve

TINY = load_dataset(Path(__file__).parents[1] / "evidence" / "tiny_dataset")
KILL, BOATS = "defence.pool.kill_probability_net_of_aids", "nuclear.force.boats"


def load(folder, text):
    path = folder / "scenario.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path, TINY)


def message(folder, text):
    with pytest.raises(InputError) as caught:
        load(folder, text)
    return str(caught.value).replace(f"{folder}/", "").splitlines()


def test_what_is_left_out_is_the_reference_all_sets_and_all_structures(tmp_path):
    for scenario in (load_scenario(None, TINY), load(tmp_path, "version: 1\n")):
        assert scenario.assumption_sets == ("reference", "essay")
        assert scenario.structures == ("aids_net", "explicit_decoys")
        assert scenario.years == tuple(range(2025, 2041))
        assert scenario.changes == {}


def test_sets_structures_and_horizon_are_chosen(tmp_path):
    text = "version: 1\nassumption_sets: [essay]\nstructures: [aids_net]\nhorizon: {first: 2030, last: 2032}\n"
    scenario = load(tmp_path, text)
    assert (scenario.assumption_sets, scenario.structures) == (("essay",), ("aids_net",))
    assert scenario.years == (2030, 2031, 2032)


def test_a_set_beats_the_reference_and_an_overlay_beats_the_set_law_3(tmp_path):
    text = f"version: 1\nchanges:\n  {KILL}: {{value: 0.9, rationale: What if.}}\n"
    reference, overlaid = load_scenario(None, TINY), load(tmp_path, text)
    central, essay = resolve(reference, "reference")[KILL], resolve(reference, "essay")[KILL]
    assert (central.basis.distribution, central.origin) == (Triple(0.1, 0.4, 0.8), "reference")
    assert (essay.basis.distribution, essay.origin) == (Point(0.5), "set essay: variant essay")
    for name in ("reference", "essay"):
        changed = resolve(overlaid, name)[KILL]
        assert (changed.basis.distribution, changed.origin) == (Point(0.9), "overlay")
        assert (changed.basis.grade, changed.basis.range_grade, changed.basis.rationale) == (
            "judged",
            "judged",
            "What if.",
        )
        assert changed.quantity.unit.name == "probability"
    assert resolve(overlaid, "essay")[BOATS].origin == "set essay: variant fewer"
    for name in ("reference", "essay"):
        before, after = resolve(reference, name), resolve(overlaid, name)
        assert list(after) == list(before)
        assert {identity for identity in after if after[identity] != before[identity]} == {KILL}


def test_an_overlay_that_masks_a_set_is_reported_law_3(tmp_path):
    text = f"version: 1\nchanges:\n  {KILL}: {{value: 0.9, rationale: What if.}}\n"
    assert masked(load(tmp_path, text)) == (("essay", KILL),)
    assert masked(load_scenario(None, TINY)) == ()
    assert masked(load(tmp_path, text.replace("version: 1\n", "version: 1\nassumption_sets: [reference]\n"))) == ()


@pytest.mark.parametrize(
    ("support", "grade"),
    [
        ("rationale: r", "judged"),
        ("sources: [{source: white_paper, locator: p. 4}]", "reported"),
        ("sources: [{source: white_paper}]", "judged"),
        ("method: m, sources: [{source: white_paper}]", "estimated"),
        ("grade: reported, sources: [{source: white_paper}]", "reported"),
        ("method: m", "estimated"),
        ("grade: measured, sources: [{source: white_paper}]", "measured"),
    ],
)
def test_a_change_is_graded_by_what_it_rests_on(tmp_path, support, grade):
    scenario = load(tmp_path, f"version: 1\nchanges:\n  {BOATS}: {{value: 4, {support}}}\n")
    assert scenario.changes[BOATS].grade == grade


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("{value: 4}", ": neither a source nor a rationale: add rationale, or sources: [{source: id, locator: place}]"),
        ("{rationale: r}", ".value: missing: add value"),
        ("{valu: 4, rationale: r}", ".valu: unknown key (valu): did you mean value?"),
        ("{value: -4, rationale: r}", ".value: below 0, the bound of boats (-4): write a number of at least 0"),
        ("{value: 4, unit: boat, rationale: r}", ".unit: wrong unit (boat): write boats"),
        (
            "{value: 4, sources: [{source: white_papr}]}",
            ".sources: no such source (white_papr): did you mean white_paper? if not, "
            "add {source: id, title: ..., publisher: ..., date: 2026, address: ...} to `sources` of this file",
        ),
        (
            "{value: 4, sources: [{source: old_book, locator: p. 1}]}",
            ".sources: a reported value rests on a page not seen (old_book): read the page, or grade the value judged or "
            "estimated",
        ),
        (
            "{value: 4, grade: judged, rationale: r, sources: [{source: white_paper, locator: p. 4}]}",
            ".sources: a judged value cites sources, which do not state it: move them to analogue, or grade the value "
            "reported",
        ),
        (
            "{value: 4, grade: judged, method: m}",
            ".rationale: a judged value without a rationale: add rationale: why this value",
        ),
        (
            "{value: 4, grade: estimated, rationale: r}",
            ".method: an estimated value without a method: add method: how it was worked out",
        ),
        ("4", ": not a mapping (4): write keys and values"),
    ],
)
def test_a_bad_change_says_what_to_write(tmp_path, change, expected):
    found = message(tmp_path, f"version: 1\nchanges:\n  {BOATS}: {change}\n")
    assert found == [f"scenario.yaml:3: changes.{BOATS}{expected}"]


def test_all_problems_of_a_scenario_come_at_once_in_the_order_of_its_lines(tmp_path):
    text = (
        "version: 2\nassumption_sets: [reference, essays, reference]\nhorizn: {}\nchanges:\n"
        "  nuclear.force.boat: {value: 4, rationale: r}\n"
        f"  {BOATS}: {{value: .nan, rationale: r}}\n  {KILL}: {{value: {{low: 0.5, central: 0.2, high: 1.2}}}}\n"
    )
    assert [line.split(":")[1] for line in message(tmp_path, text)] == ["1", "2", "2", "3", "5", "6", "7", "7", "7"]


def test_the_digest_is_of_what_the_file_says_not_of_how(tmp_path):
    a = load(tmp_path, f"version: 1\nchanges:\n  {BOATS}: {{value: 4, rationale: r}}\n").digest
    b = load(tmp_path, f"# the same\nchanges: {{{BOATS}: {{rationale: r, value: 4}}}}\nversion: 1\n").digest
    c = load(tmp_path, f"version: 1\nchanges:\n  {BOATS}: {{value: 5, rationale: r}}\n").digest
    assert a == b
    assert a != c


def test_a_file_of_a_hundred_thousand_unknown_paths_is_answered(tmp_path):
    """Near names are looked for only as often as they are shown."""
    text = "version: 1\nchanges:\n" + "".join(
        f"  nuclear.force.boat{i}: {{value: 1, rationale: r}}\n" for i in range(20_000)
    )
    found = message(tmp_path, text)
    assert found[0].endswith("did you mean nuclear.force.boats?")
    assert found[-1] == "… and 19950 more problems"

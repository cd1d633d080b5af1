"""A cell of a table is edited in Excel, changed, chosen by a set and drawn like any other quantity (decision 14)."""

from dataclasses import replace

import numpy as np
import pytest

from deterrence.errors import InputError
from deterrence.evidence.assumption_set import SetChange
from deterrence.evidence.distribution import Choices, Dated, Point, Triple
from deterrence.scenario.resolve import resolve
from deterrence.workbook.reading import read_workbook
from workbook.editing import cell, edited, exported, fill, scenario_with

TANKER = "conventional.holdings.germany.tanker"
FIGHTERS = "conventional.holdings.germany.combat_aircraft"
CHILD = "conventional.holdings.germany.fifth_generation_aircraft"
PEOPLE = "conventional.gdp.germany"
KEPT = ("conventional.holdings.germany.", PEOPLE)


@pytest.fixture(scope="module")
def cells(whole):
    """The German cells alone."""
    kept = {name: quantity for name, quantity in whole.quantities.items() if name.startswith(KEPT)}
    cited = {ref.source for one in kept.values() for b in (one.basis, *one.variants.values()) for ref in b.sources}
    sets = {name: one for name, one in whole.assumption_sets.items() if name == "reference"}
    sources = {name: source for name, source in whole.sources.items() if name in cited}
    return replace(whole, quantities=kept, sources=sources, assumption_sets=sets, policies={})


def test_an_untouched_export_changes_nothing_and_says_what_a_cell_rests_on(cells):
    seen = {}

    def look(book):
        names = ("unit", "value grade", "range grade", "sources", "rationale", "reference value")
        seen.update({name: cell(book, "Quantities", name, FIGHTERS).value for name in names})

    raw = exported(cells)
    assert read_workbook(edited(raw, look), cells).is_reference
    assert (seen["unit"], seen["value grade"], seen["range grade"]) == ("aircraft", "judged", "judged")
    assert seen["reference value"] == "215 (205 to 226)"
    assert seen["rationale"].startswith("From memory of published yearbooks")


def test_what_was_typed_over_a_cell_comes_back(cells):
    def edit(book):
        fill(book, "Quantities", (TANKER,), form="choices", central=None, choices="0: 0.5, 2: 0.5", your_rationale="A.")
        fill(book, "Quantities", (FIGHTERS,), form="point", low=None, central=210, high=None, your_rationale="B.")
        fill(book, "Dated values", (PEOPLE, 2026), low=180, central=190, high=200)
        fill(book, "Quantities", (PEOPLE,), your_rationale="C.")

    reading = read_workbook(edited(exported(cells), edit), cells)
    assert not reading.problems
    again = scenario_with(cells, dict(reading.tree["changes"])).changes
    assert again[TANKER].distribution == Choices((0, 2), (0.5, 0.5))
    assert again[FIGHTERS].distribution == Point(210)
    path = again[PEOPLE].distribution
    assert isinstance(path, Dated)
    assert dict(zip(path.years, path.values, strict=True))[2026] == Triple(180, 190, 200)
    assert len(path.years) == 13


def test_a_child_above_its_parent_is_refused_in_a_scenario_too_law_c8(cells):
    """52 aircraft of which 53 are of the fifth generation."""
    changes = {FIGHTERS: {"value": 52, "rationale": "A trial."}, CHILD: {"value": 53, "rationale": "A trial."}}
    with pytest.raises(InputError, match="more of the fifth generation than combat aircraft in all"):
        scenario_with(cells, changes)
    scenario_with(cells, {**changes, CHILD: {"value": 52, "rationale": "A trial."}})


def test_an_american_dial_outside_0_to_1_is_refused_law_c45(whole):
    with pytest.raises(InputError, match=r"value: above 1, the bound of share \(1\.2\)"):
        scenario_with(whole, {"conventional.united_states.dial.tanker": {"value": 1.2, "rationale": "A trial."}})


def test_a_dial_that_goes_back_in_time_is_refused_law_c45(whole):
    value = {"dated": {"2030": 0, "2027": 1}, "rule": "linear"}
    with pytest.raises(InputError, match="years out of order"):
        scenario_with(whole, {"conventional.united_states.dial.tanker": {"value": value, "rationale": "A trial."}})


def test_a_set_can_choose_the_rival_of_a_cell(cells):
    name = "conventional.holdings.germany.long_range_air_defence"
    rival = SetChange(variant="minister_2025", assertion="six")
    chosen = cells.assumption_sets["reference"].model_copy(update={"changes": {name: rival}})
    dataset = replace(cells, assumption_sets={"reference": chosen})
    assert resolve(scenario_with(dataset), "reference")[name].basis.distribution == Point(6)


def test_draws_of_a_cell_are_whole_and_stay_inside_its_range(cells):
    drawn = resolve(scenario_with(cells), "reference")[FIGHTERS].values(np.linspace(0, 1, 99), (2026,))
    assert np.array_equal(drawn, np.round(drawn))
    assert (drawn.min(), np.median(drawn), drawn.max()) == (205, 215, 226)

# ruff: noqa: E501  (whole messages stand on one line)
"""Slips: ten times beyond the reference's range, or a total out of step with its parts; a warning that names the slip."""

import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from command import deterrence
from deterrence.evidence.bound import NO_LIMITS
from deterrence.evidence.dataset import load_dataset
from deterrence.evidence.distribution import Point, Triple
from deterrence.evidence.document import document_of
from deterrence.nuclear.components.theatre import HOSTS
from deterrence.scenario.overlay import load_scenario, scenario_of
from deterrence.scenario.slips import slips
from deterrence.units import UNITS
from deterrence.workbook.facts import Declared, read_facts
from deterrence.workbook.reading import read_workbook
from workbook.editing import edited, exported, fill

DATASET = load_dataset()
KILL, COST, BOATS = (
    "missile_defence.terminal.kill_probability_net_of_aids",
    "options.asn4g.cost",
    "nuclear.france.boats_in_service",
)
STOCK = "nuclear.france.stockpile"
COSTLY = {"low": 100, "central": 1500, "high": 1900}


def told(changes, dataset=DATASET):
    tree = {"version": 1, "changes": {name: {"value": value, "rationale": "r"} for name, value in changes.items()}}
    return [str(problem) for problem in slips(scenario_of(document_of(tree, "s.yaml"), dataset))]


def dataset_with(unit, reference, **changed):
    """The dataset with one quantity of another unit and reference, without the limits that would catch a slip first."""
    one = DATASET.quantities[COST]
    basis = replace(one.basis, distribution=reference)
    new = replace(
        one, unit=UNITS[unit], basis=basis, variants={}, limits=NO_LIMITS, at_most=(), dated="path", **changed
    )
    return replace(DATASET, quantities={**DATASET.quantities, COST: new}) if unit else DATASET


@pytest.mark.parametrize(
    ("unit", "reference", "value", "said"),
    [
        ("usd_2025_bn", Triple(3, 7, 14), 7000, "about 1,000 times the reference's 7 billion constant 2025 US dollars (7000): millions? write it in billion constant 2025 US dollars, or keep it if it is meant"),
        ("usd_2025_bn", Point(7), 7e9, "about 1,000,000,000 times the reference's 7 billion constant 2025 US dollars (7,000,000,000): single dollars? write it in billion constant 2025 US dollars, or keep it if it is meant"),
        ("warheads", Triple(4300, 4400, 4600), 4309000, "about 979 times the reference's 4400 warheads (4,309,000): thousands counted one by one, or a point that parts thousands? write it in warheads, or keep it if it is meant"),
        ("warheads", Point(4400), 4, "about 1/1,100 of the reference's 4400 warheads (4): thousands? write it in warheads, or keep it if it is meant"),
        ("factor", Triple(0.5, 1.2, 2), 120, "about 100 times the reference's 1.2 factor (120): a percentage? write it in factor, or keep it if it is meant"),
        ("days", Point(10), 450, "about 45 times the reference's 10 days (450): write it in days, or keep it if it is meant"),
        ("probability", Triple(0.2, 0.3, 0.4), 0.003, "about 1/100 of the reference's 0.3 probability (0.003): per cent of a per cent, or a share divided by 100 twice? write it in probability, or keep it if it is meant"),
    ],
)  # fmt: skip
def test_a_change_far_outside_the_reference_names_the_likeliest_slip(unit, reference, value, said):
    value = int(value) if unit == "warheads" else value
    found = told({COST: value}, dataset_with(unit, reference))
    assert found == [f"s.yaml: changes.{COST}: {said}"]


@pytest.mark.parametrize("value", [140, 14, 7, 0.3, 0])
def test_up_to_ten_times_the_range_and_none_at_all_are_no_slip(value):
    """Ten times the high end of 3 to 14 is 140, a tenth of the low end .3; none is a question that may be asked."""
    assert told({COST: value}, dataset_with("usd_2025_bn", Triple(3, 7, 14))) == []


@pytest.mark.parametrize("value", [140.1, 0.29])
def test_beyond_it_is_one(value):
    assert len(told({COST: value}, dataset_with("usd_2025_bn", Triple(3, 7, 14)))) == 1


def test_dates_are_no_amounts_and_the_reference_has_no_slip():
    assert told({COST: 2100}, dataset_with("calendar_year", Point(1950))) == []
    assert slips(load_scenario(None, DATASET)) == []


def test_a_total_out_of_step_with_its_parts_is_told():
    found = told({STOCK: 4000})
    assert found == [
        f"s.yaml: changes.{STOCK}: its parts (nuclear.france.warheads_on_other_systems) are 1.25% of it, in the reference 15% (4000): digits too many? change its parts too, or keep it if it is meant"
    ]
    both = told({STOCK: 4000, "nuclear.france.warheads_on_other_systems": 600})
    assert [line.partition(":")[2].split(":")[0].strip() for line in both] == [
        "changes.nuclear.france.warheads_on_other_systems"
    ]


def test_a_workbook_tells_it_at_its_cell_and_a_table_at_its_line():
    sets = {name: chosen.model_copy(update={"changes": {}}) for name, chosen in DATASET.assumption_sets.items()}
    small = replace(DATASET, quantities={COST: DATASET.quantities[COST]}, assumption_sets=sets, policies={})
    raw = edited(
        exported(small),
        lambda book: fill(book, "Quantities", (COST,), low=100, central=1500, high=1900, your_rationale="r"),
    )
    (warning,) = read_workbook(raw, small, "ledger.xlsx").warnings
    assert (warning.file, warning.path) == ("ledger.xlsx", "Quantities!E2")
    text = f"id,low,central,high,rationale\n{BOATS},,4,,r\n{COST},100,1500,1900,r\n"
    (warning,) = read_facts(text, "facts.csv", DATASET, Declared()).warnings
    assert (warning.path, warning.line) == (COST, 3)


def test_check_and_import_warn_on_the_error_stream_and_strict_makes_it_an_error(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        f"version: 1\nchanges:\n  {COST}: {{value: {json.dumps(COSTLY)}, rationale: r}}\n", encoding="utf-8"
    )
    (tmp_path / "facts.csv").write_text(f"id,low,central,high,rationale\n{COST},100,1500,1900,r\n", encoding="utf-8")

    done = partial(deterrence, cwd=tmp_path)
    assert Path(tmp_path / "mine.yaml").is_file()
    for arguments in (("check", "mine.yaml"), ("ledger", "import", "facts.csv", "--force")):
        told, strict = done(*arguments), done(*arguments, "--strict")
        assert (told.returncode, strict.returncode) == (0, 2)
        assert told.stderr.startswith(f"warning: {arguments[-1 if arguments[0] == 'check' else 2]}:")
        assert "about 214 times the reference's 7 billion constant 2025 US dollars" in told.stderr
        assert strict.stderr == told.stderr.removeprefix("warning: ")
    assert len(json.loads(done("check", "mine.yaml", "--json").stdout)["warnings"]) == 1
    run = done("run", "--scenario", "mine.yaml", "--strict", "--output", "run")
    assert (run.returncode, (tmp_path / "run").exists()) == (2, False)


BOMBS, AIRCRAFT = (f"nuclear.theatre.poland.{what}" for what in ("hosted_weapons", "dual_capable_aircraft"))


def test_bombs_without_aircraft_are_told_with_the_other_input_to_set_and_so_are_aircraft_without_bombs():
    """Usable weapons are min(weapons, systems x loads): either alone counts for nothing."""
    label = DATASET.quantities[AIRCRAFT].lever.label
    assert told({BOMBS: 20}) == [
        f"s.yaml: changes.{BOMBS}: counts for nothing while “{label}” ({AIRCRAFT}) is 0 (20): set that above 0 too"
    ]
    assert [f"({BOMBS}) is 0 (16): set that above 0 too" in line for line in told({AIRCRAFT: 16})] == [True]
    assert told({BOMBS: 20, AIRCRAFT: 16}) == []
    assert told({BOMBS: 0}) == []


def test_bombs_go_with_the_aircraft_that_a_policy_in_force_brings():
    changes = {BOMBS: {"value": 20, "rationale": "r"}}
    scenario = scenario_of(document_of({"version": 1, "changes": changes}, "s.yaml"), DATASET)
    assert len(slips(scenario)) == 1
    assert slips(replace(scenario, policies={"polish_dual_capable_aircraft": None})) == []


def test_every_pair_of_which_the_lesser_counts_says_so_of_both():
    """Of all that holdings carry: weapons and the systems that would deliver them."""
    pairs = {one.id: one.idle_without for one in DATASET.quantities.values() if one.idle_without}
    assert {BOMBS: AIRCRAFT, AIRCRAFT: BOMBS}.items() <= pairs.items()
    for host in (*HOSTS, "united_kingdom"):
        weapons, systems = (f"nuclear.theatre.{host}.{what}" for what in ("hosted_weapons", "dual_capable_aircraft"))
        assert (pairs[weapons], pairs[systems]) == (systems, weapons)

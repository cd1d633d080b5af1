from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deterrence.api.check import check_file
from deterrence.axes import FIRST_YEAR, LATEST_YEAR
from deterrence.evidence.distribution import Beta, Choices, Dated, Mixture, Point, Triple, Uniform
from deterrence.scenario.overlay import load_scenario
from deterrence.workbook.overlay_file import overlay_text
from deterrence.workbook.reading import read_workbook
from examples import FEW
from workbook.editing import add, clear, edited, exported, fill, scenario_with

FREE = "missile_defence.terminal.kill_probability_net_of_aids"
PATH = "nuclear.france.boat_survival_probability"
STOCK = "nuclear.france.stockpile"
SOURCE = "frs_2020_tertrais_handbook"
NUMBERS = ("low", "central", "high", "at", "chance", "choices", "successes", "failures")
UNCHANGED = {"version": 1, "changes": {}}

shares = st.floats(0, 1)
counts = st.integers(0, 10**6)
triples = st.lists(shares, min_size=3, max_size=3, unique=True).map(lambda three: Triple(*sorted(three)))
plain = st.one_of(
    shares.map(Point),
    triples,
    st.lists(shares, min_size=2, max_size=2).map(lambda two: Uniform(*sorted(two))),
    st.builds(Beta, counts, counts),
)
undated = plain | st.builds(lambda chance, rest: Mixture(0.0, chance, rest), shares, triples)
dated = st.builds(
    lambda values, rule: Dated(tuple(sorted(values)), tuple(values[year] for year in sorted(values)), rule),
    st.dictionaries(st.integers(FIRST_YEAR, LATEST_YEAR), plain, min_size=1, max_size=4),
    st.sampled_from(["linear", "step"]),
)
# A scenario holds no control characters: its reader refuses them.
texts = st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"]), min_size=1, max_size=60).filter(
    lambda text: text.strip()
)


def typed(value):
    """What an analyst types for a value; written apart from the exporter."""
    match value:
        case Point(number):
            return {"form": "point", "central": number}
        case Triple(low, central, high):
            return {"form": "triple", "low": low, "central": central, "high": high}
        case Mixture(at, chance, Triple(low, central, high)):
            return {"form": "mixture", "at": at, "chance": chance, "low": low, "central": central, "high": high}
        case Choices(numbers, chances):
            text = ", ".join(f"{number}: {chance}" for number, chance in zip(numbers, chances, strict=True))
            return {"form": "choices", "choices": text}
        case Uniform(low, high):
            return {"form": "uniform", "low": low, "high": high}
        case Beta(successes, failures):
            return {"form": "beta", "successes": successes, "failures": failures}


def written(value):
    """The value as a scenario file has it."""
    match value:
        case Dated(years, values, rule):
            return {"dated": {str(year): written(v) for year, v in zip(years, values, strict=True)}, "rule": rule}
        case Point(number):
            return number
        case Triple(low, central, high):
            return {"low": low, "central": central, "high": high}
        case Mixture(at, chance, rest):
            return {"mixture": {"at": at, "chance": chance, "else": written(rest)}}
        case Choices(numbers, chances):
            return {"choices": dict(zip(map(str, numbers), chances, strict=True))}
        case Uniform(low, high):
            return {"family": "uniform", "low": low, "high": high}
        case Beta(successes, failures):
            return {"family": "beta", "successes": successes, "failures": failures}


def enter(book, identity, value, **support):
    """Enter a value, dated or not, and what it rests on."""
    blank = dict.fromkeys(NUMBERS)
    if not isinstance(value, Dated):
        fill(book, "Quantities", (identity,), **{**blank, **typed(value)}, **support)
        return
    fill(book, "Quantities", (identity,), **blank, form=f"dated {value.rule}", **support)
    clear(book, "Dated values", identity)
    for year, number in zip(value.years, value.values, strict=True):
        add(book, "Dated values", id=identity, year=year, **typed(number))


def reloaded(reading, dataset, folder):
    """The scenario that the overlay's file amounts to."""
    assert not reading.problems, [str(problem) for problem in reading.problems]
    path = folder / "overlay.yaml"
    path.write_bytes(overlay_text(reading.tree, "ledger.xlsx").encode())
    assert check_file(path) == "scenario"
    return load_scenario(path, dataset)


@pytest.fixture(scope="module", autouse=True)
def loaded_once(whole):
    """What `check` holds a file against, without reading it anew for every example."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("deterrence.api.check.load_dataset", lambda: whole)
        yield


def test_untouched_export_of_the_reference_changes_nothing(whole_export, whole):
    reading = read_workbook(whole_export, whole)
    assert (reading.tree, reading.problems, reading.missing) == (UNCHANGED, (), ())
    assert reading.is_reference
    assert reading.summary("overlay.yaml") == "overlay.yaml: no changes, all is as in the reference"


def test_a_program_that_saves_the_workbook_changes_nothing(whole_export, whole):
    assert read_workbook(edited(whole_export, lambda book: None), whole).is_reference


@FEW
@given(free=undated, path=dated)
def test_every_family_comes_back_as_it_was_typed(reference, dataset, tmp_path_factory, free, path):
    def edit(book):
        enter(book, FREE, free, your_rationale="Tried.")
        enter(book, PATH, path, your_rationale="Tried by date.")

    reading = read_workbook(edited(reference, edit), dataset)
    scenario = reloaded(reading, dataset, tmp_path_factory.mktemp("overlay"))
    assert {identity: basis.distribution for identity, basis in scenario.changes.items()} == {FREE: free, PATH: path}
    assert scenario.changes[FREE].rationale == "Tried."
    assert scenario.changes[FREE].grade == "judged"


def test_choices_and_mixtures_at_dates_come_back_with_the_grade_of_their_chances(dataset, whole, tmp_path):
    systems = Dated((2026, 2035), (Choices((1, 2), (0.75, 0.25)), Triple(2, 5, 10)), "linear")
    silos = Dated((2026, 2035), (Point(0), Mixture(0, 0.3, Triple(8, 20, 40))), "step")
    wanted = {"missile_defence.s500.systems_delivered": systems, "missile_defence.exo_atmospheric.interceptors": silos}
    looks = "missile_defence.terminal.looks"
    bound = "missile_defence.s500.systems_ordered"  # more cannot be delivered
    more = {name: whole.quantities[name] for name in (*wanted, bound)}
    wider = replace(dataset, quantities={**dataset.quantities, **more})

    def edit(book):
        for identity, value in wanted.items():
            enter(book, identity, value, your_rationale="Tried.", your_chance_grade="estimated")
        enter(book, looks, Choices((1, 3), (0.5, 0.5)), your_rationale="Tried.", your_range_grade="estimated")

    changes = reloaded(read_workbook(edited(exported(wider), edit), wider), wider, tmp_path).changes
    assert {name: changes[name].distribution for name in wanted} == wanted
    assert changes[looks].distribution == Choices((1, 3), (0.5, 0.5))
    assert {basis.chance_grade for basis in changes.values()} == {"estimated"}
    exported_again = exported(
        wider, {name: {"value": written(value), "rationale": "Tried."} for name, value in wanted.items()}
    )
    again = reloaded(read_workbook(exported_again, wider), wider, tmp_path).changes
    assert {name: again[name].distribution for name in wanted} == wanted


@FEW
@given(free=undated, path=dated, text=texts, locator=texts)
def test_a_scenario_comes_back_from_its_own_export(dataset, tmp_path_factory, free, path, text, locator):
    changes = {
        FREE: {"value": written(free), "rationale": text, "analogue": text, "note": text},
        PATH: {
            "value": written(path),
            "grade": "estimated",
            "range_grade": "judged",
            "method": text,
            "sources": [{"source": SOURCE, "locator": locator}, {"source": "elysee_2015_istres"}],
        },
    }
    scenario = scenario_with(dataset, changes)
    reading = read_workbook(exported(dataset, changes), dataset)
    again = reloaded(reading, dataset, tmp_path_factory.mktemp("overlay"))
    assert again.changes[FREE] == scenario.changes[FREE]
    before, after = scenario.changes[PATH], again.changes[PATH]
    assert (after.distribution, after.grade, after.range_grade) == (before.distribution, "estimated", "judged")
    assert after.method == text
    assert [(s.source, s.locator.split()) for s in after.sources] == [
        (SOURCE, locator.split()),
        ("elysee_2015_istres", []),
    ]


def test_sets_structures_and_years_of_a_scenario_come_back(dataset):
    keys = {
        "assumption_sets": ["strong_capital_defence"],
        "structures": ["aids_net"],
        "horizon": {"first": 2026, "last": 2036},
    }
    assert read_workbook(exported(dataset, **keys), dataset).tree == {**UNCHANGED, **keys}


def test_a_change_back_to_the_reference_value_is_kept_if_it_has_a_rationale(reference, dataset):
    """It then counts in every assumption set, whatever the set says (law 3)."""
    raw = edited(reference, lambda book: fill(book, "Quantities", (FREE,), your_rationale="For all."))
    change = {"value": {"low": 0.1, "central": 0.4, "high": 0.8}, "rationale": "For all."}
    assert read_workbook(raw, dataset).tree["changes"] == {FREE: change}


def test_a_date_that_is_cleared_is_gone_and_one_that_is_added_counts(reference, dataset):
    def edit(book):
        fill(book, "Dated values", (STOCK, 2026), id=None, year=None, form=None, **dict.fromkeys(NUMBERS))
        add(book, "Dated values", id=STOCK, year=2030, form="point", central=310)
        fill(book, "Quantities", (STOCK,), your_rationale="As announced.")

    value = read_workbook(edited(reference, edit), dataset).tree["changes"][STOCK]["value"]
    assert value == {
        "dated": {"2025": 290, "2030": 310, "2035": {"low": 300, "central": 340, "high": 400}},
        "rule": "linear",
    }


def test_a_source_stands_for_a_change_without_a_grade(reference, dataset):
    """Reported, by law 28."""
    support = {"your_source": f"{SOURCE}\nelysee_2015_istres", "your_locator": "p. 3"}
    raw = edited(reference, lambda book: enter(book, "nuclear.france.crews", Point(4), **support))
    assert read_workbook(raw, dataset).tree["changes"] == {
        "nuclear.france.crews": {
            "value": 4,
            "sources": [{"source": SOURCE, "locator": "p. 3"}, {"source": "elysee_2015_istres"}],
        }
    }


def test_a_deleted_row_keeps_the_reference_and_is_named(reference, dataset):
    def edit(book):
        sheet = book["Quantities"]
        sheet.delete_rows(next(row[0].row for row in sheet.iter_rows() if row[0].value == FREE))

    reading = read_workbook(edited(reference, edit), dataset)
    assert (reading.tree, reading.missing) == (UNCHANGED, (FREE,))
    assert f"rows missing, kept as in the reference: {FREE}" in reading.summary("overlay.yaml")


def test_rows_may_stand_in_any_order_and_sheets_of_ones_own_are_left_alone(reference, dataset):
    def edit(book):
        sheet = book["Quantities"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for at, row in enumerate(reversed(rows), 2):
            for place, value in enumerate(row, 1):
                sheet.cell(at, place).value = value
        book.create_sheet("Notes")["A1"] = "=Quantities!E2*2"

    assert read_workbook(edited(reference, edit), dataset).is_reference


@pytest.mark.parametrize(
    "text", ["no", "1e5", "08", "nan", ".inf", "null", "2026-02", "~", "- a", "a: b", "#", "é\u2028\x85\x00", " x\n"]
)
def test_overlay_file_keeps_text_that_yaml_would_read_otherwise(dataset, tmp_path, text):
    tree = {"version": 1, "changes": {FREE: {"value": 1e-7, "rationale": text}}}
    path = tmp_path / "overlay.yaml"
    path.write_bytes(overlay_text(tree, "a\nb.xlsx").encode())
    basis = load_scenario(path, dataset).changes[FREE]
    assert (basis.rationale, basis.distribution) == (text, Point(1e-7))


def test_the_pair_of_an_exposure_is_carried_over_and_refused_at_its_cell(dataset, reference):
    raw = exported(dataset, exposure=[0.6, 0.9])
    assert read_workbook(raw, dataset).tree == {**UNCHANGED, "exposure": [0.6, 0.9]}
    book = edited(reference, lambda book: fill(book, "Scenario", ("exposure",), value="most"))
    (problem,) = read_workbook(book, dataset).problems
    assert problem.path == "Scenario!B6"
    assert "not a pair of shares" in str(problem)

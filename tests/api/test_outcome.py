import sys
from hashlib import sha256
from types import SimpleNamespace

import duckdb
import numpy as np
import pytest

import deterrence as dt
from deterrence.results import bands
from deterrence.system.registry import OUTCOMES, stored_axes, tables

ONE = {"force": "both", "posture": "day_to_day", "exposure": "all", "policy": "reference"}
THROUGH = {**ONE, "defence": "all"}
STORED = sorted(name for names in tables().values() for name in names)


@pytest.fixture(scope="module")
def stored(run):
    """What the Parquet files hold, asked without the package; a cell that repeats another's numbers has its parts."""
    sharing, folder = run.ensemble.sharing, run.ensemble.parts.folder
    with duckdb.connect() as connection:

        def ask(table, sql):
            found = [str(path) for path in folder.glob("*.parquet") if path.name.split("-")[0].split(".")[0] == table]
            files = f"read_parquet({found})"
            each = ", ".join(str((*cell, *sharing.holder(table, cell))) for cell in sharing.cells)
            parts = (
                f"(SELECT f.* REPLACE (c.own AS assumption_set, c.form AS structure) FROM {files} f JOIN "
                f"(VALUES {each}) c(own, form, held_by, held_form) "
                "ON f.assumption_set = c.held_by AND f.structure = c.held_form)"
            )
            return connection.execute(sql.replace("PARTS", parts)).fetchnumpy()

        yield ask


@pytest.mark.parametrize("name", STORED)
def test_every_value_is_the_stored_one_at_its_labels(run, stored, name):
    """The total at each label of each axis: a swap of two labels would show."""
    array, outcome = run.outcome(name), OUTCOMES[name]
    assert array.axes == ("assumption_set", "structure", *stored_axes(name))
    assert array.values.shape == tuple(len(array.coordinates[axis]) for axis in array.axes)
    for axis in array.axes:
        found = stored(
            outcome.table, f'SELECT "{axis}" AS label, fsum({name}::DOUBLE) AS total FROM PARTS GROUP BY ALL'
        )
        totals = dict(zip(found["label"].tolist(), found["total"].tolist(), strict=True))
        assert set(totals) == set(array.coordinates[axis]), axis
        others = tuple(i for i, other in enumerate(array.axes) if other != axis)
        sums = array.values.astype(float).sum(axis=others)
        for label, total in zip(array.coordinates[axis], sums, strict=True):
            assert total == pytest.approx(totals[label], rel=1e-11, abs=1e-9), (axis, label)


def test_the_futures_of_a_selection_are_bit_for_bit_those_of_the_parquet(run, stored):
    where = "force = 'france' AND posture = 'generated' AND year = 2035 AND structure = 'explicit_decoys'"
    twin = "exposure = 'half' AND defence = 'all' AND policy = 'more_french_boats_at_sea'"
    where += " AND assumption_set = 'strong_capital_defence'"
    sql = f"SELECT arrivals AS x FROM PARTS WHERE {where} AND {twin} ORDER BY future"
    labels = {"force": "france", "posture": "generated", "year": 2035, "structure": "explicit_decoys"}
    labels |= {"exposure": "half", "defence": "all", "policy": "more_french_boats_at_sea"}
    found = run.outcome("arrivals").select(assumption_set="strong_capital_defence", **labels)
    assert found.axes == ("future",)
    assert found.values.tolist() == stored("arrivals", sql)["x"].tolist()
    assert found.selected == {"assumption_set": "strong_capital_defence", **labels}


def test_a_count_that_was_not_stored_has_chance_nil_and_the_curve_never_rises(run):
    curve = run.outcome("curve")
    assert curve.coordinates["year"] == (2036,)
    assert curve.coordinates["warheads"][0] == 0
    assert (np.diff(curve.values, axis=curve.axes.index("warheads")) <= 1e-12).all()
    assert curve.select(warheads=curve.coordinates["warheads"][-1]).values.min() == 0
    assert np.allclose(curve.select(warheads=0).values, 1)


def test_bands_are_those_of_each_cell_and_never_pool_sets_or_structures(run, stored):
    found = run.outcome("erosion_same_forces").bands()
    assert found.axes == ("assumption_set", "structure", "policy", "year", "force", "posture", "exposure", "band")
    assert found.coordinates["band"] == ("p05", "p25", "p50", "p75", "p95")
    rows = stored(
        "erosion",
        "SELECT assumption_set, structure, quantile_cont(erosion_same_forces, [.05, .25, .5, .75, .95]) AS q FROM "
        "PARTS WHERE year = 2036 AND force = 'both' AND posture = 'day_to_day' AND exposure = 'all' AND "
        "policy = 'reference' GROUP BY ALL",
    )
    assert len(rows["q"]) == len(run.cells)
    for name, structure, quantiles in zip(rows["assumption_set"], rows["structure"], rows["q"], strict=True):
        mine = found.select(assumption_set=name, structure=structure, year=2036, **ONE)
        assert mine.values == pytest.approx(np.asarray(quantiles), rel=1e-12)


def test_bands_before_and_after_a_selection_are_the_same_bits(run):
    whole, part = run.outcome("arrivals"), run.outcome("arrivals").select(**THROUGH)
    assert whole.bands().select(**THROUGH).values.tolist() == part.bands().values.tolist()
    lone = part.select(assumption_set="reference", structure="aids_net")
    expected = bands(np.ascontiguousarray(lone.values))
    assert lone.bands().select(band="p75").values.tolist() == expected["p75"].tolist()


def test_one_label_takes_its_axis_away_and_a_list_keeps_it(run):
    array = run.outcome("arrivals")
    found = array.select(year=[2036, np.int64(2034)], force=np.str_("both"))
    assert found.axes == ("assumption_set", "structure", "future", "policy", "year", "posture", "exposure", "defence")
    assert found.coordinates["year"] == (2036, 2034)
    assert (found.values[..., 0, :, :, :] == array.values[..., 2, 2, :, :, :]).all()
    assert (found.values[..., 1, :, :, :] == array.values[..., 0, 2, :, :, :]).all()


def test_a_wrong_selection_lists_every_axis_and_label(run):
    with pytest.raises(dt.InputError) as caught:
        run.outcome("arrivals").select(force="booth", year=[2036, 1999], region="capital", structure="aids_nt")
    assert str(caught.value).splitlines() == [
        "outcome arrivals: force: no such force (booth): did you mean both?",
        "outcome arrivals: year: no such year (1999): write one of 2034 to 2037",
        "outcome arrivals: region: no such axis (capital): its axes are assumption_set, structure, future, policy, "
        "year, force, posture, exposure, defence",
        "outcome arrivals: structure: no such structure (aids_nt): did you mean aids_net?",
    ]


def test_bands_need_futures(run):
    with pytest.raises(dt.InputError, match="outcome boats_owned: future: no such axis"):
        run.outcome("boats_owned").select(future=0).bands()


def digest_of(values):
    return sha256(np.ascontiguousarray(values).data).hexdigest()


@pytest.mark.parametrize("name", sorted(set(OUTCOMES) - set(STORED)))
def test_an_outcome_that_a_run_does_not_keep_is_computed_when_it_is_asked_for(run, name):
    """To the bytes that a run with everything kept would store beside the others."""
    folder, table = run.ensemble.parts.folder, OUTCOMES[name].table
    found = run.outcome(name)
    parts = sorted(folder.glob(f"{table}-*.parquet"))
    held = {run.ensemble.sharing.holder(table, cell) for cell in run.cells}
    assert len(parts) == 2 * len(held)
    assert np.isfinite(found.values).all()
    assert found.values.min() < found.values.max() or found.values.dtype == bool  # the same in so few futures
    before = digest_of(found.values)
    del found  # one of the large ones at a time, and no copy
    assert digest_of(run.outcome(name).values) == before


def test_an_unknown_outcome_is_told_the_nearest(run):
    with pytest.raises(
        dt.InputError,
        match=r"no such outcome \(arrival\): did you mean arrivals or .*\? `deterrence outcomes` lists all",
    ):
        run.outcome("arrival")


def test_rows_hold_every_combination_once_with_years_last(run):
    rows = list(run.outcome("boats_owned").select(policy="reference").bands().rows())
    assert len(rows) == len(run.cells) * 4 * 2
    assert list(rows[0]) == ["assumption_set", "structure", "force", "year", "p05", "p25", "p50", "p75", "p95"]
    assert [row["year"] for row in rows[:4]] == [2034, 2035, 2036, 2037]
    assert all(row["p05"] <= row["p50"] <= row["p95"] for row in rows)


def test_a_data_frame_in_long_form_finds_every_value_at_its_labels(run):
    through = {"policy": "reference", "exposure": "half", "defence": "all"}
    array = run.outcome("arrivals").select(year=2036, structure="aids_net", **through)
    frame = array.to_pandas()
    assert list(frame.columns) == ["assumption_set", "future", "force", "posture", "arrivals"]
    assert len(frame) == array.values.size
    one = frame.query("assumption_set == 'few_interceptors' and force == 'france' and posture == 'generated'")
    expected = array.select(assumption_set="few_interceptors", force="france", posture="generated").values
    assert one.sort_values("future")["arrivals"].tolist() == expected.tolist()


@pytest.mark.parametrize("library", ["pandas", "xarray"])
def test_a_library_that_is_not_there_is_named_with_what_installs_it(run, monkeypatch, library):
    monkeypatch.setitem(sys.modules, library, None)
    array = run.outcome("boats_owned")
    with pytest.raises(ImportError, match=f"to_{library} needs {library}, which is not installed: pip install"):
        getattr(array, f"to_{library}")()


def test_an_xarray_gets_axes_labels_selection_and_unit(run, monkeypatch):
    kept = SimpleNamespace(DataArray=lambda values, **given: (values, given))
    monkeypatch.setitem(sys.modules, "xarray", kept)
    array = run.outcome("interceptor_rounds").select(year=2036, policy="reference")
    values, given = array.to_xarray()
    assert values is array.values
    assert given["dims"] == ("assumption_set", "structure", "future", "region", "layer")
    assert given["coords"]["region"] == ["capital", "other_defended"]
    assert (given["coords"]["year"], given["attrs"]) == (2036, {"unit": "rounds"})


def test_an_outcome_shows_its_bands_and_says_how_many_rows_it_left_out(run):
    array = run.outcome("arrivals")
    sets, structures, policies = (
        len(run.record.assumption_sets),
        len(run.record.structures),
        len(array.coordinates["policy"]),
    )
    assert repr(array) == (
        f"OutcomeArray(arrivals in warheads: assumption_set {sets}, structure {structures}, future 30, "
        f"policy {policies}, year 4, force 3, posture 2, exposure 3, defence 2)"
    )
    page = array._repr_html_()
    assert page.count("<tr>") == 25
    assert f"{len(run.cells) * policies * 4 * 3 * 2 * 3 * 2 - 24} more rows" in page
    chosen = array.select(assumption_set="reference", structure="aids_net", **THROUGH)
    assert chosen._repr_html_().count("<tr>") == 5
    assert repr(chosen.select(year=2036, future=0)).startswith("OutcomeArray(arrivals in warheads, assumption set")


def test_text_has_one_paragraph_for_each_set_of_labels(run):
    text = run.outcome("arrivals").select(structure="aids_net", **THROUGH).text()
    paragraphs = text.split("\n\n")
    assert [paragraph.splitlines()[0] for paragraph in paragraphs] == list(run.record.assumption_sets)
    assert [line.split()[0] for line in paragraphs[0].splitlines()[1:]] == ["year", "2034", "2035", "2036", "2037"]

import gc

import pytest

import deterrence as dt
from deterrence.brief.contents import documents
from deterrence.brief.document import Figure
from deterrence.brief.findings import Findings

SMALL = {"assumption_sets": ["reference"], "structures": ["aids_net"], "horizon": (2035, 2036)}


@pytest.fixture(scope="module")
def small():
    """Of one cell and two years."""
    return dt.run(dt.load(**SMALL), futures=20)


def test_figures_are_those_of_the_brief_to_the_letter(run):
    found = documents(Findings(run.ensemble, tuple(run.verdicts()), 2036), ("brief", "annex"))
    drawn = [block for one in found for block in one.blocks if isinstance(block, Figure)]
    assert sorted(figure.id for figure in drawn) == sorted(run.figures)
    assert {"page_one", "losses", "arrivals", "reach", "erosion", "deciders", "believe"} <= set(run.figures)
    for figure in drawn:
        mine = run.figure(figure.id)
        assert (mine.id, mine.title, mine.rows) == (figure.id, figure.title, figure.rows)
        assert figure.caption[0] == mine.reading
        assert run.chart(figure.id).to_dict(validate=False) == figure.chart_spec


def test_an_unknown_figure_is_told_the_nearest_and_where_all_stand(run):
    with pytest.raises(dt.InputError, match=r"\(erosin\): did you mean erosion\?: the `figures` of the run lists all"):
        run.chart("erosin")


def test_figures_stand_in_the_order_of_the_parts(small):
    """Arrivals, deciders, what is required, options, the balance room by room, and the register; others may join."""
    some = (
        "page_one", "losses", "arrivals", "erosion", "deciders", "believe", "required", "timeline", "options",
        "ladder", "leakage", "classes-layers", "gap-map", "reinforcement-units", "campaign-strength", "campaign-forms",
        "russian-tanks", "support-binding", "scoreboard", "scoreboard-all",
    )  # fmt: skip
    assert tuple(name for name in small.figures if name in some) == some
    assert len(set(small.figures)) == len(small.figures)


def test_verdicts_and_figures_show_themselves(run):
    verdicts = run.verdicts()
    assert [v.subject for v in verdicts if v.reading.id == "half_lost"] == ["both", "france", "united_kingdom"]
    first = next(v for v in verdicts if v.claim.id == "A07")
    assert repr(first).startswith("Verdict(A07 ")
    assert len(repr(first)) < 200
    assert repr(verdicts).count("decided by:") == len(verdicts)
    assert verdicts._repr_html_().count("<tr>") == 1 + len(verdicts)
    shown = run.figure("erosion")
    assert repr(shown) == f"FigureResult(erosion: {shown.title})"
    assert shown._repr_html_().startswith('<figure role="img" aria-label="Median erosion of the second strike')
    assert "<svg" in shown._repr_html_()


def test_a_run_shows_its_record_and_cells(run):
    page = run._repr_html_()
    for text in (
        run.record.dataset_digest,
        run.record.code_digest,
        "few_interceptors, explicit_decoys",
        "2034 to 2037",
    ):
        assert text in page
    assert repr(run) == "FinishedRun(set in Python: 180 futures in 6 cells, 30 each, 2034 to 2037, seed 7)"


def test_the_brief_is_written_where_it_is_asked_and_not_into_a_file(run, tmp_path):
    (page,) = run.brief(tmp_path / "new", length="page", formats=["docx"])
    assert page.name == "page.docx"
    assert page.stat().st_size > 10_000
    with pytest.raises(dt.InputError, match="is a file, not a folder"):
        run.brief(page)


def test_a_brief_of_no_length_or_format_names_every_problem(run, tmp_path):
    with pytest.raises(dt.InputError) as caught:
        run.brief(tmp_path, length="breif", formats=["html", "odt", "html"], since=tmp_path / "none")
    assert str(caught.value).splitlines() == [
        "--length: no such length (breif): did you mean brief?",
        "--format: no such format (odt): write one of html, pdf, docx",
        "--format: the same format twice (html): name it once",
        f"--since: {tmp_path / 'none'}: no such folder: name the folder of an earlier brief",
    ]
    with pytest.raises(dt.InputError, match="no list of formats"):
        run.brief(tmp_path, formats="html")


def test_a_temporary_folder_goes_with_the_run_and_a_named_one_stays(folder, run):
    found = dt.run(dt.load(**SMALL), futures=20)
    kept = found.ensemble.parts.folder
    assert kept.exists()
    del found
    gc.collect()
    assert not kept.exists()
    assert not kept.parent.parent.exists()
    assert (folder / "run_record.json").exists()


def test_a_run_that_fails_leaves_no_temporary_folder(monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def stop(_):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        dt.run(dt.load(**SMALL), futures=20, report=stop)
    assert list(tmp_path.iterdir()) == []


def test_every_option_that_cannot_be_used_is_listed_and_nothing_is_written(tmp_path):
    file = tmp_path / "file"
    file.write_text("")
    with pytest.raises(dt.InputError) as caught:
        dt.run("moscow.yaml", futures=0, seed=-1, workers=True, folder=file / "inside")  # type: ignore[arg-type]
    assert str(caught.value).splitlines() == [
        "run: scenario: not a scenario (moscow.yaml): give what deterrence.load returns",
        "run: futures: out of range (0): write a whole number from 20 to 1000000",
        "run: seed: out of range (-1): write a whole number from 0 to 9223372036854775807",
        "run: workers: not a whole number (True): write one from 1 to 64",
        f"{file}: is a file, not a folder: name another folder",
    ]
    assert list(tmp_path.iterdir()) == [file]


def test_a_horizon_without_the_year_of_the_claims_is_refused_as_before(tmp_path):
    with pytest.raises(dt.InputError, match="horizon: does not hold 2036, the year of the claims"):
        dt.run(dt.load(horizon=(2025, 2030)), folder=tmp_path / "out")
    assert not (tmp_path / "out").exists()

import json
import re
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from command import ROOT, deterrence
from deterrence.claims.claim import load_claims
from deterrence.results import bands
from deterrence.system.models import MODELS

CASES = ROOT / "tests" / "cases"
FEW = ("--futures", "20", "--seed", "3", "--workers", "1")


def started(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a user starts it, warnings as errors."""
    command = [sys.executable, "-W", "error::DeprecationWarning:deterrence", "-m", "deterrence.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)


def answer(*arguments: str) -> object:
    done = deterrence(*arguments)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_leakage_of_the_68_interceptor_row():
    """Whole salvos: 34 engaged, 30.9 killed, 9.06 leak (law 10)."""
    done = started("model", "leakage", "--inputs", str(CASES / "leakage.json"), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["mean_leakers"] == pytest.approx(9.06, abs=1e-9)
    assert len(found["leak_distribution"]) == 41
    assert sum(found["leak_distribution"]) == pytest.approx(1, abs=1e-12)


def test_arrivals_of_eight_missiles_of_five():
    """P(>= 40) = .9^8 = .43; 48 cannot arrive (design, section 3)."""
    found = answer("model", "arrivals", "--inputs", str(CASES / "arrivals.json"), "--json")
    assert found["arrival_distribution"][40] == pytest.approx(0.9**8, abs=1e-12)
    assert len(found["arrival_distribution"]) == 41
    assert found["mean_arrivals"] == pytest.approx(36, abs=1e-9)


def test_ledger_lists_every_quantity_with_unit_grades_and_source_or_rationale():
    rows = answer("ledger", "list", "--json")
    assert len(rows) > 80
    for row in rows:
        assert row["unit"]
        assert row["grade"]
        assert row["range_grade"]
        assert row["sources"] or row["rationale"], row["id"]
        assert row["used_by"], row["id"]


def test_explain_gives_our_translation_of_a_sentence_in_another_language():
    done = deterrence("explain", "options.french_warhead_increase.cost")
    assert done.returncode == 0, done.stderr
    assert "(“in the programming law we have what is called an extra step up”, our translation)" in " ".join(
        done.stdout.split()
    )


def test_explain_names_value_grades_variants_and_users():
    done = deterrence("explain", "missile_defence.s500.kill_probability_net_of_aids")
    assert done.returncode == 0, done.stderr
    for text in ("judged", "variant strong_capital_defence", "second_strike.retaliation", "able to turn: A07"):
        assert text in done.stdout


def test_explain_names_who_prompted_a_value_and_that_the_page_could_not_be_opened():
    text = " ".join(deterrence("explain", "nuclear.theatre.russia.nonstrategic_warheads").stdout.split())
    assert "prompted by (expert): Federation of American Scientists, Status of World Nuclear Forces, 2026" in text
    assert "(Could not be opened. " in text


def test_naming_the_commands_loads_nothing_heavy():
    """`deterrence --help` lists every model by what its domain says of it, and stays quick."""
    code = "import sys, deterrence.cli.app; print(sorted({'numpy', 'pydantic', 'numba'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    said = deterrence("model", "--help").stdout
    assert all(name in said for name in MODELS)


def test_a_program_that_calls_the_app_is_not_forked():
    """Only the command itself goes on as a child that is watched (tests/test_cli_faults.py)."""
    code = (
        "import os, signal; os.fork = None; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from typer.testing import CliRunner; from deterrence.cli.app import app; "
        "print(CliRunner().invoke(app, ['model', 'list'], catch_exceptions=False).exit_code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("0\n", "")


def test_model_list_names_every_model():
    named = {model["name"] for model in answer("model", "list", "--json")}
    assert named == set(MODELS)
    assert {"leakage", "arrivals", "exposure", "ladder"} <= named


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "tests/cases/bad/misspelt.yaml"),
        ("check", "no/such/file.yaml"),
        ("check", "tests"),
        ("model", "leakage", "--inputs", "tests/cases/bad/model_both_structures.json"),
        ("model", "leakage", "--inputs", "tests/cases/arrivals.json"),
        ("explain", "missile_defence.s500.usable_shar"),
        ("run", "--futures", "0"),
        ("run", "--workers", "none"),
        ("run", "--output", "pyproject.toml/inside"),
        ("run", "--scenario", "tests/cases/bad/wrong_unit.yaml"),
        ("run", "--exposure", "half"),
        ("run", "--exposure", "2,3"),
        ("outcome", "arrivals", "--exposure", "0.6"),
        ("brief", "--length", "short"),
        ("brief", "--format", "odt"),
        ("brief", "--format", "pdf", "--format", "pdf"),
        ("brief", "--since", "no/such/folder"),
        ("brief", "--since", "tests/brief"),
    ],
    ids=lambda a: " ".join(a),
)
def test_bad_input_is_one_clear_error_and_exit_code_2(arguments):
    done = deterrence(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr.strip()
    assert done.stdout == ""


def test_a_bad_scenario_writes_nothing(tmp_path):
    scenario = str(CASES / "bad" / "unknown_set.yaml")
    done = deterrence("brief", "--scenario", scenario, "--workers", "1", "--output", str(tmp_path / "out"))
    assert done.returncode == 2
    assert not (tmp_path / "out").exists()


def test_a_good_scenario_is_checked_and_named():
    assert "a scenario file, no problem found" in deterrence("check", "tests/cases/moscow.yaml").stdout
    assert "leakage inputs" in deterrence("check", "tests/cases/leakage.json").stdout


def test_a_scenario_runs_and_its_brief_holds_the_verdicts(tmp_path):
    """A small what-if from end to end: the overlay is in the record, the files are complete, whoever draws them."""
    out, again = tmp_path / "out", tmp_path / "again"
    asked = ("brief", "--scenario", str(CASES / "moscow.yaml"), "--futures", "20", "--seed", "3",
             "--assumption-set", "reference", "--assumption-set", "strong_capital_defence", "--structure", "aids_net",
             "--json")  # fmt: skip
    done = started(*asked, "--workers", "2", "--output", str(out))
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    names = ("brief.html", "brief.pdf", "annex.html", "annex.pdf")
    assert tuple(Path(name).name for name in found["files"]) == names
    text = (out / "annex.html").read_text(encoding="utf-8")
    assert "Upper bound, every round is usable." in text
    assert "Traceback" not in text
    for name in ("brief.pdf", "annex.pdf"):
        assert (out / name).read_bytes().startswith(b"%PDF")
    assert not list(out.rglob(".partial-*"))
    alone = deterrence(*asked, "--workers", "1", "--output", str(again), "--format", "html")
    assert alone.returncode == 0, alone.stderr
    for name in ("brief.html", "annex.html"):
        assert (again / name).read_bytes() == (out / name).read_bytes()
    assert json.loads(alone.stdout)["verdicts"] == found["verdicts"]
    judged = [(v["reading"], v["subject"]) for v in found["verdicts"] if v["claim"] == "A07"]
    (claim,) = (one for one in load_claims() if one.id == "A07")
    assert judged == [(one.id, subject) for one in claim.readings if one.judged for subject in one.judged.subjects]
    assert {subject for reading, subject in judged if reading == "new_part"} == {"france", "united_kingdom", "both"}


SEES = "missile_defence.sensor.sees_probability"
MOSCOW = ("missile_defence.s500.usable_share=1", "missile_defence.s500.capital_share_of_systems= 1.0")


def test_an_outcome_gives_the_bands_of_the_stored_futures_to_the_last_bit(tmp_path):
    out = str(tmp_path / "out")
    found = answer("outcome", "arrivals", "--force", "both", "--posture", "day_to_day", "--defence", "all",
                   "--exposure", "half", "--assumption-set", "reference", "--structure", "aids_net",
                   "--change", f"{SEES}=0.9", *FEW,
                   "--output", out, "--json")  # fmt: skip
    rows, record = found.pop("rows"), found.pop("run")
    assert record["futures_of_cells"] == {"reference, aids_net": 20}
    assert {"package_version", "code_digest", "dataset_digest", "scenario_digest"} <= record.keys()
    assert found == {"outcome": "arrivals", "unit": "warheads", "seed": 3, "futures": 20}
    assert [row["year"] for row in rows] == list(range(2025, 2041))
    parts = f"read_parquet('{out}/parts/*/arrivals-reference-aids_net-*.parquet')"
    where = (
        "force = 'both' AND posture = 'day_to_day' AND defence = 'all' AND exposure = 'half' AND policy = 'reference'"
    )
    for row in rows:
        sql = f"SELECT arrivals AS x FROM {parts} WHERE {where} AND year = {row['year']} ORDER BY future"
        stored = duckdb.sql(sql).fetchnumpy()["x"]
        assert len(stored) == 20
        labels = {"assumption_set": "reference", "structure": "aids_net", "force": "both", "posture": "day_to_day",
                  "exposure": "half", "defence": "all"}  # fmt: skip
        assert row == {**labels, "year": row["year"], **{name: float(x) for name, x in bands(stored).items()}}
    kept = list((tmp_path / "out" / "parts").rglob("*.parquet"))
    assert kept and all("-reference-aids_net-" in path.name for path in kept)


def test_a_state_by_changes_and_by_scenario_file_give_the_same_numbers(tmp_path):

    def told(*arguments):
        asked = (
            "outcome",
            "erosion_same_forces",
            "--force",
            "france",
            *FEW,
            "--json",
            "--output",
            str(tmp_path / "run"),
        )
        found = answer(*asked, *arguments)
        (tmp_path / "run").rename(tmp_path / found["run"]["scenario_digest"])  # a folder holds one run
        return found["rows"]

    changes = [part for change in MOSCOW for part in ("--change", change)]
    scenario, pair = ("--scenario", str(CASES / "moscow.yaml")), ("--exposure", "1,0.9")
    by_file = told(*scenario, *pair)
    assert by_file == told(*changes, "--assumption-set", "reference", "--structure", "aids_net", *pair)
    assert {row["exposure"] for row in by_file} == {"asked"}
    assert [row for row in told(*scenario) if row["exposure"] == "asked"] == by_file
    on_top = told(*scenario, *pair, "--change", f"{SEES}=0")
    assert {row["p95"] for row in on_top} == {0.0}  # a defence that sees nothing erodes nothing
    assert by_file != on_top


def test_an_outcome_is_printed_year_by_year_and_the_run_is_kept(tmp_path):
    asked = ("outcome", "interceptor_rounds", "--assumption-set", "strong_capital_defence",
             "--structure", "aids_net", *FEW,
             "--change", "missile_defence.s500.systems_delivered={dated: {2025: 0, 2035: 7}, rule: linear}",
             "--output", str(tmp_path))  # fmt: skip
    done = deterrence(*asked)
    assert done.returncode == 0, done.stderr
    head, _, *lines = done.stdout.splitlines()
    assert head == "interceptor_rounds in rounds: quantiles over 20 futures a cell, seed 3; not probabilities."
    assert "strong_capital_defence · aids_net · capital · s500" in lines
    assert sum(line.startswith("2036 ") for line in lines) == 2 * 3
    kept = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}
    assert deterrence(*asked).stdout == done.stdout
    assert kept == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.parquet")}


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    return tmp_path_factory.mktemp("shared")


@pytest.mark.parametrize("command", ["run", "claims"])
def test_other_commands_take_changes_sets_and_structures_too(command, shared):
    sets = ("--assumption-set", "strong_capital_defence", "--assumption-set", "reference")
    done = answer(command, "--change", f"{SEES}=0", *sets, "--structure", "aids_net", *FEW, "--json",
                  "--output", str(shared))  # fmt: skip
    verdicts = done["verdicts"]
    assert [row["claim"] for row in done["register"]] == [claim.id for claim in load_claims()]
    cells = {(cell["assumption_set"], cell["structure"]) for verdict in verdicts for cell in verdict["cells"]}
    assert cells == {("strong_capital_defence", "aids_net"), ("reference", "aids_net")}
    assert {tuple(v["interval"]) for v in verdicts if v["claim"] == "A07"} == {(0.0, 0.0)}


def test_another_run_into_a_folder_that_holds_one_is_refused_by_name(shared):
    """F16: the record of the later stood over the parts of both."""
    answer(
        "run", "--assumption-set", "reference", "--structure", "aids_net", *FEW, "--json", "--output", str(shared / "x")
    )
    done = deterrence(
        "outcome",
        "arrivals",
        "--structure",
        "aids_net",
        "--futures",
        "20",
        "--seed",
        "4",
        "--output",
        str(shared / "x"),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(
        f"{shared / 'x'}: holds another run (another scenario; seed 3, not 4; assumption sets "
    )


def test_every_problem_of_a_command_is_listed_and_nothing_is_written(tmp_path):
    changes = ("nope", "=1", f"{SEES}=2", f"{SEES}=3", "missile_defence.s500.usable_share=.nan", "a.b.c=1",
               "missile_defence.s500.capital_share_of_systems={low: 1")  # fmt: skip
    done = deterrence("outcome", "arrival", "--force", "booth", "--posture", "asleep", "--exposure", "most",
                      "--structure", "aids_net",
                      "--assumption-set", "referenc", *(x for change in changes for x in ("--change", change)),
                      "--output", str(tmp_path / "out"))  # fmt: skip
    said = "set on the command line"
    example = "write ID=VALUE, for example missile_defence.sensor.sees_probability=0.9"
    assert done.returncode == 2
    assert sorted(re.sub(r"arrivals or .*\?", "arrivals?", line) for line in done.stderr.splitlines()) == sorted(
        [
            "outcome: name: no such outcome (arrival): did you mean arrivals? `deterrence outcomes` lists all",
            "outcome arrival: force: no such force (booth): did you mean both?",
            "outcome arrival: posture: no such posture (asleep): write one of day_to_day, generated",
            "outcome arrival: exposure: no such exposure (most): write one of half, all, asked, none, spread",
            f"--change: not a change (nope): {example}",
            f"--change: not a change (=1): {example}",
            f"--change: {SEES}: changed twice (3): change it once",
            f"{said}: changes.{SEES}.value: above 1, the bound of probability (2): write a number of at most 1",
            f"{said}: changes.missile_defence.s500.usable_share.value: not a finite number (.nan): write a finite "
            "number",
            f"{said}: changes.a.b.c: no such quantity (a.b.c): see `deterrence ledger list`",
            f"{said}: changes.missile_defence.s500.capital_share_of_systems.value: not valid YAML: did not find "
            "expected ',' or '}': correct the syntax at this line",
            f"{said}: assumption_sets.0: unknown assumption set (referenc): did you mean reference?",
        ]
    )
    assert done.stdout == ""
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("interceptor_rounds", "outcome interceptor_rounds: force: no such axis (both): its axes are future, policy"),
        ("boats_owned", "outcome boats_owned: force: no such force (both): write one of france, united_kingdom"),
    ],
)
def test_an_outcome_is_not_asked_for_what_it_does_not_have(name, message, tmp_path):
    done = deterrence("outcome", name, "--force", "both", "--output", str(tmp_path / "out"))
    assert done.stderr.startswith(message)
    assert not (tmp_path / "out").exists()
